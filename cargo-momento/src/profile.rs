//! The cargo profile that a function is built with.

use std::path::Path;

use crate::error::Error;

/// What makes a component small, where the workspace says nothing of its own. The template of a new project
/// has the same, with the reasons.
const SMALL: [&str; 5] = [
    "profile.release.opt-level=\"s\"",
    "profile.release.lto=true",
    "profile.release.panic=\"abort\"",
    "profile.release.codegen-units=1",
    "profile.release.strip=true",
];

/// A profile by its name, and what the workspace's manifest says of it.
#[derive(Debug)]
pub(crate) struct Profile {
    name: String,
    profiles: toml::Table,
}

impl Profile {
    /// Reads what the workspace in `root` says of its profiles.
    pub(crate) fn read(name: &str, root: &Path) -> Result<Self, Error> {
        let manifest = root.join("Cargo.toml");
        let text =
            std::fs::read_to_string(&manifest).map_err(Error::io("cannot read", &manifest))?;
        let manifest = text
            .parse()
            .map_err(|error: toml::de::Error| Error::Metadata {
                path: manifest,
                reason: error.to_string(),
            })?;
        Ok(Self::of(name, &manifest))
    }

    fn of(name: &str, manifest: &toml::Table) -> Self {
        let profiles = manifest.get("profile").and_then(toml::Value::as_table);
        Self {
            name: name.to_owned(),
            profiles: profiles.cloned().unwrap_or_default(),
        }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// What cargo is told beside the manifest.
    pub(crate) fn settings(&self) -> &'static [&'static str] {
        match self.name == "release" && !self.profiles.contains_key("release") {
            true => &SMALL,
            false => &[],
        }
    }

    /// Whether functions lose the names that a trap is explained by.
    pub(crate) fn strips_names(&self) -> bool {
        !self.settings().is_empty()
            || self.setting("strip").is_some_and(|strip| {
                strip.as_bool() == Some(true) || strip.as_str() == Some("symbols")
            })
    }

    /// A setting of the profile or of the nearest one that it inherits from.
    fn setting(&self, key: &str) -> Option<&toml::Value> {
        let mut name = self.name.as_str();
        // As many steps as there are profiles: a circle is cargo's to refuse.
        for _ in 0..=self.profiles.len() {
            let profile = self.profiles.get(name);
            if let Some(setting) = profile.and_then(|profile| profile.get(key)) {
                return Some(setting);
            }
            name = profile?.get("inherits")?.as_str()?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(name: &str, manifest: &str) -> Profile {
        Profile::of(name, &manifest.parse().unwrap())
    }

    #[test]
    fn a_workspace_without_settings_for_release_gets_small_functions() {
        assert_eq!(profile("release", "").settings(), SMALL);
        assert!(profile("release", "").strips_names());
        assert!(profile("dev", "").settings().is_empty());
        let own = profile("release", "[profile.release]\nlto = true");
        assert!(own.settings().is_empty() && !own.strips_names());
    }

    #[test]
    fn names_go_where_the_profile_or_its_parent_says_so() {
        for (strip, expected) in [
            ("true", true),
            ("\"symbols\"", true),
            ("\"debuginfo\"", false),
            ("\"none\"", false),
            ("false", false),
        ] {
            let manifest = format!(
                "[profile.release]\nstrip = {strip}\n[profile.small]\ninherits = \"release\""
            );
            assert_eq!(profile("release", &manifest).strips_names(), expected);
            assert_eq!(profile("small", &manifest).strips_names(), expected);
            assert!(!profile("dev", &manifest).strips_names());
        }
    }

    #[test]
    fn profiles_in_a_circle_end() {
        let circle = "[profile.a]\ninherits = \"b\"\n[profile.b]\ninherits = \"a\"";
        assert!(!profile("a", circle).strips_names());
    }
}
