//! The calls of the cache, and what becomes of what the host answers.
mod support;

use std::collections::HashMap;
use std::error::Error;
use std::time::Duration;

use momento_functions_host::cache::{
    self, CacheGetError, CacheGetWithHashError, CacheListFetchError, CacheListPushFrontError,
    CacheSetError, CollectionTtl, EndIndex, SetIfCondition, SetIfHashCondition, StartIndex,
};
use momento_functions_host::encoding::Json;
use support::{answered, asked, refused};

const TTL: Duration = Duration::from_micros(1_500);

fn unencodable() -> Json<HashMap<Vec<u8>, u8>> {
    Json(HashMap::from([(vec![1], 1)]))
}

#[test]
fn each_call_reaches_the_host_as_itself() {
    let ((), asked) = asked(|| {
        cache::set("k", "v", TTL).unwrap();
        cache::set_if(b"k", "v", TTL, SetIfCondition::Absent).unwrap();
        cache::set_if_hash("k", "v", TTL, SetIfHashCondition::Unconditional).unwrap();
        cache::delete("k").unwrap();
        let ttl = CollectionTtl::initialize_only(TTL);
        assert_eq!(cache::list_push_front("l", "v", ttl, None).unwrap(), 1);
        assert_eq!(
            cache::list_push_back("l", Json([1]), CollectionTtl::of(TTL), Some(9)).unwrap(),
            2
        );
        let (start, end) = (StartIndex::Inclusive(-1), EndIndex::Exclusive(3));
        assert!(
            cache::list_fetch::<Vec<u8>>("missing", start, end)
                .unwrap()
                .is_none()
        );
    });
    assert_eq!(
        asked,
        [
            "set k v 2",
            "set-if k v 2 SetIfCondition::Absent",
            "set-if-hash k v 2 SetIfHashCondition::Unconditional",
            "delete k",
            "push-front l v 2 false 0",
            "push-back l [1] 2 true 9",
            "fetch missing StartIndex::Inclusive(-1) EndIndex::Exclusive(3)",
        ]
    );
}

#[test]
fn a_value_is_decoded_and_a_missing_one_is_none() {
    answered(|| {
        let Json(numbers) = cache::get::<Json<[u8; 2]>>("k").unwrap().unwrap();
        assert_eq!(numbers, [1, 2]);
        assert_eq!(cache::get::<Vec<u8>>("missing").unwrap(), None);
        let found = cache::get_with_hash::<Vec<u8>>("k").unwrap().unwrap();
        assert_eq!(
            (found.value.as_slice(), found.hash.as_slice()),
            (support::JSON, &b"hash"[..])
        );
        assert_eq!(cache::get_with_hash::<Vec<u8>>("missing").unwrap(), None);
    });
}

#[test]
fn a_value_of_another_shape_is_an_error_that_does_not_quote_it() {
    answered(|| {
        let error = cache::get::<Json<bool>>("k").unwrap_err();
        assert!(matches!(error, CacheGetError::ExtractFailed { .. }));
        assert!(error.source().is_some() && error.to_string().contains("could not be decoded"));
        let error = cache::get_with_hash::<Json<bool>>("k").unwrap_err();
        assert!(matches!(error, CacheGetWithHashError::ExtractFailed { .. }));
    });
}

#[test]
fn each_value_of_a_list_is_decoded_by_itself() {
    let values = answered(|| {
        let all = cache::list_fetch("l", StartIndex::Unbounded, EndIndex::Unbounded);
        all.unwrap()
            .unwrap()
            .collect::<Vec<Result<Json<Vec<u8>>, _>>>()
    });
    assert!(matches!(
        values.as_slice(),
        [Ok(Json(numbers)), Err(CacheListFetchError::ExtractFailed { .. })] if *numbers == [1, 2]
    ));
}

#[test]
fn what_cannot_be_encoded_is_not_sent() {
    let ((), asked) = asked(|| {
        let error = cache::set("k", unencodable(), TTL).unwrap_err();
        assert!(matches!(error, CacheSetError::EncodeFailed { .. }));
        assert!(cache::set_if("k", unencodable(), TTL, SetIfCondition::Absent).is_err());
        assert!(
            cache::set_if_hash("k", unencodable(), TTL, SetIfHashCondition::Unconditional).is_err()
        );
        let error = cache::list_push_front("l", unencodable(), CollectionTtl::of(TTL), None);
        assert!(matches!(
            error,
            Err(CacheListPushFrontError::EncodeFailed { .. })
        ));
        assert!(cache::list_push_back("l", unencodable(), CollectionTtl::of(TTL), None).is_err());
    });
    assert_eq!(asked, Vec::<String>::new());
}

#[test]
fn the_hosts_refusal_is_the_error_of_every_call() {
    let ttl = CollectionTtl::of(TTL);
    let errors = refused(|| {
        [
            cache::get::<Vec<u8>>("k").unwrap_err().to_string(),
            cache::get_with_hash::<Vec<u8>>("k")
                .unwrap_err()
                .to_string(),
            cache::set("k", "v", TTL).unwrap_err().to_string(),
            cache::set_if("k", "v", TTL, SetIfCondition::Absent)
                .unwrap_err()
                .to_string(),
            cache::set_if_hash("k", "v", TTL, SetIfHashCondition::Unconditional)
                .unwrap_err()
                .to_string(),
            cache::delete("k").unwrap_err().to_string(),
            cache::list_push_front("l", "v", ttl, None)
                .unwrap_err()
                .to_string(),
            cache::list_push_back("l", "v", ttl, None)
                .unwrap_err()
                .to_string(),
            cache::list_fetch::<Vec<u8>>("l", StartIndex::Unbounded, EndIndex::Unbounded)
                .map(|_| ())
                .unwrap_err()
                .to_string(),
        ]
    });
    for error in errors {
        assert!(
            error.ends_with("what it names does not exist: refused"),
            "{error}"
        );
    }
}
