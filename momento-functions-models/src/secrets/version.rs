use super::{SecretValue, SecretsError};
use std::collections::HashSet;
use std::time::SystemTime;

pub(super) const CURRENT: &str = "AWSCURRENT";
pub(super) const PREVIOUS: &str = "AWSPREVIOUS";

/// One version of a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SecretVersion {
    /// The version's id.
    pub id: String,
    /// The version's stages.
    pub stages: Vec<String>,
    /// The value.
    pub value: SecretValue,
    /// When the version was made.
    pub created: SystemTime,
}

/// A version that a configuration gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionDefinition {
    /// The version's id; none for one that is made up.
    pub id: Option<String>,
    /// The version's stages.
    pub stages: Vec<String>,
    /// The value.
    pub value: SecretValue,
}

impl VersionDefinition {
    /// Defines the version that a request without a version gets.
    #[must_use]
    pub fn current(value: SecretValue) -> Self {
        Self {
            id: None,
            stages: vec![CURRENT.to_owned()],
            value,
        }
    }
}

/// A stage is at one version, an id is one version's, and one version is the current one.
pub(super) fn check(versions: &[VersionDefinition]) -> Result<(), SecretsError> {
    let (mut ids, mut stages) = (HashSet::new(), HashSet::new());
    for version in versions {
        version.value.check()?;
        check_texts(version)?;
        if let Some(id) = version.id.as_ref().filter(|id| !ids.insert(id.as_str())) {
            return Err(SecretsError::malformed(format!(
                "two versions have the id `{id}`"
            )));
        }
        if let Some(stage) = version
            .stages
            .iter()
            .find(|stage| !stages.insert(stage.as_str()))
        {
            return Err(SecretsError::malformed(format!(
                "two versions are at the stage `{stage}`"
            )));
        }
    }
    if !stages.contains(CURRENT) {
        return Err(SecretsError::malformed(format!(
            "no version is at the stage `{CURRENT}`"
        )));
    }
    Ok(())
}

fn check_texts(version: &VersionDefinition) -> Result<(), SecretsError> {
    let checked = |id: Option<&String>, stage: Option<&String>| {
        super::SecretRequest::new("id", id.cloned(), stage.cloned()).map(drop)
    };
    checked(version.id.as_ref(), None)?;
    version
        .stages
        .iter()
        .try_for_each(|stage| checked(None, Some(stage)))
}
