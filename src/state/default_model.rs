//! The model to begin with, where the person has chosen none.

use wire::{Model, chats};

/// A preferred one that is listed; else the first listed that chats; else the first preferred, though it is not listed (the
/// list may still be on its way). Empty where nothing is known.
pub(super) fn default_model(preferred: &[&str], listed: &[Model]) -> String {
    let liked = preferred
        .iter()
        .copied()
        .find(|name| listed.iter().any(|model| model.id == *name));
    let first = || {
        listed
            .iter()
            .find(|model| chats(&model.id))
            .or_else(|| listed.first())
            .map(|model| model.id.as_str())
    };
    liked
        .or_else(first)
        .or_else(|| preferred.first().copied())
        .unwrap_or_default()
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::default_model;
    use wasm_bindgen_test::wasm_bindgen_test;
    use wire::Model;

    fn check(preferred: &[&str], listed: &[&str], expect: &str) {
        let models: Vec<Model> = listed
            .iter()
            .map(|id| Model {
                id: (*id).to_string(),
                ..Model::default()
            })
            .collect();
        assert_eq!(default_model(preferred, &models), expect, "{listed:?}");
    }

    #[wasm_bindgen_test]
    fn a_preferred_one_that_is_listed_comes_first() {
        check(&["a", "b"], &["x", "b", "a"], "a");
        check(&["a", "b"], &["x", "b"], "b");
    }

    #[wasm_bindgen_test]
    fn without_one_the_first_that_chats_is_taken() {
        check(
            &[],
            &["nomic-embed-text:latest", "llama3.2:3b"],
            "llama3.2:3b",
        );
        check(&[], &["tts-1", "dall-e-3", "gpt-4o-mini"], "gpt-4o-mini");
    }

    #[wasm_bindgen_test]
    fn where_all_do_something_else_the_first_is_taken() {
        check(&[], &["bge-m3", "whisper-1"], "bge-m3");
    }

    #[wasm_bindgen_test]
    fn without_a_list_the_first_preferred_is_taken() {
        check(&["a", "b"], &[], "a");
        check(&[], &[], "");
    }
}
