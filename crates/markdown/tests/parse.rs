//! What each construct reads as.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod show;

use markdown::parse;
use show::{check, show};

#[test]
fn blocks() {
    check("a\nb", "p(a~b)");
    check("a\r\nb\rc", "p(a~b~c)");
    check("a  \nb\\\nc", "p(a/b/c)");
    check("# a\n###### b #\n# ", "h1(a) h6(b) h1()");
    check("a\n=\nb\n-", "h1(a) h2(b)");
    check("***\n---", "hr hr");
    check("> a\nb\n\n> c", "q(p(a~b)) q(p(c))");
    check("    a\n\n    b", "code[]\"a\\n\\nb\"");
    check("", "");
    check("\0", "p(\u{fffd})");
}

#[test]
fn fences() {
    check("```\na\n```", "code[]\"a\\n\"");
    check("```rust title=x\na", "code[rust]\"a\"");
    check("~~~ js,module\n```\n~~~\nb", "code[js]\"```\\n\" p(b)");
    check("```\r\na\r\n```", "code[]\"a\\n\"");
    check(
        "1. a\n   ```sh\n   x\n    y\n   ```",
        "ol1(p(a) code[sh]\"x\\n y\\n\")",
    );
}

#[test]
fn lists() {
    check("- a\n- b", "ul(p(a); p(b))");
    check("- a\n\n- b", "ul~(p(a); p(b))");
    check("3. a\n\n   b\n4. c", "ol3~(p(a) p(b); p(c))");
    check("- a\n  - b\n\n    c\n- d", "ul(p(a) ul~(p(b) p(c)); p(d))");
    check("* a\n  > b\n  >\n* c", "ul(p(a) q(p(b)); p(c))");
    check("> - a\n>\n> - b", "q(ul~(p(a); p(b)))");
    check("- a\n+ b", "ul(p(a)) ul(p(b))");
    check(
        "- [ ] a\n- [x] b\n- [X] c\n- [y] d",
        "ul([ ]p(a); [x]p(b); [x]p(c); p([y] d))",
    );
    check("- [x] a\n\n  b", "ul~([x]p(a) p(b))");
    check("-\n- a", "ul(; p(a))");
}

#[test]
fn tables() {
    check("a|b\n-|:-:\n1|2\n3", "table[None, Center](a|b / 1|2 / 3)");
    check(
        "|a|\n|-:|\n|`x\\|y`|x|\n\nb",
        "table[Right](a / `x|y`) p(b)",
    );
    check("x\n|a|\n|:-|\n| b<br>c |", "p(x) table[Left](a / b/c)");
    check("|a|b|\n|-|", "p(|a|b|~|-|)");
}

#[test]
fn marks() {
    check(
        "*a* _b_ **c** __d__ ~~e~~ `f`",
        "p(<em a> <em b> <b c> <b d> <s e> `f`)",
    );
    check("***a***", "p(<em <b a>>)");
    check("snake_case_name 2*3*4", "p(snake_case_name 2<em 3>4)");
    check("**a b", "p(**a b)");
    check("\\*a\\* &amp; &#x41; &nope;", "p(*a* & A &nope;)");
    check("<b>x</b> <br/> y", "p(<html <b>>x<html </b>> / y)");
    check(
        "<div>\n*a*\n</div>\n\nb",
        "html\"<div>\\n*a*\\n</div>\\n\" p(b)",
    );
    check(
        "<script>alert(1)</script>",
        "html\"<script>alert(1)</script>\"",
    );
}

#[test]
fn links() {
    check("[a](https://b.c \"t\")", "p(<a https://b.c \"t\" a>)");
    check(
        "[a](javascript:alert(1))",
        "p(<a javascript:alert(1) \"\" a>)",
    );
    check(
        "[a][b] [b]\n\n[B]: /u 't'",
        "p(<a /u \"t\" a> <a /u \"t\" b>)",
    );
    check(
        "<https://a.b> <c@d.e>",
        "p(<a https://a.b \"\" https://a.b> <a mailto:c@d.e \"\" c@d.e>)",
    );
    check("![a *b* `c`](d 'e')", "p(<img d \"e\" a b c>)");
    check("[![a](b)](c)", "p(<a c \"\" <img b \"\" a>>)");
    check(
        "[https://a.b](https://c.d)",
        "p(<a https://c.d \"\" https://a.b>)",
    );
}

#[test]
fn bare_addresses() {
    let link = |shown: &str| format!("<a {shown} \"\" {shown}>");
    check(
        "see https://a.b/c_d_e.",
        &format!("p(see {}.)", link("https://a.b/c_d_e")),
    );
    check(
        "(http://a.b/c(d))",
        &format!("p(({}))", link("http://a.b/c(d)")),
    );
    check(
        "www.a.b, WWW.c",
        "p(<a https://www.a.b \"\" www.a.b>, <a https://WWW.c \"\" WWW.c>)",
    );
    check(
        "见https://例子.cn/路径。好",
        &format!("p(见{}。好)", link("https://例子.cn/路径")),
    );
    check(
        "**https://a.b**",
        &format!("p(<b {}>)", link("https://a.b")),
    );
    check(
        "\"https://a.b\" <x https://a.b>?",
        &format!(
            "p(\"{}\" <x {}>?)",
            link("https://a.b"),
            link("https://a.b")
        ),
    );
    for plain in [
        "https://",
        "http:// x",
        "www.",
        "www..",
        "xhttps://a",
        "ftp://a.b",
        "javascript:alert(1)",
        "https://.",
        "https://!",
    ] {
        check(plain, &format!("p({plain})"));
    }
    check("`https://a.b`", "p(`https://a.b`)");
}

#[test]
fn footnotes() {
    check(
        "a[^1] b[^x]\n\n[^1]: c\n\n    d",
        "p(a<fn 1> b[^x]) fn[1](p(c) p(d))",
    );
}

#[test]
fn nesting_is_cut_off_without_losing_text() {
    for text in [
        ">".repeat(100) + " deep",
        "- ".repeat(100) + "deep",
        "*a **b ".repeat(50) + "deep" + &"** c*".repeat(50),
    ] {
        let shown = show(&parse(&text));
        assert!(shown.contains("deep"), "{shown}");
        assert!(shown.matches('(').count() < 80, "{shown}");
    }
    // What was in several blocks stays apart.
    let two = ">".repeat(40) + " - a\n" + &">".repeat(40) + " - b\n";
    assert!(
        show(&parse(&two)).contains("p(a) p(b)"),
        "{}",
        show(&parse(&two))
    );
}
