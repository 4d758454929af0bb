//! Finds all that keeps a function from being an entry point and that its signature shows.
//!
//! What the types are good for is rustc's to say: the expansion asks it type by type.
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, FnArg, GenericParam, ReturnType, Safety, Signature, Type};

use crate::entry_point::EntryPoint;
use crate::mistakes::Mistakes;

/// Adds every mistake of `signature`.
pub(crate) fn signature(entry_point: EntryPoint, signature: &Signature, mistakes: &mut Mistakes) {
    qualifiers(entry_point, signature, mistakes);
    generics(entry_point, signature, mistakes);
    arguments(entry_point, signature, mistakes);
    output(entry_point, &signature.output, mistakes);
}

/// The mistake of putting the attribute on something other than a function.
pub(crate) fn not_a_function(
    entry_point: EntryPoint,
    keyword: &TokenTree,
    mistakes: &mut Mistakes,
) {
    mistakes.on(
        keyword,
        format!(
            "`#[{}]` goes on a `fn`, not on this `{keyword}`",
            entry_point.attribute
        ),
    );
}

fn qualifiers(entry_point: EntryPoint, signature: &Signature, mistakes: &mut Mistakes) {
    let name = entry_point.name;
    if let Some(token) = &signature.asyncness {
        mistakes.on(
            token,
            format!("{name} is not `async`: calls to the host wait by themselves; remove `async`"),
        );
    }
    if let Safety::Unsafe(token) = &signature.safety {
        mistakes.on(
            token,
            format!("{name} is not `unsafe`: the host calls it with any input; remove `unsafe`"),
        );
    }
    if let Some(abi) = &signature.abi {
        mistakes.on(abi, format!("{name} is an ordinary `fn`: the attribute adds what the host needs; remove `extern`"));
    }
}

fn generics(entry_point: EntryPoint, signature: &Signature, mistakes: &mut Mistakes) {
    for parameter in &signature.generics.params {
        mistakes.on(
            parameter,
            format!(
                "{} is not generic: {}",
                entry_point.name,
                instead_of(parameter)
            ),
        );
    }
}

fn instead_of(parameter: &GenericParam) -> &'static str {
    match parameter {
        GenericParam::Lifetime(_) => {
            "nothing outlives the call that it could borrow from; take owned values, or `&'static`"
        }
        GenericParam::Type(_) => "the host has no type to choose; write the type itself",
        GenericParam::Const(_) => "the host has no value to choose; write the value itself",
    }
}

fn arguments(entry_point: EntryPoint, signature: &Signature, mistakes: &mut Mistakes) {
    for (place, argument) in signature.inputs.iter().enumerate() {
        match argument {
            FnArg::Receiver(receiver) => {
                mistakes.on(
                    receiver.self_token,
                    format!(
                        "{} has no `self`: it is a `fn` of a module, not of a type",
                        entry_point.name
                    ),
                );
            }
            FnArg::Typed(argument) => {
                conditions(entry_point, &argument.attrs, mistakes);
                argument_type(entry_point, &argument.ty, mistakes);
            }
        }
        if place == entry_point.arguments {
            mistakes.on(
                argument,
                format!("{} takes {}", entry_point.name, entry_point.takes),
            );
        }
    }
    if let Some(variadic) = &signature.variadic {
        mistakes.on(
            variadic,
            format!(
                "{} is not variadic; it takes {}",
                entry_point.name, entry_point.takes
            ),
        );
    }
}

/// An attribute macro is given a function before the conditions inside it are settled.
fn conditions(entry_point: EntryPoint, attributes: &[Attribute], mistakes: &mut Mistakes) {
    for condition in attributes.iter().filter(|one| one.path().is_ident("cfg")) {
        mistakes.on(
            condition,
            format!(
                "{} has the same arguments in every build: write two, each with a `#[cfg]` on the whole `fn`",
                entry_point.name
            ),
        );
    }
}

fn argument_type(entry_point: EntryPoint, argument: &Type, mistakes: &mut Mistakes) {
    if let Some(span) = impl_trait(argument.to_token_stream()) {
        mistakes.at(
            span,
            format!(
                "{} is not generic: the host has no type to choose; write the type itself",
                entry_point.name
            ),
        );
    }
}

fn output(entry_point: EntryPoint, output: &ReturnType, mistakes: &mut Mistakes) {
    let ReturnType::Type(_, output) = output else {
        return;
    };
    if let Type::Never(_) = **output {
        mistakes.on(
            output,
            format!(
                "{} comes to an end; return {}",
                entry_point.name, entry_point.returns
            ),
        );
    }
}

/// Where a type says `impl Trait`, however deep. (`impl` is a keyword: in a type it cannot mean anything else.)
pub(crate) fn impl_trait(tokens: TokenStream) -> Option<Span> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) if ident == "impl" => Some(ident.span()),
        TokenTree::Group(group) => impl_trait(group.stream()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{EntryPoint, Mistakes, impl_trait, signature};
    use proc_macro2::TokenStream;
    use quote::quote;

    fn mistakes(entry_point: EntryPoint, function: TokenStream) -> Vec<String> {
        let mut mistakes = Mistakes::default();
        signature(
            entry_point,
            &syn::parse2(function).expect("a signature"),
            &mut mistakes,
        );
        mistakes.messages()
    }

    #[test]
    fn a_plain_function_has_no_mistake() {
        for arguments in 0..=8 {
            let arguments = (0..arguments).map(|_| quote!(_: String));
            assert_eq!(
                mistakes(EntryPoint::WEB, quote!(fn ping(#(#arguments),*))),
                Vec::<String>::new()
            );
        }
    }

    #[test]
    fn all_mistakes_are_found_at_once() {
        let function = quote!(async unsafe extern "C" fn ping<'a, T, const N: usize>(&self, a: &'a T, b: impl Into<[u8; N]>, ...) -> !);
        let found = mistakes(EntryPoint::WEB, function);
        let about = [
            "async",
            "unsafe",
            "extern",
            "borrow",
            "type to choose",
            "value to choose",
            "self",
            "type to choose",
            "variadic",
            "end",
        ];
        assert_eq!(found.len(), about.len(), "{found:#?}");
        for (message, about) in found.iter().zip(about) {
            assert!(message.contains(about), "{message} is not about {about}");
        }
    }

    #[test]
    fn the_ninth_argument_is_reported_once() {
        let arguments = (0..12).map(|_| quote!(_: String));
        assert_eq!(
            mistakes(EntryPoint::WEB, quote!(fn ping(#(#arguments),*))).len(),
            1
        );
    }

    #[test]
    fn an_argument_may_have_attributes_but_no_condition() {
        let found = mistakes(
            EntryPoint::WEB,
            quote!(fn ping(#[cfg(debug_assertions)] _: Headers, #[allow(unused)] body: String)),
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("#[cfg]"), "{found:?}");
    }

    #[test]
    fn a_spawn_function_takes_its_payload_only() {
        assert_eq!(
            mistakes(EntryPoint::SPAWN, quote!(fn ping(_: String))).len(),
            0
        );
        assert_eq!(
            mistakes(EntryPoint::SPAWN, quote!(fn ping(_: Headers, _: String))).len(),
            1
        );
    }

    #[test]
    fn impl_trait_is_found_in_depth() {
        assert!(impl_trait(quote!(Option<(u8, impl Sized)>)).is_some());
        assert!(impl_trait(quote!(Option<(u8, dyn Sized)>)).is_none());
    }
}
