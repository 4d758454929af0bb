//! Settings that change while functions are served.

use std::path::PathBuf;

use momento_functions_test_host::{Configuration, Seeds};

use super::told;
use super::work::Work;
use crate::error::Error;
use crate::settings::Plan;

impl Work {
    /// Reads the settings anew, and takes what can be changed.
    pub(super) fn configure(&mut self) {
        let read = Plan::read(&self.args.asked());
        let taken = read.and_then(|plan| self.take(plan));
        if let Err(error) = taken {
            told::configuration_failed(&self.output, &error);
        }
    }

    fn take(&mut self, plan: Plan) -> Result<(), Error> {
        let seeds = plan.seeds.changed_since(&self.plan.seeds);
        self.runtime.block_on(self.host.seed_caches(&seeds))?;
        if made_with(&plan) != made_with(&self.plan) {
            told::needs_restart(&self.output, "`[local]`, `[egress]` or `[aws]`");
        }
        let paths = |plan: &Plan| -> Vec<PathBuf> {
            let functions = plan.functions.iter();
            functions.map(|function| function.path.clone()).collect()
        };
        if paths(&plan) != paths(&self.plan) {
            told::needs_restart(&self.output, "the list of functions");
            return Ok(());
        }
        for (function, new) in self.functions.iter_mut().zip(&plan.functions) {
            let old = function.settings.clone();
            if (&old.name, &old.cache) != (&new.name, &new.cache) {
                told::needs_restart(&self.output, "a function's name or cache");
            }
            function.settings = new.clone();
            function.settings.name = old.name;
            function.settings.cache = old.cache;
        }
        self.plan = plan;
        Ok(())
    }
}

/// What the host is made with: seeds are put into it.
fn made_with(plan: &Plan) -> Configuration {
    let mut surroundings = plan.surroundings.surroundings();
    surroundings.local.seed = Seeds::default();
    surroundings
}
