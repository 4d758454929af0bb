//! A component that answers `wasi:cli/environment` with variables that are known before it runs.

use std::collections::BTreeMap;

use crate::error::ComposeError;
use crate::interface::ENVIRONMENT;

/// What names and values may take together, in bytes.
const LARGEST: usize = 1 << 20;

/// Where the three answers lie: a pointer and a length, the same of an empty list, and no folder.
const VARIABLES: u32 = 0;
const ARGUMENTS: u32 = 8;
const FOLDER: u32 = 16;

/// Where the list of variables begins, and what one takes: two pointers and two lengths.
const LIST: usize = 32;
const ENTRY: usize = 16;

const PAGE: usize = 1 << 16;

/// Encodes the component.
pub(crate) fn component(variables: &[(String, String)]) -> Result<Vec<u8>, ComposeError> {
    let variables = checked(variables)?;
    let memory = memory(&variables)?;
    wat::parse_str(text(&memory)).map_err(ComposeError::graph)
}

/// Looks whether variables can be a function's environment, baked in or not.
///
/// # Errors
/// [`ComposeError::Variable`] names the first one that cannot, without its value.
pub fn check_variables(variables: &[(String, String)]) -> Result<(), ComposeError> {
    checked(variables).map(drop)
}

/// The variables by their names: of two that have one name, the last.
fn checked(variables: &[(String, String)]) -> Result<BTreeMap<&str, &str>, ComposeError> {
    let mut size = 0_usize;
    for (name, value) in variables {
        size = size.saturating_add(name.len()).saturating_add(value.len());
        let reason = match name.as_str() {
            "" => "a variable has a name",
            name if name.contains(['=', '\0']) => "a name has neither `=` nor NUL",
            _ if value.contains('\0') => "a value has no NUL",
            _ if size > LARGEST => {
                "names and values are 1 MiB at most in all: give it by the engine"
            }
            _ => continue,
        };
        let name = name.clone();
        return Err(ComposeError::Variable { name, reason });
    }
    let pairs = variables.iter();
    Ok(pairs
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect())
}

/// What lies in the memory, from its first byte on.
fn memory(variables: &BTreeMap<&str, &str>) -> Result<Vec<u8>, ComposeError> {
    let mut head = Vec::new();
    let mut texts: Vec<u8> = Vec::new();
    let base = LIST + variables.len() * ENTRY;
    head.extend(word(LIST)?);
    head.extend(word(variables.len())?);
    head.resize(LIST, 0);
    for text in variables.iter().flat_map(|(name, value)| [name, value]) {
        head.extend(word(base + texts.len())?);
        head.extend(word(text.len())?);
        texts.extend(text.as_bytes());
    }
    head.extend(texts);
    Ok(head)
}

fn word(value: usize) -> Result<[u8; 4], ComposeError> {
    let value = u32::try_from(value).map_err(ComposeError::graph)?;
    Ok(value.to_le_bytes())
}

fn text(memory: &[u8]) -> String {
    let pages = memory.len().div_ceil(PAGE);
    // Every byte is escaped: no value can be taken for text of the module.
    let data: String = memory.iter().map(|byte| format!("\\{byte:02x}")).collect();
    format!(
        r#"(component
          (core module $module
            (memory (export "memory") {pages} {pages})
            (data (i32.const 0) "{data}")
            (func (export "variables") (result i32) i32.const {VARIABLES})
            (func (export "arguments") (result i32) i32.const {ARGUMENTS})
            (func (export "folder") (result i32) i32.const {FOLDER}))
          (core instance $core (instantiate $module))
          (alias core export $core "memory" (core memory $memory))
          (func $variables (result (list (tuple string string)))
            (canon lift (core func $core "variables") (memory $memory)))
          (func $arguments (result (list string)) (canon lift (core func $core "arguments") (memory $memory)))
          (func $folder (result (option string)) (canon lift (core func $core "folder") (memory $memory)))
          (instance $environment
            (export "get-environment" (func $variables))
            (export "get-arguments" (func $arguments))
            (export "initial-cwd" (func $folder)))
          (export "{ENVIRONMENT}" (instance $environment)))"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasmparser::Validator;

    fn variables(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    /// POR.6
    #[test]
    fn any_text_is_baked_in_as_it_is() {
        let odd = "\" ) (func) \\00 ;; \u{1F980}\n\t'";
        let bytes = component(&variables(&[("A", odd), ("EMPTY", "")])).unwrap();
        Validator::new().validate_all(&bytes).unwrap();
        let found = |text: &str| bytes.windows(text.len()).any(|it| it == text.as_bytes());
        assert!(found(odd));
        let large = "x".repeat(PAGE * 3);
        let bytes = component(&variables(&[("A", &large)])).unwrap();
        Validator::new().validate_all(&bytes).unwrap();
        assert!(component(&[]).unwrap().len() < 700);
    }

    /// POR.6
    #[test]
    fn the_last_of_two_variables_of_a_name_counts() {
        let memory = |pairs: &[(&str, &str)]| memory(&checked(&variables(pairs)).unwrap()).unwrap();
        assert_eq!(
            memory(&[("A", "old"), ("A", "new")]),
            memory(&[("A", "new")])
        );
        assert!(memory(&[("A", "new")]).ends_with(b"Anew"));
    }

    /// POR.6
    #[test]
    fn a_variable_that_no_environment_can_have_is_refused_without_its_value() {
        let large = "hunter2".repeat(LARGEST / 7 + 1);
        for (name, value) in [
            ("", "hunter2"),
            ("A=B", "hunter2"),
            ("A\0", "hunter2"),
            ("A", "hunter2\0"),
            ("A", &large),
        ] {
            let told = component(&variables(&[(name, value)])).unwrap_err();
            let told = told.to_string();
            assert!(
                told.contains("cannot be baked in") && !told.contains("hunter2"),
                "{name:?}"
            );
        }
    }
}
