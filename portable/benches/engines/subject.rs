use crate::Result;
use crate::guests::{self, Guest};
use crate::plan::Plan;
use momento_functions_portable::{Composed, Options, PoolNeeds, compose};
use std::path::{Path, PathBuf};

/// What is served.
pub struct Subject {
    pub name: &'static str,
    pub path: PathBuf,
    pub size: usize,
    /// Of the function that was composed.
    pub function: Option<usize>,
    pub pool: Option<PoolNeeds>,
}

impl Subject {
    /// The hello of wstd, which imports more than the proxy world has.
    pub fn wstd(plan: &Plan) -> Result<Self> {
        let path = build(plan.guests.folder())?;
        Ok(Self {
            name: "wstd hello",
            size: std::fs::read(&path)?.len(),
            path,
            function: None,
            pool: None,
        })
    }

    pub fn lean(plan: &Plan) -> Result<Self> {
        Self::composed(plan, "composed lean ping", Guest::LeanPing)
    }

    pub fn full(plan: &Plan) -> Result<Self> {
        Self::composed(plan, "composed std ping", Guest::Ping)
    }

    fn composed(plan: &Plan, name: &'static str, guest: Guest) -> Result<Self> {
        let function = plan.guests.get(guest)?.wasm;
        let Composed { bytes, pool, .. } = compose(&function, &Options::default())?;
        let path = plan
            .guests
            .folder()
            .join(format!("{guest:?}.composed.wasm"));
        std::fs::write(&path, &bytes)?;
        Ok(Self {
            name,
            path,
            size: bytes.len(),
            function: Some(function.len()),
            pool: Some(pool),
        })
    }
}

fn build(folder: &Path) -> Result<PathBuf> {
    let mut command = guests::cargo();
    command
        .current_dir(guests::repository().join("portable/benches/wstd-hello"))
        .args(["build", "--quiet", "--locked", "--release"])
        .args(["--target", "wasm32-wasip2", "--target-dir"])
        .arg(folder);
    if !command.status()?.success() {
        return Err("wstd-hello was not built".into());
    }
    Ok(folder.join("wasm32-wasip2/release/wstd_hello.wasm"))
}
