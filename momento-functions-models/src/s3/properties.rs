use super::ObjectError;

/// S3 User Guide, "Working with object metadata".
const MAX_METADATA: usize = 2 << 10;

/// How long a media type, or the name of an encoding, may be here.
const MAX_VALUE: usize = 1 << 10;

/// What is stored with an object beside its bytes.
///
/// # Examples
///
/// ```
/// use momento_functions_models::s3::Properties;
///
/// let properties = Properties::new([("By".to_owned(), "me".to_owned())])?;
/// assert_eq!(properties.metadata(), [("by".to_owned(), "me".to_owned())]);
/// # Ok::<(), momento_functions_models::s3::ObjectError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Properties {
    metadata: Vec<(String, String)>,
    content_type: Option<String>,
    content_encoding: Option<String>,
}

impl Properties {
    /// Takes an object's own metadata: names in lower case, the values of a repeated name joined by a
    /// comma, as S3 does.
    ///
    /// # Errors
    ///
    /// A name is no token of HTTP, a value is not printable US-ASCII, or both together have more than
    /// 2 KiB.
    pub fn new(metadata: impl IntoIterator<Item = (String, String)>) -> Result<Self, ObjectError> {
        let mut kept: Vec<(String, String)> = Vec::new();
        let mut size = 0_usize;
        for (name, value) in metadata {
            size = size.saturating_add(name.len()).saturating_add(value.len());
            check(&name, &value, size)?;
            let name = name.to_ascii_lowercase();
            match kept.iter_mut().find(|(known, _)| *known == name) {
                Some((_, before)) => *before = format!("{before},{value}"),
                None => kept.push((name, value)),
            }
        }
        Ok(Self {
            metadata: kept,
            ..Self::default()
        })
    }

    /// Sets the media type and the encoding.
    ///
    /// # Errors
    ///
    /// One of them is not printable US-ASCII, or has more than 1 KiB.
    pub fn with_content(
        self,
        content_type: Option<String>,
        content_encoding: Option<String>,
    ) -> Result<Self, ObjectError> {
        for (what, value) in [
            ("content type", &content_type),
            ("content encoding", &content_encoding),
        ] {
            let wrong = |value: &String| !is_value(value) || value.len() > MAX_VALUE;
            if value.as_ref().is_some_and(wrong) {
                return Err(malformed(format!(
                    "a {what} is printable US-ASCII of at most {MAX_VALUE} bytes"
                )));
            }
        }
        Ok(Self {
            content_type,
            content_encoding,
            ..self
        })
    }

    /// Returns the object's own metadata.
    #[must_use]
    pub fn metadata(&self) -> &[(String, String)] {
        &self.metadata
    }

    /// Returns the media type.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Returns the encoding.
    #[must_use]
    pub fn content_encoding(&self) -> Option<&str> {
        self.content_encoding.as_deref()
    }
}

fn check(name: &str, value: &str, size: usize) -> Result<(), ObjectError> {
    if size > MAX_METADATA {
        return Err(malformed(format!(
            "an object has at most {MAX_METADATA} bytes of metadata, names and values together; this one has more"
        )));
    }
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err(malformed(
            "a name of metadata is made of letters, digits and `!#$%&'*+-.^_`|~`".to_owned(),
        ));
    }
    if !is_value(value) {
        return Err(malformed(
            "a value of metadata is printable US-ASCII".to_owned(),
        ));
    }
    Ok(())
}

fn malformed(text: String) -> ObjectError {
    ObjectError::Malformed(text)
}

/// RFC 9110, section 5.6.2.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn is_value(value: &str) -> bool {
    value.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

#[cfg(test)]
mod tests {
    use super::{MAX_METADATA, MAX_VALUE, Properties};

    fn kept(metadata: &[(&str, &str)]) -> Result<Vec<(String, String)>, String> {
        let pairs = metadata
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_string()));
        let made = Properties::new(pairs).map_err(|error| error.to_string())?;
        Ok(made.metadata().to_vec())
    }

    /// AWS.3
    #[test]
    fn names_are_in_lower_case_and_the_values_of_a_repeated_name_are_joined() {
        let metadata = kept(&[("By", "me"), ("b", "1"), ("BY", "you")]).unwrap();
        let expected = [("by", "me,you"), ("b", "1")];
        assert_eq!(
            metadata,
            expected.map(|(n, v)| (n.to_owned(), v.to_owned()))
        );
    }

    /// AWS.3
    #[test]
    fn metadata_has_at_most_2_kib() {
        let value = "v".repeat(MAX_METADATA - 3);
        assert!(kept(&[("n", &value), ("m", "v")]).is_ok());
        let error = kept(&[("n", &value), ("m", "vv")]).unwrap_err();
        assert!(error.contains("at most 2048 bytes"), "{error}");
    }

    /// AWS.3
    #[test]
    fn what_is_no_header_is_no_metadata() {
        for (name, value) in [
            ("", "v"),
            ("a b", "v"),
            ("a:", "v"),
            ("é", "v"),
            ("n", "é"),
            ("n", "a\r\nb"),
            ("n", "a\0"),
        ] {
            assert!(kept(&[(name, value)]).is_err(), "{name} {value}");
        }
        assert!(kept(&[("n", "")]).is_ok());
    }

    /// AWS.3
    #[test]
    fn a_media_type_is_kept_as_it_is_if_it_can_be_a_header() {
        let with = |content: &str| {
            Properties::default().with_content(Some(content.to_owned()), Some("gzip".to_owned()))
        };
        let made = with("text/plain; charset=utf-8").unwrap();
        assert_eq!(made.content_type(), Some("text/plain; charset=utf-8"));
        assert_eq!(made.content_encoding(), Some("gzip"));
        assert!(with(&"a".repeat(MAX_VALUE)).is_ok());
        for content in ["a\r\nb", "é", &"a".repeat(MAX_VALUE + 1)] {
            assert!(with(content).is_err(), "{content}");
        }
    }
}
