//! Why something was not taken, in words.

use crate::i18n::*;
use crate::ui::parts::text::{Words, words};
use chat::{ImportProblem, Note};
use worker::{FileProblem, Refusal};

type I18n = leptos_i18n::I18nContext<Locale>;

/// Why a file was not taken, or the rest of it.
pub(super) fn file_problem(i18n: I18n, problem: &FileProblem) -> String {
    let fixed: Words = match problem {
        FileProblem::History(ImportProblem::NotJson { line, column }) => {
            return t_string!(i18n, bring.problem_not_json, n = *line, m = *column);
        }
        FileProblem::History(ImportProblem::Own { why }) => {
            return t_string!(i18n, bring.problem_own, why = why.clone());
        }
        FileProblem::Zip(problem) => {
            return t_string!(i18n, bring.problem_zip, why = problem.to_string());
        }
        FileProblem::History(ImportProblem::Empty) => words!(bring.problem_empty),
        FileProblem::History(ImportProblem::Unknown) | FileProblem::Own => {
            words!(bring.problem_unknown)
        }
        FileProblem::NothingInside => words!(bring.problem_nothing_inside),
        FileProblem::CutOff => words!(bring.problem_cut),
        FileProblem::TooLarge => words!(bring.problem_large),
        FileProblem::Unreadable(_) => words!(bring.problem_unreadable),
        FileProblem::Encoding => words!(bring.problem_encoding),
        FileProblem::Unwritten(refusal) => refusal_words(refusal),
    };
    fixed(i18n.get_locale_untracked()).to_string()
}

/// Why nothing could be done.
pub(super) fn refusal_words(refusal: &Refusal) -> Words {
    match refusal {
        Refusal::Full => words!(bring.problem_full),
        Refusal::Unwritten(_) => words!(bring.problem_unwritten),
        Refusal::NoWorker => words!(bring.problem_worker),
        Refusal::Unread(_) | Refusal::File(_) | Refusal::NotMade => {
            words!(bring.problem_unreadable)
        }
    }
}

/// What is said of something that was left out or changed.
pub(super) fn note_words(note: Note) -> Words {
    match note {
        Note::Hidden => words!(bring.note_hidden),
        Note::Empty => words!(bring.note_empty),
        Note::LooseReasoning => words!(bring.note_loose),
        Note::ToolCall => words!(bring.note_tool),
        Note::UnknownContent => words!(bring.note_unknown),
        Note::WrongType => words!(bring.note_wrong),
        Note::Duplicate => words!(bring.note_duplicate),
        Note::Settings => words!(bring.note_settings),
        Note::OtherData => words!(bring.note_other),
        Note::NoConversation => words!(bring.note_no_conversation),
        Note::NotJson => words!(bring.note_not_json),
        Note::TooLarge => words!(bring.note_too_large),
        Note::Assistant => words!(bring.note_assistant),
        Note::Attachment => words!(bring.note_attachment),
        Note::ImageElsewhere => words!(bring.note_image_elsewhere),
        Note::ImageMissing => words!(bring.note_image_missing),
        Note::ImageTooLarge => words!(bring.note_image_large),
        Note::MissingParent => words!(bring.note_parent),
        Note::Cycle => words!(bring.note_cycle),
        Note::UnknownRole => words!(bring.note_role),
        Note::Characters => words!(bring.note_characters),
        Note::Encoding => words!(bring.note_encoding),
        Note::UnknownVersion => words!(bring.note_version),
    }
}
