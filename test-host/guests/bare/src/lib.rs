//! Asks nothing of the host: its component may import no interface that its code does not use.

momento_functions_guest_web::invoke!(pong);
fn pong(_: Vec<u8>) -> &'static str {
    "pong"
}
