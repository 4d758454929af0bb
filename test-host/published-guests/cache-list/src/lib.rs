//! Makes every call on a list, and tells what each one gave.

use std::time::Duration;

use momento_functions_cache_list::{
    CollectionTtl, EndIndex, EraseRange, EraseResult, LengthResult, ListRange, PopResult,
    RemoveResult, RetainResult, StartIndex, list_concatenate_back, list_concatenate_front,
    list_erase, list_fetch, list_length, list_pop_back, list_pop_front, list_push_back,
    list_push_front, list_remove, list_retain,
};
use momento_functions_guest_web::{WebResult, invoke};

const TTL: CollectionTtl = CollectionTtl::new(Duration::from_secs(60), true);

invoke!(call);
fn call(list: String) -> WebResult<String> {
    let list = list.as_str();
    let ranges = EraseRange::Ranges(vec![ListRange {
        begin_index: 1,
        count: 1,
    }]);
    let words = || ["a", "b", "c"];
    let told = [
        format!("pushed {}", list_push_front(list, "x", TTL, None)?),
        format!("pushed {}", list_push_back(list, "y", TTL, Some(10))?),
        format!(
            "longer {}",
            list_concatenate_front(list, words(), TTL, Some(4))?
        ),
        format!(
            "longer {}",
            list_concatenate_back(list, words(), TTL, None)?
        ),
        length(list)?,
        fetched(list)?,
        removed(list_remove(list, "b")?),
        erased(list_erase(list, ranges)?),
        popped(list_pop_front(list)?),
        popped(list_pop_back(list)?),
        retained(list_retain(
            list,
            StartIndex::from(0),
            EndIndex::from(1),
            TTL,
        )?),
        fetched(list)?,
        erased(list_erase(list, EraseRange::All)?),
        length(list)?,
        popped(list_pop_front(list)?),
        fetched(list)?,
    ];
    Ok(told.join("\n"))
}

fn length(list: &str) -> WebResult<String> {
    Ok(match list_length(list)? {
        LengthResult::Found(length) => format!("length {length}"),
        LengthResult::Missing => "no length".to_owned(),
    })
}

fn fetched(list: &str) -> WebResult<String> {
    match list_fetch::<String>(list, StartIndex::Unbounded, EndIndex::Unbounded)? {
        Some(values) => Ok(values.collect::<Result<Vec<_>, _>>()?.join(" ")),
        None => Ok("no list".to_owned()),
    }
}

fn popped(popped: PopResult<String>) -> String {
    match popped {
        PopResult::Found { value, list_length } => format!("popped {value} of {list_length}"),
        PopResult::Missing => "nothing to pop".to_owned(),
    }
}

fn removed(removed: RemoveResult) -> String {
    match removed {
        RemoveResult::Found(left) => format!("removed, {left} left"),
        RemoveResult::Missing => "nothing to remove".to_owned(),
    }
}

fn erased(erased: EraseResult) -> String {
    match erased {
        EraseResult::Found(left) => format!("erased, {left} left"),
        EraseResult::Missing => "nothing to erase".to_owned(),
    }
}

fn retained(retained: RetainResult) -> String {
    match retained {
        RetainResult::Found(left) => format!("retained {left}"),
        RetainResult::Missing => "nothing to retain".to_owned(),
    }
}
