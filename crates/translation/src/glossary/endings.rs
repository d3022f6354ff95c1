//! How words of a language change. Not a grammar: enough to find `engines` for `engine`, and little else.

use crate::language::tag::primary;

/// How words of a language change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inflection {
    /// They do not.
    None,
    /// Endings: each line is a set (folded, `-` is none at all), and a word is the same word with another of the set.
    Endings(&'static [&'static str]),
    /// One ending behind another, any of them: a word is its own beginning.
    Suffixes,
    /// Another last letter or two, as vowel signs.
    LastLetters,
    /// Small words written before it, endings behind it, vowels written or not.
    Semitic,
}

/// The ways of one language's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ways {
    pub(super) inflection: Inflection,
    /// Endings of verbs, for terms that are said to be one.
    pub(super) verbs: &'static [&'static str],
    /// An accent can be all that an ending changes: umowa, umową.
    pub(super) accents_inflect: bool,
    /// Words are joined to longer ones: a term's translation may be inside of one.
    pub(super) compounds: bool,
}

/// The ways of the language of a tag; for one that is not known those that are common and do little harm.
pub(super) fn ways(tag: Option<&str>) -> Ways {
    let language = primary(tag.unwrap_or_default());
    let has = |languages: &str| languages.split(' ').any(|known| known == language);
    let inflection = ENDINGS
        .iter()
        .find(|(languages, _)| has(languages))
        .map_or_else(
            || match () {
                () if has(SUFFIXES) => Inflection::Suffixes,
                () if has(LAST_LETTERS) => Inflection::LastLetters,
                () if has(SEMITIC) => Inflection::Semitic,
                () if has(NONE) => Inflection::None,
                () => Inflection::Endings(&["- s es e n en"]),
            },
            |&(_, endings)| Inflection::Endings(endings),
        );
    let verbs = VERBS.iter().find(|(languages, _)| has(languages));
    Ways {
        inflection,
        verbs: verbs.map_or(&[], |&(_, endings)| endings),
        accents_inflect: has(ACCENTS_INFLECT),
        compounds: has(COMPOUNDS),
    }
}

const SUFFIXES: &str =
    "tr az kk ky uz tt tk ug ba cv sah crh fi et hu eu ka hy mn ta te kn ml ko se kl qu ay";
const LAST_LETTERS: &str = "hi mr ne bn as gu pa or mai bho gom doi sa si sat mni sq am ti";
const SEMITIC: &str = "ar fa prs ur ps sd ckb ks pnb he yi syr dv";
const NONE: &str = "vi zh ja yue th lo km my bo dz haw mi sm to ty tpi";
const ACCENTS_INFLECT: &str = "pl cs sk sl szl hsb ro lt lv";
const COMPOUNDS: &str = "de nl af fy lb gsw sv da nb nn no is fo fi et hu ru uk el";

