//! What compiles against the published crate compiles against this one: each published item is used here
//! with its published signature.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::HashMap;
use std::convert::Infallible;
use std::error::Error;
use std::num::ParseIntError;
use std::time::Duration;

use momento_functions_guest_web::IntoWebResponse;
use momento_functions_host::aws::auth::{AwsCredentialsProvider, Credentials};
use momento_functions_host::encoding::{Encode, EncodeError, Extract, ExtractError, Json};
use momento_functions_host::{aws, build_environment_aws_credentials, cache, http, logging};
use momento_functions_host::{redis, spawn, token, topics, web_extensions};
use momento_functions_wit::host::momento::functions as abi;
use momento_functions_wit::host::momento::host as abi_host;
use support::answered;

/// A type of an author's own, with errors of its own.
#[derive(Debug)]
struct Own;

#[derive(Debug)]
struct OwnError;

impl std::fmt::Display for OwnError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("own")
    }
}

impl Error for OwnError {}
impl EncodeError for OwnError {}
impl ExtractError for OwnError {}

impl Encode for Own {
    type Error = OwnError;

    fn try_serialize(self) -> Result<impl Into<Vec<u8>>, Self::Error> {
        Ok("own")
    }
}

impl Extract for Own {
    type Error = OwnError;

    fn extract(payload: Vec<u8>) -> Result<Self, Self::Error> {
        if payload.is_empty() {
            Err(OwnError)
        } else {
            Ok(Own)
        }
    }
}

fn own_bytes(bytes: impl Into<Vec<u8>>) -> Vec<u8> {
    bytes.into()
}

#[test]
fn values_are_encoded_and_decoded_as_published() {
    fn infallible<T: Encode<Error = Infallible>>(value: T) -> Vec<u8> {
        let Ok(bytes) = value.try_serialize();
        own_bytes(bytes)
    }
    fn fallible<T: Encode<Error = serde_json::Error>>(value: T) -> Vec<u8> {
        own_bytes(value.try_serialize().unwrap())
    }
    assert_eq!(infallible(&b"a"[..]), b"a");
    assert_eq!(infallible("a"), b"a");
    assert_eq!(infallible(()), b"");
    assert_eq!(infallible("a".to_owned()), b"a");
    assert_eq!(infallible(vec![97]), b"a");
    assert_eq!(infallible(Some(vec![97])), b"a");
    assert_eq!(fallible(serde_json::json!(1)), b"1");
    assert_eq!(fallible(Json(1)), b"1");
    assert_eq!(own_bytes(Own.try_serialize().unwrap()), b"own");

    let bytes: Result<Vec<u8>, Infallible> = Extract::extract(vec![1]);
    assert_eq!(bytes, Ok(vec![1]));
    let number: Result<Json<u8>, serde_json::Error> = Extract::extract(b"1".to_vec());
    assert_eq!(number.unwrap().0, 1);
    assert!(Own::extract(vec![]).is_err());
}

#[test]
fn the_cache_is_called_as_published() {
    use cache::*;

    let ttl = Duration::from_secs(1);
    answered(|| {
        let _: Result<Option<Own>, CacheGetError<OwnError>> = get("k");
        let _: Result<Option<Json<u8>>, CacheGetError<serde_json::Error>> = get(b"k");
        let found: Result<Option<GetWithHashValue<Vec<u8>>>, CacheGetWithHashError<Infallible>> =
            get_with_hash(vec![1]);
        let GetWithHashValue { hash, value } = found.unwrap().unwrap();
        let _: (Vec<u8>, Vec<u8>) = (hash, value);
        let _: Result<(), CacheSetError<OwnError>> = set(String::from("k"), Own, ttl);
        let stored: Result<abi::cache_scalar::SetIfResult, CacheSetIfError<Infallible>> =
            set_if("k", "v", ttl, SetIfCondition::Absent);
        assert!(matches!(stored, Ok(SetIfResult::Stored)));
        let stored: Result<abi::cache_scalar::SetIfHashResult, CacheSetIfHashError<Infallible>> =
            set_if_hash(
                "k",
                "v",
                ttl,
                abi::cache_scalar::SetIfHashCondition::Unconditional,
            );
        assert!(matches!(stored, Ok(SetIfHashResult::Stored(_))));
        let _: Result<(), CacheDeleteError> = delete("k");

        let collection = CollectionTtl::of(ttl);
        let _: Result<u32, CacheListPushBackError<OwnError>> =
            list_push_back("l", Own, collection, Some(1));
        let _: Result<u32, CacheListPushFrontError<Infallible>> =
            list_push_front("l", "v", collection, None);
        let list = {
            let name = String::from("l");
            list_fetch::<Vec<u8>>(&name, StartIndex::Unbounded, EndIndex::Exclusive(1))
        };
        for value in list.unwrap().unwrap() {
            let _: Result<Vec<u8>, CacheListFetchError<Infallible>> = value;
        }
    });
    let _: (GetWithHashFound, GetWithHashResult, SetIfHashCondition) = (
        GetWithHashFound {
            value: vec![],
            hash: vec![],
        },
        GetWithHashResult::Missing,
        SetIfHashCondition::Unconditional,
    );
}

