//! Logs to a topic and to CloudWatch, each from a level of its own.

use momento_functions_guest_web::{WebResult, invoke};
use momento_functions_host_log::{LogConfiguration, LogDestination, configure_logs, log};

invoke!(greet);
fn greet(name: String) -> WebResult<String> {
    log::error!("lost: nothing is captured before there is a destination");
    let role = "arn:aws:iam::123456789012:role/function-logs";
    let group = LogDestination::cloudwatch(role, "/functions/greet");
    configure_logs([
        LogDestination::topic("logs").into(),
        LogConfiguration::new(group).with_log_level(log::LevelFilter::Warn),
    ])?;
    log::info!("greeting {name}");
    if name.is_empty() {
        log::warn!("somebody has no name");
    }
    Ok(format!("Hello, {name}!"))
}
