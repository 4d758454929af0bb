//! `momento.toml`: how a function is built, and what surrounds those that are served.

use std::path::{Path, PathBuf};

use momento_functions_test_host::Configuration;

use crate::error::Error;

/// The file beside a crate's Cargo.toml.
const FILE: &str = "momento.toml";

/// Reads the file that was named, or the one beside a single crate's Cargo.toml, if it is there.
pub(crate) fn of(named: Option<&Path>, functions: &[PathBuf]) -> Result<Configuration, Error> {
    match (named, functions) {
        (Some(file), _) => read(file),
        (None, [function]) if function.is_dir() => beside(function),
        (None, [function]) => function
            .parent()
            .map_or_else(|| Ok(Configuration::default()), beside),
        _ => Ok(Configuration::default()),
    }
}

/// Reads the file in a crate's folder, if it is there.
pub(crate) fn beside(folder: &Path) -> Result<Configuration, Error> {
    let file = folder.join(FILE);
    match file.is_file() {
        true => read(&file),
        false => Ok(Configuration::default()),
    }
}

fn read(path: &Path) -> Result<Configuration, Error> {
    let text = std::fs::read_to_string(path).map_err(Error::io("cannot read", path))?;
    Configuration::from_toml(&text).map_err(|source| Error::Configuration {
        path: path.to_owned(),
        source,
    })
}
