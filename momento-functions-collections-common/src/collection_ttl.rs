use std::time::Duration;

/// How long a collection lives, and whether a change to it starts that time anew.
///
/// # Limits
/// The host counts whole milliseconds, rounded up; see [`saturate_ttl`](crate::saturate_ttl). Zero is
/// refused, and so is more than the cache allows (24 hours by default).
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use momento_functions_collections_common::CollectionTtl;
///
/// let session = CollectionTtl::of(Duration::from_secs(600));
/// let daily = CollectionTtl::of(Duration::from_secs(86_400)).with_no_refresh_on_update();
/// assert!(session.refresh() && !daily.refresh());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CollectionTtl {
    ttl: Duration,
    refresh: bool,
}

impl CollectionTtl {
    /// Makes one of a time to live, and of whether each change starts it anew.
    #[must_use]
    pub const fn new(ttl: Duration, refresh: bool) -> Self {
        Self { ttl, refresh }
    }

    /// Makes one whose time starts anew with each change, as [`refresh_on_update`](Self::refresh_on_update) does.
    #[must_use]
    pub fn of(ttl: Duration) -> Self {
        Self::new(ttl, true)
    }

    /// Makes one whose time starts anew with each change: the collection lives as long as it is in use.
    #[must_use]
    pub fn refresh_on_update(ttl: impl Into<Duration>) -> Self {
        Self::new(ttl.into(), true)
    }

    /// Makes one whose time starts with the change that makes the collection, and no other.
    #[must_use]
    pub fn initialize_only(ttl: impl Into<Duration>) -> Self {
        Self::new(ttl.into(), false)
    }

    /// Sets the time to live.
    #[must_use]
    pub fn with_ttl(self, ttl: impl Into<Duration>) -> Self {
        Self::new(ttl.into(), self.refresh)
    }

    /// Lets each change start the time anew.
    #[must_use]
    pub fn with_refresh_on_update(self) -> Self {
        Self::new(self.ttl, true)
    }

    /// Lets the time start only with the change that makes the collection.
    #[must_use]
    pub fn with_no_refresh_on_update(self) -> Self {
        Self::new(self.ttl, false)
    }

    /// Gives the time to live.
    #[must_use]
    pub fn ttl(&self) -> Duration {
        self.ttl
    }

    /// Tells whether each change starts the time anew.
    #[must_use]
    pub fn refresh(&self) -> bool {
        self.refresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn parts(ttl: CollectionTtl) -> (Duration, bool) {
        (ttl.ttl(), ttl.refresh())
    }

    #[test]
    fn the_name_of_a_constructor_says_whether_changes_refresh() {
        assert_eq!(parts(CollectionTtl::of(MINUTE)), (MINUTE, true));
        assert_eq!(
            parts(CollectionTtl::refresh_on_update(MINUTE)),
            (MINUTE, true)
        );
        assert_eq!(
            parts(CollectionTtl::initialize_only(MINUTE)),
            (MINUTE, false)
        );
    }

    #[test]
    fn it_can_be_a_constant() {
        const TTL: CollectionTtl = CollectionTtl::new(MINUTE, false);
        assert_eq!(parts(TTL), (MINUTE, false));
    }

    #[test]
    fn each_setting_leaves_the_other() {
        let ttl = CollectionTtl::of(MINUTE).with_no_refresh_on_update();
        assert_eq!(parts(ttl), (MINUTE, false));
        assert_eq!(parts(ttl.with_ttl(2 * MINUTE)), (2 * MINUTE, false));
        assert_eq!(parts(ttl.with_refresh_on_update()), (MINUTE, true));
    }
}
