use crate::commands::BEFORE_TIMEOUT;
use crate::support::redis_server::{RedisCluster, shared};
use crate::{ask, host, send};
use http::Method;
use momento_functions_test_host::{Host, LocalValkey};
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

/// The cluster of this file's tests, each of which has keys of its own.
fn cluster() -> Option<Arc<RedisCluster>> {
    static CLUSTER: Mutex<Weak<RedisCluster>> = Mutex::new(Weak::new());
    shared(&CLUSTER, RedisCluster::start)
}

fn host_of(cluster: &RedisCluster) -> Host {
    let mut server = LocalValkey::new(cluster.url());
    server.cluster = true;
    host(&server)
}

/// SVC.3
#[tokio::test]
async fn each_key_goes_to_its_node_and_commands_for_all_to_all() {
    let Some(cluster) = cluster() else { return };
    let host = host_of(&cluster);
    for key in ["a", "b", "c", "d"] {
        assert_eq!(ask(&host, &format!("SET {key} {key}")).await, "ok");
    }
    let keys = |node: &crate::support::redis_server::RedisServer| -> usize {
        redis::cmd("DBSIZE").query(&mut node.connection()).unwrap()
    };
    assert!(cluster.nodes().iter().filter(|node| keys(node) > 0).count() > 1);
    assert_eq!(
        ask(&host, "MGET a b c d").await,
        "[inline a, inline b, inline c, inline d]"
    );
    assert_eq!(ask(&host, "DEL a b c d").await, "int 4");
    assert_eq!(ask(&host, "GET a").await, "nil");
    assert_eq!(ask(&host, "PING").await, "text PONG");
}

/// SVC.9, SVC.10
#[tokio::test]
async fn replies_of_a_cluster_are_those_of_a_server() {
    let Some(cluster) = cluster() else { return };
    let host = host_of(&cluster);
    assert_eq!(ask(&host, "INCR number").await, "int 1");
    let wrong = ask(&host, "LPUSH number a").await;
    assert!(
        wrong.starts_with("error WRONGTYPE Operation against a key"),
        "{wrong}"
    );
    let apart = ask(&host, "RENAME number letter").await;
    assert!(apart.starts_with("error CROSSSLOT "), "{apart}");
    let unknown = ask(&host, "NOSUCHCOMMAND a").await;
    assert!(
        unknown.starts_with("error ERR unknown command"),
        "{unknown}"
    );
    let offset = (32_u32 << 20).to_string();
    let set = send(&host, Method::POST, &["SETRANGE", "huge", &offset], b"x").await;
    assert!(set.text().starts_with("int "), "{}", set.text());
    let huge = ask(&host, "GET huge").await;
    assert!(huge.contains("the reply has more than"), "{huge}");
    let among_others = ask(&host, "MGET number huge letter").await;
    assert!(
        among_others.contains("the reply has more than"),
        "{among_others}"
    );
    assert_eq!(ask(&host, "GETRANGE huge 0 0").await, "inline \0");
}

/// SVC.8
#[tokio::test]
async fn commands_that_wait_go_to_their_node_too() {
    let Some(cluster) = cluster() else { return };
    let host = host_of(&cluster);
    for queue in ["queue-1", "queue-2", "queue-3", "queue-4"] {
        assert_eq!(ask(&host, &format!("RPUSH {queue} job")).await, "int 1");
        let popped = format!("[inline {queue}, inline job]");
        assert_eq!(ask(&host, &format!("BLPOP {queue} 0")).await, popped);
    }
    let refused = ask(&host, "MULTI").await;
    assert!(refused.contains("`MULTI` is not sent"), "{refused}");
}

/// SVC.8
#[tokio::test]
async fn a_command_that_waits_on_a_node_ends_with_its_invocation() {
    let Some(cluster) = cluster() else { return };
    let host = host_of(&cluster);
    let blocked = || {
        cluster.nodes().iter().any(|node| {
            let mut info = redis::cmd("INFO");
            let info: String = info.arg("clients").query(&mut node.connection()).unwrap();
            !info.contains("blocked_clients:0")
        })
    };
    let waiting = tokio::spawn(async move { ask(&host, "BLPOP nobody-pushes 0").await });
    while !blocked() {
        tokio::task::yield_now().await;
    }
    waiting.abort();
    let deadline = Instant::now() + BEFORE_TIMEOUT;
    while blocked() {
        assert!(Instant::now() < deadline, "it waits on");
        tokio::task::yield_now().await;
    }
}

/// SVC.3
#[tokio::test]
async fn a_node_that_is_taken_for_a_server_says_where_the_key_is() {
    let Some(cluster) = cluster() else { return };
    let host = host(&LocalValkey::new(cluster.url()));
    // The slot of `foo` is 12182, which is of the last node.
    let moved = ask(&host, "GET foo").await;
    assert!(moved.starts_with("error MOVED 12182 "), "{moved}");
}

/// SVC.11
#[tokio::test]
async fn a_node_that_comes_back_is_used_again() {
    let Some(mut cluster) = RedisCluster::start() else {
        return;
    };
    let host = host_of(&cluster);
    assert_eq!(ask(&host, "SET foo 1").await, "ok");
    cluster.stop_node(2);
    let gone = ask(&host, "SET foo 2").await;
    assert_ne!(gone, "ok");
    cluster.restart_node(2);
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let set = ask(&host, "SET foo 3").await;
        if set == "ok" {
            break;
        }
        assert!(Instant::now() < deadline, "{set}");
    }
    assert_eq!(ask(&host, "GET foo").await, "inline 3");
}

/// SVC.3
#[tokio::test]
async fn a_server_that_is_no_cluster_is_told() {
    let Some(server) = crate::support::redis_server::RedisServer::start() else {
        return;
    };
    let mut wrong = LocalValkey::new(server.url());
    wrong.cluster = true;
    let told = ask(&host(&wrong), "GET a").await;
    assert!(told.contains("cluster support disabled"), "{told}");
}
