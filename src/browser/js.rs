//! Small helpers over untyped JavaScript values. None of them throws or panics.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, intern};

/// `object[name]`, or undefined.
pub(super) fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(intern(name))).unwrap_or(JsValue::UNDEFINED)
}

/// `object[name] = value`; false when it could not be set.
pub(super) fn set(object: &JsValue, name: &str, value: &JsValue) -> bool {
    Reflect::set(object, &JsValue::from_str(intern(name)), value).unwrap_or(false)
}

/// `object[name](...arguments)`; `None` when there is no such method or it threw.
pub(super) fn call(object: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = get(object, name).dyn_into().ok()?;
    let list = Array::new();
    for argument in arguments {
        list.push(argument);
    }
    method.apply(object, &list).ok()
}

/// `new object[name](...arguments)`; `None` when there is no such class or it threw.
pub(super) fn construct(object: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let class: Function = get(object, name).dyn_into().ok()?;
    let list = Array::new();
    for argument in arguments {
        list.push(argument);
    }
    Reflect::construct(&class, &list).ok()
}

/// An object with the given text properties.
pub(super) fn object(properties: &[(&str, &str)]) -> JsValue {
    let object = JsValue::from(js_sys::Object::new());
    for (name, value) in properties {
        set(&object, name, &JsValue::from_str(value));
    }
    object
}

/// The `name` of an error ("QuotaExceededError"), or nothing.
pub(super) fn error_name(error: &JsValue) -> String {
    get(error, "name").as_string().unwrap_or_default()
}

/// What an error says, in one line.
pub(super) fn error_text(error: &JsValue) -> String {
    let name = error_name(error);
    let message = get(error, "message")
        .as_string()
        .or_else(|| error.as_string())
        .unwrap_or_default();
    match (name.is_empty(), message.is_empty()) {
        (false, false) => format!("{name}: {message}"),
        (false, true) => name,
        _ => message,
    }
}
