//! What can be asked about the two texts besides a translation: other words, another way to say it, a dictionary, a
//! translation back. All of it is asked by the person, none of it by itself.

use super::ask_settings::Owned;
use super::wanted::Question;
use super::{App, Improving, KeyReason, TrStatus};
use crate::browser::selecting::{Selecting, on_selecting};
use crate::browser::{Subscription, dom, floating};
use leptos::html::Section;
use leptos::prelude::*;
use std::cell::OnceCell;
use translation::PairState;
use translation::asks::{
    self, Alternative, AlternativesRequest, DictionaryEntry, RestyleRequest, Selection, Way,
};

/// What is open beneath the panes, or at a word of the target.
#[derive(Clone, Debug, PartialEq)]
pub enum AskPanel {
    /// Other words for this.
    Alternatives(Selection),
    /// The translation, translated back.
    Back,
}

/// The signals of all this. They live as long as the page.
#[derive(Clone, Default)]
pub struct AsksState {
    /// Something is selected in the target.
    pub selecting: ArcRwSignal<bool>,
    /// What is open.
    pub open: ArcRwSignal<Option<AskPanel>>,
    /// The changes suggested to a text in its own language.
    pub improving: ArcRwSignal<Option<Improving>>,
}

/// A way to say a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restyle {
    /// In fewer words
    Shorter,
    /// In plain words
    Simpler,
    /// Closer to the source
    MoreLiteral,
    /// More formal
    MoreFormal,
    /// As the person says
    Free(String),
}

impl Restyle {
    fn way(&self) -> Way<'_> {
        match self {
            Restyle::Shorter => Way::Shorter,
            Restyle::Simpler => Way::Simpler,
            Restyle::MoreLiteral => Way::MoreLiteral,
            Restyle::MoreFormal => Way::MoreFormal,
            Restyle::Free(wish) => Way::Free(wish),
        }
    }
}

/// A segment, what surrounds it in the target, and the languages it is in.
struct Around {
    source: String,
    before: String,
    after: String,
    settings: Owned,
}

impl Around {
    async fn with_terms(self, app: App) -> Around {
        let settings = self.settings.with_terms_of(app, &self.source).await;
        Around { settings, ..self }
    }
}

thread_local! {
    // Not in `App`: the first load has nothing of all this.
    static ASKS: OnceCell<AsksState> = const { OnceCell::new() };
}

impl App {
    /// The signals.
    pub fn asks(self) -> AsksState {
        ASKS.with(|asks| asks.get_or_init(AsksState::default).clone())
    }

    /// Hears of what is selected in the target until the value is dropped.
    pub fn watch_selecting(self) -> Subscription {
        let Some(area) = self.target_element() else {
            return Subscription::none();
        };
        let (start, end) = dom::selection(&area);
        self.asks().selecting.set(start < end);
        on_selecting(&area, move |event| match event {
            Selecting::Selected(some) => {
                let selecting = self.asks().selecting;
                if selecting.get_untracked() != some {
                    selecting.set(some);
                }
            }
            Selecting::Asked => self.open_alternatives(),
        })
    }

    /// Can anything be asked about the target as it stands? For reactive places.
    pub fn can_ask_about_target(self) -> bool {
        let translate = self.translate;
        translate.status.get() != TrStatus::Running
            && translate.pairs.with(|pairs| !pairs.0.is_empty())
            && !self.translate_stale()
    }

    /// Opens what can be asked about what is selected in the target, or about the word at the caret.
    pub fn open_alternatives(self) {
        let Some(area) = self.target_element() else {
            return;
        };
        if !untrack(|| self.can_ask_about_target()) || !self.pairs_hold() {
            return;
        }
        let (start, end) = dom::selection(&area);
        let translate = self.translate;
        let selection = translate.pairs.with_untracked(|pairs| {
            let target = translate.target.read_untracked();
            asks::selection(pairs, &target, start..end)
        });
        if let Some(selection) = selection {
            let open = self.asks().open;
            open.set(Some(AskPanel::Alternatives(selection)));
        }
    }

