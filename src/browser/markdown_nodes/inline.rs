//! Running text, as nodes.

use super::{
    Last,
    build::{Builder, DEEPEST},
    kit::Tag,
    link::{destination, tells},
};
use markdown::Inline;
use web_sys::{Element, Node};

impl Builder<'_> {
    pub(super) fn with_inlines(
        &mut self,
        parent: &Node,
        tag: Tag,
        content: &[Inline],
        depth: usize,
    ) -> Element {
        let element = self.kit.make_in(parent, tag);
        self.running(&element, content, depth);
        element
    }

    pub(super) fn inlines(&mut self, parent: &Node, content: &[Inline], depth: usize) {
        for inline in content {
            self.inline(parent, inline, depth);
        }
    }

    pub(super) fn inline(&mut self, parent: &Node, inline: &Inline, depth: usize) {
        match inline {
            Inline::Text(text) => {
                self.last = Some(Last::Text(self.kit.text_in(parent, text)));
            }
            Inline::Code(text) => {
                self.kit
                    .make_in(parent, Tag::Code)
                    .set_text_content(Some(text));
            }
            Inline::Emphasis(content) => self.nested(parent, Tag::Emphasis, content, depth),
            Inline::Strong(content) => self.nested(parent, Tag::Strong, content, depth),
            Inline::Strike(content) => self.nested(parent, Tag::Strike, content, depth),
            Inline::Link {
                url,
                title,
                content,
            } => match markdown::safe_url(url) {
                Some(url) => self.link(parent, &url, title, content, depth),
                None => self.inlines(parent, content, depth),
            },
            Inline::Image { url, alt, .. } => self.image(parent, url, alt),
            Inline::FootnoteRef(label) => {
                let number = self.number(label).to_string();
                let mark = self.kit.make_in(parent, Tag::NoteRef);
                let note = self.note_id(&number);
                let reference = self.jump(&mark, &note, &number);
                let _ = reference.set_attribute("role", "doc-noteref");
                let name = format!("{} {number}", self.labels.footnote);
                let _ = reference.set_attribute("aria-label", &name);
                let _ =
                    reference.set_attribute("data-ref", &format!("{}-ref-{number}", self.prefix));
            }
            Inline::Html(html) => {
                self.kit.text_in(parent, html);
            }
            Inline::Math { tex, display } => self.formula(parent, tex, *display),
            Inline::SoftBreak => {
                self.kit.text_in(parent, "\n");
            }
            Inline::HardBreak => {
                self.kit.make_in(parent, Tag::Break);
            }
        }
    }

    fn nested(&mut self, parent: &Node, tag: Tag, content: &[Inline], depth: usize) {
        if depth < DEEPEST {
            self.with_inlines(parent, tag, content, depth + 1);
        } else {
            self.inlines(parent, content, depth);
        }
    }

    fn link(&mut self, parent: &Node, url: &str, title: &str, content: &[Inline], depth: usize) {
        let link = self.kit.make_in(parent, Tag::Link);
        let _ = link.set_attribute("href", url);
        let hint = if title.is_empty() {
            url.to_owned()
        } else {
            format!("{title}\n{url}")
        };
        let _ = link.set_attribute("title", &hint);
        self.inlines(&link, content, depth + 1);
        if let Some(destination) = destination(url)
            && !tells(&link.text_content().unwrap_or_default(), destination)
        {
            let host = self.kit.make_in(parent, Tag::LinkHost);
            host.set_text_content(Some(&format!(" ({destination})")));
        }
    }

    // Not loaded: that would tell the host who reads what, and when. The policy of the page forbids it as well.
    fn image(&mut self, parent: &Node, url: &str, alt: &str) {
        let mut words = self.labels.image.clone();
        if !alt.is_empty() {
            words.push_str(": ");
            words.push_str(alt);
        }
        match markdown::safe_url(url) {
            Some(url) => {
                if let Some(destination) = destination(&url) {
                    words.push_str(&format!(" ({destination})"));
                }
                let link = self.kit.make_in(parent, Tag::Image);
                let _ = link.set_attribute("href", &url);
                let _ = link.set_attribute("title", &url);
                link.set_text_content(Some(&words));
            }
            None => {
                self.kit.text_in(parent, &words);
            }
        }
    }

    // A link inside the message. The address of the page holds the route, so the click is answered by code
    // (`data-jump`); the `href` makes it a link for keyboards and screen readers.
    pub(super) fn jump(&self, parent: &Node, to: &str, text: &str) -> Element {
        let link = self.kit.make_in(parent, Tag::Link);
        let _ = link.remove_attribute("target");
        let _ = link.set_attribute("href", &format!("#{to}"));
        let _ = link.set_attribute("data-jump", to);
        link.set_text_content(Some(text));
        link
    }
}
