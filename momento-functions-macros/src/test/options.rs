//! The arguments of the attribute.
use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, ExprPath, Lit, LitStr, Meta, MetaList, Path, Token};

use crate::mistakes::Mistakes;

/// What the arguments say.
#[derive(Default)]
pub(super) struct Options {
    pub(super) expected: Option<Expected>,
    pub(super) sdk: Option<Path>,
}

/// The panic that a test is to end with.
pub(super) enum Expected {
    Panic,
    PanicWith(LitStr),
}

/// One argument; `crate` is a keyword, which a `Meta` does not begin with everywhere.
enum Argument {
    Crate(Expr),
    Other(Meta),
}

impl Options {
    pub(super) fn read(attribute: &str, arguments: TokenStream, mistakes: &mut Mistakes) -> Self {
        let mut options = Self::default();
        match Punctuated::<Argument, Token![,]>::parse_terminated.parse2(arguments) {
            Ok(arguments) => arguments
                .into_iter()
                .for_each(|argument| options.take(attribute, argument, mistakes)),
            Err(error) => mistakes.at(error.span(), allowed(attribute)),
        }
        options
    }

    fn take(&mut self, attribute: &str, argument: Argument, mistakes: &mut Mistakes) {
        match argument {
            Argument::Crate(Expr::Path(ExprPath {
                qself: None, path, ..
            })) => self.sdk = Some(path),
            Argument::Crate(value) => mistakes.on(
                value,
                "`crate =` takes a path without quotes, such as `crate = ::my_tests`",
            ),
            Argument::Other(meta) => self.take_expected(attribute, meta, mistakes),
        }
    }

    fn take_expected(&mut self, attribute: &str, meta: Meta, mistakes: &mut Mistakes) {
        let path = meta.path().clone();
        let named = |name| path.is_ident(name);
        let expected = match meta {
            Meta::Path(_) if named("should_panic") => Ok(Expected::Panic),
            Meta::NameValue(pair) if named("should_panic") || named("expected") => text(pair.value),
            Meta::List(list) if named("should_panic") => within(list),
            other => {
                mistakes.on(other.path(), allowed(attribute));
                return;
            }
        };
        match expected {
            Ok(_) if self.expected.is_some() => mistakes.on(
                path,
                "the panic is expected already: one test ends in one way",
            ),
            Ok(expected) => self.expected = Some(expected),
            Err(error) => mistakes.add(error),
        }
    }
}

/// libtest's own way to write it: `should_panic(expected = "…")`.
fn within(list: MetaList) -> syn::Result<Expected> {
    let pair: syn::MetaNameValue = list.parse_args()?;
    match pair.path.is_ident("expected") {
        true => text(pair.value),
        false => Err(not_a_text(&pair.path)),
    }
}

fn text(value: Expr) -> syn::Result<Expected> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Ok(Expected::PanicWith(text)),
        other => Err(not_a_text(&other)),
    }
}

fn not_a_text(tokens: &impl quote::ToTokens) -> syn::Error {
    let message = "what the panic's message is to contain is a text in quotes: `should_panic = \"no such user\"`";
    syn::Error::new_spanned(tokens, message)
}

fn allowed(attribute: &str) -> String {
    format!(
        "`#[{attribute}::test]` takes `should_panic`, `should_panic = \"text of the panic\"` and `crate = path::to::the::kit`, and nothing else"
    )
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !(input.peek(Token![crate]) && input.peek2(Token![=])) {
            return input.parse().map(Self::Other);
        }
        input.parse::<Token![crate]>()?;
        input.parse::<Token![=]>()?;
        input.parse().map(Self::Crate)
    }
}

#[cfg(test)]
mod tests {
    use super::{Mistakes, Options};
    use proc_macro2::TokenStream;
    use quote::quote;

    fn mistakes(arguments: TokenStream) -> Vec<String> {
        let mut mistakes = Mistakes::default();
        Options::read("kit", arguments, &mut mistakes);
        mistakes.messages()
    }

    #[test]
    fn each_way_to_expect_a_panic_is_taken() {
        for arguments in [
            quote!(),
            quote!(should_panic),
            quote!(should_panic,),
            quote!(should_panic = "a"),
            quote!(should_panic(expected = "a")),
            quote!(expected = "a", crate = ::kit),
        ] {
            assert_eq!(mistakes(arguments.clone()), [""; 0], "{arguments}");
        }
    }

    #[test]
    fn every_wrong_argument_is_reported() {
        let messages = mistakes(quote!(timeout = 3, crate = "kit", should_panic = 7, ignore));
        assert_eq!(messages.len(), 4, "{messages:?}");
        let twice = mistakes(quote!(should_panic, expected = "a"));
        assert!(twice[0].contains("expected already"), "{twice:?}");
        assert_eq!(mistakes(quote!(3)).len(), 1);
    }
}
