//! Letters to pretend with, by the script of the target language.

/// The letters of a script.
#[derive(Debug, PartialEq)]
pub(crate) struct Alphabet {
    pub letters: &'static str,
    pub kind: Kind,
}

/// How a script writes words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// A letter for a letter.
    Letters,
    /// The same, with capitals.
    Cased,
    /// A sign for two letters.
    Syllables,
    /// A sign for two letters, and no space between words.
    Signs,
}

const fn letters(kind: Kind, letters: &'static str) -> Alphabet {
    Alphabet { letters, kind }
}

pub(crate) const CYRILLIC: Alphabet = letters(Kind::Cased, "абцдефгхийклмнопярстувшжыз");
const GREEK: Alphabet = letters(Kind::Cased, "αβκδεφγηιξκλμνοπθρστυωζχψφ");
const ARMENIAN: Alphabet = letters(Kind::Cased, "աբցդեֆգհիջկլմնոպքրստուվխյզ");
const GEORGIAN: Alphabet = letters(Kind::Letters, "აბცდეფგჰიჯკლმნოპქრსტუვწხყზ");
const HEBREW: Alphabet = letters(Kind::Letters, "אבגדהוזחטיכלמנסעפצקרשת");
const ARABIC: Alphabet = letters(Kind::Letters, "ابتثجحخدذرزسشصضطظعغفقكلمنهوي");
const SYRIAC: Alphabet = letters(Kind::Letters, "ܐܒܓܕܗܘܙܚܛܝܟܠܡܢܣܥܦܨܩܪܫܬ");
const THAANA: Alphabet = letters(Kind::Letters, "ހށނރބޅކއވމފދތލގޏސޑޒޓޔޕޖޗ");
const DEVANAGARI: Alphabet = letters(Kind::Letters, "कखगघचछजझटठडढतथदधनपफबभमयरलवशषसह");
const BENGALI: Alphabet = letters(Kind::Letters, "কখগঘচছজঝটঠডঢতথদধনপফবভমযরলশষসহ");
const GURMUKHI: Alphabet = letters(Kind::Letters, "ਕਖਗਘਚਛਜਝਟਠਡਢਤਥਦਧਨਪਫਬਭਮਯਰਲਵਸਹ");
const GUJARATI: Alphabet = letters(Kind::Letters, "કખગઘચછજઝટઠડઢતથદધનપફબભમયરલવશષસહ");
const ODIA: Alphabet = letters(Kind::Letters, "କଖଗଘଚଛଜଝଟଠଡଢତଥଦଧନପଫବଭମଯରଲଶଷସହ");
const TAMIL: Alphabet = letters(Kind::Letters, "கஙசஞடணதநபமயரலவழளறன");
const TELUGU: Alphabet = letters(Kind::Letters, "కఖగఘచఛజఝటఠడఢతథదధనపఫబభమయరలవశషసహ");
const KANNADA: Alphabet = letters(Kind::Letters, "ಕಖಗಘಚಛಜಝಟಠಡಢತಥದಧನಪಫಬಭಮಯರಲವಶಷಸಹ");
const MALAYALAM: Alphabet = letters(Kind::Letters, "കഖഗഘചഛജഝടഠഡഢതഥദധനപഫബഭമയരലവശഷസഹ");
const SINHALA: Alphabet = letters(Kind::Letters, "කඛගඝචඡජඣටඨඩඪතථදධනපඵබභමයරලවශෂසහ");
const THAI: Alphabet = letters(Kind::Letters, "กขคงจฉชซดตถทธนบปผพฟภมยรลวสหอ");
const LAO: Alphabet = letters(Kind::Letters, "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮ");
const BURMESE: Alphabet = letters(Kind::Letters, "ကခဂဃစဆဇဈဋဌဍဎတထဒဓနပဖဗဘမယရလဝသဟ");
const KHMER: Alphabet = letters(Kind::Letters, "កខគឃចឆជឈដឋឌឍតថទធនបផពភមយរលវសហ");
const TIBETAN: Alphabet = letters(Kind::Letters, "ཀཁགངཅཆཇཉཏཐདནཔཕབམཙཚཛཝཞཟའཡརལཤསཧ");
const ETHIOPIC: Alphabet = letters(Kind::Letters, "ሀለሐመሠረሰሸቀበተቸነኘአከወዘየደጀገጠፀፈፐ");
const OL_CHIKI: Alphabet = letters(Kind::Letters, "ᱚᱛᱜᱝᱞᱟᱠᱡᱢᱣᱤᱥᱦᱧᱨᱩᱪᱫᱬᱭᱮᱯᱰᱱᱲᱳᱴᱵ");
const MEITEI: Alphabet = letters(Kind::Letters, "ꯀꯁꯂꯃꯄꯅꯆꯇꯈꯉꯊꯋꯌꯍꯎꯏꯐꯑꯒꯓꯔꯕꯖꯗꯘꯙꯚ");
const HANGUL: Alphabet = letters(
    Kind::Syllables,
    "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후기니디리미비시이지치키티피히",
);
const HAN: Alphabet = letters(
    Kind::Signs,
    "天地人山水火木金土日月年上下大小中心手口目耳白青花草田石米竹衣雨雲風空海川林森村町道車門馬鳥魚虫犬牛羊東西南北左右前後内外高長文字本名正立力刀工用生光公元分切半太少父母女男子王玉糸音色見言谷走足身里",
);
const JAPANESE: Alphabet = letters(
    Kind::Signs,
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん山水火木日月人心手目花空海道車門",
);

