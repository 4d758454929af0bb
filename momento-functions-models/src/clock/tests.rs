use super::{Clock as _, Quiet, VirtualClock, waits_for_others};
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

thread_local!(static QUIET: RefCell<Vec<Quiet>> = const { RefCell::new(Vec::new()) });

fn clock() -> VirtualClock {
    VirtualClock::new(|quiet| QUIET.with_borrow_mut(|all| all.push(quiet)))
}

/// Lets the clocks of this thread move, those that are still quiet; tells whether any was.
fn settle() -> bool {
    let all = QUIET.take();
    !all.is_empty()
}

#[derive(Default)]
struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// Runs tasks as a runtime does: those that are woken, and the clock when there are none.
#[derive(Default)]
struct Tasks(Vec<(Task, Arc<Flag>)>);

impl Tasks {
    fn spawn(&mut self, task: impl Future<Output = ()> + 'static) {
        self.0
            .push((Box::pin(task), Arc::new(Flag(AtomicBool::new(true)))));
    }

    fn turn(&mut self) -> bool {
        let mut turned = false;
        self.0.retain_mut(|(task, flag)| {
            if !flag.0.swap(false, Ordering::Relaxed) {
                return true;
            }
            turned = true;
            let waker = Waker::from(Arc::clone(flag));
            task.as_mut()
                .poll(&mut Context::from_waker(&waker))
                .is_pending()
        });
        turned
    }

    /// Runs until nothing goes on any more; tells how many tasks have not ended.
    fn run(&mut self) -> usize {
        while self.turn() || settle() {}
        self.0.len()
    }
}

/// Sleeps, as an activity, and writes down when it woke up.
fn sleeper(
    clock: &VirtualClock,
    deadline: Duration,
    log: &Rc<RefCell<Vec<Duration>>>,
) -> impl Future<Output = ()> + use<> {
    let (clock, log) = (clock.clone(), Rc::clone(log));
    let mut activity = clock.activity();
    async move {
        activity.track(clock.sleep_until(deadline)).await;
        log.borrow_mut().push(clock.elapsed());
    }
}

fn log() -> Rc<RefCell<Vec<Duration>>> {
    Rc::default()
}

/// LIM.8
#[test]
fn the_clock_moves_to_each_deadline_in_turn() {
    let (clock, log, mut tasks) = (clock(), log(), Tasks::default());
    for hours in [3, 1, 2, 1] {
        tasks.spawn(sleeper(&clock, HOUR * hours, &log));
    }
    assert_eq!(tasks.run(), 0);
    assert_eq!(*log.borrow(), [HOUR, HOUR, HOUR * 2, HOUR * 3]);
    assert_eq!(clock.elapsed(), HOUR * 3);
}

/// LIM.8
#[test]
fn work_that_does_not_wait_for_the_clock_keeps_it_still() {
    let (clock, log, mut tasks) = (clock(), log(), Tasks::default());
    tasks.spawn(sleeper(&clock, HOUR, &log));
    let mut activity = clock.activity();
    assert_eq!(tasks.run(), 1);
    let waits = activity.poll(&mut Context::from_waker(Waker::noop()), |_| {
        Poll::<()>::Pending
    });
    assert!(waits.is_pending());
    assert_eq!((tasks.run(), clock.elapsed()), (1, Duration::ZERO));
    drop(activity);
    assert_eq!((tasks.run(), clock.elapsed()), (0, HOUR));
}

/// LIM.8
#[test]
fn a_wait_with_an_alarm_beside_it_is_none_for_the_clock() {
    let (clock, mut tasks) = (clock(), Tasks::default());
    let (mut activity, alarm) = (clock.activity(), clock.alarm(HOUR));
    tasks.spawn(async move { activity.track(alarm).await });
    assert_eq!((tasks.run(), clock.elapsed()), (1, Duration::ZERO));
    clock.advance(HOUR);
    assert_eq!(tasks.run(), 0);
}

/// LIM.8
#[test]
fn an_alarm_that_nobody_needs_any_more_is_forgotten() {
    let (clock, log, mut tasks) = (clock(), log(), Tasks::default());
    let (mut activity, mut alarm) = (clock.activity(), Box::pin(clock.alarm(HOUR)));
    let polled = activity.poll(&mut Context::from_waker(Waker::noop()), |cx| {
        alarm.as_mut().poll(cx)
    });
    assert!(polled.is_pending());
    drop((activity, alarm));
    assert_eq!((tasks.run(), clock.elapsed()), (0, Duration::ZERO));
    tasks.spawn(sleeper(&clock, HOUR * 2, &log));
    assert_eq!(tasks.run(), 0);
    assert_eq!(clock.elapsed(), HOUR * 2);
}

/// LIM.8
#[test]
fn whoever_waits_for_others_waits_for_the_clock_with_them() {
    let (clock, log, mut tasks) = (clock(), log(), Tasks::default());
    let done = Rc::new(Cell::new(None::<Waker>));
    let (mut outer, waiting) = (clock.activity(), Rc::clone(&done));
    tasks.spawn(async move {
        let answered = poll_fn(|cx| match waiting.replace(Some(cx.waker().clone())) {
            Some(_) => Poll::Ready(()),
            None => Poll::Pending,
        });
        outer.track(waits_for_others(answered)).await;
    });
    let inner = sleeper(&clock, HOUR, &log);
    tasks.spawn(async move {
        inner.await;
        let waker = done.take().unwrap();
        done.set(Some(waker.clone()));
        waker.wake();
    });
    assert_eq!((tasks.run(), clock.elapsed()), (0, HOUR));
}

