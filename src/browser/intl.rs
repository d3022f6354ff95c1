//! Numbers, dates and names of languages as the interface's language writes them, by the browser's `Intl`.
//! Formatters are costly to make, so each is made once.

use super::js;
use std::{cell::RefCell, collections::HashMap};
use wasm_bindgen::JsValue;
use wire::Millis;

thread_local! {
    static FORMATTERS: RefCell<HashMap<(Kind, String), Option<JsValue>>> = RefCell::new(HashMap::new());
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Time,
    Date,
    DateTime,
    Month,
    Number,
    Names,
}

/// "20:32".
pub fn format_time(at: Millis, locale: &str) -> String {
    format(Kind::Time, locale, at as f64)
}

/// "23 Nov 2026".
pub fn format_date(at: Millis, locale: &str) -> String {
    format(Kind::Date, locale, at as f64)
}

/// "23 Nov 2026, 20:32".
pub fn format_date_time(at: Millis, locale: &str) -> String {
    format(Kind::DateTime, locale, at as f64)
}

/// "November 2026", by UTC.
pub fn format_month(at: Millis, locale: &str) -> String {
    format(Kind::Month, locale, at as f64)
}

/// "1,204", with at most three decimals.
pub fn format_number(number: f64, locale: &str) -> String {
    format(Kind::Number, locale, number)
}

/// What `ui_locale` calls the language `tag`: ("de", "en") is "German". `None` when the browser does not know.
pub fn display_name(tag: &str, ui_locale: &str) -> Option<String> {
    let names = formatter(Kind::Names, ui_locale)?;
    let name = js::call(&names, "of", &[JsValue::from_str(tag)])?.as_string()?;
    (name != tag).then_some(name)
}

fn format(kind: Kind, locale: &str, value: f64) -> String {
    let value = JsValue::from_f64(value);
    formatter(kind, locale)
        .and_then(|formatter| js::call(&formatter, "format", std::slice::from_ref(&value)))
        // The browser's own way to write a number: Rust's would add 12 kB to the first load.
        .or_else(|| js::call(&value, "toString", &[]))
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

fn formatter(kind: Kind, locale: &str) -> Option<JsValue> {
    FORMATTERS.with(|formatters| {
        formatters
            .borrow_mut()
            .entry((kind, locale.to_owned()))
            .or_insert_with(|| make(kind, locale))
            .clone()
    })
}

fn make(kind: Kind, locale: &str) -> Option<JsValue> {
    let (class, options): (&str, &[(&str, &str)]) = match kind {
        Kind::Time => ("DateTimeFormat", &[("timeStyle", "short")]),
        Kind::Date => ("DateTimeFormat", &[("dateStyle", "medium")]),
        Kind::DateTime => (
            "DateTimeFormat",
            &[("dateStyle", "medium"), ("timeStyle", "short")],
        ),
        Kind::Month => (
            "DateTimeFormat",
            &[("month", "long"), ("year", "numeric"), ("timeZone", "UTC")],
        ),
        Kind::Number => ("NumberFormat", &[]),
        Kind::Names => (
            "DisplayNames",
            &[("type", "language"), ("fallback", "none")],
        ),
    };
    let intl = js::get(&js_sys::global(), "Intl");
    let options = js::object(options);
    js::construct(&intl, class, &[JsValue::from_str(locale), options.clone()])
        // An unknown locale throws; the browser's own is better than nothing.
        .or_else(|| js::construct(&intl, class, &[JsValue::UNDEFINED, options]))
}
