//! The keyboard: chords, and where its focus is.

use serde::Deserialize;
use thirtyfour::Key;

use crate::browser::Browser;
use crate::{Error, Result};

/// The element that has the keyboard's focus.
#[derive(Clone, Debug, Deserialize)]
pub struct Focused {
    /// Its `data-testid`, or that of the nearest ancestor that has one; empty when there is none.
    pub id: String,
    /// In lower case; `body` when nothing has the focus.
    pub tag: String,
    /// Its accessible name, as far as `aria-label` or its text give it.
    pub name: String,
    /// Whether the page shows that it has the focus (an outline or a shadow).
    pub shown: bool,
}

const FOCUSED: &str = "
    let e = document.activeElement ?? document.body;
    while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
    const style = getComputedStyle(e);
    return {
        id: e.closest('[data-testid]')?.dataset.testid ?? '',
        tag: e.tagName.toLowerCase(),
        name: e.getAttribute('aria-label') ?? (e.innerText ?? '').trim().slice(0, 80),
        shown: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none',
    };";

impl Browser {
    /// Presses a key or a chord where the focus is: `Enter`, `Control+Enter`, `Shift+Tab`, `a`.
    /// `Mod` is the one that shortcuts use on this system: ⌘ on macOS, Control elsewhere.
    pub async fn press(&self, chord: &str) -> Result {
        let keys = chord_keys(chord)?;
        let mut actions = self.driver.action_chain();
        for key in &keys {
            actions = actions.key_down(*key);
        }
        for key in keys.iter().rev() {
            actions = actions.key_up(*key);
        }
        Ok(actions.perform().await?)
    }

    /// Types where the focus is, key by key.
    pub async fn type_keys(&self, text: &str) -> Result {
        Ok(self.driver.action_chain().send_keys(text).perform().await?)
    }

    /// What has the focus.
    pub async fn focused(&self) -> Result<Focused> {
        self.eval(FOCUSED, &[]).await
    }

    /// Presses Tab until the focus is on this test id, and returns how often; fails after `at_most`.
    pub async fn tab_to(&self, id: &str, at_most: usize) -> Result<usize> {
        self.press_to("Tab", id, at_most).await
    }

    /// Presses a chord until the focus is on this test id, and returns how often; fails after `at_most`.
    pub async fn press_to(&self, chord: &str, id: &str, at_most: usize) -> Result<usize> {
        let mut path = Vec::new();
        for presses in 0..=at_most {
            let focused = self.focused().await?;
            if focused.id == id {
                return Ok(presses);
            }
            path.push(if focused.id.is_empty() {
                format!("<{}> {}", focused.tag, focused.name)
            } else {
                focused.id
            });
            self.press(chord).await?;
        }
        Err(Error::new(format!(
            "{at_most} times {chord} do not lead to `{id}`; they lead to: {}",
            path.join(", ")
        )))
    }
}

/// The keys of a chord, in the order they go down.
fn chord_keys(chord: &str) -> Result<Vec<char>> {
    // `+` itself can be the last key.
    let (modifiers, last) = match chord.strip_suffix("++") {
        Some(modifiers) => (modifiers, "+"),
        None => chord
            .rsplit_once('+')
            .filter(|(_, last)| !last.is_empty())
            .unwrap_or(("", chord)),
    };
    modifiers
        .split('+')
        .filter(|name| !name.is_empty())
        .chain([last])
        .map(key)
        .collect()
}

fn key(name: &str) -> Result<char> {
    let key = match name {
        "Mod" if cfg!(target_os = "macos") => Key::Meta,
        "Mod" | "Control" => Key::Control,
        "Shift" => Key::Shift,
        "Alt" => Key::Alt,
        "Meta" => Key::Meta,
        "Enter" => Key::Enter,
        "Tab" => Key::Tab,
        "Escape" => Key::Escape,
        "Space" => Key::Space,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "Up" | "ArrowUp" => Key::Up,
        "Down" | "ArrowDown" => Key::Down,
        "Left" | "ArrowLeft" => Key::Left,
        "Right" | "ArrowRight" => Key::Right,
        "F2" => Key::F2,
        "F10" => Key::F10,
        _ => {
            let mut chars = name.chars();
            return match (chars.next(), chars.next()) {
                (Some(one), None) => Ok(one),
                _ => Err(Error::new(format!("there is no key `{name}`"))),
            };
        }
    };
    Ok(key.value())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::chord_keys;
    use thirtyfour::Key;

    #[test]
    fn chords_are_read() {
        assert_eq!(
            chord_keys("Control+Shift+a").unwrap(),
            [Key::Control.value(), Key::Shift.value(), 'a']
        );
        assert_eq!(chord_keys("Enter").unwrap(), [Key::Enter.value()]);
        assert_eq!(
            chord_keys("Control++").unwrap(),
            [Key::Control.value(), '+']
        );
        assert_eq!(chord_keys("+").unwrap(), ['+']);
        assert!(chord_keys("Nope+a").is_err());
    }
}
