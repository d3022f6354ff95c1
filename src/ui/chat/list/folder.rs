//! The heading of a folder: opens and closes it, renames it, removes it.

use crate::state::{page, use_app};
use crate::ui::chat::shapes::{Shape, ShapeIcon};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::keys::composing;
use crate::ui::parts::menu::{Menu, MenuId, MenuItem};
use crate::ui::parts::text::{tx, words};
use leptos::html::Input;
use leptos::prelude::*;

/// The heading.
#[component]
pub(super) fn FolderHead(
    /// The folder's name
    name: String,
    /// How many conversations are in it
    #[prop(into)]
    count: Signal<usize>,
    /// Their rows are not shown
    #[prop(into)]
    closed: Signal<bool>,
) -> impl IntoView {
    let app = use_app();
    let format = use_format();
    let renaming = RwSignal::new(false);
    let field = NodeRef::<Input>::new();
    let named = StoredValue::new(name.clone());
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            // Errors here would only mean that the field is gone again.
            let _ = field.focus();
            field.select();
        }
    });
    let rename = move |keep: bool| {
        if renaming.try_get_untracked() == Some(true) {
            renaming.set(false);
            let new = field
                .get_untracked()
                .filter(|_| keep)
                .map(|field| field.value());
            let new = new.map(|new| chat::clean_name(&new));
            named.with_value(|name| {
                let to = new
                    .filter(|new| !new.is_empty())
                    .unwrap_or_else(|| name.clone());
                app.chat_folder_rename(name, &to);
                page::focus_first(vec![folder_id(&to)]);
            });
        }
    };
    view! {
        <h2 class="folder" data-testid="chat-folder" data-state=move || if closed.get() { "closed" } else { "open" }>
            {move || if renaming.get() {
                view! {
                    <input node_ref=field type="text" class="search" data-testid="chat-folder-name" dir="auto" maxlength="40" aria-label=tx!(organise.folder_rename)
                        prop:value=named.get_value()
                        on:blur=move |_| rename(true)
                        on:keydown=move |event| {
                            if composing(&event) {
                                return;
                            }
                            match event.key().as_str() {
                                "Enter" => rename(true),
                                "Escape" => {
                                    event.stop_propagation();
                                    rename(false);
                                }
                                _ => {}
                            }
                        }/>
                }.into_any()
            } else {
                view! {
                    <button type="button" class="open" id=named.with_value(|name| folder_id(name)) data-testid="chat-folder-open"
                        aria-expanded=move || (!closed.get()).to_string()
                        on:click=move |_| named.with_value(|name| app.chat_fold_folder(name))>
                        <span class="turn"><Icon name=IconName::Down/></span>
                        <ShapeIcon shape=Shape::Folder/>
                        <bdi>{named.get_value()}</bdi>
                        <span class="num">{move || format.number(count.get() as u64)}</span>
                    </button>
                }.into_any()
            }}
            <Menu label=words!(organise.folder_more) testid="chat-folder-more" items=move |menu: MenuId| view! {
                <MenuItem menu=menu.clone() label=words!(organise.folder_rename) icon=IconName::Edit testid="chat-folder-rename"
                    on_choose=move |()| renaming.set(true)/>
                <MenuItem menu=menu label=words!(organise.folder_remove) icon=IconName::Close testid="chat-folder-remove"
                    on_choose=move |()| named.with_value(|name| app.chat_folder_remove(name))/>
            }.into_any()/>
        </h2>
    }
}

fn folder_id(name: &str) -> String {
    format!("folder-{name}")
}
