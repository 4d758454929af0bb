//! What compiles against the published crate compiles against this one: each published item is used
//! here with its published signature.
use momento_functions_aws_auth::{
    AuthError, Authorization, Credentials, CredentialsProvider, IamRole, provider,
};

#[test]
fn authorizations_are_built_and_matched_as_published() {
    let key = Credentials {
        access_key_id: "id".to_owned(),
        secret_access_key: "secret".to_owned(),
    };
    let role = IamRole {
        role_arn: "arn".to_owned(),
    };
    let names = [
        Authorization::Hardcoded(key),
        Authorization::Federated(role),
    ]
    .map(|authorization| match authorization {
        Authorization::Hardcoded(Credentials {
            access_key_id,
            secret_access_key: _,
        }) => access_key_id,
        Authorization::Federated(IamRole { role_arn }) => role_arn,
    });
    assert_eq!(names, ["id", "arn"]);
}

#[test]
fn a_provider_is_asked_for_as_published() {
    let _: fn(&Authorization, &str) -> Result<CredentialsProvider, AuthError> = provider;
    let AuthError::Unauthorized(why) = AuthError::Unauthorized("why".to_owned());
    assert_eq!(why, "why");
}
