//! The parser alone, by the WHATWG rules: each case fed every way.

#![allow(clippy::unwrap_used)]

use wire::*;

fn events<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<(String, String)> {
    let mut parser = SseParser::new();
    let mut events = Vec::new();
    for piece in pieces {
        parser
            .push(piece, &mut |event| {
                events.push((event.event.into_owned(), event.data.into_owned()))
            })
            .unwrap();
    }
    parser.finish(&mut |event| {
        events.push((event.event.into_owned(), format!("{}(cut)", event.data)))
    });
    events
}

fn check(input: &[u8], expect: &[(&str, &str)]) {
    let whole = events([input]);
    let shown: Vec<(&str, &str)> = whole
        .iter()
        .map(|(event, data)| (event.as_str(), data.as_str()))
        .collect();
    assert_eq!(shown, expect, "{:?}", String::from_utf8_lossy(input));
    assert_eq!(events(input.chunks(1)), whole);
    for a in 0..=input.len() {
        for b in a..=input.len() {
            assert_eq!(
                events([&input[..a], &input[a..b], &input[b..]]),
                whole,
                "cut at {a} and {b}"
            );
        }
    }
}

#[test]
fn line_ends() {
    for end in ["\n", "\r", "\r\n"] {
        check(
            format!("data: a{end}{end}data: b{end}{end}").as_bytes(),
            &[("", "a"), ("", "b")],
        );
        check(
            format!("{end}{end}data: a{end}data: b{end}{end}").as_bytes(),
            &[("", "a\nb")],
        );
    }
    check(
        b"data: a\r\n\ndata: b\n\r\ndata: c\r\r",
        &[("", "a"), ("", "b"), ("", "c")],
    );
    check(b"data: a\n\rdata: b\r\r\n", &[("", "a"), ("", "b")]);
}

#[test]
fn fields() {
    check(b"data:a\n\n", &[("", "a")]);
    check(b"data:  a \n\n", &[("", " a ")]);
    check(b"data: a:b\n\n", &[("", "a:b")]);
    check(b"data\n\n", &[]);
    check(b"data\ndata\n\n", &[("", "\n")]);
    check(b"data\ndata: a\n\n", &[("", "\na")]);
    check(
        b"event: e\ndata: a\n\ndata: b\n\n",
        &[("e", "a"), ("", "b")],
    );
    check(b"event: e\n\ndata: a\n\n", &[("", "a")]);
    check(b"event: a\nevent: b\ndata: x\n\n", &[("b", "x")]);
    check(
        b"id: 1\nretry: 10\nDATA: no\n data: no\ndata : no\ndata: yes\n\n",
        &[("", "yes")],
    );
    check(b": c\n:\n:c\ndata: a\n: c\n\n", &[("", "a")]);
}

#[test]
fn byte_order_marks() {
    check(b"\xEF\xBB\xBFdata: a\n\n", &[("", "a")]);
    check(b"\xEF\xBB\xBF\xEF\xBB\xBFdata: a\n\n", &[]);
    check(b"\n\xEF\xBB\xBFdata: a\n\n", &[]);
    check(b"data: \xEF\xBB\xBFa\n\n", &[("", "\u{feff}a")]);
}

#[test]
fn ends() {
    check(b"data: a\n", &[("", "a(cut)")]);
    check(b"data: a", &[("", "a(cut)")]);
    check(b"data: a\r", &[("", "a(cut)")]);
    check(b"data: a\n\nevent: e", &[("", "a")]);
    check(b"", &[]);
}

#[test]
fn bytes_that_are_no_text() {
    check("data: ü漢😀\n\n".as_bytes(), &[("", "ü漢😀")]);
    check(b"data: \xFFa\xE6\xBC\n\n", &[("", "\u{fffd}a\u{fffd}")]);
    check(b"event: \xF0\x9F\ndata: a\0b\n\n", &[("\u{fffd}", "a\0b")]);
}

#[test]
fn a_line_past_the_limit() {
    let mebibyte = vec![b'a'; 1 << 20];
    let mut parser = SseParser::new();
    let pushes = (0..40)
        .take_while(|_| parser.push(&mebibyte, &mut |_| ()).is_ok())
        .count();
    assert_eq!(pushes, 8);
    assert_eq!(
        parser.push(b"\n\ndata: a\n\n", &mut |_| panic!(
            "an event after the error"
        )),
        Err(TooLarge)
    );
    parser.finish(&mut |_| panic!("an event after the error"));

    // As one line in one push, and as many lines of one event.
    let mut line = b"data: ".to_vec();
    line.resize(LINE_LIMIT + 1, b'a');
    line.push(b'\n');
    assert_eq!(SseParser::new().push(&line, &mut |_| ()), Err(TooLarge));
    let mut lines = [b"data: ".as_slice(), &mebibyte, b"\n"].concat();
    lines = lines.repeat(9);
    assert_eq!(SseParser::new().push(&lines, &mut |_| ()), Err(TooLarge));
}
