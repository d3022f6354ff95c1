//! The search among all conversations, at the head of their list.

use crate::i18n::*;
use crate::state::{ChatSearch as Search, SearchOutcome, page, use_app};
use crate::ui::lazy;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::keys::composing;
use crate::ui::parts::text::{tx, words};
use chat::{Piece, SearchHit};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// The id of the list of what was found.
const LIST: &str = "search-results";

/// Stands for a file's name until that is put in.
const NAME: &str = "\u{1}";

/// The field, what was found, and the way to bring a history.
#[component]
pub fn ChatSearch(
    /// Something was chosen
    on_choose: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let Search {
        words,
        outcome,
        behind,
        wanted,
    } = app.chat_search();
    let (typed, outcome) = (RwSignal::from(words), RwSignal::from(outcome));
    let behind = RwSignal::from(behind);
    let active = RwSignal::new(0_usize);
    let bringing = RwSignal::new(false);
    let hits = Memo::new(move |_| {
        outcome.with(|outcome| match outcome {
            SearchOutcome::Found(found) => chat::by_conversation(found.hits.clone()),
            _ => Vec::new(),
        })
    });
    let choose = move |at: usize| {
        let hit = hits.with_untracked(|hits| hits.get(at).cloned());
        if let Some(hit) = hit {
            active.set(at);
            app.chat_open_hit(hit);
            on_choose.run(());
            // It is read now; the composer would bring up a keyboard.
            page::focus("chat-thread");
        }
    };
    // Enter before the answer is there: it is meant for what was typed, not for what was found before.
    let entered = RwSignal::new(false);
    Effect::new(move || {
        if !behind.get() && entered.get() {
            entered.set(false);
            choose(active.get_untracked());
        }
    });
    let shortcut = window_event_listener(leptos::ev::keydown, move |event| {
        let asked = event.ctrl_key() != event.meta_key() && !event.alt_key() && !event.shift_key();
        if asked && event.key().eq_ignore_ascii_case("k") {
            event.prevent_default();
            wanted.update(|wanted| *wanted += 1);
            page::focus("chat-search");
        }
    });
    on_cleanup(move || shortcut.remove());
    let on_key = move |event: KeyboardEvent| {
        if composing(&event) {
            return;
        }
        let last = hits.with_untracked(Vec::len).saturating_sub(1);
        let at = active.get_untracked().min(last);
        match event.key().as_str() {
            "ArrowDown" => active.set(if at >= last { 0 } else { at + 1 }),
            "ArrowUp" => active.set(if at == 0 { last } else { at - 1 }),
            "Enter" => entered.set(true),
            "Escape" if !typed.with_untracked(String::is_empty) => app.chat_find(String::new()),
            _ => return,
        }
        event.prevent_default();
        page::reveal(&hit_id(active.get_untracked()));
    };
    let state = move || outcome.with(state_name);
    let keys = if page::is_mac() { "⌘K" } else { "Ctrl K" };
    let said = move || outcome.with(|outcome| said(i18n, outcome));
    let more = Memo::new(move |_| {
        outcome.with(|outcome| match outcome {
            SearchOutcome::Found(found) => found.total > found.hits.len(),
            _ => false,
        })
    });
    view! {
        <div class="finder" data-testid="chat-finder" data-state=state aria-busy=move || behind.get().to_string()>
            <div class="finder-head">
                <div class="finder-field">
                    <Icon name=IconName::Search/>
                    <input type="text" class="search" data-testid="chat-search" dir="auto" role="combobox" autocomplete="off" spellcheck="false"
                        aria-label=tx!(search.ask) placeholder=tx!(search.ask) aria-keyshortcuts="Control+K Meta+K"
                        title=move || t_string!(i18n, search.shortcut, keys = keys)
                        aria-controls=LIST aria-autocomplete="list" aria-describedby="search-said"
                        aria-expanded=move || (state() != "closed").to_string()
                        aria-activedescendant=move || hits.with(|hits| (!hits.is_empty()).then(|| hit_id(active.get().min(hits.len() - 1))))
                        prop:value=move || typed.get()
                        on:input=move |event| {
                            active.set(0);
                            entered.set(false);
                            app.chat_find(event_target_value(&event));
                        }
                        on:keydown=on_key/>
                    <Show when=move || !typed.with(String::is_empty) fallback=move || view! { <kbd aria-hidden="true">{keys}</kbd> }>
                        <button type="button" class="square" data-testid="search-clear" aria-label=tx!(search.clear) title=tx!(search.clear)
                            on:click=move |_| {
                                app.chat_find(String::new());
                                page::focus("chat-search");
                            }>
                            <Icon name=IconName::Close/>
                        </button>
                    </Show>
                </div>
                <button type="button" class="square" data-testid="chat-bring" aria-label=tx!(bring.open) title=tx!(bring.open) on:click=move |_| bringing.set(true)>
                    <Icon name=IconName::Upload/>
                </button>
            </div>
            <p class="quiet finder-said" id="search-said" role="status" data-testid="search-said">{said}</p>
            <ul role="listbox" id=LIST aria-label=tx!(search.results) hidden=move || hits.with(Vec::is_empty)>
                {move || {
                    let mut before = String::new();
                    hits.get().into_iter().enumerate().map(|(at, hit)| {
                        let further = before == hit.conversation;
                        before.clone_from(&hit.conversation);
                        view! { <Hit hit at further active on_choose=move |()| choose(at)/> }
                    }).collect_view()
                }}
            </ul>
            <Show when=move || more.get()>
                <button type="button" class="quiet" data-testid="search-more" on:click=move |_| app.chat_find_more()>{tx!(search.more)}</button>
            </Show>
            <Show when=move || state() == "nothing">
                <p class="quiet finder-said">{tx!(search.hint)}</p>
            </Show>
            {move || bringing.get().then(|| lazy::bring_dialog(bringing))}
        </div>
    }
}

