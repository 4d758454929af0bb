//! The files of a new project.

/// A kind of function to begin with.
#[derive(Debug)]
pub(crate) struct Template {
    files: &'static [(&'static str, &'static str)],
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

/// A web function that decodes and encodes JSON.
pub(crate) const WEB: Template = Template {
    files: &[
        (
            "Cargo.toml",
            include_str!("../templates/web/Cargo.toml.txt"),
        ),
        (
            ".cargo/config.toml",
            include_str!("../templates/web/cargo-config.toml.txt"),
        ),
        (
            "momento.toml",
            include_str!("../templates/web/momento.toml.txt"),
        ),
        ("README.md", include_str!("../templates/web/README.md.txt")),
        (".gitignore", include_str!("../templates/web/gitignore.txt")),
        (
            "rust-toolchain.toml",
            include_str!("../templates/web/rust-toolchain.toml.txt"),
        ),
        (
            "src/lib.rs",
            include_str!("../templates/web/src/lib.rs.txt"),
        ),
        (
            "host-tests/Cargo.toml",
            include_str!("../templates/web/host-tests/Cargo.toml.txt"),
        ),
        (
            "host-tests/tests.rs",
            include_str!("../templates/web/host-tests/tests.rs.txt"),
        ),
    ],
};

impl Template {
    /// The files' paths and contents.
    pub(crate) fn render(
        &self,
        values: &Values<'_>,
    ) -> impl Iterator<Item = (&'static str, String)> {
        self.files
            .iter()
            .map(move |(path, text)| (*path, values.fill(text)))
    }
}

impl Values<'_> {
    fn fill(&self, text: &str) -> String {
        text.replace("{{name}}", self.name)
            .replace("{{momento-functions}}", self.momento_functions)
            .replace("{{test-host}}", self.test_host)
            .replace("{{channel}}", self.channel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_to_fill_in() {
        let values = Values {
            name: "n",
            momento_functions: "version = \"1\"",
            test_host: "version = \"1\"",
            channel: "stable",
        };
        for (path, text) in WEB.render(&values) {
            assert!(!text.contains("{{"), "{path}");
        }
    }
}
