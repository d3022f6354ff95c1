//! Guard: the translation is not in the script that its language is written in.

use std::collections::BTreeSet;

use crate::detect::script::{Script, count, main};
use crate::find;

/// Which letters translations may have; none where that cannot be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    Any,
    Of(Script),
    Chinese,
    Japanese,
}

/// The letters of a language, as its own name is written in them.
pub(crate) fn letters(to: &str, instructions: &str) -> Letters {
    let wishes = instructions.to_lowercase();
    const ABOUT_SCRIPT: [&str; 9] = [
        "script", "latin", "roman", "translit", "pinyin", "romaji", "cyrillic", "alphabet", "kana",
    ];
    if ABOUT_SCRIPT.iter().any(|word| wishes.contains(word)) {
        return Letters::Any;
    }
    let base = to.split(['-', '_']).next().unwrap_or(to).to_lowercase();
    // Written in two scripts, whatever the list has.
    const SEVERAL: [&str; 12] = [
        "sr", "uz", "kk", "az", "ky", "tg", "tk", "ku", "mn", "pa", "ms", "ha",
    ];
    match base.as_str() {
        "zh" | "yue" | "lzh" => return Letters::Chinese,
        "ja" => return Letters::Japanese,
        base if SEVERAL.contains(&base) => return Letters::Any,
        _ => {}
    }
    let script = find(to).and_then(|language| main(&count(language.own_name)));
    script.map_or(Letters::Any, |(script, _)| Letters::Of(script))
}

/// Whether the text is (also) in letters that the language has not. Words that the source has, too, are names.
pub(crate) fn wrong(letters: Letters, source: &str, target: &str) -> bool {
    let fits: fn(Script) -> bool = match letters {
        Letters::Any => return false,
        Letters::Chinese => |script| script == Script::Han,
        Letters::Japanese => |script| matches!(script, Script::Han | Script::Kana),
        Letters::Of(_) => |_| false,
    };
    let fits = |script: Script| letters == Letters::Of(script) || fits(script);
    let words = |text| str::split(text, |c: char| !c.is_alphanumeric());
    let of_source: BTreeSet<&str> = words(source).collect();
    let own_words: Vec<&str> = words(target)
        .filter(|word| !of_source.contains(word))
        .collect();
    // `Sony` is written so in any script.
    let a_name = |word: &&str| word.starts_with(|c: char| c.is_ascii_uppercase());
    if own_words.len() <= 3 && own_words.iter().all(a_name) {
        return false;
    }
    let counts = count(&own_words.concat());
    let sum = |wanted: &dyn Fn(Script) -> bool| -> usize {
        let wanted = counts.iter().filter(|(script, _)| wanted(*script));
        wanted.map(|(script, n)| n * says(*script)).sum()
    };
    let (good, bad) = (sum(&|script| fits(script)), sum(&|script| !fits(script)));
    // Kana in Chinese and such are never names; Latin letters anywhere may be.
    let latin = sum(&|script| script == Script::Latin);
    let foreign = if fits(Script::Latin) {
        bad
    } else {
        bad - latin
    };
    (bad >= 4 && bad > 2 * good) || (foreign >= 4 && foreign * 4 > good)
}

/// As in detection: a Chinese character says as much as several letters.
fn says(script: Script) -> usize {
    match script {
        Script::Han => 3,
        Script::Kana | Script::Single("ko") => 2,
        _ => 1,
    }
}
