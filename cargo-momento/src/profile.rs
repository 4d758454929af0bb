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

/// The stack inside a function's memory, in bytes: all that is optimised was seen to need less, JSON of 127
/// levels in every shape included; see docs/performance.md.
const STACK: u64 = 64 << 10;

/// The same for code that is not optimised, which takes up to six times as much: what rustc links by default.
const UNOPTIMIZED_STACK: u64 = 1 << 20;

/// What keeps every function where it was written.
const UNOPTIMIZED: [&str; 2] = ["opt-level=0", "lto=false"];

/// A profile by its name, and what the workspace's manifest says of it.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    name: String,
    profiles: toml::Table,
    is_unoptimized: bool,
    has_names: bool,
    /// The profile with line tables that is made of it, in development.
    with_lines: Option<String>,
}

/// What a function loses after it was compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strip {
    Nothing,
    /// What debuggers read.
    Debuginfo,
    /// That, and the names that a trap is explained by.
    Symbols,
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
            is_unoptimized: false,
            has_names: false,
            with_lines: None,
        }
    }

    /// What cargo calls it.
    pub(crate) fn name(&self) -> &str {
        self.with_lines.as_deref().unwrap_or(&self.name)
    }

    /// The same profile, with the names and lines that a trap is explained by. Its files are in a folder of its
    /// own: they must not take the place of what is shipped.
    pub(crate) fn with_lines(self) -> Self {
        if self.has_debuginfo() && self.strip() == Strip::Nothing {
            return self;
        }
        Self {
            with_lines: Some(format!("{}-lines", self.name)),
            ..self
        }
    }

    /// The same profile, with every function where it was written.
    pub(crate) fn unoptimized(self) -> Self {
        Self {
            is_unoptimized: true,
            ..self
        }
    }

    /// The same profile, with the names of functions.
    pub(crate) fn with_names(self) -> Self {
        Self {
            has_names: true,
            ..self
        }
    }

    /// What cargo is told beside the manifest. What comes last is what it takes.
    pub(crate) fn settings(&self) -> Vec<String> {
        let setting = |setting: &str| format!("profile.{}.{setting}", self.name());
        // With the lines there are names, too.
        let has_names = self.has_names && self.with_lines.is_none();
        let names = has_names.then(|| setting("strip=\"debuginfo\""));
        if self.is_unoptimized {
            let unoptimized = UNOPTIMIZED.map(setting).into_iter();
            return self
                .lines()
                .into_iter()
                .chain(unoptimized)
                .chain(names)
                .collect();
        }
        let small = SMALL.iter().filter(|_| self.is_small());
        let small = small.map(ToString::to_string).chain(self.lines());
        small.chain(names).collect()
    }

    /// What makes the profile with line tables.
    fn lines(&self) -> Vec<String> {
        let Some(name) = &self.with_lines else {
            return Vec::new();
        };
        let debug = match self.has_debuginfo() {
            true => None,
            false => Some(format!("profile.{name}.debug=\"line-tables-only\"")),
        };
        let made = [
            format!("profile.{name}.inherits=\"{}\"", self.name),
            format!("profile.{name}.strip=\"none\""),
        ];
        made.into_iter().chain(debug).collect()
    }

    fn is_small(&self) -> bool {
        self.name == "release" && !self.profiles.contains_key("release")
    }

    /// What functions lose, by the rules of cargo: debugging information that nobody asked for is std's.
    pub(crate) fn strip(&self) -> Strip {
        let strip = self.setting("strip");
        let (text, truth) = (
            strip.and_then(toml::Value::as_str),
            strip.and_then(toml::Value::as_bool),
        );
        match (text, truth) {
            _ if self.with_lines.is_some() => Strip::Nothing,
            _ if self.is_small() => Strip::Symbols,
            (Some("symbols"), _) | (_, Some(true)) => Strip::Symbols,
            (Some("debuginfo"), _) => Strip::Debuginfo,
            (None, None) if !self.has_debuginfo() => Strip::Debuginfo,
            _ => Strip::Nothing,
        }
    }

    fn has_debuginfo(&self) -> bool {
        match self.setting("debug") {
            None => self.root() == "dev",
            Some(debug) => {
                let off = [
                    debug.as_bool() == Some(false),
                    debug.as_integer() == Some(0),
                ];
                !off.contains(&true) && debug.as_str() != Some("none")
            }
        }
    }

    /// The stack inside a function's memory, in bytes.
    pub(crate) fn stack(&self) -> u64 {
        match self.setting("opt-level") {
            Some(level) if level.as_integer() == Some(0) => UNOPTIMIZED_STACK,
            None if self.root() == "dev" => UNOPTIMIZED_STACK,
            _ => STACK,
        }
    }

    /// The profile of cargo's own that it inherits from in the end.
    fn root(&self) -> &str {
        self.line().last().unwrap_or(&self.name)
    }

    /// A setting of the profile or of the nearest one that it inherits from.
    fn setting(&self, key: &str) -> Option<&toml::Value> {
        self.line()
            .find_map(|name| self.profiles.get(name)?.get(key))
    }

    /// The profile, and one after the other those that it inherits from.
    fn line(&self) -> impl Iterator<Item = &str> {
        let parent = |name: &&str| self.profiles.get(*name)?.get("inherits")?.as_str();
        // At most one step more than there are profiles: a circle is cargo's to refuse.
        std::iter::successors(Some(self.name.as_str()), parent).take(self.profiles.len() + 2)
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
        assert_eq!(profile("release", "").strip(), Strip::Symbols);
        assert!(profile("dev", "").settings().is_empty());
        let own = profile("release", "[profile.release]\nlto = true");
        assert!(own.settings().is_empty());
        assert_eq!(own.strip(), Strip::Debuginfo);
        let named = own.clone().with_names().settings();
        assert_eq!(named, ["profile.release.strip=\"debuginfo\""]);
        let unoptimized = own.unoptimized().settings();
        assert_eq!(
            unoptimized,
            ["profile.release.opt-level=0", "profile.release.lto=false"]
        );
    }

    #[test]
    fn names_go_where_the_profile_or_its_parent_says_so() {
        for (strip, expected) in [
            ("strip = true", Strip::Symbols),
            ("strip = \"symbols\"", Strip::Symbols),
            ("strip = \"debuginfo\"", Strip::Debuginfo),
            ("strip = \"none\"", Strip::Nothing),
            ("strip = false", Strip::Nothing),
            ("debug = \"line-tables-only\"", Strip::Nothing),
            ("debug = true", Strip::Nothing),
            ("debug = 0", Strip::Debuginfo),
            ("debug = \"none\"", Strip::Debuginfo),
        ] {
            let manifest =
                format!("[profile.release]\n{strip}\n[profile.small]\ninherits = \"release\"");
            assert_eq!(profile("release", &manifest).strip(), expected, "{strip}");
            assert_eq!(profile("small", &manifest).strip(), expected, "{strip}");
            assert_eq!(profile("dev", &manifest).strip(), Strip::Nothing);
        }
    }

    /// OBS.13
    #[test]
    fn in_development_a_profile_of_its_own_has_lines() {
        let lines = profile("release", "").with_lines();
        assert_eq!(lines.name(), "release-lines");
        assert_eq!(lines.strip(), Strip::Nothing);
        assert_eq!(lines.stack(), STACK);
        let settings = lines.settings();
        assert_eq!(settings[..SMALL.len()], SMALL);
        assert_eq!(
            settings[SMALL.len()..],
            [
                "profile.release-lines.inherits=\"release\"",
                "profile.release-lines.strip=\"none\"",
                "profile.release-lines.debug=\"line-tables-only\"",
            ]
        );
        let stripped = "[profile.release]\ndebug = 1\nstrip = true";
        let settings = profile("release", stripped).with_lines().settings();
        assert_eq!(settings.len(), 2, "{settings:?}");
        let full = profile("release", "[profile.release]\ndebug = 1").with_lines();
        assert_eq!(full.name(), "release");
        assert!(full.settings().is_empty());
        assert_eq!(profile("dev", "").with_lines().name(), "dev");
    }

    #[test]
    fn profiles_in_a_circle_end() {
        let circle = "[profile.a]\ninherits = \"b\"\n[profile.b]\ninherits = \"a\"";
        assert_eq!(profile("a", circle).strip(), Strip::Debuginfo);
    }

    #[test]
    fn what_is_not_optimised_has_a_larger_stack() {
        let quick = "[profile.quick]\ninherits = \"dev\"";
        let optimized = "[profile.dev]\nopt-level = 1";
        for (name, manifest, stack) in [
            ("release", "", STACK),
            ("dev", "", UNOPTIMIZED_STACK),
            ("quick", quick, UNOPTIMIZED_STACK),
            ("dev", optimized, STACK),
            (
                "release",
                "[profile.release]\nopt-level = 0",
                UNOPTIMIZED_STACK,
            ),
            ("small", "[profile.small]\ninherits = \"release\"", STACK),
        ] {
            assert_eq!(profile(name, manifest).stack(), stack, "{name} {manifest}");
        }
    }
}