#[test]
fn the_caches_types_are_as_published() {
    use cache::{CollectionTtl, EndIndex, StartIndex};

    let ttl = Duration::from_secs(1);
    const FIXED: CollectionTtl = CollectionTtl::new(Duration::from_secs(1), false);
    let ttls = [
        CollectionTtl::initialize_only(ttl),
        CollectionTtl::refresh_on_update(ttl).with_no_refresh_on_update(),
        CollectionTtl::of(ttl)
            .with_refresh_on_update()
            .with_ttl(ttl),
    ];
    assert_eq!(ttls.map(|ttl| ttl.refresh()), [false, false, true]);
    let _: Duration = FIXED.ttl();
    let _: abi::cache_list::StartIndex = StartIndex::Inclusive(-1_i32).into();
    let _: abi::cache_list::EndIndex = EndIndex::Unbounded.into();
}

#[test]
fn the_caches_errors_are_matched_without_a_wildcard() {
    use cache::*;

    fn get(error: CacheGetError<OwnError>) -> Result<OwnError, abi::cache_scalar::Error> {
        match error {
            CacheGetError::CacheError(error) => Err(error),
            CacheGetError::ExtractFailed { cause } => Ok(cause),
        }
    }
    fn with_hash(
        error: CacheGetWithHashError<OwnError>,
    ) -> Result<OwnError, abi::cache_scalar::Error> {
        match error {
            CacheGetWithHashError::CacheError(error) => Err(error),
            CacheGetWithHashError::ExtractFailed { cause } => Ok(cause),
        }
    }
    fn set(error: CacheSetError<OwnError>) -> Result<OwnError, abi::cache_scalar::Error> {
        match error {
            CacheSetError::CacheError(error) => Err(error),
            CacheSetError::EncodeFailed { cause } => Ok(cause),
        }
    }
    fn set_if(error: CacheSetIfError<OwnError>) -> Result<OwnError, abi::cache_scalar::Error> {
        match error {
            CacheSetIfError::CacheError(error) => Err(error),
            CacheSetIfError::EncodeFailed { cause } => Ok(cause),
        }
    }
    fn set_if_hash(
        error: CacheSetIfHashError<OwnError>,
    ) -> Result<OwnError, abi::cache_scalar::Error> {
        match error {
            CacheSetIfHashError::CacheError(error) => Err(error),
            CacheSetIfHashError::EncodeFailed { cause } => Ok(cause),
        }
    }
    fn delete(CacheDeleteError::CacheError(error): CacheDeleteError) -> abi::cache_scalar::Error {
        error
    }
    fn fetch(error: CacheListFetchError<OwnError>) -> Result<OwnError, abi::cache_list::Error> {
        match error {
            CacheListFetchError::CacheError(error) => Err(error),
            CacheListFetchError::ExtractFailed { cause } => Ok(cause),
        }
    }
    fn back(error: CacheListPushBackError<OwnError>) -> Result<OwnError, abi::cache_list::Error> {
        match error {
            CacheListPushBackError::CacheError(error) => Err(error),
            CacheListPushBackError::EncodeFailed { cause } => Ok(cause),
        }
    }
    fn front(error: CacheListPushFrontError<OwnError>) -> Result<OwnError, abi::cache_list::Error> {
        match error {
            CacheListPushFrontError::CacheError(error) => Err(error),
            CacheListPushFrontError::EncodeFailed { cause } => Ok(cause),
        }
    }
    let cause = || OwnError;
    assert!(get(CacheGetError::ExtractFailed { cause: cause() }).is_ok());
    assert!(with_hash(CacheGetWithHashError::ExtractFailed { cause: cause() }).is_ok());
    assert!(set(CacheSetError::EncodeFailed { cause: cause() }).is_ok());
    assert!(set_if(CacheSetIfError::EncodeFailed { cause: cause() }).is_ok());
    assert!(set_if_hash(CacheSetIfHashError::EncodeFailed { cause: cause() }).is_ok());
    assert!(fetch(CacheListFetchError::ExtractFailed { cause: cause() }).is_ok());
    assert!(back(CacheListPushBackError::EncodeFailed { cause: cause() }).is_ok());
    assert!(front(CacheListPushFrontError::EncodeFailed { cause: cause() }).is_ok());
    let gone = delete(CacheDeleteError::CacheError(
        abi::cache_scalar::Error::Timeout,
    ));
    assert!(matches!(gone, abi::cache_scalar::Error::Timeout));
}

