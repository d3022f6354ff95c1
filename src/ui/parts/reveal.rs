//! Keeps the active row of a list in sight.

use leptos::html::Ul;
use leptos::prelude::*;

/// Scrolls the list (and nothing around it) just as far as needed to show its row.
pub fn reveal_row(list: NodeRef<Ul>, row: usize) {
    let Some(list) = list.get_untracked() else {
        return;
    };
    let Some(row) = u32::try_from(row)
        .ok()
        .and_then(|row| list.children().item(row))
    else {
        return;
    };
    let (frame, row) = (
        list.get_bounding_client_rect(),
        row.get_bounding_client_rect(),
    );
    let above = row.top() - frame.top();
    let below = row.bottom() - frame.bottom();
    if above < 0.0 {
        list.set_scroll_top(list.scroll_top() + above as i32);
    } else if below > 0.0 {
        list.set_scroll_top(list.scroll_top() + below.ceil() as i32);
    }
}
