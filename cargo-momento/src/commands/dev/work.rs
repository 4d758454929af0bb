//! What is done when files have changed: settings are read, functions built and deployed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use momento_functions_test_host::Host;
use momento_functions_test_host::service::FailedBuilds;
use tokio::runtime::Handle;

use super::function::{Developed, absolute};
use super::snapshot::{Scope, Snapshot};
use super::told;
use super::watch::Watch;
use crate::cli::ServeArgs;
use crate::compile::Heard;
use crate::output::Output;
use crate::settings::Plan;

/// How often the same files may change during the builds that their changes cause.
const REPEATED: u32 = 3;

/// Functions that are served while they are worked on.
pub(super) struct Work {
    pub(super) args: ServeArgs,
    pub(super) plan: Plan,
    pub(super) functions: Vec<Developed>,
    pub(super) host: Host,
    pub(super) failed: FailedBuilds,
    pub(super) watch: Watch,
    pub(super) runtime: Handle,
    pub(super) output: Output,
    /// The files as the last builds have seen them.
    seen: Snapshot,
}

impl Work {
    pub(super) fn begin(
        args: ServeArgs,
        plan: Plan,
        functions: Vec<Developed>,
        host: Host,
        failed: FailedBuilds,
        (watch, runtime, output): (Watch, Handle, Output),
    ) -> Self {
        let mut work = Self {
            args,
            plan,
            functions,
            host,
            failed,
            watch,
            runtime,
            output,
            seen: Snapshot::default(),
        };
        work.seen = work.look();
        for at in 0..work.functions.len() {
            work.build(at, false);
        }
        work
    }

    /// Builds what has changed, until nothing has.
    pub(super) fn catch_up(&mut self) {
        let mut before = BTreeSet::new();
        let mut repeated = 0;
        loop {
            let now = self.look();
            let changed = now.changes_since(&self.seen);
            self.tell_missing(&now);
            self.seen = now;
            if changed.is_empty() {
                return;
            }
            // Settings are written by people alone.
            let is_source = changed.is_disjoint(&self.settings_files());
            repeated = if is_source && changed.is_subset(&before) {
                repeated + 1
            } else {
                0
            };
            if repeated == REPEATED {
                return told::written_by_builds(&self.output, &changed);
            }
            self.answer(&changed);
            before = changed;
        }
    }

    /// Looks at the files. What comes later, the watch tells of.
    fn look(&mut self) -> Snapshot {
        let scope = self.scope();
        let mut before = Snapshot::take(&scope, &self.seen);
        loop {
            let incomplete = !before.missing.is_empty();
            self.watch.follow(&before.folders, incomplete);
            // Before a folder was watched, nobody told of it.
            let now = Snapshot::take(&scope, &before);
            if now.folders == before.folders {
                return now;
            }
            before = now;
        }
    }

    fn scope(&self) -> Scope {
        let mut scope = Scope::default();
        for function in &self.functions {
            function.add_to(&mut scope);
        }
        scope.left_out = &scope.left_out - &scope.folders;
        scope.left_out.extend(self.written());
        scope.files.extend(self.settings_files());
        scope
    }

    /// Where the host writes by itself.
    fn written(&self) -> impl Iterator<Item = PathBuf> {
        let args = &self.args;
        let all = [
            &args.state.state,
            &args.record,
            &args.profile_guest,
            &args.code_cache.code_cache,
        ];
        all.into_iter().flatten().map(|path| absolute(path))
    }

    fn settings_files(&self) -> BTreeSet<PathBuf> {
        self.plan.files.iter().map(|file| absolute(file)).collect()
    }

    fn tell_missing(&self, now: &Snapshot) {
        told::missing(&self.output, &(&now.missing - &self.seen.missing));
    }

    fn answer(&mut self, changed: &BTreeSet<PathBuf>) {
        told::changed(&self.output, changed);
        let scope = self.scope();
        let settings = self.settings_files();
        let sources: BTreeSet<PathBuf> = changed - &settings;
        let lean = self.lean();
        if !settings.is_disjoint(changed) {
            self.configure();
        }
        for at in 0..self.functions.len() {
            let Some(function) = self.functions.get(at) else {
                continue;
            };
            let is_lean_now = self.lean().get(at) != lean.get(at);
            if is_lean_now || sources.iter().any(|file| function.has(file)) {
                let arranged = function.is_arranged_by(&sources);
                self.build(at, arranged);
            } else {
                self.redeploy(at);
            }
        }
        self.see_what_is_looked_at_now(&scope);
    }

