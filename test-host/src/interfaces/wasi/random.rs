//! `wasi:random`: all three interfaces draw from the invocation's source.

use wasmtime::StoreContextMut;
use wasmtime::component::Linker;

use super::{WasiView, interface, observed};
use crate::observe::Told;
use crate::observe::interfaces::{Interface, WASI_INSECURE, WASI_INSECURE_SEED, WASI_RANDOM};
use crate::seed::Random;

/// The most bytes that one call may ask for: they are made on the host before the guest has room for them.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// What is made without others having their turn: the system gives some hundred bytes a microsecond.
const PIECE: usize = 256 * 1024;

pub(super) fn add_to_linker<T: WasiView>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    let mut random = linker.instance(&interface("random/random"))?;
    random.func_wrap_async("get-random-bytes", |store, asked| {
        get_bytes(store, asked, &WASI_RANDOM, "get-random-bytes")
    })?;
    random.func_wrap("get-random-u64", |store, (): ()| {
        get_number(store, &WASI_RANDOM, "get-random-u64")
    })?;

    let mut insecure = linker.instance(&interface("random/insecure"))?;
    insecure.func_wrap_async("get-insecure-random-bytes", |store, asked| {
        get_bytes(store, asked, &WASI_INSECURE, "get-insecure-random-bytes")
    })?;
    insecure.func_wrap("get-insecure-random-u64", |store, (): ()| {
        get_number(store, &WASI_INSECURE, "get-insecure-random-u64")
    })?;

    let mut seed = linker.instance(&interface("random/insecure-seed"))?;
    seed.func_wrap("insecure-seed", |mut store, (): ()| {
        let state = store.data_mut();
        let numbers = observed(
            state,
            &WASI_INSECURE_SEED,
            "insecure-seed",
            Vec::new(),
            |state| {
                let random = state.random();
                Ok((random.number()?, random.number()?))
            },
        );
        Ok((numbers?,))
    })
}

type Drawn<'a> = Box<dyn Future<Output = wasmtime::Result<(Vec<u8>,)>> + Send + 'a>;

fn get_bytes<'a, T: WasiView>(
    mut store: StoreContextMut<'a, T>,
    (len,): (u64,),
    interface: &'static Interface,
    function: &'static str,
) -> Drawn<'a> {
    Box::new(async move {
        let state = store.data_mut();
        // Drawn before, since that takes its time: where a replay answers, it is drawn for nothing.
        let drawn = bytes(state.random(), len).await?;
        let arguments = vec![("len", Told::Json(len.into()))];
        Ok((observed(state, interface, function, arguments, |_| {
            Ok(drawn)
        })?,))
    })
}

fn get_number<T: WasiView>(
    mut store: StoreContextMut<'_, T>,
    interface: &'static Interface,
    function: &'static str,
) -> wasmtime::Result<(u64,)> {
    let number = observed(store.data_mut(), interface, function, Vec::new(), |state| {
        Ok(state.random().number()?)
    });
    Ok((number?,))
}

async fn bytes(random: &mut Random, len: u64) -> wasmtime::Result<Vec<u8>> {
    if len > MAX_BYTES {
        return Err(wasmtime::format_err!(
            "{len} random bytes asked for at once; the most is {MAX_BYTES}"
        ));
    }
    let mut bytes = vec![0; usize::try_from(len)?];
    for piece in bytes.chunks_mut(PIECE) {
        random.fill(piece)?;
        if piece.len() == PIECE {
            tokio::task::yield_now().await;
        }
    }
    Ok(bytes)
}
#[cfg(test)]
mod tests {
    use super::{MAX_BYTES, Random};

    async fn bytes(len: u64) -> wasmtime::Result<Vec<u8>> {
        super::bytes(&mut Random::System, len).await
    }

    #[tokio::test]
    async fn as_many_bytes_come_as_are_asked_for() {
        assert!(bytes(0).await.unwrap().is_empty());
        assert_eq!(bytes(33).await.unwrap().len(), 33);
        assert_ne!(bytes(33).await.unwrap(), bytes(33).await.unwrap());
    }

    #[tokio::test]
    async fn a_guest_cannot_make_the_host_allocate_more_than_the_limit() {
        for len in [MAX_BYTES + 1, u64::MAX] {
            assert!(
                bytes(len)
                    .await
                    .unwrap_err()
                    .to_string()
                    .contains("the most is 16777216")
            );
        }
    }
}
