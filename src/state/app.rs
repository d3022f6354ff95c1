//! The one value that views get: every part of the state, `Copy`, alive as long as the page.

use super::engine::Work;
use super::hooks::{self, Happening};
use super::{
    ChatState, EndpointState, Settings, StorageTrouble, TranslateState, Trouble, TroubleKind,
    UsageState,
};
use crate::browser::{self, db, dom, early::Early, storage::StorageProblem};
use leptos::html::Textarea;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use wire::{Millis, Remedy};

/// All that the page knows. Everything in it is a signal or made of signals, so it is `Copy`.
#[derive(Clone, Copy)]
pub struct App {
    /// The page that is shown.
    pub route: RwSignal<Route>,
    /// What the person chose.
    pub settings: RwSignal<Settings>,
    /// The endpoint, its key's state, its models.
    pub endpoint: EndpointState,
    /// The ledger.
    pub usage: UsageState,
    /// The Translate page.
    pub translate: TranslateState,
    /// The Chat page.
    pub chat: ChatState,
    /// Does the browser believe it is online?
    pub online: RwSignal<bool>,
    /// The key dialog is open, and why.
    pub key_dialog: RwSignal<Option<KeyReason>>,
    /// Something could not be written down, or a part of the page not fetched.
    pub storage_trouble: RwSignal<Option<Trouble>>,
    /// What is wrong with each of them; [`storage_trouble`](Self::storage_trouble) is the first.
    troubles: StoredValue<[Option<Trouble>; Raised::ALL]>,
    /// All is being deleted and the page loaded anew: nothing may be written down any more.
    pub(super) leaving: StoredValue<bool>,
    /// What was typed before the app was there, until its field takes over caret and focus.
    pub(super) early: StoredValue<Option<Early>>,
    /// What goes on by itself once a key is there.
    pub(super) after_key: RwSignal<Option<AfterKey>>,
}

/// A page, as the address names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// `#/translate`
    Translate,
    /// `#/chat`
    Chat,
    /// `#/usage`
    Usage,
    /// `#/settings`
    Settings,
}

impl Route {
    /// Every page, in the order of the rail.
    pub fn all() -> [Route; 4] {
        [Route::Translate, Route::Chat, Route::Usage, Route::Settings]
    }

    /// The address: `#/translate` …
    pub fn hash(self) -> &'static str {
        match self {
            Route::Translate => "#/translate",
            Route::Chat => "#/chat",
            Route::Usage => "#/usage",
            Route::Settings => "#/settings",
        }
    }

    /// The page that what follows `#` in the address means; anything unknown is Translate.
    fn from_path(path: &str) -> Route {
        // After the page's name may stand what is open in it.
        let name = path.trim_start_matches('/').split(['/', '?']).next();
        Route::all()
            .into_iter()
            .find(|route| Some(route.hash().trim_start_matches("#/")) == name)
            .unwrap_or(Route::Translate)
    }
}

/// Why the key dialog is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyReason {
    /// The person asked for it.
    Asked,
    /// A run needs a key; it goes on once there is one.
    Needed,
}

/// What goes on once a key is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum AfterKey {
    Translate,
    /// Going on where a translation ended.
    TranslateContinue,
    ChatSend,
}

/// What one tab tells the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Change {
    Settings,
    /// An entry of this time was written.
    Ledger {
        at: Millis,
    },
    History,
    Memory,
    Glossaries,
    Tone,
    /// Turns of the conversation between two people.
    Talk,
    Conversations,
    Messages {
        conversation: String,
    },
    /// Many conversations and their messages at once.
    Imported,
    /// Everything was deleted: nothing of it may be shown or written back.
    Everything,
}

/// What can be wrong with where things are kept, the gravest first. Each is taken back by a success of its own kind
/// alone: that a draft was saved says nothing of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Raised {
    /// A part of the page was not fetched. Only fetching it takes that back.
    Part,
    /// The database did not take something. That it can be read says nothing of it: it may be full.
    Unwritten,
    /// The database could not be read.
    Unread,
    /// What was kept was deleted from outside. Only loading the page anew takes that back: it is gone from the screen by then.
    Emptied,
    /// Session or local storage did not take something.
    Small,
    /// An export could not be made.
    Export,
}

