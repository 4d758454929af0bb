use crate::error::HostError;
use http::Uri;
use schemars::JsonSchema;
use serde::Deserialize;

/// Who answers for a service of AWS, instead of its local stand-in: `[aws.SERVICE]`.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::{AwsEndpoint, Configuration};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let configuration = Configuration::from_toml(
///     r#"
///     [aws.dynamodb]
///     endpoint = "http://127.0.0.1:8000"
///     "#,
/// )?;
/// let endpoint = AwsEndpoint::Url("http://127.0.0.1:8000".to_owned());
/// assert_eq!(configuration.aws.dynamodb, Some(endpoint));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "Written")]
#[schemars(into = "Written")]
#[non_exhaustive]
pub enum AwsEndpoint {
    /// `real = true`: AWS itself, in the region that a function names.
    Real,
    /// `endpoint`: a server that speaks the service's protocol, by its URL without a path.
    Url(String),
}

/// An endpoint as the file has it.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    /// AWS itself, in the region that a function names.
    real: bool,
    /// A server that speaks the service's protocol, by its URL without a path.
    endpoint: Option<String>,
}

impl TryFrom<Written> for AwsEndpoint {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        match (written.real, written.endpoint) {
            (true, None) => Ok(Self::Real),
            (false, Some(url)) => Ok(Self::Url(url)),
            _ => Err("a service of AWS has `real = true`, or `endpoint = \"URL\"`"),
        }
    }
}

/// An endpoint that was checked.
#[derive(Debug, Clone)]
pub(crate) enum Endpoint {
    Real,
    /// Scheme and authority.
    Url(String),
}

impl Endpoint {
    /// Checks what is configured for `[aws.SERVICE]`.
    pub(crate) fn new(service: &str, configured: &AwsEndpoint) -> Result<Self, HostError> {
        let url = match configured {
            AwsEndpoint::Real => return Ok(Self::Real),
            AwsEndpoint::Url(url) => url,
        };
        let origin = origin(url).ok_or_else(|| HostError::Configuration {
            setting: format!("aws.{service}.endpoint"),
            reason: "an endpoint is a URL without a path, such as \"http://127.0.0.1:8000\""
                .to_owned(),
        })?;
        Ok(Self::Url(origin))
    }

    /// Gives scheme and authority of a service in a region, whose name is a label.
    pub(crate) fn origin(&self, service: &str, region: &str) -> String {
        match self {
            // The partition of China has a domain of its own.
            Self::Real if region.starts_with("cn-") => {
                format!("https://{service}.{region}.amazonaws.com.cn")
            }
            Self::Real => format!("https://{service}.{region}.amazonaws.com"),
            Self::Url(origin) => origin.clone(),
        }
    }
}

fn origin(url: &str) -> Option<String> {
    let uri: Uri = url.parse().ok()?;
    let (scheme, authority) = (uri.scheme_str()?, uri.authority()?.as_str());
    let plain = matches!(scheme, "http" | "https") && !authority.contains('@');
    let bare = uri.path() == "/" && uri.query().is_none() && !url.contains('#');
    (plain && bare).then(|| format!("{scheme}://{authority}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configuration::Configuration;

    fn configured(keys: &str) -> Result<AwsEndpoint, String> {
        let read = Configuration::from_toml(&format!("[aws.dynamodb]\n{keys}"));
        Ok(read
            .map_err(|error| error.to_string())?
            .aws
            .dynamodb
            .unwrap())
    }

    /// DDB.7
    #[test]
    fn an_endpoint_is_aws_itself_or_a_url() {
        assert_eq!(configured("real = true"), Ok(AwsEndpoint::Real));
        let url = AwsEndpoint::Url("http://a.test".to_owned());
        assert_eq!(configured("endpoint = 'http://a.test'"), Ok(url));
        for keys in [
            "",
            "real = false",
            "real = true\nendpoint = 'http://a.test'",
        ] {
            let error = configured(keys).unwrap_err();
            assert!(error.contains("`real = true`, or `endpoint"), "{error}");
        }
        assert!(
            configured("url = 'http://a.test'")
                .unwrap_err()
                .contains("`url`")
        );
    }

    /// DDB.7
    #[test]
    fn a_url_has_a_host_and_nothing_behind_it() {
        let made = |url: &str| Endpoint::new("dynamodb", &AwsEndpoint::Url(url.to_owned()));
        for (url, origin) in [
            ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
            ("https://a.test/", "https://a.test"),
            ("http://[::1]:1", "http://[::1]:1"),
        ] {
            assert_eq!(made(url).unwrap().origin("dynamodb", "local"), origin);
        }
        for url in [
            "",
            "a.test",
            "/",
            "ftp://a.test",
            "http://",
            "http://id:secret@a.test",
            "http://a.test/path",
            "http://a.test/?a",
            "http://a.test/#a",
        ] {
            let error = made(url).unwrap_err().to_string();
            assert!(
                error.starts_with("`aws.dynamodb.endpoint` in momento.toml: "),
                "{error}"
            );
            assert!(!error.contains("secret"), "{error}");
        }
    }

    /// DDB.7
    #[test]
    fn aws_itself_is_in_the_region_of_the_call() {
        let real = Endpoint::new("dynamodb", &AwsEndpoint::Real).unwrap();
        for (region, origin) in [
            ("us-west-2", "https://dynamodb.us-west-2.amazonaws.com"),
            ("cn-north-1", "https://dynamodb.cn-north-1.amazonaws.com.cn"),
        ] {
            assert_eq!(real.origin("dynamodb", region), origin);
        }
    }
}
