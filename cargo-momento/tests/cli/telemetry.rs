//! Spans to a collector, profiles, reports, and the host's own log.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};

use serde_json::Value;

use crate::nobody::Nobody;
use crate::serve::Served;
use crate::support::{component, folder, momento, momento_with, run};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT: &str = "00f067aa0ba902b7";

/// A collector: takes requests until the test ends, and gives each with its path.
fn collector() -> (String, Receiver<(String, Value)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, received) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            take(stream.unwrap(), &sender);
        }
    });
    (url, received)
}

/// Reads one request, gives it, and then answers it: who has the answer knows that it was taken.
fn take(stream: TcpStream, taken: &Sender<(String, Value)>) {
    let mut reader = BufReader::new(stream);
    let mut head = Vec::new();
    while head
        .last()
        .is_none_or(|line: &String| !line.trim().is_empty())
    {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap() == 0 {
            return;
        }
        head.push(line);
    }
    let length = head.iter().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_length = name.eq_ignore_ascii_case("content-length");
        is_length.then(|| value.trim().parse::<usize>().unwrap())
    });
    let mut body = vec![0; length.unwrap()];
    reader.read_exact(&mut body).unwrap();
    let path = head[0].split(' ').nth(1).unwrap().to_owned();
    // The test may have seen all that it wants.
    let _ = taken.send((path, serde_json::from_slice(&body).unwrap()));
    let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
    reader.get_mut().write_all(answer.as_bytes()).unwrap();
}

/// All spans of what a collector got.
fn spans(received: Receiver<(String, Value)>) -> Vec<Value> {
    let mut spans = Vec::new();
    for (path, body) in received.try_iter() {
        assert_eq!(path, "/v1/traces");
        for resource in body["resourceSpans"].as_array().unwrap() {
            for scope in resource["scopeSpans"].as_array().unwrap() {
                spans.extend(scope["spans"].as_array().unwrap().clone());
            }
        }
    }
    spans
}

fn attribute<'a>(span: &'a Value, name: &str) -> &'a Value {
    let all = span["attributes"].as_array().unwrap();
    let found = all.iter().find(|it| it["key"] == name);
    &found.unwrap_or_else(|| panic!("{name}: {span:#}"))["value"]
}

fn time(span: &Value, name: &str) -> u128 {
    span[name].as_str().unwrap().parse().unwrap()
}

fn post(served: &Served, path: &str, headers: &str) {
    let address = served.ready["url"].as_str().unwrap();
    let address = address.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: 5\r\n{headers}\r\nhello"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
}

/// OBS.40
#[test]
#[cfg(unix)]
fn a_collector_gets_a_span_for_each_invocation_and_host_call() {
    let folder = folder();
    let cache = component(folder.path(), "cache");
    let trouble = component(folder.path(), "trouble");
    let (url, received) = collector();
    let served = Served::start(folder.path(), &[&cache, &trouble, "--otlp", &url]);
    let parent = format!("traceparent: 00-{TRACE}-{PARENT}-01\r\n");
    post(
        &served,
        "/functions/default/cache/set/a/5000?token=secret",
        &parent,
    );
    post(&served, "/functions/default/trouble/panic", "");
    served.interrupt().exits(0);
    let spans = spans(received);
    let named = |name: &str| spans.iter().find(|span| span["name"] == name).unwrap();
    let invocation = named("cache");
    assert_eq!(invocation["traceId"], TRACE);
    assert_eq!(invocation["parentSpanId"], PARENT);
    let text = |span, name| attribute(span, name)["stringValue"].as_str().unwrap();
    assert_eq!(text(invocation, "faas.name"), "cache");
    assert_eq!(text(invocation, "faas.version"), "1");
    assert_eq!(text(invocation, "faas.invocation_id").len(), 36);
    assert_eq!(text(invocation, "http.request.method"), "POST");
    assert_eq!(text(invocation, "url.path"), "/set/a/5000");
    let status = attribute(invocation, "http.response.status_code");
    assert!(
        status["intValue"] == 200 || status["intValue"] == "200",
        "{status}"
    );
    let call = named("cache-scalar set");
    assert_eq!(call["traceId"], TRACE);
    assert_eq!(call["parentSpanId"], invocation["spanId"]);
    let times = [
        time(invocation, "startTimeUnixNano"),
        time(call, "startTimeUnixNano"),
        time(call, "endTimeUnixNano"),
        time(invocation, "endTimeUnixNano"),
    ];
    assert!(times.is_sorted() && times[0] < times[3], "{times:?}");
    let trapped = named("trouble");
    assert_eq!(text(trapped, "error.type"), "trap");
    assert_ne!(trapped["traceId"], TRACE);
    assert!(!format!("{spans:?}").contains("secret"));
}

