use super::cache_arguments::{key, list_value, list_values};
use super::call_error::CallError;
use crate::bindings::bytes::Data;
use crate::bindings::cache_list::{
    EndIndex, EraseRange, EraseResponse, Error, FetchResponse, Host, LengthResponse, PopFound,
    PopResponse, RemoveRange, RemoveResponse, RetainResponse, StartIndex,
};
use crate::caches::CacheStore;
use crate::invocation::State;
use bytes::Bytes;
use momento_functions_models::cache::{ListTtl, Popped};
use momento_functions_test_host_macros::observed;
use wasmtime::Result;

#[observed(cache_list)]
impl Host for State {
    async fn list_push_front(
        &mut self,
        list_name: Data,
        value: Data,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
        truncate_back_to_size: u32,
    ) -> Result<u32, CallError> {
        let (cache, name, value) = self.pushed(list_name, value).await?;
        let ttl = ttl(ttl_milliseconds, refresh_ttl);
        Ok(cache
            .list_push_front(&name, &value, ttl, truncate_back_to_size)
            .await?)
    }

    async fn list_push_back(
        &mut self,
        list_name: Data,
        value: Data,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
        truncate_front_to_size: u32,
    ) -> Result<u32, CallError> {
        let (cache, name, value) = self.pushed(list_name, value).await?;
        let ttl = ttl(ttl_milliseconds, refresh_ttl);
        Ok(cache
            .list_push_back(&name, &value, ttl, truncate_front_to_size)
            .await?)
    }

    async fn list_pop_front(&mut self, list_name: Data) -> Result<PopResponse, CallError> {
        let (cache, name) = self.list(list_name).await?;
        self.popped(cache.list_pop_front(&name).await?)
    }

    async fn list_pop_back(&mut self, list_name: Data) -> Result<PopResponse, CallError> {
        let (cache, name) = self.list(list_name).await?;
        self.popped(cache.list_pop_back(&name).await?)
    }

    async fn list_erase(
        &mut self,
        list_name: Data,
        range: EraseRange,
    ) -> Result<EraseResponse, CallError> {
        let (cache, name) = self.list(list_name).await?;
        let length = match range {
            EraseRange::All => cache.list_erase_all(&name).await?,
            EraseRange::Ranges(these) => {
                let ranges: Vec<_> = these.ranges.into_iter().map(Into::into).collect();
                cache.list_erase(&name, &ranges).await?
            }
        };
        Ok(length.into())
    }

    async fn list_remove(
        &mut self,
        list_name: Data,
        range: RemoveRange,
    ) -> Result<RemoveResponse, CallError> {
        let RemoveRange::AllElementsWithValue(value) = range;
        let (cache, name, value) = self.pushed(list_name, value).await?;
        Ok(cache.list_remove(&name, &value).await?.into())
    }

    async fn list_fetch(
        &mut self,
        list_name: Data,
        start: StartIndex,
        end: EndIndex,
    ) -> Result<FetchResponse, CallError> {
        let (cache, name) = self.list(list_name).await?;
        let Some(values) = cache.list_fetch(&name, start.into(), end.into()).await? else {
            return Ok(FetchResponse::Missing);
        };
        Ok(FetchResponse::Found(self.give_all(values)?))
    }

    async fn list_length(&mut self, list_name: Data) -> Result<LengthResponse, CallError> {
        let (cache, name) = self.list(list_name).await?;
        Ok(cache.list_length(&name).await?.into())
    }

    async fn list_concatenate_front(
        &mut self,
        list_name: Data,
        values: Vec<Data>,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
        truncate_back_to_size: u32,
    ) -> Result<u32, CallError> {
        let (cache, name, values) = self.concatenated(list_name, values).await?;
        let ttl = ttl(ttl_milliseconds, refresh_ttl);
        Ok(cache
            .list_concatenate_front(&name, &values, ttl, truncate_back_to_size)
            .await?)
    }

    async fn list_concatenate_back(
        &mut self,
        list_name: Data,
        values: Vec<Data>,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
        truncate_front_to_size: u32,
    ) -> Result<u32, CallError> {
        let (cache, name, values) = self.concatenated(list_name, values).await?;
        let ttl = ttl(ttl_milliseconds, refresh_ttl);
        Ok(cache
            .list_concatenate_back(&name, &values, ttl, truncate_front_to_size)
            .await?)
    }

    async fn list_retain(
        &mut self,
        list_name: Data,
        start: StartIndex,
        end: EndIndex,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
    ) -> Result<RetainResponse, CallError> {
        let (cache, name) = self.list(list_name).await?;
        let ttl = ttl(ttl_milliseconds, refresh_ttl);
        let length = cache
            .list_retain(&name, start.into(), end.into(), ttl)
            .await?;
        Ok(length.into())
    }

    fn convert_error(&mut self, error: CallError) -> Result<Error> {
        error.told()
    }
}

impl State {
    async fn list(&mut self, name: Data) -> Result<(CacheStore, Bytes), CallError> {
        let (cache, name) = (self.cache(), self.take_data(name)?);
        let name = key(name, cache.limits()).await?;
        Ok((cache, name))
    }

    async fn pushed(
        &mut self,
        name: Data,
        value: Data,
    ) -> Result<(CacheStore, Bytes, Bytes), CallError> {
        let value = self.take_data(value)?;
        let (cache, name) = self.list(name).await?;
        let value = list_value(value, cache.limits()).await?;
        Ok((cache, name, value))
    }

    async fn concatenated(
        &mut self,
        name: Data,
        values: Vec<Data>,
    ) -> Result<(CacheStore, Bytes, Vec<Bytes>), CallError> {
        let values = values.into_iter().map(|value| self.take_data(value));
        let values = values.collect::<Result<Vec<_>>>()?;
        let (cache, name) = self.list(name).await?;
        let values = list_values(values, cache.limits()).await?;
        Ok((cache, name, values))
    }

    fn popped(&mut self, popped: Option<Popped>) -> Result<PopResponse, CallError> {
        let Some(Popped { value, list_length }) = popped else {
            return Ok(PopResponse::Missing);
        };
        let value = self.give(value)?;
        Ok(PopResponse::Found(PopFound { value, list_length }))
    }
}

fn ttl(milliseconds: u64, refresh: bool) -> ListTtl {
    ListTtl {
        milliseconds,
        refresh,
    }
}
