use momento_functions_guest_web::web_function;

#[web_function]
#[derive(Debug)]
pub struct Greet;

fn main() {
    println!("{Greet:?}");
}
