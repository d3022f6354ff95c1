//! Every text of the page: for the test that looks for words that did not come from `locales/`.

use serde::Deserialize;

use crate::Result;
use crate::browser::Browser;

/// A text that a person can see or hear.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// The text, without white space around it.
    pub text: String,
    /// Where it is: the nearest test id, the element, the attribute.
    pub place: String,
}

impl Browser {
    /// Every text of the page: the title, text nodes, what styles add before and after elements, and the attributes that
    /// are shown or read out. Also those that are hidden now: the words of a closed menu are there before it opens.
    ///
    /// Text inside of elements that the CSS selector `data` finds is left out, except in buttons there (that copy a block
    /// of code, say). Attributes are given wherever they are.
    pub async fn texts(&self, data: &str) -> Result<Vec<Text>> {
        self.eval(TEXTS, &[data.into()]).await
    }
}

const TEXTS: &str = "
    const [data] = arguments;
    const found = [];
    const add = (text, element, part) => {
        if (!text.trim()) return;
        const named = element.closest('[data-testid]')?.dataset.testid ?? '';
        found.push({ text: text.trim(), place: `${named} <${element.tagName.toLowerCase()}> ${part}`.trim() });
    };
    const isData = element => {
        const inside = element.closest(data);
        const button = element.closest('button');
        return Boolean(inside) && !(button && button !== inside && inside.contains(button));
    };
    add(document.title, document.head, 'title');
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!element.closest('script, style, noscript, template') && !isData(element)) add(walker.currentNode.data, element, '');
    }
    for (const element of document.body.querySelectorAll('*')) {
        for (const name of ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label']) {
            add(element.getAttribute(name) ?? '', element, name);
        }
        for (const side of ['::before', '::after']) {
            const { content } = getComputedStyle(element, side);
            if (content.startsWith('\"')) add(content.slice(1, content.lastIndexOf('\"')), element, side);
        }
    }
    return found;";
