//! The static host.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::io::Read;
use std::path::PathBuf;

use common::{Answer, send};
use practice::{Options, Page, RunningPage, serve_page, start};

const INDEX: &str = "<!doctype html><meta name=\"parlance-endpoint\" content=\"\"><p>page</p>";

/// A folder of its own for each test, beside a file that must stay out of reach.
fn folder(name: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let dist = root.join("dist");
    std::fs::create_dir_all(dist.join("sub")).unwrap();
    std::fs::write(root.join("secret.txt"), "secret").unwrap();
    std::fs::write(dist.join("index.html"), INDEX).unwrap();
    std::fs::write(dist.join("app.js"), "let a = 1;\n".repeat(100)).unwrap();
    std::fs::write(dist.join("app.wasm"), vec![0; 1000]).unwrap();
    std::fs::write(dist.join("sub/index.html"), "<p>sub</p>").unwrap();
    std::fs::write(dist.join("a b.css"), "p {}").unwrap();
    dist
}

async fn get(page: &RunningPage, path: &str, headers: &[(&str, &str)]) -> Answer {
    send(&format!("http://{}", page.addr), "GET", path, headers, "").await
}

#[tokio::test]
async fn files_have_their_types_and_are_compressed() {
    let page = serve_page(folder("types"), "/any/sub/folder/", 0, None)
        .await
        .unwrap();
    assert!(page.url().ends_with("/any/sub/folder/"));
    for (file, kind) in [
        ("", "text/html; charset=utf-8"),
        ("app.js", "text/javascript; charset=utf-8"),
        ("app.wasm", "application/wasm"),
        ("a%20b.css", "text/css; charset=utf-8"),
        ("sub/", "text/html; charset=utf-8"),
    ] {
        let answer = get(&page, &format!("/any/sub/folder/{file}"), &[]).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, Some(kind))
        );
        assert_eq!(answer.header("cache-control"), Some("no-cache"));
        assert_eq!(answer.header("content-encoding"), None);
    }
    let packed = get(
        &page,
        "/any/sub/folder/app.js",
        &[("accept-encoding", "gzip, deflate, br")],
    )
    .await;
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed.body.as_slice())
        .read_to_string(&mut text)
        .unwrap();
    assert_eq!(text, "let a = 1;\n".repeat(100));
    let etag = packed.header("etag").unwrap().to_owned();
    let same = get(&page, "/any/sub/folder/app.js", &[("if-none-match", &etag)]).await;
    assert_eq!((same.status, same.body.len()), (304, 0));
    page.stop().await;
}

#[tokio::test]
async fn nothing_else_is_reachable() {
    let page = serve_page(folder("reach"), "/x/", 0, None).await.unwrap();
    for path in [
        "/",
        "/index.html",
        "/x/none.js",
        "/x/../secret.txt",
        "/x/../../secret.txt",
        "/x/%2e%2e/secret.txt",
        "/x/..%2fsecret.txt",
        "/x/..%5csecret.txt",
        "/x//etc/passwd",
        "/x/%00",
        "/x/%zz",
    ] {
        let answer = get(&page, path, &[]).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("secret"));
    }
    let redirect = get(&page, "/x", &[]).await;
    assert_eq!(
        (redirect.status, redirect.header("location")),
        (301, Some("/x/"))
    );
    assert_eq!(
        get(&page, "/x/sub", &[]).await.header("location"),
        Some("/x/sub/")
    );
    let posted = send(&format!("http://{}", page.addr), "POST", "/x/", &[], "").await;
    assert_eq!(posted.status, 405);
}

#[tokio::test]
async fn the_default_endpoint_is_filled_in_and_changes_are_seen() {
    let dist = folder("endpoint");
    let options = Options {
        page: Some(Page {
            dir: dist.clone(),
            mount: "/".into(),
        }),
        ..Options::default()
    };
    let server = start(options).await.unwrap();
    let page = server.page().unwrap();
    let expected = format!(
        "<meta name=\"parlance-endpoint\" content=\"{}\">",
        server.base_url()
    );
    assert!(get(page, "/", &[]).await.text().contains(&expected));
    assert_eq!(
        std::fs::read_to_string(dist.join("index.html")).unwrap(),
        INDEX
    );
    std::fs::write(dist.join("app.js"), "changed").unwrap();
    assert_eq!(get(page, "/app.js", &[]).await.text(), "changed");
    server.stop().await;
    let problem = serve_page("/no/such/folder", "/", 0, None)
        .await
        .err()
        .unwrap();
    assert!(problem.to_string().contains("/no/such/folder"));
}
