//! Short names for what the main wasm takes from its script. wasm-bindgen ends each with a hash of sixteen digits, which
//! nothing can compress, and both files hold all of them: some 9 kB of the first load, gzipped.

use std::collections::HashMap;

use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

use crate::Outcome;

/// The wasm and its script, with a short name in the place of every hashed one.
pub fn names(wasm: &[u8], script: &str) -> Outcome<(Vec<u8>, String)> {
    let mut short = HashMap::new();
    let wasm = in_wasm(wasm, &mut short)
        .map_err(|e| format!("The imports of the main wasm cannot be read: {e}."))?;
    Ok((wasm, in_script(script, &short)?))
}

/// The imports alone are written anew; every other section stays as it is.
fn in_wasm(
    wasm: &[u8],
    short: &mut HashMap<String, String>,
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if let Payload::ImportSection(section) = payload {
            let mut imports = ImportSection::new();
            for import in section.into_imports() {
                let import = import?;
                let ty = RoundtripReencoder.entity_type(import.ty)?;
                let name = if is_hashed(import.name) {
                    // A `$` is in no other name of the script's.
                    let next = format!("${}", short.len());
                    short.entry(import.name.to_owned()).or_insert(next)
                } else {
                    import.name
                };
                imports.import(import.module, name, ty);
            }
            module.section(&imports);
        } else if let Some((id, range)) = payload.as_section() {
            let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
            let data = wasm.get(range).ok_or("a section ends behind the file")?;
            module.section(&RawSection { id, data });
        }
    }
    Ok(module.finish())
}

/// `__wbg_fetch_0123456789abcdef`, as wasm-bindgen writes it.
fn is_hashed(name: &str) -> bool {
    let hash = name.rsplit_once('_').map_or("", |(_, hash)| hash);
    name.starts_with("__wb") && hash.len() == 16 && hash.chars().all(|c| c.is_ascii_hexdigit())
}

/// Every whole word of the script that has a short name gets it.
fn in_script(script: &str, short: &HashMap<String, String>) -> Outcome<String> {
    let mut done = String::with_capacity(script.len());
    let mut found = 0;
    let mut rest = script;
    while !rest.is_empty() {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        match short.get(word) {
            Some(short) => {
                found += 1;
                done.push_str(short);
            }
            None => done.push_str(word),
        }
        let end = after.find(is_word).unwrap_or(after.len());
        let (between, after) = after.split_at(end);
        done.push_str(between);
        rest = after;
    }
    // Each is the name of one property of one object.
    if found == short.len() {
        Ok(done)
    } else {
        Err(format!(
            "The main script names {found} of the {} imports of the main wasm. A newer wasm-bindgen writes them in another way: look into target/split/, then change xtask/src/split/short.rs.",
            short.len()
        ))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use wasm_encoder::{EntityType, ImportSection, Module, TypeSection};

    use super::names;

    const A: &str = "__wbg_fetch_0123456789abcdef";
    const B: &str = "__wbg_fetch_fedcba9876543210";

    fn wasm(names: &[&str]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for name in names {
            imports.import("./parlance_bg.js", name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.finish()
    }

    #[test]
    fn both_files_have_the_same_short_names() {
        let script = format!("x = {{ {A}: function() {{}}, plain: 1, {B}: f }};");
        let (short, script) = names(&wasm(&[A, "plain", B]), &script).unwrap();
        assert_eq!(script, "x = { $0: function() {}, plain: 1, $1: f };");
        assert_eq!(short, wasm(&["$0", "plain", "$1"]));
    }

    #[test]
    fn what_has_no_hash_stays() {
        let before = wasm(&["__wbindgen_init_externref_table", "memory"]);
        let (after, script) = names(&before, "memory;").unwrap();
        assert_eq!((after, script.as_str()), (before, "memory;"));
    }

    #[test]
    fn a_script_that_lacks_a_name_is_refused() {
        assert!(names(&wasm(&[A, B]), &format!("{A};")).is_err());
    }
}
