//! Other words for a word, a phrase or a sentence of the translation, and other ways to say its sentence: at its place in the
//! target, on a narrow window at the foot of it.

use super::asking::Asking;
use super::difference::Difference;
use super::restyle::Restyling;
use crate::i18n::use_i18n;
use crate::state::{Asked, Question, page, use_app};
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{tx, words};
use leptos::html::{Div, Section};
use leptos::prelude::*;
use translation::asks::{Alternative, Selection};

/// The panel. It asks for other words as it opens.
#[component]
pub fn Alternatives(
    /// What it is about
    selection: Selection,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let announcer = use_announcer();
    let open: RwSignal<_> = app.asks().open.into();
    let question = Question::<Vec<Alternative>>::default();
    let changed = RwSignal::new(false);
    let about = selection.text().to_string();
    let lang = app.translate.to.get_untracked();
    let selection = StoredValue::new(selection);
    let ask = move || selection.with_value(|selection| app.ask_alternatives(question, selection));
    ask();
    let close = move || {
        open.set(None);
        page::focus("tr-target");
    };
    let (panel, choices) = (NodeRef::<Section>::new(), NodeRef::<Div>::new());
    let floats = StoredValue::new_local(Vec::new());
    Effect::new(move |_| {
        if panel.get().is_some() {
            let away = move || drop(open.try_set(None));
            let at =
                selection.with_value(|selection| app.float_at_selection(panel, selection, away));
            floats.set_value(at);
            page::focus("asks-alternatives");
        }
    });
    on_cleanup(move || drop(floats.try_update_value(std::mem::take)));
    let take = Callback::new(move |text: String| {
        if selection.with_value(|selection| app.take_for_segment(selection, &text)) {
            announcer.say(words!(asks.taken)(i18n.get_locale_untracked()));
            close();
        } else {
            changed.set(true);
        }
    });
    let rows = move || {
        question.state.with(|state| match state {
            Asked::Here(list) => list
                .iter()
                .map(|one| selection.with_value(|selection| row(selection, one.clone(), take)))
                .collect::<Vec<_>>(),
            _ => Vec::new(),
        })
    };
    view! {
        <section
            node_ref=panel
            class="asks floats"
            popover="manual"
            role="dialog"
            tabindex="-1"
            aria-labelledby="asks-alternatives-title"
            data-testid="asks-alternatives"
            on:keydown=move |event| {
                let key = event.key();
                if event.is_composing() {
                    return;
                }
                if key == "Escape" {
                    event.prevent_default();
                    close();
                } else if matches!(key.as_str(), "ArrowDown" | "ArrowUp") && page::walk_menu(choices, &key) {
                    event.prevent_default();
                }
            }
        >
            <div class="head">
                <h2 id="asks-alternatives-title">{tx!(asks.alternatives)} " " <bdi dir="auto" lang=lang>{about}</bdi></h2>
                <button type="button" class="square" aria-label=tx!(common.close) title=tx!(common.close) data-testid="asks-close" on:click=move |_| close()>
                    <Icon name=IconName::Close/>
                </button>
            </div>
            <Show when=move || changed.get()>
                <p class="warn" role="alert" data-testid="asks-changed">{tx!(asks.changed)}</p>
            </Show>
            <Asking question=question same=words!(asks.none) on_again=move |()| ask()/>
            <div node_ref=choices class="choices" role="group" aria-labelledby="asks-alternatives-title">{rows}</div>
            <Restyling selection=selection on_take=take/>
        </section>
    }
}

fn row(selection: &Selection, one: Alternative, on_take: Callback<String>) -> AnyView {
    let Alternative {
        text,
        label,
        segment,
    } = one;
    let lang = use_app().translate.to.get_untracked();
    let old = selection.target.clone();
    let whole = selection.is_whole();
    let taken = segment.clone();
    view! {
        <button type="button" class="choice" data-testid="asks-alternative" on:click=move |_| on_take.run(taken.clone())>
            <bdi class="words" dir="auto" lang=lang.clone()>{text}</bdi>
            <bdi class="quiet" dir="auto">{label}</bdi>
            {(!whole).then(|| view! { <Difference old=old new=segment lang=Some(lang)/> })}
        </button>
    }
    .into_any()
}
