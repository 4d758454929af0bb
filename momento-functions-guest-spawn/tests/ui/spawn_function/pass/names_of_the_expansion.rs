//! Names that the expansion might use itself.
#![deny(warnings)]
use momento_functions_guest_spawn::spawn_function;

pub enum Component {}
pub struct Request;
pub enum Result {}

#[spawn_function]
fn request(request: String) {
    drop(request);
}

fn main() {
    request("x".to_string());
}
