use super::world::World;
use super::{
    LogLine, NativeBucket, NativeHostBuilder, NativeLambda, NativeSecret, NativeTopic,
    NativeValkey, Sent, Spawned, current,
};
use crate::Request;
use momento_functions_models::ManualClock;
use momento_functions_models::cache::Cache;
use momento_functions_models::dynamodb::{KeySchema, Table};
use momento_functions_models::http_script::Scripts;
use momento_functions_models::token::{DisposableToken, Permissions, TokenError};
use momento_functions_wit::native;
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

/// A host without WebAssembly: answers a test's host calls by the models that `cargo momento serve` answers
/// by, on this thread.
///
/// A clone is the same host. All of it is in memory, and gone with its last clone.
///
/// # Limits
///
/// Those of the service's interfaces: sizes, times to live, counts. A function's own memory and time are
/// not limited.
///
/// # Examples
///
/// ```
/// use momento_functions_test::NativeHost;
/// use momento_functions_topic::publish;
///
/// let host = NativeHost::new();
/// host.run(|| publish("news", "hello")).unwrap();
/// assert_eq!(host.topic("default", "news").texts(), ["hello"]);
/// ```
#[derive(Clone)]
pub struct NativeHost(Rc<World>);

impl NativeHost {
    /// Makes a host with the service's limits, whose clock stands at the beginning of 2026.
    #[must_use]
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// Makes a host with limits or names of its own.
    pub fn builder() -> NativeHostBuilder {
        NativeHostBuilder::default()
    }

    pub(super) fn of(world: World) -> Self {
        Self(Rc::new(world))
    }

    /// Runs code whose host calls this host answers, on this thread. A thread that it starts has no host.
    ///
    /// # Panics
    ///
    /// The thread has a native host already, or a request was sent that no script answers, and nobody looked
    /// at [`Scripts::unmatched`].
    #[track_caller]
    pub fn run<R>(&self, test: impl FnOnce() -> R) -> R {
        let entered = current::enter(self);
        let result = native::scope(Rc::clone(&self.0), test);
        drop(entered);
        self.http().verify();
        result
    }

    /// Gives the clock that everything goes by: times to live, tokens, dates of secrets, and
    /// `momento_functions_system::now`.
    #[must_use]
    pub fn clock(&self) -> &ManualClock {
        &self.0.system.clock
    }

    /// Sets a variable of the function's environment.
    pub fn set_variable(&self, name: impl Into<String>, value: impl Into<String>) {
        self.0.system.set_variable(name.into(), value.into());
    }

    /// Begins an invocation with a request: what the function asks of its request is answered by this one,
    /// and nothing is sent yet.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_guest_web::WebEnvironment;
    /// use momento_functions_test::Request;
    ///
    /// momento_functions_test::run(|host| {
    ///     host.request(Request::get("/search?q=otter"));
    ///     assert_eq!(WebEnvironment::load().query_map().get("q"), Some("otter"));
    /// });
    /// ```
    pub fn request(&self, request: Request) {
        native::begin_invocation();
        self.0.web.begin(request);
    }

    /// Gives what the function has sent of its answer until now, event by event or piece by piece; none when
    /// it has not begun to.
    #[must_use]
    pub fn sent(&self) -> Option<Sent> {
        self.0.web.sent()
    }

    /// Gives the cache of this name. The function's own is `default`, unless the builder names another.
    #[must_use]
    pub fn cache(&self, name: &str) -> Arc<Cache> {
        self.0.caches.of(name)
    }

    /// Names a topic of a cache, for its messages to be read.
    #[must_use]
    pub fn topic(&self, cache: &str, name: &str) -> NativeTopic {
        NativeTopic::new(Rc::clone(&self.0.topics), cache, name)
    }

    /// Gives the scripts that answer the function's outbound requests.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_http::{Request, invoke};
    /// use momento_functions_test::http::Reply;
    ///
    /// momento_functions_test::run(|host| {
    ///     let users = host.http().on("GET", "https://api.test/users/*").respond(Reply::status(404));
    ///     let answer = invoke(Request::new("https://api.test/users/7", "GET")).unwrap();
    ///     assert_eq!(answer.status, 404);
    ///     users.assert_called(1);
    /// });
    /// ```
    #[must_use]
    pub fn http(&self) -> &Scripts {
        &self.0.http.scripts
    }

