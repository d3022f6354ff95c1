//! What stands below a message: siblings to step through, and what it cost.

use crate::state::{Row, use_app};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::tx_now;
use leptos::prelude::*;

/// Steps through the siblings of a message; nothing where it has none.
#[component]
pub fn Siblings(
    /// The message
    row: Row,
) -> impl IntoView {
    let app = use_app();
    let (index, count) = row.siblings;
    let (before, after) = (row.id.clone(), row.id);
    (count > 1).then(|| {
        view! {
            <span class="siblings" role="group" aria-label=tx_now!(chat.versions)>
                <button
                    type="button"
                    class="square back"
                    data-testid="message-previous"
                    aria-label=tx_now!(chat.version_before)
                    disabled=index == 0
                    on:click=move |_| app.chat_step_sibling(&before, -1)
                >
                    <Icon name=IconName::Down/>
                </button>
                <span class="num" data-testid="message-version" dir="ltr">{format!("{} / {count}", index + 1)}</span>
                <button
                    type="button"
                    class="square forth"
                    data-testid="message-next"
                    aria-label=tx_now!(chat.version_after)
                    disabled=index + 1 == count
                    on:click=move |_| app.chat_step_sibling(&after, 1)
                >
                    <Icon name=IconName::Down/>
                </button>
            </span>
        }
    })
}
