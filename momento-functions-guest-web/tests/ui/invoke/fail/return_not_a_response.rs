use momento_functions_guest_web::invoke;

struct Greeting;

invoke!(greet);
fn greet(_name: String) -> Greeting {
    Greeting
}

fn main() {}
