//! Several values in one body: each with its length in front, four bytes, the highest first.

use crate::ServiceError;

/// How many bytes a body of values has at most.
pub(crate) const BYTES: usize = 32 << 20;

/// How many values a body has at most.
const VALUES: usize = 500_000;

/// A body that is put together.
#[derive(Default)]
pub(crate) struct Frames {
    body: Vec<u8>,
    values: usize,
}

impl Frames {
    pub(crate) fn push(&mut self, value: &[u8]) -> Result<(), ServiceError> {
        let length = u32::try_from(value.len()).unwrap_or(u32::MAX).to_be_bytes();
        self.values += 1;
        if self.values > VALUES || self.body.len() + length.len() + value.len() > BYTES {
            return Err(ServiceError::LimitExceeded(format!(
                "one request carries at most {VALUES} values of a list, of {BYTES} bytes with their lengths: take several"
            )));
        }
        self.body.extend_from_slice(&length);
        self.body.extend_from_slice(value);
        Ok(())
    }

    pub(crate) fn body(self) -> Vec<u8> {
        self.body
    }
}

/// Takes a body apart; none where it is cut, or has too many values.
pub(crate) fn decode(mut body: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut values = Vec::new();
    while !body.is_empty() {
        let (length, rest) = body.split_first_chunk()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (value, rest) = rest.split_at_checked(length)?;
        if values.len() == VALUES {
            return None;
        }
        values.push(value.to_vec());
        body = rest;
    }
    Some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DAT.14
    #[test]
    fn values_come_back_as_they_were() {
        let mut frames = Frames::default();
        for value in [&b"a"[..], b"", b"\0\xff"] {
            frames.push(value).unwrap();
        }
        let body = frames.body();
        assert_eq!(body.get(..6), Some(&b"\0\0\0\x01a\0"[..]));
        assert_eq!(decode(&body).unwrap(), [&b"a"[..], b"", b"\0\xff"]);
    }

    /// DAT.14
    #[test]
    fn a_body_that_is_cut_is_none() {
        for body in [
            &b"\0\0\0"[..],
            b"\0\0\0\x02a",
            b"\xff\xff\xff\xff",
            b"\0\0\0\x01ab",
        ] {
            assert_eq!(decode(body), None, "{body:?}");
        }
    }

    /// DAT.14
    #[test]
    fn a_body_of_too_many_values_is_none() {
        let most = vec![0; 4 * VALUES];
        assert_eq!(decode(&most).unwrap().len(), VALUES);
        assert_eq!(decode(&vec![0; 4 * (VALUES + 1)]), None);
    }

    /// DAT.14
    #[test]
    fn a_body_has_a_size() {
        let mut frames = Frames::default();
        frames.push(&vec![0; BYTES - 4]).unwrap();
        assert!(matches!(
            frames.push(b""),
            Err(ServiceError::LimitExceeded(_))
        ));
    }
}
