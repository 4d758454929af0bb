use momento_functions_models::spawn::{SpawnBounds, SpawnLoad};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use std::fmt;

/// SPN.6, as on the service. Nothing runs until the test runs it, so all that is spawned waits.
const BOUNDS: SpawnBounds = SpawnBounds {
    concurrency: 64,
    queue: 1000,
    payload: 32 << 20,
    payloads: 128 << 20,
};

/// What was spawned and waits for the test to look at it, or to run it.
#[derive(Default)]
pub(super) struct Spawns {
    waiting: RefCell<VecDeque<Spawned>>,
    load: RefCell<SpawnLoad>,
    missing: RefCell<BTreeSet<String>>,
}

/// A function that was started in the background.
#[derive(Clone, PartialEq, Eq)]
pub struct Spawned {
    name: String,
    payload: Vec<u8>,
}

/// Why nothing was started.
enum Refused {
    NotFound,
    Limit(String),
}

impl Spawns {
    pub(super) fn waiting(&self) -> Vec<Spawned> {
        self.waiting.borrow().iter().cloned().collect()
    }

    pub(super) fn take(&self) -> Option<Spawned> {
        let work = self.waiting.borrow_mut().pop_front()?;
        self.load.borrow_mut().give_up(work.payload.len() as u64);
        Some(work)
    }

    pub(super) fn without(&self, name: String) {
        self.missing.borrow_mut().insert(name);
    }

    fn push(&self, name: &str, payload: &[u8]) -> Result<(), Refused> {
        if self.missing.borrow().contains(name) {
            return Err(Refused::NotFound);
        }
        let size = payload.len() as u64;
        let queued = self.load.borrow_mut().queue(size, &BOUNDS);
        queued.map_err(|refusal| Refused::Limit(refusal.to_string()))?;
        self.waiting.borrow_mut().push_back(Spawned {
            name: name.to_owned(),
            payload: payload.to_vec(),
        });
        Ok(())
    }
}

/// Answers one contract, which differs from the other in its module alone.
macro_rules! answer {
    ($($module:ident)::+) => {
        const _: () = {
            use momento_functions_wit::$($module)::+::{Host, SpawnError};

            impl Host for Spawns {
                fn spawn_function(&self, name: &str, data: &[u8]) -> Result<(), SpawnError> {
                    self.push(name, data).map_err(|refused| match refused {
                        Refused::NotFound => SpawnError::FunctionNotFound,
                        Refused::Limit(text) => SpawnError::Limit(text),
                    })
                }
            }
        };
    };
}

answer!(spawn);
answer!(v1::spawn);

impl Spawned {
    /// Returns the function's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns what the function is given.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// Returns what the function is given as text; bytes that are not UTF-8 are replaced.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.payload)
    }
}

impl fmt::Debug for Spawned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Spawned")
            .field("name", &self.name)
            .field("payload", &self.text())
            .finish()
    }
}
