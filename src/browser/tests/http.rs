//! Requests: refused, failed and aborted ones. Real answers are the end-to-end tests' business.

use super::{choose, clean};
use crate::browser::{
    http::{self, Incoming},
    session::{self, ApiKey, Home},
    time,
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_test::wasm_bindgen_test;
use wire::{HttpRequest, Method};

type Events = Rc<RefCell<Vec<Incoming>>>;

fn request(url: &str) -> HttpRequest {
    HttpRequest {
        method: Method::Get,
        url: url.to_owned(),
        headers: Vec::new(),
        body: None,
    }
}

fn send(request: HttpRequest) -> (http::InFlight, Events) {
    let events = Events::default();
    let into = Rc::clone(&events);
    let flight = http::send(request, move |incoming| into.borrow_mut().push(incoming));
    assert!(events.borrow().is_empty(), "never before send has returned");
    (flight, events)
}

async fn settled(events: &Events) {
    for _ in 0..200 {
        let over = matches!(
            events.borrow().last(),
            Some(Incoming::Ended | Incoming::Failed { .. })
        );
        if over {
            return;
        }
        time::sleep(10).await;
    }
    panic!("nothing came: {events:?}");
}

fn own_origin() -> String {
    web_sys::window().unwrap().location().origin().unwrap()
}

#[wasm_bindgen_test]
async fn an_answer_comes_in_order() {
    clean();
    choose(&format!("{}/v1", own_origin()));
    let (_flight, events) = send(request(&format!("{}/", own_origin())));
    settled(&events).await;
    let events = events.borrow();
    assert!(
        matches!(&events[0], Incoming::Head(head) if head.status == 200),
        "{events:?}"
    );
    assert!(matches!(events.last(), Some(Incoming::Ended)), "{events:?}");
    let bytes: usize = events
        .iter()
        .map(|event| match event {
            Incoming::Bytes(bytes) => bytes.len(),
            _ => 0,
        })
        .sum();
    assert!(bytes > 0);
}

/// Should boot.js not have run, nothing goes out, chosen or not.
#[wasm_bindgen_test]
async fn nothing_goes_out_without_the_policy_of_boot_js() {
    clean();
    choose(&own_origin());
    let root = web_sys::window().unwrap().document().unwrap();
    let root = root.document_element().unwrap();
    root.remove_attribute("data-origin").unwrap();
    let (_flight, events) = send(request(&format!("{}/", own_origin())));
    settled(&events).await;
    assert!(
        matches!(
            &events.borrow()[..],
            [Incoming::Failed { aborted: false, .. }]
        ),
        "{events:?}"
    );
}

#[wasm_bindgen_test]
async fn no_other_origin_than_the_chosen_endpoints() {
    clean();
    choose("https://api.openai.com/v1");
    session::keep(
        ApiKey::from_typed("sk-canary-0123456789abcdef".to_owned()).unwrap(),
        "https://api.openai.com",
        Home::Tab,
    )
    .unwrap();
    for url in [
        "https://api.openai.com.evil.example/v1/models",
        "https://api.openai.com@evil.example/v1/models",
        "models",
        "",
    ] {
        let (_flight, events) = send(request(url));
        settled(&events).await;
        assert!(
            matches!(&events.borrow()[..], [Incoming::Failed { detail, aborted: false }] if detail.starts_with("refused")),
            "{url}: {events:?}"
        );
    }
    clean();
}

#[wasm_bindgen_test]
async fn a_header_of_ours_cannot_be_set_from_outside() {
    clean();
    choose(&own_origin());
    for (name, value) in [("Authorization", "Bearer x"), ("X-Test", "a\nb")] {
        let mut asked = request(&format!("{}/", own_origin()));
        asked.headers.push((name.to_owned(), value.to_owned()));
        let (_flight, events) = send(asked);
        settled(&events).await;
        assert!(
            matches!(&events.borrow()[..], [Incoming::Failed { .. }]),
            "{events:?}"
        );
    }
}

#[wasm_bindgen_test]
async fn an_odd_key_fails_the_request_and_not_the_page() {
    clean();
    choose(&own_origin());
    session::keep(
        ApiKey::from_typed("schlüssel-0123456789".to_owned()).unwrap(),
        &own_origin(),
        Home::Tab,
    )
    .unwrap();
    let (_flight, events) = send(request(&format!("{}/", own_origin())));
    settled(&events).await;
    assert!(
        matches!(&events.borrow()[..], [Incoming::Failed { detail, .. }] if !detail.contains("schl")),
        "{events:?}"
    );
    clean();
}

#[wasm_bindgen_test]
async fn nobody_there() {
    clean();
    choose("http://127.0.0.1:9/v1");
    let (_flight, events) = send(request("http://127.0.0.1:9/v1/models"));
    settled(&events).await;
    assert!(
        matches!(
            &events.borrow()[..],
            [Incoming::Failed { aborted: false, .. }]
        ),
        "{events:?}"
    );
}

#[wasm_bindgen_test]
async fn aborted_says_so() {
    clean();
    choose(&own_origin());
    let (flight, events) = send(request(&format!("{}/", own_origin())));
    flight.abort();
    settled(&events).await;
    assert!(
        matches!(
            events.borrow().last(),
            Some(Incoming::Failed { aborted: true, .. })
        ),
        "{events:?}"
    );
}

#[wasm_bindgen_test]
async fn dropped_is_silent() {
    clean();
    choose(&own_origin());
    let (flight, events) = send(request(&format!("{}/", own_origin())));
    drop(flight);
    time::sleep(100).await;
    assert!(events.borrow().is_empty(), "{events:?}");
}

// The callback owns the flight in practice: it must be free to drop it while it runs.
#[wasm_bindgen_test]
async fn dropped_from_within_its_own_callback() {
    clean();
    choose(&own_origin());
    let holder: Rc<RefCell<Option<http::InFlight>>> = Rc::default();
    let heard = Rc::new(RefCell::new(0));
    let (own, count) = (Rc::clone(&holder), Rc::clone(&heard));
    let flight = http::send(request(&format!("{}/", own_origin())), move |_| {
        *count.borrow_mut() += 1;
        let flight = own.borrow_mut().take();
        drop(flight);
    });
    *holder.borrow_mut() = Some(flight);
    time::sleep(200).await;
    assert_eq!(*heard.borrow(), 1);
}
