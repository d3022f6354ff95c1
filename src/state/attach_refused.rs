//! Images that an endpoint refuses: told, and sent again without.

use super::App;
use super::attach_contents::at_hand;
use super::chat::desk;
use super::chat_edit::Wanted;
use super::trouble::Trouble;
use chat::{AttachmentKind, ImagesWanted, Sent};
use std::collections::BTreeSet;

/// Whether images went along.
pub(super) fn wanted(sent: &Sent) -> ImagesWanted {
    match sent.without_images {
        true => ImagesWanted::LeftOut,
        false => ImagesWanted::Sent,
    }
}

impl App {
    /// The attachments on the way to a message that are not at hand.
    pub(super) fn contents_missing(self, conversation: &str, upto: &str) -> BTreeSet<String> {
        let all: BTreeSet<String> = desk(|desk| {
            let tree = desk.trees.get(conversation)?;
            let path = tree.path_to(upto).into_iter();
            let named = path.flat_map(|message| message.attachments.iter());
            Some(named.map(|attached| attached.id.clone()).collect())
        })
        .unwrap_or_default();
        match all.iter().all(|id| at_hand(id).is_some()) {
            true => BTreeSet::new(),
            false => all,
        }
    }

    /// Whether an answer failed since the model takes no images, as far as the endpoint's words tell, and there were some.
    pub fn chat_images_refused(self, answer: &str, trouble: &Trouble) -> bool {
        let refused = trouble.problem.as_ref();
        if !refused.is_some_and(wire::Problem::refuses_images) {
            return false;
        }
        desk(|desk| {
            let tree = desk
                .trees
                .values()
                .find(|tree| tree.get(answer).is_some())?;
            let sent = tree.get(answer)?.sent.as_ref();
            let left_out = sent.is_some_and(|sent| sent.without_images);
            let path = tree.path_to(answer).into_iter();
            let mut named = path.flat_map(|message| message.attachments.iter());
            Some(!left_out && named.any(|attached| attached.kind == AttachmentKind::Image))
        })
        .unwrap_or_default()
    }

    /// Asks anew without the images; the refused answer stays as a sibling.
    pub fn chat_again_without_images(self, answer: &str) {
        let found = self.with_message(answer, |message| {
            (message.conversation.clone(), message.parent.clone())
        });
        if let Some((conversation, Some(parent))) = found
            && self.can_ask(Wanted::WithoutImages(answer.to_string()))
        {
            let again = self.again(answer, parent, true);
            self.answer(conversation, again);
        }
    }
}
