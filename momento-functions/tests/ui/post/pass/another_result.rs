//! A name of the author's goes before the one that the macro brings.
#![deny(warnings)]

type FunctionResult<T> = Option<T>;

momento_functions::post!(ping);
fn ping(payload: Vec<u8>) -> FunctionResult<Vec<u8>> {
    Some(payload)
}

fn main() {}
