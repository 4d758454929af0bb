use super::body::{ObservedBody, Room, WrittenBody};
use super::told::Told;
use crate::aws::{CredentialsProvider, DynamoDbClient, LambdaClient, S3Client, SecretsClient};
use crate::bindings::bytes::Data;
use crate::interfaces::HANDLES;
use crate::invocation::HostBuffer;
use crate::valkey::{Client, Cluster, Replies};
use bytes::Bytes;
use serde_json::Value as Json;
use std::sync::Arc;
use wasmtime::component::{Resource, ResourceTable};

/// A value of the contract, as something to write down and to read back.
///
/// Records are objects, a case of a variant is its name or an object of its name and its payload, bytes are
/// texts where they are UTF-8, and what is not there is null.
pub(crate) trait Value: Sized {
    fn tell(&self, bodies: &mut Bodies<'_>) -> Told;

    fn read(told: &Json, bodies: &mut Bodies<'_>) -> Result<Self, Unreadable>;

    /// Tells whether it is the error of a call.
    fn is_error(&self) -> bool {
        false
    }

    fn tell_list(list: &[Self], bodies: &mut Bodies<'_>) -> Told {
        if !bodies
            .room
            .take(size_of::<Told>().saturating_mul(list.len()))
        {
            return Told::cut(list.len());
        }
        Told::List(list.iter().map(|item| item.tell(bodies)).collect())
    }

    fn read_list(told: &Json, bodies: &mut Bodies<'_>) -> Result<Vec<Self>, Unreadable> {
        let list = told
            .as_array()
            .ok_or_else(|| Unreadable::expected("a list", told))?;
        list.iter().map(|item| Self::read(item, bodies)).collect()
    }
}

/// Where the bodies of values are, and how much of them may be kept.
pub(crate) struct Bodies<'a> {
    table: &'a mut ResourceTable,
    room: &'a Arc<Room>,
    /// The bodies on the host that were told.
    pub(super) told: Vec<u32>,
}

impl<'a> Bodies<'a> {
    pub(crate) fn new(table: &'a mut ResourceTable, room: &'a Arc<Room>) -> Self {
        Self {
            table,
            room,
            told: Vec::new(),
        }
    }
}

/// Why something that was written down is no value of the contract.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Unreadable(String);

impl Unreadable {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub(crate) fn expected(what: &str, found: &Json) -> Self {
        let mut found = found.to_string();
        if let Some((end, _)) = found.char_indices().nth(SHOWN) {
            found.truncate(end);
            found.push('…');
        }
        Self(format!("expected {what}, found {found}"))
    }

    pub(crate) fn case(name: &str) -> Self {
        Self(format!(
            "there is no case `{name}` with such a payload here"
        ))
    }

    fn within(self, field: &str) -> Self {
        Self(format!("`{field}`: {}", self.0))
    }
}

/// How much of what is wrong is shown.
const SHOWN: usize = 80;

/// The fields of a record that was written down.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a>(&'a serde_json::Map<String, Json>);

impl<'a> Record<'a> {
    pub(crate) fn of(told: &'a Json) -> Result<Self, Unreadable> {
        let fields = told.as_object();
        fields
            .map(Self)
            .ok_or_else(|| Unreadable::expected("a record", told))
    }

    pub(crate) fn field<T: Value>(
        self,
        name: &str,
        bodies: &mut Bodies<'_>,
    ) -> Result<T, Unreadable> {
        let told = self.0.get(name).unwrap_or(&Json::Null);
        T::read(told, bodies).map_err(|error| error.within(name))
    }
}

/// Splits a case into its name and its payload.
pub(crate) fn case(told: &Json) -> Result<(&str, Option<&Json>), Unreadable> {
    if let Some(name) = told.as_str() {
        return Ok((name, None));
    }
    let fields = told.as_object().filter(|fields| fields.len() == 1);
    let case = fields.and_then(|fields| fields.iter().next());
    case.map(|(name, payload)| (name.as_str(), Some(payload)))
        .ok_or_else(|| Unreadable::expected("a case", told))
}

macro_rules! numbers {
    ($($number:ty: $as:ident),+ $(,)?) => {$(
        impl Value for $number {
            fn tell(&self, _: &mut Bodies<'_>) -> Told {
                Told::Json((*self).into())
            }

            fn read(told: &Json, _: &mut Bodies<'_>) -> Result<Self, Unreadable> {
                let number = told.$as().and_then(|number| <$number>::try_from(number).ok());
                number.ok_or_else(|| Unreadable::expected(stringify!($number), told))
            }
        }
    )+};
}

numbers! { i32: as_i64, i64: as_i64, u16: as_u64, u32: as_u64, u64: as_u64, f64: as_f64 }

/// A list of these is bytes.
impl Value for u8 {
    fn tell(&self, _: &mut Bodies<'_>) -> Told {
        Told::Json((*self).into())
    }

