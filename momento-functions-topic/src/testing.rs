// Topics that remember what they heard, for the tests of this crate and, by `include!`, for its examples.
use std::cell::RefCell;
use std::rc::Rc;

use momento_functions_bytes::Data;
use momento_functions_wit::native;
use momento_functions_wit::topic::{Data as Abi, Error, Host};

/// What was published, or topics that publish nothing.
struct Topics(Option<RefCell<Vec<String>>>);

/// Runs with topics, and gives what was published, each with its kind and topic.
pub(crate) fn heard(run: impl FnOnce()) -> Vec<String> {
    let topics = Rc::new(Topics(Some(RefCell::default())));
    native::scope(topics.clone(), run);
    topics.0.as_ref().unwrap().take()
}

/// Runs with topics that answer every call with an error.
#[allow(dead_code, reason = "the tests alone use it")]
pub(crate) fn failing(run: impl FnOnce()) {
    native::scope(Topics(None), run);
}

impl Topics {
    fn hear(&self, message: String) -> Result<(), Error> {
        let too_large = || Error::LimitExceeded("too large".to_owned());
        self.0
            .as_ref()
            .ok_or_else(too_large)?
            .borrow_mut()
            .push(message);
        Ok(())
    }
}

impl native::Host for Topics {
    fn topic(&self) -> Option<&dyn Host> {
        Some(self)
    }
}

impl Host for Topics {
    fn publish(&self, topic: &str, value: &str) -> Result<(), Error> {
        self.hear(format!("text to {topic}: {value}"))
    }

    fn publish_bytes(&self, topic: &str, value: Abi) -> Result<(), Error> {
        let bytes = Data::__from_abi(value).into_bytes();
        self.hear(format!("bytes to {topic}: {bytes:?}"))
    }
}
