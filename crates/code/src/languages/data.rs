//! Data, settings and plain texts.

use crate::describe::{BASE, Habit, Kind, Language, Quote, doubled, long, quote, raw};

pub(super) const ALL: &[Language] = &[
    Language {
        names: &[
            "yaml",
            "yml",
            "docker-compose",
            "ansible",
            "k8s",
            "kubernetes",
        ],
        kind: Kind::Keyed(':'),
        keywords: "",
        literals: "true false null yes no on off True False Yes No ~",
        line_comments: &["#"],
        block_comments: &[],
        quotes: &[long("\""), doubled("'")],
        word_signs: "-",
        habits: &[Habit::SpacedHash, Habit::Keys(':')],
        ..BASE
    },
    Language {
        names: &["toml"],
        kind: Kind::Keyed('='),
        keywords: "",
        literals: "true false inf nan",
        line_comments: &["#"],
        block_comments: &[],
        quotes: &[
            long("\"\"\""),
            raw("'''", "'''"),
            quote("\""),
            Quote {
                lines: false,
                ..raw("'", "'")
            },
        ],
        word_signs: "-",
        habits: &[Habit::Keys('=')],
        ..BASE
    },
    Language {
        names: &[
            "ini",
            "conf",
            "cfg",
            "properties",
            "env",
            "dotenv",
            "editorconfig",
            "systemd",
            "gitconfig",
        ],
        kind: Kind::Keyed('='),
        keywords: "",
        literals: "true false yes no on off",
        line_comments: &["#", ";"],
        block_comments: &[],
        quotes: &[],
        word_signs: "-",
        sigils: "$",
        habits: &[Habit::SpacedHash],
        ..BASE
    },
    Language {
        names: &["diff", "patch", "udiff"],
        kind: Kind::Diff,
        habits: &[],
        ..BASE
    },
    Language {
        names: &["markdown", "md", "mdx", "gfm", "rmd"],
        kind: Kind::Markdown,
        habits: &[],
        ..BASE
    },
    Language {
        names: &["http", "https", "rest"],
        kind: Kind::Keyed(':'),
        keywords: "",
        literals: "",
        line_comments: &["###"],
        block_comments: &[],
        quotes: &[quote("\"")],
        habits: &[],
        ..BASE
    },
    Language {
        names: &["csv", "tsv"],
        keywords: "",
        literals: "",
        line_comments: &[],
        block_comments: &[],
        quotes: &[doubled("\"")],
        habits: &[],
        ..BASE
    },
];
