//! The shapes of WIT packages as text: one line a type, function, import or export, in declaration order.
use wit_bindgen_core::wit_parser::{
    Function, FunctionKind, Handle, Interface, InterfaceId, Resolve, Type, TypeDef, TypeDefKind,
    TypeId, TypeOwner, World, WorldItem,
};

/// The namespace of the contract; this workspace's own worlds are not part of it.
const NAMESPACE: &str = "momento";

/// Prints every interface, then every world, each kind sorted by name.
pub(crate) fn of(resolve: &Resolve) -> String {
    let mut interfaces: Vec<String> = resolve
        .interfaces
        .iter()
        .filter_map(|(id, it)| interface(resolve, id, it))
        .collect();
    let mut worlds: Vec<String> = resolve
        .worlds
        .iter()
        .filter_map(|(_, it)| world(resolve, it))
        .collect();
    interfaces.sort_unstable();
    worlds.sort_unstable();
    interfaces.concat() + &worlds.concat()
}

fn interface(resolve: &Resolve, id: InterfaceId, interface: &Interface) -> Option<String> {
    let package = &resolve.packages[interface.package?].name;
    let name = resolve
        .id_of(id)
        .filter(|_| package.namespace == NAMESPACE)?;
    let types = interface
        .types
        .iter()
        .map(|(name, id)| type_line(resolve, name, *id));
    let functions = interface
        .functions
        .values()
        .map(|it| function_line(resolve, it));
    let lines = types.chain(functions).map(|line| format!("  {line}\n"));
    Some(format!("interface {name}\n{}", lines.collect::<String>()))
}

fn world(resolve: &Resolve, world: &World) -> Option<String> {
    let package = &resolve.packages[world.package?].name;
    if package.namespace != NAMESPACE {
        return None;
    }
    let exports = world
        .exports
        .values()
        .map(|item| format!("  export {}\n", item_name(resolve, item)));
    let imports = world
        .imports
        .values()
        .map(|item| format!("  import {}\n", item_name(resolve, item)));
    let mut lines: Vec<String> = exports.chain(imports).collect();
    lines.sort_unstable();
    Some(format!(
        "world {package} {}\n{}",
        world.name,
        lines.concat()
    ))
}

fn item_name(resolve: &Resolve, item: &WorldItem) -> String {
    match item {
        WorldItem::Interface { id, .. } => resolve.id_of(*id).expect("a named interface"),
        WorldItem::Function(function) => function_line(resolve, function),
        WorldItem::Type { id, .. } => ty(resolve, &Type::Id(*id)),
    }
}

fn type_line(resolve: &Resolve, name: &str, id: TypeId) -> String {
    match &resolve.types[id].kind {
        TypeDefKind::Type(Type::Id(target)) if is_used(resolve, id, *target) => {
            format!(
                "use {name} = {}",
                qualified(resolve, &resolve.types[*target])
            )
        }
        TypeDefKind::Type(alias) => format!("type {name} = {}", ty(resolve, alias)),
        TypeDefKind::Resource => format!("resource {name}"),
        TypeDefKind::Record(record) => {
            let fields = record
                .fields
                .iter()
                .map(|it| format!("{}: {}", it.name, ty(resolve, &it.ty)));
            format!("record {name} {{ {} }}", join(fields, ", "))
        }
        TypeDefKind::Variant(variant) => {
            let cases = variant.cases.iter().map(|it| match &it.ty {
                Some(payload) => format!("{}({})", it.name, ty(resolve, payload)),
                None => it.name.clone(),
            });
            format!("variant {name} {{ {} }}", join(cases, " | "))
        }
        TypeDefKind::Enum(it) => format!(
            "enum {name} {{ {} }}",
            join(it.cases.iter().map(|case| case.name.clone()), " | ")
        ),
        TypeDefKind::Flags(it) => format!(
            "flags {name} {{ {} }}",
            join(it.flags.iter().map(|flag| flag.name.clone()), " | ")
        ),
        other => format!("type {name} = {}", anonymous(resolve, other)),
    }
}

fn is_used(resolve: &Resolve, id: TypeId, target: TypeId) -> bool {
    resolve.types[id].owner != resolve.types[target].owner
}

fn qualified(resolve: &Resolve, target: &TypeDef) -> String {
    let TypeOwner::Interface(owner) = target.owner else {
        panic!("a type of an interface: {target:?}")
    };
    let interface = resolve.id_of(owner).expect("a named interface");
    format!(
        "{interface}.{}",
        target.name.as_deref().expect("a named type")
    )
}

fn function_line(resolve: &Resolve, function: &Function) -> String {
    let kind = match function.kind {
        FunctionKind::Freestanding => "func",
        FunctionKind::Method(_) => "method",
        FunctionKind::Static(_) => "static",
        FunctionKind::Constructor(_) => "constructor",
        _ => "async func",
    };
    let params = function
        .params
        .iter()
        .map(|it| format!("{}: {}", it.name, ty(resolve, &it.ty)));
    let result = function
        .result
        .map(|it| format!(" -> {}", ty(resolve, &it)))
        .unwrap_or_default();
    format!("{kind} {}({}){result}", function.name, join(params, ", "))
}

fn ty(resolve: &Resolve, it: &Type) -> String {
    match it {
        Type::Id(id) => match &resolve.types[*id] {
            TypeDef {
                name: Some(name), ..
            } => name.clone(),
            TypeDef { kind, .. } => anonymous(resolve, kind),
        },
        primitive => format!("{primitive:?}").to_lowercase(),
    }
}

fn anonymous(resolve: &Resolve, kind: &TypeDefKind) -> String {
    let optional = |it: &Option<Type>| it.as_ref().map_or("_".to_owned(), |it| ty(resolve, it));
    match kind {
        TypeDefKind::Option(it) => format!("option<{}>", ty(resolve, it)),
        TypeDefKind::List(it) => format!("list<{}>", ty(resolve, it)),
        TypeDefKind::Result(it) => format!("result<{}, {}>", optional(&it.ok), optional(&it.err)),
        TypeDefKind::Tuple(it) => format!(
            "tuple<{}>",
            join(it.types.iter().map(|it| ty(resolve, it)), ", ")
        ),
        TypeDefKind::Handle(Handle::Own(id)) => format!("own<{}>", ty(resolve, &Type::Id(*id))),
        TypeDefKind::Handle(Handle::Borrow(id)) => {
            format!("borrow<{}>", ty(resolve, &Type::Id(*id)))
        }
        other => panic!("a kind of type that the contract does not use: {other:?}"),
    }
}

fn join(parts: impl Iterator<Item = String>, separator: &str) -> String {
    parts.collect::<Vec<_>>().join(separator)
}
