//! Writing TBX-Basic.

use super::TbxRecord;
use crate::xml::Out;

/// A file of terms in two languages, an entry a record. Characters that no XML can hold are left out.
pub fn write_tbx(title: &str, from: &str, to: &str, records: &[TbxRecord]) -> String {
    let mut out = Out::default();
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.raw("<!DOCTYPE martif SYSTEM \"TBXBasiccoreStructV02.dtd\">\n");
    out.raw("<martif type=\"TBX-Basic\" xml:lang=\"")
        .value(from);
    out.raw("\">\n<martifHeader><fileDesc><titleStmt><title>")
        .text(title);
    out.raw("</title></titleStmt><sourceDesc><p>Parlance</p></sourceDesc></fileDesc>");
    out.raw(
        "<encodingDesc><p type=\"XCSURI\">TBXBasicXCSV02.xcs</p></encodingDesc></martifHeader>\n",
    );
    out.raw("<text><body>\n");
    for (index, record) in records.iter().enumerate() {
        out.raw(&format!("<termEntry id=\"t{}\">", index + 1));
        element(&mut out, "note", &record.note);
        term(
            &mut out,
            from,
            &record.source,
            &record.part_of_speech,
            false,
        );
        term(
            &mut out,
            to,
            &record.target,
            &record.part_of_speech,
            record.forbidden,
        );
        out.raw("</termEntry>\n");
    }
    out.raw("</body></text>\n</martif>\n");
    out.finish()
}

fn term(out: &mut Out, language: &str, text: &str, part_of_speech: &str, forbidden: bool) {
    out.raw("<langSet xml:lang=\"").value(language);
    out.raw("\"><tig><term>").text(text).raw("</term>");
    let note = |kind: &str| format!("termNote type=\"{kind}\"");
    element(out, &note("partOfSpeech"), part_of_speech);
    if forbidden {
        element(
            out,
            &note("administrativeStatus"),
            "deprecatedTerm-admn-sts",
        );
    }
    out.raw("</tig></langSet>");
}

/// An element by its name and attributes; none for an empty text.
fn element(out: &mut Out, tag: &str, text: &str) {
    if !text.is_empty() {
        let name = tag.split(' ').next().unwrap_or(tag);
        out.raw("<").raw(tag).raw(">").text(text);
        out.raw("</").raw(name).raw(">");
    }
}
