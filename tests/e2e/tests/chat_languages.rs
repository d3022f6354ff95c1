//! Chat: code of the languages that are used most has its colours, and what colours it is fetched when there is some.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::collections::BTreeMap;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};
use serde::Deserialize;

/// A language as a model names it, a line or two of it, and a word in them that is coloured, with its class.
type Sample = (&'static str, &'static str, &'static str, &'static str);

const SAMPLES: [Sample; 52] = [
    (
        "python",
        "def mean(xs):\n    return sum(xs) / 2  # half",
        "def",
        "keyword",
    ),
    ("javascript", "const a = `x`; // one", "const", "keyword"),
    (
        "typescript",
        "interface A { b: string }",
        "interface",
        "keyword",
    ),
    ("jsx", "const A = () => <b>{x}</b>;", "const", "keyword"),
    ("java", "public class A { int b = 1; }", "public", "keyword"),
    (
        "c",
        "#include <stdio.h>\nint main(void) { return 0; }",
        "return",
        "keyword",
    ),
    (
        "cpp",
        "template <typename T> class A {};",
        "template",
        "keyword",
    ),
    (
        "csharp",
        "namespace A { public class B {} }",
        "namespace",
        "keyword",
    ),
    ("go", "func main() { defer f() }", "func", "keyword"),
    ("rust", "fn main() { let x = 1; }", "fn", "keyword"),
    (
        "php",
        "<?php function a() { return 1; }",
        "function",
        "keyword",
    ),
    ("ruby", "def a\n  'b'\nend", "def", "keyword"),
    ("swift", "func a() -> Int { return 1 }", "func", "keyword"),
    ("kotlin", "fun main() { val a = 1 }", "fun", "keyword"),
    ("scala", "object A { def b = 1 }", "object", "keyword"),
    ("dart", "class A { final int b = 1; }", "class", "keyword"),
    (
        "r",
        "f <- function(x) { x + 1 } # one",
        "function",
        "keyword",
    ),
    ("perl", "my $a = 1; # one", "my", "keyword"),
    ("lua", "local a = 1 -- one", "local", "keyword"),
    ("haskell", "module A where\nimport B", "module", "keyword"),
    ("elixir", "defmodule A do\nend", "defmodule", "keyword"),
    (
        "erlang",
        "f(X) -> case X of 1 -> ok end.",
        "case",
        "keyword",
    ),
    ("clojure", "(defn f [x] \"one\")", "\"one\"", "string"),
    ("ocaml", "let f x = match x with _ -> 1", "let", "keyword"),
    ("fsharp", "let f x = match x with _ -> 1", "let", "keyword"),
    ("julia", "function f(x)\n  x\nend", "function", "keyword"),
    (
        "matlab",
        "function y = f(x)\nend % one",
        "function",
        "keyword",
    ),
    ("sql", "SELECT a FROM b WHERE c = 'd';", "SELECT", "keyword"),
    (
        "bash",
        "if true; then echo \"a\"; fi # one",
        "if",
        "keyword",
    ),
    (
        "powershell",
        "function A { return 1 } # one",
        "function",
        "keyword",
    ),
    (
        "html",
        "<!-- one --><p class=\"a\">b</p>",
        "<!-- one -->",
        "comment",
    ),
    ("css", "/* one */ a { color: red; }", "/* one */", "comment"),
    ("scss", "// one\n$a: 1px;", "// one", "comment"),
    ("json", "{ \"a\": true }", "true", "literal"),
    ("yaml", "a: true # one", "# one", "comment"),
    ("toml", "[a]\nb = 1 # one", "# one", "comment"),
    ("xml", "<!-- one --><a b=\"c\"/>", "<!-- one -->", "comment"),
    ("ini", "; one\na = b", "; one", "comment"),
    ("dockerfile", "FROM a\nRUN b # one", "FROM", "keyword"),
    ("makefile", "# one\na: b\n\tc", "# one", "comment"),
    ("cmake", "# one\nproject(a)", "# one", "comment"),
    ("graphql", "query A { b } # one", "query", "keyword"),
    (
        "protobuf",
        "message A { string b = 1; }",
        "message",
        "keyword",
    ),
    (
        "objective-c",
        "@interface A : B\n@end // one",
        "// one",
        "comment",
    ),
    ("groovy", "def a = 1 // one", "def", "keyword"),
    ("zig", "const a = 1; // one", "const", "keyword"),
    (
        "fortran",
        "program a\nend program ! one",
        "program",
        "keyword",
    ),
    (
        "pascal",
        "begin\n  a := 1;\nend. { one }",
        "begin",
        "keyword",
    ),
    (
        "solidity",
        "contract A { function b() public {} }",
        "contract",
        "keyword",
    ),
    (
        "hcl",
        "resource \"a\" \"b\" { c = true } # one",
        "# one",
        "comment",
    ),
    ("nix", "let a = 1; in a # one", "let", "keyword"),
    ("latex", "\\begin{a} b % one\n\\end{a}", "% one", "comment"),
];

