use momento_functions_models::{Clock as _, ManualClock};
use momento_functions_wit::system::Host;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The function's clock and environment.
pub(super) struct System {
    pub(super) clock: Arc<ManualClock>,
    variables: RefCell<BTreeMap<String, String>>,
}

impl System {
    pub(super) fn new(clock: Arc<ManualClock>, cache: String, function: String) -> Self {
        let names = [("__CACHE_NAME", cache), ("__FUNCTION_NAME", function)];
        let variables = names.map(|(name, value)| (name.to_owned(), value));
        Self {
            clock,
            variables: RefCell::new(BTreeMap::from(variables)),
        }
    }

    pub(super) fn set_variable(&self, name: String, value: String) {
        self.variables.borrow_mut().insert(name, value);
    }
}

impl Host for System {
    fn now(&self) -> SystemTime {
        self.clock.wall()
    }

    fn elapsed(&self) -> Duration {
        self.clock.monotonic()
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.variables.borrow().get(name).cloned()
    }
}
