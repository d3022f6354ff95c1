//! What the tabs of one browser tell each other. Never the key: only "this changed".

use super::{Subscription, subscription::listen as listen_to};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::JsValue;
use web_sys::{BroadcastChannel, MessageEvent};

thread_local! {
    // One channel a tab: a channel does not hear itself, so neither does the tab.
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new("parlance").ok();
}

/// Tells the other tabs.
pub fn announce<T: Serialize + ?Sized>(news: &T) {
    if let Ok(text) = serde_json::to_string(news) {
        CHANNEL.with(|channel| {
            if let Some(channel) = channel {
                let _ = channel.post_message(&JsValue::from_str(&text));
            }
        });
    }
}

/// Calls `f` with what other tabs tell; what is not a `T` is passed over.
pub fn listen<T: DeserializeOwned + 'static>(mut f: impl FnMut(T) + 'static) -> Subscription {
    listen_text(Box::new(move |text| {
        if let Ok(news) = serde_json::from_str(text) {
            f(news);
        }
    }))
}

fn listen_text(mut f: Box<dyn FnMut(&str)>) -> Subscription {
    use wasm_bindgen::JsCast;
    CHANNEL.with(|channel| match channel {
        Some(channel) => listen_to(channel, "message", move |event| {
            if let Some(text) = event
                .dyn_ref::<MessageEvent>()
                .and_then(|event| event.data().as_string())
            {
                f(&text);
            }
        }),
        None => Subscription::none(),
    })
}
