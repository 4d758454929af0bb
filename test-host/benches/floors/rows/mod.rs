//! What is measured, one file a part of the table.

mod bodies;
mod cache;
mod cold;
mod cores;
mod fresh;
mod http;
pub mod idle;
mod lean;
mod many;

use crate::Result;
use crate::plan::Plan;
use crate::report::Row;

/// A part of the table.
pub struct Part {
    pub name: &'static str,
    pub measure: fn(&Plan) -> Result<Vec<Row>>,
}

const fn part(name: &'static str, measure: fn(&Plan) -> Result<Vec<Row>>) -> Part {
    Part { name, measure }
}

pub const ALL: &[Part] = &[
    part("fresh", fresh::ping),
    part("json", fresh::greeter),
    part("lean", lean::measure),
    part("bodies", bodies::measure),
    part("http", http::ping),
    part("http-lean", http::lean),
    part("http-echo", http::echo),
    part("wasmtime-serve", http::wasmtime_serve),
    part("cache", cache::measure),
    part("idle", idle::measure),
    part("cold", cold::measure),
    part("many", many::measure),
    part("cores", cores::measure),
    part("http-cores", cores::http),
];
