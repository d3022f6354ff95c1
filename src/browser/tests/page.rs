//! Timers, frames, formats, storage, the early field.

use super::{clean, element};
use crate::browser::{
    dom, early, intl, page, random,
    storage::{self, Name, TabName},
    storage_kept, time,
};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn dropped_timers_and_frames_do_not_run() {
    let ran = Rc::new(Cell::new(0));
    let counter = || {
        let ran = Rc::clone(&ran);
        move || ran.set(ran.get() + 1)
    };
    drop(time::after(1, counter()));
    drop(time::next_frame(counter()));
    let kept = time::after(1, counter());
    let frame = time::next_frame(counter());
    time::sleep(600).await;
    assert_eq!(ran.get(), 2);
    drop((kept, frame));
    assert_eq!(ran.get(), 2);
}

#[wasm_bindgen_test]
async fn every_frame_ends_when_told_or_dropped() {
    let ran = Rc::new(Cell::new(0));
    let counted = Rc::clone(&ran);
    let frames = time::every_frame(move || {
        counted.set(counted.get() + 1);
        counted.get() < 3
    });
    time::sleep(1_500).await;
    assert_eq!(ran.get(), 3);
    drop(frames);
}

#[wasm_bindgen_test]
fn ids_are_long_and_all_different() {
    let ids: std::collections::HashSet<String> = (0..1_000).map(|_| random::id()).collect();
    assert_eq!(ids.len(), 1_000);
    assert!(ids.iter().all(|id| id.len() == 22));
    assert_eq!(random::boundary().len(), 12);
    assert!((0.0..1.0).contains(&random::fraction()));
}

#[wasm_bindgen_test]
fn formats_are_the_languages() {
    assert_eq!(intl::format_number(1_204.0, "en"), "1,204");
    assert_eq!(intl::format_number(1_204.0, "de"), "1.204");
    assert_eq!(intl::format_number(1_204.0, "not a tag").len(), 5);
    assert_eq!(intl::display_name("de", "en").as_deref(), Some("German"));
    assert_eq!(intl::display_name("en", "de").as_deref(), Some("Englisch"));
    assert_eq!(intl::display_name("not a tag", "en"), None);
    assert!(intl::format_date(1_795_000_000_000, "en").contains("2026"));
}

#[wasm_bindgen_test]
fn storage_round_trips_and_survives_nonsense() {
    clean();
    assert_eq!(storage::load::<String>(Name::SourceDraft), None);
    storage::save(Name::SourceDraft, "a \"draft\"").unwrap();
    assert_eq!(
        storage::load::<String>(Name::SourceDraft).as_deref(),
        Some("a \"draft\"")
    );
    assert_eq!(storage::load::<u32>(Name::SourceDraft), None);
    storage::tab_save(TabName::ChatDraft, "tab").unwrap();
    storage::clear_tab();
    assert_eq!(storage::tab_load::<String>(TabName::ChatDraft), None);
    storage::clear_local();
    assert!(storage::export_local().is_empty());
}

#[wasm_bindgen_test]
async fn what_is_stored_is_measured_and_may_be_kept() {
    // Whether the browser keeps it is its own affair; it must say something.
    assert!(storage_kept::used().await.is_some_and(|bytes| bytes >= 0.0));
    assert!(storage_kept::is_kept().await.is_some());
}

#[wasm_bindgen_test]
async fn the_focus_is_lost_with_what_had_it_and_goes_into_what_is_entered() {
    let document = web_sys::window().unwrap().document().unwrap();
    let place = element();
    place.set_id("entered-place");
    place.set_attribute("tabindex", "-1").unwrap();
    let field = document.create_element("input").unwrap();
    field.set_id("entered-field");
    place.append_child(&field).unwrap();
    assert!(page::focus("entered-field"));
    assert!(!page::focus_is_lost());
    // What is in it keeps the focus.
    page::enter("entered-place");
    assert_eq!(document.active_element().unwrap().id(), "entered-field");
    field.remove();
    assert!(page::focus_is_lost());
    page::enter("entered-place");
    assert_eq!(document.active_element().unwrap().id(), "entered-place");
    place.remove();
}

#[wasm_bindgen_test]
fn too_much_is_a_quota_problem() {
    clean();
    let much = "x".repeat(6_000_000);
    assert_eq!(
        storage::save(Name::SourceDraft, &much),
        Err(storage::StorageProblem::Quota)
    );
}

fn early_field(text: &str) -> web_sys::HtmlTextAreaElement {
    let shell = element();
    shell.set_id("early");
    let document = web_sys::window().unwrap().document().unwrap();
    let field: web_sys::HtmlTextAreaElement = document
        .create_element("textarea")
        .unwrap()
        .dyn_into()
        .unwrap();
    field.set_attribute("data-testid", "tr-source").unwrap();
    field.set_value(text);
    shell.append_child(&field).unwrap();
    field
}

#[wasm_bindgen_test]
async fn the_early_field_hands_over_text_caret_and_focus() {
    assert_eq!(early::take(), None);
    let field = early_field("typed early");
    field.focus().unwrap();
    dom::set_selection(&field, (2, 5));
    assert_eq!(
        early::take(),
        Some(early::Early {
            field: "tr-source".to_owned(),
            text: "typed early".to_owned(),
            selection: (2, 5),
            focused: true,
        })
    );
    assert_eq!(early::take(), None, "the shell is gone");
}

#[wasm_bindgen_test]
async fn a_composition_is_waited_for() {
    let field = early_field("にほ");
    field.set_attribute("data-composing", "").unwrap();
    let ready = Rc::new(Cell::new(false));
    let set = Rc::clone(&ready);
    early::when_ready(move || set.set(true));
    time::sleep(20).await;
    assert!(!ready.get());
    field
        .dispatch_event(&web_sys::Event::new("compositionend").unwrap())
        .unwrap();
    time::sleep(50).await;
    assert!(ready.get());
    early::take();
    let at_once = Rc::new(Cell::new(false));
    let set = Rc::clone(&at_once);
    early::when_ready(move || set.set(true));
    assert!(at_once.get());
}

#[wasm_bindgen_test]
fn routes() {
    let before = page::route();
    page::replace_route("/chat");
    assert_eq!(page::route(), "/chat");
    page::replace_route(&before);
}

#[wasm_bindgen_test]
fn text_grows_at_its_end() {
    let element = element();
    let tail = dom::TextTail::new(&element);
    let line = "0123456789\n".repeat(1_000);
    tail.append(&line);
    tail.append(&line);
    tail.append("end");
    assert_eq!(element.text_content().unwrap(), format!("{line}{line}end"));
    element.remove();
}
