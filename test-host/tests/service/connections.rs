//! Connections: how long they live, and what their ends mean.

use std::time::Duration;

use momento_functions_test_host::{Limits, Request};

use super::client::{Call, Server, patient};
use super::{host_of, limited};

/// INV.7
#[tokio::test]
async fn a_client_that_goes_before_the_head_ends_the_invocation() {
    let host = limited(Limits::default().with_concurrency(1), &["trouble"]);
    let mut server = Server::start(&host).await;
    for body in ["", "read at once"] {
        let waiting = server
            .begin(Call::post("/functions/default/trouble/spin", body))
            .await;
        // The first is at work when the second is turned away.
        while server
            .send(Call::get("/functions/default/trouble"))
            .await
            .status
            != 429
        {
            assert_eq!(server.answered().await.status, 200);
        }
        assert_eq!(server.answered().await.status, 429);
        drop(waiting);
        let answered = server.answered().await;
        assert_eq!((answered.status, answered.abandoned), (0, true));
        assert_eq!(
            server
                .send(Call::get("/functions/default/trouble"))
                .await
                .status,
            200
        );
        assert_eq!(server.answered().await.status, 200);
    }
}

/// INV.3
#[tokio::test]
async fn a_busy_function_does_not_hold_up_others() {
    let server = Server::start(&host_of(&["trouble", "count"])).await;
    let busy = server
        .begin(Call::get("/functions/default/trouble/spin"))
        .await;
    for _ in 0..20 {
        assert_eq!(
            server
                .send(Call::get("/functions/default/count"))
                .await
                .text(),
            "1"
        );
    }
    drop(busy);
}

/// HTTP.9
#[tokio::test]
async fn headers_over_the_limit_are_a_431() {
    let host = host_of(&["count"]);
    let server = Server::with(&host, |service| service.header_bytes(1000)).await;
    let call = Call::get("/functions/default/count").header("x-long", &"a".repeat(1000));
    assert_eq!(
        server.send(call).await.error(),
        (431, "headers_too_large".to_owned())
    );
    let many = (0..101).fold(Call::get("/functions/default/count"), |call, _| {
        call.header("a", "b")
    });
    assert_eq!(server.send(many).await.status, 431);
}

/// HTTP.9
#[tokio::test]
async fn a_client_that_does_not_send_its_headers_is_cut_off() {
    let host = host_of(&[]);
    let server = Server::with(&host, |service| {
        service.header_time(Duration::from_millis(20))
    })
    .await;
    let mut slow = server.connect().await;
    slow.write(b"GET / HTTP/1.1\r\nhost: ").await;
    assert!(slow.ends().await);
}

/// HTTP.9
#[tokio::test]
async fn a_client_that_stalls_its_body_is_a_408_and_no_invocation() {
    let host = host_of(&["echo"]);
    let mut server = Server::with(&host, |service| {
        service.stall_time(Duration::from_millis(20))
    })
    .await;
    for (verb, target) in [
        ("POST", "/functions/default/echo"),
        ("PUT", "/functions/manage/default/f"),
    ] {
        let mut exchange = server.connect().await;
        let head = format!(
            "{verb} {target} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\nhalf"
        );
        exchange.write(head.as_bytes()).await;
        let answer = exchange.rest().await;
        assert_eq!(answer.error(), (408, "stalled_body".to_owned()));
        assert_eq!(server.answered().await.invocation_id, None);
    }
}

/// HTTP.9
#[tokio::test]
async fn a_streamed_body_that_stalls_ends_the_answer_it_goes_into() {
    let host = host_of(&["echo"]);
    let server = Server::with(&host, |service| {
        service.stall_time(Duration::from_millis(20))
    })
    .await;
    let mut exchange = server.connect().await;
    let head = "POST /functions/default/echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5\r\nfirst\r\n";
    exchange.write(head.as_bytes()).await;
    let answer = exchange.rest().await;
    assert_eq!((answer.text(), answer.complete), ("first", false));
}

