//! What becomes of a function that is composed for another engine.

use std::fmt::{self, Display, Formatter};

use momento_functions_portable::{Carriage, carried};
use serde::Serialize;

/// Who answers each import of a function that is composed, or why it is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Portable {
    /// Whether `cargo momento build --portable` carries it.
    pub(crate) ok: bool,
    /// Why it is refused, whatever it imports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refused: Option<String>,
    pub(crate) imports: Vec<Carried>,
}

/// An import, and who answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Carried {
    pub(crate) import: String,
    pub(crate) by: By,
    /// What brings it in, and what to take instead, where nobody answers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) advice: Option<&'static str>,
}

/// Who answers an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum By {
    Engine,
    Adapter,
    /// An adapter, over HTTP.
    Http,
    /// An adapter, with an error.
    Error,
    Nobody,
}

impl Portable {
    pub(super) fn of(component: &[u8]) -> Self {
        match carried(component) {
            Ok(imports) => {
                let imports: Vec<Carried> = imports
                    .into_iter()
                    .map(|it| Carried::of(it.import, it.by))
                    .collect();
                Self {
                    ok: imports.iter().all(|import| import.by != By::Nobody),
                    refused: None,
                    imports,
                }
            }
            Err(error) => Self {
                ok: false,
                refused: Some(error.to_string()),
                imports: Vec::new(),
            },
        }
    }

    fn names(&self, by: By) -> String {
        let imports = self.imports.iter().filter(|import| import.by == by);
        let names: Vec<&str> = imports.map(|import| import.import.as_str()).collect();
        names.join(", ")
    }
}

impl Carried {
    fn of(import: String, by: Carriage) -> Self {
        let (by, advice) = match by {
            Carriage::Engine => (By::Engine, None),
            Carriage::Adapter => (By::Adapter, None),
            Carriage::Data => (By::Http, None),
            Carriage::Unavailable => (By::Error, None),
            Carriage::Refused { advice } => (By::Nobody, Some(advice)),
            _ => (By::Nobody, None),
        };
        Self { import, by, advice }
    }
}

impl Display for Portable {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(refused) = &self.refused {
            return writeln!(
                f,
                "    `cargo momento build --portable` refuses it: {refused}"
            );
        }
        let verb = if self.ok { "carries" } else { "refuses" };
        writeln!(f, "    `cargo momento build --portable` {verb} it")?;
        for (by, what) in [
            (By::Engine, "as they are"),
            (By::Adapter, "by adapters"),
            (By::Http, "over HTTP"),
            (By::Error, "each call with an error"),
        ] {
            let names = self.names(by);
            if !names.is_empty() {
                writeln!(f, "      {what}: {names}")?;
            }
        }
        let mut refused = self.imports.iter().filter(|it| it.by == By::Nobody);
        refused.try_for_each(|it| {
            let advice = it.advice.unwrap_or("not known here");
            writeln!(f, "      refused: {}, {advice}", it.import)
        })
    }
}
