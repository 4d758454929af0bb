//! `momento.toml`: what surrounds the functions that are served.

use std::path::{Path, PathBuf};

use momento_functions_test_host::Configuration;

use crate::error::Error;

/// Reads the file that was named, or the one beside a single crate's Cargo.toml, if it is there.
pub(crate) fn read(named: Option<&Path>, functions: &[PathBuf]) -> Result<Configuration, Error> {
    let Some(path) = named.map(Path::to_owned).or_else(|| beside(functions)) else {
        return Ok(Configuration::default());
    };
    let text = std::fs::read_to_string(&path).map_err(Error::io("cannot read", &path))?;
    Configuration::from_toml(&text).map_err(|source| Error::Configuration { path, source })
}

fn beside(functions: &[PathBuf]) -> Option<PathBuf> {
    let [function] = functions else {
        return None;
    };
    let folder = match function.is_dir() {
        true => function.as_path(),
        false => function.parent()?,
    };
    let path = folder.join("momento.toml");
    path.is_file().then_some(path)
}
