//! What an invocation keeps resident while it waits in a host call.

use crate::Result;
use crate::bare::{Bare, Settings};
use crate::guests::Guest;
use crate::plan::Plan;
use crate::process::{Role, resident};
use crate::report::{Goal, Row, Spread};
use bytes::Bytes;
use http_body::{Body, Frame};
use momento_functions_test_host::{Deployment, Host, Limits, Request, RequestBody};
use std::convert::Infallible;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use tokio::runtime::Builder;
use tokio::task::{JoinSet, yield_now};

const PARKED: usize = 1000;

/// A body that never comes.
struct Never(Arc<AtomicUsize>);

pub fn measure(plan: &Plan) -> Result<Vec<Row>> {
    let path = plan.guests.get(Guest::Greeter)?.path;
    let park = |bare| {
        let component = path.clone();
        let child = Role::Park { bare, component }.play()?;
        Ok(child.said().parse::<f64>()? / 1024.0)
    };
    let rounds = plan.in_turn(|| park(false), || park(true))?;
    let ratio = rounds.iter().map(|(ours, bare)| ours / bare);
    let ours = Spread::of(rounds.iter().map(|(ours, _)| *ours));
    let bare = Spread::of(rounds.iter().map(|(_, bare)| *bare));
    Ok(vec![
        Row::new(
            "1,000 idle instances (JSON greeter): resident each",
            format!("{ours:.1} KiB"),
        )
        .against(format!("bare wasmtime: {bare:.1} KiB"), Spread::of(ratio))
        .itself_held_to(ours.median, Goal::at_most(100.0).in_unit(" KiB")),
    ])
}

/// Parks invocations in this process, and says how many bytes each keeps resident.
pub fn park(bare: bool, component: &Path) -> Result<()> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let each = runtime.block_on(async {
        match bare {
            true => park_bare(component).await,
            false => park_library(component).await,
        }
    })?;
    println!("{each}");
    Ok(())
}

async fn park_library(component: &Path) -> Result<u64> {
    let limits = Limits::default().with_concurrency(PARKED);
    let host = Host::builder().limits(limits).build()?;
    let function = host.deploy("function", Deployment::from_file(component)?)?;
    function.invoke(Request::post("").body("{}")).await;
    held(|waiting| {
        let function = function.clone();
        async move {
            let body = RequestBody::stream(Never(waiting));
            let outcome = function.invoke(Request::post("").body(body)).await;
            Err(format!("an invocation ended: {outcome:?}").into())
        }
    })
    .await
}

async fn park_bare(component: &Path) -> Result<u64> {
    let function = Bare::new(&Settings::library()?)?.function(&std::fs::read(component)?)?;
    function.invoke(Bytes::from_static(b"{}")).await?;
    held(|waiting| {
        let function = function.clone();
        async move { function.park(waiting).await.map(drop) }
    })
    .await
}

/// What each of many tasks keeps resident, once all of them wait.
async fn held<F>(task: impl Fn(Arc<AtomicUsize>) -> F) -> Result<u64>
where
    F: Future<Output = Result<()>> + Send + 'static,
{
    let before = resident()?;
    let waiting = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    for _ in 0..PARKED {
        tasks.spawn(task(Arc::clone(&waiting)));
    }
    while waiting.load(Ordering::Relaxed) < PARKED {
        if let Some(ended) = tasks.try_join_next() {
            ended??;
        }
        yield_now().await;
    }
    Ok(resident()?.saturating_sub(before) / PARKED as u64)
}

impl Body for Never {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<std::result::Result<Frame<Bytes>, Infallible>>> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Poll::Pending
    }
}
