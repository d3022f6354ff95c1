//! The icons: one stroke set on a grid of 24, shown at 20 px. Each stands beside a label or in a control that has a name.

use leptos::prelude::*;

/// Which icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    /// Parlance's mark: what is said, in two lines
    Mark,
    /// Two scripts
    Translate,
    /// A speech bubble
    Chat,
    /// Columns
    Usage,
    /// Two sliders
    Settings,
    /// There and back
    Swap,
    /// A line, and the way back beneath it
    Back,
    /// Two sheets
    Copy,
    /// A pencil
    Edit,
    /// Round again
    Again,
    /// A square
    Stop,
    /// A tick
    Check,
    /// A triangle with a mark
    Warn,
    /// Three dots
    More,
    /// Opens downwards
    Down,
    /// A cross
    Close,
    /// A plus
    Plus,
    /// A bin
    Delete,
    /// A pin
    Pin,
    /// A magnifier
    Search,
    /// An eye
    Show,
    /// A crossed eye
    Hide,
    /// Into a tray
    Download,
    /// Out of a tray
    Upload,
    /// To another page
    External,
    /// An arrow up
    Send,
    /// Towards the end of the line
    Next,
    /// A globe
    Language,
    /// Half a sun
    Appearance,
    /// A list of lines
    List,
    /// A loudspeaker
    Listen,
}

impl IconName {
    fn path(self) -> &'static str {
        match self {
            IconName::Mark => "M5 4.5h14v9.5H12l-4.5 4v-4H5zM8.5 8h7M8.5 11h4",
            IconName::Translate => {
                "M4 6h9M8.5 4v2M11 6c-.8 4-3.2 7-6.5 9M6 9c1 2.6 3.2 4.6 6 5.6M12.5 20l4-10 4 10M14 16.5h5"
            }
            IconName::Chat => "M4 5.5h16v11H11l-4.5 3.5v-3.5H4z",
            IconName::Usage => "M4 20h16M7 20v-6M12 20V6M17 20v-9",
            IconName::Settings => {
                "M4 7h9M17 7h3M4 17h3M11 17h9M13 7a2 2 0 1 0 4 0 2 2 0 1 0-4 0M7 17a2 2 0 1 0 4 0 2 2 0 1 0-4 0"
            }
            IconName::Swap => "M7 4 4 7l3 3M4 7h15M17 14l3 3-3 3M20 17H5",
            IconName::Back => "M4 6h16M9 10l-4 4 4 4M5 14h10a4 4 0 0 0 4-4",
            IconName::Copy => "M9 9h10v11H9zM15 9V4H5v11h4",
            IconName::Edit => "M5 19l1-4L16 5l3 3L9 18z",
            IconName::Again => "M19 12a7 7 0 1 1-2-5M19 4v4h-4",
            IconName::Stop => "M7 7h10v10H7z",
            IconName::Check => "M5 12.5l4.5 4.5L19 7.5",
            IconName::Warn => "M12 4 3.5 19h17zM12 10v4M12 16.5v.5",
            IconName::More => "M5.5 11.5h1v1h-1zM11.5 11.5h1v1h-1zM17.5 11.5h1v1h-1z",
            IconName::Down => "M6 9.5l6 6 6-6",
            IconName::Close => "M6.5 6.5l11 11M17.5 6.5l-11 11",
            IconName::Plus => "M12 5v14M5 12h14",
            IconName::Delete => "M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 11v5M13.5 11v5",
            IconName::Pin => "M9 4h6M10 4v6l-3 3.5h10L14 10V4M12 13.5V20",
            IconName::Search => "M5 10.5a5.5 5.5 0 1 0 11 0 5.5 5.5 0 1 0-11 0M14.5 14.5 20 20",
            IconName::Show => {
                "M3 12c2.5-4 5.5-6 9-6s6.5 2 9 6c-2.5 4-5.5 6-9 6s-6.5-2-9-6zM9.5 12a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0"
            }
            IconName::Hide => {
                "M4 4l16 16M9.5 6.5C10.3 6.2 11.1 6 12 6c3.5 0 6.5 2 9 6-.9 1.4-1.9 2.6-3 3.5M15 17.4c-.9.4-1.9.6-3 .6-3.5 0-6.5-2-9-6 1-1.7 2.2-3 3.5-4"
            }
            IconName::Download => "M12 4v11M7.5 10.5 12 15l4.5-4.5M5 19.5h14",
            IconName::Upload => "M12 15V4M7.5 8.5 12 4l4.5 4.5M5 19.5h14",
            IconName::External => "M13 5h6v6M19 5l-9 9M16 14v5H5V8h5",
            IconName::Send => "M12 20V5M6 11l6-6 6 6",
            IconName::Next => "M9.5 6l6 6-6 6",
            IconName::Language => {
                "M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0M4 12h16M12 4c2.5 2.3 3.5 5 3.5 8s-1 5.7-3.5 8c-2.5-2.3-3.5-5-3.5-8s1-5.7 3.5-8"
            }
            IconName::Appearance => {
                "M4.5 12a7.5 7.5 0 1 0 15 0 7.5 7.5 0 1 0-15 0M12 4.5v15M12 8.5l5.5-2M12 12.5h7.5M12 16.5l5.5 1"
            }
            IconName::List => "M5 7h14M5 12h14M5 17h9",
            IconName::Listen => {
                "M4 10v4h3l4 3.5v-11L7 10zM15 9.5c1.3 1.4 1.3 3.6 0 5M17.5 7c2.8 2.8 2.8 7.2 0 10"
            }
        }
    }

    /// Does it point along the line, so that it turns round in right-to-left languages?
    fn mirrored(self) -> bool {
        matches!(
            self,
            IconName::Next | IconName::External | IconName::List | IconName::Back
        )
    }
}

/// An icon. It says nothing to a screen reader: the control around it has the name.
#[component]
pub fn Icon(
    /// Which icon
    name: IconName,
) -> impl IntoView {
    let class = if name.mirrored() { "i mirrored" } else { "i" };
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true">
            <path d=name.path()></path>
        </svg>
    }
}
