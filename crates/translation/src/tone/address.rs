//! How languages say who is close and who is not.

use super::Formality;
use crate::language::find;

/// A step of formality, as a language itself calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormalityWord {
    /// The step.
    pub formality: Formality,
    /// In the target language, as `Sie` or `です・ます`; empty where it has no word for it, as English.
    pub word: &'static str,
}

/// The steps that a language (a tag) has, the least formal first.
pub fn formality_words(to: &str) -> Vec<FormalityWord> {
    let step = |formality, word| FormalityWord { formality, word };
    match address(to) {
        Address::None => vec![step(Formality::Informal, ""), step(Formality::Formal, "")],
        Address::Two(informal, formal) => vec![
            step(Formality::Informal, informal),
            step(Formality::Formal, formal),
        ],
        Address::Three([informal, polite, formal]) => vec![
            step(Formality::Informal, informal.0),
            step(Formality::Polite, polite.0),
            step(Formality::Formal, formal.0),
        ],
    }
}

/// What a model is told; empty for the default.
pub(super) fn formality_line(to: &str, formality: Formality) -> String {
    match (address(to), formality) {
        (_, Formality::Default) => String::new(),
        (Address::None, Formality::Informal) => {
            "informal. Everyday words, as among people who know each other; \
             contractions where the language has them."
                .to_owned()
        }
        (Address::None, Formality::Polite | Formality::Formal) => {
            "formal. No slang, no contractions; courteous and exact.".to_owned()
        }
        (Address::Two(informal, formal), Formality::Informal) => {
            addressed("informal", informal, formal)
        }
        (Address::Two(informal, formal), Formality::Polite | Formality::Formal) => {
            addressed("formal", formal, informal)
        }
        (Address::Three([(_, line), _, _]), Formality::Informal)
        | (Address::Three([_, (_, line), _]), Formality::Polite)
        | (Address::Three([_, _, (_, line)]), Formality::Formal) => line.to_owned(),
    }
}

fn addressed(name: &str, with: &str, without: &str) -> String {
    [
        name,
        ". Address the reader with “",
        with,
        "” and the forms that go with it, never with “",
        without,
        "”, from beginning to end. People in the text who speak to each other do so as fits them.",
    ]
    .concat()
}

/// How a language addresses people.
#[derive(Debug, Clone, Copy)]
enum Address {
    /// One way for all.
    None,
    /// Informal and formal.
    Two(&'static str, &'static str),
    /// Informal, polite, formal: the word and what a model is told.
    Three([(&'static str, &'static str); 3]),
}

fn address(to: &str) -> Address {
    let tag = find(to).map_or(to.trim(), |language| language.tag);
    let mut rest = tag;
    loop {
        match rest {
            "ja" => return JAPANESE,
            "ko" => return KOREAN,
            _ => {}
        }
        let row = TWO
            .iter()
            .find(|(known, _, _)| known.eq_ignore_ascii_case(rest));
        if let Some(&(_, informal, formal)) = row {
            return Address::Two(informal, formal);
        }
        match rest.rfind('-') {
            Some(end) => rest = &rest[..end],
            None => return Address::None,
        }
    }
}

const JAPANESE: Address = Address::Three([
    (
        "だ・である",
        "informal. Plain form (常体, だ・である), the same from beginning to end; no です・ます.",
    ),
    (
        "です・ます",
        "polite. です・ます (敬体), the same from beginning to end; no honorific or humble verbs where none are needed.",
    ),
    (
        "敬語",
        "formal. 敬語: です・ます with honorific (尊敬語) and humble (謙譲語) verbs for reader and writer, as in business.",
    ),
]);

const KOREAN: Address = Address::Three([
    (
        "해체",
        "informal. 해체 (반말) from beginning to end, as among friends.",
    ),
    ("해요체", "polite. 해요체 from beginning to end."),
    (
        "합니다체",
        "formal. 합니다체 (하십시오체) from beginning to end, with 시 and 님 for those addressed.",
    ),
]);

