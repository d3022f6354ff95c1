//! Check: every tag, mark, placeholder and address of the source is in the target, and none is there that the source has
//! not. Their order is the language's business.

use std::collections::HashMap;
use std::ops::Range;

use super::finding::{Finding, FindingKind};
use super::side::Side;

pub(super) fn check(source: &Side, target: &Side) -> Vec<Finding> {
    let (sources, targets) = (codes(source), codes(target));
    let lost = only_in(&sources, &targets);
    let extra = only_in(&targets, &sources);
    // Marks that the scanner of one language's text sees and the other's does not: ** beside Japanese.
    let lost = lost
        .into_iter()
        .filter(|code| !stands_in(code, target, &sources));
    let extra = extra
        .into_iter()
        .filter(|code| !stands_in(code, source, &targets));
    paired(lost.collect(), extra.collect(), (source, target))
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

/// Whether the other text has it as plain text, as often as there are such codes.
fn stands_in(code: &Code, other: &Side, all: &[Code]) -> bool {
    let mark = code.key.starts_with(['*', '~']) && code.kind == FindingKind::Tag;
    if !mark && code.kind != FindingKind::Address && code.kind != FindingKind::Placeholder {
        return false;
    }
    let wanted = all.iter().filter(|other| other.key == code.key).count();
    let there = if mark {
        other.text.replace('_', "*").matches(&code.key).count()
    } else {
        other.text.matches(&code.key).count()
    };
    there >= wanted
}

/// Puts what is missing and what is there instead together, kind by kind.
fn paired(lost: Vec<Code>, extra: Vec<Code>, (source, target): (&Side, &Side)) -> Vec<Finding> {
    let mut extra: Vec<Option<Code>> = extra.into_iter().map(Some).collect();
    let mut found = Vec::new();
    for code in lost {
        let instead = extra.iter_mut().find(|other| {
            other.as_ref().is_some_and(|other| {
                other.kind == code.kind && is_closing(other, target) == is_closing(&code, source)
            })
        });
        let instead = instead.and_then(Option::take);
        let written = source.text.get(code.range.clone()).unwrap_or_default();
        let fix = instead.as_ref().map(|other| match code.kind {
            // Of `](address "title")` only the address.
            FindingKind::Address => {
                target.text[other.range.clone()].replacen(&other.key, &code.key, 1)
            }
            _ => written.to_owned(),
        });
        let finding = Finding::new(
            code.kind,
            Some(code.range),
            instead.map(|other| other.range),
        );
        found.push(match fix {
            Some(fix) => finding.fixed_by(fix),
            None => finding,
        });
    }
    let rest = extra.into_iter().flatten();
    found.extend(rest.map(|code| Finding::new(code.kind, None, Some(code.range))));
    found
}

fn is_closing(code: &Code, side: &Side) -> bool {
    side.text
        .get(code.range.clone())
        .is_some_and(|text| text.starts_with("</"))
}
