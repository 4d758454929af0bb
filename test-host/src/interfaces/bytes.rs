use crate::bindings::bytes::{Host, HostBuffer as HostBufferResource, StreamError};
use crate::invocation::{HostBuffer, State};
use wasmtime::Result;
use wasmtime::component::Resource;

impl Host for State {}

impl HostBufferResource for State {
    fn remaining(&mut self, buffer: Resource<HostBuffer>) -> Result<u32> {
        Ok(self.table.get_mut(&buffer)?.ready())
    }

    async fn read(&mut self, buffer: Resource<HostBuffer>, max: u32) -> Result<Option<Vec<u8>>> {
        let piece = self.table.get_mut(&buffer)?.read(max).await?;
        // A source that failed ends here; only `try-read` tells the two apart.
        Ok(piece.unwrap_or_default().map(Vec::from))
    }

    async fn advance(&mut self, buffer: Resource<HostBuffer>, size: u32) -> Result<()> {
        self.table.get_mut(&buffer)?.advance(size).await;
        Ok(())
    }

    async fn try_read(
        &mut self,
        buffer: Resource<HostBuffer>,
        max: u32,
    ) -> Result<Result<Option<Vec<u8>>, StreamError>> {
        let piece = self.table.get_mut(&buffer)?.read(max).await?;
        Ok(piece
            .map(|bytes| bytes.map(Vec::from))
            .map_err(|e| StreamError::Failed(e.to_string())))
    }

    fn drop(&mut self, buffer: Resource<HostBuffer>) -> Result<()> {
        self.table.delete(buffer)?;
        Ok(())
    }
}
