use crate::WebResult;

/// What a fallible function returns, under the name that the first published functions knew it by.
pub type FunctionResult<T> = WebResult<T>;
