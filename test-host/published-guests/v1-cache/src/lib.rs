//! Makes every call of the cache, and tells what each one gave.

use std::fmt::Debug;
use std::time::Duration;

use momento_functions::{WebResult, post};
use momento_functions_host::cache::{self, SetIfCondition, SetIfHashCondition, SetIfHashResult};

const TTL: Duration = Duration::from_secs(60);

post!(call);
fn call(body: Vec<u8>) -> WebResult<String> {
    let seeded: Option<Vec<u8>> = cache::get("seeded")?;
    cache::set("key", body, TTL)?;
    let mut told = vec![
        tell(seeded.map(String::from_utf8)),
        tell(cache::get::<Vec<u8>>("key")?.map(String::from_utf8)),
    ];
    for condition in [
        SetIfCondition::Absent,
        SetIfCondition::Equal(b"body".to_vec()),
    ] {
        told.push(tell(cache::set_if("key", "a", TTL, condition)?));
    }
    told.extend(hashes()?);
    cache::delete("key")?;
    told.push(tell(cache::get::<Vec<u8>>("key")?));
    let refused = cache::set("key", "value", Duration::ZERO);
    told.push(tell(refused.is_err()));
    Ok(told.join("\n"))
}

fn hashes() -> WebResult<Vec<String>> {
    let Some(found) = cache::get_with_hash::<Vec<u8>>("key")? else {
        return Ok(vec!["no hash".to_owned()]);
    };
    let told = [
        SetIfHashCondition::PresentAndHashEqual(found.hash.clone()),
        SetIfHashCondition::PresentAndNotHashEqual(found.hash.clone()),
        SetIfHashCondition::Unconditional,
    ]
    .into_iter()
    .map(|condition| {
        Ok(match cache::set_if_hash("key", "a", TTL, condition)? {
            SetIfHashResult::Stored(hash) => format!("same hash {}", hash == found.hash),
            SetIfHashResult::NotStored => "not stored".to_owned(),
        })
    });
    told.collect()
}

fn tell(gave: impl Debug) -> String {
    format!("{gave:?}")
}
