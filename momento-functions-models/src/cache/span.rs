use std::ops::Range;

/// Where a part of a list begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartIndex {
    /// At the front.
    Unbounded,
    /// At this index; a negative one counts from the back.
    Inclusive(i32),
}

/// Where a part of a list ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndIndex {
    /// At the back.
    Unbounded,
    /// Before this index; a negative one counts from the back.
    Exclusive(i32),
}

/// Some neighbouring values of a list. What is beyond the list's end is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListRange {
    /// The index of the first one, from 0 at the front.
    pub begin_index: u32,
    /// How many there are.
    pub count: u32,
}

impl ListRange {
    pub(super) fn covers(&self, index: u64) -> bool {
        u64::from(self.begin_index) <= index && !self.is_before(index)
    }

    pub(super) fn is_before(&self, index: u64) -> bool {
        u64::from(self.begin_index) + u64::from(self.count) <= index
    }
}

/// Gives the places from `start` to before `end` in a list of `length` values.
pub(super) fn places(start: StartIndex, end: EndIndex, length: usize) -> Range<usize> {
    let start = match start {
        StartIndex::Unbounded => 0,
        StartIndex::Inclusive(index) => place(index, length),
    };
    let end = match end {
        EndIndex::Unbounded => length,
        EndIndex::Exclusive(index) => place(index, length),
    };
    start..end.max(start)
}

/// An index beyond an end of the list means that end.
fn place(index: i32, length: usize) -> usize {
    let distance = usize::try_from(index.unsigned_abs()).unwrap_or(usize::MAX);
    if index < 0 {
        length.saturating_sub(distance)
    } else {
        length.min(distance)
    }
}

#[cfg(test)]
mod tests {
    use super::{EndIndex, ListRange, StartIndex, places};

    /// CACHE.5
    #[test]
    fn a_negative_index_counts_from_the_back_and_an_end_is_exclusive() {
        let of_five = |start, end| {
            let start = StartIndex::Inclusive(start);
            places(start, EndIndex::Exclusive(end), 5)
        };
        assert_eq!(of_five(1, 3), 1..3);
        assert_eq!(of_five(-2, -1), 3..4);
        assert_eq!(of_five(-5, 5), 0..5);
        assert_eq!(of_five(-6, 6), 0..5);
        assert_eq!(of_five(i32::MIN, i32::MAX), 0..5);
        assert!(of_five(3, 3).is_empty() && of_five(4, 1).is_empty() && of_five(5, 9).is_empty());
    }

    /// CACHE.5
    #[test]
    fn without_bounds_a_part_is_the_whole() {
        let whole = places(StartIndex::Unbounded, EndIndex::Unbounded, 5);
        assert_eq!(whole, 0..5);
    }

    #[test]
    fn a_range_that_ends_beyond_all_numbers_covers_the_last_one() {
        let begin_index = u32::MAX;
        let range = ListRange {
            begin_index,
            count: u32::MAX,
        };
        assert!(range.covers(u64::from(u32::MAX)) && !range.covers(0));
        assert!(!ListRange { count: 0, ..range }.covers(u64::from(begin_index)));
    }
}
