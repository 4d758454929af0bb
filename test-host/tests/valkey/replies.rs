use crate::support::redis_server::RedisServer;
use crate::{ask, host, send, server};
use http::Method;
use momento_functions_test_host::LocalValkey;

/// SVC.3, SVC.9
#[tokio::test]
async fn every_kind_of_reply_has_its_case() {
    let Some((_server, host)) = server() else {
        return;
    };
    assert_eq!(ask(&host, "GET missing").await, "nil");
    assert_eq!(ask(&host, "INCRBY number 41").await, "int 41");
    assert_eq!(
        ask(&host, "DECRBY number 9223372036854775807").await,
        "int -9223372036854775766"
    );
    assert_eq!(ask(&host, "SET key value").await, "ok");
    assert_eq!(ask(&host, "GET key").await, "inline value");
    assert_eq!(ask(&host, "PING").await, "text PONG");
    assert_eq!(ask(&host, "TYPE key").await, "text string");
    assert_eq!(ask(&host, "RPUSH list a b").await, "int 2");
    assert_eq!(ask(&host, "LRANGE list 0 -1").await, "[inline a, inline b]");
    assert_eq!(ask(&host, "LRANGE missing 0 -1").await, "[]");
    assert_eq!(ask(&host, "MGET key missing").await, "[inline value, nil]");
    assert_eq!(ask(&host, "XADD s 1-1 field value").await, "inline 1-1");
    let nested = "[[inline 1-1, [inline field, inline value]]]";
    assert_eq!(ask(&host, "XRANGE s - +").await, nested);
}

/// SVC.9
#[tokio::test]
async fn an_error_of_the_server_is_a_value() {
    let Some((_server, host)) = server() else {
        return;
    };
    assert_eq!(ask(&host, "SET key value").await, "ok");
    let wrong = ask(&host, "LPUSH key a").await;
    assert!(
        wrong.starts_with("error WRONGTYPE Operation against a key"),
        "{wrong}"
    );
    let unknown = ask(&host, "NOSUCHCOMMAND a").await;
    assert!(
        unknown.starts_with("error ERR unknown command"),
        "{unknown}"
    );
    let few = ask(&host, "GET").await;
    assert!(
        few.starts_with("error ERR wrong number of arguments"),
        "{few}"
    );
    let repeated = send(&host, Method::POST, &["NOSUCHCOMMAND"], b"\xff").await;
    let start = "error ERR unknown command";
    assert!(repeated.text().starts_with(start), "{}", repeated.text());
    let script = "return {1, redis.error_reply('MY own'), {redis.status_reply('fine')}}";
    let nested = send(&host, Method::GET, &["EVAL", script, "0"], b"").await;
    assert_eq!(nested.text(), "[int 1, error MY own, [text fine]]");
    assert_eq!(ask(&host, "GET key").await, "inline value");
}

/// SVC.9
#[tokio::test]
async fn replies_of_resp3_come_as_those_of_resp2() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let resp3 = host(&LocalValkey::new(format!(
        "{}/?protocol=resp3",
        server.url()
    )));
    let resp2 = host(&LocalValkey::new(server.url()));
    for (words, expected) in [
        ("GET missing", "nil"),
        ("HSET map f v", "int 1"),
        ("HGETALL map", "[inline f, inline v]"),
        ("SADD set a", "int 1"),
        ("SMEMBERS set", "[inline a]"),
        ("ZADD sorted 1.5 a", "int 1"),
        ("ZSCORE sorted a", "inline 1.5"),
        ("LRANGE missing 0 -1", "[]"),
    ] {
        assert_eq!(ask(&resp3, words).await, expected, "{words}");
        if words.starts_with(['H', 'S', 'Z']) && !words.contains("ADD") && !words.contains("HSET ")
        {
            assert_eq!(ask(&resp2, words).await, expected, "{words}");
        }
    }
}

/// SVC.3
#[tokio::test]
async fn keys_and_values_are_any_bytes() {
    let Some((server, host)) = server() else {
        return;
    };
    let bytes: Vec<u8> = (0..=255).collect();
    let set = send(&host, Method::POST, &["SET", "key"], &bytes).await;
    assert_eq!(set.text(), "ok");
    let got = send(&host, Method::PUT, &["GET"], b"key").await;
    assert_eq!(got.body, bytes);
    redis::cmd("SET")
        .arg(&bytes)
        .arg("of bytes")
        .exec(&mut server.connection())
        .unwrap();
    let got = send(&host, Method::POST, &["GET"], &bytes).await;
    assert_eq!(got.text(), "inline of bytes");
    let empty = send(&host, Method::POST, &["SET", "key"], b"").await;
    assert_eq!(empty.text(), "ok");
    assert_eq!(ask(&host, "GET key").await, "inline ");
}

