//! Where a person writes what they say. Enter says it, also on a touch screen: turns are short.

use super::dialog::Talk;
use crate::state::{Dictation, DictationInto, TalkRefused, page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::keys::composing;
use crate::ui::parts::text::{text, tx, words};
use crate::ui::translate::direction::dir_of;
use crate::ui::translate::input::dictate::{DictateButton, DictateTold};
use leptos::prelude::*;

/// The field of one side. Opposite it has that person's language; here it is detected, unless the person says which.
#[component]
pub(super) fn Say(
    /// The conversation
    talk: Talk,
    /// 0 here, 1 opposite
    side: usize,
) -> impl IntoView {
    let app = use_app();
    let (input, send) = match side {
        0 => ("conv-input", "conv-send"),
        _ => ("conv-opposite-input", "conv-opposite-send"),
    };
    let microphone = match side {
        0 => "conv-mic",
        _ => "conv-opposite-mic",
    };
    let dictation = Dictation::new(DictationInto::Talk(side));
    let long = RwSignal::new(false);
    let draft = Memo::new(move |_| talk.desk.with(|desk| desk.drafts[side].clone()));
    let empty = move || draft.with(|draft| draft.trim().is_empty());
    let language = Memo::new(move |_| {
        talk.desk.with(|desk| {
            let speaks = if side == 1 { Some(1) } else { desk.speaks };
            speaks.map(|side| desk.languages[side].clone())
        })
    });
    let say = move || {
        long.set(app.talk_say(side) == Err(TalkRefused::Long));
        page::focus(input);
    };
    let own_name = move || {
        language.with(|tag| {
            let found = translation::find(tag.as_ref()?)?;
            Some(found.own_name)
        })
    };
    view! {
        <form class="say" on:submit=move |event| {
            event.prevent_default();
            say();
        }>
            <textarea
                data-testid=input
                rows="2"
                lang=move || language.get()
                dir=move || language.with(|tag| dir_of(tag.as_deref()))
                enterkeyhint="send"
                aria-label=match side { 0 => text(words!(conversation.write)), _ => text(words!(conversation.write_opposite)) }
                placeholder=own_name
                prop:value=move || draft.get()
                on:input=move |event| {
                    let typed = event_target_value(&event);
                    app.talk_change(|desk| desk.drafts[side] = typed);
                }
                on:keydown=move |event| {
                    if event.key() == "Enter" && !event.shift_key() && !composing(&event) {
                        event.prevent_default();
                        if !event.repeat() {
                            say();
                        }
                    }
                }
            ></textarea>
            <div class="acts">
                <DictateButton dictation=dictation testid=microphone label=words!(conversation.speak) held=true/>
                {(side == 0).then(|| view! { <Speaks talk=talk/> })}
                <button type="submit" class="primary" data-testid=send disabled=empty>
                    <Icon name=IconName::Send/>
                    {tx!(conversation.say)}
                </button>
            </div>
            <div class="given">
                <DictateTold dictation=dictation testid=microphone field=input in_dialog=true/>
            </div>
            <p class="bad" role="status" data-testid="conv-refused">{move || long.get().then(tx!(conversation.too_long))}</p>
        </form>
    }
}

/// Which language is spoken here.
#[component]
fn Speaks(talk: Talk) -> impl IntoView {
    let app = use_app();
    let format = use_format();
    let speaks = Memo::new(move |_| talk.desk.with(|desk| desk.speaks));
    let name = move |side: usize| {
        talk.desk
            .with(|desk| format.language(&desk.languages[side]))
    };
    let choose = move |event| {
        let side = event_target_value(&event).parse::<usize>().ok();
        app.talk_change(|desk| desk.speaks = side);
    };
    view! {
        <label class="field">
            <span class="vh">{tx!(conversation.speaks)}</span>
            <select data-testid="conv-from" on:change=choose>
                <option value="" prop:selected=move || speaks.get().is_none()>{tx!(conversation.detect)}</option>
                <option value="0" prop:selected=move || speaks.get() == Some(0)>{move || name(0)}</option>
                <option value="1" prop:selected=move || speaks.get() == Some(1)>{move || name(1)}</option>
            </select>
        </label>
    }
}
