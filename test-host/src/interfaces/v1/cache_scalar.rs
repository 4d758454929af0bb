use crate::bindings::v1_cache_scalar::{
    Error, GetWithHashFound, GetWithHashResult, Host, SetIfCondition, SetIfHashCondition,
    SetIfHashResult, SetIfResult,
};
use crate::interfaces::call_error::CallError;
use crate::invocation::State;
use momento_functions_models::cache::{SetIf, SetIfHash};
use momento_functions_test_host_macros::observed;
use wasmtime::Result;

#[observed(v1_cache_scalar)]
impl Host for State {
    async fn get(&mut self, key: Vec<u8>) -> Result<Option<Vec<u8>>, CallError> {
        let found = self.cache().get(&key).await?;
        Ok(found.map(Vec::from))
    }

    async fn get_with_hash(&mut self, key: Vec<u8>) -> Result<GetWithHashResult, CallError> {
        let Some((value, hash)) = self.cache().get_with_hash(&key).await? else {
            return Ok(GetWithHashResult::Missing);
        };
        let (value, hash) = (value.into(), hash.as_bytes().to_vec());
        Ok(GetWithHashResult::Found(GetWithHashFound { value, hash }))
    }

    async fn set(
        &mut self,
        key: Vec<u8>,
        value: Vec<u8>,
        ttl_milliseconds: u64,
    ) -> Result<(), CallError> {
        Ok(self.cache().set(&key, &value, ttl_milliseconds).await?)
    }

    async fn set_if(
        &mut self,
        key: Vec<u8>,
        value: Vec<u8>,
        ttl_milliseconds: u64,
        condition: SetIfCondition,
    ) -> Result<SetIfResult, CallError> {
        let cache = self.cache();
        let stored = cache
            .set_if(&key, &value, ttl_milliseconds, set_if(&condition))
            .await?;
        Ok(if stored {
            SetIfResult::Stored
        } else {
            SetIfResult::NotStored
        })
    }

    async fn set_if_hash(
        &mut self,
        key: Vec<u8>,
        value: Vec<u8>,
        ttl_milliseconds: u64,
        condition: SetIfHashCondition,
    ) -> Result<SetIfHashResult, CallError> {
        let cache = self.cache();
        let stored = cache
            .set_if_hash(&key, &value, ttl_milliseconds, set_if_hash(&condition))
            .await?;
        Ok(match stored {
            Some(hash) => SetIfHashResult::Stored(hash.as_bytes().to_vec()),
            None => SetIfHashResult::NotStored,
        })
    }

    async fn delete(&mut self, key: Vec<u8>) -> Result<(), CallError> {
        Ok(self.cache().delete(&key).await?)
    }

    fn convert_error(&mut self, error: CallError) -> Result<Error> {
        error.told()
    }
}

fn set_if(condition: &SetIfCondition) -> SetIf<'_> {
    match condition {
        SetIfCondition::Present => SetIf::Present,
        SetIfCondition::PresentAndNotEqual(value) => SetIf::PresentAndNotEqual(value),
        SetIfCondition::Absent => SetIf::Absent,
        SetIfCondition::Equal(value) => SetIf::Equal(value),
        SetIfCondition::AbsentOrEqual(value) => SetIf::AbsentOrEqual(value),
        SetIfCondition::NotEqual(value) => SetIf::NotEqual(value),
    }
}

fn set_if_hash(condition: &SetIfHashCondition) -> SetIfHash<'_> {
    match condition {
        SetIfHashCondition::PresentAndNotHashEqual(hash) => SetIfHash::PresentAndNotHashEqual(hash),
        SetIfHashCondition::PresentAndHashEqual(hash) => SetIfHash::PresentAndHashEqual(hash),
        SetIfHashCondition::AbsentOrHashEqual(hash) => SetIfHash::AbsentOrHashEqual(hash),
        SetIfHashCondition::AbsentOrNotHashEqual(hash) => SetIfHash::AbsentOrNotHashEqual(hash),
        SetIfHashCondition::Unconditional => SetIfHash::Unconditional,
    }
}