fn credentials() -> Credentials {
    build_environment_aws_credentials!()
}

fn provider() -> AwsCredentialsProvider {
    let provider: Result<AwsCredentialsProvider, abi_host::aws_auth::AuthError> =
        AwsCredentialsProvider::new(String::from("us-west-2"), credentials());
    provider.unwrap()
}

#[test]
fn credentials_are_as_published() {
    fn parts(credentials: Credentials) -> Vec<String> {
        match credentials {
            Credentials::Federated { role_arn } => vec![role_arn],
            Credentials::Hardcoded {
                access_key_id,
                secret_access_key,
            } => {
                vec![access_key_id, secret_access_key]
            }
        }
    }
    let unset = build_environment_aws_credentials!("NEVER_SET_");
    assert_eq!(parts(unset), ["UNSET", "UNSET"]);
    assert_eq!(
        parts(Credentials::Federated {
            role_arn: "arn".to_owned()
        }),
        ["arn"]
    );
}

#[test]
fn dynamodb_is_called_as_published() {
    use aws::ddb::*;

    struct User;
    impl TryFrom<Item> for User {
        type Error = ConversionError;
        fn try_from(_: Item) -> Result<Self, Self::Error> {
            Ok(User)
        }
    }
    fn errors(error: GetItemError<ConversionError>) -> Result<String, abi_host::aws_ddb::DdbError> {
        match error {
            GetItemError::Dynamo { cause } => match cause {
                DynamoDBError::Dynamo(error) => Err(error),
                DynamoDBError::SerDeJson { cause } => Ok(serde_json::Error::to_string(&cause)),
            },
            GetItemError::TryFrom { cause } => Ok(cause.to_string()),
        }
    }
    answered(|| {
        let client: DynamoDBClient = DynamoDBClient::new(&provider());
        let user: Result<Option<User>, GetItemError<ConversionError>> =
            client.get_item("t", ("id", 1_i64));
        assert!(user.map_err(errors).is_ok());
        let _: Result<Option<Item>, DynamoDBError> = client.get_item_raw("t", ("id", vec![1_u8]));
        let _: Result<(), DynamoDBError> = client.put_item("t", [("id", 1_i64)]);
        let _: Result<(), DynamoDBError> = client.put_item(
            "t",
            HashMap::from([("id".to_owned(), AttributeValue::Null(true))]),
        );
    });
}

#[test]
fn dynamodbs_types_are_as_published() {
    use aws::ddb::*;

    let attributes: Vec<_> = Key::HashRange {
        hash_key: "h".to_owned(),
        hash_value: KeyValue::Binary(vec![1]),
        range_key: "r".to_owned(),
        range_value: KeyValue::Number(1_i64),
    }
    .into();
    let attributes: Vec<abi_host::aws_ddb::KeyAttribute> = attributes;
    assert_eq!(attributes.len(), 2);
    let hash = Key::Hash {
        key: "h".to_owned(),
        value: KeyValue::String("v".to_owned()),
    };
    assert_eq!(Key::from(("h", "v")), hash);
    let values = [
        KeyValue::from(&b"v"[..]),
        KeyValue::from("v"),
        KeyValue::from("v".to_owned()),
        KeyValue::from(vec![1_u8]),
        KeyValue::from(1_i64),
    ];
    let _ = values.map(abi_host::aws_ddb::KeyValue::from);

    let item = Item {
        attributes: HashMap::from([("a".to_owned(), AttributeValue::from(1_i64))]),
    };
    assert_eq!(Item::from([("a", 1_i64)]), item);

    fn name(value: &AttributeValue) -> &'static str {
        match value {
            AttributeValue::Binary(text) if text.is_empty() => "no bytes",
            AttributeValue::Binary(_) => "bytes",
            AttributeValue::BinarySet(_) => "byte strings",
            AttributeValue::Boolean(_) => "boolean",
            AttributeValue::List(_) => "list",
            AttributeValue::Map(_) => "map",
            AttributeValue::Null(_) => "null",
            AttributeValue::Number(_) => "number",
            AttributeValue::NumberSet(_) => "numbers",
            AttributeValue::String(_) => "text",
            AttributeValue::StringSet(_) => "texts",
        }
    }
    let values = [
        AttributeValue::from("a"),
        AttributeValue::from("a".to_owned()),
        AttributeValue::from(vec![AttributeValue::from(true)]),
        AttributeValue::from(vec![1_u8]),
        AttributeValue::from(true),
        AttributeValue::from(1_i64),
        AttributeValue::from(HashMap::from([("a", AttributeValue::Null(true))])),
    ];
    assert_eq!(
        values.each_ref().map(name),
        ["text", "text", "list", "bytes", "boolean", "number", "map"]
    );

    let text: Result<String, ConversionError> = AttributeValue::from(1_i64).try_into();
    let ConversionError::WrongType { expected, actual } = text.unwrap_err();
    assert_eq!((expected.as_str(), actual.as_str()), ("String", "Number"));
    let truth: Result<bool, ConversionError> = AttributeValue::from(true).try_into();
    assert_eq!(truth, Ok(true));
    let number: Result<i64, NumericConversionError> =
        AttributeValue::Number("x".to_owned()).try_into();
    match number.unwrap_err() {
        NumericConversionError::ParseInt { cause } => {
            assert_ne!(ParseIntError::to_string(&cause), "")
        }
        NumericConversionError::WrongType { expected, actual } => panic!("{expected} {actual}"),
    }
    let bytes: Result<Vec<u8>, BinaryConversionError> =
        AttributeValue::Binary("?".to_owned()).try_into();
    match bytes.unwrap_err() {
        BinaryConversionError::Decode { cause } => {
            assert_ne!(base64::DecodeError::to_string(&cause), "");
        }
        BinaryConversionError::WrongType { expected, actual } => panic!("{expected} {actual}"),
    }
}

