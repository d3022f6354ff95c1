//! A conversation as one HTML file that needs nothing but itself: no script, no request, its own style.

use markdown::{escape_html, parse, to_html as blocks_to_html};
use wire::Role;

use crate::markdown::notes;
use crate::record::{Conversation, Message};
use crate::saved::{MOST_SAVED_IMAGES, SavedWith, saved_path};
use crate::tree::Tree;

/// What the file may do, however its text was made: show itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// The path that is shown, as [`crate::to_markdown`] has it.
pub fn to_html(conversation: &Conversation, tree: &Tree, with: &SavedWith) -> String {
    let mut room = MOST_SAVED_IMAGES;
    let title = conversation.title.trim();
    let title = escape_html(if title.is_empty() {
        "Conversation"
    } else {
        title
    });
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"Parlance\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1 dir=\"auto\">{title}</h1>\n"
    );
    if !conversation.system.trim().is_empty() {
        section(
            &mut out,
            "system",
            &with.words.system,
            &plain(&conversation.system),
            "",
        );
    }
    for message in saved_path(conversation, tree) {
        let (class, text) = match message.role {
            Role::User => ("user", plain(&message.text)),
            Role::System => ("system", plain(&message.text)),
            _ => (
                "assistant",
                blocks_to_html(&parse(&message.text), with.formula),
            ),
        };
        let body = text + &attached(message, with, &mut room);
        section(
            &mut out,
            class,
            &with.heading(message),
            &body,
            &notes(message),
        );
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// What is in the attachments: texts folded away, images shown.
fn attached(message: &Message, with: &SavedWith, room: &mut usize) -> String {
    let mut out = String::new();
    for (name, text) in with.texts(message) {
        let (name, text) = (escape_html(name), escape_html(text));
        out.push_str(&format!(
            "<details><summary dir=\"auto\">{name}</summary>\n<pre dir=\"auto\">{text}</pre></details>\n"
        ));
    }
    for (name, url) in with.images(message, room) {
        let (name, url) = (escape_html(name), escape_html(url));
        out.push_str(&format!("<p><img src=\"{url}\" alt=\"{name}\"></p>\n"));
    }
    out
}

fn section(out: &mut String, class: &str, heading: &str, body: &str, note: &str) {
    out.push_str(&format!(
        "<section class=\"{class}\">\n<h2>{}</h2>\n{body}",
        escape_html(heading)
    ));
    if !note.is_empty() {
        let note = escape_html(note);
        out.push_str(&format!("<p class=\"note\" dir=\"auto\">({note})</p>\n"));
    }
    out.push_str("</section>\n");
}

/// What a person typed is shown as they typed it.
fn plain(text: &str) -> String {
    format!(
        "<div class=\"plain\" dir=\"auto\">{}</div>\n",
        escape_html(text.trim_matches('\n'))
    )
}

const STYLE: &str = "\
:root{color-scheme:light dark;--paper:#fbfaf7;--ink:#1c1b19;--quiet:#6b675f;--line:#e5e1d8;--tint:#f1eee7;--accent:#0e6b5c}\
@media(prefers-color-scheme:dark){:root{--paper:#161513;--ink:#ece9e2;--quiet:#a39e93;--line:#35322c;--tint:#24221e;--accent:#5cc2ae}}\
*{box-sizing:border-box}\
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.625 system-ui,sans-serif;overflow-wrap:anywhere}\
main{max-width:76ch;margin:0 auto;padding:32px 16px 64px}\
h1{font-size:24px;line-height:1.3;margin:0 0 24px}\
h2{font-size:13px;font-weight:600;color:var(--quiet);margin:0 0 4px}\
h3,h4,h5,h6{font-size:17px;line-height:1.4;margin:20px 0 8px}\
section{border-top:1px solid var(--line);padding:16px 0}\
.user .plain{background:var(--tint);border-radius:8px;padding:10px 14px}\
.plain{white-space:pre-wrap}\
.system .plain,.note,.footnote{color:var(--quiet)}\
p,ul,ol,pre,table,blockquote{margin:0 0 12px}\
a{color:var(--accent)}\
code,pre{font:14px/1.5 ui-monospace,monospace}\
code{background:var(--tint);border-radius:4px;padding:1px 4px}\
pre{background:var(--tint);border:1px solid var(--line);border-radius:8px;padding:12px;overflow:auto}\
pre code{background:none;padding:0}\
.display{display:block;padding:8px 12px;margin:8px 0;overflow:auto}\
.math math{font-family:'Latin Modern Math','STIX Two Math','Cambria Math','Libertinus Math','DejaVu Math TeX Gyre',math;font-size:1.06em}\
.math mo.small{font-size:70%}\
.math mtr:last-child>mtd:empty:only-child{display:none}\
.math .menv-multline>mtr>mtd{width:100%}\
.math .menv-align>mtr>mtd:nth-child(2n+3){padding-left:1em}\
.math .menv-left-solid{border-left:.06em solid}.math .menv-right-solid{border-right:.06em solid}\
.math .menv-left-dashed{border-left:.06em dashed}.math .menv-right-dashed{border-right:.06em dashed}\
.math .menv-hline{border-top:.06em solid}.math .menv-hdashline{border-top:.06em dashed}\
.math mtd{padding-inline:0}\
.math mtable{border-color:currentColor;border-spacing:0;border-collapse:collapse}\
.math .boxed{border:1px solid;padding:3px 5px}\
.math :is(.menv-alignlike>mtr>mtd:nth-child(odd),.menv-cells-right>mtr>mtd,.cell-right){text-align:right;text-align:-webkit-right;text-align:-moz-right}\
.math :is(.menv-alignlike>mtr>mtd:nth-child(even),.menv-cells-left>mtr>mtd,.cell-left){text-align:left;text-align:-webkit-left;text-align:-moz-left}\
.math .menv-cases>mtr>mtd:first-child{padding-right:1em}\
.math .menv-arraylike>mtr>mtd{padding-inline:.4em}\
.math .mop-negated{text-decoration:line-through}\
blockquote{border-inline-start:3px solid var(--line);padding-inline-start:14px;margin-inline:0;color:var(--quiet)}\
table{border-collapse:collapse;display:block;overflow:auto}\
img{max-width:100%;height:auto;border-radius:8px}\
summary{cursor:pointer;color:var(--quiet)}\
th,td{border:1px solid var(--line);padding:4px 10px;text-align:start}\
.right{text-align:right}.center{text-align:center}.left{text-align:left}\
li.task{list-style:none;margin-inline-start:-20px}\
hr{border:0;border-top:1px solid var(--line)}\
@media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--quiet:#444;--line:#bbb;--tint:#f4f4f4;--accent:#000}\
main{max-width:none;padding:0}pre{white-space:pre-wrap;overflow:visible}table{display:table}\
h2,h3{break-after:avoid}tr,img{break-inside:avoid}a[href^=http]::after{content:' (' attr(href) ')';font-size:12px}}";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Message;

    fn message(id: &str, parent: Option<&str>, role: Role, text: &str) -> Message {
        Message {
            id: id.to_owned(),
            conversation: "c".to_owned(),
            parent: parent.map(str::to_owned),
            role,
            text: text.to_owned(),
            ..Message::default()
        }
    }

    fn file(title: &str, system: &str, messages: Vec<Message>) -> String {
        let conversation = Conversation {
            id: "c".to_owned(),
            title: title.to_owned(),
            system: system.to_owned(),
            ..Conversation::default()
        };
        to_html(
            &conversation,
            &Tree::from_messages(messages),
            &SavedWith::default(),
        )
    }

    #[test]
    fn all_of_the_path_is_there_and_nothing_but_itself_is_needed() {
        let html = file(
            "Tea & <cake>",
            "Be brief.",
            vec![
                message("1", None, Role::User, "مرحبا\n\n  two  spaces"),
                message(
                    "2",
                    Some("1"),
                    Role::Assistant,
                    "**Hello** ![x](https://a.example/i.png)",
                ),
            ],
        );
        assert!(html.contains("<title>Tea &amp; &lt;cake&gt;</title>"));
        assert!(html.contains("Be brief."));
        assert!(html.contains("مرحبا\n\n  two  spaces"));
        assert!(html.contains("<strong>Hello</strong>"));
        assert!(html.contains("default-src 'none'"));
        for never in [
            "<script", "<img", "<link", "<iframe", "src=", "@import", "url(",
        ] {
            assert!(!html.contains(never), "{never}");
        }
    }

    #[test]
    fn what_was_attached_is_named() {
        let mut asked = message("1", None, Role::User, "Look");
        for name in ["a.png", "<img src=x>\n&"] {
            asked.attachments.push(crate::AttachmentRef {
                name: name.to_owned(),
                ..crate::AttachmentRef::default()
            });
        }
        let html = file("", "", vec![asked]);
        assert!(
            html.contains(">(attached: a.png, &lt;img src=x&gt; &amp;)</p>"),
            "{html}"
        );
    }

    #[test]
    fn no_field_gets_out_of_its_place() {
        let evil = "</title></style><script>alert(1)</script><img src=x onerror=alert(1)>\"'";
        let mut answer = message("2", Some("1"), Role::Assistant, evil);
        answer.model = Some(evil.to_owned());
        let html = file(
            evil,
            evil,
            vec![message("1", None, Role::User, evil), answer],
        );
        let mut rest = html.as_str();
        while let Some(at) = rest.find('<') {
            rest = &rest[at + 1..];
            for never in ["script", "img", "/title></style><"] {
                assert!(!rest.starts_with(never), "{}", &rest[..40.min(rest.len())]);
            }
        }
    }
}
