use crate::body::{Body, Moved};
use crate::failure::Failure;
use crate::sink::{Gone, Sink};
use crate::waits::Waits;

/// Why a body did not go on to its end.
pub(crate) enum Broken {
    /// It came no further.
    Source(Failure),
    /// Nobody takes it.
    Gone,
}

impl From<Gone> for Broken {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

/// Moves a body on as far as that goes without waiting; is done at its end.
pub(crate) fn step(body: &mut Body, sink: &Sink, waits: &mut Waits) -> Option<Result<(), Broken>> {
    loop {
        if !body.piece().is_empty() {
            match write(body, sink, waits)? {
                Ok(()) => continue,
                Err(gone) => return Some(Err(gone.into())),
            }
        }
        let Some(source) = body.source() else {
            return Some(end(body));
        };
        match source.splice(sink, waits)? {
            Moved::On => {}
            Moved::Over(end) => body.end(end),
            Moved::Gone => return Some(Err(Broken::Gone)),
        }
    }
}

fn write(body: &mut Body, sink: &Sink, waits: &mut Waits) -> Option<Result<(), Gone>> {
    let room = match sink.room(waits)? {
        Ok(room) => room,
        Err(gone) => return Some(Err(gone)),
    };
    let piece = body.piece();
    let piece = piece.get(..room).unwrap_or(piece);
    let (size, written) = (piece.len(), sink.write(piece));
    body.take(size);
    Some(written)
}

fn end(body: &Body) -> Result<(), Broken> {
    match body.failure() {
        None => Ok(()),
        Some(failure) => Err(Broken::Source(failure.clone())),
    }
}
