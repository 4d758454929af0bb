//! Names that the expansion might use itself.
#![deny(warnings)]
use momento_functions_guest_web::web_function;

pub enum Component {}
pub enum Result {}
pub struct Option;

#[web_function]
fn request(request: String) -> String {
    request
}

fn main() {
    request("x".to_string());
}
