//! Chat: a folder kept in step, with the browser's own handles. The site's private folder (OPFS) stands in for one that a person
//! chose: a picker cannot be clicked by a test, and what it gives has the same interface.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};
use serde_json::{Value, json};

/// The picker gives a folder of the site's own.
const PICKER: &str = "window.showDirectoryPicker = async () =>
    (await navigator.storage.getDirectory()).getDirectoryHandle('kept', { create: true });";

/// The browser wants to be asked anew, as it does of a folder of the machine after the page was closed.
const ASKS: &str = "
    FileSystemHandle.prototype.queryPermission = async () => window.agreed ? 'granted' : 'prompt';
    FileSystemHandle.prototype.requestPermission = async () => { window.agreed = true; return 'granted'; };";

/// All files: name, text (what is not UTF-8 replaced), bytes, when it was changed.
const FILES: &str = "
    const kept = await (await navigator.storage.getDirectory()).getDirectoryHandle('kept', { create: true });
    const found = [];
    for await (const entry of kept.values()) {
        const file = await entry.getFile();
        const bytes = Array.from(new Uint8Array(await file.arrayBuffer()));
        found.push({ name: entry.name, text: await file.text(), bytes, at: file.lastModified });
    }
    return found;";

/// Another program writes a file: a text, or bytes.
const WRITE: &str = "
    const [name, content] = arguments;
    const kept = await (await navigator.storage.getDirectory()).getDirectoryHandle('kept', { create: true });
    const file = await kept.getFileHandle(name, { create: true });
    const stream = await file.createWritable();
    await stream.write(typeof content === 'string' ? content : new Uint8Array(content));
    await stream.close();";

impl Stage {
    /// A conversation for each of these, each with its answer.
    async fn with_answers(says: &[&str]) -> Result<Stage> {
        let stage = Stage::talk("practice-burst").await?;
        for say in says {
            stage.browser.click("chat-new").await?;
            stage.browser.say(say).await?;
            stage.browser.wait_answer("done", LONG).await?;
        }
        Ok(stage)
    }

    /// Chooses the folder in Settings, and waits until all is in step.
    async fn choose_folder(&self) -> Result {
        self.go("#/settings").await?;
        self.browser.wait_state("folder", "none", PATIENCE).await?;
        self.browser.run(PICKER, &[]).await?;
        self.browser.click("folder-choose").await?;
        self.browser.wait_state("folder", "open", PATIENCE).await?;
        self.in_step().await
    }

    /// Brings the folder in step by hand.
    async fn sync(&self) -> Result {
        self.go("#/settings").await?;
        // It may be at it by itself: then the button is not to be clicked.
        self.in_step().await?;
        self.browser.click("folder-sync").await?;
        self.in_step().await
    }

    async fn in_step(&self) -> Result {
        self.browser
            .wait_js(
                "document.querySelector('[data-testid=folder]')?.getAttribute('aria-busy') === 'false'
                    && document.querySelector('[data-testid=folder-told]')?.dataset.state === 'done'",
                LONG,
            )
            .await
    }

    async fn files(&self) -> Result<Vec<Value>> {
        let found = self.browser.run_async(FILES, &[]).await?;
        Ok(serde_json::from_value(found)?)
    }

    /// The files, once they are as wanted.
    async fn files_when(
        &self,
        what: &str,
        wanted: impl Fn(&[Value]) -> bool,
    ) -> Result<Vec<Value>> {
        self.browser
            .wait(what, LONG, async || {
                let files = self.files().await?;
                Ok(wanted(&files).then_some(files))
            })
            .await
    }

    async fn write_outside(&self, name: &str, content: Value) -> Result {
        self.browser
            .run_async(WRITE, &[json!(name), content])
            .await
            .map(drop)
    }

    /// Before every page from now on this is run.
    async fn first_of_all(&self, source: &str) -> Result {
        self.browser
            .cdp(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": source }),
            )
            .await
            .map(drop)
    }
}

fn text(file: &Value) -> &str {
    file["text"].as_str().unwrap()
}

fn holding<'a>(files: &'a [Value], words: &str) -> &'a Value {
    let mut found = files.iter().filter(|file| text(file).contains(words));
    found
        .next()
        .unwrap_or_else(|| panic!("no file has {words:?}"))
}

