//! Contents in what is sent.

use std::collections::BTreeSet;

use wire::{ChatMessage, Content, Part};

use super::frame::{framed, one_line};
use super::plain::language;
use super::record::AttachmentContent;
use crate::record::Message;

/// Whether images go along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImagesWanted {
    /// They do.
    Sent,
    /// The model takes none: their names alone go.
    LeftOut,
}

/// What has to be at hand for [`put_in`], each once.
pub fn held_ids(messages: &[ChatMessage]) -> BTreeSet<String> {
    let contents = messages.iter().map(|message| &message.content);
    contents
        .filter_map(|content| match content {
            Content::Parts(parts) => Some(parts),
            Content::Text(_) => None,
        })
        .flatten()
        .filter_map(|part| match part {
            Part::Held { id, .. } => Some(id.clone()),
            _ => None,
        })
        .collect()
}

/// Puts contents in where messages name them. What is not at hand is named as that, so that the model does not take it for
/// something it has seen. Messages without images become plain texts, which every endpoint takes.
pub fn put_in<'a>(
    messages: &mut [ChatMessage],
    images: ImagesWanted,
    content: impl Fn(&str) -> Option<&'a AttachmentContent>,
) {
    replace(messages, |id, name| match (content(id), images) {
        (Some(AttachmentContent::Text(text)), _) => Part::Text {
            text: framed(name, language(name), text),
        },
        (Some(AttachmentContent::Image(url)), ImagesWanted::Sent) => Part::ImageUrl {
            url: url.clone(),
            detail: None,
        },
        (Some(AttachmentContent::Image(_)), ImagesWanted::LeftOut) => {
            note(name, "an image, left out")
        }
        (None, _) => note(name, "no longer there"),
    });
}

/// The same for looking at: images and files by their names and sizes, since nobody reads a megabyte of Base64.
pub fn as_shown<'a>(
    messages: &mut [ChatMessage],
    images: ImagesWanted,
    content: impl Fn(&str) -> Option<&'a AttachmentContent>,
) {
    replace(messages, |id, name| match (content(id), images) {
        (Some(AttachmentContent::Text(text)), _) => Part::Text {
            text: framed(
                name,
                language(name),
                &format!("… {} bytes of text …", text.len()),
            ),
        },
        (Some(AttachmentContent::Image(url)), ImagesWanted::Sent) => {
            let kind = url.split(',').next().unwrap_or_default();
            Part::ImageUrl {
                url: format!("{kind},… {} characters of {name} …", url.len()),
                detail: None,
            }
        }
        (Some(AttachmentContent::Image(_)), ImagesWanted::LeftOut) => {
            note(name, "an image, left out")
        }
        (None, _) => note(name, "attached"),
    });
}

fn note(name: &str, what: &str) -> Part {
    Part::Text {
        text: said(name, what),
    }
}

fn said(name: &str, what: &str) -> String {
    format!("[{}: {what}]\n\n", one_line(name))
}

/// The text of an answer with the names of its images before it: an endpoint takes images from the person alone, and an answer
/// that says nothing from nobody.
pub fn with_names(message: &Message) -> String {
    let names = message.attachments.iter();
    let names = names.map(|one| said(&one.name, "an image, left out"));
    names.chain([message.text.clone()]).collect()
}

