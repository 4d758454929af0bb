#![deny(warnings)]
use momento_functions::encoding::Json;

momento_functions::post!(count);
fn count(Json(words): Json<Vec<String>>) -> FunctionResult<Json<usize>> {
    Ok(Json(words.len()))
}

fn main() {}
