//! Every `bindgen!` of the contract: what a function may import, and one world an entry point.
//!
//! `linked` names the interfaces that `linker.rs` adds; the rest of the contract's `imports` world
//! waits for its models, and costs no compile time until then.

mod imports {
    wasmtime::component::bindgen!({
        path: "wit",
        inline: "
            package momento-functions:test-host;
            world linked {
                import momento:bytes/bytes@1.0.0;
                import momento:web-function/web-function-support@1.0.0;
                import momento:web-function/web-function-stream@1.0.0;
                import momento:cache-scalar/cache-scalar@1.0.0;
                import momento:cache-list/cache-list@1.0.0;
                import momento:log/logging@1.0.0;
                import momento:topic/topic@1.0.0;
                import momento:valkey/valkey@1.0.0;
                import momento:host/logging@1.0.0;
                import momento:host/redis@1.0.0;
                import momento:aws-auth/aws-auth@1.0.0;
                import momento:aws-ddb/aws-ddb@1.0.0;
                import momento:http/http@1.0.0;
                import momento:http/http@1.1.0;
                import momento:host/http@1.0.0;
                import momento:token/token@1.0.0;
                import momento:functions/token@1.0.0;
                import momento:aws-s3/aws-s3@1.0.0;
                import momento:aws-s3/aws-s3@1.1.0;
                import momento:aws-secrets/aws-secrets@1.0.0;
                import momento:aws-lambda/aws-lambda@1.0.0;
                import momento:host/aws-auth@1.0.0;
                import momento:host/aws-ddb@1.0.0;
                import momento:spawn/spawn@1.0.0;
                import momento:host/spawn@1.0.0;
                import momento:host/aws-s3@1.0.0;
                import momento:host/aws-secrets@1.0.0;
                import momento:host/aws-lambda@1.0.0;
                import momento:functions/topic@1.0.0;
                import momento:functions/cache-scalar@1.0.0;
                import momento:functions/cache-list@1.0.0;
                import momento:functions/web-function-support@1.0.0;
            }
        ",
        world: "momento-functions:test-host/linked",
        imports: {
            "momento:bytes/bytes.[method]buffer.read": async | trappable,
            "momento:bytes/bytes.[method]buffer.try-read": async | trappable,
            "momento:bytes/bytes.[method]buffer.advance": async | trappable,
            "momento:web-function/web-function-stream": async | trappable,
            "momento:cache-scalar/cache-scalar": async | trappable,
            "momento:cache-list/cache-list": async | trappable,
            "momento:topic/topic": async | trappable,
            "momento:functions/topic": async | trappable,
            "momento:spawn/spawn": async | trappable,
            "momento:host/spawn": async | trappable,
            "momento:token/token": async | trappable,
            "momento:functions/token": async | trappable,
            "momento:valkey/valkey.[method]cluster-client.command": async | trappable,
            "momento:host/redis.[method]cluster-client.command": async | trappable,
            "momento:host/redis.[method]client.pipe": async | trappable,
            "momento:aws-ddb/aws-ddb.[method]client.put-item": async | trappable,
            "momento:aws-ddb/aws-ddb.[method]client.get-item": async | trappable,
            "momento:host/aws-ddb.[method]client.put-item": async | trappable,
            "momento:host/aws-ddb.[method]client.get-item": async | trappable,
            "momento:functions/cache-scalar": async | trappable,
            "momento:functions/cache-list": async | trappable,
            "momento:http/http@1.0.0": async | trappable,
            "momento:http/http@1.1.0": async | trappable,
            "momento:host/http": async | trappable,
            "momento:aws-s3/aws-s3@1.0.0.[method]client.put": async | trappable,
            "momento:aws-s3/aws-s3@1.0.0.[method]client.get": async | trappable,
            "momento:aws-s3/aws-s3@1.1.0.[method]client.put": async | trappable,
            "momento:aws-s3/aws-s3@1.1.0.[method]client.get": async | trappable,
            "momento:aws-secrets/aws-secrets@1.0.0.[method]client.get-secret-value": async | trappable,
            "momento:aws-lambda/aws-lambda@1.0.0.[method]client.invoke": async | trappable,
            "momento:host/aws-s3@1.0.0.[method]client.put": async | trappable,
            "momento:host/aws-s3@1.0.0.[method]client.get": async | trappable,
            "momento:host/aws-s3@1.0.0.[method]client.put-extended": async | trappable,
            "momento:host/aws-s3@1.0.0.[method]client.get-extended": async | trappable,
            "momento:host/aws-secrets@1.0.0.[method]client.get-secret-value": async | trappable,
            "momento:host/aws-lambda@1.0.0.[method]client.invoke": async | trappable,
            default: trappable,
        },
        with: {
            "momento:bytes/bytes.buffer": crate::invocation::HostBuffer,
            "momento:valkey/valkey.cluster-client": crate::valkey::Cluster,
            "momento:valkey/valkey.response-stream": crate::valkey::Replies,
            "momento:host/redis.client": crate::valkey::Client,
            "momento:host/redis.cluster-client": crate::valkey::Cluster,
            "momento:host/redis.response-stream": crate::valkey::Replies,
            "momento:aws-auth/aws-auth.credentials-provider": crate::aws::CredentialsProvider,
            "momento:host/aws-auth.credentials-provider": crate::aws::CredentialsProvider,
            "momento:aws-ddb/aws-ddb.client": crate::aws::DynamoDbClient,
            "momento:host/aws-ddb.client": crate::aws::DynamoDbClient,
            "momento:aws-s3/aws-s3@1.0.0.client": crate::aws::S3Client,
            "momento:aws-s3/aws-s3@1.1.0.client": crate::aws::S3Client,
            "momento:host/aws-s3.client": crate::aws::S3Client,
            "momento:aws-secrets/aws-secrets.client": crate::aws::SecretsClient,
            "momento:host/aws-secrets.client": crate::aws::SecretsClient,
            "momento:aws-lambda/aws-lambda.client": crate::aws::LambdaClient,
            "momento:host/aws-lambda.client": crate::aws::LambdaClient,
        },
        additional_derives: [momento_functions_test_host_macros::Value],
        trappable_error_type: {
            "momento:cache-scalar/cache-scalar.error" => crate::interfaces::CallError,
            "momento:cache-list/cache-list.error" => crate::interfaces::CallError,
            "momento:functions/cache-scalar.error" => crate::interfaces::CallError,
            "momento:functions/cache-list.error" => crate::interfaces::CallError,
        },
    });
}

