//! An attachment looked at: small, and as a whole in a dialog.

use super::words;
use crate::i18n::*;
use crate::state::{page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{text_now, tx};
use chat::{AttachmentContent, AttachmentKind, AttachmentRef};
use leptos::html::{Dialog, Pre};
use leptos::prelude::*;

/// The small picture of an image, or a sheet of paper. The control around it has the name.
#[component]
pub fn Thumb(attached: AttachmentRef) -> impl IntoView {
    let app = use_app();
    let url = RwSignal::new(None::<String>);
    if attached.kind == AttachmentKind::Image {
        app.attachment(&attached.id, move |content| {
            if let Some(AttachmentContent::Image(image)) = content {
                url.try_set(Some(image));
            }
        });
    }
    move || {
        match url.get() {
        Some(url) => view! { <img src=url alt="" data-testid="attached-thumb"/> }.into_any(),
        None => view! { <svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d=words::SHEET></path></svg> }.into_any(),
    }
    }
}

/// What is being looked at.
#[derive(Clone, PartialEq)]
enum Content {
    Coming,
    There(AttachmentContent),
    Gone,
}

/// The dialog; none while there is nothing to look at.
#[component]
pub fn View(
    /// What is looked at; set to none when it is closed
    shown: RwSignal<Option<AttachmentRef>>,
) -> impl IntoView {
    move || {
        shown
            .get()
            .map(|attached| view! { <Opened attached=attached shown=shown/> }.into_any())
    }
}

#[component]
fn Opened(attached: AttachmentRef, shown: RwSignal<Option<AttachmentRef>>) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if dialog.get().is_some() {
            page::show_modal(dialog);
        }
    });
    let content = RwSignal::new(Content::Coming);
    let pre = NodeRef::<Pre>::new();
    app.chat_light_in_file(&attached.id, pre);
    app.attachment(&attached.id, move |found| {
        content.try_set(found.map_or(Content::Gone, Content::There));
    });
    let name = attached.name.clone();
    let alt = words::alt(i18n, &name);
    let model = untrack(|| app.chat_model());
    let facts = [
        text_now(words::kind(attached.kind)).to_string(),
        words::size(i18n, format, &attached),
        words::tokens(i18n, format, attached.tokens_for(&model)),
    ];
    let saved = attached.clone();
    let named = name.clone();
    let body = move || {
        match content.get() {
        Content::Coming => view! { <p class="quiet">{tx!(attach.reading)}</p> }.into_any(),
        Content::Gone => view! { <p data-testid="attachment-gone">{tx!(attach.gone)}</p> }.into_any(),
        Content::There(AttachmentContent::Image(url)) => {
            view! { <img src=url alt=alt.clone() data-testid="attachment-image"/> }.into_any()
        }
        Content::There(AttachmentContent::Text(text)) => view! {
            <pre node_ref=pre class="code" dir="auto" tabindex="0" role="region" aria-label=named.clone() data-testid="attachment-text">{text}</pre>
        }
        .into_any(),
    }
    };
    view! {
        <dialog node_ref=dialog class="attachment-view" aria-labelledby="attachment-name" data-testid="attachment-view"
            on:close=move |_| if page::is_closed(dialog) { shown.set(None) }>
            <div class="dialog-head">
                <h2 id="attachment-name"><bdi>{name}</bdi></h2>
                <button type="button" class="square" aria-label=tx!(common.close) title=tx!(common.close) data-testid="attachment-close"
                    on:click=move |_| page::close_modal(dialog)>
                    <Icon name=IconName::Close/>
                </button>
            </div>
            {body}
            <div class="foot">
                <span class="quiet num">{facts.join(" · ")}</span>
                <button type="button" class="outline" data-testid="attachment-download" on:click=move |_| app.attachment_download(saved.clone())>
                    <Icon name=IconName::Download/>
                    {tx!(attach.download)}
                </button>
            </div>
        </dialog>
    }
}
