//! Host calls of `momento:cache-list/cache-list@1.0.0`: one list a key, in the function's cache.
use crate::generated::imports::momento::cache_list::cache_list as binding;
use crate::seam::seam;

pub use binding::{
    Data, EndIndex, EraseRange, EraseResponse, Error, FetchResponse, LengthResponse, ListRange,
    ListRanges, PopFound, PopResponse, RemoveRange, RemoveResponse, RetainResponse, StartIndex,
};

seam! { cache_list {
    fn list_push_front(list_name: Data, value: Data, ttl_milliseconds: u64, refresh_ttl: bool, truncate_back_to_size: u32) -> Result<u32, Error> = binding::list_push_front;
    fn list_push_back(list_name: Data, value: Data, ttl_milliseconds: u64, refresh_ttl: bool, truncate_front_to_size: u32) -> Result<u32, Error> = binding::list_push_back;
    fn list_pop_front(list_name: Data) -> Result<PopResponse, Error> = binding::list_pop_front;
    fn list_pop_back(list_name: Data) -> Result<PopResponse, Error> = binding::list_pop_back;
    fn list_erase(list_name: Data, range: &EraseRange) -> Result<EraseResponse, Error> = binding::list_erase;
    fn list_remove(list_name: Data, range: RemoveRange) -> Result<RemoveResponse, Error> = binding::list_remove;
    fn list_fetch(list_name: Data, start: StartIndex, end: EndIndex) -> Result<FetchResponse, Error> = binding::list_fetch;
    fn list_length(list_name: Data) -> Result<LengthResponse, Error> = binding::list_length;
    fn list_concatenate_front(list_name: Data, values: Vec<Data>, ttl_milliseconds: u64, refresh_ttl: bool, truncate_back_to_size: u32) -> Result<u32, Error> = binding::list_concatenate_front;
    fn list_concatenate_back(list_name: Data, values: Vec<Data>, ttl_milliseconds: u64, refresh_ttl: bool, truncate_front_to_size: u32) -> Result<u32, Error> = binding::list_concatenate_back;
    fn list_retain(list_name: Data, start: StartIndex, end: EndIndex, ttl_milliseconds: u64, refresh_ttl: bool) -> Result<RetainResponse, Error> = binding::list_retain;
}}
