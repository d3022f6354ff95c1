//! The conversations: searched, filtered by tag, laid into folders, sorted one by one or many at once.
//!
//! There may be thousands. What is to be listed is worked out from all of them (`shown`), and of that only so much is made
//! as is near to what is seen.

mod bulk;
mod deleted;
mod entry;
mod folder;
mod group;
mod shown;
mod sort_dialog;

use crate::i18n::*;
use crate::state::{page, use_app};
use crate::ui::chat::search::ChatSearch;
use crate::ui::chat::shapes::{Shape, ShapeIcon};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::tx;
use bulk::BulkBar;
use deleted::{DeletedButton, DeletedPlace};
use group::GroupView;
use leptos::html::{Button, Div};
use leptos::prelude::*;
use shown::{Now, Place, Shown, View, shown};
use sort_dialog::{SortAsked, SortDialog};
use std::collections::BTreeSet;

/// So many rows are made at once, and so many more when their end comes near.
const ROWS: usize = 120;

/// What all parts of the list share.
#[derive(Clone, Copy)]
struct ListState {
    shown: Memo<Shown>,
    /// Which are chosen, while several can be.
    selecting: RwSignal<bool>,
    selected: RwSignal<BTreeSet<String>>,
    /// The one chosen last: from it a row of them is chosen.
    anchor: RwSignal<Option<String>>,
    /// What is asked about some of them.
    asked: RwSignal<Option<SortAsked>>,
    on_choose: Callback<()>,
}

impl ListState {
    /// Chooses one or lets it go; with `through`, all from the one before to it.
    fn select(self, id: &str, on: bool, through: bool) {
        let anchor = self.anchor.get_untracked();
        let ids = match anchor.filter(|_| through) {
            None => vec![id.to_string()],
            Some(anchor) => self
                .shown
                .with_untracked(|shown| shown.between(&anchor, id)),
        };
        self.selected.update(|selected| {
            for id in ids {
                match on {
                    true => selected.insert(id),
                    false => selected.remove(&id),
                };
            }
        });
        self.anchor.set(Some(id.to_string()));
    }

    fn select_none(self) {
        self.selecting.set(false);
        self.selected.update(BTreeSet::clear);
        self.anchor.set(None);
    }
}

/// The list beside the thread.
#[component]
pub fn ConversationList(
    /// One was chosen, or a new one begun
    #[prop(into)]
    on_choose: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let view = RwSignal::new(View::default());
    let most = RwSignal::new(ROWS);
    let closed = app.chat_closed_folders();
    let all = app.chat.conversations;
    let shown = Memo::new(move |_| {
        let (at, offset) = app.chat_now();
        let now = Now { at, offset };
        closed.with(|closed| {
            all.with(|all| view.with(|view| shown(all, view, closed, now, most.get())))
        })
    });
    let list = ListState {
        shown,
        selecting: RwSignal::new(false),
        selected: RwSignal::new(BTreeSet::new()),
        anchor: RwSignal::new(None),
        asked: RwSignal::new(None),
        on_choose,
    };
    let rows = NodeRef::<Div>::new();
    let groups = move || {
        shown.with(|shown| {
            shown
                .groups
                .iter()
                .map(|group| group.kind.clone())
                .collect::<Vec<_>>()
        })
    };
    let place = Memo::new(move |_| view.with(|view| view.place));
    let any = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let leave = move || {
        list.select_none();
        page::focus("chat-select");
    };
    view! {
        <nav class="list" aria-label=tx!(chat.list) on:keydown=move |event| {
            if event.key() == "Escape" && list.selecting.get_untracked() {
                leave();
            }
        }>
            <div class="list-head">
                <button type="button" class="outline new" data-testid="chat-new" on:click=move |_| {
                    app.chat_new();
                    on_choose.run(());
                }>
                    <Icon name=IconName::Plus/>
                    {tx!(chat.new)}
                </button>
                <Show when=move || any.get() && place.get() != Place::Deleted>
                    <button type="button" class="square" data-testid="chat-select" aria-label=tx!(organise.select) title=tx!(organise.select)
                        aria-pressed=move || list.selecting.get().to_string()
                        on:click=move |_| if list.selecting.get_untracked() { list.select_none() } else { list.selecting.set(true) }>
                        <ShapeIcon shape=Shape::Select/>
                    </button>
                </Show>
            </div>
            <Filter view=view most=most list=list/>
            <Show when=move || list.selecting.get()>
                <BulkBar list=list/>
            </Show>
            // What is above stays in its place while these scroll.
            <div class="list-rows" node_ref=rows>
                {move || match place.get() {
                    Place::List => None,
                    Place::Archive => Some(view! { <ArchiveHead view=view/> }.into_any()),
                    Place::Deleted => Some(view! { <DeletedPlace view=view list=list/> }.into_any()),
                }}
                <For each=groups key=shown::Kind::clone let:kind><GroupView kind=kind list=list/></For>
                <Nothing view=view list=list/>
                <More most=most list=list rows=rows/>
                <ArchiveButton view=view list=list/>
                <DeletedButton view=view list=list/>
            </div>
            {move || list.asked.get().map(|asked| view! { <SortDialog asked=asked list=list/> }.into_any())}
        </nav>
    }
}

