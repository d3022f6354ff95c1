//! Commands that models write and the library does not know, in words that it does.

/// One command for another, or for nothing where only its look is lost.
const ALIASES: &[(&str, &str)] = &[
    ("mathscr", "\\mathcal"),
    ("bm", "\\boldsymbol"),
    ("pmb", "\\boldsymbol"),
    ("mathbbm", "\\mathbb"),
    ("mathds", "\\mathbb"),
    ("Bbb", "\\mathbb"),
    ("mbox", "\\text"),
    ("hbox", "\\text"),
    ("pu", "\\text"),
    ("xcancel", "\\cancel"),
    ("bcancel", "\\cancel"),
    ("notag", ""),
    ("nonumber", ""),
    ("par", ""),
    ("large", ""),
    ("Large", ""),
    ("small", ""),
    ("normalsize", ""),
    ("smash", ""),
    ("llap", ""),
    ("rlap", ""),
    ("mathllap", ""),
    ("mathrlap", ""),
    ("mathclap", ""),
    ("mod", "\\;\\mathrm{mod}\\;"),
    ("idotsint", "\\int\\cdots\\int"),
    ("blacksquare", "{■}"),
    ("square", "{□}"),
    ("Box", "{□}"),
    ("qed", "{□}"),
    ("newline", "\\\\"),
    ("Pr", "\\operatorname{Pr}"),
    ("dddot", "\\overset{\\ldots}"),
    // A frame: MathML Core has no word for it. `allowed.rs` knows this colour and makes a class of it.
    ("boxed", "\\textcolor{#010203}"),
    ("fbox", "\\textcolor{#010203}"),
];

/// The colour that stands for a frame, as the library writes it.
pub(crate) const FRAME: &str = "rgb(1 2 3)";

/// Commands that are left out with what they take.
const DROPPED: &[&str] = &[
    "label", "phantom", "hphantom", "vphantom", "vspace", "mspace",
];

/// What stands before and behind the argument.
const AROUND: &[(&str, &str, &str)] = &[
    ("tag", "\\qquad(\\text{", "})"),
    ("eqref", "(\\text{", "})"),
    ("ref", "\\text{", "}"),
    ("abs", "\\left|", "\\right|"),
    ("norm", "\\left\\|", "\\right\\|"),
    ("ket", "\\left|", "\\right\\rangle"),
    ("bra", "\\left\\langle ", "\\right|"),
    ("braket", "\\left\\langle ", "\\right\\rangle"),
];

/// The formula in commands that are known. It goes down a step for each brace: bound the nesting before.
pub(crate) fn rewritten(tex: &str) -> String {
    let mut out = String::with_capacity(tex.len() + 16);
    let broken_up = rewrite(tex, &mut out);
    // Lines outside any environment: TeX takes none, other renderers do.
    match broken_up {
        Lines::None => out,
        Lines::Plain => format!("\\begin{{gathered}}{out}\\end{{gathered}}"),
        Lines::Aligned => format!("\\begin{{aligned}}{out}\\end{{aligned}}"),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Lines {
    None,
    Plain,
    Aligned,
}

fn rewrite(tex: &str, out: &mut String) -> Lines {
    let mut rest = tex;
    let mut depth = 0_i32;
    let mut lines = Lines::None;
    while let Some(at) = rest.find(['\\', '{', '}', '&']) {
        out.push_str(&rest[..at]);
        let sign = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        match sign {
            b'\\' => {
                let name = crate::guard::command(rest);
                rest = &rest[name.len()..];
                match name {
                    "begin" => depth += 1,
                    "end" => depth -= 1,
                    "\\" | "newline" if depth == 0 && lines == Lines::None => lines = Lines::Plain,
                    _ => {}
                }
                rest = command(name, rest, out);
            }
            b'{' => {
                depth += 1;
                out.push('{');
            }
            b'}' => {
                depth -= 1;
                out.push('}');
            }
            _ => {
                if depth == 0 {
                    lines = Lines::Aligned;
                }
                out.push('&');
            }
        }
    }
    out.push_str(rest);
    lines
}

/// Writes one command; gives what follows it and what it took.
fn command<'t>(name: &str, rest: &'t str, out: &mut String) -> &'t str {
    let starred = rest.strip_prefix('*');
    let after_star = starred.unwrap_or(rest);
    if let Some((_, known)) = ALIASES.iter().find(|(alias, _)| *alias == name) {
        out.push_str(known);
        return rest;
    }
    if DROPPED.contains(&name)
        && let Some((_, after)) = group(after_star)
    {
        return after;
    }
    if let Some((_, before, behind)) = AROUND.iter().find(|(around, ..)| *around == name)
        && let Some((inside, after)) = group(after_star)
    {
        out.push_str(before);
        rewrite(inside, out);
        out.push_str(behind);
        return after;
    }
    match name {
        "operatorname" | "operatornamewithlimits" => {
            if let Some((inside, after)) = group(after_star) {
                let limits = starred.is_some() || name != "operatorname";
                return operator(inside, limits, after, out);
            }
        }
        "argmax" => return operator("arg max", true, rest, out),
        "argmin" => return operator("arg min", true, rest, out),
        "hspace" => {
            out.push_str("\\hspace");
            return after_star;
        }
        "begin" | "end" => {
            if let Some((inside @ ("eqnarray" | "eqnarray*"), after)) = group(rest) {
                let star = if inside.ends_with('*') { "*" } else { "" };
                out.push_str(&format!("\\{name}{{align{star}}}"));
                return after;
            }
        }
        _ => {}
    }
    out.push('\\');
    out.push_str(name);
    rest
}

/// A named operator; the library takes its name as it is written.
fn operator<'t>(name: &str, limits: bool, after: &'t str, out: &mut String) -> &'t str {
    let mut plain = name.to_owned();
    for space in ["\\,", "\\;", "\\:", "\\!", "\\ ", "~"] {
        plain = plain.replace(space, " ");
    }
    for upright in ["\\mathrm", "\\text", "\\rm", "{", "}"] {
        plain = plain.replace(upright, "");
    }
    let plain = plain.trim();
    if plain.contains('\\') {
        out.push_str(&format!("\\mathrm{{{name}}}"));
        return after;
    }
    out.push_str(&format!("\\operatorname{{{plain}}}"));
    if limits && after.trim_start().starts_with(['_', '^']) {
        out.push_str("\\limits");
    }
    after
}

/// What stands in the braces that begin here, and what follows them.
fn group(text: &str) -> Option<(&str, &str)> {
    let inside = text.trim_start().strip_prefix('{')?;
    let mut depth = 1_usize;
    let mut escaped = false;
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&inside[..at], &inside[at + 1..]));
        }
    }
    None
}
