//! The fields of a term and of a glossary that stand in more than one place.

use crate::i18n::*;
use crate::ui::parts::format::{Format, use_format};
use crate::ui::parts::text::{Words, text, tx, words};
use leptos::prelude::*;
use translation::TermKind;

/// What is to be done with a term.
#[component]
pub(super) fn KindSelect(
    /// What is chosen
    #[prop(into)]
    value: Signal<TermKind>,
    /// Takes another
    #[prop(into)]
    on_change: Callback<TermKind>,
    /// The `data-testid`
    testid: &'static str,
    /// The id, for a label
    #[prop(optional)]
    id: Option<&'static str>,
) -> impl IntoView {
    const KINDS: [TermKind; 3] = [TermKind::Use, TermKind::Forbidden, TermKind::Keep];
    let option = move |kind: TermKind| {
        view! {
            <option value=name_of(kind) selected=move || value.get() == kind>
                {text(words_of(kind))}
            </option>
        }
    };
    let choose = move |event| {
        let name = event_target_value(&event);
        let kind = KINDS.into_iter().find(|kind| name_of(*kind) == name);
        on_change.run(kind.unwrap_or_default());
    };
    view! {
        <select
            id=id
            data-testid=testid
            aria-label=tx!(glossary.kind)
            prop:value=move || name_of(value.get())
            on:change=choose
        >
            {KINDS.map(option).collect_view()}
        </select>
    }
}

/// A language, or any.
#[component]
pub(super) fn LanguageSelect(
    /// Its tag; empty for any
    #[prop(into)]
    value: Signal<String>,
    /// What it is of
    label: Words,
    /// Takes another
    #[prop(into)]
    on_change: Callback<String>,
    /// The `data-testid`, and the id
    testid: &'static str,
) -> impl IntoView {
    let format = use_format();
    let i18n = use_i18n();
    let options = move || {
        // Followed once for all of them.
        i18n.get_locale();
        let chosen = value.get_untracked();
        let mut named: Vec<(String, String)> = translation::languages()
            .iter()
            .map(|language| (format.language(language.tag), language.tag.to_string()))
            .collect();
        // A tag that is not listed came with a file.
        if !chosen.is_empty() && !named.iter().any(|(_, tag)| *tag == chosen) {
            named.push((format.language(&chosen), chosen));
        }
        named.sort();
        let option = |(name, tag): (String, String)| {
            let own = tag.clone();
            view! { <option value=tag selected=move || value.get() == own>{name}</option> }
        };
        named.into_iter().map(option).collect_view()
    };
    view! {
        <div class="field">
            <label for=testid>{text(label)}</label>
            <select
                id=testid
                data-testid=testid
                prop:value=move || value.get()
                on:change=move |event| on_change.run(event_target_value(&event))
            >
                <option value="" selected=move || value.with(String::is_empty)>{tx!(glossary.any)}</option>
                {options}
            </select>
        </div>
    }
}

/// Names in the interface's language, for handlers of events too.
#[derive(Clone, Copy)]
pub(super) struct Names {
    format: Format,
    i18n: leptos_i18n::I18nContext<Locale>,
}

/// The names, for anywhere under the shell.
pub(super) fn use_names() -> Names {
    Names {
        format: use_format(),
        i18n: use_i18n(),
    }
}

impl Names {
    /// A pair of languages; an empty tag is any.
    pub(super) fn pair(self, from: &str, to: &str) -> String {
        let name = |tag: &str| match tag.is_empty() {
            true => words!(glossary.any)(self.i18n.get_locale()).to_string(),
            false => self.format.language(tag),
        };
        format!("{} → {}", name(from), name(to))
    }

    /// A glossary, or what stands for one without a name.
    pub(super) fn glossary(self, name: &str) -> String {
        match name.trim() {
            "" => words!(glossary.unnamed)(self.i18n.get_locale()).to_string(),
            name => name.to_string(),
        }
    }
}

/// The value of `data-state`, and of the option.
pub(super) fn name_of(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Use => "use",
        TermKind::Forbidden => "forbidden",
        TermKind::Keep => "keep",
    }
}

fn words_of(kind: TermKind) -> Words {
    match kind {
        TermKind::Use => words!(glossary.kind_use),
        TermKind::Forbidden => words!(glossary.kind_forbidden),
        TermKind::Keep => words!(glossary.kind_keep),
    }
}
