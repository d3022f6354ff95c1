//! What runs behind the pages: the calls with their gate, the ledger, the history. None of it is in the first load: it
//! is fetched when there is something to run or to show.

use super::app::{Change, Raised};
use super::fetched::{NotFetched, fetched};
use super::hooks::{self, Happening};
use super::{App, TrStatus, Trouble, TroubleKind, calls, journal};
use crate::browser::db;
use crate::browser::storage::{self, Name};
use leptos::prelude::*;
use std::cell::Cell;

/// What can be asked of it from the first load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    /// Read what is stored; list the models.
    Open,
    /// Translate the source from the beginning.
    Translate,
    /// Go on where the translation ended.
    Continue,
    /// List the models, when that was not done yet.
    Models,
    /// Take over what the address holds.
    Link,
    /// Translate what was typed since.
    Live,
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(engine, wasm_split_path = ::leptos::wasm_split, fallible))]
fn perform(app: App, work: Work) -> Result<(), NotFetched> {
    open(app);
    match work {
        Work::Open => {}
        // It was stopped while its code came.
        Work::Translate | Work::Continue | Work::Live
            if app.translate.status.get_untracked() != TrStatus::Running => {}
        Work::Translate => app.run_translation(),
        Work::Continue => app.run_continuation(),
        Work::Models => app.list_models_once(),
        Work::Link => app.follow_link(),
        Work::Live => app.run_live(),
    }
    Ok(())
}

thread_local! {
    static OPENED: Cell<bool> = const { Cell::new(false) };
}

/// Begins, once: hears what happens to the page, and reads what is stored.
pub(super) fn open(app: App) {
    if OPENED.replace(true) {
        return;
    }
    hooks::hear(happened);
    calls::open(app);
    db::on_outdated(move || app.raise_outdated());
    db::on_emptied(move || app.raise_emptied());
    app.watch_day();
    app.watch_composing();
    app.note_untyped();
    app.talk_again();
    leptos::task::spawn_local(async move {
        app.load_ledger().await;
        calls::ledger_loaded(app);
        app.glossaries_ready().await;
        journal::take_back_tail(app).await;
        app.load_history().await;
        app.further_read().await;
        app.count_ledger().await;
        app.list_models_once();
        app.warm_up_memory().await;
    });
}

fn happened(app: App, happening: &Happening<'_>) {
    match happening {
        Happening::SettingsChanged => calls::settings_changed(app),
        Happening::TargetMayGo => {
            app.keep_edit();
            app.live_soon();
        }
        Happening::TargetEdited { now } => app.pairs_follow(now),
        Happening::PageHides => {
            app.keep_edit();
            app.flush_journals();
        }
        Happening::StopTranslation => {
            app.stop_translation();
            app.further_stop(None);
        }
        Happening::KeyForgotten => calls::stop_all(),
        &Happening::Heard(Change::Ledger { at }) => leptos::task::spawn_local(async move {
            app.hear_ledger(at).await;
            calls::ledger_loaded(app);
        }),
        Happening::Heard(Change::History) => leptos::task::spawn_local(app.load_history()),
        Happening::Heard(_) | Happening::KeyReady(_) => {}
    }
}

impl App {
    /// Has it done as soon as its code is here.
    pub(super) fn have_done(self, work: Work) {
        leptos::task::spawn_local(async move {
            if let Err(NotFetched) = fetched!(perform(self, work)) {
                let trouble = Trouble::new(TroubleKind::PartMissing, self.endpoint.preset());
                match work {
                    Work::Translate | Work::Continue | Work::Live => {
                        self.translate.trouble.set(Some(trouble));
                        self.translate.status.set(TrStatus::Failed);
                    }
                    // Asked again by the next run, and by opening a list.
                    Work::Open | Work::Models | Work::Link => {
                        self.raise(Raised::Part, Some(trouble))
                    }
                }
            } else {
                self.raise(Raised::Part, None);
            }
        });
    }

    /// At the start: fetched at once only where something is stored, or a call can be made.
    pub(super) fn open_engine_if_needed(self) {
        if self.endpoint.can_call() || storage::load::<bool>(Name::Used).unwrap_or(false) {
            self.have_done(Work::Open);
        }
    }

    /// A part of the page is here, or the browser is online again: then what runs behind the pages can be fetched too, where
    /// that failed before.
    pub fn engine_may_come(self) {
        if self.is_raised(Raised::Part) {
            self.fetch_engine_again();
        }
    }

    /// It could not be fetched at the start: tries again.
    pub fn fetch_engine_again(self) {
        self.raise(Raised::Part, None);
        self.have_done(Work::Open);
    }

    /// For pages that show the ledger or the history.
    pub fn open_engine(self) {
        open(self);
    }
}
