//! The frame around every page: the rail (below 720 px a bar at the foot), the top bar with the key, notices, the dialog.

use super::key::{KeyChip, KeyDialog};
use super::lazy;
use super::pages::translate::TranslatePage;
use super::parts::announce::{Announcer, LiveRegion};
use super::parts::icon::{Icon, IconName};
use super::parts::problem_panel::ProblemPanel;
use super::parts::text::{Words, text, tx, words};
use super::settings::appearance::{LocaleSelect, ThemeSelect};
use crate::i18n::*;
use crate::state::{self, KeyReason, Preset, Route, page, use_app};
use leptos::prelude::*;
use wire::Remedy;

/// The state, the language, and the shell in them.
#[component]
pub fn Root() -> impl IntoView {
    state::start();
    Announcer::provide();
    view! {
        <I18nContextProvider>
            <Shell/>
        </I18nContextProvider>
    }
}

#[component]
fn Shell() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    follow_locale();
    // The document's title names the page; screen readers hear it as well, as nothing is loaded. The focus goes into it:
    // what had it may be gone with the page before, and the next Tab should lead to what is new.
    let announcer = super::parts::announce::use_announcer();
    Effect::new(move |before: Option<Route>| {
        let route = app.route.get();
        let name = route_words(route)(i18n.get_locale());
        page::set_title(&t_string!(i18n, shell.document_title, page = name));
        if before.is_some_and(|before| before != route) {
            announcer.say(name);
            page::enter("main");
        }
        route
    });
    view! {
        <div class="app">
            <a
                class="skip"
                href="#main"
                on:click=move |ev| {
                    // The address names the page: the jump must not change it.
                    ev.prevent_default();
                    page::focus("main");
                }
            >
                {tx!(shell.skip)}
            </a>
            <Rail/>
            <header class="bar">
                <h1 data-testid="page-title">{move || text(route_words(app.route.get()))}</h1>
                <KeyChip/>
            </header>
            <main id="main" tabindex="-1" data-testid="main" data-page=move || page_name(app.route.get())>
                <Notices/>
                {move || match app.route.get() {
                    Route::Translate => view! { <TranslatePage/> }.into_any(),
                    Route::Chat => lazy::chat_page(),
                    Route::Usage => lazy::usage_page(),
                    Route::Settings => lazy::settings_page(),
                }}
            </main>
            <KeyDialog/>
            <LiveRegion announcer=announcer/>
        </div>
    }
}

/// The pages, and at the foot of the rail how the page looks and speaks.
#[component]
fn Rail() -> impl IntoView {
    let app = use_app();
    view! {
        <nav class="rail" aria-label=tx!(shell.navigation)>
            <div class="brand">
                <Icon name=IconName::Mark/>
                <span translate="no">"Parlance"</span>
            </div>
            {Route::all()
                .into_iter()
                .map(|route| {
                    view! {
                        <a
                            href=route.hash()
                            aria-current=move || (app.route.get() == route).then_some("page")
                            data-testid=nav_testid(route)
                        >
                            <Icon name=route_icon(route)/>
                            <span>{text(route_words(route))}</span>
                        </a>
                    }
                })
                .collect_view()}
            <div class="foot">
                <label class="flat">
                    <Icon name=IconName::Language/>
                    <span class="vh">{tx!(shell.language)}</span>
                    <LocaleSelect testid="locale-select"/>
                </label>
                <label class="flat">
                    <Icon name=IconName::Appearance/>
                    <span class="vh">{tx!(shell.appearance)}</span>
                    <ThemeSelect testid="theme-select"/>
                </label>
            </div>
        </nav>
    }
}

/// What holds for every page: offline, pretend answers, storage that does not keep.
#[component]
fn Notices() -> impl IntoView {
    let app = use_app();
    let practice = Memo::new(move |_| {
        app.endpoint
            .choice
            .with(|choice| choice.preset == Preset::Practice)
    });
    view! {
        <div class="notices" role="status">
            {move || (!app.online.get()).then(|| view! { <p class="notice" data-testid="offline">{tx!(shell.offline)}</p> }.into_any())}
            {move || {
                practice
                    .get()
                    .then(|| {
                        view! {
                            <p class="notice" data-testid="practice-notice">
                                <span>{tx!(shell.practice)}</span>
                                <button
                                    type="button"
                                    class="outline"
                                    data-testid="practice-bring-key"
                                    on:click=move |_| app.open_key(KeyReason::Asked)
                                >
                                    {tx!(shell.practice_bring)}
                                </button>
                            </p>
                        }
                            .into_any()
                    })
            }}
        </div>
        <ProblemPanel trouble=app.storage_trouble on_remedy=move |_| app.fetch_engine_again() without=&[Remedy::Retry]/>
    }
}

/// The interface speaks the chosen language; without a choice, the one the browser prefers.
fn follow_locale() {
    let app = use_app();
    let i18n = use_i18n();
    let chosen = Memo::new(move |_| app.settings.with(|settings| settings.locale.clone()));
    Effect::new(move || {
        if let Some(locale) = chosen.get().and_then(|tag| tag.parse::<Locale>().ok())
            && i18n.get_locale_untracked() != locale
        {
            i18n.set_locale(locale);
        }
    });
}

fn route_words(route: Route) -> Words {
    match route {
        Route::Translate => words!(shell.translate),
        Route::Chat => words!(shell.chat),
        Route::Usage => words!(shell.usage),
        Route::Settings => words!(shell.settings),
    }
}

fn route_icon(route: Route) -> IconName {
    match route {
        Route::Translate => IconName::Translate,
        Route::Chat => IconName::Chat,
        Route::Usage => IconName::Usage,
        Route::Settings => IconName::Settings,
    }
}

fn nav_testid(route: Route) -> &'static str {
    match route {
        Route::Translate => "nav-translate",
        Route::Chat => "nav-chat",
        Route::Usage => "nav-usage",
        Route::Settings => "nav-settings",
    }
}

fn page_name(route: Route) -> &'static str {
    route.hash().trim_start_matches("#/")
}
