#![deny(warnings)]
use momento_functions::{Headers, Method, encoding::Json, post_function};

#[post_function]
fn count(_headers: Headers, _method: Method, Json(words): Json<Vec<String>>) -> Json<usize> {
    Json(words.len())
}

fn main() {}
