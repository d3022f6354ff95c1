//! What images count for in what is going to be sent.

use chat::{Asked, ContextRule, ContextSettings, Message, Tree, plan};
use wire::Role;

/// An image counts by the model that is asked, also for what has room; its share is told.
#[test]
fn an_image_counts_by_the_model_that_is_asked() {
    let attached = |kind, tokens, size| chat::AttachmentRef {
        kind,
        tokens,
        size,
        ..chat::AttachmentRef::default()
    };
    let tree = Tree::from_messages(vec![Message {
        id: "u1".into(),
        role: Role::User,
        text: "see".into(),
        attachments: vec![
            attached(chat::AttachmentKind::Image, 765, Some((1_024, 1_024))),
            attached(chat::AttachmentKind::Text, 40, None),
        ],
        ..Message::default()
    }]);
    let settings = ContextSettings {
        rule: ContextRule::All,
        ..ContextSettings::default()
    };
    for (model, image) in [
        ("gpt-4o", 765),
        ("gpt-4o-mini", 25_501),
        ("gemini-2.5-pro", 1_032),
    ] {
        let asked = Asked {
            upto: Some("u1"),
            system: "",
            settings: &settings,
            model,
            window: Some(20_000),
            answer: None,
            schema: "",
            next: None,
        };
        let plan = plan(&tree, asked, &mut |_, _| 3);
        assert_eq!(plan.tokens, chat::ENVELOPE + 3 + image + 40, "{model}");
        assert_eq!((plan.attached(), plan.images()), (image + 40, image));
        assert_eq!(plan.fits(), image < 20_000);
    }
}
