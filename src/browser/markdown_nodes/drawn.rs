//! Colours of code and drawings of formulas: both are made by code that is fetched when there is something for it to do. What
//! is here before that is plain, and waits; it is worked off a little a frame. Also what a reader chose for all blocks.

use super::code_text::CodeText;
use super::formula::Formula;
use super::kit::Kit;
use crate::browser::time;
use math::MathNode;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// Reads the next line of a text: appends the spans in it.
pub type ReadLine = Box<dyn FnMut(&str, &mut Vec<code::Span>)>;

/// What the part for code can do.
#[derive(Clone, Copy)]
pub struct CodePart {
    /// A reader for a language; `None` where it is not known.
    pub open: fn(&str) -> Option<ReadLine>,
    /// What a file of this language and text is best called.
    pub file_name: fn(&str, &str) -> String,
}

/// What the part for formulas can do: draw one, in a line or as a display. `None` where it cannot be read.
pub type DrawFormula = fn(&str, bool) -> Option<MathNode>;

/// What an HTML or SVG block asks for when it is to be shown: it is given the text.
pub type Preview = Rc<dyn Fn(String)>;

/// Which parts something waits for.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The one for code.
    pub code: bool,
    /// The one for formulas.
    pub math: bool,
}

/// One frame spends so much on what waited, in milliseconds.
const BUDGET: f64 = 8.0;

#[derive(Default)]
struct Drawn {
    wanted: Wanted,
    code: Option<CodePart>,
    math: Option<DrawFormula>,
    codes: VecDeque<(Rc<RefCell<CodeText>>, String)>,
    catching: VecDeque<Rc<RefCell<CodeText>>>,
    formulas: VecDeque<Formula>,
    at_work: bool,
    preview: Option<Preview>,
}

thread_local! {
    static DRAWN: RefCell<Drawn> = RefCell::new(Drawn::default());
}

fn drawn<T>(work: impl FnOnce(&mut Drawn) -> T) -> T {
    DRAWN.with_borrow_mut(work)
}

/// Which parts were found missing since this was asked last.
pub fn wanted() -> Wanted {
    drawn(|drawn| std::mem::take(&mut drawn.wanted))
}

/// The part for code is here.
pub fn give_code(part: CodePart) {
    drawn(|drawn| {
        drawn.code = Some(part);
        for (text, language) in std::mem::take(&mut drawn.codes) {
            text.borrow_mut().take_reader((part.open)(&language));
            drawn.catching.push_back(text);
        }
    });
    go_on();
}

/// The part for formulas is here.
pub fn give_math(draw: DrawFormula) {
    drawn(|drawn| drawn.math = Some(draw));
    go_on();
}

/// Previews are shown by this; by nothing when it is taken away.
pub fn on_preview(show: Option<Preview>) {
    drawn(|drawn| drawn.preview = show);
}

pub(super) fn preview() -> Option<Preview> {
    drawn(|drawn| drawn.preview.clone())
}

pub(super) fn code_part() -> Option<CodePart> {
    drawn(|drawn| drawn.code)
}

/// Its colours will come.
pub(super) fn await_colours(text: Rc<RefCell<CodeText>>, language: &str) {
    drawn(|drawn| {
        drawn.wanted.code = true;
        drawn.codes.push_back((text, language.to_owned()));
        // What a stream has replaced meanwhile is not waited for.
        if drawn.codes.len() > 256 {
            drawn.codes.retain(|(text, _)| {
                text.try_borrow().is_ok_and(|text| text.is_there()) || Rc::strong_count(text) > 1
            });
        }
    });
}

pub(super) fn math_part() -> Option<DrawFormula> {
    drawn(|drawn| drawn.math)
}

/// It will be drawn.
pub(super) fn await_drawing(formula: Formula) {
    drawn(|drawn| {
        drawn.wanted.math = true;
        if drawn.formulas.len() > 512 {
            drawn.formulas.retain(Formula::is_there);
        }
        drawn.formulas.push_back(formula);
    });
}

fn go_on() {
    let begin = drawn(|drawn| {
        let waits =
            !drawn.catching.is_empty() || (drawn.math.is_some() && !drawn.formulas.is_empty());
        waits && !std::mem::replace(&mut drawn.at_work, true)
    });
    if begin {
        time::next_frame(work).keep();
    }
}

fn work() {
    let began = time::elapsed();
    let kit = Kit::shared();
    while time::elapsed() - began < BUDGET {
        if let Some(text) = drawn(|drawn| drawn.catching.pop_front()) {
            let more = {
                let mut text = text.borrow_mut();
                text.is_there() && text.catch_up(&kit)
            };
            if more {
                drawn(|drawn| drawn.catching.push_front(text));
            }
        } else if let Some((formula, draw)) =
            drawn(|drawn| Some((drawn.formulas.pop_front()?, drawn.math?)))
        {
            if formula.is_there() {
                formula.draw(&kit, draw);
            }
        } else {
            break;
        }
    }
    drawn(|drawn| drawn.at_work = false);
    go_on();
}
