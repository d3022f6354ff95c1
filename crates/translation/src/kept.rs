//! What is written down of a translation in segments while it arrives: one line each time something came, so that a page that
//! goes away loses nothing, and what is asked again is only what is missing.
//!
//! A line is a JSON list of the segment's place, what happened and a text: `+` more of it arrived, `=` its final text, `!` it
//! could not be had, and why.

use std::collections::BTreeMap;

/// What happened to a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// More of it arrived.
    More(String),
    /// What had arrived of it is void.
    Void,
    /// Its final text.
    Settled(String),
    /// It could not be had; the reason's name.
    Failed(String),
}

/// The line, with its line end.
pub fn kept_line(segment: usize, what: &Kept) -> String {
    let (mark, text) = match what {
        Kept::More(text) => ("+", text.as_str()),
        Kept::Void => ("-", ""),
        Kept::Settled(text) => ("=", text.as_str()),
        Kept::Failed(reason) => ("!", reason.as_str()),
    };
    // A list of a number and two texts always serialises.
    let line = serde_json::to_string(&(segment, mark, text));
    line.unwrap_or_default() + "\n"
}

/// What the lines say of each segment, the last word counting. Lines that cannot be read (the last may be cut) are left out.
pub fn read_kept(lines: &str) -> BTreeMap<usize, Kept> {
    let mut kept = BTreeMap::new();
    for line in lines.lines() {
        let Ok((segment, mark, text)) = serde_json::from_str::<(usize, String, String)>(line)
        else {
            continue;
        };
        match mark.as_str() {
            "+" => match kept.get_mut(&segment) {
                Some(Kept::More(so_far)) => so_far.push_str(&text),
                Some(Kept::Settled(_) | Kept::Failed(_)) => {}
                Some(Kept::Void) | None => {
                    kept.insert(segment, Kept::More(text));
                }
            },
            "-" => {
                kept.insert(segment, Kept::Void);
            }
            "=" => {
                kept.insert(segment, Kept::Settled(text));
            }
            "!" => {
                kept.insert(segment, Kept::Failed(text));
            }
            _ => {}
        }
    }
    kept.retain(|_, what| *what != Kept::Void);
    kept
}

#[cfg(test)]
mod tests;
