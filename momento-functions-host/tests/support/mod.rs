// A host of the older contract that answers each call in a fixed way, or refuses each, and remembers what
// it was asked. For the tests of this crate and, by `include!`, for its examples.
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use momento_functions_wit::native;
use momento_functions_wit::v1::{
    aws_auth, aws_ddb, aws_lambda, aws_s3, aws_secrets, cache_list, cache_scalar, http, logging,
    redis, spawn, token, topic, web_function_support,
};

/// What every call that gives bytes gives.
pub(crate) const JSON: &[u8] = b"[1,2]";

#[derive(Default)]
struct Older {
    asked: RefCell<Vec<String>>,
    refuses: bool,
}

/// Runs with a host that answers, and gives what it was asked too.
#[allow(dead_code, reason = "not every test needs it")]
pub(crate) fn asked<R>(run: impl FnOnce() -> R) -> (R, Vec<String>) {
    let host = Rc::new(Older::default());
    let result = native::scope(Rc::clone(&host), run);
    (result, host.asked.take())
}

/// Runs with a host that answers.
#[allow(dead_code, reason = "not every test needs it")]
pub(crate) fn answered<R>(run: impl FnOnce() -> R) -> R {
    asked(run).0
}

/// Runs with a host that refuses what can be refused.
#[allow(dead_code, reason = "not every test needs it")]
pub(crate) fn refused<R>(run: impl FnOnce() -> R) -> R {
    let host = Older {
        refuses: true,
        ..Older::default()
    };
    native::scope(host, run)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl Older {
    fn asks<T, E>(&self, call: String, answer: T, refusal: fn(String) -> E) -> Result<T, E> {
        self.asked.borrow_mut().push(call);
        if self.refuses {
            Err(refusal("refused".to_owned()))
        } else {
            Ok(answer)
        }
    }
}

macro_rules! offers {
    ($($interface:ident = $module:ident,)+) => {
        impl native::Host for Older {
            $( fn $interface(&self) -> Option<&dyn $module::Host> { Some(self) } )+
        }
    };
}

offers! {
    v1_web_function_support = web_function_support,
    v1_http = http,
    v1_logging = logging,
    v1_cache_scalar = cache_scalar,
    v1_cache_list = cache_list,
    v1_topic = topic,
    v1_token = token,
    v1_redis = redis,
    v1_spawn = spawn,
    v1_aws_auth = aws_auth,
    v1_aws_ddb = aws_ddb,
    v1_aws_s3 = aws_s3,
    v1_aws_secrets = aws_secrets,
    v1_aws_lambda = aws_lambda,
}

impl web_function_support::Host for Older {
    fn headers(&self) -> Vec<web_function_support::Header> {
        self.asked.borrow_mut().push("headers".to_owned());
        let header = |value: &str| web_function_support::Header {
            name: "a".to_owned(),
            value: value.to_owned(),
        };
        vec![header("1"), header("2")]
    }

    fn query_parameters(&self) -> Vec<web_function_support::QueryParameter> {
        vec![web_function_support::QueryParameter {
            name: "q".to_owned(),
            value: "1".to_owned(),
        }]
    }

    fn token_metadata(&self) -> Option<String> {
        Some("ada".to_owned())
    }

    fn invocation_id(&self) -> String {
        "id".to_owned()
    }

    fn http_method(&self) -> String {
        "POST".to_owned()
    }

    fn invocation_path(&self) -> Option<String> {
        Some("a/b".to_owned())
    }
}

impl cache_scalar::Host for Older {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, cache_scalar::Error> {
        let value = (key != b"missing").then(|| JSON.to_vec());
        self.asks(
            format!("get {}", text(key)),
            value,
            cache_scalar::Error::NotFound,
        )
    }

    fn get_with_hash(
        &self,
        key: &[u8],
    ) -> Result<cache_scalar::GetWithHashResult, cache_scalar::Error> {
        use cache_scalar::GetWithHashResult::{Found, Missing};
        let found = cache_scalar::GetWithHashFound {
            value: JSON.to_vec(),
            hash: b"hash".to_vec(),
        };
        let answer = if key == b"missing" {
            Missing
        } else {
            Found(found)
        };
        self.asks(
            format!("get-with-hash {}", text(key)),
            answer,
            cache_scalar::Error::NotFound,
        )
    }

    fn set(&self, key: &[u8], value: &[u8], ttl: u64) -> Result<(), cache_scalar::Error> {
        let call = format!("set {} {} {ttl}", text(key), text(value));
        self.asks(call, (), cache_scalar::Error::NotFound)
    }

    fn set_if(
        &self,
        key: &[u8],
        value: &[u8],
        ttl: u64,
        condition: &cache_scalar::SetIfCondition,
    ) -> Result<cache_scalar::SetIfResult, cache_scalar::Error> {
        let call = format!("set-if {} {} {ttl} {condition:?}", text(key), text(value));
        self.asks(
            call,
            cache_scalar::SetIfResult::Stored,
            cache_scalar::Error::NotFound,
        )
    }

    fn set_if_hash(
        &self,
        key: &[u8],
        value: &[u8],
        ttl: u64,
        condition: &cache_scalar::SetIfHashCondition,
    ) -> Result<cache_scalar::SetIfHashResult, cache_scalar::Error> {
        let call = format!(
            "set-if-hash {} {} {ttl} {condition:?}",
            text(key),
            text(value)
        );
        let stored = cache_scalar::SetIfHashResult::Stored(b"hash".to_vec());
        self.asks(call, stored, cache_scalar::Error::NotFound)
    }

    fn delete(&self, key: &[u8]) -> Result<(), cache_scalar::Error> {
        self.asks(
            format!("delete {}", text(key)),
            (),
            cache_scalar::Error::NotFound,
        )
    }
}

impl cache_list::Host for Older {
    fn list_push_front(
        &self,
        list: &[u8],
        value: &[u8],
        ttl: u64,
        refresh: bool,
        size: u32,
    ) -> Result<u32, cache_list::Error> {
        let call = format!(
            "push-front {} {} {ttl} {refresh} {size}",
            text(list),
            text(value)
        );
        self.asks(call, 1, cache_list::Error::NotFound)
    }

    fn list_push_back(
        &self,
        list: &[u8],
        value: &[u8],
        ttl: u64,
        refresh: bool,
        size: u32,
    ) -> Result<u32, cache_list::Error> {
        let call = format!(
            "push-back {} {} {ttl} {refresh} {size}",
            text(list),
            text(value)
        );
        self.asks(call, 2, cache_list::Error::NotFound)
    }

    fn list_fetch(
        &self,
        list: &[u8],
        start: cache_list::StartIndex,
        end: cache_list::EndIndex,
    ) -> Result<cache_list::FetchResponse, cache_list::Error> {
        use cache_list::FetchResponse::{Found, Missing};
        let values = Found(vec![JSON.to_vec(), b"{".to_vec()]);
        let answer = if list == b"missing" { Missing } else { values };
        let call = format!("fetch {} {start:?} {end:?}", text(list));
        self.asks(call, answer, cache_list::Error::NotFound)
    }
}

impl topic::Host for Older {
    fn publish(&self, topic: &str, value: &str) -> Result<(), topic::Error> {
        self.asks(
            format!("text to {topic}: {value}"),
            (),
            topic::Error::NotFound,
        )
    }

    fn publish_bytes(&self, topic: &str, value: &[u8]) -> Result<(), topic::Error> {
        self.asks(
            format!("bytes to {topic}: {value:?}"),
            (),
            topic::Error::NotFound,
        )
    }
}

impl token::Host for Older {
    fn generate_disposable_token(
        &self,
        expires: token::Expires,
        permissions: &str,
        token_id: Option<&str>,
    ) -> Result<token::GenerateDisposableTokenResponse, token::TokenError> {
        let answer = token::GenerateDisposableTokenResponse {
            api_key: "key".to_owned(),
            endpoint: "endpoint".to_owned(),
            valid_until: 7,
        };
        let call = format!("{} {permissions} {token_id:?}", expires.valid_for_seconds);
        self.asks(call, answer, token::TokenError::LimitExceeded)
    }
}

impl spawn::Host for Older {
    fn spawn_function(&self, name: &str, data: &[u8]) -> Result<(), spawn::SpawnError> {
        self.asks(
            format!("spawn {name} {}", text(data)),
            (),
            spawn::SpawnError::Limit,
        )
    }
}

impl logging::Host for Older {
    fn configure_logging(
        &self,
        inputs: &[logging::ConfigureLoggingInput],
    ) -> Result<(), logging::LogConfigurationError> {
        self.asks(
            format!("{inputs:?}"),
            (),
            logging::LogConfigurationError::Auth,
        )
    }

    fn log(&self, input: &str, level: logging::LogLevel) {
        self.asked.borrow_mut().push(format!("{level:?} {input}"));
    }
}

impl Older {
    fn http(&self, method: &str, request: &http::Request) -> Result<http::Response, http::Error> {
        let answer = http::Response {
            status: 404,
            headers: vec![("a".to_owned(), "1".to_owned())],
            body: JSON.to_vec(),
        };
        let http::Request {
            url,
            headers,
            body,
            authorization,
        } = request;
        let call = format!(
            "{method} {url} {headers:?} {} {authorization:?}",
            text(body)
        );
        self.asks(call, answer, http::Error::RequestError)
    }
}

impl http::Host for Older {
    fn get(&self, request: &http::Request) -> Result<http::Response, http::Error> {
        self.http("GET", request)
    }

    fn put(&self, request: &http::Request) -> Result<http::Response, http::Error> {
        self.http("PUT", request)
    }

    fn post(&self, request: &http::Request) -> Result<http::Response, http::Error> {
        self.http("POST", request)
    }

    fn delete(&self, request: &http::Request) -> Result<http::Response, http::Error> {
        self.http("DELETE", request)
    }
}

type Replies = RefCell<VecDeque<redis::Value>>;

fn stream(replies: Vec<redis::Value>) -> redis::ResponseStream {
    let replies: Replies = RefCell::new(replies.into());
    redis::ResponseStream::from_native(replies)
}

/// The reply that the key asks for by its name.
fn reply(command: &redis::Command) -> redis::Value {
    let key = command.arguments.first().map(|key| text(key));
    match key.as_deref().unwrap_or_default() {
        "nil" => redis::Value::Nil,
        "int" => redis::Value::Int(7),
        "bulk" => redis::Value::Bulk(stream(vec![redis::Value::Int(1), redis::Value::Nil])),
        "okay" => redis::Value::Okay,
        "text" => redis::Value::SimpleString("[3]".to_owned()),
        "error" => redis::Value::SimpleError("ERR no".to_owned()),
        _ => redis::Value::Data(JSON.to_vec()),
    }
}

fn shown(command: &redis::Command) -> String {
    let arguments = command.arguments.iter().map(|argument| text(argument));
    format!(
        "{} {}",
        command.command,
        arguments.collect::<Vec<_>>().join(" ")
    )
}

impl redis::Host for Older {
    fn client(&self, connection: &redis::RedisConnectionType) -> redis::Client {
        self.asked.borrow_mut().push(format!("{connection:?}"));
        redis::Client::from_native(())
    }

    fn client_pipe(
        &self,
        _: &redis::Client,
        commands: &[redis::Command],
    ) -> Result<redis::ResponseStream, redis::RedisError> {
        let call = commands.iter().map(shown).collect::<Vec<_>>().join("; ");
        let heard = |command: &&redis::Command| command.arguments != [b"unheard".to_vec()];
        let replies = commands.iter().filter(heard).map(reply).collect();
        self.asks(call, stream(replies), redis::RedisError::Other)
    }

    fn get_managed_cluster_client(&self, cluster_name: &str) -> redis::ClusterClient {
        self.asked.borrow_mut().push(cluster_name.to_owned());
        redis::ClusterClient::from_native(())
    }

    fn cluster_client_command(
        &self,
        _: &redis::ClusterClient,
        command: &redis::Command,
    ) -> Result<redis::Value, redis::RedisError> {
        self.asks(shown(command), reply(command), redis::RedisError::Other)
    }

    fn response_stream_next(&self, stream: &redis::ResponseStream) -> Option<redis::Value> {
        stream.native::<Replies>()?.borrow_mut().pop_front()
    }
}

impl aws_auth::Host for Older {
    fn provider(
        &self,
        authorization: &aws_auth::Authorization,
        region: &str,
    ) -> Result<aws_auth::CredentialsProvider, aws_auth::AuthError> {
        let provider = aws_auth::CredentialsProvider::from_native(());
        // A client is made all the same, so that its calls can be refused.
        self.asked
            .borrow_mut()
            .push(format!("{region} {authorization:?}"));
        match region {
            "nowhere" => Err(aws_auth::AuthError::Unauthorized("refused".to_owned())),
            _ => Ok(provider),
        }
    }
}

impl aws_ddb::Host for Older {
    fn client(&self, _: &aws_auth::CredentialsProvider) -> aws_ddb::Client {
        aws_ddb::Client::from_native(())
    }

    fn client_put_item(
        &self,
        _: &aws_ddb::Client,
        request: &aws_ddb::PutItemRequest,
    ) -> Result<aws_ddb::PutItemOutput, aws_ddb::DdbError> {
        let answer = aws_ddb::PutItemOutput {
            attributes: None,
            consumed_capacity: None,
        };
        self.asks(format!("{request:?}"), answer, aws_ddb::DdbError::Other)
    }

    fn client_get_item(
        &self,
        _: &aws_ddb::Client,
        request: &aws_ddb::GetItemRequest,
    ) -> Result<aws_ddb::GetItemOutput, aws_ddb::DdbError> {
        let item = match request.table_name.as_str() {
            "empty" => None,
            "broken" => Some("{"),
            _ => Some(r#"{"name":{"S":"Ada"}}"#),
        };
        let answer = aws_ddb::GetItemOutput {
            item: item.map(|json| aws_ddb::Item::Json(json.to_owned())),
            consumed_capacity: None,
        };
        self.asks(format!("{request:?}"), answer, aws_ddb::DdbError::Other)
    }
}

fn object(request: &aws_s3::GetObjectRequest) -> Option<Vec<u8>> {
    (request.key != "missing").then(|| JSON.to_vec())
}

const PUT: aws_s3::PutObjectOutput = aws_s3::PutObjectOutput {
    expiration: None,
    etag: None,
    version_id: None,
};

impl aws_s3::Host for Older {
    fn client(&self, _: &aws_auth::CredentialsProvider) -> aws_s3::Client {
        aws_s3::Client::from_native(())
    }

    fn client_put(
        &self,
        _: &aws_s3::Client,
        request: &aws_s3::PutObjectRequest,
    ) -> Result<aws_s3::PutObjectOutput, aws_s3::S3Error> {
        self.asks(format!("{request:?}"), PUT, aws_s3::S3Error::Other)
    }

    fn client_get(
        &self,
        _: &aws_s3::Client,
        request: &aws_s3::GetObjectRequest,
    ) -> Result<aws_s3::GetObjectOutput, aws_s3::S3Error> {
        let answer = aws_s3::GetObjectOutput {
            body: object(request),
            etag: None,
            version_id: None,
            expiration: None,
        };
        self.asks(format!("{request:?}"), answer, aws_s3::S3Error::Other)
    }

    fn client_put_extended(
        &self,
        _: &aws_s3::Client,
        request: &aws_s3::PutObjectRequest,
        options: &aws_s3::ObjectOptions,
    ) -> Result<aws_s3::PutObjectOutput, aws_s3::S3Error> {
        self.asks(
            format!("{request:?} {options:?}"),
            PUT,
            aws_s3::S3Error::Other,
        )
    }

    fn client_get_extended(
        &self,
        _: &aws_s3::Client,
        request: &aws_s3::GetObjectRequest,
        options: &aws_s3::ObjectOptions,
    ) -> Result<aws_s3::GetObjectOutputExtended, aws_s3::S3Error> {
        let answer = aws_s3::GetObjectOutputExtended {
            body: object(request),
            etag: None,
            version_id: None,
            expiration: None,
            content_type: Some("application/json".to_owned()),
        };
        self.asks(
            format!("{request:?} {options:?}"),
            answer,
            aws_s3::S3Error::Other,
        )
    }
}

impl aws_secrets::Host for Older {
    fn client(&self, _: &aws_auth::CredentialsProvider) -> aws_secrets::Client {
        aws_secrets::Client::from_native(())
    }

    fn client_get_secret_value(
        &self,
        _: &aws_secrets::Client,
        request: &aws_secrets::GetSecretValueRequest,
    ) -> Result<aws_secrets::GetSecretValueResponse, aws_secrets::SecretsError> {
        let secret = match request.secret_id.as_str() {
            "bytes" => aws_secrets::SecretValue::SecretBytes(JSON.to_vec()),
            _ => aws_secrets::SecretValue::SecretString("open sesame".to_owned()),
        };
        let answer = aws_secrets::GetSecretValueResponse {
            arn: String::new(),
            created_date_epoch_seconds: 0,
            name: String::new(),
            secret,
            version_id: String::new(),
            version_stages: Vec::new(),
        };
        self.asks(
            format!("{request:?}"),
            answer,
            aws_secrets::SecretsError::Other,
        )
    }
}

impl aws_lambda::Host for Older {
    fn client(&self, _: &aws_auth::CredentialsProvider) -> aws_lambda::Client {
        aws_lambda::Client::from_native(())
    }

    fn client_invoke(
        &self,
        _: &aws_lambda::Client,
        request: &aws_lambda::InvokeRequest,
    ) -> Result<aws_lambda::InvokeOutput, aws_lambda::LambdaError> {
        let answer = aws_lambda::InvokeOutput {
            status_code: 200,
            payload: Some(JSON.to_vec()),
            log_result: None,
            executed_version: None,
        };
        self.asks(
            format!("{request:?}"),
            answer,
            aws_lambda::LambdaError::Other,
        )
    }
}
