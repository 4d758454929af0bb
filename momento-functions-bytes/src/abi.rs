use momento_functions_wit::bytes::Data as Abi;

use crate::Data;
use crate::data::Place;
use crate::handle::Handle;

impl Data {
    /// What the host gave, as a body.
    #[doc(hidden)]
    #[must_use]
    pub fn __from_abi(data: Abi) -> Self {
        match data {
            Abi::Buffer(buffer) => Self::on_host(Handle::take(buffer)),
            Abi::Value(bytes) => Self::inline(bytes),
        }
    }

    /// The body, or what is left of it, as the host takes it.
    ///
    /// The handle is passed on unless bytes were fetched that nobody read: no host call puts them
    /// back, so all the rest is fetched too. A source that fails is then taken for one that ended.
    #[doc(hidden)]
    #[must_use]
    pub fn __into_abi(self) -> Abi {
        match self.place {
            Place::Inline(inline) => Abi::Value(inline.into_bytes()),
            Place::Host(host) => match host.into_source() {
                Ok(handle) => handle
                    .into_buffer()
                    .map_or_else(|| Abi::Value(Vec::new()), Abi::Buffer),
                Err(host) => Abi::Value(host.into_bytes().0),
            },
        }
    }

    /// The bytes of what the host would take, without linking the host calls into a function that has
    /// no handles.
    #[doc(hidden)]
    #[must_use]
    pub fn __bytes_of(data: Abi) -> Vec<u8> {
        match data {
            Abi::Buffer(buffer) => Self::on_host(Handle::retake(buffer)).into_bytes(),
            Abi::Value(bytes) => bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_an_inline_body_is_handed_on() {
        let mut data = Data::__from_abi(Abi::Value(b"abc".to_vec()));
        data.advance(1);
        assert!(matches!(data.__into_abi(), Abi::Value(rest) if rest == b"bc"));
    }

    #[test]
    fn the_bytes_of_a_value_are_the_value() {
        assert_eq!(Data::__bytes_of(Abi::Value(b"abc".to_vec())), b"abc");
    }
}
