//! Components whose imports are wired to each other's exports.

use wac_graph::types::Package;
use wac_graph::{
    CompositionGraph, EncodeOptions, InstantiationArgumentError, NodeId, PackageId, Processor,
};

use crate::error::ComposeError;
use crate::interface::{self, HANDLER};

/// What is recorded as the maker of what is composed.
const PROCESSOR: Processor<'_> = Processor {
    name: env!("CARGO_PKG_NAME"),
    version: env!("CARGO_PKG_VERSION"),
};

/// The parts, each of which stands on those that were added before.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    graph: CompositionGraph,
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    instance: NodeId,
    exports: Vec<String>,
}

impl Graph {
    /// Adds a part, and feeds it what those before it export. What none of them has stays an import.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), ComposeError> {
        let key = format!("momento-functions:{name}");
        let package = Package::from_bytes(&key, None, bytes, self.graph.types_mut())
            .map_err(ComposeError::graph)?;
        let package = self
            .graph
            .register_package(package)
            .map_err(ComposeError::graph)?;
        let instance = self.graph.instantiate(package);
        self.graph.set_node_name(instance, name);
        for import in self.imports(package) {
            self.feed(instance, &import)?;
        }
        let exports = self.exports(package);
        self.parts.push(Part { instance, exports });
        Ok(())
    }

    /// Exports the server of the part that was added last, and encodes all.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, ComposeError> {
        let last = self.parts.pop();
        let found = last.as_ref().and_then(|part| {
            let export = interface::find(&part.exports, HANDLER)?;
            Some((part.instance, export))
        });
        let (instance, export) = found.ok_or_else(|| ComposeError::BeyondProxy {
            problems: vec![ComposeError::no_handler()],
        })?;
        let server = self
            .graph
            .alias_instance_export(instance, export)
            .map_err(ComposeError::graph)?;
        self.graph
            .export(server, export)
            .map_err(ComposeError::graph)?;
        let options = EncodeOptions {
            processor: Some(PROCESSOR),
            ..EncodeOptions::default()
        };
        self.graph.encode(options).map_err(ComposeError::graph)
    }

    /// The last part that serves an import goes first: it is the nearest.
    fn feed(&mut self, instance: NodeId, import: &str) -> Result<(), ComposeError> {
        let mut parts = self.parts.iter().rev();
        let found = parts.find_map(|part| {
            let export = interface::find(&part.exports, import)?;
            Some((part.instance, export))
        });
        let Some((source, export)) = found else {
            return Ok(());
        };
        let argument = self
            .graph
            .alias_instance_export(source, export)
            .map_err(ComposeError::graph)?;
        self.graph
            .set_instantiation_argument(instance, import, argument)
            .map_err(|error| mismatch(import, error))
    }

    fn imports(&self, package: PackageId) -> Vec<String> {
        let world = &self.graph.types()[self.graph[package].ty()];
        world.imports.keys().cloned().collect()
    }

    fn exports(&self, package: PackageId) -> Vec<String> {
        let world = &self.graph.types()[self.graph[package].ty()];
        world.exports.keys().cloned().collect()
    }
}

fn mismatch(import: &str, error: InstantiationArgumentError) -> ComposeError {
    match error {
        InstantiationArgumentError::ArgumentTypeMismatch { source, .. } => ComposeError::Mismatch {
            import: import.to_owned(),
            reason: format!("{source:#}"),
        },
        error => ComposeError::graph(error),
    }
}
