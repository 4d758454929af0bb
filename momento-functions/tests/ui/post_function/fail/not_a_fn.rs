use momento_functions::post_function;

#[post_function]
mod ping {}

fn main() {}
