//! Disposable tokens.

use crate::error::HostError;
use crate::seed::Random;
use momento_functions_models::Clock;
pub use momento_functions_models::token::DisposableToken;
pub(crate) use momento_functions_models::token::{Grant, NoGrant, Term, TokenAuthority};
use std::sync::Arc;

/// Makes an authority with a key of its own: the tokens of one host open no other.
pub(crate) fn authority(
    clock: Arc<dyn Clock>,
    random: &mut Random,
) -> Result<TokenAuthority, HostError> {
    let mut key = [0; 64];
    random.fill(&mut key)?;
    Ok(TokenAuthority::new(clock, key))
}
