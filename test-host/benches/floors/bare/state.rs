//! What a bare host keeps for an invocation, and the imports that the guests of the table call.

mod bindings {
    wasmtime::component::bindgen!({
        path: "wit",
        inline: "
            package momento-functions:floors;
            world function {
                import momento:bytes/bytes@1.0.0;
                import momento:cache-scalar/cache-scalar@1.0.0;
                export momento:web-function/guest-function-web@1.0.0;
            }
        ",
        world: "momento-functions:floors/function",
        imports: {
            "momento:bytes/bytes.[method]buffer.read": async | trappable,
            "momento:bytes/bytes.[method]buffer.try-read": async | trappable,
            default: trappable,
        },
        exports: { default: async },
        with: { "momento:bytes/bytes.buffer": super::BodyBuffer },
    });
}

pub use bindings::FunctionPre;
pub use bindings::momento::bytes::bytes::Data;

use crate::Result;
use ::bytes::{Buf as _, Bytes};
use bindings::momento::bytes::bytes::{self, StreamError};
use bindings::momento::cache_scalar::cache_scalar::{self as cache, Error};
use bindings::momento::cache_scalar::cache_scalar::{
    GetWithHashResult, SetIfCondition, SetIfHashCondition, SetIfHashResult, SetIfResult,
};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use wasmtime::bail;
use wasmtime::component::{HasSelf, Linker, Resource, ResourceTable};

/// A request's body.
pub enum BodyBuffer {
    Whole(Bytes),
    /// One of which nothing ever comes; how many invocations wait for theirs is counted.
    Never(Arc<AtomicUsize>),
}

#[derive(Default)]
pub struct State {
    pub table: ResourceTable,
}

/// A cache as small as can be: what a host call of the table's guests must do anyhow.
static CACHE: Mutex<Option<HashMap<Bytes, Bytes>>> = Mutex::new(None);

pub fn add_to_linker(linker: &mut Linker<State>) -> wasmtime::Result<()> {
    bytes::add_to_linker::<_, HasSelf<State>>(linker, |state| state)?;
    cache::add_to_linker::<_, HasSelf<State>>(linker, |state| state)
}

impl State {
    pub fn take(&mut self, data: Data) -> Result<Bytes> {
        Ok(self.lift(data)?)
    }

    fn lift(&mut self, data: Data) -> wasmtime::Result<Bytes> {
        Ok(match data {
            Data::Value(bytes) => bytes.into(),
            Data::Buffer(handle) => self.table.delete(handle)?.into_bytes(),
        })
    }
}

impl BodyBuffer {
    async fn next(&mut self, max: u32) -> Option<Vec<u8>> {
        match self {
            Self::Whole(bytes) if bytes.is_empty() => None,
            Self::Whole(bytes) => {
                let max = usize::try_from(max).unwrap_or(usize::MAX);
                Some(bytes.split_to(bytes.len().min(max)).to_vec())
            }
            Self::Never(waiting) => {
                waiting.fetch_add(1, Ordering::Relaxed);
                std::future::pending().await
            }
        }
    }

    fn into_bytes(self) -> Bytes {
        match self {
            Self::Whole(bytes) => bytes,
            Self::Never(_) => Bytes::new(),
        }
    }
}

impl bytes::Host for State {}

impl bytes::HostBuffer for State {
    fn remaining(&mut self, buffer: Resource<BodyBuffer>) -> wasmtime::Result<u32> {
        Ok(match self.table.get(&buffer)? {
            BodyBuffer::Whole(bytes) => u32::try_from(bytes.len())?,
            BodyBuffer::Never(_) => 0,
        })
    }

    async fn read(
        &mut self,
        buffer: Resource<BodyBuffer>,
        max: u32,
    ) -> wasmtime::Result<Option<Vec<u8>>> {
        Ok(self.table.get_mut(&buffer)?.next(max).await)
    }

    fn advance(&mut self, buffer: Resource<BodyBuffer>, size: u32) -> wasmtime::Result<()> {
        if let BodyBuffer::Whole(bytes) = self.table.get_mut(&buffer)? {
            bytes.advance(bytes.len().min(usize::try_from(size)?));
        }
        Ok(())
    }

    async fn try_read(
        &mut self,
        buffer: Resource<BodyBuffer>,
        max: u32,
    ) -> wasmtime::Result<std::result::Result<Option<Vec<u8>>, StreamError>> {
        Ok(Ok(self.table.get_mut(&buffer)?.next(max).await))
    }

    fn drop(&mut self, buffer: Resource<BodyBuffer>) -> wasmtime::Result<()> {
        self.table.delete(buffer)?;
        Ok(())
    }
}

impl cache::Host for State {
    fn get(&mut self, key: Data) -> wasmtime::Result<std::result::Result<Option<Data>, Error>> {
        let key = self.lift(key)?;
        let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
        let value = cache.get_or_insert_default().get(&key).cloned();
        let found = value.map(|value| self.table.push(BodyBuffer::Whole(value)));
        Ok(Ok(found.transpose()?.map(Data::Buffer)))
    }

    fn set(
        &mut self,
        key: Data,
        value: Data,
        _: u64,
    ) -> wasmtime::Result<std::result::Result<(), Error>> {
        let (key, value) = (self.lift(key)?, self.lift(value)?);
        let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
        cache.get_or_insert_default().insert(key, value);
        Ok(Ok(()))
    }

    fn get_with_hash(
        &mut self,
        _: Data,
    ) -> wasmtime::Result<std::result::Result<GetWithHashResult, Error>> {
        bail!("the bare host has no get-with-hash")
    }

    fn set_if(
        &mut self,
        _: Data,
        _: Data,
        _: u64,
        _: SetIfCondition,
    ) -> wasmtime::Result<std::result::Result<SetIfResult, Error>> {
        bail!("the bare host has no set-if")
    }

    fn set_if_hash(
        &mut self,
        _: Data,
        _: Data,
        _: u64,
        _: SetIfHashCondition,
    ) -> wasmtime::Result<std::result::Result<SetIfHashResult, Error>> {
        bail!("the bare host has no set-if-hash")
    }

    fn delete(&mut self, _: Data) -> wasmtime::Result<std::result::Result<(), Error>> {
        bail!("the bare host has no delete")
    }
}
