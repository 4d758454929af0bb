use crate::query;

/// Reads the parameters of a URL's query as forms have them.
pub(super) fn parameters(url: &str) -> Vec<(String, String)> {
    let url = url.split('#').next().unwrap_or_default();
    let query = url.split_once('?').map_or("", |(_, query)| query);
    query::parameters(query).collect()
}
