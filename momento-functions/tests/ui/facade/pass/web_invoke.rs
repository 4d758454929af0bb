#![deny(warnings)]
use momento_functions::{WebResult, encoding::Json, invoke};

invoke!(count);
fn count(Json(words): Json<Vec<String>>) -> WebResult<Json<usize>> {
    Ok(Json(words.len()))
}

fn main() {}
