//! Draws a ticket: a random number, with the place and the time.

use std::time::SystemTime;

use momento_functions_guest_web::invoke;
use momento_functions_system::{now, random, variable};

invoke!(draw);
fn draw() -> String {
    let desk = variable("__FUNCTION_NAME").unwrap_or_default();
    let since_1970 = now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    let number = u32::from_ne_bytes(random());
    format!("desk {desk}, second {}: {number:08x}", since_1970.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_tickets_are_the_same() {
        assert_ne!(draw(), draw());
    }
}
