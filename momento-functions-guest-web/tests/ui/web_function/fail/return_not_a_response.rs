use momento_functions_guest_web::web_function;

#[web_function]
fn count(body: String) -> usize {
    body.len()
}

fn main() {}
