use super::{LogConfiguration, LogDestination, LogLevel};

/// Routes the lines of one invocation to the destinations that its function configures.
///
/// # Examples
///
/// ```
/// use momento_functions_models::log::{LogConfiguration, LogDestination, LogLevel, LogRouter, Routed};
///
/// let mut router = LogRouter::default();
/// assert_eq!(router.route(LogLevel::Error), Routed::NotConfigured);
/// let topic = LogDestination::Topic("logs".to_owned());
/// router.configure(vec![LogConfiguration {
///     level: Some(LogLevel::Warn),
///     system_level: None,
///     destination: topic.clone(),
/// }]);
/// assert_eq!(router.route(LogLevel::Info), Routed::To(vec![]));
/// assert_eq!(router.route(LogLevel::Error), Routed::To(vec![topic]));
/// ```
#[derive(Debug, Default)]
pub struct LogRouter {
    own: Vec<LogConfiguration>,
    system: System,
}

/// Where a line goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Routed {
    /// No destination was configured before it.
    NotConfigured,
    /// To the destinations that let it through; there may be none.
    To(Vec<LogDestination>),
}

/// The host's own lines: kept until it is known who gets them.
#[derive(Debug)]
enum System {
    Kept(Vec<(LogLevel, String)>),
    Given(Vec<LogConfiguration>),
}

impl Default for System {
    fn default() -> Self {
        Self::Kept(Vec::new())
    }
}

impl LogRouter {
    /// Sets the destinations of the function's lines from now on. The first call's destinations get
    /// the host's lines too: those that were kept are given back, each with where it goes.
    pub fn configure(
        &mut self,
        destinations: Vec<LogConfiguration>,
    ) -> Vec<(LogLevel, String, Vec<LogDestination>)> {
        self.own = destinations;
        let System::Kept(kept) = &mut self.system else {
            return Vec::new();
        };
        let kept = std::mem::take(kept);
        self.system = System::Given(self.own.clone());
        let route = |(level, line)| (level, line, passing(&self.own, level, |c| c.system_level));
        kept.into_iter().map(route).collect()
    }

    /// Returns whether destinations were set, be it to none.
    #[must_use]
    pub fn is_configured(&self) -> bool {
        matches!(self.system, System::Given(_))
    }

    /// Tells where a line of the function goes.
    #[must_use]
    pub fn route(&self, level: LogLevel) -> Routed {
        if self.own.is_empty() {
            return Routed::NotConfigured;
        }
        Routed::To(passing(&self.own, level, |c| c.level))
    }

    /// Tells where a line of the host goes, or keeps it for the first call of
    /// [`configure`](Self::configure).
    pub fn route_system(&mut self, level: LogLevel, line: &str) -> Routed {
        match &mut self.system {
            System::Kept(kept) => {
                kept.push((level, line.to_owned()));
                Routed::NotConfigured
            }
            System::Given(to) => Routed::To(passing(to, level, |c| c.system_level)),
        }
    }
}

fn passing(
    configurations: &[LogConfiguration],
    level: LogLevel,
    least: impl Fn(&LogConfiguration) -> Option<LogLevel>,
) -> Vec<LogDestination> {
    configurations
        .iter()
        .filter(|configuration| level.passes(least(configuration)))
        .map(|configuration| configuration.destination.clone())
        .collect()
}
