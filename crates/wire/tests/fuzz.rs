//! The fuzz target's body on a stable compiler: every stream of tests/data and thousands of seeded mutations of it.

#![allow(clippy::unwrap_used)]

#[path = "../fuzz/body.rs"]
mod body;

/// A small generator (splitmix64), so that a failure can be had again.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % below.max(1) as u64) as usize
    }
}

#[test]
fn seeded_corpus() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let corpus: Vec<Vec<u8>> = files
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .collect();
    assert!(corpus.len() > 30);
    let mut random = Random(1);
    for seed in &corpus {
        for first in [0x00, 0x0F, 0x80, 0xFF] {
            body::fuzz(&[&[first], seed.as_slice()].concat());
        }
        for _ in 0..60 {
            let mut bytes = vec![random.next(256) as u8];
            bytes.extend_from_slice(seed);
            for _ in 0..=random.next(6) {
                mutate(&mut bytes, &corpus, &mut random);
            }
            body::fuzz(&bytes);
        }
    }
}

fn mutate(bytes: &mut Vec<u8>, corpus: &[Vec<u8>], random: &mut Random) {
    const WORDS: [&[u8]; 10] = [
        b"\r",
        b"\n",
        b"\r\n\r\n",
        b"data: ",
        b"\xEF\xBB\xBF",
        b"\\ud800",
        b"null",
        b"[DONE]",
        b"{",
        b"\"error\":",
    ];
    let at = random.next(bytes.len() + 1);
    match random.next(6) {
        0 if at < bytes.len() => bytes[at] = random.next(256) as u8,
        1 if at < bytes.len() => {
            bytes.remove(at);
        }
        2 => bytes.truncate(at),
        3 => {
            let other = &corpus[random.next(corpus.len())];
            let (a, b) = (random.next(other.len()), random.next(other.len()));
            bytes.splice(at..at, other[a.min(b)..a.max(b)].iter().copied());
        }
        4 => {
            let end = (at + random.next(40)).min(bytes.len());
            bytes.drain(at..end);
        }
        _ => {
            let word = WORDS[random.next(WORDS.len())];
            bytes.splice(at..at, word.iter().copied());
        }
    }
}
