use wasmparser::{
    BinaryReaderError, ComponentAlias, ComponentExternalKind, ComponentInstance,
    ComponentOuterAliasKind, ComponentTypeRef, Instance, Parser, Payload,
};

/// What an instance of a component takes of an engine's pool: one for each request that is answered at the same time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PoolNeeds {
    /// Core instances, the glue between components counted in (`-O pooling-total-core-instances`).
    pub core_instances: u32,
    /// Linear memories (`-O pooling-total-memories`).
    pub memories: u32,
    /// Tables (`-O pooling-total-tables`).
    pub tables: u32,
    /// Component instances (`-O pooling-total-component-instances`): engines count the outermost alone.
    pub component_instances: u32,
}

impl PoolNeeds {
    /// Counts what an instance of a component is made of.
    pub(crate) fn of(component: &[u8]) -> Result<Self, BinaryReaderError> {
        let mut scopes = vec![Scope::default()];
        for payload in Parser::new(0).parse_all(component) {
            match payload? {
                Payload::End(_) => close(&mut scopes),
                Payload::ModuleSection { .. } => scopes.push(Scope::module()),
                Payload::ComponentSection { .. } => scopes.push(Scope::default()),
                payload => read(&mut scopes, &payload)?,
            }
        }
        let outermost = scopes.first().map(|scope| scope.needs).unwrap_or_default();
        Ok(Self {
            component_instances: 1,
            ..outermost
        })
    }

    fn add(&mut self, other: Self) {
        let add = |one: &mut u32, more: u32| *one = one.saturating_add(more);
        add(&mut self.core_instances, other.core_instances);
        add(&mut self.memories, other.memories);
        add(&mut self.tables, other.tables);
    }
}

/// A module or a component while it is read.
#[derive(Debug, Default)]
struct Scope {
    is_module: bool,
    needs: PoolNeeds,
    /// What an instance takes of each module, and of each component, by index.
    modules: Vec<PoolNeeds>,
    components: Vec<PoolNeeds>,
    /// Of each instance, whether it is one of these components', and not the engine's.
    instances: Vec<bool>,
}

/// What is known of a module that is not here.
const MODULE: PoolNeeds = PoolNeeds {
    core_instances: 1,
    memories: 0,
    tables: 0,
    component_instances: 0,
};

impl Scope {
    fn module() -> Self {
        Self {
            is_module: true,
            needs: MODULE,
            ..Self::default()
        }
    }
}

/// Ends the innermost scope: it can be instantiated in the one around it.
fn close(scopes: &mut Vec<Scope>) {
    if scopes.len() < 2 {
        return;
    }
    if let (Some(ended), Some(around)) = (scopes.pop(), scopes.last_mut()) {
        match ended.is_module {
            true => around.modules.push(ended.needs),
            false => around.components.push(ended.needs),
        }
    }
}

fn read(scopes: &mut [Scope], payload: &Payload<'_>) -> Result<(), BinaryReaderError> {
    let Some((scope, around)) = scopes.split_last_mut() else {
        return Ok(());
    };
    match payload {
        Payload::MemorySection(memories) => {
            scope.needs.memories = scope.needs.memories.saturating_add(memories.count());
        }
        Payload::TableSection(tables) => {
            scope.needs.tables = scope.needs.tables.saturating_add(tables.count());
        }
        Payload::InstanceSection(instances) => {
            for instance in instances.clone() {
                scope.instantiate_module(&instance?);
            }
        }
        Payload::ComponentInstanceSection(instances) => {
            for instance in instances.clone() {
                scope.instantiate_component(&instance?);
            }
        }
        Payload::ComponentImportSection(imports) => {
            for import in imports.clone() {
                scope.import(&import?.ty);
            }
        }
        Payload::ComponentAliasSection(aliases) => {
            for alias in aliases.clone() {
                scope.alias(&alias?, around);
            }
        }
        Payload::ComponentExportSection(exports) => {
            for export in exports.clone() {
                let export = export?;
                scope.export(export.kind, export.index);
            }
        }
        _ => {}
    }
    Ok(())
}

impl Scope {
    fn instantiate_module(&mut self, instance: &Instance<'_>) {
        if let Instance::Instantiate { module_index, .. } = instance {
            let module = at(&self.modules, *module_index).unwrap_or(MODULE);
            self.needs.add(module);
        }
    }

