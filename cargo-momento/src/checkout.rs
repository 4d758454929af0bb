//! Where the SDK comes from: the checkout that this command was built in, or the registry.

use std::fs;
use std::path::{Path, PathBuf};

/// A clone of the repository that this command was built from, as long as it is there in the same version.
#[derive(Debug)]
pub(crate) struct Checkout(PathBuf);

impl Checkout {
    pub(crate) fn find() -> Option<Self> {
        Self::at(
            Path::new(env!("CARGO_MANIFEST_DIR")).parent()?,
            env!("CARGO_PKG_VERSION"),
        )
    }

    fn at(root: &Path, version: &str) -> Option<Self> {
        let manifest = table(&root.join("Cargo.toml"))?;
        let found = manifest
            .get("workspace")?
            .get("package")?
            .get("version")?
            .as_str()?;
        let sdk = root.join("momento-functions/Cargo.toml");
        (found == version && sdk.is_file()).then(|| Self(root.to_owned()))
    }

    /// What says in a manifest where a dependency comes from that lies in this folder.
    pub(crate) fn dependency(&self, folder: &str) -> String {
        let path = self.0.join(folder);
        let path = toml::Value::String(path.to_string_lossy().into_owned());
        format!("path = {path}")
    }

    /// The toolchain that the checkout is tested with.
    pub(crate) fn channel(&self) -> Option<String> {
        let file = table(&self.0.join("rust-toolchain.toml"))?;
        file.get("toolchain")?
            .get("channel")?
            .as_str()
            .map(str::to_owned)
    }
}

fn table(path: &Path) -> Option<toml::Table> {
    fs::read_to_string(path).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_version_is_no_checkout_of_this_one() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        if Checkout::find().is_some() {
            assert!(Checkout::at(root, "0.0.0").is_none());
        }
        assert!(Checkout::at(Path::new("/nonexistent"), env!("CARGO_PKG_VERSION")).is_none());
    }
}
