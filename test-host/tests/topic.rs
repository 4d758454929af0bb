//! Topics: functions publish to them, and whoever listens hears it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use http::Method;
use momento_functions_test_host::{
    Host, Message, Request, Response, Subscription, TopicEvent, TopicLimits,
};
use support::{arriving, piece};

/// A host with a function that publishes.
fn host(limits: TopicLimits) -> Host {
    let host = Host::builder().topic_limits(limits).build().unwrap();
    host.deploy("topic", support::guest("topic")).unwrap();
    host
}

/// Publishes text with GET, a body that stays with the host with POST, and bytes with PUT.
async fn publish(host: &Host, method: Method, topic: &str, body: &str) -> String {
    let request = Request::new(method, &format!("/{topic}")).body(body.to_owned());
    let response: Response = host
        .function("default", "topic")
        .unwrap()
        .invoke(request)
        .await
        .response;
    response.text().into_owned()
}

fn message(subscription: &mut Subscription) -> Option<Message> {
    match subscription.try_next()? {
        TopicEvent::Message { message, .. } => Some(message),
        _ => None,
    }
}

/// SVC.1
#[tokio::test]
async fn a_message_goes_to_everyone_who_listens_now() {
    let host = host(TopicLimits::default());
    assert_eq!(publish(&host, Method::GET, "news", "early").await, "Ok(())");
    let topic = host.topic("default", "news");
    let mut listeners = [topic.subscribe().unwrap(), topic.subscribe().unwrap()];
    let mut other = host.topic("default", "other").subscribe().unwrap();
    assert_eq!(publish(&host, Method::GET, "news", "text").await, "Ok(())");
    assert_eq!(publish(&host, Method::POST, "news", "host").await, "Ok(())");
    assert_eq!(publish(&host, Method::PUT, "news", "guest").await, "Ok(())");
    for listener in &mut listeners {
        let bytes = |text: &'static str| Some(Message::from(text.as_bytes().to_vec()));
        assert_eq!(message(listener), Some(Message::from("text")));
        assert_eq!(message(listener), bytes("host"));
        assert_eq!(message(listener), bytes("guest"));
        assert_eq!(message(listener), None);
    }
    assert_eq!(message(&mut other), None);
}

/// SVC.1
#[tokio::test]
async fn topics_of_two_caches_are_two() {
    let host = host(TopicLimits::default());
    let mut other = host.topic("shop", "news").subscribe().unwrap();
    assert_eq!(publish(&host, Method::GET, "news", "a").await, "Ok(())");
    assert_eq!(message(&mut other), None);
}

/// SVC.1
#[tokio::test]
async fn a_message_has_at_most_4_kb() {
    let host = host(TopicLimits::default());
    let mut news = host.topic("default", "news").subscribe().unwrap();
    for method in [Method::GET, Method::POST, Method::PUT] {
        let fits = "a".repeat(4096);
        assert_eq!(
            publish(&host, method.clone(), "news", &fits).await,
            "Ok(())"
        );
        assert_eq!(message(&mut news).unwrap().as_bytes(), fits.as_bytes());
        let refused = publish(&host, method, "news", &"a".repeat(4097)).await;
        let reason = "Err(LimitExceeded(\"a message has at most 4096 bytes; this one has ";
        assert!(refused.starts_with(reason), "{refused}");
        assert_eq!(message(&mut news), None);
    }
}

/// SVC.1
#[tokio::test]
async fn the_limit_can_be_set() {
    let host = host(TopicLimits::default().with_message(3));
    assert_eq!(publish(&host, Method::GET, "news", "abc").await, "Ok(())");
    let refused = publish(&host, Method::GET, "news", "abcd").await;
    assert!(refused.contains("at most 3 bytes"), "{refused}");
}

/// SVC.1
#[tokio::test]
async fn a_topic_without_a_name_is_an_invalid_argument() {
    let host = host(TopicLimits::default());
    for method in [Method::GET, Method::POST] {
        let refused = publish(&host, method, "", "a").await;
        assert!(refused.starts_with("Err(InvalidArgument("), "{refused}");
    }
}

/// SVC.1
#[tokio::test]
async fn a_body_that_breaks_off_is_not_published() {
    let host = host(TopicLimits::default());
    let mut news = host.topic("default", "news").subscribe().unwrap();
    let (body, _) = arriving([piece("half"), support::Step::Fail("cut")]);
    let request = Request::post("/news").body(body);
    let function = host.function("default", "topic").unwrap();
    let response = function.invoke(request).await.response;
    let refused = "Err(FailedPrecondition(\"the body broke off: cut\"))";
    assert_eq!(response.text(), refused);
    assert_eq!(message(&mut news), None);
}

/// LOG.3, SVC.1
#[tokio::test]
async fn the_older_contract_logs_and_publishes_to_the_same_topics() {
    let host = Host::builder().build().unwrap();
    let function = host.deploy("v1", support::guest("v1-services")).unwrap();
    let topics = ["logs", "texts", "bytes"];
    let mut heard = topics.map(|name| host.topic("default", name).subscribe().unwrap());
    let outcome = function.invoke(Request::post("").body("a")).await;
    assert_eq!(
        outcome.response.text(),
        "Ok(()) Ok(()) Ok(())",
        "{outcome:?}"
    );
    let messages = heard.each_mut().map(message);
    let bytes = Message::from(b"a".to_vec());
    assert_eq!(messages, [Some("a".into()), Some("a".into()), Some(bytes)]);
    assert_eq!(heard.each_mut().map(message), [None, None, None]);
    let large = function
        .invoke(Request::post("").body("a".repeat(4097)))
        .await;
    let refused =
        "Err(Error::LimitExceeded(\"a message has at most 4096 bytes; this one has 4097\"))";
    assert_eq!(
        large.response.text(),
        format!("Ok(()) {refused} {refused}"),
        "{large:?}"
    );
}
