//! The Momento Functions contract: its WIT packages, the guest's bindings, and the seam between them.
//!
//! Authors do not depend on this crate: the `momento-functions` crates give its calls better types.
//! It exists so that all of them share one set of bindings, and one way to run natively.
//!
//! - The WIT packages lie beside the code, in `deps/` and `worlds.wit`, and are part of the crate's package.
//! - `generated` holds the bindings, written ahead of time, so that an author's build does without
//!   a parser of WIT.
//! - The seam is the other modules: one module an interface, one thin function a host call. On
//!   wasm32 the function is the binding; elsewhere it asks the host that [`native::scope`] names,
//!   and panics, with a text that says so, when there is none.
//!
//! A component imports only the interfaces whose calls its code reaches.

// The generated code names this crate by its published name, in here too.
extern crate self as momento_functions_wit;

#[doc(hidden)]
pub use wit_bindgen::rt as __rt;

pub mod aws_auth;
pub mod aws_ddb;
pub mod aws_lambda;
pub mod aws_s3;
pub mod aws_secrets;
pub mod bytes;
pub mod cache_list;
pub mod cache_scalar;
pub mod http;
pub mod lean;
pub mod log;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
mod seam;
pub mod spawn;
pub mod system;
pub mod test;
pub mod token;
pub mod topic;
pub mod v1;
pub mod valkey;
pub mod web_function_stream;
pub mod web_function_support;

/// The host calls and types of the older contract, at the paths that its published crates know them by.
pub mod host {
    /// Both packages of the older contract.
    pub mod momento {
        /// `momento:functions@1.0.0`.
        pub mod functions {
            pub use crate::v1::{cache_list, cache_scalar, token, topic, web_function_support};
        }
        /// `momento:host@1.0.0`.
        pub mod host {
            pub use crate::v1::{
                aws_auth, aws_ddb, aws_lambda, aws_s3, aws_secrets, http, logging, redis, spawn,
            };
        }
    }
}

/// The entry point of the older contract's web functions, at its published path.
pub mod function_web {
    pub use crate::generated::web_v1::exports;
}

/// The bindings as wit-bindgen writes them, one module a world.
///
/// The other crates use these for types and for the export macros; host calls go through the seam.
#[rustfmt::skip]
#[allow(
    clippy::all,
    clippy::allow_attributes_without_reason,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    missing_debug_implementations,
    missing_docs,
    rustdoc::all,
    unreachable_pub,
    unsafe_code,
    reason = "written by wit-bindgen from the WIT, and compared with it by a test"
)]
pub mod generated {
    pub mod imports;
    pub mod spawn_v1;
    pub mod spawn_v2;
    // Std's own WASI, of another version, would not link beside it.
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    pub mod wasi;
    pub mod web_v1;
    pub mod web_v2;
}
