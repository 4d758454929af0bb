//! Functions that run in the background: who starts them, when they run, and what is told of them.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use momento_functions_models::ManualClock;
use momento_functions_test_host::{
    Deployment, Function, Host, InvocationErrorKind, Limits, LogDestination, LogOrigin, Outcome,
    Request, SpawnError, SpawnOutcome, SpawnRefusal, SpawnResult, Subscription, TopicEvent,
};
use std::pin::pin;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

/// Longer than any function here sleeps on a clock that is moved by hand.
const HOUR: Duration = Duration::from_secs(3600);

/// Says that it has begun, and sleeps.
const SLEEPER: &str = "say begun\nsleep 60";

/// Functions made of the same bytes share their compiled code while one of them lives.
static COMPILED: LazyLock<[Function; 3]> = LazyLock::new(|| {
    let host = Host::builder().build().unwrap();
    GUESTS.map(|guest| host.deploy(guest, support::guest(guest)).unwrap())
});

const GUESTS: [&str; 3] = ["spawner", "task", "v1-task"];

struct Setup {
    host: Host,
    clock: Arc<ManualClock>,
    told: Arc<Mutex<Vec<SpawnOutcome>>>,
}

/// A host with a function that spawns, and others that are spawned.
fn setup(limits: Limits) -> Setup {
    let clock = Arc::new(ManualClock::default());
    let host = Host::builder()
        .limits(limits)
        .clock(Arc::clone(&clock) as _);
    let host = host.build().unwrap();
    LazyLock::force(&COMPILED);
    for guest in GUESTS {
        host.deploy(guest, support::guest(guest)).unwrap();
    }
    let told = Arc::new(Mutex::new(Vec::new()));
    let record = Arc::clone(&told);
    host.on_spawned(move |outcome| record.lock().unwrap().push(outcome.clone()));
    Setup { host, clock, told }
}

/// One sandbox for all that runs, and not the one of another test: an engine is shared by the hosts that
/// allow as much memory.
fn one_sandbox(mebibytes: u64) -> Limits {
    let limits = Limits::default().with_instances(1);
    limits.with_memory(mebibytes << 20)
}

impl Setup {
    fn function(&self, name: &str) -> Function {
        self.host.function("default", name).unwrap()
    }

    /// Has a function spawn another one, and returns what the call told it.
    async fn start(&self, target: &str, payload: impl Into<Vec<u8>>) -> Outcome {
        let request = Request::post(target).body(payload.into());
        self.function("spawner").invoke(request).await
    }

    /// Has one `task` run until the clock is moved.
    async fn occupy(&self) {
        let mut heard = self.hear();
        self.function("task").spawn(SLEEPER).unwrap();
        assert_eq!(next(&mut heard).await, "begun");
    }

    /// Spawns `task`, and waits for its end.
    async fn run(&self, script: &str) -> SpawnOutcome {
        let spawned = self.function("task").spawn(script.to_owned()).unwrap();
        patient(spawned.outcome()).await
    }

    fn hear(&self) -> Subscription {
        self.host.topic("default", "said").subscribe().unwrap()
    }

    /// What came of all spawned functions, in the order of their ends.
    fn told(&self) -> Vec<SpawnOutcome> {
        std::mem::take(&mut *self.told.lock().unwrap())
    }

    /// The results of all, sorted: in which order those end that run at once is not promised.
    fn results(&self) -> Vec<String> {
        let mut results: Vec<String> = self.told().iter().map(result).collect();
        results.sort();
        results
    }

    fn cached(&self, key: &str) -> Option<String> {
        let value = self.host.cache("default").get(key.as_bytes()).unwrap()?;
        Some(String::from_utf8(value.to_vec()).unwrap())
    }

    /// Moves the clock until nothing sleeps, waits or runs any more.
    async fn finish(&self) {
        self.in_time(self.host.spawned()).await;
    }

