//! Makes every call of the cache, and tells what each one gave.

use std::fmt::Debug;
use std::time::Duration;

use momento_functions_bytes::Data;
use momento_functions_cache::{
    ConditionalSetResult, SetIfCondition, SetIfHashCondition, SetIfHashResult,
};
use momento_functions_guest_web::{WebResult, invoke};

const TTL: Duration = Duration::from_secs(60);

invoke!(call);
fn call(body: Data) -> WebResult<String> {
    let seeded: Option<String> = momento_functions_cache::get("seeded")?;
    momento_functions_cache::set("key", body, TTL)?;
    let mut told = vec![
        tell(seeded),
        tell(momento_functions_cache::get::<String>("key")?),
    ];
    told.extend(conditions()?);
    told.extend(hashes()?);
    momento_functions_cache::delete("key")?;
    told.push(tell(momento_functions_cache::get::<Vec<u8>>("key")?));
    let refused = momento_functions_cache::set("key", "value", Duration::ZERO);
    told.push(tell(refused.is_err()));
    Ok(told.join("\n"))
}

fn conditions() -> WebResult<Vec<String>> {
    [
        SetIfCondition::Present,
        SetIfCondition::PresentAndNotEqual("a".into()),
        SetIfCondition::Absent,
        SetIfCondition::Equal("a".into()),
        SetIfCondition::AbsentOrEqual("b".into()),
        SetIfCondition::NotEqual("b".into()),
    ]
    .into_iter()
    .map(|condition| {
        let set = momento_functions_cache::set_if("key", "a", TTL, condition)?;
        Ok(tell(matches!(set, ConditionalSetResult::Stored(()))))
    })
    .collect()
}

fn hashes() -> WebResult<Vec<String>> {
    let Some(found) = momento_functions_cache::get_with_hash::<String>("key")? else {
        return Ok(vec!["no hash".to_owned()]);
    };
    let hash = || Data::from(found.hash.clone());
    let told = [
        SetIfHashCondition::PresentAndHashEqual(hash()),
        SetIfHashCondition::PresentAndNotHashEqual(hash()),
        SetIfHashCondition::AbsentOrHashEqual("stale".into()),
        SetIfHashCondition::AbsentOrNotHashEqual(hash()),
        SetIfHashCondition::Unconditional,
    ]
    .into_iter()
    .map(|condition| {
        let set = momento_functions_cache::set_if_hash("key", "a", TTL, condition)?;
        Ok(match set {
            SetIfHashResult::Stored(hash) => format!("same hash {}", hash == found.hash),
            SetIfHashResult::NotStored => "not stored".to_owned(),
        })
    });
    told.collect()
}

fn tell(gave: impl Debug) -> String {
    format!("{gave:?}")
}
