//! Where payloads come from.

use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;

/// The longest payload that is read, in bytes: far beyond any request, and no harm to the memory of this machine.
pub(crate) const LONGEST: u64 = 64 << 20;

/// A file or standard input.
pub(crate) enum Source {
    Stdin,
    File(PathBuf),
}

impl Source {
    pub(crate) fn named(word: OsString) -> Source {
        if word == "-" { Source::Stdin } else { Source::File(word.into()) }
    }

    pub(crate) fn open(&self) -> io::Result<Box<dyn BufRead>> {
        Ok(match self {
            Source::Stdin => Box::new(io::stdin().lock()),
            Source::File(path) => {
                let file = File::open(path)?;
                if file.metadata()?.is_dir() {
                    return Err(io::ErrorKind::IsADirectory.into());
                }
                Box::new(BufReader::with_capacity(1 << 16, file))
            }
        })
    }

    /// All of it.
    pub(crate) fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let read = self.open()?.take(LONGEST.saturating_add(1)).read_to_end(&mut bytes)?;
        if u64::try_from(read).is_ok_and(|read| read <= LONGEST) {
            Ok(bytes)
        } else {
            Err(io::Error::other(format!(
                "a payload has at most {LONGEST} bytes; for a file of many payloads there is --lines"
            )))
        }
    }

    /// How many bytes there are, if that is known.
    pub(crate) fn length(&self) -> Option<u64> {
        match self {
            Source::Stdin => None,
            Source::File(path) => path.metadata().ok().filter(|file| file.is_file()).map(|file| file.len()),
        }
    }
}

/// For people: standard input has no name of its own.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Stdin => f.write_str("<stdin>"),
            Source::File(path) => write!(f, "{}", path.display()),
        }
    }
}

/// Lines one after the other, in one buffer.
pub(crate) struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    /// The number of the line that was read last, counted from 1.
    pub(crate) number: u64,
    /// How many bytes have been read.
    pub(crate) read: u64,
}

/// A line of at most [`LONGEST`] bytes, or the fact that it is longer.
pub(crate) enum Line<'b> {
    Whole(&'b [u8]),
    TooLong,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn of(reader: R) -> Lines<R> {
        Lines { reader, buffer: Vec::new(), number: 0, read: 0 }
    }

    /// The next line that is not blank.
    pub(crate) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        loop {
            self.buffer.clear();
            let read = self.reader.by_ref().take(LONGEST.saturating_add(1)).read_until(b'\n', &mut self.buffer)?;
            if read == 0 {
                return Ok(None);
            }
            self.number = self.number.saturating_add(1);
            self.count(read);
            let line = self.buffer.strip_suffix(b"\n").unwrap_or(&self.buffer);
            if u64::try_from(line.len()).is_ok_and(|length| length > LONGEST) {
                let skipped = self.reader.skip_until(b'\n')?;
                self.count(skipped);
                return Ok(Some(Line::TooLong));
            }
            if !line.trim_ascii().is_empty() {
                break;
            }
        }
        Ok(Some(Line::Whole(self.buffer.strip_suffix(b"\n").unwrap_or(&self.buffer))))
    }

    fn count(&mut self, bytes: usize) {
        self.read = self.read.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
    }
}
