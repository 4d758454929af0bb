//! Each host call of the older contract, made natively through its crate.

use momento_functions_host::aws::auth::{AwsCredentialsProvider, Credentials};
use momento_functions_host::aws::ddb::{DynamoDBClient, Item};
use momento_functions_host::aws::lambda::LambdaClient;
use momento_functions_host::aws::s3::{ObjectOptions, S3Client};
use momento_functions_host::aws::secrets_manager::{GetSecretValueRequest, SecretsManagerClient};
use momento_functions_host::redis::{Command, RedisClient, RedisClusterClient};
use momento_functions_host::{cache, http, spawn, token, topics};
use momento_functions_test::dynamodb::{KeyAttribute, KeySchema};
use momento_functions_test::http::{Failure, Reply};
use momento_functions_test::{ValkeyReply, host};
use momento_functions_wit::v1;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

fn key(region: &str) -> Result<AwsCredentialsProvider, v1::aws_auth::AuthError> {
    let key = Credentials::Hardcoded {
        access_key_id: "id".to_owned(),
        secret_access_key: "secret".to_owned(),
    };
    AwsCredentialsProvider::new(region, key)
}

/// KIT.31
#[momento_functions_test::test]
fn the_cache_is_that_of_the_current_contract() {
    cache::set("key", "1", MINUTE).unwrap();
    let current = momento_functions_cache::get::<String>("key").unwrap();
    assert_eq!(current.as_deref(), Some("1"));
    let found = cache::get_with_hash::<Vec<u8>>("key").unwrap();
    assert!(found.is_some());
    let absent = || v1::cache_scalar::SetIfCondition::Absent;
    let stored = cache::set_if("key", "2", MINUTE, absent());
    assert!(!format!("{:?}", stored.unwrap()).contains("::Stored"));
    cache::delete("key").unwrap();
    let unconditional = v1::cache_scalar::SetIfHashCondition::Unconditional;
    cache::set_if_hash("key", "3", MINUTE, unconditional).unwrap();
    host().clock().advance(MINUTE);
    assert_eq!(cache::get::<Vec<u8>>("key").unwrap(), None);
    assert!(cache::set("key", "1", Duration::ZERO).is_err());
}

/// KIT.31
#[momento_functions_test::test]
fn lists_are_those_of_the_current_contract() {
    let push = |value: &[u8]| v1::cache_list::list_push_back(b"l", value, 60_000, true, 0);
    assert_eq!(push(b"2").unwrap(), 1);
    let front = v1::cache_list::list_push_front(b"l", b"1", 60_000, true, 0);
    assert_eq!(front.unwrap(), 2);
    let (from, to) = (
        v1::cache_list::StartIndex::Inclusive(-1),
        v1::cache_list::EndIndex::Unbounded,
    );
    let found = v1::cache_list::list_fetch(b"l", from, to).unwrap();
    assert!(matches!(found, v1::cache_list::FetchResponse::Found(values) if values == [b"2"]));
    let length = momento_functions_cache_list::list_length("l").unwrap();
    assert_eq!(length.length(), Some(2));
}

/// KIT.31
#[momento_functions_test::test]
fn topics_tokens_and_spawned_work_are_those_of_the_current_contract() {
    topics::publish("news", "text").unwrap();
    topics::publish("news", b"bytes".to_vec()).unwrap();
    assert_eq!(host().topic("default", "news").texts(), ["text", "bytes"]);
    let permissions = token::Permissions::new();
    let token = token::generate_disposable_token(60, permissions, None).unwrap();
    assert!(host().token_permissions(&token.api_key).is_some());
    spawn("work", "payload").unwrap();
    assert_eq!(host().spawned().first().unwrap().text(), "payload");
    host().without_function("gone");
    assert!(spawn("gone", "").is_err());
}

