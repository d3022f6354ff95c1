#![allow(clippy::unwrap_used, clippy::expect_used)]

mod thoughts;

use super::{Certain, TargetFilter};
use proptest::prelude::*;

const BOUNDARY: &str = "k3j9x";

fn run<'a>(mut filter: TargetFilter, pieces: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for piece in pieces {
        let Certain { discard, text } = filter.push(piece);
        if discard {
            out.clear();
        }
        out += &text;
    }
    out + &filter.finish()
}

/// The answer to this source must become this target, whole, character by character, and split at every position.
#[track_caller]
fn check(source: &str, answer: &str, expect: &str) {
    check_with(|| TargetFilter::new(BOUNDARY, source), answer, expect);
}

#[track_caller]
fn check_with(filter: impl Fn() -> TargetFilter, answer: &str, expect: &str) {
    assert_eq!(run(filter(), [answer]), expect, "whole");
    let cuts: Vec<usize> = answer
        .char_indices()
        .map(|(at, _)| at)
        .chain([answer.len()])
        .collect();
    assert_eq!(
        run(filter(), cuts.windows(2).map(|cut| &answer[cut[0]..cut[1]])),
        expect,
        "by character"
    );
    for &at in &cuts {
        let (a, b) = answer.split_at(at);
        assert_eq!(run(filter(), [a, b]), expect, "split at {at}");
    }
}

/// The answer passes as it is.
#[track_caller]
fn same(source: &str, answer: &str) {
    check(source, answer, answer);
}

#[test]
fn marks_go() {
    check("Hello", "⟦text k3j9x⟧\nHallo\n⟦/text k3j9x⟧", "Hallo");
    check("Hello", "⟦text k3j9x⟧\r\nHallo\n⟦/text k3j9x⟧\n", "Hallo");
    check("Hello", "Hallo ⟦/Text K3J9X⟧", "Hallo");
    check("A\nB", "A\n⟦so-far k3j9x⟧\nB", "A\nB");
    check("Hello", "⟦Text⟧Hallo⟦/text⟧", "Hallo");
}

#[test]
fn other_brackets_stay() {
    for text in [
        "⟦1⟧Hallo⟦/1⟧",
        "⟦",
        "a ⟦ b\n⟦⟦2⟧",
        "⟦this is a rather long remark in white brackets, isn't it⟧ x",
        "⟦text 1⟧",
    ] {
        same("⟦1⟧Hello⟦/1⟧", text);
    }
    same("⟦text⟧", "⟦text⟧");
}

#[test]
fn fences_the_source_lacks_go() {
    check("Hello", "```\nHallo\n```", "Hallo");
    check(
        "Hello",
        "```markdown\n# Hallo\n\nWelt\n```\n",
        "# Hallo\n\nWelt",
    );
    check(
        "Hello",
        "Here is the translation:\n\n```text\nHallo\n```",
        "Hallo",
    );
    check(
        "Hello",
        "```\nHallo\n```\n\nNote: I kept the tone.",
        "Hallo",
    );
    check("Hello", "```\nHallo", "Hallo");
    check("Hello", "```\nHallo\n``", "Hallo\n``");
    check("Hello", "```\nHallo\n\n```", "Hallo");
    check("Hello", "```\nHallo\n````x", "Hallo\n````x");
}

#[test]
fn fences_of_the_source_stay() {
    let text = "```rust\nfn main() {}\n```";
    same(text, text);
    same("Text\n\n```\nx\n```\n", "Text\n\n```\nx\n```\n");
    same("Hello `x`", "`x` hallo");
    same("Hello `x`", "```x``` hallo");
    same("Hello", "Hallo\n```\nx\n```");
    same("x", "```this is a long line of text\nx");
}

