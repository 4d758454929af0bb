use md5::{Digest, Md5};
use std::fmt;

/// Makes the entity tag of an object that is put whole: the MD5 of its bytes, in quotes.
///
/// # Examples
///
/// ```
/// use momento_functions_models::s3::EtagHasher;
///
/// let mut hasher = EtagHasher::default();
/// hasher.update(b"hello");
/// assert_eq!(hasher.finish(), "\"5d41402abc4b2a76b9719d911017c592\"");
/// ```
#[derive(Clone, Default)]
pub struct EtagHasher(Md5);

impl EtagHasher {
    /// Adds bytes of the object.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Returns the tag.
    #[must_use]
    pub fn finish(self) -> String {
        let hex = self
            .0
            .finalize()
            .into_iter()
            .map(|byte| format!("{byte:02x}"));
        format!("\"{}\"", hex.collect::<String>())
    }
}

impl fmt::Debug for EtagHasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EtagHasher").finish_non_exhaustive()
    }
}
