//! What functions are compiled for.

use std::path::Path;

use crate::cargo;
use crate::error::Error;
use crate::output::Output;

/// One of the two targets of rustc that a function can be built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// All of std, over WASI.
    Wasi,
    /// Std without a system below it: small, and quick to start.
    Lean,
}

impl Target {
    pub(crate) fn triple(self) -> &'static str {
        match self {
            Self::Wasi => "wasm32-wasip2",
            Self::Lean => "wasm32-unknown-unknown",
        }
    }

    /// Offers to add the target to the toolchain of `folder` where it is missing. Nobody can be asked who does not
    /// sit at a terminal.
    pub(crate) fn install(self, folder: &Path, output: &Output) -> Result<(), Error> {
        if self.is_installed(folder)? {
            return Ok(());
        }
        let triple = self.triple();
        let missing = |details| Error::Target {
            target: triple,
            details,
        };
        let question =
            format!("the target {triple} is not installed: `rustup target add {triple}`?");
        if !output.asks(&question) {
            return Err(missing(String::new()));
        }
        output.status("Adding", format_args!("the target {triple}"));
        let mut rustup = cargo::tool("rustup", folder);
        rustup.args(["target", "add", triple]);
        cargo::capture(rustup)
            .map(drop)
            .map_err(|error| missing(format!("\n{error}")))
    }

    pub(crate) fn is_installed(self, folder: &Path) -> Result<bool, Error> {
        let mut rustc = cargo::tool("rustc", folder);
        rustc.args(["--print", "target-libdir", "--target", self.triple()]);
        let output = cargo::capture(rustc)?;
        Ok(Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
    }
}
