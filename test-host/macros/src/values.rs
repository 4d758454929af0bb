use crate::names;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, FieldsNamed, Ident, Item, ItemEnum, Variant};

/// Derives how a record, a variant or an enum is told, and read back.
pub(crate) fn derive(item: &Item) -> syn::Result<TokenStream> {
    let (ident, (tell, read)) = match item {
        Item::Struct(item) => match &item.fields {
            Fields::Named(fields) => (&item.ident, record(fields)?),
            _ => return Err(unsupported(&item.ident)),
        },
        Item::Enum(item) => (&item.ident, variant(item)?),
        other => {
            return Err(syn::Error::new_spanned(other, UNSUPPORTED));
        }
    };
    if ident == BODY {
        return Ok(TokenStream::new());
    }
    Ok(quote! {
        impl crate::observe::Value for #ident {
            fn tell(&self, bodies: &mut crate::observe::Bodies<'_>) -> crate::observe::Told {
                #tell
            }
            fn read(
                told: &crate::observe::Json,
                bodies: &mut crate::observe::Bodies<'_>,
            ) -> Result<Self, crate::observe::Unreadable> {
                #read
            }
        }
    })
}

/// A body of the contract, inline or on the host: what it is told as is no business of where it is.
const BODY: &str = "Data";

const UNSUPPORTED: &str = "only records, variants and enums have values";

fn unsupported(ident: &Ident) -> syn::Error {
    syn::Error::new_spanned(ident, UNSUPPORTED)
}

type Bodies = (TokenStream, TokenStream);

fn record(fields: &FieldsNamed) -> syn::Result<Bodies> {
    let mut tell = Vec::new();
    let mut read = Vec::new();
    for field in &fields.named {
        let Some(ident) = &field.ident else {
            continue;
        };
        let name = names::of(&field.attrs, ident)?;
        tell.push(quote! { (#name, crate::observe::Value::tell(&self.#ident, bodies)) });
        read.push(quote! { #ident: told.field(#name, bodies)? });
    }
    let tell = quote! { crate::observe::Told::record(vec![#(#tell),*]) };
    let read = quote! {
        let told = crate::observe::Record::of(told)?;
        Ok(Self { #(#read),* })
    };
    Ok((tell, read))
}

fn variant(variant: &ItemEnum) -> syn::Result<Bodies> {
    let mut tell = Vec::new();
    let mut read = Vec::new();
    for case in &variant.variants {
        let ident = &case.ident;
        let name = names::of(&case.attrs, ident)?;
        if payload(case)? {
            tell.push(quote! {
                Self::#ident(payload) => crate::observe::Told::case(
                    #name,
                    crate::observe::Value::tell(payload, bodies),
                )
            });
            read.push(quote! { (#name, Some(payload)) => crate::observe::Value::read(payload, bodies).map(Self::#ident) });
        } else {
            tell.push(quote! { Self::#ident => crate::observe::Told::text(#name) });
            read.push(quote! { (#name, None) => Ok(Self::#ident) });
        }
    }
    let tell = quote! { match self { #(#tell),* } };
    let read = quote! {
        match crate::observe::case(told)? {
            #(#read,)*
            (name, _) => Err(crate::observe::Unreadable::case(name)),
        }
    };
    Ok((tell, read))
}

fn payload(case: &Variant) -> syn::Result<bool> {
    match &case.fields {
        Fields::Unit => Ok(false),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Ok(true),
        _ => Err(unsupported(&case.ident)),
    }
}
