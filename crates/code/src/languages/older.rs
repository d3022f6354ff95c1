//! Languages that were there before, and are still asked about.

use crate::describe::{BASE, Block, Escape, Habit, Language, Quote, block, doubled, quote};

const NO_BLOCKS: &[Block] = &[];

pub(super) const ALL: &[Language] = &[
    Language {
        names: &[
            "sql",
            "mysql",
            "postgresql",
            "postgres",
            "pgsql",
            "plsql",
            "plpgsql",
            "tsql",
            "sqlite",
            "mariadb",
            "psql",
        ],
        keywords: "add all alter analyze and any as asc begin between by cascade case cast check collate column commit constraint \
            create cross current database declare default delete desc distinct drop else elsif end except exec execute exists \
            explain fetch for foreign from full function grant group having if ilike in index inner insert intersect into is \
            join key language lateral left like limit loop materialized merge natural not of offset on or order outer over \
            partition primary procedure raise recursive references replace return returning returns revoke right rollback row \
            rows schema select set table temporary then to top transaction trigger truncate union unique update use using \
            values view when where while window with",
        types: "bigint bigserial binary bit blob boolean char date datetime decimal double float int integer interval json jsonb money \
            numeric nvarchar real serial smallint text time timestamp timestamptz tinyint uuid varchar",
        literals: "true false null unknown",
        line_comments: &["--", "#"],
        quotes: &[doubled("'"), doubled("\""), doubled("`")],
        sigils: "@",
        habits: &[Habit::IgnoresCase, Habit::Calls, Habit::SpacedHash],
        ..BASE
    },
    Language {
        names: &[
            "vb",
            "vbnet",
            "vb.net",
            "vba",
            "visual-basic",
            "visualbasic",
            "basic",
            "vbscript",
        ],
        keywords: "addhandler addressof and andalso as byref byval call case catch class const continue declare delegate dim do each \
            else elseif end enum erase error event exit finally for friend function get goto handles if implements imports in \
            inherits interface is let lib like loop me mod module mustinherit mybase namespace new next not of on operator \
            option optional or orelse overridable overrides paramarray partial private property protected public raiseevent \
            readonly redim resume return select set shadows shared static step stop structure sub then throw to try until \
            using wend when while with withevents xor",
        types: "boolean byte char date decimal double integer long object short single string variant",
        literals: "true false nothing null empty",
        line_comments: &["'", "REM "],
        block_comments: NO_BLOCKS,
        quotes: &[Quote {
            lines: false,
            ..doubled("\"")
        }],
        habits: &[Habit::IgnoresCase, Habit::Calls],
        ..BASE
    },
    Language {
        names: &["pascal", "delphi", "objectpascal", "freepascal", "ada"],
        keywords: "and array as asm begin case class const constructor destructor div do downto else end except exports file finalization \
            finally for function goto if implementation in inherited initialization interface is label mod nil not object of \
            or out packed private procedure program property protected public raise record repeat set shl shr then to try type \
            unit until uses var virtual while with xor loop package body elsif exit",
        types: "boolean byte cardinal char double extended integer int64 longint pointer real single string word",
        literals: "true false nil",
        line_comments: &["//", "--"],
        block_comments: &[block("{", "}"), block("(*", "*)")],
        quotes: &[Quote {
            lines: false,
            ..doubled("'")
        }],
        habits: &[Habit::IgnoresCase, Habit::Calls],
        ..BASE
    },
    Language {
        names: &["fortran", "f90", "f95", "f77", "for"],
        keywords: "allocatable allocate call case close contains continue cycle data deallocate dimension do else elseif end enddo \
            endif exit external file format function goto if implicit in include inout intent interface intrinsic kind module \
            none only open out parameter pointer print program pure read recursive result return save select stop subroutine \
            target then type use where while write",
        types: "character complex double integer logical precision real",
        literals: ".true. .false.",
        line_comments: &["!"],
        block_comments: NO_BLOCKS,
        quotes: &[
            quote("\""),
            Quote {
                escape: Escape::Doubled,
                ..quote("'")
            },
        ],
        habits: &[Habit::IgnoresCase, Habit::Calls],
        ..BASE
    },
    Language {
        names: &["cobol", "cob"],
        keywords: "accept add call close compute copy data display division else end-if end-perform end-read environment evaluate exit \
            file from giving go goback identification if input into linkage move multiply not occurs of open or output perform \
            pic picture procedure program program-id read redefines run section select set stop string subtract then thru to \
            until using value varying when working-storage write",
        literals: "zero zeros spaces",
        line_comments: &["*>"],
        block_comments: NO_BLOCKS,
        quotes: &[quote("\""), quote("'")],
        word_signs: "-",
        habits: &[Habit::IgnoresCase],
        ..BASE
    },
    Language {
        names: &[
            "assembly", "asm", "nasm", "x86asm", "armasm", "gas", "s", "mips", "riscv",
        ],
        keywords: "adc add addi and b bl blr bne beq call cmp dec div fadd fmul idiv imul inc int j jal je jg jge jl jle jmp jne jnz jr \
            jz la ldr lea leave li loop lw mov movl movq movsx movzx mul neg nop not or pop push ret rol ror sal sar shl shr \
            store str sub svc sw syscall test xchg xor",
        types: "al ah ax bx cx dx eax ebx ecx edx esi edi esp ebp rax rbx rcx rdx rsi rdi rsp rbp r8 r9 r10 r11 r12 r13 r14 r15 x0 x1 \
            x2 x3 sp lr pc byte word dword qword ptr",
        literals: "",
        line_comments: &[";", "//", "#"],
        sigils: "%",
        habits: &[Habit::IgnoresCase, Habit::Labels, Habit::SpacedHash],
        ..BASE
    },
    Language {
        names: &["vhdl", "verilog", "systemverilog", "sv", "vhd"],
        keywords: "always always_comb always_ff and architecture assign begin case component default else elsif end endcase endmodule \
            entity for forever function generate if in initial inout input is localparam module negedge not of or others out \
            output parameter port posedge process reg signal then to type use when while wire",
        types: "bit byte integer logic std_logic std_logic_vector",
        line_comments: &["//", "--"],
        quotes: &[quote("\"")],
        sigils: "$",
        habits: &[Habit::IgnoresCase],
        ..BASE
    },
    Language {
        names: &["latex", "tex", "bibtex", "katex"],
        keywords: "",
        literals: "",
        line_comments: &["%"],
        block_comments: NO_BLOCKS,
        quotes: &[quote("$$"), quote("$")],
        habits: &[Habit::Commands],
        ..BASE
    },
    Language {
        names: &["vim", "viml", "vimscript"],
        keywords: "augroup autocmd call command echo else elseif endfor endfunction endif endwhile execute for function if let map nmap \
            noremap nnoremap return set setlocal syntax vmap while",
        line_comments: &["\" "],
        block_comments: NO_BLOCKS,
        quotes: &[quote("'"), quote("\"")],
        habits: &[Habit::Calls],
        ..BASE
    },
];
