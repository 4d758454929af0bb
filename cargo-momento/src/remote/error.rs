use std::time::Duration;

use super::answer::Told;
use crate::units::short;

/// Why a service could not be asked, or what is wrong with its answer. No text has a key.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RemoteError {
    #[error("the endpoint{from} is no URL of a service: {reason}")]
    Endpoint {
        from: &'static str,
        reason: &'static str,
    },
    #[error("`--remote` is no URL of a function or a service: {0}")]
    Url(String),
    #[error("`{name}` is no name of a cache or a function")]
    Name { name: String },
    #[error("the key of {from} is empty: set it, or leave it out")]
    EmptyKey { from: String },
    #[error(
        "the key of {from} has characters that no header can have: is it cut, or broken into lines?"
    )]
    BadKey { from: String },
    #[error("the key of the destination `{destination}` is in ${variable}, which is not set")]
    KeyVariable {
        destination: String,
        variable: String,
    },
    #[error(
        "the key is not sent to {url}: it could be read on its way. Write `https://`, or allow it with \
         `--allow-plain-http`"
    )]
    PlainHttp { url: String },
    #[error("cannot make a client of HTTP: {0}")]
    Client(String),
    #[error("cannot connect to {url}: {reason}{hint}")]
    Connect {
        url: String,
        reason: String,
        hint: &'static str,
    },
    #[error("there is no safe connection to {url}: {reason}: {advice}")]
    Tls {
        url: String,
        reason: String,
        advice: &'static str,
    },
    #[error("{request} was not answered within {}: `--timeout` waits longer", short(*.time))]
    Timeout { request: String, time: Duration },
    #[error(
        "{request} broke off: {reason}. The server may have ended, or refused the request before it had read all of it"
    )]
    Broken { request: String, reason: String },
    #[error("{request}: the answer has more than {limit} bytes")]
    TooLong { request: String, limit: usize },
    #[error("{message} ({code}, status {status}, from {url}){hint}")]
    Refused {
        url: String,
        status: u16,
        code: String,
        message: String,
        hint: &'static str,
    },
    #[error("{told}\n{cause}")]
    Unexpected { told: Told, cause: String },
    #[error(
        "{told}\nThe server does not know this route: it takes the host of `cargo momento serve`. {instead}"
    )]
    NeedsOurHost { told: Told, instead: &'static str },
    #[error(
        "version {current} of `{name}` is the first that there is: there is none to go back to. \
         `cargo momento versions {name}` shows all"
    )]
    NoEarlier { name: String, current: u64 },
    #[error("`{name}` is not deleted: `--yes` says that it is meant, where no terminal can ask")]
    Unconfirmed { name: String },
    #[error(
        "{path} has {size} bytes, and a service takes at most {limit}: \
         `cargo momento build --lean` builds smaller functions"
    )]
    TooLarge {
        path: String,
        size: String,
        limit: String,
    },
    #[error(
        "{path} is no WebAssembly component: build it with `cargo momento build`, which makes one, or for the target \
         wasm32-wasip2"
    )]
    NoComponent { path: String },
    #[error(
        "there is no `{destination}` among the destinations of momento.toml{known}. Add it, or name another file by \
         `--config`:\n\n[destinations.{destination}]\nendpoint = \"https://…\""
    )]
    NoDestination { destination: String, known: String },
}
