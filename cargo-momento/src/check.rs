//! What can be told of a component without running it. Nothing here prints, and nothing reads a file.

mod calls;
mod difference;
mod interfaces;
mod kind;
mod origin;
mod permissions;
mod portable;
mod sections;
mod servers;
mod targets;
mod text;

use momento_functions_test_host::DeployError;
use serde::Serialize;
use wasmparser::BinaryReaderError;

use self::calls::{Calls, Trap};
pub(crate) use self::difference::Difference;
use self::interfaces::{Interface, Interfaces};
use self::kind::Kind;
use self::origin::Import;
use self::permissions::permissions;
use self::portable::Portable;
use self::sections::Sections;
pub(crate) use self::targets::{Target, Verdict};

/// What a component is, needs and weighs.
#[derive(Debug, Serialize)]
pub(crate) struct Checked {
    /// What it is, where it is a function or another thing that is known.
    pub(crate) kind: Option<Kind>,
    pub(crate) imports: Vec<Import>,
    pub(crate) exports: Vec<Interface>,
    /// What it may do to the world outside, by what it imports.
    pub(crate) permissions: Vec<&'static str>,
    /// What it calls that ends the invocation.
    pub(crate) traps: Vec<Trap>,
    pub(crate) size: Sections,
    /// What its largest memory starts with, in bytes.
    pub(crate) memory: u64,
    /// Whether functions have names: without them nothing is known of who calls what.
    pub(crate) has_names: bool,
    #[serde(flatten)]
    pub(crate) code: calls::Weights,
    pub(crate) targets: Vec<Verdict>,
}

/// What is checked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'a> {
    pub(crate) component: &'a [u8],
    /// The same component, or its core module, with the names of its functions.
    pub(crate) named: &'a [u8],
    /// The same, compiled so that callers can be told: see [`Checked::has_unknown_callers`].
    pub(crate) unoptimized: Option<&'a [u8]>,
    /// What the function is called where it is found itself.
    pub(crate) function: &'a str,
    /// What the linker of the host has said of the component.
    pub(crate) linked: Option<&'a DeployError>,
}

impl Checked {
    /// Looks at a component.
    pub(crate) fn of(subject: &Subject<'_>) -> Result<Self, BinaryReaderError> {
        let Interfaces { imports, exports } = Interfaces::read(subject.component)?;
        let calls = Calls::read(subject.named, subject.function)?;
        let kind = Kind::of(&exports);
        let (size, memory) = Sections::read(subject.component)?;
        let mut checked = Self {
            kind,
            permissions: permissions(&imports),
            imports: imports
                .into_iter()
                .map(|import| Import::of(import, &calls))
                .collect(),
            exports,
            traps: traps(subject, &calls)?,
            size,
            memory,
            has_names: calls.has_names(),
            code: calls.weights(),
            targets: Vec::new(),
        };
        let portable = Portable::of(subject.component);
        checked.targets = Target::ALL
            .map(|target| target.judge(&checked, subject.linked, &portable))
            .into();
        Ok(checked)
    }

    /// Whether something is called that traps, and the compiler has left no trace of who does it.
    pub(crate) fn has_unknown_callers(&self) -> bool {
        self.traps.iter().any(|trap| trap.callers.is_empty())
    }

    /// What the component would fail of on a target.
    pub(crate) fn problems(&self, target: Target) -> &[String] {
        let verdict = self.targets.iter().find(|it| it.target == target);
        verdict.map_or(&[], |verdict| &verdict.problems)
    }
}

/// What traps, with the callers that the code tells which is not optimised.
fn traps(subject: &Subject<'_>, calls: &Calls<'_>) -> Result<Vec<Trap>, BinaryReaderError> {
    let mut traps = calls.traps();
    let Some(unoptimized) = subject.unoptimized else {
        return Ok(traps);
    };
    let exact = Calls::read(unoptimized, subject.function)?.traps();
    for trap in traps.iter_mut().filter(|trap| trap.callers.is_empty()) {
        if let Some(exact) = exact.iter().find(|exact| exact.what == trap.what) {
            trap.callers.clone_from(&exact.callers);
        }
    }
    Ok(traps)
}
