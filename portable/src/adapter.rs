//! The components that a function is put between. `adapters/` has their sources.

use std::sync::LazyLock;

use crate::exports::Interfaces;
use crate::interface::{self, ENVIRONMENT};
use crate::proxy::proxy_offers;

/// A component that is part of what is composed.
#[derive(Debug)]
pub(crate) struct Adapter {
    /// As people read it.
    pub(crate) name: &'static str,
    pub(crate) bytes: &'static [u8],
    /// What it offers.
    exports: LazyLock<Vec<String>>,
}

macro_rules! adapter {
    ($name:literal) => {{
        const BYTES: &[u8] = include_bytes!(concat!("../wasm/", $name, ".wasm"));
        Adapter {
            name: $name,
            bytes: BYTES,
            exports: LazyLock::new(|| exports(BYTES)),
        }
    }};
}

/// Answers a function's host calls by what `wasi:http/proxy` has.
pub(crate) static BOTTOM: Adapter = adapter!("bottom");

/// The same with calls of other servers.
pub(crate) static BOTTOM_HTTP: Adapter = adapter!("bottom-http");

/// `bottom` with what std brings in.
pub(crate) static BOTTOM_STD: Adapter = adapter!("bottom-std");

/// `bottom` with both.
pub(crate) static BOTTOM_HTTP_STD: Adapter = adapter!("bottom-http-std");

/// Caches and topics over HTTP.
pub(crate) static DATA: Adapter = adapter!("data");

/// Answers with typed errors what has no counterpart outside Momento's service.
pub(crate) static UNAVAILABLE: Adapter = adapter!("unavailable");

/// Answers the engine, by the function.
pub(crate) static TOP: Adapter = adapter!("top");

/// What is built here can be read; a test holds it.
fn exports(bytes: &[u8]) -> Vec<String> {
    let interfaces = Interfaces::read(bytes);
    interfaces.map_or_else(|_| Vec::new(), |it| it.exports)
}

impl Adapter {
    fn answers(&self, import: &str) -> bool {
        interface::find(&self.exports, import).is_some()
    }
}

/// Who answers an import of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Provider {
    Engine,
    Environment,
    Bottom,
    BottomHttp,
    BottomStd,
    Data,
    Unavailable,
    Nobody,
}

impl Provider {
    pub(crate) fn of(import: &str) -> Self {
        let adapters: [(&Adapter, Self); 5] = [
            (&BOTTOM, Self::Bottom),
            (&BOTTOM_HTTP, Self::BottomHttp),
            (&BOTTOM_STD, Self::BottomStd),
            (&DATA, Self::Data),
            (&UNAVAILABLE, Self::Unavailable),
        ];
        if interface::serves(ENVIRONMENT, import) {
            return Self::Environment;
        }
        if proxy_offers(import) {
            return Self::Engine;
        }
        let found = adapters
            .into_iter()
            .find(|(adapter, _)| adapter.answers(import));
        found.map_or(Self::Nobody, |(_, provider)| provider)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// POR.2
    #[test]
    fn each_adapter_offers_what_it_is_for() {
        for (import, provider) in [
            ("wasi:cli/environment@0.2.6", Provider::Environment),
            ("wasi:io/streams@0.2.6", Provider::Engine),
            ("momento:bytes/bytes@1.0.0", Provider::Bottom),
            ("momento:http/http@1.0.0", Provider::BottomHttp),
            ("momento:http/http@1.1.0", Provider::BottomHttp),
            ("momento:log/logging@1.0.0", Provider::Bottom),
            ("wasi:filesystem/types@0.2.6", Provider::BottomStd),
            ("wasi:random/insecure-seed@0.2.0", Provider::BottomStd),
            ("momento:cache-scalar/cache-scalar@1.0.0", Provider::Data),
            ("momento:topic/topic@1.0.0", Provider::Data),
            ("momento:token/token@1.0.0", Provider::Unavailable),
            ("momento:aws-s3/aws-s3@1.1.0", Provider::Unavailable),
            ("wasi:sockets/tcp@0.2.0", Provider::Nobody),
        ] {
            assert_eq!(Provider::of(import), provider, "{import}");
        }
        assert!(TOP.answers(interface::HANDLER));
    }
}
