//! What goes with the draft: a chip a file, and a long text that may become one.

use super::view::{Thumb, View};
use super::words;
use crate::i18n::*;
use crate::state::{DraftFile, DraftState, page, use_app};
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{text, text_now, tx, words as fixed};
use crate::ui::parts::undo::Undo;
use chat::{AttachmentKind, AttachmentRef};
use leptos::prelude::*;

/// The chips above the field.
#[component]
pub fn AttachedFiles() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let attached = app.attached();
    let files = RwSignal::from(attached.files);
    let removed = RwSignal::from(attached.removed);
    let pasted = RwSignal::from(attached.pasted);
    let too_many = RwSignal::from(attached.too_many);
    let taken = RwSignal::from(attached.taken);
    // It is said for as long as the file is there.
    let told = Memo::new(move |_| {
        taken.with(|taken| {
            files.with(|files| files.iter().any(|file| taken.as_ref() == Some(&file.id)))
        })
    });
    let viewed = RwSignal::new(None::<AttachmentRef>);
    let shown = Memo::new(move |_| files.with(|files| !files.is_empty()));
    // It stays offered as long as the text is there as it was pasted.
    let offered = Memo::new(move |_| {
        pasted
            .with(|pasted| {
                let text = pasted.as_ref()?;
                app.chat
                    .draft
                    .with(|draft| draft.contains(text.as_str()))
                    .then_some(())
            })
            .is_some()
    });
    tell_problems(files);
    view! {
        {move || shown.get().then(|| view! {
            <ul class="attached" data-testid="attached" aria-label=tx!(attach.files)>
                <For each=move || files.get() key=move |file| (file.id.clone(), file.state.name(), i18n.get_locale().as_str()) let:file>
                    <Chip file=file viewed=viewed/>
                </For>
            </ul>
        }.into_any())}
        <div role="status" class="quiet offer">
            {move || too_many.get().then(|| view! { <p data-testid="attach-too-many">{tx!(attach.too_many)}</p> })}
            {move || told.get().then(|| view! { <p data-testid="attach-taken">{tx!(attach.taken)}</p> })}
            {move || offered.get().then(|| view! {
                <span>{tx!(attach.long_paste)}</span>
                <button type="button" class="outline" data-testid="attach-pasted" on:click=move |_| {
                    app.attach_pasted();
                    page::focus("chat-input");
                }>{tx!(attach.make_attachment)}</button>
                <button type="button" class="square" aria-label=tx!(common.dismiss) title=tx!(common.dismiss) on:click=move |_| {
                    pasted.set(None);
                    page::focus("chat-input");
                }><Icon name=IconName::Close/></button>
            }.into_any())}
        </div>
        {move || removed.with(Option::is_some).then(|| view! {
            <Undo shown=Signal::derive(move || removed.with(Option::is_some)) label=fixed!(attach.removed)
                on_undo=move |()| app.attach_undo() on_dismiss=move |()| removed.set(None)/>
        })}
        <View shown=viewed/>
    }
}

/// Screen readers hear that a file was not taken, and why, or not the whole of it.
fn tell_problems(files: RwSignal<Vec<DraftFile>>) {
    let i18n = use_i18n();
    let format = use_format();
    let announcer = use_announcer();
    Effect::new(move |before: Option<usize>| {
        let failed: Vec<String> = files.with(|files| {
            let locale = i18n.get_locale_untracked();
            let problems = files.iter().filter_map(|file| {
                let why = match &file.state {
                    DraftState::Reading => return None,
                    DraftState::Ready(attached) => {
                        words::pages_without_text(i18n, format, attached)?
                    }
                    DraftState::Failed(problem) => words::problem(*problem)(locale).to_string(),
                };
                Some(format!("{}: {why}", file.name))
            });
            problems.collect()
        });
        if let Some(latest) = failed.last().filter(|_| before.unwrap_or(0) < failed.len()) {
            announcer.say(latest);
        }
        failed.len()
    });
}

#[component]
fn Chip(file: DraftFile, viewed: RwSignal<Option<AttachmentRef>>) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let state = file.state.name();
    let (kind, problem) = match &file.state {
        DraftState::Reading => (None, None),
        DraftState::Ready(attached) => (Some(attached.kind), None),
        DraftState::Failed(problem) => (None, Some(*problem)),
    };
    let id = file.id.clone();
    let remove = move |_| {
        app.attach_remove(&id);
        if problem.is_some() || kind.is_none() {
            // There is no way back that would take the focus.
            page::focus_if_lost("chat-input");
        }
    };
    let facts = file.ready().cloned().map(|attached| {
        let said = [
            text_now(words::kind(attached.kind)).to_string(),
            words::size(i18n, format, &attached),
        ];
        // An image counts differently for each model.
        let takes = Memo::new(move |_| app.attachment_takes(&attached));
        let tokens = move || words::tokens(i18n, format, takes.get().0);
        let cost = move || {
            takes
                .get()
                .1
                .map(|cost| view! { " · " <bdi dir="ltr">{gate::format_estimate(cost)}</bdi> })
        };
        view! { <span class="facts num">{said.join(" · ")} " · " {tokens}{cost}</span> }
    });
    let gaps = file
        .ready()
        .and_then(|attached| words::pages_without_text(i18n, format, attached));
    let into_text = (kind == Some(AttachmentKind::Paste)).then(|| {
        let id = file.id.clone();
        view! {
            <button type="button" class="square" data-testid="attached-into-text" aria-label=tx!(attach.into_text) title=tx!(attach.into_text)
                on:click=move |_| {
                    app.attach_into_text(&id);
                    page::focus("chat-input");
                }>
                <Icon name=IconName::Back/>
            </button>
        }
    });
    let name = file.name.clone();
    let removes = words::removes(i18n, &name);
    let face = match file.ready().cloned() {
        Some(attached) => {
            let opens = words::opens(i18n, &name);
            let opened = attached.clone();
            view! {
                <button type="button" class="face" data-testid="attached-open" aria-label=opens on:click=move |_| viewed.set(Some(opened.clone()))>
                    <Thumb attached=attached/>
                </button>
            }
            .into_any()
        }
        None => view! { <span class="face" aria-hidden="true"><svg class="i" viewBox="0 0 24 24"><path d=words::SHEET></path></svg></span> }.into_any(),
    };
    view! {
        <li class="attachment" data-testid="attached-file" data-state=state data-kind=kind.map(AttachmentKind::name) data-problem=problem.map(|problem| problem.name())>
            {face}
            <span class="said">
                <bdi class="name">{name}</bdi>
                {facts}
                {gaps.map(|gaps| view! { <span class="facts why" data-testid="attachment-pages">{gaps}</span> })}
                {(state == "reading").then(|| view! {
                    <progress aria-label=tx!(attach.loading)></progress>
                    <span class="facts">{tx!(attach.reading)}</span>
                })}
                {problem.map(|problem| view! { <span class="facts why">{text(words::problem(problem))}</span> })}
            </span>
            {into_text}
            <button type="button" class="square" data-testid="attached-remove" aria-label=removes.clone() title=removes on:click=remove>
                <Icon name=IconName::Close/>
            </button>
        </li>
    }
}
