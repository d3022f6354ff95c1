//! From the order in which a line is seen to the order in which it is read, where Arabic or Hebrew is in it.
//!
//! The Unicode Bidirectional Algorithm (UAX #9) goes from reading to seeing; this is its way back, as far as
//! there is one: what is seen does not tell embeddings, and `GB 5` left of Hebrew may have been either. It is read from left to
//! right then.

use unicode_normalization::UnicodeNormalization;

/// Whether anything of it is read from right to left.
pub(super) fn has_rtl(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(class(c), Class::Hebrew | Class::Arabic))
}

/// The text of a line, of its pieces from left to right: letters with their marks, or spaces. What is in a piece is read as it
/// is: one sign may stand for several letters.
pub(super) fn logical(visual: &[&str]) -> String {
    let classes: Vec<Class> = visual.iter().map(|piece| class_of(piece)).collect();
    let levels = levels(&classes, visual);
    let mut order: Vec<usize> = (0..visual.len()).collect();
    for level in [1, 2] {
        for run in order.chunk_by_mut(|a, b| (levels[*a] >= level) == (levels[*b] >= level)) {
            if run.first().is_some_and(|first| levels[*first] >= level) {
                run.reverse();
            }
        }
    }
    let backward = order
        .iter()
        .filter(|at| levels[**at] == 1)
        .filter_map(|at| bracket(visual[*at]));
    let mirrors = is_seen(backward);
    let mut text = String::new();
    for at in order {
        match bracket(visual[at]).filter(|_| mirrors && levels[at] == 1) {
            Some(bracket) => text.push(bracket.other),
            None => fold(visual[at], &mut text),
        }
    }
    text
}

/// Writes a text with its Arabic letters as such, not as the forms that they have in a word.
pub(super) fn fold(text: &str, into: &mut String) {
    for c in text.chars() {
        match c {
            // Marks without a letter are marks on a space there.
            '\u{fe70}'..='\u{fe7f}' => into.extend(c.nfkc().filter(|c| *c != ' ')),
            '\u{fb50}'..='\u{fdff}' | '\u{fe80}'..='\u{feff}' => into.extend(c.nfkc()),
            _ => into.push(c),
        }
    }
}

/// What a character is for the order, in the words of UAX #9, table 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// L.
    Left,
    /// R.
    Hebrew,
    /// AL.
    Arabic,
    /// EN.
    European,
    /// AN.
    ArabicNumber,
    /// ES: joins two numbers that are not Arabic.
    Sign,
    /// CS: joins two numbers.
    Separator,
    /// ET: goes with a number that is not Arabic.
    Terminator,
    /// All else.
    Neutral,
}

fn class(c: char) -> Class {
    match c {
        '0'..='9' | '\u{6f0}'..='\u{6f9}' => Class::European,
        '\u{660}'..='\u{669}' | '\u{66b}' | '\u{66c}' => Class::ArabicNumber,
        '+' | '-' | '\u{2212}' => Class::Sign,
        '.' | ',' | ':' | '/' | '\u{a0}' | '\u{60c}' => Class::Separator,
        '#' | '$' | '%' | '\u{a2}'..='\u{a5}' | '°' | '€' | '₪' | '\u{66a}' => {
            Class::Terminator
        }
        '\u{606}' | '\u{607}' | '\u{60e}' | '\u{60f}' | '\u{6de}' | '\u{6e9}' => Class::Neutral,
        '\u{fd3e}' | '\u{fd3f}' | '\u{feff}' => Class::Neutral,
        _ if unicode_normalization::char::is_combining_mark(c) => Class::Neutral,
        '\u{5be}'..='\u{5ff}' | '\u{7c0}'..='\u{85f}' | '\u{fb1d}'..='\u{fb4f}' => Class::Hebrew,
        '\u{200f}' | '\u{10800}'..='\u{10cff}' | '\u{1e800}'..='\u{1ebff}' => Class::Hebrew,
        '\u{600}'..='\u{7bf}' | '\u{860}'..='\u{8ff}' => Class::Arabic,
        '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' => Class::Arabic,
        '\u{10d00}'..='\u{10fff}' | '\u{1ec00}'..='\u{1efff}' => Class::Arabic,
        _ if c.is_alphabetic() => Class::Left,
        _ => Class::Neutral,
    }
}

/// That of the first character that has one.
fn class_of(piece: &str) -> Class {
    let mut classes = piece.chars().map(class);
    classes
        .find(|class| *class != Class::Neutral)
        .unwrap_or(Class::Neutral)
}

