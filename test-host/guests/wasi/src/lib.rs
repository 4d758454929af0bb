//! Uses the part of WASI that works, as its body says, and answers with what it saw.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::io::IsTerminal;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

momento_functions_guest_web::invoke!(act);
fn act(verb: String) -> String {
    match verb.split_once(' ').unwrap_or((&verb, "")) {
        ("time", _) => SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .as_nanos()
            .to_string(),
        ("sleep", milliseconds) => sleep(Duration::from_millis(milliseconds.parse().unwrap())),
        ("variable", name) => format!("{:?}", std::env::var(name).ok()),
        ("variables", _) => std::env::vars()
            .map(|(name, value)| format!("{name}={value}\n"))
            .collect(),
        ("arguments", _) => std::env::args().count().to_string(),
        ("random", _) => RandomState::new().hash_one("the same").to_string(),
        ("terminal", _) => std::io::stdout().is_terminal().to_string(),
        other => panic!("no such verb: {other:?}"),
    }
}

/// Sleeps, and tells how long that was by its own clock.
fn sleep(duration: Duration) -> String {
    let start = Instant::now();
    std::thread::sleep(duration);
    start.elapsed().as_nanos().to_string()
}
