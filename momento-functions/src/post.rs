/// Makes a `fn` the entry point of a web function of the older contract, whose bodies are plain bytes.
///
/// The `fn` stays as it is written and can be called and tested as any other, on every target. Its
/// arguments and its output are those of [`invoke!`](crate::invoke): the last argument is the
/// request's body, those before it are taken from the invocation. The macro also brings
/// [`FunctionResult`](crate::FunctionResult) into scope.
///
/// The component exports `momento:functions/guest-function-web@1.0.0`. It has one entry point: a
/// second one in the same crate does not compile.
///
/// # Limits
/// The whole request and the whole response are in the function's memory. New functions are better
/// off with [`invoke!`](crate::invoke), which can leave both on the host.
///
/// # Examples
/// ```
/// momento_functions::post!(reverse);
/// fn reverse(mut payload: Vec<u8>) -> FunctionResult<Vec<u8>> {
///     payload.reverse();
///     Ok(payload)
/// }
///
/// assert_eq!(reverse(b"abc".to_vec()).ok(), Some(b"cba".to_vec()));
/// ```
#[macro_export]
macro_rules! post {
    ($handler:ident $(,)?) => {
        $crate::__post_function!($handler);
    };
    ($first:ident $(:: $rest:ident)+ $(,)?) => {
        $crate::__post_function!($first $(:: $rest)+);
    };
    ($(:: $segment:ident)+ $(,)?) => {
        $crate::__post_function!($(:: $segment)+);
    };
    ($first:ident, $($rest:tt)+) => {
        ::core::compile_error!("a component has one entry point: `post!` takes the name of one `fn`, as in `post!(ping);`");
    };
    ($($other:tt)*) => {
        ::core::compile_error!("`post!` takes the name of a `fn`, as in `post!(ping);` beside `fn ping() -> FunctionResult<Vec<u8>> { Ok(vec![]) }`");
    };
}

/// The entry point, checked on every target and exported on wasm32.
#[doc(hidden)]
#[macro_export]
macro_rules! __post_function {
    ($($handler:tt)+) => {
        #[allow(unused_imports)]
        use $crate::__private::post::scope::*;

        // A second entry point in the crate is an error, which this name explains.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! a_component_has_one_entry_point { () => {}; }

        const _: fn($crate::__private::post::Request) -> $crate::__private::post::Answer = {
            fn __momento_functions_entry_point(request: $crate::__private::post::Request) -> $crate::__private::post::Answer {
                $crate::__private::post::run($($handler)+, request)
            }
            $crate::__private::post::export!(__momento_functions_entry_point);
            __momento_functions_entry_point
        };
    };
}

/// The export, of which nothing exists off wasm32: its name would break the link of a native library.
#[doc(hidden)]
#[macro_export]
macro_rules! __export_post_function {
    ($entry_point:ident) => {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            // A custom section of the component, for tools: `cargo momento build --portable` looks for it.
            #[unsafe(link_section = "momento-functions")]
            pub static MARK: [u8; $crate::__private::web::MARK.len()] = $crate::__private::web::MARK;

            enum Component {}
            impl $crate::__private::post::bindings::exports::momento::functions::guest_function_web::Guest for Component {
                fn post(payload: $crate::__private::post::Request) -> $crate::__private::post::Answer {
                    $crate::__private::post::report_panics!();
                    $entry_point(payload)
                }
            }
            $crate::__private::post::bindings::export_web_v1!(Component with_types_in $crate::__private::post::bindings);
        };
    };
}
