//! Every model of the endpoint and what it does: the one table.
//!
//! `practice --list` prints it and `GET /v1/models` lists it.

use crate::slips::Slip;

/// One model.
#[derive(Debug, Clone, Copy)]
pub struct Model {
    /// The id to ask for.
    pub name: &'static str,
    /// What it does.
    pub does: &'static str,
    /// Where that is seen in the world.
    pub seen: &'static str,
    pub(crate) fault: Fault,
}

/// What is peculiar about a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Fault {
    None,
    Burst,
    TwoHundred,
    Slow,
    Silent,
    Cut,
    CutOnce,
    NoDone,
    Always429,
    Once429,
    Wait429,
    Quota,
    Status402,
    Status401,
    Status403,
    Status404,
    Status500,
    Once500,
    Html503,
    Context,
    LlamaCpp,
    LiteLlm,
    Mistral,
    Groq,
    OpenRouter,
    DeepSeek,
    Gemini,
    EmptyFinish,
    SplitUtf8,
    Bytes,
    Crlf,
    Cr,
    Bom,
    ErrorMid,
    ErrorEvent,
    Json,
    Think,
    Fence,
    Notes,
    Refusal,
    Filter,
    Length,
    Reasoner,
    NoUsage,
    UsageEmpty,
    HangMid,
    Endless,
    NoStreamOptions,
    NoStream,
    NoResponseFormat,
    OutputLimit,
    ErrorFirst,
    ErrorString,
    ErrorEmpty,
    Status408,
    Status409,
    Credit,
    SpendLimit,
    ThinkUnopened,
    MultiLine,
    DoneNoReason,
    Leaky,
    Xss,
    NoSchema,
    NoLines,
    NoAudio,
    /// Refuses each of these parameters.
    Without(&'static [&'static str]),
    NoImages,
    /// Something goes wrong in batches of segments.
    Slip(Slip),
}

/// The model of that name.
pub fn find(name: &str) -> Option<&'static Model> {
    MODELS.iter().find(|model| model.name == name)
}

const fn m(name: &'static str, fault: Fault, does: &'static str, seen: &'static str) -> Model {
    Model {
        name,
        does,
        seen,
        fault,
    }
}

