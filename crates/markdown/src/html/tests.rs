use super::to_html;
use crate::parse;
use proptest::prelude::*;

fn check(markdown: &str, html: &str) {
    assert_eq!(to_html(&parse(markdown), None).trim(), html, "{markdown}");
}

#[test]
fn what_is_said_is_there() {
    check(
        "Hello *you* and **you**, `a<b`",
        "<p dir=\"auto\">Hello <em>you</em> and <strong>you</strong>, <code>a&lt;b</code></p>",
    );
    check("# Head", "<h3 dir=\"auto\">Head</h3>");
    check(
        "```rust\nfn a() {}\n```",
        "<pre dir=\"ltr\" data-language=\"rust\">\n<code>fn a() {}\n</code></pre>",
    );
    check(
        "- [x] done\n- [ ] not",
        "<ul dir=\"auto\">\n<li class=\"task\">\u{2611} done</li>\n<li class=\"task\">\u{2610} not</li>\n</ul>",
    );
    check(
        "| a | b |\n|---|--:|\n| 1 |",
        "<table dir=\"auto\">\n<thead><tr><th>a</th><th class=\"right\">b</th></tr>\n</thead>\n<tbody><tr><td>1</td><td class=\"right\"></td></tr>\n</tbody>\n</table>",
    );
    check(
        "[a](https://example.org/?a=1&b=\"2\")",
        "<p dir=\"auto\"><a rel=\"noopener noreferrer\" href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\">a</a></p>",
    );
    check(
        "$x<y$",
        "<p dir=\"auto\"><code class=\"math\" dir=\"ltr\">x&lt;y</code></p>",
    );
}

#[test]
fn formulas_are_what_writes_them_says_else_their_source() {
    let with = |text: &str| {
        let write = |tex: &str, display: bool| {
            (tex != "unread <").then(|| format!("<math>{display} {tex}</math>"))
        };
        to_html(&parse(text), Some(write)).trim().to_owned()
    };
    for (text, html) in [
        (
            "a $x$ b",
            "<p dir=\"auto\">a <span class=\"math\" dir=\"ltr\"><math>false x</math></span> b</p>",
        ),
        (
            "$$y$$",
            "<p dir=\"auto\"><span class=\"math display\" dir=\"ltr\"><math>true y</math></span></p>",
        ),
        (
            "$unread <$",
            "<p dir=\"auto\"><code class=\"math\" dir=\"ltr\">unread &lt;</code></p>",
        ),
        ("`$x$` \\$5", "<p dir=\"auto\"><code>$x$</code> $5</p>"),
    ] {
        assert_eq!(with(text), html, "{text}");
    }
}

#[test]
fn hostile_text_is_only_text() {
    let hostile = [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>1</script>)",
        "![x](javascript:alert(1))",
        "![beacon](https://evil.example/?q=1)",
        "<svg/onload=alert(1)>",
        "```\"><script>\n</code></pre><script>alert(1)</script>\n```",
        "| <b onmouseover=1> |\n|---|\n| </td><script>1</script> |",
        "[^\"><script>]: x\n\ny[^\"><script>]",
        "[x](https://a.example/\"onmouseover=\"alert(1))",
        "<style>@import 'https://evil.example'</style>",
        "<meta http-equiv=refresh content=0>",
        "a\u{0}b <\u{0}script>",
        "$\\href{javascript:1}{<script>}$",
    ];
    for text in hostile {
        only_ours(&to_html(&parse(text), None));
    }
}

/// Every tag in it is one of those written here, with the attributes written here.
fn only_ours(html: &str) {
    const TAGS: [&str; 26] = [
        "p",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "code",
        "ul",
        "ol",
        "li",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "hr",
        "div",
        "sup",
        "span",
        "em",
        "strong",
        "s",
        "a",
        "br",
    ];
    for tag in html.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap_or((tag, ""));
        let mut quoted = false;
        let bare: String = tag
            .chars()
            .filter(|c| {
                quoted ^= *c == '"';
                !quoted
            })
            .collect();
        let mut words = bare.split_whitespace();
        let name = words.next().unwrap_or_default().trim_start_matches('/');
        assert!(TAGS.contains(&name), "{name} in {html}");
        for attribute in words {
            let name = attribute.split('=').next().unwrap_or_default();
            let ours = ["dir", "class", "data-language", "start", "rel", "href"];
            assert!(ours.contains(&name), "{attribute} in {html}");
        }
        if let Some((_, address)) = tag.split_once("href=\"") {
            let schemes = ["http:", "https:", "mailto:", "tel:"];
            assert!(schemes.iter().any(|it| address.starts_with(it)), "{html}");
        }
    }
    assert!(!html.contains('\0'));
}

proptest! {
    #[test]
    fn nothing_but_what_is_written_here_is_markup(text in "[a-z<>\"'&=/\\[\\]()!`*_~|:# \n$^-]{0,120}") {
        only_ours(&to_html(&parse(&text), None));
    }
}
