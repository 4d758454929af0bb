use super::HostBuffer;
use super::exchange::{Event, Exchange};
use super::host_buffer::SourceError;
use super::verdict;
use crate::error::InvocationError;
use bytes::Bytes;
use momento_functions_models::head::{Head, HeadError, OutOfTurn};
use momento_functions_models::sse::{self, SseError};

/// The guest's side of an answer: what it sends before it returns, and what its return means then.
#[derive(Default)]
pub(crate) struct ResponseStream {
    exchange: Exchange,
    begun: Begun,
    /// Whether an event was sent: then the end is told as an event, too.
    events: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Begun {
    #[default]
    No,
    /// By the first event.
    Events,
    /// By the guest's own status and headers.
    Raw,
    /// Never: nobody waits for an answer.
    Closed,
}

/// What a guest may do wrong while it streams.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StreamError {
    #[error(transparent)]
    Sse(#[from] SseError),
    #[error(transparent)]
    Head(#[from] HeadError),
    #[error(transparent)]
    OutOfTurn(#[from] OutOfTurn),
    #[error(transparent)]
    Source(#[from] SourceError),
}

/// What is left of an answer when the guest has returned.
pub(super) enum Tail {
    /// All of it.
    Response(Head, HostBuffer),
    /// Nothing: it was streamed.
    Close,
}

impl ResponseStream {
    pub(super) fn new(exchange: Exchange) -> Self {
        Self {
            exchange,
            begun: Begun::No,
            events: false,
        }
    }

    /// Makes one that refuses all that is sent.
    pub(super) fn closed() -> Self {
        Self {
            begun: Begun::Closed,
            ..Self::default()
        }
    }

    pub(crate) async fn send_sse(
        &mut self,
        event: Option<&str>,
        id: Option<&str>,
        data: Option<HostBuffer>,
    ) -> Result<(), StreamError> {
        self.check_open()?;
        let data = collect(data).await?;
        let text = sse::encode(event, id, data.as_deref())?;
        if self.begun == Begun::No {
            self.begin(Begun::Events, Head::events()).await;
        }
        self.events = true;
        self.chunk(text.into()).await;
        Ok(())
    }

    pub(crate) async fn start(
        &mut self,
        status: u16,
        headers: Vec<(String, String)>,
    ) -> Result<(), StreamError> {
        self.check_open()?;
        if self.begun != Begun::No {
            return Err(OutOfTurn::AlreadyBegun.into());
        }
        let head = Head::checked(status, headers)?;
        self.begin(Begun::Raw, head).await;
        Ok(())
    }

    pub(crate) async fn send_data(&mut self, mut data: HostBuffer) -> Result<(), StreamError> {
        self.check_open()?;
        if self.begun != Begun::Raw {
            return Err(OutOfTurn::NotStarted.into());
        }
        while let Some(piece) = data.piece().await? {
            self.chunk(piece).await;
        }
        Ok(())
    }

    /// STR.2 and STR.4: judges what the guest returned.
    pub(super) async fn finish(
        self,
        status: u16,
        headers: Vec<(String, String)>,
        mut body: HostBuffer,
    ) -> Result<Tail, InvocationError> {
        let success = (200..300).contains(&status);
        match self.begun {
            Begun::No => {
                let head = Head::checked(status, headers).map_err(verdict::invalid_response)?;
                Ok(Tail::Response(head, body))
            }
            _ if success => Ok(Tail::Close),
            _ if self.events => {
                let text = beginning(&mut body).await;
                self.chunk(sse::http_error(status, &text).into()).await;
                Ok(Tail::Close)
            }
            _ => Err(verdict::failed_stream(status)),
        }
    }

    fn check_open(&self) -> Result<(), StreamError> {
        match self.begun {
            Begun::Closed => Err(OutOfTurn::Closed.into()),
            _ => Ok(()),
        }
    }

    async fn begin(&mut self, begun: Begun, head: Head) {
        self.begun = begun;
        self.exchange.send(Event::Head(head)).await;
    }

    async fn chunk(&self, bytes: Bytes) {
        if !bytes.is_empty() {
            self.exchange.send(Event::Chunk(bytes)).await;
        }
    }
}

async fn collect(data: Option<HostBuffer>) -> Result<Option<Bytes>, SseError> {
    let Some(mut data) = data else {
        return Ok(None);
    };
    match data.collect(sse::MAX_DATA as u64).await {
        Ok(Ok(bytes)) => Ok(Some(bytes)),
        Ok(Err(_)) => Err(SseError::Data(format!(
            "it has more than {} bytes",
            sse::MAX_DATA
        ))),
        Err(error) => Err(SseError::Data(error.to_string())),
    }
}

/// Reads as much of a body as an event can tell; a source that fails ends it.
async fn beginning(body: &mut HostBuffer) -> Vec<u8> {
    let mut all = Vec::new();
    while let (true, Ok(Some(piece))) = (all.len() <= sse::MAX_DATA, body.piece().await) {
        let room = sse::MAX_DATA + 1 - all.len();
        all.extend(piece.into_iter().take(room));
    }
    all
}
