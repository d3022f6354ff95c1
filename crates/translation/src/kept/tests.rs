use super::*;

fn lines(all: &[(usize, Kept)]) -> String {
    all.iter()
        .map(|(segment, what)| kept_line(*segment, what))
        .collect()
}

fn more(text: &str) -> Kept {
    Kept::More(text.into())
}

#[test]
fn the_last_word_counts() {
    let text = lines(&[
        (0, more("Ei")),
        (2, more("Här")),
        (0, more("ns \"\n⟦")),
        (1, Kept::Settled("Zwei.".into())),
        (2, Kept::Void),
        (2, more("Drei")),
        (3, more("x")),
        (3, Kept::Void),
        (4, Kept::Failed("refused".into())),
        (1, more("late")),
    ]);
    let read: Vec<(usize, Kept)> = read_kept(&text).into_iter().collect();
    let expected = [
        (0, more("Eins \"\n⟦")),
        (1, Kept::Settled("Zwei.".into())),
        (2, more("Drei")),
        (4, Kept::Failed("refused".into())),
    ];
    assert_eq!(read, expected);
}

#[test]
fn whatever_is_cut_off_is_what_is_lost() {
    let text = lines(&[(0, Kept::Settled("Übung".into())), (1, more("ab"))]);
    for (cut, _) in text.char_indices() {
        let read = read_kept(&text[..cut]);
        assert!(read.len() <= 2);
        let whole = text[..cut].matches('\n').count();
        assert!(read.len() >= whole, "{cut}");
    }
    assert!(read_kept("\u{0}\n[1]\n{}\n[-1,\"=\",\"\"]\n[1,\"?\",\"\"]\n").is_empty());
}
