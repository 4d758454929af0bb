use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::fs::File;
use std::io::{self, Read as _};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::{JoinHandle, spawn_blocking};

/// How much is read at once.
const PIECE: u64 = 256 << 10;

/// A file as a body, which is read as it is asked for.
pub(super) struct FileBody {
    state: State,
    left: u64,
    /// The place among the objects that are read, until this one was.
    permit: Option<OwnedSemaphorePermit>,
}

enum State {
    Idle(File),
    Reading(JoinHandle<io::Result<(File, Vec<u8>)>>),
    Ended,
}

impl FileBody {
    /// Takes a file of `size` bytes, from its start.
    pub(super) fn new(file: File, size: u64, permit: OwnedSemaphorePermit) -> Self {
        Self {
            state: State::Idle(file),
            left: size,
            permit: Some(permit),
        }
    }
}

impl Body for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let mut reading = match std::mem::replace(&mut self.state, State::Ended) {
            State::Idle(file) => {
                let size = self.left.min(PIECE);
                spawn_blocking(move || read(file, size))
            }
            State::Reading(reading) => reading,
            State::Ended => return Poll::Ready(None),
        };
        let Poll::Ready(read) = Pin::new(&mut reading).poll(cx) else {
            self.state = State::Reading(reading);
            return Poll::Pending;
        };
        let (file, bytes) = match read.map_err(io::Error::other).flatten() {
            Ok(read) => read,
            Err(error) => return Poll::Ready(Some(Err(error))),
        };
        self.left = self.left.saturating_sub(bytes.len() as u64);
        if self.left == 0 {
            self.permit = None;
        } else {
            self.state = State::Idle(file);
        }
        Poll::Ready(Some(Ok(Frame::data(Bytes::from(bytes)))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

fn read(mut file: File, size: u64) -> io::Result<(File, Vec<u8>)> {
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    (&mut file).take(size).read_to_end(&mut bytes)?;
    if bytes.is_empty() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok((file, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt as _;
    use std::io::Write as _;
    use std::sync::Arc;
    use tokio::sync::Semaphore;

    fn file(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        std::io::Seek::rewind(&mut file).unwrap();
        file
    }

    fn permit(places: &Arc<Semaphore>) -> OwnedSemaphorePermit {
        Arc::clone(places).try_acquire_owned().unwrap()
    }

    #[tokio::test]
    async fn a_file_is_read_piece_by_piece() {
        let places = Arc::new(Semaphore::new(1));
        let bytes = vec![7; PIECE as usize + 1];
        let mut body = FileBody::new(file(&bytes), bytes.len() as u64, permit(&places));
        let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!(first.len() as u64, PIECE);
        assert_eq!(body.size_hint().exact(), Some(1));
        let rest = body.collect().await.unwrap().to_bytes();
        assert_eq!(rest, [7][..]);
    }

    #[tokio::test]
    async fn a_file_that_was_read_leaves_its_place() {
        let places = Arc::new(Semaphore::new(1));
        let mut body = FileBody::new(file(b"ab"), 2, permit(&places));
        assert_eq!(places.available_permits(), 0);
        assert!(body.frame().await.unwrap().is_ok());
        assert_eq!(places.available_permits(), 1);
        drop(FileBody::new(file(b"ab"), 2, permit(&places)));
        assert_eq!(places.available_permits(), 1);
    }

    #[tokio::test]
    async fn a_file_that_ends_early_is_an_error() {
        let places = Arc::new(Semaphore::new(1));
        let mut body = FileBody::new(file(b"ab"), 3, permit(&places));
        assert!(body.frame().await.unwrap().is_ok());
        assert!(body.frame().await.unwrap().is_err());
    }
}
