//! Remembers the last three messages of a room.

use momento_functions_cache_list::{CollectionTtl, EndIndex, list_fetch, list_push_back};
use momento_functions_guest_web::{Path, WebResult, invoke};
use std::time::Duration;

const REMEMBERED: u32 = 3;

invoke!(chat);
fn chat(Path(room): Path<String>, message: String) -> WebResult<String> {
    if !message.is_empty() {
        let hour = CollectionTtl::of(Duration::from_secs(3600));
        list_push_back(&room, message, hour, Some(REMEMBERED))?;
    }
    let mut told = String::new();
    for message in list_fetch::<String>(&room, 0, EndIndex::Unbounded)?
        .into_iter()
        .flatten()
    {
        told.push_str(&message?);
        told.push('\n');
    }
    Ok(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[momento_functions_test::test]
    fn a_room_remembers_its_last_messages() {
        let say = |message: &str| chat(Path("otters".to_owned()), message.to_owned()).unwrap();
        for message in ["one", "two", "three", "four"] {
            say(message);
        }
        assert_eq!(say(""), "two\nthree\nfour\n");
    }
}