#[test]
fn lambda_is_called_as_published() {
    use aws::lambda::*;

    fn parts(name: impl Into<LambdaName>) -> Vec<String> {
        match name.into() {
            LambdaName::Name(name) => vec![name],
            LambdaName::Qualified { name, qualifier } => vec![name, qualifier],
        }
    }
    let (n, q) = (|| "n".to_owned(), || "q".to_owned());
    assert_eq!([parts("n"), parts(n())], [["n"], ["n"]]);
    let qualified = [
        parts(("n", "q")),
        parts(("n", q())),
        parts((n(), "q")),
        parts((n(), q())),
    ];
    assert_eq!(qualified, [["n", "q"]; 4]);

    fn invoke(error: InvokeError<OwnError>) -> Result<OwnError, abi_host::aws_lambda::LambdaError> {
        match error {
            InvokeError::EncodeFailed { cause } => Ok(cause),
            InvokeError::LambdaError(error) => Err(error),
        }
    }
    fn extract(error: ResponseExtractError<OwnError>) -> Option<OwnError> {
        match error {
            ResponseExtractError::Extract { cause } => Some(cause),
            ResponseExtractError::MissingPayload => None,
        }
    }
    answered(|| {
        let client: LambdaClient = LambdaClient::new(&provider());
        let mut response: InvokeResponse = client.invoke("n", Own).map_err(invoke).unwrap();
        let _: i32 = response.status_code();
        let _: Option<Vec<u8>> = response.take_payload();
        assert!(response.extract::<Own>().map_err(extract).is_err());
    });
}

#[test]
fn s3_is_called_as_published() {
    use aws::s3::*;

    fn get(error: S3GetError<OwnError>) -> Result<OwnError, abi_host::aws_s3::S3Error> {
        match error {
            S3GetError::ExtractFailed { cause } => Ok(cause),
            S3GetError::S3Error(error) => Err(error),
        }
    }
    fn put(error: S3PutError<OwnError>) -> Result<OwnError, abi_host::aws_s3::S3Error> {
        match error {
            S3PutError::EncodeFailed { cause } => Ok(cause),
            S3PutError::S3Error(error) => Err(error),
        }
    }
    let options = || ObjectOptions {
        content_encoding: None,
        content_type: Some(String::new()),
    };
    answered(|| {
        let client: S3Client = S3Client::new(&provider());
        let _: Option<Own> = client.get("b", "k").map_err(get).unwrap();
        let output = client
            .get_with_options("b", "k", options())
            .map_err(get)
            .unwrap();
        let S3GetOutput {
            content_type,
            value,
        } = output.unwrap();
        let _: (Option<String>, Own) = (content_type, value);
        let _: Result<(), _> = client.put("b", "k", Own).map_err(put);
        let _: Result<(), _> = client
            .put_with_options("b", "k", Own, options())
            .map_err(put);
    });
}

