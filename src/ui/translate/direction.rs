//! `lang` and `dir` of a pane.

/// The writing direction for a pane: the language's where one is known, the text's own otherwise.
pub fn dir_of(tag: Option<&str>) -> &'static str {
    match tag {
        Some(tag) if translation::is_rtl_tag(tag) => "rtl",
        Some(_) => "ltr",
        None => "auto",
    }
}

/// How large a pane's text is set, by its length: a short text large, a long one small.
pub fn size_of(bytes: usize) -> &'static str {
    match bytes {
        0..240 => "short",
        240..1_600 => "medium",
        _ => "long",
    }
}
