//! Where a component runs, and what it would fail of there.

use std::collections::{BTreeMap, BTreeSet};

use clap::ValueEnum;
use momento_functions_test_host::{DeployError, Limits, MissingImport};
use serde::Serialize;

use super::kind::Kind;
use super::origin::Import;
use super::portable::Portable;
use super::servers::offers;
use super::{Checked, Trap};
use crate::units::grouped;

/// Where a component may be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Target {
    /// Momento's service: 4 MiB of memory
    #[value(alias = "service")]
    Momento,
    /// The host of `cargo momento serve`, with its default limits
    TestHost,
    /// An engine for `wasi:http` servers, with the imports of `wasi:http/proxy` 0.2 alone
    WasiHttp,
    /// Spin 3
    Spin,
    /// wasmCloud 2
    Wasmcloud,
}

/// What a component would fail of on a target; nothing, where it is fine.
#[derive(Debug, Serialize)]
pub(crate) struct Verdict {
    pub(crate) target: Target,
    pub(crate) problems: Vec<String>,
    /// What becomes of it when it is composed for the target, where that is what it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) portable: Option<Portable>,
}

impl Target {
    pub(crate) const ALL: [Self; 5] = [
        Self::Momento,
        Self::TestHost,
        Self::WasiHttp,
        Self::Spin,
        Self::Wasmcloud,
    ];

    pub(super) fn judge(
        self,
        checked: &Checked,
        linked: Option<&DeployError>,
        portable: &Portable,
    ) -> Verdict {
        let problems = match self {
            Self::Momento => of_functions(checked, linked, &Limits::service()),
            Self::TestHost => of_functions(checked, linked, &Limits::default()),
            Self::WasiHttp | Self::Spin | Self::Wasmcloud => self.of_servers(checked),
        };
        let is_servers = !matches!(self, Self::Momento | Self::TestHost);
        let is_function = checked.kind.is_some_and(Kind::is_function);
        Verdict {
            target: self,
            problems,
            portable: (is_servers && is_function).then(|| portable.clone()),
        }
    }

    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::Momento => "Momento's service",
            Self::TestHost => "this host",
            Self::WasiHttp => "a wasi:http engine",
            Self::Spin => "Spin",
            Self::Wasmcloud => "wasmCloud",
        }
    }
}

fn of_functions(checked: &Checked, linked: Option<&DeployError>, limits: &Limits) -> Vec<String> {
    let mut problems = linked.map_or_else(Vec::new, |error| link(error, checked));
    let (size, most) = (checked.size.total, limits.component());
    if size > most {
        problems.push(format!(
            "it has {} bytes, and a deploy takes {}: what is largest in it stands above; \
             `opt-level = \"s\"`, `lto = true` and `strip = true` in its profile make it smaller",
            grouped(size),
            grouped(most)
        ));
    }
    let (memory, most) = (checked.memory, limits.memory());
    if memory > most {
        problems.push(format!(
            "it starts with {} bytes of memory, and a function has {}: \
             `cargo momento build --stack-size 64KiB` takes the least for its stack; the rest is static data",
            grouped(memory),
            grouped(most)
        ));
    }
    problems.extend(checked.traps.iter().map(trap));
    problems
}

/// What the linker refuses: imports by what brings them in.
fn link(error: &DeployError, checked: &Checked) -> Vec<String> {
    let DeployError::MissingImports(missing) = error else {
        return vec![error.to_string()];
    };
    let mut by_crate: BTreeMap<Option<&str>, Vec<&MissingImport>> = BTreeMap::new();
    for import in missing {
        by_crate.entry(import.crate_hint).or_default().push(import);
    }
    let problem = |(hint, imports): (Option<&str>, Vec<&MissingImport>)| {
        let from = callers(checked, &imports);
        let hint = hint.map_or(String::new(), |hint| format!(" (brought in by {hint})"));
        let imports: Vec<String> = imports.into_iter().map(named).collect();
        format!(
            "it imports what is not there: {}{hint}{from}",
            imports.join(", ")
        )
    };
    by_crate.into_iter().map(problem).collect()
}

fn named(import: &MissingImport) -> String {
    let mismatch = import.mismatch.as_ref();
    let mismatch = mismatch.map(|it| format!(" (which is there with other types: {it})"));
    format!("`{}`{}", import.interface, mismatch.unwrap_or_default())
}

/// The crates that call what is missing, where they are known.
fn callers(checked: &Checked, missing: &[&MissingImport]) -> String {
    let is_missing = |import: &&Import| {
        let name = &import.interface.name;
        missing
            .iter()
            .any(|it| it.interface.split('#').next() == Some(name))
    };
    let callers = checked
        .imports
        .iter()
        .filter(is_missing)
        .flat_map(|it| &it.callers);
    let names: BTreeSet<String> = callers.map(|it| format!("`{}`", it.name)).collect();
    match names.is_empty() {
        true => String::new(),
        false => format!("; called from {}", Vec::from_iter(names).join(", ")),
    }
}

fn trap(trap: &Trap) -> String {
    let callers: Vec<String> = trap
        .callers
        .iter()
        .map(|caller| format!("`{}`", caller.name))
        .collect();
    let from = match callers.is_empty() {
        true => "by a pointer, so it is not known from where".to_owned(),
        false => format!("from {}", callers.join(", ")),
    };
    let Trap { what, instead, .. } = trap;
    format!("it uses {what}, which traps: called {from}; {instead} instead")
}

impl Target {
    fn of_servers(self, checked: &Checked) -> Vec<String> {
        let mut problems = Vec::new();
        if checked.kind != Some(Kind::HttpServer) {
            problems.push(
                "it exports no `wasi:http/incoming-handler`: a function answers by Momento's own interface".to_owned(),
            );
        }
        let imports = checked.imports.iter().map(|it| it.interface.name.as_str());
        let beyond: Vec<&str> = imports.filter(|import| !offers(self, import)).collect();
        if !beyond.is_empty() {
            let has = match self {
                Self::WasiHttp => "`wasi:http/proxy`",
                other => other.describe(),
            };
            problems.push(format!(
                "it imports what {has} does not have: {}",
                beyond.join(", ")
            ));
        }
        problems
    }
}
