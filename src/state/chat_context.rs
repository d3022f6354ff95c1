//! What of the open conversation is going to be sent: the rule and what is left out, told message by message. `chat::plan`
//! decides; here it is given what it needs. Summaries are made in `chat_context/summary.rs`.
//!
//! A text is counted once: what is arriving, or was typed, counts again only where its length changed.

mod each;
mod room;
mod summary;
mod too_long;

pub use each::ContextModel;
pub use room::Room;

use super::chat::desk;
use super::{App, Asked};
use crate::browser::db::{self, Store};
use chat::{
    AttachmentRef, Broken, ContextSettings, Conversation, Fate, Line, LineOf, Message, Over, Plan,
    Selection, Summary, Tree,
};
use gate::Price;
use leptos::prelude::*;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

/// The signals. They live as long as the page.
#[derive(Clone)]
pub struct ContextState {
    /// How the summaries that were asked for fare, by conversation; none where nobody asked.
    summarising: ArcRwSignal<BTreeMap<String, Asked<()>>>,
    /// The summary that was taken away last and its conversation, for undo.
    pub removed: ArcRwSignal<Option<(String, Summary)>>,
}

/// What is going to be sent, for the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContextView {
    /// The model that this is reckoned for: of several that are asked, the one with the least room.
    pub model: String,
    /// What each of several models gets; empty where one is asked.
    pub each: Vec<ContextModel>,
    /// The messages, the oldest first.
    pub lines: Vec<ContextLine>,
    /// Tokens of all that goes, images' among them.
    pub tokens: u64,
    /// Tokens of attachments that go.
    pub attached: u64,
    /// Those of images.
    pub images: u64,
    /// Tokens kept free for the answer.
    pub reserve: u64,
    /// The model's window, and where that is known from.
    pub window: Option<(u32, WindowFrom)>,
    /// Why it has no room; none where it has.
    pub over: Option<Over>,
    /// How many messages do not go for want of room.
    pub dropped: usize,
    /// What the endpoint has read already and reads anew.
    pub broken: Option<Broken>,
    /// How many messages a summary made now would stand for, and their tokens.
    pub summarisable: Option<(usize, u64)>,
    /// The model's price, where it is known.
    pub price: Option<Price>,
}

/// One message of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ContextLine {
    /// What the plan says of it.
    pub line: Line,
    /// Its first words; where it has none, the names of what is attached.
    pub head: String,
    /// The names of what is attached.
    pub files: String,
    /// It has words, and not attachments alone.
    pub has_text: bool,
}

/// Where a window is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowFrom {
    /// The person set it.
    Yours,
    /// The endpoint lists it.
    Listed,
    /// The provider publishes it.
    Known,
}

thread_local! {
    static STATE: OnceCell<ContextState> = const { OnceCell::new() };
    /// The tokens of messages, with the length they were counted at.
    static COUNTS: RefCell<BTreeMap<String, (usize, u64)>> = const { RefCell::new(BTreeMap::new()) };
}

/// As many letters of a message are shown.
const HEAD_LETTERS: usize = 140;

impl App {
    /// The signals.
    pub fn context(self) -> ContextState {
        STATE.with(|state| {
            let make = || ContextState {
                summarising: ArcRwSignal::new(BTreeMap::new()),
                removed: ArcRwSignal::new(None),
            };
            state.get_or_init(make).clone()
        })
    }

    /// The rule of the open conversation and what belongs to it.
    pub fn context_settings(self) -> ContextSettings {
        let open = self.chat.open.get();
        let own = self.chat.conversations.with(|all| {
            let record = all
                .iter()
                .find(|record| Some(&record.id) == open.as_ref())?;
            Some(record.context.clone())
        });
        own.unwrap_or_else(|| self.fresh().with(|fresh| fresh.context.clone()))
    }

    /// Changes them.
    pub fn change_context(self, change: impl FnOnce(&mut ContextSettings)) {
        match self.open_conversation() {
            Some(open) => self.change_conversation(&open, |record| change(&mut record.context)),
            None => self.change_fresh(|fresh| change(&mut fresh.context)),
        }
    }

    /// The open conversation, where it is one already; not tracked.
    pub(super) fn open_conversation(self) -> Option<String> {
        let open = self.chat.open.get_untracked();
        open.filter(|open| self.conversation(open).is_some())
    }

