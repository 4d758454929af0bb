//! Names that the expansion might use itself.
#![deny(warnings)]

pub enum Component {}
pub enum Result {}
pub struct Option;

momento_functions_guest_web::invoke!(request);
fn request(request: String) -> String {
    request
}

fn main() {}
