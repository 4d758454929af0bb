//! What is read of small JSON objects: a text or a number, by the name of its field.

/// Gives the text of a field.
pub(crate) fn text(object: &str, field: &str) -> Option<String> {
    unquote(value(object, field)?.strip_prefix('"')?)
}

/// Gives the number of a field.
pub(crate) fn number(object: &str, field: &str) -> Option<u32> {
    let value = value(object, field)?;
    let end = value
        .find(|digit: char| !digit.is_ascii_digit())
        .unwrap_or(value.len());
    value.get(..end)?.parse().ok()
}

/// Gives what follows a field's name.
fn value<'a>(object: &'a str, field: &str) -> Option<&'a str> {
    let object = object.trim_start().strip_prefix('{')?;
    let quoted = ["\"", field, "\""].concat();
    let (_, rest) = object.split_once(quoted.as_str())?;
    Some(rest.trim_start().strip_prefix(':')?.trim_start())
}

/// Reads a string to its end, after its first quote.
fn unquote(text: &str) -> Option<String> {
    let mut read = String::new();
    let mut characters = text.chars();
    loop {
        match characters.next()? {
            '"' => return Some(read),
            '\\' => read.push(escaped(&mut characters)?),
            other => read.push(other),
        }
    }
}

fn escaped(characters: &mut std::str::Chars<'_>) -> Option<char> {
    Some(match characters.next()? {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'u' => {
            let digits = characters.as_str().get(..4)?;
            characters.nth(3)?;
            let code = u32::from_str_radix(digits, 16).ok()?;
            char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DAT.12
    #[test]
    fn a_field_is_a_text_or_a_number() {
        let object = r#" {"code": "not_found", "message":"a \"b\"\\\n\u00e9\/", "length" : 12}"#;
        assert_eq!(text(object, "code").as_deref(), Some("not_found"));
        assert_eq!(text(object, "message").as_deref(), Some("a \"b\"\\\né/"));
        assert_eq!(number(object, "length"), Some(12));
    }

    /// DAT.12
    #[test]
    fn what_is_no_such_field_is_none() {
        for object in [
            "",
            "[]",
            "code",
            r#"{"code""#,
            r#"{"code":"#,
            r#"{"code": 1}"#,
            r#"{"code": "a"#,
            r#"{"code": "\u00"#,
            r#"{"code": "\u00é9"}"#,
        ] {
            assert_eq!(text(object, "code"), None, "{object}");
        }
        for object in [
            r#"{"length": -1}"#,
            r#"{"length": ""}"#,
            r#"{"length": 4294967296}"#,
        ] {
            assert_eq!(number(object, "length"), None, "{object}");
        }
    }
}