#[test]
fn leading_notes_go() {
    for note in [
        "Here is the translation:\n",
        "Here's the translation:\n\n",
        "Here is the German translation of your text:\n\n",
        "**Here is the translation:**\n\n",
        "Sure! Here's the translation:\n\n",
        "Sure! Here you go:\n",
        "Sure!\n\nHere is the translation:\n\n",
        "Certainly, below is the translated text:\r\n\r\n",
        "Translation:\n",
        "**Translation:**\n",
        "### Translation:\n",
        "Here is the translation of the text into German.\n\n",
        "Here's the German version:\n",
        "Übersetzung:\n",
        "Hier ist die Übersetzung:\n\n",
        "Natürlich! Hier ist die Übersetzung ins Deutsche:\n",
        "Voici la traduction :\n\n",
        "Traduction :\n",
        "Aquí está la traducción:\n",
        "¡Claro! Aquí tienes la traducción:\n",
        "Ecco la traduzione:\n",
        "Aqui está a tradução:\n",
        "以下是翻译：\n\n",
        "好的，以下是译文：\n",
        "翻訳：\n",
        "以下が翻訳です：\n",
        "Вот перевод:\n\n",
        "Конечно! Вот перевод на немецкий:\n",
        "إليك الترجمة:\n",
        "الترجمة:\n\n",
        "Hier is de vertaling:\n",
        "Oto tłumaczenie:\n",
        "İşte çeviri:\n",
        "다음은 번역입니다:\n",
        "\n\nHere is the translation:\n",
        "<think>ok</think>\nHere is the translation:\n",
    ] {
        check(
            "Good morning, world.",
            &format!("{note}Guten Morgen, Welt."),
            "Guten Morgen, Welt.",
        );
    }
    // The first line of the source ends with a colon, but is no announcement.
    check(
        "Rules:\n1. None",
        "Here is the translation:\n\nRegeln:\n1. Keine",
        "Regeln:\n1. Keine",
    );
}

#[test]
fn what_only_looks_like_a_leading_note_stays() {
    for (source, target) in [
        (
            "Here is the translation: good.",
            "Here is the translation:\nHier",
        ),
        (
            "Here is the translation:\nHello",
            "Hier ist die Übersetzung:\nHallo",
        ),
        ("Übersetzung:\nHallo", "Translation:\nHello"),
        ("Käännös:\nTerve", "Translation:\nHello"),
        ("Die Regeln:\n- eine", "Voici les règles :\n- une"),
        ("Voilà la règle :\nune", "Here is the rule:\nOne."),
        ("Selvä!\n\nMennään.", "Sure!\n\nLet's go."),
        ("Selvä. Mennään:\nnyt", "Sure. Let's go:\nnow"),
        (
            "Tämä on uusin versio.\n\nHei",
            "This is the latest version.\n\nHello",
        ),
        ("Hallo", "Here is"),
        ("Hallo", "Sure"),
        ("Hallo", "Here is the translation:"),
        (
            "Das Haus ist hier.",
            "Here is the house. It stands here is the translation:\nno",
        ),
        (
            "Übersetzen ist schwer.\n\nWirklich.",
            "Translating is hard.\n\nReally.",
        ),
        (
            "Text. Die Fassung ist neu",
            "Text. Here is the translation:\nx",
        ),
    ] {
        same(source, target);
    }
}

#[test]
fn quotes_around_it_all_go() {
    check("Hello", "\"Hallo\"", "Hallo");
    check("Hello.", "“Hallo.”\n", "Hallo.");
    check("Hello", "„Hallo“", "Hallo");
    check("Hello", "„Hallo”", "Hallo");
    check("Hello", "« Bonjour »", "Bonjour");
    check("Hello", "「你好」", "你好");
    check("Hello", "Translation:\n\"Hallo\"", "Hallo");
}

#[test]
fn other_quotes_stay() {
    same("War and Peace is long", "«Война и мир» — длинный роман");
    same("A or B", "\"A\" oder \"B\"");
    same("\"Hello\"", "„Hallo“");
    same("He said \"hi\"", "\"Hi\", sagte er");
    same("He said \"hi\"", "\"Er sagte hi\"");
    same("— Bonjour", "“Hello”");
    same("Hello", "\"Hallo");
    same("'tis so", "\"so\"");
    same("Long", &format!("\"{}\"", "lang ".repeat(100).trim_end()));
    same("Hi", "\"");
    same("Hi", "\"\"");
}

#[test]
fn trailing_notes_go() {
    for note in [
        "Note: I kept the tone.",
        "(Note: I kept\n\nthe tone.)",
        "**Note:** I kept the tone.",
        "**Note**: I kept the tone.\n\n- one\n- two",
        "*Translator's note: x*",
        "---\n\nNote: x",
        "---\n**Notes:**\n- x",
        "Hinweis: x",
        "(Anmerkung: x)",
        "Remarque : x",
        "Nota: x",
        "注：x",
        "（注意：x）",
        "Примечание: x",
        "ملاحظة: x",
    ] {
        check("Hello.", &format!("Hallo.\n\n{note}"), "Hallo.");
        check(
            "Hello.\n\nWorld.\n",
            &format!("Hallo.\n\nWelt.\n\n{note}"),
            "Hallo.\n\nWelt.",
        );
    }
}

