//! The guests of the table, built as authors build theirs.

use crate::Result;
use bytes::Bytes;
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A crate of this repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Guest {
    Ping,
    LeanPing,
    Greeter,
    Echo,
    CachePairs,
}

/// A guest that was built.
#[derive(Debug, Clone)]
pub struct Component {
    pub wasm: Bytes,
    pub path: PathBuf,
}

/// Builds each guest once.
pub struct Guests {
    folder: TempDir,
    built: RefCell<HashMap<Guest, Component>>,
}

/// What `cargo momento build --json` says.
#[derive(Deserialize)]
struct Built {
    path: PathBuf,
}

impl Guest {
    fn folder(self) -> PathBuf {
        let (parent, name) = match self {
            Self::Ping | Self::LeanPing => ("examples", "web-ping"),
            Self::Greeter => ("examples", "web-json-greeter"),
            Self::Echo => ("test-host/guests", "echo"),
            Self::CachePairs => ("test-host/guests", "cache-pairs"),
        };
        Path::new(parent).join(name)
    }

    fn options(self) -> &'static [&'static str] {
        match self {
            Self::LeanPing => &["--lean"],
            _ => &[],
        }
    }
}

impl Guests {
    pub fn new() -> Result<Self> {
        Ok(Self {
            folder: tempfile::tempdir()?,
            built: RefCell::default(),
        })
    }

    /// Where what is built is kept, until the program ends.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn get(&self, guest: Guest) -> Result<Component> {
        if let Some(built) = self.built.borrow().get(&guest) {
            return Ok(built.clone());
        }
        let wasm = std::fs::read(build(guest)?)?;
        // The next build of the crate, with other options, may write the same file.
        let path = self.folder.path().join(format!("{guest:?}.wasm"));
        std::fs::write(&path, &wasm)?;
        let component = Component {
            wasm: wasm.into(),
            path,
        };
        self.built.borrow_mut().insert(guest, component.clone());
        Ok(component)
    }
}

fn build(guest: Guest) -> Result<PathBuf> {
    let mut command = cargo();
    command
        .args(["run", "--quiet", "--release", "--locked"])
        .args(["--package", "cargo-momento", "--"])
        .args(["momento", "build", "--json"])
        .args(guest.options())
        .arg(guest.folder());
    let output = command.output()?;
    if !output.status.success() {
        let details = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{guest:?} was not built:\n{details}").into());
    }
    let built: Built = serde_json::from_slice(&output.stdout)?;
    Ok(built.path)
}

/// A cargo for the repository.
pub fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    command.current_dir(repository()).stdin(Stdio::null());
    command
}

pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("")
}
