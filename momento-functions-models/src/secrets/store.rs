use super::arn::{arn, check_name, hex, names};
use super::version::{CURRENT, PREVIOUS, check};
use super::{SecretRequest, SecretValue, SecretVersion, SecretsError, VersionDefinition};
use crate::Clock;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

/// How many versions of a secret are kept: those without a stage make room.
const MAX_VERSIONS: usize = 100;

/// Secrets by name, each with its versions.
///
/// # Examples
///
/// ```
/// use momento_functions_models::{SystemClock, secrets::{SecretRequest, Secrets}};
/// use std::sync::Arc;
///
/// let secrets = Secrets::new(Arc::new(SystemClock::default()));
/// secrets.put("password", "old".into())?;
/// secrets.put("password", "new".into())?;
/// let current = secrets.get(&SecretRequest::new("password", None, None)?)?;
/// assert_eq!(current.version.value, "new".into());
/// let stage = Some("AWSPREVIOUS".to_owned());
/// let previous = secrets.get(&SecretRequest::new("password", None, stage)?)?;
/// assert_eq!(previous.version.value, "old".into());
/// # Ok::<(), momento_functions_models::secrets::SecretsError>(())
/// ```
pub struct Secrets {
    clock: Arc<dyn Clock>,
    secrets: RwLock<BTreeMap<String, Vec<Arc<SecretVersion>>>>,
}

/// A version that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FoundSecret {
    /// The secret's name.
    pub name: String,
    /// The version.
    pub version: Arc<SecretVersion>,
}

impl FoundSecret {
    /// Returns the secret's ARN, as the region has it.
    #[must_use]
    pub fn arn(&self, region: &str) -> String {
        arn(region, &self.name)
    }
}

impl Secrets {
    /// Makes a store without secrets, whose versions are dated by `clock`.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            secrets: RwLock::default(),
        }
    }

    /// Sets all versions of a secret.
    ///
    /// # Errors
    ///
    /// The name, a version or a value is none; two versions have the same id or stage; none is
    /// current.
    pub fn define(&self, name: &str, versions: Vec<VersionDefinition>) -> Result<(), SecretsError> {
        check_name(name)?;
        check(&versions)?;
        let versions = versions.into_iter().enumerate();
        let made = versions.map(|(number, version)| {
            let id = version.id.unwrap_or_else(|| made_up_id(name, number));
            Arc::new(self.version(id, version.stages, version.value))
        });
        let made = made.collect();
        self.write(|secrets| secrets.insert(name.to_owned(), made));
        Ok(())
    }

    /// Puts a new value, which is current from now on, and returns its version's id; what was current
    /// is the previous one then. A secret that is not there is made.
    ///
    /// # Errors
    ///
    /// The name or the value does not hold to the rules.
    pub fn put(&self, name: &str, value: SecretValue) -> Result<String, SecretsError> {
        check_name(name)?;
        value.check()?;
        Ok(self.write(|secrets| {
            let versions = secrets.entry(name.to_owned()).or_default();
            let mut number = versions.len();
            let mut id = made_up_id(name, number);
            while versions.iter().any(|version| version.id == id) {
                number += 1;
                id = made_up_id(name, number);
            }
            move_stage(versions, CURRENT, PREVIOUS);
            versions.push(Arc::new(self.version(
                id.clone(),
                vec![CURRENT.to_owned()],
                value,
            )));
            make_room(versions);
            id
        }))
    }

    /// Gets a version: the one at the stage `AWSCURRENT` unless the request says another.
    ///
    /// # Errors
    ///
    /// There is no such secret or version, or the request names a version and a stage that it is not
    /// at.
    pub fn get(&self, request: &SecretRequest) -> Result<FoundSecret, SecretsError> {
        let secrets = self.secrets.read().unwrap_or_else(PoisonError::into_inner);
        let exact = secrets.get_key_value(&request.id);
        let (name, versions) = exact
            .or_else(|| secrets.iter().find(|(name, _)| names(&request.id, name)))
            .ok_or(SecretsError::NotFound)?;
        Ok(FoundSecret {
            name: name.clone(),
            version: Arc::clone(wanted(versions, request)?),
        })
    }

    fn version(&self, id: String, stages: Vec<String>, value: SecretValue) -> SecretVersion {
        SecretVersion {
            id,
            stages,
            value,
            created: self.clock.wall(),
        }
    }

    fn write<R>(
        &self,
        change: impl FnOnce(&mut BTreeMap<String, Vec<Arc<SecretVersion>>>) -> R,
    ) -> R {
        change(&mut self.secrets.write().unwrap_or_else(PoisonError::into_inner))
    }
}

