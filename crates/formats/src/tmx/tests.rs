#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;
use crate::{FormatFault, FormatProblem, decode};

fn tmx(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n<header creationtool=\"x\" srclang=\"en-US\"><note>a</note><prop type=\"b\">c</prop></header>\n<body>{body}</body></tmx>"
    )
}

fn tuv(language: &str, seg: &str) -> String {
    format!("<tuv xml:lang=\"{language}\"><prop type=\"x\">no</prop><seg>{seg}</seg></tuv>")
}

fn unit(from: &str, to: &str, source: &str, target: &str) -> TmxUnit {
    TmxUnit {
        from: from.into(),
        to: to.into(),
        source: source.into(),
        target: target.into(),
        at: None,
    }
}

/// What a `seg` says.
fn seg(content: &str) -> String {
    let file = tmx(&format!(
        "<tu>{}{}</tu>",
        tuv("en-US", content),
        tuv("de", "x")
    ));
    let read = read_tmx(&file).unwrap();
    read.units
        .first()
        .map(|unit| unit.source.clone())
        .unwrap_or_default()
}

#[test]
fn segments() {
    for (content, wanted) in [
        ("a &amp; b &lt;c&gt; &quot;&apos;", "a & b <c> \"'"),
        ("&#228;&#x4e2d;", "ä中"),
        ("<![CDATA[a < b]]>&amp;", "a < b&"),
        ("a<!-- no -->b", "ab"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("  a  ", "  a  "),
        (
            "<bpt i=\"1\">&lt;b&gt;</bpt>bold<ept i=\"1\">&lt;/b&gt;</ept>!",
            "<b>bold</b>!",
        ),
        ("Hi <ph>{name}</ph>, <ph x=\"1\">%s</ph>", "Hi {name}, %s"),
        ("a<bpt i=\"1\">{\\b </bpt>b<ept i=\"1\">}</ept>c", "abc"),
        ("a<ph type=\"lb\"/>b", "a\nb"),
        ("a<it pos=\"begin\">&lt;i&gt;</it>b", "a<i>b"),
        ("a <hi type=\"x\">b <ph>12</ph>c</hi> d", "a b c d"),
        (
            "a<ph>&lt;img alt=\"<sub>text</sub>\"/&gt;</ph>b",
            "a<img alt=\"\"/>b",
        ),
        ("a<strange>b</strange>c", "abc"),
        ("a\u{1}b&#2;\u{fffe}", "ab"),
        ("مرحبا 😀", "مرحبا 😀"),
    ] {
        assert_eq!(seg(content), wanted, "{content}");
    }
}

fn units(body: &str) -> Vec<TmxUnit> {
    read_tmx(&tmx(body)).unwrap().units
}

#[test]
fn languages() {
    let (en, de, fr) = (
        tuv("EN-us", "Hello"),
        tuv("de", "Hallo"),
        tuv("fr-FR", "Bonjour"),
    );
    assert_eq!(
        units(&format!("<tu>{de}{en}{fr}</tu>")),
        [
            unit("EN-us", "de", "Hello", "Hallo"),
            unit("EN-us", "fr-FR", "Hello", "Bonjour")
        ]
    );
    assert_eq!(
        units(&format!("<tu srclang=\"fr\">{de}{fr}</tu>")),
        [unit("fr-FR", "de", "Bonjour", "Hallo")]
    );
    // In none of the source's language: the first is the source.
    assert_eq!(
        units(&format!("<tu srclang=\"*all*\">{de}{fr}</tu>")),
        [unit("de", "fr-FR", "Hallo", "Bonjour")]
    );
    let old = "<tu><tuv lang=\"en\"><seg>a</seg></tuv><tuv><seg>b</seg></tuv></tu>";
    assert!(units(old).is_empty());
    let old = "<tu><tuv lang=\"en\"><seg>a</seg></tuv><tuv lang=\"und\"><seg>b</seg></tuv></tu>";
    assert_eq!(units(old), [unit("en", "und", "a", "b")]);
}

// They were taken in as `und → zz-!!`, and found by nothing.
#[test]
fn what_is_in_no_language_is_left_out_and_told() {
    let pair = |one: &str, other: &str| format!("<tu>{}{}</tu>", tuv(one, "a"), tuv(other, "b"));
    for (one, other) in [
        ("", "de"),
        ("en", "zz-!!"),
        ("e", "de"),
        ("en-", "de"),
        ("en", "de fr"),
        ("x", "de"),
    ] {
        let read = read_tmx(&tmx(&format!("\n{}", pair(one, other)))).unwrap();
        assert!(read.units.is_empty(), "{one} {other}");
        assert_eq!(read.left_out, 1);
        assert_eq!(read.why[0].why, WhyLeftOut::NoLanguage, "{one} {other}");
        assert_eq!(read.why[0].line, 6);
    }
    for (one, other) in [
        ("en_US", "zh-Hant-TW"),
        ("de-1996", "sl-rozaj-biske"),
        ("x-klingon", "i-enochian"),
    ] {
        assert_eq!(units(&pair(one, other)).len(), 1, "{one} {other}");
    }
    // What is there in two languages is taken.
    let three = format!(
        "<tu>{}{}{}</tu>",
        tuv("en", "a"),
        tuv("de", "b"),
        tuv("!!", "c")
    );
    assert_eq!(units(&three), [unit("en", "de", "a", "b")]);
}

#[test]
fn dates() {
    let dated = format!(
        "<tu creationdate=\"20020125T210935Z\">{}{}</tu>",
        tuv("en-US", "a"),
        tuv("de", "b")
    );
    assert_eq!(units(&dated)[0].at, Some(1_011_992_975_000));
    let changed = dated.replace(
        "xml:lang=\"de\"",
        "xml:lang=\"de\" creationdate=\"20010101T000000Z\" changedate=\"20200101T000000Z\"",
    );
    assert_eq!(units(&changed)[0].at, Some(1_577_836_800_000));
}

#[test]
fn what_makes_no_pair_is_left_out_and_told() {
    let long = "x".repeat(MOST_SEGMENT_BYTES + 1);
    let body = format!(
        "\n<tu>{}</tu>\n<tu>{}{}</tu>\n<tu/>\n<tu>{}{}</tu>",
        tuv("en", "a"),
        tuv("en", " "),
        tuv("de", "b"),
        tuv("en", &long),
        tuv("de", "b"),
    );
    let read = read_tmx(&tmx(&body)).unwrap();
    assert!(read.units.is_empty());
    let told = |line, why| LeftOut { line, why };
    assert_eq!(read.left_out, 4);
    assert_eq!(
        read.why,
        [
            told(6, WhyLeftOut::NoPair),
            told(7, WhyLeftOut::NoPair),
            told(8, WhyLeftOut::NoPair),
            told(9, WhyLeftOut::TooLong),
        ]
    );
    let many = read_tmx(&tmx(&"<tu/>".repeat(1_000))).unwrap();
    assert_eq!((many.left_out, many.why.len()), (1_000, 20));
}

fn problem(text: &str) -> (String, usize, usize) {
    let FormatProblem {
        fault,
        line,
        column,
    } = read_tmx(text).unwrap_err();
    let fault = format!("{fault:?}");
    let name = fault.split(['(', ' ']).next().unwrap_or_default();
    (name.to_owned(), line, column)
}

#[test]
fn broken_files_say_where() {
    let pair = format!("<tu>{}{}</tu>", tuv("en", "a"), tuv("de", "b"));
    let cut = |text: String, at: usize| text[..text.len() - at].to_owned();
    for (text, fault, line, column) in [
        (String::new(), "OtherFormat", 1, 1),
        ("just text".into(), "OtherFormat", 1, 1),
        ("<html>\n</html>".into(), "OtherFormat", 1, 1),
        (
            "<?xml version=\"1.0\"?>\n <xliff/>".into(),
            "OtherFormat",
            2,
            2,
        ),
        (tmx("<tu>\n</tuv>"), "Malformed", 6, 1),
        (tmx("<tu>\n  <tuv xml:lang=en>"), "Malformed", 6, 3),
        (tmx(&tuv("en", "a & b")), "Malformed", 5, 57),
        (tmx("\n<tu a=\"&lol;\"/>"), "Malformed", 6, 1),
        (cut(tmx(&pair), 13), "Truncated", 5, 138),
        (cut(tmx(&pair), 1), "Truncated", 5, 145),
        (tmx("") + "<!-- ", "Truncated", 5, 20),
        (tmx("\n<![CDATA[ x"), "Truncated", 6, 1),
        (
            tmx(&format!("<tu>{}</tu>", tuv("en", "\n\0"))),
            "Character",
            6,
            1,
        ),
        (tmx("") + "<tmx/>", "OtherFormat", 5, 20),
    ] {
        let wanted = (fault.to_owned(), line, column);
        assert_eq!(problem(&text), wanted, "{text}");
    }
}

// Each entity is ten of the one before: a billion in the end, if anything expanded them.
#[test]
fn entities_of_the_file_are_not_expanded() {
    let mut declared = "<!ENTITY lol0 \"lol\">".to_owned();
    for n in 1..10 {
        let inner = format!("&lol{};", n - 1).repeat(10);
        declared += &format!("<!ENTITY lol{n} \"{inner}\">");
    }
    let laughs = format!(
        "<!DOCTYPE tmx [{declared}]>\n<tmx><body><tu>{}</tu></body></tmx>",
        tuv("en", "&lol9;")
    );
    assert_eq!(
        read_tmx(&laughs).unwrap_err().fault,
        FormatFault::Entity("lol9".into())
    );
    let outside = "<!DOCTYPE tmx [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><tmx>&x;</tmx>";
    assert_eq!(
        read_tmx(outside).unwrap_err().fault,
        FormatFault::Entity("x".into())
    );
    // Declared and not used does no harm.
    let harmless = laughs.replace("&lol9;", "a");
    assert_eq!(read_tmx(&harmless).unwrap().left_out, 1);
}

#[test]
fn what_is_too_much_ends_soon() {
    assert_eq!(
        read_tmx(&tmx(&"<a>".repeat(100_000))).unwrap_err().fault,
        FormatFault::TooDeep
    );
    let in_seg = "<hi>".repeat(100_000);
    assert_eq!(
        read_tmx(&tmx(&format!("<tu>{}</tu>", tuv("en", &in_seg))))
            .unwrap_err()
            .fault,
        FormatFault::TooDeep
    );
    let attributes: String = (0..50_000).map(|n| format!(" a{n}=\"\"")).collect();
    assert!(read_tmx(&tmx(&format!("<tu{attributes}/>"))).is_ok());
    let megabyte = "word &amp; <ph>x</ph>".repeat(100_000);
    let read = read_tmx(&tmx(&format!(
        "<tu>{}{}</tu>",
        tuv("en", &megabyte),
        tuv("de", "b")
    )))
    .unwrap();
    assert_eq!(read.why[0].why, WhyLeftOut::TooLong);
}

fn written(units: &[TmxUnit]) -> String {
    let mut writer = TmxWriter::new("1 \"&\"");
    units.iter().for_each(|unit| writer.push(unit));
    writer.finish()
}

#[test]
fn a_file_as_it_is_written() {
    let unit = TmxUnit {
        at: Some(0),
        ..unit("en", "de\"", "a < b\u{0}\u{8}", "ä\r\n")
    };
    assert_eq!(
        written(&[unit]),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n\
         <header creationtool=\"Parlance\" creationtoolversion=\"1 &#34;&amp;&#34;\" segtype=\"sentence\" o-tmf=\"Parlance\" \
         adminlang=\"en\" srclang=\"*all*\" datatype=\"plaintext\"/>\n<body>\n\
         <tu srclang=\"en\" changedate=\"19700101T000000Z\"><tuv xml:lang=\"en\"><seg>a &lt; b</seg></tuv>\
         <tuv xml:lang=\"de&#34;\"><seg>ä&#13;\n</seg></tuv></tu>\n</body>\n</tmx>\n"
    );
}

/// Anything a `String` can hold, and not blank.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a<>&\"'\\]; \\t\\r\\n]{1,20}"].prop_map(|text| text + "x")
}

