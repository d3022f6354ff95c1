//! The database: what goes in comes out, in order.

use crate::browser::{
    StorageProblem,
    db::{self, Batch, Store},
};
use serde::{Deserialize, Serialize};
use wasm_bindgen_test::wasm_bindgen_test;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Message {
    id: String,
    conversation: String,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Piece {
    message: String,
    seq: u32,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Entry {
    id: String,
    at: u64,
}

fn message(id: &str, conversation: &str, text: &str) -> Message {
    Message {
        id: id.to_owned(),
        conversation: conversation.to_owned(),
        text: text.to_owned(),
    }
}

fn piece(message: &str, seq: u32) -> Piece {
    Piece {
        message: message.to_owned(),
        seq,
        text: seq.to_string(),
    }
}

#[wasm_bindgen_test]
async fn round_trips() {
    db::clear(Store::Messages).await.unwrap();
    let text = "Grüße, 世界 👋\u{0}\u{2028}\"quoted\" \\ end";
    let one = message("1", "a", text);
    db::put(Store::Messages, &one).await.unwrap();
    assert_eq!(db::get(Store::Messages, "1").await.unwrap(), Some(one));
    assert_eq!(
        db::get::<Message>(Store::Messages, "2").await.unwrap(),
        None
    );
    db::put_many(
        Store::Messages,
        &[message("2", "a", "x"), message("3", "b", "y")],
    )
    .await
    .unwrap();
    let of_a: Vec<Message> = db::by_index(Store::Messages, "conversation", "a")
        .await
        .unwrap();
    assert_eq!(of_a.len(), 2);
    db::delete_many(Store::Messages, &["1".to_owned(), "3".to_owned()])
        .await
        .unwrap();
    let left: Vec<Message> = db::all(Store::Messages).await.unwrap();
    assert_eq!(left, [message("2", "a", "x")]);
}

#[wasm_bindgen_test]
async fn writes_keep_their_order_though_nobody_waits() {
    db::clear(Store::Messages).await.unwrap();
    for turn in 0..50 {
        drop(db::put(
            Store::Messages,
            &message("same", "order", &turn.to_string()),
        ));
    }
    let last: Message = db::get(Store::Messages, "same").await.unwrap().unwrap();
    assert_eq!(last.text, "49");
    drop(db::delete(Store::Messages, "same"));
    drop(db::put(Store::Messages, &message("same", "order", "again")));
    let last: Message = db::get(Store::Messages, "same").await.unwrap().unwrap();
    assert_eq!(last.text, "again");
}

#[wasm_bindgen_test]
async fn a_journal_is_deleted_with_its_message_put() {
    db::clear(Store::Journal).await.unwrap();
    for seq in 0..5 {
        db::put(Store::Journal, &piece("m", seq)).await.unwrap();
    }
    // The same piece twice is one record; a message whose id begins alike is another.
    db::put(Store::Journal, &piece("m", 2)).await.unwrap();
    db::put(Store::Journal, &piece("m2", 0)).await.unwrap();
    let pieces: Vec<Piece> = db::by_index(Store::Journal, "message", "m").await.unwrap();
    assert_eq!(pieces.len(), 5);
    Batch::new()
        .put(Store::Messages, &message("m", "journal", "01234"))
        .delete_journal("m")
        .commit()
        .await
        .unwrap();
    let left: Vec<Piece> = db::all(Store::Journal).await.unwrap();
    assert_eq!(left, [piece("m2", 0)]);
}

/// Two tabs that change different fields of a record, both from what they read before.
#[wasm_bindgen_test]
async fn a_change_leaves_the_fields_of_others() {
    let stored = || async { db::get::<serde_json::Value>(Store::Conversations, "two-tabs").await };
    let record = serde_json::json!({ "id": "two-tabs", "title": "Old", "pinned": false });
    db::put(Store::Conversations, &record).await.unwrap();
    let change = |fields: serde_json::Value| {
        Batch::new()
            .change(Store::Conversations, "two-tabs", &fields, &record)
            .commit()
    };
    let one = change(serde_json::json!({ "title": "New" }));
    let other = change(serde_json::json!({ "pinned": true }));
    one.await.unwrap();
    other.await.unwrap();
    let both = serde_json::json!({ "id": "two-tabs", "title": "New", "pinned": true });
    assert_eq!(stored().await.unwrap(), Some(both));
    // Where it is not stored, all of it is.
    db::delete(Store::Conversations, "two-tabs").await.unwrap();
    change(serde_json::json!({ "title": "New" })).await.unwrap();
    assert_eq!(stored().await.unwrap(), Some(record.clone()));
    db::delete(Store::Conversations, "two-tabs").await.unwrap();
}

#[wasm_bindgen_test]
async fn newest_first_and_since() {
    db::clear(Store::Ledger).await.unwrap();
    let entries: Vec<Entry> = [30_u64, 10, 50, 20, 40]
        .iter()
        .map(|at| Entry {
            id: at.to_string(),
            at: *at,
        })
        .collect();
    db::put_many(Store::Ledger, &entries).await.unwrap();
    let times = |entries: Vec<Entry>| entries.iter().map(|e| e.at).collect::<Vec<_>>();
    assert_eq!(
        times(db::newest(Store::Ledger, 3).await.unwrap()),
        [50, 40, 30]
    );
    assert_eq!(times(db::newest(Store::Ledger, 9).await.unwrap()).len(), 5);
    assert!(times(db::newest(Store::Ledger, 0).await.unwrap()).is_empty());
    assert_eq!(
        times(db::since(Store::Ledger, 30).await.unwrap()),
        [30, 40, 50]
    );
}

#[wasm_bindgen_test]
async fn pages_follow_each_other_without_a_gap() {
    db::clear(Store::History).await.unwrap();
    // Two of one time: a page that ended between them would lose the second.
    let entries: Vec<Entry> = [("a", 10), ("b", 20), ("c", 20), ("d", 30)]
        .into_iter()
        .map(|(id, at)| Entry {
            id: id.to_owned(),
            at,
        })
        .collect();
    db::put_many(Store::History, &entries).await.unwrap();
    assert_eq!(db::count(Store::History).await.unwrap(), 4);
    let ids = |entries: Vec<Entry>| entries.into_iter().map(|e| e.id).collect::<String>();
    let page = async |before, limit| ids(db::page(Store::History, before, limit).await.unwrap());
    assert_eq!(page(None, 1).await, "d");
    assert_eq!(page(None, 2).await, "dcb");
    assert_eq!(page(Some(20), 2).await, "a");
    assert_eq!(page(Some(10), 2).await, "");
    assert_eq!(page(None, usize::MAX).await, "dcba");
    assert_eq!(page(Some(30), usize::MAX).await, "cba");
    db::clear(Store::History).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_batch_happens_whole_or_not_at_all() {
    db::clear(Store::Messages).await.unwrap();
    let outcome = Batch::new()
        .put(Store::Messages, &message("good", "batch", ""))
        // No `id`: the store refuses it.
        .put(
            Store::Messages,
            &serde_json::json!({"conversation": "batch"}),
        )
        .commit()
        .await;
    assert!(
        matches!(outcome, Err(db::Unwritten(StorageProblem::Broken(_)))),
        "{outcome:?}"
    );
    assert_eq!(
        db::get::<Message>(Store::Messages, "good").await.unwrap(),
        None
    );
}

#[wasm_bindgen_test]
async fn unreadable_records_are_passed_over_and_exported() {
    db::clear(Store::History).await.unwrap();
    db::put(
        Store::History,
        &Entry {
            id: "1".to_owned(),
            at: 1,
        },
    )
    .await
    .unwrap();
    db::put(
        Store::History,
        &serde_json::json!({"id": "2", "at": 2, "of": "a later version"}),
    )
    .await
    .unwrap();
    db::put(
        Store::History,
        &serde_json::json!({"id": "3", "at": "not a number"}),
    )
    .await
    .unwrap();
    let readable: Vec<Entry> = db::all(Store::History).await.unwrap();
    assert_eq!(readable.len(), 2);
    let export: serde_json::Value = serde_json::from_str(&db::export_all().await.unwrap()).unwrap();
    assert_eq!(export["history"].as_array().unwrap().len(), 3);
    assert_eq!(export["history"][1]["of"], "a later version");
    db::clear_all().await.unwrap();
    let export: serde_json::Value = serde_json::from_str(&db::export_all().await.unwrap()).unwrap();
    assert_eq!(export["history"].as_array().unwrap().len(), 0);
}

/// Safari takes an idle connection away, and says nothing.
#[wasm_bindgen_test]
async fn a_connection_that_is_lost_is_opened_again() {
    db::clear(Store::Messages).await.unwrap();
    db::break_it().await;
    db::put(Store::Messages, &message("1", "lost", "written"))
        .await
        .unwrap();
    db::break_it().await;
    let read: Option<Message> = db::get(Store::Messages, "1").await.unwrap();
    assert_eq!(read.unwrap().text, "written");
    db::break_it().await;
    let all: Vec<Message> = db::by_index(Store::Messages, "conversation", "lost")
        .await
        .unwrap();
    assert_eq!(all.len(), 1);
    db::break_it().await;
    assert_eq!(db::count(Store::Messages).await.unwrap(), 1);
    // Several at once, in their order.
    db::break_it().await;
    drop(db::put(Store::Messages, &message("2", "lost", "first")));
    drop(db::put(Store::Messages, &message("2", "lost", "second")));
    let read: Option<Message> = db::get(Store::Messages, "2").await.unwrap();
    assert_eq!(read.unwrap().text, "second");
    db::clear(Store::Messages).await.unwrap();
}

/// Whoever keeps a copy of conversations elsewhere reads those alone that are marked: no change may go without.
#[wasm_bindgen_test]
async fn whatever_changes_a_conversation_marks_it() {
    let mark = async || {
        let found: Option<db::Moved> = db::get(Store::Moved, "moved").await.unwrap();
        found.map(|mark| mark.token)
    };
    let taken_off = async |what: &str| {
        let token = mark()
            .await
            .unwrap_or_else(|| panic!("{what} leaves no mark"));
        let wrong = Batch::new().unmark("moved", token + 1.0);
        wrong.commit().await.unwrap();
        assert_eq!(mark().await, Some(token), "{what}");
        let right = Batch::new().unmark("moved", token);
        right.commit().await.unwrap();
        assert_eq!(mark().await, None, "{what}");
    };
    let record = serde_json::json!({ "id": "moved", "title": "Old" });
    let one = message("moved-1", "moved", "said");
    db::clear(Store::Moved).await.unwrap();
    db::put(Store::Conversations, &record).await.unwrap();
    taken_off("a record").await;
    let fields = serde_json::json!({ "title": "New" });
    let changed = Batch::new().change(Store::Conversations, "moved", &fields, &record);
    changed.commit().await.unwrap();
    taken_off("a change of the record").await;
    db::put(Store::Messages, &one).await.unwrap();
    taken_off("a message").await;
    db::delete(Store::Messages, "moved-1").await.unwrap();
    taken_off("a message that goes").await;
    db::delete(Store::Messages, "moved-1").await.unwrap();
    assert_eq!(mark().await, None);
    db::delete(Store::Conversations, "moved").await.unwrap();
    taken_off("a record that goes").await;
    Batch::new().mark("moved").commit().await.unwrap();
    taken_off("nothing").await;
    // Whoever makes a change knows its marks from those of others.
    let own = Batch::new().token(7.0).put(Store::Messages, &one);
    own.commit().await.unwrap();
    assert_eq!(mark().await, Some(7.0));
    db::put(Store::Messages, &one).await.unwrap();
    assert_ne!(mark().await, Some(7.0));
    taken_off("another's").await;
    db::delete(Store::Messages, "moved-1").await.unwrap();
    db::clear(Store::Moved).await.unwrap();
}

#[wasm_bindgen_test]
async fn messages_are_known_by_whose_they_are() {
    let one = message("owned-1", "owner", "said");
    db::put(Store::Messages, &one).await.unwrap();
    let asked = ["owned-1".to_owned(), "nobody's".to_owned()];
    let owners = db::owners(&asked).await.unwrap();
    assert_eq!(owners, [("owned-1".to_owned(), "owner".to_owned())]);
    assert!(db::owners(&[]).await.unwrap().is_empty());
    let keys = db::keys(Store::Messages).await.unwrap();
    assert!(keys.contains(&"owned-1".to_owned()));
    db::delete(Store::Messages, "owned-1").await.unwrap();
}
