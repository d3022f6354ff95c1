//! The model to begin with, where the person has chosen none.

use wire::Model;

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

/// What models that do something else are called. Lists tell in no common way what a model is for, so its name has to.
const OTHER_WORDS: [&str; 32] = [
    // vectors
    "bge",
    "colbert",
    "e5",
    "gte",
    "minilm",
    // order, judgement
    "moderation",
    "guard",
    "reward",
    "safeguard",
    // pictures, film
    "image",
    "imagen",
    "flux",
    "sdxl",
    "diffusion",
    "veo",
    "sora",
    "video",
    "clip",
    // speech, sound
    "tts",
    "stt",
    "asr",
    "whisper",
    "speech",
    "audio",
    "voxtral",
    "orpheus",
    "parakeet",
    "kokoro",
    "lyria",
    // a connection of its own, another interface
    "realtime",
    "live",
    "ocr",
];

/// The same, where the name goes on: `embedding`, `reranker`, `transcription`.
const OTHER_BEGINNINGS: [&str; 6] = ["embed", "rerank", "transcri", "dall", "imagegen", "text2"];

/// Whether a model may be one that chats: nothing in its name says that it does something else.
fn chats(id: &str) -> bool {
    let id = id.to_lowercase();
    // `text-embedding-3-small`, `nomic-embed-text:latest`, `@cf/baai/bge-m3`, `mxbai-embed-large`.
    let other = id.split(|c: char| !c.is_alphanumeric()).any(|word| {
        OTHER_WORDS.contains(&word) || OTHER_BEGINNINGS.iter().any(|begin| word.starts_with(begin))
    });
    // Completions only, without messages.
    let completes = ["babbage-002", "davinci-002"].contains(&id.as_str())
        || id.starts_with("gpt-3.5-turbo-instruct");
    !other && !completes
}

#[cfg(test)]
mod tests {
    use super::{chats, default_model};
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

    #[wasm_bindgen_test]
    fn names_tell_what_does_not_chat() {
        for id in [
            "text-embedding-3-small",
            "mxbai-embed-large",
            "snowflake-arctic-embed2:latest",
            "@cf/baai/bge-m3",
            "BAAI/bge-reranker-v2-m3",
            "jina-reranker-v2",
            "all-minilm:l6-v2",
            "tts-1-hd",
            "gpt-4o-mini-tts",
            "whisper-large-v3-turbo",
            "dall-e-3",
            "gpt-image-1",
            "gpt-4o-transcribe",
            "gpt-4o-audio-preview",
            "gpt-realtime",
            "omni-moderation-latest",
            "gpt-3.5-turbo-instruct",
            "davinci-002",
            "meta-llama/llama-guard-4-12b",
            "black-forest-labs/FLUX.1-schnell",
            "models/imagen-4.0-generate-001",
            "sora-2",
        ] {
            assert!(!chats(id), "{id}");
        }
    }

    #[wasm_bindgen_test]
    fn names_of_those_that_chat_tell_nothing_else() {
        for id in [
            "gpt-5",
            "gpt-4o-mini",
            "gpt-4.1-2025-04-14",
            "o4-mini",
            "claude-sonnet-4-5",
            "models/gemini-2.5-flash",
            "openai/gpt-oss-120b",
            "meta-llama/Llama-3.3-70B-Instruct-Turbo",
            "qwen2.5vl:7b",
            "deepseek-r1:8b",
            "mistral-small-latest",
            "hf.co/bartowski/Phi-3.5-mini-instruct-GGUF:Q4_K_M",
            "gemma3:4b",
        ] {
            assert!(chats(id), "{id}");
        }
    }
}
