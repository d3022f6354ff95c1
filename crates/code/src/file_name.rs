//! What a file with code in it is called.

use crate::languages;

/// Main names of languages, and what their files end with. What is not here has its own name as the ending.
const ENDINGS: &[(&str, &str)] = &[
    ("assembly", "asm"),
    ("bash", "sh"),
    ("batch", "bat"),
    ("clojure", "clj"),
    ("cmake", "cmake"),
    ("csharp", "cs"),
    ("elixir", "ex"),
    ("elm", "elm"),
    ("erlang", "erl"),
    ("fortran", "f90"),
    ("fsharp", "fs"),
    ("graphql", "graphql"),
    ("handlebars", "hbs"),
    ("haskell", "hs"),
    ("javascript", "js"),
    ("julia", "jl"),
    ("kotlin", "kt"),
    ("latex", "tex"),
    ("markdown", "md"),
    ("matlab", "m"),
    ("mermaid", "mmd"),
    ("nginx", "conf"),
    ("objectivec", "m"),
    ("ocaml", "ml"),
    ("pascal", "pas"),
    ("perl", "pl"),
    ("plaintext", "txt"),
    ("powershell", "ps1"),
    ("prolog", "pl"),
    ("properties", "properties"),
    ("protobuf", "proto"),
    ("python", "py"),
    ("ruby", "rb"),
    ("rust", "rs"),
    ("scheme", "scm"),
    ("shell", "sh"),
    ("solidity", "sol"),
    ("terraform", "tf"),
    ("text", "txt"),
    ("typescript", "ts"),
    ("vbnet", "vb"),
    ("verilog", "v"),
    ("vhdl", "vhd"),
    ("yaml", "yaml"),
];

/// Languages whose files have a name and no ending.
const WHOLE: &[(&str, &str)] = &[("dockerfile", "Dockerfile"), ("makefile", "Makefile")];

/// A name for a file of this language (any of its names) with this text: the one that its first line tells in a comment, else
/// `code.` and the ending. Never more than a plain name: no folder, nothing hidden.
pub fn file_name(language: &str, text: &str) -> String {
    let names = languages::find(language).map_or(&[][..], |found| found.names);
    let main = names.first().copied().unwrap_or_default();
    let lower = language.to_lowercase();
    let known = |table: &[(&str, &'static str)]| {
        table
            .iter()
            .find(|(name, _)| *name == main || *name == lower || names.contains(name))
            .map(|(_, file)| *file)
    };
    if let Some(whole) = known(WHOLE) {
        return whole.to_owned();
    }
    let ending = match known(ENDINGS) {
        Some(ending) => ending.to_owned(),
        None if !main.is_empty() => plain(main).unwrap_or_default().to_owned(),
        None => "txt".to_owned(),
    };
    // `jsx` and `tsx` are what their files end with, whatever language reads them.
    let ending = match lower.as_str() {
        "jsx" | "tsx" | "vue" | "svelte" | "svg" | "scss" | "less" | "jsonc" | "hpp" => lower,
        _ if ending.is_empty() => "txt".to_owned(),
        _ => ending,
    };
    told(text.lines().next().unwrap_or_default(), &ending)
        .unwrap_or_else(|| format!("code.{ending}"))
}

/// The name in a comment that holds nothing else: `// src/main.rs`, `# app.py`, `<!-- index.html -->`.
fn told(line: &str, ending: &str) -> Option<String> {
    let line = line.trim();
    let rest = ["//", "#", "--", "/*", "<!--", ";", "%"]
        .iter()
        .find_map(|mark| line.strip_prefix(mark))?;
    let rest = rest.trim_end_matches("-->").trim_end_matches("*/").trim();
    let rest = ["File:", "file:", "Filename:", "filename:"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest)
        .trim();
    let name = plain(rest.rsplit(['/', '\\']).next()?)?;
    let stem = name.strip_suffix(ending)?.strip_suffix('.')?;
    (!stem.is_empty()).then(|| name.to_owned())
}

fn plain(name: &str) -> Option<&str> {
    let fits = (1..=64).contains(&name.len())
        && !name.starts_with(['.', '-'])
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    fits.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn by_language_or_by_what_the_first_line_says() {
        for (language, text, name) in [
            ("rust", "fn main() {}", "code.rs"),
            ("rs", "// src/bin/main.rs\nfn main() {}", "main.rs"),
            ("python", "# app.py", "app.py"),
            ("Python", "# not a name.py", "code.py"),
            ("python", "# ../../.bashrc", "code.py"),
            ("python", "# evil.exe", "code.py"),
            ("python", "# ..py", "code.py"),
            ("html", "<!-- index.html -->", "index.html"),
            ("tsx", "", "code.tsx"),
            ("ts", "/* File: a-b.ts */", "a-b.ts"),
            ("dockerfile", "# x", "Dockerfile"),
            ("make", "", "Makefile"),
            ("sh", "#!/bin/sh", "code.sh"),
            ("yml", "", "code.yaml"),
            ("json", "{}", "code.json"),
            ("mermaid", "", "code.mmd"),
            ("", "", "code.txt"),
            ("no/such\u{202e}", "", "code.txt"),
        ] {
            assert_eq!(file_name(language, text), name, "{language} {text}");
        }
    }

    #[test]
    fn every_language_has_a_plain_name() {
        for names in crate::languages() {
            for name in names {
                let file = file_name(name, "");
                assert!(super::plain(&file).is_some(), "{name}: {file}");
                assert!(file.len() < 18, "{name}: {file}");
            }
        }
    }
}
