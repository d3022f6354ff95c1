//! A piece of each language, and what it reads as.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use code::{Lexer, spans};

/// `keyword:fn function:main`; line ends inside a span cannot be.
fn show(language: &str, text: &str) -> String {
    let spans = spans(language, text).expect(language);
    let shown: Vec<String> = spans
        .iter()
        .map(|span| format!("{}:{}", span.class.name(), &text[span.range.clone()]))
        .collect();
    shown.join(" ¦ ")
}

#[test]
fn each_language_reads_as_the_table_says() {
    let table = include_str!("data/snippets.txt");
    let mut wrong = String::new();
    let mut count = 0;
    for part in table.split("=== ").skip(1) {
        let (language, rest) = part.split_once('\n').unwrap();
        let (text, want) = rest.split_once("\n---\n").unwrap();
        let got = show(language, text);
        count += 1;
        if got != want.trim_end() {
            wrong.push_str(&format!("=== {language}\n{text}\n---\n{got}\n"));
        }
    }
    assert!(count >= 50, "{count}");
    assert!(wrong.is_empty(), "otherwise now:\n{wrong}");
}

#[test]
fn languages_are_found_by_the_names_people_write() {
    for (name, main) in [
        ("rs", "rust"),
        ("JS", "javascript"),
        ("tsx", "typescript"),
        ("py", "python"),
        ("c++", "cpp"),
        ("C#", "csharp"),
        ("sh", "bash"),
        ("yml", "yaml"),
        ("Dockerfile", "dockerfile"),
        ("postgresql", "sql"),
        ("vue", "html"),
        (" rust ", "rust"),
    ] {
        assert_eq!(Lexer::new(name).unwrap().name(), main, "{name}");
    }
    for name in ["", "text", "plaintext", "nonsense", "rust2"] {
        assert!(Lexer::new(name).is_none(), "{name}");
    }
}

#[test]
fn no_name_is_given_twice() {
    let mut names: Vec<&str> = code::languages().flatten().copied().collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    assert!(code::languages().count() >= 50);
    assert!(names.iter().all(|name| *name == name.to_lowercase()));
}
