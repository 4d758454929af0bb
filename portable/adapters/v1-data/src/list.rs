use crate::V1Data;
use crate::bindings::exports::momento::functions::cache_list::{
    EndIndex, EraseRange, EraseResponse, Error, FetchResponse, Guest, LengthResponse, ListRange,
    PopFound, PopResponse, RemoveRange, RemoveResponse, RetainResponse, StartIndex,
};
use crate::bindings::momento::bytes::bytes::Data::{self, Value};
use crate::bindings::momento::cache_list::cache_list;
use crate::whole::{Unread, whole};

impl Guest for V1Data {
    fn list_push_front(
        list_name: Vec<u8>,
        value: Vec<u8>,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
        truncate_back_to_size: u32,
    ) -> Result<u32, Error> {
        Ok(cache_list::list_push_front(
            Value(list_name),
            Value(value),
            ttl_milliseconds,
            refresh_ttl,
            truncate_back_to_size,
        )?)
    }

    fn list_push_back(
        list_name: Vec<u8>,
        value: Vec<u8>,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
        truncate_front_to_size: u32,
    ) -> Result<u32, Error> {
        Ok(cache_list::list_push_back(
            Value(list_name),
            Value(value),
            ttl_milliseconds,
            refresh_ttl,
            truncate_front_to_size,
        )?)
    }

    fn list_pop_front(list_name: Vec<u8>) -> Result<PopResponse, Error> {
        Ok(popped(cache_list::list_pop_front(Value(list_name))?)?)
    }

    fn list_pop_back(list_name: Vec<u8>) -> Result<PopResponse, Error> {
        Ok(popped(cache_list::list_pop_back(Value(list_name))?)?)
    }

    fn list_erase(list_name: Vec<u8>, range: EraseRange) -> Result<EraseResponse, Error> {
        let range = match range {
            EraseRange::All => cache_list::EraseRange::All,
            EraseRange::Ranges(these) => cache_list::EraseRange::Ranges(cache_list::ListRanges {
                ranges: these.ranges.into_iter().map(of_range).collect(),
            }),
        };
        Ok(match cache_list::list_erase(Value(list_name), &range)? {
            cache_list::EraseResponse::Found(length) => EraseResponse::Found(length),
            cache_list::EraseResponse::Missing => EraseResponse::Missing,
        })
    }

    fn list_remove(list_name: Vec<u8>, range: RemoveRange) -> Result<RemoveResponse, Error> {
        let RemoveRange::AllElementsWithValue(value) = range;
        let range = cache_list::RemoveRange::AllElementsWithValue(Value(value));
        Ok(match cache_list::list_remove(Value(list_name), range)? {
            cache_list::RemoveResponse::Found(length) => RemoveResponse::Found(length),
            cache_list::RemoveResponse::Missing => RemoveResponse::Missing,
        })
    }

    fn list_fetch(
        list_name: Vec<u8>,
        start: StartIndex,
        end: EndIndex,
    ) -> Result<FetchResponse, Error> {
        let fetched = cache_list::list_fetch(Value(list_name), of_start(start), of_end(end))?;
        Ok(match fetched {
            cache_list::FetchResponse::Found(values) => {
                let values: Result<_, Unread> = values.into_iter().map(whole).collect();
                FetchResponse::Found(values?)
            }
            cache_list::FetchResponse::Missing => FetchResponse::Missing,
        })
    }

    fn list_length(list_name: Vec<u8>) -> Result<LengthResponse, Error> {
        Ok(match cache_list::list_length(Value(list_name))? {
            cache_list::LengthResponse::Found(length) => LengthResponse::Found(length),
            cache_list::LengthResponse::Missing => LengthResponse::Missing,
        })
    }

    fn list_concatenate_front(
        list_name: Vec<u8>,
        values: Vec<Vec<u8>>,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
        truncate_back_to_size: u32,
    ) -> Result<u32, Error> {
        Ok(cache_list::list_concatenate_front(
            Value(list_name),
            of_values(values),
            ttl_milliseconds,
            refresh_ttl,
            truncate_back_to_size,
        )?)
    }

    fn list_concatenate_back(
        list_name: Vec<u8>,
        values: Vec<Vec<u8>>,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
        truncate_front_to_size: u32,
    ) -> Result<u32, Error> {
        Ok(cache_list::list_concatenate_back(
            Value(list_name),
            of_values(values),
            ttl_milliseconds,
            refresh_ttl,
            truncate_front_to_size,
        )?)
    }

    fn list_retain(
        list_name: Vec<u8>,
        start: StartIndex,
        end: EndIndex,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
    ) -> Result<RetainResponse, Error> {
        let retained = cache_list::list_retain(
            Value(list_name),
            of_start(start),
            of_end(end),
            ttl_milliseconds,
            refresh_ttl,
        )?;
        Ok(match retained {
            cache_list::RetainResponse::Found(length) => RetainResponse::Found(length),
            cache_list::RetainResponse::Missing => RetainResponse::Missing,
        })
    }
}

fn popped(popped: cache_list::PopResponse) -> Result<PopResponse, Unread> {
    Ok(match popped {
        cache_list::PopResponse::Found(found) => PopResponse::Found(PopFound {
            value: whole(found.value)?,
            list_length: found.list_length,
        }),
        cache_list::PopResponse::Missing => PopResponse::Missing,
    })
}

fn of_values(values: Vec<Vec<u8>>) -> Vec<Data> {
    values.into_iter().map(Value).collect()
}

fn of_range(range: ListRange) -> cache_list::ListRange {
    cache_list::ListRange {
        begin_index: range.begin_index,
        count: range.count,
    }
}

fn of_start(start: StartIndex) -> cache_list::StartIndex {
    match start {
        StartIndex::Unbounded => cache_list::StartIndex::Unbounded,
        StartIndex::Inclusive(index) => cache_list::StartIndex::Inclusive(index),
    }
}

fn of_end(end: EndIndex) -> cache_list::EndIndex {
    match end {
        EndIndex::Unbounded => cache_list::EndIndex::Unbounded,
        EndIndex::Exclusive(index) => cache_list::EndIndex::Exclusive(index),
    }
}