#[test]
fn other_last_paragraphs_stay() {
    for (source, target) in [
        ("A.\n\nHuomautus: x", "A.\n\nNote: x"),
        ("A.\nHinweis: x", "A.\n\nNote: x"),
        ("A. B", "A.\n\nNotes are fine."),
        ("A. B", "A.\n\nNote that: x"),
        ("A. B", "A.\n\n---"),
        ("A. B", "A.\n\n- b\n\n- c"),
        ("A. B", "A.\n\n---\n\nB."),
        ("A. B", "A.\n\nNote"),
        ("A. B", "A.\nNote: x"),
        ("A. B", "Note: x"),
        ("A\n\nB\n\nC", "A\n\nNote: b\n\nC"),
    ] {
        same(source, target);
    }
}

#[test]
fn white_space_follows_the_source() {
    check("Hello", "  Hallo \n\n", "Hallo");
    check("\n  Hello\n", "\n  Hallo\n", "\n  Hallo\n");
    check("Hello", "", "");
    check("Hello", " \n", "");
    check("    code", "    code", "    code");
}

#[test]
fn going_on_keeps_the_seam() {
    let go_on = |so_far: &'static str| {
        move || TargetFilter::continuing(BOUNDARY, "Hello world.\n\nYes.", so_far)
    };
    check_with(go_on("Hallo"), " Welt.\n\nJa.", " Welt.\n\nJa.");
    check_with(go_on("Hallo Welt."), "\n\nJa.\n\nNote: done.", "\n\nJa.");
    check_with(
        go_on("Hallo"),
        "<think>x</think>\n⟦so-far k3j9x⟧ Welt.\n```",
        " Welt.",
    );
    check_with(go_on("Hallo W"), "elt.", "elt.");
}

#[test]
fn ordinary_text_is_shown_at_once() {
    let mut filter = TargetFilter::new(BOUNDARY, "Hello, world. How are you?");
    let shown: Vec<String> = ["Hal", "lo", ",", " ", "Welt", ". <b", ">"]
        .iter()
        .map(|piece| filter.push(piece).text)
        .collect();
    assert_eq!(shown, ["Hal", "lo", ",", "", " Welt", ". <b", ">"]);
}

#[test]
fn a_note_between_paragraphs_is_not_waited_for() {
    let mut filter = TargetFilter::new(BOUNDARY, "A\n\nB\n\nC");
    assert_eq!(filter.push("A\n\nNote").text, "A\n\nNote");
}

/// Text rich in what the filter looks for.
fn tricky() -> impl Strategy<Value = String> {
    let atoms = prop::sample::select(vec![
        "Hallo",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "```",
        "```md\n",
        "`",
        "\"",
        "“",
        "”",
        "<",
        "<think>",
        "</think>",
        "<b>",
        "⟦text k3j9x⟧",
        "⟦/text k3j9x⟧",
        "⟦",
        "⟧",
        "⟦1⟧",
        "Here is the translation:",
        "Sure!",
        "Translation:",
        "Note:",
        "(Note",
        "---",
        "**",
        ":",
        "译文：",
        "é",
        "🙂",
        "\u{0}",
    ]);
    prop::collection::vec(atoms, 0..14).prop_map(|atoms| atoms.concat())
}

proptest! {
    #[test]
    fn any_chunking_gives_the_same(source in tricky(), answer in tricky(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8)) {
        let whole = run(TargetFilter::new(BOUNDARY, &source), [answer.as_str()]);
        let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(answer.len() + 1)).filter(|&at| answer.is_char_boundary(at)).collect();
        at.extend([0, answer.len()]);
        at.sort_unstable();
        let pieces = at.windows(2).map(|cut| &answer[cut[0]..cut[1]]);
        prop_assert_eq!(run(TargetFilter::new(BOUNDARY, &source), pieces), whole);
    }

    #[test]
    fn a_copy_of_the_source_passes(source in tricky()) {
        let source = source.replace(BOUNDARY, "other");
        prop_assert_eq!(run(TargetFilter::new(BOUNDARY, &source), [source.as_str()]), source);
    }

    #[test]
    fn letters_are_never_lost(answer in "[a-m ,.é中\n]{0,80}") {
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(letters(&run(TargetFilter::new(BOUNDARY, "X"), [answer.as_str()])), letters(&answer));
    }
}