/// All models, in the order they are listed.
#[rustfmt::skip]
pub const MODELS: &[Model] = &[
    m("practice", Fault::None, "answers as api.openai.com does, a few words every 8 ms", "api.openai.com"),
    m("practice-large", Fault::None, "the same under another name", "api.openai.com"),
    m("practice-burst", Fault::Burst, "sends the whole stream as fast as the socket takes it, four tokens a delta", "llama.cpp on a fast machine; whole streams in one read"),
    m("practice-200", Fault::TwoHundred, "200 deltas a second, four tokens each", "Groq, Cerebras"),
    m("practice-slow", Fault::Slow, "one delta every 700 ms", "large local models"),
    m("practice-silent", Fault::Silent, "sends the headers and then nothing", "overloaded gateways"),
    m("practice-cut", Fault::Cut, "breaks the connection off half way, no finish_reason", "networks, proxies with a time limit"),
    m("practice-cut-once", Fault::CutOnce, "breaks off the first time it is asked something, then answers", "networks"),
    m("practice-no-done", Fault::NoDone, "ends cleanly half way, without finish_reason or [DONE]", "proxies; the official SDK ends silently"),
    m("practice-429", Fault::Always429, "429 rate_limit_exceeded, always", "every hosted endpoint"),
    m("practice-429-once", Fault::Once429, "429 with Retry-After the first time a body comes, then answers", "every hosted endpoint"),
    m("practice-429-wait", Fault::Wait429, "429 with a Retry-After of 8 s the first time a body comes, then answers", "every hosted endpoint with its minute used up"),
    m("practice-quota", Fault::Quota, "429 insufficient_quota", "api.openai.com without credit"),
    m("practice-402", Fault::Status402, "402 with a numeric code", "OpenRouter without credit"),
    m("practice-401", Fault::Status401, "401 invalid_api_key whatever the key", "every hosted endpoint"),
    m("practice-403", Fault::Status403, "403 unsupported_country_region_territory", "api.openai.com"),
    m("practice-404", Fault::Status404, "404 model_not_found although it is listed", "api.openai.com for models without access"),
    m("practice-credit", Fault::Credit, "429 credit_balance_exhausted", "endpoints with prepaid credit"),
    m("practice-spend-limit", Fault::SpendLimit, "429 organization_spend_limit_exceeded", "organisations with a monthly limit"),
    m("practice-408", Fault::Status408, "408 the first time a body comes, then answers", "gateways; the official SDKs retry it"),
    m("practice-409", Fault::Status409, "409 the first time a body comes, then answers", "endpoints under load; the official SDKs retry it"),
    m("practice-500", Fault::Status500, "500 server_error, always", "every hosted endpoint"),
    m("practice-500-once", Fault::Once500, "500 the first time a body comes, then answers", "every hosted endpoint"),
    m("practice-503-html", Fault::Html503, "503 with an HTML page that holds a script", "nginx, Cloudflare before an endpoint"),
    m("practice-context", Fault::Context, "400 context_length_exceeded, always", "api.openai.com"),
    m("practice-llamacpp", Fault::LlamaCpp, "first delta has content: null; timings at the end; context of 4,096 tokens, refused with n_ctx", "llama.cpp"),
    m("practice-litellm", Fault::LiteLlm, "role and text in the first delta, finish_reason absent until the end, usage in a chunk whose choices are not empty", "litellm"),
    m("practice-mistral", Fault::Mistral, "chunks with choices: [] in mid-stream", "Mistral"),
    m("practice-groq", Fault::Groq, "x_groq in the first and last chunk, usage in it", "Groq"),
    m("practice-openrouter", Fault::OpenRouter, "comments `: OPENROUTER PROCESSING`, reasoning in `reasoning`, prices in /models", "OpenRouter"),
    m("practice-deepseek", Fault::DeepSeek, "reasoning_content, keep-alive comments, blank lines before JSON", "DeepSeek"),
    m("practice-gemini", Fault::Gemini, "errors wrapped in an array (say `fail:` for one), tool calls without index and with finish_reason stop", "Gemini's OpenAI endpoint"),
    m("practice-empty-finish", Fault::EmptyFinish, "finish_reason \"\" until the end", "older compatible servers"),
    m("practice-split-utf8", Fault::SplitUtf8, "flushes inside every multi-byte character", "any network"),
    m("practice-bytes", Fault::Bytes, "one byte a write", "any network, at its worst"),
    m("practice-crlf", Fault::Crlf, "CRLF line ends", "servers on ASP.NET and others"),
    m("practice-cr", Fault::Cr, "CR line ends", "allowed by the WHATWG rules"),
    m("practice-bom", Fault::Bom, "a byte order mark before the stream", "allowed by the WHATWG rules"),
    m("practice-multi-line", Fault::MultiLine, "each event's JSON over many data: lines", "allowed by the WHATWG rules"),
    m("practice-done-no-reason", Fault::DoneNoReason, "ends with [DONE], but never gives a finish_reason", "older compatible servers"),
    m("practice-error-mid", Fault::ErrorMid, "data with an error after some text, then the end", "OpenRouter, vLLM"),
    m("practice-error-event", Fault::ErrorEvent, "event: error after some text, then the end", "Anthropic, Groq"),
    m("practice-json", Fault::Json, "plain JSON although a stream was asked for", "simple proxies"),
    m("practice-think", Fault::Think, "<think>…</think> before the answer", "DeepSeek R1 and Qwen on local servers"),
    m("practice-think-unopened", Fault::ThinkUnopened, "thoughts that only `</think>` ends before the answer", "R1 and Qwen, whose chat templates put `<think>` into the prompt"),
    m("practice-fence", Fault::Fence, "the answer inside a code fence", "small models"),
    m("practice-notes", Fault::Notes, "`Here is the translation:` before the answer", "small models"),
    m("practice-refusal", Fault::Refusal, "a refusal instead of content", "api.openai.com"),
    m("practice-filter", Fault::Filter, "finish_reason content_filter half way", "Azure, api.openai.com"),
    m("practice-length", Fault::Length, "finish_reason length half way", "any output limit"),
    m("practice-reasoner", Fault::Reasoner, "refuses max_tokens, temperature and stop; spends reasoning tokens", "OpenAI's reasoning models"),
    m("practice-no-usage", Fault::NoUsage, "never tells usage, asked or not", "older compatible servers"),
    m("practice-usage-empty", Fault::UsageEmpty, "usage: null, and usage: {} at the end", "compatible servers"),
    m("practice-hang-mid", Fault::HangMid, "half the answer, then nothing, connection open", "overloaded gateways"),
    m("practice-endless", Fault::Endless, "says the answer over and over, as fast as the socket takes it, until the client goes away", "local models caught in a loop; an endpoint that means ill"),
    m("practice-no-stream-options", Fault::NoStreamOptions, "400 naming stream_options when it is sent", "older compatible servers"),
    m("practice-no-stream", Fault::NoStream, "400 naming stream when it is true; the answer takes two seconds and comes at once", "organisations not verified for streaming, simple servers"),
    m("practice-no-response-format", Fault::NoResponseFormat, "400 naming response_format when it is sent", "small models, older compatible servers"),
    m("practice-no-temperature", Fault::Without(&["temperature"]), "400 naming temperature when it is sent", "api.openai.com's reasoning models, Claude"),
    m("practice-no-top-p", Fault::Without(&["top_p"]), "400 naming top_p when it is sent", "api.openai.com's reasoning models, Claude"),
    m("practice-no-max-tokens", Fault::Without(&["max_completion_tokens", "max_tokens"]), "400 naming the limit on output tokens under either name", "simple servers"),
    m("practice-no-seed", Fault::Without(&["seed"]), "400 that speaks of seed when it is sent, with no param named", "Groq, Mistral"),
    m("practice-no-stop", Fault::Without(&["stop"]), "400 that speaks of stop when it is sent, with no param named", "strict servers on pydantic"),
    m("practice-no-effort", Fault::Without(&["reasoning_effort"]), "400 naming reasoning_effort when it is sent", "every model that does not reason"),
    m("practice-no-parameters", Fault::Without(&["temperature", "top_p", "max_completion_tokens", "max_tokens", "seed", "stop", "reasoning_effort", "response_format"]), "400 for each parameter, one after the other", "strict servers"),
    m("practice-output-limit", Fault::OutputLimit, "400 when more than 512 output tokens are asked for, saying how many may be", "api.openai.com, Groq, DeepSeek"),
    m("practice-error-first", Fault::ErrorFirst, "200, and an error naming temperature as the first event while it is sent", "OpenRouter, when the provider refuses"),
    m("practice-error-empty", Fault::ErrorEmpty, "400 with an empty body", "proxies"),
    m("practice-error-string", Fault::ErrorString, "400 whose error is a string", "Ollama, Hugging Face"),
    m("practice-leaky", Fault::Leaky, "400 whose message repeats the Authorization header", "careless proxies; the page must not show it"),
    m("practice-xss", Fault::Xss, "Markdown with hostile HTML, links and images", "prompt injection"),
    m("practice-no-audio", Fault::NoAudio, "404 for anything with audio; chats well", "most local servers, OpenRouter"),
    m("practice-no-images", Fault::NoImages, "400 for anything with an image; chats well", "models without vision, at api.openai.com and elsewhere"),
    m("practice-no-schema", Fault::NoSchema, "400 for a json_schema, with no param named; json_object is fine", "api.openai.com's older models, many compatible servers"),
    m("practice-no-lines", Fault::NoLines, "refuses both response formats, and answers tagged lines without their tags", "small models"),
    m("practice-missing-id", Fault::Slip(Slip::MissingId), "a batch of more than two segments: one has no answer", "every model, schema or not"),
    m("practice-empty-value", Fault::Slip(Slip::EmptyValue), "a batch of more than two: one answer is empty", "every model"),
    m("practice-merged", Fault::Slip(Slip::Merged), "a batch of more than two: one answer holds the next one's too, which is empty", "every model, at sentences that belong together"),
    m("practice-merged-twice", Fault::Slip(Slip::MergedTwice), "the same, but both answers hold both", "every model, at sentences that belong together"),
    m("practice-shifted", Fault::Slip(Slip::Shifted), "a batch of more than two: two are merged, those after them move up by one, the last comes twice", "models that answer line by line"),
    m("practice-renumbered", Fault::Slip(Slip::Renumbered), "a batch of more than two: numbered from 1 whatever the ids are, from 0 where they are from 1", "small models"),
    m("practice-echo", Fault::Slip(Slip::Echo), "a batch of more than two: one answer is its source", "small models"),
    m("practice-echo-other", Fault::Slip(Slip::EchoOther), "a batch of more than two: one answer is the source of the next", "small models"),
    m("practice-schema-echo", Fault::Slip(Slip::SchemaEcho), "a batch of more than two: answers the question's own envelope", "small models with a schema in the prompt"),
    m("practice-wrong-script", Fault::Slip(Slip::WrongScript), "a batch of more than two: one answer is in another script", "multilingual models that drift"),
    m("practice-lost-code", Fault::Slip(Slip::LostCode), "a batch of more than two: the first code of one answer is lost", "every model"),
    m("practice-invented-code", Fault::Slip(Slip::InventedCode), "a batch of more than two: one answer has a code too many", "every model"),
    m("practice-notes-inside", Fault::Slip(Slip::NotesInside), "a batch of more than two: `Here is the translation:` inside one answer", "small models"),
    m("practice-rambles", Fault::Slip(Slip::Rambles), "a batch of more than two: one answer goes on and on", "small models"),
    m("practice-runs-away", Fault::Slip(Slip::RunsAway), "a batch of more than two: one answer says the same for 60,000 characters", "small models"),
    m("practice-markup", Fault::Slip(Slip::Markup), "a batch of more than two: one answer has HTML in it that its source has not", "models that write for web pages"),
    m("practice-line-refusal", Fault::Slip(Slip::LineRefusal), "the answer to a segment with the word `forbidden` is a refusal, always", "every hosted model"),
    m("practice-refuses-line", Fault::Slip(Slip::RefusesLine), "refuses every call that has the word `forbidden` in a segment", "api.openai.com"),
    m("practice-refuses-call", Fault::Slip(Slip::RefusesCall), "a batch of more than two: finish_reason content_filter half way", "Azure"),
    m("practice-glossary", Fault::Slip(Slip::Glossary), "does not obey the glossary when it is asked for a segment the first time", "every model"),
    m("practice-cut-json", Fault::Slip(Slip::CutJson), "a batch of more than two: ends with finish_reason length in mid JSON", "any output limit"),
    m("practice-not-json", Fault::Slip(Slip::NotJson), "a batch of more than two: answers in prose", "small models"),
    m("practice-faulty", Fault::Slip(Slip::Faulty), "each of these 5 times in 100 the first time, by the text; asked again, rarely", "the world, on a bad day"),
];

/// The table as text, for `practice --list`.
pub fn listing() -> String {
    let width = MODELS
        .iter()
        .map(|model| model.name.len())
        .max()
        .unwrap_or_default();
    MODELS
        .iter()
        .map(|model| format!("{:width$}  {} ({})\n", model.name, model.does, model.seen))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_model_stands_once() {
        let names: HashSet<_> = MODELS.iter().map(|model| model.name).collect();
        assert_eq!(names.len(), MODELS.len());
        assert!(find("practice-cut").is_some() && find("practice-nothing").is_none());
        assert_eq!(listing().lines().count(), MODELS.len());
    }
}
