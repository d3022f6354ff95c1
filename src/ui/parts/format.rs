//! Numbers, money and time as the interface's language writes them.

use crate::i18n::{I18nLocaleTrait, Locale, use_i18n};
use crate::state::page;
use gate::Cost;

/// Formats in the interface's language; following it when called in a reactive place.
#[derive(Clone, Copy)]
pub struct Format(I18n);

type I18n = leptos_i18n::I18nContext<Locale>;

/// The formatter, for anywhere under the shell.
pub fn use_format() -> Format {
    Format(use_i18n())
}

impl Format {
    /// "1,204"
    pub fn number(self, number: u64) -> String {
        page::format_number(number as f64, self.locale())
    }

    /// "20:32"
    pub fn time(self, at: wire::Millis) -> String {
        page::format_time(at, self.locale())
    }

    /// "23 Nov 2026, 20:32"
    pub fn date(self, at: wire::Millis) -> String {
        page::format_date(at, self.locale())
    }

    /// "November 2026"
    pub fn month(self, at: wire::Millis) -> String {
        page::format_month(at, self.locale())
    }

    /// "212 ms", "1.4 s"
    pub fn duration(self, ms: wire::Millis) -> String {
        match ms {
            0..1_000 => format!("{ms} ms"),
            _ => format!(
                "{} s",
                page::format_number((ms as f64 / 100.0).round() / 10.0, self.locale())
            ),
        }
    }

    /// "$0.13". In text that runs from right to left it is kept together: its sign would land on its other side.
    pub fn money(self, cost: Cost) -> String {
        self.kept_together(gate::format_cost(cost))
    }

    /// A cost, or a dash where the price is not known.
    pub fn money_or_dash(self, cost: Option<Cost>) -> String {
        cost.map_or_else(|| "–".to_string(), |cost| self.money(cost))
    }

    /// "German": the name of a language.
    pub fn language(self, tag: &str) -> String {
        page::display_name(tag, self.locale()).unwrap_or_else(|| tag.to_string())
    }

    /// A name or number that runs from left to right, to be put into a sentence of the interface.
    pub fn isolated(self, text: impl Into<String>) -> String {
        self.kept_together(text.into())
    }

    /// Words of whatever direction, to be put into a sentence of the interface.
    pub fn set_apart(self, text: impl std::fmt::Display) -> String {
        // First-strong isolate … pop directional isolate (UAX #9).
        format!("\u{2068}{text}\u{2069}")
    }

    fn kept_together(self, text: String) -> String {
        // Left-to-right isolate … pop directional isolate (UAX #9).
        if translation::is_rtl_tag(self.locale()) {
            format!("\u{2066}{text}\u{2069}")
        } else {
            text
        }
    }

    /// The tag of the interface's language.
    pub fn locale(self) -> &'static str {
        self.0.get_locale().as_str()
    }
}