/// KIT.31
#[momento_functions_test::test]
fn log_lines_are_those_of_the_current_contract() {
    use v1::logging::{ConfigureLoggingInput, Destination, LogLevel, TopicDestination};
    let to = ConfigureLoggingInput {
        log_level: LogLevel::Warn,
        system_logs_level: LogLevel::Off,
        destination: Destination::Topic(TopicDestination {
            topic_name: "logs".to_owned(),
        }),
    };
    v1::logging::configure_logging(&[to]).unwrap();
    v1::logging::log("hidden", LogLevel::Info);
    v1::logging::log("shown", LogLevel::Error);
    assert_eq!(host().topic("default", "logs").texts(), ["shown"]);
    assert_eq!(host().logs().len(), 1);
}

/// KIT.34
#[momento_functions_test::test]
fn servers_are_scripted() {
    let scripts = host().http().clone();
    scripts
        .on("GET", "https://api.test/*")
        .respond(Reply::status(200).body("got"));
    scripts
        .on("POST", "https://api.test/*")
        .with_body("sent")
        .respond(Reply::status(202));
    scripts
        .on("DELETE", "https://api.test/*")
        .respond(Reply::failure(Failure::Tls));
    scripts
        .on("PUT", "https://api.test/*")
        .respond(Reply::status(204));
    let url = "https://api.test/users";
    assert_eq!(http::get(url, []).unwrap().body, b"got");
    assert_eq!(http::post(url, [], "sent").unwrap().status, 202);
    assert_eq!(http::put(url, [], "sent").unwrap().status, 204);
    let error = http::delete(url, []).unwrap_err().to_string();
    assert!(error.contains("no secure connection"), "{error}");
}

/// KIT.34
#[momento_functions_test::test]
fn servers_and_clusters_of_redis_are_scripted() {
    host().valkey("redis://server").reply("GET", "value");
    let server = RedisClient::new("redis://server");
    let commands = vec![Command::builder().get("k").build(); 2];
    assert_eq!(server.pipe(commands).unwrap().count(), 2);
    let cluster = RedisClusterClient::new_momento_managed("sessions");
    let ping = || Command::builder().any("PING").build();
    let error = cluster.command(ping()).unwrap_err().to_string();
    assert!(
        error.contains("the test has no reply of `sessions` to PING"),
        "{error}"
    );
    let pong = ValkeyReply::SimpleString("PONG".to_owned());
    host().valkey("sessions").reply("PING", pong);
    let reply = cluster.command(ping()).unwrap();
    assert!(matches!(reply, v1::redis::Value::SimpleString(text) if text == "PONG"));
}

/// KIT.31
#[momento_functions_test::test]
fn aws_is_that_of_the_current_contract() {
    let credentials = key("us-west-2").unwrap();
    host().create_table("users", KeySchema::new(KeyAttribute::string("id")));
    let tables = DynamoDBClient::new(&credentials);
    let item: Item = [("id", "u1"), ("name", "Ada")].into();
    tables.put_item("users", item).unwrap();
    assert!(
        tables
            .get_item_raw("users", ("id", "u1"))
            .unwrap()
            .is_some()
    );

    let s3 = S3Client::new(&credentials);
    s3.put("reports", "plain", "text").unwrap();
    let options = || ObjectOptions {
        content_type: Some("text/plain".to_owned()),
        content_encoding: None,
    };
    s3.put_with_options("reports", "typed", "text", options())
        .unwrap();
    assert_eq!(
        s3.get::<Vec<u8>>("reports", "plain").unwrap().unwrap(),
        b"text"
    );
    let typed = s3
        .get_with_options::<Vec<u8>>("reports", "typed", options())
        .unwrap();
    assert_eq!(typed.unwrap().content_type.as_deref(), Some("text/plain"));

    host().secret("password").put("open sesame").unwrap();
    let secrets = SecretsManagerClient::new(&credentials);
    let request = GetSecretValueRequest::new("password");
    let value = secrets.get_latest_secret_value::<Vec<u8>>(request).unwrap();
    assert_eq!(value, b"open sesame");

    host().lambda("greeter").respond("1");
    let lambda = LambdaClient::new(&credentials);
    assert_eq!(lambda.invoke("greeter", "{}").unwrap().status_code(), 200);
    assert!(key("no region").is_err());
}
