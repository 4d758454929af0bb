//! Finds all that keeps a function from being a test and that can be seen.
use proc_macro2::TokenStream;
use syn::{Attribute, ItemFn, Safety, Signature};

use crate::mistakes::Mistakes;
use crate::parse::{self, Subject};

/// Adds every mistake of `function`.
pub(super) fn function(attribute: &str, function: &ItemFn, mistakes: &mut Mistakes) {
    qualifiers(&function.sig, mistakes);
    arguments(&function.sig, mistakes);
    for beside in &function.attrs {
        beside_it(attribute, beside, mistakes);
    }
}

/// The mistake of putting the attribute on something other than a function, or what rustc would say of a
/// function that is not written as one.
pub(super) fn not_a_function(
    attribute: &str,
    item: &TokenStream,
    error: syn::Error,
    mistakes: &mut Mistakes,
) {
    match parse::subject(item.clone()) {
        Ok(Subject::Other(keyword)) => mistakes.on(
            &keyword,
            format!("`#[{attribute}::test]` goes on a `fn`, not on this `{keyword}`"),
        ),
        _ => mistakes.add(error),
    }
}

fn qualifiers(signature: &Signature, mistakes: &mut Mistakes) {
    if let Some(token) = &signature.asyncness {
        mistakes.on(
            token,
            "a test is not `async`: calls to the host wait by themselves; remove `async`",
        );
    }
    if let Safety::Unsafe(token) = &signature.safety {
        mistakes.on(
            token,
            "a test is not `unsafe`: put the unsafe part into a block",
        );
    }
    if let Some(abi) = &signature.abi {
        mistakes.on(abi, "a test is an ordinary `fn`: remove `extern`");
    }
}

fn arguments(signature: &Signature, mistakes: &mut Mistakes) {
    for argument in &signature.inputs {
        mistakes.on(
            argument,
            "a test takes nothing: make what it needs in its body, and call the handler with it",
        );
    }
    for parameter in &signature.generics.params {
        mistakes.on(
            parameter,
            "a test is not generic: nobody could choose; write a generic `fn`, and a test that calls it for each type",
        );
    }
}

fn beside_it(attribute: &str, beside: &Attribute, mistakes: &mut Mistakes) {
    let path = beside.path();
    if path.is_ident("should_panic") {
        mistakes.on(
            path,
            format!(
                "inside WebAssembly libtest ignores tests with `#[should_panic]`: write `#[{attribute}::test(should_panic)]`, or `(should_panic = \"text\")`"
            ),
        );
    } else if path.is_ident("test") {
        mistakes.on(
            path,
            format!("`#[{attribute}::test]` makes a `#[test]` already: remove this one"),
        );
    }
}
