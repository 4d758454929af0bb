const WRITE_UNIT: usize = 1024;
const READ_UNIT: usize = 4096;

/// What a call cost, in DynamoDB's capacity units: a table on demand, without indexes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConsumedCapacity {
    units: f64,
}

impl ConsumedCapacity {
    /// A write costs a unit for each KB that begun, of the larger of the two items.
    pub(super) fn of_write(old: Option<usize>, new: usize) -> Self {
        let size = new.max(old.unwrap_or(0));
        Self {
            units: begun(size, WRITE_UNIT),
        }
    }

    /// A read costs a unit for each 4 KB that begun, and half of it when it need not be consistent.
    pub(super) fn of_read(size: Option<usize>, consistent: bool) -> Self {
        let units = begun(size.unwrap_or(0), READ_UNIT);
        Self {
            units: if consistent { units } else { units / 2.0 },
        }
    }

    /// Returns the units.
    #[must_use]
    pub fn units(self) -> f64 {
        self.units
    }
}

/// How many units a size has begun: one at least.
fn begun(size: usize, unit: usize) -> f64 {
    let units = size.div_ceil(unit).max(1);
    // An item has at most 400 KB.
    f64::from(u32::try_from(units).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DDB.5
    #[test]
    fn a_write_costs_a_unit_a_begun_kb_of_the_larger_item() {
        let units = |old, new| ConsumedCapacity::of_write(old, new).units();
        let costs = [1, 1024, 1025, 2048, 409_600].map(|new| units(None, new));
        assert_eq!(costs, [1.0, 1.0, 2.0, 2.0, 400.0]);
        assert_eq!([units(Some(5000), 10), units(Some(10), 5000)], [5.0, 5.0]);
    }

    /// DDB.5
    #[test]
    fn a_read_costs_a_unit_each_begun_4_kb_or_half_of_it() {
        let sizes = [None, Some(1), Some(4096), Some(4097), Some(409_600)];
        let units =
            |consistent| sizes.map(|size| ConsumedCapacity::of_read(size, consistent).units());
        assert_eq!(units(true), [1.0, 1.0, 1.0, 2.0, 100.0]);
        assert_eq!(units(false), [0.5, 0.5, 0.5, 1.0, 50.0]);
    }
}
