//! The usual form; the function stays callable.
use momento_functions_guest_spawn::spawn;

spawn!(index);
fn index(payload: String) -> Result<(), String> {
    if payload.is_empty() { Err("nothing to index".to_string()) } else { Ok(()) }
}

fn main() {
    assert_eq!(index("text".to_string()), Ok(()));
}
