//! What makes a variety of a language, for models that drift to the largest one.

/// What a model is told of a variety; empty for a language that has one standard.
pub(super) fn variety_line(to: &str) -> &'static str {
    let tag = to.trim().replace('_', "-");
    let row = LINES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(&tag));
    row.map_or("", |(_, line)| line)
}

#[rustfmt::skip]
const LINES: &[(&str, &str)] = &[
    ("ar-EG", "Egyptian Arabic as it is spoken and written in Egypt (عامية مصرية), not Modern Standard Arabic."),
    ("ar-MA", "Moroccan Arabic (الدارجة), in Arabic letters, not Modern Standard Arabic."),
    ("ar-SA", "Arabic as it is written in Saudi Arabia: Modern Standard Arabic with the words usual there."),
    ("de-AT", "Austrian German: Austrian words (Jänner, heuer, Sackerl), spelling with ß."),
    ("de-CH", "Swiss Standard German: ss and never ß, Swiss words (Velo, parkieren), quotation marks « »."),
    ("en-AU", "Australian English: spelling as in colour, organise, centre; Australian words."),
    ("en-CA", "Canadian English: spelling as in colour, organize, centre; Canadian words."),
    ("en-GB", "British English: spelling as in colour, organise, centre; British words (lift, flat, holiday)."),
    ("en-IE", "Irish English: spelling as in colour, organise, centre; Irish words."),
    ("en-IN", "Indian English: British spelling, Indian words and numbers (lakh, crore) where they are usual."),
    ("en-NZ", "New Zealand English: spelling as in colour, organise, centre; New Zealand words."),
    ("en-US", "American English: spelling as in color, organize, center; American words (elevator, apartment, vacation)."),
    ("en-ZA", "South African English: British spelling, South African words."),
    ("es-419", "Spanish of the Americas: ustedes and never vosotros; words that are understood from Mexico to Chile (computadora, celular)."),
    ("es-AR", "Argentine Spanish: vos with its verb forms, ustedes and never vosotros, Argentine words."),
    ("es-ES", "Spanish of Spain: vosotros for several people one is close to; words of Spain (ordenador, móvil)."),
    ("es-MX", "Mexican Spanish: ustedes and never vosotros; Mexican words (computadora, celular)."),
    ("fr-BE", "Belgian French: septante, nonante; Belgian words."),
    ("fr-CA", "Canadian French as written in Quebec: its words (courriel, fin de semaine, magasinage), no anglicisms that only France uses."),
    ("fr-CH", "Swiss French: septante, huitante, nonante; Swiss words."),
    ("it-CH", "Swiss Italian: words of Switzerland's Italian; francs and Swiss institutions by their names there."),
    ("nl-BE", "Dutch as it is written in Flanders: standard Dutch with Flemish words."),
    ("pt-BR", "Brazilian Portuguese: Brazilian spelling, grammar and words (ônibus, tela, você), never those of Portugal."),
    ("pt-PT", "European Portuguese: spelling, grammar and words of Portugal (autocarro, ecrã; estar a fazer), never those of Brazil."),
    ("sr", "Serbian in Cyrillic script."),
    ("sr-Latn", "Serbian in Latin script."),
    ("uz-Cyrl", "Uzbek in Cyrillic script."),
    ("yue", "Cantonese as it is spoken, in traditional characters (係, 嘅, 唔), not standard written Chinese."),
    ("zh-Hans", "Simplified characters, words of mainland China (软件, 信息, 视频)."),
    ("zh-Hant", "Traditional characters, words of Taiwan (軟體, 資訊, 影片)."),
    ("zh-HK", "Traditional characters, words of Hong Kong (軟件, 資訊, 影片), standard written Chinese."),
];

#[cfg(test)]
mod tests {
    use super::LINES;
    use crate::language::find;

    #[test]
    fn lines_are_of_listed_varieties() {
        for (tag, line) in LINES {
            assert_eq!(find(tag).map(|language| language.tag), Some(*tag));
            assert!(line.ends_with('.') && !line.contains('\n'));
        }
    }
}
