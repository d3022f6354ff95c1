//! Check: every tag, mark, placeholder and address of the source is in the target, and none is there that the source has
//! not. Their order is the language's business.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::ops::Range;

use super::finding::{Finding, FindingKind};
use super::side::Side;

pub(super) fn check(source: &Side, target: &Side) -> Vec<Finding> {
    let (sources, targets) = (codes(source), codes(target));
    let lost = only_in(&sources, &targets);
    let extra = only_in(&targets, &sources);
    let lost = without_plain(lost, &sources, target.text);
    let extra = without_plain(extra, &targets, source.text);
    paired(lost, extra, (source, target))
}

/// A code and what it is compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Code {
    kind: FindingKind,
    key: String,
    range: Range<usize>,
}

fn codes(side: &Side) -> Vec<Code> {
    let code = |range: &Range<usize>| {
        let (kind, key) = read(side.text.get(range.clone())?)?;
        Some(Code {
            kind,
            key,
            range: range.clone(),
        })
    };
    side.codes.iter().filter_map(code).collect()
}

/// What a code is, and what of it must be the same. None for what follows the language: the forms of a plural.
fn read(code: &str) -> Option<(FindingKind, String)> {
    use FindingKind::{Address, Placeholder, Tag};
    let first = code.chars().next()?;
    if let Some(inner) = code.strip_prefix('<') {
        let inner = inner.strip_suffix('>').unwrap_or(inner);
        if is_address(inner) {
            return Some((Address, inner.to_owned()));
        }
        // What its attributes say may be translated.
        let name_end = inner
            .find(|c: char| c.is_whitespace() || c == '>')
            .unwrap_or(inner.len());
        let name = inner[..name_end].trim_end_matches('/').to_lowercase();
        return Some((Tag, format!("<{name}>")));
    }
    if let Some(link) = code.strip_prefix("](") {
        let link = link.trim_start_matches('<');
        let end = link.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>'));
        return Some((Address, link[..end.unwrap_or(link.len())].to_owned()));
    }
    if matches!(first, '*' | '_' | '~' | '[' | '!' | ']') && !code.starts_with("[^") {
        // `*` and `_` do the same.
        return Some((Tag, code.replace('_', "*")));
    }
    if is_address(code) {
        return Some((Address, code.trim_end_matches('/').to_owned()));
    }
    if code == "#" || code == "}" || (code.ends_with('{') && !code.starts_with('{')) {
        return None;
    }
    if code.starts_with('{') && code.contains(',') {
        // {count, plural, …
        let name = code[1..].split(',').next().unwrap_or_default().trim();
        return Some((Placeholder, format!("{{{name},")));
    }
    let spaceless: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let key = if first == '`' {
        code.to_owned()
    } else {
        spaceless
    };
    // %s in another order is %2$s.
    Some((Placeholder, without_position(&key)))
}

fn is_address(code: &str) -> bool {
    let scheme = ["mailto:", "tel:", "www."];
    let mail = code.contains('@')
        && !code.contains(char::is_whitespace)
        && !code.starts_with('@')
        && !code.starts_with('%');
    code.contains("://") || scheme.iter().any(|scheme| code.starts_with(scheme)) || mail
}

/// `%2$s` stands for a `%s`.
fn without_position(key: &str) -> String {
    let position = key.strip_prefix('%').and_then(|rest| rest.split_once('$'));
    match position {
        Some((digits, rest)) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("%{rest}")
        }
        _ => key.to_owned(),
    }
}

/// Those of one text that the other has less often. What is merely repeated is there.
fn only_in(these: &[Code], others: &[Code]) -> Vec<Code> {
    let mut counts: HashMap<(&str, &str), usize> = HashMap::new();
    for code in others {
        *counts.entry((code.kind.name(), &code.key)).or_default() += 1;
    }
    let mut left = counts;
    let only = these.iter().filter(|code| {
        let Some(count) = left.get_mut(&(code.kind.name(), code.key.as_str())) else {
            return true;
        };
        match count.checked_sub(1) {
            Some(rest) => {
                *count = rest;
                false
            }
            // A word that is said again in one language and not in the other.
            None => code.kind == FindingKind::Tag,
        }
    });
    only.cloned().collect()
}

/// Leaves out what the other text has as plain text, as often as there are such codes: the scanner sees ** as marks or not by
/// what is beside them, which is another thing in Japanese.
fn without_plain(found: Vec<Code>, all: &[Code], other: &str) -> Vec<Code> {
    /// With more of them than this, nothing is as it was.
    const MOST: usize = 100;
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for code in all {
        *counts.entry(&code.key).or_default() += 1;
    }
    let other = other.replace('_', "*");
    let mut plain: HashMap<String, bool> = HashMap::new();
    let mut stands_there = |code: &Code| {
        if code.key.starts_with('<') || code.key.starts_with('[') {
            return false;
        }
        if let Some(known) = plain.get(&code.key) {
            return *known;
        }
        let key = code.key.replace('_', "*");
        let wanted = counts.get(code.key.as_str()).copied().unwrap_or(1);
        let there = plain.len() < MOST && other.matches(&key).take(wanted).count() == wanted;
        plain.insert(code.key.clone(), there);
        there
    };
    found
        .into_iter()
        .filter(|code| !stands_there(code))
        .collect()
}

/// Puts what is missing and what is there instead together, kind by kind, in order.
fn paired(lost: Vec<Code>, extra: Vec<Code>, (source, target): (&Side, &Side)) -> Vec<Finding> {
    let mut waiting: BTreeMap<(&str, bool), VecDeque<Code>> = BTreeMap::new();
    for code in extra {
        let like = (code.kind.name(), is_closing(&code, target));
        waiting.entry(like).or_default().push_back(code);
    }
    let mut found = Vec::new();
    for code in lost {
        let like = (code.kind.name(), is_closing(&code, source));
        let instead = waiting.get_mut(&like).and_then(VecDeque::pop_front);
        let written = source.text.get(code.range.clone()).unwrap_or_default();
        let fix = instead.as_ref().map(|other| match code.kind {
            // Of `](address "title")` only the address.
            FindingKind::Address => {
                target.text[other.range.clone()].replacen(&other.key, &code.key, 1)
            }
            _ => written.to_owned(),
        });
        let place = instead.map(|other| other.range);
        let finding = Finding::new(code.kind, Some(code.range), place);
        found.push(match fix {
            Some(fix) => finding.fixed_by(fix),
            None => finding,
        });
    }
    let rest = waiting.into_values().flatten();
    found.extend(rest.map(|code| Finding::new(code.kind, None, Some(code.range))));
    found
}

fn is_closing(code: &Code, side: &Side) -> bool {
    side.text
        .get(code.range.clone())
        .is_some_and(|text| text.starts_with("</"))
}
