//! The family of C, and what grew beside it.

use crate::describe::{BASE, Habit, Language, NESTING_COMMENTS, Quote, doubled, long, quote, raw};

const C_WORDS: &str = "alignas alignof auto break case const constexpr continue default do else enum extern for goto if inline \
    register restrict return sizeof static static_assert struct switch thread_local typedef typeof union volatile while";
const C_TYPES: &str = "bool char double float int long short signed unsigned void int8_t int16_t int32_t int64_t uint8_t \
    uint16_t uint32_t uint64_t size_t ssize_t ptrdiff_t intptr_t uintptr_t FILE";

pub(super) const ALL: &[Language] = &[
    Language {
        names: &["c", "h"],
        keywords: C_WORDS,
        types: C_TYPES,
        literals: "true false NULL nullptr",
        prefixes: "L u U u8",
        habits: &[Habit::Calls, Habit::HashLines],
        ..BASE
    },
    Language {
        names: &[
            "cpp", "c++", "cc", "cxx", "hpp", "hxx", "arduino", "ino", "cuda", "cu",
        ],
        keywords: "alignas alignof and asm auto break case catch class co_await co_return co_yield concept const const_cast \
            consteval constexpr constinit continue decltype default delete do dynamic_cast else enum explicit export extern \
            final for friend goto if import inline module mutable namespace new noexcept not operator or override private \
            protected public register reinterpret_cast requires return sizeof static static_assert static_cast struct switch \
            template this thread_local throw try typedef typeid typename union using virtual volatile while xor",
        types: "bool char char8_t char16_t char32_t double float int long short signed unsigned void wchar_t int8_t int16_t \
            int32_t int64_t uint8_t uint16_t uint32_t uint64_t size_t string vector map set unique_ptr shared_ptr",
        literals: "true false NULL nullptr",
        quotes: &[raw("R\"(", ")\""), quote("\""), quote("'")],
        prefixes: "L u U u8",
        habits: &[Habit::Calls, Habit::CapitalTypes, Habit::HashLines],
        ..BASE
    },
    Language {
        names: &["objective-c", "objectivec", "objc", "obj-c", "mm"],
        keywords: "break case const continue default do else enum extern for goto id if in inline instancetype nonatomic \
            readonly return self sizeof static strong struct super switch typedef union volatile weak while",
        types: "BOOL char double float int long short unsigned void CGFloat CGRect NSInteger NSUInteger",
        literals: "YES NO nil NULL true false",
        habits: &[
            Habit::Calls,
            Habit::CapitalTypes,
            Habit::HashLines,
            Habit::AtNames,
        ],
        ..BASE
    },
    Language {
        names: &["csharp", "c#", "cs", "dotnet"],
        keywords: "abstract as async await base break case catch checked class const continue default delegate do else enum \
            event explicit extern finally fixed for foreach get global goto if implicit in init interface internal is lock \
            nameof namespace new operator out override params partial private protected public readonly record ref required \
            return sealed set sizeof stackalloc static struct switch this throw try typeof unchecked unsafe using var virtual \
            volatile when where while with yield",
        types: "bool byte char decimal double dynamic float int long nint object sbyte short string uint ulong ushort void",
        quotes: &[
            long("\"\"\""),
            Quote {
                open: "$@\"",
                ..doubled("\"")
            },
            Quote {
                open: "@\"",
                ..doubled("\"")
            },
            Quote {
                open: "$\"",
                ..quote("\"")
            },
            quote("\""),
            quote("'"),
        ],
        habits: &[Habit::Calls, Habit::CapitalTypes, Habit::HashLines],
        ..BASE
    },
    Language {
        names: &["java", "jav", "jsp"],
        keywords: "abstract assert break case catch class const continue default do else enum exports extends final finally for \
            goto if implements import instanceof interface module native new non-sealed package permits private protected \
            public record requires return sealed static strictfp super switch synchronized this throw throws transient try \
            var volatile when while yield",
        types: "boolean byte char double float int long short void",
        quotes: &[long("\"\"\""), quote("\""), quote("'")],
        habits: &[Habit::Calls, Habit::CapitalTypes, Habit::AtNames],
        ..BASE
    },
    Language {
        names: &["kotlin", "kt", "kts"],
        keywords: "abstract actual annotation as break by catch class companion const constructor continue crossinline data do \
            else enum expect external final finally for fun get if import in infix init inline inner interface internal is \
            lateinit noinline object open operator out override package private protected public reified return sealed set \
            super suspend tailrec this throw try typealias val var vararg when where while",
        block_comments: NESTING_COMMENTS,
        quotes: &[long("\"\"\""), quote("\""), quote("'")],
        habits: &[Habit::Calls, Habit::CapitalTypes, Habit::AtNames],
        ..BASE
    },
    Language {
        names: &["swift"],
        keywords: "actor any as associatedtype async await break case catch class continue convenience default defer deinit didSet \
            do else enum extension fallthrough fileprivate final for func get guard if import in indirect init inout internal \
            is isolated lazy let mutating nonisolated nonmutating open operator optional override precedencegroup private \
            protocol public repeat required rethrows return self Self set some static struct subscript super switch throw \
            throws try typealias unowned var weak where while willSet",
        literals: "true false nil",
        block_comments: NESTING_COMMENTS,
        quotes: &[long("\"\"\""), quote("\"")],
        habits: &[
            Habit::Calls,
            Habit::CapitalTypes,
            Habit::AtNames,
            Habit::HashLines,
        ],
        ..BASE
    },
    Language {
        names: &["go", "golang"],
        keywords: "break case chan const continue default defer else fallthrough for func go goto if import interface map package \
            range return select struct switch type var",
        types: "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint \
            uint8 uint16 uint32 uint64 uintptr",
        literals: "true false nil iota",
        quotes: &[quote("\""), quote("'"), raw("`", "`")],
        ..BASE
    },
    Language {
        names: &["rust", "rs"],
        keywords: "as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut pub \
            ref return self Self static struct super trait type union unsafe use where while yield",
        types: "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize",
        literals: "true false",
        block_comments: NESTING_COMMENTS,
        quotes: &[long("\""), quote("'")],
        prefixes: "b r br c cr",
        habits: &[
            Habit::Calls,
            Habit::CapitalTypes,
            Habit::Ticks,
            Habit::HashBrackets,
            Habit::HashedStrings,
        ],
        ..BASE
    },
    Language {
        names: &["zig"],
        keywords: "align allowzero and anyframe asm async await break callconv catch comptime const continue defer else enum \
            errdefer error export extern fn for if inline linksection noalias nosuspend opaque or orelse packed pub resume \
            return struct suspend switch test threadlocal try union unreachable usingnamespace var volatile while",
        types: "anyerror anyopaque anytype bool comptime_float comptime_int f16 f32 f64 f128 i8 i16 i32 i64 i128 isize noreturn \
            type u8 u16 u32 u64 u128 usize void",
        literals: "true false null undefined",
        block_comments: &[],
        habits: &[Habit::Calls, Habit::CapitalTypes, Habit::AtNames],
        ..BASE
    },
    Language {
        names: &["dart", "flutter"],
        keywords: "abstract as assert async await base break case catch class const continue covariant default deferred do \
            dynamic else enum export extends extension external factory final finally for get hide if implements import in \
            interface is late library mixin new on operator part required rethrow return sealed set show static super switch \
            sync this throw try typedef var void when while with yield",
        types: "bool double int num Future List Map Object Set Stream String",
        quotes: &[long("\"\"\""), long("'''"), quote("\""), quote("'")],
        prefixes: "r",
        habits: &[Habit::Calls, Habit::CapitalTypes, Habit::AtNames],
        ..BASE
    },
    Language {
        names: &["scala", "sc", "sbt"],
        keywords: "abstract case catch class def derives do else end enum export extends extension final finally for forSome given \
            if implicit import inline lazy match new object opaque open override package private protected return sealed super \
            then this throw trait transparent try type using val var while with yield",
        block_comments: NESTING_COMMENTS,
        quotes: &[long("\"\"\""), quote("\""), quote("'")],
        prefixes: "s f raw",
        habits: &[
            Habit::Calls,
            Habit::CapitalTypes,
            Habit::AtNames,
            Habit::Ticks,
        ],
        ..BASE
    },
    Language {
        names: &["solidity", "sol"],
        keywords: "abstract address anonymous as assembly break calldata catch constant constructor continue contract delete do \
            else emit enum error event external fallback for function if immutable import indexed interface internal is \
            library mapping memory modifier new override payable pragma private public pure receive require return returns \
            revert storage struct try type unchecked using view virtual while",
        types: "bool bytes bytes32 int int256 string uint uint8 uint128 uint256",
        literals: "true false",
        ..BASE
    },
    Language {
        names: &["protobuf", "proto", "proto3"],
        keywords: "enum extend extensions import map message oneof option optional package public repeated required reserved \
            returns rpc service stream syntax to",
        types: "bool bytes double fixed32 fixed64 float int32 int64 sint32 sint64 string uint32 uint64",
        ..BASE
    },
];