/// A block of code as it is drawn.
#[derive(Deserialize)]
struct Block {
    language: String,
    text: String,
    /// Classes and texts of its coloured parts.
    spans: Vec<(String, String)>,
}

const BLOCKS: &str = "
    return Array.from(document.querySelectorAll('figure.code'), f => ({
        language: f.dataset.language, text: f.querySelector('pre').textContent,
        spans: Array.from(f.querySelectorAll('pre span'), s => [s.className, s.textContent]),
    }));";

/// How often what colours code was fetched.
const FETCHED: &str =
    "return performance.getEntriesByType('resource').filter(e => /part-code-/.test(e.name)).length";

#[tokio::test]
async fn the_languages_used_most_are_coloured_with_one_part_fetched_late() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.say("say: no code, but `a` word of it").await?;
    browser.wait_answer("done", LONG).await?;
    assert_eq!(
        browser.eval::<usize>(FETCHED, &[]).await?,
        0,
        "without code"
    );

    let answer: String = SAMPLES
        .iter()
        .map(|(language, code, ..)| format!("{language}:\n\n```{language}\n{code}\n```\n\n"))
        .collect();
    browser
        .set_value("chat-input", &format!("say: {answer}"))
        .await?;
    browser.focus("chat-input").await?;
    browser.press("Enter").await?;
    browser.wait_count("message", 4, PATIENCE).await?;
    browser.wait_answer("done", LONG).await?;
    browser
        .wait_js(
            &format!(
                "document.querySelectorAll('figure.code pre:has(span)').length === {}",
                SAMPLES.len()
            ),
            LONG,
        )
        .await?;
    assert_eq!(browser.eval::<usize>(FETCHED, &[]).await?, 1, "with code");

    // While it arrived, and as it is drawn at once after a reload.
    for when in ["arrived", "reloaded"] {
        let blocks: Vec<Block> = browser.eval(BLOCKS, &[]).await?;
        let mut missing = BTreeMap::new();
        for (block, (language, code, word, class)) in blocks.iter().zip(SAMPLES) {
            assert_eq!(block.language, language);
            assert_eq!(block.text.trim_end(), code, "{when}, {language}");
            let coloured = block
                .spans
                .iter()
                .any(|(name, text)| text == word && name.ends_with(&format!("c-{class}")));
            if !coloured {
                missing.insert(language, &block.spans);
            }
        }
        assert_eq!(blocks.len(), SAMPLES.len(), "{when}");
        assert!(missing.is_empty(), "{when}: {missing:#?}");
        stage.reload().await?;
        browser
            .wait_js(
                &format!(
                    "document.querySelectorAll('figure.code pre:has(span)').length === {}",
                    SAMPLES.len()
                ),
                LONG,
            )
            .await?;
    }
    // A new conversation without code does not need it.
    browser.click("chat-new").await?;
    stage.reload().await?;
    browser.wait_count("conversation", 1, PATIENCE).await?;
    assert_eq!(browser.eval::<usize>(FETCHED, &[]).await?, 0, "a new one");
    Ok(())
}

/// What no one knows the colours of stays plain, whatever it is called.
#[tokio::test]
async fn unknown_languages_stay_plain() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    let names = [
        "text",
        "klingon",
        "constructor",
        "__proto__",
        "../../x",
        "c++++",
    ];
    let answer: String = names
        .iter()
        .map(|name| format!("```{name}\nif return \"a\" // b\n```\n\n"))
        .collect();
    browser
        .set_value(
            "chat-input",
            &format!("say: {answer}```rust\nfn a() {{}}\n```"),
        )
        .await?;
    browser.focus("chat-input").await?;
    browser.press("Enter").await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    browser.wait_answer("done", LONG).await?;
    browser
        .wait_js("document.querySelector('figure.code .c-keyword')", LONG)
        .await?;
    let blocks: Vec<Block> = browser.eval(BLOCKS, &[]).await?;
    assert_eq!(blocks.len(), names.len() + 1);
    for block in &blocks[..names.len()] {
        assert_eq!(block.text.trim_end(), "if return \"a\" // b");
        assert!(block.spans.is_empty(), "{}", block.language);
    }
    Ok(())
}
