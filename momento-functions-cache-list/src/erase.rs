use std::ops::Range;

use momento_functions_bytes::Data;
use momento_functions_wit::cache_list::{self as host, EraseResponse};

use crate::CacheListEraseError;
use crate::found::length_or_missing;

/// Neighbouring values of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListRange {
    /// The index of the first one, from 0 at the front.
    pub begin_index: u32,
    /// How many there are.
    pub count: u32,
}

/// The values from its start to before its end; none when it ends before it starts.
impl From<Range<u32>> for ListRange {
    fn from(range: Range<u32>) -> Self {
        Self {
            begin_index: range.start,
            count: range.end.saturating_sub(range.start),
        }
    }
}

/// Which values of a list to erase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EraseRange {
    /// All of them: the list is gone.
    All,
    /// Those in these ranges, which all count in the list as it is before the call.
    Ranges(Vec<ListRange>),
}

length_or_missing! {
    /// What became of [`list_erase`].
    EraseResult from EraseResponse: "There is the list. Holds its length after the call."
}

impl EraseRange {
    fn into_abi(self) -> host::EraseRange {
        match self {
            Self::All => host::EraseRange::All,
            Self::Ranges(ranges) => host::EraseRange::Ranges(host::ListRanges {
                ranges: ranges.into_iter().map(ListRange::into_abi).collect(),
            }),
        }
    }
}

impl ListRange {
    fn into_abi(self) -> host::ListRange {
        let Self { begin_index, count } = self;
        host::ListRange { begin_index, count }
    }
}

/// Erases values of a list by their place, and gives the length after it.
///
/// # Errors
/// The host refused, or failed. A list that is missing is no error.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// ```
/// use momento_functions_cache_list::{EraseRange, EraseResult, ListRange, list_erase};
/// # use std::time::Duration;
/// # use momento_functions_cache_list::{CollectionTtl, list_concatenate_back};
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # testing::with_lists(|| {
/// # list_concatenate_back("letters", ["a", "b", "c"], CollectionTtl::of(Duration::from_secs(1)), None)?;
///
/// let first_two = EraseRange::Ranges(vec![ListRange { begin_index: 0, count: 2 }]);
/// assert_eq!(list_erase("letters", first_two)?, EraseResult::Found(1));
///
/// list_erase("letters", EraseRange::All)?;
/// assert_eq!(list_erase("letters", EraseRange::All)?, EraseResult::Missing);
/// # Ok(()) });
/// ```
pub fn list_erase(
    list_name: impl Into<Data>,
    range: EraseRange,
) -> Result<EraseResult, CacheListEraseError> {
    host::list_erase(list_name.into().__into_abi(), &range.into_abi())
        .map(EraseResult::from_abi)
        .map_err(CacheListEraseError::CacheError)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{failing, with};

    #[test]
    fn every_range_reaches_the_host() {
        let lists = with(&[("l", &["a", "b", "c", "d", "e"])], || {
            let ranges = vec![
                ListRange {
                    begin_index: 0,
                    count: 1,
                },
                ListRange::from(2..4),
            ];
            let result = list_erase("l", EraseRange::Ranges(ranges)).unwrap();
            assert_eq!(result, EraseResult::Found(2));
        });
        assert_eq!(lists.values("l"), ["b", "e"]);
    }

    #[test]
    fn all_is_the_whole_list() {
        let lists = with(&[("l", &["a", "b"])], || {
            assert_eq!(list_erase("l", EraseRange::All).unwrap().length(), Some(0));
            assert_eq!(list_erase("l", EraseRange::All).unwrap().length(), None);
        });
        assert_eq!(lists.values("l"), [""; 0]);
    }

    #[test]
    fn a_range_that_ends_before_it_starts_has_no_values() {
        let (start, end) = (4, 2);
        assert_eq!(
            ListRange::from(start..end),
            ListRange {
                begin_index: 4,
                count: 0
            }
        );
    }

    #[test]
    fn the_hosts_failure_is_the_error() {
        let CacheListEraseError::CacheError(error) =
            failing(|| list_erase("l", EraseRange::All)).unwrap_err();
        assert!(matches!(error, host::Error::NotFound(_)));
    }
}
