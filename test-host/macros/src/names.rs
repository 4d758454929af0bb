use syn::{Attribute, Ident, LitStr};

/// Gives the name that the contract has for a field or a case, and for others their own.
pub(crate) fn of(attributes: &[Attribute], ident: &Ident) -> syn::Result<String> {
    let mut name = kebab(&ident.to_string());
    for attribute in attributes {
        if attribute.path().is_ident("component") {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("name") {
                    name = meta.value()?.parse::<LitStr>()?.value();
                }
                Ok(())
            })?;
        }
    }
    Ok(name)
}

/// Writes a name of Rust as the contract does: `get_with_hash` and `GetWithHash` as `get-with-hash`.
pub(crate) fn kebab(name: &str) -> String {
    let mut kebab = String::with_capacity(name.len());
    for letter in name
        .trim_start_matches("r#")
        .trim_start_matches('_')
        .chars()
    {
        if letter == '_' {
            kebab.push('-');
            continue;
        }
        if letter.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(letter.to_lowercase());
    }
    kebab
}

#[cfg(test)]
mod tests {
    use super::kebab;

    #[test]
    fn names_are_written_as_the_contract_writes_them() {
        for (name, expected) in [
            ("get", "get"),
            ("get_with_hash", "get-with-hash"),
            ("ClusterClient", "cluster-client"),
            ("r#type", "type"),
            ("_options", "options"),
            ("", ""),
        ] {
            assert_eq!(kebab(name), expected);
        }
    }
}