/// Which way something goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Left,
    Right,
    /// To the right, in what goes to the left.
    Number,
    /// As what is around it.
    Open,
}

/// The level of each piece: odd where it goes from right to left.
fn levels(classes: &[Class], visual: &[&str]) -> Vec<u8> {
    let strong = |class: &Class| match class {
        Class::Left => Some(Way::Left),
        Class::Hebrew | Class::Arabic => Some(Way::Right),
        _ => None,
    };
    let right = classes.iter().filter(|c| strong(c) == Some(Way::Right));
    let left = classes.iter().filter(|c| **c == Class::Left);
    let base = match right.count() >= left.count() {
        true => Way::Right,
        false => Way::Left,
    };
    let is_number = numbers(classes);
    let mut strong: Vec<Option<Way>> = classes.iter().map(strong).collect();
    let pairs = pairs(visual);
    if base == Way::Right {
        settle_pairs(&mut strong, &pairs);
    }
    let before = nearest(strong.iter().copied());
    let mut behind = nearest(strong.iter().rev().copied());
    behind.reverse();
    let mut ways: Vec<Way> = (0..classes.len())
        .map(|at| {
            if !is_number[at] {
                return strong[at].unwrap_or(Way::Open);
            }
            let around = [before[at], behind[at]];
            let is_left = match base {
                Way::Right => around.contains(&Some(Way::Left)),
                _ => around != [Some(Way::Right); 2],
            };
            if is_left { Way::Left } else { Way::Number }
        })
        .collect();
    settle(&mut ways, base);
    if base == Way::Right {
        keep_pairs(&mut ways, &pairs);
    }
    let level = |way: &Way| match way {
        Way::Left if base == Way::Left => 0,
        Way::Left | Way::Number => 2,
        Way::Right | Way::Open => 1,
    };
    ways.iter().map(level).collect()
}

/// For each the last there was before it.
fn nearest<T: Copy>(of: impl Iterator<Item = Option<T>>) -> Vec<Option<T>> {
    let mut last = None;
    of.map(|one| {
        let before = last;
        last = one.or(last);
        before
    })
    .collect()
}

/// What belongs to a number: its digits, what joins them, and what stands beside them (rules W2 to W6).
fn numbers(classes: &[Class]) -> Vec<bool> {
    let letters = classes.iter().rev().map(|class| match class {
        Class::Left | Class::Hebrew | Class::Arabic => Some(*class),
        _ => None,
    });
    // What is read before it stands on its right.
    let mut behind = nearest(letters);
    behind.reverse();
    let kind = |at: usize| match classes.get(at)? {
        Class::European if behind[at] == Some(Class::Arabic) => Some(Class::ArabicNumber),
        class @ (Class::European | Class::ArabicNumber) => Some(*class),
        _ => None,
    };
    let mut is_number: Vec<bool> = (0..classes.len()).map(|at| kind(at).is_some()).collect();
    for at in 1..classes.len() {
        let (before, after) = (kind(at - 1), kind(at + 1));
        let joins = match classes[at] {
            Class::Separator => before.is_some() && before == after,
            Class::Sign => before == Some(Class::European) && before == after,
            _ => false,
        };
        is_number[at] |= joins;
    }
    let european = |at: usize, is_number: &[bool]| {
        is_number[at] && (classes[at] == Class::Terminator || kind(at) == Some(Class::European))
    };
    for at in 1..classes.len() {
        is_number[at] |= classes[at] == Class::Terminator && european(at - 1, &is_number);
    }
    for at in (1..classes.len()).rev() {
        is_number[at - 1] |= classes[at - 1] == Class::Terminator && european(at, &is_number);
    }
    is_number
}

/// What is open goes as both its neighbours, or as the line (rules N1 and N2).
fn settle(ways: &mut [Way], base: Way) {
    let as_letter = |way: Way| match way {
        Way::Number => Way::Right,
        way => way,
    };
    let mut before = base;
    let mut at = 0;
    while at < ways.len() {
        if ways[at] != Way::Open {
            before = as_letter(ways[at]);
            at += 1;
            continue;
        }
        let open = ways[at..].iter().take_while(|way| **way == Way::Open);
        let end = at + open.count();
        let after = ways.get(end).map_or(base, |way| as_letter(*way));
        let way = if before == after { before } else { base };
        ways[at..end].fill(way);
        at = end;
    }
}

