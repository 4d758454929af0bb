//! Makes every call on a list that the older crate has, and tells what each one gave.

use std::time::Duration;

use momento_functions::{WebResult, post};
use momento_functions_host::cache::{
    CollectionTtl, EndIndex, StartIndex, list_fetch, list_push_back, list_push_front,
};

const TTL: CollectionTtl = CollectionTtl::new(Duration::from_secs(60), true);

post!(call);
fn call(list: Vec<u8>) -> WebResult<String> {
    let told = [
        fetched(&list, StartIndex::Unbounded)?,
        format!("pushed {}", list_push_front(&list, "b", TTL, None)?),
        format!("pushed {}", list_push_front(&list, "a", TTL, None)?),
        format!("pushed {}", list_push_back(&list, "c", TTL, Some(2))?),
        fetched(&list, StartIndex::Unbounded)?,
        fetched(&list, StartIndex::Inclusive(-1))?,
    ];
    Ok(told.join("\n"))
}

fn fetched(list: &[u8], start: StartIndex) -> WebResult<String> {
    let Some(values) = list_fetch::<Vec<u8>>(list, start, EndIndex::Exclusive(9))? else {
        return Ok("no list".to_owned());
    };
    let words = values.map(|value| Ok(String::from_utf8(value?)?));
    Ok(words.collect::<WebResult<Vec<_>>>()?.join(" "))
}
