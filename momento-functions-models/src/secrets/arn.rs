use super::SecretsError;
use sha2::{Digest, Sha256};

/// API reference of Secrets Manager, `CreateSecret`.
const MAX_NAME: usize = 512;

/// The ARN of a local secret: AWS adds six characters to a secret's name; here they follow from it.
pub(super) fn arn(region: &str, name: &str) -> String {
    format!(
        "arn:aws:secretsmanager:{region}:000000000000:secret:{name}-{}",
        suffix(name)
    )
}

/// Tells whether `id` is the name, the ARN, or the ARN without its last six characters.
pub(super) fn names(id: &str, name: &str) -> bool {
    let full = || format!("{name}-{}", suffix(name));
    id == name || in_arn(id).is_some_and(|rest| rest == name || rest == full())
}

/// What an ARN says after `secret:`, whatever its partition, region and account.
fn in_arn(id: &str) -> Option<&str> {
    let mut parts = id.splitn(7, ':');
    let arn = parts.next()? == "arn" && parts.next()?.starts_with("aws");
    let service = parts.next()? == "secretsmanager";
    let (_region, _account) = (parts.next()?, parts.next()?);
    (arn && service && parts.next()? == "secret").then_some(parts.next()?)
}

pub(super) fn check_name(name: &str) -> Result<(), SecretsError> {
    let legal = |c: char| c.is_ascii_alphanumeric() || "/_+=.@-".contains(c);
    if (1..=MAX_NAME).contains(&name.len()) && name.chars().all(legal) {
        return Ok(());
    }
    Err(SecretsError::Malformed(format!(
        "a secret's name has 1 to {MAX_NAME} letters, digits and `/_+=.@-`"
    )))
}

/// Hexadecimal text that follows from `parts`.
pub(super) fn hex(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    let digest = hasher.finalize().into_iter();
    digest.map(|byte| format!("{byte:02x}")).collect()
}

fn suffix(name: &str) -> String {
    hex(&[b"arn", name.as_bytes()]).chars().take(6).collect()
}

#[cfg(test)]
mod tests {
    use super::{MAX_NAME, arn, check_name, names};

    /// AWS.5
    #[test]
    fn a_secret_is_known_by_its_name_and_its_arn() {
        let full = arn("us-west-2", "a/b");
        let partial = full.rsplit_once('-').unwrap().0;
        assert!(full.starts_with("arn:aws:secretsmanager:us-west-2:000000000000:secret:a/b-"));
        for id in [
            "a/b",
            &full,
            partial,
            "arn:aws-cn:secretsmanager:x:1:secret:a/b",
        ] {
            assert!(names(id, "a/b"), "{id}");
        }
        for id in [
            "a",
            "a/b-",
            "arn:aws:s3:x:1:secret:a/b",
            "arn:aws:secretsmanager",
            "a/b-123456",
        ] {
            assert!(!names(id, "a/b"), "{id}");
        }
    }

    /// AWS.5
    #[test]
    fn a_name_has_1_to_512_characters_of_those_allowed() {
        assert!(check_name("a/B_1+=.@-").is_ok() && check_name(&"a".repeat(MAX_NAME)).is_ok());
        for name in ["", "a b", "é", "a:b", &"a".repeat(MAX_NAME + 1)] {
            assert!(check_name(name).is_err(), "{name}");
        }
    }
}
