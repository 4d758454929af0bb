//! Items that are lists.

use crate::ask::{Answer, Ask, Endpoint};
use crate::bindings::exports::momento::cache_list::cache_list::{
    EndIndex, EraseRange, EraseResponse, Error, FetchResponse, Guest, LengthResponse, ListRange,
    PopFound, PopResponse, RemoveRange, RemoveResponse, RetainResponse, StartIndex,
};
use crate::bindings::momento::bytes::bytes::Data as Bytes;
use crate::bindings::momento::http1_1_0::http::Response;
use crate::body::{check, whole};
use crate::frames::{self, Frames};
use crate::limits::CacheLimits;
use crate::scalar::key;
use crate::{Data, ServiceError, json};

/// How many bytes an answer has that is a length.
const LENGTH: usize = 1024;

impl Guest for Data {
    fn list_push_front(
        list_name: Bytes,
        value: Bytes,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
        truncate_back_to_size: u32,
    ) -> Result<u32, Error> {
        let ttl = Ttl(ttl_milliseconds, refresh_ttl);
        push(
            "/list/push-front",
            list_name,
            value,
            ttl,
            truncate_back_to_size,
        )
    }

    fn list_push_back(
        list_name: Bytes,
        value: Bytes,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
        truncate_front_to_size: u32,
    ) -> Result<u32, Error> {
        let ttl = Ttl(ttl_milliseconds, refresh_ttl);
        push(
            "/list/push-back",
            list_name,
            value,
            ttl,
            truncate_front_to_size,
        )
    }

    fn list_pop_front(list_name: Bytes) -> Result<PopResponse, Error> {
        pop("/list/pop-front", list_name)
    }

    fn list_pop_back(list_name: Bytes) -> Result<PopResponse, Error> {
        pop("/list/pop-back", list_name)
    }

    fn list_erase(list_name: Bytes, range: EraseRange) -> Result<EraseResponse, Error> {
        let endpoint = Endpoint::with_all_routes()?;
        let name = key(list_name)?;
        let ask = match range {
            EraseRange::All => endpoint.item("DELETE", "/list", &name),
            EraseRange::Ranges(these) => {
                let ranges = Bytes::Value(written(&these.ranges).into_bytes());
                endpoint
                    .item("POST", "/list/erase", &name)
                    .body("application/json", ranges)
            }
        };
        let length = ask.length()?;
        Ok(length.map_or(EraseResponse::Missing, EraseResponse::Found))
    }

    fn list_remove(list_name: Bytes, range: RemoveRange) -> Result<RemoveResponse, Error> {
        let RemoveRange::AllElementsWithValue(value) = range;
        let endpoint = Endpoint::with_all_routes()?;
        let name = key(list_name)?;
        check(
            &value,
            "a value of a list",
            CacheLimits::default().list_value(),
        )?;
        let length = endpoint
            .item("POST", "/list/remove", &name)
            .bytes(value)
            .length()?;
        Ok(length.map_or(RemoveResponse::Missing, RemoveResponse::Found))
    }

    fn list_fetch(
        list_name: Bytes,
        start: StartIndex,
        end: EndIndex,
    ) -> Result<FetchResponse, Error> {
        let endpoint = Endpoint::with_all_routes()?;
        let ask = endpoint
            .item("GET", "/list", &key(list_name)?)
            .part(start, end);
        let response = match ask.send()? {
            Answer::Missing => return Ok(FetchResponse::Missing),
            Answer::Done(response) => response,
            Answer::NotStored => return Err(endpoint.strange("a condition does not hold").into()),
        };
        let body = endpoint.read(response.body, frames::BYTES)?;
        let values =
            frames::decode(&body).ok_or_else(|| endpoint.strange("with a list that is cut"))?;
        Ok(FetchResponse::Found(
            values.into_iter().map(Bytes::Value).collect(),
        ))
    }

    fn list_length(list_name: Bytes) -> Result<LengthResponse, Error> {
        let endpoint = Endpoint::with_all_routes()?;
        let length = endpoint
            .item("GET", "/list/length", &key(list_name)?)
            .length()?;
        Ok(length.map_or(LengthResponse::Missing, LengthResponse::Found))
    }

    fn list_concatenate_front(
        list_name: Bytes,
        values: Vec<Bytes>,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
        truncate_back_to_size: u32,
    ) -> Result<u32, Error> {
        let ttl = Ttl(ttl_milliseconds, refresh_ttl);
        concatenate(
            "/list/concatenate-front",
            list_name,
            values,
            ttl,
            truncate_back_to_size,
        )
    }

