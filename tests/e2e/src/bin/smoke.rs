//! `cargo xtask smoke`: the main job in a real browser, against any endpoint: a key through the key form, the doctor, a
//! translation, a chat, a stopped answer. Says what each did; fails when the translation or the chat was not done.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use e2e::{Browser, BrowserOptions, Error, PATIENCE, Result, Site, args};

const HELP: &str = "\
smoke: the main job against any endpoint

  --endpoint URL   base URL, such as http://127.0.0.1:8080/v1
  --key KEY        its key; may be left out where none is needed
  --model MODEL    the model to ask
  --say TEXT       what to say in the chat (a question about rivers)
  --help           print this
";

/// Article 1 of the Universal Declaration of Human Rights.
const PARAGRAPH: &str = "All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and should act towards one another in a spirit of brotherhood.";
const QUESTION: &str = "Name three rivers in Europe, and the sea that each flows into.";
/// Takes any model long enough to be stopped, if the endpoint sends its answer as it comes.
const LONG: &str = "Write a story of at least five thousand words about a river, from its spring to the sea. Do not shorten it, do not ask anything back, and do not stop before it is finished.";

/// A local model may have to be loaded first.
const ANSWER: Duration = Duration::from_secs(240);
/// Shorter keys are stand-ins ("x"), and would be found in any word.
const REAL_KEY: usize = 4;

struct Asked {
    endpoint: String,
    key: String,
    model: String,
    say: String,
}

/// What a step came to.
struct Row {
    step: String,
    state: String,
    ms: Option<u128>,
    text: String,
    facts: String,
}

impl Row {
    fn new(step: &str, state: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            step: step.into(),
            state: state.into(),
            ms: None,
            text: text.into(),
            facts: String::new(),
        }
    }

    fn took(mut self, began: Instant) -> Self {
        self.ms = Some(began.elapsed().as_millis());
        self
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let names = ["--endpoint", "--key", "--model", "--say"];
    let asked = match args::read("smoke", HELP, &names, read) {
        Ok(asked) => asked,
        Err(code) => return code,
    };
    let mut rows = Vec::new();
    let outcome = run(&asked, &mut rows).await;
    print!("{}", without_key(&table(&rows), &asked.key));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\nsmoke: {}", without_key(&problem.to_string(), &asked.key));
            ExitCode::FAILURE
        }
    }
}

async fn run(asked: &Asked, rows: &mut Vec<Row>) -> Result {
    let site = Site::start("any/sub/folder").await?;
    let browser = Browser::start(BrowserOptions::default()).await?;
    let began = Instant::now();
    browser.open(&site.url("")).await?;
    browser.wait_mounted().await?;
    rows.push(Row::new("page", "there", "").took(began));

    bring_key(&browser, asked, rows).await?;
    let translated = attempt("translate", rows, translate(&browser, asked).await);
    let chatted = match start_chat(&browser, asked).await {
        Ok(()) => {
            let chatted = attempt("chat", rows, chat(&browser, asked).await);
            attempt("stop", rows, stop(&browser).await);
            chatted
        }
        Err(problem) => attempt("chat", rows, Err(problem)),
    };
    after(&browser, asked, rows).await?;
    match (translated.as_str(), chatted.as_str()) {
        ("done", "done") => Ok(()),
        ("done", state) => Err(Error::new(format!("the chat is {state}, not done"))),
        (state, "done") => Err(Error::new(format!("the translation is {state}, not done"))),
        (one, other) => Err(Error::new(format!(
            "the translation is {one} and the chat {other}, not done"
        ))),
    }
}

/// Notes what a step came to, and gives its state.
fn attempt(step: &str, rows: &mut Vec<Row>, outcome: Result<Row>) -> String {
    let row = outcome.unwrap_or_else(|problem| Row::new(step, "not possible", problem.to_string()));
    let state = row.state.clone();
    rows.push(row);
    state
}

async fn bring_key(browser: &Browser, asked: &Asked, rows: &mut Vec<Row>) -> Result {
    let began = Instant::now();
    let steps = browser
        .bring_key(&asked.endpoint, &asked.key)
        .await
        .map_err(|e| e.while_doing("bringing the key"))?;
    let state = browser.state("key-state").await?;
    let today = browser.text("key-open").await?;
    for step in &steps {
        rows.push(Row::new(
            &format!("doctor: {}", step.kind),
            &step.state,
            &step.text,
        ));
    }
    rows.push(Row::new("key", &state, today).took(began));
    browser.close_key_form().await?;
    // The model of the check-up may fail where the one that was asked for does not.
    let reached = steps
        .iter()
        .any(|step| step.kind == "reach" && step.state == "passed");
    if state == "ready" || (state == "failed" && reached) {
        return Ok(());
    }
    Err(Error::new(format!(
        "the key is {state}: see the doctor's steps above"
    )))
}

async fn translate(browser: &Browser, asked: &Asked) -> Result<Row> {
    browser.go("#/translate").await?;
    browser.pick_language("tr-from", "en").await?;
    browser.pick_language("tr-to", "de").await?;
    browser.choose_model("tr-model", &asked.model).await?;
    browser.replace_text("tr-source", PARAGRAPH).await?;
    let began = Instant::now();
    browser.press("Mod+Enter").await?;
    let state = browser
        .wait_state("tr-status", "done|stopped|truncated|failed", ANSWER)
        .await?;
    let mut row = Row::new(
        "translate en → de",
        state,
        browser.value("tr-target").await?,
    )
    .took(began);
    row.facts = browser.text("tr-spent").await?;
    say_problem(&mut row, browser.shown_problem().await?);
    Ok(row)
}

