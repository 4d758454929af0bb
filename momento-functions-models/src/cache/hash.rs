use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

/// The hash of a value: opaque to guests, the first 16 bytes of the value's SHA-256 here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValueHash([u8; 16]);

impl ValueHash {
    /// Hashes a value.
    #[must_use]
    pub fn of(value: &[u8]) -> Self {
        let digest: [u8; 32] = Sha256::digest(value).into();
        let mut hash = [0; 16];
        hash.iter_mut()
            .zip(digest)
            .for_each(|(to, from)| *to = from);
        Self(hash)
    }

    /// Returns the hash's bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A value that is hashed when it is first asked for its hash.
#[derive(Debug)]
pub(super) struct Hashed {
    value: Bytes,
    hash: OnceLock<ValueHash>,
}

impl Hashed {
    /// Keeps a copy: what is kept must not hold on to a larger buffer that it was a part of, which
    /// no bound would count.
    pub(super) fn copy_of(value: &[u8]) -> Self {
        Self {
            value: Bytes::copy_from_slice(value),
            hash: OnceLock::new(),
        }
    }

    pub(super) fn value(&self) -> &Bytes {
        &self.value
    }

    pub(super) fn hash(&self) -> ValueHash {
        *self.hash.get_or_init(|| ValueHash::of(&self.value))
    }
}

#[cfg(test)]
mod tests {
    use super::ValueHash;

    /// CACHE.4
    #[test]
    fn a_hash_is_the_front_of_a_sha_256() {
        // FIPS 180-4's example of the one block message "abc".
        let hash = ValueHash::of(b"abc");
        let front = 0xba78_16bf_8f01_cfea_4141_40de_5dae_2223_u128;
        assert_eq!(hash.as_bytes(), front.to_be_bytes());
    }
}
