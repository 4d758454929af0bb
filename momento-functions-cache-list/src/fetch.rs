use std::fmt;
use std::iter::FusedIterator;
use std::marker::PhantomData;
use std::vec::IntoIter;

use momento_functions_bytes::{Data, Extract};
use momento_functions_wit::cache_list::{self as host, FetchResponse};

use crate::{CacheListFetchError, EndIndex, StartIndex};

/// The values that [`list_fetch`] found, front to back, each decoded when it is its turn.
///
/// A value that is no `T` is an `Err`, and the next ones follow all the same.
pub struct ListValues<T> {
    values: IntoIter<host::Data>,
    decoded: PhantomData<fn() -> T>,
}

impl<T: Extract> ListValues<T> {
    fn decode(value: host::Data) -> Result<T, T::Error> {
        T::extract(Data::__from_abi(value))
    }
}

impl<T: Extract> Iterator for ListValues<T> {
    type Item = Result<T, T::Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.values.next().map(Self::decode)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.values.size_hint()
    }
}

impl<T: Extract> DoubleEndedIterator for ListValues<T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.values.next_back().map(Self::decode)
    }
}

impl<T: Extract> ExactSizeIterator for ListValues<T> {}

impl<T: Extract> FusedIterator for ListValues<T> {}

/// How many values are left, and none of them.
impl<T> fmt::Debug for ListValues<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ListValues({} values)", self.values.len())
    }
}

/// Gets the values of a list from `start` to before `end`, or `None` when there is no such list.
///
/// The bounds are numbers, or [`StartIndex`] and [`EndIndex`]. The list stays as it is. Values on the
/// host stay there until they are decoded.
///
/// # Errors
/// The host refused, or failed. A value that cannot be decoded is an `Err` of the iterator.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// ```
/// use momento_functions_cache_list::{EndIndex, list_fetch};
/// # use std::time::Duration;
/// # use momento_functions_cache_list::{CollectionTtl, list_concatenate_back};
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # testing::with_lists(|| {
/// # list_concatenate_back("letters", ["a", "b", "c"], CollectionTtl::of(Duration::from_secs(1)), None)?;
///
/// if let Some(first_two) = list_fetch::<String>("letters", 0, 2)? {
///     assert_eq!(first_two.collect::<Result<Vec<_>, _>>()?, ["a", "b"]);
/// }
/// let last_two = list_fetch::<String>("letters", -2, EndIndex::Unbounded)?;
/// # assert_eq!(last_two.unwrap().collect::<Result<Vec<_>, _>>()?, ["b", "c"]);
/// # Ok(()) });
/// ```
pub fn list_fetch<T: Extract>(
    list_name: impl Into<Data>,
    start: impl Into<StartIndex>,
    end: impl Into<EndIndex>,
) -> Result<Option<ListValues<T>>, CacheListFetchError> {
    let (start, end) = (start.into().into_abi(), end.into().into_abi());
    let response = host::list_fetch(list_name.into().__into_abi(), start, end);
    match response.map_err(CacheListFetchError::CacheError)? {
        FetchResponse::Found(values) => Ok(Some(ListValues {
            values: values.into_iter(),
            decoded: PhantomData,
        })),
        FetchResponse::Missing => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use momento_functions_bytes::Json;

    use super::*;
    use crate::testing::{failing, with};

    const LETTERS: &[(&str, &[&str])] = &[("l", &["a", "b", "c"])];

    fn fetched(start: impl Into<StartIndex>, end: impl Into<EndIndex>) -> String {
        list_fetch::<String>("l", start, end)
            .unwrap()
            .unwrap()
            .map(Result::unwrap)
            .collect()
    }

    #[test]
    fn both_bounds_reach_the_host_and_the_list_stays() {
        let lists = with(LETTERS, || {
            assert_eq!(fetched(1, 2), "b");
            assert_eq!(fetched(-2, EndIndex::Unbounded), "bc");
            assert_eq!(fetched(StartIndex::Unbounded, -2), "a");
            assert_eq!(fetched(2, 1), "");
        });
        assert_eq!(lists.values("l"), ["a", "b", "c"]);
    }

    #[test]
    fn a_list_that_is_not_there_is_none() {
        with(LETTERS, || {
            assert!(list_fetch::<String>("m", 0, 1).unwrap().is_none())
        });
    }

    #[test]
    fn a_value_of_another_type_is_an_error_among_the_others() {
        with(&[("l", &["1", "x", "3"])], || {
            let values = list_fetch::<Json<u8>>("l", 0, 9).unwrap().unwrap();
            let values: Vec<_> = values.map(|value| value.ok()).collect();
            assert_eq!(values, [Some(Json(1)), None, Some(Json(3))]);
        });
    }

    #[test]
    fn values_are_counted_before_they_are_decoded_and_come_from_either_end() {
        with(LETTERS, || {
            let mut values = list_fetch::<String>("l", 0, 9).unwrap().unwrap();
            assert_eq!(
                (values.len(), values.next_back()),
                (3, Some(Ok("c".to_owned())))
            );
            assert_eq!(format!("{values:?}"), "ListValues(2 values)");
        });
    }

    #[test]
    fn the_values_outlive_the_name() {
        with(LETTERS, || {
            let values = {
                let name = "l".to_owned();
                list_fetch::<String>(&name, 0, 1)
            };
            assert_eq!(values.unwrap().unwrap().len(), 1);
        });
    }

    #[test]
    fn the_hosts_failure_is_the_error() {
        let result = failing(|| list_fetch::<String>("l", 0, 1));
        let CacheListFetchError::CacheError(error) = result.unwrap_err();
        assert!(matches!(error, host::Error::NotFound(_)));
    }
}
