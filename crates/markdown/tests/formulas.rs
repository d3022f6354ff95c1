//! Formulas and mail addresses, and what only looks like them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod show;

use show::check;

#[test]
fn mail_addresses() {
    let link = |shown: &str| format!("<a mailto:{shown} \"\" {shown}>");
    check("a_b.c+d@e-f.g.", &format!("p({}.)", link("a_b.c+d@e-f.g")));
    check("见a@b.cn。好", &format!("p(见{}。好)", link("a@b.cn")));
    for plain in ["@a.b", "a@b", "a@.b", "a@b..c", "a@b.c-", "a@b.c_", "@"] {
        check(plain, &format!("p({plain})"));
    }
    check("[a@b.c](d)", "p(<a d \"\" a@b.c>)");
    check(
        "see https://u@h.i/x",
        "p(see <a https://u@h.i/x \"\" https://u@h.i/x>)",
    );
}

#[test]
fn formulas_in_running_text() {
    check("a $x_1 * y_2$ b", "p(a <m x_1 * y_2> b)");
    check("a \\(x_1 * y_2\\) b", "p(a <m x_1 * y_2> b)");
    check("\\[ a_1 \\\\ b_2 \\]", "p(<M a_1 \\\\ b_2>)");
    check("so $$a_b$$, and", "p(so <M a_b>, and)");
    check("**$x$** *$y*z$*", "p(<b <m x>> <em <m y*z>>)");
    check(
        "the $n$th, $k$-th; $a$,$b$; ($c$)",
        "p(the <m n>th, <m k>-th; <m a>,<m b>; (<m c>))",
    );
    check("其中$x$是", "p(其中<m x>是)");
    check("$\\{a \\$ b\\}$", "p(<m \\{a \\$ b\\}>)");
    check("[$x$](u)", "p(<a u \"\" <m x>>)");
    check("![$x$](u)", "p(<img u \"\" $x$>)");
    check("> $a +\n> b$", "q(p(<m a +\nb>))");
    check("- \\(a\n  b\\)", "ul(p(<m a\nb>))");
    check("| $a\\|b$ |\n|-|\n", "table[None](<m a|b> / )");
    check("# \\(a_b\\) #", "h1(<m a_b>)");
    check("$a<b$ and $c>d$", "p(<m a<b> and <m c>d>)");
}

#[test]
fn what_only_looks_like_a_formula() {
    for plain in [
        "it costs $5 and $10",
        "$20 or $30, 5$",
        "$100 here, or 200$",
        "$HOME/$USER",
        "a $ b $ c",
        "$ a$",
        "$",
        "$$",
        "$$$a$$$",
        "US$5, A$6",
    ] {
        check(plain, &format!("p({plain})"));
    }
    check("**$20** or **$30**", "p(<b $20> or <b $30>)");
    check("`$a$` \\$b\\$", "p(`$a$` $b$)");
    check(
        "\\[1\\] \\(see below\\) \\\\(a\\\\)",
        "p([1] (see below) \\(a\\))",
    );
    check("```\n$a$ \\(b\\)\n```", "code[]\"$a$ \\\\(b\\\\)\\n\"");
    check("```sql\n$$\na\n$$\n```", "code[sql]\"$$\\na\\n$$\\n\"");
    check(
        "https://a.b/?c=$d&e=$ f",
        "p(<a https://a.b/?c=$d&e=$ \"\" https://a.b/?c=$d&e=$> f)",
    );
    check("[$a]: u$\n", "");
    check("[a]($b c$)", "p([a]($b c$))");
}

#[test]
fn formulas_on_lines_of_their_own() {
    check("$$\na\n- b\n= c\n$$\nd", "p(<M a\n- b\n= c>~d)");
    check(
        "\\[\n\\begin{x}\na &= b \\\\\n+ c\n\\end{x}\n\\], so",
        "p(<M \\begin{x}\na &= b \\\\\n+ c\n\\end{x}>, so)",
    );
    check("\\[ a = \\\\[2pt]\n# b\n\\]", "p(<M a = \\\\[2pt]\n# b>)");
    check("$$\na\n\n- b\n$$", "p($$~a) ul(p(b~$$))");
    check("- x\n$$\na\n- b\n$$\n- y", "ul(p(x~<M a\n- b>); p(y))");
    check("$$ a", "p($$ a)");
}
