//! Publishes what it is given to a topic.

use momento_functions::spawn;

#[derive(serde::Deserialize)]
struct Task {
    topic: String,
    message: String,
}

spawn!(run, Task);
fn run(task: Task) {
    momento_functions_host::topics::publish(task.topic, task.message).expect("a topic");
}