    /// Gives what the function has logged, in order.
    #[must_use]
    pub fn logs(&self) -> Vec<LogLine> {
        self.0.logs.lines()
    }

    /// Gives what was spawned and is not run yet, in order.
    #[must_use]
    pub fn spawned(&self) -> Vec<Spawned> {
        self.0.spawns.waiting()
    }

    /// Runs what was spawned, in order, and what that spawns, until nothing waits.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_spawn::spawn;
    ///
    /// momento_functions_test::run(|host| {
    ///     spawn("count", "one two").unwrap();
    ///     let mut words = 0;
    ///     host.run_spawned(|work| {
    ///         assert_eq!(work.name(), "count");
    ///         words += work.text().split(' ').count();
    ///     });
    ///     assert_eq!(words, 2);
    /// });
    /// ```
    pub fn run_spawned(&self, mut run: impl FnMut(&Spawned)) {
        while let Some(work) = self.0.spawns.take() {
            run(&work);
        }
    }

    /// Lets there be no function of this name: whoever spawns it is told that it is not found.
    pub fn without_function(&self, name: impl Into<String>) {
        self.0.spawns.without(name.into());
    }

    /// Names a Valkey cluster, to say what it replies and to see its commands.
    #[must_use]
    pub fn valkey(&self, cluster: &str) -> NativeValkey {
        NativeValkey::new(Rc::clone(&self.0.valkey), cluster)
    }

    /// Makes a DynamoDB table, in place of one of this name.
    ///
    /// # Panics
    ///
    /// DynamoDB makes no table of this name.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_test::NativeHost;
    /// use momento_functions_test::dynamodb::{Item, KeyAttribute, KeySchema};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let host = NativeHost::new();
    /// let users = host.create_table("users", KeySchema::new(KeyAttribute::string("id")));
    /// users.put(Item::from_json(br#"{"id": {"S": "u1"}}"#)?)?;
    /// assert_eq!(users.items().len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    #[track_caller]
    pub fn create_table(&self, name: &str, schema: KeySchema) -> Arc<Table> {
        self.0.tables.create(name, schema)
    }

    /// Gives a table that was made.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<Arc<Table>> {
        self.0.tables.find(name)
    }

    /// Names a bucket of S3, to put objects and to read them.
    #[must_use]
    pub fn bucket(&self, name: &str) -> NativeBucket {
        NativeBucket::new(Rc::clone(&self.0.objects), name)
    }

    /// Names a secret of Secrets Manager, to put its values.
    #[must_use]
    pub fn secret(&self, name: &str) -> NativeSecret {
        NativeSecret::new(self.0.secrets.local(), name)
    }

    /// Names a Lambda function, to say what it answers and to see its invocations.
    #[must_use]
    pub fn lambda(&self, name: &str) -> NativeLambda {
        NativeLambda::new(Rc::clone(&self.0.lambda), name)
    }

    /// Makes a disposable token, as a function can.
    ///
    /// # Errors
    ///
    /// The time is 0 or more than 90,000 seconds, or the permissions are not as they should be.
    pub fn disposable_token(
        &self,
        valid_for_seconds: u32,
        permissions: &str,
        id: Option<&str>,
    ) -> Result<DisposableToken, TokenError> {
        let id = id.map(str::to_owned);
        let tokens = &self.0.tokens.0;
        tokens.make(valid_for_seconds, permissions.to_owned(), id)
    }

    /// Tells what a token allows now; none when it is not this host's, or has ended.
    #[must_use]
    pub fn token_permissions(&self, api_key: &str) -> Option<Permissions> {
        let grant = self.0.tokens.0.check(api_key.as_bytes());
        grant.ok().map(|grant| grant.permissions)
    }
}

impl Default for NativeHost {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for NativeHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NativeHost").finish_non_exhaustive()
    }
}
