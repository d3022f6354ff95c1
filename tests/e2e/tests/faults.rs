//! Every failure that the practice endpoint can show: what the page makes of it, what it keeps, and what it sends.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result, pretended};

const SOURCE: &str = "Everyone has the right to life, liberty and the security of person, here and everywhere else in the world.";

/// What is kept of an answer.
#[derive(PartialEq, Debug)]
enum Kept {
    Nothing,
    Part,
}
use Kept::{Nothing, Part};

async fn desk(model: &str) -> Result<Stage> {
    let stage = Stage::ready("#/settings").await?;
    let browser = &stage.browser;
    browser.set_value("waits-first", "2").await?;
    browser.set_value("waits-between", "2").await?;
    browser.set_value("pace-requests", "").await?;
    stage.go("#/translate").await?;
    browser.choose_model("tr-model", model).await?;
    Ok(stage)
}

#[tokio::test]
async fn each_fault_is_named_and_nothing_that_arrived_is_lost() -> Result {
    let stage = desk("practice").await?;
    let browser = &stage.browser;
    let whole = pretended(SOURCE, "de");
    // Model; state and kind; what is kept; how often it was asked.
    for (model, state, kind, kept, asked) in [
        ("practice-cut", "failed", "interrupted", Part, 1),
        ("practice-no-done", "truncated", "", Part, 1),
        ("practice-length", "truncated", "", Part, 1),
        ("practice-hang-mid", "failed", "timeout", Part, 1),
        ("practice-error-mid", "failed", "interrupted", Part, 1),
        ("practice-error-event", "failed", "interrupted", Part, 1),
        ("practice-filter", "failed", "refused", Part, 1),
        ("practice-silent", "failed", "timeout", Nothing, 3),
        ("practice-refusal", "failed", "refused", Nothing, 1),
        ("practice-quota", "failed", "no-money", Nothing, 1),
        ("practice-402", "failed", "no-money", Nothing, 1),
        ("practice-401", "failed", "key-refused", Nothing, 1),
        ("practice-403", "failed", "forbidden", Nothing, 1),
        ("practice-404", "failed", "model-not-found", Nothing, 1),
        ("practice-context", "failed", "too-long", Nothing, 1),
        ("practice-error-string", "failed", "bad-request", Nothing, 1),
        ("practice-leaky", "failed", "bad-request", Nothing, 1),
        ("practice-500", "failed", "server-trouble", Nothing, 3),
        ("practice-503-html", "failed", "server-trouble", Nothing, 3),
        ("practice-429", "failed", "rate-limited", Nothing, 3),
    ] {
        browser.choose_model("tr-model", model).await?;
        stage.practice.clear();
        assert_eq!(stage.translate(SOURCE, LONG).await?, state, "{model}");
        let target = stage.target().await?;
        match kept {
            Nothing => assert_eq!(target, "", "{model}"),
            Part => assert!(
                !target.is_empty() && whole.starts_with(&target) && target != whole,
                "{model}: {target}"
            ),
        }
        let shown = match kind {
            "" => browser.shown_problem().await?,
            kind => browser
                .wait_problem(kind)
                .await
                .map_err(|e| e.while_doing(model))?,
        };
        assert_eq!(shown.is_empty(), kind.is_empty(), "{model}: {shown}");
        assert_eq!(stage.chats().len(), asked, "{model}: calls");
        assert_eq!(
            browser.count("tr-continue").await? > 0,
            kept == Part,
            "{model}"
        );
        if !kind.is_empty() {
            assert!(
                browser.count("problem-action").await? > 0,
                "{model}: no remedy"
            );
            assert!(
                !shown.contains("<script") && !shown.contains("<html"),
                "{shown}"
            );
        }
        let ended = if kind.is_empty() {
            state.to_owned()
        } else {
            format!("failed:{kind}")
        };
        stage
            .records("ledger", |all| {
                all.iter()
                    .any(|e| e["model"] == model && e["ended"] == ended.as_str())
            })
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn passing_trouble_is_retried_unseen() -> Result {
    let stage = desk("practice-429-once").await?;
    let browser = &stage.browser;
    for model in ["practice-429-once", "practice-500-once"] {
        browser.choose_model("tr-model", model).await?;
        stage.practice.clear();
        assert_eq!(stage.translate(SOURCE, LONG).await?, "done", "{model}");
        assert_eq!(stage.target().await?, pretended(SOURCE, "de"));
        assert_eq!(browser.shown_problem().await?, "", "{model}");
        let calls = stage.chats();
        assert_eq!(calls.len(), 2, "{model}");
        assert!(
            calls[1].at_ms - calls[0].at_ms >= 300,
            "{model}: not waited"
        );
        let entries = stage
            .records("ledger", |all| all.iter().any(|e| e["model"] == model))
            .await?;
        let entry = entries.iter().find(|e| e["model"] == model).unwrap();
        assert_eq!(
            (entry["ended"].as_str(), entry["attempts"].as_u64()),
            (Some("complete"), Some(2))
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_refused_parameter_is_dropped_once_and_remembered() -> Result {
    let stage = desk("practice-reasoner").await?;
    let browser = &stage.browser;
    for model in ["practice-reasoner", "practice-no-stream-options"] {
        browser.choose_model("tr-model", model).await?;
        stage.practice.clear();
        assert_eq!(stage.translate("One.", LONG).await?, "done", "{model}");
        assert_eq!(stage.chats().len(), 2, "{model}: corrected once");
        stage.reload().await?;
        stage.practice.clear();
        assert_eq!(stage.translate("Two.", LONG).await?, "done", "{model}");
        assert_eq!(stage.target().await?, pretended("Two.", "de"));
        assert_eq!(stage.chats().len(), 1, "{model}: not remembered");
    }
    Ok(())
}

#[tokio::test]
async fn a_stopped_call_is_aborted_and_said_so() -> Result {
    let stage = desk("practice-slow").await?;
    let browser = &stage.browser;
    for model in ["practice-slow", "practice-silent"] {
        browser.choose_model("tr-model", model).await?;
        stage.practice.clear();
        stage.begin(SOURCE).await?;
        stage.practice.wait_for(1).await;
        if model == "practice-slow" {
            stage.target_of(1).await?;
        }
        browser.click("tr-stop").await?;
        browser.wait_state("tr-status", "stopped", PATIENCE).await?;
        let seen = stage
            .practice
            .wait_until(|all| all.iter().any(|r| r.aborted))
            .await;
        assert!(
            seen.iter().any(|request| request.aborted),
            "{model}: the fetch went on"
        );
        let entries = stage
            .records("ledger", |all| all.iter().any(|e| e["model"] == model))
            .await?;
        let entry = entries.iter().find(|e| e["model"] == model).unwrap();
        let ended = entry["ended"].as_str().unwrap();
        assert!(
            ["stopped", "cancelled"].contains(&ended),
            "{model}: {ended}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn the_cap_refuses_before_anything_is_sent() -> Result {
    let stage = desk("practice-burst").await?;
    let browser = &stage.browser;
    stage.set_price("practice-burst", "100", "200").await?;
    for (field, other) in [("cap-day", "cap-month"), ("cap-month", "cap-day")] {
        stage.go("#/usage").await?;
        browser.set_value(other, "").await?;
        browser.set_value(field, "0.001").await?;
        stage.go("#/translate").await?;
        stage.practice.clear();
        assert_eq!(stage.translate(SOURCE, LONG).await?, "failed");
        let shown = browser.wait_problem("over-cap").await?;
        assert!(shown.contains('$'), "{shown}");
        assert!(stage.chats().is_empty(), "sent over the cap");
        assert_eq!(stage.target().await?, "");
        assert_eq!(
            stage.ledger().await?.first().map(String::as_str),
            Some("refused:cap")
        );
    }
    // In chat as well; and the cap holds over a reload.
    stage.reload().await?;
    stage.go("#/chat").await?;
    browser.choose_model("chat-model", "practice-burst").await?;
    browser.say("Hello.").await?;
    let answer = browser.wait_answer("failed", PATIENCE).await?;
    assert!(answer.problem.starts_with("over-cap"), "{answer:?}");
    assert!(stage.chats().is_empty(), "sent over the cap");
    // With room, it goes; what was kept is still there.
    stage.go("#/usage").await?;
    browser.set_value("cap-month", "100").await?;
    stage.go("#/translate").await?;
    assert_eq!(stage.translate(SOURCE, LONG).await?, "done");
    assert!(
        stage.chats()[0].body["max_completion_tokens"]
            .as_u64()
            .is_some()
    );
    Ok(())
}

#[tokio::test]
async fn an_endpoint_that_is_gone_is_told_with_its_likely_causes() -> Result {
    let mut stage = desk("practice-burst").await?;
    let other = practice::start(practice::Options::default()).await?;
    let gone = std::mem::replace(&mut stage.practice, other);
    gone.stop().await;
    let browser = &stage.browser;
    assert_eq!(stage.translate(SOURCE, LONG).await?, "failed");
    browser.wait_problem("unreachable").await?;
    let causes: usize = browser
        .eval(
            "return document.querySelectorAll('[data-testid=problem] .causes li').length",
            &[],
        )
        .await?;
    assert!(causes >= 2);
    // The button that asks the doctor.
    browser
        .click_css("[data-testid=problem-action][data-action=check-connection]")
        .await?;
    let steps = browser.doctor_steps().await?;
    assert_eq!(steps[0].state, "failed", "{steps:?}");
    assert!(
        steps[1..].iter().all(|step| step.state == "skipped"),
        "{steps:?}"
    );
    assert_eq!(browser.state("key-state").await?, "failed");
    Ok(())
}

/// The key was said to be ready, whatever had gone wrong in the check-up.
#[tokio::test]
async fn a_check_up_that_failed_is_said_until_a_call_goes_well() -> Result {
    let stage = Stage::talk("practice-quota").await?;
    let browser = &stage.browser;
    stage.go("#/settings").await?;
    browser.click("doctor-run").await?;
    let steps = browser.doctor_steps().await?;
    let states: Vec<&str> = steps.iter().map(|step| step.state.as_str()).collect();
    assert_eq!(states, ["passed", "passed", "passed", "failed", "skipped"]);
    assert_eq!(browser.state("key-state").await?, "failed");
    assert!(browser.text("key-state").await?.contains("failed"));
    stage.go("#/translate").await?;
    browser.choose_model("tr-model", "practice-burst").await?;
    assert_eq!(stage.translate(SOURCE, LONG).await?, "done");
    browser.wait_state("key-state", "ready", PATIENCE).await?;
    Ok(())
}
