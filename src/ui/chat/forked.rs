//! Where a conversation came from, said above it, with the way back.

use crate::state::use_app;
use crate::ui::chat::shapes::{Shape, ShapeIcon};
use crate::ui::parts::text::tx;
use leptos::prelude::*;

/// Says that the open conversation goes on from another one; nothing where it does not.
#[component]
pub fn ForkedFrom() -> impl IntoView {
    let app = use_app();
    // The other one's id, and its title where it is here.
    let from = Memo::new(move |_| {
        let open = app.chat.open.get()?;
        app.chat.conversations.with(|all| {
            let find = |id: &str| all.iter().find(|one| one.id == id);
            let id = find(&open)?.forked_from.clone()?;
            let title = find(&id).map(|one| one.title.clone());
            Some((id, title))
        })
    });
    let (continues, gone, untitled) = (
        tx!(organise.forked_from),
        tx!(organise.forked_gone),
        tx!(organise.untitled),
    );
    move || {
        from.get().map(|(id, title)| {
            let name = match title {
                None => view! { <span>{gone}</span> }.into_any(),
                Some(title) => {
                    let shown = move || match title.is_empty() {
                        true => untitled().to_string(),
                        false => title.clone(),
                    };
                    view! {
                        <button type="button" class="link" data-testid="chat-forked-open" on:click=move |_| app.chat_open(id.clone())>
                            <bdi>{shown}</bdi>
                        </button>
                    }
                    .into_any()
                }
            };
            view! {
                <p class="forked quiet" data-testid="chat-forked">
                    <ShapeIcon shape=Shape::Fork/>
                    <span>{continues}</span>
                    " "
                    {name}
                </p>
            }
        })
    }
}
