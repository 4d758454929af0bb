/// Translates one contract's types, which differ from the other's in their module alone.
macro_rules! translate {
    ($bindings:ident) => {
        use crate::aws;
        use crate::bindings::$bindings::{
            AuthError, Authorization, Credentials, Host, HostCredentialsProvider,
        };
        use crate::invocation::State;
        use momento_functions_test_host_macros::observed;
        use wasmtime::Result;
        use wasmtime::component::Resource;

        #[observed($bindings)]
        impl Host for State {
            #[observed(local)]
            fn provider(
                &mut self,
                authorization: Authorization,
                region: String,
            ) -> Result<Result<Resource<aws::CredentialsProvider>, AuthError>> {
                let made = self::authorization(authorization)
                    .and_then(|it| aws::CredentialsProvider::new(it, region));
                match made {
                    Ok(made) => Ok(Ok(self.table.push(made)?)),
                    Err(malformed) => Ok(Err(AuthError::Unauthorized(malformed.to_string()))),
                }
            }
        }

        impl HostCredentialsProvider for State {
            fn drop(&mut self, provider: Resource<aws::CredentialsProvider>) -> Result<()> {
                self.table.delete(provider)?;
                Ok(())
            }
        }

        fn authorization(
            given: Authorization,
        ) -> std::result::Result<aws::Authorization, aws::Malformed> {
            match given {
                Authorization::Hardcoded(Credentials {
                    access_key_id,
                    secret_access_key,
                }) => aws::Authorization::hardcoded(access_key_id, secret_access_key),
                Authorization::Federated(role) => aws::Authorization::federated(role.role_arn),
            }
        }
    };
}
pub(in crate::interfaces) use translate;

translate!(aws_auth);
