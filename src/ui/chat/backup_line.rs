//! A quiet line where the last copy of the conversations is long ago, or where the folder they are kept in needs the person.

use crate::state::{ChatFormat, FolderOutcome, FolderPlace, page, use_app};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{Words, text, tx, words};
use leptos::prelude::*;

/// What the line is for.
#[derive(Clone, PartialEq)]
enum Need {
    /// The browser wants to be asked for the folder of this name.
    Allow(String),
    /// The folder could not be brought in step.
    Again,
    /// It is time for a copy.
    Copy,
}

/// The line, while there is something to do.
#[component]
pub fn BackupLine() -> impl IntoView {
    let app = use_app();
    let (due, folder) = (app.backup().due, app.folder());
    let (place, outcome) = (folder.place, folder.outcome);
    // Of the folder nothing more is said until the page is loaded anew.
    let put_away = RwSignal::new(false);
    app.backup_look();
    let need = Memo::new(move |_| {
        let failed = matches!(outcome.get(), Some(FolderOutcome::Failed(_)));
        match place.get() {
            FolderPlace::Asks(name) if !put_away.get() => Some(Need::Allow(name)),
            FolderPlace::Open(_) if failed && !put_away.get() => Some(Need::Again),
            _ => due.get().then_some(Need::Copy),
        }
    });
    // What was pressed goes with the line, once what it does is done.
    let pressed = StoredValue::new(false);
    Effect::new(move |before: Option<bool>| {
        let there = need.with(Option::is_some);
        if before == Some(true) && !there && pressed.get_value() {
            page::focus_if_lost("chat-input");
        }
        pressed.set_value(false);
        there
    });
    move || {
        let need = need.get()?;
        let copy = need == Need::Copy;
        let put_off = move || {
            if copy {
                app.backup_put_away();
            } else {
                put_away.set(true);
            }
        };
        Some(match need {
            Need::Allow(name) => line(
                "folder-line",
                view! { <bdi class="name">{name}</bdi> " " {tx!(keep.folder_asks)} }.into_any(),
                (
                    "folder-line-allow",
                    IconName::Again,
                    words!(keep.folder_allow),
                ),
                move || app.folder_allow(),
                (put_off, pressed),
            ),
            Need::Again => line(
                "folder-line",
                text(words!(keep.folder_failed)).into_any(),
                (
                    "folder-line-again",
                    IconName::Again,
                    words!(keep.folder_now),
                ),
                move || app.folder_sync(),
                (put_off, pressed),
            ),
            Need::Copy => line(
                "backup-line",
                text(words!(keep.backup)).into_any(),
                ("backup-save", IconName::Download, words!(keep.backup_now)),
                move || app.chat_save_all(ChatFormat::Json, None, Default::default()),
                (put_off, pressed),
            ),
        })
    }
}

fn line(
    testid: &'static str,
    said: AnyView,
    (act_testid, icon, label): (&'static str, IconName, Words),
    act: impl Fn() + 'static,
    (put_off, pressed): (impl Fn() + 'static, StoredValue<bool>),
) -> AnyView {
    view! {
        <div class="backup-line" role="status" data-testid=testid>
            <p>{said}</p>
            <button
                type="button"
                class="outline"
                data-testid=act_testid
                on:click=move |_| {
                    pressed.set_value(true);
                    act();
                    page::focus_if_lost("chat-input");
                }
            >
                <Icon name=icon/>
                {text(label)}
            </button>
            <button
                type="button"
                class="square"
                data-testid="backup-later"
                aria-label=tx!(keep.backup_later)
                title=tx!(keep.backup_later)
                on:click=move |_| {
                    put_off();
                    page::focus_if_lost("chat-input");
                }
            >
                <Icon name=IconName::Close/>
            </button>
        </div>
    }
    .into_any()
}
