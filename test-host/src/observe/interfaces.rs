//! The interfaces whose calls are observed, by the names of the bindings.

/// An interface of the contract, or of WASI.
#[derive(Debug)]
pub(crate) struct Interface {
    /// The name with its package and version, as a component imports it.
    pub(crate) name: &'static str,
    /// Its place among all.
    pub(crate) place: usize,
}

macro_rules! interfaces {
    ($($ident:ident = $name:literal;)+) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "the statics have these names")]
        enum Place { $($ident),+ }

        $(pub(crate) static $ident: Interface = Interface {
            name: $name,
            place: Place::$ident as usize,
        };)+

        /// All of them, in their places.
        pub(crate) static ALL: [&Interface; COUNT] = [$(&$ident),+];

        /// How many there are.
        pub(crate) const COUNT: usize = [$($name),+].len();
    };
}

interfaces! {
    AWS_AUTH = "momento:aws-auth/aws-auth@1.0.0";
    AWS_DDB = "momento:aws-ddb/aws-ddb@1.0.0";
    AWS_LAMBDA = "momento:aws-lambda/aws-lambda@1.0.0";
    AWS_S3 = "momento:aws-s3/aws-s3@1.1.0";
    AWS_S3_1_0 = "momento:aws-s3/aws-s3@1.0.0";
    AWS_SECRETS = "momento:aws-secrets/aws-secrets@1.0.0";
    CACHE_LIST = "momento:cache-list/cache-list@1.0.0";
    CACHE_SCALAR = "momento:cache-scalar/cache-scalar@1.0.0";
    HTTP = "momento:http/http@1.1.0";
    HTTP_1_0 = "momento:http/http@1.0.0";
    LOGGING = "momento:log/logging@1.0.0";
    SPAWN = "momento:spawn/spawn@1.0.0";
    TOKEN = "momento:token/token@1.0.0";
    TOPIC = "momento:topic/topic@1.0.0";
    VALKEY = "momento:valkey/valkey@1.0.0";
    WEB_FUNCTION_STREAM = "momento:web-function/web-function-stream@1.0.0";
    WEB_FUNCTION_SUPPORT = "momento:web-function/web-function-support@1.0.0";
    V1_AWS_AUTH = "momento:host/aws-auth@1.0.0";
    V1_AWS_DDB = "momento:host/aws-ddb@1.0.0";
    V1_AWS_LAMBDA = "momento:host/aws-lambda@1.0.0";
    V1_AWS_S3 = "momento:host/aws-s3@1.0.0";
    V1_AWS_SECRETS = "momento:host/aws-secrets@1.0.0";
    V1_CACHE_LIST = "momento:functions/cache-list@1.0.0";
    V1_CACHE_SCALAR = "momento:functions/cache-scalar@1.0.0";
    V1_HTTP = "momento:host/http@1.0.0";
    V1_LOGGING = "momento:host/logging@1.0.0";
    V1_REDIS = "momento:host/redis@1.0.0";
    V1_SPAWN = "momento:host/spawn@1.0.0";
    V1_TOKEN = "momento:functions/token@1.0.0";
    V1_TOPIC = "momento:functions/topic@1.0.0";
    V1_WEB_FUNCTION_SUPPORT = "momento:functions/web-function-support@1.0.0";
    WASI_INSECURE = "wasi:random/insecure@0.2.12";
    WASI_INSECURE_SEED = "wasi:random/insecure-seed@0.2.12";
    WASI_MONOTONIC_CLOCK = "wasi:clocks/monotonic-clock@0.2.12";
    WASI_RANDOM = "wasi:random/random@0.2.12";
    WASI_WALL_CLOCK = "wasi:clocks/wall-clock@0.2.12";
}
