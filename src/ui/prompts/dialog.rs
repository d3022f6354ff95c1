//! The dialog of the prompt library: found, written, changed, deleted, brought in and taken out.

use super::builtin::{all_prompts, is_builtin};
use super::editor::Editor;
use super::files::Files;
use crate::i18n::*;
use crate::state::{page, use_app};
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{tx, words};
use crate::ui::parts::undo::Undo;
use chat::Prompt;
use leptos::html::Dialog;
use leptos::prelude::*;

/// The dialog, which sets `open` to false when it is closed.
#[component]
pub fn PromptsDialog(
    /// Is it open?
    open: RwSignal<bool>,
    /// One is to be used
    #[prop(into)]
    on_use: Callback<Prompt>,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    app.prompts_read();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if dialog.get().is_some() {
            page::show_modal(dialog);
        }
    });
    // The prompt that is being changed; one without an id is new.
    let edited = RwSignal::new(None::<Prompt>);
    let query = RwSignal::new(String::new());
    let all = Memo::new(move |_| all_prompts(app, i18n.get_locale()));
    let found = Memo::new(move |_| {
        let query = query.get().to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        let fits = |prompt: &Prompt| {
            let text = format!("{}\n{}", prompt.name, prompt.text).to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        all.with(|all| {
            all.iter()
                .filter(|prompt| fits(prompt))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let deleted = RwSignal::from(app.prompts().deleted);
    let use_it = Callback::new(move |prompt: Prompt| {
        page::close_modal(dialog);
        on_use.run(prompt);
    });
    view! {
        <dialog
            node_ref=dialog
            class="key-dialog prompts"
            aria-labelledby="prompts-title"
            data-testid="prompts-dialog"
            on:close=move |_| if page::is_closed(dialog) { open.set(false) }
        >
            <div class="dialog-head">
                <h2 id="prompts-title" tabindex="-1" data-testid="prompts-title">{tx!(write.library)}</h2>
                <button
                    type="button"
                    class="square"
                    aria-label=tx!(common.close)
                    title=tx!(common.close)
                    data-testid="prompts-close"
                    on:click=move |_| page::close_modal(dialog)
                >
                    <Icon name=IconName::Close/>
                </button>
            </div>
            {move || match edited.get() {
                Some(prompt) => view! { <Editor prompt=prompt edited=edited/> }.into_any(),
                None => view! {
                    <p class="lead">{tx!(write.library_explain)}</p>
                    <div class="search-line">
                        <input type="search" dir="auto" autofocus data-testid="prompts-search" aria-label=tx!(write.library_search) placeholder=tx!(write.library_search)
                            prop:value=move || query.get_untracked() on:input=move |event| query.set(event_target_value(&event))/>
                        <button type="button" class="outline" data-testid="prompt-new" on:click=move |_| edited.set(Some(Prompt::default()))>
                            <Icon name=IconName::Plus/>
                            {tx!(write.new)}
                        </button>
                    </div>
                    <ul class="plain library">
                        <For each=move || found.get() key=|prompt| (prompt.id.clone(), prompt.name.clone(), prompt.text.clone()) let:prompt>
                            <PromptRow prompt=prompt edited=edited on_use=use_it/>
                        </For>
                    </ul>
                    <p class="quiet" role="status">{move || found.with(Vec::is_empty).then(tx!(write.library_none))}</p>
                    <Undo
                        shown=Signal::derive(move || deleted.with(Option::is_some))
                        label=words!(write.deleted)
                        on_undo=move |()| app.prompt_undo()
                        on_dismiss=move |()| deleted.set(None)
                    />
                    <Files all=all/>
                }.into_any(),
            }}
        </dialog>
    }
}

/// One prompt of the list.
#[component]
fn PromptRow(
    /// The prompt
    prompt: Prompt,
    /// The one that is being changed
    edited: RwSignal<Option<Prompt>>,
    /// It is to be used
    on_use: Callback<Prompt>,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let announcer = use_announcer();
    let builtin = is_builtin(&prompt.id);
    let own = app
        .prompts()
        .kept
        .with_untracked(|kept| kept.iter().any(|kept| kept.id == prompt.id));
    let places = chat::places(&prompt.text)
        .into_iter()
        .map(|place| view! { <code class="place"><bdi>{place.name}</bdi></code> })
        .collect_view();
    let name = prompt.name.clone();
    let called = name.clone();
    let edit = move || t_string!(i18n, write.edit_of, name = format.isolated(called.clone()));
    let called = name.clone();
    let away = move || match builtin && !own {
        true => t_string!(i18n, write.hide_of, name = format.isolated(called.clone())),
        false => t_string!(
            i18n,
            write.delete_of,
            name = format.isolated(called.clone())
        ),
    };
    let (edit_title, away_title) = (edit.clone(), away.clone());
    let preview: String = chat::fill(&prompt.text, |name| Some(format!("{{{name}}}")));
    let preview: String = preview.split_whitespace().collect::<Vec<_>>().join(" ");
    let preview: String = preview.chars().take(160).collect();
    let prompt = StoredValue::new(prompt);
    view! {
        <li data-testid="prompt-row" data-state=if own { "own" } else { "builtin" }>
            <button type="button" class="entry" data-testid="prompt-use" on:click=move |_| on_use.run(prompt.get_value())>
                <bdi class="name">{name}</bdi>
                <bdi class="quiet words">{preview}</bdi>
                <span class="places">{places}</span>
            </button>
            <button type="button" class="square" data-testid="prompt-edit" aria-label=edit title=edit_title
                on:click=move |_| edited.set(Some(prompt.get_value()))>
                <Icon name=IconName::Edit/>
            </button>
            <button type="button" class="square" data-testid=if builtin && !own { "prompt-hide" } else { "prompt-delete" } aria-label=away title=away_title
                on:click=move |_| {
                    let id = prompt.with_value(|prompt| prompt.id.clone());
                    if builtin && !own {
                        app.prompt_hide(id);
                        announcer.say(words!(write.hidden)(i18n.get_locale_untracked()));
                    } else {
                        app.prompt_delete(&id);
                    }
                    page::focus_if_lost("prompts-title");
                }>
                <Icon name=if builtin && !own { IconName::Hide } else { IconName::Delete }/>
            </button>
        </li>
    }
}
