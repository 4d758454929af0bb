//! What compiles against the published crate compiles against this one: each published item is used
//! here with its published signature.
use momento_functions_token::{
    CacheItemSelector, CachePermissions, CacheRole, CacheSelector, ExplicitPermissions,
    FunctionPermissions, FunctionRole, FunctionSelector, GenerateDisposableTokenError,
    GenerateDisposableTokenResponse, Permissions, PermissionsType, TokenError, TopicPermissions,
    TopicRole, TopicSelector, generate_disposable_token,
};

#[test]
fn permissions_are_built_as_published() {
    let cache = CachePermissions::new()
        .with_role(CacheRole::CacheReadWrite)
        .with_all_caches()
        .with_cache("cache")
        .with_all_items()
        .with_key(vec![1])
        .with_key("key")
        .with_key_prefix(String::from("prefix"));
    let topic = TopicPermissions::default()
        .with_role(TopicRole::TopicReadOnly)
        .with_all_caches()
        .with_cache(String::from("cache"))
        .with_all_topics()
        .with_topic("topic")
        .with_topic_prefix("prefix");
    let function = FunctionPermissions::invoke()
        .with_role(FunctionRole::FunctionInvoke)
        .with_all_caches()
        .with_cache("cache")
        .with_all_functions()
        .with_function("function")
        .with_function_prefix("prefix");
    assert_eq!(function.role, FunctionRole::FunctionInvoke);
    let explicit = ExplicitPermissions {
        permissions: vec![
            PermissionsType::CachePermissions(cache.clone()),
            PermissionsType::TopicPermissions(topic.clone()),
            PermissionsType::FunctionPermissions(function.clone()),
        ],
    };
    let built: Permissions = Permissions::default()
        .with_cache(cache)
        .with_topic(topic)
        .with_function(function);
    assert_eq!(built, Permissions::from(explicit));
}

#[test]
fn permissions_are_begun_as_published() {
    let _: [CachePermissions; 4] = [
        CachePermissions::new(),
        CachePermissions::read_only(),
        CachePermissions::read_write(),
        CachePermissions::write_only(),
    ];
    let _: [TopicPermissions; 4] = [
        TopicPermissions::new(),
        TopicPermissions::read_only(),
        TopicPermissions::read_write(),
        TopicPermissions::write_only(),
    ];
    let _: [FunctionPermissions; 2] = [FunctionPermissions::new(), FunctionPermissions::invoke()];
    assert_eq!(Permissions::new(), Permissions::default());
}

#[test]
fn roles_have_their_published_numbers() {
    let cache = [
        CacheRole::CachePermitNone,
        CacheRole::CacheReadWrite,
        CacheRole::CacheReadOnly,
        CacheRole::CacheWriteOnly,
    ];
    assert_eq!(cache.map(|role| role as u8), [0, 1, 2, 3]);
    let topic = [
        TopicRole::TopicPermitNone,
        TopicRole::TopicReadWrite,
        TopicRole::TopicReadOnly,
        TopicRole::TopicWriteOnly,
    ];
    assert_eq!(topic.map(|role| role as u8), [0, 1, 2, 3]);
    let function = [
        FunctionRole::FunctionPermitNone,
        FunctionRole::FunctionInvoke,
    ];
    assert_eq!(function.map(|role| role as u8), [0, 1]);
}

#[test]
fn selectors_are_matched_without_a_wildcard() {
    fn cache(CacheSelector::CacheName(name): CacheSelector) -> String {
        name
    }
    fn item(selector: CacheItemSelector) -> Vec<u8> {
        match selector {
            CacheItemSelector::Key(bytes) | CacheItemSelector::KeyPrefix(bytes) => bytes,
        }
    }
    fn topic(selector: TopicSelector) -> String {
        match selector {
            TopicSelector::TopicName(text) | TopicSelector::TopicNamePrefix(text) => text,
        }
    }
    fn function(selector: FunctionSelector) -> String {
        match selector {
            FunctionSelector::FunctionName(text) | FunctionSelector::FunctionNamePrefix(text) => {
                text
            }
        }
    }
    assert_eq!(cache(CacheSelector::CacheName("c".to_owned())), "c");
    assert_eq!(item(CacheItemSelector::Key(vec![1])), [1]);
    assert_eq!(topic(TopicSelector::TopicName("t".to_owned())), "t");
    assert_eq!(
        function(FunctionSelector::FunctionName("f".to_owned())),
        "f"
    );
}

#[test]
fn a_token_is_made_as_published() {
    type Generate = fn(
        u32,
        Permissions,
        Option<String>,
    )
        -> Result<GenerateDisposableTokenResponse, GenerateDisposableTokenError>;
    let _: Generate = generate_disposable_token;
    let refused = GenerateDisposableTokenError::TokenError(TokenError::InternalError);
    let _: &dyn std::error::Error = &refused;
    let GenerateDisposableTokenError::TokenError(error) = refused;
    assert!(matches!(error, TokenError::InternalError));
    let GenerateDisposableTokenResponse {
        api_key,
        endpoint,
        valid_until,
    } = GenerateDisposableTokenResponse {
        api_key: "a".to_owned(),
        endpoint: "e".to_owned(),
        valid_until: 1_u64,
    };
    assert_eq!(
        (api_key.as_str(), endpoint.as_str(), valid_until),
        ("a", "e", 1)
    );
}

#[test]
fn the_published_types_have_the_published_traits() {
    fn implementations()
    where
        CachePermissions: Default,
        FunctionPermissions: Default,
        Permissions: Default,
        TopicPermissions: Default,
    {
    }
    implementations();
}
