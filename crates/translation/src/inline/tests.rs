#![allow(clippy::unwrap_used, clippy::expect_used)]

mod answers;
mod laws;

use super::{InlineCode, protect, restore};

/// The source's text must be this after its codes have become tokens.
#[track_caller]
fn check(source: &str, expect: &str) {
    let protected = protect(source);
    assert_eq!(protected.text, expect);
    assert_eq!(restore(&protected, &protected.text).as_deref(), Ok(source));
}

/// There are no codes in it.
#[track_caller]
fn plain(source: &str) {
    check(source, source);
    assert_eq!(protect(source).codes, []);
}

/// The codes that are found, pairs as `open…close`.
#[track_caller]
fn codes(source: &str, expect: &[&str]) {
    let protected = protect(source);
    let found: Vec<String> = protected
        .codes
        .iter()
        .map(|code| match code {
            InlineCode::Single(code) => code.clone(),
            InlineCode::Paired { open, close, .. } => format!("{open}…{close}"),
        })
        .collect();
    assert_eq!(found, expect);
    assert_eq!(restore(&protected, &protected.text).as_deref(), Ok(source));
}

#[test]
fn words_alone() {
    for text in [
        "",
        "Hello, world! 1 < 2 > 1 & 3",
        "😀 👩\u{200d}👧 ★",
        "fish &amp; chips&nbsp;here &#39;",
        "a * b * c, snake_case_name, 2 ** 3",
        "f**k and ****",
        "[note] (see below) {see below}",
        "100% sure, 5 %ige Lösung, 100%discount, 20 % off, 5 %-starkes Bier",
        "It costs $50, $5,000, $5.50, $5m or $US 5",
        "a@b, @name, #tag, 12:30, C:\\x, and://",
        "\\*not emphasis\\* \\{name\\}",
        "x <- y, a<b, <3, <>, < b>",
        "one ` tick, two `` ticks",
        "\\emph{word}",
        "\0\u{1}",
    ] {
        plain(text);
    }
}

#[test]
fn tags() {
    check("<b>bold</b> text<br>", "⟦1⟧bold⟦/1⟧ text⟦2⟧");
    check("<p><i>a</i><I>b</i></p>", "⟦1⟧⟦2⟧a⟦/2⟧⟦3⟧b⟦/3⟧⟦/1⟧");
    codes(
        "<a href=\"x>y\" title='q'>go</a>",
        &["<a href=\"x>y\" title='q'>…</a>"],
    );
    codes(
        "<br/><img src=a.png><g id=\"1\"/>",
        &["<br/>", "<img src=a.png>", "<g id=\"1\"/>"],
    );
    codes(
        "a<!-- c > d -->b<?php x ?><!DOCTYPE html>",
        &["<!-- c > d -->", "<?php x ?>", "<!DOCTYPE html>"],
    );
    codes("<b>one</i> two", &["<b>", "</i>"]);
    codes("<b>a<i>b</b>c</i>", &["<b>…</b>", "<i>", "</i>"]);
    codes(
        "use <code>x < y</code> and <kbd>Ctrl</kbd>",
        &["<code>x < y</code>", "<kbd>Ctrl</kbd>"],
    );
    codes(
        "<script>if (a < b) {}</script>",
        &["<script>if (a < b) {}</script>"],
    );
    codes("Hi <name>, <b", &["<name>"]);
    codes("<x:y @click=\"z\">a</x:y>", &["<x:y @click=\"z\">…</x:y>"]);
    codes("<![CDATA[ a ]]>", &["<![CDATA[ a ]]>"]);
}

#[test]
fn markdown() {
    check("**bold** and *it*", "⟦1⟧bold⟦/1⟧ and ⟦2⟧it⟦/2⟧");
    check("**bold with *it* in**", "⟦1⟧bold with ⟦2⟧it⟦/2⟧ in⟦/1⟧");
    codes(
        "_a_ __b__ ~~c~~ ***d***",
        &["_…_", "__…__", "~~…~~", "***…***"],
    );
    codes("stray * star **and** one*", &["**…**"]);
    codes("`code *x*` and ``a ` b``", &["`code *x*`", "``a ` b``"]);
    check(
        "see [the text](http://a.b/c \"t\") here",
        "see ⟦1⟧the text⟦/1⟧ here",
    );
    codes(
        "![alt](a.png) [a][b] [^1]",
        &["![…](a.png)", "[…][b]", "[^1]"],
    );
    codes("[![alt](a.png)](b_(c))", &["[…](b_(c))", "![…](a.png)"]);
    codes("[a] b](c)", &[]);
    codes(
        "```rust\nlet a;\n\nlet b;\n```",
        &["```rust\nlet a;\n\nlet b;\n```"],
    );
    codes("one ` tick\n\nand ` another, *one\n\ntwo*", &[]);
}

