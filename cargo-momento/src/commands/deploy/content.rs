//! What a deploy sends.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use momento_functions_test_host::{Limits, LimitsConfiguration};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::Ready;
use crate::cli::VersionLimitArgs;
use crate::error::Error;
use crate::remote::{Content, RemoteError, quoted};
use crate::units::grouped;

/// What a component begins with: WebAssembly's magic number, and the version and layer of components.
const COMPONENT: &[u8] = b"\0asm\x0d\0\x01\0";

/// A component that was read.
pub(super) struct Component {
    path: PathBuf,
    pub(super) bytes: Vec<u8>,
    pub(super) sha256: String,
}

/// What an invocation of the version may take, as our host reads it.
#[derive(Serialize)]
pub(super) struct VersionLimits {
    #[serde(skip_serializing_if = "Option::is_none")]
    memory_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fuel: Option<u64>,
}

impl Component {
    /// Reads a component that a service would take.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        let bytes = std::fs::read(path).map_err(Error::io("cannot read", path))?;
        let name = || path.display().to_string();
        let (size, limit) = (bytes.len() as u64, Limits::default().component());
        if size > limit {
            return Err(RemoteError::TooLarge {
                path: name(),
                size: grouped(size),
                limit: grouped(limit),
            }
            .into());
        }
        if !bytes.starts_with(COMPONENT) {
            return Err(RemoteError::NoComponent { path: name() }.into());
        }
        Ok(Self {
            path: path.to_owned(),
            sha256: hex(&Sha256::digest(&bytes)),
            bytes,
        })
    }

    fn shown(&self) -> String {
        let size = grouped(self.bytes.len() as u64);
        format!("({size} bytes in base64, SHA-256 {})", self.sha256)
    }

    /// The line of a shell that writes it.
    fn command(&self) -> String {
        let path = quoted(&self.path.display().to_string());
        format!("base64 < {path} | tr -d '\\n'")
    }
}

impl VersionLimits {
    /// What the command line says, and else the settings.
    pub(super) fn of(args: &VersionLimitArgs, settings: &LimitsConfiguration) -> Self {
        let milliseconds = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        Self {
            memory_bytes: args.memory.map(|size| size.0).or(settings.memory),
            time_ms: args.time.or(settings.time).map(milliseconds),
            fuel: args.fuel.or(settings.fuel),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.memory_bytes.is_none() && self.time_ms.is_none() && self.fuel.is_none()
    }
}

/// The body of a deploy, as the service documents it. An empty environment is left out, as a missing one is empty.
pub(super) fn deploy(ready: &Ready, limits: Option<&VersionLimits>) -> Content {
    let component = &ready.component;
    let content = Content::default().text("{\"inline_wasm\":\"").long(
        BASE64_STANDARD.encode(&component.bytes),
        component.shown(),
        &component.command(),
    );
    let mut content = content.text("\"");
    if !ready.settings.environment.is_empty() {
        let named = content.text(",\"environment_variables\":");
        content = named.variables(&ready.settings.environment);
    }
    if let Some(description) = &ready.settings.description {
        content = content.text(",\"description\":").value(description);
    }
    if let Some(limits) = limits {
        content = content.text(",\"limits\":").value(limits);
    }
    content.text("}")
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}
