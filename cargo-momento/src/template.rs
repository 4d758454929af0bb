//! The files of a new project.

mod files;

use clap::ValueEnum;

use self::files::{COMMON, OWN};

/// A kind of function to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Template {
    /// Answers requests: a greeting, from JSON to JSON
    Web,
    /// A JSON API: typed query and body, and a status for each mistake
    Json,
    /// Works in the background, and leaves its result in the cache
    Spawn,
    /// Streams server-sent events
    Sse,
    /// Hands requests on to another server, and answers as that does
    Proxy,
    /// Keeps bodies in the cache, and gives them back
    Cache,
}

/// What a template has that no other one has.
#[derive(Debug)]
struct Own {
    /// What its crate takes of `momento-functions`, beside what it has anyway.
    features: &'static [&'static str],
    /// The lines of its manifest for other dependencies.
    dependencies: &'static str,
    /// `src/lib.rs`.
    library: &'static str,
    /// `host-tests/tests.rs`.
    tests: &'static str,
    /// The end of the README: how it is called.
    usage: &'static str,
}

/// What stands in a template for what a project decides.
#[derive(Debug)]
pub(crate) struct Values<'a> {
    pub(crate) name: &'a str,
    /// What says in the manifest where the dependency `momento-functions` comes from: `version = "…"`.
    pub(crate) momento_functions: &'a str,
    /// The same of the dependency `momento-functions-test-host`.
    pub(crate) test_host: &'a str,
    /// The toolchain.
    pub(crate) channel: &'a str,
}

impl Template {
    pub(crate) fn name(self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// One sentence, as the command's help has it.
    pub(crate) fn about(self) -> String {
        let value = self.to_possible_value();
        let help = value.and_then(|value| value.get_help().map(ToString::to_string));
        help.unwrap_or_default()
    }

    /// The files' paths and contents.
    pub(crate) fn render(self, values: &Values<'_>) -> Vec<(&'static str, String)> {
        let own = self.own();
        let files = [
            ("src/lib.rs", own.library),
            ("host-tests/tests.rs", own.tests),
        ];
        let all = COMMON.iter().copied().chain(files);
        all.map(|(path, text)| (path, self.fill(text, values)))
            .collect()
    }

    /// What a project decides comes last: it may hold anything.
    fn fill(self, text: &str, values: &Values<'_>) -> String {
        let own = self.own();
        text.replace("{{try}}", own.usage)
            .replace("{{about}}", &format!("{}.", self.about()))
            .replace("{{features}}", &features(own.features))
            .replace("{{dependencies}}", own.dependencies)
            .replace("{{momento-functions}}", values.momento_functions)
            .replace("{{test-host}}", values.test_host)
            .replace("{{channel}}", values.channel)
            .replace("{{name}}", values.name)
    }

    fn own(self) -> &'static Own {
        match self {
            Self::Web => &OWN.web,
            Self::Json => &OWN.json,
            Self::Spawn => &OWN.spawn,
            Self::Sse => &OWN.sse,
            Self::Proxy => &OWN.proxy,
            Self::Cache => &OWN.cache,
        }
    }
}

fn features(names: &[&str]) -> String {
    if names.is_empty() {
        return String::new();
    }
    let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    format!(", features = [{}]", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CLI.46
    #[test]
    fn nothing_is_left_to_fill_in() {
        let values = Values {
            name: "n",
            momento_functions: "version = \"1\"",
            test_host: "version = \"1\"",
            channel: "stable",
        };
        for template in Template::value_variants() {
            assert!(!template.about().is_empty());
            for (path, text) in template.render(&values) {
                assert!(!text.contains("{{"), "{path} of {}", template.name());
            }
        }
    }
}
