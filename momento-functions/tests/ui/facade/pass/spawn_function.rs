#![deny(warnings)]
use momento_functions::spawn_function;

#[spawn_function]
fn index(_payload: String) -> Result<(), String> {
    Ok(())
}

fn main() {}
