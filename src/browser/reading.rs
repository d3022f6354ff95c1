//! Where a reader is in a thread of messages: what stands at the top of what they see, so that it can stand there again.

use web_sys::Element;

/// A place in the text of a message. Pixels alone would not do: what is above is taller or lower when it is made anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The `data-id` of the message.
    message: String,
    /// The way from the element of its text to a block: which child, and which of that.
    path: Vec<u32>,
    /// How far the block begins above what is seen, in pixels; negative where it begins below.
    above: f64,
}

impl Place {
    /// The message it is in.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The start of a message, a little below the top.
    pub fn start_of(message: &str) -> Place {
        const BELOW: f64 = 32.0;
        Place {
            message: message.to_owned(),
            path: Vec::new(),
            above: -BELOW,
        }
    }
}

/// Stretches, blocks, and what blocks are made of.
const DEPTH: usize = 3;

/// The same as [`show`], in a thread whose messages are in its first child.
pub fn show_in(thread: &impl AsRef<Element>, place: &Place) {
    if let Some(messages) = thread.as_ref().first_element_child() {
        show(thread, &messages, place);
    }
}

/// What is seen first of the messages in a thread. None where it shows none.
pub fn place(thread: &impl AsRef<Element>, messages: &impl AsRef<Element>) -> Option<Place> {
    let top = top_of(thread.as_ref());
    let reaches = |element: &Element| element.get_bounding_client_rect().bottom() > top;
    let (message, mut element) = children(messages.as_ref()).find_map(|(_, message)| {
        let text = text_of(&message).filter(|text| reaches(text))?;
        Some((message.get_attribute("data-id")?, text))
    })?;
    let mut path = Vec::new();
    while path.len() < DEPTH && top_of(&element) < top {
        let Some((at, child)) = children(&element).find(|(_, child)| reaches(child)) else {
            break;
        };
        path.push(at);
        element = child;
    }
    Some(Place {
        message,
        path,
        above: top - top_of(&element),
    })
}

/// Scrolls the thread so that the place is seen first again, as far as it is there already.
pub fn show(thread: &impl AsRef<Element>, messages: &impl AsRef<Element>, place: &Place) {
    let thread = thread.as_ref();
    let Some(mut element) = find(messages.as_ref(), &place.message).and_then(|it| text_of(&it))
    else {
        return;
    };
    let mut above = place.above;
    for at in &place.path {
        match element.children().item(*at) {
            Some(child) => element = child,
            // Its text is still to come.
            None => {
                above = 0.0;
                break;
            }
        }
    }
    let by = (top_of(&element) - top_of(thread) + above).round();
    if by != 0.0 {
        thread.set_scroll_top(thread.scroll_top() + by as i32);
    }
}

/// A message, or one of those that stand side by side in place of one.
fn find(messages: &Element, id: &str) -> Option<Element> {
    let is = |element: &Element| element.get_attribute("data-id").as_deref() == Some(id);
    children(messages).find_map(|(_, child)| {
        if child.has_attribute("data-id") {
            return is(&child).then_some(child);
        }
        let columns = child.first_element_child()?;
        let mut columns = children(&columns);
        columns.find_map(|(_, column)| {
            let message = column.query_selector("[data-id]").ok().flatten();
            message.filter(is)
        })
    })
}

fn text_of(message: &Element) -> Option<Element> {
    message
        .query_selector("[data-testid=message-text]")
        .ok()
        .flatten()
}

fn top_of(element: &Element) -> f64 {
    element.get_bounding_client_rect().top()
}

fn children(element: &Element) -> impl Iterator<Item = (u32, Element)> {
    let all = element.children();
    (0..all.length()).filter_map(move |at| Some((at, all.item(at)?)))
}