    /// Code that calls another component does so through glue, which is a core instance too.
    fn instantiate_component(&mut self, instance: &ComponentInstance<'_>) {
        self.instances.push(true);
        if let ComponentInstance::Instantiate {
            component_index,
            args,
        } = instance
        {
            let component = at(&self.components, *component_index).unwrap_or_default();
            self.needs.add(component);
            let calls = args.iter().any(|arg| {
                arg.kind == ComponentExternalKind::Instance
                    && at(&self.instances, arg.index).unwrap_or_default()
            });
            if calls && component.core_instances > 0 {
                self.needs.add(MODULE);
            }
        }
    }

    fn import(&mut self, ty: &ComponentTypeRef) {
        match ty {
            ComponentTypeRef::Module(_) => self.modules.push(MODULE),
            ComponentTypeRef::Component(_) => self.components.push(PoolNeeds::default()),
            ComponentTypeRef::Instance(_) => self.instances.push(false),
            _ => {}
        }
    }

    fn alias(&mut self, alias: &ComponentAlias<'_>, around: &[Self]) {
        match alias {
            ComponentAlias::InstanceExport {
                kind,
                instance_index,
                ..
            } => match kind {
                ComponentExternalKind::Module => self.modules.push(MODULE),
                ComponentExternalKind::Component => self.components.push(PoolNeeds::default()),
                ComponentExternalKind::Instance => {
                    let is_ours = at(&self.instances, *instance_index).unwrap_or_default();
                    self.instances.push(is_ours);
                }
                _ => {}
            },
            ComponentAlias::Outer { kind, count, index } => {
                let outer = outer(self, around, *count);
                match kind {
                    ComponentOuterAliasKind::CoreModule => {
                        let module = outer.and_then(|it| at(&it.modules, *index));
                        self.modules.push(module.unwrap_or(MODULE));
                    }
                    ComponentOuterAliasKind::Component => {
                        let component = outer.and_then(|it| at(&it.components, *index));
                        self.components.push(component.unwrap_or_default());
                    }
                    _ => {}
                }
            }
            ComponentAlias::CoreInstanceExport { .. } => {}
        }
    }

    /// An export has an index of its own.
    fn export(&mut self, kind: ComponentExternalKind, index: u32) {
        match kind {
            ComponentExternalKind::Module => {
                let module = at(&self.modules, index).unwrap_or(MODULE);
                self.modules.push(module);
            }
            ComponentExternalKind::Component => {
                let component = at(&self.components, index).unwrap_or_default();
                self.components.push(component);
            }
            ComponentExternalKind::Instance => {
                let is_ours = at(&self.instances, index).unwrap_or_default();
                self.instances.push(is_ours);
            }
            _ => {}
        }
    }
}

/// The scope that is `count` steps further out.
fn outer<'a>(scope: &'a Scope, around: &'a [Scope], count: u32) -> Option<&'a Scope> {
    match usize::try_from(count).ok()? {
        0 => Some(scope),
        count => around.get(around.len().checked_sub(count)?),
    }
}

fn at<T: Copy>(items: &[T], index: u32) -> Option<T> {
    items.get(usize::try_from(index).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(text: &str) -> [u32; 4] {
        let needs = PoolNeeds::of(&wat::parse_str(text).unwrap()).unwrap();
        [
            needs.core_instances,
            needs.memories,
            needs.tables,
            needs.component_instances,
        ]
    }

    /// POR.8
    #[test]
    fn each_instance_counts_and_not_each_definition() {
        assert_eq!(needs("(component)"), [0, 0, 0, 1]);
        let twice = "(component (core module $m (memory 1) (table 1 funcref)) (core module $unused (memory 1)) \
                     (core instance (instantiate $m)) (core instance (instantiate $m)))";
        assert_eq!(needs(twice), [2, 2, 2, 1]);
    }

    /// POR.8
    #[test]
    fn nested_components_count_as_often_as_they_are_instantiated() {
        let nested = "(component $outer
            (core module $m (memory 1))
            (component $inner
              (alias outer $outer $m (core module $seen))
              (core instance (instantiate $seen)))
            (instance (instantiate $inner))
            (instance (instantiate $inner)))";
        assert_eq!(needs(nested), [2, 2, 0, 1]);
        let fed = "(component
            (component $a (instance $i) (export \"x\" (instance $i)))
            (component $b (import \"x\" (instance)) (core module $m) (core instance (instantiate $m)))
            (instance $i (instantiate $a))
            (instance (instantiate $b (with \"x\" (instance $i \"x\")))))";
        assert_eq!(needs(fed), [2, 0, 0, 1]);
        let by_engine = "(component
            (import \"x\" (instance $i))
            (component $b (import \"x\" (instance)) (core module $m) (core instance (instantiate $m)))
            (instance (instantiate $b (with \"x\" (instance $i)))))";
        assert_eq!(needs(by_engine), [1, 0, 0, 1]);
    }
}
