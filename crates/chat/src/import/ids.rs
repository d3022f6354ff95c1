//! Ids that are the same whenever the same file is read: nothing here is random.

use super::Format;

/// The id of a conversation that another program knows by `key`.
pub(super) fn conversation(format: Format, key: &str) -> String {
    format!("{}-{:032x}", format.name(), hash(&["conversation", key]))
}

/// The id of a message that another program knows by `key` within a conversation. The same message in two conversations
/// (ChatGPT copies them where one branches into a new chat) has two ids.
pub(super) fn message(format: Format, conversation: &str, key: &str) -> String {
    format!(
        "{}-{:032x}",
        format.name(),
        hash(&["message", conversation, key])
    )
}

/// The id of the image that stands at this place among those of a message, by the id that the message has here.
pub(super) fn attachment(format: Format, message: &str, at: usize) -> String {
    format!(
        "{}-{:032x}",
        format.name(),
        hash(&["attachment", message, &at.to_string()])
    )
}

/// A key for what has none in its file, made of what it says. A message is keyed by the one before it too: whoever changed
/// one in between finds both, the old and the new, as siblings.
pub(crate) fn key(parts: &[&str]) -> String {
    format!("{:032x}", hash(parts))
}

/// FNV-1a with 128 bits over the parts and their lengths. It keeps ids apart, not enemies: what an import may overwrite is
/// decided elsewhere ([`super::Imported::new_to`]).
/// (<https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>, section 5)
fn hash(parts: &[&str]) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let mut hash = BASIS;
    let mut take = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u128::from(*byte)).wrapping_mul(PRIME);
        }
    };
    for part in parts {
        take(&(part.len() as u64).to_le_bytes());
        take(part.as_bytes());
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_for_ever() {
        // Written down: another value would bring everyone's history in twice.
        assert_eq!(
            conversation(Format::ChatGpt, "6b0f0d9c"),
            "chatgpt-f4ba5fd7641046aa3b9377a39d7e35bc"
        );
        assert_eq!(
            message(Format::ChatGpt, "6b0f0d9c", "a"),
            "chatgpt-94f499c46d4055ecb65f3b53a7c5a911"
        );
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
        assert_ne!(key(&["", "a"]), key(&["a", ""]));
        assert_ne!(
            message(Format::ChatGpt, "c", "m"),
            message(Format::LlamaUi, "c", "m")
        );
    }
}
