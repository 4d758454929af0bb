use super::{Permissions, TokenError, valid_until};
use crate::Clock;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL;
use hmac::{Hmac, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

/// The head of every token, in base64url: `{"alg":"HS256","typ":"JWT"}`. Another one is no token of ours.
const HEAD: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

/// A token travels in a header: how long its permissions may be.
const MAX_PERMISSIONS: usize = 16 << 10;

/// How long the note may be that a token carries.
const MAX_ID: usize = 1 << 10;

/// A disposable token.
///
/// Its debug text leaves the token itself out.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DisposableToken {
    /// The token, as a client sends it: a JWT (RFC 7519), signed with HMAC SHA-256.
    pub api_key: String,
    /// The host and port of the service that accepts it.
    pub endpoint: String,
    /// When it ends, in seconds since 1970 (UTC).
    pub valid_until: u64,
}

/// Makes tokens, signed so that it knows them again without keeping them.
///
/// # Examples
///
/// ```
/// use momento_functions_models::ManualClock;
/// use momento_functions_models::token::TokenAuthority;
/// use std::sync::Arc;
///
/// let authority = TokenAuthority::new(Arc::new(ManualClock::default()), [7; 64]);
/// let nothing = r#"{"explicit": {"permissions": []}}"#;
/// let token = authority.make(60, nothing.to_owned(), Some("ada".to_owned()))?;
/// let grant = authority.check(token.api_key.as_bytes()).unwrap();
/// assert_eq!(grant.id.as_deref(), Some("ada"));
/// # Ok::<(), momento_functions_models::token::TokenError>(())
/// ```
pub struct TokenAuthority {
    signer: Hmac<Sha256>,
    clock: Arc<dyn Clock>,
    endpoint: RwLock<String>,
}

/// What a token says that was shown.
#[derive(Debug)]
#[non_exhaustive]
pub struct Grant {
    /// What it allows.
    pub permissions: Permissions,
    /// The note that it carries.
    pub id: Option<String>,
    /// How long it lives.
    pub term: Term,
}

/// How long a token lives, for what goes on longer than the request that showed it.
pub struct Term {
    clock: Arc<dyn Clock>,
    end: u64,
}

/// What was shown gives nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoGrant {
    /// It was not made here.
    Unknown,
    /// It was made here, and has ended.
    Expired,
}

/// What a token carries.
struct Claims {
    exp: u64,
    permissions: String,
    id: Option<String>,
}

impl Claims {
    fn write(&self) -> String {
        let mut claims = json!({ "exp": self.exp, "permissions": self.permissions });
        if let (Value::Object(claims), Some(id)) = (&mut claims, &self.id) {
            claims.insert("id".to_owned(), json!(id));
        }
        claims.to_string()
    }

    fn read(json: &[u8]) -> Option<Self> {
        let mut claims: Value = serde_json::from_slice(json).ok()?;
        let mut text = |name: &str| match claims.get_mut(name)?.take() {
            Value::String(text) => Some(text),
            _ => None,
        };
        Some(Self {
            permissions: text("permissions")?,
            id: text("id"),
            exp: claims.get("exp")?.as_u64()?,
        })
    }
}