thread_local! {
    /// Something is on the screen only: the database did not take it ([`chat_unkept`](super::chat_unkept)).
    pub(super) static UNKEPT: Cell<bool> = const { Cell::new(false) };
}

impl Raised {
    const ALL: usize = 6;
}

/// A problem that knows which kind of keeping it is of.
pub(super) trait Raises {
    const RAISED: Raised;
    fn problem(&self) -> &StorageProblem;
}

impl Raises for StorageProblem {
    const RAISED: Raised = Raised::Small;
    fn problem(&self) -> &StorageProblem {
        self
    }
}

impl Raises for db::Unwritten {
    const RAISED: Raised = Raised::Unwritten;
    fn problem(&self) -> &StorageProblem {
        self
    }
}

impl Raises for db::Unread {
    const RAISED: Raised = Raised::Unread;
    fn problem(&self) -> &StorageProblem {
        self
    }
}

/// The app, from anywhere under the shell.
pub fn use_app() -> App {
    expect_context::<App>()
}

/// Calls `mount` as soon as the static page may be taken away: at once, or when an input method has ended its
/// composition in it.
pub fn when_ready(mount: impl FnOnce() + 'static) {
    browser::early::when_ready(mount);
}

/// Makes the state, hooks it to the browser, and provides it as context. Called once, by the shell.
pub fn start() -> App {
    let settings = RwSignal::new(Settings::load());
    let endpoint = EndpointState::open();
    let usage = UsageState::new();
    let app = App {
        route: RwSignal::new(Route::from_path(&browser::page::route())),
        settings,
        endpoint,
        usage,
        translate: TranslateState::open(),
        chat: ChatState::new(),
        online: RwSignal::new(browser::page::online()),
        key_dialog: RwSignal::new(None),
        storage_trouble: RwSignal::new(None),
        troubles: StoredValue::new(Default::default()),
        leaving: StoredValue::new(false),
        early: StoredValue::new(None),
        after_key: RwSignal::new(None),
    };
    app.take_early();
    provide_context(app);

    browser::page::on_route_change(move |route| app.enter_route(&route)).keep();
    browser::page::on_online_change(move |online| {
        app.online.set(online);
        if online {
            app.engine_may_come();
        }
    })
    .keep();
    browser::page::on_page_hide(move || {
        if app.leaving.get_value() {
            return;
        }
        app.save_drafts();
        hooks::tell(app, &Happening::PageHides);
    })
    .keep();
    browser::tabs::listen(move |change: Change| app.heard(change)).keep();

    app.watch_translate();
    app.resume_after_reload();
    app.enter_route(&browser::page::route());
    app.open_engine_if_needed();
    app
}

impl App {
    /// Opens the key dialog.
    pub fn open_key(self, reason: KeyReason) {
        self.key_dialog.set(Some(reason));
        // Whatever the key is for, its code is wanted next.
        self.have_done(Work::Open);
    }

    /// The address names another page, or has words for this one.
    fn enter_route(self, path: &str) {
        let route = Route::from_path(path);
        if self.route.get_untracked() != route {
            self.route.set(route);
        }
        if route == Route::Translate && path.contains('?') {
            self.have_done(Work::Link);
        } else if path.contains(['?', '&', '=']) {
            // Nothing is taken from it, and what it says (a key, say) is not to stay in the address and the browser's history.
            browser::page::replace_route(route.hash().trim_start_matches('#'));
        }
    }

    /// Goes to a page.
    pub fn go(self, route: Route) {
        browser::page::set_route(route.hash());
    }

    /// Shows that something could not be written down or read; a later success of the same kind takes it back.
    pub(super) fn note_storage<T, P: Raises>(self, outcome: Result<T, P>) -> Option<T> {
        match outcome {
            // A short record may go in where a long one did not: that is not over before it is written.
            Ok(value) if P::RAISED == Raised::Unwritten && UNKEPT.get() => Some(value),
            Ok(value) => {
                self.raise(P::RAISED, None);
                if P::RAISED == Raised::Unwritten {
                    // What can be written to can be read.
                    self.raise(Raised::Unread, None);
                }
                Some(value)
            }
            Err(problem) => {
                let trouble = Trouble::storage(problem.problem(), self.endpoint.preset());
                self.raise(P::RAISED, Some(trouble));
                None
            }
        }
    }