#[test]
fn secrets_are_gotten_as_published() {
    use aws::secrets_manager::*;

    fn get(
        error: SecretsManagerGetSecretValueError<OwnError>,
    ) -> Result<OwnError, abi_host::aws_secrets::SecretsError> {
        match error {
            SecretsManagerGetSecretValueError::ExtractFailed { cause } => Ok(cause),
            SecretsManagerGetSecretValueError::SecretsManagerError(error) => Err(error),
        }
    }
    answered(|| {
        let client: SecretsManagerClient = SecretsManagerClient::new(&provider());
        let request = || {
            GetSecretValueRequest::new("s")
                .version_id("1")
                .version_stage("AWSCURRENT")
        };
        let _: Own = client
            .get_latest_secret_value(request())
            .map_err(get)
            .unwrap();
        let stale = Duration::from_secs(1);
        let _: Own = client
            .get_secret_value(request(), stale)
            .map_err(get)
            .unwrap();
    });
}

#[test]
fn http_is_called_as_published() {
    use http::*;

    fn put(error: HttpPutError<OwnError>) -> Result<OwnError, abi_host::http::Error> {
        match error {
            HttpPutError::EncodeFailed { cause } => Ok(cause),
            HttpPutError::HttpError(error) => Err(error),
        }
    }
    fn post(error: HttpPostError<OwnError>) -> Result<OwnError, abi_host::http::Error> {
        match error {
            HttpPostError::EncodeFailed { cause } => Ok(cause),
            HttpPostError::HttpError(error) => Err(error),
        }
    }
    fn get(HttpGetError::HttpError(error): HttpGetError) -> abi_host::http::Error {
        error
    }
    fn delete(HttpDeleteError::HttpError(error): HttpDeleteError) -> abi_host::http::Error {
        error
    }
    let headers = || vec![("a".to_owned(), "1".to_owned())];
    answered(|| {
        let mut response: Response = http::get("u", headers()).map_err(get).unwrap();
        let _: Result<Own, OwnError> = response.extract();
        let Response {
            body,
            headers: _,
            status,
        } = response.clone();
        let _: (Vec<u8>, u16) = (body, status);
        assert_eq!(response.response().status, status);
        let _ = get_aws_sigv4("u", headers(), credentials(), "r", "s").map_err(get);
        let _ = http::put("u", headers(), Own).map_err(put);
        let _ = put_aws_sigv4("u", headers(), credentials(), "r", "s", Own).map_err(put);
        let _ = http::post("u", headers(), Own).map_err(post);
        let _ = post_aws_sigv4("u", headers(), credentials(), "r", "s", Own).map_err(post);
        let _ = http::delete("u", headers()).map_err(delete);
        let _ = delete_aws_sigv4("u", headers(), credentials(), "r", "s").map_err(delete);
    });
}

#[test]
fn logging_is_configured_as_published() {
    use logging::*;

    fn message(error: LogConfigurationError) -> String {
        match error {
            LogConfigurationError::Auth { message }
            | LogConfigurationError::Unknown { message } => message,
        }
    }
    let topic: LogDestination = LogDestination::Topic {
        topic: "logs".to_owned(),
    };
    assert_eq!(topic, LogDestination::topic("logs"));
    let group: LogDestination = LogDestination::CloudWatch {
        iam_role_arn: "arn".to_owned(),
        log_group_name: "group".to_owned(),
    };
    assert_eq!(group, LogDestination::cloudwatch("arn", "group"));
    let _: abi_host::logging::Destination = group.clone().into();
    let configuration: LogConfiguration = LogConfiguration::new(topic.clone())
        .with_log_level(log::LevelFilter::Debug)
        .with_system_log_level(log::LevelFilter::Off);
    let _: abi_host::logging::ConfigureLoggingInput = configuration.clone().into();
    let error: LogConfigurationError =
        abi_host::logging::LogConfigurationError::Auth("why".to_owned()).into();
    assert_eq!(message(error), "why");
    answered(|| {
        let configured: Result<(), LogConfigurationError> =
            configure_host_logging([configuration, topic.into(), log_configuration(group)]);
        assert_eq!(configured, Ok(()));
        let _: () = logging::log("line", log::Level::Info);
    });
}

