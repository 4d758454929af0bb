//! The seam of the older contract: the host calls of `momento:functions` and `momento:host`, both 1.0.0.

/// Host calls of `momento:functions/web-function-support@1.0.0`: what a web function may ask about its request.
pub mod web_function_support {
    use crate::generated::imports::momento::functions::web_function_support as binding;
    use crate::seam::seam;

    pub use binding::{Header, QueryParameter};

    seam! { v1_web_function_support {
        fn headers() -> Vec<Header> = binding::headers;
        fn query_parameters() -> Vec<QueryParameter> = binding::query_parameters;
        fn token_metadata() -> Option<String> = binding::token_metadata;
        fn invocation_id() -> String = binding::invocation_id;
        fn http_method() -> String = binding::http_method;
        fn invocation_path() -> Option<String> = binding::invocation_path;
    }}
}

/// Host calls of `momento:functions/cache-scalar@1.0.0`: one value a key, in the function's cache.
pub mod cache_scalar {
    use crate::generated::imports::momento::functions::cache_scalar as binding;
    use crate::seam::seam;

    pub use binding::{
        Error, GetWithHashFound, GetWithHashResult, SetIfCondition, SetIfHashCondition,
        SetIfHashResult, SetIfResult,
    };

    seam! { v1_cache_scalar {
        fn get(key: &[u8]) -> Result<Option<Vec<u8>>, Error> = binding::get;
        fn get_with_hash(key: &[u8]) -> Result<GetWithHashResult, Error> = binding::get_with_hash;
        fn set(key: &[u8], value: &[u8], ttl_milliseconds: u64) -> Result<(), Error> = binding::set;
        fn set_if(key: &[u8], value: &[u8], ttl_milliseconds: u64, condition: &SetIfCondition) -> Result<SetIfResult, Error> = binding::set_if;
        fn set_if_hash(key: &[u8], value: &[u8], ttl_milliseconds: u64, condition: &SetIfHashCondition) -> Result<SetIfHashResult, Error> = binding::set_if_hash;
        fn delete(key: &[u8]) -> Result<(), Error> = binding::delete;
    }}
}

/// Host calls of `momento:functions/cache-list@1.0.0`: one list a key, in the function's cache.
///
/// Those alone that the older crates make.
pub mod cache_list {
    use crate::generated::imports::momento::functions::cache_list as binding;
    use crate::seam::seam;

    pub use binding::{EndIndex, Error, FetchResponse, StartIndex};

    seam! { v1_cache_list {
        fn list_push_front(list_name: &[u8], value: &[u8], ttl_milliseconds: u64, refresh_ttl: bool, truncate_back_to_size: u32) -> Result<u32, Error> = binding::list_push_front;
        fn list_push_back(list_name: &[u8], value: &[u8], ttl_milliseconds: u64, refresh_ttl: bool, truncate_front_to_size: u32) -> Result<u32, Error> = binding::list_push_back;
        fn list_fetch(list_name: &[u8], start: StartIndex, end: EndIndex) -> Result<FetchResponse, Error> = binding::list_fetch;
    }}
}

/// Host calls of `momento:functions/topic@1.0.0`: publishing to topics of the function's cache.
pub mod topic {
    use crate::generated::imports::momento::functions::topic as binding;
    use crate::seam::seam;

    pub use binding::Error;

    seam! { v1_topic {
        fn publish(topic: &str, value: &str) -> Result<(), Error> = binding::publish;
        fn publish_bytes(topic: &str, value: &[u8]) -> Result<(), Error> = binding::publish_bytes;
    }}
}

/// Host calls of `momento:functions/token@1.0.0`: disposable tokens.
pub mod token {
    use crate::generated::imports::momento::functions::token as binding;
    use crate::seam::seam;

    pub use binding::{Expires, GenerateDisposableTokenResponse, TokenError};

    seam! { v1_token {
        fn generate_disposable_token(expires: Expires, permissions: &str, token_id: Option<&str>) -> Result<GenerateDisposableTokenResponse, TokenError> = binding::generate_disposable_token;
    }}
}

