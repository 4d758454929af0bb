/// Makes a `fn` the entry point of a spawn function.
///
/// The `fn` stays as it is written and can be called and tested as any other, on every target. It
/// takes its payload, an [`Extract`](momento_functions_bytes::Extract), or nothing, and returns an
/// [`IntoSpawnResult`](crate::IntoSpawnResult).
///
/// The component exports `momento:spawn-function/guest-function-spawn@1.0.0`. It has one entry
/// point: a second one in the same crate does not compile.
///
/// A payload that cannot be decoded is a failure with the reason as its note, and the `fn` does not run.
///
/// # Examples
/// ```
/// use momento_functions_guest_spawn::spawn;
///
/// spawn!(check);
/// fn check(payload: Vec<u8>) -> Result<(), String> {
///     if payload.len() > 1_000 { Err(format!("{} bytes are too many", payload.len())) } else { Ok(()) }
/// }
///
/// assert_eq!(check(vec![0; 1_001]), Err("1001 bytes are too many".to_string()));
/// ```
#[macro_export]
macro_rules! spawn {
    ($handler:ident $(,)?) => {
        $crate::__spawn_function!($handler);
    };
    ($first:ident $(:: $rest:ident)+ $(,)?) => {
        $crate::__spawn_function!($first $(:: $rest)+);
    };
    ($(:: $segment:ident)+ $(,)?) => {
        $crate::__spawn_function!($(:: $segment)+);
    };
    ($first:ident, $($rest:tt)+) => {
        ::core::compile_error!("a component has one entry point: `spawn!` takes the name of one `fn`, as in `spawn!(index);`");
    };
    ($($other:tt)*) => {
        ::core::compile_error!("`spawn!` takes the name of a `fn`, as in `spawn!(index);` beside `fn index(payload: String) {}`");
    };
}

/// The entry point, checked on every target and exported on wasm32.
#[doc(hidden)]
#[macro_export]
macro_rules! __spawn_function {
    ($($handler:tt)+) => {
        // A second entry point in the crate is an error, which this name explains.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! a_component_has_one_entry_point { () => {}; }

        const _: fn($crate::__private::spawn::Request) -> $crate::__private::spawn::Answer = {
            fn __momento_functions_entry_point(request: $crate::__private::spawn::Request) -> $crate::__private::spawn::Answer {
                $crate::__private::spawn::run($($handler)+, request)
            }
            $crate::__private::spawn::export!(__momento_functions_entry_point);
            __momento_functions_entry_point
        };
    };
}

/// The export, of which nothing exists off wasm32: its name would break the link of a native library.
#[doc(hidden)]
#[macro_export]
macro_rules! __export_spawn_function {
    ($entry_point:ident) => {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            enum Component {}
            impl $crate::__private::spawn::bindings::exports::momento::spawn_function::guest_function_spawn::Guest for Component {
                fn spawned(payload: $crate::__private::spawn::Request) -> $crate::__private::spawn::Answer {
                    $crate::__private::spawn::report_panics!();
                    $entry_point(payload)
                }
            }
            $crate::__private::spawn::bindings::export_spawn_v2!(Component with_types_in $crate::__private::spawn::bindings);
        };
    };
}
