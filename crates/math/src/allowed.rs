//! The elements, attributes and values that pass. MathML Core (W3C), less what links, runs or styles.

use crate::alias::FRAME;

const ELEMENTS: &[&str] = &[
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "mtext",
    "mspace",
    "mfrac",
    "msqrt",
    "mroot",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mtable",
    "mtr",
    "mtd",
    "mpadded",
    "mphantom",
];

const CLASSES: &[&str] = &[
    "small",
    "mop-negated",
    "menv-align",
    "menv-alignlike",
    "menv-arraylike",
    "menv-border-only",
    "menv-cases",
    "menv-cells-left",
    "menv-cells-right",
    "menv-hdashline",
    "menv-hline",
    "menv-left-dashed",
    "menv-left-solid",
    "menv-multline",
    "menv-nonumber",
    "menv-right-dashed",
    "menv-right-solid",
    "menv-with-eqn",
    "cell-left",
    "cell-right",
];

pub(crate) fn element(name: &str) -> Option<&'static str> {
    ELEMENTS.iter().find(|known| **known == name).copied()
}

/// The attributes that one of the library's stands for; often none.
pub(crate) fn attributes(name: &str, value: &str, out: &mut Vec<(&'static str, String)>) {
    match name {
        "display" => word("display", value, &["block", "inline"], out),
        "mathvariant" => word("mathvariant", value, &["normal"], out),
        "displaystyle" => word("displaystyle", value, &["true", "false"], out),
        "stretchy" => word("stretchy", value, &["true", "false"], out),
        "symmetric" => word("symmetric", value, &["true", "false"], out),
        "largeop" => word("largeop", value, &["true", "false"], out),
        "movablelimits" => word("movablelimits", value, &["true", "false"], out),
        "scriptlevel" => word("scriptlevel", value, &["0", "1", "2"], out),
        "minsize" => length("minsize", value, out),
        "maxsize" => length("maxsize", value, out),
        "linethickness" => length("linethickness", value, out),
        "width" => length("width", value, out),
        "height" => length("height", value, out),
        "depth" => length("depth", value, out),
        "class" => {
            let known: Vec<&str> = value
                .split(' ')
                .filter(|class| CLASSES.contains(class))
                .collect();
            if !known.is_empty() {
                out.push(("class", known.join(" ")));
            }
        }
        // A page without inline styles takes none: what MathML has a word for becomes that.
        "style" => value.split(';').for_each(|rule| style(rule, out)),
        _ => {}
    }
}

fn word(name: &'static str, value: &str, known: &[&str], out: &mut Vec<(&'static str, String)>) {
    if known.contains(&value) {
        out.push((name, value.to_owned()));
    }
}

/// A length that a line of text can hold: a formula may not push the page aside.
fn length(name: &'static str, value: &str, out: &mut Vec<(&'static str, String)>) {
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (Ok(number), unit) = (digits.parse::<f32>(), &value[digits.len()..]) else {
        return;
    };
    // The library counts in em and says `mu`.
    let unit = if unit == "mu" { "em" } else { unit };
    let most = match unit {
        "em" | "ex" => 40.0,
        "pt" => 400.0,
        "mm" => 140.0,
        "cm" => 14.0,
        "in" => 5.5,
        "pc" => 33.0,
        _ => return,
    };
    if number.is_finite() && (0.0..=most).contains(&number) {
        out.push((name, format!("{number}{unit}")));
    }
}

fn style(rule: &str, out: &mut Vec<(&'static str, String)>) {
    let Some((name, value)) = rule.split_once(':') else {
        return;
    };
    let name = match name.trim() {
        "color" if value.trim() == FRAME => return out.push(("class", "boxed".to_owned())),
        "color" => "mathcolor",
        "background-color" => "mathbackground",
        _ => return,
    };
    let parts = value
        .trim()
        .strip_prefix("rgb(")
        .and_then(|rest| rest.strip_suffix(')'));
    let numbers: Vec<u8> = (parts.unwrap_or_default().split(' '))
        .filter_map(|part| part.parse().ok())
        .collect();
    if let [red, green, blue] = numbers[..] {
        out.push((name, format!("#{red:02x}{green:02x}{blue:02x}")));
    }
}
