#![deny(warnings)]

#[momento_functions_guest_web::web_function]
fn r#match(r#in: String) -> String {
    r#in
}

fn main() {}
