use crate::bindings::test;
use crate::bindings::{aws_auth, aws_lambda, aws_s3, aws_s3_1_0, aws_secrets};
use crate::bindings::{aws_ddb, v1_aws_ddb};
use crate::bindings::{bytes, v1_web_function_support, web_function_stream, web_function_support};
use crate::bindings::{cache_list, cache_scalar, v1_cache_list, v1_cache_scalar};
use crate::bindings::{http, http_1_0, v1_http};
use crate::bindings::{logging, topic, v1_logging, v1_topic};
use crate::bindings::{spawn, v1_spawn};
use crate::bindings::{token, v1_token};
use crate::bindings::{v1_aws_auth, v1_aws_lambda, v1_aws_s3, v1_aws_secrets};
use crate::bindings::{v1_redis, valkey};
use crate::interfaces::wasi;
use crate::invocation::State;
use wasmtime::Engine;
use wasmtime::component::{HasSelf, Linker};

/// Makes the linker that every function of an engine is linked with: one line an interface.
pub(crate) fn linker(engine: &Engine) -> wasmtime::Result<Linker<State>> {
    let mut linker = Linker::new(engine);
    let l = &mut linker;
    wasi::add_to_linker(l)?;
    bytes::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    web_function_support::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    web_function_stream::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    cache_scalar::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    cache_list::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    logging::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    topic::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    valkey::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    aws_auth::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    spawn::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    v1_spawn::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    aws_ddb::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    http::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    http_1_0::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    v1_http::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    token::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    aws_s3::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    aws_s3_1_0::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    aws_secrets::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    aws_lambda::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    v1_cache_scalar::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    v1_cache_list::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    v1_logging::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    v1_redis::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    v1_topic::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    v1_aws_auth::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    v1_token::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    v1_aws_ddb::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    v1_aws_s3::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    v1_aws_secrets::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    v1_aws_lambda::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    v1_web_function_support::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    Ok(linker)
}

/// Adds what tests alone may import.
pub(crate) fn add_tests(linker: &mut Linker<State>) -> wasmtime::Result<()> {
    test::add_to_linker::<_, HasSelf<State>>(linker, |state| state)
}
