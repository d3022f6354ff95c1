//! How much the browser holds, and whether it keeps it.

use crate::i18n::*;
use crate::state::{StorageKept, StorageUse, page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::text::tx;
use leptos::prelude::*;

/// What the browser holds, with a button that asks it to keep it.
#[component]
pub fn StorageRow() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let held = RwSignal::new(StorageUse::default());
    app.look_at_storage(held);
    let kept = Memo::new(move |_| held.get().kept);
    let (unknown, refused) = (tx!(settings.storage_unknown), tx!(settings.storage_refused));
    let words = move || {
        let StorageUse {
            megabytes, kept, ..
        } = held.get();
        let used = megabytes.map(|used| page::format_number(used, format.locale()));
        match (used, kept) {
            (None, _) | (_, StorageKept::Unknown) => unknown().to_string(),
            (Some(n), StorageKept::Kept) => t_string!(i18n, settings.storage_kept, n = n),
            (Some(n), _) => t_string!(i18n, settings.storage_may_go, n = n),
        }
    };
    // The button goes once it has done its work, and would take the focus with it.
    let asked = StoredValue::new(false);
    Effect::new(move || {
        if kept.get() == StorageKept::Kept && asked.get_value() {
            page::focus_if_lost("settings-storage");
        }
    });
    view! {
        <div class="storage">
            <p tabindex="-1" data-testid="settings-storage" data-state=move || kept.get().name()>
                {words}
                {move || {
                    let most = held.get().most?;
                    // A number that large is known roughly at best.
                    let (most, gigabytes) = if most >= 1_000.0 { ((most / 100.0).floor() / 10.0, true) } else { (most, false) };
                    let n = page::format_number(most, format.locale());
                    let words = if gigabytes { t_string!(i18n, settings.storage_most_gb, n = n) } else { t_string!(i18n, settings.storage_most_mb, n = n) };
                    Some(view! { " " <span data-testid="settings-quota">{words}</span> })
                }}
                <span role="status">
                    {move || (kept.get() == StorageKept::Refused).then(|| view! { " " {refused} })}
                </span>
            </p>
            // Asked again it may agree. Where it does not even say, it cannot be asked.
            <button
                type="button"
                class="outline"
                data-testid="settings-keep"
                hidden=move || matches!(kept.get(), StorageKept::Kept | StorageKept::Unknown)
                on:click=move |_| {
                    asked.set_value(true);
                    app.keep_storage(held);
                }
            >
                {tx!(settings.storage_ask)}
            </button>
        </div>
    }
}
