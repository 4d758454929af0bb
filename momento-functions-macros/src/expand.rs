//! Writes what the attribute stands for: the function as it was, and the entry point that calls it.
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{FnArg, Path, ReturnType, Signature, Type};

use crate::check;
use crate::entry_point::EntryPoint;
use crate::mistakes::Mistakes;
use crate::parse::{self, Subject};

/// Expands an attribute whose output names `default_crate`, unless the arguments name another.
pub(crate) fn attribute(
    entry_point: EntryPoint,
    default_crate: &str,
    arguments: TokenStream,
    item: TokenStream,
) -> TokenStream {
    let mut mistakes = Mistakes::default();
    let sdk = parse::crate_path(entry_point, arguments, &mut mistakes)
        .unwrap_or_else(|| extern_crate(default_crate));
    match parse::subject(item.clone()) {
        Ok(Subject::Function(signature)) => {
            return function(entry_point, &sdk, &signature, item, mistakes);
        }
        Ok(Subject::Other(keyword)) => check::not_a_function(entry_point, &keyword, &mut mistakes),
        Err(error) => mistakes.add(error),
    }
    let errors = mistakes.into_compile_errors();
    quote!(#item #errors)
}

fn extern_crate(name: &str) -> Path {
    let name = Ident::new(name, Span::call_site());
    syn::parse_quote!(::#name)
}

fn function(
    entry_point: EntryPoint,
    sdk: &Path,
    signature: &Signature,
    item: TokenStream,
    mut mistakes: Mistakes,
) -> TokenStream {
    check::signature(entry_point, signature, &mut mistakes);
    if mistakes.is_empty() {
        let marker = one_entry_point(signature.ident.span());
        let entry_point = call(entry_point, sdk, signature);
        return quote!(#item #marker #entry_point);
    }
    // A method is in an `impl`, where no macro can be defined.
    let marker = signature
        .receiver()
        .is_none()
        .then(|| one_entry_point(signature.ident.span()));
    let errors = mistakes.into_compile_errors();
    // Nothing calls a function that has mistakes, and saying so would only be noise.
    quote!(#[allow(dead_code)] #item #marker #errors)
}

/// An item of the crate's root that nothing uses: a second one is an error, which its name explains.
fn one_entry_point(span: Span) -> TokenStream {
    let marker = Ident::new("a_component_has_one_entry_point", located(span));
    quote!(
        #[doc(hidden)]
        #[macro_export]
        macro_rules! #marker { () => {} }
    )
}

/// The function that the host calls, on every target, so that the types are checked on every target; its export is for wasm only.
fn call(entry_point: EntryPoint, sdk: &Path, signature: &Signature) -> TokenStream {
    let module = Ident::new(entry_point.module, Span::call_site());
    let runtime = quote!(#sdk::__private::#module);
    let request = Ident::new("request", Span::mixed_site());
    let call = output(
        &runtime,
        signature,
        &arguments(&runtime, signature, &request),
    );
    let taken = if signature.inputs.is_empty() {
        quote!(_)
    } else {
        quote!(#request)
    };
    quote!(
        const _: fn(#runtime::Request) -> #runtime::Answer = {
            fn __momento_functions_entry_point(#request: #runtime::Request) -> #runtime::Answer {
                #runtime::answer(#request, |#taken| ::core::result::Result::Ok(#call))
            }
            #runtime::export!(__momento_functions_entry_point);
            __momento_functions_entry_point
        };
    )
}

/// One expression an argument, each with the span of the argument's type, so that rustc complains there.
fn arguments(runtime: &TokenStream, signature: &Signature, request: &Ident) -> Vec<TokenStream> {
    let mut types = signature
        .inputs
        .iter()
        .filter_map(argument_type)
        .collect::<Vec<_>>();
    let body = types
        .pop()
        .map(|body| quote_spanned!(located(body.span())=> #runtime::body::<#body>(#request)?));
    let extras = types
        .into_iter()
        .map(|extra| quote_spanned!(located(extra.span())=> #runtime::extra::<#extra>()?));
    extras.chain(body).collect()
}

fn argument_type(argument: &FnArg) -> Option<&Type> {
    match argument {
        FnArg::Typed(argument) => Some(&argument.ty),
        FnArg::Receiver(_) => None,
    }
}

/// The call and its conversion, which names the return type, so that rustc complains there.
fn output(runtime: &TokenStream, signature: &Signature, arguments: &[TokenStream]) -> TokenStream {
    let mut name = signature.ident.clone();
    let output = match &signature.output {
        ReturnType::Type(_, output) => output.to_token_stream(),
        ReturnType::Default => quote_spanned!(name.span()=> ()),
    };
    // `impl Trait` is not a type that an expression could name.
    let output = if check::impl_trait(output.clone()).is_some() {
        quote_spanned!(output.span()=> _)
    } else {
        output
    };
    let span = located(output.span());
    name.set_span(span.resolved_at(name.span()));
    quote_spanned!(span=> #runtime::output::<#output>(#name(#(#arguments),*)))
}

/// `span` with names that resolve where the attribute stands.
fn located(span: Span) -> Span {
    Span::call_site().located_at(span)
}

#[cfg(test)]
mod tests {
    use super::{EntryPoint, attribute};
    use quote::quote;

    fn expand(arguments: proc_macro2::TokenStream, item: proc_macro2::TokenStream) -> String {
        attribute(EntryPoint::WEB, "web", arguments, item).to_string()
    }

    #[test]
    fn the_function_comes_first_and_as_it_was() {
        let item = quote!(pub(crate) fn ping(#[allow(unused)] Json(request): Json<Request>) -> String { any body at all });
        assert!(expand(quote!(), item.clone()).starts_with(&item.to_string()));
    }

    #[test]
    fn extras_are_taken_before_the_body() {
        let output = expand(
            quote!(),
            quote!(
                fn ping(a: Headers, b: Method, c: Data) -> String {
                    a
                }
            ),
        );
        let calls = [
            "extra :: < Headers >",
            "extra :: < Method >",
            "body :: < Data >",
        ];
        let places = calls.map(|call| {
            output
                .find(call)
                .unwrap_or_else(|| panic!("{call} in {output}"))
        });
        assert!(places.is_sorted(), "{output}");
    }

    #[test]
    fn paths_go_through_the_named_crate() {
        let output = expand(
            quote!(crate = crate::sdk),
            quote!(
                fn ping() {}
            ),
        );
        assert!(
            output.contains("crate :: sdk :: __private :: web :: answer"),
            "{output}"
        );
        assert!(
            expand(
                quote!(),
                quote!(
                    fn ping() {}
                )
            )
            .contains(":: web :: __private :: web :: answer")
        );
    }

    #[test]
    fn a_raw_name_is_a_name() {
        assert!(
            expand(
                quote!(),
                quote!(
                    fn r#match() {}
                )
            )
            .contains("output :: < () > (r#match ())")
        );
    }

    #[test]
    fn a_mistake_leaves_the_item_in_place() {
        let function = expand(
            quote!(),
            quote!(
                async fn ping() {}
            ),
        );
        assert!(
            function.contains("async fn ping () { }") && function.contains("compile_error"),
            "{function}"
        );
        let structure = expand(
            quote!(),
            quote!(
                struct Ping;
            ),
        );
        assert!(
            structure.starts_with("struct Ping ;") && structure.contains("compile_error"),
            "{structure}"
        );
    }
}
