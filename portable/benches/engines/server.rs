use crate::Result;
use crate::process::Child;
use crate::subject::Subject;
use std::ffi::OsString;
use std::process::Command;

/// How long an instance lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instances {
    /// For one request, which is what the engine does by itself.
    Fresh,
    /// For so many that none is made anew where it matters.
    Reused,
}

/// The pool, the same for all: as large as 1,000 requests at once may want, with what the kernel has for
/// memories that are used again.
const POOL: &[&str] = &[
    "-Opooling-allocator=y",
    "-Opooling-total-core-instances=20000",
    "-Opooling-total-component-instances=1000",
    "-Opooling-total-memories=10000",
    "-Opooling-total-tables=10000",
    "-Opooling-pagemap-scan=auto",
    "-Opooling-memory-keep-resident=2097152",
    "-Opooling-table-keep-resident=65536",
    "-Opooling-max-unused-warm-slots=1000",
];

/// Serves by the engine.
pub fn serve(subject: &Subject, instances: Instances) -> Result<Child> {
    let program = std::env::var_os("WASMTIME").unwrap_or_else(|| OsString::from("wasmtime"));
    if Command::new(&program).arg("--version").output().is_err() {
        return Err("there is no `wasmtime` in PATH or WASMTIME".into());
    }
    let mut command = Command::new(program);
    command.args(["serve", "--addr", "127.0.0.1:0"]).args(POOL);
    // What was composed needs no more than wasi:http/proxy.
    if subject.pool.is_none() {
        command.arg("-Scli");
    }
    if instances == Instances::Reused {
        command.args(["--max-instance-reuse-count", "1000000000"]);
    }
    Child::start(command.arg(&subject.path))
}
