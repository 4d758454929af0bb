use crate::guests;
use std::fmt;
use std::process::Command;
use std::thread;

/// Where and with what was measured.
pub struct Machine {
    cores: usize,
    system: String,
    wasmtime: String,
    rustc: String,
    date: String,
}

impl Machine {
    pub fn this() -> Self {
        Self {
            cores: thread::available_parallelism().map_or(1, usize::from),
            system: said_by(Command::new("uname").args(["-sr"])),
            wasmtime: wasmtime(),
            rustc: said_by(Command::new("rustc").arg("--version")),
            date: said_by(Command::new("date").args(["-u", "+%Y-%m-%d"])),
        }
    }
}

fn said_by(command: &mut Command) -> String {
    let output = command.current_dir(guests::repository()).output();
    let said = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    said.unwrap_or_else(|error| format!("unknown ({error})"))
}

/// The version in Cargo.lock.
fn wasmtime() -> String {
    let lock = std::fs::read_to_string(guests::repository().join("Cargo.lock"));
    let lock = lock.unwrap_or_default();
    let after = lock.split_once("name = \"wasmtime\"\nversion = \"");
    let version = after.and_then(|(_, after)| after.split_once('"'));
    version.map_or("unknown", |(version, _)| version).to_owned()
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            cores,
            system,
            wasmtime,
            rustc,
            date,
        } = self;
        write!(
            f,
            "{cores} cores, {system}, wasmtime {wasmtime}, {rustc}, on {date}"
        )
    }
}
