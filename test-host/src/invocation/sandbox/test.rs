use super::{Allowance, Turn, store};
use crate::compiled::Entry;
use crate::component::PROGRAM;
use crate::error::{InvocationError, InvocationErrorKind};
use crate::function::Function;
use crate::interfaces::wasi::Exit;
use crate::invocation::{State, verdict};
use std::result::Result as Plain;
use wasmtime::component::InstancePre;
use wasmtime::{Result, Store, format_err};

/// Runs a test binary in a sandbox, and returns its exit code.
pub(in crate::invocation) async fn run(
    binary: &Function,
    state: State,
) -> Result<u8, InvocationError> {
    let turn = Turn::default();
    let allowed = Allowance::in_real_time(binary, turn.clone()).await?;
    let invocation = invoke(binary, state, &allowed);
    allowed.enforce(turn.by_turn(invocation)).await
}

async fn invoke(
    binary: &Function,
    state: State,
    allowed: &Allowance<'_>,
) -> Result<u8, InvocationError> {
    let Entry::Test(pre) = binary.entry() else {
        let kind = InvocationErrorKind::NotInvocable;
        return Err(InvocationError::new(kind, "this is no test binary"));
    };
    let mut store = store(pre.engine(), state, allowed)?;
    match main(pre, &mut store).await {
        Ok(returned) => Ok(u8::from(returned.is_err())),
        Err(error) => match error.downcast_ref::<Exit>() {
            Some(Exit(code)) => Ok(*code),
            None => Err(verdict::failure(error, store.data(), allowed.limits)),
        },
    }
}

async fn main(pre: &InstancePre<State>, store: &mut Store<State>) -> Result<Plain<(), ()>> {
    let instance = pre.instantiate_async(&mut *store).await?;
    let missing = || format_err!("the binary does not export `{PROGRAM}`");
    let interface = instance.get_export_index(&mut *store, None, PROGRAM);
    let interface = interface.ok_or_else(missing)?;
    let run = instance.get_export_index(&mut *store, Some(&interface), "run");
    let run = run.ok_or_else(missing)?;
    let run = instance.get_typed_func::<(), (Plain<(), ()>,)>(&mut *store, run)?;
    let (returned,) = run.call_async(&mut *store, ()).await?;
    Ok(returned)
}
