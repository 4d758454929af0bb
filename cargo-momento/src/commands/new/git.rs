//! A git repository around a new project.

use std::io;
use std::path::Path;
use std::process::{Command, Output};

use crate::output::Output as Printed;

/// Makes one, unless the folder lies in one already. Without git the project is as good.
pub(super) fn init(folder: &Path, output: &Printed) {
    match git(folder, &["rev-parse", "--is-inside-work-tree"]) {
        Ok(inside) if inside.status.success() => {}
        Ok(_) => match git(folder, &["init", "--quiet"]) {
            Ok(made) if made.status.success() => {}
            Ok(made) => not_made(output, String::from_utf8_lossy(&made.stderr).trim()),
            Err(error) => not_made(output, &error.to_string()),
        },
        Err(error) => output.detail(format_args!("no git repository was made: {error}")),
    }
}

fn git(folder: &Path, arguments: &[&str]) -> io::Result<Output> {
    Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .output()
}

fn not_made(output: &Printed, why: &str) {
    output.line(format_args!("no git repository was made: {why}"));
}
