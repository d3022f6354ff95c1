//! Edit distance, 64 characters at a time.
//!
//! Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming" (1999), in the form of
//! Hyyrö (2003) for texts of more than one machine word: a column of the table is kept as the differences between its cells.

/// The text that others are compared with, made ready once.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    length: usize,
    /// Words in a column.
    words: usize,
    /// Where each ASCII character stands, a column each.
    ascii: Vec<u64>,
    /// The other characters, sorted; and where they stand, in the same order.
    others: Vec<char>,
    other_rows: Vec<u64>,
}

impl Pattern {
    pub(super) fn new(chars: &[char]) -> Pattern {
        let words = chars.len().div_ceil(64);
        let mut others: Vec<char> = chars.iter().copied().filter(|c| !c.is_ascii()).collect();
        others.sort_unstable();
        others.dedup();
        let mut pattern = Pattern {
            length: chars.len(),
            words,
            ascii: vec![0; 128 * words],
            other_rows: vec![0; others.len() * words],
            others,
        };
        for (at, &c) in chars.iter().enumerate() {
            let (rows, row) = match u8::try_from(c) {
                Ok(c) if c < 128 => (&mut pattern.ascii, usize::from(c)),
                _ => match pattern.others.binary_search(&c) {
                    Ok(row) => (&mut pattern.other_rows, row),
                    Err(_) => continue,
                },
            };
            rows[row * words + at / 64] |= 1 << (at % 64);
        }
        pattern
    }

    /// How much work a comparison with a text of this many characters is, in steps of a few instructions.
    pub(super) fn steps(&self, length: usize) -> usize {
        self.words.max(1).saturating_mul(length)
    }

    /// The edit distance (Levenshtein) to a text of `length` characters, where it is not above `most`.
    pub(super) fn distance(
        &self,
        text: impl Iterator<Item = char>,
        length: usize,
        most: usize,
    ) -> Option<usize> {
        if self.length == 0 {
            return (length <= most).then_some(length);
        }
        let mut column = vec![
            Cells {
                up: u64::MAX,
                down: 0
            };
            self.words
        ];
        let last = 1_u64 << ((self.length - 1) % 64);
        let mut distance = self.length;
        for (at, c) in text.enumerate() {
            let row = self.row(c);
            // The cell above the column is one higher than the one to its left.
            let mut carry = Carry::Up;
            for (index, cells) in column.iter_mut().enumerate() {
                let end = if index + 1 == self.words {
                    last
                } else {
                    1 << 63
                };
                carry = cells.advance(row.map_or(0, |row| row[index]), carry, end);
            }
            match carry {
                Carry::Up => distance += 1,
                Carry::Down => distance -= 1,
                Carry::Level => {}
            }
            // Each character that is left can bring it down by one.
            if distance.saturating_sub(length.saturating_sub(at + 1)) > most {
                return None;
            }
        }
        (distance <= most).then_some(distance)
    }

    fn row(&self, c: char) -> Option<&[u64]> {
        let (rows, row) = match u8::try_from(c) {
            Ok(c) if c < 128 => (&self.ascii, usize::from(c)),
            _ => (&self.other_rows, self.others.binary_search(&c).ok()?),
        };
        rows.get(row * self.words..(row + 1) * self.words)
    }
}

/// 64 cells of a column: where a cell is one above, or one below, the one before it.
#[derive(Debug, Clone, Copy)]
struct Cells {
    up: u64,
    down: u64,
}

/// How a cell differs from its neighbour to the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carry {
    Up,
    Level,
    Down,
}

impl Cells {
    /// To the next column: `equal` has the cells whose character is the column's. Gives the difference at the cell `end`.
    fn advance(&mut self, equal: u64, carry: Carry, end: u64) -> Carry {
        let (carry_up, carry_down) = (
            u64::from(carry == Carry::Up),
            u64::from(carry == Carry::Down),
        );
        let vertical = equal | self.down;
        let equal = equal | carry_down;
        let horizontal = ((equal & self.up).wrapping_add(self.up) ^ self.up) | equal;
        let up = self.down | !(horizontal | self.up);
        let down = self.up & horizontal;
        let out = if up & end != 0 {
            Carry::Up
        } else if down & end != 0 {
            Carry::Down
        } else {
            Carry::Level
        };
        let (up, down) = ((up << 1) | carry_up, (down << 1) | carry_down);
        self.up = down | !(vertical | up);
        self.down = up & vertical;
        out
    }
}

#[cfg(test)]
mod tests;
