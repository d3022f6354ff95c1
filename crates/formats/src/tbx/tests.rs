#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;
use crate::FormatFault;

const VERSION_2: &str = r#"<?xml version='1.0'?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en">
 <martifHeader><fileDesc><sourceDesc><p>not a <note>note</note></p></sourceDesc></fileDesc></martifHeader>
 <text><body>
  <termEntry id="c1">
   <descripGrp><descrip type="definition">What opens &amp; closes.</descrip></descripGrp>
   <descrip type="subjectField">hydraulics</descrip>
   <langSet xml:lang="en"><tig><term>valve</term><termNote type="partOfSpeech">noun</termNote></tig></langSet>
   <langSet xml:lang="de">
    <ntig><termGrp><term>Ventil</term>
      <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
    <tig><term>Schieber
      <hi>alt</hi></term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote><note>Only in old  drawings.</note></tig>
   </langSet>
   <langSet xml:lang="fr"><tig><term>vanne</term></tig></langSet>
  </termEntry>
  <termEntry><langSet xml:lang="en"><tig><term> </term></tig></langSet></termEntry>
 </body></text>
</martif>"#;

const VERSION_3: &str = r#"<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
  xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
 <tbxHeader/>
 <text><body><conceptEntry id="1">
  <basic:definition>not used: there is a note</basic:definition>
  <note>In menus.</note><note>Not in texts.</note>
  <langSec xml:lang="en-US"><termSec><term>file</term><min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec>
  <langSec xml:lang="pt-BR"><termSec><term>arquivo</term></termSec></langSec>
  <langSec xml:lang="pt-PT"><termSec><term>ficheiro</term></termSec>
   <termSec><term>arquivo</term><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec></langSec>
 </conceptEntry></body></text></tbx>"#;

fn record(
    source: &str,
    target: &str,
    note: &str,
    forbidden: bool,
    part_of_speech: &str,
) -> TbxRecord {
    TbxRecord {
        source: source.into(),
        target: target.into(),
        note: note.into(),
        forbidden,
        part_of_speech: part_of_speech.into(),
    }
}

#[test]
fn version_2() {
    let tbx = read_tbx(VERSION_2).unwrap();
    assert_eq!(tbx.languages(), ["en", "de", "fr"]);
    assert_eq!((tbx.concepts.len(), tbx.left_out), (1, 1));
    let definition = "What opens & closes.";
    let old = "What opens & closes.; Only in old drawings.";
    assert_eq!(
        tbx.records("en", "de"),
        [
            record("valve", "Ventil", definition, false, "noun"),
            record("valve", "Schieber alt", old, true, "noun"),
        ]
    );
    assert_eq!(
        tbx.records("fr", "en-GB"),
        [record("vanne", "valve", definition, false, "noun")]
    );
    assert!(tbx.records("en", "it").is_empty());
}

#[test]
fn version_3() {
    let tbx = read_tbx(VERSION_3).unwrap();
    let note = "In menus. Not in texts.";
    assert_eq!(
        tbx.records("en", "pt-PT"),
        [
            record("file", "ficheiro", note, false, "noun"),
            record("file", "arquivo", note, true, "noun"),
        ]
    );
    assert_eq!(tbx.records("en", "pt").len(), 3);
    assert_eq!(
        tbx.records("pt-BR", "pt-PT")
            .iter()
            .map(|record| (record.target.as_str(), record.forbidden))
            .collect::<Vec<_>>(),
        [("ficheiro", false), ("arquivo", true)]
    );
}

#[test]
fn broken_files_say_where() {
    for (text, wanted) in [
        ("", "line 1, column 1: no XML"),
        ("term,Begriff\n", "line 1, column 1: no XML"),
        (
            "\n<tmx/>",
            "line 2, column 1: the file is of another kind: <tmx>",
        ),
        ("<tbx>\n<text>", "line 2, column 7: the file ends too early"),
        (
            "<tbx>\n  &bomb;</tbx>",
            "line 2, column 3: the entity &bomb; is not known",
        ),
    ] {
        assert_eq!(read_tbx(text).unwrap_err().to_string(), wanted, "{text}");
    }
}

#[test]
fn what_is_too_much() {
    let deep = format!("<tbx>{}", "<note>".repeat(1_000));
    assert_eq!(read_tbx(&deep).unwrap_err().fault, FormatFault::TooDeep);
    let term = |text: &str| format!("<tig><term>{text}</term></tig>");
    let of =
        |language: &str, terms: &str| format!("<langSet xml:lang=\"{language}\">{terms}</langSet>");
    let file = |terms: &str| {
        let (en, de) = (of("en", terms), of("de", terms));
        format!("<martif><text><body><termEntry>{en}{de}</termEntry></body></text></martif>")
    };
    let long = read_tbx(&file(&term(&"x".repeat(MOST_TERM_BYTES + 1)))).unwrap();
    assert_eq!((long.concepts.len(), long.left_out), (0, 2));
    let many: String = (0..1_000).map(|n| term(&n.to_string())).collect();
    assert_eq!(
        read_tbx(&file(&many)).unwrap().records("en", "de").len(),
        400
    );
}

fn any_record() -> impl Strategy<Value = TbxRecord> {
    let words = "[a-zäß漢😀<>&\"']{1,6}( [a-z\\]]{1,6}){0,3}";
    let note = prop_oneof![Just(String::new()), words.prop_map(String::from)];
    (words, words, note, any::<bool>(), "(noun|verb|)").prop_map(
        |(source, target, note, forbidden, part_of_speech)| TbxRecord {
            source,
            target,
            note,
            forbidden,
            part_of_speech,
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read(records in prop::collection::vec(any_record(), 0..12), title in any::<String>()) {
        let file = write_tbx(&title, "en-GB", "de", &records);
        let tbx = read_tbx(&file).unwrap();
        prop_assert_eq!(tbx.left_out, 0);
        prop_assert_eq!(tbx.records("en-GB", "de"), records);
    }
}
