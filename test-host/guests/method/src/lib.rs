//! Asks the host for one thing: the method of its request.

use momento_functions_bytes::Data;
use momento_functions_guest_web::WebEnvironment;

momento_functions_guest_web::invoke!(method);
fn method(_: Data) -> String {
    WebEnvironment::load().http_method().to_string()
}
