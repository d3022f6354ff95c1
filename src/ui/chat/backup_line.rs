//! A quiet line where the last copy of the conversations is long ago, where the folder they are kept in needs the person, or where
//! the browser may clear everything.

use crate::state::{ChatFormat, FolderOutcome, FolderPlace, StorageKept, page, use_app};
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{Words, text, words};
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
    /// The browser may clear everything, or this is what it said when it was asked.
    Keep(StorageKept),
}

/// The line, while there is something to do.
#[component]
pub fn BackupLine() -> impl IntoView {
    let app = use_app();
    let announcer = use_announcer();
    let locale = crate::i18n::use_i18n();
    let (due, keeping, folder) = (app.backup().due, app.backup().keeping, app.folder());
    let (place, outcome) = (folder.place, folder.outcome);
    // Of the folder nothing more is said until the page is loaded anew.
    let put_away = RwSignal::new(false);
    app.backup_look();
    let need = Memo::new(move |_| {
        let failed = matches!(outcome.get(), Some(FolderOutcome::Failed(_)));
        match place.get() {
            FolderPlace::Asks(name) if !put_away.get() => Some(Need::Allow(name)),
            FolderPlace::Open(_) if failed && !put_away.get() => Some(Need::Again),
            _ if due.get() => Some(Need::Copy),
            _ => keeping.get().map(Need::Keep),
        }
    });
    // What was pressed goes with the line, once what it does is done.
    let pressed = StoredValue::new(false);
    Effect::new(move |before: Option<Option<Need>>| {
        let now = need.get();
        if before.is_some_and(|before| before.is_some() && before != now) && pressed.get_value() {
            page::focus_if_lost("chat-input");
            if let Some(Need::Keep(kept)) = now {
                announcer.say(said_of(kept)(locale.get_locale_untracked()));
            }
        }
        pressed.set_value(false);
        now
    });
    move || {
        let need = need.get()?;
        let away = need.clone();
        let put_off = move || match &away {
            Need::Copy => app.backup_put_away(),
            Need::Keep(_) => app.backup_told(),
            Need::Allow(_) | Need::Again => put_away.set(true),
        };
        let later = Away {
            testid: "backup-later",
            label: words!(keep.backup_later),
        };
        Some(match need {
            Need::Allow(name) => line(
                "folder-line",
                view! { <bdi class="name">{name}</bdi> " " {text(words!(keep.folder_asks))} }.into_any(),
                Some(act(
                    ("folder-line-allow", IconName::Again, words!(keep.folder_allow)),
                    move || app.folder_allow(),
                    pressed,
                )),
                (put_off, later),
            ),
            Need::Again => line(
                "folder-line",
                text(words!(keep.folder_failed)).into_any(),
                Some(act(
                    ("folder-line-again", IconName::Again, words!(keep.folder_now)),
                    move || app.folder_sync(),
                    pressed,
                )),
                (put_off, later),
            ),
            Need::Copy => line(
                "backup-line",
                text(words!(keep.backup)).into_any(),
                Some(act(
                    ("backup-save", IconName::Download, words!(keep.backup_now)),
                    move || app.chat_save_all(ChatFormat::Json, None, Default::default()),
                    pressed,
                )),
                (put_off, later),
            ),
            Need::Keep(kept) => line(
                "storage-line",
                view! { <span data-testid="storage-said" data-state=kept.name()>{text(said_of(kept))}</span> }.into_any(),
                (kept == StorageKept::MayGo).then(|| {
                    act(
                        ("storage-ask", IconName::Check, words!(settings.storage_ask)),
                        move || app.backup_ask_browser(),
                        pressed,
                    )
                }),
                (
                    put_off,
                    Away {
                        testid: "storage-never",
                        label: words!(keep.storage_never),
                    },
                ),
            ),
        })
    }
}

/// What is said of what the browser keeps.
fn said_of(kept: StorageKept) -> Words {
    match kept {
        StorageKept::Kept => words!(keep.storage_granted),
        StorageKept::Refused => words!(settings.storage_refused),
        StorageKept::MayGo | StorageKept::Unknown => words!(keep.storage),
    }
}

/// The button that puts the line away.
struct Away {
    testid: &'static str,
    label: Words,
}

/// The button that does what the line is about.
fn act(
    (testid, icon, label): (&'static str, IconName, Words),
    act: impl Fn() + 'static,
    pressed: StoredValue<bool>,
) -> AnyView {
    view! {
        <button
            type="button"
            class="outline"
            data-testid=testid
            on:click=move |_| {
                pressed.set_value(true);
                act();
                page::focus_if_lost("chat-input");
            }
        >
            <Icon name=icon/>
            {text(label)}
        </button>
    }
    .into_any()
}

fn line(
    testid: &'static str,
    said: AnyView,
    act: Option<AnyView>,
    (put_off, away): (impl Fn() + 'static, Away),
) -> AnyView {
    view! {
        <div class="backup-line" role="status" data-testid=testid>
            <p>{said}</p>
            {act}
            <button
                type="button"
                class="square"
                data-testid=away.testid
                aria-label=text(away.label)
                title=text(away.label)
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
