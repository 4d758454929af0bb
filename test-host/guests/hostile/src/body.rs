//! The request's body, by its bare handle, which nothing keeps from being used when it is gone.

use crate::raw;
use momento_functions_wit::bytes::{Buffer, Data, buffer_advance, buffer_read, buffer_try_read};
use std::mem::ManuallyDrop;

pub struct Body {
    buffer: ManuallyDrop<Buffer>,
    handle: u32,
}

impl Body {
    pub fn new(body: Data) -> Self {
        let Data::Buffer(buffer) = body else {
            panic!("the body came inline")
        };
        Self {
            handle: buffer.handle(),
            buffer: ManuallyDrop::new(buffer),
        }
    }

    /// The next byte; 0 at the end.
    pub fn byte(&mut self) -> u8 {
        buffer_read(&self.buffer, 1).map_or(0, |bytes| bytes[0])
    }

    pub fn into_data(self) -> Data {
        Data::Buffer(ManuallyDrop::into_inner(self.buffer))
    }

    pub fn use_up(&mut self, letter: u8, much: usize) {
        match letter {
            b'a' => drop(buffer_read(&self.buffer, much as u32 + 1)),
            b'e' => drop(buffer_read(&self.buffer, 0)),
            b'E' => drop(buffer_read(&self.buffer, u32::MAX)),
            b't' => drop(buffer_try_read(&self.buffer, much as u32 + 1)),
            b'v' if much == 255 => buffer_advance(&self.buffer, u32::MAX),
            b'v' => buffer_advance(&self.buffer, much as u32 * 100),
            _ => {
                raw::drop_buffer(self.handle);
                raw::drop_buffer(self.handle);
            }
        }
    }
}
