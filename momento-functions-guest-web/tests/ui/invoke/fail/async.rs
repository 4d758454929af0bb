use momento_functions_guest_web::invoke;

invoke!(greet);
async fn greet(name: String) -> String {
    name
}

fn main() {}
