//! Real files, hostile files: a word on each, never a panic.

#![allow(clippy::unwrap_used)]

use chat::{AttachmentKind, Read, ReadProblem};
use proptest::prelude::*;
use reader::{kind, read};

const TWO_PAGES: &[u8] = include_bytes!("../../../tests/data/pdf/two-pages.pdf");
const SCANNED: &[u8] = include_bytes!("../../../tests/data/pdf/scanned.pdf");
const PROTECTED: &[u8] = include_bytes!("../../../tests/data/pdf/protected.pdf");

fn pdf(bytes: &[u8]) -> Result<Read, ReadProblem> {
    let document = read("a.pdf", "application/pdf", bytes)?;
    assert_eq!(document.kind, AttachmentKind::Pdf);
    Ok(document.read)
}

/// Whatever the bytes: it ends, and what is said to have been read has words, and pages that it could have.
fn reads_or_refuses(bytes: &[u8]) {
    if let Ok(read) = pdf(bytes) {
        assert!(!read.text.trim().is_empty());
        assert!(read.pages.is_some_and(|pages| read.without_text < pages));
    }
}

#[test]
fn the_text_of_each_page_under_its_mark() {
    let read = pdf(TWO_PAGES).unwrap();
    assert_eq!(
        read.text,
        "[Page 1]\nMinutes of the meeting\n\nPresent: Ada, Grace, Zoë (by telephone)\nThe budget of 1,200 € was approved.\n\n\
         [Page 2]\nNext meeting: Monday at ten."
    );
    assert_eq!((read.pages, read.without_text), (Some(2), 0));
}

/// Three pages of a report, the second a scan.
const PARTLY_SCANNED: &[u8] = include_bytes!("../../../tests/data/pdf/partly-scanned.pdf");

#[test]
fn pages_that_are_pictures_are_counted_among_those_with_text() {
    let read = pdf(PARTLY_SCANNED).unwrap();
    assert_eq!(
        read.text,
        "[Page 1]\nThe first page.\n\n[Page 2]\n\n\n[Page 3]\nThe last page."
    );
    assert_eq!((read.pages, read.without_text), (Some(3), 1));
}

#[test]
fn what_has_no_text_is_protected_or_is_something_else() {
    assert_eq!(pdf(SCANNED), Err(ReadProblem::NoText));
    assert_eq!(pdf(PROTECTED), Err(ReadProblem::Encrypted));
    assert_eq!(pdf(b"PK\x03\x04"), Err(ReadProblem::Binary));
    assert_eq!(pdf(b"%PDF-1.7\nnothing more"), Err(ReadProblem::Broken));
    assert_eq!(kind("a.txt", "text/plain", b"words"), None);
}

#[test]
fn a_file_that_is_cut_anywhere() {
    for end in 0..TWO_PAGES.len() {
        reads_or_refuses(&TWO_PAGES[..end]);
    }
}

/// A PDF of these objects, numbered from 1, the first of them the catalog.
fn of_objects(objects: &[&str]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let table = out.len();
    out += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        out += &format!("{place:010} 00000 n \n");
    }
    let size = objects.len() + 1;
    out += &format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
    out.into_bytes()
}

/// Arabic and Hebrew as files hold them: as seen, as read, word by word, in the forms that letters have in a word.
#[test]
fn lines_that_are_read_from_the_right() {
    let names = [
        ('A', "05E9"),
        ('B', "05DC"),
        ('C', "05D5"),
        ('D', "05DD"),
        ('E', "FEE1"),
        ('F', "FEFC"),
        ('G', "FEB3"),
    ];
    let same = " 12()abc".chars().map(|c| (c, format!("{:04X}", c as u32)));
    let map: Vec<String> = names
        .map(|(c, name)| (c, name.to_owned()))
        .into_iter()
        .chain(same)
        .map(|(c, name)| format!("<{:02X}> <{name}>", c as u32))
        .collect();
    let map = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n\
         1 begincodespacerange <00> <FF> endcodespacerange\n{} beginbfchar\n{}\nendbfchar\nendcmap end end",
        map.len(),
        map.join("\n")
    );
    let mut content = String::from("BT /F 10 Tf\n");
    for (text, x, y) in [
        (r"\(ab\) 12 DCBA", 100, 700),
        ("A", 200, 688),
        ("B", 194, 688),
        ("C", 188, 688),
        ("D", 182, 688),
        ("DCBA", 200, 676),
        ("abc", 170, 676),
        ("DCBA", 130, 676),
        ("EFG", 100, 664),
        ("abc DCBA abc", 100, 652),
    ] {
        content += &format!("1 0 0 1 {x} {y} Tm ({text}) Tj\n");
    }
    content += "ET";
    let stream = |text: &str| format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len());
    let file = of_objects(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 800] /Resources << /Font << /F 4 0 R >> >> /Contents 5 0 R >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 6 0 R >>",
        &stream(&content),
        &stream(&map),
    ]);
    assert_eq!(
        pdf(&file).unwrap().text,
        "שלום 12 (ab)\nשלום\nשלום abc שלום\nسلام\nabc שלום abc"
    );
}

#[test]
fn circles() {
    let catalog = "<< /Type /Catalog /Pages 2 0 R >>";
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >> /Contents 5 0 R >>";
    let pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    let form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >> /Length 4 >>\nstream\n/X Do\nendstream";
    let draw = "<< /Length 5 >>\nstream\n/X Do\nendstream";
    let cases: [&[&str]; 5] = [
        // A tree of pages that is its own child.
        &[catalog, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"],
        &[
            catalog,
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
        ],
        // A form that draws itself.
        &[catalog, pages, page, form, draw],
        // A length that is its own stream, a reference to itself.
        &[
            catalog,
            pages,
            page,
            "<< /Length 4 0 R >>\nstream\n\nendstream",
            draw,
        ],
        &["1 0 R"],
    ];
    for objects in cases {
        assert!(pdf(&of_objects(objects)).is_err());
    }
}

#[test]
fn arrays_in_arrays_and_numbers_beyond_all_bounds() {
    let deep = "[".repeat(100_000);
    let catalog = "<< /Type /Catalog /Pages 2 0 R >>";
    let pages = "<< /Type /Pages /Kids [3 0 R] /Count 99999999999999999999 >>";
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [-1e99 0 1e99 nan] /Contents 4 0 R >>";
    let content = format!(
        "<< /Length 99999999 >>\nstream\nBT {deep} TJ 1e300 0 0 1e300 0 0 cm ET\nendstream"
    );
    reads_or_refuses(&of_objects(&[catalog, pages, page, &content]));
    reads_or_refuses(&of_objects(&[&deep]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn bytes_changed_anywhere(changes in proptest::collection::vec((0..TWO_PAGES.len(), any::<u8>()), 1..40)) {
        let mut bytes = TWO_PAGES.to_vec();
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        reads_or_refuses(&bytes);
    }

    #[test]
    fn bytes_of_no_meaning(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        reads_or_refuses(&[b"%PDF-1.4\n", bytes.as_slice()].concat());
    }
}