    /// Shows the panel at what is selected, until the value is dropped. `on_away` hears when somebody presses elsewhere.
    pub fn float_at_selection(
        self,
        panel: NodeRef<Section>,
        selection: &Selection,
        on_away: impl Fn() + 'static,
    ) -> Vec<Subscription> {
        let Some(panel) = panel.get_untracked() else {
            return Vec::new();
        };
        let Selection { segment, range, .. } = selection.clone();
        let pairs = self.translate.pairs;
        let anchor = move || {
            let whole = pairs.try_with_untracked(|pairs| {
                let pair = pairs.0.get(segment);
                pair.map_or(0, |pair| pair.target.start)
            })?;
            self.target_in_window(whole + range.start..whole + range.end)
        };
        vec![
            floating::float_at(&panel, anchor),
            floating::on_press_elsewhere(&panel, "tr-target", on_away),
        ]
    }

    /// Asks for other words for what is selected.
    pub fn ask_alternatives(self, question: Question<Vec<Alternative>>, selection: &Selection) {
        let Some(around) = self.around(selection) else {
            return;
        };
        fn request<'a>(around: &'a Around, selection: &'a Selection) -> AlternativesRequest<'a> {
            AlternativesRequest {
                source: &around.source,
                target: &selection.target,
                selected: selection.range.clone(),
                before: &around.before,
                after: &around.after,
            }
        }
        if !request(&around, selection).fits() {
            return;
        }
        let (selection, source) = (selection.clone(), around.source.clone());
        let asked = selection.clone();
        let wanted = async move {
            let around = around.with_terms(self).await;
            asks::alternatives(&around.settings.settings(), &request(&around, &asked))
        };
        question.ask(self, wanted, move |answer| {
            let request = AlternativesRequest {
                source: &source,
                target: &selection.target,
                selected: selection.range.clone(),
                before: "",
                after: "",
            };
            asks::read_alternatives(&request, answer)
        });
    }

    /// Asks for the segment said another way.
    pub fn ask_restyle(self, question: Question<String>, selection: &Selection, restyle: &Restyle) {
        let Some(around) = self.around(selection) else {
            return;
        };
        fn request<'a>(around: &'a Around, target: &'a str, way: Way<'a>) -> RestyleRequest<'a> {
            RestyleRequest {
                source: &around.source,
                target,
                way,
                before: &around.before,
                after: &around.after,
            }
        }
        if !request(&around, &selection.target, restyle.way()).fits() {
            return;
        }
        let (target, source) = (selection.target.clone(), around.source.clone());
        let (asked, restyle) = (target.clone(), restyle.clone());
        let wanted = async move {
            let around = around.with_terms(self).await;
            let request = request(&around, &asked, restyle.way());
            asks::restyle(&around.settings.settings(), &request)
        };
        question.ask(self, wanted, move |answer| {
            let request = RestyleRequest {
                source: &source,
                target: &target,
                way: Way::Shorter,
                before: "",
                after: "",
            };
            asks::read_restyle(&request, answer)
        });
    }

    /// Puts another text in the place of a segment. False where that was not done: the segment is not any more what was asked
    /// about, say.
    pub fn take_for_segment(self, selection: &Selection, text: &str) -> bool {
        let now = self.translate_segment(selection.segment);
        let same = now.is_some_and(|(_, target)| target == selection.target);
        same && self.pairs_hold()
            && self.translate_replace(selection.segment, text, PairState::Reviewed)
    }

    /// Asks what a dictionary says of the source, which is a word or a short phrase.
    pub fn ask_dictionary(self, question: Question<DictionaryEntry>) {
        let source = self.translate.source.get_untracked();
        if !asks::is_lookup(&source) || !self.ready_for_question() {
            return;
        }
        let wanted = async move {
            let settings = self.ask_settings().with_terms_of(self, &source).await;
            asks::dictionary(&settings.settings(), &source)
        };
        question.ask(self, wanted, asks::read_dictionary);
    }

    /// Whether a call can be made; opens the key's dialog where not.
    pub(super) fn ready_for_question(self) -> bool {
        let can = self.endpoint.can_call();
        if !can {
            self.open_key(KeyReason::Asked);
        }
        can
    }

    /// None where the segment is another one now, or nothing can be asked.
    fn around(self, selection: &Selection) -> Option<Around> {
        let (source, target) = self.translate_segment(selection.segment)?;
        if target != selection.target || !self.ready_for_question() {
            return None;
        }
        let translate = self.translate;
        let pair = translate
            .pairs
            .with_untracked(|pairs| pairs.0.get(selection.segment).cloned())?;
        let whole = translate.target.read_untracked();
        Some(Around {
            source,
            before: whole.get(..pair.target.start)?.to_string(),
            after: whole.get(pair.target.end..)?.to_string(),
            settings: self.ask_settings(),
        })
    }
}
