//! What compiles against the published crate compiles against this one: each published item is used
//! here with its published signature.
use momento_functions_host_log::{
    LogConfiguration, LogConfigurationError, LogDestination, configure_logs, log_configuration,
};

#[test]
fn configurations_are_built_as_published() {
    let topic: LogDestination = LogDestination::topic("logs");
    let group: LogDestination = LogDestination::cloudwatch(String::from("arn"), "group");
    for destination in [topic, group] {
        let _: LogConfiguration = log_configuration(destination.clone());
        let _: LogConfiguration = destination.clone().into();
        let _: LogConfiguration = LogConfiguration::new(destination)
            .with_log_level(log::LevelFilter::Debug)
            .with_system_log_level(log::LevelFilter::Off);
    }
    let _: fn([LogConfiguration; 1]) -> Result<(), LogConfigurationError> = configure_logs;
    let _: fn(Vec<LogConfiguration>) -> Result<(), LogConfigurationError> = configure_logs;
}

#[test]
fn destinations_and_errors_are_matched_without_a_wildcard() {
    fn name(destination: LogDestination) -> String {
        match destination {
            LogDestination::Topic { topic } => topic,
            LogDestination::CloudWatch {
                iam_role_arn,
                log_group_name,
            } => iam_role_arn + &log_group_name,
        }
    }
    fn message(error: LogConfigurationError) -> String {
        match error {
            LogConfigurationError::Auth { message }
            | LogConfigurationError::Unknown { message } => message,
        }
    }
    assert_eq!(name(LogDestination::cloudwatch("a", "g")), "ag");
    let error = LogConfigurationError::Auth {
        message: "m".to_owned(),
    };
    let _: &dyn std::error::Error = &error;
    assert_eq!(message(error), "m");
}

#[test]
fn the_published_types_have_the_published_traits() {
    fn implementations()
    where
        LogConfiguration: From<LogDestination>,
    {
    }
    implementations();
}
