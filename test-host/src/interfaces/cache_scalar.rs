use super::cache_arguments::{key, value};
use super::call_error::CallError;
use crate::bindings::bytes::Data;
use crate::bindings::cache_scalar::{
    Error, GetWithHashFound, GetWithHashResult, Host, SetIfCondition, SetIfHashCondition,
    SetIfHashResult, SetIfResult,
};
use crate::invocation::State;
use bytes::Bytes;
use momento_functions_models::ServiceError;
use momento_functions_models::cache::{CacheLimits, SetIf, SetIfHash};
use momento_functions_test_host_macros::observed;
use wasmtime::Result;

#[observed(cache_scalar)]
impl Host for State {
    async fn get(&mut self, key: Data) -> Result<Option<Data>, CallError> {
        let (cache, key) = (self.cache(), self.take_data(key)?);
        let found = cache.get(&self::key(key, cache.limits()).await?).await?;
        found.map(|value| self.give(value)).transpose()
    }

    async fn get_with_hash(&mut self, key: Data) -> Result<GetWithHashResult, CallError> {
        let (cache, key) = (self.cache(), self.take_data(key)?);
        let found = cache
            .get_with_hash(&self::key(key, cache.limits()).await?)
            .await?;
        let Some((value, hash)) = found else {
            return Ok(GetWithHashResult::Missing);
        };
        let value = self.give(value)?;
        let hash = Data::Value(hash.as_bytes().to_vec());
        Ok(GetWithHashResult::Found(GetWithHashFound { value, hash }))
    }

    async fn set(
        &mut self,
        key: Data,
        value: Data,
        ttl_milliseconds: u64,
    ) -> Result<(), CallError> {
        let cache = self.cache();
        let (key, value) = self.item(key, value, cache.limits()).await?;
        Ok(cache.set(&key, &value, ttl_milliseconds).await?)
    }

    async fn set_if(
        &mut self,
        key: Data,
        value: Data,
        ttl_milliseconds: u64,
        condition: SetIfCondition,
    ) -> Result<SetIfResult, CallError> {
        let cache = self.cache();
        let (operand, condition) = set_if(condition);
        let operand = self.operand(operand, cache.limits()).await?;
        let (key, value) = self.item(key, value, cache.limits()).await?;
        let stored = cache
            .set_if(&key, &value, ttl_milliseconds, condition(&operand))
            .await?;
        Ok(if stored {
            SetIfResult::Stored
        } else {
            SetIfResult::NotStored
        })
    }

    async fn set_if_hash(
        &mut self,
        key: Data,
        value: Data,
        ttl_milliseconds: u64,
        condition: SetIfHashCondition,
    ) -> Result<SetIfHashResult, CallError> {
        let cache = self.cache();
        let (operand, condition) = set_if_hash(condition);
        let operand = self.operand(operand, cache.limits()).await?;
        let (key, value) = self.item(key, value, cache.limits()).await?;
        let stored = cache
            .set_if_hash(&key, &value, ttl_milliseconds, condition(&operand))
            .await?;
        Ok(match stored {
            Some(hash) => SetIfHashResult::Stored(Data::Value(hash.as_bytes().to_vec())),
            None => SetIfHashResult::NotStored,
        })
    }

    async fn delete(&mut self, key: Data) -> Result<(), CallError> {
        let (cache, key) = (self.cache(), self.take_data(key)?);
        Ok(cache.delete(&self::key(key, cache.limits()).await?).await?)
    }

    fn convert_error(&mut self, error: CallError) -> Result<Error> {
        error.told()
    }
}

impl State {
    async fn item(
        &mut self,
        key: Data,
        value: Data,
        limits: &CacheLimits,
    ) -> Result<(Bytes, Bytes), CallError> {
        let (key, value) = (self.take_data(key)?, self.take_data(value)?);
        let key = self::key(key, limits).await?;
        Ok((key, self::value(value, limits).await?))
    }

    async fn operand(
        &mut self,
        operand: Option<Data>,
        limits: &CacheLimits,
    ) -> Result<Bytes, CallError> {
        match operand {
            Some(operand) => {
                let read: Result<_, ServiceError> = value(self.take_data(operand)?, limits).await;
                Ok(read?)
            }
            None => Ok(Bytes::new()),
        }
    }
}

type MakeSetIf = fn(&[u8]) -> SetIf<'_>;
type MakeSetIfHash = fn(&[u8]) -> SetIfHash<'_>;

/// Parts what is compared with, which must be read first, from how it is compared.
fn set_if(condition: SetIfCondition) -> (Option<Data>, MakeSetIf) {
    match condition {
        SetIfCondition::Present => (None, |_| SetIf::Present),
        SetIfCondition::PresentAndNotEqual(value) => {
            (Some(value), |value| SetIf::PresentAndNotEqual(value))
        }
        SetIfCondition::Absent => (None, |_| SetIf::Absent),
        SetIfCondition::Equal(value) => (Some(value), |value| SetIf::Equal(value)),
        SetIfCondition::AbsentOrEqual(value) => (Some(value), |value| SetIf::AbsentOrEqual(value)),
        SetIfCondition::NotEqual(value) => (Some(value), |value| SetIf::NotEqual(value)),
    }
}

fn set_if_hash(condition: SetIfHashCondition) -> (Option<Data>, MakeSetIfHash) {
    match condition {
        SetIfHashCondition::PresentAndNotHashEqual(hash) => {
            (Some(hash), |hash| SetIfHash::PresentAndNotHashEqual(hash))
        }
        SetIfHashCondition::PresentAndHashEqual(hash) => {
            (Some(hash), |hash| SetIfHash::PresentAndHashEqual(hash))
        }
        SetIfHashCondition::AbsentOrHashEqual(hash) => {
            (Some(hash), |hash| SetIfHash::AbsentOrHashEqual(hash))
        }
        SetIfHashCondition::AbsentOrNotHashEqual(hash) => {
            (Some(hash), |hash| SetIfHash::AbsentOrNotHashEqual(hash))
        }
        SetIfHashCondition::Unconditional => (None, |_| SetIfHash::Unconditional),
    }
}
