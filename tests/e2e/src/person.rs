//! What a person does on the page, step by step, by pointer and keyboard: what bench, smoke and shots share.

use std::time::Duration;

use serde::Deserialize;

use crate::browser::Browser;
use crate::wait::PATIENCE;
use crate::{Error, Result};

/// How long the doctor may take: a local model answers slowly the first time.
const DOCTOR: Duration = Duration::from_secs(120);

/// One step of the doctor, as the page shows it.
#[derive(Clone, Debug, Deserialize)]
pub struct DoctorStep {
    /// `reach`, `key`, `models`, `stream` or `usage`.
    pub kind: String,
    /// `waiting`, `running`, `passed`, `failed` or `skipped`.
    pub state: String,
    /// All the step says, in one line.
    pub text: String,
}

/// A message of the open conversation.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Message {
    /// `streaming`, `done`, `stopped`, `truncated` or `failed`.
    pub state: String,
    /// The rendered text.
    pub text: String,
    /// Model, tokens and cost, as shown.
    pub facts: String,
    /// `data-kind` and words of the problem shown in it; empty when there is none.
    pub problem: String,
}

impl Browser {
    /// Waits until the app itself (not only the page's static beginning) is there.
    pub async fn wait_mounted(&self) -> Result {
        let mounted =
            "document.querySelector('[data-testid=main]') && !document.getElementById('early')";
        self.wait_js(mounted, PATIENCE).await
    }

    /// Waits until the page that is shown (Translate, Chat, Usage or Settings) has its content: the code of all but
    /// Translate is fetched after the shell is there.
    pub async fn wait_page(&self) -> Result {
        self.wait("the page to have its content", PATIENCE, async || {
            Ok(self.eval::<bool>(PAGE_IS_HERE, &[]).await?.then_some(()))
        })
        .await
    }

    /// Brings a key through the key form, for an endpoint given by its base URL, and waits until the doctor is
    /// through; gives his steps. The form stays open.
    pub async fn bring_key(&self, base_url: &str, key: &str) -> Result<Vec<DoctorStep>> {
        self.fill_key_form(base_url, key).await?;
        let reloads = self.count("key-changes-origin").await? > 0;
        if reloads {
            self.run("window.beforeKey = true", &[]).await?;
        }
        self.click("key-save").await?;
        self.wait("the key form to take it", PATIENCE, async || {
            let refused: String = self.eval(FORM_PROBLEM, &[]).await?;
            if !refused.is_empty() {
                return Ok(Some(Err(Error::new(format!(
                    "the key form says: {refused}"
                )))));
            }
            // The doctor of the page before must not be taken for the one after the reload.
            let left = !reloads
                || !self
                    .eval::<bool>("return Boolean(window.beforeKey)", &[])
                    .await?;
            Ok(left.then_some(Ok(())))
        })
        .await??;
        self.doctor_steps().await
    }

    /// Opens the key form and fills it in for a custom endpoint.
    pub async fn fill_key_form(&self, base_url: &str, key: &str) -> Result {
        self.click("key-open").await?;
        self.set_value("key-endpoint", "custom").await?;
        self.set_value("key-base-url", base_url).await?;
        self.focus("key-input").await?;
        if !key.is_empty() {
            self.insert_text(key).await?;
        }
        Ok(())
    }

    /// Waits until the doctor is through, over the reload that another endpoint takes.
    pub async fn doctor_steps(&self) -> Result<Vec<DoctorStep>> {
        self.wait("the doctor to be through", DOCTOR, async || {
            let steps: Vec<DoctorStep> = self.eval(STEPS, &[]).await?;
            let through = !steps.is_empty()
                && steps
                    .iter()
                    .all(|step| step.state != "waiting" && step.state != "running");
            let checking = self.state("key-state").await? == "checking";
            Ok((through && !checking).then_some(steps))
        })
        .await
    }

    /// Closes the key form, where it is a dialog.
    pub async fn close_key_form(&self) -> Result {
        if self.count("key-dialog").await? > 0 {
            self.click("key-close").await?;
            self.wait_gone("key-dialog", PATIENCE).await?;
        }
        Ok(())
    }

    /// Picks a language by typing its name: `id` is `tr-from` or `tr-to`, `tag` what must come out.
    pub async fn choose_language(&self, id: &str, name: &str, tag: &str) -> Result {
        if self.attribute(id, "data-value").await?.as_deref() == Some(tag) {
            return Ok(());
        }
        self.click(id).await?;
        self.type_keys(name).await?;
        self.press("Enter").await?;
        self.wait(&format!("`{id}` to be {tag}"), PATIENCE, async || {
            let value = self.attribute(id, "data-value").await?;
            Ok((value.as_deref() == Some(tag)).then_some(()))
        })
        .await
    }

    /// Picks a language with the pointer, by its tag (`tr-from` takes an empty one for "detect").
    pub async fn pick_language(&self, id: &str, tag: &str) -> Result {
        if self.attribute(id, "data-value").await?.as_deref() == Some(tag) {
            return Ok(());
        }
        self.click(id).await?;
        self.click_css(&format!(
            "[data-testid={id}] ~ [role=listbox] [data-value=\"{tag}\"]"
        ))
        .await?;
        self.wait(&format!("`{id}` to be {tag}"), PATIENCE, async || {
            let value = self.attribute(id, "data-value").await?;
            Ok((value.as_deref() == Some(tag)).then_some(()))
        })
        .await
    }

