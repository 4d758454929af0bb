//! The body of a deploy.

use std::collections::BTreeMap;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http_body::Body;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::Deserialize;

use super::refusal::Refusal;
use crate::{Deployment, FunctionLimits};

/// What a deploy's body may have besides the component: names, quotes, environment and description.
const BESIDES_THE_COMPONENT: u64 = 1 << 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeployBody {
    inline_wasm: String,
    environment_variables: Option<BTreeMap<String, String>>,
    description: Option<String>,
    limits: Option<OwnLimits>,
}

/// What an invocation of the version is held to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnLimits {
    memory_bytes: Option<u64>,
    time_ms: Option<u64>,
    fuel: Option<u64>,
}

/// Reads a deploy of a component of at most `component` bytes; stops reading where it gets longer.
pub(super) async fn read<B>(body: B, component: u64) -> Result<Bytes, Refusal>
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let limit = component
        .div_ceil(3)
        .saturating_mul(4)
        .saturating_add(BESIDES_THE_COMPONENT);
    let limited = Limited::new(body, usize::try_from(limit).unwrap_or(usize::MAX));
    match limited.collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Refusal::DeployTooLarge { limit }),
        Err(error) => Err(Refusal::of_body(&*error)),
    }
}

/// Decodes a deploy.
pub(super) fn decode(body: &[u8]) -> Result<Deployment, Refusal> {
    // serde would take a list for the fields in their order.
    if body.trim_ascii_start().first() != Some(&b'{') {
        return Err(bad("it is no JSON object".to_owned()));
    }
    let body: DeployBody = serde_json::from_slice(body).map_err(|error| bad(error.to_string()))?;
    let wasm = BASE64_STANDARD
        .decode(&body.inline_wasm)
        .map_err(|error| bad(format!("`inline_wasm` is not standard base64: {error}")))?;
    let deployment = Deployment::from_wasm(wasm)
        .with_environment(body.environment_variables.unwrap_or_default())
        .with_limits(body.limits.map(FunctionLimits::from).unwrap_or_default());
    Ok(match body.description {
        Some(description) => deployment.with_description(description),
        None => deployment,
    })
}

impl From<OwnLimits> for FunctionLimits {
    fn from(own: OwnLimits) -> Self {
        Self::default()
            .with_memory(own.memory_bytes)
            .with_time(own.time_ms.map(Duration::from_millis))
            .with_fuel(own.fuel)
    }
}

fn bad(reason: String) -> Refusal {
    Refusal::BadDeploy { reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(body: &str) -> String {
        match decode(body.as_bytes()) {
            Err(Refusal::BadDeploy { reason }) => reason,
            other => panic!("{other:?}"),
        }
    }

    /// HTTP.2
    #[test]
    fn an_unknown_field_is_named() {
        assert!(reason(r#"{"inline_wasm": "", "env": {}}"#).contains("`env`"));
        let limit = r#"{"inline_wasm": "", "limits": {"memory": 1}}"#;
        assert!(reason(limit).contains("`memory`"));
    }

    /// HTTP.2
    #[test]
    fn a_missing_field_and_a_wrong_type_are_named() {
        assert!(reason("{}").contains("`inline_wasm`"));
        assert!(reason(r#"{"inline_wasm": 1}"#).contains("a string"));
        assert!(reason(r#"{"inline_wasm": "A-_="}"#).contains("`inline_wasm`"));
    }

    /// LIM.7
    #[tokio::test]
    async fn reading_stops_at_the_limit() {
        let body = http_body_util::Full::new(Bytes::from(vec![b' '; (1 << 20) + 9]));
        assert!(matches!(
            read(body.clone(), 3).await,
            Err(Refusal::DeployTooLarge { .. })
        ));
        assert!(read(body, 9).await.is_ok());
    }
}
