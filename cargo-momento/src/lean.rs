//! Lean functions: a core module of wasm32-unknown-unknown, checked, and encoded as a component.

mod clock;
mod dependency;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wit_component::ComponentEncoder;

pub(crate) use self::dependency::explain;
use crate::error::Error;
use crate::profile::{Profile, Strip};
use crate::wasm::{Module, stripped};

/// Where the component of a core module is put, beside it.
const FOLDER: &str = "lean";

/// The same for one that reports panics: it must not take the place of what is shipped.
const DEVELOPMENT_FOLDER: &str = "lean-dev";

/// Why a module without names is refused.
const NAMELESS: &str = "it has no names of functions, by which std's clock is looked for, so nothing can be said of \
     it. Take `-C strip=symbols` and `-C link-arg=-s` out of RUSTFLAGS and of `rustflags` in .cargo/config.toml: \
     what the profile's `strip` says is done afterwards";

/// The variable that has the macros of the SDK report panics; see `momento_functions_wit::lean`.
const REPORT_PANICS: &str = "MOMENTO_REPORT_PANICS";

/// Adds to a build what a lean function takes.
pub(crate) fn prepare(cargo: &mut Command, profile: &Profile, reports_panics: bool) {
    // The names say who calls what; they are stripped afterwards.
    let names = format!("profile.{}.strip=\"none\"", profile.name());
    cargo.args(["--config", &names]);
    match reports_panics {
        true => cargo.env(REPORT_PANICS, "1"),
        false => cargo.env_remove(REPORT_PANICS),
    };
}

/// Encodes the core module of `function` as a component, and says where that is.
pub(crate) fn componentize(
    function: &str,
    module: &Path,
    strip: Strip,
    reports_panics: bool,
) -> Result<PathBuf, Error> {
    let bytes = fs::read(module).map_err(Error::io("cannot read", module))?;
    let component = component(function, &bytes, strip).map_err(|error| error.of(module))?;
    let folder = module.with_file_name(folder(reports_panics));
    fs::create_dir_all(&folder).map_err(Error::io("cannot make the folder", &folder))?;
    let path = folder.join(module.file_name().unwrap_or_default());
    fs::write(&path, component).map_err(Error::io("cannot write", &path))?;
    Ok(path)
}

fn folder(reports_panics: bool) -> &'static str {
    match reports_panics {
        true => DEVELOPMENT_FOLDER,
        false => FOLDER,
    }
}

/// Why a core module becomes no component.
#[derive(Debug)]
enum Refusal {
    Clock(Error),
    Broken(String),
}

impl Refusal {
    fn of(self, module: &Path) -> Error {
        match self {
            Self::Clock(error) => error,
            Self::Broken(reason) => Error::Component {
                path: module.to_owned(),
                reason,
            },
        }
    }
}

fn component(function: &str, bytes: &[u8], strip: Strip) -> Result<Vec<u8>, Refusal> {
    let broken = |error: wasmparser::BinaryReaderError| Refusal::Broken(error.to_string());
    let module = Module::parse(bytes).map_err(broken)?;
    if module.names.is_empty() {
        return Err(Refusal::Broken(NAMELESS.to_owned()));
    }
    clock::check(function, &module).map_err(Refusal::Clock)?;
    let module = stripped(bytes, strip).map_err(broken)?;
    let encoder = ComponentEncoder::default().module(&module);
    let component = encoder.and_then(|mut encoder| encoder.encode());
    component.map_err(|error| Refusal::Broken(format!("{error:#}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_without_names_cannot_be_checked() {
        let module = wasm_encoder::Module::new().finish();
        let refusal = component("hello", &module, Strip::Nothing).unwrap_err();
        let message = refusal.of(Path::new("hello.wasm")).to_string();
        assert!(message.starts_with("hello.wasm cannot become a component: it has no names"));
        assert!(message.contains("RUSTFLAGS"), "{message}");
    }
}
