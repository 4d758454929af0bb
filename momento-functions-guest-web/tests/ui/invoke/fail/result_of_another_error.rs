use momento_functions_guest_web::invoke;

invoke!(greet);
fn greet(_name: String) -> Result<String, std::fmt::Error> {
    Err(std::fmt::Error)
}

fn main() {}
