use momento_functions_guest_web::invoke;

invoke!(shout);
fn shout(text: &str) -> String {
    text.to_uppercase()
}

fn main() {}
