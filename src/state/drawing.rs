//! What colours code and what draws formulas, fetched when a text on the screen first has some. Until then, and where they
//! cannot be fetched, code is plain and a formula is its source: nothing waits for them, and nothing is missing that was said.

use super::App;
use super::fetched::{NotFetched, fetched};
use crate::browser::markdown_nodes::{self, CodePart, DrawFormula, ReadLine};
use code::{Lexer, State};
use leptos::prelude::*;
use markdown::WriteFormula;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// How far a part is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Away,
    Coming,
    Here,
    /// It could not be fetched: tried again when the browser says that it is online, or when more is to be drawn.
    Failed,
}

thread_local! {
    static CODE: Cell<Part> = const { Cell::new(Part::Away) };
    static MATH: Cell<Part> = const { Cell::new(Part::Away) };
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(code, wasm_split_path = ::leptos::wasm_split, fallible))]
fn code_part() -> Result<CodePart, NotFetched> {
    Ok(CodePart {
        open,
        file_name: code::file_name,
    })
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(math, wasm_split_path = ::leptos::wasm_split, fallible))]
fn math_part() -> Result<DrawFormula, NotFetched> {
    Ok(draw)
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(math, wasm_split_path = ::leptos::wasm_split, fallible))]
fn write_part() -> Result<WriteFormula, NotFetched> {
    Ok(write)
}

/// A text was put on the screen: fetches what it was found to need.
pub(super) fn after_painting() {
    let wanted = markdown_nodes::wanted();
    if wanted.code && begins(&CODE) {
        leptos::task::spawn_local(async {
            let part = fetched!(code_part());
            CODE.set(ended(&part));
            if let Ok(part) = part {
                markdown_nodes::give_code(part);
            }
        });
    }
    if wanted.math && begins(&MATH) {
        leptos::task::spawn_local(async {
            let part = fetched!(math_part());
            MATH.set(ended(&part));
            if let Ok(draw) = part {
                markdown_nodes::give_math(draw);
            }
        });
    }
}

/// What writes formulas into a file that is saved, fetched; none where it cannot be: then they are saved as their source.
pub(super) async fn formula_writer() -> Option<WriteFormula> {
    fetched!(write_part()).ok()
}

fn begins(part: &'static std::thread::LocalKey<Cell<Part>>) -> bool {
    let begins = matches!(part.get(), Part::Away | Part::Failed);
    if begins {
        part.set(Part::Coming);
    }
    begins
}

fn ended<T>(part: &Result<T, NotFetched>) -> Part {
    match part {
        Ok(_) => Part::Here,
        Err(NotFetched) => Part::Failed,
    }
}

impl App {
    /// For as long as the view that calls this is there, a block of HTML or SVG that is to be previewed is put here.
    pub fn chat_previews(self, shown: RwSignal<Option<String>>) {
        markdown_nodes::on_preview(Some(Rc::new(move |text| {
            shown.try_set(Some(text));
        })));
        on_cleanup(|| markdown_nodes::on_preview(None));
    }
}

// Below only what is in the parts.

thread_local! {
    /// A lexer has tables to be made: kept by the names that were met.
    static LEXERS: RefCell<HashMap<String, Option<Rc<Lexer>>>> = RefCell::new(HashMap::new());
}

fn open(language: &str) -> Option<ReadLine> {
    const MOST_NAMES: usize = 256;
    let lexer = LEXERS.with_borrow_mut(|lexers| {
        if lexers.len() > MOST_NAMES {
            lexers.clear();
        }
        lexers
            .entry(language.to_owned())
            .or_insert_with(|| Lexer::new(language).map(Rc::new))
            .clone()
    })?;
    let mut state = State::default();
    Some(Box::new(move |line, spans| {
        lexer.line(&mut state, line, 0, spans);
    }))
}

fn draw(tex: &str, display: bool) -> Option<math::MathNode> {
    math::render(tex, display).ok()
}

fn write(tex: &str, display: bool) -> Option<String> {
    math::to_html(&draw(tex, display)?, tex)
}
