//! What compiles against the published crate compiles against this one: each published item is used
//! here with its published signature.
use std::time::Duration;

use momento_functions_collections_common::{CollectionTtl, saturate_ttl};

#[test]
fn everything_is_as_published() {
    const TTL: CollectionTtl = CollectionTtl::new(Duration::from_secs(1), true);
    let _: fn(Duration) -> CollectionTtl = CollectionTtl::of;
    let _: fn(Duration) -> CollectionTtl = CollectionTtl::initialize_only;
    let _: fn(Duration) -> CollectionTtl = CollectionTtl::refresh_on_update;
    let _: fn(CollectionTtl, Duration) -> CollectionTtl = CollectionTtl::with_ttl;
    let _: fn(CollectionTtl) -> CollectionTtl = CollectionTtl::with_refresh_on_update;
    let _: fn(CollectionTtl) -> CollectionTtl = CollectionTtl::with_no_refresh_on_update;
    let _: fn(&CollectionTtl) -> Duration = CollectionTtl::ttl;
    let _: fn(&CollectionTtl) -> bool = CollectionTtl::refresh;
    let milliseconds: u64 = saturate_ttl(TTL.ttl());
    assert_eq!(milliseconds, 1000);
}
