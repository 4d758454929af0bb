//! `momento.toml`: how functions are built and deployed, and what surrounds them.

mod environment;
mod plan;

use std::path::{Path, PathBuf};

use momento_functions_test_host::{Configuration, ConfigurationError, Seeds};

use crate::error::Error;

pub(crate) use environment::{EnvironmentError, variables_of};
pub(crate) use plan::{Asked, FunctionSettings, Plan};

/// The file beside a crate's Cargo.toml.
const FILE: &str = "momento.toml";

/// A `momento.toml` that was read.
#[derive(Debug, Clone)]
pub(crate) struct File {
    /// What its paths count from.
    folder: PathBuf,
    configuration: Configuration,
}

impl File {
    fn read(path: &Path) -> Result<Self, Error> {
        let configuration = parse(path, Configuration::from_toml)?;
        let folder = folder_of(path).to_owned();
        Ok(Self {
            folder,
            configuration,
        })
    }

    /// Reads the file in a folder, if it is there.
    fn in_folder(folder: &Path) -> Result<Option<Self>, Error> {
        let file = folder.join(FILE);
        file.is_file().then(|| Self::read(&file)).transpose()
    }
}

/// Reads the file in a crate's folder, if it is there.
pub(crate) fn beside(folder: &Path) -> Result<Configuration, Error> {
    let file = File::in_folder(folder)?;
    Ok(file.map(|file| file.configuration).unwrap_or_default())
}

/// Reads the file that is named, or the one in the current folder, if it is there.
pub(crate) fn file(named: Option<&Path>) -> Result<Configuration, Error> {
    match named {
        Some(named) => Ok(File::read(named)?.configuration),
        None => beside(Path::new(".")),
    }
}

/// Reads a file of seeds.
fn seeds(path: &Path) -> Result<Seeds, Error> {
    let seeds = parse(path, Seeds::from_toml)?;
    Ok(seeds.in_folder(folder_of(path)))
}

fn parse<T>(
    path: &Path,
    parse: impl FnOnce(&str) -> Result<T, ConfigurationError>,
) -> Result<T, Error> {
    let text = std::fs::read_to_string(path).map_err(Error::io("cannot read", path))?;
    parse(&text).map_err(|source| Error::Configuration {
        path: path.to_owned(),
        source,
    })
}

fn folder_of(file: &Path) -> &Path {
    file.parent().unwrap_or(Path::new(""))
}
