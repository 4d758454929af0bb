//! Uses lists in its cache, as its path says.
#![cfg(target_arch = "wasm32")]

use momento_functions_wit::bytes::{Data, buffer_read};
use momento_functions_wit::cache_list::{
    self as cache, EndIndex, EraseRange, EraseResponse, Error, FetchResponse, LengthResponse,
    ListRange, ListRanges, PopResponse, RemoveRange, RemoveResponse, RetainResponse, StartIndex,
};
use momento_functions_wit::generated::web_v2;
use momento_functions_wit::web_function_support;
use web_v2::exports::momento::web_function::guest_function_web::{Guest, Response};

/// Longer than any test takes: a server has a clock of its own.
const HOUR: u64 = 3_600_000;

struct Component;

impl Guest for Component {
    fn invoke(body: Data) -> Response {
        let path = web_function_support::invocation_path().unwrap_or_default();
        let words: Vec<&str> = path.split('/').collect();
        let (status, text) = match act(&words, body) {
            Ok(text) => (200, text),
            Err(error) => (400, format!("{error:?}")),
        };
        Response {
            status,
            headers: Vec::new(),
            body: inline(&text),
        }
    }
}

fn act(words: &[&str], body: Data) -> Result<String, Error> {
    let name = |name: &&str| inline(name);
    match words {
        ["push-front", list, ttl, refresh, truncate] => told(cache::list_push_front(
            name(list),
            body,
            number(ttl),
            *refresh == "refresh",
            number(truncate),
        )),
        ["push-back", list, ttl, refresh, truncate] => told(cache::list_push_back(
            name(list),
            body,
            number(ttl),
            *refresh == "refresh",
            number(truncate),
        )),
        ["concatenate-front", list, truncate] => told(cache::list_concatenate_front(
            name(list),
            values(&text(body)),
            HOUR,
            false,
            number(truncate),
        )),
        ["concatenate-back", list, truncate] => told(cache::list_concatenate_back(
            name(list),
            values(&text(body)),
            HOUR,
            false,
            number(truncate),
        )),
        ["concatenate-many", list, count] => {
            let values = (0..number(count)).map(|n: u32| inline(&n.to_string()));
            told(cache::list_concatenate_back(
                name(list),
                values.collect(),
                HOUR,
                false,
                0,
            ))
        }
        ["pop-front", list] => popped(cache::list_pop_front(name(list))?),
        ["pop-back", list] => popped(cache::list_pop_back(name(list))?),
        ["erase", list] => erased(cache::list_erase(name(list), &EraseRange::All)?),
        ["erase", list, ranges @ ..] => {
            let ranges = ranges.iter().map(range).collect();
            let ranges = EraseRange::Ranges(ListRanges { ranges });
            erased(cache::list_erase(name(list), &ranges)?)
        }
        ["remove", list] => {
            let range = RemoveRange::AllElementsWithValue(body);
            Ok(match cache::list_remove(name(list), range)? {
                RemoveResponse::Found(length) => length.to_string(),
                RemoveResponse::Missing => missing(),
            })
        }
        ["fetch", list, from, to] => fetched(cache::list_fetch(name(list), start(from), end(to))?),
        ["fetch-ends", list] => {
            match cache::list_fetch(name(list), StartIndex::Unbounded, EndIndex::Unbounded)? {
                FetchResponse::Found(mut values) => {
                    let count = values.len();
                    let last = text(values.pop().unwrap());
                    let first = text(values.swap_remove(0));
                    Ok(format!("{count}: {first} to {last}"))
                }
                FetchResponse::Missing => Ok(missing()),
            }
        }
        ["length", list] => Ok(match cache::list_length(name(list))? {
            LengthResponse::Found(length) => length.to_string(),
            LengthResponse::Missing => missing(),
        }),
        ["retain", list, from, to, ttl, refresh] => {
            let (ttl, refresh) = (number(ttl), *refresh == "refresh");
            let kept = cache::list_retain(name(list), start(from), end(to), ttl, refresh)?;
            Ok(match kept {
                RetainResponse::Found(length) => length.to_string(),
                RetainResponse::Missing => missing(),
            })
        }
        _ => Ok(format!("there is no {words:?}")),
    }
}

fn popped(response: PopResponse) -> Result<String, Error> {
    Ok(match response {
        PopResponse::Found(found) => {
            format!("{} and {} left", text(found.value), found.list_length)
        }
        PopResponse::Missing => missing(),
    })
}

fn erased(response: EraseResponse) -> Result<String, Error> {
    Ok(match response {
        EraseResponse::Found(length) => length.to_string(),
        EraseResponse::Missing => missing(),
    })
}

fn fetched(response: FetchResponse) -> Result<String, Error> {
    Ok(match response {
        FetchResponse::Found(values) => {
            let values: Vec<String> = values.into_iter().map(text).collect();
            values.join(" ")
        }
        FetchResponse::Missing => missing(),
    })
}

fn told(length: Result<u32, Error>) -> Result<String, Error> {
    length.map(|length| length.to_string())
}

fn missing() -> String {
    "missing".to_owned()
}

/// `2+3`: from index 2, three values.
fn range(word: &&str) -> ListRange {
    let (begin, count) = word.split_once('+').unwrap();
    ListRange {
        begin_index: number(begin),
        count: number(count),
    }
}

fn start(word: &str) -> StartIndex {
    word.parse()
        .map_or(StartIndex::Unbounded, StartIndex::Inclusive)
}

fn end(word: &str) -> EndIndex {
    word.parse()
        .map_or(EndIndex::Unbounded, EndIndex::Exclusive)
}

fn values(words: &str) -> Vec<Data> {
    words.split_whitespace().map(inline).collect()
}

fn number<T: std::str::FromStr<Err = std::num::ParseIntError>>(word: &str) -> T {
    word.parse().unwrap()
}

fn inline(text: &str) -> Data {
    Data::Value(text.into())
}

fn text(data: Data) -> String {
    let bytes = match data {
        Data::Value(bytes) => bytes,
        Data::Buffer(buffer) => {
            let mut all = Vec::new();
            while let Some(piece) = buffer_read(&buffer, u32::MAX) {
                all.extend(piece);
            }
            all
        }
    };
    String::from_utf8(bytes).unwrap()
}

web_v2::export_web_v2!(Component);
