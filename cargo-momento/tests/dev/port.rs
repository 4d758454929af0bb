//! A port that another program has.

use std::net::TcpListener;

use serde_json::Value;

use crate::developing::Developing;
use crate::support::{component, folder, momento_with};

/// DEV.8
#[test]
fn a_port_in_use_is_told_with_who_has_it_and_what_takes_another() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let folder = folder();
    let echo = component(folder.path(), "echo");
    for command in ["serve", "dev"] {
        let run = momento_with(folder.path(), &[command, &echo, "--listen", &address]);
        let run = run.exits(2).says(&[
            &format!("{address} is in use"),
            "--find-free-port",
            "--listen 127.0.0.1:0",
        ]);
        if cfg!(target_os = "linux") {
            run.says(&[&format!("process {}", std::process::id())]);
        }
    }
}

/// DEV.8
#[test]
fn the_next_free_port_is_taken_where_that_is_wanted() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = listener.local_addr().unwrap();
    let folder = folder();
    let echo = component(folder.path(), "echo");
    let listen = taken.to_string();
    let arguments = [&*echo, "--find-free-port", "--listen", &listen];
    let dev = Developing::start_as(folder.path(), &arguments);
    let url = dev.ready["url"].as_str().unwrap();
    let port: u16 = url.rsplit(':').next().unwrap().parse().unwrap();
    assert!(port > taken.port(), "{url}");
    assert_eq!(dev.ready["functions"][0]["name"], Value::from("echo"));
    assert_eq!(dev.get("echo").status, 200);
}
