//! What went with a message.

use super::view::{Thumb, View};
use super::words;
use crate::i18n::*;
use crate::state::use_app;
use crate::ui::parts::format::use_format;
use crate::ui::parts::text::{text_now, tx_now};
use chat::{AttachmentKind, AttachmentRef};
use leptos::prelude::*;

/// Pictures and files above a message's text; each opens. Their places are there from the start, the pictures when a reader
/// comes near.
#[component]
pub fn MessageFiles(
    /// The message
    id: String,
    /// A reader is near
    #[prop(into)]
    near: Signal<bool>,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let files = app.attachments_of(&id);
    if files.is_empty() {
        return ().into_any();
    }
    let viewed = RwSignal::new(None::<AttachmentRef>);
    let model = untrack(|| app.chat_model());
    let one = move |attached: AttachmentRef| {
        let image = attached.kind == AttachmentKind::Image;
        let opens = words::opens(i18n, &attached.name);
        let facts = [
            text_now(words::kind(attached.kind)).to_string(),
            words::tokens(i18n, format, attached.tokens_for(&model)),
        ];
        let gaps = words::pages_without_text(i18n, format, &attached);
        let thumb = attached.clone();
        let (name, kind) = (attached.name.clone(), attached.kind.name());
        // By which the search finds it.
        let id = attached.id.clone();
        view! {
            <li class="attachment" class:image=image data-testid="message-file" data-id=id data-kind=kind>
                <button type="button" class="open" data-testid="message-file-open" aria-label=opens title=name.clone() on:click=move |_| viewed.set(Some(attached.clone()))>
                    <span class="face">{move || near.get().then(|| view! { <Thumb attached=thumb.clone()/> })}</span>
                    {(!image).then(|| view! {
                        <span class="said">
                            <bdi class="name">{name.clone()}</bdi>
                            <span class="facts num">{facts.join(" · ")}</span>
                            {gaps.map(|gaps| view! { <span class="facts why" data-testid="attachment-pages">{gaps}</span> })}
                        </span>
                    })}
                </button>
            </li>
        }
    };
    view! {
        <ul class="attached" aria-label=tx_now!(attach.files)>{files.into_iter().map(one).collect_view()}</ul>
        <View shown=viewed/>
    }
    .into_any()
}