/// Host calls of `momento:host/http@1.0.0`: the HTTP client.
pub mod http {
    use crate::generated::imports::momento::host::http as binding;
    use crate::seam::seam;

    pub use binding::{
        Authorization, AwsSigv4Secret, Error, IamRole, InvalidHeaderName, InvalidHeaderValue,
        InvalidUrl, Request, Response,
    };

    seam! { v1_http {
        fn get(request: &Request) -> Result<Response, Error> = binding::get;
        fn put(request: &Request) -> Result<Response, Error> = binding::put;
        fn post(request: &Request) -> Result<Response, Error> = binding::post;
        fn delete(request: &Request) -> Result<Response, Error> = binding::delete;
    }}
}

/// Host calls of `momento:host/logging@1.0.0`: where log lines go, and the lines.
pub mod logging {
    use crate::generated::imports::momento::host::logging as binding;
    use crate::seam::{answered, seam};

    pub use binding::{
        CloudwatchDestination, ConfigureLoggingInput, Destination, LogConfigurationError, LogLevel,
        TopicDestination,
    };

    seam! { v1_logging {
        fn configure_logging(inputs: &[ConfigureLoggingInput]) -> Result<(), LogConfigurationError> = binding::configure_logging;
        fn log(input: &str, level: LogLevel) = binding::log;
    }}

    answered! { v1_logging }
}

/// Host calls of `momento:host/redis@1.0.0`: commands to Redis, Valkey and managed clusters.
pub mod redis {
    use crate::generated::imports::momento::host::redis as binding;
    use crate::seam::{resource, seam};

    pub use binding::{Command, RedisConnectionType, RedisError};

    resource! {
        /// A server, as the native host keeps it.
        Client = binding::Client
    }

    resource! {
        /// A cluster, as the native host keeps it.
        ClusterClient = binding::ClusterClient
    }

    resource! {
        /// The rest of the replies, or of a bulk reply, as the native host keeps it.
        ResponseStream = binding::ResponseStream
    }

    #[cfg(target_arch = "wasm32")]
    pub use binding::Value;

    /// One value of a reply: the binding's type, over a native [`ResponseStream`].
    #[cfg(not(target_arch = "wasm32"))]
    #[derive(Debug)]
    pub enum Value {
        /// No value.
        Nil,
        /// An integer.
        Int(i64),
        /// Bytes.
        Data(Vec<u8>),
        /// Several values, read one after the other.
        Bulk(ResponseStream),
        /// The plain acknowledgement.
        Okay,
        /// A short text.
        SimpleString(String),
        /// An error that the server answered.
        SimpleError(String),
    }

    seam! { v1_redis {
        fn client(connection: &RedisConnectionType) -> Client = binding::Client::new;
        fn client_pipe(client: &Client, commands: &[Command]) -> Result<ResponseStream, RedisError> = binding::Client::pipe;
        fn get_managed_cluster_client(cluster_name: &str) -> ClusterClient = binding::get_managed_cluster_client;
        fn cluster_client_command(client: &ClusterClient, command: &Command) -> Result<Value, RedisError> = binding::ClusterClient::command;
        fn response_stream_next(stream: &ResponseStream) -> Option<Value> = binding::ResponseStream::next;
    }}
}

/// Host calls of `momento:host/spawn@1.0.0`: starting a function in the background.
pub mod spawn {
    use crate::generated::imports::momento::host::spawn as binding;
    use crate::seam::seam;

    pub use binding::SpawnError;

    seam! { v1_spawn {
        fn spawn_function(name: &str, data: &[u8]) -> Result<(), SpawnError> = binding::spawn_function;
    }}
}

/// Host calls of `momento:host/aws-auth@1.0.0`: credentials for the AWS interfaces.
pub mod aws_auth {
    use crate::generated::imports::momento::host::aws_auth as binding;
    use crate::seam::{resource, seam};

    pub use binding::{AuthError, Authorization, Credentials, IamRole};

    resource! {
        /// Credentials for one region, as the native host keeps them.
        CredentialsProvider = binding::CredentialsProvider
    }

    seam! { v1_aws_auth {
        fn provider(authorization: &Authorization, region: &str) -> Result<CredentialsProvider, AuthError> = binding::provider;
    }}
}

