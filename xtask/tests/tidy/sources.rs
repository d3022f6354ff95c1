//! The repository's files, as the rules read them.

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the repository.
pub struct Source {
    /// From the top of the repository, with `/`.
    pub path: String,
    /// All of it.
    pub text: String,
}

impl Source {
    /// Its lines without comments, numbered from 1.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, without_comment(line)))
    }

    /// Its code up to the unit tests, which may name what they like.
    pub fn shipped(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code()
            .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
    }
}

/// What is before a `//`, unless that belongs to a URL.
fn without_comment(line: &str) -> &str {
    let mut from = 0;
    while let Some(at) = line[from..].find("//").map(|at| from + at) {
        if !line[..at].ends_with(':') {
            return &line[..at];
        }
        from = at + 2;
    }
    line
}

/// The top of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

/// Every text file under `folder` whose name ends with one of `endings`; all for none.
pub fn sources(folder: &str, endings: &[&str]) -> Vec<Source> {
    let root = root();
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path
                .strip_prefix(&root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            // Not only folders: `.git` is a file in a worktree.
            if LEFT_OUT.contains(&name.as_str()) {
                continue;
            }
            if path.is_dir() {
                if !name.ends_with("node_modules") {
                    folders.push(path);
                }
            } else if (endings.is_empty() || endings.iter().any(|ending| name.ends_with(ending)))
                && let Ok(text) = fs::read_to_string(&path)
            {
                found.push(Source { path: name, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Not ours, or built.
const LEFT_OUT: [&str; 5] = [".git", "target", "dist", "tests/out", "tests/data"];

/// Where `name` is used as a word: in `a.b(name)`, not in `other_name`. A name that ends with `*`
/// stands for every word that begins so.
pub fn names(line: &str, name: &str) -> bool {
    let (begin, any_end) = match name.strip_suffix('*') {
        Some(begin) => (begin, true),
        None => (name, false),
    };
    let word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(begin).any(|(at, _)| {
        let free_before = !line[..at].ends_with(word) || !begin.starts_with(word);
        let free_after = any_end || !line[at + begin.len()..].starts_with(word);
        free_before && free_after
    })
}

#[test]
fn comments_and_words_are_told_apart() {
    assert_eq!(
        without_comment("let a = \"https://b\"; // web_sys"),
        "let a = \"https://b\"; "
    );
    assert!(names("use web_sys::Window;", "web_sys"));
    assert!(!names("use my_web_sys::Window;", "web_sys"));
    assert!(names("gloo_net::http", "gloo*"));
    assert!(!names("igloo", "gloo*"));
}
