use super::{GotObject, StoredObject};
use crate::aws::service::{Body, header, percent_encoded, refused, said};
use crate::aws::{Call, Failure, S3Client, Service};
use crate::host::Settings;
use crate::invocation::HostBuffer;
use http::{HeaderMap, HeaderName, Method, Response, StatusCode};
use momento_functions_models::s3::{ObjectName, Properties};

const METADATA: &str = "x-amz-meta-";

/// AWS.8: puts an object by S3's REST interface.
pub(super) async fn put(
    endpoint: &Service,
    settings: &Settings,
    client: &S3Client,
    name: &ObjectName,
    properties: &Properties,
    body: HostBuffer,
) -> Result<StoredObject, Failure> {
    let call = Call {
        method: Method::PUT,
        headers: headers(properties)?,
        body: sendable(body, settings.limits.request_body()).await?,
        ..at(endpoint, name)
    };
    let response = endpoint.call(settings, &client.0, call).await?;
    if !response.status().is_success() {
        return Err(refused(response).await);
    }
    Ok(StoredObject {
        expiration: said(&response, "x-amz-expiration"),
        etag: said(&response, "etag"),
        version_id: said(&response, "x-amz-version-id"),
    })
}

/// AWS.8, SVC.4: gets an object by S3's REST interface.
pub(super) async fn get(
    endpoint: &Service,
    settings: &Settings,
    client: &S3Client,
    name: &ObjectName,
) -> Result<GotObject, Failure> {
    let response = endpoint
        .call(settings, &client.0, at(endpoint, name))
        .await?;
    if response.status().is_success() {
        return Ok(got(response));
    }
    let missing = response.status() == StatusCode::NOT_FOUND;
    match refused(response).await {
        Failure::Other(text) if missing && text.starts_with("NoSuchKey:") => {
            Ok(GotObject::default())
        }
        failure => Err(failure),
    }
}

fn got(response: Response<HostBuffer>) -> GotObject {
    let metadata = response.headers().iter().filter_map(|(name, value)| {
        let name = name.as_str().strip_prefix(METADATA)?;
        Some((name.to_owned(), value.to_str().ok()?.to_owned()))
    });
    GotObject {
        metadata: metadata.collect(),
        etag: said(&response, "etag"),
        version_id: said(&response, "x-amz-version-id"),
        expiration: said(&response, "x-amz-expiration"),
        content_type: said(&response, "content-type"),
        body: Some(response.into_body()),
    }
}

/// On AWS itself a bucket is a host name; one with a dot would fit no certificate.
fn at(endpoint: &Service, name: &ObjectName) -> Call {
    let key = percent_encoded(name.key(), b"/");
    let is_host = endpoint.is_aws() && !name.bucket().contains('.');
    let (subdomain, path) = match is_host {
        true => (Some(name.bucket().to_owned()), format!("/{key}")),
        false => (None, format!("/{}/{key}", name.bucket())),
    };
    Call {
        subdomain,
        path,
        ..Call::default()
    }
}

fn headers(properties: &Properties) -> Result<HeaderMap, Failure> {
    let mut headers = HeaderMap::new();
    for (name, value) in properties.metadata() {
        let name = HeaderName::try_from(format!("{METADATA}{name}"));
        let name = name.map_err(|error| Failure::Malformed(error.to_string()))?;
        headers.insert(name, header(value)?);
    }
    for (name, value) in [
        (http::header::CONTENT_TYPE, properties.content_type()),
        (
            http::header::CONTENT_ENCODING,
            properties.content_encoding(),
        ),
    ] {
        if let Some(value) = value {
            headers.insert(name, header(value)?);
        }
    }
    Ok(headers)
}

/// S3 wants to know the length beforehand: what has one is streamed, all else is collected.
async fn sendable(mut body: HostBuffer, limit: u64) -> Result<Body, Failure> {
    if body.exact_size().is_some_and(|size| size > limit) {
        return Ok(Body::Streamed(body));
    }
    match body.collect(limit).await {
        Ok(Ok(bytes)) => Ok(Body::Signed(bytes)),
        Ok(Err(_)) => Err(Failure::Malformed(format!(
            "a body whose length is not known beforehand has at most {limit} bytes; this one has more"
        ))),
        Err(broken) => Err(Failure::Other(broken.to_string())),
    }
}
