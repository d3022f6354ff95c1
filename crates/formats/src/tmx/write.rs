//! Writing TMX 1.4b.

use super::TmxUnit;
use crate::date;
use crate::xml::Out;

/// Writes a file, unit by unit. Texts are plain: what tags and placeholders they have stand in them as text.
#[derive(Debug)]
pub struct TmxWriter {
    out: Out,
}

impl TmxWriter {
    /// With the version of the program that writes it, for the header.
    pub fn new(version: &str) -> Self {
        let mut out = Out::default();
        out.raw(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n",
        );
        out.raw("<tmx version=\"1.4\">\n<header creationtool=\"Parlance\" creationtoolversion=\"");
        out.value(version);
        out.raw("\" segtype=\"sentence\" o-tmf=\"Parlance\" adminlang=\"en\" srclang=\"*all*\"");
        out.raw(" datatype=\"plaintext\"/>\n<body>\n");
        TmxWriter { out }
    }

    /// Adds a unit. Characters that no XML can hold are left out of its texts.
    pub fn push(&mut self, unit: &TmxUnit) {
        let out = &mut self.out;
        out.raw("<tu srclang=\"").value(&unit.from).raw("\"");
        if let Some(at) = unit.at {
            out.raw(" changedate=\"").raw(&date::write(at)).raw("\"");
        }
        out.raw(">");
        for (language, text) in [(&unit.from, &unit.source), (&unit.to, &unit.target)] {
            out.raw("<tuv xml:lang=\"").value(language);
            out.raw("\"><seg>").text(text).raw("</seg></tuv>");
        }
        out.raw("</tu>\n");
    }

    /// How many bytes have been written.
    pub fn written(&self) -> usize {
        self.out.len()
    }

    /// The whole file.
    pub fn finish(mut self) -> String {
        self.out.raw("</body>\n</tmx>\n");
        self.out.finish()
    }
}
