//! What must hold of a finished page, whichever host and folder it is served from.

use std::fs;
use std::path::{Path, PathBuf};

use super::{PLACEHOLDER, all_files, hash};
use crate::Outcome;
use crate::html::Html;

/// Checks a finished page; the problems, all of them, when there are some.
pub fn all(folder: &Path) -> Outcome {
    let index = read(&folder.join("index.html"))?;
    let mut problems = Vec::new();
    policy(&index, &mut problems);
    for (what, url) in urls_of(&index) {
        problems.extend(problem_with(&what, &url, folder, folder));
    }
    for file in all_files(folder)
        .iter()
        .filter(|f| f.extension().is_some_and(|e| e == "css"))
    {
        let from = file.parent().unwrap_or(folder);
        for url in urls_in_css(&read(file)?) {
            let what = file.file_name().unwrap_or_default().to_string_lossy();
            problems.extend(problem_with(&what, &url, folder, from));
        }
    }
    for file in all_files(folder).iter().filter(|f| is_script(f)) {
        let from = file.parent().unwrap_or(folder);
        let script = read(file)?;
        for url in imports_in(&script).chain(fetched_in(&script)) {
            let what = file.file_name().unwrap_or_default().to_string_lossy();
            problems.extend(problem_with(&what, url, folder, from));
        }
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(format!(
        "The page in {} is not fit to publish:\n  {}",
        folder.display(),
        problems.join("\n  ")
    ))
}

/// The files a browser fetches before the page works: index.html, all it names, and what those
/// import. The parts of a split wasm are not among them: they are fetched when first shown.
pub fn first_load(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let index = read(&folder.join("index.html"))?;
    let mut files = vec![folder.join("index.html")];
    for (what, url) in urls_of(&index) {
        let file = folder.join(local_path(&url));
        if what != "a" && is_relative(&url) && file.is_file() && !files.contains(&file) {
            files.push(file);
        }
    }
    // It grows while it is gone through: what is imported may itself import.
    let mut at = 0;
    while let Some(importing) = files.get(at).cloned() {
        at += 1;
        if !is_script(&importing) {
            continue;
        }
        let from = importing.parent().unwrap_or(folder);
        for url in imports_in(&read(&importing)?) {
            let imported = of_the_page(&from.join(local_path(url)), folder);
            files.extend(imported.filter(|file| !files.contains(file)));
        }
    }
    Ok(files)
}

/// A file in the folder under the one name it has without any `..`: it must be counted once.
fn of_the_page(file: &Path, folder: &Path) -> Option<PathBuf> {
    let (file, whole) = (file.canonicalize().ok()?, folder.canonicalize().ok()?);
    Some(folder.join(file.strip_prefix(whole).ok()?))
}

/// Nothing inline may run that the policy does not name.
fn policy(index: &str, problems: &mut Vec<String>) {
    let html = Html::read(index);
    let policy = html
        .elements
        .iter()
        .find(|e| {
            e.name == "meta"
                && e.get("http-equiv")
                    .eq_ignore_ascii_case("content-security-policy")
        })
        .map_or("", |meta| meta.get("content"));
    if policy.is_empty() {
        problems.push("index.html has no Content-Security-Policy.".into());
    }
    if policy.contains("'unsafe-inline'") || policy.contains("'unsafe-eval'") {
        problems.push("The policy allows unsafe-inline or unsafe-eval.".into());
    }
    if index.contains(PLACEHOLDER) {
        problems.push(format!("{PLACEHOLDER} is still there."));
    }
    for script in &html.scripts {
        if !policy.contains(&hash(script)) {
            let begin: String = script.trim().chars().take(60).collect();
            problems.push(format!("An inline script is not in the policy: {begin}"));
        }
    }
    if !html.styles.is_empty() {
        problems.push("index.html has a style element, which the policy does not run: put it into a file under style/.".into());
    }
    for element in &html.elements {
        for name in element
            .attributes
            .keys()
            .filter(|name| name.starts_with("on") || *name == "style")
        {
            problems.push(format!(
                "<{} {name}=…> does not run under the policy.",
                element.name
            ));
        }
    }
}

/// Every URL in index.html, with the element (or script) it is in.
fn urls_of(index: &str) -> Vec<(String, String)> {
    let html = Html::read(index);
    let mut urls = Vec::new();
    for element in &html.elements {
        for name in ["href", "src", "action", "poster", "data"] {
            if let Some(url) = element.attributes.get(name) {
                urls.push((element.name.clone(), url.clone()));
            }
        }
    }
    for script in &html.scripts {
        // Odd pieces between quotes are the strings, in the simple scripts this is about.
        for text in script.split(['\'', '"', '`']).skip(1).step_by(2) {
            if text.starts_with(['.', '/']) || text.contains("://") {
                urls.push(("script".into(), text.to_owned()));
            }
        }
    }
    urls
}

fn is_script(file: &Path) -> bool {
    file.extension().is_some_and(|e| e == "js")
}

/// What a script imports before it runs; each import is a line of its own in what is written here.
fn imports_in(script: &str) -> impl Iterator<Item = &str> {
    script
        .lines()
        .filter(|line| line.starts_with("import ") || line.starts_with("export "))
        .filter(|line| line.starts_with("import ") || line.contains(" from "))
        .filter_map(|line| line.split(['"', '\'']).nth(1))
}

/// What a script fetches from beside itself: the parts of a split wasm. wasm-bindgen's own default
/// is not found, as it has no `./`; the page does not use it, and Trunk leaves no such file.
fn fetched_in(script: &str) -> impl Iterator<Item = &str> {
    let urls = script.split("new URL(\"").skip(1);
    urls.filter_map(|rest| rest.split('"').next())
        .filter(|url| url.starts_with("./"))
}

fn urls_in_css(css: &str) -> Vec<String> {
    let functions = css
        .split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let imports = css
        .split("@import")
        .skip(1)
        .filter_map(|rest| rest.split(';').next());
    functions
        .chain(imports.filter(|rest| !rest.contains("url(")))
        .map(|url| url.trim().trim_matches(['"', '\'']).to_owned())
        .collect()
}

/// What is wrong with a URL found in a file that lies in `from`.
fn problem_with(what: &str, url: &str, folder: &Path, from: &Path) -> Option<String> {
    let leads_away = what == "a";
    if leads_away || url.starts_with('#') || url.starts_with("data:") || url.is_empty() {
        return None;
    }
    if url.contains("://") || url.starts_with("//") {
        return Some(format!("{what} refers to another host: {url}"));
    }
    if url.starts_with('/') {
        return Some(format!(
            "{what} has an absolute URL, which breaks in a sub-folder: {url}"
        ));
    }
    let file = from.join(local_path(url));
    let inside = file.starts_with(folder) && !local_path(url).contains("..");
    if is_relative(url) && !(file.exists() || url == "." || url == "./") {
        return Some(format!("{what} names a file that is not there: {url}"));
    }
    (!inside && !from.join(local_path(url)).exists())
        .then(|| format!("{what} leads out of the page: {url}"))
}

fn is_relative(url: &str) -> bool {
    !url.starts_with('/')
        && !url
            .split(['/', '?', '#'])
            .next()
            .unwrap_or("")
            .contains(':')
}

fn local_path(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or("");
    path.strip_prefix("./").unwrap_or(path)
}

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|e| format!("{} cannot be read: {e}.", file.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::path::Path;

    use super::{fetched_in, first_load, imports_in, policy, problem_with, urls_in_css, urls_of};

    fn problem(what: &str, url: &str) -> Option<String> {
        // The folder of this very file: `check.rs` is there.
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/page");
        problem_with(what, url, &here, &here)
    }

    #[test]
    fn only_files_of_the_page_are_named() {
        assert_eq!(problem("link", "./check.rs"), None);
        assert_eq!(problem("link", "check.rs?v=1#a"), None);
        assert_eq!(problem("link", "data:image/svg+xml,x"), None);
        assert_eq!(problem("a", "https://example.org/"), None);
        assert!(problem("link", "/check.rs").is_some());
        assert!(problem("link", "missing.css").is_some());
        assert!(problem("script", "https://example.org/x.js").is_some());
        assert!(problem("img", "//example.org/x.png").is_some());
    }

    #[test]
    fn imports_and_parts_are_found_in_scripts() {
        let script = "import * as a from \"./a.js\"\nimport './b.js';\nexport { c } from './c.js';\n\
            export const d = 'no';\nlet e = fetch(new URL(\"./part-e.wasm\", import.meta.url));\n\
            let f = new URL('f_bg.wasm', import.meta.url); // import \"g\"";
        assert_eq!(
            imports_in(script).collect::<Vec<_>>(),
            ["./a.js", "./b.js", "./c.js"]
        );
        assert_eq!(fetched_in(script).collect::<Vec<_>>(), ["./part-e.wasm"]);
    }

    #[test]
    fn the_first_load_is_what_is_imported_and_no_part() {
        let folder = std::env::temp_dir().join(format!("parlance-first-{}", std::process::id()));
        let files = [
            (
                "index.html",
                "<script type=module>import x from './main.js';</script><link rel=preload href=main.wasm>",
            ),
            (
                "main.js",
                "import * as a from \"./link.js\"\nimport './snippets/s.js';",
            ),
            (
                "link.js",
                "import { a } from \"./main.js\";\nfetch(new URL(\"./part-a.wasm\", import.meta.url));",
            ),
            ("snippets/s.js", "import '../deep.js'"),
            ("deep.js", "import './snippets/s.js'"),
            ("main.wasm", ""),
            ("part-a.wasm", ""),
            ("other.js", ""),
        ];
        std::fs::create_dir_all(folder.join("snippets")).unwrap();
        for (name, text) in files {
            std::fs::write(folder.join(name), text).unwrap();
        }
        let found = first_load(&folder).unwrap();
        let mut names: Vec<_> = found
            .iter()
            .map(|f| f.strip_prefix(&folder).unwrap().to_str().unwrap())
            .collect();
        names.sort();
        std::fs::remove_dir_all(&folder).unwrap();
        let wanted = [
            "deep.js",
            "index.html",
            "link.js",
            "main.js",
            "main.wasm",
            "snippets/s.js",
        ];
        assert_eq!(names, wanted);
    }

    #[test]
    fn urls_are_found_in_scripts_and_styles() {
        let urls =
            urls_of("<link href=a.css><script>import x from './b.js'; let s = 'plain';</script>");
        let expected =
            [("link", "a.css"), ("script", "./b.js")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(urls, expected);
        assert_eq!(
            urls_in_css("@import 'b.css'; p { background: url(\"c.png\") }"),
            ["c.png", "b.css"]
        );
    }

    #[test]
    fn what_the_policy_does_not_run_is_told() {
        let told = |body: &str| {
            let mut problems = Vec::new();
            policy(
                &format!(
                    "<meta http-equiv=Content-Security-Policy content=\"script-src 'self'\">{body}"
                ),
                &mut problems,
            );
            problems.len()
        };
        assert_eq!(told("<p class=x>"), 0);
        assert_eq!(told("<script>1</script>"), 1);
        assert_eq!(told("<p onclick=x style=y>"), 2);
        assert_eq!(told("<style>p{}</style>"), 1);
    }
}
