//! The attribute `test`: a `#[test]` that runs natively and inside WebAssembly.

mod check;
mod options;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::ItemFn;

use crate::mistakes::Mistakes;
use options::{Expected, Options};

/// Expands the attribute; its output names `default_crate`, unless the arguments name another.
pub(crate) fn attribute(
    default_crate: &str,
    arguments: TokenStream,
    item: TokenStream,
) -> TokenStream {
    let mut mistakes = Mistakes::default();
    let options = Options::read(default_crate, arguments, &mut mistakes);
    match syn::parse2::<ItemFn>(item.clone()) {
        Ok(function) => {
            check::function(default_crate, &function, &mut mistakes);
            if mistakes.is_empty() {
                return expand(default_crate, &options, function);
            }
        }
        Err(error) => check::not_a_function(default_crate, &item, error, &mut mistakes),
    }
    let errors = mistakes.into_compile_errors();
    // Nothing runs a test that has mistakes, and saying so would only be noise.
    quote!(#[allow(dead_code)] #item #errors)
}

fn expand(default_crate: &str, options: &Options, function: ItemFn) -> TokenStream {
    let sdk = options.sdk.as_ref().map_or_else(
        || {
            let name = Ident::new(default_crate, Span::call_site());
            quote!(::#name)
        },
        ToTokens::to_token_stream,
    );
    let runtime = quote!(#sdk::__private::test);
    let (native, expected) = match &options.expected {
        None => (quote!(), quote!(Return)),
        Some(Expected::Panic) => (quote!(should_panic), quote!(Panic)),
        Some(Expected::PanicWith(text)) => (
            quote!(should_panic(expected = #text)),
            quote!(PanicWith(#text)),
        ),
    };
    // Inside WebAssembly libtest would ignore it.
    let native =
        (!native.is_empty()).then(|| quote!(#[cfg_attr(not(target_arch = "wasm32"), #native)]));
    let ItemFn {
        attrs,
        vis,
        sig,
        block,
        ..
    } = function;
    let output = &sig.output;
    quote!(
        #[::core::prelude::v1::test]
        #native
        #(#attrs)*
        #vis #sig {
            #runtime::run(#runtime::Expected::#expected, || #output #block)
        }
    )
}

#[cfg(test)]
mod tests {
    use super::attribute;
    use proc_macro2::TokenStream;
    use quote::quote;

    fn expand(arguments: TokenStream) -> String {
        let item = quote!(
            #[ignore]
            fn it_works() {
                body();
            }
        );
        attribute("kit", arguments, item).to_string()
    }

    #[test]
    fn a_test_is_run_by_the_kit() {
        let output = expand(quote!());
        assert!(
            output.contains(":: kit :: __private :: test :: run (:: kit :: __private :: test :: Expected :: Return , || { body () ; })"),
            "{output}"
        );
        assert!(output.contains("# [ignore]"), "{output}");
        assert!(!output.contains("should_panic"), "{output}");
    }

    #[test]
    fn a_panic_is_libtests_to_expect_natively_and_the_runners_in_wasm() {
        let output = expand(quote!(should_panic));
        assert!(
            output.contains("# [cfg_attr (not (target_arch = \"wasm32\") , should_panic)]"),
            "{output}"
        );
        assert!(output.contains("Expected :: Panic ,"), "{output}");
        for arguments in [quote!(should_panic = "no"), quote!(expected = "no")] {
            let output = expand(arguments);
            assert!(
                output.contains("should_panic (expected = \"no\")"),
                "{output}"
            );
            assert!(
                output.contains("Expected :: PanicWith (\"no\")"),
                "{output}"
            );
        }
    }

    #[test]
    fn paths_go_through_the_named_crate() {
        let output = expand(quote!(should_panic, crate = crate::kit));
        assert!(
            output.contains("{ crate :: kit :: __private :: test :: run"),
            "{output}"
        );
    }
}
