//! First stage: think blocks and the prompt's own marks, wherever they stand.
//!
//! The chat templates of R1, Qwen and others put `<think>` into the prompt, so that the answer begins in the middle of the
//! thoughts: `…</think>`, and then the target. Nobody can tell before that tag comes; when it does, all that came before it
//! is [given back](Passed::Discard).

/// What reasoning models wrap their thoughts in when the endpoint does not take them apart.
const THOUGHTS: &[&str] = &["think", "thinking", "thought", "reasoning"];

/// Characters a mark may have besides the boundary: room for models that translate or decorate it.
const MARK_SLACK: usize = 24;

/// How many characters of an answer can have been thoughts that nobody opened. Local models think for some thousand
/// tokens about a translation; a stray tag behind a long target must not take it away.
const NEAR: usize = 32_000;

/// What goes on to the next stage.
#[derive(Debug, Clone, Copy)]
pub(super) enum Passed {
    Char(char),
    /// All that went on so far was thoughts.
    Discard,
}

/// Takes out `<think>…</think>` at the beginning of a line, stray `</think>`, and `⟦…⟧` with the boundary in it.
#[derive(Debug, Clone)]
pub(super) struct Tags {
    boundary: String,
    /// Tags that are no thoughts because the source has them.
    in_source: Vec<&'static str>,
    /// Whether `⟦` is in the source; if not, a mark without its boundary goes too.
    brackets_in_source: bool,
    at_line_start: bool,
    /// A block or mark that stood alone on its line has just gone: its line break goes too.
    swallow_break: bool,
    unopened: Unopened,
    state: State,
}

/// Whether what passes may be thoughts that nobody opened.
#[derive(Debug, Clone)]
enum Unopened {
    /// It may; so many characters passed.
    Perhaps(usize),
    /// A closing tag came. If text follows, what was before it goes; if nothing does, it was the target. The white
    /// space since.
    Closed(String),
    /// It is settled.
    No,
}

#[derive(Debug, Clone)]
enum State {
    Text,
    /// From `<` on, while it can still become a tag.
    Tag(String),
    /// From `⟦` on, while it can still become a mark.
    Mark(String),
    /// In a think block; the last characters seen, as far as they can be its closing tag.
    Thoughts {
        closing: String,
        seen: String,
    },
}

impl Tags {
    pub(super) fn new(boundary: &str, source: &str) -> Tags {
        let lower = source.to_ascii_lowercase();
        let has = |name: &str| {
            lower.contains(&["<", name].concat()) || lower.contains(&["</", name].concat())
        };
        Tags {
            boundary: boundary.to_ascii_lowercase(),
            in_source: THOUGHTS.iter().copied().filter(|name| has(name)).collect(),
            brackets_in_source: source.contains('⟦'),
            at_line_start: true,
            swallow_break: false,
            unopened: Unopened::Perhaps(0),
            state: State::Text,
        }
    }

    pub(super) fn push(&mut self, c: char, next: &mut dyn FnMut(Passed)) {
        match &mut self.state {
            State::Text => self.text(c, next),
            State::Tag(held) => {
                held.push(c);
                self.tag(next);
            }
            State::Mark(held) => {
                held.push(c);
                self.mark(c, next);
            }
            State::Thoughts { closing, seen } => {
                seen.push(c.to_ascii_lowercase());
                while !closing.starts_with(seen.as_str()) {
                    seen.remove(0);
                }
                if closing == seen {
                    self.taken_out();
                }
            }
        }
    }

    /// What is held is text after all; an unclosed think block is not.
    pub(super) fn finish(&mut self, next: &mut dyn FnMut(Passed)) {
        match std::mem::replace(&mut self.state, State::Text) {
            State::Tag(held) | State::Mark(held) => {
                held.chars().map(Passed::Char).for_each(next);
            }
            State::Text | State::Thoughts { .. } => {}
        }
    }

