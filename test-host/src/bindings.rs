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
                import momento:token/token@1.0.0;
                import momento:functions/token@1.0.0;
                import momento:host/logging@1.0.0;
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
            "momento:topic/topic@1.0.0.publish-bytes": async | trappable,
            default: trappable,
        },
        with: { "momento:bytes/bytes.buffer": crate::invocation::HostBuffer },
        trappable_error_type: {
            "momento:cache-scalar/cache-scalar.error" => crate::interfaces::CallError,
            "momento:cache-list/cache-list.error" => crate::interfaces::CallError,
            "momento:functions/cache-scalar.error" => crate::interfaces::CallError,
            "momento:functions/cache-list.error" => crate::interfaces::CallError,
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

pub(crate) use imports::momento::bytes::bytes;
pub(crate) use imports::momento::cache_list::cache_list;
pub(crate) use imports::momento::cache_scalar::cache_scalar;
pub(crate) use imports::momento::functions::cache_list as v1_cache_list;
pub(crate) use imports::momento::functions::cache_scalar as v1_cache_scalar;
pub(crate) use imports::momento::functions::token as v1_token;
pub(crate) use imports::momento::functions::topic as v1_topic;
pub(crate) use imports::momento::functions::web_function_support as v1_web_function_support;
pub(crate) use imports::momento::host::logging as v1_logging;
pub(crate) use imports::momento::log::logging;
pub(crate) use imports::momento::token::token;
pub(crate) use imports::momento::topic::topic;
pub(crate) use imports::momento::web_function::{web_function_stream, web_function_support};
pub(crate) use web_v1::WebV1Pre;
pub(crate) use web_v2::WebV2Pre;
