//! Which parameters an answer was had without.

use crate::i18n::*;
use crate::state::RowLive;
use crate::ui::parts::format::use_format;
use chat::MessageState;
use leptos::prelude::*;

/// Says below an answer what was not sent for it because the endpoint refuses it.
#[component]
pub fn Refused(
    /// The answer
    live: RwSignal<RowLive>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let names = Memo::new(move |_| {
        live.with(|live| {
            let names: Vec<&str> = live.refused.iter().map(|which| which.name()).collect();
            (live.state != MessageState::Streaming && !names.is_empty()).then(|| names.join(", "))
        })
    });
    move || {
        names.get().map(|names| {
            view! {
                <p class="note quiet" data-testid="message-refused">
                    {t_string!(i18n, parameters.left_out, names = format.isolated(names))}
                </p>
            }
        })
    }
}