/// By words, and by tag where there are tags.
#[component]
fn Filter(view: RwSignal<View>, most: RwSignal<usize>, list: ListState) -> impl IntoView {
    let tags = Memo::new(move |_| list.shown.with(|shown| shown.tags.clone()));
    let all_tags = tx!(organise.all_tags);
    let label = tx!(organise.filter_tag);
    let change = move |change: &dyn Fn(&mut View)| {
        most.set(ROWS);
        view.update(change);
    };
    view! {
        <ChatSearch on_choose=list.on_choose/>
        {move || {
            let tags = tags.get();
            let chosen = view.with_untracked(|view| view.tag.clone());
            (!tags.is_empty()).then(|| view! {
                <select class="search" data-testid="chat-tag" aria-label=label
                    on:change=move |event| change(&|view| view.tag = event_target_value(&event))>
                    <option value="">{all_tags}</option>
                    {tags.into_iter().map(|tag| {
                        let is = tag == chosen;
                        view! { <option value=tag.clone() translate="no" selected=is>{tag.clone()}</option> }
                    }).collect_view()}
                </select>
            })
        }}
    }
}

#[component]
fn ArchiveHead(view: RwSignal<View>) -> impl IntoView {
    view! {
        <div class="archive-head">
            <h2>{tx!(organise.archive_open)}</h2>
            <button type="button" class="quiet" data-testid="chat-archive-close" on:click=move |_| {
                view.update(|view| view.place = Place::List);
                page::focus("chat-archive");
            }>{tx!(organise.archive_close)}</button>
        </div>
    }
}

/// The way to what is put away, and how much that is.
#[component]
fn ArchiveButton(view: RwSignal<View>, list: ListState) -> impl IntoView {
    let format = use_format();
    let archived = Memo::new(move |_| list.shown.with(|shown| shown.archived));
    view! {
        <Show when=move || { archived.get() > 0 && view.with(|view| view.place) == Place::List }>
            <button type="button" class="quiet archive-open" data-testid="chat-archive" on:click=move |_| {
                list.select_none();
                view.update(|view| view.place = Place::Archive);
                page::focus("chat-archive-close");
            }>
                <ShapeIcon shape=Shape::Archive/>
                <span>{tx!(organise.archive_open)}</span>
                <span class="num quiet">{move || format.number(archived.get() as u64)}</span>
            </button>
        </Show>
    }
}

/// Why there is no row.
#[component]
fn Nothing(view: RwSignal<View>, list: ListState) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let why = move || {
        if !app.chat.loaded.get() || !list.shown.with(|shown| shown.all.is_empty()) {
            return None;
        }
        let locale = i18n.get_locale();
        view.with(|view| match (view.place, view.looks_for_some()) {
            (Place::Deleted, _) => None,
            (_, true) => Some(td_string!(locale, organise.no_match)),
            (Place::Archive, false) => Some(td_string!(locale, organise.archive_empty)),
            (Place::List, false) => Some(td_string!(locale, chat.list_empty)),
        })
    };
    move || why().map(|why| view! { <p class="quiet" data-testid="chat-list-nothing">{why}</p> })
}

/// More rows, when the end of those that are here comes near to what is seen, or by hand.
#[component]
fn More(most: RwSignal<usize>, list: ListState, rows: NodeRef<Div>) -> impl IntoView {
    let more = Memo::new(move |_| list.shown.with(|shown| shown.more));
    move || {
        // Made anew with each lot: what is near is told once.
        let now = most.get();
        more.get().then(|| {
            let app = use_app();
            let end = NodeRef::<Button>::new();
            app.chat_list_near(rows, end, move || {
                most.try_set(now + ROWS);
            });
            view! {
                <button type="button" class="quiet" node_ref=end data-id="list-end" data-testid="chat-list-more"
                    on:click=move |_| most.set(now + ROWS)>{tx!(organise.show_more)}</button>
            }
        })
    }
}
