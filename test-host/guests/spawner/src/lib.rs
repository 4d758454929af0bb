//! Spawns the function that its path names with its body, as often as `times` says, and answers what
//! came of the calls. Then, where `then` says so, it traps, or goes on without an end.

use momento_functions_bytes::Data;
use momento_functions_guest_web::{Path, Query, invoke};
use momento_functions_spawn::spawn;
use momento_functions_topic::publish;

invoke!(start);
fn start(
    Path(name): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
    body: Data,
) -> String {
    let find = |name| {
        let (_, value) = query.iter().find(|(known, _)| known == name)?;
        Some(value.as_str())
    };
    let times = find("times").map_or(1, |times| times.parse().unwrap());
    let payload = body.into_bytes();
    let told: Vec<String> = (0..times)
        .map(|_| format!("{:?}", spawn(&name, payload.as_slice())))
        .collect();
    match find("then") {
        Some("panic") => panic!("after the spawn"),
        Some("hang") => {
            publish("said", "spawned").unwrap();
            std::thread::sleep(std::time::Duration::from_secs(3600));
        }
        _ => {}
    }
    told.join("\n")
}
