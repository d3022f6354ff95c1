//! Files: their length, and what must not be in them.

use crate::assert_none;
use crate::sources::{names, sources};

/// The most lines a source file may have. About 300 is usual.
const MOST_LINES: usize = 500;

#[test]
fn files_are_short_enough_to_read() {
    let mut found = Vec::new();
    for file in sources("", &[".rs", ".css", ".js"]) {
        let lines = file.text.lines().count();
        if lines > MOST_LINES {
            found.push(format!("{} has {lines} lines", file.path));
        }
    }
    assert_none("One thing a file: split it.", &found);
}

#[test]
fn nothing_is_left_for_later_in_the_code() {
    let mut found = Vec::new();
    for file in sources("", &[".rs"]) {
        for (line, code) in file.code() {
            for name in [
                concat!("to", "do!"),
                concat!("unimple", "mented!"),
                concat!("db", "g!"),
            ] {
                if names(code, name) {
                    found.push(format!("{}:{line} has {name}", file.path));
                }
            }
        }
    }
    assert_none(
        "Code that is not written yet is an issue, not a macro.",
        &found,
    );
}

#[test]
fn nothing_names_a_folder_of_some_machine() {
    let homes = [
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("/ro", "ot/"),
        concat!("C:\\", "Users"),
        concat!("/wo", "rk/"),
    ];
    let mut found = Vec::new();
    for file in sources("", &[]) {
        for (at, line) in file.text.lines().enumerate() {
            for home in homes.iter().filter(|home| line.contains(*home)) {
                found.push(format!("{}:{} names {home}", file.path, at + 1));
            }
        }
    }
    assert_none("Paths are relative to the repository.", &found);
}
