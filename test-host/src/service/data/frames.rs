//! Several values in one body: each with its length in front, four bytes, the highest first.

use bytes::{Buf, BufMut, Bytes, BytesMut};
use momento_functions_models::ServiceError;

use super::parameters::invalid;

/// How many bytes a body of values has at most.
pub(super) const BYTES: usize = 32 << 20;

/// How many values a body has at most.
const VALUES: usize = 500_000;

/// What a value's length takes.
const PREFIX: usize = 4;

pub(super) const MEDIA_TYPE: &str = "application/vnd.momento.values";

/// Takes a body apart.
pub(super) fn decode(mut body: Bytes) -> Result<Vec<Bytes>, ServiceError> {
    let mut values = Vec::new();
    while !body.is_empty() {
        if values.len() == VALUES {
            return Err(too_many());
        }
        let length = body.try_get_u32().map_err(|_| cut())?;
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if length > body.len() {
            return Err(cut());
        }
        values.push(body.split_to(length));
    }
    Ok(values)
}

fn cut() -> ServiceError {
    invalid(
        "the body is not values, each with its length in front in four bytes, the highest first",
    )
}

/// Puts a body together.
pub(super) fn encode(values: &[Bytes]) -> Result<Bytes, ServiceError> {
    let bytes: usize = values.iter().map(|value| PREFIX + value.len()).sum();
    if values.len() > VALUES || bytes > BYTES {
        return Err(too_many());
    }
    let mut body = BytesMut::with_capacity(bytes);
    for value in values {
        body.put_u32(u32::try_from(value.len()).unwrap_or(u32::MAX));
        body.extend_from_slice(value);
    }
    Ok(body.freeze())
}

fn too_many() -> ServiceError {
    ServiceError::LimitExceeded(format!(
        "one request carries at most {VALUES} values of a list, of {BYTES} bytes with their lengths: take several"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DAT.6
    #[test]
    fn values_come_back_as_they_were() {
        let values = [&b"a"[..], b"", b"\0\xff"].map(Bytes::from_static);
        let body = encode(&values).unwrap();
        assert_eq!(&body[..6], b"\0\0\0\x01a\0");
        assert_eq!(decode(body).unwrap(), values);
        assert!(decode(Bytes::new()).unwrap().is_empty());
    }

    /// DAT.6
    #[test]
    fn a_body_that_is_cut_is_refused() {
        for body in [
            &b"\0\0\0"[..],
            b"\0\0\0\x02a",
            b"\xff\xff\xff\xff",
            b"\0\0\0\x01ab",
        ] {
            let refused = decode(Bytes::from_static(body));
            assert!(
                matches!(refused, Err(ServiceError::InvalidArgument(_))),
                "{body:?}"
            );
        }
    }

    /// DAT.6
    #[test]
    fn values_are_bounded_both_ways() {
        let exceeded = |refused| matches!(refused, Err(ServiceError::LimitExceeded(_)));
        let most = vec![Bytes::new(); VALUES];
        let body = encode(&most).unwrap();
        assert_eq!(decode(body.clone()).unwrap().len(), VALUES);
        assert!(exceeded(
            decode([&body[..], &[0; 4]].concat().into()).map(drop)
        ));
        assert!(exceeded(encode(&vec![Bytes::new(); VALUES + 1]).map(drop)));
        let large = Bytes::from(vec![0; BYTES - PREFIX]);
        assert!(encode(std::slice::from_ref(&large)).is_ok());
        assert!(exceeded(encode(&[large, Bytes::new()]).map(drop)));
    }
}
