//! Parlance's own export ([`crate::Export`]): its ids stay as they are. All but conversations is for who reads the export
//! itself.

use super::report::Note;
use super::{ImportProblem, Imported};
use crate::export::read_export;
use crate::tree::Tree;

pub(super) fn read(text: &str) -> Result<Imported, ImportProblem> {
    let export = read_export(text)?;
    let mut imported = Imported::default();
    let other = [
        ("translations", export.translations.len()),
        ("glossaries", export.glossaries.len()),
        ("styles", export.styles.len()),
        ("turns", export.turns.len()),
        ("attachments", export.attachments.len()),
        ("prompts", export.prompts.len()),
        ("presets", export.presets.len()),
    ];
    for (name, count) in other {
        for _ in 0..count {
            imported.report.note(Note::OtherData, || name.to_owned());
        }
    }
    if !export.settings.is_empty() {
        imported
            .report
            .note(Note::Settings, || "settings".to_owned());
    }
    for thread in export.conversations {
        let tree = Tree::from_messages(thread.messages);
        // As the tree has them: each after its parent.
        let messages = tree.in_order();
        imported.report.conversations += 1;
        imported.report.messages += messages.len();
        imported.conversations.push((thread.conversation, messages));
    }
    Ok(imported)
}
