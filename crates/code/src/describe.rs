//! How a language is described.

/// The table of one language.
#[derive(Clone, Copy)]
pub(crate) struct Language {
    /// The main one first; lower case.
    pub(crate) names: &'static [&'static str],
    pub(crate) kind: Kind,
    /// Words, apart by spaces.
    pub(crate) keywords: &'static str,
    pub(crate) types: &'static str,
    pub(crate) literals: &'static str,
    pub(crate) line_comments: &'static [&'static str],
    pub(crate) block_comments: &'static [Block],
    /// In the order in which they are tried: longer marks first.
    pub(crate) quotes: &'static [Quote],
    /// Words that may stand right before a quote and belong to the string. Those with an `r` or `R` switch escapes off.
    pub(crate) prefixes: &'static str,
    /// What words may hold besides letters, digits and `_`.
    pub(crate) word_signs: &'static str,
    /// What begins the name of a variable.
    pub(crate) sigils: &'static str,
    pub(crate) habits: &'static [Habit],
}

/// How lines are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words, strings, comments, numbers.
    Code,
    /// Elements: HTML and XML.
    Markup,
    /// A key, a sign, and a value that may stand without quotes: YAML, INI.
    Keyed(char),
    Diff,
    Markdown,
}

/// What else is usual in a language.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Habit {
    /// Case does not count.
    IgnoresCase,
    /// A word before `(` is a function.
    Calls,
    /// The first word behind `(` is a function.
    HeadCalls,
    /// A word that begins with a capital is a type.
    CapitalTypes,
    /// A word that begins with a capital is a variable.
    CapitalVariables,
    /// A line that begins with `#` speaks to the preprocessor.
    HashLines,
    /// `#[…]` is an attribute.
    HashBrackets,
    /// `@name` is a decorator, an annotation or a rule.
    AtNames,
    /// `'a` may be a lifetime, a type variable or a prime: only `'x'` is a string.
    Ticks,
    /// A quote right behind a value is an operator.
    Transposes,
    /// `/…/` is a pattern where a value may stand.
    Patterns,
    /// `<Name` is an element where a value may stand.
    Elements,
    /// `r#"…"#`.
    HashedStrings,
    /// `[[…]]` and `[=[…]=]`, and the same behind `--`.
    LongBrackets,
    /// `<<END` begins a string that ends with the line `END`.
    Heredocs,
    /// A word or a string before this sign is a key.
    Keys(char),
    /// `:name` is a symbol.
    Symbols,
    /// `\name` is a command.
    Commands,
    /// `#` begins a comment only behind white space.
    SpacedHash,
    /// `#fff` is a colour, and numbers have units.
    Colours,
    /// `Get-Item` is a function.
    DashedNames,
    /// The list of types is one of commands.
    Builtins,
    /// `name:` at the margin is a label or a target.
    Labels,
}

/// A comment over several lines.
#[derive(Clone, Copy)]
pub(crate) struct Block {
    pub(crate) open: &'static str,
    pub(crate) close: &'static str,
    pub(crate) nests: bool,
}

/// A string.
#[derive(Clone, Copy)]
pub(crate) struct Quote {
    pub(crate) open: &'static str,
    pub(crate) close: &'static str,
    pub(crate) escape: Escape,
    /// Goes on over line ends.
    pub(crate) lines: bool,
}

/// How a string holds its own closing mark.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escape {
    Backslash,
    Backtick,
    Doubled,
    No,
}

pub(crate) const fn quote(mark: &'static str) -> Quote {
    Quote {
        open: mark,
        close: mark,
        escape: Escape::Backslash,
        lines: false,
    }
}

pub(crate) const fn long(mark: &'static str) -> Quote {
    Quote {
        lines: true,
        ..quote(mark)
    }
}

pub(crate) const fn doubled(mark: &'static str) -> Quote {
    Quote {
        escape: Escape::Doubled,
        lines: true,
        ..quote(mark)
    }
}

pub(crate) const fn raw(open: &'static str, close: &'static str) -> Quote {
    Quote {
        open,
        close,
        escape: Escape::No,
        lines: true,
    }
}

pub(crate) const fn block(open: &'static str, close: &'static str) -> Block {
    Block {
        open,
        close,
        nests: false,
    }
}

pub(crate) const fn nesting(open: &'static str, close: &'static str) -> Block {
    Block {
        open,
        close,
        nests: true,
    }
}

pub(crate) const C_COMMENTS: &[Block] = &[block("/*", "*/")];
pub(crate) const NESTING_COMMENTS: &[Block] = &[nesting("/*", "*/")];
pub(crate) const BOTH: &[Quote] = &[quote("\""), quote("'")];
pub(crate) const DOUBLE: &[Quote] = &[quote("\"")];

/// A language of the family of C, to be changed.
pub(crate) const BASE: Language = Language {
    names: &[],
    kind: Kind::Code,
    keywords: "",
    types: "",
    literals: "true false null",
    line_comments: &["//"],
    block_comments: C_COMMENTS,
    quotes: BOTH,
    prefixes: "",
    word_signs: "",
    sigils: "",
    habits: &[Habit::Calls, Habit::CapitalTypes],
};