async fn start_chat(browser: &Browser, asked: &Asked) -> Result {
    browser.go("#/chat").await?;
    browser.wait_count("chat-input", 1, PATIENCE).await?;
    browser.click("chat-new").await?;
    browser.choose_model("chat-model", &asked.model).await
}

async fn chat(browser: &Browser, asked: &Asked) -> Result<Row> {
    let began = Instant::now();
    browser.say(&asked.say).await?;
    let answer = browser
        .wait_answer("done|stopped|truncated|failed", ANSWER)
        .await?;
    let mut row = Row::new("chat", answer.state, answer.text).took(began);
    row.facts = answer.facts;
    say_problem(&mut row, answer.problem);
    Ok(row)
}

/// Stops a long answer as soon as that can be done. Some endpoints send whole answers at once: there it cannot.
async fn stop(browser: &Browser) -> Result<Row> {
    let began = Instant::now();
    browser.say(LONG).await?;
    let clicked = browser
        .wait("a way to stop the answer", ANSWER, async || {
            // By a script: a pointer takes several round trips, in which an answer may come to its end.
            if browser.eval::<bool>(CLICK_STOP, &[]).await? {
                return Ok(Some(true));
            }
            let answer = browser.last_answer().await?;
            Ok(answer
                .is_some_and(|answer| answer.state != "streaming")
                .then_some(false))
        })
        .await?;
    let answer = browser
        .wait_answer("done|stopped|truncated|failed", PATIENCE)
        .await?;
    let mut row = Row::new("stop", &answer.state, &answer.text).took(began);
    row.facts = answer.facts;
    if answer.state == "done" {
        let characters = answer.text.chars().count();
        let when = if clicked { "when" } else { "before" };
        row.state = "not possible".into();
        row.text = format!(
            "all {characters} characters were there {when} Stop was clicked: {}",
            answer.text
        );
    }
    say_problem(&mut row, answer.problem);
    Ok(row)
}

const CLICK_STOP: &str = "
    const stop = document.querySelector('[data-testid=chat-stop]');
    stop?.click();
    return Boolean(stop);";

/// What holds at the end: where the key is, what the console said, what was spent.
async fn after(browser: &Browser, asked: &Asked, rows: &mut Vec<Row>) -> Result {
    if asked.key.len() >= REAL_KEY {
        let places = browser.stored().await?.places_of(&asked.key);
        let good = places
            .iter()
            .all(|place| place.starts_with("sessionStorage"));
        let state = if good { "only there" } else { "elsewhere too" };
        rows.push(Row::new("where the key is", state, places.join(", ")));
    }
    let errors = browser.console_errors().await?;
    let first = errors.first().map_or(String::new(), ToString::to_string);
    rows.push(Row::new("console errors", errors.len().to_string(), first));
    rows.push(Row::new("spent", "", browser.text("key-today").await?));
    Ok(())
}

fn say_problem(row: &mut Row, problem: String) {
    if !problem.is_empty() {
        row.text = format!("{} [{problem}]", row.text);
    }
}

fn table(rows: &[Row]) -> String {
    let mut cells = vec![["step", "state", "ms", "what came", "tokens, cost"].map(str::to_owned)];
    for row in rows {
        let ms = row.ms.map_or(String::new(), |ms| ms.to_string());
        cells.push(
            [
                &row.step,
                &row.state,
                &ms,
                &beginning(&row.text),
                &one_line(&row.facts),
            ]
            .map(Clone::clone),
        );
    }
    let width = |column: usize| {
        cells
            .iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..5).map(width).collect();
    let line = |row: &[String; 5]| {
        let padded: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        padded.join("  ").trim_end().to_owned() + "\n"
    };
    cells.iter().map(line).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first 80 characters, on one line.
fn beginning(text: &str) -> String {
    let line = one_line(text);
    match line.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn without_key(text: &str, key: &str) -> String {
    if key.len() < REAL_KEY {
        text.to_owned()
    } else {
        text.replace(key, "•••")
    }
}

fn read(pairs: Vec<(String, String)>) -> std::result::Result<Asked, String> {
    let mut asked = Asked {
        endpoint: String::new(),
        key: String::new(),
        model: String::new(),
        say: QUESTION.into(),
    };
    for (name, value) in pairs {
        match name.as_str() {
            "--endpoint" => asked.endpoint = value,
            "--key" => asked.key = value,
            "--model" => asked.model = value,
            _ => asked.say = value,
        }
    }
    match (asked.endpoint.is_empty(), asked.model.is_empty()) {
        (true, _) => Err("--endpoint is missing".into()),
        (_, true) => Err("--model is missing".into()),
        _ => Ok(asked),
    }
}

#[cfg(test)]
mod tests {
    use super::{beginning, without_key};

    #[test]
    fn the_key_is_never_said() {
        assert_eq!(
            without_key("Bearer sk-secret, sk-secret", "sk-secret"),
            "Bearer •••, •••"
        );
        assert_eq!(without_key("next", "x"), "next");
    }

    #[test]
    fn long_texts_are_cut_on_one_line() {
        assert_eq!(beginning("a\n b"), "a b");
        assert_eq!(beginning(&"ä".repeat(81)).chars().count(), 81);
    }
}
