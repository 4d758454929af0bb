//! Tests of the topics, rule by rule.

use super::{Message, Subscription, TopicEvent, TopicLimits, Topics};
use crate::ServiceError;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

fn topics() -> Topics {
    Topics::new(TopicLimits::default())
}

fn message(event: Option<TopicEvent>) -> Option<Message> {
    match event? {
        TopicEvent::Message { message, .. } => Some(message),
        TopicEvent::Missed(count) => panic!("{count} messages missed"),
    }
}

fn next(subscription: &mut Subscription) -> Option<Message> {
    message(subscription.try_next())
}

#[derive(Default)]
struct Wakes(AtomicUsize);

impl Wakes {
    fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// SVC.1
#[test]
fn a_message_goes_to_all_who_listen_now_and_is_not_kept() {
    let topics = topics();
    assert_eq!(topics.publish("t", "early"), Ok(0));
    let mut one = topics.subscribe("t").unwrap();
    let mut two = topics.subscribe("t").unwrap();
    let mut other = topics.subscribe("other").unwrap();
    assert_eq!(topics.publish("t", "now"), Ok(2));
    assert_eq!(topics.publish("t", vec![0xFF]), Ok(2));
    let mut late = topics.subscribe("t").unwrap();
    for subscription in [&mut one, &mut two] {
        assert_eq!(next(subscription), Some("now".into()));
        assert_eq!(next(subscription), Some(vec![0xFF].into()));
        assert_eq!(next(subscription), None);
    }
    assert_eq!((next(&mut other), next(&mut late)), (None, None));
}

/// SVC.1
#[test]
fn a_message_is_as_long_as_the_limit_and_not_longer() {
    let default = topics();
    assert_eq!(default.publish("t", vec![0; 4096]), Ok(0));
    let over = default.publish("t", vec![0; 4097]);
    let text = "a message has at most 4096 bytes; this one has 4097".to_owned();
    assert_eq!(over, Err(ServiceError::LimitExceeded(text)));

    let small = Topics::new(TopicLimits::default().with_message(2));
    assert!(small.publish("t", "").is_ok() && small.publish("t", "é").is_ok());
    let mut subscription = small.subscribe("t").unwrap();
    let over = small.publish("t", "éa");
    assert!(matches!(over, Err(ServiceError::LimitExceeded(_))));
    assert_eq!(next(&mut subscription), None);
}

/// SVC.1
#[test]
fn a_topic_has_a_name() {
    let topics = topics();
    let published = topics.publish("", "hello");
    assert!(matches!(published, Err(ServiceError::InvalidArgument(_))));
    let subscribed = topics.subscribe("").map(drop);
    assert!(matches!(subscribed, Err(ServiceError::InvalidArgument(_))));
}

/// SVC.1
#[test]
fn a_slow_subscriber_loses_the_oldest_and_is_told_how_many() {
    let topics = Topics::new(TopicLimits::default().with_queue(2));
    let mut slow = topics.subscribe("t").unwrap();
    let mut quick = topics.subscribe("t").unwrap();
    for text in ["1", "2", "3", "4", "5"] {
        topics.publish("t", text).unwrap();
        assert_eq!(next(&mut quick), Some(text.into()));
    }
    assert_eq!(slow.try_next(), Some(TopicEvent::Missed(3)));
    assert_eq!(next(&mut slow), Some("4".into()));
    topics.publish("t", "6").unwrap();
    assert_eq!(next(&mut slow), Some("5".into()));
    assert_eq!(next(&mut slow), Some("6".into()));
    assert_eq!(slow.try_next(), None);
}

/// SVC.1
#[test]
fn a_subscription_that_is_dropped_leaves_nothing_behind() {
    let topics = topics();
    let (one, two) = (
        topics.subscribe("t").unwrap(),
        topics.subscribe("t").unwrap(),
    );
    drop(one);
    assert_eq!(topics.subscriptions("t"), 1);
    drop(two);
    assert_eq!(
        (topics.subscriptions("t"), topics.publish("t", "x")),
        (0, Ok(0))
    );
}

#[test]
fn a_message_that_waits_holds_no_larger_buffer() {
    let topics = topics();
    let mut subscription = topics.subscribe("t").unwrap();
    let whole = bytes::Bytes::from(vec![b'a'; 1 << 20]);
    topics.publish("t", whole.slice(..3)).unwrap();
    assert!(whole.is_unique());
    assert_eq!(next(&mut subscription), Some(whole.slice(..3).into()));
}

#[test]
fn who_waits_is_woken_once_a_message_is_there() {
    let topics = topics();
    let mut subscription = topics.subscribe("t").unwrap();
    let wakes = Arc::new(Wakes::default());
    let waker = Waker::from(Arc::clone(&wakes));
    let mut context = Context::from_waker(&waker);
    assert!(subscription.poll_next(&mut context).is_pending());
    topics.publish("other", "x").unwrap();
    assert_eq!(wakes.count(), 0);
    topics.publish("t", "1").unwrap();
    topics.publish("t", "2").unwrap();
    assert_eq!(wakes.count(), 1);
    for text in ["1", "2"] {
        let Poll::Ready(event) = subscription.poll_next(&mut context) else {
            panic!("there is an event");
        };
        assert_eq!(message(event), Some(text.into()));
    }
    assert!(subscription.poll_next(&mut context).is_pending());
}

#[test]
fn a_subscription_ends_after_what_waits_when_the_topics_are_gone() {
    let topics = topics();
    let mut subscription = topics.subscribe("t").unwrap();
    let wakes = Arc::new(Wakes::default());
    let waker = Waker::from(Arc::clone(&wakes));
    let mut context = Context::from_waker(&waker);
    assert!(subscription.poll_next(&mut context).is_pending());
    topics.publish("t", "last").unwrap();
    drop(topics);
    let mut next = Box::pin(subscription.next());
    let Poll::Ready(event) = next.as_mut().poll(&mut context) else {
        panic!("there is an event");
    };
    drop(next);
    assert_eq!(message(event), Some("last".into()));
    assert_eq!(subscription.poll_next(&mut context), Poll::Ready(None));
}

#[test]
fn the_end_of_the_topics_wakes_who_waits() {
    let topics = topics();
    let mut subscription = topics.subscribe("t").unwrap();
    let wakes = Arc::new(Wakes::default());
    let waker = Waker::from(Arc::clone(&wakes));
    let mut context = Context::from_waker(&waker);
    assert!(subscription.poll_next(&mut context).is_pending());
    drop(topics);
    assert_eq!(wakes.count(), 1);
}

/// SVC.1
#[test]
fn all_subscribers_see_one_order() {
    const EACH: usize = 200;
    let topics = topics();
    let mut one = topics.subscribe("t").unwrap();
    let mut two = topics.subscribe("t").unwrap();
    thread::scope(|scope| {
        for number in 0..4 {
            let topics = &topics;
            scope.spawn(move || {
                (0..EACH).for_each(|n| drop(topics.publish("t", format!("{number} {n}"))))
            });
        }
    });
    let mut before = 0;
    for _ in 0..4 * EACH {
        let event = one.try_next().unwrap();
        let TopicEvent::Message { sequence, .. } = event else {
            panic!("no message is missed");
        };
        assert!(sequence > before);
        before = sequence;
        assert_eq!(two.try_next(), Some(event));
    }
    assert_eq!((one.try_next(), two.try_next()), (None, None));
}