#[tokio::test]
async fn each_conversation_is_a_readable_file_and_only_what_changed_is_written() -> Result {
    let stage = Stage::with_answers(&["say: **Bold** tea", "say: plain cake"]).await?;
    stage.choose_folder().await?;
    let told = stage.browser.text("folder-told").await?;
    assert!(told.contains("Files written: 2."), "{told}");
    let files = stage.files().await?;
    assert_eq!(files.len(), 2);
    for (file, words) in [
        (holding(&files, "**Bold** tea"), "tea"),
        (holding(&files, "plain cake"), "cake"),
    ] {
        assert!(file["name"].as_str().unwrap().ends_with(".md"), "{file}");
        assert!(text(file).starts_with("---\nparlance: 1\n"), "{file}");
        assert!(text(file).contains("\n## User\n\nsay: "), "{file}");
        assert!(text(file).contains(words), "{file}");
    }
    // All has been looked at; from now on only what is marked is.
    stage.records("moved", <[Value]>::is_empty).await?;

    // While Chat is open the folder follows by itself: one more answer, and one file is another.
    stage.go("#/chat").await?;
    stage.browser.say("say: and biscuits").await?;
    stage.browser.wait_answer("done", LONG).await?;
    let after = stage
        .files_when("the answer to be in its file", |files| {
            files
                .iter()
                .any(|file| text(file).matches("and biscuits").count() > 1)
        })
        .await?;
    assert_eq!(after.len(), 2);
    let untouched = holding(&files, "**Bold** tea");
    assert_eq!(holding(&after, "**Bold** tea")["at"], untouched["at"]);
    stage.records("moved", <[Value]>::is_empty).await?;
    stage.sync().await?;
    let told = stage.browser.text("folder-told").await?;
    assert!(told.contains("Nothing had changed."), "{told}");
    Ok(())
}

