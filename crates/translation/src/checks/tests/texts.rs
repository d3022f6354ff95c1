//! A text that people have translated: what is told of it is a fault of the checks.

use super::{line, settings};
use crate::check;

#[track_caller]
fn few(to: &str, text: &str, most: usize) {
    let source = include_str!("../../../../../tests/data/udhr/en.txt");
    let lines = |text: &str| {
        text.lines()
            .filter(|line| !line.trim().is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (sources, targets) = (lines(source), lines(text));
    assert_eq!(sources.len(), targets.len());
    let mut found = Vec::new();
    for (source, target) in sources.iter().zip(&targets) {
        for finding in check(source, target, &settings("en", to)) {
            found.push(format!(
                "{}  ←  {source}  →  {target}",
                line(source, target, &finding)
            ));
        }
    }
    assert!(found.len() <= most, "{}", found.join("\n"));
}

#[test]
fn the_declaration_of_human_rights() {
    few(
        "zh",
        include_str!("../../../../../tests/data/udhr/zh.txt"),
        0,
    );
    few(
        "ru",
        include_str!("../../../../../tests/data/udhr/ru.txt"),
        0,
    );
    few(
        "ar",
        include_str!("../../../../../tests/data/udhr/ar.txt"),
        0,
    );
    few(
        "hi",
        include_str!("../../../../../tests/data/udhr/hi.txt"),
        0,
    );
}
