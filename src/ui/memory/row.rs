//! A unit in the list.

use crate::state::use_app;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{tx, words};
use leptos::prelude::*;
use translation::{TranslationUnit, UnitOrigin};

/// As much of a text as a row shows, in characters.
const SHOWN: usize = 300;

/// What a row shows. It is made anew when any of it changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Line {
    id: String,
    at: wire::Millis,
    from: String,
    to: String,
    source: String,
    target: String,
    origin: &'static str,
}

impl Line {
    pub(super) fn of(unit: &TranslationUnit) -> Line {
        let shown = |text: &str| text.chars().take(SHOWN).collect();
        Line {
            id: unit.id.clone(),
            at: unit.at,
            from: unit.from.clone(),
            to: unit.to.clone(),
            source: shown(&unit.source),
            target: shown(&unit.target),
            origin: match unit.origin {
                UnitOrigin::Edited => "edited",
                UnitOrigin::Approved => "approved",
                UnitOrigin::Imported => "imported",
            },
        }
    }
}

/// One unit, with what is known of it.
#[component]
pub(super) fn UnitRow(
    /// What it shows
    line: Line,
) -> impl IntoView {
    let app = use_app();
    let format = use_format();
    let delete = tx!(memory.delete);
    let Line {
        id,
        at,
        from,
        to,
        source,
        target,
        origin,
    } = line;
    let origin_words = match origin {
        "edited" => words!(memory.origin_edited),
        "approved" => words!(memory.origin_approved),
        _ => words!(memory.origin_imported),
    };
    let (from_tag, to_tag) = (from.clone(), to.clone());
    let pair = move || format!("{} → {}", format.language(&from), format.language(&to));
    view! {
        <li data-testid="memory-unit" data-state=origin>
            <div class="entry">
                <span class="texts">
                    <bdi class="one" lang=from_tag dir="auto">{source}</bdi>
                    <bdi class="two" lang=to_tag dir="auto">{target}</bdi>
                </span>
                <span class="facts num quiet">
                    <span>{pair}</span>
                    <span>{move || (at > 0).then(|| format.date(at))}</span>
                    <span>{crate::ui::parts::text::text(origin_words)}</span>
                </span>
            </div>
            <button type="button" class="square" aria-label=delete title=delete data-testid="memory-delete" on:click=move |_| app.memory_delete(&id)>
                <Icon name=IconName::Delete/>
            </button>
        </li>
    }
}
