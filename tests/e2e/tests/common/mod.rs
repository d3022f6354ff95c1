//! What the end-to-end tests share: the page, an endpoint and a browser, and a few things done in most of them.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::time::Duration;

use e2e::{Browser, BrowserOptions, Error, PATIENCE, Result, Site};
use practice::{Options, Running, Seen};

/// Where the page lives in these tests: never at the top of its host.
pub const FOLDER: &str = "any/sub/folder";
/// Every page of the app.
pub const PAGES: [&str; 4] = ["#/translate", "#/chat", "#/usage", "#/settings"];
/// For anything that the endpoint takes its time over.
pub const LONG: Duration = Duration::from_secs(60);

/// Puts records into the database: a list of conversations, and one of messages.
pub const STORE: &str = "
    const [conversations, messages] = arguments[0];
    const database = await new Promise((resolve, reject) => {
        const request = indexedDB.open('parlance');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const work = database.transaction(['conversations', 'messages'], 'readwrite');
    conversations.forEach(record => work.objectStore('conversations').put(record));
    messages.forEach(record => work.objectStore('messages').put(record));
    await new Promise((resolve, reject) => {
        work.oncomplete = resolve;
        work.onabort = () => reject(work.error);
    });
    database.close();";

/// Puts conversations into the database, each with a question and an answer.
pub const SEED: &str = "
    const [records] = arguments;
    const open = indexedDB.open('parlance');
    const db = await new Promise((resolve, reject) => {
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
    });
    const work = db.transaction(['conversations', 'messages'], 'readwrite');
    for (const record of records) {
        const id = record.id;
        work.objectStore('messages').put({ id: id + '-q', conversation: id, role: 'user', text: 'About ' + record.title, created: 1 });
        work.objectStore('messages').put({ id: id + '-a', conversation: id, parent: id + '-q', role: 'assistant', text: 'Said.', created: 2 });
        work.objectStore('conversations').put({ leaf: id + '-a', titled_by: 'person', ...record });
    }
    await new Promise((resolve, reject) => {
        work.oncomplete = resolve;
        work.onabort = () => reject(work.error);
    });
    db.close();";

/// The longest that the page could do nothing else, in milliseconds, from now on in `window.longest`.
pub const WATCH: &str = "
    window.longest = 0;
    let last = performance.now();
    setInterval(() => {
        const now = performance.now();
        window.longest = Math.max(window.longest, now - last);
        last = now;
    }, 10);";

/// The page in a browser, and a practice endpoint. Ends when dropped.
pub struct Stage {
    pub browser: Browser,
    pub site: Site,
    pub practice: Running,
}

impl Stage {
    /// Opens the page as a stranger finds it: at OpenAI's endpoint, without a key.
    pub async fn bare(hash: &str, options: BrowserOptions, key: Option<&str>) -> Result<Self> {
        let site = Site::start(FOLDER).await?;
        Self::with(site, key, hash, options).await
    }

    /// Opens the page with the practice endpoint already named in it: it needs no key, so work can begin.
    pub async fn ready(hash: &str) -> Result<Self> {
        Self::ready_as(hash, BrowserOptions::default()).await
    }

    /// The same in another browser.
    pub async fn ready_as(hash: &str, options: BrowserOptions) -> Result<Self> {
        let practice = practice::start(Options::default()).await?;
        let site = Site::with_endpoint(FOLDER, Some(&practice.base_url())).await?;
        let browser = Browser::start(options).await?;
        let stage = Self {
            browser,
            site,
            practice,
        };
        stage.open(hash).await?;
        Ok(stage)
    }

    /// The Translate page with a model, and no limit on its pace.
    pub async fn desk(model: &str) -> Result<Self> {
        let stage = Self::ready("#/usage").await?;
        stage.browser.set_value("pace-requests", "").await?;
        stage.go("#/translate").await?;
        stage.browser.choose_model("tr-model", model).await?;
        Ok(stage)
    }

    /// The Chat page with a model.
    pub async fn talk(model: &str) -> Result<Self> {
        let stage = Self::ready("#/chat").await?;
        stage.browser.choose_model("chat-model", model).await?;
        Ok(stage)
    }

    async fn with(
        site: Site,
        key: Option<&str>,
        hash: &str,
        options: BrowserOptions,
    ) -> Result<Self> {
        let key = key.map(str::to_owned);
        let practice = practice::start(Options {
            key,
            ..Options::default()
        })
        .await?;
        let browser = Browser::start(options).await?;
        let stage = Self {
            browser,
            site,
            practice,
        };
        stage.open(hash).await?;
        Ok(stage)
    }

    /// Opens the page anew and waits for the app, and for what of it is fetched later.
    pub async fn open(&self, hash: &str) -> Result {
        self.browser.open(&self.site.url(hash)).await?;
        self.arrive().await
    }

    /// Loads the page again and waits as [`open`](Self::open) does.
    pub async fn reload(&self) -> Result {
        self.browser.reload().await?;
        self.arrive().await
    }

    async fn arrive(&self) -> Result {
        self.browser.wait_mounted().await?;
        self.browser.wait_page().await
    }

    /// Goes to a page of the app, and waits for what of it is fetched then.
    pub async fn go(&self, hash: &str) -> Result {
        self.turn_to(hash).await?;
        self.browser.wait_page().await
    }

    /// Goes to a page of the app, of which nothing but its name need be there yet.
    pub async fn turn_to(&self, hash: &str) -> Result {
        self.browser.go(hash).await?;
        let page = hash.trim_start_matches("#/");
        self.browser
            .wait_js(
                &format!(
                    "document.querySelector('[data-testid=main]')?.dataset.page?.endsWith('{page}')"
                ),
                PATIENCE,
            )
            .await
    }

    /// Puts a text into the source pane and translates it with the keyboard; gives how it ended.
    pub async fn translate(&self, text: &str, patience: Duration) -> Result<String> {
        self.begin(text).await?;
        self.browser
            .wait_state("tr-status", "done|stopped|truncated|failed", patience)
            .await
    }

    /// The same, without waiting for the end.
    pub async fn begin(&self, text: &str) -> Result {
        self.browser.set_value("tr-source", text).await?;
        self.browser.focus("tr-source").await?;
        self.browser.press("Control+Enter").await
    }

    /// The target pane.
    pub async fn target(&self) -> Result<String> {
        self.browser.value("tr-target").await
    }

    /// Waits until the target pane holds at least so many characters, and gives it.
    pub async fn target_of(&self, characters: usize) -> Result<String> {
        self.browser
            .wait("the target to arrive", LONG, async || {
                let text = self.target().await?;
                Ok((text.chars().count() >= characters).then_some(text))
            })
            .await
    }

    /// The chat completions that the endpoint has seen, but for the questions for a title: those come of themselves.
    pub fn chats(&self) -> Vec<Seen> {
        let mut seen = self.practice.requests();
        seen.retain(|seen| seen.path.ends_with("/chat/completions") && !asks_for_title(seen));
        seen
    }

    /// How often a title was asked for.
    pub fn titles_asked(&self) -> usize {
        let seen = self.practice.requests();
        seen.iter().filter(|seen| asks_for_title(seen)).count()
    }

    /// The records of a store of the page's database, once they are as `wanted` says: writing is asynchronous.
    pub async fn records(
        &self,
        store: &str,
        wanted: impl Fn(&[serde_json::Value]) -> bool,
    ) -> Result<Vec<serde_json::Value>> {
        let what = format!("the store {store} to be as wanted");
        self.browser
            .wait(&what, PATIENCE, async || {
                let records = self.browser.records("parlance", store).await?;
                Ok(wanted(&records).then_some(records))
            })
            .await
    }

    /// Sets a price of one's own for a model, in dollars per million tokens.
    pub async fn set_price(&self, model: &str, input: &str, output: &str) -> Result {
        self.go("#/settings").await?;
        self.browser.set_value("price-model", model).await?;
        self.browser.set_value("price-input", input).await?;
        self.browser.set_value("price-output", output).await?;
        self.browser.click("price-save").await?;
        self.browser
            .wait(&format!("a price of {model}"), PATIENCE, async || {
                let rows = self.browser.seen_all("price-row").await?;
                Ok(rows
                    .iter()
                    .any(|row| row.text.contains(model) && row.text.contains('$'))
                    .then_some(()))
            })
            .await
    }

    /// `data-ended` of the ledger's lines, the latest first.
    pub async fn ledger(&self) -> Result<Vec<String>> {
        self.go("#/usage").await?;
        self.browser.wait_count("ledger-row", 1, PATIENCE).await?;
        let rows = self.browser.seen_all("ledger-row").await?;
        Ok(rows
            .into_iter()
            .filter_map(|mut row| row.attributes.remove("data-ended"))
            .collect())
    }

    /// Waits until the keyboard's focus is on this test id.
    pub async fn wait_focus(&self, id: &str) -> Result {
        let there = format!("document.activeElement?.dataset.testid === '{id}'");
        self.browser.wait_js(&there, PATIENCE).await
    }

    /// Waits until this is on the clipboard; a line end more or less does not count.
    pub async fn wait_copied(&self, text: &str) -> Result {
        self.browser
            .wait("the text to be copied", PATIENCE, async || {
                let copied = self.browser.clipboard().await?;
                Ok((copied.trim() == text.trim()).then_some(()))
            })
            .await
    }

    /// Waits until the latest answer is done and shows exactly this.
    pub async fn said(&self, text: &str) -> Result {
        self.browser
            .wait(&format!("the answer {text:?}"), LONG, async || {
                let answer = self.browser.last_answer().await?.unwrap_or_default();
                Ok((answer.state == "done" && answer.text.trim() == text).then_some(()))
            })
            .await
    }

    /// Whether the way to what was deleted is there.
    pub async fn wait_deleted_offered(&self, offered: bool) -> Result {
        let there = "document.querySelector('[data-testid=chat-deleted]') !== null";
        let is = format!("({there}) === {offered}");
        self.browser.wait_js(&is, PATIENCE).await
    }

    /// Looks at what was deleted, which is so many.
    pub async fn look_at_deleted(&self, count: usize) -> Result {
        self.browser
            .wait_text("chat-deleted", &count.to_string(), PATIENCE)
            .await?;
        self.browser.click("chat-deleted").await?;
        self.wait_focus("chat-deleted-close").await?;
        self.wait_deleted(count).await
    }

    pub async fn wait_deleted(&self, count: usize) -> Result {
        self.browser
            .wait(&format!("{count} deleted"), PATIENCE, async || {
                let there = self.browser.count("deleted-conversation").await?;
                Ok((there == count).then_some(()))
            })
            .await
    }

    /// Looks for these words until this comes of it.
    pub async fn wait_found(&self, words: &str, state: &str) -> Result {
        self.browser
            .wait(&format!("{words} to be {state}"), LONG, async || {
                // What is typed again is asked again.
                self.browser.replace_text("chat-search", "").await?;
                self.browser
                    .wait_state("chat-finder", "closed", PATIENCE)
                    .await?;
                self.browser.replace_text("chat-search", words).await?;
                let found = self
                    .browser
                    .wait_state("chat-finder", "found|nothing", PATIENCE)
                    .await?;
                Ok((found == state).then_some(()))
            })
            .await?;
        self.browser.replace_text("chat-search", "").await?;
        self.browser
            .wait_state("chat-finder", "closed", PATIENCE)
            .await
            .map(drop)
    }

    /// Opens the panel of what will be sent.
    pub async fn open_panel(&self) -> Result {
        self.browser.click("chat-context-open").await?;
        self.browser
            .wait_count("context-dialog", 1, PATIENCE)
            .await
            .map(drop)
    }

    /// Closes it.
    pub async fn close_panel(&self) -> Result {
        self.browser.click("context-close").await?;
        self.browser.wait_gone("context-dialog", PATIENCE).await
    }

    /// Clicks an element as a script does: for what is visually hidden, or in a closed menu.
    pub async fn poke(&self, css: &str) -> Result {
        let found: bool = self
            .browser
            .eval(
                "const e = document.querySelector(arguments[0]); e?.click(); return Boolean(e)",
                &[css.into()],
            )
            .await?;
        if found {
            Ok(())
        } else {
            Err(Error::new(format!("there is no {css}")))
        }
    }

    /// Opens the menu behind the nth button with this test id and chooses an item of it.
    pub async fn choose(&self, menu: &str, nth: usize, item: &str) -> Result {
        self.browser.click_nth(menu, nth).await?;
        self.browser
            .click_css(&format!(".menu:popover-open [data-testid={item}]"))
            .await
    }
}

/// The letters and digits of every script and the emoji of a text, in order: what must be seen of it whatever its markup.
pub fn essence(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric() || ('\u{1F000}'..='\u{1FAFF}').contains(c))
        .collect()
}

/// The articles of the Universal Declaration of Human Rights in a language: paragraphs joined by line ends.
pub fn articles(language: &str) -> Vec<String> {
    let file = e2e::root().join(format!("tests/data/udhr/{language}.txt"));
    let text = std::fs::read_to_string(&file).unwrap();
    text.split("## ")
        .skip(1)
        .map(|article| {
            article
                .lines()
                .skip(1)
                .collect::<Vec<_>>()
                .join("\n")
                .trim()
                .to_owned()
        })
        .collect()
}

/// What reaches beyond the sides of the window, where the page itself would scroll sideways.
pub async fn overflow(browser: &Browser) -> Result<Vec<String>> {
    browser
        .eval(
            "const root = document.documentElement;
            if (root.scrollWidth <= innerWidth && document.body.scrollWidth <= innerWidth) return [];
            return Array.from(document.querySelectorAll('body *'))
                .filter(e => { const r = e.getBoundingClientRect(); return r.width && (r.right > innerWidth + 1 || r.left < -1) })
                .slice(0, 5).map(e => e.tagName + '.' + e.className + ' ' + (e.dataset.testid ?? ''));",
            &[],
        )
        .await
}

fn asks_for_title(seen: &Seen) -> bool {
    seen.body["response_format"]["json_schema"]["name"] == "title"
}
