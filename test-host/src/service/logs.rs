//! The route that tells what a function logged: `GET /functions/manage/{cache}/{function}/logs[?follow=true]`.
//!
//! Server-sent events `log`, whose data is an object: `invocation_id`, `function`, `version`, `at` (when the invocation
//! began, RFC 3339), `origin` (`function`, `system`, `stdout`, `stderr`), `level` (`debug`, `info`, `warn`, `error`, or
//! null) and `message`. First come the lines of the invocations that are kept, the oldest first; with `follow`, those of
//! each that ends from then on, and `missed` with the number of lines that a slow reader lost.
//!
//! # Limits
//!
//! A message is cut after 64 KiB. 1,000 lines and 1 MiB wait for one reader.

use std::borrow::Cow;

use bytes::Bytes;
use http::request::Parts;
use http::{Method, Response};
use momento_functions_models::log::LogLevel;
use momento_functions_models::query::parameters;
use serde::Serialize;
use tokio::sync::watch;

use super::body::Content;
use super::builder::Settings;
use super::console::cut;
use super::feed::{Interest, written};
use super::refusal::Refusal;
use super::timestamp::rfc3339_milliseconds;
use super::told::Told;
use crate::VersionError;
use crate::{Invoked, LogLine, LogOrigin};

/// How much of a message is told, in bytes: JSON may write a byte in six.
const MESSAGE: usize = 64 << 10;

#[derive(Serialize)]
struct Line<'a> {
    invocation_id: &'a str,
    function: &'a str,
    version: u64,
    at: &'a str,
    origin: &'static str,
    level: Option<&'static str>,
    message: String,
}

/// Answers who may manage the function.
pub(super) fn answer(
    settings: &Settings,
    (cache, function): (&str, &str),
    parts: &Parts,
    stopped: watch::Receiver<()>,
) -> Result<Response<Content>, Refusal> {
    if parts.method != Method::GET {
        return Err(Refusal::Method { allow: "GET" });
    }
    let follow = follows(parts.uri.query().unwrap_or_default())?;
    let (cache, function) = (cache.to_owned(), function.to_owned());
    if settings.host.all_versions(&cache, &function).is_none() {
        return Err(VersionError::no_function(&cache, &function).into());
    }
    if !follow && !settings.host.keeps_invoked() {
        return Err(Refusal::NothingKept);
    }
    let interest = Interest::Logs { cache, function };
    let told = match follow {
        true => Told::kept_and_live(settings, interest, stopped),
        false => Told::kept(settings, interest, stopped),
    };
    Ok(told.respond())
}

fn follows(query: &str) -> Result<bool, Refusal> {
    let follow = parameters(query).find(|(name, _)| name == "follow");
    match follow.as_ref().map(|(_, value)| &**value) {
        None | Some("false") => Ok(false),
        Some("true" | "") => Ok(true),
        Some(_) => Err(Refusal::BadQuery {
            reason: "`follow` is `true` or `false`".to_owned(),
        }),
    }
}

/// Writes what an invocation logged, an event a line.
pub(super) fn events(invoked: &Invoked) -> impl Iterator<Item = Bytes> {
    let at = rfc3339_milliseconds(invoked.began);
    let failure = invoked.error.as_ref().map(ToString::to_string);
    let lines = invoked.logs.iter();
    lines.map(move |line| {
        event(
            invoked,
            &at,
            line,
            message(invoked, line, failure.as_deref()),
        )
    })
}

/// Whoever may manage a function may know why it failed.
fn message<'a>(invoked: &Invoked, line: &'a LogLine, failure: Option<&str>) -> Cow<'a, str> {
    let is_failure = line.origin == LogOrigin::System && failure == Some(&line.message);
    match invoked.error.as_ref().filter(|_| is_failure) {
        Some(error) => error.explanation().into(),
        None => line.message.as_str().into(),
    }
}

fn event(invoked: &Invoked, at: &str, line: &LogLine, message: Cow<'_, str>) -> Bytes {
    let line = Line {
        invocation_id: &invoked.invocation_id,
        function: &invoked.function,
        version: invoked.version,
        at,
        origin: origin(line.origin),
        level: line.level.map(level),
        message: cut(&message, MESSAGE),
    };
    written("log", &serde_json::to_vec(&line).unwrap_or_default())
}

pub(super) fn origin(origin: LogOrigin) -> &'static str {
    match origin {
        LogOrigin::System => "system",
        LogOrigin::Function => "function",
        LogOrigin::Stdout => "stdout",
        LogOrigin::Stderr => "stderr",
    }
}

pub(super) fn level(level: LogLevel) -> &'static str {
    match level {
        LogLevel::Debug => "debug",
        LogLevel::Info => "info",
        LogLevel::Warn => "warn",
        LogLevel::Error => "error",
    }
}
