use std::io;

use momento_functions_wit::bytes::StreamError;

use crate::inline::InlineBytes;

/// How much one host call asks for when the reader wants less: a call costs as much as copying this.
const CHUNK: usize = 16 * 1024;

/// The host calls of a buffer. A trait, so that the reading can be tested where no host buffer exists.
pub(crate) trait Source {
    fn remaining(&self) -> u32;
    fn advance(&self, size: u32);
    fn try_read(&self, max_size: u32) -> Result<Option<Vec<u8>>, StreamError>;
}

/// Bytes that the host keeps, and the chunk of them that was fetched and not read yet.
pub(crate) struct HostBytes<S> {
    source: S,
    chunk: InlineBytes,
}

impl<S: Source> HostBytes<S> {
    pub(crate) fn new(source: S) -> Self {
        Self {
            source,
            chunk: InlineBytes::new(Vec::new()),
        }
    }

    /// What was fetched and not read yet.
    pub(crate) fn fetched(&self) -> &[u8] {
        self.chunk.rest()
    }

    pub(crate) fn consume(&mut self, size: usize) {
        self.chunk.consume(size);
    }

    /// What was fetched and not read yet, fetching more when that is nothing. Empty at the end.
    pub(crate) fn fill(&mut self, wanted: usize) -> io::Result<&[u8]> {
        if self.fetched().is_empty() {
            let bytes = self.fetch(wanted.max(CHUNK))?;
            self.chunk = InlineBytes::new(bytes.unwrap_or_default());
        }
        Ok(self.fetched())
    }

    pub(crate) fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if buf.is_empty() {
            return Ok(0);
        }
        self.fill(buf.len())?;
        Ok(self.chunk.copy_to(buf))
    }

    pub(crate) fn available(&self) -> usize {
        self.fetched()
            .len()
            .saturating_add(usize_of(self.source.remaining()))
    }

    pub(crate) fn advance(&mut self, size: usize) {
        let on_host = size.saturating_sub(self.fetched().len());
        self.consume(size);
        if on_host > 0 {
            self.source.advance(u32_of(on_host));
        }
    }

    /// What is left, and whether the source came to its end.
    pub(crate) fn into_bytes(mut self) -> (Vec<u8>, io::Result<()>) {
        let mut bytes = Vec::new();
        let end = self.append_rest(&mut bytes);
        (bytes, end)
    }

    /// Appends what is left. The first piece is taken as it came, when nothing is there before it: a
    /// body that the host has whole is copied by the host call alone.
    pub(crate) fn append_rest(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        let chunk = std::mem::replace(&mut self.chunk, InlineBytes::new(Vec::new()));
        append(bytes, chunk.into_bytes());
        while let Some(piece) = self.fetch(usize_of(self.source.remaining()).max(CHUNK))? {
            if piece.is_empty() {
                break;
            }
            append(bytes, piece);
        }
        Ok(())
    }

    /// Gives the handle, unless bytes were fetched from it that nobody read.
    pub(crate) fn into_source(self) -> Result<S, Self> {
        if self.fetched().is_empty() {
            Ok(self.source)
        } else {
            Err(self)
        }
    }

    fn fetch(&self, size: usize) -> io::Result<Option<Vec<u8>>> {
        self.source.try_read(u32_of(size)).map_err(io_error)
    }
}

/// Adds a piece, which becomes the whole where nothing stands before it.
pub(crate) fn append(bytes: &mut Vec<u8>, piece: Vec<u8>) {
    if bytes.is_empty() {
        *bytes = piece;
    } else {
        bytes.extend_from_slice(&piece);
    }
}

fn io_error(error: StreamError) -> io::Error {
    match error {
        StreamError::TimedOut => io::Error::new(
            io::ErrorKind::TimedOut,
            "the body broke off: its source took too long",
        ),
        StreamError::Failed(why) => io::Error::other(format!("the body broke off: {why}")),
    }
}

fn u32_of(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

fn usize_of(size: u32) -> usize {
    usize::try_from(size).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests;
