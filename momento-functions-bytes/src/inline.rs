/// Bytes in the function's own memory, and how far they were read.
pub(crate) struct InlineBytes {
    bytes: Vec<u8>,
    /// At most `bytes.len()`.
    position: usize,
}

impl InlineBytes {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, position: 0 }
    }

    /// What was not read yet.
    pub(crate) fn rest(&self) -> &[u8] {
        self.bytes.get(self.position..).unwrap_or_default()
    }

    /// Skips `size` bytes, or all when there are fewer.
    pub(crate) fn consume(&mut self, size: usize) {
        self.position = self.position.saturating_add(size).min(self.bytes.len());
    }

    /// Copies what fits into `buf`, and tells how much that was.
    pub(crate) fn copy_to(&mut self, buf: &mut [u8]) -> usize {
        let size = buf.len().min(self.rest().len());
        if let (Some(to), Some(from)) = (buf.get_mut(..size), self.rest().get(..size)) {
            to.copy_from_slice(from);
        }
        self.consume(size);
        size
    }

    /// Gives what was not read yet; nothing is copied when that is everything.
    pub(crate) fn into_bytes(mut self) -> Vec<u8> {
        // Where the compiler sees that the position is in range, the smallest function has no code for numbers
        // in the text of a panic.
        let read = self.position.min(self.bytes.len());
        self.bytes.drain(..read);
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copying_stops_at_the_shorter_of_the_two() {
        let mut inline = InlineBytes::new(b"abcde".to_vec());
        let mut buf = [0; 3];
        assert_eq!((inline.copy_to(&mut buf), &buf), (3, b"abc"));
        assert_eq!((inline.copy_to(&mut buf), &buf), (2, b"dec"));
        assert_eq!(inline.copy_to(&mut buf), 0);
    }

    #[test]
    fn consuming_past_the_end_is_the_end() {
        let mut inline = InlineBytes::new(b"abc".to_vec());
        inline.consume(usize::MAX);
        inline.consume(usize::MAX);
        assert_eq!(inline.into_bytes(), b"");
    }
}
