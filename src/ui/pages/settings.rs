//! The Settings page: the key and its doctor first, then everything that can be set.

use crate::ui::glossary::section::GlossarySection;
use crate::ui::lazy;
use crate::ui::memory::section::MemorySection;
use crate::ui::parts::text::tx;
use crate::ui::settings::about::AboutSection;
use crate::ui::settings::appearance::AppearanceSection;
use crate::ui::settings::cap::CapForm;
use crate::ui::settings::data::DataSection;
use crate::ui::settings::folder::FolderSection;
use crate::ui::settings::models::ModelsSection;
use crate::ui::settings::pace::PaceForm;
use crate::ui::settings::prices::PricesSection;
use crate::ui::settings::waits::WaitsSection;
use crate::ui::shortcuts::host::ShortcutsHost;
use leptos::prelude::*;

/// Everything that can be set, in one column.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <div class="sheet" data-testid="settings-page">
            <ShortcutsHost/>
            <section aria-labelledby="key-title">
                <h2 id="key-title">{tx!(key.title)}</h2>
                {lazy::key_panel()}
            </section>
            <ModelsSection/>
            <CapForm/>
            <PaceForm/>
            <PricesSection/>
            <WaitsSection/>
            <AppearanceSection/>
            <GlossarySection/>
            <MemorySection/>
            <FolderSection/>
            <DataSection/>
            <AboutSection/>
        </div>
    }
}
