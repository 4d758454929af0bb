//! What compiles against the published crate compiles against this one: each published item is used
//! here with its published signature.
use momento_functions_bytes::Data;
use momento_functions_guest_web::WebResult;
use momento_functions_topic::{TopicError, publish, publish_bytes};

#[test]
fn the_calls_are_as_published() {
    let _: fn(&'static str, String) -> Result<(), TopicError> = publish;
    let _: fn(String, &'static str) -> Result<(), TopicError> = publish;
    let _: fn(&'static str, Vec<u8>) -> Result<(), TopicError> = publish_bytes;
    let _: fn(String, Data) -> Result<(), TopicError> = publish_bytes;
}

#[test]
fn errors_are_matched_case_by_case_without_a_wildcard_and_are_answers() {
    fn text(error: TopicError) -> String {
        match error {
            TopicError::InternalError | TopicError::RequestCancelled | TopicError::Timeout => {
                String::new()
            }
            TopicError::InvalidArgument(why)
            | TopicError::PermissionDenied(why)
            | TopicError::LimitExceeded(why)
            | TopicError::FailedPrecondition(why)
            | TopicError::NotFound(why) => why,
        }
    }
    fn failing() -> WebResult<()> {
        Err(TopicError::NotFound("cache".to_owned()))?
    }
    assert_eq!(text(TopicError::NotFound("cache".to_owned())), "cache");
    assert_eq!(
        failing().unwrap_err().body(),
        r#"An error occurred during function invocation: NotFound("cache")"#
    );
}
