//! Bytes to chunks of whole lines.

use std::io::{self, BufRead, Read};

use crate::input::LONGEST;

/// How long a chunk is, and then to the end of its last line: much work for a thread, little memory.
const LENGTH: u64 = 1 << 18;

/// Whole lines.
pub(crate) struct Chunk {
    /// The number of the first, counted from 1.
    pub(crate) first: u64,
    pub(crate) bytes: Vec<u8>,
    /// The number of the line that came after them and was too long to be kept, and how long it was.
    pub(crate) too_long: Option<(u64, u64)>,
}

impl Chunk {
    /// The lines that are not blank, each with its number.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let lines = (self.first..).zip(self.bytes.split(|byte| *byte == b'\n'));
        lines.filter(|(_, line)| !line.trim_ascii().is_empty())
    }
}

/// Chunks one after the other.
pub(crate) struct Chunks<R> {
    reader: R,
    /// How many lines have been read.
    lines: u64,
}

impl<R: BufRead> Chunks<R> {
    pub(crate) fn of(reader: R) -> Chunks<R> {
        Chunks { reader, lines: 0 }
    }

    pub(crate) fn next(&mut self) -> io::Result<Option<Chunk>> {
        let mut bytes = Vec::new();
        self.reader.by_ref().take(LENGTH).read_to_end(&mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let first = self.lines.saturating_add(1);
        let too_long = if bytes.ends_with(b"\n") { None } else { self.finish_line(&mut bytes)? };
        let breaks = bytes.iter().filter(|byte| **byte == b'\n').count();
        // The last line of all may have no end, and the one that was too long is no longer there.
        let open = usize::from(too_long.is_some() || !bytes.ends_with(b"\n"));
        self.lines = self.lines.saturating_add(size(breaks.saturating_add(open)));
        Ok(Some(Chunk { first, bytes, too_long: too_long.map(|length| (self.lines, length)) }))
    }

    /// Reads to the end of the last line. If it is too long it is taken away, and this is how long it was.
    fn finish_line(&mut self, bytes: &mut Vec<u8>) -> io::Result<Option<u64>> {
        let start = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at.saturating_add(1));
        let begun = size(bytes.len().saturating_sub(start));
        self.reader.by_ref().take(LONGEST.saturating_add(1).saturating_sub(begun)).read_until(b'\n', bytes)?;
        let length = size(bytes.len().saturating_sub(start));
        if length <= LONGEST || bytes.ends_with(b"\n") {
            return Ok(None);
        }
        bytes.truncate(start);
        bytes.shrink_to_fit();
        Ok(Some(length.saturating_add(size(self.reader.skip_until(b'\n')?))))
    }
}

/// For sums of bytes and lines.
pub(crate) fn size(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