    fn read(told: &Json, _: &mut Bodies<'_>) -> Result<Self, Unreadable> {
        let number = told.as_u64().and_then(|number| Self::try_from(number).ok());
        number.ok_or_else(|| Unreadable::expected("a byte", told))
    }

    fn tell_list(list: &[Self], bodies: &mut Bodies<'_>) -> Told {
        Told::Body(ObservedBody::whole(
            Bytes::copy_from_slice(list),
            bodies.room,
        ))
    }

    fn read_list(told: &Json, _: &mut Bodies<'_>) -> Result<Vec<Self>, Unreadable> {
        Ok(WrittenBody::read(told)?.whole().into())
    }
}

impl Value for bool {
    fn tell(&self, _: &mut Bodies<'_>) -> Told {
        Told::Json((*self).into())
    }

    fn read(told: &Json, _: &mut Bodies<'_>) -> Result<Self, Unreadable> {
        told.as_bool()
            .ok_or_else(|| Unreadable::expected("true or false", told))
    }
}

impl Value for String {
    fn tell(&self, bodies: &mut Bodies<'_>) -> Told {
        match bodies.room.take(self.len()) {
            true => Told::text(self),
            false => Told::cut(self.len()),
        }
    }

    fn read(told: &Json, _: &mut Bodies<'_>) -> Result<Self, Unreadable> {
        told.as_str()
            .map(str::to_owned)
            .ok_or_else(|| Unreadable::expected("a text", told))
    }
}

impl Value for () {
    fn tell(&self, _: &mut Bodies<'_>) -> Told {
        Told::NULL
    }

    fn read(_: &Json, _: &mut Bodies<'_>) -> Result<Self, Unreadable> {
        Ok(())
    }
}

impl<T: Value> Value for Option<T> {
    fn tell(&self, bodies: &mut Bodies<'_>) -> Told {
        self.as_ref().map_or(Told::NULL, |value| value.tell(bodies))
    }

    fn read(told: &Json, bodies: &mut Bodies<'_>) -> Result<Self, Unreadable> {
        match told {
            Json::Null => Ok(None),
            told => T::read(told, bodies).map(Some),
        }
    }
}

impl<T: Value> Value for Vec<T> {
    fn tell(&self, bodies: &mut Bodies<'_>) -> Told {
        T::tell_list(self, bodies)
    }

    fn read(told: &Json, bodies: &mut Bodies<'_>) -> Result<Self, Unreadable> {
        T::read_list(told, bodies)
    }
}

impl<A: Value, B: Value> Value for (A, B) {
    fn tell(&self, bodies: &mut Bodies<'_>) -> Told {
        Told::List(vec![self.0.tell(bodies), self.1.tell(bodies)])
    }

    fn read(told: &Json, bodies: &mut Bodies<'_>) -> Result<Self, Unreadable> {
        match told.as_array().map(Vec::as_slice) {
            Some([a, b]) => Ok((A::read(a, bodies)?, B::read(b, bodies)?)),
            _ => Err(Unreadable::expected("a pair", told)),
        }
    }
}

impl<T: Value, E: Value> Value for Result<T, E> {
    fn is_error(&self) -> bool {
        self.is_err()
    }

    fn tell(&self, bodies: &mut Bodies<'_>) -> Told {
        match self {
            Ok(value) => Told::case(OK, value.tell(bodies)),
            Err(error) => Told::case(ERROR, error.tell(bodies)),
        }
    }

