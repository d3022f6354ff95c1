//! Prompts to begin with, in the interface's language, and all that there are with the person's own.

use crate::i18n::Locale;
use crate::state::App;
use crate::ui::parts::text::{Words, words};
use chat::Prompt;
use leptos::prelude::*;

/// Id, name and text. In the texts a place is written `[[…]]`: braces are the locale files' own.
fn builtin() -> [(&'static str, Words, Words); 8] {
    [
        (
            "builtin-summary",
            words!(write.b_summary),
            words!(write.b_summary_text),
        ),
        (
            "builtin-explain",
            words!(write.b_explain),
            words!(write.b_explain_text),
        ),
        (
            "builtin-rewrite",
            words!(write.b_rewrite),
            words!(write.b_rewrite_text),
        ),
        (
            "builtin-translate",
            words!(write.b_translate),
            words!(write.b_translate_text),
        ),
        (
            "builtin-reply",
            words!(write.b_reply),
            words!(write.b_reply_text),
        ),
        (
            "builtin-minutes",
            words!(write.b_minutes),
            words!(write.b_minutes_text),
        ),
        (
            "builtin-decide",
            words!(write.b_decide),
            words!(write.b_decide_text),
        ),
        (
            "builtin-review",
            words!(write.b_review),
            words!(write.b_review_text),
        ),
    ]
}

/// Is this the id of a built-in prompt?
pub fn is_builtin(id: &str) -> bool {
    id.starts_with("builtin-")
}

/// All prompts that are to be seen: the person's own first, by name; tracked.
pub fn all_prompts(app: App, locale: Locale) -> Vec<Prompt> {
    let kept = app.prompts().kept.get();
    let is_kept = |id: &str| kept.iter().any(|prompt| prompt.id == id);
    let builtin: Vec<Prompt> = builtin()
        .into_iter()
        .filter(|(id, ..)| !is_kept(id))
        .map(|(id, name, text)| Prompt {
            id: id.to_string(),
            name: name(locale).to_string(),
            text: text(locale).replace("[[", "{{").replace("]]", "}}"),
            ..Prompt::default()
        })
        .collect();
    let own = kept.into_iter().filter(|prompt| !prompt.hidden);
    own.chain(builtin).collect()
}
