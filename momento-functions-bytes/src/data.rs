use std::{fmt, io};

use crate::handle::Handle;
use crate::host::HostBytes;
use crate::inline::InlineBytes;

/// A body: bytes in the function's own memory, or a handle to bytes that the host keeps.
///
/// Read it with [`Read`](io::Read) and [`BufRead`](io::BufRead), or whole with
/// [`into_bytes`](Data::into_bytes). Reading consumes: what was read is gone, and a body that is
/// handed on after it was read in part means what is left of it.
///
/// # Limits
/// The host gives a body of any size, the function's memory (4 MiB on the service by default) holds
/// what is read at once. Reading a large body in pieces keeps about 16 KiB of it in memory.
///
/// # Examples
/// ```
/// use std::io::BufRead;
/// use momento_functions_bytes::Data;
///
/// let mut body = Data::from("first\nsecond\n");
/// let mut line = String::new();
/// body.read_line(&mut line)?;
/// assert_eq!(line, "first\n");
/// assert_eq!(body.into_bytes(), b"second\n");
/// # std::io::Result::Ok(())
/// ```
pub struct Data {
    pub(crate) place: Place,
}

/// Where the bytes are.
pub(crate) enum Place {
    Inline(InlineBytes),
    Host(HostBytes<Handle>),
}

impl Data {
    pub(crate) fn inline(bytes: Vec<u8>) -> Self {
        Self {
            place: Place::Inline(InlineBytes::new(bytes)),
        }
    }

    pub(crate) fn on_host(handle: Handle) -> Self {
        Self {
            place: Place::Host(HostBytes::new(handle)),
        }
    }

    /// Gives the bytes that are left, taking a source that failed for one that ended.
    ///
    /// A body that the host has whole is copied once, from the host into the returned `Vec`; one that
    /// is inline and unread is not copied at all.
    ///
    /// When it matters that the body is complete, use [`try_into_bytes`](Data::try_into_bytes): a
    /// request whose client went away, or an upstream response that broke off, ends early here.
    ///
    /// # Examples
    /// ```
    /// use momento_functions_bytes::Data;
    ///
    /// assert_eq!(Data::from(vec![1, 2, 3]).into_bytes(), [1, 2, 3]);
    /// ```
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.into_bytes_and_end().0
    }

    /// Gives the bytes that are left, all of them or an error.
    ///
    /// # Errors
    /// [`TimedOut`](io::ErrorKind::TimedOut) or [`Other`](io::ErrorKind::Other) when the source of
    /// the body failed before its end (`stream-error` of `momento:bytes/bytes`). The bytes that
    /// came before the failure are lost: read piece by piece to keep them.
    ///
    /// # Examples
    /// ```
    /// use momento_functions_bytes::Data;
    ///
    /// assert_eq!(Data::from("complete").try_into_bytes()?, b"complete");
    /// # std::io::Result::Ok(())
    /// ```
    pub fn try_into_bytes(self) -> io::Result<Vec<u8>> {
        let (bytes, end) = self.into_bytes_and_end();
        end.map(|()| bytes)
    }

    /// The bytes that are left, and whether the source came to its end.
    pub(crate) fn into_bytes_and_end(self) -> (Vec<u8>, io::Result<()>) {
        match self.place {
            Place::Inline(inline) => (inline.into_bytes(), Ok(())),
            Place::Host(host) => host.into_bytes(),
        }
    }

    /// Gives how many bytes are left, where that is known without reading: for an inline body.
    ///
    /// The host does not tell the length of what it keeps. See [`available`](Data::available).
    ///
    /// # Examples
    /// ```
    /// use momento_functions_bytes::Data;
    ///
    /// assert_eq!(Data::from("four").len(), Some(4));
    /// ```
    #[must_use]
    pub fn len(&self) -> Option<usize> {
        match &self.place {
            Place::Inline(inline) => Some(inline.rest().len()),
            Place::Host(_) => None,
        }
    }

    /// Tells whether no bytes are left, where that is known without reading: for an inline body.
    #[must_use]
    pub fn is_empty(&self) -> Option<bool> {
        self.len().map(|len| len == 0)
    }

    /// Tells whether the bytes are in the function's own memory.
    ///
    /// Off wasm32 a body is always inline.
    #[must_use]
    pub fn is_inline(&self) -> bool {
        matches!(self.place, Place::Inline(_))
    }

    /// Gives how many bytes can be read right now without waiting for their source.
    ///
    /// Zero is not the end: it may mean that more is on its way. Only a read tells.
    ///
    /// # Examples
    /// ```
    /// use momento_functions_bytes::Data;
    ///
    /// assert_eq!(Data::from("four").available(), 4);
    /// ```
    #[must_use]
    pub fn available(&self) -> usize {
        match &self.place {
            Place::Inline(inline) => inline.rest().len(),
            Place::Host(host) => host.available(),
        }
    }

    /// Gives the bytes that are left without reading them, for an inline body.
    #[must_use]
    pub fn as_slice(&self) -> Option<&[u8]> {
        match &self.place {
            Place::Inline(inline) => Some(inline.rest()),
            Place::Host(_) => None,
        }
    }

    /// Skips `size` bytes; past the end is the end.
    ///
    /// What the host keeps is skipped there, and never copied.
    ///
    /// # Examples
    /// ```
    /// use momento_functions_bytes::Data;
    ///
    /// let mut body = Data::from("header:rest");
    /// body.advance(7);
    /// assert_eq!(body.into_bytes(), b"rest");
    /// ```
    pub fn advance(&mut self, size: usize) {
        match &mut self.place {
            Place::Inline(inline) => inline.consume(size),
            Place::Host(host) => host.advance(size),
        }
    }
}

/// An empty inline body.
impl Default for Data {
    fn default() -> Self {
        Self::inline(Vec::new())
    }
}

/// Shows where the bytes are and how many are known, never the bytes: a body may hold secrets.
impl fmt::Debug for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Inline(inline) => write!(f, "Data({} bytes)", inline.rest().len()),
            Place::Host(_) => f.write_str("Data(on the host)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_text_has_the_length_and_not_the_contents() {
        assert_eq!(format!("{:?}", Data::from("secret")), "Data(6 bytes)");
    }

    #[test]
    fn an_unread_inline_body_is_given_without_a_copy() {
        let bytes = vec![7; 100];
        let address = bytes.as_ptr();
        let bytes = Data::from(bytes).into_bytes();
        assert_eq!(bytes.as_ptr(), address);
    }

    #[test]
    fn what_is_known_of_an_inline_body_follows_the_reading() {
        let mut data = Data::from("abc");
        data.advance(2);
        assert_eq!(
            (data.len(), data.available(), data.is_empty()),
            (Some(1), 1, Some(false))
        );
        assert_eq!(data.as_slice(), Some(&b"c"[..]));
        data.advance(usize::MAX);
        assert_eq!(data.is_empty(), Some(true));
        assert!(data.is_inline());
    }

    #[test]
    fn an_inline_body_is_always_complete() {
        assert_eq!(Data::from("x").try_into_bytes().unwrap(), b"x");
        assert_eq!(Data::default().try_into_bytes().unwrap(), b"");
    }
}
