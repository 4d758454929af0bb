//! Counts visits without losing one: writes only if nobody wrote since it read.

use momento_functions_cache::{SetIfHashCondition, get_with_hash, set_if_hash};
use momento_functions_guest_web::{WebError, WebResult, invoke};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

invoke!(count);
fn count(page: String) -> WebResult<String> {
    for _ in 0..10 {
        let (visits, condition) = match get_with_hash::<String>(&page)? {
            Some(found) => {
                let visits: u64 = found.value.parse()?;
                (
                    visits + 1,
                    SetIfHashCondition::PresentAndHashEqual(found.hash.into()),
                )
            }
            // No value has this hash: it holds only while there is none.
            None => (1, SetIfHashCondition::AbsentOrHashEqual("".into())),
        };
        if set_if_hash(&page, visits.to_string(), DAY, condition)?.is_stored() {
            return Ok(visits.to_string());
        }
    }
    Err(WebError::new(503, "too many visitors at once"))
}

#[cfg(test)]
mod tests {
    use super::count;

    #[momento_functions_test::test]
    fn every_visit_counts() {
        assert_eq!(count("home".to_owned()).unwrap(), "1");
        assert_eq!(count("home".to_owned()).unwrap(), "2");
        assert_eq!(count("about".to_owned()).unwrap(), "1");
    }
}
