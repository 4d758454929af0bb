//! Procedural macros of the Momento Functions SDK: `web_function`, `post_function` and `spawn_function`.
//!
//! Not for direct use: `momento-functions`, `momento-functions-guest-web` and `momento-functions-guest-spawn` re-export the attributes,
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
