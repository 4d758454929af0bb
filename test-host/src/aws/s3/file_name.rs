use momento_functions_models::s3::EtagHasher;
use std::fmt::Write as _;

/// How long a file's name may be: most file systems take 255 bytes, and `.json` is added.
const MAX: usize = 240;

/// How much of a long name is left to be read.
const READABLE: usize = 180;

/// AWS.4: the name of the file that an object is kept in.
///
/// Lower-case letters, digits, `-`, `_` and dots after the first character stand for themselves, all
/// else is percent-encoded: no key leaves its folder, and keys that differ in case alone are two on
/// every file system. A long name is cut, and ends in its hash.
pub(super) fn file_name(key: &str) -> String {
    let encoded = encoded(key);
    if encoded.len() <= MAX {
        return encoded;
    }
    let mut hasher = EtagHasher::default();
    hasher.update(key.as_bytes());
    let hash = hasher.finish();
    let start: String = encoded.chars().take(READABLE).collect();
    // No encoded name has a `~`.
    format!("{start}~{}", hash.trim_matches('"'))
}

fn encoded(key: &str) -> String {
    let mut name = String::with_capacity(key.len());
    for byte in key.bytes() {
        let plain = byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
        if plain || (byte == b'.' && !name.is_empty()) {
            name.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(name, "%{byte:02x}");
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{MAX, file_name};
    use std::collections::HashSet;

    /// AWS.4
    #[test]
    fn a_key_is_one_file_of_its_folder() {
        for (key, name) in [
            ("today.txt", "today.txt"),
            ("2026/today.txt", "2026%2ftoday.txt"),
            ("../../etc/passwd", "%2e.%2f..%2fetc%2fpasswd"),
            (".", "%2e"),
            ("..", "%2e."),
            ("/", "%2f"),
            ("a\\b:c\0", "a%5cb%3ac%00"),
            ("A", "%41"),
            ("é%~", "%c3%a9%25%7e"),
        ] {
            assert_eq!(file_name(key), name);
        }
    }

    /// AWS.4
    #[test]
    fn long_keys_have_short_names_of_their_own() {
        let keys = ["a".repeat(MAX), "a".repeat(MAX + 1), "é".repeat(512)];
        let more = [format!("{}b", "a".repeat(1023)), "a".repeat(1024)];
        let names: HashSet<String> = keys.iter().chain(&more).map(|key| file_name(key)).collect();
        assert_eq!(names.len(), 5);
        assert!(names.iter().all(|name| name.len() <= MAX), "{names:?}");
    }
}
