//! Procedural macros of the Momento Functions SDK: `web_function`, `post_function`, `spawn_function` and `test`.
//!
//! Not for direct use: `momento-functions`, `momento-functions-guest-web`, `momento-functions-guest-spawn` and `momento-functions-test` re-export the attributes,
//! each with the paths that fit it.
//!
//! An expansion is parse → check → expand. All mistakes of a function are collected, so that one build shows every one of them on its token,
//! and the function itself is given back as it was written, whether there were mistakes or not.
use proc_macro::TokenStream;

mod check;
mod entry_point;
mod expand;
mod mistakes;
mod parse;
mod test;

use entry_point::EntryPoint;

/// Makes a `fn` the entry point of a web function, for authors that depend on `momento-functions-guest-web`.
///
/// The `fn` takes and returns what `invoke!` allows, and stays as it is written. All mistakes that its
/// signature shows are reported at once, each where it is.
///
/// `#[web_function(crate = path)]` says where `momento-functions-guest-web` is, for a crate that depends on it under
/// another name.
#[proc_macro_attribute]
pub fn web_function(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::attribute(
        EntryPoint::WEB,
        "momento_functions_guest_web",
        arguments.into(),
        item.into(),
    )
    .into()
}

/// Makes a `fn` the entry point of a web function, for authors that depend on `momento-functions`.
///
/// The `fn` takes and returns what `invoke!` allows, and stays as it is written. All mistakes that its
/// signature shows are reported at once, each where it is.
///
/// `#[web_function(crate = path)]` says where `momento-functions` is, for a crate that depends on it under
/// another name.
#[proc_macro_attribute]
pub fn web_function_facade(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::attribute(
        EntryPoint::WEB,
        "momento_functions",
        arguments.into(),
        item.into(),
    )
    .into()
}

/// Makes a `fn` the entry point of a web function of the older contract, for authors that depend on `momento-functions`.
///
/// The `fn` takes and returns what `post!` allows, and stays as it is written. All mistakes that its
/// signature shows are reported at once, each where it is.
///
/// `#[post_function(crate = path)]` says where `momento-functions` is, for a crate that depends on it under
/// another name.
#[proc_macro_attribute]
pub fn post_function(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::attribute(
        EntryPoint::POST,
        "momento_functions",
        arguments.into(),
        item.into(),
    )
    .into()
}

/// Makes a `fn` the entry point of a spawn function, for authors that depend on `momento-functions-guest-spawn`.
///
/// The `fn` takes and returns what `spawn!` allows, and stays as it is written. All mistakes that its
/// signature shows are reported at once, each where it is.
///
/// `#[spawn_function(crate = path)]` says where `momento-functions-guest-spawn` is, for a crate that depends on it under
/// another name.
#[proc_macro_attribute]
pub fn spawn_function(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::attribute(
        EntryPoint::SPAWN,
        "momento_functions_guest_spawn",
        arguments.into(),
        item.into(),
    )
    .into()
}

/// Makes a `fn` the entry point of a spawn function, for authors that depend on `momento-functions`.
///
/// The `fn` takes and returns what `spawn!` allows, and stays as it is written. All mistakes that its
/// signature shows are reported at once, each where it is.
///
/// `#[spawn_function(crate = path)]` says where `momento-functions` is, for a crate that depends on it under
/// another name.
#[proc_macro_attribute]
pub fn spawn_function_facade(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::attribute(
        EntryPoint::SPAWN,
        "momento_functions",
        arguments.into(),
        item.into(),
    )
    .into()
}

/// Makes a test of a `fn`, for authors that depend on `momento-functions-test`.
///
/// It runs natively by `cargo test`, and inside WebAssembly by `cargo momento test` or
/// `cargo test --target wasm32-wasip2`. The `fn` takes nothing, and returns what a `#[test]` may.
///
/// - `#[momento_functions_test::test]`: the test passes if it returns, and no error.
/// - `#[momento_functions_test::test(should_panic)]`: the test passes if it panics, on both targets; of
///   std's own `#[should_panic]` tests inside WebAssembly are ignored.
/// - `#[momento_functions_test::test(should_panic = "text")]`, or `(expected = "text")`: the panic's
///   message must contain the text.
/// - `crate = path` says where `momento-functions-test` is, for a crate that depends on it under another
///   name.
///
/// `#[ignore]` beside it is libtest's.
#[proc_macro_attribute]
pub fn test(arguments: TokenStream, item: TokenStream) -> TokenStream {
    test::attribute("momento_functions_test", arguments.into(), item.into()).into()
}

/// Makes a test of a `fn`, for authors that depend on `momento-functions` with its feature `test`.
///
/// It runs natively by `cargo test`, and inside WebAssembly by `cargo momento test` or
/// `cargo test --target wasm32-wasip2`. The `fn` takes nothing, and returns what a `#[test]` may.
///
/// - `#[momento_functions::test]`: the test passes if it returns, and no error.
/// - `#[momento_functions::test(should_panic)]`: the test passes if it panics, on both targets; of
///   std's own `#[should_panic]` tests inside WebAssembly are ignored.
/// - `#[momento_functions::test(should_panic = "text")]`, or `(expected = "text")`: the panic's
///   message must contain the text.
/// - `crate = path` says where `momento-functions` is, for a crate that depends on it under another
///   name.
///
/// `#[ignore]` beside it is libtest's.
#[proc_macro_attribute]
pub fn test_facade(arguments: TokenStream, item: TokenStream) -> TokenStream {
    test::attribute("momento_functions", arguments.into(), item.into()).into()
}
