//! Conversations saved as texts: whose words, which answers, and what was attached.
#![allow(clippy::unwrap_used)]

use chat::{
    AttachmentContent, AttachmentRef, Conversation, MOST_SAVED_IMAGES, MOST_SAVED_TEXT, Message,
    SavedWith, SavedWords, Tree, read_import, to_html, to_markdown,
};
use wire::Role;

fn message(id: &str, parent: Option<&str>, role: Role, text: &str, model: &str) -> Message {
    Message {
        id: id.into(),
        parent: parent.map(str::to_owned),
        role,
        text: text.into(),
        model: (!model.is_empty()).then(|| model.to_owned()),
        created: id.len() as u64,
        ..Message::default()
    }
}

fn german() -> SavedWith {
    SavedWith {
        words: SavedWords {
            you: "Du".into(),
            assistant: "Antwort".into(),
            system: "Anweisungen".into(),
        },
        ..SavedWith::default()
    }
}

fn conversation(leaf: &str) -> Conversation {
    Conversation {
        title: "Tee".into(),
        system: "Kurz.".into(),
        leaf: Some(leaf.into()),
        ..Conversation::default()
    }
}

/// A question, and the answers of two models.
fn compared() -> Tree {
    Tree::from_messages(vec![
        message("q", None, Role::User, "Welcher?", ""),
        message("a1", Some("q"), Role::Assistant, "Der grüne.", "model-a"),
        message(
            "b11",
            Some("q"),
            Role::Assistant,
            "Der schwarze.",
            "model-b",
        ),
    ])
}

/// Formulas were their source in a saved page, and drawn on the screen.
#[test]
fn formulas_are_drawn_where_something_draws_them() {
    let text = "So $x^2$, \\(y\\) and `$z$`.";
    let tree = Tree::from_messages(vec![
        message("q", None, Role::User, "$q$?", ""),
        message("a11", Some("q"), Role::Assistant, text, "model-a"),
    ]);
    let source = to_html(&conversation("a11"), &tree, &german());
    assert!(
        source.contains("<code class=\"math\" dir=\"ltr\">x^2</code>"),
        "{source}"
    );
    let with = SavedWith {
        formula: Some(|tex, _| Some(format!("<math>{}</math>", tex.len()))),
        ..german()
    };
    let drawn = to_html(&conversation("a11"), &tree, &with);
    assert_eq!(drawn.matches("<math>").count(), 2, "{drawn}");
    assert!(drawn.contains("<math>3</math></span>, "), "{drawn}");
    // What a person typed is as they typed it; code is code.
    assert!(
        drawn.contains("$q$?") && drawn.contains("<code>$z$</code>"),
        "{drawn}"
    );
    for (text, may) in [
        (text, true),
        ("\\[x\\]", true),
        ("5 €, a[0](1)", false),
        ("", false),
    ] {
        assert_eq!(chat::may_have_formulas(text), may, "{text}");
    }
}

#[test]
fn the_words_are_the_pages_and_it_is_read_back() {
    let tree = Tree::from_messages(vec![
        message("q", None, Role::User, "Welcher?", ""),
        message(
            "a1",
            Some("q"),
            Role::Assistant,
            "Der grüne.",
            "org/model:1 (x)",
        ),
        message("q22", Some("a1"), Role::User, "Und?", ""),
        message("a333", Some("q22"), Role::Assistant, "Ja.", ""),
    ]);
    let text = to_markdown(&conversation("a333"), &tree, &german());
    assert!(text.contains("\n## Du <!-- user -->\n\nWelcher?"), "{text}");
    assert!(
        text.contains("\n## org/model:1 (x) <!-- assistant -->\n"),
        "{text}"
    );
    let back = read_import(&text, 0).unwrap();
    let (record, messages) = &back.conversations[0];
    assert_eq!((&*record.title, &*record.system), ("Tee", "Kurz."));
    let said: Vec<(Role, &str, Option<&str>)> = messages
        .iter()
        .map(|one| (one.role, one.text.as_str(), one.model.as_deref()))
        .collect();
    let expect = [
        (Role::User, "Welcher?", None),
        (Role::Assistant, "Der grüne.", Some("org/model:1 (x)")),
        (Role::User, "Und?", None),
        // The word for an answer is no model's name.
        (Role::Assistant, "Ja.", None),
    ];
    assert_eq!(said, expect);
    let html = to_html(&conversation("a333"), &tree, &german());
    assert!(html.contains("<h2>Du</h2>") && html.contains("<h2>org/model:1 (x)</h2>"));
    assert!(html.contains("<h2>Anweisungen</h2>"));
}