    /// Moves the clock until it comes.
    async fn in_time<T>(&self, what: impl Future<Output = T>) -> T {
        let mut what = pin!(patient(what));
        loop {
            tokio::select! {
                biased;
                what = &mut what => return what,
                () = tokio::task::yield_now() => self.clock.advance(HOUR),
            }
        }
    }
}

/// The result, or the kind of error, as text.
fn result(outcome: &SpawnOutcome) -> String {
    match &outcome.result {
        Ok(result) => result.to_string(),
        Err(error) => error.kind().code().to_owned(),
    }
}

/// A test that waits for what never comes fails.
async fn patient<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(60), what)
        .await
        .unwrap()
}

async fn next(heard: &mut Subscription) -> String {
    match patient(heard.next()).await {
        Some(TopicEvent::Message { message, .. }) => {
            String::from_utf8(message.as_bytes().to_vec()).unwrap()
        }
        other => panic!("no message: {other:?}"),
    }
}

/// Lets every task run that can.
async fn settle() {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
}

/// SPN.1
#[tokio::test]
async fn a_spawned_function_runs_by_its_name_in_the_same_cache() {
    let setup = setup(Limits::default());
    setup
        .host
        .deploy_to("shop", "task", support::guest("task"))
        .unwrap();
    let outcome = setup.start("/task", "set ran").await;
    assert_eq!(outcome.response.text(), "Ok(())");
    setup.host.spawned().await;
    assert_eq!(setup.cached("ran").as_deref(), Some("set ran"));
    assert_eq!(setup.host.cache("shop").get(b"ran").unwrap(), None);
    let told = setup.told();
    assert_eq!(told.iter().map(result).collect::<Vec<_>>(), ["ok"]);
    let [only] = told.as_slice() else {
        panic!("{told:?}")
    };
    assert_eq!(
        (only.cache.as_str(), only.function.as_str(), only.version),
        ("default", "task", 1)
    );
    assert_ne!(only.invocation_id, outcome.invocation_id);
}

/// SPN.1
#[tokio::test]
async fn the_caller_does_not_wait() {
    let setup = setup(Limits::default());
    let mut heard = setup.hear();
    let outcome = setup.start("/task", SLEEPER).await;
    assert_eq!(outcome.response.text(), "Ok(())");
    assert_eq!(next(&mut heard).await, "begun");
    assert_eq!(setup.results(), [""; 0]);
    setup.finish().await;
    assert_eq!(setup.results(), ["ok"]);
}

/// SPN.1
#[tokio::test]
async fn what_a_failing_invocation_has_spawned_runs() {
    let setup = setup(Limits::default());
    let outcome = setup.start("/task?then=panic", "set ran").await;
    assert_eq!(outcome.error.unwrap().kind(), InvocationErrorKind::Trap);
    setup.host.spawned().await;
    assert!(setup.cached("ran").is_some());
}

/// SPN.1
#[tokio::test]
async fn what_an_abandoned_invocation_has_spawned_goes_on() {
    let setup = setup(Limits::default());
    let mut heard = setup.hear();
    {
        let mut abandoned = pin!(setup.start("/task?then=hang", format!("{SLEEPER}\nsay ran")));
        let mut said = Vec::new();
        while said.len() < 2 {
            tokio::select! {
                outcome = &mut abandoned => panic!("it ended: {outcome:?}"),
                word = next(&mut heard) => said.push(word),
            }
        }
        said.sort();
        assert_eq!(said, ["begun", "spawned"]);
    }
    setup.finish().await;
    assert_eq!(next(&mut heard).await, "ran");
    assert_eq!(setup.results(), ["ok"]);
}

/// SPN.1
#[tokio::test]
async fn a_failed_run_is_not_tried_again() {
    let setup = setup(Limits::default());
    for script in ["panic", "fail", "fail why"] {
        setup.start("/task", script).await;
    }
    setup.host.spawned().await;
    assert_eq!(setup.results(), ["failed", "failed-note: why", "trap"]);
}

