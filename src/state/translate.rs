//! The Translate page's state: two texts, two languages, one run.

use super::app::AfterKey;
use super::engine::Work;
use super::hooks::{self, Happening};
use super::{App, HistoryEntry, SentView, Trouble, WaitView, history::Panes};
use crate::browser::storage::{self, Name, TabName};
use crate::browser::time::{self, Timer};
use gate::Cost;
use leptos::html::Textarea;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use translation::Pairs;
use wire::{Millis, Usage};

/// The signals of the page.
#[derive(Clone, Copy)]
pub struct TranslateState {
    /// The text to translate.
    pub source: RwSignal<String>,
    /// The translation. While it streams in, the attached textarea gets each piece directly.
    pub target: RwSignal<String>,
    /// Source language; none means it is to be detected.
    pub from: RwSignal<Option<String>>,
    /// Target language.
    pub to: RwSignal<String>,
    /// How far it is.
    pub status: RwSignal<TrStatus>,
    /// What the call waits for.
    pub waiting: RwSignal<Option<WaitView>>,
    /// What went wrong.
    pub trouble: RwSignal<Option<Trouble>>,
    /// The detected source language, when one can be told.
    pub detected: RwSignal<Option<String>>,
    /// What it really took.
    pub spent: RwSignal<Option<SpentView>>,
    /// What was sent.
    pub sent: RwSignal<Option<SentView>>,
    /// Languages used lately, latest first.
    pub recents: RwSignal<Vec<String>>,
    /// The translations made so far, newest first.
    pub history: RwSignal<Vec<HistoryEntry>>,
    /// There are older ones that are not listed.
    pub history_more: RwSignal<bool>,
    /// What was deleted last, for undo.
    pub history_deleted: RwSignal<Vec<HistoryEntry>>,
    /// What stood in the panes before they were cleared or another translation put into them, for undo.
    pub put_aside: RwSignal<Option<Panes>>,
    /// The person changed the translation.
    pub edited: RwSignal<bool>,
    /// Which stretch of the target is the translation of which stretch of the source: of what [`shown`](Self::shown) was
    /// made from, so it holds while the source is still that (`translate_stale`). Empty where that is not known.
    pub pairs: RwSignal<Pairs>,
    /// How many replacements in the target can be taken back.
    pub undoable: RwSignal<usize>,
    /// A tone or a glossary is there, and their buttons have something to say.
    pub wishes: RwSignal<bool>,
    /// The conversation between two people is open.
    pub talk: RwSignal<bool>,
    /// How many further languages it is translated into.
    pub further: RwSignal<usize>,
    /// Into some of them, it is being translated.
    pub further_running: RwSignal<bool>,
    /// Nothing changed places: nobody knows which language the source is in.
    pub not_swapped: RwSignal<bool>,
    /// The entry that the panes show.
    pub(super) shown: RwSignal<Option<HistoryEntry>>,
    target_node: StoredValue<Option<NodeRef<Textarea>>>,
}

/// How far a translation is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TrStatus {
    /// Nothing asked yet
    #[default]
    Idle,
    /// Asked, or arriving
    Running,
    /// All there
    Done,
    /// Stopped by the person
    Stopped,
    /// Ended early: what arrived is kept
    Truncated,
    /// Failed: what arrived is kept
    Failed,
}

impl TrStatus {
    /// The value of `data-state`.
    pub fn name(self) -> &'static str {
        match self {
            TrStatus::Idle => "idle",
            TrStatus::Running => "running",
            TrStatus::Done => "done",
            TrStatus::Stopped => "stopped",
            TrStatus::Truncated => "truncated",
            TrStatus::Failed => "failed",
        }
    }
}

/// What a translation took, by the endpoint's own numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct SpentView {
    /// Tokens
    pub usage: Usage,
    /// Cost; none where the price is not known
    pub cost: Option<Cost>,
    /// The model
    pub model: String,
}