    fn list_concatenate_back(
        list_name: Bytes,
        values: Vec<Bytes>,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
        truncate_front_to_size: u32,
    ) -> Result<u32, Error> {
        let ttl = Ttl(ttl_milliseconds, refresh_ttl);
        concatenate(
            "/list/concatenate-back",
            list_name,
            values,
            ttl,
            truncate_front_to_size,
        )
    }

    fn list_retain(
        list_name: Bytes,
        start: StartIndex,
        end: EndIndex,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
    ) -> Result<RetainResponse, Error> {
        let endpoint = Endpoint::with_all_routes()?;
        let name = key(list_name)?;
        let ask = endpoint
            .item("POST", "/list/retain", &name)
            .part(start, end);
        let length = ask.list_ttl(Ttl(ttl_milliseconds, refresh_ttl))?.length()?;
        Ok(length.map_or(RetainResponse::Missing, RetainResponse::Found))
    }
}

/// How long a list lives in milliseconds, and whether its time starts anew.
struct Ttl(u64, bool);

fn push(path: &str, name: Bytes, value: Bytes, ttl: Ttl, truncate_to: u32) -> Result<u32, Error> {
    let endpoint = Endpoint::with_all_routes()?;
    let name = key(name)?;
    check(
        &value,
        "a value of a list",
        CacheLimits::default().list_value(),
    )?;
    let ask = endpoint
        .item("POST", path, &name)
        .truncate(truncate_to)
        .list_ttl(ttl)?;
    added(&endpoint, ask.bytes(value))
}

fn concatenate(
    path: &str,
    name: Bytes,
    values: Vec<Bytes>,
    ttl: Ttl,
    truncate_to: u32,
) -> Result<u32, Error> {
    let endpoint = Endpoint::with_all_routes()?;
    let name = key(name)?;
    let mut frames = Frames::default();
    for value in values {
        frames.push(&whole(
            value,
            "a value of a list",
            CacheLimits::default().list_value(),
        )?)?;
    }
    let ask = endpoint
        .item("POST", path, &name)
        .truncate(truncate_to)
        .list_ttl(ttl)?;
    added(&endpoint, ask.bytes(Bytes::Value(frames.body())))
}

fn added(endpoint: &Endpoint, ask: Ask<'_>) -> Result<u32, Error> {
    let length = ask.length()?;
    length.ok_or_else(|| endpoint.strange("there is no list").into())
}

fn pop(path: &str, name: Bytes) -> Result<PopResponse, Error> {
    let endpoint = Endpoint::with_all_routes()?;
    match endpoint.item("POST", path, &key(name)?).send()? {
        Answer::Missing => Ok(PopResponse::Missing),
        Answer::Done(response) => {
            let length = left(&response).ok_or_else(|| endpoint.strange("without a length"))?;
            let (value, list_length) = (response.body, length);
            Ok(PopResponse::Found(PopFound { value, list_length }))
        }
        Answer::NotStored => Err(endpoint.strange("a condition does not hold").into()),
    }
}

fn left(response: &Response) -> Option<u32> {
    response.header("x-momento-list-length").parse().ok()
}

fn written(ranges: &[ListRange]) -> String {
    let mut text = String::from("{\"ranges\":[");
    for (place, range) in ranges.iter().enumerate() {
        let comma = if place == 0 { "" } else { "," };
        text += &format!(
            "{comma}{{\"begin_index\":{},\"count\":{}}}",
            range.begin_index, range.count
        );
    }
    text + "]}"
}

impl Ask<'_> {
    fn truncate(self, size: u32) -> Self {
        match size {
            0 => self,
            size => self.with("truncate_to", &size.to_string()),
        }
    }

    fn list_ttl(self, Ttl(milliseconds, refresh): Ttl) -> Result<Self, ServiceError> {
        CacheLimits::default().time_to_live(milliseconds)?;
        let ask = self.ttl(milliseconds);
        Ok(if refresh {
            ask.with("refresh_ttl", "true")
        } else {
            ask
        })
    }

    fn part(mut self, start: StartIndex, end: EndIndex) -> Self {
        if let StartIndex::Inclusive(index) = start {
            self = self.with("start", &index.to_string());
        }
        match end {
            EndIndex::Unbounded => self,
            EndIndex::Exclusive(index) => self.with("end", &index.to_string()),
        }
    }

    /// Sends what is answered with a length; none where there is no list.
    fn length(self) -> Result<Option<u32>, ServiceError> {
        let endpoint = self.endpoint;
        let response = match self.send()? {
            Answer::Missing => return Ok(None),
            Answer::Done(response) => response,
            Answer::NotStored => return Err(endpoint.strange("a condition does not hold")),
        };
        let body = endpoint.read(response.body, LENGTH)?;
        let length = json::number(std::str::from_utf8(&body).unwrap_or_default(), "length");
        length
            .map(Some)
            .ok_or_else(|| endpoint.strange("without a length"))
    }
}
