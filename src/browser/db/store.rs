//! The stores of the database, their keys and indexes.

use idb::{Database, Error, IndexParams, KeyPath, ObjectStoreParams};

/// A store of the database "parlance", version 1.
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
}

impl Store {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Conversations,
        Self::Messages,
        Self::Journal,
        Self::Ledger,
        Self::History,
    ];

    /// The name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Conversations => "conversations",
            Self::Messages => "messages",
            Self::Journal => "journal",
            Self::Ledger => "ledger",
            Self::History => "history",
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
            Self::Messages => "conversation",
            Self::Journal => "message",
            Self::Ledger | Self::History => "at",
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