    /// What belongs to the functions from now on has not changed by that.
    fn see_what_is_looked_at_now(&mut self, old: &Scope) {
        let scope = self.scope();
        if scope != *old {
            let before = Snapshot::take(old, &self.seen);
            let now = Snapshot::take(&scope, &self.seen);
            // What both look at may have been saved between them, and is a change.
            let news = now.changes_since(&before).into_iter();
            for file in news.filter(|file| scope.finds(file) != old.finds(file)) {
                self.seen.accept(&file, &now);
            }
        }
    }

    /// Which functions are to be lean.
    fn lean(&self) -> Vec<Option<bool>> {
        let functions = self.functions.iter();
        functions.map(|function| function.settings.lean).collect()
    }

    /// Builds a function and serves it; `arranged` says that what it is made of may be other crates now.
    fn build(&mut self, at: usize, arranged: bool) {
        self.see_latest_of(at);
        let Some(function) = self.functions.get_mut(at) else {
            return;
        };
        let began = Instant::now();
        let mut heard = Heard::default();
        let found = match arranged {
            true => function.find_again(),
            false => Ok(()),
        };
        let options = &self.args.build;
        let deployed = found
            .and_then(|()| function.build(options, &self.output, &mut heard))
            .and_then(|()| function.deploy(&self.host));
        let took = began.elapsed();
        match deployed {
            Ok(deployed) => {
                self.failed.clear(function.cache(), &function.name);
                if let Some(deployed) = deployed {
                    told::built(&self.output, function, &deployed, took);
                    let current = self.host.function(function.cache(), &function.name);
                    let pinned = current.filter(|current| current.version() != deployed.version);
                    if let Some(pinned) = pinned {
                        told::pinned(&self.output, &function.name, pinned.version());
                    }
                }
            }
            Err(error) => {
                let text = format!("{}{error}", heard.errors);
                self.failed.put(function.cache(), &function.name, &text);
                told::build_failed(&self.output, function, &error, &text, took);
            }
        }
        self.see_what_scripts_wrote(&heard.scripts);
    }

    /// A build sees the files as they are when it begins, later changes to others' files left to them.
    fn see_latest_of(&mut self, at: usize) {
        let now = Snapshot::take(&self.scope(), &self.seen);
        for file in now.changes_since(&self.seen) {
            let owners = self.functions.iter().enumerate();
            let mut owners = owners.filter(|(_, function)| function.has(&file));
            let first = owners.next().map(|(owner, _)| owner);
            if first == Some(at) && owners.next().is_none() && !self.plan_has(&file) {
                self.seen.accept(&file, &now);
            }
        }
    }

    fn plan_has(&self, file: &Path) -> bool {
        self.settings_files().contains(file)
    }

    /// What the build wrote itself, before the compiler read it, is no reason for another build.
    fn see_what_scripts_wrote(&mut self, scripts: &BTreeMap<PathBuf, SystemTime>) {
        let now = Snapshot::take(&self.scope(), &self.seen);
        for file in now.changes_since(&self.seen) {
            let script = scripts
                .iter()
                .filter(|(folder, _)| file.starts_with(folder))
                .max_by_key(|(folder, _)| folder.components().count());
            let changed = now.changed(&file);
            let is_read = script
                .zip(changed)
                .is_some_and(|((_, ran), changed)| changed <= *ran);
            let is_lock = file.file_name().is_some_and(|name| name == "Cargo.lock");
            if (is_read || is_lock) && !self.plan_has(&file) {
                self.seen.accept(&file, &now);
            }
        }
    }

    /// Serves what was built last with the settings of now, if they are others.
    fn redeploy(&mut self, at: usize) {
        let Some(function) = self.functions.get_mut(at) else {
            return;
        };
        match function.deploy(&self.host) {
            Ok(Some(deployed)) if !deployed.same => {
                // What was built may have been refused with the settings of then.
                if function.is_good {
                    self.failed.clear(function.cache(), &function.name);
                }
                told::configured(&self.output, function, deployed.version);
            }
            Err(error) => told::configuration_failed(&self.output, &error),
            _ => {}
        }
    }
}
