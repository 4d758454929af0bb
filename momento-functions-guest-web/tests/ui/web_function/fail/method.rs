use momento_functions_guest_web::web_function;

struct Greeter;

impl Greeter {
    #[web_function]
    fn greet(&self, _name: String) {}
}

fn main() {}