#[test]
fn placeholders() {
    codes(
        "%s %d %1$s %@ %% %.2f %05d %-5s %ld %i.",
        &[
            "%s", "%d", "%1$s", "%@", "%%", "%.2f", "%05d", "%-5s", "%ld", "%i",
        ],
    );
    codes(
        "%dpx of %1$@ in %(name)s, %{x}, %<y>d",
        &["%d", "%1$@", "%(name)s", "%{x}", "%<y>"],
    );
    codes("%APPDATA% is %u", &["%APPDATA%", "%u"]);
    codes(
        "{name} {0} {} {user.name} {n, number} {0:N2} {d, date, short}",
        &[
            "{name}",
            "{0}",
            "{}",
            "{user.name}",
            "{n, number}",
            "{0:N2}",
            "{d, date, short}",
        ],
    );
    codes(
        "{{x}} {{ user | upper }} {{{raw}}} {% if a %} ${a + b} ${x}",
        &[
            "{{x}}",
            "{{ user | upper }}",
            "{{{raw}}}",
            "{% if a %}",
            "${a + b}",
            "${x}",
        ],
    );
    codes("$1 and $name. $2!", &["$1", "$name", "$2"]);
    codes("{\"a\": \"b c\"} and { x: 1 } {", &[]);
}

#[test]
fn addresses() {
    codes(
        "See https://a.b/c?d=e&f#g. Or (http://x.y/z_(w)).",
        &["https://a.b/c?d=e&f#g", "http://x.y/z_(w)"],
    );
    codes(
        "www.a.org, ftp://f.g; mailto:a@b.de <https://x.y> <a@b.de>",
        &[
            "www.a.org",
            "ftp://f.g",
            "mailto:a@b.de",
            "<https://x.y>",
            "<a@b.de>",
        ],
    );
    codes(
        "mail a.b+c@d-e.co.uk. or x_y@z.de!",
        &["a.b+c@d-e.co.uk", "x_y@z.de"],
    );
    codes(
        "看https://a.b/c看，https://zh.wikipedia.org/wiki/中文。",
        &["https://a.b/c", "https://zh.wikipedia.org/wiki/中文"],
    );
    codes(
        "https://de.wikipedia.org/wiki/Größe",
        &["https://de.wikipedia.org/wiki/Größe"],
    );
    codes("*https://a.b/c_d_e*", &["*…*", "https://a.b/c_d_e"]);
    codes("awww.b.c, tel:+49-1, hotel:x", &["tel:+49-1"]);
}

#[test]
fn icu_messages() {
    check(
        "{n, plural, offset:1 =0 {none} one {# item} other {# items in {place}}} left",
        "⟦1⟧⟦2⟧none⟦/2⟧⟦3⟧⟦4⟧ item⟦/3⟧⟦5⟧⟦6⟧ items in ⟦7⟧⟦/5⟧⟦/1⟧ left",
    );
    codes(
        "{g, select, male {He} other {{n, plural, one {One} other {Many}}}} # 1",
        &[
            "{g, select,…}",
            " male {…}",
            " other {…}",
            "{n, plural,…}",
            " one {…}",
            " other {…}",
        ],
    );
    codes("{n, plural, one {a} other {b}", &["{a}", "{b}"]);
    codes("{n, plural, }", &[]);
    // A code that swallows a part of the skeleton is no reason to lose anything.
    check(
        "{n, plural, one {`a} b` {c}}",
        protect("{n, plural, one {`a} b` {c}}").text.as_str(),
    );
}

#[test]
fn the_brackets_are_not_the_sources() {
    check("⟦1⟧ <br>", "⟦1⟧ ⟪1⟫");
    check("⟧ ⟪ <br>", "⟧ ⟪ 〚1〛");
    plain("⟦⟪〚⦃⟬⦅ <b>x</b>");
}

#[test]
fn a_text_full_of_beginnings_is_read_once() {
    for piece in [
        "<",
        "<a ",
        "<a b=\"",
        "<a b='",
        "<a b=\"<a b='",
        "<!--",
        "<![CDATA[",
        "<!x",
        "<?",
        "<code>",
        "`",
        "``` ` `` ",
        "*a ",
        "**a_",
        "[",
        "](",
        "](a",
        "![",
        "{",
        "}{",
        "{n, plural, one {",
        "${",
        "{{",
        "%",
        "%-",
        "$",
        "://",
        "a://",
        "@",
        "a@a",
        "a@a.",
        "www.",
        "\n ",
        "\\",
        "[^",
        "<a>",
        "<a></b>",
        "*a b* ",
        "[a](b \"",
        "](<",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        let protected = protect(&text);
        assert_eq!(
            restore(&protected, &protected.text).as_deref(),
            Ok(text.as_str())
        );
    }
}
