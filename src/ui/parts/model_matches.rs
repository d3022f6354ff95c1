//! Which models match what is typed, and which one is meant: no signals, so that it can be tested for itself.

use wire::Model;

/// As many matches as are shown at once.
const SHOWN: usize = 60;

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What is asked for
    pub id: String,
    /// What people call it
    pub name: Option<String>,
    /// How much it takes, in tokens
    pub context: Option<u64>,
    /// Dollars per million tokens, in and out
    pub price: Option<(f64, f64)>,
    /// Not in the endpoint's list: what was typed
    pub free: bool,
}

impl Choice {
    fn of(model: &Model) -> Choice {
        Choice {
            id: model.id.clone(),
            name: model.name.clone(),
            context: model.context.map(u64::from),
            price: model
                .price
                .as_ref()
                .map(|price| (price.input, price.output)),
            free: false,
        }
    }

    fn free(typed: &str) -> Choice {
        Choice {
            free: true,
            ..Choice::unlisted(typed)
        }
    }

    /// A model of which the name alone is known.
    pub fn unlisted(id: &str) -> Choice {
        Choice {
            id: id.to_string(),
            name: None,
            context: None,
            price: None,
            free: false,
        }
    }
}

/// The models that match: all words typed are in the id or the name. The one that is typed in full comes first, and what
/// was typed comes last, as a choice of its own.
pub fn matches(listed: &[Model], typed: &str) -> Vec<Choice> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let whole = in_full(listed, typed);
    let partly = listed.iter().filter(|model| {
        let id = model.id.to_lowercase();
        let name = model.name.as_deref().unwrap_or_default().to_lowercase();
        whole.is_none_or(|whole| whole.id != model.id)
            && words
                .iter()
                .all(|word| id.contains(word) || name.contains(word))
    });
    let mut found: Vec<Choice> = whole
        .into_iter()
        .chain(partly)
        .take(SHOWN)
        .map(Choice::of)
        .collect();
    let typed = typed.trim();
    if !typed.is_empty() && found.iter().all(|choice| choice.id != typed) {
        found.push(Choice::free(typed));
    }
    found
}

/// What Enter takes: the line that was marked with the arrows; else the first match, which is the model that is typed in
/// full where there is one; else what is typed, as it stands (empty: the default). None where nothing was typed or marked.
pub(super) fn on_enter(
    listed: &[Model],
    typed: Option<&str>,
    marked: Option<&str>,
) -> Option<String> {
    if let Some(marked) = marked {
        return Some(marked.to_string());
    }
    let typed = typed?.trim();
    if typed.is_empty() {
        return Some(String::new());
    }
    matches(listed, typed)
        .into_iter()
        .next()
        .map(|first| first.id)
}

/// What leaving the field takes: a model that is typed in full, or the default where the field was emptied. A search that
/// was begun is none, unless there is nothing to search in.
pub(super) fn on_leave(listed: &[Model], typed: Option<&str>) -> Option<String> {
    let typed = typed?.trim();
    match in_full(listed, typed) {
        Some(model) => Some(model.id.clone()),
        None if typed.is_empty() || listed.is_empty() => Some(typed.to_string()),
        None => None,
    }
}

/// Where an arrow key leads in a list of so many lines: on from the marked one, round at the ends; with none marked, to the
/// one in force, else to the first or last.
pub(super) fn step(
    count: usize,
    marked: Option<usize>,
    in_force: Option<usize>,
    down: bool,
) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (marked, down) {
        (Some(marked), true) if marked < last => marked + 1,
        (Some(0), false) => last,
        (Some(marked), false) => (marked - 1).min(last),
        (Some(_), true) => 0,
        (None, true) => in_force.unwrap_or(0),
        (None, false) => in_force.unwrap_or(last),
    })
}

/// The model whose id is typed; else, whatever the case of the letters, whose id or name is.
fn in_full<'a>(listed: &'a [Model], typed: &str) -> Option<&'a Model> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let lower = typed.to_lowercase();
    let named = |model: &&Model| {
        model
            .name
            .as_ref()
            .is_some_and(|name| name.to_lowercase() == lower)
    };
    let mut listed = listed.iter();
    let all = listed.clone();
    listed
        .find(|model| model.id == typed)
        .or_else(|| all.clone().find(|model| model.id.to_lowercase() == lower))
        .or_else(|| all.clone().find(named))
}