/// Host calls of `momento:host/aws-ddb@1.0.0`: items of DynamoDB tables.
pub mod aws_ddb {
    use super::aws_auth::CredentialsProvider;
    use crate::generated::imports::momento::host::aws_ddb as binding;
    use crate::seam::{resource, seam};

    pub use binding::{
        Capacity, Conditional, ConsumedCapacity, DdbError, GetItemOutput, GetItemRequest, Item,
        KeyAttribute, KeyValue, PutItemOutput, PutItemRequest, ReturnConsumedCapacity,
        ReturnValues,
    };

    resource! {
        /// A client, as the native host keeps it.
        Client = binding::Client
    }

    seam! { v1_aws_ddb {
        fn client(credentials: &CredentialsProvider) -> Client = binding::Client::new;
        fn client_put_item(client: &Client, request: &PutItemRequest) -> Result<PutItemOutput, DdbError> = binding::Client::put_item;
        fn client_get_item(client: &Client, request: &GetItemRequest) -> Result<GetItemOutput, DdbError> = binding::Client::get_item;
    }}
}

/// Host calls of `momento:host/aws-s3@1.0.0`: objects of S3 buckets.
pub mod aws_s3 {
    use super::aws_auth::CredentialsProvider;
    use crate::generated::imports::momento::host::aws_s3 as binding;
    use crate::seam::{resource, seam};

    pub use binding::{
        GetObjectOutput, GetObjectOutputExtended, GetObjectRequest, ObjectOptions, PutObjectOutput,
        PutObjectRequest, S3Error,
    };

    resource! {
        /// A client, as the native host keeps it.
        Client = binding::Client
    }

    seam! { v1_aws_s3 {
        fn client(credentials: &CredentialsProvider) -> Client = binding::Client::new;
        fn client_put(client: &Client, request: &PutObjectRequest) -> Result<PutObjectOutput, S3Error> = binding::Client::put;
        fn client_get(client: &Client, request: &GetObjectRequest) -> Result<GetObjectOutput, S3Error> = binding::Client::get;
        fn client_put_extended(client: &Client, request: &PutObjectRequest, options: &ObjectOptions) -> Result<PutObjectOutput, S3Error> = binding::Client::put_extended;
        fn client_get_extended(client: &Client, request: &GetObjectRequest, options: &ObjectOptions) -> Result<GetObjectOutputExtended, S3Error> = binding::Client::get_extended;
    }}
}

/// Host calls of `momento:host/aws-secrets@1.0.0`: values of AWS Secrets Manager.
pub mod aws_secrets {
    use super::aws_auth::CredentialsProvider;
    use crate::generated::imports::momento::host::aws_secrets as binding;
    use crate::seam::{resource, seam};

    pub use binding::{GetSecretValueRequest, GetSecretValueResponse, SecretValue, SecretsError};

    resource! {
        /// A client, as the native host keeps it.
        Client = binding::Client
    }

    seam! { v1_aws_secrets {
        fn client(credentials: &CredentialsProvider) -> Client = binding::Client::new;
        fn client_get_secret_value(client: &Client, request: &GetSecretValueRequest) -> Result<GetSecretValueResponse, SecretsError> = binding::Client::get_secret_value;
    }}
}

/// Host calls of `momento:host/aws-lambda@1.0.0`: invoking AWS Lambda functions.
pub mod aws_lambda {
    use super::aws_auth::CredentialsProvider;
    use crate::generated::imports::momento::host::aws_lambda as binding;
    use crate::seam::{resource, seam};

    pub use binding::{
        InvocationType, InvokeOutput, InvokeRequest, InvokeSynchronousParameters, LambdaError,
        LogType,
    };

    resource! {
        /// A client, as the native host keeps it.
        Client = binding::Client
    }

    seam! { v1_aws_lambda {
        fn client(credentials: &CredentialsProvider) -> Client = binding::Client::new;
        fn client_invoke(client: &Client, request: &InvokeRequest) -> Result<InvokeOutput, LambdaError> = binding::Client::invoke;
    }}
}
