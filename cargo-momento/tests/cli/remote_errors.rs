//! Services that are not there, not the right ones, or do not let the caller in.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::fake::Fake;
use crate::nobody::Nobody;
use crate::support::{Run, folder, momento, run};

/// Runs a command that asks the service at `endpoint`, with a key.
fn ask(endpoint: &str, arguments: &[&str]) -> Run {
    let folder = folder();
    let mut command = momento(folder.path());
    command
        .env("MOMENTO_API_KEY", "s3cret")
        .args(arguments)
        .args(["--endpoint", endpoint]);
    let asked = run(command);
    assert!(
        !asked.stderr.contains("s3cret") && !asked.stdout.contains("s3cret"),
        "{}",
        asked.stderr
    );
    asked
}

/// CLI.4
#[test]
fn a_server_of_web_pages_is_told_by_what_it_answers() {
    let fake = Fake::start(|_| {
        (
            200,
            "text/html; charset=utf-8",
            "\n<!doctype html>\n<title>Welcome s3cret</title>".to_owned(),
        )
    });
    let url = format!("GET {}/functions/manage/default", fake.url);
    ask(&fake.url, &["list"]).exits(2).says(&[
        &url,
        "200 OK",
        "text/html; charset=utf-8",
        ": <!doctype html>",
        "web page",
        "hostname",
        "proxy",
    ]);
    ask(&fake.url, &["logs", "f", "-f"])
        .exits(2)
        .says(&["text/html", "web page"]);
}

/// CLI.4
#[test]
fn a_deploy_that_is_answered_with_a_web_page_has_not_succeeded() {
    let folder = folder();
    let echo = crate::support::component(folder.path(), "echo");
    let fake = Fake::start(|_| (200, "text/html", "<p>Please log in".to_owned()));
    let mut command = momento(folder.path());
    command.args(["deploy", &echo, "--endpoint", &fake.url]);
    run(command)
        .exits(2)
        .says(&["PUT ", "200 OK", "<p>Please log in", "login page"]);
}

/// CLI.8
#[test]
fn what_only_our_host_knows_is_told_to_need_it_and_logs_say_the_other_way() {
    let fake = Fake::momento();
    for line in [
        &["list"][..],
        &["describe", "f"],
        &["delete", "f", "--yes"],
        &["versions", "f"],
        &["pin", "f", "1"],
        &["unpin", "f"],
        &["rollback", "f"],
        &["env", "--name", "f"],
        &["env", "set", "A=1", "--name", "f"],
        &["logs", "f"],
    ] {
        ask(&fake.url, line).exits(if line[0] == "pin" { 0 } else { 2 });
    }
    ask(&fake.url, &["list"]).exits(2).says(&[
        "404",
        "Not Found",
        "it takes the host of `cargo momento serve`",
    ]);
    ask(&fake.url, &["env", "unset", "A", "--name", "f"])
        .exits(2)
        .says(&["cargo momento deploy --env"]);
    ask(&fake.url, &["logs", "f"]).exits(2).says(&[
        "cargo momento serve",
        "configure_logs",
        "topic",
        "subscriber",
    ]);
}

/// CLI.4
#[test]
fn a_redirect_is_not_followed_since_the_key_would_go_along() {
    let other = Fake::momento();
    let to = other.url.clone();
    let fake = Fake::raw(move |_| {
        format!("HTTP/1.1 301 X\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n")
    });
    ask(&fake.url, &["list"])
        .exits(2)
        .says(&["301", "leads elsewhere", &other.url]);
    assert_eq!(other.requests().len(), 0);
}

/// CLI.4
#[test]
fn a_connection_that_nobody_takes_is_told_with_what_to_start() {
    let nobody = Nobody::new();
    let url = format!("http://{}", nobody.address());
    ask(&url, &["list"]).exits(2).says(&[
        "cannot connect to http://127.0.0.1:",
        "refused",
        "cargo momento serve --listen",
    ]);
}

/// CLI.11
#[test]
fn a_service_that_is_not_there_is_told_before_anything_is_built() {
    let nobody = Nobody::new();
    let url = format!("http://{}", nobody.address());
    let mut command = momento(crate::support::project());
    command.args(["deploy", "--endpoint", &url]);
    let told = run(command).exits(2).says(&["cannot connect to"]);
    assert!(!told.stderr.contains("Built"), "{}", told.stderr);
}

