//! How the files of a split page name each other.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

use crate::Outcome;
use crate::html::Html;

/// What index.html has to know of the files it starts with.
pub struct Names {
    /// The main script.
    pub script: String,
    /// What it imports of the link module.
    pub stub: String,
    /// The main wasm.
    pub wasm: String,
    /// For the main script's preload.
    pub script_integrity: String,
    /// For that one's preload.
    pub stub_integrity: String,
}

/// How the link module starts a part, as the splitter writes it. It fails where a host does not
/// know what wasm is, and takes a page that says "not found" for a part.
const STRICT: &str = "WebAssembly.instantiateStreaming(src, imports)";

/// In its place. A part that could not be had is asked for again next time: what the splitter
/// writes around it (`makeLoad`) forgets a promise that was rejected.
const TOLERANT: &str = "instantiatePart(src, imports)";
const TOLERANT_FUNCTION: &str = r#"
async function instantiatePart(fetched, imports) {
    const response = await fetched;
    if (!response.ok) {
        throw new Error(`${response.url} could not be fetched: ${response.status} ${response.statusText}`);
    }
    // Browsers compile while it arrives, but only what a host calls wasm.
    if (response.headers.get("Content-Type") === "application/wasm") {
        return WebAssembly.instantiateStreaming(response, imports);
    }
    return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}
"#;

/// The link module, able to start parts whatever the host says they are.
pub fn tolerant(link: &str) -> Outcome<String> {
    let link = replaced(link, STRICT, TOLERANT, "the link module")?;
    Ok(link + TOLERANT_FUNCTION)
}

/// A script that imports `to` where it imported `from`. Only there: the same name is also a key of
/// the imports that the wasm asks for, and has to stay in that place.
pub fn imports(script: &str, from: &str, to: &str) -> Outcome<String> {
    replaced(
        script,
        &format!(" from \"./{from}\""),
        &format!(" from \"./{to}\""),
        "a script of the split page",
    )
}

/// `text` with `to` in every place of `from`, of which there has to be one.
pub fn replaced(text: &str, from: &str, to: &str, what: &str) -> Outcome<String> {
    if text.contains(from) {
        return Ok(text.replace(from, to));
    }
    Err(format!(
        "There is no `{from}` in {what}. A newer wasm-bindgen or wasm_split_cli_support writes it in another way: look into target/split/, then change xtask/src/split/."
    ))
}

/// The splitter's `split_chat` is the part `chat`, its `chunk_5` something that several share.
pub fn part_name(stem: &str, hash: &str) -> String {
    let name = stem
        .strip_prefix("split_")
        .unwrap_or(stem)
        .replace('_', "-");
    format!("part-{name}-{hash}.wasm")
}

/// What a browser compares a script with (Subresource Integrity, section 3.1).
pub fn integrity(text: &str) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(text)))
}

/// Trunk's index.html, naming our files instead of Trunk's, and Trunk's files.
pub fn in_index(index: &str, names: &Names) -> Outcome<(String, Vec<String>)> {
    let html = Html::read(index);
    let link = |rel: &str, ending: &str| {
        let found = html.elements.iter().find(|element| {
            element.name == "link"
                && element.get("rel") == rel
                && element.get("href").ends_with(ending)
        });
        found.ok_or_else(|| {
            format!("Trunk's index.html has no <link rel=\"{rel}\"> to a file named {ending}: change xtask/src/split/texts.rs to what it has.")
        })
    };
    let wasm = link("preload", "_bg.wasm")?.get("href");
    let wasm = wasm.trim_start_matches("./").to_owned();
    let script = wasm.replace("_bg.wasm", ".js");
    let preload = link("modulepreload", &script)?;
    let index = index
        .replace(&script, &names.script)
        .replace(&wasm, &names.wasm);
    let index = match preload.get("integrity") {
        "" => index,
        integrity => index.replace(integrity, &names.script_integrity),
    };
    // The main script imports it: without this it would be asked for only once that is here.
    let preload = format!(
        "<link rel=\"modulepreload\" href=\"./{}\" crossorigin=\"anonymous\" integrity=\"{}\">",
        names.stub, names.stub_integrity
    );
    let before = "<link rel=\"modulepreload\"";
    let index = index.replacen(before, &format!("{preload}{before}"), 1);
    Ok((index, vec![script, wasm]))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Names, imports, in_index, integrity, part_name, tolerant};

    #[test]
    fn parts_start_whatever_their_type_is_called() {
        let part = "return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n";
        let link = tolerant(&part.repeat(2)).unwrap();
        let changed = "return async (imports) => (instantiatePart(src, imports));\n";
        assert!(link.starts_with(&changed.repeat(2)), "{link}");
        assert!(link.contains("function instantiatePart("));
        assert!(tolerant("WebAssembly.instantiate(src)").is_err());
    }

    #[test]
    fn only_imports_are_renamed() {
        let script =
            "import * as a from \"./__wasm_split.js\"\nlet b = {\"./__wasm_split.js\": a};";
        assert_eq!(
            imports(script, "__wasm_split.js", "parlance-split-1.js").unwrap(),
            "import * as a from \"./parlance-split-1.js\"\nlet b = {\"./__wasm_split.js\": a};"
        );
        assert!(imports("let a;", "__wasm_split.js", "b.js").is_err());
    }

    #[test]
    fn parts_have_plain_names() {
        assert_eq!(part_name("split_chat", "1f"), "part-chat-1f.wasm");
        assert_eq!(part_name("chunk_5", "1f"), "part-chunk-5-1f.wasm");
    }

    #[test]
    fn integrity_is_what_browsers_compute() {
        // From `printf 'alert(1)' | openssl dgst -sha384 -binary | base64`.
        let wanted = "sha384-HT2E9NfWiuQ/w1PRai+hTyqW16NIoCGA/m8VQDUopfAtcz6YQjtsMmQd5uRbVDpW";
        assert_eq!(integrity("alert(1)"), wanted);
    }

    #[test]
    fn the_index_names_the_new_files() {
        let names = Names {
            script: "parlance-2.js".into(),
            stub: "parlance-split-2.js".into(),
            wasm: "parlance-2_bg.wasm".into(),
            script_integrity: "sha384-new".into(),
            stub_integrity: "sha384-link".into(),
        };
        let trunks = "<script src=\"./boot-1.js\" integrity=\"sha384-boot\"></script>\
            <script type=\"module\">import init from './parlance-1.js';\
            await init({ module_or_path: './parlance-1_bg.wasm' });</script>\
            <link rel=\"modulepreload\" href=\"./parlance-1.js\" crossorigin=\"anonymous\" integrity=\"sha384-old\">\
            <link rel=\"preload\" href=\"./parlance-1_bg.wasm\" as=\"fetch\">";
        let wanted = "<script src=\"./boot-1.js\" integrity=\"sha384-boot\"></script>\
            <script type=\"module\">import init from './parlance-2.js';\
            await init({ module_or_path: './parlance-2_bg.wasm' });</script>\
            <link rel=\"modulepreload\" href=\"./parlance-split-2.js\" crossorigin=\"anonymous\" integrity=\"sha384-link\">\
            <link rel=\"modulepreload\" href=\"./parlance-2.js\" crossorigin=\"anonymous\" integrity=\"sha384-new\">\
            <link rel=\"preload\" href=\"./parlance-2_bg.wasm\" as=\"fetch\">";
        let (index, old) = in_index(trunks, &names).unwrap();
        assert_eq!(index, wanted);
        assert_eq!(old, ["parlance-1.js", "parlance-1_bg.wasm"]);
        assert!(in_index("<p>", &names).is_err());
    }
}