/// SVC.9
#[tokio::test]
async fn a_long_value_stays_on_the_host_and_a_short_one_comes_inline() {
    let Some((_server, host)) = server() else {
        return;
    };
    for (size, expected) in [
        (4096, "inline of 4096 bytes"),
        (4097, "handle of 4097 bytes"),
    ] {
        let value = vec![b'a'; size];
        assert_eq!(
            send(&host, Method::POST, &["SET", "key"], &value)
                .await
                .text(),
            "ok"
        );
        assert_eq!(ask(&host, "GET key").await, expected);
    }
}

/// SVC.9
#[tokio::test]
async fn an_array_of_a_hundred_thousand_values_is_read_to_its_end() {
    let Some((_server, host)) = server() else {
        return;
    };
    let script = "for i = 1, 100000 do redis.call('RPUSH', 'list', i) end";
    assert_eq!(
        send(&host, Method::GET, &["EVAL", script, "0"], b"")
            .await
            .text(),
        "nil"
    );
    assert_eq!(ask(&host, "LRANGE list 0 -1").await, "[100000 values]");
}

/// SVC.10
#[tokio::test]
async fn a_reply_of_32_mib_comes_and_a_larger_one_is_told() {
    const LIMIT: u64 = 32 << 20;
    let Some((_server, host)) = server() else {
        return;
    };
    let offset = (LIMIT - 1).to_string();
    let set = send(&host, Method::POST, &["SETRANGE", "key", &offset], b"x").await;
    assert_eq!(set.text(), format!("int {LIMIT}"));
    let got = send(&host, Method::PUT, &["GET"], b"key").await;
    assert_eq!(got.body.len() as u64, LIMIT);
    assert_eq!(
        ask(&host, "APPEND key x").await,
        format!("int {}", LIMIT + 1)
    );
    let refused = "failed: the Valkey command failed: the reply has more than 33554432 bytes or 500000 \
                   values: ask for it in parts";
    assert_eq!(ask(&host, "GET key").await, refused);
    assert_eq!(ask(&host, "MGET key key").await, refused);
    // The connection is the same, and in step.
    assert_eq!(ask(&host, "GETRANGE key 0 0").await, "inline \0");
    assert_eq!(ask(&host, "INFO clients").await.lines().count(), 1);
}

/// SVC.10
#[tokio::test]
async fn an_invocation_holds_at_most_128_mib_of_replies() {
    let Some((_server, host)) = server() else {
        return;
    };
    let offset = (30_u32 << 20).to_string();
    let set = send(&host, Method::POST, &["SETRANGE", "key", &offset], b"x").await;
    assert!(set.text().starts_with("int "), "{}", set.text());
    let held = send(&host, Method::PATCH, &["GET"], b"key").await;
    let reason = "an invocation holds at most 134217728 bytes in the host's memory: drop buffers, or read them to their ends";
    let expected =
        format!("4 held, then: the Valkey command failed: {reason}; 1 dropped, then: true");
    assert_eq!(held.text(), expected);
}

/// SVC.10
#[tokio::test]
async fn a_reply_has_at_most_500000_values() {
    let Some((_server, host)) = server() else {
        return;
    };
    let fill = "local t = {} for i = 1, tonumber(ARGV[1]) do t[i] = i end return t";
    let many = send(&host, Method::GET, &["EVAL", fill, "0", "500000"], b"").await;
    assert_eq!(many.text(), "[500000 values]");
    let more = send(&host, Method::GET, &["EVAL", fill, "0", "500001"], b"").await;
    assert!(
        more.text().contains("the reply has more than"),
        "{}",
        more.text()
    );
    assert_eq!(ask(&host, "PING").await, "text PONG");
}

/// SVC.10
#[tokio::test]
async fn replies_that_nest_too_deep_are_told() {
    let Some((_server, host)) = server() else {
        return;
    };
    let nest = "local t = {} for i = 2, tonumber(ARGV[1]) do t = {t} end return t";
    let deep = send(&host, Method::GET, &["EVAL", nest, "0", "64"], b"").await;
    assert_eq!(deep.text(), format!("{}{}", "[".repeat(64), "]".repeat(64)));
    let deeper = send(&host, Method::GET, &["EVAL", nest, "0", "65"], b"").await;
    assert!(
        deeper.text().contains("the reply has more than"),
        "{}",
        deeper.text()
    );
    assert_eq!(ask(&host, "PING").await, "text PONG");
}
