//! Light or dark, and the interface's language.

use crate::i18n::*;
use crate::state::{Theme, use_app};
use crate::ui::parts::text::{text, tx, words};
use leptos::prelude::*;

/// The interface's language, each by its own name.
#[component]
pub fn LocaleSelect(
    /// The `data-testid`
    testid: &'static str,
    /// The element's id, where a label elsewhere names it
    #[prop(optional)]
    id: Option<&'static str>,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    view! {
        <select
            id=id
            data-testid=testid
            prop:value=move || i18n.get_locale().as_str()
            on:change=move |ev| {
                let tag = event_target_value(&ev);
                if let Ok(locale) = tag.parse::<Locale>() {
                    i18n.set_locale(locale);
                    app.change_settings(|settings| settings.locale = Some(tag));
                }
            }
        >
            {Locale::get_all()
                .iter()
                .map(|locale| {
                    let locale = *locale;
                    view! {
                        <option value=locale.as_str() lang=locale.as_str() selected=move || i18n.get_locale() == locale>
                            {own_name(locale)}
                        </option>
                    }
                })
                .collect_view()}
        </select>
    }
}

/// What a language calls itself: the same in every interface language.
fn own_name(locale: Locale) -> &'static str {
    match locale.as_str() {
        "en" => "English",
        "de" => "Deutsch",
        "ar" => "العربية",
        other => other,
    }
}

/// Light, dark, or as the system has it.
#[component]
pub fn ThemeSelect(
    /// The `data-testid`
    testid: &'static str,
    /// The element's id, where a label elsewhere names it
    #[prop(optional)]
    id: Option<&'static str>,
) -> impl IntoView {
    let app = use_app();
    let theme = Memo::new(move |_| app.settings.with(|settings| settings.theme));
    let choices = [
        (Theme::System, words!(shell.theme_system)),
        (Theme::Light, words!(shell.theme_light)),
        (Theme::Dark, words!(shell.theme_dark)),
    ];
    view! {
        <select
            id=id
            data-testid=testid
            prop:value=move || theme.get().name()
            on:change=move |ev| {
                let name = event_target_value(&ev);
                let theme = choices.iter().map(|(theme, _)| *theme).find(|theme| theme.name() == name).unwrap_or_default();
                app.change_settings(|settings| settings.theme = theme);
            }
        >
            {choices
                .into_iter()
                .map(|(choice, label)| {
                    view! {
                        <option value=choice.name() selected=move || theme.get() == choice>
                            {text(label)}
                        </option>
                    }
                })
                .collect_view()}
        </select>
    }
}

/// Both, as a section of the Settings page.
#[component]
pub fn AppearanceSection() -> impl IntoView {
    view! {
        <section aria-labelledby="appearance-title">
            <h2 id="appearance-title">{tx!(settings.appearance)}</h2>
            <div class="pair-of-fields">
                <div class="field">
                    <label for="settings-locale">{tx!(shell.language)}</label>
                    <LocaleSelect testid="settings-locale" id="settings-locale"/>
                </div>
                <div class="field">
                    <label for="settings-theme">{tx!(shell.appearance)}</label>
                    <ThemeSelect testid="settings-theme" id="settings-theme"/>
                </div>
            </div>
        </section>
    }
}
