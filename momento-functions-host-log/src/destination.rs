/// Where lines go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogDestination {
    /// To a topic of the function's cache: each line is a message.
    Topic {
        /// The topic's name.
        topic: String,
    },
    /// To a log group of Amazon CloudWatch.
    CloudWatch {
        /// The ARN of the role that writes to the group. It must trust Momento's service.
        iam_role_arn: String,
        /// The log group's name.
        log_group_name: String,
    },
}

impl LogDestination {
    /// Names a topic of the function's cache.
    ///
    /// # Limits
    /// A message of a topic has at most 4 KB: a longer line does not arrive.
    pub fn topic(name: impl Into<String>) -> Self {
        Self::Topic { topic: name.into() }
    }

    /// Names a log group of Amazon CloudWatch, and the role that writes to it.
    pub fn cloudwatch(iam_role_arn: impl Into<String>, log_group_name: impl Into<String>) -> Self {
        Self::CloudWatch {
            iam_role_arn: iam_role_arn.into(),
            log_group_name: log_group_name.into(),
        }
    }
}
