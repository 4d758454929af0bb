use momento_functions_guest_web::invoke;

struct Greet;
invoke!(Greet);

fn main() {}