/// SPN.1
#[tokio::test]
async fn a_spawned_function_may_spawn_others() {
    let setup = setup(Limits::default());
    let script = "spawn task spawn task set deep;note last";
    setup.start("/task", script).await;
    setup.host.spawned().await;
    let spawned = "ok-note: Ok(())";
    assert_eq!(setup.results(), ["ok", spawned, spawned]);
    assert!(setup.cached("deep").is_some());
}

/// SPN.2
#[tokio::test]
async fn what_is_no_spawn_function_of_the_cache_is_not_found() {
    let setup = setup(Limits::default());
    let (task, long) = (support::guest("task"), "a".repeat(100_000));
    setup.host.deploy_to("shop", "other", task).unwrap();
    for name in [
        "none",
        "",
        "Task",
        "other",
        "spawner",
        "../shop/other",
        &long,
    ] {
        let told = setup.start(&format!("/{name}"), "set ran").await;
        assert_eq!(
            told.response.text(),
            format!("Err(FunctionNotFound {{ name: {name:?} }})")
        );
    }
    setup.host.delete("default", "v1-task").unwrap();
    let told = setup.start("/v1-task", "").await;
    assert!(told.response.text().contains("FunctionNotFound"));
    assert_eq!(setup.start("/task", "").await.response.text(), "Ok(())");
    setup.host.spawned().await;
    assert_eq!(setup.results(), ["ok"]);
}

/// SPN.2
#[tokio::test]
async fn a_web_function_is_told_apart_where_a_test_spawns_it() {
    let setup = setup(Limits::default());
    let refused = setup.function("spawner").spawn("").unwrap_err();
    let function = "spawner".to_owned();
    assert_eq!(refused, SpawnError::NotASpawnFunction { function });
}

/// SPN.2
#[tokio::test]
async fn nothing_is_spawned_when_the_host_is_gone() {
    let setup = setup(Limits::default());
    let (spawner, task) = (setup.function("spawner"), setup.function("task"));
    drop(setup);
    let told = spawner.invoke(Request::post("/task")).await;
    assert_eq!(told.response.text(), "Err(InternalError)");
    assert_eq!(task.spawn("").unwrap_err(), SpawnError::Closed);
}

/// SPN.3
#[tokio::test]
async fn the_version_of_the_call_runs_whatever_is_deployed_before_it_does() {
    let setup = setup(Limits::default().with_spawn_concurrency(1));
    setup.occupy().await;
    setup.start("/task", "note by the old").await;
    setup
        .host
        .deploy("task", support::guest("spawned"))
        .unwrap();
    setup.start("/task", "note by the new").await;
    setup.finish().await;
    let told = setup.told();
    let told: Vec<_> = told.iter().map(|one| (one.version, result(one))).collect();
    let expected = [(1, "ok"), (1, "ok-note: by the old"), (2, "ok")];
    assert_eq!(told, expected.map(|(version, text)| (version, text.into())));
}

/// SPN.3
#[tokio::test]
async fn what_is_deleted_before_its_turn_runs() {
    let setup = setup(Limits::default().with_spawn_concurrency(1));
    setup.occupy().await;
    setup.start("/task", "note at last").await;
    setup.host.delete("default", "task").unwrap();
    setup.finish().await;
    assert_eq!(setup.results(), ["ok", "ok-note: at last"]);
}

/// SPN.4
#[tokio::test]
async fn it_has_an_id_and_an_environment_of_its_own() {
    let setup = setup(Limits::default());
    let task = Deployment::from_wasm(support::guest("task")).with_variable("COLOUR", "blue");
    setup.host.deploy("task", task).unwrap();
    let spawned = setup.function("task").spawn("environment").unwrap();
    let id = spawned.invocation_id().to_string();
    assert_eq!(id.as_bytes().get(14), Some(&b'7'), "{id}");
    let outcome = spawned.outcome().await;
    assert_eq!(outcome.invocation_id, id);
    let expected = format!(
        "ok-note: COLOUR=blue\n__CACHE_NAME=default\n__FUNCTION_NAME=task\n__INVOCATION_ID={id}"
    );
    assert_eq!(result(&outcome), expected);
}