    fn text(&mut self, c: char, next: &mut dyn FnMut(Passed)) {
        if std::mem::take(&mut self.swallow_break) && matches!(c, '\n' | '\r') {
            self.swallow_break = c == '\r';
            return;
        }
        match c {
            '<' => self.state = State::Tag(String::from(c)),
            '⟦' => self.state = State::Mark(String::from(c)),
            _ => self.pass(c, next),
        }
    }

    fn pass(&mut self, c: char, next: &mut dyn FnMut(Passed)) {
        self.at_line_start = c == '\n' || (self.at_line_start && c.is_whitespace());
        match &mut self.unopened {
            Unopened::Perhaps(passed) if *passed < NEAR => *passed += 1,
            Unopened::Perhaps(_) => self.unopened = Unopened::No,
            Unopened::Closed(space) if c.is_whitespace() => space.push(c),
            Unopened::Closed(space) => {
                next(Passed::Discard);
                // The line breaks parted the thoughts from the target; an indentation is the target's.
                let space = space.trim_start_matches(['\n', '\r']);
                space.chars().map(Passed::Char).for_each(&mut *next);
                self.unopened = Unopened::No;
            }
            Unopened::No => {}
        }
        next(Passed::Char(c));
    }

    fn tag(&mut self, next: &mut dyn FnMut(Passed)) {
        let State::Tag(held) = &self.state else {
            return;
        };
        let lower = held.to_ascii_lowercase();
        let closing = lower.starts_with("</");
        let name = lower.trim_start_matches(['<', '/']).to_string();
        let shape = lower == "<"
            || lower == "</"
            || lower == ["</", &name].concat()
            || lower == ["<", &name].concat();
        let mut known = THOUGHTS
            .iter()
            .filter(|thought| !self.in_source.contains(thought));
        // An opening tag in the middle of a line is something written about, not a block.
        let possible = shape && (closing || self.at_line_start);
        if possible
            && name
                .strip_suffix('>')
                .is_some_and(|name| known.clone().any(|thought| *thought == name))
        {
            if closing {
                if let Unopened::Perhaps(passed) = self.unopened {
                    self.unopened = match passed {
                        0 => Unopened::No,
                        _ => Unopened::Closed(String::new()),
                    };
                }
                self.taken_out();
            } else {
                // A model that opens its thoughts was not begun for.
                if let Unopened::Perhaps(_) = self.unopened {
                    self.unopened = Unopened::No;
                }
                self.state = State::Thoughts {
                    closing: ["</", &name].concat(),
                    seen: String::new(),
                };
            }
        } else if !possible || !known.any(|thought| thought.starts_with(name.as_str())) {
            self.give_up(next);
        }
    }

    fn mark(&mut self, c: char, next: &mut dyn FnMut(Passed)) {
        let State::Mark(held) = &self.state else {
            return;
        };
        if c == '⟧' {
            let inner = held.trim_matches(['⟦', '⟧', '/', ' ']).to_ascii_lowercase();
            let ours = !self.boundary.is_empty() && inner.contains(&self.boundary);
            if ours || (!self.brackets_in_source && matches!(inner.as_str(), "text" | "so-far")) {
                self.taken_out();
            } else {
                self.give_up(next);
            }
        } else if matches!(c, '\n' | '⟦') || held.chars().count() > self.boundary.len() + MARK_SLACK
        {
            self.give_up(next);
        }
    }

    /// A block or mark is complete and goes.
    fn taken_out(&mut self) {
        self.swallow_break = self.at_line_start;
        self.state = State::Text;
    }

    /// What was held is text; its last character may begin something of its own.
    fn give_up(&mut self, next: &mut dyn FnMut(Passed)) {
        let (State::Tag(held) | State::Mark(held)) =
            std::mem::replace(&mut self.state, State::Text)
        else {
            return;
        };
        let last = held.chars().next_back();
        for c in held.chars().take(held.chars().count() - 1) {
            self.pass(c, next);
        }
        if let Some(last) = last {
            self.text(last, next);
        }
    }
}
