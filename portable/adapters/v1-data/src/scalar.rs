use crate::V1Data;
use crate::bindings::exports::momento::functions::cache_scalar::{
    Error, GetWithHashFound, GetWithHashResult, Guest, SetIfCondition, SetIfHashCondition,
    SetIfHashResult, SetIfResult,
};
use crate::bindings::momento::bytes::bytes::Data::Value;
use crate::bindings::momento::cache_scalar::cache_scalar;
use crate::whole::whole;

impl Guest for V1Data {
    fn get(key: Vec<u8>) -> Result<Option<Vec<u8>>, Error> {
        Ok(cache_scalar::get(Value(key))?.map(whole).transpose()?)
    }

    fn get_with_hash(key: Vec<u8>) -> Result<GetWithHashResult, Error> {
        Ok(match cache_scalar::get_with_hash(Value(key))? {
            cache_scalar::GetWithHashResult::Found(found) => {
                GetWithHashResult::Found(GetWithHashFound {
                    value: whole(found.value)?,
                    hash: whole(found.hash)?,
                })
            }
            cache_scalar::GetWithHashResult::Missing => GetWithHashResult::Missing,
        })
    }

    fn set(key: Vec<u8>, value: Vec<u8>, ttl_milliseconds: u64) -> Result<(), Error> {
        Ok(cache_scalar::set(
            Value(key),
            Value(value),
            ttl_milliseconds,
        )?)
    }

    fn set_if(
        key: Vec<u8>,
        value: Vec<u8>,
        ttl_milliseconds: u64,
        condition: SetIfCondition,
    ) -> Result<SetIfResult, Error> {
        let condition = of_value(condition);
        let set = cache_scalar::set_if(Value(key), Value(value), ttl_milliseconds, condition)?;
        Ok(match set {
            cache_scalar::SetIfResult::Stored => SetIfResult::Stored,
            cache_scalar::SetIfResult::NotStored => SetIfResult::NotStored,
        })
    }

    fn set_if_hash(
        key: Vec<u8>,
        value: Vec<u8>,
        ttl_milliseconds: u64,
        condition: SetIfHashCondition,
    ) -> Result<SetIfHashResult, Error> {
        let condition = of_hash(condition);
        let set = cache_scalar::set_if_hash(Value(key), Value(value), ttl_milliseconds, condition)?;
        Ok(match set {
            cache_scalar::SetIfHashResult::Stored(hash) => SetIfHashResult::Stored(whole(hash)?),
            cache_scalar::SetIfHashResult::NotStored => SetIfHashResult::NotStored,
        })
    }

    fn delete(key: Vec<u8>) -> Result<(), Error> {
        Ok(cache_scalar::delete(Value(key))?)
    }
}

fn of_value(condition: SetIfCondition) -> cache_scalar::SetIfCondition {
    use cache_scalar::SetIfCondition as Condition;
    match condition {
        SetIfCondition::Present => Condition::Present,
        SetIfCondition::Absent => Condition::Absent,
        SetIfCondition::PresentAndNotEqual(value) => Condition::PresentAndNotEqual(Value(value)),
        SetIfCondition::Equal(value) => Condition::Equal(Value(value)),
        SetIfCondition::AbsentOrEqual(value) => Condition::AbsentOrEqual(Value(value)),
        SetIfCondition::NotEqual(value) => Condition::NotEqual(Value(value)),
    }
}

fn of_hash(condition: SetIfHashCondition) -> cache_scalar::SetIfHashCondition {
    use SetIfHashCondition as V1;
    use cache_scalar::SetIfHashCondition as Condition;
    match condition {
        V1::Unconditional => Condition::Unconditional,
        V1::PresentAndNotHashEqual(hash) => Condition::PresentAndNotHashEqual(Value(hash)),
        V1::PresentAndHashEqual(hash) => Condition::PresentAndHashEqual(Value(hash)),
        V1::AbsentOrHashEqual(hash) => Condition::AbsentOrHashEqual(Value(hash)),
        V1::AbsentOrNotHashEqual(hash) => Condition::AbsentOrNotHashEqual(Value(hash)),
    }
}
