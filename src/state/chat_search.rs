//! The search among all conversations: asked of a worker, and the way to what was found.

use super::chat::desk;
use super::worker_line::{self, Line};
use super::{App, Route, bodies, thread};
use crate::browser::hits::{self, Lit};
use crate::browser::time;
use chat::{SearchFound, SearchHit};
use leptos::html::Pre;
use leptos::prelude::*;
use std::cell::{Cell, OnceCell, RefCell};
use worker::{ChatAnswer, ChatAsk, Refusal};

/// How many hits are listed at once.
const PAGE: usize = 50;

/// The signals of the search. They live as long as the page.
#[derive(Clone)]
pub struct ChatSearch {
    /// What is looked for.
    pub words: ArcRwSignal<String>,
    /// What came of it, or of what was looked for before.
    pub outcome: ArcRwSignal<SearchOutcome>,
    /// The outcome is that of words before these.
    pub behind: ArcRwSignal<bool>,
    /// Counts how often somebody asked for the field by the keyboard.
    pub wanted: ArcRwSignal<u32>,
}

/// What came of a search.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SearchOutcome {
    /// Nothing is looked for.
    #[default]
    Nothing,
    /// The messages are still being read: so many of a hundred, where that is known.
    Reading(Option<u64>),
    /// This was found.
    Found(SearchFound),
    /// It could not be done.
    Refused(Refusal),
}

thread_local! {
    static LINE: RefCell<Line> = RefCell::default();
    static STATE: OnceCell<ChatSearch> = const { OnceCell::new() };
    /// A question is under way: what is typed meanwhile is asked when it is answered.
    static ASKING: Cell<bool> = const { Cell::new(false) };
    /// The search was asked for on another page.
    static FROM_AFAR: Cell<bool> = const { Cell::new(false) };
    static MOST: Cell<usize> = const { Cell::new(PAGE) };
    /// Counts what was chosen: only the last is scrolled to.
    static CHOSEN: Cell<u32> = const { Cell::new(0) };
    /// The file that was chosen last, and the words that were found in it.
    static IN_FILE: RefCell<Option<(String, Vec<String>)>> = const { RefCell::new(None) };
}

/// What is lit in a message.
enum What {
    /// These words in its text.
    Words(Vec<String>),
    /// The file of this id.
    File(String),
}

impl What {
    fn light(&self, message: &str) -> Lit {
        match self {
            What::Words(words) => hits::light(message, words),
            What::File(file) => hits::outline_file(message, file),
        }
    }
}

impl App {
    /// The signals.
    pub fn chat_search(self) -> ChatSearch {
        let make = || ChatSearch {
            words: ArcRwSignal::new(String::new()),
            outcome: ArcRwSignal::new(SearchOutcome::Nothing),
            behind: ArcRwSignal::new(false),
            wanted: ArcRwSignal::new(0),
        };
        STATE.with(|state| state.get_or_init(make).clone())
    }

    /// The Chat page, with its search.
    pub fn chat_search_from_afar(self) {
        FROM_AFAR.set(true);
        self.go(Route::Chat);
    }

    /// Whether the Chat page was gone to for its search; told once.
    pub fn chat_search_asked(self) -> bool {
        FROM_AFAR.take()
    }

    /// Looks for this in all messages and titles.
    pub fn chat_find(self, words: String) {
        MOST.set(PAGE);
        let search = self.chat_search();
        if words.trim().is_empty() {
            hits::clear();
            search.outcome.set(SearchOutcome::Nothing);
        }
        search.behind.set(true);
        search.words.set(words);
        self.ask_search();
    }

    /// Lists more of what was found.
    pub fn chat_find_more(self) {
        MOST.set(MOST.get() + PAGE);
        self.ask_search();
    }

    fn ask_search(self) {
        if ASKING.replace(true) {
            return;
        }
        let search = self.chat_search();
        leptos::task::spawn_local(async move {
            loop {
                let (words, most) = (search.words.get_untracked(), MOST.get());
                if words.trim().is_empty() {
                    break;
                }
                let first = !search
                    .outcome
                    .with_untracked(|outcome| matches!(outcome, SearchOutcome::Found(_)));
                if first {
                    search.outcome.set(SearchOutcome::Reading(None));
                }
                let outcome = search.outcome.clone();
                let progress = Box::new(move |far: worker::ChatProgress| {
                    let percent = (far.done * 100).checked_div(far.total);
                    outcome.set(SearchOutcome::Reading(
                        percent.map(|percent| percent.min(100)),
                    ));
                });
                let question = ChatAsk::Find {
                    words: words.clone(),
                    most,
                };
                let answer = worker_line::ask(&LINE, question, None, Some(progress)).await;
                let now = search.words.get_untracked();
                if now.trim().is_empty() {
                    search.outcome.set(SearchOutcome::Nothing);
                    break;
                }
                let same = now == words && MOST.get() == most;
                match answer {
                    ChatAnswer::Found(found) => search.outcome.set(SearchOutcome::Found(found)),
                    ChatAnswer::Refused(refusal) => {
                        search.outcome.set(SearchOutcome::Refused(refusal));
                        break;
                    }
                    _ => {}
                }
                if same {
                    break;
                }
            }
            ASKING.set(false);
            search.behind.set(false);
        });
    }

