use super::{Side, unreliable};

fn sides(pairs: &[(&str, &str)]) -> Vec<Side> {
    let side = |(source, target): &(&str, &str)| Side {
        source: (*source).to_owned(),
        target: (!target.is_empty()).then(|| (*target).to_owned()),
        failed: target.is_empty(),
    };
    pairs.iter().map(side).collect()
}

#[track_caller]
fn neighbours(pairs: &[(&str, &str)], whole: bool, expect: &[usize]) {
    let found = unreliable(&sides(pairs), whole);
    let found: Vec<usize> = (0..pairs.len()).filter(|&at| found[at].is_some()).collect();
    assert_eq!(found, expect);
}

const A: (&str, &str) = ("The train leaves at nine.", "Der Zug fährt um neun.");
const B: (&str, &str) = (
    "Nobody had told me that the restaurant in the old town would be closed on Mondays.",
    "Niemand hatte mir gesagt, dass das Restaurant in der Altstadt montags geschlossen ist.",
);
const C: (&str, &str) = ("We waited.", "Wir warteten.");
const D: (&str, &str) = (
    "In 1987 the bridge was rebuilt with money from the county.",
    "1987 wurde die Brücke mit Geld des Landkreises neu gebaut.",
);
const E: (&str, &str) = ("It cost 42 million.", "Sie kostete 42 Millionen.");
const F: (&str, &str) = (
    "The old woman on the corner sold apples, pears and plums until the snow came.",
    "Die alte Frau an der Ecke verkaufte Äpfel, Birnen und Pflaumen, bis der Schnee kam.",
);

const G: (&str, &str) = (
    "It has been so since 1803, when 12 men and a goat came over the pass.",
    "So ist es seit 1803, als 12 Männer und eine Ziege über den Pass kamen.",
);

#[test]
fn nothing_to_say_of_neighbours() {
    neighbours(&[A, B, C, D, E, F], true, &[]);
    neighbours(&[A, (B.0, ""), C], true, &[]);
    neighbours(&[A], true, &[]);
    neighbours(&[], true, &[]);
    // The same answer to sources that are nearly the same, or short.
    neighbours(&[("Yes.", "Ja."), ("Yeah!", "Ja.")], true, &[]);
    neighbours(
        &[
            (
                "Click the big red button to start",
                "Klicke zum Starten auf den großen roten Knopf",
            ),
            (
                "Click the big red button to begin",
                "Klicke zum Starten auf den großen roten Knopf",
            ),
        ],
        true,
        &[],
    );
}

#[test]
fn merged() {
    let both = format!("{} {}", A.1, B.1);
    neighbours(&[(A.0, &both), (B.0, ""), C], true, &[0]);
    neighbours(&[C, (A.0, ""), (B.0, &both), D], true, &[2]);
    neighbours(&[(A.0, &both), (B.0, &both), C], true, &[0, 1]);
    neighbours(&[(A.0, &both), B, C], true, &[0, 1]);
    // The numbers of both tell, too.
    let both = format!("{} {}", C.1, D.1);
    neighbours(
        &[
            A,
            (C.0, &both),
            (
                D.0,
                "Die Brücke wurde 1987 mit Geld des Kreises neu erbaut.",
            ),
        ],
        true,
        &[1],
    );
    neighbours(&[C, (A.0, A.1), (B.0, A.1)], true, &[1, 2]);
}

#[test]
fn moved_up() {
    // Two merged, the rest moved up, the last missing.
    let both = format!("{} {}", F.1, B.1);
    let merged = [A, D, (F.0, &both), (B.0, C.1), (C.0, E.1), (E.0, "")];
    neighbours(&merged, true, &[2, 3, 4]);
    // The same, the last twice.
    let twice = [A, D, (F.0, &both), (B.0, G.1), (G.0, G.1)];
    neighbours(&twice, true, &[2, 3, 4]);
    // One left out.
    neighbours(&[D, A, (B.0, C.1), (C.0, D.1), (D.0, "")], true, &[2, 3]);
    // The last is only missing: what is before it fits, and only the one that might hold it too is in doubt.
    neighbours(&[F, A, B, C, D, (E.0, "")], true, &[4]);
    neighbours(&[A, B, C, (F.0, "")], true, &[]);
    // Where nothing tells, it is asked for again.
    let same = [
        ("One two three", "Eins zwei drei"),
        ("Two three four", "Zwei drei vier"),
        ("Three four five", ""),
    ];
    neighbours(&same, true, &[0, 1]);
    // An answer that was cut lacks its end for that reason.
    neighbours(&same, false, &[]);
}

#[test]
fn anothers_numbers() {
    neighbours(&[A, (C.0, D.1), (D.0, C.1), B], true, &[1, 2]);
    neighbours(&[(D.0, E.1), (E.0, D.1)], true, &[0, 1]);
    neighbours(
        &[
            ("It was built in 1987.", "1987 wurde es gebaut."),
            ("It burned down in 1990.", "1990 brannte es ab."),
        ],
        true,
        &[],
    );
    neighbours(
        &[
            ("٤٢ مليون", "42 million"),
            ("It has 17 rooms", "Es hat 17 Zimmer"),
        ],
        true,
        &[],
    );
}
