//! FNV-1a, which is the same on every machine and in every run.

use std::hash::{BuildHasherDefault, DefaultHasher};

/// For maps: the library's hasher without a random start.
pub(super) type Hashes = BuildHasherDefault<DefaultHasher>;

/// FNV-1a with 128 bits.
pub(super) fn fnv128(bytes: &[u8]) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.iter().fold(OFFSET, |hash, &byte| {
        (hash ^ u128::from(byte)).wrapping_mul(PRIME)
    })
}

/// FNV-1a with 64 bits, of a text's words: the same for texts that differ in white space alone.
pub(super) fn of_words(text: &str) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut hash = OFFSET;
    for word in text.split_whitespace() {
        for byte in word.bytes().chain([b' ']) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    // The test vectors of the FNV authors.
    #[test]
    fn known_values() {
        assert_eq!(fnv128(b""), 0x6c62272e07bb014262b821756295c58d);
        assert_eq!(fnv128(b"a"), 0xd228cb696f1a8caf78912b704e4a8964);
        assert_eq!(of_words(""), 0xcbf29ce484222325);
        assert_eq!(of_words(" a\u{a0}b\n"), of_words("a b"));
        assert_ne!(of_words("ab"), of_words("a b"));
    }
}
