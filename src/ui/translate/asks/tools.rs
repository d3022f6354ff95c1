//! At the foot of the target: other words for what is selected, the translation translated back, the last change undone.

use crate::i18n::use_i18n;
use crate::state::{AskPanel, TrStatus, page, use_app};
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{tx, words};
use leptos::prelude::*;

/// The buttons.
#[component]
pub fn AskTools() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let announcer = use_announcer();
    let asks = app.asks();
    let open: RwSignal<Option<AskPanel>> = asks.open.into();
    let selecting: RwSignal<bool> = asks.selecting.into();
    let watch = StoredValue::new_local(None);
    // The field must be in the page first.
    Effect::new(move |_| watch.set_value(Some(app.watch_selecting())));
    on_cleanup(move || drop(watch.try_update_value(Option::take)));
    let there = Memo::new(move |_| app.can_ask_about_target());
    let undoable = app.translate.undoable;
    let (back, hint) = (tx!(asks.back), tx!(asks.alternatives_hint));
    let undo = move |_| {
        app.translate_undo();
        announcer.say(words!(common.undone)(i18n.get_locale_untracked()));
        page::focus_if_lost("tr-target");
    };
    view! {
        <Show when=move || there.get() && !app.improves()>
            <button
                type="button"
                class="square"
                data-testid="tr-back"
                aria-label=back
                title=back
                aria-expanded=move || (open.get() == Some(AskPanel::Back)).to_string()
                on:click=move |_| open.update(|open| {
                    *open = match open {
                        Some(AskPanel::Back) => None,
                        _ => Some(AskPanel::Back),
                    };
                })
            >
                <Icon name=IconName::Back/>
            </button>
        </Show>
        // Always there: what comes and goes with each selection would move the page.
        <Show when=move || there.get()>
            <button
                type="button"
                class="copy"
                disabled=move || !selecting.get()
                title=move || (!selecting.get()).then(hint)
                data-testid="tr-alternatives"
                aria-keyshortcuts="Control+. Meta+."
                on:click=move |_| app.open_alternatives()
            >
                <Icon name=IconName::List/>
                <span>{tx!(asks.alternatives)}</span>
            </button>
        </Show>
        <Show when=move || { undoable.get() > 0 }>
            <button type="button" class="copy" data-testid="tr-undo" disabled=move || app.translate.status.get() == TrStatus::Running on:click=undo>
                <span>{tx!(common.undo)}</span>
            </button>
        </Show>
    }
}
