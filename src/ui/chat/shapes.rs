//! The icons of the chat's own, and menu items with them: they come with the chat, not with the first load.

use crate::ui::parts::menu::MenuId;
use crate::ui::parts::text::{Words, text};
use leptos::prelude::*;

/// Which icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A folder
    Folder,
    /// A label on a string
    Tag,
    /// A box
    Archive,
    /// A line that leaves another
    Fork,
    /// What hangs below what
    Map,
    /// Lines with ticks
    Select,
    /// A picture
    Picture,
    /// A camera
    Camera,
    /// A keyboard
    Keys,
    /// Two texts beside each other
    Columns,
}

impl Shape {
    fn path(self) -> &'static str {
        match self {
            Shape::Folder => "M3.5 5.5h6l2 2.5h9v10.5h-17z",
            Shape::Tag => "M4 4.5h7.5l8.5 8.5-7 7L4 11.5zM8 8.4v.2",
            Shape::Picture => "M4 5h16v14H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M14.5 9v.2",
            Shape::Camera => {
                "M3.5 8h4l1.5-2.5h6L16.5 8h4v11h-17zM8.8 13.2a3.2 3.2 0 1 0 6.4 0 3.2 3.2 0 1 0-6.4 0"
            }
            Shape::Keys => "M3 6.5h18v11H3zM6.5 10v.2M10.2 10v.2M13.8 10v.2M17.5 10v.2M8.5 14h7",
            Shape::Columns => "M3.5 5h7v14h-7zM13.5 5h7v14h-7z",
            Shape::Archive => "M4 5h16v4H4zM5.5 9v10h13V9M10 12.5h4",
            Shape::Fork => {
                "M7 8v8M5 6a2 2 0 1 0 4 0 2 2 0 1 0-4 0M5 18a2 2 0 1 0 4 0 2 2 0 1 0-4 0M15 7a2 2 0 1 0 4 0 2 2 0 1 0-4 0M17 9c0 5-10 2.5-10 7"
            }
            Shape::Map => "M4.5 5.5h5M12 12h7.5M12 18.5h7.5M7 5.5v13h5M7 12h5",
            Shape::Select => "M4 6.5l1.5 1.5L8 5M4 16.5l1.5 1.5L8 15M11.5 7h8.5M11.5 17h8.5",
        }
    }
}

/// An icon. It says nothing to a screen reader: the control around it has the name.
#[component]
pub fn ShapeIcon(
    /// Which icon
    shape: Shape,
) -> impl IntoView {
    let class = match shape {
        Shape::Map | Shape::Select => "i mirrored",
        _ => "i",
    };
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true">
            <path d=shape.path()></path>
        </svg>
    }
}

/// An action in a menu. Choosing it closes the menu.
#[component]
pub fn ShapeItem(
    /// The menu it belongs to
    menu: MenuId,
    /// Its name
    label: Words,
    /// Its icon
    shape: Shape,
    /// Does it
    #[prop(into)]
    on_choose: Callback<()>,
    /// The `data-testid`
    testid: &'static str,
) -> impl IntoView {
    view! {
        <button type="button" class="item" popovertarget=menu.target() popovertargetaction="hide" data-testid=testid
            on:click=move |_| on_choose.run(())>
            <ShapeIcon shape=shape/>
            <span>{text(label)}</span>
        </button>
    }
}
