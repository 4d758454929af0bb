//! Hands its body back as it came.

use momento_functions_bytes::Data;

momento_functions_guest_web::invoke!(echo);
fn echo(body: Data) -> Data {
    body
}
