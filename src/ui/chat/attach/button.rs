//! The button that attaches, and the target of what is dropped.

use crate::state::{page, use_app};
use crate::ui::chat::shapes::{Shape, ShapeItem};
use crate::ui::parts::icon::IconName;
use crate::ui::parts::menu::{Menu, MenuId, MenuItem};
use crate::ui::parts::text::{tx, words};
use leptos::html::Input;
use leptos::prelude::*;

/// A menu of the ways to attach: files, images, and the camera where there is most likely one.
#[component]
pub fn AttachButton() -> impl IntoView {
    let app = use_app();
    let (file, image, camera) = (
        NodeRef::<Input>::new(),
        NodeRef::<Input>::new(),
        NodeRef::<Input>::new(),
    );
    let watch = app.attach_watch();
    on_cleanup(move || drop(watch));
    let over = RwSignal::from(app.attached().over);
    let has_camera = page::has_coarse_pointer();
    view! {
        <Menu label=words!(attach.attach) icon=IconName::Plus testid="chat-attach" items=move |menu: MenuId| view! {
            <MenuItem menu=menu.clone() label=words!(attach.file) icon=IconName::Upload testid="chat-attach-file"
                on_choose=move |()| page::open_chooser(file)/>
            <ShapeItem menu=menu.clone() label=words!(attach.image) shape=Shape::Picture testid="chat-attach-image"
                on_choose=move |()| page::open_chooser(image)/>
            {has_camera.then(|| view! {
                <ShapeItem menu=menu label=words!(attach.camera) shape=Shape::Camera testid="chat-attach-camera"
                    on_choose=move |()| page::open_chooser(camera)/>
            })}
        }.into_any()/>
        <input node_ref=file type="file" multiple hidden data-testid="chat-files" aria-label=tx!(attach.file)
            on:change=move |_| app.attach_chosen(file)/>
        <input node_ref=image type="file" multiple hidden accept="image/*" data-testid="chat-images" aria-label=tx!(attach.image)
            on:change=move |_| app.attach_chosen(image)/>
        <input node_ref=camera type="file" hidden accept="image/*" capture="environment" aria-label=tx!(attach.camera)
            on:change=move |_| app.attach_chosen(camera)/>
        {move || over.get().then(|| view! {
            <div class="drop-here" data-testid="chat-drop"><p>{tx!(attach.drop)}</p></div>
        })}
    }
}