#[rustfmt::skip]
const ENDINGS: &[(&str, &[&str])] = &[
    ("en", &["- s es", "y ies", "f ves", "fe ves", "is es", "um a ums", "us i uses", "man men", "woman women"]),
    ("de lb gsw", &["- e en n s es er ern em ens nen se sen", "um en s a", "us en e", "a en s as"]),
    ("nl af fy", &["- s en e er n", "f ven ve", "s zen ze"]),
    ("sv da nb nn no is fo", &["- s en et n t er ar or ur na erna arna orna e ene erne ens ets ers i um a", "a or an orna as ene"]),
    ("fr oc co", &["- s x e es", "al ale aux ales", "ail aux", "eux euse euses", "eur euse eurs euses", "if ive ifs ives", "er ere ers eres"]),
    ("es gl ast an", &["- s es", "o a os as", "z ces"]),
    ("pt", &["- s es", "o a os as", "ao oes aos aes", "l is", "il eis is", "m ns"]),
    ("ca", &["- s es ns", "o a os es as", "a es"]),
    ("it sc scn lij vec lmo fur rm", &["o i a e", "e i", "co chi ca che ci", "go ghi ga ghe gi", "io i ia ie"]),
    ("ro", &["- i e a ul lui ului ii uri uril urile le lor ilor elor", "a e ei ele elor i", "e i ea ii ile ilor", "u i ul ului ii ilor"]),
    ("ru be uk bg mk sr bs", &[
        "- а я о е и ы і ї й ь у ю ой ей ою ею ом ем ам ям ах ях ами ями ов ев ів їв ью ві ові еві ът та то те ят ия иях ий ии ию ием",
        "ый ий ой ая яя ое ее ые ие ого его ому ему ым им ых их ую юю ой ей ом ем ыми ими а о ы и ь ый",
        "ий а е і ого ому им ої ій у ою их ими ої",
    ]),
    ("pl cs sk sl hr szl hsb", &[
        "- a e i o u y ou em om im um am im ym ami emi imi ech ach ich ych ow ove ovi owi iem ie ia io iu iom iach iami ej ego emu ymi ima ama oma ega emu ih eho mu ee",
        "y i a e o u ou ego emu ym im ej ych ich ymi imi ou eho emu em ymi u",
        "ek ku kem kiem ki kow kom kach kami ka", "ec ce cem cu cow ci ca", "st sti stem stmi stech",
    ]),
    ("lt lv", &["as o ui a e ai u ams us ais uose", "is io iui i yje iai iu iams ius iais", "a os ai u oje as ai", "e es ei eje iu em es", "s a am u i iem us os", "a as u i am as s"]),
    ("el", &["οσ ου ο ε οι ων ουσ", "ασ α εσ ων", "ησ η εσ ων", "α ασ εσ ων", "η ησ εσ ων εισ", "ο ου α ων", "ι ιου ια ιων", "μα ματοσ ματα ματων", "οσ η ο ου ησ οι εσ α ων ουσ"]),
    ("id ms jv su", &["- nya ku mu lah kah an"]),
    ("sw rw rn zu xh sn lg", &["- ni"]),
    ("eo", &["o oj on ojn", "a aj an ajn"]),
];

#[rustfmt::skip]
const VERBS: &[(&str, &[&str])] = &[
    ("en", &["- s es ed d ing", "e es ed ing", "y ies ied ying"]),
    ("de", &["en e st t te test ten et tet end n", "n e st t te ten nd"]),
    ("fr", &["er e es ons ez ent ait aient ant a era", "ir is it issons issent issant", "re s t ons ez ent"]),
    ("es pt gl ca it", &["ar o a as an amos ando ado e en ou", "er e es en emos iendo ido o a", "ir e es en imos iendo ido o", "are o i a ano ato ando", "ere e ono uto", "ire e ono ito isce"]),
    ("nl", &["en - t te ten de den", "n - t"]),
    ("sv da nb nn no", &["a ar ade at er te t", "e er ede et te t"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    #[test]
    fn endings_are_folded() {
        let of = |table: &[(&str, &'static [&'static str])]| -> Vec<&'static str> {
            table
                .iter()
                .flat_map(|(_, sets)| sets.iter().copied())
                .collect()
        };
        for set in of(ENDINGS).into_iter().chain(of(VERBS)) {
            assert_eq!(fold(set), set);
        }
    }

    #[test]
    fn a_language_is_in_one_list() {
        for (languages, _) in ENDINGS {
            for language in languages.split(' ') {
                let lists = [SUFFIXES, LAST_LETTERS, SEMITIC, NONE];
                let others = lists
                    .iter()
                    .filter(|list| list.split(' ').any(|other| other == language));
                assert!(others.count() == 0, "{language}");
            }
        }
    }

    #[test]
    fn a_variety_changes_as_its_language() {
        assert_eq!(ways(Some("de-AT")), ways(Some("de")));
        assert_ne!(ways(Some("de")), ways(Some("en")));
        assert_eq!(ways(None), ways(Some("xx")));
        assert_eq!(ways(Some("zh-Hans")).inflection, Inflection::None);
    }
}
