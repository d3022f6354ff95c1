//! A link to another site.

use super::icon::{Icon, IconName};
use super::text::tx;
use leptos::prelude::*;

/// A link that opens another site in a new tab, says so, and tells that site nothing.
#[component]
pub fn OutLink(
    /// Where to
    #[prop(into)]
    href: String,
    /// The `data-testid`
    #[prop(optional)]
    testid: Option<&'static str>,
    /// The link's text
    children: Children,
) -> impl IntoView {
    view! {
        <a class="out" href=href target="_blank" rel="noopener noreferrer" data-testid=testid>
            {children()}
            <Icon name=IconName::External/>
            <span class="vh">" (" {tx!(common.new_tab)} ")"</span>
        </a>
    }
}
