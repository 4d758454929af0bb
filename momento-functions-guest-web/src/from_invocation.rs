use crate::{IntoWebResponse, WebEnvironment};

/// A value that can be taken from an invocation: what a handler may ask for before the request's body.
///
/// A handler's arguments are taken in order, the body last. The first that cannot be had ends the
/// invocation with its rejection, and the handler does not run.
///
/// # Examples
/// ```
/// use momento_functions_guest_web::{FromInvocation, WebEnvironment, WebError};
///
/// struct Tenant(String);
///
/// impl FromInvocation for Tenant {
///     type Rejection = WebError;
///
///     fn from_invocation(environment: &'static WebEnvironment) -> Result<Self, WebError> {
///         let tenant = environment.headers().get("x-tenant");
///         tenant.cloned().map(Tenant).ok_or_else(|| WebError::new(400, "the header x-tenant is missing"))
///     }
/// }
///
/// momento_functions_guest_web::invoke!(greet);
/// fn greet(Tenant(tenant): Tenant, name: String) -> String {
///     format!("Hello, {name} of {tenant}!")
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be taken from an invocation",
    label = "this is not `FromInvocation`",
    note = "every argument but the last is `FromInvocation`: `Headers`, `Method`, `Path<T>`, `Query<T>`, `TokenMetadata<T>` or `&'static WebEnvironment`",
    note = "the request's body is the last argument"
)]
pub trait FromInvocation: Sized {
    /// What answers the caller when the value cannot be had.
    type Rejection: IntoWebResponse;

    /// Takes the value from the invocation that `environment` tells about.
    ///
    /// # Errors
    /// The invocation does not have the value, or not in a form that the type can read.
    fn from_invocation(environment: &'static WebEnvironment) -> Result<Self, Self::Rejection>;
}
