//! Functional languages, and Lisps.

use crate::describe::{BASE, DOUBLE, Habit, Language, block, long, nesting, quote};

pub(super) const ALL: &[Language] = &[
    Language {
        names: &["haskell", "hs", "purescript", "elm"],
        keywords: "as case class data default deriving do else family forall foreign hiding if import in infix infixl infixr \
            instance let module newtype of qualified then type where",
        literals: "True False Nothing otherwise",
        line_comments: &["--"],
        block_comments: &[nesting("{-", "-}")],
        quotes: &[quote("\""), quote("'")],
        word_signs: "'",
        habits: &[Habit::CapitalTypes, Habit::Ticks],
        ..BASE
    },
    Language {
        names: &["ocaml", "ml", "reasonml"],
        keywords: "and as assert begin class constraint do done downto else end exception external for fun function functor if in \
            include inherit initializer lazy let match method module mutable new nonrec object of open or private rec sig \
            struct then to try type val virtual when while with",
        types: "bool bytes char exn float int list option string unit",
        literals: "true false None",
        line_comments: &[],
        block_comments: &[nesting("(*", "*)")],
        quotes: &[long("\""), quote("'")],
        habits: &[Habit::CapitalTypes, Habit::Ticks],
        ..BASE
    },
    Language {
        names: &["fsharp", "f#", "fs", "fsx"],
        keywords: "abstract and as assert async base begin class default delegate do done downcast downto elif else end exception \
            extern finally fixed for fun function global if in inherit inline interface internal lazy let match member module \
            mutable namespace new of open or override private public rec return select static struct then to try type upcast \
            use val void when while with yield",
        types: "bool byte char decimal double float int int64 list obj option seq string unit",
        literals: "true false null None",
        block_comments: &[nesting("(*", "*)")],
        quotes: &[long("\"\"\""), long("\""), quote("'")],
        habits: &[Habit::CapitalTypes, Habit::Ticks, Habit::HashLines],
        ..BASE
    },
    Language {
        names: &["elixir", "ex", "exs", "heex"],
        keywords: "after alias and case catch cond def defdelegate defexception defguard defimpl defmacro defmacrop defmodule \
            defoverridable defp defprotocol defstruct do else end fn for if import in not or quote raise receive require rescue \
            reraise super throw try unless unquote use when with",
        literals: "true false nil",
        line_comments: &["#"],
        block_comments: &[],
        quotes: &[long("\"\"\""), long("'''"), long("\""), long("'")],
        word_signs: "?!",
        habits: &[
            Habit::Calls,
            Habit::CapitalTypes,
            Habit::Symbols,
            Habit::AtNames,
        ],
        ..BASE
    },
    Language {
        names: &["erlang", "erl", "hrl"],
        keywords: "after and andalso begin band bnot bor bsl bsr bxor case catch div end fun if let maybe not of or orelse receive rem \
            try when xor",
        literals: "true false undefined ok error",
        line_comments: &["%"],
        block_comments: &[],
        quotes: &[long("\""), quote("'")],
        habits: &[Habit::Calls, Habit::CapitalVariables],
        ..BASE
    },
    Language {
        names: &["clojure", "clj", "cljs", "edn"],
        keywords: "catch cond case def defmacro defmethod defmulti defn defn- defprotocol defrecord deftype do doseq dotimes finally fn \
            for if if-let if-not import in-ns let letfn loop new ns quote recur refer require throw try use when when-let when-not",
        literals: "true false nil",
        line_comments: &[";"],
        block_comments: &[],
        quotes: &[long("\"")],
        word_signs: "-+*/<>=!?&.",
        habits: &[Habit::HeadCalls, Habit::Symbols],
        ..BASE
    },
    Language {
        names: &[
            "lisp",
            "scheme",
            "racket",
            "emacs-lisp",
            "elisp",
            "common-lisp",
            "commonlisp",
            "rkt",
            "scm",
            "el",
        ],
        keywords: "and begin case cond define define-syntax defmacro defmethod defparameter defstruct defun defvar defclass do dolist \
            dotimes else flet if lambda let let* letrec labels loop multiple-value-bind not or progn provide quote require \
            return setf setq set! syntax-rules unless when while",
        literals: "t nil #t #f #true #false",
        line_comments: &[";"],
        block_comments: &[nesting("#|", "|#")],
        quotes: &[long("\"")],
        word_signs: "-+*/<>=!?&.",
        habits: &[Habit::HeadCalls, Habit::Symbols],
        ..BASE
    },
    Language {
        names: &["prolog", "swipl"],
        keywords: "dynamic is module mod not rem use_module",
        line_comments: &["%"],
        block_comments: &[block("/*", "*/")],
        quotes: &[quote("\""), quote("'")],
        habits: &[Habit::Calls, Habit::CapitalVariables],
        ..BASE
    },
    Language {
        names: &["lean", "lean4", "coq", "agda"],
        keywords: "Definition Inductive Lemma Proof Qed Theorem abbrev axiom by calc class def deriving do else end example extends \
            forall fun have if import in inductive instance intro let match mutual namespace noncomputable open private \
            protected section show structure termination_by then theorem universe variable where with",
        types: "Bool Int Nat Prop Sort String Type",
        line_comments: &["--"],
        block_comments: &[nesting("/-", "-/"), nesting("(*", "*)")],
        quotes: DOUBLE,
        word_signs: "'",
        habits: &[Habit::CapitalTypes],
        ..BASE
    },
];
