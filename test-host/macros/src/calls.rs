use crate::names::kebab;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{FnArg, Ident, ImplItem, ImplItemFn, ItemImpl, Pat, PatType, Signature};

/// What is to be done with a host call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// It is told, may be made to fail, and is answered by a replay.
    Full,
    /// It is told, and really made, always.
    Local,
    Skip,
}

/// Leads each host call of an implementation through an observer. The calls themselves move to methods of
/// their own.
pub(crate) fn watch(interface: &Ident, mut item: ItemImpl) -> syn::Result<TokenStream> {
    let resource = resource(&item)?;
    let mut made = Vec::new();
    for method in &mut item.items {
        if let ImplItem::Fn(method) = method {
            let care = care(method)?;
            if care != Care::Skip {
                made.push(wrap(interface, &resource, method, care)?);
            }
        }
    }
    let state = &item.self_ty;
    Ok(quote! {
        #item
        impl #state { #(#made)* }
    })
}

/// Gives the name of the resource whose calls a trait has: `HostClient` has those of `client`.
fn resource(item: &ItemImpl) -> syn::Result<String> {
    let of_trait = item.trait_.as_ref();
    let name = of_trait.and_then(|(path, _)| path.segments.last());
    let Some(name) = name else {
        return Err(syn::Error::new_spanned(
            &item.self_ty,
            "write it on the implementation of a trait",
        ));
    };
    let name = name.ident.to_string();
    Ok(kebab(name.strip_prefix("Host").unwrap_or(&name)))
}

fn care(method: &mut ImplItemFn) -> syn::Result<Care> {
    let name = method.sig.ident.to_string();
    let mut care = match name.as_str() {
        "drop" | "convert_error" => Care::Skip,
        _ => Care::Full,
    };
    let mut error = None;
    method.attrs.retain(|attribute| {
        if !attribute.path().is_ident("observed") {
            return true;
        }
        match attribute.parse_args::<Ident>() {
            Ok(word) if word == "local" => care = Care::Local,
            Ok(word) if word == "skip" => care = Care::Skip,
            Ok(word) => error = Some(syn::Error::new_spanned(word, "write `local` or `skip`")),
            Err(other) => error = Some(other),
        }
        false
    });
    error.map_or(Ok(care), Err)
}

fn wrap(
    interface: &Ident,
    resource: &str,
    method: &mut ImplItemFn,
    care: Care,
) -> syn::Result<ImplItemFn> {
    let arguments = name_arguments(&mut method.sig)?;
    let make = make(interface, resource, method);
    let make_name = &make.sig.ident;
    let info = format_ident!("{}", interface.to_string().to_uppercase());
    let function = match method.sig.ident.to_string().as_str() {
        "new" => "constructor".to_owned(),
        name => kebab(name),
    };
    let function = match resource {
        "" => function,
        _ => format!("{resource}.{function}"),
    };
    // The first argument of a method is the resource itself, of which there is nothing to tell.
    let is_method = !resource.is_empty() && method.sig.ident != "new";
    let told: Vec<&Ident> = arguments.iter().skip(usize::from(is_method)).collect();
    let names = told.iter().map(|name| kebab(&name.to_string()));
    let begin = match care {
        Care::Local => quote! { call.begin_local() },
        _ if method.sig.asyncness.is_some() => quote! { call.begin(self).await },
        _ => {
            return Err(syn::Error::new_spanned(
                &method.sig,
                "a call that can be made to wait is `async`: make it so in the bindings, or write `#[observed(local)]`",
            ));
        }
    };
    let wait = method.sig.asyncness.map(|_| quote! { .await });
    let block = quote! {{
        let call = match crate::observe::Call::of(
            self,
            &crate::observe::interfaces::#info,
            #function,
            |bodies| vec![#((#names, crate::observe::Value::tell(&#told, bodies))),*],
        ) {
            None => None,
            Some(call) => match #begin {
                crate::observe::Begun::Answered(call, answers) => {
                    let answer = call.give(self, answers);
                    return crate::observe::counted(self, &crate::observe::interfaces::#info, answer);
                }
                crate::observe::Begun::Ended(error) => {
                    let answer = crate::observe::Answer::ended(error);
                    return crate::observe::counted(self, &crate::observe::interfaces::#info, answer);
                }
                crate::observe::Begun::Made(call) => Some(call),
            },
        };
        let answer = self.#make_name(#(#arguments),*)#wait;
        let answer = match call {
            None => answer,
            Some(call) => call.end(self, answer),
        };
        crate::observe::counted(self, &crate::observe::interfaces::#info, answer)
    }};
    method.block = syn::parse2(block)?;
    Ok(make)
}

/// Gives the method that makes a call.
fn make(interface: &Ident, resource: &str, method: &ImplItemFn) -> ImplItemFn {
    let mut make = method.clone();
    let resource = match resource {
        "" => String::new(),
        name => format!("_{}", name.replace('-', "_")),
    };
    make.sig.ident = format_ident!("make_{}{}_{}", interface, resource, method.sig.ident);
    make
}

/// Gives each argument, but for the receiver, a name.
fn name_arguments(signature: &mut Signature) -> syn::Result<Vec<Ident>> {
    let mut names = Vec::new();
    for (place, argument) in signature.inputs.iter_mut().enumerate() {
        let FnArg::Typed(PatType { pat, .. }) = argument else {
            continue;
        };
        match &**pat {
            Pat::Ident(name) => names.push(name.ident.clone()),
            Pat::Wild(_) => {
                let name = format_ident!("argument_{place}");
                **pat = syn::parse_quote! { #name };
                names.push(name);
            }
            other => {
                return Err(syn::Error::new_spanned(
                    other,
                    "give the argument a plain name",
                ));
            }
        }
    }
    Ok(names)
}
