use momento_functions_guest_web::invoke;

invoke!(double);
fn double(_number: u32) -> String {
    String::new()
}

fn main() {}
