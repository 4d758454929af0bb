use momento_functions_guest_web::web_function;

#[web_function]
async fn greet(name: String) -> String {
    name
}

fn main() {}
