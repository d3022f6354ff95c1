//! A conversation out of here: as a file in one of three forms, or on paper.

use crate::i18n::*;
use crate::state::{ChatFormat, page, use_app};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::saved_words::saved_words;
use crate::ui::parts::text::{Words, text, tx, words};
use leptos::html::Dialog;
use leptos::prelude::*;

/// The conversation that is to be saved, while that is asked.
#[derive(Clone, Copy)]
pub struct Saving(pub RwSignal<Option<String>>);

impl Saving {
    /// Asks how this one is to be saved.
    pub fn ask(self, conversation: String) {
        self.0.set(Some(conversation));
    }
}

/// The question, and what was chosen done.
#[component]
pub fn SaveDialog(
    /// Which conversation
    saving: Saving,
) -> impl IntoView {
    move || {
        let id = saving.0.get()?;
        Some(view! { <Choice saving=saving id=id/> }.into_any())
    }
}

#[component]
fn Choice(
    /// Which conversation is asked about
    saving: Saving,
    /// Its id
    id: String,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if dialog.get().is_some() {
            page::show_modal(dialog);
        }
    });
    let title = app.chat.conversations.with_untracked(|all| {
        let found = all.iter().find(|conversation| conversation.id == id);
        found.map(|conversation| conversation.title.clone())
    });
    let id = StoredValue::new(id);
    let close = move || {
        page::close_modal(dialog);
        saving.0.set(None);
    };
    let save = move |format: ChatFormat| {
        app.chat_save(id.get_value(), format, saved_words(i18n));
        close();
    };
    view! {
        <dialog
            node_ref=dialog
            class="ask save"
            data-testid="save-dialog"
            aria-labelledby="save-title"
            on:close=move |_| if page::is_closed(dialog) { saving.0.set(None) }
        >
            <h2 id="save-title">{tx!(keep.save_title)}</h2>
            <p class="quiet"><bdi>{title}</bdi></p>
            <div class="ways">
                <Way name=words!(keep.markdown) about=words!(keep.markdown_about) testid="save-markdown" on_choose=move |()| save(ChatFormat::Markdown)/>
                <Way name=words!(keep.html) about=words!(keep.html_about) testid="save-html" on_choose=move |()| save(ChatFormat::Html)/>
                <Way name=words!(keep.json) about=words!(keep.json_about) testid="save-json" on_choose=move |()| save(ChatFormat::Json)/>
                <Way name=words!(keep.print) about=words!(keep.print_about) testid="save-print"
                    on_choose=move |()| {
                        close();
                        app.chat_print(id.get_value());
                    }/>
            </div>
            <div class="acts end">
                <button type="button" class="outline" data-testid="save-cancel" on:click=move |_| close()>{tx!(common.cancel)}</button>
            </div>
        </dialog>
    }
}

/// One way out, and what it is good for.
#[component]
fn Way(
    /// Its name
    name: Words,
    /// What it is good for
    about: Words,
    /// The `data-testid`
    testid: &'static str,
    /// Does it
    #[prop(into)]
    on_choose: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class="way" data-testid=testid on:click=move |_| on_choose.run(())>
            <Icon name=IconName::Download/>
            <span>
                <span class="name">{text(name)}</span>
                <span class="quiet">{text(about)}</span>
            </span>
        </button>
    }
}
