use std::fmt;

/// How a function is composed.
///
/// # Examples
///
/// ```
/// use momento_functions_portable::Options;
///
/// let options = Options::default().with_environment(vec![("GREETING".to_owned(), "Hello".to_owned())]);
/// assert!(format!("{options:?}").contains("GREETING"));
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct Options {
    pub(crate) environment: Vec<(String, String)>,
    pub(crate) runtime_environment: bool,
    pub(crate) trap_stubs: bool,
}

impl Options {
    /// Bakes variables into the component, where whoever has the component can read them: no secrets.
    ///
    /// # Limits
    /// Names and values are 1 MiB at most in all; where a name is there twice, the last one counts.
    pub fn with_environment(mut self, variables: Vec<(String, String)>) -> Self {
        self.environment = variables;
        self
    }

    /// Leaves the environment to the engine, which then must offer `wasi:cli/environment`, beyond `wasi:http/proxy`:
    /// `wasmtime serve -S cli` does. Nothing can be baked in beside it.
    pub fn with_runtime_environment(mut self, is_runtimes: bool) -> Self {
        self.runtime_environment = is_runtimes;
        self
    }

    /// Gives each import that nobody provides functions that trap when they are called.
    pub fn with_trap_stubs(mut self, is_wanted: bool) -> Self {
        self.trap_stubs = is_wanted;
        self
    }
}

/// Variables may be secrets: only their names are shown.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.environment.iter().map(|it| it.0.as_str()).collect();
        f.debug_struct("Options")
            .field("environment", &names)
            .field("runtime_environment", &self.runtime_environment)
            .field("trap_stubs", &self.trap_stubs)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// POR.6
    #[test]
    fn no_debug_text_has_a_value() {
        let options =
            Options::default().with_environment(vec![("KEY".to_owned(), "hunter2".to_owned())]);
        let text = format!("{options:?}");
        assert!(text.contains("KEY") && !text.contains("hunter2"), "{text}");
    }
}