/// Brackets go as what they hold and what is around them (rule N0): as the line, but where they hold only what goes to the
/// right and stand beside such.
fn settle_pairs(strong: &mut [Option<Way>], pairs: &[(usize, usize)]) {
    let before = nearest(strong.iter().copied());
    let mut behind = nearest(strong.iter().rev().copied());
    behind.reverse();
    let mut count = (0, 0);
    let counts: Vec<(usize, usize)> = strong
        .iter()
        .map(|way| {
            count.0 += usize::from(*way == Some(Way::Right));
            count.1 += usize::from(*way == Some(Way::Left));
            count
        })
        .collect();
    for (begin, end) in pairs {
        let holds_right = counts[*end].0 > counts[*begin].0;
        let holds_left = counts[*end].1 > counts[*begin].1;
        let beside = [before[*begin], behind[*end]].contains(&Some(Way::Left));
        if holds_right || (holds_left && !beside) {
            strong[*begin] = Some(Way::Right);
            strong[*end] = Some(Way::Right);
        }
    }
}

/// Where one bracket of a pair goes to the right, both do.
fn keep_pairs(ways: &mut [Way], pairs: &[(usize, usize)]) {
    for (begin, end) in pairs {
        if [ways[*begin], ways[*end]].contains(&Way::Left) {
            ways[*begin] = Way::Left;
            ways[*end] = Way::Left;
        }
    }
}

/// Where brackets that belong together stand.
fn pairs(visual: &[&str]) -> Vec<(usize, usize)> {
    let opens_left = is_seen(visual.iter().rev().filter_map(|piece| bracket(piece)));
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut pairs = Vec::new();
    for (at, piece) in visual.iter().enumerate() {
        match bracket(piece) {
            Some(bracket) if bracket.opens == opens_left => open.push((at, bracket.other)),
            Some(bracket) if open.last().is_some_and(|last| last.1 == bracket.own) => {
                pairs.extend(open.pop().map(|(begin, _)| (begin, at)));
            }
            _ => {}
        }
    }
    pairs
}

#[derive(Clone, Copy)]
struct Bracket {
    own: char,
    other: char,
    opens: bool,
}

const PAIRS: [(char, char); 8] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('<', '>'),
    ('«', '»'),
    ('‹', '›'),
    ('≤', '≥'),
    ('\u{fd3f}', '\u{fd3e}'),
];

fn bracket(piece: &str) -> Option<Bracket> {
    let mut chars = piece.chars();
    let own = chars.next().filter(|_| chars.next().is_none())?;
    PAIRS.iter().find_map(|(open, close)| {
        let (other, opens) = match own {
            _ if own == *open => (*close, true),
            _ if own == *close => (*open, false),
            _ => return None,
        };
        Some(Bracket { own, other, opens })
    })
}

