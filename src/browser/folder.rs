//! A folder of the person's machine, where the browser lets a page have one (the File System Access API). By reflection: only
//! Chromium has the picker. What it gives is the same kind of handle as the site's own folder (`navigator.storage.getDirectory()`).

use super::js;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// So many files are looked at together.
const AT_ONCE: usize = 64;

/// A folder that the person chose.
#[derive(Clone, Debug)]
pub struct Folder(JsValue);

/// Whether the page may read and write in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Yes.
    Granted,
    /// It has to be asked, on a click.
    Ask,
    /// No.
    Denied,
}

/// Why something did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderFault {
    /// The person closed the picker.
    Dismissed,
    /// The browser does not let the page.
    NotAllowed,
    /// The folder, or a file in it, is not there any more.
    Gone,
    /// The disk is full.
    Full,
    /// Anything else, in the browser's words.
    Other(String),
}

impl FolderFault {
    /// In the browser's words, or what it comes to.
    pub fn words(self) -> String {
        match self {
            FolderFault::Other(words) => words,
            fault => format!("{fault:?}"),
        }
    }
}

/// What is in it, as far as it was asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FolderFiles {
    /// Its files.
    pub files: Vec<FolderEntry>,
    /// Those that the browser could not look at, and why.
    pub unread: Vec<(String, FolderFault)>,
}

/// A file in it.
#[derive(Clone, Debug, PartialEq)]
pub struct FolderEntry {
    /// Its name.
    pub name: String,
    /// When it was changed, in milliseconds since the Unix epoch.
    pub modified: f64,
    /// Its size in bytes.
    pub size: f64,
}

/// Does this browser let a person choose one?
pub fn is_supported() -> bool {
    web_sys::window().is_some_and(|window| js::get(&window, "showDirectoryPicker").is_function())
}

/// Lets the person choose one. Only on a click.
pub async fn choose() -> Result<Folder, FolderFault> {
    let window = web_sys::window().ok_or(FolderFault::NotAllowed)?;
    let options = js::object(&[("id", "parlance"), ("mode", "readwrite")]);
    let picked = method(&window, "showDirectoryPicker", &[options])?;
    Ok(Folder(resolve(picked).await?))
}

/// The site's own folder, which no one else sees.
#[cfg(test)]
pub async fn own() -> Result<Folder, FolderFault> {
    let window = web_sys::window().ok_or(FolderFault::NotAllowed)?;
    let storage = js::get(&window.navigator(), "storage");
    Ok(Folder(
        resolve(method(&storage, "getDirectory", &[])?).await?,
    ))
}

impl Folder {
    /// A handle that was kept.
    pub(super) fn of(handle: JsValue) -> Option<Folder> {
        js::get(&handle, "getFileHandle")
            .is_function()
            .then_some(Folder(handle))
    }

    pub(super) fn handle(&self) -> &JsValue {
        &self.0
    }

    /// Its name; the browser does not tell where it is.
    pub fn name(&self) -> String {
        js::get(&self.0, "name").as_string().unwrap_or_default()
    }

    /// Whether both are the same place.
    pub async fn is_same(&self, other: &Folder) -> bool {
        match method(&self.0, "isSameEntry", std::slice::from_ref(&other.0)) {
            Ok(promise) => resolve(promise).await.is_ok_and(|same| same.is_truthy()),
            Err(_) => false,
        }
    }

    /// Whether the page may use it just now.
    pub async fn permission(&self) -> Permission {
        self.permit("queryPermission").await
    }

    /// Asks for it. Only on a click.
    pub async fn ask(&self) -> Permission {
        self.permit("requestPermission").await
    }

    async fn permit(&self, how: &str) -> Permission {
        if !js::get(&self.0, how).is_function() {
            // The site's own.
            return Permission::Granted;
        }
        let options = js::object(&[("mode", "readwrite")]);
        let answer = match method(&self.0, how, &[options]) {
            Ok(promise) => resolve(promise).await,
            Err(fault) => Err(fault),
        };
        match answer.ok().and_then(|answer| answer.as_string()).as_deref() {
            Some("granted") => Permission::Granted,
            Some("prompt") => Permission::Ask,
            _ => Permission::Denied,
        }
    }

    /// Its files whose names end so; what is in folders within is not looked at. One that cannot be looked at just now is named:
    /// as if missing it would be written over.
    pub async fn files(&self, ending: &str) -> Result<FolderFiles, FolderFault> {
        let mut found = FolderFiles::default();
        let mut asked = Vec::new();
        let walk = method(&self.0, "values", &[])?;
        loop {
            let step = resolve(method(&walk, "next", &[])?).await?;
            let over = js::get(&step, "done").is_truthy();
            let entry = js::get(&step, "value");
            let name = js::get(&entry, "name").as_string().unwrap_or_default();
            let is_file = js::get(&entry, "kind").as_string().as_deref() == Some("file");
            if !over && is_file && name.ends_with(ending) {
                asked.push((name, method(&entry, "getFile", &[])?));
            }
            if over || asked.len() == AT_ONCE {
                look(std::mem::take(&mut asked), &mut found).await?;
            }
            if over {
                return Ok(found);
            }
        }
    }