/// SPN.4
#[tokio::test]
async fn it_is_held_to_the_limits_of_an_invocation() {
    let time = setup(Limits::default().with_time(Duration::from_secs(1)));
    assert_eq!(result(&time.run("spin").await), "time_limit");
    assert_eq!(result(&time.run("sleep 60").await), "time_limit");
    assert_eq!(result(&time.run("note next").await), "ok-note: next");
    let memory = setup(Limits::service());
    assert_eq!(result(&memory.run("allocate").await), "memory_limit");
    assert_eq!(result(&memory.run("note next").await), "ok-note: next");
    let fuel = setup(Limits::default().with_fuel(1_000_000));
    assert_eq!(result(&fuel.run("spin").await), "fuel_limit");
    assert_eq!(result(&fuel.run("note next").await), "ok-note: next");
}

/// SPN.4
#[tokio::test]
async fn its_time_begins_when_it_does() {
    let limits = Limits::default().with_time(Duration::from_secs(1));
    let setup = setup(limits.with_spawn_concurrency(1));
    for script in ["spin", "spin", "note late"] {
        setup.start("/task", script).await;
    }
    setup.host.spawned().await;
    assert_eq!(
        setup.results(),
        ["ok-note: late", "time_limit", "time_limit"]
    );
}

/// SPN.4
#[tokio::test]
async fn a_busy_one_does_not_hold_up_others() {
    let setup = setup(Limits::default());
    setup.start("/task", "spin").await;
    assert_eq!(result(&setup.run("note quick").await), "ok-note: quick");
    assert_eq!(setup.told().len(), 1);
}

/// SPN.5
#[tokio::test]
async fn what_it_returns_is_its_result() {
    let setup = setup(Limits::default());
    let text = |text: &str| text.to_owned();
    let cases = [
        ("", SpawnResult::Ok),
        ("note 3 rows", SpawnResult::OkNote(text("3 rows"))),
        ("fail", SpawnResult::Failed),
        ("fail no user", SpawnResult::FailedNote(text("no user"))),
        ("host-error gone", SpawnResult::HostError(text("gone"))),
    ];
    for (script, expected) in cases {
        let outcome = setup.run(script).await;
        assert_eq!(outcome.is_ok(), expected.is_ok());
        assert_eq!(outcome.result.unwrap(), expected);
    }
    let error = setup.run("panic").await.result.unwrap_err();
    assert_eq!(error.kind(), InvocationErrorKind::Trap);
    let message = error.panic_message().unwrap();
    assert!(message.contains("task/src/lib.rs:"), "{message}");
}

/// SDK.4
#[tokio::test]
async fn a_payload_that_cannot_be_decoded_is_a_failure_with_the_reason() {
    let setup = setup(Limits::default());
    let spawned = setup.function("task").spawn(&b"\xff"[..]).unwrap();
    let outcome = spawned.outcome().await;
    let reason = "Failed to extract spawn payload: invalid utf-8 sequence of 1 bytes from index 0";
    assert_eq!(
        outcome.result.unwrap(),
        SpawnResult::FailedNote(reason.to_owned())
    );
}

/// SPN.5
#[tokio::test]
async fn a_failure_is_in_its_log_and_a_success_where_it_is_asked_for() {
    let setup = setup(Limits::default());
    let lines = |outcome: &SpawnOutcome| {
        let lines = outcome.logs.iter();
        lines
            .map(|line| (line.origin, line.message.clone()))
            .collect::<Vec<_>>()
    };
    let logged = setup.run("log working\nfail no user").await;
    let failure = (LogOrigin::System, "failed-note: no user".to_owned());
    assert_eq!(
        lines(&logged),
        [(LogOrigin::Function, "working".to_owned()), failure]
    );
    assert_eq!(lines(&setup.run("note 3 rows").await), []);
    let trap = setup.run("panic").await;
    let error = trap.result.as_ref().unwrap_err().to_string();
    assert_eq!(lines(&trap), [(LogOrigin::System, error)]);
}

