use super::ObjectError;
use std::net::Ipv4Addr;

/// S3 User Guide, "Naming Amazon S3 objects".
const MAX_KEY: usize = 1024;

/// Where an object is: its bucket and its key, both by S3's rules.
///
/// # Examples
///
/// ```
/// use momento_functions_models::s3::ObjectName;
///
/// let name = ObjectName::new("reports", "2026/today.txt")?;
/// assert_eq!((name.bucket(), name.key()), ("reports", "2026/today.txt"));
/// assert!(ObjectName::new("../etc", "passwd").is_err());
/// # Ok::<(), momento_functions_models::s3::ObjectError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ObjectName {
    bucket: String,
    key: String,
}

impl ObjectName {
    /// Names an object.
    ///
    /// # Errors
    ///
    /// The bucket's name is not of 3 to 63 lower-case letters, digits, `-` and `.`, or is one that S3
    /// refuses; or the key does not have 1 to 1024 bytes.
    pub fn new(bucket: impl Into<String>, key: impl Into<String>) -> Result<Self, ObjectError> {
        let (bucket, key) = (bucket.into(), key.into());
        if !is_bucket(&bucket) {
            let rule = "a bucket's name has 3 to 63 lower-case letters, digits, `-` and single `.`, begins and ends with a letter or a digit, and is no IP address";
            return Err(ObjectError::Malformed(rule.to_owned()));
        }
        if key.is_empty() || key.len() > MAX_KEY {
            let rule = format!("a key has 1 to {MAX_KEY} bytes; this one has {}", key.len());
            return Err(ObjectError::Malformed(rule));
        }
        Ok(Self { bucket, key })
    }

    /// Returns the bucket's name.
    #[must_use]
    pub fn bucket(&self) -> &str {
        &self.bucket
    }

    /// Returns the key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// S3 User Guide, "General purpose bucket naming rules".
fn is_bucket(name: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    (3..=63).contains(&name.len())
        && name.chars().all(|c| letter(c) || matches!(c, '-' | '.'))
        && name.starts_with(letter)
        && name.ends_with(letter)
        && !name.contains("..")
        && name.parse::<Ipv4Addr>().is_err()
}

#[cfg(test)]
mod tests {
    use super::{MAX_KEY, ObjectName};

    /// AWS.3
    #[test]
    fn a_bucket_is_named_by_the_rules_of_s3() {
        let (longest, longer) = ("a".repeat(63), "a".repeat(64));
        for bucket in ["abc", "a-b.c", "192.168.0", "1ab", &longest] {
            assert!(ObjectName::new(bucket, "key").is_ok(), "{bucket}");
        }
        let wrong = [
            "",
            "ab",
            &longer,
            "Abc",
            "a_b",
            "a/b",
            "..",
            "../etc",
            "a..b",
            "-ab",
            "ab-",
            ".ab",
            "ab.",
            "192.168.0.1",
            "bücket",
            "a\0b",
            "a\r\nb",
        ];
        for bucket in wrong {
            assert!(ObjectName::new(bucket, "key").is_err(), "{bucket}");
        }
    }

    /// AWS.3
    #[test]
    fn a_key_has_1_to_1024_bytes() {
        let fits = "é".repeat(MAX_KEY / 2);
        for key in ["k", "../../etc/passwd", "a\0b", &fits] {
            assert_eq!(ObjectName::new("bucket", key).unwrap().key(), key);
        }
        let error = ObjectName::new("bucket", format!("{fits}k")).unwrap_err();
        assert!(error.to_string().ends_with("this one has 1025"), "{error}");
        assert!(ObjectName::new("bucket", "").is_err());
    }
}
