//! Makes a token for the function that it is sent the name of.

use momento_functions_bytes::encoding::Json;
use momento_functions_guest_web::{WebResult, invoke};
use momento_functions_token::{
    CachePermissions, FunctionPermissions, Permissions, TopicPermissions, generate_disposable_token,
};

invoke!(call);
fn call(function: String) -> WebResult<Json<(String, String, u64)>> {
    let permissions = Permissions::new()
        .with_function(
            FunctionPermissions::invoke()
                .with_cache("default")
                .with_function(function),
        )
        .with_cache(
            CachePermissions::read_only()
                .with_all_caches()
                .with_key_prefix("user"),
        )
        .with_topic(
            TopicPermissions::write_only()
                .with_all_caches()
                .with_topic("news"),
        );
    let token = generate_disposable_token(60, permissions, Some("ada".to_owned()))?;
    Ok(Json((token.api_key, token.endpoint, token.valid_until)))
}
