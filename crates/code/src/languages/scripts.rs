//! Scripting languages, and those for numbers.

use crate::describe::{
    BASE, DOUBLE, Habit, Language, Quote, block, doubled, long, nesting, quote, raw,
};

pub(super) const ALL: &[Language] = &[
    Language {
        names: &[
            "python", "py", "python3", "py3", "pyi", "ipython", "jupyter", "starlark", "bzl",
        ],
        keywords: "and as assert async await break case class continue def del elif else except finally for from global if import \
            in is lambda match nonlocal not or pass raise return try while with yield",
        types: "bool bytearray bytes complex dict float frozenset int list object set str tuple type",
        literals: "True False None NotImplemented Ellipsis self cls",
        line_comments: &["#"],
        block_comments: &[],
        quotes: &[long("\"\"\""), long("'''"), quote("\""), quote("'")],
        prefixes: "r R b B f F u U rb Rb rB RB br bR Br BR fr fR Fr FR rf rF Rf RF t T",
        habits: &[Habit::Calls, Habit::CapitalTypes, Habit::AtNames],
        ..BASE
    },
    Language {
        names: &["ruby", "rb", "rake", "gemfile", "erb"],
        keywords: "BEGIN END alias and attr_accessor attr_reader attr_writer begin break case class def defined? do else elsif end \
            ensure extend for if in include module next not or private protected public raise redo require require_relative \
            rescue retry return self super then undef unless until when while yield",
        literals: "true false nil __FILE__ __LINE__",
        line_comments: &["#"],
        block_comments: &[block("=begin", "=end")],
        quotes: &[long("\""), long("'"), quote("`")],
        word_signs: "?!",
        sigils: "@$",
        habits: &[
            Habit::Calls,
            Habit::CapitalTypes,
            Habit::Symbols,
            Habit::Patterns,
            Habit::Heredocs,
        ],
        ..BASE
    },
    Language {
        names: &["perl", "pl", "pm"],
        keywords: "and bless cmp continue defined delete do each else elsif eq exists for foreach ge given gt if keys last le local lt \
            my ne next no not or our package print push redo ref require return say scalar shift sub unless until use values \
            wantarray when while xor",
        literals: "undef __PACKAGE__ __FILE__ __END__",
        line_comments: &["#"],
        block_comments: &[block("=pod", "=cut"), block("=head", "=cut")],
        quotes: &[long("\""), long("'"), quote("`")],
        sigils: "$@%",
        habits: &[
            Habit::Calls,
            Habit::CapitalTypes,
            Habit::Heredocs,
            Habit::Patterns,
        ],
        ..BASE
    },
    Language {
        names: &["lua", "luau"],
        keywords: "and break do else elseif end for function goto if in local not or repeat return then until while",
        literals: "true false nil self",
        line_comments: &["--"],
        block_comments: &[],
        habits: &[Habit::Calls, Habit::LongBrackets],
        ..BASE
    },
    Language {
        names: &["r", "rscript", "splus"],
        keywords: "break else for function if in next repeat return while library require",
        literals: "TRUE FALSE NULL NA NaN Inf NA_integer_ NA_real_ NA_character_",
        line_comments: &["#"],
        block_comments: &[],
        quotes: &[long("\""), long("'"), quote("`")],
        prefixes: "r R",
        word_signs: ".",
        habits: &[Habit::Calls],
        ..BASE
    },
    Language {
        names: &["julia", "jl"],
        keywords: "abstract baremodule begin break catch const continue do else elseif end export finally for function global if \
            import in isa let local macro module mutable primitive quote return struct try type using where while",
        literals: "true false nothing missing Inf NaN pi",
        line_comments: &["#"],
        block_comments: &[nesting("#=", "=#")],
        quotes: &[long("\"\"\""), quote("\""), quote("'")],
        prefixes: "r b raw",
        word_signs: "!",
        habits: &[
            Habit::Calls,
            Habit::CapitalTypes,
            Habit::AtNames,
            Habit::Symbols,
            Habit::Transposes,
        ],
        ..BASE
    },
    Language {
        names: &["matlab", "octave", "m"],
        keywords: "break case catch classdef continue else elseif end endfunction endif endwhile events for function global if \
            methods otherwise parfor persistent properties return spmd switch try until while",
        literals: "true false inf Inf nan NaN pi eps",
        line_comments: &["%", "#"],
        block_comments: &[block("%{", "%}")],
        quotes: &[
            Quote {
                lines: false,
                ..doubled("'")
            },
            quote("\""),
        ],
        habits: &[Habit::Calls, Habit::Transposes, Habit::AtNames],
        ..BASE
    },
    Language {
        names: &["groovy", "gradle", "jenkinsfile"],
        keywords: "abstract as assert break case catch class const continue def default do else enum extends final finally for if \
            implements import in instanceof interface native new package private protected public return static super switch \
            synchronized this throw throws trait transient try var volatile while",
        types: "boolean byte char double float int long short void String List Map",
        quotes: &[long("\"\"\""), long("'''"), quote("\""), quote("'")],
        habits: &[Habit::Calls, Habit::CapitalTypes, Habit::AtNames],
        ..BASE
    },
    Language {
        names: &["gdscript", "gd", "godot"],
        keywords: "and as assert await break breakpoint class class_name const continue elif else enum extends for func if in is \
            match not or pass return self signal static super var while yield",
        types: "bool float int void String Vector2 Vector3 Array Dictionary Node",
        literals: "true false null PI TAU INF NAN",
        line_comments: &["#"],
        block_comments: &[],
        quotes: &[long("\"\"\""), quote("\""), quote("'")],
        sigils: "$",
        habits: &[Habit::Calls, Habit::CapitalTypes, Habit::AtNames],
        ..BASE
    },
    Language {
        names: &["nix"],
        keywords: "assert else if in inherit import let or rec then with",
        line_comments: &["#"],
        quotes: &[raw("''", "''"), long("\"")],
        word_signs: "-'",
        habits: &[Habit::Keys('=')],
        ..BASE
    },
    Language {
        names: &["hcl", "terraform", "tf", "tfvars"],
        keywords: "data dynamic else endfor endif for if in locals module output provider resource terraform variable",
        types: "any bool list map number object set string tuple",
        line_comments: &["#", "//"],
        quotes: DOUBLE,
        word_signs: "-",
        habits: &[Habit::Calls, Habit::Heredocs, Habit::Keys('=')],
        ..BASE
    },
    Language {
        names: &["awk", "gawk"],
        keywords: "BEGIN END break continue delete do else exit for function getline if in next print printf return while",
        literals: "NR NF FS OFS RS ORS FILENAME FNR",
        line_comments: &["#"],
        block_comments: &[],
        quotes: DOUBLE,
        sigils: "$",
        habits: &[Habit::Calls, Habit::Patterns],
        ..BASE
    },
];
