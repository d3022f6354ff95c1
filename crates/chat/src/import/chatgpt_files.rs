//! The files that were uploaded with a message of ChatGPT's export: `metadata.attachments`, beside the content (`MessageMeta` in
//! `src/api.ts` of pionxzh/chatgpt-exporter; `Attachments` in `ChatGPTExport/Models/` of jamesmoore/chatgpt-export).
//!
//! ```json
//! "attachments": [ { "id": "file-Ab12", "name": "report.pdf", "mime_type": "application/pdf", "size": 90210 },
//!                  { "id": "file-Cd34", "name": "pot.jpg", "mimeType": "image/jpeg", "width": 800, "height": 600 } ]
//! ```
//!
//! What stands in the content has its mark there already, as pictures do, and is named here once more.

use std::collections::HashSet;

use serde_json::Value;

use super::AttachmentSource;
use super::chatgpt_content::stem;
use super::nodes::Draft;
use super::parts::{IMAGE, attach};
use super::report::{Note, Report};
use super::value;

/// Marks what the content has no mark of.
pub(super) fn attachments(
    content: &Value,
    metadata: &Value,
    draft: &mut Draft,
    report: &mut Report,
    place: &dyn Fn() -> String,
) {
    let Some(files) = metadata["attachments"].as_array() else {
        return;
    };
    let mut shown = shown(content);
    let id_of = |file: &Value| value::text(file, "id").unwrap_or_default().to_owned();
    let rest: Vec<&Value> = files
        .iter()
        .filter(|file| file.is_object() && !shown.remove(&id_of(file)))
        .collect();
    // A picture that has another name in the content is the same one.
    let mut pictures = shown.len();
    for file in rest {
        let id = id_of(file);
        let name = value::text(file, "name").unwrap_or(&id);
        let mime = value::text(file, "mime_type").or_else(|| value::text(file, "mimeType"));
        if !mime.is_some_and(|mime| mime.starts_with("image/")) {
            attach(draft, "file", name, Err(Note::Attachment), report, place);
        } else if pictures > 0 {
            pictures -= 1;
        } else {
            let found = match id.as_str() {
                "" => Err(Note::ImageMissing),
                id => Ok(AttachmentSource::Zip(id.to_owned())),
            };
            attach(draft, IMAGE, name, found, report, place);
        }
    }
}

/// What the content shows, by the ids of its files.
fn shown(content: &Value) -> HashSet<String> {
    let parts = content["parts"].as_array().into_iter().flatten();
    let pointers = parts.filter_map(|part| {
        part["asset_pointer"]
            .as_str()
            .or_else(|| part["audio_asset_pointer"]["asset_pointer"].as_str())
    });
    pointers.map(|at| stem(at).to_owned()).collect()
}