    /// The window of a model: as set for the conversation, as the endpoint lists it, or as its provider publishes it.
    fn window_of(self, set: Option<u32>, model: &str) -> Option<(u32, WindowFrom)> {
        let listed = || {
            self.endpoint.models.with(|models| {
                let found = models.list.iter().find(|listed| listed.id == model);
                found.and_then(|model| model.context)
            })
        };
        let with = |from| move |window: u32| (window, from);
        set.map(with(WindowFrom::Yours))
            .or_else(|| listed().map(with(WindowFrom::Listed)))
            .or_else(|| chat::known_window(model).map(with(WindowFrom::Known)))
    }

    /// The window that is known of a model, without what the person set.
    pub fn window_known(self, model: &str) -> Option<(u32, WindowFrom)> {
        self.window_of(None, model)
    }

    /// What of a conversation goes when this message is answered, or continued.
    pub(super) fn selection(
        self,
        tree: &Tree,
        upto: &str,
        record: &Conversation,
        model: &str,
    ) -> Selection {
        let window = untrack(|| self.window_of(record.context.window, model));
        let window = window.map(|(window, _)| window);
        let quirks = untrack(|| self.quirks_here(model));
        let asked = chat::Asked {
            upto: Some(upto),
            system: &record.system,
            settings: &record.context,
            model,
            window,
            answer: untrack(|| self.answer_told(&record.parameters, model, window)),
            schema: record.parameters.sent_schema(&quirks),
            next: None,
        };
        chat::plan(tree, asked, &mut count).selection
    }

    /// What is going to be sent with what is typed now.
    pub fn chat_context(self) -> ContextView {
        let draft = self.chat.draft.get_untracked();
        let asked = self.asked_models();
        let each = match asked.len() {
            0 | 1 => Vec::new(),
            _ => self.context_of_each(&asked, &draft),
        };
        let model = each::tightest(&each).map(|least| least.model.clone());
        let model = model.or(asked.into_iter().next()).unwrap_or_default();
        let settings = self.context_settings();
        let window = self.window_of(settings.window, &model);
        let price = self.price_of(&model).map(|(price, _)| price);
        let system = self.chat.system.get();
        let leaf = self.shown_leaf();
        let schema = self.chat_parameters().schema.unwrap_or_default();
        let (attached, images) = self.attached_tokens(&model);
        let next = typed(&draft) + attached;
        self.with_plan(next, &model, |tree, mut plan| {
            if let Some(line) = plan.lines.last_mut()
                && line.of == LineOf::Next
            {
                line.attached = attached;
                line.images = images;
            }
            let sent = (leaf.as_deref(), system.as_str(), &plan.selection);
            let summarisable = chat::to_summarise(&plan);
            ContextView {
                broken: chat::broken_prefix(tree, sent, &model, &mut count),
                summarisable: summarisable.map(|wanted| (wanted.ids.len(), wanted.tokens)),
                tokens: plan.tokens,
                attached: plan.attached(),
                images: plan.images(),
                reserve: plan.reserve,
                window,
                over: plan.over(),
                dropped: plan.dropped(),
                price,
                lines: plan
                    .lines
                    .into_iter()
                    .map(|line| {
                        let message = match &line.of {
                            LineOf::Message(id) => tree.get(id),
                            _ => None,
                        };
                        let words = head(match &line.of {
                            LineOf::System => &system,
                            LineOf::Summary => &plan.selection.summary,
                            LineOf::Schema => &schema,
                            LineOf::Next => &draft,
                            LineOf::Message(_) => message.map_or("", |message| &message.text),
                        });
                        let names = || match (&line.of, message) {
                            (LineOf::Next, _) => names(&untrack(|| self.ready_attachments())),
                            (_, Some(message)) => names(&message.attachments),
                            _ => String::new(),
                        };
                        ContextLine {
                            has_text: !words.is_empty(),
                            head: if words.is_empty() { names() } else { words },
                            files: names(),
                            line,
                        }
                    })
                    .collect(),
                model: model.clone(),
                each,
            }
        })
    }

    /// The message at the end of what is shown of the open conversation; tracked.
    fn shown_leaf(self) -> Option<String> {
        // What it is made of is not in signals; these tell when it changed.
        self.chat.rows.track();
        self.chat.streaming.track();
        self.chat.open.get().and_then(|open| self.leaf_of(&open))
    }

