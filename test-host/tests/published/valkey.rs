use crate::answer;
use crate::support::redis_server::RedisServer;
use momento_functions_test_host::{Configuration, Host, LocalValkey};

/// A server, and a host that knows it as `cluster`; none where there is no server to start.
fn server() -> Option<(RedisServer, Host)> {
    let server = RedisServer::start()?;
    let mut configuration = Configuration::default();
    let cluster = LocalValkey::new(server.url());
    let clusters = &mut configuration.local.valkey;
    clusters.insert("cluster".to_owned(), cluster);
    let builder = Host::builder().configuration(configuration);
    Some((server, builder.build().unwrap()))
}

/// ABI.1
#[tokio::test]
async fn each_command_gets_its_reply() {
    let Some((_server, host)) = server() else {
        return;
    };
    let expected = [
        "ok",
        "data value",
        "int 1",
        "nil",
        "text PONG",
        "int 2",
        "bulk [data a, data b]",
        "error",
    ];
    assert_eq!(answer(&host, "valkey", "cluster").await, expected);
}

/// ABI.1
#[tokio::test]
async fn each_command_of_the_older_contract_gets_its_reply() {
    let Some((server, host)) = server() else {
        return;
    };
    let expected = [
        // A server that the function names.
        "value",
        "nil",
        "ok",
        "data piped",
        "int 1",
        "bulk [data a]",
        "error",
        // The cluster.
        "value",
        "int 0",
    ];
    assert_eq!(answer(&host, "v1-redis", server.url()).await, expected);
}