/// SPN.5, LOG.2
#[tokio::test]
async fn its_result_goes_to_the_destinations_of_its_log() {
    let setup = setup(Limits::default());
    let mut logs = setup.host.topic("default", "logs").subscribe().unwrap();
    let done = setup.run("configure logs\nlog working\nnote 3 rows").await;
    let (id, topic) = (&done.invocation_id, LogDestination::Topic("logs".into()));
    let expected = [
        format!("invocation {id} started"),
        "working".to_owned(),
        "ok-note: 3 rows".to_owned(),
        format!("invocation {id} ended after 0ns"),
    ];
    for line in &expected {
        assert_eq!(&next(&mut logs).await, line);
    }
    let kept: Vec<_> = done.logs.iter().map(|line| &line.message).collect();
    assert_eq!(kept, expected.iter().collect::<Vec<_>>());
    assert!(done.logs.iter().all(|l| l.destinations == [topic.clone()]));
    let failed = setup.run("configure logs\nfail").await;
    let id = &failed.invocation_id;
    assert_eq!(next(&mut logs).await, format!("invocation {id} started"));
    assert_eq!(next(&mut logs).await, "failed");
}

/// SPN.6
#[tokio::test]
async fn as_many_wait_as_the_queue_holds_and_the_next_is_over_the_limit() {
    let setup = setup(
        Limits::default()
            .with_spawn_concurrency(1)
            .with_spawn_queue(2),
    );
    let started = setup.start("/task?times=5", SLEEPER).await;
    let full = "Err(Limit(\"2 spawned functions wait, which is the limit: try again when some have run\"))";
    let told: Vec<String> = started.response.text().lines().map(str::to_owned).collect();
    assert_eq!(told, ["Ok(())", "Ok(())", "Ok(())", full, full]);
    setup.finish().await;
    assert_eq!(setup.results(), ["ok"; 3]);
    let again = setup.start("/task?times=3", "").await;
    assert_eq!(again.response.text(), ["Ok(())"; 3].join("\n"));
    setup.host.spawned().await;
    assert_eq!(setup.results(), ["ok"; 3]);
}

/// SPN.6
#[tokio::test]
async fn one_that_begins_makes_room_in_the_queue() {
    let limits = Limits::default().with_spawn_concurrency(1);
    let setup = setup(limits.with_spawn_queue(1));
    let (mut heard, task) = (setup.hear(), setup.function("task"));
    task.spawn(SLEEPER).unwrap();
    assert_eq!(next(&mut heard).await, "begun");
    task.spawn(SLEEPER).unwrap();
    let refused = task.spawn("").unwrap_err();
    assert_eq!(refused, SpawnRefusal::Queue { limit: 1 }.into());
    let second = setup.in_time(next(&mut heard)).await;
    assert_eq!(second, "begun");
    task.spawn("").unwrap();
    setup.finish().await;
    assert_eq!(setup.results(), ["ok"; 3]);
}

/// SPN.6
#[tokio::test]
async fn without_a_queue_what_can_run_at_once_does() {
    let setup = setup(
        Limits::default()
            .with_spawn_concurrency(1)
            .with_spawn_queue(0),
    );
    for _ in 0..3 {
        assert_eq!(result(&setup.run("").await), "ok");
    }
    let told = setup.start("/task?times=2", SLEEPER).await;
    assert!(told.response.text().starts_with("Ok(())\nErr(Limit("));
    setup.finish().await;
}

/// SPN.6
#[tokio::test]
async fn a_payload_has_a_limit_of_its_own() {
    let setup = setup(Limits::default().with_request_body(10));
    for payload in ["note 1234", "note 12345"] {
        let told = setup.start("/task", payload).await;
        assert_eq!(told.response.text(), "Ok(())");
    }
    let told = setup.start("/task", "note 123456").await;
    let refused = "Err(Limit(\"the payload has 11 bytes; a spawned function gets at most 10\"))";
    assert_eq!(told.response.text(), refused);
    setup.host.spawned().await;
    assert_eq!(setup.results(), ["ok-note: 1234", "ok-note: 12345"]);
}

