//! A button beside what is selected in a message: it goes to the Translate page.

use crate::state::use_app;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::tx;
use leptos::html::Div;
use leptos::prelude::*;

/// The button, while something is selected in one message. The same is in the message's menu, for who has no pointer.
#[component]
pub fn PickedPlace() -> impl IntoView {
    let app = use_app();
    let picked = RwSignal::new(false);
    let watch = StoredValue::new_local(Some(app.on_picked(move |any| {
        picked.try_set(any);
    })));
    on_cleanup(move || drop(watch.try_update_value(Option::take)));
    move || picked.get().then(|| view! { <PickedButton/> }.into_any())
}

#[component]
fn PickedButton() -> impl IntoView {
    let app = use_app();
    let node = NodeRef::<Div>::new();
    let floats = StoredValue::new_local(None);
    Effect::new(move |_| {
        if node.get().is_some() {
            floats.set_value(Some(app.float_at_picked(node)));
        }
    });
    on_cleanup(move || drop(floats.try_update_value(Option::take)));
    view! {
        <div node_ref=node class="picked" popover="manual" data-testid="picked">
            // The press would take the selection away.
            <button type="button" class="outline" data-testid="picked-translate" on:pointerdown=|event| event.prevent_default()
                on:click=move |_| app.chat_to_translate(None)>
                <Icon name=IconName::Translate/>
                {tx!(write.translate)}
            </button>
        </div>
    }
}
