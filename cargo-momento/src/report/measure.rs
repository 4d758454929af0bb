use std::time::Duration;

use serde::Serialize;

use crate::units::{grouped, short};

/// From this share of its limit on a measure is marked.
const NEAR_PERCENT: u64 = 80;

/// One thing that an invocation takes, and how much of it it may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Measure {
    pub(super) name: &'static str,
    pub(super) unit: Unit,
    pub(super) used: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) limit: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) percent: Option<u64>,
    pub(super) state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) enum Unit {
    #[serde(rename = "microseconds")]
    Time,
    #[serde(rename = "bytes")]
    Bytes,
    #[serde(rename = "units")]
    Count,
}

/// How a measure stands to its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    Within,
    /// Above four fifths of it.
    Near,
    Over,
}

impl Measure {
    pub(super) fn new(name: &'static str, unit: Unit, used: u64) -> Self {
        Self {
            name,
            unit,
            used,
            limit: None,
            percent: None,
            state: State::Within,
        }
    }

    /// Sets the limit.
    pub(super) fn of(self, limit: u64) -> Self {
        let percent = percent(self.used, limit);
        let state = match percent {
            0..=NEAR_PERCENT => State::Within,
            _ => State::Near,
        };
        Self {
            limit: Some(limit),
            percent: Some(percent),
            state,
            ..self
        }
    }

    /// Says whether the limit ended the invocation.
    pub(super) fn over_if(self, over: bool) -> Self {
        match over {
            true => Self {
                state: State::Over,
                ..self
            },
            false => self,
        }
    }

    pub(super) fn shown(&self, amount: u64) -> String {
        match self.unit {
            Unit::Time => short(Duration::from_micros(amount)),
            Unit::Bytes => format!("{} B", grouped(amount)),
            Unit::Count => grouped(amount),
        }
    }
}

/// Rounded up: what is shown as 80 % is not more.
fn percent(used: u64, limit: u64) -> u64 {
    let percent = (u128::from(used) * 100).div_ceil(u128::from(limit.max(1)));
    u64::try_from(percent).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(used: u64, limit: u64) -> State {
        Measure::new("x", Unit::Count, used).of(limit).state
    }

    /// OBS.20
    #[test]
    fn a_measure_is_marked_above_80_percent() {
        assert_eq!(state(0, 1000), State::Within);
        assert_eq!(state(800, 1000), State::Within);
        assert_eq!(state(801, 1000), State::Near);
        assert_eq!(state(1000, 1000), State::Near);
        assert_eq!(state(u64::MAX, u64::MAX), State::Near);
        assert_eq!(state(1, 0), State::Near);
        let over = Measure::new("x", Unit::Count, 1).of(1000).over_if(true);
        assert_eq!(over.state, State::Over);
    }

    #[test]
    fn amounts_are_shown_by_their_unit() {
        let shown = |unit| Measure::new("x", unit, 0).shown(12_345);
        assert_eq!(
            [Unit::Time, Unit::Bytes, Unit::Count].map(shown),
            ["12.3ms", "12,345 B", "12,345"]
        );
    }
}
