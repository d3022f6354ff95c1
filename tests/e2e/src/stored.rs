//! Everything the page keeps, for the tests that look for the key where it must not be.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::Result;
use crate::browser::Browser;

/// Everything a page keeps or shows, read at one moment.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Stored {
    /// `localStorage`.
    pub local: BTreeMap<String, String>,
    /// `sessionStorage`, of this tab.
    pub session: BTreeMap<String, String>,
    /// Cookies, also those that scripts cannot read.
    #[serde(default)]
    pub cookies: Vec<Value>,
    /// IndexedDB: database → store → list of `{ key, value }`.
    pub databases: BTreeMap<String, BTreeMap<String, Vec<Value>>>,
    /// Cache storage: `cache URL` → body.
    pub caches: BTreeMap<String, String>,
    /// The address, `history.state` and `window.name`.
    pub place: String,
    /// The document's markup, shadow roots excluded.
    pub markup: String,
    /// What inputs hold: markup does not show it. By test id, name or position.
    pub inputs: BTreeMap<String, String>,
}

impl Stored {
    /// Every place in which `needle` is, named for people: `sessionStorage parlance.key`.
    pub fn places_of(&self, needle: &str) -> Vec<String> {
        let mut places = Vec::new();
        let mut look = |place: String, text: &str| {
            if text.contains(needle) {
                places.push(place);
            }
        };
        for (name, map) in [
            ("localStorage", &self.local),
            ("sessionStorage", &self.session),
            ("cache", &self.caches),
            ("input", &self.inputs),
        ] {
            for (key, value) in map {
                look(format!("{name} {key}"), &format!("{key}\n{value}"));
            }
        }
        for (database, stores) in &self.databases {
            for (store, records) in stores {
                for record in records {
                    look(
                        format!("IndexedDB {database}/{store} {}", record["key"]),
                        &record.to_string(),
                    );
                }
            }
        }
        for cookie in &self.cookies {
            look(format!("cookie {}", cookie["name"]), &cookie.to_string());
        }
        look("address, history state or window name".into(), &self.place);
        look("markup".into(), &self.markup);
        places
    }
}

impl Browser {
    /// Everything the page keeps or shows now.
    pub async fn stored(&self) -> Result<Stored> {
        let mut stored: Stored = serde_json::from_value(self.run_async(READ, &[]).await?)?;
        let cookies = self
            .cdp("Network.getAllCookies", serde_json::json!({}))
            .await?;
        stored.cookies = cookies["cookies"].as_array().cloned().unwrap_or_default();
        Ok(stored)
    }

    /// The records of one IndexedDB store.
    pub async fn records(&self, database: &str, store: &str) -> Result<Vec<Value>> {
        let mut all = self.stored().await?.databases;
        let records = all
            .remove(database)
            .and_then(|mut stores| stores.remove(store))
            .unwrap_or_default();
        Ok(records
            .into_iter()
            .map(|mut record| record["value"].take())
            .collect())
    }

    /// Removes everything the page's origin keeps, as "clear site data" does.
    pub async fn clear_site_data(&self) -> Result {
        let origin: String = self.eval("return location.origin", &[]).await?;
        let what = serde_json::json!({ "origin": origin, "storageTypes": "all" });
        self.cdp("Storage.clearDataForOrigin", what).await?;
        self.run("sessionStorage.clear()", &[]).await.map(drop)
    }
}

const READ: &str = r"
    const plain = value => {
        if (value instanceof Blob) return { blob: value.size, type: value.type };
        if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
        if (value instanceof Date) return value.toISOString();
        if (Array.isArray(value)) return value.map(plain);
        if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]));
        return typeof value === 'bigint' ? String(value) : value ?? null;
    };
    const ask = request => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const databases = {};
    for (const { name } of await indexedDB.databases()) {
        const db = await ask(indexedDB.open(name));
        databases[name] = {};
        for (const store of db.objectStoreNames) {
            const all = db.transaction(store).objectStore(store);
            const [keys, values] = await Promise.all([ask(all.getAllKeys()), ask(all.getAll())]);
            databases[name][store] = keys.map((key, at) => ({ key: plain(key), value: plain(values[at]) }));
        }
        db.close();
    }
    const cached = {};
    for (const name of self.caches ? await caches.keys() : []) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            cached[name + ' ' + request.url] = await (await cache.match(request)).text();
        }
    }
    const inputs = {};
    document.querySelectorAll('input, textarea, select').forEach((e, at) => {
        inputs[e.dataset.testid || e.name || e.id || String(at)] = e.value;
    });
    return {
        local: { ...localStorage }, session: { ...sessionStorage }, databases, caches: cached, inputs,
        place: [location.href, JSON.stringify(history.state), window.name, document.cookie].join('\n'),
        markup: document.documentElement.outerHTML,
    };";
