//! The library as a file: taken out, and brought in.

use crate::i18n::*;
use crate::state::{PromptsTold, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::tx;
use chat::Prompt;
use leptos::html::Input;
use leptos::prelude::*;

/// The buttons, and what became of the file.
#[component]
pub(super) fn Files(
    /// All prompts that are to be seen
    all: Memo<Vec<Prompt>>,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let file = NodeRef::<Input>::new();
    let state = app.prompts();
    let told = RwSignal::from(state.told);
    let kept = RwSignal::from(state.kept);
    told.set(PromptsTold::Nothing);
    let any_hidden = Memo::new(move |_| kept.with(|kept| kept.iter().any(|prompt| prompt.hidden)));
    let number = move |n: usize| format.number(n as u64);
    let said = move || match told.get() {
        PromptsTold::Nothing => String::new(),
        PromptsTold::Refused => t_string!(i18n, write.refused).to_string(),
        PromptsTold::Taken {
            new,
            known,
            left_out,
        } => {
            let taken = t_string!(i18n, write.imported, n = number(new), m = number(known));
            match left_out {
                0 => taken.to_string(),
                _ => format!(
                    "{taken} {}",
                    t_string!(i18n, write.left_out, n = number(left_out))
                ),
            }
        }
    };
    let state = move || match told.get() {
        PromptsTold::Nothing => "nothing",
        PromptsTold::Refused => "refused",
        PromptsTold::Taken { .. } => "taken",
    };
    view! {
        <div class="acts">
            <label class="button outline">
                <Icon name=IconName::Upload/>
                {tx!(write.import)}
                <input node_ref=file type="file" class="vh" accept=".json,application/json" data-testid="prompts-import"
                    on:change=move |_| app.prompts_import(file, all.get_untracked())/>
            </label>
            <button type="button" class="outline" data-testid="prompts-export" on:click=move |_| app.prompts_export(&all.read_untracked())>
                <Icon name=IconName::Download/>
                {tx!(write.export)}
            </button>
            <Show when=move || any_hidden.get()>
                <button type="button" class="quiet" data-testid="prompts-show-hidden" on:click=move |_| app.prompts_show_hidden()>{tx!(write.show_hidden)}</button>
            </Show>
        </div>
        <p class="hint" role="status" data-testid="prompts-told" data-state=state>{said}</p>
    }
}
