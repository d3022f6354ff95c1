//! Chat: what is saved of hostile conversations is harmless wherever it is opened. The texts are escaped, and the file's own
//! policy holds where they would not be: each is tried without the other.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::path::{Path, PathBuf};

use common::{LONG, Stage};
use e2e::{Browser, PATIENCE, Result, Site};
use serde_json::{Value, json};

/// The policy that a saved page names, as it stands in it.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\"";

/// Each gets out of some place that a text stands in, where it is not escaped there. What would run sets `window.__xss`.
const HOSTILE: [&str; 24] = [
    "<script>window.__xss = 'script'</script>",
    "<img src=x onerror=\"window.__xss = 'img'\">",
    "\"><svg/onload=window.__xss='svg'>",
    "'><body onpageshow=window.__xss='body'>",
    "</title></style></textarea></code></pre></section></main><script>window.__xss='closed'</script>",
    "--><script>window.__xss='comment'</script><!--",
    "<noscript><p title=\"</noscript><img src=x onerror=window.__xss='noscript'>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=window.__xss=1&gt;\">",
    "<svg><style><img src=x onerror=window.__xss='foreign'></style></svg>",
    "<details open ontoggle=window.__xss='toggle'><summary>x</summary></details>",
    "<input autofocus onfocus=window.__xss='focus'><video><source onerror=window.__xss='video'></video>",
    "<iframe srcdoc=\"<script>parent.__xss='srcdoc'</script>\"></iframe><object data=\"javascript:window.__xss='object'\"></object>",
    "<base href=\"https://evil.example/\"><meta http-equiv=\"refresh\" content=\"0;url=https://evil.example/gone\">",
    "<link rel=stylesheet href=\"https://evil.example/a.css\"><style>@import 'https://evil.example/b.css';*{background:url(https://evil.example/c.png)}</style>",
    "<form action=\"https://evil.example/\"><button formaction=\"javascript:window.__xss='form'\">x</button></form>",
    "[a](javascript:window.__xss='link') [b](<java\tscript:window.__xss='tab'>) [c](&#106;avascript:window.__xss='entity') [d](\u{1}javascript:window.__xss='control')",
    "[e](data:text/html;base64,PHNjcmlwdD5vcGVuZXIuX194c3M9MTwvc2NyaXB0Pg==) [f](blob:null/x) [g](file:///etc/passwd) [h](//evil.example/x)",
    "<https://evil.example/\"onmouseover=\"window.__xss='auto'> [i](https://evil.example/'onfocus='window.__xss=1 \"t\\\" onclick=\\\"window.__xss=2\")",
    "![j](https://evil.example/pixel.png?leak=1 \"x\\\" onload=\\\"window.__xss=3\") ![\"><img src=x onerror=window.__xss=4>](https://evil.example/p.png)",
    "```x\"onmouseover=\"window.__xss='fence'\n</code></pre><script>window.__xss='code'</script>\n```",
    "| <b onclick=\"window.__xss='cell'\">a</b> | b |\n|:-:|--:|\n| <script>window.__xss='row'</script> | <plaintext> |",
    "See[^\"><img src=x onerror=window.__xss='note'>].\n\n[^\"><img src=x onerror=window.__xss='note'>]: <script>window.__xss='footnote'</script>",
    "$\\href{javascript:window.__xss='tex'}{x}$ $$<img src=x onerror=window.__xss='formula'>$$ `<script>window.__xss='span'</script>`",
    "+ADw-script+AD4-window.__xss='utf7'+ADw-/script+AD4- \0<\0script>window.__xss='nul'</script> <scr\0ipt>window.__xss='cut'</script> \u{2028}<xmp>",
];

/// All that a saved page consists of; anything else came out of a text.
const KNOWN: &str = "
    const [elements, attributes] = [
        'html head meta title style body main h1 h2 h3 h4 h5 h6 section div p a em strong s code pre ul ol li blockquote table thead tbody tr th td sup hr br span'.split(' '),
        'lang charset http-equiv content name class dir rel href start data-language'.split(' '),
    ];
    // Formulas: these, and only where the page puts them.
    const [formulas, of] = [
        'math semantics annotation mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd mpadded mphantom'.split(' '),
        'encoding display displaystyle mathvariant stretchy symmetric largeop movablelimits scriptlevel minsize maxsize linethickness width height depth mathcolor mathbackground'.split(' '),
    ];
    const drawn = e => formulas.includes(e.localName) && e.namespaceURI === 'http://www.w3.org/1998/Math/MathML' && e.closest('span.math > math') !== null;
    const all = Array.from(document.querySelectorAll('*'));
    // Whatever is there to be hovered, focused, toggled.
    for (const kind of ['pointerover', 'mouseover', 'click', 'focus', 'error', 'load', 'toggle', 'pageshow'])
        for (const e of all) if (e.tagName !== 'A' || kind !== 'click') e.dispatchEvent(new Event(kind));
    const links = Array.from(document.querySelectorAll('[href]'));
    return {
        ran: window.__xss ?? null,
        elements: all.filter(e => !drawn(e)).map(e => e.localName).filter(name => !elements.includes(name)),
        attributes: all.flatMap(e => Array.from(e.attributes, a => a.name).filter(name => !(drawn(e) && of.includes(name)))).filter(name => !attributes.includes(name)),
        metas: document.querySelectorAll('meta').length, styles: document.querySelectorAll('style').length,
        sections: document.querySelectorAll('main > section').length,
        hrefs: links.map(e => e.getAttribute('href')).filter(to => !/^(https?|mailto):/.test(to)),
        rels: links.map(e => e.getAttribute('rel')).filter(rel => rel !== 'noopener noreferrer'),
        base: document.baseURI === location.href,
        text: document.body.innerText,
    };";

