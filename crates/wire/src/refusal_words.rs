//! Whether an error's words plainly refuse a parameter.
//!
//! Where no `param` names it, its name among the words is not enough: `stream`, `stop` and `tools` are words of
//! everyday errors ("Unexpected error in stream processing"), and what is learned is kept. So the refusal must be said
//! of the name: "unsupported parameter: 'stop'", "does not support tools", "property 'seed' is unsupported".

/// A word of the message, in lower case; [`Word::END`] where a sentence ends.
#[derive(Debug)]
struct Word {
    text: String,
    quoted: bool,
}

/// Say that something is refused only together with what it is ("unknown field", "unexpected keyword argument").
const WITH_NOUN: [&str; 5] = [
    "unsupported",
    "unrecognized",
    "unrecognised",
    "unknown",
    "unexpected",
];
/// What a parameter is called.
const NOUNS: [&str; 16] = [
    "parameter",
    "parameters",
    "param",
    "params",
    "argument",
    "arguments",
    "arg",
    "field",
    "fields",
    "property",
    "properties",
    "key",
    "keyword",
    "option",
    "name",
    "value",
];
/// What may stand between a refusal and the name, nouns aside.
const FILLERS: [&str; 17] = [
    "the", "a", "an", "request", "supplied", "for", "in", "of", "body", "named", "use", "using",
    "setting", "input", "inputs", "to", "with",
];
/// What may stand between the name and a refusal of it, nouns aside.
const FILLERS_AFTER: [&str; 14] = [
    "is",
    "are",
    "was",
    "has",
    "been",
    "does",
    "do",
    "currently",
    "yet",
    "extra",
    "inputs",
    "feature",
    "type",
    "which",
];
/// What follows "not" in a refusal.
const NOT: [&str; 6] = [
    "support",
    "permit",
    "allow",
    "accept",
    "enable",
    "implement",
];

/// Whether the message plainly says that this parameter (a name in lower case) is not taken.
pub(crate) fn refuses(message: &str, name: &str) -> bool {
    let words = words(message);
    let places = words.iter().enumerate().filter(|(_, w)| w.text == name);
    places
        .into_iter()
        .any(|(at, word)| refused_before(&words, at, word) || refused_after(&words, at, name))
}

fn refused_before(words: &[Word], at: usize, word: &Word) -> bool {
    let (mut noun, mut value) = (false, false);
    let mut before = words[..at].iter().rev().peekable();
    while let Some(next) = before.next_if(|w| is_noun(w) || FILLERS.contains(&w.text.as_str())) {
        value |= next.text == "value";
        noun |= is_noun(next);
    }
    let Some(said) = before.next() else {
        return false;
    };
    if said.text == "invalid" {
        // An invalid value is no refusal of the parameter.
        return noun && !value;
    }
    if WITH_NOUN.contains(&said.text.as_str()) {
        // A name in quotes, or one that is no word of any language, is a parameter without being called one.
        return noun || word.quoted || word.text.contains('_');
    }
    before.next().is_some_and(|not| is_not(not, said))
}

fn refused_after(words: &[Word], at: usize, name: &str) -> bool {
    let mut after = words[at + 1..].iter().peekable();
    while after
        .next_if(|w| is_noun(w) || FILLERS_AFTER.contains(&w.text.as_str()))
        .is_some()
    {}
    let Some(said) = after.next() else {
        return false;
    };
    match said.text.as_str() {
        "unsupported" | "unrecognized" | "unrecognised" | "deprecated" => true,
        // "The stream is unavailable" tells of a moment, "this response_format type is unavailable" of a parameter.
        "unavailable" | "unknown" => name.contains('_'),
        _ => after.next().is_some_and(|verb| is_not(said, verb)),
    }
}

fn is_noun(word: &Word) -> bool {
    NOUNS.contains(&word.text.as_str())
}

fn is_not(not: &Word, verb: &Word) -> bool {
    (matches!(not.text.as_str(), "not" | "cannot") || not.text.ends_with("n't"))
        && NOT.iter().any(|stem| verb.text.starts_with(stem))
}

impl Word {
    const END: &str = ".";
}

fn words(message: &str) -> Vec<Word> {
    let chars: Vec<char> = message.chars().collect();
    let is_part = |at: usize| {
        let letter = |at: usize| chars.get(at).is_some_and(|c: &char| c.is_alphanumeric());
        match chars.get(at) {
            Some('_') => true,
            // The apostrophe of "doesn't", not the quote of 'stop'.
            Some('\'' | '’') => at > 0 && letter(at - 1) && letter(at + 1),
            Some(_) => letter(at),
            None => false,
        }
    };
    let quote = |at: Option<usize>| {
        at.and_then(|at| chars.get(at))
            .is_some_and(|c| matches!(c, '\'' | '"' | '`' | '“' | '”' | '‘' | '’'))
    };
    let mut words = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if is_part(at) {
            let end = (at..).find(|end| !is_part(*end)).unwrap_or(chars.len());
            let text: String = chars[at..end].iter().collect();
            words.push(Word {
                text: text.to_lowercase().replace('’', "'"),
                quoted: quote(at.checked_sub(1)) && quote(Some(end)),
            });
            at = end;
        } else {
            let blank_follows = chars.get(at + 1).is_none_or(|c| c.is_whitespace());
            if chars[at] == ';' || (matches!(chars[at], '.' | '!' | '?') && blank_follows) {
                words.push(Word {
                    text: Word::END.to_owned(),
                    quoted: false,
                });
            }
            at += 1;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::refuses;

    #[test]
    fn plain_refusals() {
        for (message, name) in [
            (
                "Unrecognized request argument supplied: stream_options",
                "stream_options",
            ),
            ("property 'seed' is unsupported", "seed"),
            ("\"llama\" does not support tools", "tools"),
            ("Tools are not supported in this model", "tools"),
            (
                "This response_format type is unavailable now",
                "response_format",
            ),
            ("Unknown field include_obfuscation", "include_obfuscation"),
            ("Unsupported parameter: 'stop'", "stop"),
            ("create() got an unexpected keyword argument 'seed'", "seed"),
            (
                "Unsupported value: 'temperature' does not support 0.5 with this model.",
                "temperature",
            ),
            ("`temperature` is deprecated for this model.", "temperature"),
            ("Unknown name \"seed\": Cannot find field.", "seed"),
            ("stop: Extra inputs are not permitted", "stop"),
            ("This model doesn't support the stop parameter", "stop"),
            ("This model doesn’t support stream", "stream"),
            ("Invalid parameter: stream", "stream"),
            ("max_tokens unsupported", "max_tokens"),
            ("Sorry. Unsupported: 'stream'", "stream"),
        ] {
            assert!(refuses(message, name), "{message}");
        }
    }

    #[test]
    fn other_words_about_it() {
        for (message, name) in [
            ("Unexpected error in stream processing", "stream"),
            ("Unknown error in the stream", "stream"),
            ("stream: unexpected end of JSON", "stream"),
            ("The stream is unavailable, try again", "stream"),
            ("Unsupported model. stream was on", "stream"),
            ("invalid JSON in tools[0].function", "tools"),
            ("Invalid schema for response_format 'x'", "stop"),
            ("the temperature of the sun", "temperature"),
            ("Images are not supported; use tools", "tools"),
            ("Something is invalid", "stop"),
            (
                "Invalid max_tokens value, the valid range is [1, 8]",
                "max_tokens",
            ),
            ("Invalid value: 'stop'", "stop"),
            ("", "stop"),
        ] {
            assert!(!refuses(message, name), "{message}");
        }
    }
}