    fn with_plan<T>(self, next: u64, model: &str, read: impl FnOnce(&Tree, Plan) -> T) -> T {
        let settings = self.context_settings();
        let system = self.chat.system.get();
        let window = self.window_of(settings.window, model);
        let window = window.map(|(window, _)| window);
        let parameters = self.chat_parameters();
        let answer = self.answer_told(&parameters, model, window);
        let quirks = self.quirks_here(model);
        let leaf = self.shown_leaf();
        desk(|desk| {
            let nothing = Tree::default();
            let tree = leaf
                .as_ref()
                .and_then(|leaf| desk.trees.values().find(|tree| tree.get(leaf).is_some()))
                .unwrap_or(&nothing);
            let asked = chat::Asked {
                upto: leaf.as_deref(),
                system: &system,
                settings: &settings,
                model,
                window,
                answer,
                schema: parameters.sent_schema(&quirks),
                next: Some(next),
            };
            read(tree, chat::plan(tree, asked, &mut count))
        })
    }

    /// Leaves a message out of what is sent, or takes it in again.
    pub fn chat_leave_out(self, id: &str, left_out: bool) {
        // One that is arriving in another tab is that one's to write.
        if desk(|desk| desk.elsewhere.contains_key(id)) {
            return;
        }
        let changed = desk(|desk| {
            let tree = desk
                .trees
                .values_mut()
                .find(|tree| tree.get(id).is_some())?;
            let message = Message {
                left_out,
                ..tree.get(id)?.clone()
            };
            tree.update(message.clone());
            Some(message)
        });
        let Some(message) = changed else { return };
        // One that is arriving is written when it is over.
        let arriving = desk(|desk| {
            let answer = desk.answers.get_mut(id);
            answer
                .map(|answer| answer.message.left_out = left_out)
                .is_some()
        });
        let conversation = message.conversation.clone();
        if !arriving {
            let written = db::put(Store::Messages, &message);
            self.messages_change(conversation.clone(), vec![message.id], written, None);
        }
        self.rebuild_rows(&conversation);
    }

    /// How many tokens that the endpoint has read are read anew when this question is changed and sent again; none where
    /// it was the last that was sent.
    pub fn chat_edit_breaks(self, id: &str) -> Option<u64> {
        desk(|desk| {
            let tree = desk.trees.values().find(|tree| tree.get(id).is_some())?;
            chat::broken_by_edit(tree, id, &mut count)
        })
    }
}

/// Tokens of what is typed; none where it is blank.
pub(super) fn typed(draft: &str) -> u64 {
    match draft.trim().is_empty() {
        true => 0,
        false => gate::estimate_tokens(draft),
    }
}

/// Counts a text; a message's only once.
fn count(id: &str, text: &str) -> u64 {
    if id.is_empty() {
        return gate::estimate_tokens(text);
    }
    COUNTS.with_borrow_mut(|counts| match counts.get(id) {
        Some((length, tokens)) if *length == text.len() => *tokens,
        _ => {
            let tokens = gate::estimate_tokens(text);
            counts.insert(id.to_string(), (text.len(), tokens));
            tokens
        }
    })
}

fn names(attached: &[AttachmentRef]) -> String {
    let names: Vec<&str> = attached.iter().map(|one| one.name.as_str()).collect();
    head(&names.join(", "))
}

fn head(text: &str) -> String {
    let mut head = String::new();
    for word in text.split_whitespace() {
        if !head.is_empty() {
            head.push(' ');
        }
        head.extend(word.chars().take(HEAD_LETTERS));
        if head.chars().count() >= HEAD_LETTERS {
            head = head.chars().take(HEAD_LETTERS).collect();
            head.push('…');
            break;
        }
    }
    head
}

impl ContextLine {
    /// What this message's tokens cost, where the price is known; nothing where it does not go.
    pub fn cost(&self, price: Option<Price>) -> Option<gate::Cost> {
        let price = price.filter(|_| self.line.fate == Fate::Goes)?;
        Some(price.cost(wire::Usage {
            input: self.line.tokens,
            ..wire::Usage::default()
        }))
    }
}

impl ContextView {
    /// What all that goes costs, the answer aside, where the price is known.
    pub fn cost(&self) -> Option<gate::Cost> {
        let usage = wire::Usage {
            input: self.tokens,
            ..wire::Usage::default()
        };
        self.price.map(|price| price.cost(usage))
    }

    /// What it costs more that so many tokens are not cached any more, where both prices are known.
    pub fn cost_of_breaking(&self, tokens: u64) -> Option<gate::Cost> {
        let price = self.price?;
        price.cached?;
        let of = |cached| {
            price.cost(wire::Usage {
                input: tokens,
                cached,
                ..wire::Usage::default()
            })
        };
        Some(gate::Cost((of(0).0 - of(tokens).0).max(0)))
    }
}
