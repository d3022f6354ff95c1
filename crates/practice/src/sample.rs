//! Markdown of any size, always the same: for tests, the bench and `markdown N`.

/// Exactly `bytes` bytes of varied Markdown; the same for the same size.
///
/// Headings, paragraphs in several scripts with emoji, tables, nested and task lists, code, quotes, footnotes, links.
/// The last block is plain filler that makes the size exact.
pub fn sample_markdown(bytes: usize) -> String {
    let mut out = String::with_capacity(bytes);
    let mut random = Random(0x5EED);
    let mut number = 0usize;
    loop {
        let block = block(number, &mut random);
        if out.len() + block.len() + 2 > bytes {
            break;
        }
        out.push_str(&block);
        out.push_str("\n\n");
        number += 1;
    }
    while out.len() < bytes {
        let word = WORDS[random.below(WORDS.len())];
        let room = bytes - out.len();
        out.push_str(&word[..word.len().min(room)]);
        if out.len() < bytes {
            out.push(if room == word.len() + 1 { '.' } else { ' ' });
        }
    }
    out
}

const WORDS: &[&str] = &[
    "practice", "parrot", "language", "window", "river", "answer", "quiet", "morning", "letter",
    "bridge", "between", "carry", "silver", "the", "and", "of", "with", "every", "small", "open",
    "under", "paper", "garden", "measure", "slow", "bright", "voice", "number",
];

const FOREIGN: &[&str] = &[
    "人人生而自由,在尊严和权利上一律平等。他们赋有理性和良心,并应以兄弟关系的精神相对待。",
    "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。",
    "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
    "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق.",
    "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है।",
    "Все люди рождаются свободными и равными в своём достоинстве и правах.",
    "Todos los seres humanos nacen libres e iguales en dignidad y derechos. ¿Quién lo duda?",
];

const EMOJI: &[&str] = &["🦜", "🎉", "👩‍🚀", "🏳️‍🌈", "✅", "🇪🇺", "👍🏽", "🌊"];

struct Random(u64);

impl Random {
    /// A number below `most`; a plain linear congruential generator, so that every platform agrees.
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % most.max(1) as u64) as usize
    }

    fn pick(&mut self, from: &[&'static str]) -> &'static str {
        from[self.below(from.len())]
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| self.pick(WORDS)).collect();
        words.join(" ")
    }

    fn sentence(&mut self) -> String {
        let count = 6 + self.below(9);
        let words = self.words(count);
        let mut chars = words.chars();
        match chars.next() {
            Some(first) => format!("{}{}.", first.to_uppercase(), chars.as_str()),
            None => words,
        }
    }
}

fn block(number: usize, r: &mut Random) -> String {
    match number % 12 {
        0 => format!(
            "{} {} {}",
            "#".repeat(1 + number / 12 % 4),
            r.words(4),
            r.pick(EMOJI)
        ),
        1 => format!(
            "{} **{}** and *{}*, ~~{}~~, `{}()` and [a link to {}](https://example.com/{}). {}",
            r.sentence(),
            r.words(2),
            r.words(3),
            r.words(1),
            r.pick(WORDS),
            r.words(2),
            number,
            r.sentence()
        ),
        2 => format!("{} {} {}", r.pick(FOREIGN), r.pick(EMOJI), r.pick(FOREIGN)),
        3 => table(r),
        4 => format!(
            "- {}\n- {} {}\n  - {}\n    - {}\n  - {}\n- {}",
            r.words(4),
            r.pick(EMOJI),
            r.words(5),
            r.words(3),
            r.pick(FOREIGN),
            r.words(4),
            r.words(6)
        ),
        5 => code(number, r),
        6 => format!(
            "> {}\n>\n> {} {}\n>\n> - {}\n> - {}",
            r.sentence(),
            r.pick(FOREIGN),
            r.pick(EMOJI),
            r.words(3),
            r.words(4)
        ),
        7 => format!(
            "- [x] {}\n- [ ] {}\n- [ ] {} {}",
            r.words(4),
            r.words(5),
            r.words(2),
            r.pick(EMOJI)
        ),
        8 => format!(
            "{} {} {}\n{}",
            r.sentence(),
            r.sentence(),
            r.sentence(),
            r.sentence()
        ),
        9 => format!(
            "1. {}\n2. {}\n   1. {}\n   2. {}\n3. {}",
            r.words(4),
            r.words(3),
            r.words(5),
            r.pick(FOREIGN),
            r.words(4)
        ),
        10 => format!(
            "{}[^{number}] {}\n\n[^{number}]: {} {}",
            r.sentence(),
            r.sentence(),
            r.words(6),
            r.pick(EMOJI)
        ),
        _ => "---".to_owned(),
    }
}

fn table(r: &mut Random) -> String {
    let mut out = format!(
        "| {} | {} | {} |\n|:---|---:|:---:|",
        r.pick(WORDS),
        r.pick(WORDS),
        r.pick(EMOJI)
    );
    for _ in 0..3 + r.below(4) {
        let number = r.below(10_000);
        out.push_str(&format!(
            "\n| {} | {number} | {} |",
            r.words(2),
            if number.is_multiple_of(3) {
                "日本語"
            } else {
                "**yes**"
            }
        ));
    }
    out
}

fn code(number: usize, r: &mut Random) -> String {
    let (language, body) = match number / 12 % 3 {
        0 => (
            "rust",
            "fn practice(words: &[&str]) -> usize {\n    // nothing is translated here\n    words.iter().map(|word| word.len()).sum()\n}",
        ),
        1 => (
            "python",
            "def practice(words):\n    \"\"\"Nothing is translated here.\"\"\"\n    return sum(len(word) for word in words)",
        ),
        _ => (
            "json",
            "{\n  \"practice\": true,\n  \"emoji\": \"🦜\",\n  \"html\": \"<b>&amp;</b>\"\n}",
        ),
    };
    format!("```{language}\n{body}\n```\n\n{}", r.sentence())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_and_always_the_same() {
        for size in [0, 1, 2, 7, 100, 1_023, 4_096, 65_536] {
            assert_eq!(sample_markdown(size).len(), size);
        }
        assert_eq!(sample_markdown(20_000), sample_markdown(20_000));
    }

    #[test]
    fn varied() {
        let text = sample_markdown(8_192);
        for part in [
            "\n| ",
            "```rust",
            "- [x]",
            "[^10]:",
            "人人",
            "🦜",
            "](https://",
            "\n> ",
            "    - ",
        ] {
            assert!(text.contains(part), "no {part:?}");
        }
    }
}
