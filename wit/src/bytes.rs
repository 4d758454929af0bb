//! Host calls of `momento:bytes/bytes@1.0.0`: what may be large, kept by the host until it is read.
//!
//! Natively a [`Data`] is always [`Data::Value`]: a [`Buffer`] is the host's, and nothing off wasm32
//! makes one. The calls exist there all the same, so that the code around them compiles.
use crate::generated::imports::momento::bytes::bytes as binding;

pub use binding::{Buffer, Data, StreamError};

macro_rules! buffer_calls {
    ($( fn $name:ident(buffer $(, $arg:ident: $ty:ty)?) $(-> $ret:ty)? = $binding:path; )+) => {
        $(
            #[doc = concat!("Makes the host call [`", stringify!($binding), "`].")]
            ///
            /// # Panics
            /// Off wasm32, always: no host buffer exists there.
            #[cfg_attr(target_arch = "wasm32", inline)]
            #[cfg_attr(not(target_arch = "wasm32"), track_caller)]
            pub fn $name(buffer: &Buffer $(, $arg: $ty)?) $(-> $ret)? {
                #[cfg(target_arch = "wasm32")]
                {
                    $binding(buffer $(, $arg)?)
                }
                #[cfg(not(target_arch = "wasm32"))]
                {
                    let _ = (buffer $(, $arg)?);
                    unreachable!(concat!(
                        "host call `bytes::", stringify!($name),
                        "` on a host buffer, of which there are none off wasm32: natively data is always inline, `Data::Value`"
                    ))
                }
            }
        )+
    };
}

buffer_calls! {
    fn buffer_remaining(buffer) -> u32 = Buffer::remaining;
    fn buffer_read(buffer, max_size: u32) -> Option<Vec<u8>> = Buffer::read;
    fn buffer_advance(buffer, size: u32) = Buffer::advance;
    fn buffer_try_read(buffer, max_size: u32) -> Result<Option<Vec<u8>>, StreamError> = Buffer::try_read;
}
