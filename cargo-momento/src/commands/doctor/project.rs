//! The crate in a folder, and what is beside it.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::finding::Finding;
use crate::metadata::Metadata;
use crate::project::Project;
use crate::settings;

pub(super) fn look(folder: &Path) -> Vec<Finding> {
    let manifest = folder.join("Cargo.toml");
    let mut findings = vec![configuration(folder)];
    if !manifest.is_file() {
        let message = format!("there is no crate in {}", folder.display());
        findings.push(Finding::ok("crate", message).mended_by("cargo momento new NAME"));
        return findings;
    }
    findings.push(match Project::find(folder) {
        Ok(project) => Finding::ok(
            "crate",
            format!("`{}` can become a component", project.name),
        ),
        Err(error) => Finding::problem("crate", error),
    });
    findings.extend(target_folder(&manifest));
    findings
}

fn configuration(folder: &Path) -> Finding {
    let file = folder.join("momento.toml");
    match settings::beside(folder) {
        Ok(_) if file.is_file() => {
            Finding::ok("momento.toml", format!("{} is right", file.display()))
        }
        Ok(_) => Finding::ok("momento.toml", "there is none, and none is needed"),
        Err(error) => Finding::problem("momento.toml", error),
    }
}

/// Where cargo builds. What keeps cargo from telling where has been told with the crate.
fn target_folder(manifest: &Path) -> Option<Finding> {
    let manifest = manifest.canonicalize().ok()?;
    let target = Metadata::of(&manifest).ok()?.target_directory;
    Some(match writable(&target) {
        Ok(()) => Finding::ok(
            "target folder",
            format!("{} can be written to", target.display()),
        ),
        Err(error) => {
            let message = format!("cannot write to {}: {error}", target.display());
            let mend = format!("chmod -R u+rwX {}", target.display());
            Finding::problem("target folder", message).mended_by(mend)
        }
    })
}

/// Finds out whether a folder, or the nearest one that would hold it, can be written to.
pub(super) fn writable(folder: &Path) -> io::Result<()> {
    let folder = folder.ancestors().find(|folder| folder.is_dir());
    let folder = folder.ok_or(io::ErrorKind::NotFound)?;
    let file = folder.join(format!(".momento-doctor-{}", std::process::id()));
    File::create_new(&file)?;
    fs::remove_file(file)
}
