//! The figures as a table for people and as JSON for programs.

use serde_json::{Value, json};

use crate::figure::Figure;

/// One row a figure: value, goal, verdict, the runs, what is worth knowing.
pub fn table(figures: &[Figure]) -> String {
    let heads = ["", "median", "goal", "", "runs", "note"].map(str::to_owned);
    let mut rows = vec![heads.to_vec()];
    for figure in figures {
        let runs: Vec<String> = figure.runs.iter().map(|run| number(figure, *run)).collect();
        rows.push(vec![
            figure.name.clone(),
            figure.shown(figure.median()),
            figure
                .goal
                .map_or(String::new(), |goal| format!("≤ {}", number(figure, goal))),
            figure.verdict(),
            runs.join(" "),
            figure.note.clone(),
        ]);
    }
    let widths: Vec<usize> = (0..heads.len())
        .map(|column| {
            rows.iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let room = " ".repeat(width - cell.chars().count());
            // Numbers to the right, words to the left.
            match column {
                1 | 2 => line.push_str(&format!("{room}{cell}  ")),
                _ => line.push_str(&format!("{cell}{room}  ")),
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn number(figure: &Figure, value: f64) -> String {
    if value < figure.floor {
        return format!("<{:.*}", figure.digits, figure.floor);
    }
    // A goal may have fewer digits than the runs.
    format!("{value:.*}", figure.digits)
}

/// Every figure with every run.
pub fn json(figures: &[Figure]) -> String {
    let list: Vec<Value> = figures
        .iter()
        .map(|figure| {
            json!({
                "name": figure.name, "unit": figure.unit, "median": figure.median(), "runs": figure.runs,
                "goal": figure.goal, "met": figure.met(), "below_measuring": figure.median() < figure.floor, "note": figure.note,
            })
        })
        .collect();
    format!("{:#}\n", json!({ "figures": list }))
}
