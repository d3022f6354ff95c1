//! The stores of the database, their keys and indexes.

use idb::{Database, Error, IndexParams, KeyPath, ObjectStoreParams};

/// A store of the database "parlance". A new one needs a higher version of it (`connection.rs`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// `chat::Conversation`, by `id`; index `updated`.
    Conversations,
    /// `chat::Message`, by `id`; index `conversation`.
    Messages,
    /// `chat::JournalPiece`, by `[message, seq]`; index `message`.
    Journal,
    /// `gate::LedgerEntry`, by `id`; index `at`.
    Ledger,
    /// Translations done, by `id`; index `at`.
    History,
    /// `translation::TranslationUnit`, by `id`; index `at`. The worker reads and writes it too
    /// (crates/worker/src/edge/database.rs).
    Memory,
    /// Glossaries (`state::glossary`), by `id`; index `at`.
    Glossaries,
    /// Turns of the conversation between two people (`state::talk`), by `id`; index `at`.
    Turns,
    /// What messages carry besides their text (`chat::StoredAttachment`), by `id`; index `conversation`.
    Attachments,
    /// The prompt library, by `id`; index `at`.
    Prompts,
    /// Named parameters of chats, by `id`; index `at`.
    Presets,
    /// The browser's own handles of folders on this machine, by `id`; index `at`.
    Handles,
    /// `chat::SeenThread`, by `id`: what a folder held of a conversation when it was last looked at.
    Met,
    /// [`super::Moved`], by `id`: the conversations that changed since a folder was last brought in step with them.
    Moved,
}

impl Store {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Conversations,
        Self::Messages,
        Self::Journal,
        Self::Ledger,
        Self::History,
        Self::Memory,
        Self::Glossaries,
        Self::Turns,
        Self::Attachments,
        Self::Prompts,
        Self::Presets,
        Self::Handles,
        Self::Met,
        Self::Moved,
    ];

    /// The name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Conversations => "conversations",
            Self::Messages => "messages",
            Self::Journal => "journal",
            Self::Ledger => "ledger",
            Self::History => "history",
            Self::Memory => "memory",
            Self::Glossaries => "glossaries",
            Self::Turns => "turns",
            Self::Attachments => "attachments",
            Self::Prompts => "prompts",
            Self::Presets => "presets",
            Self::Handles => "handles",
            Self::Met => "met",
            Self::Moved => "moved",
        }
    }

    /// The index that [`super::newest`] and [`super::since`] go by (for messages and the journal there is none by
    /// time).
    pub(super) const fn time_index(self) -> &'static str {
        match self {
            Self::Conversations => "updated",
            _ => "at",
        }
    }

    const fn index(self) -> &'static str {
        match self {
            Self::Conversations => "updated",
            Self::Messages | Self::Attachments => "conversation",
            Self::Journal => "message",
            Self::Ledger
            | Self::History
            | Self::Memory
            | Self::Glossaries
            | Self::Turns
            | Self::Prompts
            | Self::Presets
            | Self::Handles
            | Self::Met
            | Self::Moved => "at",
        }
    }
}

/// Makes the stores that are not there yet. Runs inside the upgrade transaction.
pub(super) fn upgrade(database: &Database) -> Result<(), Error> {
    let present = database.store_names();
    for store in Store::ALL {
        if present.iter().any(|name| name == store.name()) {
            continue;
        }
        let mut parameters = ObjectStoreParams::new();
        parameters.key_path(Some(match store {
            Store::Journal => KeyPath::new_array(["message", "seq"]),
            _ => KeyPath::new_single("id"),
        }));
        let made = database.create_object_store(store.name(), parameters)?;
        let mut parameters = IndexParams::new();
        parameters.unique(false);
        made.create_index(
            store.index(),
            KeyPath::new_single(store.index()),
            Some(parameters),
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Store, upgrade};
    use idb::{Database, DatabaseEvent, Factory, Query, TransactionMode};
    use wasm_bindgen::JsValue;
    use wasm_bindgen_test::wasm_bindgen_test;

    const NAME: &str = "parlance-upgrade-test";

    async fn open(version: u32, make: fn(&Database)) -> Database {
        let mut request = Factory::new().unwrap().open(NAME, Some(version)).unwrap();
        request.on_upgrade_needed(move |event| make(&event.database().unwrap()));
        request.await.unwrap()
    }

    /// What the first version had.
    fn first_version(database: &Database) {
        for store in [Store::History, Store::Ledger] {
            let mut parameters = idb::ObjectStoreParams::new();
            parameters.key_path(Some(idb::KeyPath::new_single("id")));
            let made = database
                .create_object_store(store.name(), parameters)
                .unwrap();
            let at = idb::KeyPath::new_single("at");
            made.create_index("at", at, None).unwrap();
        }
    }

    #[wasm_bindgen_test]
    async fn an_older_database_gets_the_new_stores_and_keeps_what_it_has() {
        Factory::new().unwrap().delete(NAME).unwrap().await.unwrap();
        let old = open(1, first_version).await;
        let record = js_sys::JSON::parse(r#"{"id":"kept","at":1}"#).unwrap();
        let names = [Store::History.name()];
        let writing = old.transaction(&names, TransactionMode::ReadWrite).unwrap();
        let store = writing.object_store(names[0]).unwrap();
        store.put(&record, None).unwrap().await.unwrap();
        writing.await.unwrap();
        old.close();
        let new = open(6, |database| upgrade(database).unwrap()).await;
        for store in Store::ALL {
            assert!(new.store_names().iter().any(|name| name == store.name()));
        }
        let reading = new.transaction(&names, TransactionMode::ReadOnly).unwrap();
        let key = Query::Key(JsValue::from_str("kept"));
        let store = reading.object_store(names[0]).unwrap();
        assert!(store.get(key).unwrap().await.unwrap().is_some());
        new.close();
    }
}
