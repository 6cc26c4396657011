//! Checks payloads: every fault with the excerpt where it is, what must be true, and its code.
//!
//! ```sh
//! cargo run --example validate                               # two samples, one with a dozen faults
//! cargo run --example validate -- gett.create order.json     # a file; `-` is standard input
//! cargo run --example validate -- --json gett.create *.json  # a report a payload, for machines
//! cargo run --example validate -- --lines gett.create all.ndjson
//! ```
//!
//! | file | what lives there |
//! | --- | --- |
//! | `args.rs` | the command line |
//! | `kinds.rs` | the payloads it knows: a new one is a line |
//! | `input.rs` | files, standard input, lines of any number |
//! | `lenient.rs` | comments and trailing commas, turned into blanks |
//! | `check.rs` | bytes to report |
//! | `place.rs` | JSON Pointer to byte range |
//! | `excerpt.rs` | byte range to a line that is safe to show |
//! | `show.rs` | a report for people |
//! | `json.rs` | a report for machines |
//! | `lines.rs`, `tally.rs` | newline-delimited payloads, and their summary |
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "the library leaves files, environment and terminal to its host, and this is one"
)]

use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;

use crate::args::{Args, Form, Task, Unit};
use crate::input::Source;
use crate::show::Screen;

mod args;
mod check;
mod excerpt;
mod input;
mod json;
mod kinds;
mod lenient;
mod lines;
mod place;
mod show;
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
        Args::Demonstration => demonstrate(&mut out),
        Args::Task(task) => run(&task, &mut out),
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
            complain(&format!("standard output: {error}"));
            ExitCode::from(2)
        }
    }
}

/// Tells a person what went wrong. If not even that can be written, the exit status has to do.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "validate: {}", excerpt::harmless(message));
}

/// The page's own request, and one in which nearly everything is wrong.
fn demonstrate(out: &mut impl io::Write) -> io::Result<Outcome> {
    let samples = [
        ("tests/fixtures/gett/create.json", include_str!("../../tests/fixtures/gett/create.json")),
        ("examples/validate/faulty.json", include_str!("faulty.json")),
    ];
    let screen = Screen::of_stdout();
    for (at, (name, text)) in samples.into_iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        let kind = kinds::gett_create();
        screen.show(kind, name, &check::check(kind, text.as_bytes()), out)?;
    }
    Ok(Outcome::Valid)
}

fn run(task: &Task, out: &mut impl io::Write) -> io::Result<Outcome> {
    match task.unit {
        Unit::Lines => lines::run(task, out),
        Unit::Files => {
            let screen = Screen::of_stdout();
            let mut worst = Outcome::Valid;
            for source in &task.sources {
                worst = worst.max(one(task, source, &screen, out)?);
            }
            Ok(worst)
        }
    }
}

/// Checks one payload. A file that cannot be read is told of and does not keep the others from being checked.
fn one(task: &Task, source: &Source, screen: &Screen, out: &mut impl io::Write) -> io::Result<Outcome> {
    let bytes = match source.read() {
        Ok(bytes) => bytes,
        Err(error) => {
            complain(&format!("{source}: {error}"));
            return Ok(Outcome::Unreadable);
        }
    };
    let checked = check::check(task.kind, &bytes);
    match task.form {
        Form::Text => screen.show(task.kind, &source.to_string(), &checked, out)?,
        Form::Json => json::Row::of(task.kind, source, &checked).write(out)?,
    }
    Ok(if checked.report.is_valid() { Outcome::Valid } else { Outcome::Invalid })
}
