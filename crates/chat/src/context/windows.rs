//! The context windows of models whose endpoints do not list them, as their providers publish them.

/// A model's window in tokens, where it is known. A name also covers its dated versions (`gpt-4o-2024-08-06`), and stands
/// behind the maker's (`openai/gpt-4o`).
pub fn known_window(model: &str) -> Option<u32> {
    let name = model.rsplit('/').next().unwrap_or(model);
    let found = WINDOWS.iter().find(|(known, _)| {
        name.strip_prefix(known).is_some_and(|rest| {
            let version = rest.trim_start_matches('-');
            rest.is_empty()
                || version == "latest"
                || (rest.starts_with('-')
                    && version.len() >= 3
                    && version.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
        })
    });
    found.map(|(_, window)| *window)
}

/// platform.openai.com/docs/models, docs.anthropic.com/en/docs/about-claude/models, ai.google.dev/gemini-api/docs/models,
/// api-docs.deepseek.com.
#[rustfmt::skip]
static WINDOWS: [(&str, u32); 23] = [
    ("gpt-5", 400_000),
    ("gpt-5-mini", 400_000),
    ("gpt-5-nano", 400_000),
    ("gpt-5.1", 400_000),
    ("gpt-4.1", 1_047_576),
    ("gpt-4.1-mini", 1_047_576),
    ("gpt-4.1-nano", 1_047_576),
    ("gpt-4o", 128_000),
    ("gpt-4o-mini", 128_000),
    ("gpt-4-turbo", 128_000),
    ("gpt-3.5-turbo", 16_385),
    ("o1", 200_000),
    ("o3", 200_000),
    ("o3-mini", 200_000),
    ("o4-mini", 200_000),
    ("claude-opus-4-5", 200_000),
    ("claude-sonnet-4-5", 200_000),
    ("claude-haiku-4-5", 200_000),
    ("gemini-2.5-pro", 1_048_576),
    ("gemini-2.5-flash", 1_048_576),
    ("gemini-2.5-flash-lite", 1_048_576),
    ("gemini-2.0-flash", 1_048_576),
    ("deepseek-chat", 128_000),
];

#[cfg(test)]
mod tests {
    use super::known_window;

    #[test]
    fn windows_by_name() {
        for (model, want) in [
            ("gpt-4o", Some(128_000)),
            ("gpt-4o-2024-08-06", Some(128_000)),
            ("openai/gpt-4o-mini", Some(128_000)),
            ("gpt-4o-audio-preview", None),
            ("gpt-5.4", None),
            ("models/gemini-2.5-flash", Some(1_048_576)),
            ("", None),
        ] {
            assert_eq!(known_window(model), want, "{model}");
        }
    }
}
