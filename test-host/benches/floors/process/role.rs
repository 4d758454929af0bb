use super::Child;
use crate::{Result, http, rows};
use std::path::PathBuf;

/// What a process of its own does.
#[derive(Debug, Clone)]
pub enum Role {
    /// Serves `pong` and echoes, by hyper alone.
    ServePlain { workers: usize },
    /// Serves a function by hyper and bare wasmtime, on so many engines.
    ServeBare {
        workers: usize,
        engines: usize,
        component: PathBuf,
    },
    /// Serves a function by the library's service.
    ServeFunction { workers: usize, component: PathBuf },
    /// Parks invocations, and says what each keeps resident.
    Park { bare: bool, component: PathBuf },
}

impl Role {
    pub fn parse(words: &mut impl Iterator<Item = String>) -> Result<Self> {
        let mut next = || words.next().ok_or("the role is not complete");
        Ok(match next()?.as_str() {
            "serve-plain" => Self::ServePlain {
                workers: next()?.parse()?,
            },
            "serve-bare" => Self::ServeBare {
                workers: next()?.parse()?,
                engines: next()?.parse()?,
                component: next()?.into(),
            },
            "serve-function" => Self::ServeFunction {
                workers: next()?.parse()?,
                component: next()?.into(),
            },
            "park" => Self::Park {
                bare: next()?.parse()?,
                component: next()?.into(),
            },
            other => return Err(format!("there is no role {other}").into()),
        })
    }

    /// Plays the role in a process of its own.
    pub fn play(&self) -> Result<Child> {
        Child::again(self.words())
    }

    fn words(&self) -> Vec<String> {
        let (name, numbers, component) = match self {
            Self::ServePlain { workers } => ("serve-plain", vec![workers.to_string()], None),
            Self::ServeBare {
                workers,
                engines,
                component,
            } => (
                "serve-bare",
                vec![workers.to_string(), engines.to_string()],
                Some(component),
            ),
            Self::ServeFunction { workers, component } => {
                ("serve-function", vec![workers.to_string()], Some(component))
            }
            Self::Park { bare, component } => ("park", vec![bare.to_string()], Some(component)),
        };
        let component = component.map(|path| path.display().to_string());
        let mut all = vec!["--role".to_owned(), name.to_owned()];
        all.extend(numbers);
        all.extend(component);
        all
    }

    pub fn run(self) -> Result<()> {
        match self {
            Self::ServePlain { workers } => http::plain::serve(workers),
            Self::ServeBare {
                workers,
                engines,
                component,
            } => http::bare::serve(workers, engines, &component),
            Self::ServeFunction { workers, component } => {
                http::function::serve(workers, &component)
            }
            Self::Park { bare, component } => rows::idle::park(bare, &component),
        }
    }
}
