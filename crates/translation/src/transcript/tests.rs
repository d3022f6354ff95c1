use super::{TranscriptTurn, transcript};

fn check(said: &str, translation: &str, expect: &str) {
    let turn = TranscriptTurn {
        from: "English",
        at: "24 Nov 2026, 20:32",
        said,
        translation,
    };
    let heading = "# Title\n\n## English, 24 Nov 2026, 20:32\n\n";
    assert_eq!(transcript("Title", &[turn]), format!("{heading}{expect}"));
}

#[test]
fn a_turn_is_a_section() {
    check("Hello.", "Hallo.", "Hello.\n\n> Hallo.\n");
    check("  Hello.\n", " ", "Hello.\n");
    check(
        "One\nTwo",
        "Eins\r\nZwei",
        "One\\\nTwo\n\n> Eins\\\n> Zwei\n",
    );
    check(
        "One\n\nTwo",
        "Eins\n\nZwei",
        "One\n\nTwo\n\n> Eins\n>\n> Zwei\n",
    );
}

#[test]
fn nothing_that_is_said_is_a_mark() {
    check("# no *heading*", "", "\\# no \\*heading\\*\n");
    check("- no list", "", "\\- no list\n");
    check("1. no list", "", "1\\. no list\n");
    check("it is 1.5, not 2.", "", "it is 1.5, not 2.\n");
    check("> no quotation", "", "\\> no quotation\n");
    check("<b>&amp;`x`", "", "\\<b\\>\\&amp;\\`x\\`\n");
    check("[a](b)", "![c](d)", "\\[a\\](b)\n\n> !\\[c\\](d)\n");
    check(
        "a \\ b | c ~~d~~ e_f",
        "",
        "a \\\\ b \\| c \\~\\~d\\~\\~ e\\_f\n",
    );
    check("one\n===", "", "one\\\n\\===\n");
}

#[test]
fn a_conversation_may_be_empty_and_languages_unknown() {
    assert_eq!(transcript("A\n# B", &[]), "# A \\# B\n");
    let turn = TranscriptTurn {
        from: "",
        at: "now",
        said: "Yes.",
        translation: "",
    };
    let text = transcript("T", &[turn, turn]);
    assert_eq!(text, "# T\n\n## now\n\nYes.\n\n## now\n\nYes.\n");
}
