//! A measured figure and its goal.

/// A figure: several runs of one measurement.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What is measured.
    pub name: String,
    /// Of the values.
    pub unit: &'static str,
    /// Digits after the point.
    pub digits: usize,
    /// One value a run.
    pub runs: Vec<f64>,
    /// The most it may be, where there is a goal.
    pub goal: Option<f64>,
    /// Below this nothing can be measured: a smaller value is shown as `< floor`.
    pub floor: f64,
    /// What is worth knowing beside it.
    pub note: String,
}

impl Figure {
    /// A figure without a goal.
    pub fn new(name: impl Into<String>, unit: &'static str, digits: usize, runs: Vec<f64>) -> Self {
        Self {
            name: name.into(),
            unit,
            digits,
            runs,
            goal: None,
            floor: 0.0,
            note: String::new(),
        }
    }

    /// The same with a goal: at most this.
    pub fn at_most(mut self, goal: f64) -> Self {
        self.goal = Some(goal);
        self
    }

    /// The same with the least that can be measured.
    pub fn floor(mut self, floor: f64) -> Self {
        self.floor = floor;
        self
    }

    /// The same with a note.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// The value that is reported.
    pub fn median(&self) -> f64 {
        median(&self.runs)
    }

    /// Whether the goal is met; none without a goal.
    pub fn met(&self) -> Option<bool> {
        self.goal.map(|goal| self.median() <= goal)
    }

    /// A value with its unit, as it is shown.
    pub fn shown(&self, value: f64) -> String {
        let unit = self.unit;
        let space = if unit.is_empty() { "" } else { " " };
        if value < self.floor {
            return format!("< {:.*}{space}{unit}", self.digits, self.floor);
        }
        format!("{value:.*}{space}{unit}", self.digits)
    }

    /// `✓`, or `✗` and by how much.
    pub fn verdict(&self) -> String {
        let Some(goal) = self.goal else {
            return String::new();
        };
        let off = (self.median() / goal - 1.0) * 100.0;
        match self.met() {
            Some(false) => format!("✗ {off:.0} % over"),
            _ if self.median() < self.floor => "✓".into(),
            _ => format!("✓ {:.0} % under", -off),
        }
    }
}

/// The middle one; of an even number, the mean of the middle two; 0 of none.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 1 => sorted[middle],
        _ => (sorted[middle - 1] + sorted[middle]) / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::{Figure, median};

    #[test]
    fn the_middle_value_counts() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0]), 2.5);
        assert_eq!(median(&[]), 0.0);
    }

    #[test]
    fn verdicts_say_by_how_much() {
        let figure = |runs: f64| Figure::new("x", "ms", 0, vec![runs]).at_most(100.0);
        assert_eq!(figure(80.0).verdict(), "✓ 20 % under");
        assert_eq!(figure(150.0).verdict(), "✗ 50 % over");
        let none = figure(0.0).floor(50.0);
        assert_eq!(
            (none.shown(0.0), none.verdict()),
            ("< 50 ms".into(), "✓".into())
        );
    }
}
