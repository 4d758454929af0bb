/// What topics accept, and how much waits for a slow subscriber.
///
/// # Examples
///
/// ```
/// use momento_functions_models::topic::TopicLimits;
///
/// assert_eq!(TopicLimits::default().with_message(100).message(), 100);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicLimits {
    message: usize,
    queue: usize,
}

impl Default for TopicLimits {
    fn default() -> Self {
        Self {
            message: 4 << 10,
            queue: 1024,
        }
    }
}

impl TopicLimits {
    /// Returns how many bytes a message may have. The default is 4 KiB.
    #[must_use]
    pub fn message(&self) -> usize {
        self.message
    }

    /// Returns how many messages wait for one subscriber. The default is 1024.
    #[must_use]
    pub fn queue(&self) -> usize {
        self.queue
    }

    /// Sets how many bytes a message may have.
    #[must_use]
    pub fn with_message(self, message: usize) -> Self {
        Self { message, ..self }
    }

    /// Sets how many messages wait for one subscriber; with 0, none ever comes.
    #[must_use]
    pub fn with_queue(self, queue: usize) -> Self {
        Self { queue, ..self }
    }
}