impl SpentView {
    pub(super) fn of(entry: &HistoryEntry) -> Option<SpentView> {
        Some(SpentView {
            usage: entry.usage?,
            cost: entry.cost,
            model: entry.model.clone(),
        })
    }
}

/// The languages chosen last.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Languages {
    from: Option<String>,
    to: String,
}

/// What of the target survives a reload.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct TargetDraft {
    target: String,
    state: TrStatus,
    edited: bool,
    shown: Option<String>,
}

thread_local! {
    static SAVE_TIMER: RefCell<Option<Timer>> = const { RefCell::new(None) };
}

impl TranslateState {
    pub(super) fn open() -> TranslateState {
        let source =
            storage::tab_load(TabName::SourceDraft).or_else(|| storage::load(Name::SourceDraft));
        let languages: Languages = storage::tab_load(TabName::Languages)
            .or_else(|| storage::load(Name::Languages))
            .unwrap_or_default();
        let draft: TargetDraft = storage::tab_load(TabName::TargetDraft).unwrap_or_default();
        let recents: Vec<String> = storage::load(Name::Recents).unwrap_or_default();
        let known = |tag: &String| translation::find(tag).is_some();
        let to = Some(languages.to)
            .filter(known)
            .unwrap_or_else(first_target);
        let source = RwSignal::new(source.unwrap_or_default());
        let state = if draft.state == TrStatus::Running {
            TrStatus::Truncated
        } else {
            draft.state
        };
        let shown = draft.shown.map(|id| HistoryEntry {
            id,
            ..HistoryEntry::default()
        });
        TranslateState {
            source,
            target: RwSignal::new(draft.target),
            from: RwSignal::new(languages.from.filter(known)),
            to: RwSignal::new(to),
            status: RwSignal::new(state),
            waiting: RwSignal::new(None),
            trouble: RwSignal::new(None),
            detected: RwSignal::new(None),
            spent: RwSignal::new(None),
            sent: RwSignal::new(None),
            recents: RwSignal::new(recents),
            history: RwSignal::new(Vec::new()),
            history_more: RwSignal::new(false),
            history_deleted: RwSignal::new(Vec::new()),
            put_aside: RwSignal::new(None),
            edited: RwSignal::new(draft.edited),
            pairs: RwSignal::new(Pairs::default()),
            undoable: RwSignal::new(0),
            wishes: RwSignal::new(false),
            talk: RwSignal::new(false),
            further: RwSignal::new(0),
            further_running: RwSignal::new(false),
            not_swapped: RwSignal::new(false),
            shown: RwSignal::new(shown),
            target_node: StoredValue::new(None),
        }
    }
}

/// English for those whose browser does not speak it first, German else: the page has to start with something, and what
/// the person picks is remembered.
fn first_target() -> String {
    let own = crate::browser::page::languages()
        .into_iter()
        .find(|tag| !tag.starts_with("en"));
    let primary = own.as_deref().and_then(|tag| {
        translation::find(tag).or_else(|| translation::find(tag.split('-').next()?))
    });
    primary.map_or_else(|| "de".to_string(), |language| language.tag.to_string())
}

impl App {
    /// Keeps the draft as it changes, and the estimate as the price becomes known.
    pub(super) fn watch_translate(self) {
        let translate = self.translate;
        self.watch_language();
        Effect::new(move |_| {
            translate.source.track();
            translate.from.track();
            translate.to.track();
            if translate.not_swapped.get_untracked() {
                translate.not_swapped.set(false);
            }
            self.save_draft_soon();
        });
    }

    /// Translates the source, from the beginning. Without a key, asks for one first.
    pub fn translate_run(self) {
        let empty = self
            .translate
            .source
            .with_untracked(|source| translation::is_blank(source));
        if !empty && self.ready_or_ask(AfterKey::Translate) {
            self.detect_now();
            // Said at once, though the code may have to come first: a second click must not ask twice.
            self.translate.status.set(TrStatus::Running);
            self.have_done(Work::Translate);
        }
    }

