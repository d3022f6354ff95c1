//! Parts of the panes that something else wants marked: what there is to look at, and the one that is being shown.

use super::{FOUND, Lights, SHOWN};
use crate::browser::mirror::{Line, box_of, light};
use crate::state::App;
use leptos::prelude::*;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::{Rc, Weak};

thread_local! {
    /// Those of the panes that are in the page.
    static HERE: RefCell<Weak<Lights>> = const { RefCell::new(Weak::new()) };
}

/// From now on it is these that marks go to.
pub(super) fn are_here(lights: &Rc<Lights>) {
    HERE.with(|here| *here.borrow_mut() = Rc::downgrade(lights));
}

fn here() -> Option<Rc<Lights>> {
    HERE.with(|here| here.borrow().upgrade())
}

impl App {
    /// Marks these parts of the target (bytes; in order, and apart) until a text changes.
    pub(in crate::state) fn mark_places(self, places: Vec<Range<usize>>) {
        if let Some(lights) = here() {
            lights.found.replace(places);
            if lights.followed.get() {
                lights.mark_found();
            }
        }
    }

    /// Lights one part of each text (bytes), and brings both into sight.
    pub(in crate::state) fn light_places(self, source: Range<usize>, target: Range<usize>) {
        if let Some(lights) = here() {
            lights.show(source, target);
        }
    }
}

impl App {
    /// Where a part of the target (bytes) is in the window; where that cannot be told, where the target is.
    pub(in crate::state) fn target_in_window(self, part: Range<usize>) -> Option<Line> {
        let around = here().and_then(|lights| {
            if !lights.followed.get() {
                lights.follow();
            }
            let target = self.translate.target;
            let one = std::iter::once(part);
            let places = target.with_untracked(|target| translation::field_places(target, one));
            let place = places
                .into_iter()
                .next()
                .filter(|_| lights.followed.get())?;
            lights.target.mirror.around(&place)
        });
        around.or_else(|| Some(box_of(&self.target_element()?)))
    }
}

impl Lights {
    pub(super) fn mark_found(&self) {
        let places = self.app.translate.target.with_untracked(|target| {
            translation::field_places(target, self.found.borrow().iter().cloned())
        });
        let mirror = &self.target.mirror;
        light(FOUND, places.into_iter().map(|place| (mirror, place)));
    }

    fn show(&self, source: Range<usize>, target: Range<usize>) {
        // What was changed a moment ago is not followed yet.
        if !self.followed.get() {
            self.follow();
        }
        if !self.followed.get() {
            return;
        }
        let place = |text: RwSignal<String>, range: Range<usize>| {
            let places =
                text.with_untracked(|text| translation::field_places(text, std::iter::once(range)));
            places.into_iter().next().filter(|place| !place.is_empty())
        };
        let translate = self.app.translate;
        let parts = [
            (&self.source.mirror, place(translate.source, source)),
            (&self.target.mirror, place(translate.target, target)),
        ];
        let parts = parts.map(|(mirror, place)| place.map(|place| (mirror, place)));
        // The target last: it is what is worked on, and stays in sight where both do not fit.
        for (mirror, place) in parts.iter().flatten() {
            mirror.reveal(place);
        }
        light(SHOWN, parts.into_iter().flatten());
    }
}
