use momento_functions_guest_spawn::{SpawnFailure, SpawnSuccess, spawn};

spawn!(jobs::index);
mod jobs {
    use super::{SpawnFailure, SpawnSuccess};

    pub fn index(payload: Vec<u8>) -> Result<SpawnSuccess, SpawnFailure> {
        Ok(SpawnSuccess::OkNote(format!("{} bytes", payload.len())))
    }
}

fn main() {
    assert!(jobs::index(vec![1]).is_ok());
}
