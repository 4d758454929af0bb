//! Which variables are baked into a component, and which are not.

use super::PortableError;
use crate::cli::PortableArgs;
use crate::output::Output;
use crate::settings::FunctionSettings;

/// The key of the service, which nobody wants in a file by accident.
const KEY: &str = "MOMENTO_API_KEY";

/// The names of variables.
pub(super) type Names<'a> = Vec<&'a str>;

/// What a function's settings give it.
#[derive(Debug)]
pub(super) struct Baked<'a> {
    settings: &'a FunctionSettings,
    bake_secrets: bool,
    runtime_env: bool,
}

impl<'a> Baked<'a> {
    /// Refuses a secret that is to be baked in without a word that it may.
    pub(super) fn of(
        settings: &'a FunctionSettings,
        args: &PortableArgs,
    ) -> Result<Self, PortableError> {
        let is_key = |(name, _): &&(String, String)| name == KEY && !args.bake_secrets;
        if let Some((name, _)) = args.variables.iter().find(is_key) {
            return Err(PortableError::Secret { name: name.clone() });
        }
        Ok(Self {
            settings,
            bake_secrets: args.bake_secrets,
            runtime_env: args.runtime_env,
        })
    }

    /// What is baked in, with what the host gives a function beside its own variables.
    pub(super) fn variables(&self, function: &str) -> Vec<(String, String)> {
        let own = self.settings.environment.iter();
        let own = own
            .filter(|(name, _)| !self.is_left_out(name))
            .map(|(name, value)| (name.clone(), value.clone()));
        let hosts = self.settings.of_host(function);
        own.chain(hosts).collect()
    }

    /// The names of what the engine is to give.
    pub(super) fn left_to_engine(&self) -> Names<'a> {
        match self.runtime_env {
            true => self.names(|_| true),
            false => Names::new(),
        }
    }

    /// What the engine is told of the environment: names, whose values it takes from its own, and what the host would
    /// tell of the function.
    pub(super) fn given_by_engine(&self, function: &str) -> Vec<String> {
        if !self.runtime_env {
            return Vec::new();
        }
        let hosts = self.settings.of_host(function).into_iter();
        let names = self.left_to_engine().into_iter().map(str::to_owned);
        hosts
            .map(|(name, value)| format!("{name}={value}"))
            .chain(names)
            .collect()
    }

    /// Says which variables the component does not have, and what gives them to it.
    pub(super) fn tell_left_out(&self, output: &Output) {
        if self.runtime_env {
            let names = self.left_to_engine();
            if !names.is_empty() {
                output.line(format_args!(
                    "        Note the engine gives the environment: {} (`--env NAME` takes a value from its own)",
                    names.join(", ")
                ));
            }
            return;
        }
        let names = self.names(|name| self.is_left_out(name));
        if !names.is_empty() {
            output.warn(format_args!(
                "{} may be a secret, and is not baked in: `--runtime-env` leaves the environment to the engine, \
                 `--bake-secrets` bakes it in, where whoever has the component can read it",
                names.join(", ")
            ));
        }
    }

    fn names(&self, wanted: impl Fn(&str) -> bool) -> Names<'a> {
        let names = self.settings.environment.keys();
        names
            .map(String::as_str)
            .filter(|name| wanted(name))
            .collect()
    }

    fn is_left_out(&self, name: &str) -> bool {
        !self.bake_secrets && (name == KEY || self.settings.of_files.contains(name))
    }
}
