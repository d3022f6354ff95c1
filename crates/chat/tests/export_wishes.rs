//! Glossaries and styles in an export: carried, not understood.

#![allow(clippy::unwrap_used)]

use chat::{Export, ExportProblem, read_export};

#[test]
fn glossaries_and_styles_come_back_as_they_are() {
    let one = |id: &str| serde_json::json!({"id": id, "name": "x", "later": [1]});
    let export = Export::new(0, Vec::new(), Vec::new()).with_wishes(
        vec![one("g"), one(" ")],
        vec![one("s"), serde_json::json!(1)],
    );
    let back = read_export(&serde_json::to_string(&export).unwrap()).unwrap();
    assert_eq!(
        (back.glossaries, back.styles),
        (vec![one("g")], vec![one("s")])
    );
    for (field, place) in [
        (r#""glossaries":1"#, "glossaries"),
        (r#""glossaries":[{"id":"a"},{}]"#, "glossaries[1].id"),
        (r#""styles":[1]"#, "styles[0].id"),
    ] {
        let text = format!(
            r#"{{"format":"parlance-conversations","version":1,"conversations":[],{field}}}"#
        );
        match read_export(&text) {
            Err(ExportProblem::Wrong { place: found, .. }) => assert_eq!(found, place),
            other => panic!("{other:?} for {field}"),
        }
    }
}
