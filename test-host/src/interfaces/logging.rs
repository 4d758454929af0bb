/// Translates one contract's types, which differ from the other's in their module alone.
macro_rules! translate {
    ($bindings:ident) => {
        use crate::bindings::$bindings::{
            ConfigureLoggingInput, Destination, Host, LogConfigurationError, LogLevel as Level,
        };
        use crate::invocation::State;
        use momento_functions_models::log::{LogConfiguration, LogDestination, LogLevel};
        use momento_functions_test_host_macros::observed;
        use wasmtime::Result;

        #[observed($bindings)]
        impl Host for State {
            #[observed(local)]
            fn configure_logging(
                &mut self,
                inputs: Vec<ConfigureLoggingInput>,
            ) -> Result<Result<(), LogConfigurationError>> {
                let to = inputs.into_iter().map(configuration).collect();
                Ok(self.logs.configure(to).map_err(LogConfigurationError::Auth))
            }

            #[observed(local)]
            fn log(&mut self, input: String, level: Level) -> Result<()> {
                if let Some(level) = self::level(level) {
                    self.logs.log(level, input);
                }
                Ok(())
            }
        }

        fn configuration(input: ConfigureLoggingInput) -> LogConfiguration {
            LogConfiguration {
                level: level(input.log_level),
                system_level: level(input.system_logs_level),
                destination: match input.destination {
                    Destination::Topic(topic) => LogDestination::Topic(topic.topic_name),
                    Destination::Cloudwatch(cloudwatch) => LogDestination::CloudWatch {
                        iam_role_arn: cloudwatch.iam_role_arn,
                        log_group_name: cloudwatch.log_group_name,
                    },
                },
            }
        }

        fn level(level: Level) -> Option<LogLevel> {
            match level {
                Level::Off => None,
                Level::Debug => Some(LogLevel::Debug),
                Level::Info => Some(LogLevel::Info),
                Level::Warn => Some(LogLevel::Warn),
                Level::Error => Some(LogLevel::Error),
            }
        }
    };
}
pub(in crate::interfaces) use translate;

translate!(logging);
