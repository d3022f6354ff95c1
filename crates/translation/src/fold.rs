//! Folding case and accents away, so that `turkce` finds Türkçe.

/// Lower case without accents. Covers Latin-1, Latin Extended-A, Vietnamese, Greek and the few other letters that
/// names of languages have; combining marks, Hebrew and Arabic points and apostrophes fall away. A small table
/// instead of Unicode normalisation, which would weigh more than the rest of the crate.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        fold_char(c, &mut out);
    }
    out
}

fn fold_char(c: char, out: &mut String) {
    match c {
        '\'' | '`' | '‘' | '’' | 'ʻ' | 'ʼ' => {}
        '\u{20}'..='\u{7e}' => out.push(c),
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5c7}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{640}' => {}
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'þ' => out.push_str("th"),
        _ => out.push(
            FOLDED
                .iter()
                .find(|(from, _)| from.contains(c))
                .map_or(c, |&(_, to)| to),
        ),
    }
}

/// Letters with marks, and the bare letter they stand for.
const FOLDED: &[(&str, char)] = &[
    ("àáâãäåāăąǎạảấầẩẫậắằẳẵặ", 'a'),
    ("èéêëēĕėęěəẹẻẽếềểễệ", 'e'),
    ("ìíîïĩīĭįıǐỉị", 'i'),
    ("òóôõöøōŏőǒơọỏốồổỗộớờởỡợ", 'o'),
    ("ùúûüũūŭůűųǔưụủứừửữự", 'u'),
    ("ýÿŷỳỵỷỹ", 'y'),
    ("çćĉċč", 'c'),
    ("ďđðḍḓ", 'd'),
    ("ĝğġģ", 'g'),
    ("ĥħ", 'h'),
    ("ĵ", 'j'),
    ("ķ", 'k'),
    ("ĺļľŀł", 'l'),
    ("ñńņňŋ", 'n'),
    ("ŕŗř", 'r'),
    ("śŝşšș", 's'),
    ("ţťŧțṭ", 't'),
    ("ʋ", 'v'),
    ("ŵ", 'w'),
    ("źżž", 'z'),
    ("ά", 'α'),
    ("έ", 'ε'),
    ("ή", 'η'),
    ("ίϊΐ", 'ι'),
    ("ό", 'ο'),
    ("ύϋΰ", 'υ'),
    ("ώ", 'ω'),
    ("ς", 'σ'),
    ("ё", 'е'),
    ("أإآٱ", 'ا'),
    ("ى", 'ي'),
    ("ک", 'ك'),
    ("ی", 'ي'),
];

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn folds() {
        for (text, folded) in [
            ("Türkçe", "turkce"),
            ("TÜRKÇE", "turkce"),
            ("İstanbul ışık", "istanbul isik"),
            ("Tiếng Việt", "tieng viet"),
            ("Straße", "strasse"),
            ("ʻŌlelo Hawaiʻi", "olelo hawaii"),
            ("o‘zbek", "ozbek"),
            ("Ελληνικά", "ελληνικα"),
            ("ייִדיש", "יידיש"),
            ("cafe\u{301}", "cafe"),
            ("中文", "中文"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }
}
