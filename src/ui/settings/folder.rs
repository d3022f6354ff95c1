//! Copies of the conversations: all as files, a folder kept in step, and the reminder.

use crate::i18n::*;
use crate::state::{ChatFormat, FolderFault, FolderOutcome, FolderPlace, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::saved_words::saved_words;
use crate::ui::parts::text::{Words, text, tx, words};
use chat::{FileTrouble, FolderReport};
use leptos::prelude::*;

/// So many files are named; how many there are is said.
const MOST_NAMED: usize = 20;

/// The section.
#[component]
pub fn FolderSection() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let backup = app.backup().on;
    view! {
        <section aria-labelledby="keep-title">
            <h2 id="keep-title">{tx!(keep.title)}</h2>
            <p class="lead">{tx!(keep.explain)}</p>
            <div class="acts">
                <button type="button" class="outline" data-testid="keep-all-markdown" on:click=move |_| app.chat_save_all(ChatFormat::Markdown, None, saved_words(i18n))>
                    <Icon name=IconName::Download/>
                    {tx!(keep.all_markdown)}
                </button>
                <button type="button" class="outline" data-testid="keep-all-html" on:click=move |_| app.chat_save_all(ChatFormat::Html, None, saved_words(i18n))>
                    <Icon name=IconName::Download/>
                    {tx!(keep.all_html)}
                </button>
            </div>
            <h3>{tx!(keep.folder)}</h3>
            <FolderRow/>
            <label class="check">
                <input type="checkbox" data-testid="keep-remind" prop:checked=move || backup.get()
                    on:change=move |event| app.backup_switch(event_target_checked(&event))/>
                <span>{tx!(keep.remind)}</span>
            </label>
        </section>
    }
}

/// Which folder, what can be done with it, and what came of it.
#[component]
fn FolderRow() -> impl IntoView {
    let app = use_app();
    let folder = app.folder();
    let (place, working, outcome) = (folder.place, folder.working, folder.outcome);
    let state = {
        let place = place.clone();
        move || place.with(FolderPlace::name)
    };
    let words = {
        let place = place.clone();
        move || place_words(&place.get())
    };
    let busy = working.clone();
    view! {
        <div class="disk-folder" data-testid="folder" data-state=state aria-busy=move || working.get().to_string()>
            <p>{words}</p>
            <div class="acts">{move || acts(&place.get(), busy.get())}</div>
            <p class="hint" role="status" data-testid="folder-told" data-state=told_name(&outcome)>
                {told(&outcome)}
            </p>
            {left(&outcome)}
            <p class="hint">{tx!(keep.folder_files)}</p>
        </div>
    }
}

fn place_words(place: &FolderPlace) -> AnyView {
    match place {
        FolderPlace::Unknown => ().into_any(),
        FolderPlace::Unsupported => text(words!(keep.folder_unsupported)).into_any(),
        FolderPlace::None => text(words!(keep.folder_none)).into_any(),
        FolderPlace::Asks(name) => {
            view! { <bdi class="name" data-testid="folder-name">{name.clone()}</bdi> " " {tx!(keep.folder_asks)} }.into_any()
        }
        FolderPlace::Open(name) => {
            view! { <bdi class="name" data-testid="folder-name">{name.clone()}</bdi> " " {tx!(keep.folder_open)} }.into_any()
        }
    }
}

fn acts(place: &FolderPlace, busy: bool) -> Option<AnyView> {
    let app = use_app();
    let leave = move || {
        view! {
            <button type="button" class="quiet" data-testid="folder-leave" disabled=busy on:click=move |_| app.folder_leave()>
                {tx!(keep.folder_leave)}
            </button>
        }
    };
    match place {
        FolderPlace::Unknown | FolderPlace::Unsupported => None,
        FolderPlace::None => Some(
            view! {
                <button type="button" class="outline" data-testid="folder-choose" on:click=move |_| app.folder_choose()>
                    {tx!(keep.folder_choose)}
                </button>
            }
            .into_any(),
        ),
        FolderPlace::Asks(_) => Some(
            view! {
                <button type="button" class="outline" data-testid="folder-allow" on:click=move |_| app.folder_allow()>
                    {tx!(keep.folder_allow)}
                </button>
                {leave()}
            }
            .into_any(),
        ),
        FolderPlace::Open(_) => Some(
            view! {
                <button type="button" class="outline" data-testid="folder-sync" disabled=busy on:click=move |_| app.folder_sync()>
                    <Icon name=IconName::Again/>
                    {if busy { text(words!(keep.folder_busy)) } else { text(words!(keep.folder_now)) }}
                </button>
                {leave()}
            }
            .into_any(),
        ),
    }
}

