//! What the composer is being helped with: the list that is open, the prompt whose places are being filled in, and what was put
//! in last.

use super::commands::{Command, ask_again, copy_last, edit_last, translate_last};
use crate::i18n::*;
use crate::state::{App, PutIn, page, use_app};
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::keys::composing;
use crate::ui::parts::reveal::reveal_row;
use crate::ui::parts::text::words;
use crate::ui::prompts::builtin::all_prompts;
use chat::Prompt;
use leptos::html::{Input, Ul};
use leptos::prelude::*;

/// So many conversations are listed at once.
const MOST_CONVERSATIONS: usize = 8;
/// What is longer is no search any more, in characters.
const MOST_QUERY: usize = 60;

/// What is typed that opens a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// `/` at the beginning of the composer, and this behind it
    Command(String),
    /// `@` before the caret, and this between the two
    Conversation(String),
}

/// What can be chosen in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A command
    Command(Command),
    /// A prompt
    Prompt(Prompt),
    /// An earlier conversation: its id and title
    Conversation(String, String),
    /// A text file of this machine
    File,
}

/// The signals of it, made once for a composer.
#[derive(Clone, Copy)]
pub struct Writing {
    app: App,
    i18n: leptos_i18n::I18nContext<Locale>,
    announcer: crate::ui::parts::announce::Announcer,
    asked: RwSignal<Option<Asked>>,
    /// What there is to choose; empty where no list is open.
    pub choices: Memo<Vec<Choice>>,
    /// The one that Enter takes.
    pub active: RwSignal<usize>,
    /// The list's element.
    pub list: NodeRef<Ul>,
    /// The prompt whose places are being filled in.
    pub filling: RwSignal<Option<Prompt>>,
    /// What was put in last.
    pub told: RwSignal<Option<PutIn>>,
    /// Chooses a text file.
    pub file: NodeRef<Input>,
    /// The list was closed by Escape, and stays so until something else is asked for.
    shut: RwSignal<bool>,
}

impl Writing {
    /// Nothing yet.
    pub fn new() -> Writing {
        let app = use_app();
        let i18n = use_i18n();
        let asked = RwSignal::new(None);
        let shut = RwSignal::new(false);
        let choices = Memo::new(move |_| match asked.get() {
            _ if shut.get() => Vec::new(),
            None => Vec::new(),
            Some(Asked::Command(query)) => commands(app, i18n.get_locale(), &query),
            Some(Asked::Conversation(query)) => to_put_in(app, i18n.get_locale(), &query),
        });
        // Another conversation is another composer.
        Effect::new(move |before: Option<Option<String>>| {
            let open = app.chat.open.get();
            if before.is_some_and(|before| before != open) {
                asked.set(None);
            }
            open
        });
        // What was put in is gone from the composer, or the composer is another conversation's.
        let told = RwSignal::new(None);
        let left = Memo::new(move |_| {
            let empty = app.chat.draft.with(String::is_empty);
            (app.chat.open.get(), empty)
        });
        Effect::new(move |before: Option<(Option<String>, bool)>| {
            let now = left.get();
            if before.is_some_and(|before| before.0 != now.0 || now.1) {
                told.set(None);
            }
            now
        });
        Writing {
            app,
            i18n,
            announcer: use_announcer(),
            asked,
            choices,
            active: RwSignal::new(0),
            list: NodeRef::new(),
            filling: RwSignal::new(None),
            told,
            file: NodeRef::new(),
            shut,
        }
    }

    /// The composer's text, or its caret, is another.
    pub fn typed(self) {
        let asked = asked_in(
            &self.app.chat.draft.read_untracked(),
            &self.app.composer_before(),
        );
        if asked == self.asked.get_untracked() {
            return;
        }
        let begins = |asked: &Option<Asked>| asked.as_ref().map(std::mem::discriminant);
        if begins(&asked) != self.asked.with_untracked(begins) {
            self.shut.set(false);
            if matches!(asked, Some(Asked::Command(_))) {
                self.app.prompts_read();
            }
        }
        self.active.set(0);
        self.asked.set(asked);
        self.told.set(None);
    }

    /// The composer is left.
    pub fn leave(self) {
        self.asked.try_set(None);
    }

    /// A key in the composer. True where it was meant for the list.
    pub fn key(self, event: &leptos::ev::KeyboardEvent) -> bool {
        let count = self.choices.with_untracked(Vec::len);
        let held = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
        if count == 0 || held || composing(event) {
            return false;
        }
        match event.key().as_str() {
            "ArrowDown" => self.mark((self.active.get_untracked() + 1) % count),
            "ArrowUp" => self.mark((self.active.get_untracked() + count - 1) % count),
            "Enter" | "Tab" => {
                let active = self.active.get_untracked();
                let choice = self.choices.with_untracked(|all| all.get(active).cloned());
                choice.into_iter().for_each(|choice| self.take(choice));
            }
            "Escape" => self.shut.set(true),
            _ => return false,
        }
        event.prevent_default();
        true
    }

    fn mark(self, row: usize) {
        self.active.set(row);
        reveal_row(self.list, row);
    }

    /// Something of the list was chosen.
    pub fn take(self, choice: Choice) {
        match choice {
            Choice::Conversation(id, _) => {
                let back = self.back();
                self.asked.set(None);
                leptos::task::spawn_local(async move {
                    let put_in = self.app.quote_conversation(id, back).await;
                    self.told.try_set(Some(put_in));
                });
                page::focus("chat-input");
            }
            Choice::File => {
                self.asked.set(None);
                self.app.composer_put(self.back(), "");
                page::focus("chat-input");
                page::open_chooser(self.file);
            }
            Choice::Prompt(prompt) => {
                self.clear();
                self.use_prompt(prompt);
            }
            Choice::Command(command) => {
                self.clear();
                self.run(command);
            }
        }
    }

