use super::goal::Goal;
use super::spread::Spread;

/// One line of the table.
#[derive(Debug, Clone)]
pub struct Row {
    pub what: String,
    pub figure: String,
    /// What the figure is held against.
    pub floor: String,
    /// The figure over its floor.
    pub ratio: Option<Spread>,
    pub goal: Option<Goal>,
    /// What the goal is for: the ratio, or the figure itself.
    judged: Option<f64>,
}

impl Row {
    pub fn new(what: impl Into<String>, figure: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            figure: figure.into(),
            floor: String::new(),
            ratio: None,
            goal: None,
            judged: None,
        }
    }

    #[must_use]
    pub fn against(mut self, floor: impl Into<String>, ratio: Spread) -> Self {
        self.ratio = Some(ratio);
        self.with_floor(floor)
    }

    /// For what is told beside a figure, and no floor to divide by.
    #[must_use]
    pub fn with_floor(mut self, floor: impl Into<String>) -> Self {
        self.floor = floor.into();
        self
    }

    /// Holds the ratio to a goal.
    #[must_use]
    pub fn held_to(mut self, goal: Goal) -> Self {
        self.judged = self.ratio.map(|ratio| ratio.median);
        self.goal = Some(goal);
        self
    }

    /// Holds the figure itself to a goal.
    #[must_use]
    pub fn itself_held_to(mut self, figure: f64, goal: Goal) -> Self {
        self.judged = Some(figure);
        self.goal = Some(goal);
        self
    }

    /// Its cells, as text.
    pub(super) fn cells(&self) -> [String; 6] {
        let verdict = self.goal.zip(self.judged);
        let verdict = verdict.map(|(goal, judged)| goal.judge(judged).to_string());
        [
            self.what.clone(),
            self.figure.clone(),
            self.floor.clone(),
            self.ratio
                .map(|ratio| ratio.to_string())
                .unwrap_or_default(),
            self.goal.map(|goal| goal.to_string()).unwrap_or_default(),
            verdict.unwrap_or_default(),
        ]
    }
}