/// Tag, informal, formal: the pronoun or whatever the language's speakers call it by.
#[rustfmt::skip]
const TWO: &[(&str, &str, &str)] = &[
    ("af", "jy", "u"),
    ("am", "አንተ / አንቺ", "እርስዎ"),
    ("ar", "أنت", "حضرتك"),
    ("as", "তুমি", "আপুনি"),
    ("az", "sən", "siz"),
    ("be", "ты", "Вы"),
    ("bg", "ти", "Вие"),
    ("bn", "তুমি", "আপনি"),
    ("br", "te", "c’hwi"),
    ("bs", "ti", "Vi"),
    ("ca", "tu", "vostè"),
    ("ckb", "تۆ", "ئێوە"),
    ("cs", "ty", "Vy"),
    ("cy", "ti", "chi"),
    ("da", "du", "De"),
    ("de", "du", "Sie"),
    ("el", "εσύ", "εσείς"),
    ("es", "tú", "usted"),
    ("es-AR", "vos", "usted"),
    ("et", "sina", "Teie"),
    ("eu", "hi", "zu"),
    ("fa", "تو", "شما"),
    ("fi", "sinä", "Te"),
    ("fil", "ikaw", "po / opo"),
    ("fo", "tú", "tygum"),
    ("fr", "tu", "vous"),
    ("fy", "do", "jo"),
    ("gd", "thu", "sibh"),
    ("gl", "ti", "vostede"),
    ("gsw", "du", "Sie"),
    ("gu", "તું", "તમે"),
    ("hi", "तुम", "आप"),
    ("hr", "ti", "Vi"),
    ("hsb", "ty", "Wy"),
    ("hu", "te", "Ön"),
    ("hy", "դու", "դուք"),
    ("id", "kamu", "Anda"),
    ("is", "þú", "þér"),
    ("it", "tu", "Lei"),
    ("jv", "ngoko", "krama"),
    ("ka", "შენ", "თქვენ"),
    ("kk", "сен", "сіз"),
    ("kn", "ನೀನು", "ನೀವು"),
    ("ku", "tu", "hûn"),
    ("ky", "сен", "сиз"),
    ("lb", "du", "Dir"),
    ("lt", "tu", "Jūs"),
    ("lv", "tu", "Jūs"),
    ("mk", "ти", "Вие"),
    ("ml", "നീ", "നിങ്ങൾ"),
    ("mn", "чи", "та"),
    ("mr", "तू", "तुम्ही"),
    ("ms", "awak", "anda"),
    ("nb", "du", "De"),
    ("ne", "तिमी", "तपाईं"),
    ("nl", "je", "u"),
    ("nn", "du", "De"),
    ("oc", "tu", "vos"),
    ("or", "ତୁମେ", "ଆପଣ"),
    ("pa", "ਤੂੰ", "ਤੁਸੀਂ"),
    ("pl", "ty", "Pan / Pani"),
    ("prs", "تو", "شما"),
    ("ps", "ته", "تاسو"),
    ("pt-BR", "você", "o senhor / a senhora"),
    ("pt-PT", "tu", "o senhor / a senhora"),
    ("rm", "ti", "Vus"),
    ("ro", "tu", "dumneavoastră"),
    ("ru", "ты", "вы"),
    ("si", "ඔයා", "ඔබ"),
    ("sk", "ty", "Vy"),
    ("sl", "ti", "Vi"),
    ("sq", "ti", "ju"),
    ("sr", "ти", "Ви"),
    ("sr-Latn", "ti", "Vi"),
    ("sr-ME", "ti", "Vi"),
    ("su", "loma", "lemes"),
    ("sv", "du", "ni"),
    ("ta", "நீ", "நீங்கள்"),
    ("te", "నువ్వు", "మీరు"),
    ("tg", "ту", "Шумо"),
    ("th", "เป็นกันเอง", "สุภาพ"),
    ("tk", "sen", "siz"),
    ("tr", "sen", "siz"),
    ("tt", "син", "сез"),
    ("ug", "سەن", "سىز"),
    ("uk", "ти", "Ви"),
    ("ur", "تم", "آپ"),
    ("uz", "sen", "siz"),
    ("vi", "bạn", "quý vị"),
    ("yi", "דו", "איר"),
    ("yue", "你", "您"),
    ("zh-Hans", "你", "您"),
    ("zh-Hant", "你", "您"),
    ("zh-HK", "你", "您"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_of_listed_languages_and_sorted() {
        for (tag, informal, formal) in TWO {
            let listed = find(tag).map(|language| language.tag);
            assert!(listed == Some(tag), "{tag}");
            assert!(informal != formal && !informal.is_empty() && !formal.is_empty());
        }
        let tags: Vec<String> = TWO.iter().map(|(tag, _, _)| tag.to_lowercase()).collect();
        assert!(tags.is_sorted(), "{tags:?}");
    }
}
