use crate::bindings::v1_cache_list::{
    EndIndex, EraseRange, EraseResponse, Error, FetchResponse, Host, LengthResponse, PopFound,
    PopResponse, RemoveRange, RemoveResponse, RetainResponse, StartIndex,
};
use crate::interfaces::call_error::CallError;
use crate::invocation::State;
use momento_functions_models::cache::{ListTtl, Popped};
use momento_functions_test_host_macros::observed;
use wasmtime::Result;

#[observed(v1_cache_list)]
impl Host for State {
    async fn list_push_front(
        &mut self,
        list_name: Vec<u8>,
        value: Vec<u8>,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
        truncate_back_to_size: u32,
    ) -> Result<u32, CallError> {
        let ttl = ttl(ttl_milliseconds, refresh_ttl);
        let cache = self.cache();
        Ok(cache
            .list_push_front(&list_name, &value, ttl, truncate_back_to_size)
            .await?)
    }

    async fn list_push_back(
        &mut self,
        list_name: Vec<u8>,
        value: Vec<u8>,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
        truncate_front_to_size: u32,
    ) -> Result<u32, CallError> {
        let ttl = ttl(ttl_milliseconds, refresh_ttl);
        let cache = self.cache();
        Ok(cache
            .list_push_back(&list_name, &value, ttl, truncate_front_to_size)
            .await?)
    }

    async fn list_pop_front(&mut self, list_name: Vec<u8>) -> Result<PopResponse, CallError> {
        let popped = self.cache().list_pop_front(&list_name).await?;
        Ok(pop_response(popped))
    }

    async fn list_pop_back(&mut self, list_name: Vec<u8>) -> Result<PopResponse, CallError> {
        let popped = self.cache().list_pop_back(&list_name).await?;
        Ok(pop_response(popped))
    }

    async fn list_erase(
        &mut self,
        list_name: Vec<u8>,
        range: EraseRange,
    ) -> Result<EraseResponse, CallError> {
        let cache = self.cache();
        let length = match range {
            EraseRange::All => cache.list_erase_all(&list_name).await?,
            EraseRange::Ranges(these) => {
                let ranges: Vec<_> = these.ranges.into_iter().map(Into::into).collect();
                cache.list_erase(&list_name, &ranges).await?
            }
        };
        Ok(length.into())
    }

    async fn list_remove(
        &mut self,
        list_name: Vec<u8>,
        range: RemoveRange,
    ) -> Result<RemoveResponse, CallError> {
        let RemoveRange::AllElementsWithValue(value) = range;
        let length = self.cache().list_remove(&list_name, &value).await?;
        Ok(length.into())
    }

    async fn list_fetch(
        &mut self,
        list_name: Vec<u8>,
        start: StartIndex,
        end: EndIndex,
    ) -> Result<FetchResponse, CallError> {
        let cache = self.cache();
        let Some(values) = cache
            .list_fetch(&list_name, start.into(), end.into())
            .await?
        else {
            return Ok(FetchResponse::Missing);
        };
        Ok(FetchResponse::Found(self.copies(&values)?))
    }

    async fn list_length(&mut self, list_name: Vec<u8>) -> Result<LengthResponse, CallError> {
        Ok(self.cache().list_length(&list_name).await?.into())
    }

    async fn list_concatenate_front(
        &mut self,
        list_name: Vec<u8>,
        values: Vec<Vec<u8>>,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
        truncate_back_to_size: u32,
    ) -> Result<u32, CallError> {
        let ttl = ttl(ttl_milliseconds, refresh_ttl);
        let cache = self.cache();
        Ok(cache
            .list_concatenate_front(&list_name, &values, ttl, truncate_back_to_size)
            .await?)
    }

    async fn list_concatenate_back(
        &mut self,
        list_name: Vec<u8>,
        values: Vec<Vec<u8>>,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
        truncate_front_to_size: u32,
    ) -> Result<u32, CallError> {
        let ttl = ttl(ttl_milliseconds, refresh_ttl);
        let cache = self.cache();
        Ok(cache
            .list_concatenate_back(&list_name, &values, ttl, truncate_front_to_size)
            .await?)
    }

    async fn list_retain(
        &mut self,
        list_name: Vec<u8>,
        start: StartIndex,
        end: EndIndex,
        ttl_milliseconds: u64,
        refresh_ttl: bool,
    ) -> Result<RetainResponse, CallError> {
        let ttl = ttl(ttl_milliseconds, refresh_ttl);
        let cache = self.cache();
        let length = cache
            .list_retain(&list_name, start.into(), end.into(), ttl)
            .await?;
        Ok(length.into())
    }

    fn convert_error(&mut self, error: CallError) -> Result<Error> {
        error.told()
    }
}

fn pop_response(popped: Option<Popped>) -> PopResponse {
    popped.map_or(PopResponse::Missing, |Popped { value, list_length }| {
        let value = value.into();
        PopResponse::Found(PopFound { value, list_length })
    })
}

fn ttl(milliseconds: u64, refresh: bool) -> ListTtl {
    ListTtl {
        milliseconds,
        refresh,
    }
}
