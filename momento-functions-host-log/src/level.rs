use log::{Level, LevelFilter};
use momento_functions_wit::log::LogLevel;

/// The host's name for a level. It has none below `debug`.
pub(crate) fn level(level: Level) -> LogLevel {
    match level {
        Level::Error => LogLevel::Error,
        Level::Warn => LogLevel::Warn,
        Level::Info => LogLevel::Info,
        Level::Debug | Level::Trace => LogLevel::Debug,
    }
}

/// The host's name for what is let through.
pub(crate) fn filter(filter: LevelFilter) -> LogLevel {
    filter.to_level().map_or(LogLevel::Off, level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_has_its_name_and_trace_is_debug() {
        let names = LevelFilter::iter().map(filter);
        assert_eq!(
            names.collect::<Vec<_>>(),
            [
                LogLevel::Off,
                LogLevel::Error,
                LogLevel::Warn,
                LogLevel::Info,
                LogLevel::Debug,
                LogLevel::Debug,
            ]
        );
    }
}
