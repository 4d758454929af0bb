use momento_functions_wit::aws_auth as host;

use crate::{AuthError, Authorization, CredentialsProvider};

/// Makes credentials for `region`, such as `us-west-2`. One provider serves any number of clients.
///
/// # Errors
/// The role cannot be taken on.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// See the [crate](crate).
pub fn provider(
    authorization: &Authorization,
    region: &str,
) -> Result<CredentialsProvider, AuthError> {
    host::provider(&authorization.to_abi(), region).map_err(AuthError::from_abi)
}

#[cfg(test)]
mod tests {
    use momento_functions_wit::native;

    use super::*;

    /// Knows one role.
    struct OneRole;

    impl native::Host for OneRole {
        fn aws_auth(&self) -> Option<&dyn host::Host> {
            Some(self)
        }
    }

    impl host::Host for OneRole {
        fn provider(
            &self,
            authorization: &host::Authorization,
            region: &str,
        ) -> Result<CredentialsProvider, host::AuthError> {
            match authorization {
                host::Authorization::Federated(role) if role.role_arn == "known" => {
                    Ok(CredentialsProvider::from_native(region.to_owned()))
                }
                host::Authorization::Federated(role) => {
                    Err(host::AuthError::Unauthorized(role.role_arn.clone()))
                }
                host::Authorization::Hardcoded(key) => Ok(CredentialsProvider::from_native(
                    format!("{}@{region}", key.access_key_id),
                )),
            }
        }
    }

    fn provided(authorization: &Authorization) -> Result<String, AuthError> {
        let made = native::scope(OneRole, || provider(authorization, "us-west-2"))?;
        Ok(made.native::<String>().unwrap().clone())
    }

    #[test]
    fn credentials_are_for_the_region() {
        let role = Authorization::federated("known");
        assert_eq!(provided(&role).as_deref(), Ok("us-west-2"));
        let key = Authorization::hardcoded("id", "hidden");
        assert_eq!(provided(&key).as_deref(), Ok("id@us-west-2"));
    }

    #[test]
    fn a_role_that_cannot_be_taken_on_is_the_error() {
        let error = provided(&Authorization::federated("arn")).unwrap_err();
        assert_eq!(error, AuthError::Unauthorized("arn".to_owned()));
        assert_eq!(
            error.to_string(),
            "there are no AWS credentials: arn; check the role's ARN, and that the role trusts Momento's service"
        );
    }
}
