//! What stays in memory when the last host is gone that used it, for the next: tests make one host after the
//! other, and compiling takes longer than most of them.

use crate::compiled::Compiled;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// How many components stay, those that were deployed last.
const COMPONENTS: usize = 64;

/// How many bytes of machine code they have together.
const BYTES: usize = 256 << 20;

/// How many engines stay with them: each takes terabytes of the address space.
const ENGINES: usize = 2;

static KEPT: Mutex<VecDeque<Arc<Compiled>>> = Mutex::new(VecDeque::new());

/// Keeps compiled code until enough other code was deployed.
pub(crate) fn keep(compiled: &Arc<Compiled>) {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let at = kept.iter().position(|known| Arc::ptr_eq(known, compiled));
    let newest = at.and_then(|at| kept.remove(at));
    kept.push_front(newest.unwrap_or_else(|| Arc::clone(compiled)));
    let stay = how_many_stay(kept.iter().map(|kept| (kept.engine(), kept.code_size())));
    let gone = kept.split_off(stay);
    // An engine takes its time to go, and nobody is to wait for that.
    drop(kept);
    drop(gone);
}

/// Tells how many of the components, the newest first, stay: of each its engine, and its size.
fn how_many_stay<E: PartialEq>(components: impl Iterator<Item = (E, usize)>) -> usize {
    let (mut engines, mut bytes) = (Vec::new(), 0_usize);
    let mut stay = 0;
    for (engine, size) in components.take(COMPONENTS) {
        bytes = bytes.saturating_add(size);
        if !engines.contains(&engine) {
            engines.push(engine);
        }
        if bytes > BYTES || engines.len() > ENGINES {
            break;
        }
        stay += 1;
    }
    stay
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stay(components: &[(u8, usize)]) -> usize {
        how_many_stay(components.iter().copied())
    }

    /// KIT.3
    #[test]
    fn so_many_components_stay() {
        assert_eq!(stay(&[(0, 1); COMPONENTS - 1]), COMPONENTS - 1);
        assert_eq!(stay(&[(0, 1); COMPONENTS]), COMPONENTS);
        assert_eq!(stay(&[(0, 1); COMPONENTS + 1]), COMPONENTS);
    }

    /// KIT.3
    #[test]
    fn so_much_code_stays() {
        assert_eq!(stay(&[(0, BYTES - 1), (0, 1), (0, 1)]), 2);
        assert_eq!(stay(&[(0, BYTES)]), 1);
        assert_eq!(stay(&[(0, BYTES + 1), (0, 1)]), 0);
        assert_eq!(stay(&[(0, 1), (0, usize::MAX)]), 1);
    }

    /// KIT.3
    #[test]
    fn so_many_engines_stay() {
        assert_eq!(stay(&[(1, 1), (2, 1), (1, 1), (2, 1)]), 4);
        assert_eq!(stay(&[(1, 1), (2, 1), (1, 1), (3, 1), (1, 1)]), 3);
    }
}
