use super::entry::list_value_cost;
use super::span::{EndIndex, ListRange, StartIndex, places};
use bytes::Bytes;
use std::collections::VecDeque;
use std::ops::Range;

/// Which end of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Front,
    Back,
}

/// The values of one list.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct List {
    values: VecDeque<Bytes>,
    cost: u64,
}

impl List {
    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Gives all values, front to back.
    pub(super) fn values(&self) -> Vec<Bytes> {
        self.values.iter().cloned().collect()
    }

    /// Returns how many values there are, as the contract counts.
    pub(super) fn length(&self) -> u32 {
        u32::try_from(self.values.len()).unwrap_or(u32::MAX)
    }

    /// Returns what the values cost of the cache's bytes.
    pub(super) fn cost(&self) -> u64 {
        self.cost
    }

    /// Adds values at one end, in their order, then drops values at the other until at most
    /// `truncate_to` are left; 0 drops none.
    pub(super) fn extend(&mut self, side: Side, values: &[Bytes], truncate_to: u32) {
        self.cost += values.iter().map(list_value_cost).sum::<u64>();
        match side {
            Side::Back => self.values.extend(values.iter().cloned()),
            Side::Front => values
                .iter()
                .rev()
                .for_each(|value| self.values.push_front(value.clone())),
        }
        if truncate_to > 0 {
            self.truncate(side, usize::try_from(truncate_to).unwrap_or(usize::MAX));
        }
    }

    fn truncate(&mut self, pushed: Side, size: usize) {
        let excess = self.values.len().saturating_sub(size);
        match pushed {
            Side::Front => self.keep(0..size.min(self.values.len())),
            Side::Back => self.keep(excess..self.values.len()),
        }
    }

    /// Takes a value off one end.
    pub(super) fn pop(&mut self, side: Side) -> Option<Bytes> {
        let value = match side {
            Side::Front => self.values.pop_front(),
            Side::Back => self.values.pop_back(),
        }?;
        self.cost -= list_value_cost(&value);
        self.free_slack();
        Some(value)
    }

    /// Erases the values in `ranges`, all counted in the list as it is before, in one pass.
    pub(super) fn erase(&mut self, ranges: &[ListRange]) {
        let mut ranges = ranges.to_vec();
        ranges.sort_unstable();
        let mut ranges = ranges.into_iter().peekable();
        let mut index = 0;
        self.keep_if(|_| {
            while ranges.next_if(|range| range.is_before(index)).is_some() {}
            let erased = ranges.peek().is_some_and(|range| range.covers(index));
            index += 1;
            !erased
        });
    }

    /// Removes every value that equals `value`.
    pub(super) fn remove(&mut self, value: &[u8]) {
        self.keep_if(|kept| kept != value);
    }

    /// Keeps only the values from `start` to before `end`.
    pub(super) fn retain(&mut self, start: StartIndex, end: EndIndex) {
        self.keep(places(start, end, self.values.len()));
    }

    /// Gives the values from `start` to before `end`.
    pub(super) fn fetch(&self, start: StartIndex, end: EndIndex) -> Vec<Bytes> {
        let places = places(start, end, self.values.len());
        self.values.range(places).cloned().collect()
    }

    fn keep(&mut self, places: Range<usize>) {
        let before = self.values.range(..places.start);
        let dropped = before.chain(self.values.range(places.end..));
        // Only what goes is looked at, so that a push onto a long, full list stays quick.
        self.cost -= dropped.map(list_value_cost).sum::<u64>();
        self.values.truncate(places.end);
        self.values.drain(..places.start);
        self.free_slack();
    }

    fn keep_if(&mut self, mut keep: impl FnMut(&Bytes) -> bool) {
        let cost = &mut self.cost;
        self.values.retain(|value| {
            let kept = keep(value);
            *cost -= if kept { 0 } else { list_value_cost(value) };
            kept
        });
        self.free_slack();
    }

    /// A list that was long once must not keep that many places, which no bound would count.
    fn free_slack(&mut self) {
        const FEW: usize = 64;
        if self.values.capacity() / 4 > self.values.len().max(FEW) {
            self.values.shrink_to(2 * self.values.len());
        }
    }
}