/// OBS.41
#[test]
#[cfg(unix)]
fn a_collector_that_is_down_costs_a_warning_and_no_request() {
    let folder = folder();
    let echo = component(folder.path(), "echo");
    let nobody = Nobody::new();
    let url = format!("http://{}", nobody.address());
    let mut served = Served::start(folder.path(), &[&echo, "--otlp", &url]);
    post(&served, "/functions/default/echo", "");
    assert_eq!(served.event()["status"], 200);
    served
        .interrupt()
        .exits(0)
        .says(&["warning: the collector takes no spans"]);
    momento_with(folder.path(), &["serve", &echo, "--otlp", "localhost"])
        .exits(2)
        .says(&["`localhost` is no collector", "http://127.0.0.1:4318"]);
}

/// OBS.50
#[test]
#[cfg(unix)]
fn profiles_are_written_and_it_is_told_where_to_open_them() {
    let folder = folder();
    let trouble = component(folder.path(), "trouble");
    let echo = component(folder.path(), "echo");
    let busy = ["invoke", &trouble, "--path", "busy", "--time", "500ms"];
    momento_with(
        folder.path(),
        &[&busy[..], &["--profile-guest", "p.json"]].concat(),
    )
    .exits(4)
    .says(&[
        "Profiled trouble",
        "samples in p.json",
        "https://profiler.firefox.com",
    ]);
    let profile = std::fs::read_to_string(folder.path().join("p.json")).unwrap();
    assert!(profile.contains("guest_trouble::busily"));
    let arguments = [&*trouble, &echo, "--profile-guest", "run.json"];
    let served = Served::start(folder.path(), &arguments);
    served.post("/functions/default/trouble", "");
    served.post("/functions/default/echo", "");
    served.interrupt().exits(0);
    for name in ["run-trouble-1.json", "run-echo-1.json"] {
        let profile = std::fs::read(folder.path().join(name)).unwrap();
        serde_json::from_slice::<Value>(&profile).unwrap();
    }
    let nowhere = [&busy[..], &["--profile-guest", "missing/p.json"]].concat();
    momento_with(folder.path(), &nowhere)
        .exits(2)
        .says(&["cannot write missing/p.json"]);
}

/// OBS.20
#[test]
#[cfg(unix)]
fn serve_reports_each_invocation() {
    let folder = folder();
    let cache = component(folder.path(), "cache");
    let mut served = Served::start(folder.path(), &[&cache, "--report"]);
    served.post("/functions/default/cache/set/a/5000", "hello");
    let report = served.event();
    assert_eq!(report["event"], "report");
    let answered = served.event();
    assert_eq!(report["invocation_id"], answered["invocation_id"]);
    let calls = report["calls"].as_array().unwrap();
    assert!(calls.iter().any(|call| call["name"] == "cache-scalar set"));
    served.interrupt().exits(0);
}

/// OBS.60
#[test]
#[cfg(unix)]
fn the_hosts_own_log_is_filtered_and_of_a_format() {
    let folder = folder();
    let echo = component(folder.path(), "echo");
    let of = |options: &[&str]| {
        let served = Served::start(folder.path(), &[&[&*echo], options].concat());
        post(&served, "/functions/default/echo", "x-request-id: r-1\r\n");
        served.interrupt().exits(0).stderr
    };
    assert!(!of(&[]).contains("DEBUG"));
    let filter = "momento_functions_test_host=debug";
    let json = of(&["--log", filter]);
    let line = json
        .lines()
        .find(|line| line.contains("\"answered\""))
        .unwrap();
    let line: Value = serde_json::from_str(line).unwrap();
    assert_eq!(line["level"], "DEBUG");
    assert_eq!(line["fields"]["request_id"], "r-1");
    assert_eq!(line["fields"]["status"], 200);
    let text = of(&["--log", filter, "--log-format", "text"]);
    let line = text.lines().find(|line| line.contains("DEBUG")).unwrap();
    assert!(line.contains("answered") && line.contains("r-1"), "{line}");
}

/// OBS.60
#[test]
fn a_filter_that_is_none_is_refused() {
    let folder = folder();
    let wrong = "a=b=c";
    momento_with(folder.path(), &["invoke", "--log", wrong])
        .exits(2)
        .says(&["`a=b=c` is no filter of the log", "`debug`"]);
    let mut command = momento(folder.path());
    command.arg("invoke").env("MOMENTO_LOG", wrong);
    run(command).exits(2).says(&["is no filter of the log"]);
}
