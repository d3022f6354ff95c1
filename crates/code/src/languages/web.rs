//! What browsers read, and what becomes it.

use crate::describe::{BASE, BOTH, Block, Habit, Kind, Language, block, long, quote};

const JS: Language = Language {
    names: &["javascript", "js", "jsx", "mjs", "cjs", "node"],
    keywords: "as async await break case catch class const continue debugger default delete do else export extends finally \
        for from function get if import in instanceof let new of return set static super switch this throw try typeof var \
        void while with yield",
    types: "Array Boolean Date Error Map Math Number Object Promise Proxy RegExp Set String Symbol WeakMap WeakSet",
    literals: "true false null undefined NaN Infinity",
    quotes: &[quote("\""), quote("'"), long("`")],
    word_signs: "$",
    habits: &[
        Habit::Calls,
        Habit::CapitalTypes,
        Habit::Patterns,
        Habit::Elements,
        Habit::AtNames,
    ],
    ..BASE
};

const HTML_COMMENTS: &[Block] = &[block("<!--", "-->")];

pub(super) const ALL: &[Language] = &[
    JS,
    Language {
        names: &["typescript", "ts", "tsx", "mts", "cts"],
        keywords: "abstract as asserts async await break case catch class const continue debugger declare default delete do \
            else enum export extends finally for from function get if implements import in infer instanceof interface is \
            keyof let module namespace new of override private protected public readonly return satisfies set static super \
            switch this throw try type typeof var void while with yield",
        types: "any bigint boolean never number object string symbol unknown Array Date Error Map Math Object Partial Pick \
            Promise Record Readonly RegExp Set",
        ..JS
    },
    Language {
        names: &["html", "htm", "xhtml", "vue", "svelte", "astro"],
        kind: Kind::Markup,
        keywords: "",
        literals: "",
        line_comments: &[],
        block_comments: HTML_COMMENTS,
        quotes: &[],
        habits: &[],
        ..BASE
    },
    Language {
        names: &["xml", "svg", "xsl", "xsd", "rss", "plist", "xaml", "mathml"],
        kind: Kind::Markup,
        keywords: "",
        literals: "",
        line_comments: &[],
        block_comments: HTML_COMMENTS,
        quotes: &[],
        habits: &[],
        ..BASE
    },
    Language {
        names: &["css"],
        keywords: "important",
        literals: "auto inherit initial none unset",
        line_comments: &[],
        word_signs: "-",
        habits: &[
            Habit::Calls,
            Habit::Colours,
            Habit::AtNames,
            Habit::Keys(':'),
        ],
        ..BASE
    },
    Language {
        names: &["scss", "sass", "less", "stylus"],
        keywords: "important",
        literals: "auto inherit initial none true false null unset",
        word_signs: "-",
        sigils: "$",
        habits: &[
            Habit::Calls,
            Habit::Colours,
            Habit::AtNames,
            Habit::Keys(':'),
        ],
        ..BASE
    },
    Language {
        names: &["php", "php3", "phtml"],
        keywords: "abstract and as break callable case catch class clone const continue declare default do echo else elseif \
            empty enum extends final finally fn for foreach function global goto if implements include include_once \
            instanceof insteadof interface isset list match namespace new or print private protected public readonly \
            require require_once return static switch throw trait try unset use var while xor yield",
        types: "array bool float int iterable mixed never object string void self parent",
        literals: "true false null TRUE FALSE NULL",
        line_comments: &["//", "#"],
        sigils: "$",
        quotes: &[long("\""), long("'"), long("`")],
        habits: &[Habit::Calls, Habit::CapitalTypes, Habit::Heredocs],
        ..BASE
    },
    Language {
        names: &["graphql", "gql"],
        keywords: "directive enum extend fragment implements input interface mutation on query scalar schema subscription type \
            union",
        types: "Boolean Float ID Int String",
        line_comments: &["#"],
        block_comments: &[],
        quotes: &[long("\"\"\""), quote("\"")],
        sigils: "$",
        habits: &[Habit::CapitalTypes, Habit::AtNames, Habit::Keys(':')],
        ..BASE
    },
    Language {
        names: &["json", "json5", "jsonc", "jsonl", "ndjson", "geojson"],
        quotes: BOTH,
        habits: &[Habit::Keys(':')],
        ..BASE
    },
];
