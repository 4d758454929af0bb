//! The older contract, translated onto the same models.

mod cache_list;
mod cache_scalar;
mod logging;
mod token;
mod topic;
mod web_function_support;
