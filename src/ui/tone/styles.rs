//! The styles that the person has named: taken, kept, deleted with a way back.

use crate::i18n::*;
use crate::state::{MOST_STYLES, page, use_app};
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{tx, words};
use crate::ui::parts::undo::Undo;
use leptos::prelude::*;
use translation::{MOST_STYLE_NAME_LETTERS, Style};

/// All of them, and the field that keeps the tone as one more.
#[component]
pub(super) fn Styles() -> impl IntoView {
    let app = use_app();
    let state = app.tone();
    let (styles, deleted, forget) = (state.styles.clone(), state.deleted.clone(), state.deleted);
    let none = {
        let styles = styles.clone();
        move || styles.with(Vec::is_empty)
    };
    let key = |style: &Style| (style.id.clone(), style.name.clone());
    view! {
        <section class="styles" aria-labelledby="styles-title">
            <h3 id="styles-title">{tx!(tone.styles)}</h3>
            <Undo
                shown=Signal::derive(move || deleted.with(Option::is_some))
                label=words!(tone.style_deleted)
                on_undo=move |()| app.undo_style()
                on_dismiss=move |()| forget.set(None)
            />
            <ul>
                <For each=move || styles.get() key=key let:style>
                    <StyleRow style=style/>
                </For>
            </ul>
            <p class="quiet">{move || none().then(tx!(tone.styles_none))}</p>
            <Keep/>
        </section>
    }
}

#[component]
fn StyleRow(style: Style) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let announcer = use_announcer();
    let format = use_format();
    let state = app.tone();
    let Style { id, name, .. } = style;
    let own = name.clone();
    let taken = Memo::new(move |_| state.style_name().as_deref() == Some(&*own));
    let (take, delete) = (id.clone(), id);
    let (said, told) = (name.clone(), name.clone());
    let delete_label = move || {
        t_string!(
            i18n,
            tone.style_delete,
            name = format.isolated(said.clone())
        )
    };
    let title = delete_label.clone();
    view! {
        <li data-testid="style-row" data-state=move || if taken.get() { "taken" } else { "there" }>
            <button
                type="button"
                class="outline"
                data-testid="style-take"
                aria-pressed=move || taken.get().to_string()
                on:click=move |_| {
                    app.use_style(Some(&take));
                    announcer.say(t_string!(i18n, tone.taken, name = told.clone()));
                }
            >
                {move || taken.get().then(|| view! { <Icon name=IconName::Check/> })}
                <bdi>{name}</bdi>
            </button>
            <button
                type="button"
                class="square"
                aria-label=delete_label
                title=title
                data-testid="style-delete"
                on:click=move |_| app.delete_style(&delete)
            >
                <Icon name=IconName::Delete/>
            </button>
        </li>
    }
}

/// Keeps the tone under a name.
#[component]
fn Keep() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let announcer = use_announcer();
    let name = RwSignal::new(String::new());
    let full = RwSignal::new(false);
    let nothing = move || name.with(|name| name.trim().is_empty());
    let keep = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if nothing() {
            return page::focus("style-name");
        }
        let kept = app.keep_style(&name.get_untracked());
        full.set(!kept);
        if kept {
            name.set(String::new());
            announcer.say(words!(tone.saved)(i18n.get_locale_untracked()));
        }
    };
    view! {
        <form class="with-button" on:submit=keep>
            <input
                type="text"
                class="text"
                dir="auto"
                data-testid="style-name"
                aria-label=tx!(tone.style_name)
                placeholder=tx!(tone.style_name)
                maxlength=MOST_STYLE_NAME_LETTERS.to_string()
                prop:value=move || name.get()
                on:input=move |event| name.set(event_target_value(&event))
            />
            <button type="submit" class="outline" data-testid="style-save">{tx!(tone.save)}</button>
        </form>
        <p class="hint bad" role="status" data-testid="style-full">
            {move || full.get().then(|| t_string!(i18n, tone.full, n = format.number(MOST_STYLES as u64)))}
        </p>
    }
}