    fn read(told: &Json, bodies: &mut Bodies<'_>) -> Result<Self, Unreadable> {
        match case(told)? {
            (OK, Some(value)) => T::read(value, bodies).map(Ok),
            (ERROR, Some(error)) => E::read(error, bodies).map(Err),
            (name, _) => Err(Unreadable::case(name)),
        }
    }
}

/// The names of the cases of a result.
pub(crate) const OK: &str = "ok";
pub(crate) const ERROR: &str = "error";

/// What stays on the host is written down as whoever reads it reads it.
impl Value for Data {
    fn tell(&self, bodies: &mut Bodies<'_>) -> Told {
        match self {
            Self::Value(bytes) => bytes.tell(bodies),
            Self::Buffer(handle) => match bodies.table.get_mut(handle) {
                Ok(buffer) => {
                    bodies.told.push(handle.rep());
                    Told::Body(buffer.observe(bodies.room))
                }
                // The call itself refuses it.
                Err(_) => Told::NULL,
            },
        }
    }

    fn read(told: &Json, bodies: &mut Bodies<'_>) -> Result<Self, Unreadable> {
        let (pieces, broken) = WrittenBody::read(told)?.into_pieces();
        let handle = bodies.table.push(HostBuffer::in_pieces(pieces, broken));
        handle
            .map(Self::Buffer)
            .map_err(|error| Unreadable::new(error.to_string()))
    }

    /// The values of a long list come inline, as they do from a cache: there are not as many handles.
    fn read_list(told: &Json, bodies: &mut Bodies<'_>) -> Result<Vec<Self>, Unreadable> {
        let list = told
            .as_array()
            .ok_or_else(|| Unreadable::expected("a list", told))?;
        let read = |item| match list.len() > HANDLES {
            true => Vec::read(item, bodies).map(Self::Value),
            false => Self::read(item, bodies),
        };
        list.iter().map(read).collect()
    }
}

/// A resource of the host is nothing that could be written down.
macro_rules! handles {
    ($($resource:ty),+ $(,)?) => {$(
        impl Value for Resource<$resource> {
            fn tell(&self, _: &mut Bodies<'_>) -> Told {
                Told::text("resource")
            }

            fn read(told: &Json, _: &mut Bodies<'_>) -> Result<Self, Unreadable> {
                Err(Unreadable::expected("no resource", told))
            }
        }
    )+};
}

handles! {
    Client,
    Cluster,
    CredentialsProvider,
    DynamoDbClient,
    LambdaClient,
    S3Client,
    SecretsClient,
}

impl Value for Resource<Replies> {
    fn tell(&self, bodies: &mut Bodies<'_>) -> Told {
        match bodies.table.get(self) {
            Ok(replies) => replies.tell(bodies.room),
            Err(_) => Told::NULL,
        }
    }

    fn read(told: &Json, bodies: &mut Bodies<'_>) -> Result<Self, Unreadable> {
        let replies = Replies::read(told)?;
        let handle = bodies.table.push(replies);
        handle.map_err(|error| Unreadable::new(error.to_string()))
    }
}

impl Value for momento_functions_models::ServiceError {
    fn tell(&self, _: &mut Bodies<'_>) -> Told {
        match self {
            Self::InternalError => Told::text("internal-error"),
            Self::RequestCancelled => Told::text("request-cancelled"),
            Self::Timeout => Told::text("timeout"),
            Self::InvalidArgument(text) => Told::case("invalid-argument", Told::text(text)),
            Self::PermissionDenied(text) => Told::case("permission-denied", Told::text(text)),
            Self::LimitExceeded(text) => Told::case("limit-exceeded", Told::text(text)),
            Self::FailedPrecondition(text) => Told::case("failed-precondition", Told::text(text)),
            Self::NotFound(text) => Told::case("not-found", Told::text(text)),
        }
    }

    fn read(told: &Json, bodies: &mut Bodies<'_>) -> Result<Self, Unreadable> {
        let mut text = |payload| String::read(payload, bodies);
        match case(told)? {
            ("internal-error", None) => Ok(Self::InternalError),
            ("request-cancelled", None) => Ok(Self::RequestCancelled),
            ("timeout", None) => Ok(Self::Timeout),
            ("invalid-argument", Some(payload)) => text(payload).map(Self::InvalidArgument),
            ("permission-denied", Some(payload)) => text(payload).map(Self::PermissionDenied),
            ("limit-exceeded", Some(payload)) => text(payload).map(Self::LimitExceeded),
            ("failed-precondition", Some(payload)) => text(payload).map(Self::FailedPrecondition),
            ("not-found", Some(payload)) => text(payload).map(Self::NotFound),
            (name, _) => Err(Unreadable::case(name)),
        }
    }
}
