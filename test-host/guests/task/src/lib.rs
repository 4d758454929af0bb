//! Runs in the background as its payload says, a step a line, and ends with the first step that has a result.

use momento_functions_cache::set;
use momento_functions_guest_spawn::{SpawnFailure, SpawnSuccess, spawn};
use momento_functions_host_log::{LogConfiguration, LogDestination, configure_logs, log};
use momento_functions_topic::publish;
use momento_functions_wit::bytes::Data;
use momento_functions_wit::log::{self as host, LogLevel};
use momento_functions_wit::{web_function_stream, web_function_support};
use std::hint::black_box;
use std::time::Duration;

type Answer = Result<SpawnSuccess, SpawnFailure>;

const MINUTE: Duration = Duration::from_secs(60);

spawn!(work);
fn work(script: String) -> Answer {
    let end = script.lines().find_map(|line| step(line, &script));
    end.unwrap_or(Ok(SpawnSuccess::Ok))
}

fn step(line: &str, script: &str) -> Option<Answer> {
    let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
    match verb {
        "note" => return Some(Ok(SpawnSuccess::OkNote(rest.to_owned()))),
        "fail" if rest.is_empty() => return Some(Err(SpawnFailure::Failed)),
        "fail" => return Some(Err(SpawnFailure::FailedNote(rest.to_owned()))),
        "host-error" => return Some(Err(SpawnFailure::HostError(rest.to_owned()))),
        "panic" => panic!("the trouble that was asked for"),
        "spin" => loop {
            black_box(());
        },
        "allocate" => drop(black_box(vec![1_u8; 1 << 30])),
        "sleep" => std::thread::sleep(Duration::from_secs(rest.parse().unwrap())),
        "set" => set(rest, script.to_owned(), MINUTE).unwrap(),
        "say" => publish("said", rest).unwrap(),
        "log" => host::log(rest, LogLevel::Info),
        "configure" => {
            let to = LogConfiguration::new(LogDestination::topic(rest));
            configure_logs([to.with_system_log_level(log::LevelFilter::Info)]).unwrap();
        }
        "environment" => return Some(Ok(SpawnSuccess::OkNote(environment()))),
        "request" => return Some(Ok(SpawnSuccess::OkNote(request()))),
        "stream" => return Some(Ok(SpawnSuccess::OkNote(stream()))),
        "spawn" => return Some(Ok(SpawnSuccess::OkNote(start(rest)))),
        _ => panic!("no step: {line}"),
    }
    None
}

fn environment() -> String {
    let variables: Vec<String> = std::env::vars().map(|(k, v)| format!("{k}={v}")).collect();
    variables.join("\n")
}

/// Asks for all that a web function may know of its request.
fn request() -> String {
    let answers = (
        web_function_support::headers().len(),
        web_function_support::query_parameters().len(),
        web_function_support::token_metadata(),
        web_function_support::http_method(),
        web_function_support::invocation_path(),
    );
    let id = web_function_support::invocation_id();
    let own = std::env::var("__INVOCATION_ID") == Ok(id);
    format!("{answers:?} {own}")
}

fn stream() -> String {
    let sent = [
        web_function_stream::send_sse(None, None, Some(Data::Value(vec![b'a']))),
        web_function_stream::send_response_start(200, &[]),
        web_function_stream::send_data(Data::Value(vec![b'a'])),
    ];
    sent.map(Result::unwrap_err).join("\n")
}

/// `name script`; a `;` in the script begins another line of it.
fn start(rest: &str) -> String {
    let (name, script) = rest.split_once(' ').unwrap_or((rest, ""));
    let started = momento_functions_spawn::spawn(name, script.replace(';', "\n"));
    format!("{started:?}")
}
