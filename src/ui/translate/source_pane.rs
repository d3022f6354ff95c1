//! The source: typed or pasted, counted, and priced before anything is sent.

use super::direction::{dir_of, size_of};
use crate::i18n::*;
use crate::state::{TrStatus, page, use_app};
use crate::ui::lazy;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::tx;
use leptos::html::Textarea;
use leptos::prelude::*;
use std::cell::Cell;

thread_local! {
    /// There has been someone, since the page was loaded.
    static MET: Cell<bool> = const { Cell::new(false) };
}

/// What it is going to cost, from and to.
fn range(from: gate::Cost, to: gate::Cost) -> String {
    let (low, high) = (gate::format_estimate(from), gate::format_cost(to));
    if gate::format_cost(from) == high {
        low
    } else if low.contains('<') {
        format!("≈ ≤ {high}")
    } else {
        format!("{low}–{high}")
    }
}

/// The source pane. It takes typing at once; Ctrl or Command with Enter translates.
#[component]
pub fn SourcePane() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let node = NodeRef::<Textarea>::new();
    let source = app.translate.source;
    let language = move || {
        app.translate
            .from
            .get()
            .or_else(|| app.translate.detected.get())
    };
    let empty = Memo::new(move |_| source.with(String::is_empty));
    // One size for both panes: their lines are read side by side.
    let size = Memo::new(move |_| {
        size_of(
            source
                .with(String::len)
                .max(app.translate.target.with(String::len)),
        )
    });
    // Not before there is someone: the first load does without what else can fill the source.
    let met = RwSignal::new(MET.get());
    let signs = page::on_sign(move || {
        if !met.get_untracked() {
            MET.set(true);
            met.set(true);
        }
    });
    on_cleanup(move || drop(signs));
    let estimate = app.translate_estimate();
    let label = tx!(translate.source);
    let clear = tx!(translate.clear);
    Effect::new(move |_| {
        if node.get().is_some() {
            app.focus_source(node);
        }
    });
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape"
            && !event.is_composing()
            && app.translate.status.get_untracked() == TrStatus::Running
        {
            event.prevent_default();
            return app.translate_stop();
        }
        // 229: some browsers report the Enter that ends a composition only by this code.
        let composing = event.is_composing() || event.key_code() == 229;
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !composing {
            event.prevent_default();
            // A key that is held down asks once.
            if !event.repeat() {
                app.translate_run();
            }
        }
    };
    let count = move || {
        t_string!(
            i18n,
            translate.characters,
            n = format.number(estimate.get().characters as u64)
        )
    };
    let price = move || {
        let estimate = estimate.get();
        (estimate.characters > 0).then(|| match estimate.cost {
            // A range is read from left to right in every language.
            Some((from, to)) => view! { " · " <bdi dir="ltr">{range(from, to)}</bdi> }.into_any(),
            None => view! { " · " {t_string!(i18n, translate.price_unknown)} }.into_any(),
        })
    };
    view! {
        <div class="pane" data-size=move || size.get()>
            <textarea
                node_ref=node
                data-testid="tr-source"
                aria-label=label
                placeholder=tx!(translate.source_hint)
                lang=language
                dir=move || dir_of(language().as_deref())
                spellcheck="false"
                autocapitalize="off"
                prop:value=move || source.get()
                on:input=move |event| source.set(event_target_value(&event))
                on:keydown=on_key
            ></textarea>
            <div class="foot">
                <span class="num" data-testid="tr-estimate">{count}{price}</span>
                {move || met.get().then(lazy::source_tools)}
                <button
                    type="button"
                    class="square end"
                    data-testid="tr-clear"
                    aria-label=clear
                    title=clear
                    disabled=move || empty.get()
                    on:click=move |_| {
                        app.translate_clear();
                        page::focus("tr-source");
                    }
                >
                    <Icon name=IconName::Close/>
                </button>
            </div>
        </div>
    }
}