/// The letters that `tag` (BCP 47) is written with; none for the Latin ones.
pub(crate) fn alphabet(tag: &str) -> Option<&'static Alphabet> {
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    let script = parts.find(|part| part.len() == 4);
    if tag.eq_ignore_ascii_case("sr-ME") {
        return None;
    }
    match script.map(str::to_ascii_lowercase).as_deref() {
        Some("latn") => return None,
        Some("cyrl") => return Some(&CYRILLIC),
        Some("arab") => return Some(&ARABIC),
        Some("deva") => return Some(&DEVANAGARI),
        _ => {}
    }
    Some(match language.as_str() {
        "zh" | "yue" | "wuu" | "lzh" => &HAN,
        "ja" => &JAPANESE,
        "ko" => &HANGUL,
        "ru" | "uk" | "be" | "bg" | "mk" | "sr" | "kk" | "ky" | "mn" | "tg" | "tt" | "ba"
        | "cv" | "os" | "sah" | "udm" => &CYRILLIC,
        "el" => &GREEK,
        "hy" => &ARMENIAN,
        "ka" => &GEORGIAN,
        "he" | "yi" => &HEBREW,
        "ar" | "fa" | "prs" | "ur" | "ps" | "sd" | "ug" | "ckb" | "ks" | "pnb" => &ARABIC,
        "syr" => &SYRIAC,
        "dv" => &THAANA,
        "hi" | "mr" | "ne" | "sa" | "mai" | "bho" | "doi" | "gom" => &DEVANAGARI,
        "bn" | "as" => &BENGALI,
        "pa" => &GURMUKHI,
        "gu" => &GUJARATI,
        "or" => &ODIA,
        "ta" => &TAMIL,
        "te" => &TELUGU,
        "kn" => &KANNADA,
        "ml" => &MALAYALAM,
        "si" => &SINHALA,
        "th" => &THAI,
        "lo" => &LAO,
        "my" => &BURMESE,
        "km" => &KHMER,
        "bo" | "dz" => &TIBETAN,
        "am" | "ti" => &ETHIOPIC,
        "sat" => &OL_CHIKI,
        "mni" => &MEITEI,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_in_the_tag_goes_before_the_language() {
        assert_eq!(alphabet("sr-Latn"), None);
        assert_eq!(alphabet("sr"), Some(&CYRILLIC));
        assert_eq!(alphabet("zh-Hant"), Some(&HAN));
        assert_eq!(alphabet("ar-EG"), Some(&ARABIC));
        assert_eq!(alphabet("pt-BR"), None);
        assert_eq!(alphabet(""), None);
    }

    #[test]
    fn all_are_letters() {
        for tag in [
            "ru", "el", "he", "ar", "hi", "th", "zh", "ja", "ko", "my", "mni", "bo",
        ] {
            let letters = alphabet(tag).map_or("", |alphabet| alphabet.letters);
            assert!(letters.chars().count() > 15, "{tag}");
            assert!(letters.chars().all(char::is_alphabetic), "{tag}");
        }
    }
}
