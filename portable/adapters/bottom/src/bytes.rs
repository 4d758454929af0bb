use std::cell::RefCell;

use crate::bindings::exports::momento::bytes::bytes::{
    Buffer, Data, Guest, GuestBuffer, StreamError,
};
use crate::body::Body;
use crate::waits::Waits;
use crate::{Bottom, log};

/// A body in the function's hands.
pub(crate) struct Held(RefCell<Body>);

impl Guest for Bottom {
    type Buffer = Held;
}

impl GuestBuffer for Held {
    fn remaining(&self) -> u32 {
        let body = &mut *self.0.borrow_mut();
        body.settle();
        // Who reads later waits for it again.
        let _ = body.fill(&mut Waits::default());
        u32::try_from(body.piece().len()).unwrap_or(u32::MAX)
    }

    fn read(&self, max_size: u32) -> Option<Vec<u8>> {
        // A source that failed ends here; only `try-read` tells the two apart.
        read(&mut self.0.borrow_mut(), max_size)
    }

    fn advance(&self, size: u32) {
        let body = &mut *self.0.borrow_mut();
        let mut left = size as usize;
        while left > 0 {
            body.fill_in_time();
            let step = body.piece().len().min(left);
            if step == 0 {
                return;
            }
            body.take(step);
            left -= step;
        }
    }

    fn try_read(&self, max_size: u32) -> Result<Option<Vec<u8>>, StreamError> {
        let body = &mut *self.0.borrow_mut();
        match (read(body, max_size), body.failure()) {
            (None, Some(failure)) => Err(failure.clone().into()),
            (piece, _) => Ok(piece),
        }
    }
}

/// DATA.1
fn read(body: &mut Body, max_size: u32) -> Option<Vec<u8>> {
    body.fill_in_time();
    if body.piece().is_empty() {
        return None;
    }
    if max_size == 0 {
        log::trap(
            "a buffer that has more to give was read with a max-size of 0: ask for a byte or more",
        );
    }
    Some(body.split(max_size as usize))
}

impl Body {
    /// Takes what the function gives.
    pub(crate) fn given(data: Data) -> Self {
        match data {
            Data::Buffer(buffer) => buffer.into_inner::<Held>().0.into_inner(),
            Data::Value(bytes) => bytes.into(),
        }
    }

    /// Gives it to the function.
    pub(crate) fn give(self) -> Data {
        Data::Buffer(Buffer::new(Held(RefCell::new(self))))
    }
}
