//! The Translate page: two panes, one run.

use crate::state::{KeyStatus, use_app};
use crate::ui::lazy;
use crate::ui::parts::problem_panel::ProblemPanel;
use crate::ui::translate::actions::{Actions, Standing};
use crate::ui::translate::language_bar::LanguageBar;
use crate::ui::translate::source_pane::SourcePane;
use crate::ui::translate::status::Status;
use crate::ui::translate::target_pane::TargetPane;
use leptos::prelude::*;
use wire::Remedy;

/// The page.
#[component]
pub fn TranslatePage() -> impl IntoView {
    let app = use_app();
    let on_remedy = move |remedy| match remedy {
        Remedy::Retry => app.translate_run(),
        Remedy::Continue => app.translate_continue(),
        _ => {}
    };
    let sent = Memo::new(move |_| app.translate.sent.with(Option::is_some));
    let history = Memo::new(move |_| {
        app.translate.history.with(|history| !history.is_empty())
            || app
                .translate
                .history_deleted
                .with(|deleted| !deleted.is_empty())
            || app.translate.put_aside.with(Option::is_some)
    });
    let paired = Memo::new(move |_| app.translate.pairs.with(|pairs| !pairs.0.is_empty()));
    let ready = Memo::new(move |_| app.endpoint.status.get() == KeyStatus::Ready);
    // Whether it is one is told by what is fetched for it.
    let perhaps_word = Memo::new(move |_| {
        const LONGEST: usize = 160;
        let short = |source: &String| (1..=LONGEST).contains(&source.trim().len());
        ready.get() && app.translate.source.with(short)
    });
    view! {
        <div class="translate">
            <div class="pair">
                <LanguageBar/>
                <SourcePane/>
                <TargetPane/>
            </div>
            <Actions/>
            <Status/>
            <ProblemPanel trouble=app.translate.trouble on_remedy=on_remedy without=&[Remedy::Shorten]/>
            <Standing/>
            {move || ready.get().then(lazy::further)}
            {move || perhaps_word.get().then(lazy::lookup)}
            {move || paired.get().then(lazy::beneath)}
            {move || sent.get().then(|| lazy::sent_section(app.translate.sent.into()))}
            {move || history.get().then(lazy::history_section)}
        </div>
    }
}
