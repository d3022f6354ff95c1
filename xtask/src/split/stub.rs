//! What the first load has of the link module: the splitter's own grows with every part, and nothing of it is needed before
//! the first part is.

use crate::Outcome;

/// How the splitter writes what the main wasm imports from the link module.
const EXPORT: &str = "export const ";

/// How the stub names the link module until that has its name.
pub const LINK: &str = "./__link.js";

const BEGIN: &str = r#"import { initSync } from "./parlance.js";

let failures = 0;

const part = (name) => async (callback, data) => {
    let link;
    try {
        // A browser does not ask again for a module that it once could not have.
        link = await import("./__link.js" + (failures ? `?${failures}` : ""));
    } catch (problem) {
        failures += 1;
        console.error(problem);
        initSync(undefined, undefined).__indirect_function_table.get(callback)(data, false);
        return;
    }
    await link[name](callback, data);
};
"#;

/// A module with the same exports, which fetches the link module when the first of them is called.
pub fn of(link: &str) -> Outcome<String> {
    let names: Vec<&str> = link
        .lines()
        .filter_map(|line| line.strip_prefix(EXPORT))
        .filter_map(|line| line.split_once(' '))
        .map(|(name, _)| name)
        .collect();
    if names.is_empty() {
        return Err(format!(
            "The link module of the splitter has no line that begins with `{EXPORT}`. A newer wasm_split_cli_support writes it in another way: look into target/split/, then change xtask/src/split/stub.rs."
        ));
    }
    let exports = names
        .iter()
        .map(|name| format!("{EXPORT}{name} = part(\"{name}\");\n"));
    Ok(exports.fold(BEGIN.to_owned(), |stub, export| stub + &export))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{LINK, of};

    #[test]
    fn it_exports_what_the_link_module_does() {
        let link = "let x;\nexport const __wasm_split_load_chat = u(1);\nexport const __wasm_split_load_key = u(2);\n";
        let stub = of(link).unwrap();
        let exports: Vec<&str> = stub
            .lines()
            .filter(|line| line.starts_with("export"))
            .collect();
        assert_eq!(
            exports,
            [
                "export const __wasm_split_load_chat = part(\"__wasm_split_load_chat\");",
                "export const __wasm_split_load_key = part(\"__wasm_split_load_key\");"
            ]
        );
        assert!(stub.contains(&format!("\"{LINK}\"")));
        assert!(of("export function f() {}").is_err());
    }
}
