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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::greet;
    use momento_functions_test::host;

    #[momento_functions_test::test]
    fn each_line_goes_where_its_level_lets_it() {
        greet(String::new()).unwrap();
        let captured = host().logs().into_iter().filter(|line| line.is_captured());
        let destinations: Vec<usize> = captured.map(|line| line.destinations.len()).collect();
        assert_eq!(destinations, [1, 2]);
        assert_eq!(host().topic("default", "logs").messages().len(), 2);
    }
}
