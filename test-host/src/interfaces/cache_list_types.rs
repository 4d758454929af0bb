//! The types of lists that both contracts spell alike.

use crate::bindings::{cache_list, v1_cache_list};
use momento_functions_models::cache::{EndIndex, ListRange, StartIndex};

macro_rules! list_types {
    ($($bindings:ident),+) => {$(
        impl From<$bindings::StartIndex> for StartIndex {
            fn from(start: $bindings::StartIndex) -> Self {
                match start {
                    $bindings::StartIndex::Unbounded => Self::Unbounded,
                    $bindings::StartIndex::Inclusive(index) => Self::Inclusive(index),
                }
            }
        }

        impl From<$bindings::EndIndex> for EndIndex {
            fn from(end: $bindings::EndIndex) -> Self {
                match end {
                    $bindings::EndIndex::Unbounded => Self::Unbounded,
                    $bindings::EndIndex::Exclusive(index) => Self::Exclusive(index),
                }
            }
        }

        impl From<$bindings::ListRange> for ListRange {
            fn from(range: $bindings::ListRange) -> Self {
                let $bindings::ListRange { begin_index, count } = range;
                Self { begin_index, count }
            }
        }

        list_types!(@length $bindings: EraseResponse, RemoveResponse, LengthResponse, RetainResponse);
    )+};
    (@length $bindings:ident: $($response:ident),+) => {$(
        impl From<Option<u32>> for $bindings::$response {
            fn from(length: Option<u32>) -> Self {
                length.map_or(Self::Missing, Self::Found)
            }
        }
    )+};
}

list_types!(cache_list, v1_cache_list);
