//! Profiles of functions, where they are asked for.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use momento_functions_test_host::{GuestProfile, Host};

use crate::error::Error;
use crate::output::Output;
use crate::units::grouped;

/// Writes the profiles of a host's functions, if a file is named.
pub(crate) fn write(file: Option<&Path>, host: &Host, output: &Output) -> Result<(), Error> {
    let Some(file) = file else {
        return Ok(());
    };
    let profiles = host.take_profiles();
    if profiles.is_empty() {
        output.warn("nothing was invoked, so there is no profile");
    }
    for profile in &profiles {
        let file = match profiles.len() {
            1 => file.to_owned(),
            _ => of_function(file, profile),
        };
        std::fs::write(&file, &profile.json).map_err(Error::io("cannot write", &file))?;
        tell(profile, &file, output);
    }
    Ok(())
}

fn tell(profile: &GuestProfile, file: &Path, output: &Output) {
    let (function, samples) = (&profile.function, grouped(profile.samples));
    let file = file.display();
    output.status(
        "Profiled",
        format_args!(
            "{function}: {samples} samples in {file}; open it at https://profiler.firefox.com"
        ),
    );
    if profile.samples == 0 {
        output.line(
            "Nothing ran for a millisecond: invoke it with more work, or more often under `serve`.",
        );
    }
}

/// The same file with the function's name and version in its name.
fn of_function(file: &Path, profile: &GuestProfile) -> PathBuf {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    let function: String = profile.function.chars().take(100).collect();
    let function = function.replace(|letter| !plain(letter), "_");
    let mut name = OsString::from(file.file_stem().unwrap_or_default());
    name.push(format!("-{function}-{}", profile.version));
    if let Some(extension) = file.extension() {
        name.push(".");
        name.push(extension);
    }
    file.with_file_name(name)
}
