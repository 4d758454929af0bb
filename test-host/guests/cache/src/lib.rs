//! Uses its cache by the calls of the scalar interface, as its path says.
#![cfg(target_arch = "wasm32")]

use momento_functions_wit::bytes::{Buffer, Data};
use momento_functions_wit::cache_scalar::{
    self as cache, Error, GetWithHashFound, GetWithHashResult, SetIfCondition, SetIfHashCondition,
    SetIfHashResult, SetIfResult,
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
        match act(&words, body) {
            Ok(body) => respond(200, body),
            Err(error) => respond(400, inline(&format!("{error:?}"))),
        }
    }
}

fn act(words: &[&str], body: Data) -> Result<Data, Error> {
    match words {
        ["get", key] => Ok(cache::get(inline(key))?.unwrap_or_else(|| inline("missing"))),
        ["get-often", key, count] => {
            for _ in 0..number(count) {
                cache::get(inline(key))?;
            }
            Ok(inline(count))
        }
        ["get-by-body"] => Ok(cache::get(body)?.unwrap_or_else(|| inline("missing"))),
        ["kind", key] => Ok(inline(match cache::get(inline(key))? {
            Some(Data::Buffer(_)) => "a handle",
            Some(Data::Value(_)) => "inline",
            None => "missing",
        })),
        ["hold", key, count] => {
            let values = (0..number(count)).map(|_| cache::get(inline(key)));
            let held = values.collect::<Result<Vec<_>, _>>()?;
            Ok(inline(&format!("{} are held", held.len())))
        }
        ["copy", from, to, ttl] => {
            let value = cache::get(inline(from))?.unwrap_or_else(|| inline("missing"));
            done(cache::set(inline(to), value, number(ttl)))
        }
        ["set", key, ttl] => done(cache::set(inline(key), body, number(ttl))),
        ["set-many-bytes", key, size] => {
            let value = Data::Value(vec![b'a'; number(size) as usize]);
            done(cache::set(inline(key), value, HOUR))
        }
        ["set-twice", key] => set_twice(key, &body),
        ["set-a-strangers", key] => {
            let stranger = Data::Buffer(unsafe { Buffer::from_handle(1234) });
            done(cache::set(inline(key), stranger, HOUR))
        }
        ["delete", key] => done(cache::delete(inline(key))),
        ["set-if", key, word, operand, ttl] => {
            let condition = condition(word, inline(operand));
            let result = cache::set_if(inline(key), body, number(ttl), condition)?;
            Ok(inline(match result {
                SetIfResult::Stored => "stored",
                SetIfResult::NotStored => "not stored",
            }))
        }
        ["set-if-hash", key, word, of] => {
            let hash = hash(of)?;
            let condition = hash_condition(word, hash);
            match cache::set_if_hash(inline(key), body, HOUR, condition)? {
                SetIfHashResult::Stored(hash) => Ok(inline(&same_hash(key, hash)?)),
                SetIfHashResult::NotStored => Ok(inline("not stored")),
            }
        }
        _ => Ok(inline(&format!("there is no {words:?}"))),
    }
}

fn set_twice(key: &str, body: &Data) -> Result<Data, Error> {
    let Data::Buffer(buffer) = body else {
        return Ok(inline("the body came inline"));
    };
    for _ in 0..2 {
        let again = Data::Buffer(unsafe { Buffer::from_handle(buffer.handle()) });
        cache::set(inline(key), again, HOUR)?;
    }
    Ok(inline("the host let it pass"))
}

fn condition(word: &str, operand: Data) -> SetIfCondition {
    match word {
        "present" => SetIfCondition::Present,
        "present-and-not-equal" => SetIfCondition::PresentAndNotEqual(operand),
        "absent" => SetIfCondition::Absent,
        "equal" => SetIfCondition::Equal(operand),
        "absent-or-equal" => SetIfCondition::AbsentOrEqual(operand),
        "not-equal" => SetIfCondition::NotEqual(operand),
        other => panic!("there is no {other}"),
    }
}

fn hash_condition(word: &str, hash: Data) -> SetIfHashCondition {
    match word {
        "present-and-not-hash-equal" => SetIfHashCondition::PresentAndNotHashEqual(hash),
        "present-and-hash-equal" => SetIfHashCondition::PresentAndHashEqual(hash),
        "absent-or-hash-equal" => SetIfHashCondition::AbsentOrHashEqual(hash),
        "absent-or-not-hash-equal" => SetIfHashCondition::AbsentOrNotHashEqual(hash),
        "unconditional" => SetIfHashCondition::Unconditional,
        other => panic!("there is no {other}"),
    }
}

/// The hash of the value of a key; no bytes when there is none.
fn hash(key: &str) -> Result<Data, Error> {
    Ok(match cache::get_with_hash(inline(key))? {
        GetWithHashResult::Found(GetWithHashFound { hash, .. }) => hash,
        GetWithHashResult::Missing => inline(""),
    })
}

/// Whether the hash that a write gave is the one that a read gives.
fn same_hash(key: &str, written: Data) -> Result<String, Error> {
    let same = match (written, hash(key)?) {
        (Data::Value(written), Data::Value(read)) => written == read,
        _ => panic!("a hash came by a handle"),
    };
    Ok(format!("stored, and the hash is the same: {same}"))
}

fn number(word: &str) -> u64 {
    word.parse().unwrap()
}

fn done(result: Result<(), Error>) -> Result<Data, Error> {
    result.map(|()| inline("done"))
}

fn inline(text: &str) -> Data {
    Data::Value(text.into())
}

fn respond(status: u16, body: Data) -> Response {
    Response {
        status,
        headers: Vec::new(),
        body,
    }
}

web_v2::export_web_v2!(Component);
