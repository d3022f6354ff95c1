//! A menu of actions behind one button: the platform's popover, so that Escape, a click outside and the way back of the
//! focus need no code. The arrow keys, Home and End walk through it.

use super::icon::{Icon, IconName};
use super::ids;
use super::text::{Words, text};
use crate::state::page;
use leptos::html::{Button, Div};
use leptos::prelude::*;

/// A button that opens a list of actions. The actions are [`MenuItem`]s, given the menu's id.
#[component]
pub fn Menu(
    /// The button's name
    label: Words,
    /// The button's icon
    #[prop(default = IconName::More)]
    icon: IconName,
    /// Shows the name beside the icon
    #[prop(optional)]
    wide: bool,
    /// The `data-testid` of the button
    #[prop(optional)]
    testid: Option<&'static str>,
    /// The id of the button
    #[prop(optional, into)]
    button_id: Option<String>,
    /// The actions, made when the menu is first built; they get the id to close
    #[prop(into)]
    items: Callback<MenuId, AnyView>,
) -> impl IntoView {
    let id = ids::next("menu");
    let name = text(label);
    let place = id.clone();
    let built = RwSignal::new(false);
    let (button, list) = (NodeRef::<Button>::new(), NodeRef::<Div>::new());
    view! {
        <button
            node_ref=button
            type="button"
            class=if wide { "outline" } else { "square" }
            id=button_id
            popovertarget=id.clone()
            aria-label=name
            title=name
            data-testid=testid
            // Long threads have hundreds of menus, and few are ever opened. The click comes before the popover.
            on:click=move |_| built.set(true)
            on:keydown=move |event| if page::open_menu(button, list, &event.key()) { event.prevent_default() }
        >
            <Icon name=icon/>
            {wide.then(|| view! { <span>{name}</span> })}
        </button>
        <div node_ref=list class="menu" id=place popover="auto"
            on:keydown=move |event| if page::walk_menu(list, &event.key()) { event.prevent_default() }>
            {move || built.get().then(|| items.run(MenuId(id.clone())))}
        </div>
    }
}

/// Names a menu, so that its items can close it.
#[derive(Clone, Debug)]
pub struct MenuId(String);

impl MenuId {
    /// What a button in it names to close it.
    pub fn target(&self) -> String {
        self.0.clone()
    }
}

/// An action in a [`Menu`]. Choosing it closes the menu.
#[component]
pub fn MenuItem(
    /// The menu it belongs to
    menu: MenuId,
    /// Its name
    label: Words,
    /// Its icon
    icon: IconName,
    /// Does it
    #[prop(into)]
    on_choose: Callback<()>,
    /// It takes something away
    #[prop(optional)]
    danger: bool,
    /// The `data-testid`
    #[prop(optional)]
    testid: Option<&'static str>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=if danger { "item bad" } else { "item" }
            popovertarget=menu.0
            popovertargetaction="hide"
            data-testid=testid
            on:click=move |_| on_choose.run(())
        >
            <Icon name=icon/>
            <span>{text(label)}</span>
        </button>
    }
}
