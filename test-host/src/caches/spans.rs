//! Parts of a list, as a server counts them: both ends inclusive, a negative index from the back.

use momento_functions_models::cache::{EndIndex, ListRange, StartIndex};
use std::fmt::Write as _;

/// Before the front of any list.
const NOWHERE: i64 = i64::MIN / 2;

/// Gives the first and the last index of the part from `start` to before `end`.
pub(super) fn span(start: StartIndex, end: EndIndex) -> (i64, i64) {
    let first = match start {
        StartIndex::Unbounded => 0,
        StartIndex::Inclusive(index) => i64::from(index),
    };
    let last = match end {
        EndIndex::Unbounded => -1,
        // The index before 0 would be the last one of the list.
        EndIndex::Exclusive(0) => NOWHERE,
        EndIndex::Exclusive(index) => i64::from(index) - 1,
    };
    (first, last)
}

/// Gives what is between `ranges`, in order, each part as `first last` and a space.
pub(super) fn kept(ranges: &[ListRange]) -> String {
    let mut ranges = ranges.to_vec();
    ranges.sort_unstable();
    let mut kept = String::new();
    let mut first = 0;
    for range in ranges {
        let begin = u64::from(range.begin_index);
        if first < begin {
            let _ = write!(kept, "{first} {} ", begin - 1);
        }
        first = first.max(begin + u64::from(range.count));
    }
    let _ = write!(kept, "{first} -1");
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CACHE.5, CACHE.7
    #[test]
    fn an_end_is_exclusive_and_one_at_the_front_leaves_nothing() {
        let of = |start, end| span(StartIndex::Inclusive(start), EndIndex::Exclusive(end));
        assert_eq!(span(StartIndex::Unbounded, EndIndex::Unbounded), (0, -1));
        assert_eq!(of(1, 3), (1, 2));
        assert_eq!(of(-3, -1), (-3, -2));
        assert_eq!(of(0, 0), (0, NOWHERE));
        let (first, last) = of(i32::MIN, i32::MIN);
        assert_eq!((first, last + 1), (i64::from(i32::MIN), first));
    }

    /// CACHE.5, CACHE.7
    #[test]
    fn what_is_kept_is_between_the_ranges_however_they_overlap() {
        let of = |ranges: &[(u32, u32)]| {
            let range = |&(begin_index, count)| ListRange { begin_index, count };
            kept(&ranges.iter().map(range).collect::<Vec<_>>())
        };
        assert_eq!(of(&[]), "0 -1");
        assert_eq!(of(&[(0, 1), (2, 1)]), "1 1 3 -1");
        assert_eq!(of(&[(4, 9), (1, 2)]), "0 0 3 3 13 -1");
        assert_eq!(of(&[(0, 5), (1, 1), (2, 2)]), "5 -1");
        assert_eq!(of(&[(3, 0)]), "0 2 3 -1");
        assert_eq!(of(&[(u32::MAX, u32::MAX)]), "0 4294967294 8589934590 -1");
    }
}
