//! Logs and publishes its payload by the older contract.

#![cfg(target_arch = "wasm32")]

use momento_functions_wit::generated::imports::momento::functions::topic;
use momento_functions_wit::generated::imports::momento::host::logging::{
    self, ConfigureLoggingInput, Destination, LogLevel, TopicDestination,
};
use momento_functions_wit::generated::web_v1;
use web_v1::exports::momento::functions::guest_function_web::{Guest, Response};

struct Component;

impl Guest for Component {
    fn post(payload: Vec<u8>) -> Response {
        let text = String::from_utf8_lossy(&payload).into_owned();
        let configured = logging::configure_logging(&[ConfigureLoggingInput {
            log_level: LogLevel::Info,
            system_logs_level: LogLevel::Off,
            destination: Destination::Topic(TopicDestination {
                topic_name: "logs".to_owned(),
            }),
        }]);
        logging::log(&text, LogLevel::Debug);
        logging::log(&text, LogLevel::Warn);
        let published = topic::publish("texts", &text);
        let bytes = topic::publish_bytes("bytes", &payload);
        Response {
            status: 200,
            headers: Vec::new(),
            body: format!("{configured:?} {published:?} {bytes:?}").into_bytes(),
        }
    }
}

web_v1::export_web_v1!(Component);