#[test]
fn redis_is_called_as_published() {
    use redis::*;

    answered(|| {
        let build = || -> Result<Vec<Command>, OwnError> {
            Ok(vec![
                Command::builder().any("PING").arg("a").value(Own)?.build(),
                Command::builder().get("k").build(),
                Command::builder().set("k", Own)?.if_exists().build(),
                Command::builder().set("k", Own)?.if_not_exists().build(),
            ])
        };
        let server: RedisClient = RedisClient::new("redis://server");
        let replies: Result<ResponseStream, abi_host::redis::RedisError> =
            server.pipe(build().unwrap());
        for reply in replies.unwrap() {
            let _: Result<Own, ValueError<OwnError>> = reply.extract();
        }
        let _: Result<Option<Own>, RedisGetError<OwnError>> = server.get("k");
        let _: Result<(), RedisSetError<OwnError>> = server.set("k", Own);
        let _: Result<(), RedisDeleteError> = server.delete("k");
        let cluster: RedisClusterClient = RedisClusterClient::new_momento_managed("c");
        fn get<Any>(builder: redis::CommandBuilder<Any>) -> redis::CommandBuilder<Any> {
            builder
        }
        let command = get(Command::builder().get(vec![1])).build();
        let reply: Result<abi_host::redis::Value, abi_host::redis::RedisError> =
            cluster.command(command);
        let _: RedisValue = reply.unwrap().into();
        let _: Result<Option<Own>, RedisGetError<OwnError>> = cluster.get("k");
        let _: Result<(), RedisSetError<OwnError>> = cluster.set("k", Own);
        let _: Result<(), RedisDeleteError> = cluster.delete("k");
    });
}

#[test]
fn rediss_types_are_matched_without_a_wildcard() {
    use redis::*;

    fn value(value: RedisValue) -> String {
        match value {
            RedisValue::Bulk(mut stream) => format!("{:?}", stream.next()),
            RedisValue::Data(bytes) => format!("{bytes:?}"),
            RedisValue::Int(number) => i64::to_string(&number),
            RedisValue::Nil => "nil".to_owned(),
            RedisValue::Okay => "okay".to_owned(),
            RedisValue::SimpleError(text) | RedisValue::SimpleString(text) => text,
        }
    }
    fn get(error: RedisGetError<OwnError>) -> String {
        match error {
            RedisGetError::ExtractFailed { cause } => OwnError::to_string(&cause),
            RedisGetError::RedisError(abi_host::redis::RedisError::Other(text)) => text,
            RedisGetError::SimpleError { message } => message,
            RedisGetError::UnexpectedBulkResponse { response } => {
                let _: abi_host::redis::ResponseStream = response;
                "bulk".to_owned()
            }
            RedisGetError::UnexpectedOkayResponse => "okay".to_owned(),
        }
    }
    fn set(error: RedisSetError<OwnError>) -> Option<abi_host::redis::Value> {
        match error {
            RedisSetError::EncodeError { cause: OwnError } => None,
            RedisSetError::RedisError(_) => None,
            RedisSetError::SimpleError { message } => {
                Some(abi_host::redis::Value::SimpleError(message))
            }
            RedisSetError::UnexpectedValueResponse { value } => value,
        }
    }
    fn delete(error: RedisDeleteError) -> Option<abi_host::redis::Value> {
        match error {
            RedisDeleteError::RedisError(_) => None,
            RedisDeleteError::SimpleError { message } => {
                Some(abi_host::redis::Value::SimpleError(message))
            }
            RedisDeleteError::UnexpectedValueResponse { value } => value,
        }
    }
    fn extract(error: ValueError<OwnError>) -> Option<RedisValue> {
        match error {
            ValueError::ExtractFailed { cause: OwnError } => None,
            ValueError::UnextractableValue { value } => Some(value),
        }
    }
    assert_eq!(value(RedisValue::Int(7)), "7");
    assert_eq!(get(RedisGetError::UnexpectedOkayResponse), "okay");
    assert!(set(RedisSetError::UnexpectedValueResponse { value: None }).is_none());
    assert!(delete(RedisDeleteError::UnexpectedValueResponse { value: None }).is_none());
    assert!(extract(ValueError::ExtractFailed { cause: OwnError }).is_none());
}

#[test]
fn functions_are_started_as_published() {
    use momento_functions_host::spawn::FunctionSpawnError;

    answered(|| {
        let started: Result<(), FunctionSpawnError<OwnError>> = spawn(String::from("f"), Own);
        assert!(started.is_ok());
    });
}