/// A price for people: no digits that say nothing.
pub fn dollars(per_million: f64) -> String {
    format!("${}", (per_million * 10_000.0).round() / 10_000.0)
}

#[cfg(test)]
mod tests {
    use super::{matches, on_enter, on_leave, step};
    use wasm_bindgen_test::wasm_bindgen_test;
    use wire::Model;

    /// As endpoints list them: the dated one first.
    fn listed() -> Vec<Model> {
        let named = |id: &str, name: Option<&str>| Model {
            id: id.to_string(),
            name: name.map(str::to_string),
            ..Model::default()
        };
        vec![
            named("gpt-5-2025-08-07", None),
            named("gpt-5-mini", None),
            named("gpt-5", Some("The big one")),
        ]
    }

    fn ids(typed: &str) -> Vec<(String, bool)> {
        matches(&listed(), typed)
            .into_iter()
            .map(|choice| (choice.id, choice.free))
            .collect()
    }

    #[wasm_bindgen_test]
    fn the_model_typed_in_full_comes_first() {
        let found = ids("gpt-5");
        assert_eq!(found[0], ("gpt-5".to_string(), false));
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(ids("the BIG one")[0].0, "gpt-5");
    }

    #[wasm_bindgen_test]
    fn what_is_typed_comes_last_as_a_choice_of_its_own() {
        let found = ids("mini");
        assert_eq!(found[0].0, "gpt-5-mini");
        assert_eq!(found[1], ("mini".to_string(), true));
        assert_eq!(ids("").len(), 3);
    }

    /// What Enter takes, and what leaving takes.
    fn check(typed: Option<&str>, enter: Option<&str>, leave: Option<&str>) {
        let listed = listed();
        assert_eq!(
            on_enter(&listed, typed, None).as_deref(),
            enter,
            "{typed:?}"
        );
        assert_eq!(on_leave(&listed, typed).as_deref(), leave, "{typed:?}");
    }

    #[wasm_bindgen_test]
    fn enter_takes_the_first_match_and_leaving_only_what_is_typed_in_full() {
        check(Some("gpt-5"), Some("gpt-5"), Some("gpt-5"));
        check(Some(" GPT-5 "), Some("gpt-5"), Some("gpt-5"));
        check(Some("min"), Some("gpt-5-mini"), None);
        check(Some("mine/own"), Some("mine/own"), None);
        check(None, None, None);
    }

    #[wasm_bindgen_test]
    fn an_emptied_field_means_the_default() {
        check(Some(""), Some(""), Some(""));
        check(Some("  "), Some(""), Some(""));
    }

    #[wasm_bindgen_test]
    fn the_marked_line_wins_over_what_was_typed() {
        assert_eq!(
            on_enter(&listed(), Some("gpt-5"), Some("gpt-5-mini")).as_deref(),
            Some("gpt-5-mini")
        );
    }

    #[wasm_bindgen_test]
    fn without_a_list_what_was_typed_is_a_name() {
        assert_eq!(on_leave(&[], Some("llama")).as_deref(), Some("llama"));
    }

    #[wasm_bindgen_test]
    fn arrows_go_round_and_begin_at_what_is_in_force() {
        assert_eq!(step(0, None, None, true), None);
        assert_eq!(step(3, None, None, true), Some(0));
        assert_eq!(step(3, None, None, false), Some(2));
        assert_eq!(step(3, None, Some(1), true), Some(1));
        assert_eq!(step(3, Some(2), None, true), Some(0));
        assert_eq!(step(3, Some(0), None, false), Some(2));
        assert_eq!(step(3, Some(1), None, false), Some(0));
        // The list may have become shorter.
        assert_eq!(step(2, Some(7), None, true), Some(0));
        assert_eq!(step(2, Some(7), None, false), Some(1));
    }
}
