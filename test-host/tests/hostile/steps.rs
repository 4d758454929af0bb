//! What the guest `hostile` can be told to do, and how each of it may end.

use super::ground::{Rest, Visit};
use proptest::collection::vec;
use proptest::prelude::*;

/// A letter, and how much of it.
pub type Step = (u8, u8);

/// What does no harm, or not much.
const LET_BE: &[u8] = b"grszatvcdoOwflKCqjbynH";

/// What may end the function, as things are.
const RISKY: &[u8] = b"GeExhpmkW";

/// What certainly ends it.
const FATAL: &[u8] = b"ARLSZX!uUDPiIMFYNQB";

/// How an invocation may end: with an answer, or with an error of one of these codes.
#[derive(Debug, Default)]
pub struct Ends {
    pub answer: bool,
    pub codes: Vec<&'static str>,
}

impl Ends {
    /// Tells how a script may end.
    pub fn of(visit: &Visit) -> Self {
        // Any of them may meet the time limit, and a limit of fuel where there is one.
        let mut codes = vec!["time_limit"];
        codes.extend(visit.fuelled.then_some("fuel_limit"));
        for &(letter, _) in &visit.steps {
            if let Some(end) = certain(letter) {
                codes.extend(end);
                return Self {
                    answer: matches!(letter, b'Q' | b'B'),
                    codes,
                };
            }
            codes.extend(possible(letter));
        }
        Self {
            answer: true,
            codes,
        }
    }

    /// An act that uses something up may meet any limit on it.
    pub fn allow(&self, code: &str) -> bool {
        let limited = self.codes.contains(&"limit") && code.ends_with("limit");
        limited || self.codes.contains(&code)
    }
}

/// How a script ends at a step that is its last, in whichever way.
fn certain(letter: u8) -> Option<&'static [&'static str]> {
    match letter {
        b'A' => Some(&["memory_limit"]),
        b'R' | b'L' => Some(&["stack_overflow"]),
        b'S' | b'Z' | b'F' | b'Y' | b'N' => Some(&["time_limit"]),
        b'X' | b'!' | b'u' | b'U' | b'D' | b'P' | b'i' | b'I' | b'M' => Some(&["trap"]),
        b'Q' => Some(&["invalid_response"]),
        b'B' => Some(&["trap", "response_failed"]),
        _ => None,
    }
}

/// How it may end at a step that need not be its last.
fn possible(letter: u8) -> &'static [&'static str] {
    match letter {
        b'e' | b'x' | b'p' => &["trap"],
        // Where more memory was refused, a trap after it counts as that.
        b'g' | b'G' => &["memory_limit"],
        b'E' | b'h' | b'm' | b'K' | b'C' | b'y' | b'W' | b'O' | b'j' | b'b' | b'c' | b'q' => {
            &["limit", "trap"]
        }
        _ => &[],
    }
}

/// Whether an answer may be other than `done`.
pub fn answers_otherwise(steps: &[Step]) -> bool {
    steps.iter().any(|(letter, _)| b"oOWfFQB".contains(letter))
}

pub fn visit() -> impl Strategy<Value = Visit> {
    (vec(step(), 1..=8), rest(), any::<bool>()).prop_map(|(steps, rest, fuelled)| Visit {
        // What is handed back ends when its sender ends it, and this one would not.
        rest: match rest {
            Rest::Stalls if steps.iter().any(|(letter, _)| *letter == b'B') => Rest::Fails,
            rest => rest,
        },
        steps,
        fuelled,
    })
}

fn step() -> impl Strategy<Value = Step> {
    let letter = prop_oneof![
        8 => prop::sample::select(LET_BE),
        3 => prop::sample::select(RISKY),
        2 => prop::sample::select(FATAL),
    ];
    (letter, any::<u8>())
}

fn rest() -> impl Strategy<Value = Rest> {
    prop_oneof![
        (0..65536_usize).prop_map(Rest::Whole),
        Just(Rest::Stalls),
        Just(Rest::Fails),
    ]
}