fn hostile_md() -> String {
    let file = e2e::root().join("crates/practice/src/hostile.md");
    std::fs::read_to_string(file).unwrap()
}

/// A conversation with a hostile text in every field that may be shown.
fn conversation() -> (Value, usize) {
    let model_md = hostile_md();
    let texts: Vec<&str> = HOSTILE.into_iter().chain([model_md.as_str()]).collect();
    let all = HOSTILE.join(" ");
    let mut messages = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        // As typed, and as Markdown alone and in its blocks.
        let nested = format!("{text}\n\n- {text}\n\n> {text}\n\n# {text}\n");
        for (nth, (role, text)) in [("user", *text), ("assistant", nested.as_str())]
            .into_iter()
            .enumerate()
        {
            let id = at * 2 + nth;
            messages.push(json!({
                "id": format!("m{id}"), "parent": id.checked_sub(1).map(|id| format!("m{id}")), "created": id,
                "role": role, "text": text, "model": text, "reasoning": text,
                "state": if id == 3 { "failed" } else { "done" },
                "problem": if id == 3 { json!({ "kind": text, "status": 500, "code": text }) } else { Value::Null },
                "attachments": if role == "user" { json!([{ "id": format!("a{id}"), "kind": "text", "name": text, "bytes": 1, "tokens": 1 }]) } else { json!([]) },
            }));
        }
    }
    let count = messages.len();
    let record = json!({
        "id": "hostile", "title": format!("../../up\\ {all}"), "titled_by": "person", "system": all, "updated": 1,
        "leaf": format!("m{}", count - 1), "folder": all, "tags": HOSTILE,
    });
    let export = json!({ "format": "parlance-conversations", "version": 1,
        "conversations": [{ "conversation": record, "messages": messages }] });
    (export, count)
}

/// A folder of this test, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("parlance-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let file = self.0.join(name);
        std::fs::write(&file, bytes).unwrap();
        file
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The hostile conversation is in the database, and its page is saved; gives that and how many messages it has.
async fn saved(stage: &Stage, folder: &Folder) -> Result<(String, usize)> {
    let browser = &stage.browser;
    let (export, count) = conversation();
    let file = folder.write("hostile.json", export.to_string());
    browser.choose_files("settings-import", &[&file]).await?;
    browser
        .wait_text("settings-imported", "1", PATIENCE)
        .await?;
    stage.go("#/chat").await?;
    browser.wait_count("conversation", 1, PATIENCE).await?;
    stage
        .choose("conversation-more", 0, "conversation-download")
        .await?;
    browser.wait_count("save-dialog", 1, PATIENCE).await?;
    browser.click("save-html").await?;
    let path = browser.download(LONG).await?;
    Ok((std::fs::read_to_string(path)?, count))
}

/// Opens a saved page and looks whether it is only what it should be, and asked nobody for anything.
async fn is_harmless(browser: &Browser, url: &str, sections: usize) -> Result {
    browser.forget_requests().await?;
    browser.open(url).await?;
    // What was to load or fail on its own has done so.
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let found = browser.run(KNOWN, &[]).await?;
    assert!(found["ran"].is_null(), "{url}: {} ran", found["ran"]);
    for odd in ["elements", "attributes", "hrefs", "rels"] {
        assert_eq!(found[odd], json!([]), "{url}: {odd}");
    }
    assert_eq!(found["sections"], sections, "{url}");
    assert_eq!(found["styles"], 1, "{url}");
    assert_eq!(found["base"], true, "{url}");
    let text = found["text"].as_str().unwrap();
    for shown in [
        "<script>",
        "onerror",
        "</title>",
        "<base href",
        "<plaintext>",
    ] {
        assert!(text.contains(shown), "{url}: {shown} is not shown");
    }
    assert_eq!(browser.url().await?, url, "it led elsewhere");
    for request in browser.requests().await? {
        let own = request.url == url || request.url.ends_with("/favicon.ico");
        assert!(own, "{url}: a request to {}", request.url);
    }
    Ok(())
}

