//! The examples that read otherwise here, and why. A miss that is not named here fails the test, and so does a name
//! that is no miss any more.

/// The number of the example, and the reason.
pub type Known = (u32, &'static str);

pub const COMMONMARK: &[Known] = &[
    (
        317,
        "a link definition between two items is not in the tree, so the blank line before it loosens nothing",
    ),
    (602, "a bare address becomes a link (GFM's extension)"),
    (606, "a bare mail address becomes a link (GFM's extension)"),
    (608, "a bare address becomes a link (GFM's extension)"),
    (611, "a bare address becomes a link (GFM's extension)"),
    (612, "a bare mail address becomes a link (GFM's extension)"),
];

pub const GFM: &[Known] = &[
    (
        628,
        "ftp: becomes no link: browsers do not open it any more",
    ),
    (
        653,
        "all raw HTML is shown as text, so there is nothing to filter",
    ),
];

pub const EXTENSIONS: &[Known] = &[
    (12, "<br> is a line break, also where other HTML is text"),
    (
        19,
        "a host that begins with an emoji becomes no link: safe_url refuses it",
    ),
    (
        22,
        "all raw HTML is shown as text, so there is nothing to filter",
    ),
];
