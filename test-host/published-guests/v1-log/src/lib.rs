//! Logs a line of each level to the topic that it is sent.

use log::LevelFilter;
use momento_functions::{WebResult, post};
use momento_functions_host::logging::{LogConfiguration, LogDestination};
use momento_functions_log::configure_logs;

post!(call);
fn call(topic: Vec<u8>) -> WebResult<()> {
    let destination = LogConfiguration::new(LogDestination::topic(String::from_utf8(topic)?))
        .with_log_level(LevelFilter::Info)
        .with_system_log_level(LevelFilter::Off);
    configure_logs([destination])?;
    log::debug!("a detail");
    log::info!("a line");
    log::error!("a failure");
    Ok(())
}
