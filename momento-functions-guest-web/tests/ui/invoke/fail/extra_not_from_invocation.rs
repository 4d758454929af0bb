use momento_functions_bytes::Data;
use momento_functions_guest_web::{Method, invoke};

invoke!(upload);
fn upload(_name: String, _method: Method, _body: Data) {}

fn main() {}
