//! What compiles against the published crate compiles against this one: each published item is used
//! here with its published signature.
use std::num::ParseIntError;

use momento_functions_bytes::Data;
use momento_functions_guest_spawn::{IntoSpawnResult, SpawnFailure, SpawnSuccess};

/// An entry point, of which a component has one.
mod entry {
    momento_functions_guest_spawn::spawn!(run);
    fn run(_payload: super::Data) -> Result<(), String> {
        Err("why".to_owned())
    }

    #[test]
    fn the_handler_stays_callable() {
        assert_eq!(run(super::Data::from("x")), Err("why".to_owned()));
    }
}

#[test]
fn the_published_types_have_the_published_traits() {
    fn implementations<E: std::fmt::Display>()
    where
        (): IntoSpawnResult,
        Result<(), E>: IntoSpawnResult,
        Result<SpawnSuccess, SpawnFailure>: IntoSpawnResult,
    {
    }
    implementations::<ParseIntError>();
}

#[test]
fn results_are_matched_case_by_case_without_a_wildcard() {
    fn told(returned: impl IntoSpawnResult) -> String {
        let result: Result<SpawnSuccess, SpawnFailure> = returned.into_spawn_result();
        match result {
            Ok(SpawnSuccess::Ok) => "ok".to_owned(),
            Ok(SpawnSuccess::OkNote(note)) => note,
            Err(SpawnFailure::Failed) => "failed".to_owned(),
            Err(SpawnFailure::FailedNote(note) | SpawnFailure::HostError(note)) => note,
        }
    }
    assert_eq!(told(()), "ok");
    assert_eq!(told(Err::<(), _>("why")), "why");
    assert_eq!(told(Err::<SpawnSuccess, _>(SpawnFailure::Failed)), "failed");
    let noted = Ok::<_, SpawnFailure>(SpawnSuccess::OkNote("done".to_owned()));
    assert_eq!(told(noted), "done");
}