fn told_name(outcome: &ArcRwSignal<Option<FolderOutcome>>) -> impl Fn() -> &'static str + use<> {
    let outcome = outcome.clone();
    move || {
        outcome.with(|outcome| match outcome {
            None => "nothing",
            Some(FolderOutcome::Done(..)) => "done",
            Some(FolderOutcome::Failed(_) | FolderOutcome::NotHere) => "failed",
        })
    }
}

/// What happened the last time, in numbers; what did not happen is left out.
fn told(outcome: &ArcRwSignal<Option<FolderOutcome>>) -> impl Fn() -> Option<String> + use<> {
    let i18n = use_i18n();
    let format = use_format();
    let outcome = outcome.clone();
    let say = move |words: Words| words(i18n.get_locale()).to_string();
    move || {
        Some(match outcome.get()? {
            FolderOutcome::Failed(FolderFault::Full) => say(words!(keep.folder_full)),
            FolderOutcome::Failed(FolderFault::Gone) => say(words!(keep.folder_gone)),
            FolderOutcome::Failed(FolderFault::NotAllowed | FolderFault::Dismissed) => {
                say(words!(keep.folder_denied))
            }
            FolderOutcome::Failed(FolderFault::Other(why)) => {
                format!("{} {why}", say(words!(keep.folder_failed)))
            }
            FolderOutcome::NotHere => say(words!(keep.folder_failed)),
            FolderOutcome::Done(report, at) => {
                let mut said = vec![t_string!(i18n, keep.folder_at, at = format.time(at))];
                if report == FolderReport::default() {
                    said.push(say(words!(keep.folder_same)));
                }
                let mut count = |n: usize, text: String| {
                    if n > 0 {
                        said.push(text);
                    }
                };
                let n = |n: usize| format.number(n as u64);
                count(
                    report.written,
                    t_string!(i18n, keep.folder_written, n = n(report.written)),
                );
                count(
                    report.read,
                    t_string!(i18n, keep.folder_read, n = n(report.read)),
                );
                count(
                    report.deleted,
                    t_string!(i18n, keep.folder_deleted, n = n(report.deleted)),
                );
                count(
                    report.conflicts,
                    t_string!(i18n, keep.folder_conflicts, n = n(report.conflicts)),
                );
                let left = report.troubles.len();
                count(left, t_string!(i18n, keep.folder_unreadable, n = n(left)));
                said.join(" ")
            }
        })
    }
}

/// The files that were left as they are, and why.
fn left(outcome: &ArcRwSignal<Option<FolderOutcome>>) -> impl Fn() -> Option<AnyView> + use<> {
    let outcome = outcome.clone();
    move || {
        let Some(FolderOutcome::Done(report, _)) = outcome.get() else {
            return None;
        };
        let rows: Vec<AnyView> = report
            .troubles
            .into_iter()
            .take(MOST_NAMED)
            .map(row)
            .collect();
        (!rows.is_empty())
            .then(|| view! { <ul class="hint" data-testid="folder-left">{rows}</ul> }.into_any())
    }
}

fn row((name, why): (String, FileTrouble)) -> AnyView {
    let (why, words) = match why {
        FileTrouble::Unread(words) => (words!(keep.folder_file_unread), words),
        FileTrouble::Unwritten(words) => (words!(keep.folder_file_unwritten), words),
        FileTrouble::NotText => (words!(keep.folder_file_no_text), String::new()),
        FileTrouble::Broken => (words!(keep.folder_file_broken), String::new()),
        FileTrouble::NotOurs => (words!(keep.folder_file_foreign), String::new()),
    };
    view! { <li><bdi class="name">{name}</bdi> " " {text(why)} " " <bdi>{words}</bdi></li> }
        .into_any()
}
