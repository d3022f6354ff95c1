//! Tests in a real browser: `cargo test -p parlance --target wasm32-unknown-unknown`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod db;
mod folder;
mod hostile;
mod hostile_list;
mod http;
mod markdown_nodes;
mod mirror;
mod page;
mod session;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// The tests share one page, its storage included; those that use the key or the endpoint begin with this.
fn clean() {
    super::session::forget();
    let window = web_sys::window().unwrap();
    window.session_storage().unwrap().unwrap().clear().unwrap();
    window.local_storage().unwrap().unwrap().clear().unwrap();
}

/// Sets the endpoint as the person would, and what boot.js would have noted of it after the reload.
fn choose(base: &str) {
    let document = web_sys::window().unwrap().document().unwrap();
    let origin = super::session::origin_of(base).unwrap_or_default();
    let root = document.document_element().unwrap();
    root.set_attribute("data-origin", &origin).unwrap();
    let _ = super::endpoint::choose(&super::endpoint::Choice {
        preset: super::endpoint::CUSTOM.to_owned(),
        base: base.to_owned(),
    });
}

/// An empty element in the page.
fn element() -> web_sys::Element {
    let document = web_sys::window().unwrap().document().unwrap();
    let element = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&element).unwrap();
    element
}
