use crate::support::nobody::Nobody;
use crate::support::redis_server::RedisServer;
use crate::{server, support};
use momento_functions_test_host::{Configuration, Host, LocalValkey, Request};

/// What a function of the older contract is answered, line by line.
async fn piped(host: &Host, lines: &[&str]) -> Vec<String> {
    let function = host.deploy("v1", support::guest("v1-redis")).unwrap();
    let outcome = function
        .invoke(Request::post("").body(lines.join("\n")))
        .await;
    assert!(outcome.error.is_none(), "{:?}", outcome.error);
    let text = outcome.response.text().into_owned();
    text.lines().map(str::to_owned).collect()
}

fn plain() -> Host {
    Host::builder().build().unwrap()
}

/// SVC.12
#[tokio::test]
async fn commands_are_sent_in_one_go_and_answered_in_order() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let replies = piped(
        &plain(),
        &[
            &server.url(),
            "SET key value",
            "GET key",
            "GET missing",
            "INCR number",
            "INCR key",
            "PING",
            "RPUSH list a b",
            "LRANGE list 0 -1",
        ],
    )
    .await;
    let expected = [
        "okay",
        "data value",
        "nil",
        "int 1",
        "error ERR value is not an integer or out of range",
        "text PONG",
        "int 2",
        "[data a, data b]",
    ];
    assert_eq!(replies, expected);
}

/// SVC.12
#[tokio::test]
async fn a_pipe_has_its_connection_to_itself() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let host = plain();
    let own = [
        "SELECT 1",
        "MULTI",
        "SET key value",
        "GET key",
        "EXEC",
        "BLPOP none 0.01",
    ];
    let replies = piped(&host, &[&[&server.url()[..]], &own[..]].concat()).await;
    let expected = [
        "okay",
        "okay",
        "text QUEUED",
        "text QUEUED",
        "[okay, data value]",
        "nil",
    ];
    assert_eq!(replies, expected);
    assert_eq!(piped(&host, &[&server.url(), "GET key"]).await, ["nil"]);
    let refused = piped(&host, &[&server.url(), "SET key value", "SUBSCRIBE news"]).await;
    assert!(
        refused[0].contains("`SUBSCRIBE` is not sent: it has no reply"),
        "{refused:?}"
    );
    assert_eq!(piped(&host, &[&server.url(), "GET key"]).await, ["nil"]);
    assert!(piped(&host, &[&server.url()]).await.is_empty());
}

/// SVC.12
#[tokio::test]
async fn a_connection_string_that_names_no_server_is_told_at_the_first_command() {
    let told = piped(&plain(), &["http://:hunter2@localhost", "PING"]).await;
    assert!(
        told[0].contains("the connection string names no server: it is no URL"),
        "{told:?}"
    );
    assert!(!told[0].contains("hunter2"), "{told:?}");
    let nobody = Nobody::new();
    let url = format!("redis://{}", nobody.address());
    let told = piped(&plain(), &[&url, "PING"]).await;
    assert!(told[0].contains("there is no connection"), "{told:?}");
}

/// SVC.12
#[tokio::test]
async fn the_replies_of_a_pipe_are_limited_together() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let half = (16_u32 << 20).to_string();
    let set = format!("SETRANGE key {} x", &half);
    let host = plain();
    assert_eq!(piped(&host, &[&server.url(), &set]).await, ["int 16777217"]);
    let once = piped(&host, &[&server.url(), "GETRANGE key 0 0", "STRLEN key"]).await;
    assert_eq!(once, ["data \0", "int 16777217"]);
    let twice = piped(&host, &[&server.url(), "GET key", "GET key"]).await;
    assert!(twice[0].contains("the reply has more than"), "{twice:?}");
}

/// SVC.3, SVC.12
#[tokio::test]
async fn the_older_contract_knows_the_same_clusters() {
    let Some((server, _)) = server() else { return };
    let mut configuration = Configuration::default();
    let main = LocalValkey::new(server.url());
    configuration.local.valkey.insert("main".to_owned(), main);
    let host = Host::builder()
        .configuration(configuration)
        .build()
        .unwrap();
    let replies = piped(
        &host,
        &[
            "main",
            "SET key value",
            "GET key",
            "MULTI",
            "LRANGE none 0 -1",
        ],
    )
    .await;
    assert_eq!(replies[..2], ["okay", "data value"]);
    assert!(replies[2].contains("`MULTI` is not sent"), "{replies:?}");
    assert_eq!(replies[3], "[]");
    let unknown = piped(&host, &["other", "PING"]).await;
    assert!(
        unknown[0].contains("add `[local.valkey.other]`"),
        "{unknown:?}"
    );
}

/// NET.5, SVC.12
#[tokio::test]
async fn a_server_that_a_function_names_is_held_to_the_egress_rules() {
    let Some((server, _)) = server() else { return };
    let rules = "[egress]\nprivate = \"deny\"\n";
    let main = format!("[local.valkey.main]\nurl = \"{}\"", server.url());
    let configuration = Configuration::from_toml(&format!("{rules}{main}")).unwrap();
    let host = Host::builder()
        .configuration(configuration)
        .build()
        .unwrap();
    let refused = piped(&host, &[&server.url(), "SET key value"]).await;
    let reason = "egress: 127.0.0.1 is private";
    assert!(refused[0].contains(reason), "{refused:?}");
    let shouted = server.url().replace("127.0.0.1", "LOCALHOST");
    let named = Configuration::from_toml("[egress]\ndeny = [\"localhost\"]").unwrap();
    let by_name = Host::builder().configuration(named).build().unwrap();
    let refused = piped(&by_name, &[&shouted, "SET key value"]).await;
    assert!(
        refused[0].contains("egress: LOCALHOST is refused"),
        "{refused:?}"
    );
    // What the configuration names may be anywhere.
    assert_eq!(piped(&host, &["main", "GET key"]).await, ["nil"]);
}
