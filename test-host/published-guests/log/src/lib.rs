//! Logs a line of each level to the topic that it is sent.

use log::LevelFilter;
use momento_functions_guest_web::{WebResult, invoke};
use momento_functions_host_log::{LogConfiguration, LogDestination, configure_logs};

invoke!(call);
fn call(topic: String) -> WebResult<()> {
    let destination = LogConfiguration::new(LogDestination::topic(topic))
        .with_log_level(LevelFilter::Info)
        .with_system_log_level(LevelFilter::Off);
    configure_logs([destination])?;
    log::debug!("a detail");
    log::info!("a line");
    log::error!("a failure");
    Ok(())
}
