//! Randomness, all of it from `crypto.getRandomValues`.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const ALPHANUMERIC: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A new id: 22 characters of 6 random bits each.
pub fn id() -> String {
    let mut random = [0; 22];
    fill(&mut random);
    random
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte & 63)]))
        .collect()
}

/// A number in `[0, 1)`.
pub fn fraction() -> f64 {
    let mut random = [0; 4];
    fill(&mut random);
    f64::from(u32::from_le_bytes(random)) / 4_294_967_296.0
}

/// Twelve lower-case letters and digits that no text holds by chance.
pub fn boundary() -> String {
    let mut random = [0; 12];
    fill(&mut random);
    random
        .iter()
        .map(|byte| char::from(ALPHANUMERIC[usize::from(byte & 31)]))
        .collect()
}

fn fill(bytes: &mut [u8]) {
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(bytes).is_ok());
    if !filled {
        // No browser that runs wasm lacks it; ids stay distinct even so.
        for byte in bytes {
            *byte = (js_sys::Math::random() * 256.0) as u8;
        }
    }
}

/// A whole number that nothing else has, below 2^52: JSON hands it on as it is, which it does not with every fraction.
pub fn token() -> f64 {
    (fraction() * (1_u64 << 52) as f64).floor()
}
