//! Newline-delimited payloads, any number of them.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

use crate::args::{Form, Task};
use crate::input::{Line, Lines, Source};
use crate::tally::Tally;
use crate::{Outcome, complain, json};

/// Checks every line, and sums up. With `--json` the summary goes to standard error, out of the way of the reports.
pub(crate) fn run(task: &Task, out: &mut impl io::Write) -> io::Result<Outcome> {
    let mut tally = Tally::default();
    let mut outcome = Outcome::Valid;
    for source in &task.sources {
        let bar = progress(task, source);
        let read = check_lines(task, source, &bar, &mut tally, out)?;
        bar.finish_and_clear();
        if let Err(error) = read {
            complain(&format!("{source}: {error}"));
            outcome = Outcome::Unreadable;
        }
    }
    match task.form {
        Form::Text => tally.write(out)?,
        // If it cannot be written, the reports have been.
        Form::Json => {
            out.flush()?;
            let _ = tally.write(&mut io::stderr());
        }
    }
    Ok(outcome.max(if tally.all_valid() { Outcome::Valid } else { Outcome::Invalid }))
}

/// The outer error is one of writing, the inner one of reading.
fn check_lines(
    task: &Task,
    source: &Source,
    bar: &ProgressBar,
    tally: &mut Tally,
    out: &mut impl io::Write,
) -> io::Result<io::Result<()>> {
    let mut lines = match source.open() {
        Ok(reader) => Lines::of(reader),
        Err(error) => return Ok(Err(error)),
    };
    loop {
        let report = match lines.next() {
            Ok(Some(Line::Whole(bytes))) => Some((task.kind.check)(bytes)),
            Ok(Some(Line::TooLong)) => None,
            Ok(None) => return Ok(Ok(())),
            Err(error) => return Ok(Err(error)),
        };
        match &report {
            Some(report) => tally.add(source, lines.number, report),
            None => tally.add_too_long(),
        }
        if task.form == Form::Json {
            json::Row::of_line(task.kind, source, lines.number, report.as_ref()).write(out)?;
        }
        bar.set_position(lines.read);
    }
}

/// A bar on a terminal, unless the reports go to one too.
fn progress(task: &Task, source: &Source) -> ProgressBar {
    let in_the_way = task.form == Form::Json && io::stdout().is_terminal();
    if in_the_way || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match source.length() {
        Some(length) => (ProgressBar::new(length), "{wide_bar} {bytes}/{total_bytes}, {eta}"),
        None => (ProgressBar::no_length(), "{spinner} {bytes}, {bytes_per_sec}"),
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
