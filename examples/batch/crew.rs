//! Who does the work: one thread reads, the others check. At any time there are three batches at most: one is read, one waits, one
//! is checked.

use std::io::{self, BufRead};
use std::num::NonZero;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::chunks::{Chunk, Chunks, size};
use crate::kinds::PayloadKind;
use crate::tally::Part;

/// Chunks for each thread in a batch: when the last ones are checked, few threads wait for the slowest, and not for long.
const CHUNKS: usize = 16;
/// What a batch has before it is handed over, in bytes, however few its lines are.
const FULL: u64 = 1 << 28;

/// The threads that check.
pub(crate) struct Crew {
    pool: ThreadPool,
}

impl Crew {
    /// As many as there are cores if it is not said how many.
    pub(crate) fn of(threads: Option<NonZero<usize>>) -> io::Result<Crew> {
        // rayon takes 0 for all cores.
        let threads = threads.map_or(0, NonZero::get);
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().map_err(io::Error::other)?;
        Ok(Crew { pool })
    }

    pub(crate) fn threads(&self) -> usize {
        self.pool.current_num_threads()
    }

    /// Checks all lines, and hands over what was found in their order. The outer error is that of `take`, the inner one of reading.
    pub(crate) fn check<R: BufRead>(
        &self,
        kind: PayloadKind,
        open: impl FnOnce() -> io::Result<R> + Send,
        rows: bool,
        mut take: impl FnMut(Part) -> io::Result<()>,
    ) -> io::Result<io::Result<()>> {
        let most = self.threads().saturating_mul(CHUNKS);
        let (send, batches) = sync_channel(1);
        thread::scope(|scope| {
            scope.spawn(move || {
                if let Err(error) = open().and_then(|reader| read(reader, most, &send)) {
                    // Nobody listens any more if the parts could not be taken.
                    let _ = send.send(Err(error));
                }
            });
            for batch in batches {
                let batch: Vec<Chunk> = match batch {
                    Ok(batch) => batch,
                    Err(error) => return Ok(Err(error)),
                };
                let check = |chunk: &Chunk| Part::of(kind, chunk, rows);
                let parts: Vec<Part> = self.pool.install(|| batch.par_iter().with_max_len(1).map(check).collect());
                parts.into_iter().try_for_each(&mut take)?;
            }
            Ok(Ok(()))
        })
    }
}

/// Sends batches until the end. What was read before an error is sent before the error is.
fn read(reader: impl BufRead, most: usize, send: &SyncSender<io::Result<Vec<Chunk>>>) -> io::Result<()> {
    let mut chunks = Chunks::of(reader);
    loop {
        let (mut batch, mut bytes) = (Vec::new(), 0_u64);
        let mut next = Ok(None);
        while batch.len() < most && bytes < FULL {
            next = chunks.next();
            let Ok(Some(chunk)) = next else { break };
            bytes = bytes.saturating_add(size(chunk.bytes.len()));
            batch.push(chunk);
            next = Ok(None);
        }
        let is_last = batch.len() < most && bytes < FULL;
        if send.send(Ok(batch)).is_err() {
            return Ok(());
        }
        next?;
        if is_last {
            return Ok(());
        }
    }
}
