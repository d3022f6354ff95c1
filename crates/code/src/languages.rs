//! The tables, one a language.

use crate::describe::Language;

mod data;
mod functional;
mod older;
mod scripts;
mod shells;
mod systems;
mod web;

const GROUPS: [&[Language]; 7] = [
    web::ALL,
    systems::ALL,
    scripts::ALL,
    shells::ALL,
    functional::ALL,
    older::ALL,
    data::ALL,
];

pub(crate) fn all() -> impl Iterator<Item = &'static Language> {
    GROUPS.into_iter().flatten()
}

/// By any of its names.
pub(crate) fn find(name: &str) -> Option<&'static Language> {
    let name = name
        .trim()
        .trim_start_matches(['.', '{'])
        .trim_end_matches('}');
    all().find(|language| {
        language
            .names
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
    })
}
