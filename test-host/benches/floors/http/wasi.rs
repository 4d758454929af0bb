//! The engine's own server of wasi:http, where it is installed.

use crate::process::Child;
use crate::{Result, guests};
use momento_functions_test_host::{Host, Pool};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is tuned: the pool, as the library's engine has it. A fresh instance a request is the default.
fn tuned(pool: &Pool) -> [String; 6] {
    [
        "-Scli".to_owned(),
        "-Opooling-allocator=y".to_owned(),
        "-Opooling-pagemap-scan=auto".to_owned(),
        format!("-Opooling-memory-keep-resident={}", pool.keep_resident),
        "-Opooling-table-keep-resident=65536".to_owned(),
        format!("-Opooling-max-unused-warm-slots={}", pool.instances),
    ]
}

/// Where it is not installed, why there is nothing to compare with.
pub fn serve(folder: &Path) -> Result<std::result::Result<Child, &'static str>> {
    let program = std::env::var_os("WASMTIME").unwrap_or_else(|| OsString::from("wasmtime"));
    if Command::new(&program).arg("--version").output().is_err() {
        return Ok(Err("no `wasmtime` in PATH or WASMTIME: see below"));
    }
    let mut command = Command::new(program);
    command
        .args(["serve", "--addr", "127.0.0.1:0"])
        .args(tuned(Host::builder().build()?.pool()))
        .arg(build(folder)?);
    Child::start(&mut command).map(Ok)
}

/// Builds the same ping for wasi:http.
fn build(folder: &Path) -> Result<PathBuf> {
    let mut command = guests::cargo();
    command
        .current_dir(guests::repository().join("test-host/benches/wasi-http-ping"))
        .args(["build", "--quiet", "--locked", "--release"])
        .args(["--target", "wasm32-wasip2", "--target-dir"])
        .arg(folder);
    if !command.status()?.success() {
        return Err("wasi-http-ping was not built".into());
    }
    Ok(folder.join("wasm32-wasip2/release/wasi_http_ping.wasm"))
}