/// SPN.6
#[tokio::test]
async fn all_payloads_together_are_limited() {
    let setup = setup(
        Limits::default()
            .with_spawn_concurrency(1)
            .with_spawn_payloads(20),
    );
    let task = setup.function("task");
    // One of 8 bytes runs and one waits.
    let first = task.spawn("sleep 60").unwrap();
    task.spawn("sleep 61").unwrap();
    let refused = task.spawn("note 5").unwrap_err();
    assert_eq!(refused, SpawnRefusal::Payloads { limit: 20 }.into());
    task.spawn("note").unwrap();
    let told = setup.start("/task", "a").await;
    assert!(told.response.text().contains("more than 20 bytes together"));
    setup.finish().await;
    assert_eq!(result(&first.outcome().await), "ok");
    assert_eq!(setup.results(), ["ok", "ok", "ok-note: "]);
    assert_eq!(
        result(&setup.run("note 0123456789abcde").await),
        "ok-note: 0123456789abcde"
    );
}

/// SPN.6
#[tokio::test]
async fn what_may_never_run_is_refused() {
    let none = [
        Limits::default().with_spawn_concurrency(0),
        Limits::default().with_concurrency(0),
    ];
    for limits in none {
        let setup = setup(limits);
        let refused = setup.function("task").spawn("").unwrap_err();
        assert_eq!(refused, SpawnRefusal::Never.into());
        setup.host.spawned().await;
    }
}

/// SPN.7
#[tokio::test]
async fn one_over_its_functions_limit_waits_and_holds_up_no_other() {
    let limits = Limits::default().with_concurrency(1);
    let setup = setup(limits.with_spawn_concurrency(2));
    let mut heard = setup.hear();
    for _ in 0..2 {
        assert_eq!(
            setup.start("/task", SLEEPER).await.response.text(),
            "Ok(())"
        );
    }
    assert_eq!(next(&mut heard).await, "begun");
    let other = setup.function("v1-task").spawn("other").unwrap();
    assert_eq!(result(&patient(other.outcome()).await), "ok");
    settle().await;
    assert_eq!(heard.try_next(), None);
    setup.finish().await;
    assert_eq!(next(&mut heard).await, "begun");
    assert_eq!(setup.results(), ["ok"; 3]);
}

/// SPN.7
#[tokio::test]
async fn one_for_which_there_is_no_sandbox_waits_for_it() {
    let setup = setup(one_sandbox(61));
    let mut heard = setup.hear();
    let spawner = setup.function("spawner");
    let holds = tokio::spawn(async move {
        let request = Request::post("/task?then=hang").body("note at last");
        spawner.invoke(request).await
    });
    assert_eq!(next(&mut heard).await, "spawned");
    settle().await;
    assert_eq!(setup.results(), [""; 0]);
    setup.finish().await;
    assert_eq!(setup.results(), ["ok-note: at last"]);
    assert_eq!(holds.await.unwrap().response.text(), "Ok(())");
}

/// SPN.7
#[tokio::test]
async fn one_for_which_no_sandbox_gets_free_fails_when_its_time_is_over() {
    let limits = one_sandbox(62);
    let (busy, setup) = (
        setup(limits.clone()),
        setup(limits.with_time(Duration::from_secs(1))),
    );
    // Hosts whose limits differ in the time alone share their sandboxes.
    let mut heard = busy.hear();
    busy.function("task").spawn(SLEEPER).unwrap();
    assert_eq!(next(&mut heard).await, "begun");
    assert_eq!(result(&setup.run("set ran").await), "too_many_invocations");
    assert_eq!(setup.cached("ran"), None);
    busy.finish().await;
    assert_eq!(result(&setup.run("note next").await), "ok-note: next");
}