fn any_unit() -> impl Strategy<Value = TmxUnit> {
    let tag = "[a-z]{2,3}(-[A-Z]{2})?";
    let at = prop::option::of((0_u64..253_402_300_799).prop_map(|seconds| seconds * 1000));
    (tag, tag, text(), text(), at).prop_map(|(from, to, source, target, at)| TmxUnit {
        from,
        to,
        source,
        target,
        at,
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read(units in prop::collection::vec(any_unit(), 0..10)) {
        let clean = |text: &str| text.chars().filter(|&c| crate::xml::allowed(c)).collect::<String>();
        let wanted: Vec<TmxUnit> = units.iter().map(|unit| TmxUnit {
            source: clean(&unit.source),
            target: clean(&unit.target),
            ..unit.clone()
        }).collect();
        let file = written(&units);
        prop_assert_eq!(&read_tmx(&file).unwrap().units, &wanted);
        let utf16: Vec<u8> = [0xfeff].into_iter().chain(file.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        prop_assert_eq!(read_tmx(&decode(&utf16).unwrap()).unwrap().units, wanted);
    }

    #[test]
    fn in_steps_as_in_one(units in prop::collection::vec(any_unit(), 0..10), bytes in 1_usize..200) {
        let file = written(&units);
        let mut reader = TmxReader::new(&file);
        let mut read = 0;
        while reader.step(bytes).unwrap() == TmxStep::More {
            prop_assert!(reader.read() > read);
            read = reader.read();
        }
        prop_assert_eq!(reader.finish(), read_tmx(&file).unwrap());
    }

    // By halves: no file that was cut off gives units.
    #[test]
    fn a_cut_file_is_refused(units in prop::collection::vec(any_unit(), 1..4), at in any::<prop::sample::Index>()) {
        let file = written(&units);
        let whole = file.trim_end().len();
        let mut at = at.index(whole);
        while !file.is_char_boundary(at) {
            at -= 1;
        }
        prop_assert!(read_tmx(&file[..at]).is_err());
    }

    #[test]
    fn nothing_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), markup in "(<[a-z!?/&;\\[ \"'=]{0,8}>?|&[a-z#0-9]{0,4};?|tmx|tu|seg){0,30}") {
        if let Ok(text) = decode(&bytes) {
            let _ = read_tmx(&text);
        }
        let _ = read_tmx(&markup);
        let _ = read_tmx(&tmx(&markup));
        let _ = crate::read_tbx(&markup);
    }
}
