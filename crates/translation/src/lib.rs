//! Translating with a language model, the everyday part: the list of languages, guessing a text's language and
//! direction, the prompt, the translation memory, and the filter that keeps notes, fences and think blocks out of the target.
//!
//! Where to start reading: [`prompt()`] says what is sent; [`TargetFilter`] what becomes of what comes back; [`Job`] does it
//! with many segments. [`asks`] has the small questions: alternatives, a phrase looked up, a text improved or translated back.
//! Everything is pure: text in, text out. No clock, no randomness (the boundary of a prompt is given), no requests.

pub mod asks;
mod bilingual;
mod blank;
mod checks;
mod detect;
mod diff;
mod direction;
mod fold;
mod glossary;
mod in_order;
mod inline;
mod job;
mod kept;
mod language;
mod memory;
mod pairs;
mod places;
mod prompt;
mod segment;
mod spent;
mod spoken;
mod table;
mod target_filter;
mod target_gap;
mod tone;
mod transcript;

pub use bilingual::{side_by_side, to_markdown_table, to_tsv};
pub use blank::{is_blank, is_wordless};
pub use checks::{
    BackDifference, CheckSettings, Checks, Finding, FindingKind, Found, Risk, back_difference,
    check, risk,
};
pub use detect::{Detected, detect};
pub use diff::{Edit, diff, differing_share};
pub use direction::{is_rtl_tag, is_rtl_text};
pub use glossary::{
    Glossary, MOST_NAME_LETTERS, MOST_NOTE_LETTERS, MOST_TERM_LETTERS, MOST_TERMS, Refused,
    Separator, Sheet, SheetColumn, SheetFault, SheetProblem, Term, TermIndex, TermKind, Violation,
    ViolationKind, glossary_lines, present, read_sheet, violations, write_sheet,
};
pub use in_order::{Change, InOrder};
pub use inline::{CodeFault, InlineCode, Protected, protect, restore};
pub use job::{
    AskEnd, AskId, BatchLimits, Flag, Job, JobAsk, JobEffect, JobEnd, JobEvent, JobSegment,
    JobSettings, Outcome, Purpose, Reason, Report, Runaway, Rung, Status, judge_whole,
    prompt_again,
};
pub use kept::{Kept, kept_line, read_kept};
pub use language::{Language, find, languages, search};
pub use memory::{Memory, TmMatch, TranslationUnit, UnitOrigin, Wanted};
pub use pairs::{Pair, PairState, Pairs};
pub use places::{field_places, place_at};
pub use prompt::{TranslateRequest, boundary_ok, continue_prompt, output_token_bound, prompt};
pub use segment::{Segment, gap_before, segments, tail};
pub use spent::{Taken, taken_together};
pub use spoken::spoken;
pub use target_filter::{Certain, TargetFilter};
pub use target_gap::target_gap;
pub use tone::{
    Formality, FormalityWord, MOST_AUDIENCE_LETTERS, MOST_DOMAIN_LETTERS, MOST_INSTRUCTION_LETTERS,
    MOST_STYLE_NAME_LETTERS, Style, Tone, formality_words,
};
pub use transcript::{TranscriptTurn, transcript};
