//! Invocations as spans of OpenTelemetry, sent to a collector over OTLP/HTTP as JSON.

mod client;
mod parent;
mod span;

use std::sync::Arc;
use std::time::Duration;

use momento_functions_test_host::{Host, Invoked};
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{
    ExporterBuildError, Protocol, SpanExporter, WithExportConfig as _, WithHttpConfig as _,
};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tokio::runtime::Handle;

use self::client::Client;
use crate::output::Output;

/// The variables of OpenTelemetry's exporters that name a collector.
const VARIABLES: [&str; 2] = [
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
];

/// What a service is called that has no name by `$OTEL_SERVICE_NAME`.
const SERVICE: &str = "momento-functions";

/// Where a collector takes spans.
const PATH: &str = "/v1/traces";

/// How long the end waits for a collector.
const FLUSH: Duration = Duration::from_secs(5);

/// Why spans cannot be sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TelemetryError {
    #[error("`{url}` is no collector: write its URL, as http://127.0.0.1:4318")]
    Url { url: String },
    #[error("the exporter of OpenTelemetry cannot be set up: {0}")]
    Exporter(#[from] ExporterBuildError),
    #[error("no HTTP client for the collector: {0}")]
    Client(#[from] reqwest::Error),
}

/// Sends spans until it is ended.
pub(crate) struct Telemetry(SdkTracerProvider);

impl Telemetry {
    /// Begins to send a span for each invocation of a host, if there is a collector to send them to.
    pub(crate) fn begin(
        url: Option<&str>,
        host: &Host,
        runtime: &Handle,
        output: &Output,
    ) -> Result<Option<Self>, TelemetryError> {
        if !is_wanted(url) {
            return Ok(None);
        }
        let exporter = SpanExporter::builder()
            .with_http()
            .with_protocol(Protocol::HttpJson)
            .with_http_client(Client::new(runtime, output)?);
        let exporter = match url {
            Some(url) => exporter.with_endpoint(endpoint(url)?),
            None => exporter,
        };
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter.build()?)
            .with_resource(resource())
            .build();
        let tracer = provider.tracer("cargo-momento");
        host.on_invoked(move |invoked: &Arc<Invoked>| span::send(&tracer, invoked));
        Ok(Some(Self(provider)))
    }

    /// Sends what is left. Must not be called by a task of the runtime, which sends it.
    pub(crate) fn end(self, output: &Output) {
        if let Err(error) = self.0.shutdown_with_timeout(FLUSH) {
            output.warn(format_args!(
                "some spans were not sent to the collector: {error}"
            ));
        }
    }
}

/// Tells whether spans are to be sent, by the option or by a variable.
pub(crate) fn is_wanted(url: Option<&str>) -> bool {
    let named = |name: &&str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    url.is_some() || VARIABLES.iter().any(named)
}

/// A collector is named by its root, or by the whole URL.
fn endpoint(url: &str) -> Result<String, TelemetryError> {
    let wrong = || TelemetryError::Url {
        url: url.to_owned(),
    };
    let parsed = reqwest::Url::parse(url).map_err(|_| wrong())?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return Err(wrong());
    }
    let url = url.trim_end_matches('/');
    Ok(match parsed.path() {
        "" | "/" => format!("{url}{PATH}"),
        _ => url.to_owned(),
    })
}

fn resource() -> Resource {
    let named = std::env::var("OTEL_SERVICE_NAME").ok();
    let named = named.filter(|name| !name.is_empty());
    let resource = Resource::builder();
    resource
        .with_service_name(named.unwrap_or_else(|| SERVICE.to_owned()))
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// OBS.41
    #[test]
    fn a_collector_is_named_by_its_root_or_whole() {
        for (url, expected) in [
            ("http://127.0.0.1:4318", "http://127.0.0.1:4318/v1/traces"),
            ("http://127.0.0.1:4318/", "http://127.0.0.1:4318/v1/traces"),
            (
                "https://a.example/otlp/v1/traces",
                "https://a.example/otlp/v1/traces",
            ),
        ] {
            assert_eq!(endpoint(url).unwrap(), expected);
        }
        for url in ["", "127.0.0.1:4318", "ftp://a.example", "http://"] {
            let error = endpoint(url).unwrap_err().to_string();
            assert!(error.contains("http://127.0.0.1:4318"), "{url}: {error}");
        }
    }
}
