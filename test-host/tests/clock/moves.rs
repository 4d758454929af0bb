//! When every live invocation waits for the clock, it moves to the next deadline.

use super::*;
use http_body_util::BodyExt as _;
use momento_functions_test_host::Configuration;
use momento_functions_test_host::http_script::Reply;
use std::time::Instant;

/// LIM.8
#[tokio::test]
async fn a_function_that_sleeps_an_hour_answers_in_under_a_millisecond() {
    let host = host();
    let mut took = Vec::new();
    for _ in 0..50 {
        let began = Instant::now();
        let slept: u64 = answer(&host, "clock", "/sleep/3600").await.parse().unwrap();
        took.push(began.elapsed());
        assert_shows(Duration::from_nanos(slept), HOUR);
    }
    let least = took.into_iter().min().unwrap();
    println!("an hour takes {least:?}");
    assert!(least < Duration::from_millis(1), "{least:?}");
    assert_shows(host.clock().elapsed(), HOUR * 50);
}

/// LIM.8
#[tokio::test]
async fn each_of_several_deadlines_in_one_poll_comes_at_its_time() {
    let told = answer(&host(), "clock", "/poll/30/10/20/10/86400").await;
    assert_eq!(
        told,
        "10 at 10, 10 at 10, 20 at 20, 30 at 30, 86400 at 86400"
    );
}

/// LIM.8
#[tokio::test]
async fn functions_that_sleep_at_once_wake_up_in_turn() {
    let host = host();
    let ended = [2, 1, 3, 1].map(|hours| {
        let path = format!("/sleep/{}", hours * 3600);
        (hours, started(&host, "clock", path))
    });
    for (hours, ended) in ended {
        assert_shows(ended.await.unwrap(), HOUR * hours);
    }
}

/// LIM.8
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn functions_on_all_threads_wake_up_in_turn() {
    let host = host();
    let held = host.clock().hold();
    let sleeps: Vec<_> = (1..=200)
        .map(|seconds| {
            (
                seconds,
                started(&host, "clock", format!("/sleep/{seconds}")),
            )
        })
        .collect();
    while host.metrics().live < 200 {
        tokio::task::yield_now().await;
    }
    drop(held);
    for (seconds, ended) in sleeps {
        assert!(ended.await.unwrap() >= Duration::from_secs(seconds));
    }
    assert_shows(host.clock().elapsed(), Duration::from_secs(200));
}

/// LIM.8
#[tokio::test]
async fn a_streamed_answer_waits_for_the_clock_while_it_is_read() {
    let host = host();
    let request = Request::post("/count/5/3600");
    let mut body = function(&host, "clock").start(request).await.into_body();
    for hours in 0..5 {
        let event = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!(event, format!("data: {hours}\n\n"));
        assert_shows(host.clock().elapsed(), HOUR * hours);
    }
    assert!(body.frame().await.is_none());
    assert_shows(host.clock().elapsed(), HOUR * 5);
}

/// LIM.8
#[tokio::test]
async fn spawned_functions_that_wait_for_one_another_wait_for_the_clock() {
    let limits = Limits::default().with_time(DAY).with_spawn_concurrency(1);
    let host = deployed(builder().limits(limits));
    let task = function(&host, "task");
    let spawned = [1, 2, 3].map(|_| task.spawn("sleep 3600").unwrap());
    host.spawned().await;
    assert_shows(host.clock().elapsed(), HOUR * 3);
    for spawned in spawned {
        assert_eq!(spawned.outcome().await.duration, HOUR);
    }
}

/// LIM.8
#[tokio::test]
async fn a_function_that_waits_for_a_place_waits_with_those_that_have_one() {
    let limits = Limits::default().with_time(DAY).with_instances(1);
    let host = deployed(builder().limits(limits));
    let both = [1, 2].map(|_| started(&host, "clock", "/sleep/3600"));
    for (place, ended) in both.into_iter().enumerate() {
        assert_shows(ended.await.unwrap(), HOUR * (place as u32 + 1));
    }
}

/// LIM.8
#[tokio::test]
async fn a_function_that_waits_for_another_waits_for_the_clock_with_it() {
    let host = host_with_lambda();
    let sleep = Request::post("/lambda").body("\"sleep/3600\"");
    let outcome = function(&host, "aws").invoke(sleep).await;
    assert_eq!(outcome.response.status, 200, "{outcome:?}");
    assert_shows(host.clock().elapsed(), HOUR);
    assert_shows(outcome.duration, HOUR);
}

/// LIM.8
#[tokio::test]
async fn a_function_that_nobody_waits_for_sleeps_its_time() {
    let host = host_with_lambda();
    let event = Request::post("/lambda?how=event").body("\"sleep/3600\"");
    let outcome = function(&host, "aws").invoke(event).await;
    assert_eq!(outcome.response.status, 200, "{outcome:?}");
    assert_shows(outcome.duration, Duration::ZERO);
    while host.clock().elapsed() < HOUR {
        tokio::task::yield_now().await;
    }
    assert_shows(host.clock().elapsed(), HOUR);
}

fn host_with_lambda() -> Host {
    let lambda = Configuration::from_toml("[local.lambda.shout]\nfunction = 'clock'").unwrap();
    deployed(builder().configuration(lambda))
}

/// LIM.8
#[tokio::test]
async fn a_scripted_answer_takes_its_time_on_the_clock() {
    let host = host();
    let url = "https://slow.example/";
    let slow = Reply::status(200).body("late").delay(HOUR);
    host.http().on("GET", url).respond(slow);
    let answered = answer(&host, "http", &format!("/?url={url}&timeout=3600001")).await;
    assert_eq!(answered, "late");
    assert_shows(host.clock().elapsed(), HOUR);
    let late = invoke(&host, "http", &format!("/?url={url}&timeout=1800000")).await;
    assert!(late.response.text().starts_with("Timeout("), "{late:?}");
    assert_shows(host.clock().elapsed(), HOUR + HOUR / 2);
}

/// LIM.8
#[tokio::test]
async fn an_invocation_that_is_given_up_leaves_the_clock_to_the_others() {
    let host = host();
    let held = host.clock().hold();
    let [first, second] = [1, 2].map(|hours| started(&host, "clock", format!("/sleep/{hours}")));
    all_wait().await;
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    drop(held);
    assert_shows(second.await.unwrap(), Duration::from_secs(2));
}
