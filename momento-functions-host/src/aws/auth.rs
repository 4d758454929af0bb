//! Credentials for the clients of AWS's services.
use std::fmt;

use momento_functions_wit::v1::aws_auth::{self as host, AuthError};

/// Gives the AWS access key that the environment variables `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`
/// hold while the function is compiled, as [`Credentials`]; with a text, the variables whose names begin
/// with it.
///
/// The key is then in the component, for everyone to read who gets hold of it: a role is the better way. A
/// variable that is not set is the text `UNSET`.
///
/// [`Credentials`]: crate::aws::auth::Credentials
///
/// # Examples
/// ```
/// use momento_functions_host::{aws::auth::Credentials, build_environment_aws_credentials};
///
/// let credentials = build_environment_aws_credentials!();
/// assert!(matches!(credentials, Credentials::Hardcoded { .. }));
/// let others = build_environment_aws_credentials!("NOT_SET_");
/// assert!(matches!(others, Credentials::Hardcoded { access_key_id, .. } if access_key_id == "UNSET"));
/// ```
#[macro_export]
macro_rules! build_environment_aws_credentials {
    () => {
        $crate::build_environment_aws_credentials!("")
    };
    ($prefix:literal) => {
        $crate::aws::auth::Credentials::Hardcoded {
            access_key_id: ::core::option_env!(::core::concat!($prefix, "AWS_ACCESS_KEY_ID"))
                .unwrap_or("UNSET")
                .to_string(),
            secret_access_key: ::core::option_env!(::core::concat!(
                $prefix,
                "AWS_SECRET_ACCESS_KEY"
            ))
            .unwrap_or("UNSET")
            .to_string(),
        }
    };
}

/// Where credentials come from.
///
/// The debug text leaves the secret out.
#[derive(Clone)]
pub enum Credentials {
    /// From a role that the service takes on for the function, which then holds no secret.
    Federated {
        /// The role's ARN. The role must trust Momento's service.
        role_arn: String,
    },
    /// From the function itself.
    Hardcoded {
        /// The access key's id.
        access_key_id: String,
        /// The access key's secret. It signs, and is not sent to AWS.
        secret_access_key: String,
    },
}

impl Credentials {
    fn into_abi(self) -> host::Authorization {
        match self {
            Self::Federated { role_arn } => {
                host::Authorization::Federated(host::IamRole { role_arn })
            }
            Self::Hardcoded {
                access_key_id,
                secret_access_key,
            } => host::Authorization::Hardcoded(host::Credentials {
                access_key_id,
                secret_access_key,
            }),
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, field, value) = match self {
            Self::Federated { role_arn } => ("Federated", "role_arn", role_arn),
            Self::Hardcoded { access_key_id, .. } => ("Hardcoded", "access_key_id", access_key_id),
        };
        let mut text = f.debug_struct(name);
        text.field(field, value).finish_non_exhaustive()
    }
}

/// Credentials for one region, as the host keeps them. One provider serves any number of clients.
#[derive(Debug)]
pub struct AwsCredentialsProvider {
    pub(crate) provider: host::CredentialsProvider,
}

impl AwsCredentialsProvider {
    /// Makes credentials for a region, such as `us-west-2`.
    ///
    /// # Errors
    /// The role cannot be taken on.
    pub fn new(region: impl AsRef<str>, credentials: Credentials) -> Result<Self, AuthError> {
        let provider = host::provider(&credentials.into_abi(), region.as_ref())?;
        Ok(Self { provider })
    }
}

/// States a client of a service, which is made with credentials.
macro_rules! client {
    ($(#[$meta:meta])* $name:ident = $host:ident) => {
        $(#[$meta])*
        #[derive(Debug)]
        pub struct $name {
            client: $host::Client,
        }

        impl $name {
            /// Makes a client that uses these credentials and their region. It asks nothing of AWS yet.
            #[must_use]
            pub fn new(credentials: &$crate::aws::auth::AwsCredentialsProvider) -> Self {
                Self {
                    client: $host::client(&credentials.provider),
                }
            }
        }
    };
}

pub(crate) use client;
