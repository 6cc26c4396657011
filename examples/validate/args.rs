//! The command line.

use std::ffi::OsString;

use lexopt::Arg;

use crate::input::Source;
use crate::kinds::{self, PayloadKind};

/// What is asked for.
pub(crate) enum Args {
    Demonstration,
    Help,
    Task(Task),
}

/// Payloads to check.
pub(crate) struct Task {
    pub(crate) kind: PayloadKind,
    pub(crate) sources: Vec<Source>,
    pub(crate) unit: Unit,
    pub(crate) form: Form,
}

/// What one payload is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Files,
    Lines,
}

/// For whom the reports are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Json,
}

pub(crate) fn usage() -> String {
    format!(
        "\
usage: validate [--json] [--lines] KIND FILE...
       validate            checks two samples that are built in
       validate --help

  KIND     {}
  FILE     a file; - is standard input
  --json   prints a report a payload, each on a line
  --lines  takes each line of the files for a payload, and counts the faults

exit status: 0 all valid, 1 some invalid, 2 wrong usage or a file that cannot be read
",
        kinds::names()
    )
}

impl Args {
    /// What the words say, the name of the program first; or what is wrong with them.
    pub(crate) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Args, String> {
        let mut parser = lexopt::Parser::from_iter(words);
        let (mut unit, mut form) = (Unit::Files, Form::Text);
        let mut options = false;
        let mut values = Vec::new();
        while let Some(word) = parser.next().map_err(|error| error.to_string())? {
            match word {
                Arg::Long("help") | Arg::Short('h') => return Ok(Args::Help),
                Arg::Long("json") => (form, options) = (Form::Json, true),
                Arg::Long("lines") => (unit, options) = (Unit::Lines, true),
                Arg::Value(value) => values.push(value),
                other => return Err(other.unexpected().to_string()),
            }
        }
        let mut values = values.into_iter();
        let Some(name) = values.next() else {
            return if options { Err(String::from("no kind of payload is named")) } else { Ok(Args::Demonstration) };
        };
        let name = name.to_string_lossy();
        let Some(kind) = kinds::named(&name) else {
            return Err(format!("\"{name}\" is no kind of payload that is known; there are {}", kinds::names()));
        };
        let sources: Vec<_> = values.map(Source::named).collect();
        if sources.is_empty() {
            return Err(String::from("no file is named; - is standard input"));
        }
        if sources.iter().filter(|source| matches!(source, Source::Stdin)).count() > 1 {
            return Err(String::from("standard input can be read once"));
        }
        Ok(Args::Task(Task { kind, sources, unit, form }))
    }
}
