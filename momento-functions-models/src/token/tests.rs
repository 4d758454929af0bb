//! Tests of what a token allows.

use super::{Action, MAX_STATEMENTS, Permissions, TokenError};

fn with(statements: &str) -> Result<Permissions, TokenError> {
    Permissions::parse(&format!(
        r#"{{"explicit":{{"permissions":[{statements}]}}}}"#
    ))
}

fn function(fields: &str) -> Result<Permissions, TokenError> {
    let role = r#""role":"FunctionInvoke""#;
    with(&format!(r#"{{"function_permissions":{{{role}{fields}}}}}"#))
}

fn invokes(fields: &str, cache: &str, name: &str) -> bool {
    function(fields).unwrap().allow(Action::Invoke, cache, name)
}

fn refusal(result: Result<Permissions, TokenError>) -> String {
    match result {
        Err(TokenError::InvalidArgument(text)) => text,
        other => panic!("{other:?}"),
    }
}

/// SVC.2
#[test]
fn a_function_is_allowed_by_all_by_its_name_and_by_its_prefix() {
    let all = r#","all_caches":null,"all_functions":null"#;
    assert!(invokes(all, "c", "f"));
    let name = r#","cache_selector":{"cacheName":"c"},"function_selector":{"function_name":"f"}"#;
    assert!(invokes(name, "c", "f"));
    assert!(!invokes(name, "d", "f") && !invokes(name, "c", "ff") && !invokes(name, "cc", "f"));
    let prefix = r#","all_caches":null,"function_selector":{"function_name_prefix":"p-"}"#;
    assert!(invokes(prefix, "c", "p-") && invokes(prefix, "c", "p-x"));
    assert!(!invokes(prefix, "c", "p"));
}

/// SVC.2
#[test]
fn what_is_named_goes_before_all() {
    let both = r#","all_caches":null,"cache_selector":{"cacheName":"c"},"all_functions":null,"function_selector":{"function_name":"f"}"#;
    assert!(invokes(both, "c", "f"));
    assert!(!invokes(both, "d", "f") && !invokes(both, "c", "g"));
}

/// SVC.2
#[test]
fn what_is_not_said_is_not_allowed() {
    assert!(!invokes("", "c", "f"));
    assert!(!invokes(r#","all_caches":null"#, "c", "f"));
    assert!(!invokes(r#","all_functions":null"#, "c", "f"));
    assert!(!with("").unwrap().allow(Action::Invoke, "c", "f"));
}

/// SVC.2
#[test]
fn a_role_allows_what_its_name_says_and_no_more() {
    const ALL: [Action; 5] = [
        Action::ReadItem,
        Action::WriteItem,
        Action::Subscribe,
        Action::Publish,
        Action::Invoke,
    ];
    let table: [(&str, &str, &str, &[Action]); 10] = [
        ("cache", "all_items", "CachePermitNone", &[]),
        ("cache", "all_items", "CacheReadWrite", &ALL[..2]),
        ("cache", "all_items", "CacheReadOnly", &ALL[..1]),
        ("cache", "all_items", "CacheWriteOnly", &ALL[1..2]),
        ("topic", "all_topics", "TopicPermitNone", &[]),
        ("topic", "all_topics", "TopicReadWrite", &ALL[2..4]),
        ("topic", "all_topics", "TopicReadOnly", &ALL[2..3]),
        ("topic", "all_topics", "TopicWriteOnly", &ALL[3..4]),
        ("function", "all_functions", "FunctionPermitNone", &[]),
        ("function", "all_functions", "FunctionInvoke", &ALL[4..]),
    ];
    for (kind, all, role, expected) in table {
        let fields = format!(r#"{{"role":"{role}","all_caches":null,"{all}":null}}"#);
        let permissions = with(&format!(r#"{{"{kind}_permissions":{fields}}}"#)).unwrap();
        let allowed: Vec<Action> = ALL
            .into_iter()
            .filter(|action| permissions.allow(*action, "c", "x"))
            .collect();
        assert_eq!(allowed, expected, "{role}");
    }
}

/// SVC.2
#[test]
fn a_key_is_bytes_and_statements_add_to_each_other() {
    let key = |selector: &str| {
        format!(
            r#"{{"cache_permissions":{{"role":"CacheReadOnly","all_caches":null,"item_selector":{selector}}}}}"#
        )
    };
    let both = [key(r#"{"key":[0,255]}"#), key(r#"{"key_prefix":[97]}"#)].join(",");
    let permissions = with(&both).unwrap();
    let reads = |thing: &[u8]| permissions.allow(Action::ReadItem, "c", thing);
    assert!(reads(&[0, 255]) && reads(b"ab"));
    assert!(!reads(&[0]) && !reads(b"b"));
    refusal(with(&key(r#"{"key":[256]}"#)));
    refusal(with(&key(r#"{"key":7}"#)));
}

/// SVC.2
#[test]
fn a_token_has_at_most_twenty_statements() {
    let many =
        |count| vec![r#"{"function_permissions":{"role":"FunctionInvoke"}}"#; count].join(",");
    assert!(with(&many(MAX_STATEMENTS)).is_ok());
    let over = with(&many(MAX_STATEMENTS + 1));
    assert!(matches!(over, Err(TokenError::LimitExceeded(_))));
}

/// SVC.2
#[test]
fn what_is_wrong_is_named() {
    let parse = |text| refusal(Permissions::parse(text));
    assert!(parse("{").starts_with("permissions are no JSON"));
    assert_eq!(parse("[]"), "permissions is an object");
    assert!(parse(r#"{"implicit":{}}"#).ends_with("there is `implicit`"));
    assert!(parse(r#"{"explicit":{"permissions":{}}}"#).contains("is a list"));
    assert!(refusal(with("{}")).ends_with("this one has none"));
    assert!(refusal(with(r#"{"queue_permissions":{}}"#)).contains("`queue_permissions`"));
    let role = with(r#"{"function_permissions":{"role":"invoke"}}"#);
    assert!(refusal(role).contains("`FunctionPermitNone` or `FunctionInvoke`"));
    let unknown = refusal(function(r#","all_topics":null"#));
    assert!(unknown.contains("no field `all_topics`"));
    for wrong in [
        r#","all_caches":true"#,
        r#","cache_selector":{"cache_name":"c"}"#,
        r#","function_selector":{}"#,
        r#","function_selector":{"function_name":"f","function_name_prefix":"f"}"#,
    ] {
        refusal(function(wrong));
    }
}
