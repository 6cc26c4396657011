//! Checks payloads by the million, one a line, on all cores and in memory that does not grow with them.
//!
//! ```sh
//! cargo run --release --example batch -- gett.create all.ndjson              # `-` is standard input
//! cargo run --release --example batch -- --csv remarks.csv gett.create all.ndjson
//! cargo run --release --example batch -- --make 1000000 --wrong 100 gett.create > all.ndjson
//! cargo run --release --example batch -- --bench 1000000                     # how it scales
//! ```
//!
//! | file | what lives there |
//! | --- | --- |
//! | `args.rs` | the command line |
//! | `chunks.rs` | bytes to chunks of whole lines |
//! | `crew.rs` | one thread that reads, the others check, and what they found is put together in the order of the lines |
//! | `tally.rs` | what is counted, and its table |
//! | `csv.rs` | the remarks, a row each |
//! | `make.rs` | sample payloads, any number of them |
//! | `scaling.rs` | the same lines with one thread, with two, and so on |
//!
//! Kinds of payloads and files are those of the `validate` example.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "the library leaves files, clock and terminal to its host, and this is one"
)]

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};

use crate::args::{Args, Check};
use crate::crew::Crew;
use crate::input::Source;
use crate::tally::Tally;

mod args;
mod chunks;
mod crew;
mod csv;
#[allow(dead_code, reason = "its lines one by one are for the other example")]
#[path = "../validate/input.rs"]
mod input;
#[allow(dead_code, reason = "its sample is for the other example")]
#[path = "../validate/kinds.rs"]
mod kinds;
mod make;
#[allow(
    dead_code,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "it is made for the benches"
)]
#[path = "../../benches/gett/payload.rs"]
mod payload;
mod scaling;
mod tally;

/// What came of it, the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Valid,
    Invalid,
    Unreadable,
}

/// As a shell says it of a program whose reader went away.
const BROKEN_PIPE: u8 = 128 + 13;

fn main() -> ExitCode {
    let args = match Args::parse(std::env::args_os()) {
        Ok(args) => args,
        Err(message) => {
            complain(&message);
            let _ = write!(io::stderr(), "\n{}", args::usage());
            return ExitCode::from(2);
        }
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let done = match args {
        Args::Help => write!(out, "{}", args::usage()).map(|()| Outcome::Valid),
        Args::Make { kind, lines, wrong } => make::write(kind, lines, wrong, &mut out).map(|()| Outcome::Valid),
        Args::Bench { lines } => scaling::measure(lines, &mut out).map(|()| Outcome::Valid),
        Args::Check(check) => run(&check, &mut out),
    };
    match done.and_then(|outcome| out.flush().map(|()| outcome)) {
        Ok(Outcome::Valid) => ExitCode::SUCCESS,
        Ok(Outcome::Invalid) => ExitCode::from(1),
        Ok(Outcome::Unreadable) => ExitCode::from(2),
        Err(error) => {
            // What is still buffered has nowhere to go.
            let _ = out.into_parts();
            if error.kind() == io::ErrorKind::BrokenPipe {
                return ExitCode::from(BROKEN_PIPE);
            }
            complain(&error.to_string());
            ExitCode::from(2)
        }
    }
}

/// Tells a person what went wrong. If not even that can be written, the exit status has to do.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "batch: {message}");
}

/// Checks all lines. The table goes to standard output, how long it took to standard error.
fn run(check: &Check, out: &mut impl Write) -> io::Result<Outcome> {
    let crew = Crew::of(check.threads)?;
    let mut csv = match &check.csv {
        Some(path) => {
            if is_at(&check.source, path) {
                let error = io::Error::other("the remarks would take the place of the payloads");
                return Err(named(path.display(), &error));
            }
            let mut file = BufWriter::new(File::create(path).map_err(|error| named(path.display(), &error))?);
            file.write_all(csv::HEAD)?;
            Some(file)
        }
        None => None,
    };
    let bar = progress(&check.source);
    let begun = Instant::now();
    let mut tally = Tally::default();
    let read = crew.check(
        check.kind,
        || check.source.open(),
        csv.is_some(),
        |part| {
            bar.inc(part.bytes);
            if let Some(file) = &mut csv {
                file.write_all(&part.rows)?;
            }
            tally.add(part);
            Ok(())
        },
    )?;
    if let Some(mut file) = csv {
        file.flush()?;
    }
    let took = begun.elapsed();
    bar.finish_and_clear();

    tally.write(out)?;
    let _ = writeln!(io::stderr(), "{}", scaling::pace(&tally, took));
    if let Err(error) = read {
        complain(&named(&check.source, &error).to_string());
        return Ok(Outcome::Unreadable);
    }
    Ok(if tally.all_valid() { Outcome::Valid } else { Outcome::Invalid })
}

/// Whether a source is the file at that path, by whichever way.
fn is_at(source: &Source, path: &Path) -> bool {
    match source {
        Source::Stdin => false,
        Source::File(own) => matches!((own.canonicalize(), path.canonicalize()), (Ok(own), Ok(other)) if own == other),
    }
}

fn named(file: impl std::fmt::Display, error: &io::Error) -> io::Error {
    // A name is somebody's text, and may command a terminal.
    io::Error::new(error.kind(), format!("{}: {error}", file.to_string().escape_debug()))
}

/// A bar on a terminal.
fn progress(source: &Source) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match source.length() {
        Some(length) => (ProgressBar::new(length), "{wide_bar} {bytes}/{total_bytes}, {bytes_per_sec}, {eta}"),
        None => (ProgressBar::no_length(), "{spinner} {bytes}, {bytes_per_sec}"),
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