#[test]
fn tokens_are_made_as_published() {
    use token::*;

    let cache = CachePermissions::new()
        .with_role(CacheRole::CacheReadWrite)
        .with_all_caches()
        .with_cache("cache")
        .with_all_items()
        .with_key(vec![1])
        .with_key_prefix("prefix");
    let topic = TopicPermissions::new()
        .with_role(TopicRole::TopicReadOnly)
        .with_all_caches()
        .with_cache("cache")
        .with_all_topics()
        .with_topic("topic")
        .with_topic_prefix("prefix");
    let function = FunctionPermissions::new()
        .with_role(FunctionRole::FunctionInvoke)
        .with_all_caches()
        .with_cache("cache")
        .with_all_functions()
        .with_function("function")
        .with_function_prefix("prefix");
    let _: FunctionRole = FunctionPermissions::invoke().role;
    let _ = [
        CachePermissions::read_only(),
        CachePermissions::read_write(),
    ];
    let _ = [CachePermissions::write_only(), CachePermissions::default()];
    let _ = [
        TopicPermissions::read_only(),
        TopicPermissions::read_write(),
    ];
    let _ = [TopicPermissions::write_only(), TopicPermissions::default()];
    let _ = FunctionPermissions::default();
    let ExplicitPermissions { permissions } = ExplicitPermissions {
        permissions: vec![PermissionsType::CachePermissions(cache.clone())],
    };
    for statement in permissions {
        match statement {
            PermissionsType::CachePermissions(_)
            | PermissionsType::FunctionPermissions(_)
            | PermissionsType::TopicPermissions(_) => {}
        }
    }
    let (CacheItemSelector::Key(_) | CacheItemSelector::KeyPrefix(_)) =
        CacheItemSelector::Key(vec![1]);
    let CacheSelector::CacheName(_) = CacheSelector::CacheName(String::new());
    let (FunctionSelector::FunctionName(_) | FunctionSelector::FunctionNamePrefix(_)) =
        FunctionSelector::FunctionName(String::new());
    let (TopicSelector::TopicName(_) | TopicSelector::TopicNamePrefix(_)) =
        TopicSelector::TopicName(String::new());
    let roles = [
        CacheRole::CachePermitNone as u8,
        CacheRole::CacheReadOnly as u8,
        CacheRole::CacheWriteOnly as u8,
    ];
    assert_eq!(roles, [0, 2, 3]);
    let roles = [
        TopicRole::TopicPermitNone as u8,
        TopicRole::TopicReadWrite as u8,
        TopicRole::TopicWriteOnly as u8,
    ];
    assert_eq!(roles, [0, 1, 3]);
    let roles = [
        FunctionRole::FunctionPermitNone as u8,
        FunctionRole::FunctionInvoke as u8,
    ];
    assert_eq!(roles, [0, 1]);

    let permissions = Permissions::default()
        .with_cache(cache)
        .with_topic(topic)
        .with_function(function);
    answered(|| {
        let token: Result<
            FunctionHostGenerateDisposableTokenResponse,
            GenerateDisposableTokenError,
        > = generate_disposable_token(60_u32, permissions, Some(String::new()));
        let FunctionHostGenerateDisposableTokenResponse {
            api_key,
            endpoint,
            valid_until,
        } = token.unwrap();
        let again = FunctionHostGenerateDisposableTokenResponse::from(
            abi::token::GenerateDisposableTokenResponse {
                api_key,
                endpoint,
                valid_until,
            },
        );
        assert_eq!(again.valid_until, 7_u64);
    });
    let GenerateDisposableTokenError::TokenError(error) =
        GenerateDisposableTokenError::TokenError(abi::token::TokenError::InternalError);
    assert!(matches!(error, abi::token::TokenError::InternalError));
    let _: Permissions = Permissions::new();
}

#[test]
fn topics_are_published_to_as_published() {
    use topics::*;

    struct Shout(String);
    impl PublishKind for Shout {
        type Encoding = Own;
        fn as_publish(&self) -> Result<Publish<'_, Own>, OwnError> {
            Ok(Publish::String(self.0.to_uppercase()))
        }
    }
    fn error(error: PublishError<OwnError>) -> Result<OwnError, abi::topic::Error> {
        match error {
            PublishError::EncodeFailed { cause } => Ok(cause),
            PublishError::PublishError(error) => Err(error),
        }
    }
    answered(|| {
        publish("t", Shout("a".to_owned())).map_err(error).unwrap();
        let _: Result<(), PublishError<Infallible>> = publish(String::from("t"), "a");
        let _: Result<(), PublishError<Infallible>> = publish("t", String::from("a"));
        let _: Result<(), PublishError<Infallible>> = publish("t", vec![1]);
        let _: Result<(), PublishError<Infallible>> = publish("t", &b"a"[..]);
        let _: Result<(), PublishError<serde_json::Error>> = publish("t", Json(1));
    });
    let text: Result<Publish<'_, &str>, Infallible> = "a".as_publish();
    assert!(matches!(text, Ok(Publish::Str("a"))));
    let bytes: Publish<'_, Vec<u8>> = Publish::Bytes(vec![1]);
    assert!(matches!(bytes, Publish::Bytes(_)));
}

