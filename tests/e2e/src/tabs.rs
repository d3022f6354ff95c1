//! Several tabs of one browser: they share its storage.

use thirtyfour::WindowHandle;

use crate::Result;
use crate::browser::Browser;

impl Browser {
    /// The tab that is driven now.
    pub async fn tab(&self) -> Result<WindowHandle> {
        Ok(self.driver.window().await?)
    }

    /// Opens a page in a new tab, which is driven from now on.
    pub async fn open_in_new_tab(&self, url: &str) -> Result<WindowHandle> {
        let tab = self.driver.new_tab().await?;
        self.switch_to(&tab).await?;
        self.open(url).await?;
        Ok(tab)
    }

    /// Drives another tab from now on.
    pub async fn switch_to(&self, tab: &WindowHandle) -> Result {
        self.driver.switch_to_window(tab.clone()).await?;
        self.emulate().await
    }

    /// Closes the tab that is driven, and drives `next` from now on.
    pub async fn close_tab(&self, next: &WindowHandle) -> Result {
        self.driver.close_window().await?;
        self.switch_to(next).await
    }
}
