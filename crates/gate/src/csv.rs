//! The ledger as a CSV file (RFC 4180) that a spreadsheet opens without running anything in it.

use crate::calendar::iso_utc;
use crate::{Cost, LedgerEntry};

const HEAD: &str = "time,endpoint,model,work,tokens in,tokens cached,tokens out,tokens reasoning,cost USD,at most USD,ended,attempts,ms\r\n";

/// One line an entry, times in UTC, money in dollars to the last nano-dollar; what is not known is
/// empty.
pub fn to_csv(entries: &[LedgerEntry]) -> String {
    let mut csv = String::from(HEAD);
    for entry in entries {
        let usage = |pick: fn(&wire::Usage) -> u64| {
            entry
                .usage
                .as_ref()
                .map(|u| pick(u).to_string())
                .unwrap_or_default()
        };
        let fields = [
            iso_utc(entry.at),
            text(&entry.endpoint),
            text(&entry.model),
            entry.kind.name().into(),
            usage(|u| u.input),
            usage(|u| u.cached),
            usage(|u| u.output),
            usage(|u| u.reasoning),
            entry.cost.map(money).unwrap_or_default(),
            entry.at_most.map(money).unwrap_or_default(),
            text(&entry.ended),
            entry.attempts.to_string(),
            entry.ms.to_string(),
        ];
        csv.push_str(&fields.join(","));
        csv.push_str("\r\n");
    }
    csv
}

/// Quoted where it must be. A spreadsheet takes what begins with `=`, `+`, `-` or `@` for a
/// formula, after blanks too, and a model's name comes from outside: a leading apostrophe makes it
/// text.
fn text(value: &str) -> String {
    let start = value.trim_start();
    let guard = if start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || value.starts_with(['\t', '\r', '\n'])
    {
        "'"
    } else {
        ""
    };
    if value.contains(['"', ',', '\r', '\n']) {
        format!("\"{guard}{}\"", value.replace('"', "\"\""))
    } else {
        format!("{guard}{value}")
    }
}

fn money(cost: Cost) -> String {
    let sign = if cost.0 < 0 { "-" } else { "" };
    let nano = cost.0.unsigned_abs();
    let all = format!("{sign}{}.{:09}", nano / 1_000_000_000, nano % 1_000_000_000);
    all.trim_end_matches('0').trim_end_matches('.').to_string()
}
