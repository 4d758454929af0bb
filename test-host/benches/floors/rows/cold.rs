//! From a file to the first answer, when the code was compiled before.

use crate::Result;
use crate::bare::{Bare, Settings};
use crate::guests::Guest;
use crate::plan::Plan;
use crate::report::{Goal, Row, Spread};
use bytes::Bytes;
use momento_functions_test_host::{Deployment, Host, Request};
use std::time::{Duration, Instant};

pub fn measure(plan: &Plan) -> Result<Vec<Row>> {
    let component = plan.guests.get(Guest::Ping)?;
    let folder = tempfile::tempdir()?;
    let host = Host::builder()
        .code_cache(folder.path().join("code"))
        .build()?;
    let bare = Bare::new(&Settings::library()?)?;
    let code = folder.path().join("bare.cwasm");
    bare.compile(&component.wasm, &code)?;
    let ours = || {
        let start = async || {
            let function = host.deploy("cold", Deployment::from_file(&component.path)?)?;
            match function.invoke(Request::post("")).await.error {
                None => Ok(function),
                Some(error) => Err(error.to_string().into()),
            }
        };
        // A function that lives keeps its code: the next start would find it in memory.
        median(plan, start, |_| {
            let _ = host.delete("default", "cold");
        })
    };
    let floor = || {
        let start = async || {
            let function = bare.load(&code)?;
            function.invoke(Bytes::new()).await?;
            Ok(function)
        };
        median(plan, start, |_| {})
    };
    let rounds = plan.in_turn(ours, floor)?;
    let ours = Spread::of(rounds.iter().map(|(ours, _)| *ours));
    let floor = Spread::of(rounds.iter().map(|(_, floor)| *floor));
    let ratio = rounds.iter().map(|(ours, floor)| ours / floor);
    let what = "cold start from the code cache: deploy and first answer";
    Ok(vec![
        Row::new(what, format!("{ours:.0} µs"))
            .against(
                format!("mapping the file and calling it: {floor:.0} µs"),
                Spread::of(ratio),
            )
            .held_to(Goal::at_most(1.5)),
    ])
}

/// The median time of a start, in microseconds, without what it takes to `end` what was started.
fn median<T, F>(plan: &Plan, start: impl Fn() -> F, end: impl Fn(&T)) -> Result<f64>
where
    F: Future<Output = Result<T>>,
{
    plan.runtime.block_on(async {
        let mut times: Vec<Duration> = Vec::new();
        let until = Instant::now() + plan.round;
        while Instant::now() < until {
            let begin = Instant::now();
            let started = start().await?;
            times.push(begin.elapsed());
            end(&started);
        }
        let times = times.into_iter().map(|time| time.as_secs_f64() * 1e6);
        Ok(Spread::of(times).median)
    })
}
