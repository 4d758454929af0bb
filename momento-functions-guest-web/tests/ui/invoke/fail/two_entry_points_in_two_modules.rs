mod ping {
    momento_functions_guest_web::invoke!(ping);
    fn ping() {}
}

mod greet {
    momento_functions_guest_web::invoke!(greet);
    fn greet() {}
}

fn main() {}
