//! The prompt library: kept in the database, read each time it is shown (another tab may have changed it).

use super::App;
use crate::browser::db::{self, Store};
use crate::browser::{file, page, random, time};
use chat::Prompt;
use leptos::html::Input;
use leptos::prelude::*;
use std::cell::OnceCell;

/// The largest file that is read, in bytes.
const MOST_FILE: f64 = 8.0 * 1024.0 * 1024.0;

/// What became of a file of prompts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PromptsTold {
    /// Nothing to tell.
    #[default]
    Nothing,
    /// It was read.
    Taken {
        /// So many were new
        new: usize,
        /// So many were here
        known: usize,
        /// So many could not be used
        left_out: usize,
    },
    /// It is no file of prompts.
    Refused,
}

/// The signals.
#[derive(Clone, Default)]
pub struct PromptsState {
    /// Those in the database, by name: the person's own, and what they made of built-in ones.
    pub kept: ArcRwSignal<Vec<Prompt>>,
    /// What was deleted last, for undo.
    pub deleted: ArcRwSignal<Option<Prompt>>,
    /// What became of the last file.
    pub told: ArcRwSignal<PromptsTold>,
}

thread_local! {
    static STATE: OnceCell<PromptsState> = const { OnceCell::new() };
}

impl App {
    /// The signals.
    pub fn prompts(self) -> PromptsState {
        STATE.with(|state| state.get_or_init(PromptsState::default).clone())
    }

    /// Reads what is kept.
    pub fn prompts_read(self) {
        leptos::task::spawn_local(async move {
            if let Some(kept) = self.note_storage(db::all::<Prompt>(Store::Prompts).await) {
                self.prompts().kept.set(sorted(kept));
            }
        });
    }

    /// Takes in those that are not here yet, and says how many: what is here may have been changed since.
    pub(super) async fn take_prompts(self, prompts: Vec<Prompt>) -> usize {
        let here = self.note_storage(db::all::<Prompt>(Store::Prompts).await);
        let Some(here) = here.filter(|_| !prompts.is_empty()) else {
            return 0;
        };
        let known = |prompt: &Prompt| here.iter().any(|other| other.id == prompt.id);
        let good = |prompt: &Prompt| {
            prompt.hidden || chat::cleaned_prompt(&prompt.name, &prompt.text).is_some()
        };
        let new: Vec<Prompt> = prompts
            .into_iter()
            .filter(|prompt| good(prompt) && !known(prompt))
            .collect();
        let written = db::put_many(Store::Prompts, &new).await;
        self.note_storage(written).map_or(0, |()| new.len())
    }

    /// Keeps a prompt under this id, or as a new one. False where its name or text is empty or too long.
    pub fn prompt_keep(self, id: Option<String>, name: &str, text: &str) -> bool {
        let Some((name, text)) = chat::cleaned_prompt(name, text) else {
            return false;
        };
        self.prompt_put(Prompt {
            id: id.unwrap_or_else(random::id),
            at: time::now(),
            name,
            text,
            hidden: false,
        });
        true
    }

    /// A built-in prompt is not wanted in the list.
    pub fn prompt_hide(self, id: String) {
        self.prompt_put(Prompt {
            id,
            at: time::now(),
            hidden: true,
            ..Prompt::default()
        });
    }

    /// All built-in prompts are in the list again.
    pub fn prompts_show_hidden(self) {
        let kept = self.prompts().kept;
        let hidden: Vec<String> = kept.with_untracked(|kept| {
            let hidden = kept.iter().filter(|prompt| prompt.hidden);
            hidden.map(|prompt| prompt.id.clone()).collect()
        });
        kept.update(|kept| kept.retain(|prompt| !prompt.hidden));
        self.wrote_prompts(db::delete_many(Store::Prompts, &hidden));
    }

    /// Deletes one of those that are kept; [`prompt_undo`](Self::prompt_undo) brings it back.
    pub fn prompt_delete(self, id: &str) {
        let PromptsState { kept, deleted, .. } = self.prompts();
        let gone = kept.with_untracked(|kept| kept.iter().find(|prompt| prompt.id == id).cloned());
        kept.update(|kept| kept.retain(|prompt| prompt.id != id));
        self.wrote_prompts(db::delete(Store::Prompts, id));
        deleted.set(gone);
    }

    /// Brings back what was deleted last.
    pub fn prompt_undo(self) {
        let deleted = self.prompts().deleted;
        if let Some(prompt) = deleted.try_update(Option::take).flatten() {
            self.prompt_put(prompt);
        }
    }

    /// Downloads these as a file.
    pub fn prompts_export(self, prompts: &[Prompt]) {
        page::download(
            "parlance-prompts.json",
            "application/json",
            &chat::write_prompts(prompts),
        );
    }

    /// Takes in the prompts of the chosen file that are not among those `here`.
    pub fn prompts_import(self, input: NodeRef<Input>, here: Vec<Prompt>) {
        let Some(file) = input.get_untracked().and_then(|input| file::chosen(&input)) else {
            return;
        };
        leptos::task::spawn_local(async move {
            let bytes = match file.size() <= MOST_FILE {
                true => file.bytes().await,
                false => None,
            };
            let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
            let Some(read) = text.and_then(|text| chat::read_prompts(&text)) else {
                return self.prompts().told.set(PromptsTold::Refused);
            };
            let known = |name: &str, text: &str| {
                here.iter()
                    .any(|prompt| prompt.name == name && prompt.text == text)
            };
            let all = read.prompts.len();
            let new: Vec<Prompt> = read
                .prompts
                .into_iter()
                .filter(|(name, text)| !known(name, text))
                .map(|(name, text)| Prompt {
                    id: random::id(),
                    at: time::now(),
                    name,
                    text,
                    hidden: false,
                })
                .collect();
            let PromptsState { kept, told, .. } = self.prompts();
            let written = db::put_many(Store::Prompts, &new).await;
            if self.note_storage(written).is_none() {
                return;
            }
            told.set(PromptsTold::Taken {
                new: new.len(),
                known: all - new.len(),
                left_out: read.left_out,
            });
            kept.update(|kept| {
                kept.extend(new);
                *kept = sorted(std::mem::take(kept));
            });
        });
    }

    fn prompt_put(self, prompt: Prompt) {
        self.wrote_prompts(db::put(Store::Prompts, &prompt));
        self.prompts().kept.update(|kept| {
            kept.retain(|other| other.id != prompt.id);
            kept.push(prompt);
            *kept = sorted(std::mem::take(kept));
        });
    }

    fn wrote_prompts(self, written: db::Written) {
        leptos::task::spawn_local(async move {
            self.note_storage(written.await);
        });
    }
}

fn sorted(mut prompts: Vec<Prompt>) -> Vec<Prompt> {
    prompts.sort_by_key(|prompt| (prompt.name.to_lowercase(), prompt.id.clone()));
    prompts
}
