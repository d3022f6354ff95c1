//! Shells, and files that tell what to build and run.

use crate::describe::{BASE, Escape, Habit, Language, Quote, block, long, quote, raw};

pub(super) const ALL: &[Language] = &[
    Language {
        names: &[
            "bash",
            "sh",
            "shell",
            "zsh",
            "ksh",
            "fish",
            "console",
            "shell-session",
            "shellscript",
            "terminal",
        ],
        keywords: "alias break case continue declare do done elif else esac eval exec exit export fi for function if in local \
            readonly return select set shift source then time trap unset until while",
        types: "apt apt-get awk brew cargo cat cd chmod chown cp curl cut docker echo find git grep head kill kubectl less ls make \
            mkdir mv npm npx pip ps pwd python printf read rm sed sort ssh sudo systemctl tail tar test touch tr uniq wc wget \
            which xargs yarn",
        literals: "true false",
        line_comments: &["#"],
        block_comments: &[],
        quotes: &[long("\""), raw("'", "'"), long("`")],
        word_signs: "-",
        sigils: "$",
        habits: &[Habit::SpacedHash, Habit::Heredocs, Habit::Builtins],
        ..BASE
    },
    Language {
        names: &["powershell", "ps1", "pwsh", "posh", "ps"],
        keywords: "begin break catch class continue data do dynamicparam else elseif end enum exit filter finally for foreach \
            function if in param process return switch throw trap try until using while",
        literals: "$true $false $null",
        line_comments: &["#"],
        block_comments: &[block("<#", "#>")],
        quotes: &[
            raw("@\"", "\"@"),
            raw("@'", "'@"),
            Quote {
                escape: Escape::Backtick,
                ..long("\"")
            },
            raw("'", "'"),
        ],
        word_signs: "-",
        sigils: "$",
        habits: &[Habit::IgnoresCase, Habit::DashedNames, Habit::Calls],
        ..BASE
    },
    Language {
        names: &["batch", "bat", "cmd", "dos"],
        keywords: "call cd choice cls copy defined del dir do echo else endlocal errorlevel exist exit for goto if in md mkdir move \
            not off on pause rd ren rmdir set setlocal shift start title type",
        literals: "nul",
        line_comments: &["REM ", "rem ", "Rem ", "::"],
        block_comments: &[],
        quotes: &[quote("\"")],
        habits: &[Habit::IgnoresCase],
        ..BASE
    },
    Language {
        names: &["dockerfile", "docker", "containerfile"],
        keywords: "ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER \
            VOLUME WORKDIR",
        literals: "",
        line_comments: &["#"],
        block_comments: &[],
        word_signs: "-",
        sigils: "$",
        habits: &[Habit::SpacedHash],
        ..BASE
    },
    Language {
        names: &["makefile", "make", "mk", "gnumakefile"],
        keywords: "define else endef endif export ifdef ifeq ifndef ifneq include override unexport vpath",
        literals: "",
        line_comments: &["#"],
        block_comments: &[],
        quotes: &[quote("\""), quote("'")],
        word_signs: "-",
        sigils: "$",
        habits: &[Habit::SpacedHash, Habit::Labels, Habit::Keys('=')],
        ..BASE
    },
    Language {
        names: &["cmake", "cmakelists"],
        keywords: "else elseif endforeach endfunction endif endmacro endwhile foreach function if macro return while",
        literals: "TRUE FALSE ON OFF",
        line_comments: &["#"],
        block_comments: &[block("#[[", "]]")],
        quotes: &[long("\"")],
        sigils: "$",
        habits: &[Habit::Calls],
        ..BASE
    },
    Language {
        names: &["nginx", "nginxconf"],
        keywords: "events http if include listen location map proxy_pass return rewrite root server server_name set try_files \
            upstream user worker_processes",
        literals: "on off",
        line_comments: &["#"],
        block_comments: &[],
        sigils: "$",
        habits: &[Habit::SpacedHash],
        ..BASE
    },
];