#[test]
fn english_words_need_no_comment() {
    let text = to_markdown(&conversation("a1"), &compared(), &SavedWith::default());
    assert!(
        text.contains("\n## You\n") && text.contains("\n## System\n"),
        "{text}"
    );
}

#[test]
fn of_a_compared_question_all_answers_are_there() {
    for leaf in ["a1", "b11"] {
        let text = to_markdown(&conversation(leaf), &compared(), &german());
        let (a, b) = (
            text.find("## model-a").unwrap(),
            text.find("## model-b").unwrap(),
        );
        assert!(a < b && text.contains("Der grüne.") && text.contains("Der schwarze."));
        let html = to_html(&conversation(leaf), &compared(), &german());
        assert!(html.contains("<h2>model-a</h2>") && html.contains("<h2>model-b</h2>"));
    }
    // One of them that failed says nothing.
    let mut tree = compared();
    let mut failed = tree.get("b11").unwrap().clone();
    failed.text.clear();
    tree.update(failed);
    let text = to_markdown(&conversation("a1"), &tree, &german());
    assert!(!text.contains("model-b"), "{text}");
}

fn with_files(contents: &[(&str, AttachmentContent)]) -> (Tree, SavedWith) {
    let mut asked = message("q", None, Role::User, "Sieh her", "");
    for (name, _) in contents {
        asked.attachments.push(AttachmentRef {
            id: (*name).into(),
            name: (*name).into(),
            ..AttachmentRef::default()
        });
    }
    let with = SavedWith {
        contents: contents
            .iter()
            .map(|(name, content)| ((*name).to_owned(), content.clone()))
            .collect(),
        ..german()
    };
    (Tree::from_messages(vec![asked]), with)
}

#[test]
fn what_is_in_attachments_goes_with_them() {
    let text = |text: &str| AttachmentContent::Text(text.to_owned());
    let image = |url: &str| AttachmentContent::Image(url.to_owned());
    let large = "x".repeat(MOST_SAVED_TEXT + 1);
    let (tree, with) = with_files(&[
        ("a.rs", text("fn main() { /* ``` */ } </pre><script>")),
        ("b.txt", text(&large)),
        ("c.png", image("data:image/png;base64,AAAA")),
        ("d.svg", image("data:image/svg+xml;base64,AAAA")),
    ]);
    let markdown = to_markdown(&conversation("q"), &tree, &with);
    assert!(
        markdown.contains("a.rs\n````rs\nfn main() { /* ``` */ }"),
        "{markdown}"
    );
    assert!(!markdown.contains("xxx") && !markdown.contains("AAAA"));
    assert!(markdown.ends_with("*(attached: a.rs, b.txt, c.png, d.svg)*\n"));
    let html = to_html(&conversation("q"), &tree, &with);
    assert!(html.contains("<details><summary dir=\"auto\">a.rs</summary>"));
    assert!(html.contains("&lt;/pre&gt;&lt;script&gt;") && !html.contains("<script"));
    assert!(html.contains("<img src=\"data:image/png;base64,AAAA\" alt=\"c.png\">"));
    assert!(!html.contains("svg+xml") && !html.contains("xxx"));
}

#[test]
fn images_go_in_as_far_as_there_is_room() {
    let url = format!(
        "data:image/png;base64,{}",
        "A".repeat(MOST_SAVED_IMAGES / 2 - 100)
    );
    let image = || AttachmentContent::Image(url.clone());
    let (tree, with) = with_files(&[("1", image()), ("2", image()), ("3", image())]);
    let html = to_html(&conversation("q"), &tree, &with);
    assert_eq!(html.matches("<img ").count(), 2);
}
