//! A quiet line where the last copy of the conversations is long ago.

use crate::state::{ChatFormat, page, use_app};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::tx;
use leptos::prelude::*;

/// The line, while it is time for a copy.
#[component]
pub fn BackupLine() -> impl IntoView {
    let app = use_app();
    let due = app.backup().due;
    app.backup_look();
    move || {
        due.get().then(|| {
            view! {
                <div class="backup-line" role="status" data-testid="backup-line">
                    <p>{tx!(keep.backup)}</p>
                    <button
                        type="button"
                        class="outline"
                        data-testid="backup-save"
                        on:click=move |_| {
                            app.chat_save_all(ChatFormat::Json);
                            page::focus_if_lost("chat-input");
                        }
                    >
                        <Icon name=IconName::Download/>
                        {tx!(keep.backup_now)}
                    </button>
                    <button
                        type="button"
                        class="square"
                        data-testid="backup-later"
                        aria-label=tx!(keep.backup_later)
                        title=tx!(keep.backup_later)
                        on:click=move |_| {
                            app.backup_put_away();
                            page::focus_if_lost("chat-input");
                        }
                    >
                        <Icon name=IconName::Close/>
                    </button>
                </div>
            }
            .into_any()
        })
    }
}
