use super::calls::HostCall;
use super::fault::{Fault, HttpFault, SpawnFault, ValkeyFault};
use super::interfaces::Interface;
use super::points::Point;
use super::value::{ERROR, OK};
use chacha20::ChaCha12Rng;
use chacha20::rand_core::{Rng as _, SeedableRng as _};
use serde_json::{Value as Json, json};
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The faults that are ordered on a host's calls. A clone is the same orders.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::calls::cache;
/// use momento_functions_test_host::{Host, ServiceFault};
/// use std::time::Duration;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let host = Host::builder().build()?;
/// host.faults().on(cache::get).nth(3).fail(ServiceFault::Timeout);
/// host.faults().on(cache::set).every(2).delay(Duration::from_millis(50));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct Faults(Arc<Inner>);

#[derive(Default)]
struct Inner {
    any: AtomicBool,
    orders: Mutex<Orders>,
}

#[derive(Default)]
struct Orders {
    seed: u64,
    /// How many there were, those included that were cleared.
    count: u64,
    list: Vec<Order>,
}

/// What was ordered once.
struct Order {
    places: &'static [(&'static Interface, &'static str)],
    when: When,
    argument: Option<(String, Json)>,
    effect: Effect,
    /// How many calls it was asked about.
    seen: u64,
    struck: Arc<AtomicU64>,
    random: ChaCha12Rng,
}

#[derive(Debug, Clone, Copy)]
enum When {
    Always,
    Nth(u64),
    Every(u64),
    First(u64),
    After(u64),
    Rate(f64),
}

/// What a fault does to a call.
#[derive(Clone, Default)]
pub(crate) struct Effect {
    pub(crate) latency: Duration,
    /// What the call is answered with instead of being made: the first that its contract has. With none it
    /// is made.
    pub(crate) answers: Vec<Json>,
}

impl Faults {
    pub(crate) fn seeded(seed: u64) -> Self {
        let faults = Self::default();
        faults.orders().seed = seed;
        faults
    }

    /// Begins an order on a host call, by its name in [`calls`](crate::calls).
    ///
    /// It strikes every call of that name, unless the order says more.
    #[must_use = "the order ends with `fail`, `delay` or another effect"]
    pub fn on<E>(&self, point: impl FnOnce() -> Point<E>) -> FaultOrder<E> {
        FaultOrder {
            faults: self.clone(),
            point: point(),
            when: When::Always,
            argument: None,
        }
    }

    /// Takes all orders back.
    pub fn clear(&self) {
        self.orders().list.clear();
        self.0.any.store(false, Ordering::Release);
    }

    /// Tells whether there are orders.
    pub(crate) fn is_any(&self) -> bool {
        self.0.any.load(Ordering::Acquire)
    }

    /// Tells whether an order looks at what calls have: then it has to be there.
    pub(super) fn look_at_arguments(&self) -> bool {
        self.is_any()
            && self
                .orders()
                .list
                .iter()
                .any(|order| order.argument.is_some())
    }

    /// Says what happens to a call. Delays add up; the first order that answers it does.
    pub(super) fn strike(
        &self,
        interface: &Interface,
        function: &str,
        call: impl Fn() -> Option<HostCall>,
    ) -> Option<Effect> {
        if !self.is_any() {
            return None;
        }
        let mut all = Effect::default();
        for order in &mut self.orders().list {
            let Some(effect) = order.strike(interface, function, &call) else {
                continue;
            };
            all.latency = all.latency.saturating_add(effect.latency);
            if all.answers.is_empty() {
                all.answers = effect.answers;
            }
        }
        Some(all)
    }

    fn add<E>(&self, order: FaultOrder<E>, effect: Effect) -> FaultCount {
        let mut orders = self.orders();
        let struck = Arc::<AtomicU64>::default();
        let seed = orders.seed.wrapping_add(orders.count);
        orders.count += 1;
        orders.list.push(Order {
            places: order.point.places(),
            when: order.when,
            argument: order.argument,
            effect,
            seen: 0,
            struck: Arc::clone(&struck),
            random: ChaCha12Rng::seed_from_u64(seed),
        });
        self.0.any.store(true, Ordering::Release);
        FaultCount(struck)
    }

