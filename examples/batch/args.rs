//! The command line.

use std::ffi::OsString;
use std::num::NonZero;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

use crate::input::Source;
use crate::kinds::{self, PayloadKind};
use crate::scaling;

/// Far beyond any machine's cores; a million threads would only take its memory.
const MOST_THREADS: usize = 1024;

/// What is asked for.
pub(crate) enum Args {
    Help,
    Check(Check),
    Make { kind: PayloadKind, lines: u64, wrong: Option<NonZero<u64>> },
    Bench { lines: u64 },
}

/// Lines to check.
pub(crate) struct Check {
    pub(crate) kind: PayloadKind,
    pub(crate) source: Source,
    /// All there are if none is said.
    pub(crate) threads: Option<NonZero<usize>>,
    /// Where the remarks go.
    pub(crate) csv: Option<PathBuf>,
}

pub(crate) fn usage() -> String {
    format!(
        "\
usage: batch [--threads N] [--csv FILE] KIND FILE
       batch --make N [--wrong M] KIND
       batch --bench [N]
       batch --help

  KIND         {}
  FILE         a payload a line; - is standard input
  --threads N  so many threads check, at most {MOST_THREADS}; as many as there are cores if it is not said
  --csv FILE   writes every remark there, a row each
  --make N     writes N sample payloads, the same every time
  --wrong M    and puts a fault into every Mth of them
  --bench [N]  checks N lines ({}) with one thread, with two, and so on

exit status: 0 all valid, 1 some invalid, 2 wrong usage or a file that cannot be read or written
",
        kinds::names(),
        scaling::LINES,
    )
}

impl Args {
    /// What the words say, the name of the program first; or what is wrong with them.
    pub(crate) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Args, String> {
        let mut parser = Parser::from_iter(words);
        let (mut threads, mut csv, mut make, mut wrong, mut bench) = (None, None, None, None, false);
        let mut values = Vec::new();
        while let Some(word) = parser.next().map_err(|error| error.to_string())? {
            match word {
                Arg::Long("help") | Arg::Short('h') => return Ok(Args::Help),
                Arg::Long("threads") => threads = Some(number(&mut parser)?),
                Arg::Long("csv") => csv = Some(PathBuf::from(parser.value().map_err(|error| error.to_string())?)),
                Arg::Long("make") => make = Some(number(&mut parser)?),
                Arg::Long("wrong") => wrong = Some(number(&mut parser)?),
                Arg::Long("bench") => bench = true,
                Arg::Value(value) => values.push(value),
                other => return Err(other.unexpected().to_string()),
            }
        }
        if threads.is_some_and(|threads: NonZero<usize>| threads.get() > MOST_THREADS) {
            return Err(format!("there are at most {MOST_THREADS} threads"));
        }
        let mut values = values.into_iter();
        let (first, second) = (values.next(), values.next());
        if values.next().is_some() {
            return Err(String::from("there is one kind and one file"));
        }
        let is_check = make.is_none() && !bench;
        if !is_check && (threads.is_some() || csv.is_some() || second.is_some()) || wrong.is_some() && make.is_none() {
            return Err(String::from("these do not go together"));
        }
        if bench {
            let lines = first.map_or(Ok(scaling::LINES), |word| word.parse().map_err(|error| error.to_string()))?;
            return if make.is_none() { Ok(Args::Bench { lines }) } else { Err(String::from("--make or --bench")) };
        }
        let name = first.ok_or("no kind of payload is named")?;
        let name = name.to_string_lossy();
        let kind = kinds::named(&name)
            .ok_or_else(|| format!("{name:?} is no kind of payload that is known; there are {}", kinds::names()))?;
        if let Some(lines) = make {
            return Ok(Args::Make { kind, lines, wrong });
        }
        let source = Source::named(second.ok_or("no file is named; - is standard input")?);
        Ok(Args::Check(Check { kind, source, threads, csv }))
    }
}

fn number<T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>>(
    parser: &mut Parser,
) -> Result<T, String> {
    parser.value().and_then(|value| value.parse()).map_err(|error| error.to_string())
}