/// SPN.8
#[tokio::test]
async fn there_is_no_request_to_ask_about_and_nobody_to_stream_to() {
    let setup = setup(Limits::default());
    let asked = setup.run("request").await;
    assert_eq!(result(&asked), "ok-note: (0, 0, None, \"\", None) true");
    let refused = "a spawn function answers no request: there is nobody to stream to";
    assert_eq!(
        result(&setup.run("stream").await),
        format!("ok-note: {}", [refused; 3].join("\n"))
    );
}

/// SPN.9
#[tokio::test]
async fn what_waits_is_dropped_with_the_host_and_told_and_what_runs_goes_on() {
    let setup = setup(Limits::default().with_spawn_concurrency(1));
    let (mut heard, task) = (setup.hear(), setup.function("task"));
    let runs = task.spawn(SLEEPER).unwrap();
    assert_eq!(next(&mut heard).await, "begun");
    let waits = task.spawn("say ran").unwrap();
    let Setup { host, clock, told } = setup;
    drop(host);
    let stopped = waits.outcome().await;
    assert_eq!(result(&stopped), "stopped");
    assert_eq!(stopped.duration, Duration::ZERO);
    assert_eq!(told.lock().unwrap().len(), 1);
    let mut runs = pin!(runs.outcome());
    let ended = loop {
        tokio::select! {
            biased;
            outcome = &mut runs => break outcome,
            () = tokio::task::yield_now() => clock.advance(HOUR),
        }
    };
    assert_eq!(result(&ended), "ok");
    settle().await;
    assert_eq!(heard.try_next(), None);
}

/// SPN.9
#[test]
fn what_ends_with_its_runtime_is_told() {
    let setup = setup(Limits::default());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut heard = setup.hear();
        setup.function("task").spawn(SLEEPER).unwrap();
        assert_eq!(next(&mut heard).await, "begun");
    });
    assert_eq!(setup.results(), [""; 0]);
    drop(runtime);
    assert_eq!(setup.results(), ["stopped"]);
    let next = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    next.block_on(setup.host.spawned());
    assert_eq!(
        next.block_on(setup.run("note next")).result.unwrap().note(),
        Some("next")
    );
}

/// SPN.1, SPN.2, SPN.5, INV.2
#[tokio::test]
async fn functions_of_the_older_contract_spawn_and_are_spawned() {
    let setup = setup(Limits::default());
    setup.start("/v1-task", "by the new").await;
    setup.host.spawned().await;
    assert_eq!(setup.cached("payload").as_deref(), Some("by the new"));
    let task = setup.function("v1-task");
    let cases = [
        ("spawn task set ran", "Ok(())"),
        ("spawn none", "Err(SpawnError::FunctionNotFound)"),
        ("spawn spawner", "Err(SpawnError::FunctionNotFound)"),
    ];
    for (payload, expected) in cases {
        assert_eq!(result(&task.spawn(payload).unwrap().outcome().await), "ok");
        assert_eq!(setup.cached("spawned").as_deref(), Some(expected));
    }
    setup.host.spawned().await;
    assert_eq!(setup.cached("ran").as_deref(), Some("set ran"));
    let failed = task.spawn("fail as it should").unwrap().outcome().await;
    let error = failed.result.unwrap_err();
    assert_eq!(error.kind(), InvocationErrorKind::Trap);
    let message = error.panic_message().unwrap();
    assert!(message.ends_with("as it should"), "{message}");
}

/// SPN.2
#[tokio::test]
async fn the_older_contract_is_told_of_limits() {
    let limits = Limits::default().with_spawn_concurrency(1);
    let setup = setup(limits.with_spawn_queue(0));
    let task = setup.function("v1-task");
    task.spawn("spawn task").unwrap().outcome().await;
    let limit = "Err(SpawnError::Limit(\"0 spawned functions wait, which is the limit: try again when some have run\"))";
    assert_eq!(setup.cached("spawned").as_deref(), Some(limit));
}
