//! Which column holds what.

use super::SheetColumn;
use crate::fold::fold;
use crate::language::{find, languages};

/// Which column holds what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// What each column holds; what is not known is passed over.
    pub(super) of: Vec<Option<SheetColumn>>,
    /// Whether the first line named them.
    pub(super) named: bool,
    /// Tag of the source's language, if told.
    pub(super) from: Option<String>,
    /// Tag of the target's language, if told.
    pub(super) to: Option<String>,
}

impl Columns {
    /// Where a column is, from 0.
    pub(super) fn at(&self, wanted: SheetColumn) -> Option<usize> {
        self.of.iter().position(|column| *column == Some(wanted))
    }
}

/// What a first line says, if it names columns; the column that is missing where it does but not enough.
pub(super) fn named(cells: &[String]) -> Option<Result<Columns, SheetColumn>> {
    let mut columns = Columns {
        named: true,
        ..Columns::default()
    };
    for cell in cells {
        let column = by_name(cell).filter(|column| columns.at(*column).is_none());
        columns.of.push(column);
    }
    let has = |column| columns.at(column).is_some();
    if has(SheetColumn::Source) && has(SheetColumn::Target) {
        return Some(Ok(columns));
    }
    // Two languages stand for the columns of their words.
    let places = columns.of.iter().enumerate();
    let languages: Vec<(usize, &'static str)> = places
        .filter(|(_, column)| column.is_none())
        .filter_map(|(at, _)| Some((at, language(cells.get(at)?)?)))
        .collect();
    let unknown = columns.of.iter().filter(|column| column.is_none()).count();
    if let [(source, from), (target, to), ..] = languages[..]
        && languages.len() == unknown
        && !has(SheetColumn::Source)
        && !has(SheetColumn::Target)
    {
        columns.of[source] = Some(SheetColumn::Source);
        columns.of[target] = Some(SheetColumn::Target);
        columns.from = Some(from.to_owned());
        columns.to = Some(to.to_owned());
        return Some(Ok(columns));
    }
    // One word may be a term like any other; two are no accident. What is kept as it is needs no translation.
    let known = columns.of.iter().flatten().count();
    match (has(SheetColumn::Source), has(SheetColumn::Target)) {
        _ if known < 2 => None,
        (true, _) if has(SheetColumn::Keep) => Some(Ok(columns)),
        (true, _) => Some(Err(SheetColumn::Target)),
        (false, _) => Some(Err(SheetColumn::Source)),
    }
}

/// Columns without names: source, target, and a note; or source, target and the tags of their languages.
pub(super) fn plain(rows: impl Iterator<Item = Vec<String>> + Clone) -> Columns {
    let mut columns = Columns {
        of: vec![
            Some(SheetColumn::Source),
            Some(SheetColumn::Target),
            Some(SheetColumn::Note),
        ],
        ..Columns::default()
    };
    let tags = |row: &[String]| match row {
        [_, _, from, to] => Some((tag(from)?, tag(to)?)),
        _ => None,
    };
    let mut found = rows.clone().map(|row| tags(&row));
    if let Some(Some((from, to))) = found.next()
        && found.all(|other| other == Some((from, to)))
    {
        columns.of = vec![
            Some(SheetColumn::Source),
            Some(SheetColumn::Target),
            None,
            None,
        ];
        columns.from = Some(from.to_owned());
        columns.to = Some(to.to_owned());
    }
    columns
}

fn by_name(cell: &str) -> Option<SheetColumn> {
    let name: String = fold(cell).chars().filter(|c| c.is_alphanumeric()).collect();
    let has = |names: &&(SheetColumn, &str)| names.1.split(' ').any(|known| known == name);
    NAMES.iter().find(has).map(|(column, _)| *column)
}

/// Folded, without spaces.
#[rustfmt::skip]
const NAMES: &[(SheetColumn, &str)] = &[
    (SheetColumn::Source, "source sourceterm sourcetext sourceword term terms src original from quelle quellbegriff quelltext ausgangstext begriff terminus terme origine fuente termino origen fonte termine bron исходный термин المصطلح مصطلح المصدر 原文 术语 用語 원문"),
    (SheetColumn::Target, "target targetterm targettext targetword translation translations translated tgt to ziel zielbegriff zieltext ubersetzung traduction cible traduccion destino traducao traduzione vertaling перевод الترجمة ترجمه ترجمة 译文 翻译 訳語 翻訳 번역"),
    (SheetColumn::Note, "note notes comment comments definition description remark remarks context notiz hinweis bemerkung kommentar anmerkung commentaire remarque nota notas comentario descripcion definicion примечание комментарий ملاحظة ملاحظات 备注 備考 메모"),
    (SheetColumn::Forbidden, "forbidden forbid never avoid donotuse deprecated banned verboten nichtverwenden vermeiden interdit eviter prohibido evitar запрещено ممنوع 禁用"),
    (SheetColumn::Keep, "dnt keep donottranslate nottranslated untranslated untranslatable notranslate nichtubersetzen unubersetzt nepastraduire notraducir непереводить عدمالترجمة 不译"),
    (SheetColumn::Case, "case casesensitive matchcase grossklein grosskleinschreibung casse mayusculas регистр"),
    (SheetColumn::Part, "pos partofspeech wordclass wortart grammar nature categorie categoria частьречи القسم 词性 品詞 품사"),
];

/// A language by its tag or name.
fn language(cell: &str) -> Option<&'static str> {
    tag(cell).or_else(|| {
        let name = fold(cell.trim());
        let named = |language: &&crate::Language| {
            fold(language.english) == name || fold(language.own_name) == name
        };
        languages().iter().find(named).map(|language| language.tag)
    })
}

/// A language by its tag: `DE`, `en-GB`, `pt_BR`.
fn tag(cell: &str) -> Option<&'static str> {
    let cell = cell.trim();
    let mut parts = cell.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let fits = (2..=3).contains(&language.len())
        && letters(language)
        && parts.all(|part| (2..=8).contains(&part.len()) && letters(part));
    find(cell).filter(|_| fits).map(|language| language.tag)
}
