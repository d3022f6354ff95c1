//! Reading TBX.

use super::{MOST_TERM_BYTES, MOST_TERMS, Tbx, TbxConcept, TbxTerm};
use crate::problem::{FormatFault, FormatProblem};
use crate::xml::{Element, Node, Xml};

/// Reads a file: a text as [`crate::decode`] gives it. What is not known of its data categories is passed over.
///
/// # Errors
///
/// Broken XML, an entity that is not XML's own, a file that is no TBX, more than 500,000 terms.
pub fn read_tbx(text: &str) -> Result<Tbx, FormatProblem> {
    let mut reading = Reading::default();
    let mut xml = Xml::new(text);
    let mut root = true;
    loop {
        match xml.next()? {
            Node::Start(element) => {
                if std::mem::take(&mut root) && !["martif", "tbx"].contains(&element.name()) {
                    let name = element.name().chars().take(40).collect();
                    return Err(xml.problem(FormatFault::OtherFormat(name)));
                }
                reading.start(&element);
            }
            Node::Text(text) => reading.text(&text),
            Node::End => reading.end(),
            Node::Eof if root => {
                return Err(xml.problem(FormatFault::OtherFormat(String::new())));
            }
            Node::Eof => return Ok(reading.tbx),
        }
        if reading.terms > MOST_TERMS {
            return Err(xml.problem(FormatFault::TooLarge));
        }
    }
}

#[derive(Default)]
struct Reading {
    /// The open elements, outermost first.
    open: Vec<Part>,
    language: String,
    /// The concept's definition, which is its note where it has none.
    definition: String,
    concept: TbxConcept,
    term: TbxTerm,
    terms: usize,
    tbx: Tbx,
}

/// What an element is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Concept,
    Language,
    TermSection,
    Term,
    Note,
    Definition,
    Status,
    WordClass,
    /// Its text is that of what it is in.
    Through,
    /// Its text is of no use here.
    Other,
}

impl Reading {
    fn start(&mut self, element: &Element) {
        let part = part(element);
        match part {
            Part::Concept => {
                self.concept = TbxConcept::default();
                self.definition.clear();
            }
            Part::Language => self.language = element.attribute("lang").unwrap_or_default(),
            Part::TermSection => {
                self.term = TbxTerm {
                    language: self.language.trim().to_owned(),
                    ..TbxTerm::default()
                }
            }
            _ => {}
        }
        self.open.push(part);
    }

    fn text(&mut self, text: &str) {
        let part = self.open.iter().rev().find(|part| **part != Part::Through);
        let in_term = self.open.contains(&Part::TermSection);
        let place = match part {
            Some(Part::Term) => &mut self.term.text,
            Some(Part::Note) if in_term => &mut self.term.note,
            Some(Part::Note) => &mut self.concept.note,
            Some(Part::Definition) => &mut self.definition,
            Some(Part::WordClass) => &mut self.term.part_of_speech,
            Some(Part::Status) => {
                let text = text.trim();
                let not_to_use = ["deprecated", "superseded", "notRecommended", "forbidden"];
                self.term.forbidden |= not_to_use.iter().any(|begin| text.starts_with(begin));
                return;
            }
            _ => return,
        };
        if place.len() <= MOST_TERM_BYTES {
            place.push_str(text);
        }
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Part::TermSection) => {
                let mut term = std::mem::take(&mut self.term);
                let text = words(&term.text);
                self.terms += 1;
                if text.is_empty() || text.len() > MOST_TERM_BYTES || term.language.is_empty() {
                    self.tbx.left_out += 1;
                    return;
                }
                term.text = text;
                term.note = note(&term.note);
                term.part_of_speech = words(&term.part_of_speech);
                self.concept.terms.push(term);
            }
            Some(Part::Concept) => {
                let mut concept = std::mem::take(&mut self.concept);
                concept.note = note(&concept.note);
                if concept.note.is_empty() {
                    concept.note = note(&self.definition);
                }
                if !concept.terms.is_empty() {
                    self.tbx.concepts.push(concept);
                }
            }
            // Two notes are two.
            Some(Part::Note) if self.open.contains(&Part::TermSection) => self.term.note.push(' '),
            Some(Part::Note) => self.concept.note.push(' '),
            _ => {}
        }
    }
}

fn part(element: &Element) -> Part {
    let kind = element.attribute("type");
    match (element.name(), kind.as_deref()) {
        ("termEntry" | "conceptEntry", _) => Part::Concept,
        ("langSet" | "langSec", _) => Part::Language,
        ("tig" | "ntig" | "termSec", _) => Part::TermSection,
        ("term", _) => Part::Term,
        ("note", _) => Part::Note,
        ("descrip", Some("definition")) | ("definition", _) => Part::Definition,
        ("termNote", Some("administrativeStatus" | "normativeAuthorization"))
        | ("administrativeStatus" | "normativeAuthorization", _) => Part::Status,
        ("termNote", Some("partOfSpeech")) | ("partOfSpeech", _) => Part::WordClass,
        (
            "termGrp" | "hi" | "foreign" | "p" | "descripGrp" | "termNoteGrp" | "body" | "text",
            _,
        ) => Part::Through,
        _ => Part::Other,
    }
}

/// On one line: a term has no lines.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cut where it is too long.
fn note(text: &str) -> String {
    let mut text = words(text);
    let mut end = text.len().min(MOST_TERM_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}
