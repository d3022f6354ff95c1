//! A sentence of the translation said another way: shorter, simpler, as the person wishes. Shown as a difference, to be
//! taken or not.

use super::asking::Asking;
use super::difference::Difference;
use crate::state::{Asked, Question, Restyle, page, use_app};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{Words, text, tx, words};
use leptos::html::Div;
use leptos::prelude::*;
use translation::asks::Selection;

/// The ways, and what comes of the one that was chosen.
#[component]
pub fn Restyling(
    /// What it is about: of its whole segment
    selection: StoredValue<Selection>,
    /// Takes the new text
    on_take: Callback<String>,
) -> impl IntoView {
    let app = use_app();
    let question = Question::<String>::default();
    let wish = RwSignal::new(String::new());
    let last = RwSignal::new(Restyle::Shorter);
    let ask = move |way: Restyle| {
        last.set(way.clone());
        selection.with_value(|selection| app.ask_restyle(question, selection, &way));
    };
    let ways: [(&'static str, Words, Restyle); 4] = [
        ("asks-shorter", words!(asks.shorter), Restyle::Shorter),
        ("asks-simpler", words!(asks.simpler), Restyle::Simpler),
        ("asks-literal", words!(asks.literal), Restyle::MoreLiteral),
        ("asks-formal", words!(asks.formal), Restyle::MoreFormal),
    ];
    let buttons = ways.map(|(testid, label, way)| {
        view! {
            <button type="button" class="outline" data-testid=testid on:click=move |_| ask(way.clone())>
                {text(label)}
            </button>
        }
    });
    let free = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wish = wish.get_untracked().trim().to_string();
        if !wish.is_empty() {
            ask(Restyle::Free(wish));
        }
    };
    let suggested = NodeRef::<Div>::new();
    Effect::new(move |_| {
        // It comes below the edge of what floats.
        if let Some(suggested) = suggested.get() {
            suggested.scroll_into_view_with_bool(false);
        }
    });
    let lang = app.translate.to.get_untracked();
    let result = move || {
        let Asked::Here(new) = question.state.get() else {
            return None;
        };
        let old = selection.with_value(|selection| selection.target.clone());
        let taken = new.clone();
        Some(view! {
            <div node_ref=suggested class="suggested" data-testid="asks-suggested">
                <Difference old=old new=new lang=Some(lang.clone())/>
                <div class="acts">
                    <button type="button" class="outline" data-testid="asks-accept" on:click=move |_| on_take.run(taken.clone())>
                        <Icon name=IconName::Check/>
                        {tx!(asks.accept)}
                    </button>
                    <button
                        type="button"
                        class="outline"
                        data-testid="asks-reject"
                        on:click=move |_| {
                            question.stop();
                            page::focus("asks-wish");
                        }
                    >
                        <Icon name=IconName::Close/>
                        {tx!(asks.reject)}
                    </button>
                </div>
            </div>
        })
    };
    view! {
        <div class="ways" role="group" aria-labelledby="asks-ways-title">
            <h3 id="asks-ways-title">{tx!(asks.ways)}</h3>
            <div class="acts">{buttons}</div>
            <form class="acts wish" on:submit=free>
                <label for="asks-wish">{tx!(asks.wish)}</label>
                <input
                    type="text"
                    id="asks-wish"
                    dir="auto"
                    maxlength="500"
                    data-testid="asks-wish"
                    placeholder=tx!(asks.wish_hint)
                    prop:value=move || wish.get()
                    on:input=move |event| wish.set(event_target_value(&event))
                />
                <button type="submit" class="outline" data-testid="asks-wish-go">{tx!(asks.wish_go)}</button>
            </form>
        </div>
        <Asking question=question same=words!(asks.same) on_again=move |()| ask(last.get_untracked())/>
        {result}
    }
}
