//! Generates the typed interface texts from `locales/` (see `src/i18n.rs`).
//!
//! With `PARLANCE_PSEUDO=1` a pseudo-locale `en-XA` is made from the English texts: every letter accented and each text
//! bracketed, so that a test sees at once which words on a screen did not come from `locales/`.

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;
use std::error::Error;
use std::path::{Path, PathBuf};

const NAMESPACES: [&str; 24] = [
    "asks",
    "checks",
    "common",
    "shell",
    "key",
    "translate",
    "chat",
    "compare",
    "context",
    "parameters",
    "usage",
    "settings",
    "problem",
    "memory",
    "glossary",
    "tone",
    "conversation",
    "input",
    "organise",
    "search",
    "bring",
    "attach",
    "keep",
    "write",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=PARLANCE_PSEUDO");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);

    let mut config = Config::new("en")?
        .add_locale("de")?
        .add_locale("ar")?
        .add_namespaces(NAMESPACES)?
        .parse_options(ParseOptions::new().interpolate_display(true));
    if std::env::var_os("PARLANCE_PSEUDO").is_some_and(|value| value == "1") {
        let locales = out.join("locales");
        write_pseudo_locales(&locales)?;
        config = config.add_locale("en-XA")?.locales_path(locales);
    }

    let parsed = parse_locales(None, config)?;
    for warning in parsed.diag.warnings().iter() {
        println!("cargo::warning={warning}");
    }
    for error in parsed.diag.errors().iter() {
        println!("cargo::error={error}");
    }
    println!("cargo::rerun-if-changed=locales");
    let code = leptos_i18n_codegen::gen_code(&parsed, None, false, None, false)?;
    std::fs::create_dir_all(out.join("i18n"))?;
    std::fs::write(out.join("i18n").join("mod.rs"), code.to_string())?;
    Ok(())
}

/// Copies `locales/` to `to` and adds `en-XA`, made from `en`.
fn write_pseudo_locales(to: &Path) -> Result<(), Box<dyn Error>> {
    for locale in ["en", "de", "ar", "en-XA"] {
        std::fs::create_dir_all(to.join(locale))?;
        let from = if locale == "en-XA" { "en" } else { locale };
        for namespace in NAMESPACES {
            let source = Path::new("locales")
                .join(from)
                .join(format!("{namespace}.json"));
            println!("cargo::rerun-if-changed={}", source.display());
            let text = std::fs::read_to_string(&source)?;
            let text = if locale == "en-XA" {
                pseudo_json(&text)
            } else {
                text
            };
            std::fs::write(to.join(locale).join(format!("{namespace}.json")), text)?;
        }
    }
    Ok(())
}

/// Accents the letters of every JSON string that is a value; keys, escapes and `{{ names }}` stay.
fn pseudo_json(json: &str) -> String {
    let mut out = String::new();
    let mut rest = json;
    while let Some(start) = rest.find('"') {
        out.push_str(&rest[..=start]);
        rest = &rest[start + 1..];
        let end = string_end(rest);
        let (text, after) = rest.split_at(end);
        let is_key = after[1..].trim_start().starts_with(':');
        if is_key {
            out.push_str(text);
        } else {
            out.push('[');
            out.push_str(&pseudo(text));
            out.push(']');
        }
        out.push('"');
        rest = &after[1..];
    }
    out.push_str(rest);
    out
}

/// Index of the quote that ends a JSON string whose text starts at 0.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return index,
            _ => {}
        }
    }
    text.len()
}

fn pseudo(text: &str) -> String {
    let mut out = String::new();
    let mut depth = 0u32;
    let mut escaped = false;
    for c in text.chars() {
        match c {
            '{' | '<' => depth += 1,
            '}' | '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let accented = match c {
            _ if depth > 0 || escaped => c,
            'a' => 'á',
            'e' => 'é',
            'i' => 'í',
            'o' => 'ó',
            'u' => 'ú',
            'n' => 'ñ',
            'c' => 'ç',
            's' => 'š',
            'y' => 'ý',
            'A' => 'Á',
            'E' => 'É',
            'I' => 'Í',
            'O' => 'Ó',
            'U' => 'Ú',
            'N' => 'Ñ',
            'C' => 'Ç',
            'S' => 'Š',
            'Y' => 'Ý',
            _ => c,
        };
        escaped = c == '\\' && !escaped;
        out.push(accented);
    }
    out
}
