//! Every deviation that wire.md lists, as a stream of its own, fed whole, byte by byte, and cut at every position, in
//! LF, CRLF and CR.

mod common;
use common::check;

macro_rules! streams {
    ($($name:ident: $file:literal => $expect:literal)*) => {$(
        #[test]
        fn $name() {
            check(include_bytes!(concat!("data/", $file)), $expect);
        }
    )*};
}

streams! {
    openai: "openai.sse" => "text: Hello, wörld
        
        finish: stop
        usage: 20(16)+9(4)
        model: gpt-x-2026
        complete"
    openrouter_comments_reasoning_late_usage: "openrouter.sse" => "text: Yes.
        reasoning: Think.␠
        finish: stop
        usage: 5(0)+7(0)
        model: a/b
        complete"
    litellm_first_delta_has_text_no_finish_until_the_end: "litellm.sse" => "text: First second
        finish: stop
        usage: 3(0)+2(0)
        model: mock
        complete"
    llamacpp_null_content_and_timings: "llamacpp.sse" => "text: a b
        finish: length
        usage: 7(3)+2(0)
        model: tiny.gguf
        truncated"
    groq_usage_in_x_groq: "groq.sse" => "text: Fast
        finish: stop
        usage: 11(0)+1(0)
        model: m
        complete"
    deepseek_reasoning_and_cache: "deepseek.sse" => "text: 42
        reasoning: Hmm.
        finish: stop
        usage: 10(6)+8(7)
        model: r
        complete"
    mistral_no_choices_in_mid_stream_and_parts: "mistral.sse" => "text: Bonjour
        reasoning: So:␠
        finish: stop
        usage: 4(0)+2(0)
        model: magistral
        complete"
    gemini_tools_without_index: "gemini-tools.sse" => "call: function-call-1/weather({\"city\":\"Bonn\"}) {\"google\":{\"thought_signature\":\"c2ln\"}}
        call: function-call-2/weather({\"city\":\"Köln\"})
        finish: stop
        usage: 9(0)+30(20)
        model: gemini-x
        complete"
    gemini_same_index_twice: "gemini-same-index.sse" => "call: a/one({})
        call: b/two({})
        finish: tool_calls
        complete"
    openai_tools_interleaved: "openai-tools.sse" => "call: call_1/find({\"q\":\"x\"})
        call: call_2/open({})
        finish: tool_calls
        model: m
        complete"
    tools_without_index_and_id: "tools-without-anything.sse" => "call: /a({\"x\":1})
        call: /b({\"y\":2})
        finish: tool_calls
        complete"
    legacy_function_call: "legacy-function-call.sse" => "call: /old({})
        finish: tool_calls
        complete"
    moonshot_usage_in_choice: "moonshot.sse" => "text: k
        finish: stop
        usage: 8(2)+1(0)
        complete"
    empty_usage_and_empty_reason: "empty-usage.sse" => "text: xy
        finish: stop
        complete"
    perplexity_message_beside_delta: "perplexity.sse" => "text: One two
        finish: stop
        model: sonar
        complete"
    strings_for_numbers: "strings-for-numbers.sse" => "text: n
        call: 3/f()
        finish: stop
        usage: 12(0)+3(0)
        complete"
    odd_shapes_are_passed_over: "odd-shapes.sse" => "text: kept!
        finish: stop
        complete"
    data_over_many_lines: "multi-line.sse" => "text: two lines
        finish: stop
        complete"
    cjk_and_emoji: "cjk.sse" => "text: 漢字かな交じり 한국어 👩‍👩‍👧‍👦🇩🇪 😀 漢
        finish: stop
        complete"
    half_surrogates: "half-surrogates.sse" => "text: a😀b \\ud83d 😀
        finish: stop
        complete"
    cut_in_mid_event: "cut.sse" => "text: Half of␠
        truncated"
    no_done_and_no_reason: "no-reason.sse" => "text: Half
        truncated"
    no_done_and_no_last_line_end: "no-done.sse" => "text: Whole
        finish: stop
        usage: 1(0)+1(0)
        complete"
    done_without_reason: "done-no-reason.sse" => "text: Whole
        complete"
    error_event_keeps_the_text: "error-event.sse" => "text: Kept␠
        interrupted \"The server had an error\""
    error_data_keeps_the_text: "error-data.sse" => "text: Kept!
        finish: error
        interrupted \"Provider disconnected\""
    error_as_string: "error-string.sse" => "text: Kept
        interrupted \"out of memory\""
    error_in_array: "error-array.sse" => "rate-limited \"Quota exceeded. Please retry in 23.5s.\""
    error_as_text: "error-text.sse" => "interrupted \"worker died\""
    error_is_the_root: "error-vllm.sse" => "too-long \"This model's maximum context length is 8192 tokens. However, you requested 9000\""
    error_of_anthropic: "error-anthropic.sse" => "interrupted \"Overloaded\""
    refusal: "refusal.sse" => "refusal: I cannot do that.
        finish: stop
        refused \"I cannot do that.\""
    content_filter: "content-filter.sse" => "text: Part
        finish: content_filter
        refused \"\""
    out_of_resources: "overloaded-finish.sse" => "text: Part
        finish: insufficient_system_resource
        truncated"
    bad_json_is_an_error: "bad-json.sse" => "text: Kept
        garbled \"EOF while parsing a list at line 1 column 40\""
    plain_json_after_blank_lines: "plain.json" => "text: All at once
        reasoning: r
        call: c/f({})
        finish: stop
        usage: 3(0)+3(0)
        model: m
        complete"
    plain_json_error: "plain-error.json" => "no-money \"You exceeded your current quota\""
    html_of_a_proxy: "proxy.html" => "not-understood \"<!doctype html><html><head><title>Sign in</title></head><body onload=\\\"x()\\\">Hotel Wi-Fi</body></html>\""
    bom_before_a_comment: "bom.sse" => "text: Marked
        finish: stop
        complete"
    blank_lines_before_the_stream: "blank-first.sse" => "text: After waiting
        finish: stop
        complete"
    error_that_names_a_parameter: "error-param.sse" => "finish: error
        model: a/b
        bad-request \"Unsupported parameter: 'temperature' is not supported with this model.\""
    usage_in_x_groq_and_later_its_own: "two-usages.sse" => "text: Fast
        finish: stop
        usage: 11(0)+3(2)
        model: m
        complete"
    usage_in_x_groq_and_beside_it: "two-usages-at-once.sse" => "text: Fast
        finish: stop
        usage: 11(0)+3(0)
        model: m
        complete"
    only_comments: "only-comments.sse" => "interrupted \"\""
}

#[test]
fn nothing_at_all() {
    check(b"", "not-understood \"\"");
    check(b"\n\n\n", "not-understood \"\"");
}

#[test]
fn byte_order_mark() {
    check(
        b"\xEF\xBB\xBFdata: {\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}\n\n",
        "text: x\nfinish: stop\ncomplete",
    );
    check(
        b"\xEF\xBB\xBF{\"choices\":[{\"message\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}",
        "text: x\nfinish: stop\ncomplete",
    );
}

#[test]
fn invalid_utf8_becomes_a_mark() {
    check(
        b"data: {\"choices\":[{\"delta\":{\"content\":\"a\xFFb\xE6\xBC\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
        "text: a\u{fffd}b\u{fffd}\nfinish: stop\ncomplete",
    );
}

#[test]
fn done_in_the_middle_ends_it() {
    check(
        b"data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: [DONE]\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"b\"}}]}\n\n",
        "text: a\ncomplete",
    );
}