    /// Goes on where a stopped, truncated or failed translation ended.
    pub fn translate_continue(self) {
        if self.ready_or_ask(AfterKey::TranslateContinue) {
            self.translate.status.set(TrStatus::Running);
            self.have_done(Work::Continue);
        }
    }

    /// Whether to translate as one types. Switched on, it begins with what stands there.
    pub fn set_live(self, live: bool) {
        self.change_settings(|settings| settings.live = live);
        hooks::tell(self, &Happening::TargetMayGo);
    }

    /// Stops the run; what arrived stays.
    pub fn translate_stop(self) {
        hooks::tell(self, &Happening::StopTranslation);
        // What waits for its code has not begun, and must not.
        if self.translate.status.get_untracked() == TrStatus::Running {
            self.translate.status.set(TrStatus::Stopped);
        }
    }

    /// Languages and texts change places. A source language that was detected becomes the target; where none is known, nothing
    /// changes, and [`not_swapped`](TranslateState::not_swapped) says so.
    pub fn translate_swap(self) {
        let translate = self.translate;
        let known = translate.from.with_untracked(Option::is_some)
            || translate.detected.with_untracked(Option::is_some);
        if known {
            return self.swap();
        }
        // The source was typed just now: first, which language it is in.
        leptos::task::spawn_local(async move {
            self.detect().await;
            self.swap();
        });
    }

    fn swap(self) {
        let translate = self.translate;
        let from = translate
            .from
            .get_untracked()
            .or_else(|| translate.detected.get_untracked());
        let Some(from) = from else {
            return translate.not_swapped.set(true);
        };
        let status = translate.status.get_untracked();
        self.translate_stop();
        hooks::tell(self, &Happening::TargetMayGo);
        let (source, target) = (
            translate.source.get_untracked(),
            translate.target.get_untracked(),
        );
        let nothing = target.is_empty();
        // Half a translation is no source: where more was to come, the languages change places alone.
        let whole = !nothing && matches!(status, TrStatus::Idle | TrStatus::Done);
        let to = if whole {
            untrack(|| self.target_language())
        } else {
            translate.to.get_untracked()
        };
        translate.to.set(from);
        translate.from.set(Some(to));
        if whole {
            translate.source.set(target);
            self.show_target(source);
        }
        if whole || nothing {
            self.nothing_made();
        }
    }

    /// The language of what stands in the target, which need not be the one chosen since. For reactive places.
    pub fn target_language(self) -> String {
        let made = self.translate.shown.with(|shown| {
            let entry = shown.as_ref().filter(|entry| !entry.is_stub())?;
            Some(entry.to.clone())
        });
        made.unwrap_or_else(|| self.translate.to.get())
    }

    /// Is the translation the source itself, because there was nothing in it to translate? For reactive places.
    pub fn translate_copied(self) -> bool {
        let nobody_asked = |made: &HistoryEntry| {
            !made.is_stub() && made.model.is_empty() && made.source == made.target
        };
        let made = self.translate.shown;
        made.with(|made| made.as_ref().is_some_and(nobody_asked))
    }

    /// Is the translation one of another text than the source is now, or into another language? For reactive places.
    pub fn translate_stale(self) -> bool {
        let translate = self.translate;
        let ended = !matches!(
            translate.status.get(),
            TrStatus::Idle | TrStatus::Running | TrStatus::Failed
        );
        ended
            && translate.shown.with(|shown| {
                shown.as_ref().is_some_and(|made| {
                    !made.is_stub()
                        && (translate.to.with(|to| *to != made.to)
                            || translate.source.with(|source| *source != made.source))
                })
            })
    }

    /// Empties both panes. What was there can be brought back (`translate_bring_back`).
    pub fn translate_clear(self) {
        self.translate_stop();
        hooks::tell(self, &Happening::TargetMayGo);
        self.put_aside();
        self.fill_source(String::new());
    }

