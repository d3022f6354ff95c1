//! A formula as a piece of HTML text, for a file that is saved. The page itself makes elements of the value, never HTML.

use crate::MathNode;

/// The `math` element with its source beside what is drawn, so that whoever copies it takes that along. `None` where `math` is
/// no such element. Names are of the fixed list; values, texts and the source are escaped.
pub fn to_html(math: &MathNode, tex: &str) -> Option<String> {
    let MathNode::Element {
        name: "math",
        attributes,
        children,
    } = math
    else {
        return None;
    };
    let mut out = String::new();
    open(&mut out, "math", attributes);
    out.push_str("<semantics><mrow>");
    for child in children {
        write(&mut out, child);
    }
    out.push_str("</mrow><annotation encoding=\"application/x-tex\">");
    escape(&mut out, tex);
    out.push_str("</annotation></semantics></math>");
    Some(out)
}

/// Nested no deeper than [`crate::DEEPEST`].
fn write(out: &mut String, node: &MathNode) {
    match node {
        MathNode::Text(text) => escape(out, text),
        MathNode::Element {
            name,
            attributes,
            children,
        } => {
            open(out, name, attributes);
            for child in children {
                write(out, child);
            }
            out.push_str("</");
            out.push_str(name);
            out.push('>');
        }
    }
}

fn open(out: &mut String, name: &str, attributes: &[(&'static str, String)]) {
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(out, value);
        out.push('"');
    }
    out.push('>');
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            // HTML has no way to write them.
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::render;
    use proptest::prelude::*;

    fn html(tex: &str, display: bool) -> Option<String> {
        render(tex, display)
            .ok()
            .and_then(|math| to_html(&math, tex))
    }

    #[test]
    fn formulas_are_mathml_with_their_source() {
        for (tex, has) in [
            ("x^2", &["<msup><mi>x</mi><mn>2</mn></msup>"][..]),
            ("\\frac{a}{b}", &["<mfrac>", "</mfrac>"]),
            ("a < b", &["&lt;</mo>", "x-tex\">a &lt; b</annotation>"]),
            ("\\text{\"<b>\" & 'c'}", &["&lt;b&gt;"]),
        ] {
            let Some(html) = html(tex, true) else {
                assert!(tex.contains('&'), "{tex}");
                continue;
            };
            assert!(html.starts_with("<math "), "{html}");
            assert!(html.contains("display=\"block\""), "{html}");
            assert!(html.ends_with("</annotation></semantics></math>"), "{html}");
            for piece in has {
                assert!(html.contains(piece), "{piece}: {html}");
            }
        }
        assert!(!html("x", false).unwrap().contains("\"block\""));
        assert_eq!(to_html(&MathNode::Text("x".to_owned()), "x"), None);
        assert_eq!(html("\\frac{", true), None);
    }

    proptest! {
        /// Whatever a text says: as many tags are opened as closed, and each is of the list.
        #[test]
        fn nothing_but_mathml(tex in "(\\\\text\\{|\\\\frac|\\}|\\{|<script>|</math>|\"|'|&|[a-z0-9^_ ]){0,12}") {
            let Some(html) = html(&tex, true) else { return Ok(()) };
            let mut depth = 0_i32;
            for piece in html.split('<').skip(1) {
                let (tag, _) = piece.split_once('>').unwrap();
                let name = tag.trim_start_matches('/').split(' ').next().unwrap();
                let known = crate::allowed::element(name).is_some() || ["semantics", "annotation"].contains(&name);
                prop_assert!(known, "{name}: {html}");
                depth += if tag.starts_with('/') { -1 } else { 1 };
                prop_assert!(depth >= 0);
            }
            prop_assert_eq!(depth, 0);
        }
    }
}
