//! Counts the words of its payload in the background, and leaves the count in the cache.

use momento_functions_cache::set;
use momento_functions_guest_spawn::{SpawnFailure, SpawnSuccess, spawn};
use std::time::Duration;

spawn!(count);
fn count(text: String) -> Result<SpawnSuccess, SpawnFailure> {
    let words = text.split_whitespace().count();
    if words == 0 {
        return Err(SpawnFailure::FailedNote("there are no words".to_owned()));
    }
    let note = format!("{words} words");
    set("words", &note, Duration::from_secs(3600))
        .map_err(|error| SpawnFailure::HostError(error.to_string()))?;
    Ok(SpawnSuccess::OkNote(note))
}

#[cfg(test)]
mod tests {
    use super::count;

    #[momento_functions_test::test]
    fn the_count_is_left_in_the_cache() {
        assert!(count(String::new()).is_err());
        assert!(count("one two".to_owned()).is_ok());
        let words = momento_functions_cache::get::<String>("words").unwrap();
        assert_eq!(words.as_deref(), Some("2 words"));
    }
}
