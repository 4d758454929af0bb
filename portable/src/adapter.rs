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
    interfaces: LazyLock<Interfaces>,
}

macro_rules! adapter {
    ($name:literal) => {{
        const BYTES: &[u8] = include_bytes!(concat!("../wasm/", $name, ".wasm"));
        Adapter {
            name: $name,
            bytes: BYTES,
            // What is built here can be read; a test holds it.
            interfaces: LazyLock::new(|| Interfaces::read(BYTES).unwrap_or_default()),
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

/// The same of the older contract.
pub(crate) static V1_UNAVAILABLE: Adapter = adapter!("v1-unavailable");

/// Caches and topics as the older contract has them, by those of the current one.
pub(crate) static V1_DATA: Adapter = adapter!("v1-data");

/// Calls of other servers as the older contract has them.
pub(crate) static V1_HTTP: Adapter = adapter!("v1-http");

/// Answers the engine, by the function.
pub(crate) static TOP: Adapter = adapter!("top");

/// The same by a function of the older contract.
pub(crate) static TOP_V1: Adapter = adapter!("top-v1");

impl Adapter {
    pub(crate) fn answers(&self, import: &str) -> bool {
        interface::find(&self.interfaces.exports, import).is_some()
    }

    /// What it stands on itself.
    pub(crate) fn imports(&self) -> impl Iterator<Item = &str> {
        self.interfaces.imports.iter().map(|it| it.name.as_str())
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
    /// Caches and topics, in either contract.
    Data,
    V1Http,
    Unavailable,
    Nobody,
}

impl Provider {
    pub(crate) fn of(import: &str) -> Self {
        let adapters: [(&Adapter, Self); 8] = [
            (&BOTTOM, Self::Bottom),
            (&BOTTOM_HTTP, Self::BottomHttp),
            (&BOTTOM_STD, Self::BottomStd),
            (&DATA, Self::Data),
            (&V1_DATA, Self::Data),
            (&V1_HTTP, Self::V1Http),
            (&UNAVAILABLE, Self::Unavailable),
            (&V1_UNAVAILABLE, Self::Unavailable),
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
            (
                "momento:functions/web-function-support@1.0.0",
                Provider::Bottom,
            ),
            ("momento:functions/cache-list@1.0.0", Provider::Data),
            ("momento:functions/topic@1.0.0", Provider::Data),
            ("momento:functions/token@1.0.0", Provider::Unavailable),
            ("momento:host/logging@1.0.0", Provider::Bottom),
            ("momento:host/http@1.0.0", Provider::V1Http),
            ("momento:host/redis@1.0.0", Provider::Unavailable),
            ("momento:host/aws-lambda@1.0.0", Provider::Unavailable),
            ("wasi:sockets/tcp@0.2.0", Provider::Nobody),
        ] {
            assert_eq!(Provider::of(import), provider, "{import}");
        }
        for top in [&TOP, &TOP_V1] {
            assert!(top.answers(interface::HANDLER), "{}", top.name);
        }
    }
}