/// HTTP.9
#[tokio::test]
async fn a_client_that_takes_nothing_of_its_answer_is_cut_off() {
    let host = host_of(&["echo"]);
    let mut server = Server::with(&host, |service| {
        service.stall_time(Duration::from_millis(500))
    })
    .await;
    let mut exchange = server.connect().await;
    let head =
        b"POST /functions/default/echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n";
    exchange.write(head).await;
    let chunk = [b"8000\r\n".as_slice(), &[b'x'; 0x8000], b"\r\n"].concat();
    let flood = async {
        loop {
            exchange.write(&chunk).await;
        }
    };
    let answered = tokio::select! {
        biased;
        answered = server.answered() => answered,
        () = flood => panic!("it never ends by itself"),
    };
    assert_eq!((answered.status, answered.abandoned), (200, true));
}

#[tokio::test]
async fn a_connection_is_used_again() {
    let server = Server::start(&host_of(&["echo"])).await;
    let mut exchange = server.connect().await;
    for body in ["first", "other"] {
        let call = format!(
            "POST /functions/default/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\n{body}"
        );
        exchange.write(call.as_bytes()).await;
        exchange.until(body).await;
    }
}

#[tokio::test]
async fn what_is_no_http_gets_a_400_and_the_service_lives_on() {
    let server = Server::start(&host_of(&["count"])).await;
    for nonsense in [
        "hello\r\n\r\n",
        "GET /functions/default/count HTTP/9.9\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
    ] {
        let mut exchange = server.connect().await;
        exchange.write(nonsense.as_bytes()).await;
        assert_eq!(exchange.rest().await.status, 400, "{nonsense:?}");
    }
    assert_eq!(
        server
            .send(Call::get("/functions/default/count"))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_body_that_breaks_off_does_not_reach_the_function_as_whole() {
    let mut server = Server::start(&host_of(&["echo"])).await;
    let mut exchange = server.connect().await;
    exchange
        .write(
            b"POST /functions/default/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhalf",
        )
        .await;
    drop(exchange);
    let answered = server.answered().await;
    assert!(answered.abandoned || answered.status >= 400, "{answered:?}");
}

#[tokio::test]
async fn a_stopping_service_answers_what_it_has_begun() {
    let host = host_of(&["echo"]);
    let server = Server::start(&host).await;
    let address = server.address;
    let mut exchange = server.connect().await;
    let head = "POST /functions/default/echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5\r\nfirst\r\n";
    exchange.write(head.as_bytes()).await;
    exchange.until("first").await;
    let stopped = server.stop();
    while tokio::net::TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    exchange.write(b"5\r\n-last\r\n0\r\n\r\n").await;
    let answer = exchange.rest().await;
    assert_eq!((answer.text(), answer.complete), ("first-last", true));
    patient(stopped).await.unwrap();
}

#[tokio::test]
async fn a_stopping_service_waits_no_longer_than_its_drain_time() {
    let host = host_of(&["trouble"]);
    let server = Server::with(&host, |service| {
        service.drain_time(Duration::from_millis(20))
    })
    .await;
    let mut idle = server.connect().await;
    let busy = server
        .begin(Call::get("/functions/default/trouble/spin"))
        .await;
    patient(server.stop()).await.unwrap();
    assert!(idle.ends().await);
    drop(busy);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_that_has_stopped_has_freed_what_it_cut_off() {
    let host = limited(Limits::default().with_concurrency(1), &["stream"]);
    let server = Server::with(&host, |service| service.drain_time(Duration::ZERO)).await;
    let script = "sse\t-\t-\tone\nspin";
    let mut busy = server
        .begin(Call::post("/functions/default/stream", script))
        .await;
    busy.until("data: one").await;
    let stream = host.function("default", "stream").unwrap();
    let status = async || stream.invoke(Request::post("/")).await.response.status;
    assert_eq!(status().await, 429);
    patient(server.stop()).await.unwrap();
    assert_eq!(status().await, 200);
}

#[tokio::test]
async fn a_stopping_service_closes_idle_connections_at_once() {
    let host = host_of(&["count"]);
    let server = Server::start(&host).await;
    let mut fresh = server.connect().await;
    let mut kept = server.connect().await;
    let head = b"GET /functions/default/count HTTP/1.1\r\nhost: x\r\n\r\n";
    kept.write(head).await;
    kept.until("\r\n\r\n1").await;
    // The drain time is half a minute, and then the test's patience is at its end.
    patient(server.stop()).await.unwrap();
    assert!(fresh.ends().await && kept.ends().await);
}
