//! A folder: files go in and come out, and its handle outlives the page. The site's own folder (OPFS) stands in for one that a
//! person chose: its handles have the same interface.

use crate::browser::db::{self, Store};
use crate::browser::folder::{self, FolderFault, Permission};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn files_go_in_and_come_out() {
    let folder = folder::own().await.unwrap();
    for file in folder.files(".md").await.unwrap().files {
        folder.remove(&file.name).await.unwrap();
    }
    let text = "Grüße, 世界 👋\r\n\u{2028}end";
    let written = folder.write("Tee مرحبا 1.md", text).await.unwrap();
    folder.write("other.txt", "not looked at").await.unwrap();
    let listed = folder.files(".md").await.unwrap().files;
    assert_eq!(
        folder.entry("Tee مرحبا 1.md").await,
        Ok(Some(written.clone()))
    );
    assert_eq!(folder.entry("none.md").await, Ok(None));
    assert_eq!(listed, [written]);
    assert_eq!(listed[0].size, text.len() as f64);
    let read = async || folder.read("Tee مرحبا 1.md").await.unwrap();
    assert_eq!(read().await.as_deref(), Some(text));
    // Shorter than before: nothing of the old is left.
    folder.write("Tee مرحبا 1.md", "x").await.unwrap();
    assert_eq!(read().await.as_deref(), Some("x"));
    assert_eq!(folder.read("none.md").await, Err(FolderFault::Gone));
    folder.remove("Tee مرحبا 1.md").await.unwrap();
    folder.remove("Tee مرحبا 1.md").await.unwrap();
    let left = folder.files(".md").await.unwrap();
    assert!(left.files.is_empty() && left.unread.is_empty());
}

#[wasm_bindgen_test]
async fn a_name_that_leads_out_of_it_is_refused() {
    let folder = folder::own().await.unwrap();
    for name in ["../out.md", "a/b.md", "..", ""] {
        assert!(folder.write(name, "x").await.is_err(), "{name}");
    }
}

#[wasm_bindgen_test]
async fn its_handle_is_kept_and_found_again() {
    let folder = folder::own().await.unwrap();
    folder.write("kept.md", "kept").await.unwrap();
    db::put_folder("test", &folder, "{\"threads\":{}}")
        .await
        .unwrap();
    let (found, text) = db::get_folder("test").await.unwrap().unwrap();
    assert_eq!(text, "{\"threads\":{}}");
    assert_eq!(found.permission().await, Permission::Granted);
    assert!(found.is_same(&folder).await);
    assert_eq!(
        found.read("kept.md").await.unwrap().as_deref(),
        Some("kept")
    );
    db::delete(Store::Handles, "test").await.unwrap();
    assert!(db::get_folder("test").await.unwrap().is_none());
}
