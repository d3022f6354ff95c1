//! What was changed of a conversation's record: two tabs that change different things of it undo nothing of each other.

use crate::record::Conversation;
use serde_json::{Map, Value};

/// The fields of the record that are others after a change than before, as a JSON object: it is to be laid over whatever
/// is stored by then. A field that a record leaves out where it says nothing is null here, and reads the same.
pub fn changed_fields(before: &Conversation, after: &Conversation) -> Map<String, Value> {
    let (before, mut after) = (fields(before), fields(after));
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    let gone: Vec<String> = gone.cloned().collect();
    after.retain(|name, value| before.get(name) != Some(value));
    after.extend(gone.into_iter().map(|name| (name, Value::Null)));
    after
}

fn fields(record: &Conversation) -> Map<String, Value> {
    match serde_json::to_value(record) {
        Ok(Value::Object(fields)) => fields,
        // A record is an object: its names are texts.
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{ContextRule, ContextSettings, TitledBy};
    use proptest::prelude::*;

    fn record() -> impl Strategy<Value = Conversation> {
        let text = || prop_oneof![Just(String::new()), "[a-c]{1,2}"];
        let own = (text(), any::<bool>(), text(), prop::option::of(text()));
        let sorted = (
            text(),
            prop::collection::vec(text(), 0..3),
            any::<bool>(),
            prop::option::of(0_u64..3),
        );
        (own, sorted, any::<bool>(), prop::option::of(0_u32..3)).prop_map(
            |(
                (title, pinned, system, model),
                (folder, tags, archived, deleted),
                person,
                window,
            )| {
                Conversation {
                    id: "c".into(),
                    title,
                    titled_by: if person {
                        TitledBy::Person
                    } else {
                        TitledBy::Text
                    },
                    pinned,
                    system,
                    model_origin: model.clone(),
                    model,
                    folder,
                    tags,
                    archived,
                    deleted,
                    context: ContextSettings {
                        rule: match person {
                            true => ContextRule::DropOldest,
                            false => ContextRule::All,
                        },
                        window,
                        ..ContextSettings::default()
                    },
                    ..Conversation::default()
                }
            },
        )
    }

    fn laid_over(stored: &Conversation, changed: Map<String, Value>) -> Conversation {
        let mut stored = fields(stored);
        stored.extend(changed);
        serde_json::from_value(Value::Object(stored)).unwrap()
    }

    proptest! {
        #[test]
        fn laid_over_what_it_was_it_is_what_it_is(before in record(), after in record()) {
            prop_assert_eq!(laid_over(&before, changed_fields(&before, &after)), after);
        }

        #[test]
        fn what_another_changed_stays(before in record(), here in record(), there in record()) {
            let mine = changed_fields(&before, &here);
            let both = laid_over(&there, mine.clone());
            let both = fields(&both);
            for (name, value) in fields(&there) {
                if !mine.contains_key(&name) {
                    prop_assert_eq!(both.get(&name), Some(&value), "{}", name);
                }
            }
        }

        #[test]
        fn nothing_changed_is_nothing(record in record()) {
            prop_assert!(changed_fields(&record, &record).is_empty());
        }
    }
}