    /// Types a model's name into `tr-model` or `chat-model` and takes it as it stands, with Enter.
    pub async fn choose_model(&self, id: &str, model: &str) -> Result {
        if self.value(id).await? == model {
            return Ok(());
        }
        self.click(id).await?;
        self.press("Control+a").await?;
        self.insert_text(model).await?;
        self.press("Enter").await?;
        self.wait(&format!("`{id}` to be {model}"), PATIENCE, async || {
            Ok((self.value(id).await? == model).then_some(()))
        })
        .await
    }

    /// Replaces what is in a text area, as pasting does.
    pub async fn replace_text(&self, id: &str, text: &str) -> Result {
        self.focus(id).await?;
        self.press("Control+a").await?;
        self.press("Delete").await?;
        if !text.is_empty() {
            self.insert_text(text).await?;
        }
        self.wait(&format!("`{id}` to hold the text"), PATIENCE, async || {
            Ok((self.value(id).await? == text).then_some(()))
        })
        .await
    }

    /// The latest answer of the open conversation, if there is one.
    pub async fn last_answer(&self) -> Result<Option<Message>> {
        self.eval(LAST_ANSWER, &[]).await
    }

    /// Waits until the latest answer is in one of `states` (`done|failed`), and gives it; a failed one once it says why: what
    /// shows that may have to be fetched.
    pub async fn wait_answer(&self, states: &str, patience: Duration) -> Result<Message> {
        self.wait(
            &format!("the answer to be {states}"),
            patience,
            async || {
                let answer = self.last_answer().await?;
                Ok(answer.filter(|answer| {
                    states.split('|').any(|state| state == answer.state)
                        && (answer.state != "failed" || !answer.problem.is_empty())
                }))
            },
        )
        .await
    }

    /// The same for an answer that is read back from the database: its text is drawn a moment after its row.
    pub async fn wait_answer_read(&self, states: &str, patience: Duration) -> Result<Message> {
        self.wait(
            &format!("the answer's text, {states}"),
            patience,
            async || {
                let answer = self.wait_answer(states, patience).await?;
                Ok((!answer.text.is_empty()).then_some(answer))
            },
        )
        .await
    }

    /// Waits until the first problem that the page shows outside of messages and the doctor is of this kind, and gives it
    /// in words: what shows it may have to be fetched.
    pub async fn wait_problem(&self, kind: &str) -> Result<String> {
        self.wait(&format!("the problem {kind}"), PATIENCE, async || {
            let shown = self.shown_problem().await?;
            let told = shown.split(':').next().unwrap_or_default() == kind;
            Ok(told.then_some(shown))
        })
        .await
    }

    /// `data-kind` and words of the first problem the page shows outside of messages and the doctor; empty when there
    /// is none.
    pub async fn shown_problem(&self) -> Result<String> {
        self.eval(PROBLEM, &[]).await
    }

    /// Types a message and sends it with Enter.
    pub async fn say(&self, text: &str) -> Result {
        let before = self.count("message").await?;
        self.replace_text("chat-input", text).await?;
        self.press("Enter").await?;
        self.wait_count("message", before + 2, PATIENCE)
            .await
            .map(drop)
            .map_err(|e| {
                Error::new(format!(
                    "the message was not taken, or no answer begun: {e}"
                ))
            })
    }
}

const PAGE_IS_HERE: &str = "
    const content = { translate: 'tr-source', chat: 'chat-thread', usage: 'usage-page', settings: 'settings-page' };
    const main = document.querySelector('[data-testid=main]');
    return Boolean(main?.querySelector(`[data-testid=${content[main.dataset.page]}]`));";

const STEPS: &str = "
    return Array.from(document.querySelectorAll('[data-testid=doctor-step]'), step => ({
        kind: step.dataset.kind, state: step.dataset.state, text: step.innerText.replace(/\\s+/g, ' ').trim(),
    }));";

const FORM_PROBLEM: &str = "return document.querySelector('[data-testid=key-form] :is([data-testid=problem], [data-testid=key-missing])')?.innerText ?? ''";

const LAST_ANSWER: &str = "
    const all = document.querySelectorAll('[data-testid=message][data-role=assistant]');
    const last = all[all.length - 1];
    if (!last) return null;
    // What is scrolled out of sight and left unrendered has no inner text.
    const text = id => {
        const element = last.querySelector(`[data-testid=${id}]`);
        return element ? element.innerText || element.textContent : '';
    };
    const problem = last.querySelector('[data-testid=problem]');
    return {
        state: last.dataset.state, text: text('message-text'), facts: text('message-facts'),
        problem: problem ? problem.dataset.kind + ': ' + problem.innerText : '',
    };";

const PROBLEM: &str = "
    const problem = Array.from(document.querySelectorAll('[data-testid=problem]'))
        .find(p => !p.closest('[data-testid=message], [data-testid=doctor-step]'));
    return problem ? problem.dataset.kind + ': ' + problem.innerText : '';";
