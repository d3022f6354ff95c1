//! What was put into the composer, or why it was not.

use super::writing::Writing;
use crate::i18n::*;
use crate::state::{PutIn, use_app};
use crate::ui::parts::format::use_format;
use leptos::prelude::*;

/// The line, and the input that chooses a text file.
#[component]
pub fn PutInTold(
    /// The composer's
    writing: Writing,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let number = move |n: usize| format.number(n as u64);
    let said = move || {
        Some(match writing.told.get()? {
            PutIn::Conversation {
                messages,
                of,
                tokens,
                ..
            } if messages == of => t_string!(
                i18n,
                write.put_all,
                n = number(messages),
                tokens = format.number(tokens)
            )
            .to_string(),
            PutIn::Conversation {
                messages,
                of,
                tokens,
                ..
            } => t_string!(
                i18n,
                write.put_part,
                n = number(messages),
                all = number(of),
                tokens = format.number(tokens)
            )
            .to_string(),
            PutIn::File { name, tokens } => t_string!(
                i18n,
                write.put_file,
                name = format.isolated(name),
                tokens = format.number(tokens)
            )
            .to_string(),
            PutIn::Nothing => t_string!(i18n, write.put_nothing).to_string(),
            PutIn::NotText(name) => {
                t_string!(i18n, write.put_not_text, name = format.isolated(name)).to_string()
            }
            PutIn::TooLarge(name) => {
                t_string!(i18n, write.put_too_large, name = format.isolated(name)).to_string()
            }
        })
    };
    let state = move || match writing.told.get() {
        None => "nothing",
        Some(PutIn::Conversation { .. } | PutIn::File { .. }) => "put",
        Some(PutIn::Nothing | PutIn::NotText(_) | PutIn::TooLarge(_)) => "refused",
    };
    view! {
        <div role="status" class="quiet" data-testid="chat-put-in" data-state=state>{said}</div>
        <input node_ref=writing.file type="file" hidden data-testid="chat-file" tabindex="-1"
            on:change=move |_| leptos::task::spawn_local(async move {
                if let Some(put_in) = app.put_in_file(writing.file).await {
                    writing.told.try_set(Some(put_in));
                }
            })/>
    }
}
