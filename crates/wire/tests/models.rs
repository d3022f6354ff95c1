//! Lists of models in every shape.

#![allow(clippy::unwrap_used)]

use wire::*;

fn read(body: &str) -> Vec<Model> {
    parse_models(body.as_bytes()).unwrap()
}

fn fail(body: &str) -> &'static str {
    parse_models(body.as_bytes()).unwrap_err().kind.name()
}

#[test]
fn openai() {
    let models = read(
        r#"{"object":"list","data":[{"id":"gpt-x","object":"model","created":1,"owned_by":"system"},{"id":"gpt-x"},{"id":"b"},{"no":"id"},7]}"#,
    );
    assert_eq!(models.len(), 2);
    assert_eq!(
        models[0],
        Model {
            id: "gpt-x".into(),
            owned_by: Some("system".into()),
            ..Model::default()
        }
    );
}

#[test]
fn openrouter() {
    let models = read(
        r#"{"data":[
        {"id":"a/b","name":"A: B","context_length":131072,"architecture":{"input_modalities":["text","image"]},
         "pricing":{"prompt":"0.00000015","completion":"0.0000006","input_cache_read":"0.000000075","image":"0","request":"0"}},
        {"id":"a/free","context_length":null,"architecture":{"input_modalities":["text"]},"pricing":{"prompt":"0","completion":"0"}},
        {"id":"openrouter/auto","pricing":{"prompt":"-1","completion":"-1"}},
        {"id":"odd","pricing":{"prompt":"x","completion":"NaN"}}]}"#,
    );
    assert_eq!(models[0].name.as_deref(), Some("A: B"));
    assert_eq!(models[0].context, Some(131_072));
    assert_eq!(models[0].vision, Some(true));
    assert_eq!(
        models[0].price,
        Some(ModelPrice {
            input: 0.15,
            cached: Some(0.075),
            output: 0.6
        })
    );
    assert_eq!(
        models[1].price,
        Some(ModelPrice {
            input: 0.0,
            cached: None,
            output: 0.0
        })
    );
    assert_eq!((models[1].vision, models[1].context), (Some(false), None));
    assert_eq!((models[2].price, models[3].price), (None, None));
}

#[test]
fn local_servers() {
    let ollama = read(r#"{"models":[{"name":"llama3:8b","model":"llama3:8b","size":1}]}"#);
    assert_eq!(
        (ollama[0].id.as_str(), ollama[0].name.as_deref()),
        ("llama3:8b", None)
    );
    let llamacpp = read(
        r#"{"models":[{"name":"t","model":"t","capabilities":["completion"]}],"object":"list","data":[{"id":"tiny.gguf","meta":{"n_ctx_train":4096,"n_params":1}}]}"#,
    );
    assert_eq!(
        (llamacpp.len(), llamacpp[0].id.as_str(), llamacpp[0].context),
        (1, "tiny.gguf", Some(4096))
    );
    assert_eq!(
        read(r#"{"data":[{"id":"v","max_model_len":"32768"}]}"#)[0].context,
        Some(32_768)
    );
    assert_eq!(read(r#"{"object":"list","data":null}"#), []);
}

#[test]
fn bare_arrays() {
    let together = read(
        r#"[{"id":"x","display_name":"X","context_length":8192,"pricing":{"hourly":0,"input":0.2,"output":0.4}},"just-a-name"]"#,
    );
    assert_eq!(
        together[0].price,
        Some(ModelPrice {
            input: 0.2,
            cached: None,
            output: 0.4
        })
    );
    assert_eq!(together[0].name.as_deref(), Some("X"));
    assert_eq!(together[1].id, "just-a-name");
    assert_eq!(read("\u{feff}[]"), []);
}

#[test]
fn others() {
    let mistral = read(
        r#"{"data":[{"id":"pixtral","max_context_length":128000,"capabilities":{"vision":true}}]}"#,
    );
    assert_eq!(
        (mistral[0].context, mistral[0].vision),
        (Some(128_000), Some(true))
    );
    assert_eq!(
        read(r#"{"data":[{"id":"g","context_window":131072}]}"#)[0].context,
        Some(131_072)
    );
}

#[test]
fn what_is_no_list() {
    assert_eq!(fail("<html>"), "not-understood");
    assert_eq!(fail(""), "not-understood");
    assert_eq!(fail("{}"), "not-understood");
    assert_eq!(fail("7"), "not-understood");
    assert_eq!(fail("null"), "not-understood");
    assert_eq!(fail("\"models\""), "not-understood");
    assert_eq!(fail(r#"{"data":null}"#), "not-understood");
    assert_eq!(fail(r#"{"object":"page","data":null}"#), "not-understood");
    assert_eq!(fail(r#"{"data":{"id":"a"}}"#), "not-understood");
    assert_eq!(fail(r#"{"models":"none"}"#), "not-understood");
    // A list, but not of models.
    assert_eq!(fail("[1,2,3]"), "not-understood");
    assert_eq!(fail(r#"{"data":[{"title":"Log in"}]}"#), "not-understood");
    assert_eq!(fail(r#"[{"id":""},{"id":7},null]"#), "not-understood");
    assert_eq!(
        fail(r#"{"error":{"message":"no","type":"x","code":"invalid_api_key"}}"#),
        "key-refused"
    );
    assert_eq!(fail(r#"{"error":"no such page"}"#), "not-understood");
    assert_eq!(
        fail(r#"[{"error":{"message":"no","code":401}}]"#),
        "key-refused"
    );
}
