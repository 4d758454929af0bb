use std::fmt;

/// What a figure must reach, and what it should.
#[derive(Debug, Clone, Copy)]
pub struct Goal {
    bound: Bound,
    must: f64,
    aim: f64,
    unit: &'static str,
}

#[derive(Debug, Clone, Copy)]
enum Bound {
    Most,
    Least,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Aim,
    Must,
    Missed,
}

impl Goal {
    pub fn at_most(must: f64) -> Self {
        Self::new(Bound::Most, must)
    }

    pub fn at_least(must: f64) -> Self {
        Self::new(Bound::Least, must)
    }

    fn new(bound: Bound, must: f64) -> Self {
        let (aim, unit) = (must, "");
        Self {
            bound,
            must,
            aim,
            unit,
        }
    }

    /// Says what would be better still.
    #[must_use]
    pub fn aiming_at(self, aim: f64) -> Self {
        Self { aim, ..self }
    }

    /// Says what the figure counts, if it is no ratio.
    #[must_use]
    pub fn in_unit(self, unit: &'static str) -> Self {
        Self { unit, ..self }
    }

    pub fn judge(self, figure: f64) -> Verdict {
        let reaches = |goal| match self.bound {
            Bound::Most => figure <= goal,
            Bound::Least => figure >= goal,
        };
        match (reaches(self.must), reaches(self.aim)) {
            (true, true) => Verdict::Aim,
            (true, false) => Verdict::Must,
            (false, _) => Verdict::Missed,
        }
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            must, aim, unit, ..
        } = self;
        let sign = match self.bound {
            Bound::Most => "≤",
            Bound::Least => "≥",
        };
        write!(f, "{sign} {must}")?;
        if must < aim || aim < must {
            write!(f, " / {aim}")?;
        }
        write!(f, "{unit}")
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Aim => "met",
            Self::Must => "met, not the aim",
            Self::Missed => "**missed**",
        })
    }
}
