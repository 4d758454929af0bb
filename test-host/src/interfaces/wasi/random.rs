//! `wasi:random`: all three interfaces draw from the system's source.

use wasmtime::component::Linker;

use super::{WasiView, interface};

/// The most bytes that one call may ask for: they are made on the host before the guest has room for them.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// What is made without others having their turn: the system gives some hundred bytes a microsecond.
const PIECE: usize = 256 * 1024;

pub(super) fn add_to_linker<T: WasiView>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    let mut random = linker.instance(&interface("random/random"))?;
    random.func_wrap_async("get-random-bytes", |_, (len,): (u64,)| {
        Box::new(async move { Ok((bytes(len).await?,)) })
    })?;
    random.func_wrap("get-random-u64", |_, (): ()| Ok((number()?,)))?;

    let mut insecure = linker.instance(&interface("random/insecure"))?;
    insecure.func_wrap_async("get-insecure-random-bytes", |_, (len,): (u64,)| {
        Box::new(async move { Ok((bytes(len).await?,)) })
    })?;
    insecure.func_wrap("get-insecure-random-u64", |_, (): ()| Ok((number()?,)))?;

    let mut seed = linker.instance(&interface("random/insecure-seed"))?;
    seed.func_wrap("insecure-seed", |_, (): ()| Ok(((number()?, number()?),)))
}

async fn bytes(len: u64) -> wasmtime::Result<Vec<u8>> {
    if len > MAX_BYTES {
        return Err(wasmtime::format_err!(
            "{len} random bytes asked for at once; the most is {MAX_BYTES}"
        ));
    }
    let mut bytes = vec![0; usize::try_from(len)?];
    for piece in bytes.chunks_mut(PIECE) {
        getrandom::fill(piece)?;
        if piece.len() == PIECE {
            tokio::task::yield_now().await;
        }
    }
    Ok(bytes)
}

fn number() -> wasmtime::Result<u64> {
    Ok(getrandom::u64()?)
}

#[cfg(test)]
mod tests {
    use super::{MAX_BYTES, bytes};

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
