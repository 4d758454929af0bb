//! Gives whoever logs in a token that invokes `web-echo-details` for an hour, and no other function.

use momento_functions_bytes::encoding::Json;
use momento_functions_guest_web::{WebError, WebResult, invoke};
use momento_functions_token::{FunctionPermissions, Permissions, generate_disposable_token};

#[derive(serde::Deserialize)]
struct Login {
    user: String,
    password: String,
}

#[derive(serde::Serialize)]
struct Vended {
    token: String,
    valid_until: u64,
}

invoke!(vend);
fn vend(Json(login): Json<Login>) -> WebResult<Json<Vended>> {
    // A real function asks a table or an identity provider.
    if login.password != "open sesame" {
        return Err(WebError::new(403, "wrong user or password"));
    }
    let details = FunctionPermissions::invoke()
        .with_cache("default")
        .with_function("web-echo-details");
    let permissions = Permissions::new().with_function(details);
    let token = generate_disposable_token(3600, permissions, Some(login.user))?;
    Ok(Json(Vended {
        token: token.api_key,
        valid_until: token.valid_until,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[momento_functions_test::test]
    fn whoever_knows_the_password_gets_a_token() {
        let user = || "ada".to_owned();
        let login = |password: &str| {
            Json(Login {
                user: user(),
                password: password.to_owned(),
            })
        };
        assert!(!vend(login("open sesame")).unwrap().0.token.is_empty());
        assert_eq!(vend(login("guessed")).map(drop).unwrap_err().status(), 403);
    }
}
