/// Translates one contract's types, which differ from the other's in their module alone.
macro_rules! translate {
    ($bindings:ident) => {
        use crate::bindings::$bindings::{Host, SpawnError as Told};
        use crate::error::SpawnError;
        use crate::invocation::State;
        use momento_functions_test_host_macros::observed;
        use wasmtime::Result;

        #[observed($bindings)]
        impl Host for State {
            async fn spawn_function(
                &mut self,
                name: String,
                data: Vec<u8>,
            ) -> Result<Result<(), Told>> {
                let function = match self.context.sibling(&name) {
                    Ok(Some(function)) => function,
                    Ok(None) => return Ok(Err(Told::FunctionNotFound)),
                    Err(_) => return Ok(Err(Told::InternalError)),
                };
                Ok(function.spawn(data).map(drop).map_err(told))
            }
        }

        /// SPN.2
        fn told(error: SpawnError) -> Told {
            match error {
                SpawnError::NotASpawnFunction { .. } => Told::FunctionNotFound,
                SpawnError::Limit(which) => Told::Limit(which.to_string()),
                SpawnError::Closed => Told::InternalError,
            }
        }
    };
}
pub(in crate::interfaces) use translate;

translate!(spawn);