#[test]
fn the_environment_is_read_as_published() {
    use web_extensions::*;

    answered(|| {
        let environment: &'static FunctionEnvironment =
            FunctionEnvironment::get_function_environment();
        let _: [&String; 3] = [
            environment.cache_name(),
            environment.function_name(),
            environment.invocation_id(),
        ];
        let _: [&HashMap<String, String>; 2] =
            [environment.headers(), environment.query_parameters()];
        let _: [&str; 2] = [environment.http_method(), environment.http_path()];
        let _: &Option<String> = environment.token_metadata();
        let _: [&'static HashMap<String, String>; 2] = [headers(), query_parameters()];
        let _: &'static Option<String> = token_metadata();
        let _: String = invocation_id();
    });
}

#[test]
fn the_published_types_have_the_published_traits() {
    type I = Vec<(String, String)>;
    type K = String;
    type S = String;
    type T = Vec<u8>;
    type V = String;
    fn implementations()
    where
        aws::ddb::AttributeValue: From<&'static str>,
        aws::ddb::AttributeValue: From<String>,
        aws::ddb::AttributeValue: From<Vec<aws::ddb::AttributeValue>>,
        aws::ddb::AttributeValue: From<Vec<u8>>,
        aws::ddb::AttributeValue: From<bool>,
        aws::ddb::AttributeValue: From<i64>,
        String: TryFrom<aws::ddb::AttributeValue, Error = aws::ddb::ConversionError>,
        Vec<u8>: TryFrom<aws::ddb::AttributeValue, Error = aws::ddb::BinaryConversionError>,
        bool: TryFrom<aws::ddb::AttributeValue, Error = aws::ddb::ConversionError>,
        i64: TryFrom<aws::ddb::AttributeValue, Error = aws::ddb::NumericConversionError>,
        aws::ddb::AttributeValue: From<HashMap<S, aws::ddb::AttributeValue>>,
        Vec<abi_host::aws_ddb::KeyAttribute>: From<aws::ddb::Key>,
        aws::ddb::Key: From<(K, V)>,
        aws::ddb::KeyValue: From<&'static [u8]>,
        aws::ddb::KeyValue: From<&'static str>,
        aws::ddb::KeyValue: From<String>,
        aws::ddb::KeyValue: From<Vec<u8>>,
        aws::ddb::KeyValue: From<i64>,
        abi_host::aws_ddb::KeyValue: From<aws::ddb::KeyValue>,
        aws::ddb::Item: From<I>,
        aws::lambda::LambdaName: From<&'static str>,
        aws::lambda::LambdaName: From<(&'static str, &'static str)>,
        aws::lambda::LambdaName: From<(&'static str, String)>,
        aws::lambda::LambdaName: From<(String, &'static str)>,
        aws::lambda::LambdaName: From<(String, String)>,
        aws::lambda::LambdaName: From<String>,
        abi::cache_list::EndIndex: From<cache::EndIndex>,
        abi::cache_list::StartIndex: From<cache::StartIndex>,
        &'static [u8]: Encode<Error = Infallible>,
        &'static str: Encode<Error = Infallible>,
        (): Encode<Error = Infallible>,
        String: Encode<Error = Infallible>,
        Vec<u8>: Encode<Error = Infallible>,
        Option<Vec<u8>>: Encode<Error = Infallible>,
        Infallible: EncodeError,
        Vec<u8>: Extract<Error = Infallible>,
        Infallible: ExtractError,
        logging::LogConfigurationError: From<abi_host::logging::LogConfigurationError>,
        logging::LogConfiguration: From<logging::LogDestination>,
        abi_host::logging::Destination: From<logging::LogDestination>,
        abi_host::logging::ConfigureLoggingInput: From<logging::LogConfiguration>,
        redis::RedisValue: From<abi_host::redis::Value>,
        redis::ResponseStream: Iterator<Item = redis::RedisValue>,
        token::CachePermissions: Default,
        token::FunctionHostGenerateDisposableTokenResponse:
            From<abi::token::GenerateDisposableTokenResponse>,
        token::FunctionPermissions: Default,
        token::Permissions: Default,
        token::TopicPermissions: Default,
        String: topics::PublishKind<Encoding = String>,
        Vec<u8>: topics::PublishKind<Encoding = Vec<u8>>,
        &'static [u8]: topics::PublishKind<Encoding = &'static [u8]>,
        &'static str: topics::PublishKind<Encoding = &'static str>,
        Json<T>: Extract<Error = serde_json::Error>,
        Json<T>: Encode<Error = serde_json::Error>,
        Json<T>: topics::PublishKind<Encoding = Json<T>>,
        serde_json::Value: Encode<Error = serde_json::Error>,
        serde_json::Error: EncodeError,
        serde_json::Error: ExtractError,
    {
    }
    implementations();
}