#[tokio::test]
async fn what_is_edited_outside_comes_in() -> Result {
    let stage = Stage::with_answers(&["say: tea"]).await?;
    stage.choose_folder().await?;
    let files = stage.files().await?;
    let edited = format!("{}, from outside\n", text(&files[0]).trim_end());
    stage
        .write_outside(files[0]["name"].as_str().unwrap(), json!(edited))
        .await?;
    stage.sync().await?;
    let told = stage.browser.text("folder-told").await?;
    assert!(told.contains("Conversations taken from it: 1."), "{told}");
    stage.go("#/chat").await?;
    stage.said("tea, from outside").await?;
    // A conversation of another device.
    let theirs = "---\nparlance: 1\nconversation: {\"id\":\"theirs\",\"title\":\"From elsewhere\",\"updated\":1,\"leaf\":\"t1\"}\n---\n\n# From elsewhere\n\n<!-- parlance {\"id\":\"t1\",\"parent\":null,\"role\":\"user\"} -->\n## User\n\nHello from there\n";
    stage.write_outside("theirs.md", json!(theirs)).await?;
    stage.sync().await?;
    stage.go("#/chat").await?;
    stage
        .browser
        .wait_count("conversation", 2, PATIENCE)
        .await?;
    stage
        .records("messages", |all| {
            all.iter().any(|one| one["text"] == "Hello from there")
        })
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_deleted_conversation_leaves_a_mark_and_its_old_file_does_not_bring_it_back() -> Result {
    let stage = Stage::with_answers(&["say: secret tea", "say: cake"]).await?;
    stage.choose_folder().await?;
    let files = stage.files().await?;
    let old = holding(&files, "secret tea");
    let name = old["name"].as_str().unwrap();
    stage.go("#/chat").await?;
    // The latest is at the top.
    stage
        .choose("conversation-more", 1, "conversation-delete")
        .await?;
    let is_mark = |files: &[Value]| {
        let file = files.iter().find(|file| file["name"] == name);
        file.is_some_and(|file| text(file).contains("*(deleted)*"))
    };
    let files = stage
        .files_when("the mark of the deletion", is_mark)
        .await?;
    assert_eq!(files.len(), 2);
    let mark = holding(&files, "*(deleted)*");
    assert!(text(mark).contains("\ndeleted: {"), "{mark}");
    assert!(!text(mark).contains("## User"), "{mark}");

    stage.write_outside(name, old["text"].clone()).await?;
    stage.sync().await?;
    stage
        .files_when("the mark to be there again", is_mark)
        .await?;
    stage.reload().await?;
    stage.go("#/chat").await?;
    stage
        .browser
        .wait_count("conversation", 1, PATIENCE)
        .await?;
    assert_eq!(stage.browser.count("conversation").await?, 1);
    stage
        .records("conversations", |all| {
            all.iter().filter(|one| one["deleted"].is_null()).count() == 1
        })
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_broken_file_is_named_and_left_alone_and_all_others_are_in_step() -> Result {
    let stage = Stage::with_answers(&["say: tea", "say: cake"]).await?;
    stage.choose_folder().await?;
    let files = stage.files().await?;
    let broken = holding(&files, "say: tea")["name"].as_str().unwrap();
    let whole = holding(&files, "say: cake")["name"].as_str().unwrap();
    let bytes = json!([0xff, 0xfe, 0x00, 0xd8, 0x41]);
    stage.write_outside(broken, bytes.clone()).await?;
    let edited = format!(
        "{}, from outside\n",
        text(holding(&files, "say: cake")).trim_end()
    );
    stage.write_outside(whole, json!(edited)).await?;
    for _ in 0..2 {
        stage.sync().await?;
        let left = stage
            .browser
            .wait_text("folder-left", broken, PATIENCE)
            .await?;
        assert!(left.contains("UTF-8") && !left.contains(whole), "{left}");
        let now = stage.files().await?;
        assert_eq!(now.len(), 2);
        let file = now.iter().find(|file| file["name"] == broken).unwrap();
        assert_eq!(file["bytes"], bytes);
    }
    // The conversation whose file it was is still there, and the other one has what was written outside.
    stage.go("#/chat").await?;
    stage
        .browser
        .wait_count("conversation", 2, PATIENCE)
        .await?;
    stage.said("cake, from outside").await?;
    // Taken away, the file is written anew.
    let remove =
        "const kept = await (await navigator.storage.getDirectory()).getDirectoryHandle('kept');
        await kept.removeEntry(arguments[0]);";
    stage.browser.run_async(remove, &[json!(broken)]).await?;
    stage.sync().await?;
    let now = stage.files().await?;
    assert!(text(holding(&now, "say: tea")).contains("## User"));
    assert_eq!(stage.browser.count("folder-left").await?, 0);
    Ok(())
}

#[tokio::test]
async fn after_a_reload_it_is_followed_again() -> Result {
    let stage = Stage::with_answers(&["say: tea"]).await?;
    stage.choose_folder().await?;
    stage.go("#/chat").await?;
    stage.reload().await?;
    stage.browser.say("say: more of it").await?;
    stage.browser.wait_answer("done", LONG).await?;
    stage
        .files_when("the answer to be in its file", |files| {
            files.iter().any(|file| text(file).contains("more of it"))
        })
        .await?;
    Ok(())
}

#[tokio::test]
async fn where_the_browser_wants_to_be_asked_it_is_asked_on_a_click() -> Result {
    let stage = Stage::with_answers(&["say: tea"]).await?;
    stage.choose_folder().await?;
    let before = stage.files().await?;
    stage.first_of_all(ASKS).await?;
    stage.go("#/chat").await?;
    stage.reload().await?;
    stage
        .browser
        .wait_count("folder-line-allow", 1, PATIENCE)
        .await?;
    stage.browser.say("say: more of it").await?;
    stage.browser.wait_answer("done", LONG).await?;
    assert_eq!(stage.files().await?, before);
    stage.browser.click("folder-line-allow").await?;
    stage
        .files_when("the answer to be in its file", |files| {
            files.iter().any(|file| text(file).contains("more of it"))
        })
        .await?;
    stage
        .browser
        .wait_gone("folder-line-allow", PATIENCE)
        .await?;
    stage.go("#/settings").await?;
    stage.browser.wait_state("folder", "open", PATIENCE).await?;
    assert_eq!(stage.browser.text("folder-name").await?, "kept");
    Ok(())
}
