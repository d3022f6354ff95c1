//! Reading TMX.

use super::seg::Seg;
use super::{LeftOut, MOST_UNITS, Tmx, TmxUnit, WhyLeftOut};
use crate::date;
use crate::problem::{FormatFault, FormatProblem};
use crate::xml::{Element, Node, Xml};

/// How many of those that were left out are told one by one.
const TOLD: usize = 20;

/// All of a file at once.
///
/// # Errors
///
/// As [`TmxReader::step`].
pub fn read_tmx(text: &str) -> Result<Tmx, FormatProblem> {
    let mut reader = TmxReader::new(text);
    while reader.step(usize::MAX)? == TmxStep::More {}
    Ok(reader.finish())
}

/// Reads a file in steps: [`step`](TmxReader::step) until it says [`Done`](TmxStep::Done), then [`finish`](TmxReader::finish).
pub struct TmxReader<'a> {
    xml: Xml<'a>,
    /// `srclang` of the header; `*all*` for any.
    source_language: String,
    /// Where the reading is.
    place: Place,
    /// Elements within this place that mean nothing here, or are of a segment.
    inner: usize,
    unit: Draft,
    tmx: Tmx,
}

/// Whether there is more to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TmxStep {
    /// There is.
    More,
    /// All has been read.
    Done,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Before,
    File,
    Body,
    Unit,
    Variant,
    Segment,
    After,
}

/// A `tu` on its way.
#[derive(Default)]
struct Draft {
    /// The byte it begins at.
    start: usize,
    source_language: Option<String>,
    at: Option<u64>,
    variants: Vec<Variant>,
}

/// A `tuv`.
#[derive(Default)]
struct Variant {
    language: String,
    at: Option<u64>,
    seg: Seg,
}

impl<'a> TmxReader<'a> {
    /// Of a text as [`crate::decode`] gives it.
    pub fn new(text: &'a str) -> Self {
        TmxReader {
            xml: Xml::new(text),
            source_language: "*all*".to_owned(),
            place: Place::Before,
            inner: 0,
            unit: Draft::default(),
            tmx: Tmx::default(),
        }
    }

    /// How many bytes of the text have been read.
    pub fn read(&self) -> usize {
        self.xml.read()
    }

    /// How many units have been found.
    pub fn units(&self) -> usize {
        self.tmx.units.len()
    }

    /// Reads on: at least so many bytes, unless the text ends.
    ///
    /// # Errors
    ///
    /// Broken XML, an entity that is not XML's own, a file that is no TMX, more than [`MOST_UNITS`]. The reader is then of no
    /// further use.
    pub fn step(&mut self, bytes: usize) -> Result<TmxStep, FormatProblem> {
        let end = self.read().saturating_add(bytes);
        while self.read() < end {
            match self.xml.next()? {
                Node::Start(element) => self.start(&element)?,
                Node::End => self.end()?,
                Node::Text(text) => {
                    if self.place == Place::Segment
                        && let Some(variant) = self.unit.variants.last_mut()
                    {
                        variant.seg.text(&text);
                    }
                }
                Node::Eof if self.place == Place::After => return Ok(TmxStep::Done),
                Node::Eof => {
                    return Err(self.xml.problem(FormatFault::OtherFormat(String::new())));
                }
            }
        }
        Ok(TmxStep::More)
    }

    /// All that was found.
    pub fn finish(self) -> Tmx {
        self.tmx
    }