impl TokenAuthority {
    /// Makes an authority, whose tokens open no other with another key. The key is as long as a block of
    /// SHA-256, which is what HMAC takes as it is.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, key: [u8; 64]) -> Self {
        Self {
            signer: Hmac::new(&key.into()),
            clock,
            endpoint: RwLock::new("localhost".to_owned()),
        }
    }

    /// Sets where the tokens are accepted.
    pub fn set_endpoint(&self, endpoint: String) {
        *self
            .endpoint
            .write()
            .unwrap_or_else(PoisonError::into_inner) = endpoint;
    }

    /// Makes a token.
    ///
    /// # Errors
    ///
    /// The time or the permissions do not hold to the rules.
    ///
    /// # Limits
    ///
    /// 16 KiB of permissions, and 1 KiB of id.
    pub fn make(
        &self,
        valid_for_seconds: u32,
        permissions: String,
        id: Option<String>,
    ) -> Result<DisposableToken, TokenError> {
        let valid_until = valid_until(&*self.clock, valid_for_seconds)?;
        at_most(
            permissions.len(),
            MAX_PERMISSIONS,
            "a token's permissions have",
        )?;
        at_most(
            id.as_ref().map_or(0, String::len),
            MAX_ID,
            "a token's id has",
        )?;
        Permissions::parse(&permissions)?;
        let claims = Claims {
            exp: valid_until,
            permissions,
            id,
        };
        let signed = format!("{HEAD}.{}", BASE64URL.encode(claims.write()));
        let signature = self.signer(&signed).finalize().into_bytes();
        let endpoint = self.endpoint.read().unwrap_or_else(PoisonError::into_inner);
        Ok(DisposableToken {
            api_key: format!("{signed}.{}", BASE64URL.encode(signature)),
            endpoint: endpoint.clone(),
            valid_until,
        })
    }

    /// Tells what a token gives that was shown.
    ///
    /// # Errors
    ///
    /// It was not made here, or has ended.
    pub fn check(&self, shown: &[u8]) -> Result<Grant, NoGrant> {
        let claims = self.claims(shown).ok_or(NoGrant::Unknown)?;
        let term = Term {
            clock: Arc::clone(&self.clock),
            end: claims.exp,
        };
        if term.is_over() {
            return Err(NoGrant::Expired);
        }
        let permissions = Permissions::parse(&claims.permissions).map_err(|_| NoGrant::Unknown)?;
        Ok(Grant {
            permissions,
            id: claims.id,
            term,
        })
    }

    fn claims(&self, shown: &[u8]) -> Option<Claims> {
        let (signed, signature) = std::str::from_utf8(shown).ok()?.rsplit_once('.')?;
        let (head, claims) = signed.split_once('.')?;
        let signature = BASE64URL.decode(signature).ok()?;
        // Takes as long for every wrong signature.
        self.signer(signed).verify_slice(&signature).ok()?;
        let claims = BASE64URL.decode(claims).ok().filter(|_| head == HEAD)?;
        Claims::read(&claims)
    }

    fn signer(&self, signed: &str) -> Hmac<Sha256> {
        self.signer.clone().chain_update(signed)
    }
}

impl Term {
    /// Tells whether the token has ended.
    #[must_use]
    pub fn is_over(&self) -> bool {
        let since = self.clock.wall().duration_since(SystemTime::UNIX_EPOCH);
        since.unwrap_or(Duration::ZERO).as_secs() >= self.end
    }
}

impl fmt::Debug for TokenAuthority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenAuthority").finish_non_exhaustive()
    }
}

impl fmt::Debug for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Term")
            .field("end", &self.end)
            .finish_non_exhaustive()
    }
}

fn at_most(size: usize, limit: usize, what: &str) -> Result<(), TokenError> {
    if size <= limit {
        return Ok(());
    }
    Err(TokenError::LimitExceeded(format!(
        "{what} at most {limit} bytes; this one has {size}"
    )))
}

