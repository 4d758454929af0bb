use std::marker::PhantomData;

use log::{Log, Metadata, Record};

use crate::contract::Contract;
use crate::line::{self, Place};

/// What the crate `log` gives its records to, for the host of one contract.
pub(crate) struct HostLogger<C>(PhantomData<fn() -> C>);

impl<C> HostLogger<C> {
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<C: Contract> Log for HostLogger<C> {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.level() <= log::max_level()
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            let place = Place {
                target: record.target(),
                file: record.file(),
                line: record.line(),
            };
            line::send::<C>(record.level(), &place, record.args());
        }
    }

    fn flush(&self) {}
}
