//! Publishes what it is given to a topic, or fails as it is told.

use momento_functions_bytes::encoding::Json;
use momento_functions_guest_spawn::{SpawnFailure, SpawnSuccess, spawn};

#[derive(serde::Deserialize)]
struct Task {
    topic: String,
    message: String,
}

spawn!(run);
fn run(Json(task): Json<Task>) -> Result<SpawnSuccess, SpawnFailure> {
    if task.message == "fail" {
        return Err(SpawnFailure::FailedNote("as it was told".to_owned()));
    }
    momento_functions_topic::publish(task.topic, task.message)
        .map_err(|error| SpawnFailure::FailedNote(error.to_string()))?;
    Ok(SpawnSuccess::Ok)
}
