//! Which models hear and speak, and whether any does.

use super::{Preset, Trouble, TroubleKind};
use wire::Model;

/// The model that turns speech into text: one that is listed, by its name; else the usual one of the endpoint.
pub(super) fn hearing_model(preset: Preset, listed: &[Model], chosen: String) -> String {
    const USUAL: &str = "gpt-4o-mini-transcribe";
    let named = |part: &str| {
        let mut ids = listed.iter().map(|model| &model.id);
        ids.find(|id| id.contains(part) && !id.contains("diarize"))
            .cloned()
    };
    let listed = [USUAL, "transcribe", "whisper"].into_iter().find_map(named);
    listed.unwrap_or_else(|| match preset {
        Preset::OpenAi => USUAL.to_string(),
        // Any of its models pretends to hear.
        Preset::Practice => chosen,
        _ => "whisper-1".to_string(),
    })
}

/// Does a failure say that the endpoint has no such path, or no model that speaks or hears?
pub(super) fn no_path(trouble: &Trouble) -> bool {
    let status = trouble.problem.as_ref().and_then(|problem| problem.status);
    matches!(trouble.kind, TroubleKind::Wire(_)) && matches!(status, Some(404 | 405 | 501))
}

/// The model that makes sound of a text: one that is listed, by its name; else the usual one of the endpoint.
pub(super) fn speaking_model(preset: Preset, listed: &[Model], chosen: String) -> String {
    const USUAL: &str = "gpt-4o-mini-tts";
    let named = |part: &str| {
        let mut ids = listed.iter().map(|model| &model.id);
        ids.find(|id| id.to_ascii_lowercase().contains(part))
            .cloned()
    };
    let listed = [USUAL, "tts", "kokoro", "speech"]
        .into_iter()
        .find_map(named);
    listed.unwrap_or_else(|| match preset {
        Preset::OpenAi => USUAL.to_string(),
        // Any of its models pretends to speak.
        Preset::Practice => chosen,
        _ => "tts-1".to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_that_hears() {
        let check = |preset: Preset, listed: &[&str], expect: &str| {
            let listed: Vec<Model> = listed
                .iter()
                .map(|id| Model {
                    id: (*id).to_string(),
                    ..Model::default()
                })
                .collect();
            assert_eq!(hearing_model(preset, &listed, "practice".into()), expect);
        };
        check(Preset::OpenAi, &[], "gpt-4o-mini-transcribe");
        check(Preset::OpenAi, &["whisper-1"], "whisper-1");
        check(
            Preset::OpenAi,
            &[
                "gpt-4o-transcribe-diarize",
                "whisper-1",
                "gpt-4o-transcribe",
            ],
            "gpt-4o-transcribe",
        );
        check(
            Preset::Groq,
            &["whisper-large-v3-turbo"],
            "whisper-large-v3-turbo",
        );
        check(Preset::Ollama, &["llama3"], "whisper-1");
        check(Preset::Practice, &["practice"], "practice");
    }

    #[test]
    fn the_model_that_speaks() {
        let check = |preset: Preset, listed: &[&str], expect: &str| {
            let listed: Vec<Model> = listed
                .iter()
                .map(|id| Model {
                    id: (*id).to_string(),
                    ..Model::default()
                })
                .collect();
            assert_eq!(speaking_model(preset, &listed, "practice".into()), expect);
        };
        check(Preset::OpenAi, &[], "gpt-4o-mini-tts");
        check(Preset::OpenAi, &["gpt-4o", "tts-1"], "tts-1");
        check(Preset::Groq, &["llama", "playai-tts"], "playai-tts");
        check(
            Preset::Ollama,
            &["hexgrad/Kokoro-82M"],
            "hexgrad/Kokoro-82M",
        );
        check(Preset::Ollama, &["llama3"], "tts-1");
        check(Preset::Practice, &["practice"], "practice");
    }
}
