//! What a piece of code is.

use std::ops::Range;

/// The class of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// `if`, `fn`, `SELECT`.
    Keyword,
    /// The name of a type.
    Type,
    /// `true`, `null`, a symbol, an entity.
    Literal,
    /// A number, a colour.
    Number,
    /// A string, a character, a pattern.
    String,
    /// A comment.
    Comment,
    /// The name of a function, where it is called or made.
    Function,
    /// A variable that its sign tells: `$x`, `@x`.
    Variable,
    /// What speaks to the tools: directives, attributes, decorators.
    Meta,
    /// The name of an element.
    Tag,
    /// A key, an attribute of an element, a property of a style.
    Property,
    /// A line that was added.
    Inserted,
    /// A line that was taken away.
    Deleted,
    /// A heading.
    Heading,
}

impl Class {
    /// All of them.
    pub const ALL: [Class; 14] = [
        Class::Keyword,
        Class::Type,
        Class::Literal,
        Class::Number,
        Class::String,
        Class::Comment,
        Class::Function,
        Class::Variable,
        Class::Meta,
        Class::Tag,
        Class::Property,
        Class::Inserted,
        Class::Deleted,
        Class::Heading,
    ];

    /// Its name in style sheets.
    pub fn name(self) -> &'static str {
        match self {
            Class::Keyword => "keyword",
            Class::Type => "type",
            Class::Literal => "literal",
            Class::Number => "number",
            Class::String => "string",
            Class::Comment => "comment",
            Class::Function => "function",
            Class::Variable => "variable",
            Class::Meta => "meta",
            Class::Tag => "tag",
            Class::Property => "property",
            Class::Inserted => "inserted",
            Class::Deleted => "deleted",
            Class::Heading => "heading",
        }
    }
}

/// A piece of the text, in bytes, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Where, at the boundaries of characters; never empty.
    pub range: Range<usize>,
    /// What.
    pub class: Class,
}
