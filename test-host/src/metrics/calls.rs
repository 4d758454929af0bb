use super::{add, add_all, read};
use crate::observe::CallResult;
use crate::observe::interfaces::{ALL, COUNT, Interface};
use std::collections::BTreeMap;
use std::sync::atomic::AtomicU64;

/// How the calls of one interface went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallCounts {
    /// How many did what they were asked for.
    pub ok: u64,
    /// How many had an error that the contract has for them.
    pub error: u64,
    /// How many ended their functions.
    pub ended: u64,
}

/// The counters behind it, of each interface.
#[derive(Debug)]
pub(super) struct Calls([OfInterface; COUNT]);

type OfInterface = [AtomicU64; 3];

impl Default for Calls {
    fn default() -> Self {
        Self(std::array::from_fn(|_| OfInterface::default()))
    }
}

impl Calls {
    pub(super) fn count(&self, interface: &Interface, result: CallResult) {
        let of = self.0.get(interface.place);
        if let Some(count) = of.and_then(|of| of.get(result as usize)) {
            add(count, 1);
        }
    }

    pub(super) fn add(&self, other: &Self) {
        for (mine, other) in self.0.iter().zip(&other.0) {
            add_all(mine, other);
        }
    }

    pub(super) fn snapshot(&self) -> BTreeMap<&'static str, CallCounts> {
        let all = ALL.iter().zip(&self.0);
        all.map(|(interface, [ok, error, ended])| {
            let counts = CallCounts {
                ok: read(ok),
                error: read(error),
                ended: read(ended),
            };
            (interface.name, counts)
        })
        .filter(|(_, counts)| *counts != CallCounts::default())
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::interfaces;

    /// OBS.30
    #[test]
    fn each_interface_and_result_has_a_counter_of_its_own() {
        assert!(Calls::default().snapshot().is_empty());
        let calls = Calls::default();
        for (place, interface) in ALL.iter().enumerate() {
            assert_eq!(interface.place, place, "{}", interface.name);
            let results = [CallResult::Ok, CallResult::Error, CallResult::Ended];
            for (more, result) in results.into_iter().enumerate() {
                for _ in 0..=place * 3 + more {
                    calls.count(interface, result);
                }
            }
        }
        let snapshot = calls.snapshot();
        for (place, interface) in ALL.iter().enumerate() {
            let CallCounts { ok, error, ended } = snapshot[interface.name];
            let first = place as u64 * 3 + 1;
            assert_eq!([ok, error, ended], [first, first + 1, first + 2]);
        }
        assert_eq!(interfaces::AWS_AUTH.place, 0);
    }
}
