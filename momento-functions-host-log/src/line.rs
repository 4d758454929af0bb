use std::fmt::{self, Display};
use std::time::SystemTime;

use log::Level;
use momento_functions_wit::system;

use crate::contract::Contract;
use crate::timestamp::Timestamp;

/// Where in the code a line comes from.
pub(crate) struct Place<'a> {
    pub(crate) target: &'a str,
    pub(crate) file: Option<&'a str>,
    pub(crate) line: Option<u32>,
}

/// Gives a line to the host, if there is one.
pub(crate) fn send<C: Contract>(at: Level, place: &Place<'_>, message: &dyn Display) {
    if C::is_answered() {
        C::log(&text(at, system::now(), place, message), at);
    }
}

/// The line as it is read at a destination, which adds nothing to it.
fn text(at: Level, now: SystemTime, place: &Place<'_>, message: &dyn Display) -> String {
    format!("{at} {} {place} {message}", Timestamp::of(now))
}

impl Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.target)?;
        match (self.file, self.line) {
            (Some(file), Some(line)) => write!(f, " {file}:{line}"),
            (Some(file), None) => write!(f, " {file}"),
            (None, _) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_its_level_its_time_its_place_and_its_message() {
        let place = Place {
            target: "shop",
            file: Some("src/lib.rs"),
            line: Some(7),
        };
        let line = text(Level::Trace, SystemTime::UNIX_EPOCH, &place, &"hello");
        assert_eq!(
            line,
            "TRACE 1970-01-01T00:00:00.000Z shop src/lib.rs:7 hello"
        );
    }

    #[test]
    fn what_is_not_known_of_the_place_is_left_out() {
        let place = |file, line| {
            Place {
                target: "t",
                file,
                line,
            }
            .to_string()
        };
        assert_eq!(place(None, Some(7)), "t");
        assert_eq!(place(Some("f"), None), "t f");
    }
}