/// Whether brackets, in the order in which they are read, are named for how they look, and not for what they mean: then more
/// of them end before they begin. Both kinds of files are written; alone, one is taken to be as it looks.
fn is_seen(backward: impl Iterator<Item = Bracket>) -> bool {
    let (mut meant, mut looks) = (0_usize, 0_usize);
    let mut last: Option<Bracket> = None;
    for bracket in backward {
        if let Some(before) = last.filter(|last| last.other == bracket.own) {
            match before.opens {
                true => meant += 1,
                false => looks += 1,
            }
            last = None;
        } else {
            last = Some(bracket);
        }
    }
    looks >= meant
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads a line as it is seen, a character a piece.
    fn reads(seen: &str) -> String {
        let pieces: Vec<String> = seen.chars().map(String::from).collect();
        logical(&pieces.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn seen(text: &str) -> String {
        text.chars().rev().collect()
    }

    #[test]
    fn what_is_seen_becomes_what_is_read() {
        let shalom = seen("שלום");
        let olam = seen("עולם");
        let salam = seen("سلام");
        for (line, want) in [
            (format!("{olam} {shalom}"), "שלום עולם"),
            // Latin words and numbers in it keep their own order.
            (format!("{olam} two words {shalom}"), "שלום two words עולם"),
            (format!("{olam} 1,234.50 {shalom}"), "שלום 1,234.50 עולם"),
            (format!("{olam} 1990-2000 {shalom}"), "שלום 1990-2000 עולם"),
            (format!("{olam} 50% {shalom}"), "שלום 50% עולם"),
            (format!("{olam} word 12 {shalom}"), "שלום word 12 עולם"),
            // Two numbers are two.
            (format!("34 12 {shalom}"), "שלום 12 34"),
            // After Arabic, a hyphen does not join numbers, nor does a percent sign go with one.
            (format!("2000-1990 {salam}"), "سلام 1990-2000"),
            (format!("%50 {salam}"), "سلام 50%"),
            (format!("٣٫٥ {salam}"), "سلام ٣٫٥"),
            (format!(".{salam}"), "سلام."),
            // The line goes as most of it does.
            (format!("we say {shalom} here"), "we say שלום here"),
            (
                format!("we say it so: {olam} 12 {shalom}"),
                "we say it so: שלום 12 עולם",
            ),
            (format!("12 items named {shalom}"), "12 items named שלום"),
            // Brackets named for how they look, and for what they mean.
            (format!("({olam}) {shalom}"), "שלום (עולם)"),
            (format!("){olam}( {shalom}"), "שלום (עולם)"),
            (format!("(abc) {olam} {shalom}"), "שלום עולם (abc)"),
            (format!("{olam} a (b) {shalom}"), "שלום a (b) עולם"),
            (format!("({shalom}"), "שלום)"),
            (format!("(abc) 12 {shalom} {olam}"), "עולם שלום 12 (abc)"),
            (format!(")abc( 12 {shalom} {olam}"), "עולם שלום 12 (abc)"),
            (format!("12 (abc) {shalom} {olam}"), "עולם שלום (abc) 12"),
            (format!("{olam} (a) b {shalom}"), "שלום (a) b עולם"),
            (format!("[({olam} ab)] {shalom}"), "שלום [(ab עולם)]"),
            ("only (this), 5%".into(), "only (this), 5%"),
        ] {
            assert_eq!(reads(&line), want, "{line}");
        }
    }

    #[test]
    fn forms_become_letters() {
        for (forms, want) in [
            // One sign of two letters is read as they are.
            ("\u{feb3}\u{fefc}\u{fee1}", "سلام"),
            ("\u{fb56}\u{fd3e}", "پ\u{fd3e}"),
            // A mark of its own brings no space.
            ("\u{feb3}\u{fe76}", "س\u{64e}"),
            // Neither Latin ligatures, nor wide letters, nor Hebrew with its marks are changed.
            ("ﬁ Ａ \u{fb2a}", "ﬁ Ａ \u{fb2a}"),
        ] {
            let mut text = String::new();
            fold(forms, &mut text);
            assert_eq!(text, want);
        }
        assert_eq!(reads("\u{fee1}\u{fefc}\u{feb3}"), "سلام");
    }

    /// A word that is read from right to left, a run of Latin words, or a number.
    #[derive(Clone, Debug)]
    enum Word {
        Right(String),
        Left(String),
        Number(String),
    }

    fn word() -> impl Strategy<Value = Word> {
        prop_oneof![
            "[א-ת]{1,6}".prop_map(Word::Right),
            "[a-z]{1,3}( [a-z]{1,3})?".prop_map(Word::Left),
            "[0-9]{1,3}([.,:][0-9]{1,2})?".prop_map(Word::Number),
        ]
    }

    proptest! {
        /// Lines set as UAX #9 says, with a long word of Hebrew around each other one, so that there is one way back.
        #[test]
        fn lines_that_are_set_are_read(words in proptest::collection::vec(word(), 0..8)) {
            let mut read = vec!["אבגדהוזחט".to_owned()];
            let mut set = read.iter().map(|word| seen(word)).collect::<Vec<_>>();
            for word in words {
                let (text, looks) = match word {
                    Word::Right(text) => (text.clone(), seen(&text)),
                    Word::Left(text) | Word::Number(text) => (text.clone(), text),
                };
                read.extend([text, "אבגדהוזחט".into()]);
                set.extend([looks, seen("אבגדהוזחט")]);
            }
            set.reverse();
            prop_assert_eq!(reads(&set.join(" ")), read.join(" "));
        }

        #[test]
        fn no_character_is_lost(line in "[a-c0-9 א-ה\u{627}-\u{62a}\u{660}-\u{665}.,%+-]{0,30}") {
            let sorted = |text: &str| {
                let mut chars: Vec<char> = text.chars().collect();
                chars.sort_unstable();
                chars
            };
            prop_assert_eq!(sorted(&reads(&line)), sorted(&line));
        }

        #[test]
        fn what_has_no_such_letter_is_as_it_was(line in "[ -~À-ÿα-ω一-三]{1,30}[a-z]") {
            prop_assert_eq!(reads(&line).replace(' ', ""), line.replace(' ', ""));
        }

        #[test]
        fn anything(line in "\\PC{0,40}") {
            let _ = reads(&line);
        }
    }
}
