use super::{Message, TopicEvent};
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// The messages that wait for one subscriber.
#[derive(Debug)]
pub(super) struct Inbox {
    capacity: usize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    waiting: VecDeque<(u64, Message)>,
    missed: u64,
    is_closed: bool,
    waker: Option<Waker>,
}

impl State {
    /// What was missed is older than whatever waits.
    fn next(&mut self) -> Option<TopicEvent> {
        if self.missed > 0 {
            return Some(TopicEvent::Missed(std::mem::take(&mut self.missed)));
        }
        let (sequence, message) = self.waiting.pop_front()?;
        Some(TopicEvent::Message { sequence, message })
    }
}

impl Inbox {
    pub(super) fn new(capacity: usize) -> Self {
        Self {
            capacity,
            state: Mutex::default(),
        }
    }

    /// Adds a message, at the cost of the oldest when there is no place, and returns who is to be
    /// woken.
    pub(super) fn push(&self, sequence: u64, message: Message) -> Option<Waker> {
        let mut state = self.state();
        state.waiting.push_back((sequence, message));
        if state.waiting.len() > self.capacity {
            state.waiting.pop_front();
            state.missed += 1;
        }
        state.waker.take()
    }

    /// Ends the subscription after what waits.
    pub(super) fn close(&self) {
        let waker = {
            let mut state = self.state();
            state.is_closed = true;
            state.waker.take()
        };
        waker.into_iter().for_each(Waker::wake);
    }

    pub(super) fn try_next(&self) -> Option<TopicEvent> {
        self.state().next()
    }

    pub(super) fn poll_next(&self, context: &mut Context<'_>) -> Poll<Option<TopicEvent>> {
        let mut state = self.state();
        let next = state.next();
        if next.is_some() || state.is_closed {
            return Poll::Ready(next);
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
