//! Makes every call of the older contract's cache, and answers with what each one gave.

#![cfg(target_arch = "wasm32")]

use cache_list::{
    EndIndex, EraseRange, ListRange, ListRanges, PopResponse, RemoveRange, StartIndex,
};
use cache_scalar::{GetWithHashResult, SetIfCondition, SetIfHashCondition, SetIfHashResult};
use momento_functions_wit::generated::imports::momento::functions::{cache_list, cache_scalar};
use momento_functions_wit::generated::web_v1;
use std::fmt::Debug;
use web_v1::exports::momento::functions::guest_function_web::{Guest, Response};

/// Longer than any test takes: a server has a clock of its own.
const HOUR: u64 = 3_600_000;

struct Component;

impl Guest for Component {
    fn post(payload: Vec<u8>) -> Response {
        let mut told = scalars(&payload);
        told.extend(lists());
        told.extend(refusals());
        Response {
            status: 200,
            headers: Vec::new(),
            body: told.join("\n").into_bytes(),
        }
    }
}

fn scalars(payload: &[u8]) -> Vec<String> {
    let text = |found: Option<Vec<u8>>| found.map(|value| String::from_utf8(value).unwrap());
    let mut told = vec![
        line("get", cache_scalar::get(b"seeded").map(text)),
        line("set", cache_scalar::set(b"key", payload, HOUR)),
        line("get", cache_scalar::get(b"key").map(text)),
    ];
    let conditions = [
        SetIfCondition::Present,
        SetIfCondition::PresentAndNotEqual(b"a".to_vec()),
        SetIfCondition::Absent,
        SetIfCondition::Equal(b"a".to_vec()),
        SetIfCondition::AbsentOrEqual(b"a".to_vec()),
        SetIfCondition::NotEqual(b"a".to_vec()),
    ];
    for condition in conditions {
        let stored = cache_scalar::set_if(b"key", b"a", HOUR, &condition).unwrap();
        told.push(line("set-if", stored));
    }
    let GetWithHashResult::Found(found) = cache_scalar::get_with_hash(b"key").unwrap() else {
        panic!("the key has a value");
    };
    for condition in [
        SetIfHashCondition::PresentAndNotHashEqual(found.hash.clone()),
        SetIfHashCondition::PresentAndHashEqual(found.hash.clone()),
        SetIfHashCondition::AbsentOrHashEqual(b"stale".to_vec()),
        SetIfHashCondition::AbsentOrNotHashEqual(found.hash.clone()),
        SetIfHashCondition::Unconditional,
    ] {
        let result = cache_scalar::set_if_hash(b"key", b"a", HOUR, &condition).unwrap();
        told.push(match result {
            SetIfHashResult::Stored(hash) => format!("same hash {}", hash == found.hash),
            SetIfHashResult::NotStored => "not stored".to_owned(),
        });
    }
    told.push(line("delete", cache_scalar::delete(b"key")));
    let gone = cache_scalar::get_with_hash(b"key").unwrap();
    told.push(line("gone", matches!(gone, GetWithHashResult::Missing)));
    told
}

fn lists() -> Vec<String> {
    let list = b"list";
    let values = |words: &[&str]| words.iter().map(|word| word.as_bytes().to_vec()).collect();
    let some: Vec<Vec<u8>> = values(&["a", "b", "c", "d"]);
    let range = ListRange {
        begin_index: 1,
        count: 1,
    };
    let ranges = EraseRange::Ranges(ListRanges {
        ranges: vec![range],
    });
    let b = RemoveRange::AllElementsWithValue(b"b".to_vec());
    let (from, to) = (StartIndex::Inclusive(-3), EndIndex::Unbounded);
    vec![
        line(
            "push",
            cache_list::list_push_front(list, b"x", HOUR, true, 0),
        ),
        line(
            "push",
            cache_list::list_push_back(list, b"y", HOUR, true, 0),
        ),
        line(
            "more",
            cache_list::list_concatenate_front(list, &some, HOUR, false, 5),
        ),
        line(
            "more",
            cache_list::list_concatenate_back(list, &some, HOUR, false, 0),
        ),
        line("length", cache_list::list_length(list)),
        line("remove", cache_list::list_remove(list, &b)),
        line("erase", cache_list::list_erase(list, &ranges)),
        line(
            "fetch",
            cache_list::list_fetch(list, StartIndex::Unbounded, to),
        ),
        popped(cache_list::list_pop_front(list)),
        popped(cache_list::list_pop_back(list)),
        line(
            "retain",
            cache_list::list_retain(list, from, EndIndex::Exclusive(-1), HOUR, true),
        ),
        line("erase", cache_list::list_erase(list, &EraseRange::All)),
        line("length", cache_list::list_length(list)),
        popped(cache_list::list_pop_back(list)),
    ]
}

fn popped(popped: Result<PopResponse, cache_list::Error>) -> String {
    match popped.unwrap() {
        PopResponse::Found(found) => format!("pop {:?} {}", found.value, found.list_length),
        PopResponse::Missing => "pop missing".to_owned(),
    }
}

fn refusals() -> Vec<String> {
    vec![
        line("ttl", cache_scalar::set(b"key", b"value", 0)),
        line(
            "ttl",
            cache_list::list_push_back(b"key", b"value", u64::MAX, false, 0),
        ),
        line("kind", cache_list::list_length(b"seeded")),
    ]
}

fn line(call: &str, gave: impl Debug) -> String {
    format!("{call} {gave:?}")
}

web_v1::export_web_v1!(Component);
