//! The word that marks where texts begin and end.

use std::borrow::Cow;

use crate::prompt::boundary_ok;

/// A word made of `seed` that none of the texts has. They are to be given in each form in which they are sent: the
/// escape `\n` puts an `n` before what follows a line break.
pub(crate) fn boundary<'a>(seed: &'a str, texts: &[&str]) -> Cow<'a, str> {
    let fits =
        |word: &str| boundary_ok("", word) && texts.iter().all(|text| boundary_ok(text, word));
    if fits(seed) {
        return Cow::Borrowed(seed);
    }
    let clean: String = seed.chars().filter(char::is_ascii_alphanumeric).collect();
    let mut number = 0u64;
    loop {
        // No text can have all of these: each is as long as the seed, and there are more of them than places.
        let word = format!("{clean}x{number}");
        if fits(&word) {
            return Cow::Owned(word);
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::boundary;

    #[test]
    fn a_word_that_no_text_has() {
        let check = |seed: &str, texts: &[&str], expect: &str| {
            assert_eq!(boundary(seed, texts), expect);
        };
        check("k3v9", &["Hello"], "k3v9");
        check("k3v9", &["Hello k3v9"], "k3v9x0");
        check("k3v9", &["K3V9X0"], "k3v9x1");
        check("k3v9", &["a", "k3v9x0 k3v9x1"], "k3v9x2");
        check("", &["a"], "x0");
        check("a b", &[], "abx0");
        check("n3v9", &["a", "\"\\n3v9\""], "n3v9x0");
    }
}
