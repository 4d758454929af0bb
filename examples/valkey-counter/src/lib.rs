//! Counts the visits of each path in a Valkey cluster, where all functions see the same number.

use momento_functions_guest_web::{Path, WebError, WebResult, invoke};
use momento_functions_valkey::{Command, Data, Value, get_managed_cluster_client};

invoke!(count);
fn count(Path(page): Path<String>, _body: Data) -> WebResult<String> {
    let counters = get_managed_cluster_client("counters");
    let visit = Command::builder("INCR").with_argument(format!("visits:{page}"));
    match counters.command(visit)?.into_result()? {
        Value::Int(visits) => Ok(format!("visit {visits} of {page}")),
        other => Err(WebError::message(format!("INCR answered {other:?}"))),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use momento_functions_test::host;

    #[momento_functions_test::test]
    fn the_cluster_counts() {
        host().valkey("counters").reply("INCR", 7);
        let answer = count(Path("home".to_owned()), Data::default()).unwrap();
        assert_eq!(answer, "visit 7 of home");
        assert_eq!(
            host().valkey("counters").commands()[0].arguments,
            [b"visits:home"]
        );
    }
}
