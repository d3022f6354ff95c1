//! What a model is for, told by its name.

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
pub fn chats(id: &str) -> bool {
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
    use super::chats;

    #[test]
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

    #[test]
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