    /// A file as it is now; none where there is none.
    pub async fn entry(&self, name: &str) -> Result<Option<FolderEntry>, FolderFault> {
        let found = match self.file(name, false).await {
            Ok(handle) => file_of(&handle).await,
            Err(fault) => Err(fault),
        };
        match found {
            Ok(file) => Ok(Some(entry_of(&file, name.to_owned()))),
            Err(FolderFault::Gone) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// The text of a file; none where it is not UTF-8.
    pub async fn read(&self, name: &str) -> Result<Option<String>, FolderFault> {
        let handle = self.file(name, false).await?;
        let file = file_of(&handle).await?;
        let bytes = resolve(method(&file, "arrayBuffer", &[])?).await?;
        Ok(String::from_utf8(Uint8Array::new(&bytes).to_vec()).ok())
    }

    /// Writes a file, whole or not at all: the browser puts it in place when it is closed. Gives what it is then.
    pub async fn write(&self, name: &str, text: &str) -> Result<FolderEntry, FolderFault> {
        let handle = self.file(name, true).await?;
        let stream = resolve(method(&handle, "createWritable", &[])?).await?;
        let bytes = Uint8Array::from(text.as_bytes());
        let wrote = match method(&stream, "write", &[bytes.into()]) {
            Ok(promise) => resolve(promise).await,
            Err(fault) => Err(fault),
        };
        if let Err(fault) = wrote {
            if let Ok(promise) = method(&stream, "abort", &[]) {
                let _ = resolve(promise).await;
            }
            return Err(fault);
        }
        resolve(method(&stream, "close", &[])?).await?;
        let file = file_of(&handle).await?;
        Ok(entry_of(&file, name.to_owned()))
    }

    /// Removes a file; one that is not there is no fault.
    pub async fn remove(&self, name: &str) -> Result<(), FolderFault> {
        match resolve(method(&self.0, "removeEntry", &[name.into()])?).await {
            Ok(_) | Err(FolderFault::Gone) => Ok(()),
            Err(fault) => Err(fault),
        }
    }

    async fn file(&self, name: &str, create: bool) -> Result<JsValue, FolderFault> {
        let options = JsValue::from(Object::new());
        js::set(&options, "create", &create.into());
        resolve(method(&self.0, "getFileHandle", &[name.into(), options])?).await
    }
}

/// All at once: one after the other takes long in a large folder.
async fn look(asked: Vec<(String, JsValue)>, found: &mut FolderFiles) -> Result<(), FolderFault> {
    let promises: Array = asked.iter().map(|(_, promise)| promise).collect();
    let all: Array = resolve(Promise::all_settled(&promises).into())
        .await?
        .into();
    for ((name, _), settled) in asked.into_iter().zip(all.iter()) {
        let reason = js::get(&settled, "reason");
        if js::get(&settled, "status").as_string().as_deref() == Some("fulfilled") {
            let file = js::get(&settled, "value");
            found.files.push(entry_of(&file, name));
            continue;
        }
        match fault(&reason) {
            // One that went meanwhile is not there.
            FolderFault::Gone => {}
            fault => found.unread.push((name, fault)),
        }
    }
    Ok(())
}

fn entry_of(file: &JsValue, name: String) -> FolderEntry {
    FolderEntry {
        name,
        modified: js::get(file, "lastModified").as_f64().unwrap_or_default(),
        size: js::get(file, "size").as_f64().unwrap_or_default(),
    }
}

async fn file_of(handle: &JsValue) -> Result<JsValue, FolderFault> {
    resolve(method(handle, "getFile", &[])?).await
}

// Unlike js::call it tells what was thrown.
fn method(object: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, FolderFault> {
    let method: Function = js::get(object, name)
        .dyn_into()
        .map_err(|_| FolderFault::Other(format!("no {name}")))?;
    let list: Array = arguments.iter().collect();
    Reflect::apply(&method, object, &list).map_err(|error| fault(&error))
}

async fn resolve(promise: JsValue) -> Result<JsValue, FolderFault> {
    match promise.dyn_into::<Promise>() {
        Ok(promise) => JsFuture::from(promise).await.map_err(|error| fault(&error)),
        Err(value) => Ok(value),
    }
}

fn fault(error: &JsValue) -> FolderFault {
    match js::error_name(error).as_str() {
        "AbortError" => FolderFault::Dismissed,
        "NotAllowedError" | "SecurityError" | "NoModificationAllowedError" => {
            FolderFault::NotAllowed
        }
        "NotFoundError" => FolderFault::Gone,
        "QuotaExceededError" => FolderFault::Full,
        _ => FolderFault::Other(js::error_text(error)),
    }
}