impl fmt::Debug for DisposableToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DisposableToken")
            .field("endpoint", &self.endpoint)
            .field("valid_until", &self.valid_until)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ManualClock;
    use crate::token::Action;

    const INVOKE_ALL: &str = r#"{"explicit":{"permissions":[{"function_permissions":{"role":"FunctionInvoke","all_caches":null,"all_functions":null}}]}}"#;
    const NOTHING: &str = r#"{"explicit":{"permissions":[]}}"#;

    fn authority() -> (TokenAuthority, Arc<ManualClock>) {
        with_key([7; 64])
    }

    fn with_key(key: [u8; 64]) -> (TokenAuthority, Arc<ManualClock>) {
        let clock = Arc::new(ManualClock::default());
        let authority = TokenAuthority::new(Arc::clone(&clock) as Arc<dyn Clock>, key);
        (authority, clock)
    }

    fn token(authority: &TokenAuthority, id: Option<&str>) -> String {
        let made = authority.make(60, INVOKE_ALL.to_owned(), id.map(str::to_owned));
        made.unwrap().api_key
    }

    /// SVC.2
    #[test]
    fn a_token_gives_what_it_was_made_with() {
        let (authority, _) = authority();
        let grant = authority.check(token(&authority, Some("ada")).as_bytes());
        let grant = grant.unwrap();
        assert!(grant.permissions.allow(Action::Invoke, "c", "f"));
        assert_eq!(grant.id.as_deref(), Some("ada"));
        let anonymous = authority.check(token(&authority, None).as_bytes());
        assert_eq!(anonymous.unwrap().id, None);
    }

    /// SVC.2
    #[test]
    fn a_token_ends_at_its_second() {
        let (authority, clock) = authority();
        let token = token(&authority, None);
        clock.advance(Duration::from_secs(59));
        assert!(authority.check(token.as_bytes()).is_ok());
        clock.advance(Duration::from_secs(1));
        let ended = authority.check(token.as_bytes());
        assert_eq!(ended.unwrap_err(), NoGrant::Expired);
    }

    /// SVC.2
    #[test]
    fn what_was_not_signed_here_gives_nothing() {
        let (ours, _) = authority();
        let (theirs, _) = with_key([8; 64]);
        let token = token(&ours, Some("ada"));
        assert_eq!(
            theirs.check(token.as_bytes()).unwrap_err(),
            NoGrant::Unknown
        );
        for at in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            let byte = changed.get_mut(at).unwrap();
            *byte = if *byte == b'A' { b'B' } else { b'A' };
            // The last character carries bits that belong to no byte.
            assert!(ours.check(&changed).is_err(), "{at}");
        }
        for text in [&b""[..], b".", b"..", b"a.b.c", &[0xff, b'.', b'.']] {
            assert_eq!(ours.check(text).unwrap_err(), NoGrant::Unknown);
        }
    }

    /// SVC.2
    #[test]
    fn a_token_without_a_signature_gives_nothing() {
        let (authority, _) = authority();
        let claims = BASE64URL.encode(format!(r#"{{"exp":9999999999,"permissions":{NOTHING:?}}}"#));
        let head = BASE64URL.encode(r#"{"alg":"none","typ":"JWT"}"#);
        let forged = format!("{head}.{claims}.");
        let refused = authority.check(forged.as_bytes());
        assert_eq!(refused.unwrap_err(), NoGrant::Unknown);
    }

    /// SVC.2
    #[test]
    fn permissions_and_id_have_a_size() {
        let (authority, _) = authority();
        let padded = |size: usize| NOTHING.to_owned() + &" ".repeat(size - NOTHING.len());
        assert!(authority.make(60, padded(MAX_PERMISSIONS), None).is_ok());
        let long = authority.make(60, padded(MAX_PERMISSIONS + 1), None);
        assert!(matches!(long, Err(TokenError::LimitExceeded(_))));
        let with = |size| authority.make(60, NOTHING.to_owned(), Some("i".repeat(size)));
        assert!(with(MAX_ID).is_ok());
        assert!(matches!(
            with(MAX_ID + 1),
            Err(TokenError::LimitExceeded(_))
        ));
    }

    #[test]
    fn the_head_says_how_a_token_is_signed() {
        let head = BASE64URL.decode(HEAD).unwrap();
        assert_eq!(head, br#"{"alg":"HS256","typ":"JWT"}"#);
    }

    #[test]
    fn debug_text_leaves_the_token_out() {
        let (authority, _) = authority();
        let token = authority.make(60, NOTHING.to_owned(), None).unwrap();
        let text = format!("{token:?}");
        assert!(
            !text.contains(&token.api_key) && text.contains("localhost"),
            "{text}"
        );
    }
}
