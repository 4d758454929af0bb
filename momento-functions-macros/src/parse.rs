//! Reads the attribute's arguments and the item it stands on, without judging either.
use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Expr, ExprLit, ExprPath, Ident, Lit, Meta, Path, Signature, Token, Visibility,
};

use crate::entry_point::EntryPoint;
use crate::mistakes::Mistakes;

/// The item that an attribute stands on.
pub(crate) enum Subject {
    /// A function, by its signature; its body is nobody's business here.
    Function(Box<Signature>),
    /// Anything else, by the token that says what it is.
    Other(TokenTree),
}

/// Reads what the attribute stands on.
pub(crate) fn subject(item: TokenStream) -> syn::Result<Subject> {
    any_item.parse2(item)
}

fn any_item(input: ParseStream<'_>) -> syn::Result<Subject> {
    input.call(Attribute::parse_outer)?;
    input.parse::<Visibility>()?;
    let subject = match input.fork().parse::<Signature>() {
        Ok(_) => Subject::Function(input.parse()?),
        Err(error) if begins_a_function(input) => return Err(error),
        Err(_) => Subject::Other(input.parse()?),
    };
    input.parse::<TokenStream>()?;
    Ok(subject)
}

/// Whether a signature was meant, however wrong it is. (`const`, `unsafe` and `extern` may begin other items.)
fn begins_a_function(input: ParseStream<'_>) -> bool {
    input.peek(Token![fn]) || input.peek(Token![async])
}

/// Reads the attribute's arguments: the path that `crate = path` names, if any.
pub(crate) fn crate_path(
    entry_point: EntryPoint,
    arguments: TokenStream,
    mistakes: &mut Mistakes,
) -> Option<Path> {
    let allowed = format!(
        "`#[{}]` takes no argument but `crate = path::to::the::sdk`",
        entry_point.attribute
    );
    match Punctuated::<Argument, Token![,]>::parse_terminated.parse2(arguments) {
        Ok(arguments) => arguments
            .into_iter()
            .filter_map(|argument| argument.crate_path(&allowed, mistakes))
            .last(),
        Err(error) => {
            mistakes.at(error.span(), allowed);
            None
        }
    }
}

/// One argument of the attribute; `crate` is a keyword, which a `Meta` does not begin with everywhere.
enum Argument {
    Crate(Token![crate], Expr),
    Other(Meta),
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !(input.peek(Token![crate]) && input.peek2(Token![=])) {
            return input.parse().map(Self::Other);
        }
        let name = input.parse()?;
        input.parse::<Token![=]>()?;
        Ok(Self::Crate(name, input.parse()?))
    }
}

impl Argument {
    fn crate_path(self, allowed: &str, mistakes: &mut Mistakes) -> Option<Path> {
        match self {
            Self::Crate(
                _,
                Expr::Path(ExprPath {
                    qself: None, path, ..
                }),
            ) => return Some(path),
            Self::Crate(name, value) => mistakes.on(&value, not_a_path(&name, &value)),
            Self::Other(meta) => mistakes.on(meta.path(), allowed),
        }
        None
    }
}

fn not_a_path(name: &Token![crate], value: &Expr) -> String {
    let name = Ident::from(*name);
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => format!(
            "`{name} =` takes a path, without quotes: `{name} = {}`",
            text.value()
        ),
        _ => format!("`{name} =` takes a path, such as `{name} = ::my_sdk`"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Subject, crate_path, subject};
    use crate::{entry_point::EntryPoint, mistakes::Mistakes};
    use quote::{ToTokens, quote};

    fn read(arguments: proc_macro2::TokenStream) -> (Option<String>, Vec<String>) {
        let mut mistakes = Mistakes::default();
        let path = crate_path(EntryPoint::WEB, arguments, &mut mistakes);
        (
            path.map(|path| path.into_token_stream().to_string()),
            mistakes.messages(),
        )
    }

    #[test]
    fn a_path_is_taken_as_written() {
        assert_eq!(read(quote!(crate = ::web)), (Some(":: web".into()), vec![]));
        assert_eq!(
            read(quote!(crate = crate::sdk,)),
            (Some("crate :: sdk".into()), vec![])
        );
        assert_eq!(read(quote!()), (None, vec![]));
    }

    #[test]
    fn every_wrong_argument_is_reported() {
        let (path, messages) = read(quote!(name = "ping", crate = "web", retries));
        assert_eq!(path, None);
        assert_eq!(messages.len(), 3, "{messages:?}");
        assert_eq!(
            messages[1],
            "`crate =` takes a path, without quotes: `crate = web`"
        );
    }

    #[test]
    fn an_item_is_named_by_its_keyword() {
        let Ok(Subject::Other(keyword)) = subject(quote!(
            #[derive(Debug)]
            pub(crate) struct Ping;
        )) else {
            panic!("a struct")
        };
        assert_eq!(keyword.to_string(), "struct");
        let Ok(Subject::Other(keyword)) = subject(quote!(
            const PING: u8 = 1;
        )) else {
            panic!("a const")
        };
        assert_eq!(keyword.to_string(), "const");
    }

    #[test]
    fn a_body_is_not_read() {
        assert!(matches!(
            subject(quote!(/** doc */ pub fn ping() { syntax of the year 2050 })),
            Ok(Subject::Function(_))
        ));
    }
}
