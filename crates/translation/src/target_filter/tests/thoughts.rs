//! Think blocks, opened or not.

use super::{BOUNDARY, Certain, TargetFilter, check, check_with, same};

#[test]
fn think_blocks_go() {
    check(
        "Hello",
        "<think>Hm, <b>Hello</b>.\n</think>\n\nHallo",
        "Hallo",
    );
    check("Hello", "\n<THINK>\n</think>Hallo", "Hallo");
    check(
        "Hello",
        "<thinking>a < b </think> </thinking>Hallo",
        "Hallo",
    );
    check(
        "Hello",
        "<think></think><reasoning>x</reasoning>Hallo",
        "Hallo",
    );
    check("A\n\nB", "A\n<think>hm</think>\n\nB", "A\n\nB");
    check("Hello", "</think>\n\nHallo", "Hallo");
    // Cut off while thinking: there is no target.
    check("Hello", "<think>Well, this", "");
}

/// R1 and Qwen on local servers: `<think>` stands in the prompt, so the answer never opens it.
#[test]
fn thoughts_that_nobody_opened_go() {
    for thoughts in [
        "Okay, so I need to translate \"Hello\".\n\nHallo is right.\n",
        "Hallo",
        "\n",
        "Here is the translation:\n",
        "```\nHallo\n```\n\nNote: fine.\n",
        "a < b, ⟦text k3j9x⟧\n",
    ] {
        for end in ["</think>\n\n", "</think>", "</THINK>\r\n", "</thinking>\n"] {
            check("Hello", &format!("{thoughts}{end}Hallo Welt"), "Hallo Welt");
        }
    }
    check(
        "Hello",
        "Hm.\n</think>\n\nHere is the translation:\n\n```\nHallo\n```\n",
        "Hallo",
    );
    check(
        "Hello",
        "Hm.\n</think>\n\n⟦text k3j9x⟧\nHallo\n⟦/text k3j9x⟧",
        "Hallo",
    );
    check("    code", "Hm.</think>\n\n    code", "    code");
    // A second tag takes nothing more away.
    check("A\n\nB", "Hm.</think>\n\nA</think>\n\nB", "A\n\nB");
    check_with(
        || TargetFilter::continuing(BOUNDARY, "Hello world", "Hallo"),
        "I go on with \"Welt\".\n</think>\n\n Welt",
        " Welt",
    );
}

#[test]
fn a_closing_tag_that_ends_no_thoughts_takes_nothing_away() {
    // Nothing follows: what came was the target.
    check("Hello", "Hallo</think>", "Hallo");
    check("Hello", "Hallo\n</think>\n", "Hallo");
    check("Hello", "Hallo\n</think>\n⟦/text k3j9x⟧", "Hallo");
    // Thoughts were opened and closed before.
    check("A\n\nB", "<think>x</think>A</think>\n\nB", "A\n\nB");
    // The source is about the tag.
    same("A </think> B", "A </think> B");
    same(
        "Close it with </think>.\nDone",
        "Mit </think> schließen.\nFertig",
    );
    // Behind a long target it is astray.
    let long = "Hallo Welt. ".repeat(4_000);
    let mut filter = TargetFilter::new(BOUNDARY, "Hello");
    let all = filter.push(&format!("{long}</think>\n\nEnde"));
    assert!(!all.discard && all.text.starts_with("Hallo Welt.") && all.text.ends_with("Ende"));
}

#[test]
fn discarding_is_said_once_and_with_the_text_after() {
    let mut filter = TargetFilter::new(BOUNDARY, "Hello");
    let certain = |discard, text: &str| Certain {
        discard,
        text: text.to_owned(),
    };
    assert_eq!(filter.push("Hm, hm"), certain(false, "Hm, hm"));
    assert_eq!(filter.push(".\n</think>\n\n"), certain(false, "."));
    assert_eq!(filter.push("Hallo"), certain(true, "Hallo"));
    assert_eq!(filter.push(" Welt"), certain(false, " Welt"));
    // Nothing was given yet: nothing to discard.
    let mut filter = TargetFilter::new(BOUNDARY, "Hello");
    assert_eq!(filter.push("</think>\n\nHallo"), certain(false, "Hallo"));
}

#[test]
fn what_only_looks_like_a_think_block_stays() {
    for text in [
        "<b>fett</b> <",
        "a < b",
        "<thin>",
        "<thinker>x</thinker>",
        "Das <think>-Element",
        "<",
        "</",
        "<<think",
        "< think >",
    ] {
        same("Hello", text);
    }
    same(
        "<think> is a tag. </think>",
        "<think> ist ein Tag. </think>",
    );
}
