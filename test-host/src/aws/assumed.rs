use super::NoRole;
use super::provider::RoleArn;
use super::shared_client::SharedClient;
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::sts::AssumeRoleProvider;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::ProvideCredentials;
use std::error::Error;

/// Where roles are taken on while nothing says another region.
const REGION: &str = "us-east-1";

/// AWS.2: takes on a role with whatever credentials this machine has.
pub(super) async fn assume(client: SharedClient, arn: &RoleArn) -> Result<Credentials, NoRole> {
    let region = aws_config::meta::region::RegionProviderChain::default_provider();
    let config = aws_config::defaults(BehaviorVersion::latest())
        .http_client(client)
        .region(region.or_else(Region::new(REGION)))
        .load()
        .await;
    assume_with(&config, arn).await
}

async fn assume_with(config: &SdkConfig, arn: &RoleArn) -> Result<Credentials, NoRole> {
    let Some(base) = config.credentials_provider() else {
        return Err(failed(arn, "this machine has no credentials".to_owned()));
    };
    let role = AssumeRoleProvider::builder(arn.as_str())
        .session_name("momento-functions")
        .configure(config)
        .build_from_provider(base)
        .await;
    credentials(&role).await.map_err(|why| failed(arn, why))
}

/// AWS.2: gives the credentials of a profile.
pub(super) async fn profile(
    client: SharedClient,
    name: &str,
    arn: &RoleArn,
) -> Result<Credentials, NoRole> {
    let config = ProviderConfig::without_region()
        .with_http_client(client)
        .with_region(Some(Region::new(REGION)));
    let profile = ProfileFileCredentialsProvider::builder()
        .configure(&config)
        .profile_name(name)
        .build();
    let given = credentials(&profile).await;
    given.map_err(|why| failed(arn, format!("the profile `{name}`: {why}")))
}

async fn credentials(provider: &impl ProvideCredentials) -> Result<Credentials, String> {
    let given = provider.provide_credentials().await;
    given.map_err(|error| causes(&error))
}

fn failed(arn: &RoleArn, reason: String) -> NoRole {
    NoRole::Failed {
        arn: arn.as_str().to_owned(),
        reason,
    }
}

/// An error and its causes, as texts for people: what they are made of may hold more than is to be told.
fn causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http_client::HttpClient;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    fn arn() -> RoleArn {
        RoleArn::new("arn:aws:iam::123456789012:role/name".to_owned()).unwrap()
    }

    /// Takes the role on at a server that gives one answer, and returns what that was sent.
    async fn taken_on(answer: String) -> (Result<Credentials, NoRole>, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let served = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut sent = Vec::new();
            while !String::from_utf8_lossy(&sent).contains("RoleSessionName=") {
                assert!(stream.read_buf(&mut sent).await.unwrap() > 0);
            }
            stream.write_all(answer.as_bytes()).await.unwrap();
            String::from_utf8(sent).unwrap()
        });
        let base = Credentials::new("base", "hidden", None, None, "test");
        let config = aws_config::defaults(BehaviorVersion::latest())
            .http_client(SharedClient(HttpClient::default()))
            .region(Region::new(REGION))
            .endpoint_url(url)
            .credentials_provider(base)
            .load()
            .await;
        let taken = assume_with(&config, &arn()).await;
        (taken, served.await.unwrap())
    }

    fn http(status: &str, body: &str) -> String {
        let length = body.len();
        format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
    }

    /// AWS.2
    #[tokio::test]
    async fn a_role_is_taken_on_over_the_hosts_own_client() {
        let answer = "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials><AccessKeyId>taken</AccessKeyId><SecretAccessKey>hidden</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
        let (taken, sent) = taken_on(http("200 OK", answer)).await;
        let taken = taken.unwrap();
        assert_eq!(taken.access_key_id(), "taken");
        assert_eq!(taken.session_token(), Some("token"));
        assert!(taken.expiry().is_some());
        assert!(
            sent.contains("Credential=base/") && sent.contains("/sts/aws4_request"),
            "{sent}"
        );
        assert!(sent.contains("role%2Fname"), "{sent}");
    }

    /// AWS.2, AWS.9
    #[tokio::test]
    async fn a_role_that_is_refused_says_why() {
        let answer = "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not for you</Message></Error></ErrorResponse>";
        let (taken, _) = taken_on(http("403 Forbidden", answer)).await;
        let told = taken.unwrap_err().to_string();
        assert!(
            told.contains("role/name") && told.contains("not for you"),
            "{told}"
        );
        assert!(!told.contains("hidden"), "{told}");
    }

    /// AWS.2
    #[tokio::test]
    async fn a_profile_that_is_not_there_is_told() {
        let client = SharedClient(HttpClient::default());
        let none = profile(client, "a profile that nobody has", &arn()).await;
        let told = none.unwrap_err().to_string();
        assert!(told.contains("a profile that nobody has"), "{told}");
    }
}
