//! The composer's buttons: dictation, and a menu of what can be put in.

use super::told::PutInTold;
use super::writing::Writing;
use crate::state::{Dictation, page, use_app};
use crate::ui::chat::shapes::{Shape, ShapeItem};
use crate::ui::parts::icon::IconName;
use crate::ui::parts::menu::{Menu, MenuId, MenuItem};
use crate::ui::parts::text::words;
use crate::ui::translate::input::dictate::{DictateButton, DictateTold};
use leptos::prelude::*;

/// The buttons.
#[component]
pub fn WriteTools(
    /// The composer's
    writing: Writing,
    /// What records
    dictation: Dictation,
) -> impl IntoView {
    let app = use_app();
    let library = move |()| app.panels().prompts.set(true);
    let sheet = move |()| app.panels().shortcuts.set(true);
    view! {
        <span class="tools">
            <DictateButton dictation=dictation testid="chat-dictate" label=words!(input.dictate)/>
            <Menu label=words!(write.more) testid="chat-more" items=move |menu: MenuId| view! {
                <MenuItem menu=menu.clone() label=words!(write.library) icon=IconName::List testid="chat-prompts" on_choose=library/>
                <MenuItem menu=menu.clone() label=words!(write.quote) icon=IconName::Chat testid="chat-quote"
                    on_choose=move |()| {
                        page::focus("chat-input");
                        writing.ask_for_conversation();
                    }/>
                <ShapeItem menu=menu.clone() label=words!(compare.choose) shape=Shape::Columns testid="chat-compare"
                    on_choose=move |()| app.comparing().choosing.set(true)/>
                <ShapeItem menu=menu label=words!(write.shortcuts) shape=Shape::Keys testid="chat-shortcuts" on_choose=sheet/>
            }.into_any()/>
        </span>
    }
}

/// What there is to say of dictation, and of what was put in.
#[component]
pub fn WriteTold(
    /// The composer's
    writing: Writing,
    /// What records
    dictation: Dictation,
) -> impl IntoView {
    view! {
        <div class="given">
            <DictateTold dictation=dictation testid="chat-dictate" field="chat-input"/>
            <PutInTold writing=writing/>
        </div>
    }
}
