//! What stands below a message: siblings to step through, and what it cost.

use crate::state::{Row, page, use_app};
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
    let id = row.id;
    let (back, forth) = (back_id(&id), forth_id(&id));
    let step = StoredValue::new(move |by: isize| {
        if let Some(now) = app.chat_step_sibling(&id, by) {
            // The row is another one. At the first and the last version one of the arrows leads nowhere.
            let mut arrows = vec![back_id(&now), forth_id(&now)];
            if by > 0 {
                arrows.reverse();
            }
            page::focus_first(arrows);
        }
    });
    (count > 1).then(|| {
        view! {
            <span class="siblings" role="group" aria-label=tx_now!(chat.versions)>
                <button
                    type="button"
                    class="square back"
                    id=back
                    data-testid="message-previous"
                    aria-label=tx_now!(chat.version_before)
                    disabled=index == 0
                    on:click=move |_| step.with_value(|step| step(-1))
                >
                    <Icon name=IconName::Down/>
                </button>
                <span class="num" data-testid="message-version" dir="ltr">{format!("{} / {count}", index + 1)}</span>
                <button
                    type="button"
                    class="square forth"
                    id=forth
                    data-testid="message-next"
                    aria-label=tx_now!(chat.version_after)
                    disabled=index + 1 == count
                    on:click=move |_| step.with_value(|step| step(1))
                >
                    <Icon name=IconName::Down/>
                </button>
            </span>
        }
    })
}

fn back_id(message: &str) -> String {
    format!("back-{message}")
}

fn forth_id(message: &str) -> String {
    format!("forth-{message}")
}
