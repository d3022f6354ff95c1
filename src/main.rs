//! Parlance: translate and chat with your own API key, from one static page.

mod browser;
mod i18n;
mod state;
mod ui;

fn main() {
    browser::crash::install();
    ui::mount();
}
