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

    /// Adds the target to the toolchain of `folder` where it is missing: some machines tell rustup not to do
    /// so by itself.
    pub(crate) fn install(self, folder: &Path, output: &Output) -> Result<(), Error> {
        if self.is_installed(folder)? {
            return Ok(());
        }
        let triple = self.triple();
        output.status(
            "Adding",
            format_args!("the target {triple} (rustup target add {triple})"),
        );
        let mut rustup = cargo::tool("rustup", folder);
        rustup.args(["target", "add", triple]);
        cargo::capture(rustup)
            .map(drop)
            .map_err(|error| Error::Target {
                target: triple,
                details: format!("\n{error}"),
            })
    }

    fn is_installed(self, folder: &Path) -> Result<bool, Error> {
        let mut rustc = cargo::tool("rustc", folder);
        rustc.args(["--print", "target-libdir", "--target", self.triple()]);
        let output = cargo::capture(rustc)?;
        Ok(Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
    }
}