/// A place where it was found.
#[component]
fn Hit(
    /// The place
    hit: SearchHit,
    /// Which of them
    at: usize,
    /// It is of the same conversation as the one above: that one has the title
    further: bool,
    /// The one that Enter chooses
    active: RwSignal<usize>,
    /// It was chosen
    #[prop(into)]
    on_choose: Callback<()>,
) -> impl IntoView {
    let format = use_format();
    let SearchHit {
        title,
        snippet,
        at: when,
        message,
        file,
        ..
    } = hit;
    let i18n = use_i18n();
    let state = match (&message, &file) {
        (_, Some(_)) => "file",
        (Some(_), None) => "message",
        (None, None) => "title",
    };
    // The name stands where the language has it in "in …:".
    let in_file = file.map(|file| {
        let sentence = t_string!(i18n, search.in_file, name = NAME).to_string();
        let (before, after) = sentence.split_once(NAME).unwrap_or((&sentence, ""));
        let (before, after) = (before.to_string(), after.to_string());
        view! { <span class="hit-file">{before}<bdi data-testid="search-hit-file">{pieces(file.name)}</bdi>{after}</span> " " }
    });
    let untitled = title.iter().all(|piece| piece.text.trim().is_empty());
    view! {
        <li role="option" id=hit_id(at) class="hit" data-testid="search-hit" data-further=further.then_some("") data-state=state
            aria-selected=move || (active.get() == at).to_string()
            on:click=move |_| on_choose.run(())>
            <span class="hit-title">
                {if further { view! { <span class="vh">{pieces(title)}</span> }.into_any() } else if untitled { view! { <span>{tx!(search.untitled)}</span> }.into_any() } else { view! { <bdi>{pieces(title)}</bdi> }.into_any() }}
                <time class="quiet">{move || format.date(when)}</time>
            </span>
            {match in_file {
                Some(in_file) => view! { <span class="snippet">{in_file}<bdi>{pieces(snippet)}</bdi></span> }.into_any(),
                None => (!snippet.is_empty()).then(|| view! { <bdi class="snippet">{pieces(snippet)}</bdi> }).into_any(),
            }}
        </li>
    }
}

fn pieces(pieces: Vec<Piece>) -> AnyView {
    let shown = pieces.into_iter().map(|Piece { text, hit }| match hit {
        true => view! { <mark>{text}</mark> }.into_any(),
        false => text.into_any(),
    });
    shown.collect_view().into_any()
}

fn hit_id(at: usize) -> String {
    format!("search-hit-{at}")
}

fn state_name(outcome: &SearchOutcome) -> &'static str {
    match outcome {
        SearchOutcome::Nothing => "closed",
        SearchOutcome::Reading(_) => "reading",
        SearchOutcome::Found(found) if found.hits.is_empty() => "nothing",
        SearchOutcome::Found(_) => "found",
        SearchOutcome::Refused(_) => "refused",
    }
}

fn said(i18n: leptos_i18n::I18nContext<Locale>, outcome: &SearchOutcome) -> String {
    let words = match outcome {
        SearchOutcome::Nothing => return String::new(),
        SearchOutcome::Reading(Some(n)) => return t_string!(i18n, search.reading_far, n = *n),
        SearchOutcome::Found(found) if found.hits.is_empty() => {
            return t_string!(i18n, search.none, n = found.searched);
        }
        SearchOutcome::Found(found) => return t_string!(i18n, search.found, n = found.total),
        SearchOutcome::Reading(None) => words!(search.reading),
        SearchOutcome::Refused(_) => words!(search.refused),
    };
    words(i18n.get_locale()).to_string()
}
