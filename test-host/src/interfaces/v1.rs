//! The older contract, translated onto the same models.

mod web_function_support;