    fn start(&mut self, element: &Element) -> Result<(), FormatProblem> {
        let name = element.name();
        if self.place == Place::Segment
            && let Some(variant) = self.unit.variants.last_mut()
        {
            variant
                .seg
                .start(name, element.attribute("type").as_deref());
        }
        if self.inner > 0 || self.place == Place::Segment {
            self.inner += 1;
            return Ok(());
        }
        match (self.place, name) {
            (Place::Before, "tmx") => self.place = Place::File,
            (Place::Before | Place::After, _) => {
                let fault = FormatFault::OtherFormat(name.chars().take(40).collect());
                return Err(self.xml.problem(fault));
            }
            (Place::File, "body") => self.place = Place::Body,
            (Place::File, "header") => {
                if let Some(source) = element.attribute("srclang") {
                    self.source_language = source;
                }
                self.inner = 1;
            }
            (Place::Body, "tu") => {
                self.place = Place::Unit;
                self.unit = Draft {
                    start: self.xml.start(),
                    source_language: element.attribute("srclang"),
                    at: changed(element),
                    variants: Vec::new(),
                };
            }
            (Place::Unit, "tuv") => {
                self.place = Place::Variant;
                self.unit.variants.push(Variant {
                    language: language(element),
                    at: changed(element),
                    seg: Seg::default(),
                });
            }
            (Place::Variant, "seg") => self.place = Place::Segment,
            _ => self.inner = 1,
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), FormatProblem> {
        if self.inner > 0 {
            self.inner -= 1;
            if self.place == Place::Segment
                && let Some(variant) = self.unit.variants.last_mut()
            {
                variant.seg.end();
            }
            return Ok(());
        }
        self.place = match self.place {
            Place::Segment => Place::Variant,
            Place::Variant => Place::Unit,
            Place::Unit => {
                self.unit_ended()?;
                Place::Body
            }
            Place::Body => Place::File,
            Place::File | Place::Before | Place::After => Place::After,
        };
        Ok(())
    }

    fn unit_ended(&mut self) -> Result<(), FormatProblem> {
        let draft = std::mem::take(&mut self.unit);
        let start = draft.start;
        match draft.pairs(&self.source_language) {
            Ok(units) => self.tmx.units.extend(units),
            Err(why) => {
                self.tmx.left_out += 1;
                if self.tmx.why.len() < TOLD {
                    let line = self.xml.line(start);
                    self.tmx.why.push(LeftOut { line, why });
                }
            }
        }
        if self.tmx.units.len() > MOST_UNITS {
            return Err(self.xml.problem(FormatFault::TooLarge));
        }
        Ok(())
    }
}

impl Draft {
    /// The source with each of the others; the source is in the language that the unit or the header names, or comes first.
    fn pairs(self, source_language: &str) -> Result<Vec<TmxUnit>, WhyLeftOut> {
        let wanted = self.source_language.as_deref().unwrap_or(source_language);
        let of_unit = self.at;
        let too_long = self
            .variants
            .iter()
            .any(|variant| variant.seg.is_too_long());
        let mut variants = self.variants;
        variants.retain(|variant| !variant.seg.is_too_long() && !variant.seg.is_blank());
        let texts = variants.len();
        variants.retain(|variant| is_tag(&variant.language));
        let no_language = texts > 1 && variants.len() < texts;
        let exactly = |variant: &Variant| variant.language.eq_ignore_ascii_case(wanted);
        let roughly = |variant: &Variant| language_of(&variant.language) == language_of(wanted);
        let source = variants
            .iter()
            .position(exactly)
            .or_else(|| variants.iter().position(roughly))
            .unwrap_or(0);
        if variants.len() < 2 {
            return Err(if no_language {
                WhyLeftOut::NoLanguage
            } else if too_long {
                WhyLeftOut::TooLong
            } else {
                WhyLeftOut::NoPair
            });
        }
        let source = variants.remove(source);
        let pair = |target: Variant| TmxUnit {
            from: source.language.clone(),
            at: target.at.max(source.at).or(of_unit),
            source: source.seg.as_str().to_owned(),
            to: target.language,
            target: target.seg.finish(),
        };
        Ok(variants.into_iter().map(pair).collect())
    }
}

/// The language without its variety, in lower case.
fn language_of(tag: &str) -> String {
    tag.split(['-', '_'])
        .next()
        .unwrap_or(tag)
        .to_ascii_lowercase()
}

/// `xml:lang`, or `lang` as before TMX 1.4; empty where the file says none.
fn language(element: &Element) -> String {
    let language = element.attribute("lang").unwrap_or_default();
    language.trim().to_owned()
}

/// Can it be the tag of a language (RFC 5646, section 2.1), with `_` for `-` as many tools write it?
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    let letters = language.bytes().all(|byte| byte.is_ascii_alphabetic());
    // `x-…` and `i-…` stand alone in having one letter.
    let short = matches!(language, "x" | "X" | "i" | "I") && tag.len() > 2;
    let long = (2..=8).contains(&language.len());
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    letters && (short || long) && parts.all(part)
}

/// When it was changed, or made.
fn changed(element: &Element) -> Option<u64> {
    let date = |name: &str| date::read(&element.attribute(name)?);
    date("changedate").or_else(|| date("creationdate"))
}