    /// Another source, of which there is no translation yet.
    pub(super) fn fill_source(self, text: String) {
        self.translate.source.set(text);
        self.show_target(String::new());
        self.translate.sent.set(None);
        self.nothing_made();
    }

    /// What stands in the panes is of no translation.
    fn nothing_made(self) {
        let translate = self.translate;
        translate.status.set(TrStatus::Idle);
        translate.trouble.set(None);
        translate.spent.set(None);
        translate.edited.set(false);
        translate.pairs.set(Pairs::default());
        translate.undoable.set(0);
        translate.shown.set(None);
    }

    /// The person changed the translation.
    pub fn translate_edit_target(self, text: String) {
        hooks::tell(self, &Happening::TargetEdited { now: &text });
        self.translate.target.set(text);
        self.translate.edited.set(true);
        self.save_draft_soon();
    }

    /// The textarea that shows the target: it is filled now, and gets each piece as it arrives.
    pub fn translate_attach_target(self, node: NodeRef<Textarea>) {
        self.translate.target_node.set_value(Some(node));
        if let Some(element) = self.target_element() {
            self.translate
                .target
                .with_untracked(|target| element.set_value(target));
        }
    }

    /// Sets the source language; none means it is to be detected.
    pub fn set_from(self, tag: Option<String>) {
        if let Some(tag) = &tag {
            self.use_language(tag.clone());
        }
        self.translate.from.set(tag);
    }

    /// Sets the target language.
    pub fn set_to(self, tag: String) {
        self.use_language(tag.clone());
        self.translate.to.set(tag);
    }

    pub(super) fn use_language(self, tag: String) {
        const RECENT: usize = 8;
        self.translate.recents.update(|recents| {
            recents.retain(|recent| *recent != tag);
            recents.insert(0, tag);
            recents.truncate(RECENT);
        });
        let outcome = self
            .translate
            .recents
            .with_untracked(|recents| storage::save(Name::Recents, recents));
        self.note_storage(outcome);
    }

    pub(super) fn show_target(self, text: String) {
        if let Some(node) = self.target_element() {
            node.set_value(&text);
        }
        self.translate.target.set(text);
    }

    pub(super) fn translate_shows(self, entry: HistoryEntry) {
        self.translate.shown.set(Some(entry));
    }

    pub(super) fn target_element(self) -> Option<web_textarea::Textarea> {
        self.translate
            .target_node
            .get_value()?
            .try_get_untracked()
            .flatten()
    }

    fn save_draft_soon(self) {
        const AFTER: Millis = 400;
        SAVE_TIMER.with(|timer| {
            *timer.borrow_mut() = Some(time::after(AFTER, move || {
                self.save_translate_draft();
                hooks::tell(self, &Happening::TargetMayGo);
            }));
        });
    }

    pub(super) fn save_translate_draft(self) {
        if self.leaving.get_value() {
            return;
        }
        let translate = self.translate;
        let languages = Languages {
            from: translate.from.get_untracked(),
            to: translate.to.get_untracked(),
        };
        let draft = TargetDraft {
            target: translate.target.get_untracked(),
            state: translate.status.get_untracked(),
            edited: translate.edited.get_untracked(),
            shown: translate
                .shown
                .with_untracked(|shown| shown.as_ref().map(|entry| entry.id.clone())),
        };
        let saved = translate.source.with_untracked(|source| {
            storage::tab_save(TabName::SourceDraft, source)?;
            storage::save(Name::SourceDraft, source)
        });
        let saved = saved.and_then(|()| {
            storage::tab_save(TabName::Languages, &languages)?;
            storage::save(Name::Languages, &languages)?;
            storage::tab_save(TabName::TargetDraft, &draft)
        });
        self.note_storage(saved);
    }
}

/// The element type that a `NodeRef<Textarea>` gives, without naming the browser's bindings.
pub(super) mod web_textarea {
    pub(in crate::state) type Textarea =
        <leptos::html::Textarea as leptos::html::ElementType>::Output;
}
