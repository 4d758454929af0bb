use super::NativeHost;
use super::world::World;
use momento_functions_models::cache::CacheLimits;
use momento_functions_models::topic::TopicLimits;

/// Makes a [`NativeHost`].
///
/// # Examples
///
/// ```
/// use momento_functions_test::NativeHost;
/// use momento_functions_test::cache::CacheLimits;
///
/// let small = CacheLimits::default().with_item(1024);
/// let host = NativeHost::builder().cache_name("shop").cache_limits(small).build();
/// assert!(host.cache("shop").set(b"key", &[0; 1025], 60_000).is_err());
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct NativeHostBuilder {
    pub(super) cache: String,
    pub(super) function: String,
    pub(super) cache_limits: CacheLimits,
    pub(super) topic_limits: TopicLimits,
}

impl Default for NativeHostBuilder {
    fn default() -> Self {
        Self {
            cache: "default".to_owned(),
            function: "function".to_owned(),
            cache_limits: CacheLimits::default(),
            topic_limits: TopicLimits::default(),
        }
    }
}

impl NativeHostBuilder {
    /// Names the function's cache. The default is `default`.
    pub fn cache_name(mut self, name: impl Into<String>) -> Self {
        self.cache = name.into();
        self
    }

    /// Names the function. The default is `function`.
    pub fn function_name(mut self, name: impl Into<String>) -> Self {
        self.function = name.into();
        self
    }

    /// Sets what caches accept.
    pub fn cache_limits(mut self, limits: CacheLimits) -> Self {
        self.cache_limits = limits;
        self
    }

    /// Sets what topics accept.
    pub fn topic_limits(mut self, limits: TopicLimits) -> Self {
        self.topic_limits = limits;
        self
    }

    /// Makes the host.
    #[must_use]
    pub fn build(self) -> NativeHost {
        NativeHost::of(World::new(self))
    }
}