    /// Opens the conversation at what was found, on whatever branch that is, and lights it there.
    pub fn chat_open_hit(self, hit: SearchHit) {
        let chosen = CHOSEN.get() + 1;
        CHOSEN.set(chosen);
        hits::clear();
        IN_FILE.set(hit.file.as_ref().map(|file| {
            let found = hit.snippet.iter().filter(|piece| piece.hit);
            let mut words: Vec<String> = found.map(|piece| piece.text.clone()).collect();
            words.sort_unstable();
            words.dedup();
            (file.id.clone(), words)
        }));
        let Some(message) = hit.message else {
            return self.chat_open(hit.conversation);
        };
        let id = hit.conversation;
        leptos::task::spawn_local(async move {
            self.read_list_once().await;
            if self.chat.open.get_untracked().as_ref() != Some(&id) {
                // Read before it is shown: it is shown once, and there.
                self.show_conversation(id.clone()).await;
            }
            let leaf = self.leaf_of(&id);
            let other = desk(|desk| {
                let tree = desk.trees.get(&id)?;
                let path = leaf.map(|leaf| tree.path_to(&leaf)).unwrap_or_default();
                let on_path = path.iter().any(|shown| shown.id == message);
                (!on_path).then(|| desk.visited.leaf_below(tree, &message))?
            });
            if CHOSEN.get() != chosen {
                return;
            }
            if let Some(leaf) = other {
                self.leave_branch(&id);
                self.change_conversation(&id, |record| record.leaf = Some(leaf));
            }
            self.chat.stepped.set_value(Some(message.clone()));
            self.switch_to(Some(id.clone()));
            self.chat.follow.set(false);
            self.show_conversation(id.clone()).await;
            // Something else may have been opened meanwhile, from the search or from the list.
            if CHOSEN.get() != chosen || self.chat.open.get_untracked() != Some(id) {
                return;
            }
            self.hold_at_message(&message);
            let what = match hit.file {
                Some(file) => What::File(file.id),
                None => What::Words(hit.written),
            };
            self.light_when_there(chosen, message, what).await;
        });
    }

    /// While the text of this file is looked at: what it was found for is lit in it, if that is still looked for.
    pub fn chat_light_in_file(self, file: &str, text: NodeRef<Pre>) {
        let words = IN_FILE.with_borrow(|chosen| {
            let (_, words) = chosen.as_ref().filter(|(found, _)| found == file)?;
            Some(words.clone())
        });
        let searched = self.chat_search().words;
        let searches = searched.with_untracked(|words| !words.trim().is_empty());
        let Some(words) = words.filter(|words| searches && !words.is_empty()) else {
            return;
        };
        Effect::new(move || {
            if let Some(text) = text.get() {
                hits::light_in(&text, &words);
            }
        });
        on_cleanup(hits::clear);
    }

    /// Lights the words once the text is on the screen, and scrolls to the first; or the file's chip.
    async fn light_when_there(self, chosen: u32, message: String, what: What) {
        /// So often it is looked for, and so long between.
        const LOOKS: u32 = 80;
        const BETWEEN: wire::Millis = 50;
        /// The frame has shown where it is by then; in the last of these moments it fades (`search.css`).
        const OUTLINED: wire::Millis = 5_000;
        for _ in 0..LOOKS {
            bodies::hurry(&message);
            if CHOSEN.get() != chosen {
                return;
            }
            match what.light(&message) {
                Lit::NotYet => time::sleep(BETWEEN).await,
                Lit::There => {
                    // What is still made around it moves it: the reader is kept there.
                    self.hold_here();
                    // Rows that join above take this one out and put it back: the browser lets go of the places in it.
                    if thread::is_joining() {
                        while thread::is_joining() {
                            time::sleep(BETWEEN).await;
                        }
                        let words = self.chat_search().words;
                        // Whoever ended the search wants nothing lit any more.
                        if CHOSEN.get() != chosen || words.with_untracked(|it| it.trim().is_empty())
                        {
                            return;
                        }
                        what.light(&message);
                        self.hold_here();
                    }
                    time::sleep(OUTLINED).await;
                    if CHOSEN.get() == chosen {
                        hits::clear_outline();
                    }
                    return;
                }
            }
        }
    }
}