/// LIM.8
#[test]
fn who_was_woken_and_has_not_gone_on_yet_keeps_the_clock_still() {
    let (clock, log, mut tasks) = (clock(), log(), Tasks::default());
    let sleep = Rc::new(Cell::new(None::<Waker>));
    let (mut activity, waker) = (clock.activity(), Rc::clone(&sleep));
    let mut waiting = Box::pin(async move {
        let event = poll_fn(|cx| {
            waker.set(Some(cx.waker().clone()));
            Poll::<()>::Pending
        });
        activity.track(waits_for_others(event)).await;
    });
    let mut poll = || {
        waiting
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
    };
    assert!(poll().is_pending());
    tasks.spawn(sleeper(&clock, HOUR, &log));
    tasks.turn();
    sleep.take().unwrap().wake();
    assert_eq!((tasks.run(), clock.elapsed()), (1, Duration::ZERO));
    assert!(poll().is_pending());
    assert_eq!((tasks.run(), clock.elapsed()), (0, HOUR));
}

/// LIM.8
#[test]
fn what_begins_in_a_quiet_moment_begins_before_the_clock_moves() {
    let (clock, log, mut tasks) = (clock(), log(), Tasks::default());
    tasks.spawn(sleeper(&clock, HOUR * 2, &log));
    while tasks.turn() {}
    tasks.spawn(sleeper(&clock, HOUR, &log));
    assert_eq!(tasks.run(), 0);
    assert_eq!(*log.borrow(), [HOUR, HOUR * 2]);
}

/// KIT.1
#[test]
fn a_clock_that_is_held_moves_by_hand_alone() {
    let (clock, log, mut tasks) = (clock(), log(), Tasks::default());
    let (first, second) = (clock.hold(), clock.hold());
    tasks.spawn(sleeper(&clock, HOUR, &log));
    tasks.spawn(sleeper(&clock, HOUR * 3, &log));
    clock.tick();
    assert_eq!((tasks.run(), clock.elapsed()), (2, Duration::ZERO));
    clock.advance(HOUR * 2);
    assert_eq!((tasks.run(), clock.elapsed()), (1, HOUR * 2));
    drop(first);
    assert_eq!(tasks.run(), 1);
    drop(second);
    assert_eq!((tasks.run(), clock.elapsed()), (0, HOUR * 3));
}

/// KIT.1
#[test]
fn a_look_at_the_clock_takes_a_microsecond() {
    let (clock, mut tasks) = (clock(), Tasks::default());
    let (mut activity, looking) = (clock.activity(), clock.clone());
    tasks.spawn(async move {
        let looks = async {
            while looking.elapsed() < Duration::from_millis(1) {
                looking.tick()
            }
        };
        activity.track(looks).await;
    });
    assert_eq!(tasks.run(), 0);
    assert_eq!(clock.elapsed(), Duration::from_millis(1));
}

/// KIT.1
#[test]
fn time_ends_where_it_can_be_told_no_more() {
    let (clock, log, mut tasks) = (clock(), log(), Tasks::default());
    tasks.spawn(sleeper(&clock, Duration::MAX, &log));
    assert_eq!(tasks.run(), 0);
    clock.advance(HOUR);
    clock.tick();
    assert_eq!(clock.elapsed(), Duration::MAX);
    assert_eq!(clock.now(), clock.wall());
}

/// KIT.1
#[test]
fn who_waits_without_being_an_activity_waits_in_turn_too() {
    let (clock, mut tasks) = (clock(), Tasks::default());
    let log = log();
    for hours in [2, 1] {
        let (sleep, log, clock) = (
            clock.sleep_until(HOUR * hours),
            Rc::clone(&log),
            clock.clone(),
        );
        tasks.spawn(async move {
            sleep.await;
            log.borrow_mut().push(clock.elapsed());
        });
    }
    assert_eq!(tasks.run(), 0);
    assert_eq!(*log.borrow(), [HOUR, HOUR * 2]);
}

/// KIT.1
#[test]
fn threads_that_sleep_at_once_all_wake_up() {
    let clock = VirtualClock::new(drop);
    std::thread::scope(|scope| {
        for thread in 1..=8_u32 {
            let clock = clock.clone();
            scope.spawn(move || {
                for round in 1..=200 {
                    let mut activity = clock.activity();
                    let sleep = clock.sleep_until(HOUR * thread * round);
                    block_on(activity.track(sleep));
                }
            });
        }
    });
    assert_eq!(clock.elapsed(), HOUR * 8 * 200);
}

struct Unpark(std::thread::Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn block_on(task: impl Future<Output = ()>) {
    let mut task = std::pin::pin!(task);
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    while task
        .as_mut()
        .poll(&mut Context::from_waker(&waker))
        .is_pending()
    {
        std::thread::park();
    }
}