/// What of a saved page that was tampered with ran.
async fn what_ran(browser: &Browser, url: &str) -> Result<Value> {
    browser.open(url).await?;
    browser
        .run(
            "document.querySelector('img').dispatchEvent(new Event('error'))",
            &[],
        )
        .await?;
    browser.run("return window.__xss ?? null", &[]).await
}

#[tokio::test]
async fn a_saved_page_of_hostile_texts_runs_nothing_and_asks_nobody() -> Result {
    let stage = Stage::ready("#/settings").await?;
    let browser = &stage.browser;
    let folder = Folder::new("hostile-page");
    let (html, messages) = saved(&stage, &folder).await?;
    // The system prompt has a section too.
    let sections = messages + 1;
    // Without its policy nothing holds but that the texts are escaped.
    assert!(html.contains(POLICY));
    let bare = html.replace(POLICY, "<meta name=\"none\"");
    // And where they were not, the policy holds.
    let run = "<script>window.__xss='policy'</script><img src=\"https://evil.example/x.png\" onerror=\"window.__xss='policy'\"></main>";
    let broken = html.replace("</main>", run);
    assert_ne!(broken, html);
    let file = folder.write("saved.html", &html);
    folder.write("bare.html", &bare);
    folder.write("broken.html", &broken);
    // What a host says of itself must not be what protects it; nor what a folder of one's own machine is.
    is_harmless(browser, &format!("file://{}", file.display()), sections).await?;
    let site = Site::of(&folder.0, "saved", None).await?;
    is_harmless(browser, &site.url("saved.html"), sections).await?;
    is_harmless(browser, &site.url("bare.html"), sections).await?;
    browser.forget_requests().await?;
    let ran = what_ran(browser, &site.url("broken.html")).await?;
    assert!(ran.is_null(), "the policy let {ran} run");
    let refused = browser.requests_to("evil.example").await?;
    assert!(
        refused.iter().all(|request| request.blocked.is_some()),
        "{refused:?}"
    );
    // That it is the policy: without it, the same runs.
    folder.write("open.html", broken.replace(POLICY, "<meta name=\"none\""));
    let ran = what_ran(browser, &site.url("open.html")).await?;
    assert_eq!(ran, "policy");
    Ok(())
}

/// Names and contents of a ZIP's entries, stored or deflated (APPNOTE.TXT 4.3).
fn entries(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    use std::io::Read as _;
    let number = |at: usize, bytes: usize| {
        zip[at..at + bytes]
            .iter()
            .rev()
            .fold(0_usize, |number, byte| number << 8 | usize::from(*byte))
    };
    let end = (0..=zip.len() - 22)
        .rev()
        .find(|at| zip[*at..].starts_with(b"PK\x05\x06"))
        .unwrap();
    let mut at = number(end + 16, 4);
    let mut all = Vec::new();
    for _ in 0..number(end + 10, 2) {
        let [name, extra, comment] = [28, 30, 32].map(|field| number(at + field, 2));
        let (method, size, place) = (number(at + 10, 2), number(at + 20, 4), number(at + 42, 4));
        let begin = place + 30 + number(place + 26, 2) + number(place + 28, 2);
        let packed = &zip[begin..begin + size];
        let mut bytes = Vec::new();
        match method {
            0 => bytes.extend(packed),
            _ => drop(
                flate2::read::DeflateDecoder::new(packed)
                    .read_to_end(&mut bytes)
                    .unwrap(),
            ),
        }
        let text = String::from_utf8(zip[at + 46..at + 46 + name].to_vec()).unwrap();
        all.push((text, bytes));
        at += 46 + name + extra + comment;
    }
    all
}

#[tokio::test]
async fn an_archive_of_hostile_conversations_unpacks_where_it_is_put() -> Result {
    let stage = Stage::ready("#/settings").await?;
    let browser = &stage.browser;
    let folder = Folder::new("hostile-archive");
    let (_, messages) = saved(&stage, &folder).await?;
    stage.go("#/settings").await?;
    browser.forget_downloads()?;
    browser.click("keep-all-html").await?;
    let zip = std::fs::read(browser.download(LONG).await?)?;
    let pages: Vec<_> = entries(&zip)
        .into_iter()
        .filter(|(name, _)| name.ends_with(".html"))
        .collect();
    for (name, _) in entries(&zip) {
        let path = Path::new(&name);
        let odd = |c: char| c.is_control() || "<>:\"|?*\\".contains(c);
        assert!(
            !path.is_absolute() && !name.contains("..") && !name.contains(odd),
            "{name:?}"
        );
    }
    assert_eq!(pages.len(), 1);
    folder.write("archived.html", &pages[0].1);
    let site = Site::of(&folder.0, "saved", None).await?;
    is_harmless(browser, &site.url("archived.html"), messages + 1).await
}
