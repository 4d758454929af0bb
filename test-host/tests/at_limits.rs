//! Each limit at its value, below it and above it; and that the next invocation works.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::{
    Function, Host, InvocationErrorKind as Kind, Limits, Outcome, Request,
};
use std::time::Duration;
use support::http_server::HttpServer;

const PAGE: u64 = 64 << 10;

fn deploy(guest: &str, limits: Limits) -> Function {
    let host = Host::builder().limits(limits).build().unwrap();
    host.deploy(guest, support::guest(guest)).unwrap()
}

async fn get(function: &Function, target: &str) -> Outcome {
    function.invoke(Request::get(target)).await
}

async fn answers(function: &Function, target: &str, text: &str) {
    let outcome = get(function, target).await;
    assert_eq!(outcome.response.text(), text, "{outcome:?}");
}

async fn fails(function: &Function, target: &str, kind: Kind) {
    let outcome = get(function, target).await;
    assert_eq!(outcome.error.as_ref().unwrap().kind(), kind, "{outcome:?}");
}

/// HTTP.11, LIM.1
#[tokio::test]
async fn memory_grows_to_its_limit_and_no_further() {
    let trouble = deploy("trouble", Limits::default());
    let start = get(&trouble, "/").await.cost.peak_memory / PAGE;
    let limits = Limits::default().with_memory((start + 10) * PAGE);
    let trouble = deploy("trouble", limits);
    for pages in [9, 10] {
        let all = (start + pages).to_string();
        answers(&trouble, &format!("/grow/{pages}"), &all).await;
    }
    answers(&trouble, "/grow/11", "refused").await;
    fails(&trouble, "/ask-for-memory-and-panic", Kind::MemoryLimit).await;
    answers(&trouble, "/grow/10", &(start + 10).to_string()).await;
}

/// HTTP.13, LIM.3
#[tokio::test]
async fn fuel_is_burned_to_its_limit_and_no_further() {
    let plenty = Limits::default().with_fuel(10_000_000);
    let burned = get(&deploy("trouble", plenty.clone()), "/descend/1000").await;
    let burned = burned.cost.fuel.unwrap();
    let with = |fuel: u64| deploy("trouble", plenty.clone().with_fuel(fuel));
    for fuel in [burned, burned + 1] {
        answers(&with(fuel), "/descend/1000", "1000").await;
    }
    let less = with(burned / 2);
    fails(&less, "/descend/1000", Kind::FuelLimit).await;
    answers(&less, "/descend/1", "1").await;
}

/// LIM.4
#[tokio::test]
async fn the_stack_is_used_to_its_limit_and_no_further() {
    let stack = |bytes| deploy("trouble", Limits::default().with_stack(bytes));
    let (small, large) = (stack(64 << 10), stack(128 << 10));
    let fits = async |calls: u64| {
        let outcome = get(&small, &format!("/descend/{calls}")).await;
        let kind = outcome.error.map(|error| error.kind());
        assert!(matches!(kind, None | Some(Kind::StackOverflow)), "{kind:?}");
        kind.is_none()
    };
    let (mut deepest, mut too_deep) = (1, 64 << 10);
    assert!(fits(deepest).await && !fits(too_deep).await);
    while too_deep - deepest > 1 {
        let middle = u64::midpoint(deepest, too_deep);
        match fits(middle).await {
            true => deepest = middle,
            false => too_deep = middle,
        }
    }
    answers(
        &large,
        &format!("/descend/{too_deep}"),
        &too_deep.to_string(),
    )
    .await;
    fails(&small, &format!("/descend/{too_deep}"), Kind::StackOverflow).await;
    answers(&small, &format!("/descend/{deepest}"), &deepest.to_string()).await;
}

/// HTTP.12, LIM.2
#[tokio::test]
async fn a_server_that_does_not_answer_is_waited_for_to_the_time_limit() {
    let server = HttpServer::start(|_| std::future::pending()).await;
    let limit = Duration::from_secs(1);
    let hoard = deploy("hoard", Limits::default().with_time(limit));
    let outcome = hoard
        .invoke(Request::post("/http/keep/1").body(server.url("/")))
        .await;
    let error = outcome.error.unwrap();
    assert_eq!(error.kind(), Kind::TimeLimit, "{error:?}");
    assert!(outcome.cost.host_time > limit / 2, "{:?}", outcome.cost);
    let next = hoard.invoke(Request::post("/http/keep/0").body("")).await;
    assert_eq!(next.response.text(), "0 held");
}

/// The rows of a preset's column in docs/behaviour.md, by their names.
fn column(index: usize) -> Vec<(String, String)> {
    let text = include_str!("../../docs/behaviour.md");
    let table = text.split("### LIM.14").nth(1).unwrap();
    let rows = table.lines().skip_while(|line| !line.starts_with("|---"));
    let rows = rows.skip(1).take_while(|line| line.starts_with('|'));
    let cells = |row: &str| row.split('|').map(|it| it.trim().to_owned()).collect();
    rows.map(|row| {
        let cells: Vec<String> = cells(row);
        (
            cells.get(1).unwrap().clone(),
            cells.get(index).unwrap().clone(),
        )
    })
    .collect()
}

fn size(bytes: u64) -> String {
    match bytes {
        _ if bytes.is_multiple_of(1 << 30) => format!("{} GiB", bytes >> 30),
        _ if bytes.is_multiple_of(1 << 20) => format!("{} MiB", bytes >> 20),
        _ => format!("{} KiB", bytes >> 10),
    }
}

fn time(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds => format!("{} min", seconds / 60),
    }
}

fn documented(limits: &Limits) -> Vec<String> {
    let fuel = limits
        .fuel()
        .map_or("none".to_owned(), |fuel| fuel.to_string());
    vec![
        size(limits.memory()),
        time(limits.time()),
        fuel,
        size(limits.stack() as u64),
        limits.table_elements().to_string(),
        limits.concurrency().to_string(),
        limits.instances().to_string(),
        size(limits.request_body()),
        size(limits.host_memory()),
        limits.handles().to_string(),
        limits.open_bodies().to_string(),
        size(limits.component()),
        limits.spawn_queue().to_string(),
        limits.spawn_concurrency().to_string(),
        size(limits.spawn_payloads()),
    ]
}

/// LIM.14
#[test]
fn presets_are_as_they_are_documented() {
    let presets = [
        Limits::quick(),
        Limits::default(),
        Limits::batch(),
        Limits::service(),
    ];
    for (index, limits) in presets.iter().enumerate() {
        let rows = column(index + 2);
        let told: Vec<_> = rows.iter().map(|(_, told)| told.replace(',', "")).collect();
        assert_eq!(told, documented(limits), "{rows:?}");
    }
}

/// LIM.14
#[tokio::test]
async fn a_function_runs_with_each_preset() {
    for limits in [Limits::quick(), Limits::batch(), Limits::service()] {
        let echo = deploy("echo", limits);
        let outcome = echo.invoke(Request::post("/").body("hello")).await;
        assert_eq!(outcome.response.text(), "hello");
    }
}