    /// So many bytes before the caret were typed behind `@`, with it.
    fn back(self) -> usize {
        match asked_in("", &self.app.composer_before()) {
            Some(Asked::Conversation(query)) => query.len() + 1,
            _ => 0,
        }
    }

    /// What was typed to find a command is gone.
    fn clear(self) {
        self.asked.set(None);
        self.app.chat_draft_changed(String::new());
    }

    /// A prompt goes into the composer; one with places asks for them first.
    pub fn use_prompt(self, prompt: Prompt) {
        if chat::places(&prompt.text).is_empty() {
            self.put(&chat::fill(&prompt.text, |_| None));
        } else {
            self.filling.set(Some(prompt));
        }
    }

    /// A text goes into the composer, behind what is there.
    pub fn put(self, text: &str) {
        let before = self.app.chat.draft.get_untracked();
        let before = before.trim_end();
        let gap = if before.is_empty() { "" } else { "\n\n" };
        self.app.chat_draft_changed(format!("{before}{gap}{text}"));
        page::focus("chat-input");
    }

    /// Opens the list of earlier conversations at the caret.
    pub fn ask_for_conversation(self) {
        let before = self.app.composer_before();
        let gap = if before.is_empty() || before.ends_with(char::is_whitespace) {
            ""
        } else {
            " "
        };
        self.app.composer_put(0, &format!("{gap}@"));
        page::focus("chat-input");
        self.typed();
    }

    fn run(self, command: Command) {
        let app = self.app;
        match command {
            Command::New => {
                app.chat_new();
                page::focus("chat-input");
            }
            Command::Translate => translate_last(app),
            Command::Again => ask_again(app),
            Command::Edit => {
                edit_last(app);
            }
            Command::Copy => copy_last(app, self.announcer, self.i18n.get_locale_untracked()),
            Command::System => page::press("chat-system-open", "chat-system"),
            Command::Model => page::focus("chat-model"),
            Command::Compare => app.comparing().choosing.set(true),
            Command::Conversation => self.ask_for_conversation(),
            Command::File => page::open_chooser(self.file),
            Command::Prompts => app.panels().prompts.set(true),
            Command::Shortcuts => app.panels().shortcuts.set(true),
        }
    }
}

/// What a composer with this text, and this before its caret, asks for.
fn asked_in(text: &str, before: &str) -> Option<Asked> {
    let fits = |query: &str| !query.contains('\n') && query.chars().count() <= MOST_QUERY;
    if let Some(query) = text.strip_prefix('/') {
        return fits(query).then(|| Asked::Command(query.to_string()));
    }
    let (ahead, query) = before.rsplit_once('@')?;
    let begins = ahead.is_empty() || ahead.ends_with(char::is_whitespace);
    let spaced = query.starts_with(char::is_whitespace);
    (begins && !spaced && fits(query)).then(|| Asked::Conversation(query.to_string()))
}

/// Commands whose name begins so come first, then what has all words in what it is called.
fn commands(app: App, locale: Locale, query: &str) -> Vec<Choice> {
    let query = query.to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    let has = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let prompts = all_prompts(app, locale);
    let (first, rest): (Vec<Command>, Vec<Command>) = Command::ALL
        .into_iter()
        .filter(|command| command.is_there(app))
        .partition(|command| !query.is_empty() && command.name().starts_with(query.trim_end()));
    let rest = rest
        .into_iter()
        .filter(|command| has(&format!("{} {}", command.name(), command.words()(locale))));
    let prompts = prompts
        .into_iter()
        .filter(|prompt| has(&prompt.name))
        .map(Choice::Prompt);
    let commands = first.into_iter().chain(rest).map(Choice::Command);
    commands.chain(prompts).collect()
}

/// Conversations with this in their title, and a file, unless something else is meant.
fn to_put_in(app: App, locale: Locale, query: &str) -> Vec<Choice> {
    let query = query.to_lowercase();
    let open = app.chat.open.get();
    let is_file = Command::File.name().starts_with(&query)
        || words!(write.file)(locale).to_lowercase().contains(&query);
    let mut choices = app.chat.conversations.with(|all| {
        all.iter()
            .filter(|one| {
                Some(&one.id) != open.as_ref() && one.title.to_lowercase().contains(&query)
            })
            .take(MOST_CONVERSATIONS)
            .map(|one| Choice::Conversation(one.id.clone(), one.title.clone()))
            .collect::<Vec<_>>()
    });
    choices.extend(is_file.then_some(Choice::File));
    choices
}

#[cfg(test)]
mod tests {
    use super::{Asked, asked_in};

    #[test]
    fn what_opens_a_list() {
        let check = |text: &str, expect: Option<Asked>| {
            assert_eq!(asked_in(text, text), expect, "{text:?}")
        };
        let command = |query: &str| Some(Asked::Command(query.into()));
        let conversation = |query: &str| Some(Asked::Conversation(query.into()));
        check("", None);
        check("/", command(""));
        check("/sum up", command("sum up"));
        check("/a\nb", None);
        check(" /a", None);
        check("a/b", None);
        check("@", conversation(""));
        check("see @trip to", conversation("trip to"));
        check("see\n@a", conversation("a"));
        // An address, and an @ that stands alone.
        check("me@example.org", None);
        check("5 @ 3", None);
        check(&format!("/{}", "a".repeat(61)), None);
        check(&format!("@{}", "a".repeat(61)), None);
    }
}