fn wanted<'a>(
    versions: &'a [Arc<SecretVersion>],
    request: &SecretRequest,
) -> Result<&'a Arc<SecretVersion>, SecretsError> {
    let is_at = |version: &SecretVersion, stage: &str| version.stages.iter().any(|s| s == stage);
    let Some(id) = &request.version_id else {
        let stage = request.stage.as_deref().unwrap_or(CURRENT);
        let found = versions.iter().find(|version| is_at(version, stage));
        return found.ok_or(SecretsError::NotFound);
    };
    let found = versions.iter().find(|version| version.id == *id);
    let found = found.ok_or(SecretsError::NotFound)?;
    match &request.stage {
        Some(stage) if !is_at(found, stage) => Err(SecretsError::malformed(
            "the version is not at the stage that is asked for with it",
        )),
        _ => Ok(found),
    }
}

/// The version at the stage `from` is at `to` then, which no other one is any more.
fn move_stage(versions: &mut [Arc<SecretVersion>], from: &str, to: &str) {
    for version in versions {
        let was = version.stages.iter().any(|stage| stage == from);
        if was || version.stages.iter().any(|stage| stage == to) {
            let version = Arc::make_mut(version);
            version.stages.retain(|stage| stage != from && stage != to);
            if was {
                version.stages.push(to.to_owned());
            }
        }
    }
}

fn make_room(versions: &mut Vec<Arc<SecretVersion>>) {
    while versions.len() > MAX_VERSIONS {
        let Some(at) = versions
            .iter()
            .position(|version| version.stages.is_empty())
        else {
            return;
        };
        versions.remove(at);
    }
}