    fn orders(&self) -> MutexGuard<'_, Orders> {
        self.0.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Order {
    fn strike(
        &mut self,
        interface: &Interface,
        function: &str,
        call: &impl Fn() -> Option<HostCall>,
    ) -> Option<Effect> {
        let mut places = self.places.iter();
        let here = places.any(|(of, name)| of.name == interface.name && *name == function);
        if !here || !self.concerns(call) {
            return None;
        }
        self.seen += 1;
        if !self.is_due() {
            return None;
        }
        self.struck.fetch_add(1, Ordering::Relaxed);
        Some(self.effect.clone())
    }

    fn concerns(&self, call: &impl Fn() -> Option<HostCall>) -> bool {
        let Some((name, value)) = &self.argument else {
            return true;
        };
        call().is_some_and(|call| call.argument(name) == Some(value))
    }

    fn is_due(&mut self) -> bool {
        match self.when {
            When::Always => true,
            When::Nth(nth) => self.seen == nth,
            When::Every(every) => self.seen.is_multiple_of(every),
            When::First(first) => self.seen <= first,
            When::After(after) => self.seen > after,
            When::Rate(rate) => random(&mut self.random) < rate,
        }
    }
}

/// Gives a number of 0 and more, and less than 1.
fn random(from: &mut ChaCha12Rng) -> f64 {
    f64::from(from.next_u32()) / (f64::from(u32::MAX) + 1.0)
}

/// An order of a fault that does not say yet what happens.
#[must_use = "the order ends with `fail`, `delay` or another effect"]
pub struct FaultOrder<E> {
    faults: Faults,
    point: Point<E>,
    when: When,
    argument: Option<(String, Json)>,
}

impl<E> FaultOrder<E> {
    /// Strikes one call: the first is 1.
    ///
    /// # Panics
    ///
    /// `nth` is 0.
    #[track_caller]
    pub fn nth(self, nth: u64) -> Self {
        assert!(nth > 0, "calls are counted from 1: the first is `nth(1)`");
        self.when(When::Nth(nth))
    }

    /// Strikes every second call, or every third, and so on.
    ///
    /// # Panics
    ///
    /// `every` is 0.
    #[track_caller]
    pub fn every(self, every: u64) -> Self {
        assert!(every > 0, "write `every(1)` for each call");
        self.when(When::Every(every))
    }

    /// Strikes as many calls, and lets those after them pass.
    ///
    /// # Panics
    ///
    /// `count` is 0.
    #[track_caller]
    pub fn first(self, count: u64) -> Self {
        assert!(
            count > 0,
            "an order that strikes no call orders nothing: write `first(1)`"
        );
        self.when(When::First(count))
    }

    /// Lets as many calls pass, and strikes those after them.
    pub fn after(self, count: u64) -> Self {
        self.when(When::After(count))
    }

    /// Strikes this part of the calls, 0 to 1, by chance: which ones follows from the host's seed.
    ///
    /// # Panics
    ///
    /// `rate` is no part.
    #[track_caller]
    pub fn rate(self, rate: f64) -> Self {
        assert!(
            (0.0..=1.0).contains(&rate),
            "a rate is a part, 0 to 1; this one is {rate}"
        );
        self.when(When::Rate(rate))
    }

    /// Strikes, and counts, only calls with this argument, as the contract names it: `("key", "a")`.
    pub fn with(mut self, argument: &str, value: impl Into<Json>) -> Self {
        self.argument = Some((argument.to_owned(), value.into()));
        self
    }

    /// Makes the call, but later: by the host's clock.
    pub fn delay(self, latency: Duration) -> FaultCount {
        self.order(latency, Vec::new())
    }

    fn when(mut self, when: When) -> Self {
        self.when = when;
        self
    }

    fn order(self, latency: Duration, answers: Vec<Json>) -> FaultCount {
        let faults = self.faults.clone();
        faults.add(self, Effect { latency, answers })
    }
}

impl<E: Fault> FaultOrder<E> {
    /// Does not make the call: it fails.
    pub fn fail(self, fault: E) -> FaultCount {
        self.fail_after(Duration::ZERO, fault)
    }

    /// Does not make the call: it fails, but after a while, by the host's clock.
    pub fn fail_after(self, latency: Duration, fault: E) -> FaultCount {
        let errors = fault.errors().into_iter();
        let answers = errors.map(|error| json!({ ERROR: error })).collect();
        self.order(latency, answers)
    }
}

impl FaultOrder<SpawnFault> {
    /// Starts nothing, and tells the function that all went well: the work is lost.
    pub fn lose(self) -> FaultCount {
        self.order(Duration::ZERO, vec![json!({ OK: null })])
    }
}

impl FaultOrder<HttpFault> {
    /// Closes the connection before the answer.
    pub fn close_connection(self) -> FaultCount {
        self.fail(HttpFault::ConnectionInterrupted)
    }
}

impl FaultOrder<ValkeyFault> {
    /// Closes the connection.
    pub fn close_connection(self) -> FaultCount {
        self.fail(ValkeyFault::ConnectionClosed)
    }
}

/// How often a fault has struck.
#[derive(Debug, Clone)]
pub struct FaultCount(Arc<AtomicU64>);

impl FaultCount {
    /// Tells how often the fault has struck until now.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let orders = self.orders().list.len();
        f.debug_struct("Faults").field("orders", &orders).finish()
    }
}

impl<E> fmt::Debug for FaultOrder<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FaultOrder")
            .field("on", &self.point.name())
            .field("when", &self.when)
            .finish_non_exhaustive()
    }
}
