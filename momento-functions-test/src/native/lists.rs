use super::caches::Caches;
use super::data::{bytes, data};
use super::service_error::told;
use momento_functions_models::cache::{EndIndex, ListRange, ListTtl, Popped, StartIndex};
use momento_functions_wit::bytes::Data;
use momento_functions_wit::{cache_list as v2, v1::cache_list as v1};

macro_rules! spans {
    ($($module:ident: $start:ident, $end:ident);+ $(;)?) => {$(
        fn $start(start: $module::StartIndex) -> StartIndex {
            match start {
                $module::StartIndex::Unbounded => StartIndex::Unbounded,
                $module::StartIndex::Inclusive(index) => StartIndex::Inclusive(index),
            }
        }

        fn $end(end: $module::EndIndex) -> EndIndex {
            match end {
                $module::EndIndex::Unbounded => EndIndex::Unbounded,
                $module::EndIndex::Exclusive(index) => EndIndex::Exclusive(index),
            }
        }
    )+};
}

spans! { v2: start, end; v1: v1_start, v1_end }

fn ttl(milliseconds: u64, refresh: bool) -> ListTtl {
    ListTtl {
        milliseconds,
        refresh,
    }
}

impl v2::Host for Caches {
    fn list_push_front(
        &self,
        name: Data,
        value: Data,
        milliseconds: u64,
        refresh: bool,
        keep: u32,
    ) -> Result<u32, v2::Error> {
        let ttl = ttl(milliseconds, refresh);
        let pushed = self
            .own()
            .list_push_front(&bytes(name), &bytes(value), ttl, keep);
        pushed.map_err(told)
    }

    fn list_push_back(
        &self,
        name: Data,
        value: Data,
        milliseconds: u64,
        refresh: bool,
        keep: u32,
    ) -> Result<u32, v2::Error> {
        let ttl = ttl(milliseconds, refresh);
        let pushed = self
            .own()
            .list_push_back(&bytes(name), &bytes(value), ttl, keep);
        pushed.map_err(told)
    }

    fn list_pop_front(&self, name: Data) -> Result<v2::PopResponse, v2::Error> {
        let popped = self.own().list_pop_front(&bytes(name));
        popped.map(pop_response).map_err(told)
    }

    fn list_pop_back(&self, name: Data) -> Result<v2::PopResponse, v2::Error> {
        let popped = self.own().list_pop_back(&bytes(name));
        popped.map(pop_response).map_err(told)
    }

    fn list_erase(
        &self,
        name: Data,
        range: &v2::EraseRange,
    ) -> Result<v2::EraseResponse, v2::Error> {
        let name = bytes(name);
        let erased = match range {
            v2::EraseRange::All => self.own().list_erase_all(&name),
            v2::EraseRange::Ranges(these) => {
                let ranges = these.ranges.iter().map(|range| ListRange {
                    begin_index: range.begin_index,
                    count: range.count,
                });
                self.own().list_erase(&name, &ranges.collect::<Vec<_>>())
            }
        };
        let length = erased.map_err(told)?;
        Ok(length.map_or(v2::EraseResponse::Missing, v2::EraseResponse::Found))
    }

    fn list_remove(
        &self,
        name: Data,
        range: v2::RemoveRange,
    ) -> Result<v2::RemoveResponse, v2::Error> {
        let v2::RemoveRange::AllElementsWithValue(value) = range;
        let removed = self.own().list_remove(&bytes(name), &bytes(value));
        let length = removed.map_err(told)?;
        Ok(length.map_or(v2::RemoveResponse::Missing, v2::RemoveResponse::Found))
    }

    fn list_fetch(
        &self,
        name: Data,
        from: v2::StartIndex,
        to: v2::EndIndex,
    ) -> Result<v2::FetchResponse, v2::Error> {
        let fetched = self.own().list_fetch(&bytes(name), start(from), end(to));
        Ok(match fetched.map_err(told)? {
            Some(values) => v2::FetchResponse::Found(values.into_iter().map(data).collect()),
            None => v2::FetchResponse::Missing,
        })
    }

    fn list_length(&self, name: Data) -> Result<v2::LengthResponse, v2::Error> {
        let length = self.own().list_length(&bytes(name)).map_err(told)?;
        Ok(length.map_or(v2::LengthResponse::Missing, v2::LengthResponse::Found))
    }

    fn list_concatenate_front(
        &self,
        name: Data,
        values: Vec<Data>,
        milliseconds: u64,
        refresh: bool,
        keep: u32,
    ) -> Result<u32, v2::Error> {
        let values: Vec<Vec<u8>> = values.into_iter().map(bytes).collect();
        let ttl = ttl(milliseconds, refresh);
        let added = self
            .own()
            .list_concatenate_front(&bytes(name), &values, ttl, keep);
        added.map_err(told)
    }

    fn list_concatenate_back(
        &self,
        name: Data,
        values: Vec<Data>,
        milliseconds: u64,
        refresh: bool,
        keep: u32,
    ) -> Result<u32, v2::Error> {
        let values: Vec<Vec<u8>> = values.into_iter().map(bytes).collect();
        let ttl = ttl(milliseconds, refresh);
        let added = self
            .own()
            .list_concatenate_back(&bytes(name), &values, ttl, keep);
        added.map_err(told)
    }

    fn list_retain(
        &self,
        name: Data,
        from: v2::StartIndex,
        to: v2::EndIndex,
        milliseconds: u64,
        refresh: bool,
    ) -> Result<v2::RetainResponse, v2::Error> {
        let ttl = ttl(milliseconds, refresh);
        let retained = self
            .own()
            .list_retain(&bytes(name), start(from), end(to), ttl);
        let length = retained.map_err(told)?;
        Ok(length.map_or(v2::RetainResponse::Missing, v2::RetainResponse::Found))
    }
}

fn pop_response(popped: Option<Popped>) -> v2::PopResponse {
    popped.map_or(v2::PopResponse::Missing, |Popped { value, list_length }| {
        let value = data(value);
        v2::PopResponse::Found(v2::PopFound { value, list_length })
    })
}

impl v1::Host for Caches {
    fn list_push_front(
        &self,
        name: &[u8],
        value: &[u8],
        milliseconds: u64,
        refresh: bool,
        keep: u32,
    ) -> Result<u32, v1::Error> {
        let ttl = ttl(milliseconds, refresh);
        let pushed = self.own().list_push_front(name, value, ttl, keep);
        pushed.map_err(told)
    }

    fn list_push_back(
        &self,
        name: &[u8],
        value: &[u8],
        milliseconds: u64,
        refresh: bool,
        keep: u32,
    ) -> Result<u32, v1::Error> {
        let ttl = ttl(milliseconds, refresh);
        let pushed = self.own().list_push_back(name, value, ttl, keep);
        pushed.map_err(told)
    }

    fn list_fetch(
        &self,
        name: &[u8],
        from: v1::StartIndex,
        to: v1::EndIndex,
    ) -> Result<v1::FetchResponse, v1::Error> {
        let fetched = self.own().list_fetch(name, v1_start(from), v1_end(to));
        Ok(match fetched.map_err(told)? {
            Some(values) => v1::FetchResponse::Found(values.into_iter().map(Vec::from).collect()),
            None => v1::FetchResponse::Missing,
        })
    }
}