/// Ids are UUIDs in shape, and the same after a restart.
fn made_up_id(name: &str, number: usize) -> String {
    let hex = hex(&[b"version", name.as_bytes(), &number.to_be_bytes()]);
    let mut id = String::new();
    for (at, digit) in hex.chars().take(32).enumerate() {
        if matches!(at, 8 | 12 | 16 | 20) {
            id.push('-');
        }
        id.push(digit);
    }
    id
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secrets").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{SecretRequest, SecretsError, VersionDefinition};
    use super::{MAX_VERSIONS, Secrets};
    use crate::{Clock as _, ManualClock};
    use std::sync::Arc;
    use std::time::Duration;

    fn secrets() -> (Secrets, Arc<ManualClock>) {
        let clock = Arc::new(ManualClock::default());
        (Secrets::new(Arc::clone(&clock) as _), clock)
    }

    fn version(id: &str, stages: &[&str], value: &str) -> VersionDefinition {
        VersionDefinition {
            id: Some(id.to_owned()),
            stages: stages.iter().map(|stage| stage.to_string()).collect(),
            value: value.into(),
        }
    }

    /// The id of the version that is found.
    fn found(
        secrets: &Secrets,
        version: Option<&str>,
        stage: Option<&str>,
    ) -> Result<String, SecretsError> {
        let text = |text: Option<&str>| text.map(str::to_owned);
        let request = SecretRequest::new("name", text(version), text(stage))?;
        Ok(secrets.get(&request)?.version.id.clone())
    }

    /// AWS.5
    #[test]
    fn a_version_is_found_by_its_id_its_stage_or_both() {
        let (secrets, _) = secrets();
        let versions = vec![
            version("1", &["AWSPREVIOUS"], "old"),
            version("2", &["AWSCURRENT", "blue"], "new"),
            version("3", &["AWSPENDING"], "next"),
        ];
        secrets.define("name", versions).unwrap();
        let cases = [
            (None, None, "2"),
            (None, Some("AWSPREVIOUS"), "1"),
            (None, Some("blue"), "2"),
            (Some("3"), None, "3"),
            (Some("2"), Some("blue"), "2"),
        ];
        for (id, stage, expected) in cases {
            assert_eq!(found(&secrets, id, stage).as_deref(), Ok(expected));
        }
        assert_eq!(
            found(&secrets, Some("4"), None),
            Err(SecretsError::NotFound)
        );
        assert_eq!(
            found(&secrets, None, Some("green")),
            Err(SecretsError::NotFound)
        );
        let both = found(&secrets, Some("1"), Some("blue"));
        assert!(matches!(both, Err(SecretsError::Malformed(_))), "{both:?}");
    }

    /// AWS.5
    #[test]
    fn a_new_value_is_current_and_the_one_before_it_previous() {
        let (secrets, clock) = secrets();
        assert_eq!(found(&secrets, None, None), Err(SecretsError::NotFound));
        let first = secrets.put("name", "1".into()).unwrap();
        clock.advance(Duration::from_secs(60));
        let second = secrets.put("name", "2".into()).unwrap();
        let third = secrets.put("name", "3".into()).unwrap();
        assert_eq!(found(&secrets, None, None), Ok(third));
        assert_eq!(
            found(&secrets, None, Some("AWSPREVIOUS")),
            Ok(second.clone())
        );
        assert_eq!(found(&secrets, Some(&first), None), Ok(first.clone()));
        let request = SecretRequest::new("name", Some(second), None).unwrap();
        let version = secrets.get(&request).unwrap().version;
        assert_eq!(
            (version.created, &version.stages[..]),
            (clock.wall(), &["AWSPREVIOUS".to_owned()][..])
        );
    }

    /// AWS.5
    #[test]
    fn a_hundred_versions_are_kept() {
        let (secrets, _) = secrets();
        let ids: Vec<String> = (0..=MAX_VERSIONS)
            .map(|_| secrets.put("name", "value".into()).unwrap())
            .collect();
        assert_eq!(
            found(&secrets, Some(&ids[0]), None),
            Err(SecretsError::NotFound)
        );
        assert!(found(&secrets, Some(&ids[1]), None).is_ok());
        secrets.put("name", "value".into()).unwrap();
        assert_eq!(
            found(&secrets, Some(&ids[1]), None),
            Err(SecretsError::NotFound)
        );
    }

    /// AWS.5
    #[test]
    fn versions_that_cannot_be_are_refused_with_the_reason() {
        let (secrets, _) = secrets();
        for (versions, reason) in [
            (vec![], "no version is at the stage `AWSCURRENT`"),
            (vec![version("1", &["a"], "v")], "no version is at"),
            (
                vec![version("1", &["AWSCURRENT"], "v"), version("1", &[], "v")],
                "two versions have the id `1`",
            ),
            (
                vec![
                    version("1", &["AWSCURRENT", "a"], "v"),
                    version("2", &["a"], "v"),
                ],
                "two versions are at the stage `a`",
            ),
            (vec![version("1", &["AWSCURRENT"], "")], "a secret has 1 to"),
            (
                vec![version("", &["AWSCURRENT"], "v")],
                "a version's id has",
            ),
            (
                vec![version("1", &["AWSCURRENT", ""], "v")],
                "a version's stage has",
            ),
        ] {
            let error = secrets.define("name", versions).unwrap_err().to_string();
            assert!(error.starts_with(reason), "{error}");
        }
        assert!(secrets.define("a b", vec![]).is_err());
        assert!(secrets.put("a b", "v".into()).is_err());
        assert!(secrets.put("name", "".into()).is_err());
        assert_eq!(found(&secrets, None, None), Err(SecretsError::NotFound));
    }
}
