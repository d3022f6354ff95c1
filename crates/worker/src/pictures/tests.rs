#![allow(clippy::unwrap_used)]
use chat::AttachmentSource;
use formats::{NewEntry, write_zip};

use super::*;

/// One red pixel.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

fn entries(names: &[&str]) -> Vec<ZipEntry> {
    let entry = |name: &&str| ZipEntry {
        name: (*name).to_owned(),
        bytes: 1,
        packed: 1,
    };
    names.iter().map(entry).collect()
}

#[test]
fn an_entry_is_found_by_what_its_name_begins_with() {
    let index = EntryIndex::new(&entries(&[
        "export/conversations.json",
        "export/file-Abc-other.png",
        "export/file-Ab-garden.png",
        "../../dalle/file_0001.webp",
        "__MACOSX/._file-Ab-garden.png",
        "a\\file-Cd",
    ]));
    for (begins, found) in [
        ("file-Ab", Some(2)),
        ("file-Abc", Some(1)),
        ("file-A", None),
        ("file_0001", Some(3)),
        ("file-Cd", Some(5)),
        ("file-Ef", None),
        ("..", None),
        ("", None),
    ] {
        assert_eq!(index.find(begins), found, "{begins}");
    }
    // Thousands that begin alike cost no more than a few.
    let alike: Vec<String> = (0..5_000).map(|at| format!("file-A{at:04}.png")).collect();
    let alike: Vec<&str> = alike.iter().map(String::as_str).collect();
    assert_eq!(EntryIndex::new(&entries(&alike)).find("file-A"), None);
}

#[test]
fn inline_images_are_decoded_whatever_they_are_said_to_be() {
    let kind = |url: &str| inline_bytes(url).and_then(|bytes| decodable(&bytes));
    for head in [
        "data:image/png;base64",
        "data:image/svg+xml;base64",
        "data:text/html;charset=utf-8;base64",
        "data:;base64",
    ] {
        assert_eq!(kind(&format!("{head},{PNG}")), Ok(ImageKind::Png), "{head}");
    }
    assert_eq!(
        kind(&format!(
            "data:image/png;base64,{}",
            PNG.trim_end_matches('=')
        )),
        Ok(ImageKind::Png)
    );
    let broken = [
        "data:image/svg+xml,<svg onload='alert(1)'/>".to_owned(),
        // An <svg> that says it is a PNG.
        "data:image/png;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+".to_owned(),
        "data:image/png;base64,".to_owned(),
        "data:image/png".to_owned(),
        format!("data:image/png,{PNG}"),
        format!("data:image/png;base64,{PNG}\"><script>"),
        format!("data:image/png;base64,{}", &PNG[..21]),
        format!("data:image/png;base64,{}", &PNG[..20]),
    ];
    for url in broken {
        assert_eq!(kind(&url), Err(Note::Attachment), "{url}");
    }
}

#[test]
fn too_many_pixels_are_not_decoded() {
    let mut png = inline_bytes(&format!("data:,;base64,{PNG}"));
    assert_eq!(png, Err(Note::Attachment));
    png = inline_bytes(&format!("data:;base64,{PNG}"));
    let mut png = png.unwrap();
    let mut sized = |width: u32, height: u32| {
        png[16..20].copy_from_slice(&width.to_be_bytes());
        png[20..24].copy_from_slice(&height.to_be_bytes());
        decodable(&png)
    };
    assert_eq!(sized(8_160, 6_120), Ok(ImageKind::Png));
    assert_eq!(sized(10_000, 5_001), Err(Note::ImageTooLarge));
    assert_eq!(sized(u32::MAX, u32::MAX), Err(Note::ImageTooLarge));
    assert_eq!(sized(0, 5), Err(Note::Attachment));
}

#[test]
fn of_an_archive_only_images_are_read_to_their_end() {
    let text = "words ".repeat(100_000);
    let gif = format!("GIF89a{}", "\u{1}".repeat(600_000));
    let files = [
        ("notes.png", &text),
        ("moves.gif", &gif),
        ("none.png", &String::new()),
    ];
    let files = files.map(|(name, text)| (name.to_owned(), text.clone()));
    let files: Vec<NewEntry> = files
        .into_iter()
        .map(|(name, text)| NewEntry { name, text, at: 0 })
        .collect();
    let bytes = write_zip(&files).unwrap();
    let zip = Zip::open(bytes.as_slice()).unwrap();
    assert_eq!(entry_bytes(&zip, 0), Err(Note::Attachment));
    assert_eq!(entry_bytes(&zip, 1), Ok(gif.into_bytes()));
    assert_eq!(entry_bytes(&zip, 2).map(|bytes| bytes.len()), Ok(0));
    assert_eq!(entry_bytes(&zip, 3), Err(Note::ImageMissing));
    // All that is read together has its bound too.
    let bounds = formats::ZipBounds {
        total: 300_000,
        ..formats::ZipBounds::default()
    };
    let zip = Zip::open_within(bytes.as_slice(), bounds).unwrap();
    assert_eq!(entry_bytes(&zip, 1), Err(Note::ImageTooLarge));
    // Damaged on its way.
    let mut damaged = bytes.clone();
    let at = damaged.windows(6).position(|six| six == b"GIF89a").unwrap();
    damaged[at + 1_000] ^= 1;
    let zip = Zip::open(damaged.as_slice()).unwrap();
    assert_eq!(entry_bytes(&zip, 1), Err(Note::Attachment));
}

#[test]
fn names_are_those_of_the_files() {
    let name = |entry, named| picture_name(entry, named, ImageKind::Jpeg);
    for (entry, named, expect) in [
        (
            Some(("x/file-Ab-garden.png", "file-Ab")),
            "file-Ab",
            "garden.png",
        ),
        (Some(("x/file_1.webp", "file_1")), "file_1", "file_1.webp"),
        (Some(("file_1", "file_1")), "file_1", "file_1"),
        (None, "chart.png", "chart.png"),
        (None, "", "image.jpeg"),
        (Some(("file-Ab-\u{202e}gnp.exe", "file-Ab")), "", "gnp.exe"),
    ] {
        assert_eq!(name(entry, named), expect);
    }
    assert_eq!(name(None, &"x".repeat(500)).len(), 100);
}

#[test]
fn an_image_that_is_there_twice_counts_once() {
    let image = |id: &str, message: &str| Attachment {
        id: id.into(),
        conversation: "c".into(),
        message: message.into(),
        name: String::new(),
        source: AttachmentSource::Zip("f".into()),
        at: 0,
        place: String::new(),
    };
    let all = by_message(vec![
        image("1", "m"),
        image("2", "m"),
        image("1", "m"),
        image("3", "n"),
    ]);
    assert_eq!((all["m"].len(), all["n"].len()), (2, 1));
}
