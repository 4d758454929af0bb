use super::*;

const BOUNDS: SpawnBounds = SpawnBounds {
    concurrency: 1,
    queue: 2,
    payload: 10,
    payloads: 25,
};

/// SPN.6
#[test]
fn as_many_wait_as_the_queue_holds() {
    let mut load = SpawnLoad::default();
    assert_eq!([(); 2].map(|()| load.queue(0, &BOUNDS)), [Ok(()), Ok(())]);
    let full = Err(SpawnRefusal::Queue { limit: 2 });
    assert_eq!(load.queue(0, &BOUNDS), full);
    load.start();
    assert_eq!(load.queue(0, &BOUNDS), Ok(()));
    assert_eq!(load.queue(0, &BOUNDS), full);
    load.give_up(0);
    assert_eq!(load.queue(0, &BOUNDS), Ok(()));
}

/// SPN.6
#[test]
fn what_runs_at_once_takes_no_place_in_the_queue() {
    let mut load = SpawnLoad::default();
    let none = SpawnBounds { queue: 0, ..BOUNDS };
    assert_eq!(load.run(0, &none), Ok(()));
    assert_eq!(load.queue(0, &none), Err(SpawnRefusal::Queue { limit: 0 }));
}

/// SPN.6
#[test]
fn a_payload_is_as_large_as_the_limit_and_not_larger() {
    let refused = Err(SpawnRefusal::Payload {
        size: 11,
        limit: 10,
    });
    let mut load = SpawnLoad::default();
    assert_eq!(load.queue(10, &BOUNDS), Ok(()));
    assert_eq!(load.queue(11, &BOUNDS), refused);
    assert_eq!(load.run(10, &BOUNDS), Ok(()));
    assert_eq!(load.run(11, &BOUNDS), refused);
}

/// SPN.6
#[test]
fn all_payloads_together_are_limited_until_their_work_has_ended() {
    let refused = Err(SpawnRefusal::Payloads { limit: 25 });
    let mut load = SpawnLoad::default();
    assert_eq!(load.run(10, &BOUNDS), Ok(()));
    assert_eq!(load.queue(10, &BOUNDS), Ok(()));
    assert_eq!(load.queue(6, &BOUNDS), refused);
    assert_eq!(load.run(6, &BOUNDS), refused);
    assert_eq!(load.queue(5, &BOUNDS), Ok(()));
    load.end(10);
    assert_eq!(load.run(10, &BOUNDS), Ok(()));
    load.give_up(10);
    assert_eq!(load.run(10, &BOUNDS), Ok(()));
}

#[test]
fn it_is_idle_when_nothing_waits_or_runs() {
    let mut load = SpawnLoad::default();
    assert!(load.is_idle());
    load.queue(3, &BOUNDS).unwrap();
    assert!(!load.is_idle());
    load.start();
    assert!(!load.is_idle());
    load.end(3);
    assert!(load.is_idle());
    assert_eq!(load, SpawnLoad::default());
}

/// SPN.6
#[test]
fn what_can_never_run_is_not_taken_in() {
    let never = SpawnBounds {
        concurrency: 0,
        ..BOUNDS
    };
    let mut load = SpawnLoad::default();
    assert_eq!(load.queue(0, &never), Err(SpawnRefusal::Never));
    assert_eq!(load.run(0, &never), Err(SpawnRefusal::Never));
    assert!(load.is_idle());
}