/// What tests alone may import.
mod tests {
    wasmtime::component::bindgen!({
        path: "wit",
        inline: "
            package momento-functions:test-host-tests;
            world linked {
                import momento:test/test@0.1.0;
            }
        ",
        world: "momento-functions:test-host-tests/linked",
        imports: {
            "momento:test/test@0.1.0.call": async | trappable,
            "momento:test/test@0.1.0.spawn": async | trappable,
            default: trappable,
        },
    });
}

mod web_v2 {
    wasmtime::component::bindgen!({
        path: "wit",
        world: "momento-functions:worlds/web-v2",
        exports: { default: async },
        with: {
            "momento:bytes/bytes": super::imports::momento::bytes::bytes,
            "momento:web-function/web-function-support":
                super::imports::momento::web_function::web_function_support,
        },
    });
}

mod web_v1 {
    wasmtime::component::bindgen!({
        path: "wit",
        world: "momento-functions:worlds/web-v1",
        exports: { default: async },
        with: {
            "momento:functions/web-function-support":
                super::imports::momento::functions::web_function_support,
        },
    });
}

mod spawn_v2 {
    wasmtime::component::bindgen!({
        path: "wit",
        world: "momento-functions:worlds/spawn-v2",
        exports: { default: async },
        with: { "momento:bytes/bytes": super::imports::momento::bytes::bytes },
    });
}

mod spawn_v1 {
    wasmtime::component::bindgen!({
        path: "wit",
        world: "momento-functions:worlds/spawn-v1",
        exports: { default: async },
    });
}

pub(crate) use imports::momento::aws_auth::aws_auth;
pub(crate) use imports::momento::aws_ddb::aws_ddb;
pub(crate) use imports::momento::aws_lambda::aws_lambda;
pub(crate) use imports::momento::aws_s31_0_0::aws_s3 as aws_s3_1_0;
pub(crate) use imports::momento::aws_s31_1_0::aws_s3;
pub(crate) use imports::momento::aws_secrets::aws_secrets;
pub(crate) use imports::momento::bytes::bytes;
pub(crate) use imports::momento::cache_list::cache_list;
pub(crate) use imports::momento::cache_scalar::cache_scalar;
pub(crate) use imports::momento::functions::cache_list as v1_cache_list;
pub(crate) use imports::momento::functions::cache_scalar as v1_cache_scalar;
pub(crate) use imports::momento::functions::token as v1_token;
pub(crate) use imports::momento::functions::topic as v1_topic;
pub(crate) use imports::momento::functions::web_function_support as v1_web_function_support;
pub(crate) use imports::momento::host::aws_auth as v1_aws_auth;
pub(crate) use imports::momento::host::aws_ddb as v1_aws_ddb;
pub(crate) use imports::momento::host::aws_lambda as v1_aws_lambda;
pub(crate) use imports::momento::host::aws_s3 as v1_aws_s3;
pub(crate) use imports::momento::host::aws_secrets as v1_aws_secrets;
pub(crate) use imports::momento::host::http as v1_http;
pub(crate) use imports::momento::host::logging as v1_logging;
pub(crate) use imports::momento::host::redis as v1_redis;
pub(crate) use imports::momento::host::spawn as v1_spawn;
pub(crate) use imports::momento::http1_0_0::http as http_1_0;
pub(crate) use imports::momento::http1_1_0::http;
pub(crate) use imports::momento::log::logging;
pub(crate) use imports::momento::spawn::spawn;
pub(crate) use imports::momento::token::token;
pub(crate) use imports::momento::topic::topic;
pub(crate) use imports::momento::valkey::valkey;
pub(crate) use imports::momento::web_function::{web_function_stream, web_function_support};
pub(crate) use spawn_v1::SpawnV1Pre;
pub(crate) use spawn_v2::SpawnV2Pre;
pub(crate) use spawn_v2::exports::momento::spawn_function::guest_function_spawn as spawn_result;
pub(crate) use tests::momento::test::test;
pub(crate) use web_v1::WebV1Pre;
pub(crate) use web_v2::WebV2Pre;