fn replace(messages: &mut [ChatMessage], with: impl Fn(&str, &str) -> Part) {
    for message in messages {
        let Content::Parts(parts) = &mut message.content else {
            continue;
        };
        if !parts.iter().any(|part| matches!(part, Part::Held { .. })) {
            continue;
        }
        for part in parts.iter_mut() {
            if let Part::Held { id, name } = part {
                *part = with(id, name);
            }
        }
        let plain = parts.iter().all(|part| matches!(part, Part::Text { .. }));
        if plain {
            message.content = Content::Text(message.content.to_text());
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{AttachmentRef, Selection, Tree, attachment_tokens, request_messages};
    use wire::Role;

    fn asked() -> Vec<ChatMessage> {
        let attached = |id: &str, name: &str| AttachmentRef {
            id: id.into(),
            name: name.into(),
            ..AttachmentRef::default()
        };
        let tree = Tree::from_messages(vec![Message {
            id: "m".into(),
            role: Role::User,
            text: "What is it?".into(),
            attachments: vec![attached("1", "a.csv"), attached("2", "b.png")],
            ..Message::default()
        }]);
        request_messages(&tree, "m", "", &Selection::default())
    }

    fn contents(id: &str) -> Option<AttachmentContent> {
        match id {
            "1" => Some(AttachmentContent::Text("x,y".into())),
            "2" => Some(AttachmentContent::Image(
                "data:image/png;base64,AAAA".into(),
            )),
            _ => None,
        }
    }

    #[test]
    fn files_are_framed_and_images_are_parts_before_the_question() {
        let all = [contents("1"), contents("2")];
        let mut messages = asked();
        let ids = held_ids(&messages);
        assert_eq!(ids.into_iter().collect::<Vec<_>>(), ["1", "2"]);
        put_in(&mut messages, ImagesWanted::Sent, |id| {
            all[id.parse::<usize>().unwrap() - 1].as_ref()
        });
        let Content::Parts(parts) = &messages[0].content else {
            panic!("no parts");
        };
        assert!(matches!(&parts[0], Part::Text { text } if text.contains("```csv\nx,y\n```")));
        assert!(matches!(&parts[1], Part::ImageUrl { url, .. } if url.ends_with("AAAA")));
        assert!(matches!(&parts[2], Part::Text { text } if text == "What is it?"));
        assert!(held_ids(&messages).is_empty());
    }

    #[test]
    fn without_images_it_is_a_plain_text_that_says_so() {
        let all = [contents("1"), contents("2")];
        let mut messages = asked();
        put_in(&mut messages, ImagesWanted::LeftOut, |id| {
            all[id.parse::<usize>().unwrap() - 1].as_ref()
        });
        let Content::Text(text) = &messages[0].content else {
            panic!("parts");
        };
        assert!(text.contains("[b.png: an image, left out]") && text.ends_with("What is it?"));
    }

    #[test]
    fn what_is_gone_is_told_and_nothing_is_left_held() {
        let mut messages = asked();
        put_in(&mut messages, ImagesWanted::Sent, |_| None);
        let text = messages[0].content.to_text();
        assert!(text.contains("[a.csv: no longer there]"), "{text}");
        let mut shown = asked();
        let image = contents("2");
        as_shown(&mut shown, ImagesWanted::Sent, |_| image.as_ref());
        let json = serde_json::to_string(&shown).unwrap();
        assert!(
            json.contains("of b.png") && !json.contains("AAAA"),
            "{json}"
        );
    }

    /// An answer with a picture that its model drew: as an image in an answer endpoints refuse it.
    #[test]
    fn of_an_answers_images_the_names_go() {
        let drawn = Message {
            id: "m".into(),
            role: Role::Assistant,
            attachments: vec![AttachmentRef {
                id: "1".into(),
                name: "cat.png".into(),
                tokens: 765,
                ..AttachmentRef::default()
            }],
            ..Message::default()
        };
        assert_eq!(attachment_tokens(&drawn, ""), (0, 0));
        let said = |message: Message| {
            let tree = Tree::from_messages(vec![message]);
            let sent = request_messages(&tree, "m", "", &Selection::default());
            assert!(held_ids(&sent).is_empty());
            sent[0].content.to_text()
        };
        assert_eq!(
            said(drawn.clone()).trim_end(),
            "[cat.png: an image, left out]"
        );
        let text = Message {
            text: "A cat.".into(),
            ..drawn
        };
        assert_eq!(said(text), "[cat.png: an image, left out]\n\nA cat.");
    }

    #[test]
    fn attachments_alone_are_sent() {
        let mut message = Message {
            id: "m".into(),
            attachments: vec![AttachmentRef::default()],
            ..Message::default()
        };
        let tree = Tree::from_messages(vec![message.clone()]);
        assert_eq!(
            request_messages(&tree, "m", "", &Selection::default()).len(),
            1
        );
        message.attachments.clear();
        let tree = Tree::from_messages(vec![message]);
        assert!(request_messages(&tree, "m", "", &Selection::default()).is_empty());
    }
}