    /// A newer Parlance has the database: this tab keeps nothing more, and says so until it is loaded anew.
    pub(super) fn raise_outdated(self) {
        self.note_storage::<(), _>(Err(db::Unwritten(StorageProblem::Outdated)));
    }

    /// Something else than this page deleted what was kept.
    pub(super) fn raise_emptied(self) {
        let kind = TroubleKind::Storage(StorageTrouble::Emptied);
        let trouble = Trouble::new(kind, self.endpoint.preset());
        self.raise(Raised::Emptied, Some(trouble));
    }

    /// Is something wrong with it?
    pub(super) fn is_raised(self, which: Raised) -> bool {
        self.troubles
            .with_value(|all| all[which as usize].is_some())
    }

    /// Says what is wrong with one kind of keeping, or that nothing is.
    pub(super) fn raise(self, which: Raised, trouble: Option<Trouble>) {
        let first = self.troubles.try_update_value(|all| {
            let place = &mut all[which as usize];
            if *place == trouble {
                return None;
            }
            *place = trouble;
            Some(all.iter().flatten().next().cloned())
        });
        // The panel is made anew whenever this is set.
        if let Some(Some(first)) = first
            && self.storage_trouble.with_untracked(|shown| *shown != first)
        {
            self.storage_trouble.set(first);
        }
    }

    /// Does what helps in the same way everywhere. False for what only the page itself can do.
    pub fn apply_remedy(self, remedy: Remedy) -> bool {
        match remedy {
            Remedy::ReplaceKey => self.open_key(KeyReason::Asked),
            Remedy::CheckConnection => {
                self.open_key(KeyReason::Asked);
                self.endpoint.doctor_wanted.set(true);
            }
            Remedy::OpenBilling => match self.endpoint.preset().billing_page() {
                Some(page) => browser::page::open_external(page),
                None => self.open_key(KeyReason::Asked),
            },
            Remedy::PickModel | Remedy::OpenSettings => self.go(Route::Settings),
            Remedy::Retry | Remedy::Shorten | Remedy::AllowOrigin | Remedy::Continue => {
                return false;
            }
        }
        true
    }

    /// What was typed into the static page before the app was there becomes the draft.
    fn take_early(self) {
        let Some(early) = browser::early::take() else {
            return;
        };
        match early.field.as_str() {
            "tr-source" => self.translate.source.set(early.text.clone()),
            "chat-input" => self.chat.draft.set(early.text.clone()),
            _ => return,
        }
        self.early.set_value(Some(early));
    }

    /// The source pane is there: the caret goes where it was in the static page, or to its end.
    pub fn focus_source(self, node: NodeRef<Textarea>) {
        self.focus_field("tr-source", node);
    }

    /// The composer is there: the caret goes where it was in the static page, or to its end.
    pub fn focus_composer(self, node: NodeRef<Textarea>) {
        self.focus_field("chat-input", node);
    }

    fn focus_field(self, name: &str, node: NodeRef<Textarea>) {
        let Some(element) = node.get_untracked() else {
            return;
        };
        let early = self
            .early
            .try_update_value(|early| early.take_if(|early| early.field == name))
            .flatten();
        match early {
            Some(early) if early.focused => {
                dom::focus(&element);
                dom::set_selection(&element, early.selection);
            }
            // On a touch screen the focus would bring up the keyboard over half the page.
            _ if dom::has_fine_pointer() => dom::focus(&element),
            _ => {}
        }
    }

    /// Panics on purpose, so that a person can see (and a test can hold) what a crash looks like.
    pub fn rescue_drill(self) {
        panic!("rescue drill: this crash was asked for");
    }

    fn heard(self, change: Change) {
        if change == Change::Settings {
            self.settings.set(Settings::load());
            hooks::tell(self, &Happening::SettingsChanged);
        }
        if change == Change::Everything {
            // Not stopped one by one: what stops writes down how far it came.
            self.leaving.set_value(true);
            browser::session::forget();
            browser::storage::clear_tab();
            return browser::page::reload();
        }
        hooks::tell(self, &Happening::Heard(change));
    }

    fn save_drafts(self) {
        self.save_translate_draft();
        self.save_chat_draft();
    }
}

/// Tells the other tabs.
pub(super) fn announce(change: Change) {
    browser::tabs::announce(&change);
}
