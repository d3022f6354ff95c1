//! The words that a conversation is saved with.

use crate::i18n::*;
use crate::ui::parts::text::words;
use chat::SavedWords;

/// In the page's language.
pub fn saved_words(i18n: leptos_i18n::I18nContext<Locale>) -> SavedWords {
    let locale = i18n.get_locale_untracked();
    SavedWords {
        you: words!(chat.you)(locale).to_string(),
        assistant: words!(chat.answer)(locale).to_string(),
        system: words!(chat.role_system)(locale).to_string(),
    }
}
