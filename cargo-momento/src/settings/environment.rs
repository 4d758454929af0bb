//! The variables that a function is deployed with, and the files they come from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::File;

/// Why a file of variables cannot be used. No line is shown: it may hold a secret.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EnvironmentError {
    #[error("cannot read {}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error(
        "{}, line {line} is no variable: write NAME=VALUE, a value with spaces or `#` in quotes, and `#` before a remark",
        path.display()
    )]
    Line { path: PathBuf, line: usize },
}

/// Variables by name, and which of their values are a file's.
#[derive(Debug, Default)]
pub(super) struct Variables {
    pub(super) values: BTreeMap<String, String>,
    pub(super) of_files: BTreeSet<String>,
}

impl Variables {
    /// Adds the variables of a file of `NAME=VALUE` lines.
    pub(super) fn add_file(&mut self, path: &Path) -> Result<(), EnvironmentError> {
        for (name, value) in variables_of(path)? {
            self.of_files.insert(name.clone());
            self.values.insert(name, value);
        }
        Ok(())
    }

    /// Adds what is no file's.
    pub(super) fn add(&mut self, variables: impl IntoIterator<Item = (String, String)>) {
        for (name, value) in variables {
            self.of_files.remove(&name);
            self.values.insert(name, value);
        }
    }

    /// Adds what a `momento.toml` says: its files, then its table.
    pub(super) fn add_all(&mut self, file: &File) -> Result<(), EnvironmentError> {
        for path in &file.configuration.environment_files {
            self.add_file(&file.folder.join(path))?;
        }
        let table = file.configuration.environment.iter();
        self.add(table.map(|(name, value)| (name.clone(), value.as_str().to_owned())));
        Ok(())
    }
}

/// Reads a file of variables.
pub(crate) fn variables_of(path: &Path) -> Result<BTreeMap<String, String>, EnvironmentError> {
    let mut variables = BTreeMap::new();
    let text = fs::read_to_string(path).map_err(|source| EnvironmentError::Read {
        path: path.to_owned(),
        source,
    })?;
    let text = text.trim_start_matches('\u{feff}');
    for variable in dotenvy::from_read_iter(text.as_bytes()) {
        let (name, value) = variable.map_err(|error| EnvironmentError::Line {
            path: path.to_owned(),
            line: line_of(&error, text),
        })?;
        variables.insert(name, value);
    }
    Ok(variables)
}

/// The number of the line that an error is about, from 1.
fn line_of(error: &dotenvy::Error, text: &str) -> usize {
    let before = match error {
        dotenvy::Error::LineParse(line, _) => text.find(line.trim_end()),
        _ => None,
    };
    text.get(..before.unwrap_or_default())
        .unwrap_or_default()
        .matches('\n')
        .count()
        + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<BTreeMap<String, String>, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.env");
        fs::write(&path, text).unwrap();
        variables_of(&path).map_err(|error| error.to_string())
    }

    /// CFG.4, CLI.10
    #[test]
    fn a_file_has_a_variable_a_line() {
        let read =
            read("\u{feff}# remark\nA=1\nexport B='x # y'\n\nC=\"two\\nlines\"\nA=2\n").unwrap();
        let expected = [("A", "2"), ("B", "x # y"), ("C", "two\nlines")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(read, BTreeMap::from(expected));
    }

    /// CFG.4, CLI.10
    #[test]
    fn a_line_that_is_no_variable_is_told_by_its_number() {
        for (text, line) in [("A=1\nhunter2\n", 2), ("A=1\n\nB=hunter2 word\n", 3)] {
            let told = read(text).unwrap_err();
            assert!(told.contains(&format!("line {line} ")), "{told}");
            assert!(!told.contains("hunter2"), "{told}");
        }
    }
}
