//! What a server does in one step, and has no command for. Each script works on one key.

use bytes::Bytes;
use std::sync::LazyLock;

/// A script, and the name that a server knows it by once it has run.
pub(super) struct Script {
    pub(super) code: Bytes,
    pub(super) hash: Bytes,
}

impl Script {
    fn new(code: &'static str) -> Self {
        let hash = redis::Script::new(code).get_hash().to_owned();
        Self {
            code: Bytes::from_static(code.as_bytes()),
            hash: Bytes::from(hash),
        }
    }
}

macro_rules! scripts {
    ($($name:ident = $($file:literal)+;)+) => {$(
        pub(super) static $name: LazyLock<Script> =
            LazyLock::new(|| Script::new(concat!($(include_str!($file)),+)));
    )+};
}

scripts! {
    LOOK = "scripts/look.lua";
    SET_IF = "scripts/set_if.lua";
    EXTEND = "scripts/extend.lua";
    POP = "scripts/list.lua" "scripts/pop.lua";
    FETCH = "scripts/list.lua" "scripts/fetch.lua";
    ERASE = "scripts/list.lua" "scripts/erase.lua";
    REMOVE = "scripts/list.lua" "scripts/remove.lua";
    RETAIN = "scripts/list.lua" "scripts/retain.lua";
}
