//! The longest answer that a request asks for.

use wire::Quirks;

/// The longest answer to reckon with when a cap has to hold, in tokens.
pub const ANSWER_BOUND: u32 = 8_192;

/// The longest answer to ask for, in tokens: what the person set. A cap holds only with a bound: where one is set and the
/// person said nothing, it is [`ANSWER_BOUND`], but of a small window no more than half, so that there is room for a question.
pub fn answer_bound(set: Option<u32>, capped: bool, window: Option<u32>) -> Option<u32> {
    set.or_else(|| {
        let half = window.map_or(u32::MAX, |window| (window / 2).max(1));
        capped.then(|| ANSWER_BOUND.min(half))
    })
}

/// What of it is sent to an endpoint of these quirks: nothing where it refuses the parameter, and never more than the model
/// can give.
pub fn bound_sent(bound: Option<u32>, quirks: &Quirks) -> Option<u32> {
    if quirks.drops("max_completion_tokens") || quirks.drops("max_tokens") {
        return None;
    }
    let most = quirks.output_limit().unwrap_or(u32::MAX);
    bound.map(|bound| bound.min(most))
}
