use super::data::{bytes, data};
use super::service_error::told;
use momento_functions_models::Clock;
use momento_functions_models::cache::{Cache, CacheLimits, SetIf, SetIfHash};
use momento_functions_wit::bytes::Data;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// The caches by name.
pub(super) struct Caches {
    clock: Arc<dyn Clock>,
    limits: CacheLimits,
    /// The function's own.
    own: String,
    by_name: RefCell<HashMap<String, Arc<Cache>>>,
}

impl Caches {
    pub(super) fn new(clock: Arc<dyn Clock>, limits: CacheLimits, own: String) -> Self {
        Self {
            clock,
            limits,
            own,
            by_name: RefCell::default(),
        }
    }

    /// Finds a cache; it needs no making.
    pub(super) fn of(&self, name: &str) -> Arc<Cache> {
        let mut caches = self.by_name.borrow_mut();
        let new = || Arc::new(Cache::new(Arc::clone(&self.clock), self.limits.clone()));
        Arc::clone(caches.entry(name.to_owned()).or_insert_with(new))
    }

    pub(super) fn own(&self) -> Arc<Cache> {
        self.of(&self.own)
    }
}

/// Answers one contract, whose keys and values are `$bytes`: `$take` reads what comes by value, `$see` what
/// comes by reference, and `$give` makes what goes out.
macro_rules! answer {
    ($($module:ident)::+, $key:ty, $condition:ty, $hash_condition:ty, $see:expr, $give:expr) => {
        const _: () = {
            use momento_functions_wit::$($module)::+::{
                Error, GetWithHashFound, GetWithHashResult, Host, SetIfCondition,
                SetIfHashCondition, SetIfHashResult, SetIfResult,
            };

            impl Host for Caches {
                fn get(&self, key: $key) -> Result<Option<Bytes>, Error> {
                    let found = self.own().get(&$see(key)).map_err(told)?;
                    Ok(found.map($give))
                }

                fn get_with_hash(&self, key: $key) -> Result<GetWithHashResult, Error> {
                    let found = self.own().get_with_hash(&$see(key)).map_err(told)?;
                    let Some((value, hash)) = found else {
                        return Ok(GetWithHashResult::Missing);
                    };
                    let (value, hash) = ($give(value), $give(hash.as_bytes().to_vec()));
                    Ok(GetWithHashResult::Found(GetWithHashFound { value, hash }))
                }

                fn set(&self, key: $key, value: $key, ttl: u64) -> Result<(), Error> {
                    let set = self.own().set(&$see(key), &$see(value), ttl);
                    set.map_err(told)
                }

                fn set_if(
                    &self,
                    key: $key,
                    value: $key,
                    ttl: u64,
                    condition: $condition,
                ) -> Result<SetIfResult, Error> {
                    let operand;
                    #[allow(clippy::needless_borrow, reason = "one contract gives it by reference")]
                    let condition = match condition {
                        SetIfCondition::Present => SetIf::Present,
                        SetIfCondition::Absent => SetIf::Absent,
                        SetIfCondition::PresentAndNotEqual(value) => {
                            operand = $see(value);
                            SetIf::PresentAndNotEqual(&operand)
                        }
                        SetIfCondition::Equal(value) => {
                            operand = $see(value);
                            SetIf::Equal(&operand)
                        }
                        SetIfCondition::AbsentOrEqual(value) => {
                            operand = $see(value);
                            SetIf::AbsentOrEqual(&operand)
                        }
                        SetIfCondition::NotEqual(value) => {
                            operand = $see(value);
                            SetIf::NotEqual(&operand)
                        }
                    };
                    let set = self.own().set_if(&$see(key), &$see(value), ttl, condition);
                    Ok(match set.map_err(told)? {
                        true => SetIfResult::Stored,
                        false => SetIfResult::NotStored,
                    })
                }

                fn set_if_hash(
                    &self,
                    key: $key,
                    value: $key,
                    ttl: u64,
                    condition: $hash_condition,
                ) -> Result<SetIfHashResult, Error> {
                    let operand;
                    let condition = match condition {
                        SetIfHashCondition::Unconditional => SetIfHash::Unconditional,
                        SetIfHashCondition::PresentAndNotHashEqual(hash) => {
                            operand = $see(hash);
                            SetIfHash::PresentAndNotHashEqual(&operand)
                        }
                        SetIfHashCondition::PresentAndHashEqual(hash) => {
                            operand = $see(hash);
                            SetIfHash::PresentAndHashEqual(&operand)
                        }
                        SetIfHashCondition::AbsentOrHashEqual(hash) => {
                            operand = $see(hash);
                            SetIfHash::AbsentOrHashEqual(&operand)
                        }
                        SetIfHashCondition::AbsentOrNotHashEqual(hash) => {
                            operand = $see(hash);
                            SetIfHash::AbsentOrNotHashEqual(&operand)
                        }
                    };
                    let own = self.own();
                    let set = own.set_if_hash(&$see(key), &$see(value), ttl, condition);
                    Ok(match set.map_err(told)? {
                        Some(hash) => SetIfHashResult::Stored($give(hash.as_bytes().to_vec())),
                        None => SetIfHashResult::NotStored,
                    })
                }

                fn delete(&self, key: $key) -> Result<(), Error> {
                    self.own().delete(&$see(key)).map_err(told)
                }
            }
        };
    };
}

mod v2 {
    use super::*;
    use momento_functions_wit::cache_scalar::{SetIfCondition as If, SetIfHashCondition as IfHash};
    type Bytes = Data;
    answer!(cache_scalar, Data, If, IfHash, bytes, data);
}

mod v1 {
    use super::*;
    use momento_functions_wit::v1::cache_scalar::{
        SetIfCondition as If, SetIfHashCondition as IfHash,
    };
    type Bytes = Vec<u8>;
    answer!(
        v1::cache_scalar,
        &[u8],
        &If,
        &IfHash,
        <[u8]>::to_vec,
        Vec::from
    );
}
