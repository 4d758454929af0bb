//! Procedural macros of the test host, for its own use: they watch host calls, whose types are generated.
use proc_macro::TokenStream;

mod calls;
mod names;
mod values;

/// Implements `crate::observe::Value` for a type of the bindings, by the names of the contract.
#[proc_macro_derive(Value, attributes(component))]
pub fn value(item: TokenStream) -> TokenStream {
    let item = syn::parse_macro_input!(item as syn::Item);
    values::derive(&item)
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}

/// Has the host calls of an interface observed: `#[observed(cache_scalar)]` on each implementation of its
/// traits, where `crate::observe::interfaces::CACHE_SCALAR` says what the interface is.
///
/// A call that has nothing to do with the world outside, such as one that makes a client, is
/// `#[observed(local)]`: a replay makes it again. One that is of no interest is `#[observed(skip)]`;
/// those named `drop` and `convert_error` are anyway.
#[proc_macro_attribute]
pub fn observed(interface: TokenStream, item: TokenStream) -> TokenStream {
    let interface = syn::parse_macro_input!(interface as syn::Ident);
    let item = syn::parse_macro_input!(item as syn::ItemImpl);
    let watched = calls::watch(&interface, item);
    watched
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}
