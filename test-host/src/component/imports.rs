//! Finds every import of a component that a linker lacks.
//!
//! Wasmtime names the first one only, and it alone knows which versions match. So the linker is asked
//! once for each import, with all imports after it stubbed, and with stubs in place of those that were
//! found missing before.

use wasmtime::component::types::{ComponentInstance, ComponentItem};
use wasmtime::component::{Component, Linker, LinkerInstance, ResourceType};
use wasmtime::{Engine, Result, format_err};

use super::provider::import_provider;
use crate::error::MissingImport;

/// Stands for a resource that the host does not have.
struct Stub;

/// Finds what `component` imports and `linker` lacks, in the component's order.
pub(super) fn missing<T: 'static>(
    linker: &Linker<T>,
    component: &Component,
) -> Result<Vec<MissingImport>> {
    if check(linker, component).is_ok() {
        return Ok(Vec::new());
    }
    complete(linker.clone(), component).map(|(_, missing)| missing)
}

/// Adds what `linker` lacks of the imports of `component`, each as a trap that names what was called.
pub(super) fn complete<T: 'static>(
    mut linker: Linker<T>,
    component: &Component,
) -> Result<(Linker<T>, Vec<MissingImport>)> {
    if check(&linker, component).is_ok() {
        return Ok((linker, Vec::new()));
    }
    let imports = Imports::of(component);
    let mut missing = Vec::new();
    for (index, import) in imports.0.iter().enumerate() {
        let Err(error) = imports.check(&linker, component, index) else {
            continue;
        };
        let lacking = import.stub(&mut linker)?;
        let mismatch = imports.check(&linker, component, index).is_err();
        missing.extend(import.report(
            &lacking,
            mismatch.then(|| format!("{:#}", error.root_cause())),
        ));
        if mismatch {
            import.replace(&mut linker)?;
        }
    }
    Ok((linker, missing))
}

fn check<T: 'static>(linker: &Linker<T>, component: &Component) -> Result<()> {
    linker.substituted_component_type(component).map(drop)
}

/// A component's imports, in its order.
struct Imports(Vec<Import>);

struct Import {
    name: String,
    /// Whether this is an interface; else it is a single item.
    interface: bool,
    items: Vec<Item>,
}

/// What can be stubbed.
enum Item {
    Function(String),
    Resource(String),
}

impl Imports {
    fn of(component: &Component) -> Self {
        let ty = component.component_type();
        let engine = component.engine();
        let mut resources = Vec::new();
        let import =
            |(name, import): (&str, wasmtime::component::types::ComponentExtern<'_>)| Import {
                name: name.to_owned(),
                interface: matches!(import.ty, ComponentItem::ComponentInstance(_)),
                items: items(engine, name, &import.ty, &mut resources),
            };
        Self(ty.imports(engine).map(import).collect())
    }

    /// Checks the imports up to `last`. Those after it are stubbed where they are not defined.
    fn check<T: 'static>(
        &self,
        linker: &Linker<T>,
        component: &Component,
        last: usize,
    ) -> Result<()> {
        let mut linker = linker.clone();
        for import in self.0.iter().skip(last.saturating_add(1)) {
            import.stub(&mut linker)?;
        }
        check(&linker, component)
    }
}

impl Import {
    /// Defines what is not defined yet, and returns its names.
    fn stub<T: 'static>(&self, linker: &mut Linker<T>) -> Result<Vec<&str>> {
        linker.allow_shadowing(false);
        let mut instance = self.open(linker)?;
        // The linker refuses to define a name twice, and only that.
        Ok(self
            .items
            .iter()
            .filter(|item| item.define(&self.name, &mut instance).is_ok())
            .map(Item::name)
            .collect())
    }

    /// Defines every function, in place of the linker's own where it has one.
    fn replace<T: 'static>(&self, linker: &mut Linker<T>) -> Result<()> {
        linker.allow_shadowing(true);
        let mut instance = self.open(linker)?;
        let functions = self
            .items
            .iter()
            .filter(|item| matches!(item, Item::Function(_)));
        functions
            .into_iter()
            .try_for_each(|item| item.define(&self.name, &mut instance))
    }

    fn open<'a, T: 'static>(&self, linker: &'a mut Linker<T>) -> Result<LinkerInstance<'a, T>> {
        if self.interface {
            linker.instance(&self.name)
        } else {
            Ok(linker.root())
        }
    }

    /// Names what is missing: the functions that an interface lacks, or the import as a whole.
    fn report(&self, lacking: &[&str], mismatch: Option<String>) -> Vec<MissingImport> {
        let partly = self.interface && !lacking.is_empty() && lacking.len() < self.items.len();
        let names: Vec<String> = match partly {
            true => lacking
                .iter()
                .map(|function| format!("{}#{function}", self.name))
                .collect(),
            false => vec![self.name.clone()],
        };
        let missing = |name| {
            MissingImport::new(name, import_provider(&self.name)).with_mismatch(mismatch.clone())
        };
        names.into_iter().map(missing).collect()
    }
}

impl Item {
    fn name(&self) -> &str {
        match self {
            Self::Function(name) | Self::Resource(name) => name,
        }
    }

    fn define<T: 'static>(&self, import: &str, instance: &mut LinkerInstance<'_, T>) -> Result<()> {
        match self {
            Self::Function(name) => {
                let missing =
                    MissingImport::new(format!("{import}#{name}"), import_provider(import));
                instance.func_new(name, move |_, _, _, _| {
                    Err(format_err!("the host does not have {missing}"))
                })
            }
            Self::Resource(name) => {
                instance.resource(name, ResourceType::host::<Stub>(), |_, _| Ok(()))
            }
        }
    }
}

/// Lists what an import is made of. `resources` are those of the imports before: to import one of them
/// again, under another name, is no import of its own.
fn items(
    engine: &Engine,
    name: &str,
    item: &ComponentItem,
    resources: &mut Vec<ResourceType>,
) -> Vec<Item> {
    match item {
        ComponentItem::ComponentInstance(instance) => exported(engine, instance, resources),
        ComponentItem::ComponentFunc(_) => vec![Item::Function(name.to_owned())],
        ComponentItem::Resource(ty) if !resources.contains(ty) => {
            resources.push(*ty);
            vec![Item::Resource(name.to_owned())]
        }
        _ => Vec::new(),
    }
}

fn exported(
    engine: &Engine,
    instance: &ComponentInstance,
    resources: &mut Vec<ResourceType>,
) -> Vec<Item> {
    let exports = instance.exports(engine);
    exports
        .flat_map(|(name, export)| items(engine, name, &export.ty, resources))
        .collect()
}
