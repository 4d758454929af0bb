use std::fmt;

use momento_functions_wit::http as host;

/// How the host authorizes a request, beyond the headers that it is given.
#[derive(Clone, Debug, Default)]
pub enum Authorization {
    /// Not at all: the request goes out as it is given.
    #[default]
    None,
    /// Signs the request with an AWS access key.
    AwsSigV4Secret(AwsSigV4Secret),
    /// Signs the request as an AWS role, so that the function holds no secret.
    Federated(IamRole),
}

/// An AWS access key, and what requests are signed for with it (Signature Version 4).
///
/// Its debug text leaves the secret out.
#[derive(Clone)]
pub struct AwsSigV4Secret {
    /// The access key's id.
    pub access_key_id: String,
    /// The access key's secret. It signs, and is not sent to the server.
    pub secret_access_key: String,
    /// The AWS region of the service that is called, such as `us-west-2`.
    pub region: String,
    /// The signing name of the AWS service that is called, such as `execute-api`.
    pub service: String,
}

/// An AWS role that the host takes on for the function.
#[derive(Clone, Debug)]
pub struct IamRole {
    /// The role's ARN. The role must trust Momento's service.
    pub role_arn: String,
    /// The signing name of the AWS service that is called, such as `execute-api`.
    pub service: String,
}

impl fmt::Debug for AwsSigV4Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwsSigV4Secret")
            .field("access_key_id", &self.access_key_id)
            .field("region", &self.region)
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}

impl Authorization {
    pub(crate) fn into_abi(self) -> host::Authorization {
        match self {
            Self::None => host::Authorization::None,
            Self::AwsSigV4Secret(secret) => host::Authorization::AwsSigv4Secret(secret.into_abi()),
            Self::Federated(role) => host::Authorization::Federated(role.into_abi()),
        }
    }
}

impl AwsSigV4Secret {
    fn into_abi(self) -> host::AwsSigv4Secret {
        let Self {
            access_key_id,
            secret_access_key,
            region,
            service,
        } = self;
        host::AwsSigv4Secret {
            access_key_id,
            secret_access_key,
            region,
            service,
        }
    }
}

impl IamRole {
    fn into_abi(self) -> host::IamRole {
        let Self { role_arn, service } = self;
        host::IamRole { role_arn, service }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> AwsSigV4Secret {
        AwsSigV4Secret {
            access_key_id: "id".to_owned(),
            secret_access_key: "hidden".to_owned(),
            region: "us-west-2".to_owned(),
            service: "s3".to_owned(),
        }
    }

    #[test]
    fn the_secret_is_not_in_the_debug_text() {
        let text = format!("{:?}", Authorization::AwsSigV4Secret(secret()));
        assert!(
            text.contains("us-west-2") && !text.contains("hidden"),
            "{text}"
        );
    }

    #[test]
    fn every_field_reaches_the_host() {
        let host::Authorization::AwsSigv4Secret(sent) =
            Authorization::AwsSigV4Secret(secret()).into_abi()
        else {
            panic!("another case")
        };
        let fields = [
            sent.access_key_id,
            sent.secret_access_key,
            sent.region,
            sent.service,
        ];
        assert_eq!(fields, ["id", "hidden", "us-west-2", "s3"]);

        let role = IamRole {
            role_arn: "arn".to_owned(),
            service: "s3".to_owned(),
        };
        let host::Authorization::Federated(sent) = Authorization::Federated(role).into_abi() else {
            panic!("another case")
        };
        assert_eq!([sent.role_arn, sent.service], ["arn", "s3"]);
        assert!(matches!(
            Authorization::default().into_abi(),
            host::Authorization::None
        ));
    }
}
