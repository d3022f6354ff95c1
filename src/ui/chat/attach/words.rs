//! What is said of an attachment.

use crate::i18n::*;
use crate::ui::parts::format::Format;
use crate::ui::parts::text::{Words, words};
use chat::{AttachmentKind, AttachmentRef, ReadProblem};
use leptos::prelude::untrack;

/// A sheet with a corner turned down. Not among the icons: those are in the first load.
pub const SHEET: &str = "M7 3.5h7l4 4v13H7zM14 3.5V8h4M9.5 12.5h6M9.5 16h6";

/// What it is.
pub fn kind(kind: AttachmentKind) -> Words {
    match kind {
        AttachmentKind::Image => words!(attach.kind_image),
        AttachmentKind::Code => words!(attach.kind_code),
        AttachmentKind::Markdown => words!(attach.kind_markdown),
        AttachmentKind::Table => words!(attach.kind_table),
        AttachmentKind::Json => |_| "JSON",
        AttachmentKind::Html => words!(attach.kind_html),
        AttachmentKind::Pdf => words!(attach.kind_pdf),
        AttachmentKind::Paste => words!(attach.kind_paste),
        AttachmentKind::Text => words!(attach.kind_text),
    }
}

/// Why it was not read, and what to do.
pub fn problem(problem: ReadProblem) -> Words {
    match problem {
        ReadProblem::Empty => words!(attach.problem_empty),
        ReadProblem::TooLarge => words!(attach.problem_too_large),
        ReadProblem::TooLong => words!(attach.problem_too_long),
        ReadProblem::Binary => words!(attach.problem_binary),
        ReadProblem::Encoding => words!(attach.problem_encoding),
        ReadProblem::Encrypted => words!(attach.problem_encrypted),
        ReadProblem::NoText => words!(attach.problem_no_text),
        ReadProblem::Broken => words!(attach.problem_broken),
        ReadProblem::Unread => words!(attach.problem_unread),
        ReadProblem::TooSlow => words!(attach.problem_too_slow),
    }
}

/// That it counts for so many tokens.
pub fn tokens(i18n: I18n, format: Format, tokens: u64) -> String {
    untrack(|| {
        let n = format.number(tokens);
        let said = t_string!(i18n, attach.tokens, n = n).to_string();
        // The sign stays with its number.
        said.replace("≈ ", "≈\u{a0}")
    })
}

/// What of it is not in what is sent, and what helps; none where all is.
pub fn pages_without_text(i18n: I18n, format: Format, attached: &AttachmentRef) -> Option<String> {
    let (without, pages) = attached.pages_without_text()?;
    Some(untrack(|| {
        let (n, of) = (
            format.number(u64::from(without)),
            format.number(u64::from(pages)),
        );
        t_string!(i18n, attach.pages_without_text, n = n, of = of).to_string()
    }))
}

/// What a button does with the file of this name. What shows it is made anew with the language.
pub fn opens(i18n: I18n, name: &str) -> String {
    untrack(|| t_string!(i18n, attach.open, name = name).to_string())
}

/// The same for taking it away.
pub fn removes(i18n: I18n, name: &str) -> String {
    untrack(|| t_string!(i18n, attach.remove, name = name).to_string())
}

/// What an image is called where it cannot be seen.
pub fn alt(i18n: I18n, name: &str) -> String {
    untrack(|| t_string!(i18n, attach.image_alt, name = name).to_string())
}

/// How large it is: of an image in pixels, as it is sent.
pub fn size(i18n: I18n, format: Format, attached: &AttachmentRef) -> String {
    untrack(|| size_now(i18n, format, attached))
}

fn size_now(i18n: I18n, format: Format, attached: &AttachmentRef) -> String {
    if let Some((width, height)) = attached.size {
        let (width, height) = (width.to_string(), height.to_string());
        return t_string!(i18n, attach.image_size, width = width, height = height).to_string();
    }
    match attached.bytes {
        bytes @ 0..1_000 => format.isolated(format!("{bytes} B")),
        bytes @ 1_000..1_000_000 => format.isolated(format!("{} kB", bytes / 1_000)),
        bytes => format.isolated(format!("{:.1} MB", bytes as f64 / 1e6)),
    }
}

type I18n = leptos_i18n::I18nContext<Locale>;
