//! Host calls of `momento:cache-scalar/cache-scalar@1.0.0`: one value a key, in the function's cache.
use crate::generated::imports::momento::cache_scalar::cache_scalar as binding;
use crate::seam::seam;

pub use binding::{
    Data, Error, GetWithHashFound, GetWithHashResult, SetIfCondition, SetIfHashCondition,
    SetIfHashResult, SetIfResult,
};

seam! { cache_scalar {
    fn get(key: Data) -> Result<Option<Data>, Error> = binding::get;
    fn get_with_hash(key: Data) -> Result<GetWithHashResult, Error> = binding::get_with_hash;
    fn set(key: Data, value: Data, ttl_milliseconds: u64) -> Result<(), Error> = binding::set;
    fn set_if(key: Data, value: Data, ttl_milliseconds: u64, condition: SetIfCondition) -> Result<SetIfResult, Error> = binding::set_if;
    fn set_if_hash(key: Data, value: Data, ttl_milliseconds: u64, condition: SetIfHashCondition) -> Result<SetIfHashResult, Error> = binding::set_if_hash;
    fn delete(key: Data) -> Result<(), Error> = binding::delete;
}}