/// CLI.4
#[test]
fn an_answer_that_breaks_off_or_does_not_come_is_told() {
    let broken = Fake::raw(|_| "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"func".to_owned());
    ask(&broken.url, &["list"]).exits(2).says(&["broke off"]);
    let garbage = Fake::raw(|_| "SSH-2.0-OpenSSH\r\n".to_owned());
    ask(&garbage.url, &["list"]).exits(2).says(&["broke off"]);
    let (hold, held) = std::sync::mpsc::channel();
    let silent = Fake::held("", held);
    ask(&silent.url, &["list", "--timeout", "100ms"])
        .exits(2)
        .says(&["was not answered within 100.0ms", "--timeout"]);
    drop(hold);
}

/// CLI.4
#[test]
fn an_answer_without_an_end_is_collected_up_to_a_limit() {
    let fake = Fake::raw(|_| format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat((16 << 20) + 1)));
    ask(&fake.url, &["list"])
        .exits(2)
        .says(&["more than 16777216 bytes"]);
}

/// CLI.3
#[test]
fn a_key_is_not_sent_in_the_open_beyond_this_machine() {
    // Nothing is looked up: the address is one that no network has (RFC 5737).
    for line in [&["list"][..], &["env", "set", "A=1", "--name", "f"]] {
        ask("http://192.0.2.1:9", line).exits(2).says(&[
            "the key is not sent to http://192.0.2.1:9",
            "https://",
            "--allow-plain-http",
        ]);
    }
    let allowed = ask(
        "http://192.0.2.1:9",
        &["list", "--allow-plain-http", "--dry-run"],
    )
    .exits(0);
    assert!(allowed.stdout.contains("authorization: ***"));
    let folder = folder();
    let mut command = momento(folder.path());
    command.args(["list", "--endpoint", "http://192.0.2.1:9", "--dry-run"]);
    assert!(!run(command).exits(0).stdout.contains("authorization"));
}

/// CLI.3
#[test]
fn no_proxy_gets_the_key_for_a_service_on_this_machine() {
    let (proxy, fake) = (Fake::momento(), Fake::momento());
    let folder = folder();
    let mut command = momento(folder.path());
    command
        .env("http_proxy", &proxy.url)
        .env("all_proxy", &proxy.url);
    command.args(["list", "--key", "s3cret", "--endpoint", &fake.url]);
    run(command).exits(2);
    assert_eq!((proxy.requests().len(), fake.requests().len()), (0, 1));
}

/// CLI.3
#[test]
fn a_key_is_no_empty_text() {
    ask("http://127.0.0.1:9", &["list", "--key", ""])
        .exits(2)
        .says(&["the key of `--key` is empty"]);
}

/// CLI.1
#[test]
fn what_is_no_endpoint_is_a_usage_error() {
    for (endpoint, says) in [
        ("localhost:8080", "http://127.0.0.1:8080"),
        (
            "https://user:hunter2@host",
            "leave out the user and password",
        ),
        (
            "http://h/functions/manage/default",
            "leave out `/functions/…`",
        ),
    ] {
        let refused = ask(endpoint, &["list"]).exits(2).says(&[says]);
        assert!(!refused.stderr.contains("hunter2"));
    }
    ask("http://127.0.0.1:9", &["describe", ".."])
        .exits(2)
        .says(&["`..` is no name"]);
}

/// A server that speaks TLS with a certificate that it has signed itself.
fn self_signed() -> String {
    let rcgen::CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    let config = Arc::new(config);
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream);
            let _ = stream.read(&mut [0; 1024]);
            let _ = stream.write_all(b"HTTP/1.1 204 X\r\n\r\n");
        }
    });
    url
}

/// CLI.4
#[test]
fn tls_that_cannot_be_trusted_is_named() {
    ask(&self_signed(), &["list"]).exits(2).says(&[
        "no safe connection to https://localhost:",
        "UnknownIssuer",
        "$SSL_CERT_FILE",
    ]);
    for answer in ["HTTP/1.1 400 Bad Request\r\n\r\n", ""] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 1024]);
            let _ = stream.write_all(answer.as_bytes());
        });
        ask(&url, &["list"])
            .exits(2)
            .says(&["no safe connection", "speaks no TLS on this port"]);
    }
}
