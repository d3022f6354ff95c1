//! A text, with what is new in it and what is not in it any more.

use leptos::prelude::*;
use translation::asks::edits;

/// The difference from one text to another, word by word.
#[component]
pub fn Difference(
    /// The text as it was
    old: String,
    /// The text as it would be
    new: String,
    /// The language of both
    #[prop(optional_no_strip)]
    lang: Option<String>,
) -> impl IntoView {
    let mut pieces: Vec<AnyView> = Vec::new();
    let mut at = 0;
    for edit in edits(&old, &new) {
        pieces.push(plain(&old[at..edit.range.start]));
        pieces.push(change(&old[edit.range.clone()], edit.with));
        at = edit.range.end;
    }
    pieces.push(plain(&old[at..]));
    view! { <bdi class="difference" dir="auto" lang=lang>{pieces}</bdi> }
}

/// What is taken out, and what is put in.
pub fn change(gone: &str, new: String) -> AnyView {
    let gone = gone.to_string();
    view! {
        {(!gone.is_empty()).then(|| view! { <del>{gone}</del> })}
        {(!new.is_empty()).then(|| view! { <ins>{new}</ins> })}
    }
    .into_any()
}

fn plain(text: &str) -> AnyView {
    text.to_string().into_any()
}
