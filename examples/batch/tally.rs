//! What is counted over many payloads, in memory that does not grow with them.

use std::collections::BTreeMap;
use std::io;

use lastmile::{Remark, Severity};

use crate::chunks::{Chunk, size};
use crate::csv;
use crate::kinds::PayloadKind;

/// What was found in a chunk.
pub(crate) struct Part {
    /// All that were read for it.
    pub(crate) bytes: u64,
    /// The remarks, if they were asked for.
    pub(crate) rows: Vec<u8>,
    counts: Counts,
}

#[derive(Default)]
struct Counts {
    payloads: u64,
    invalid: u64,
    omitted: u64,
    too_long: u64,
    /// The line.
    first_too_long: Option<u64>,
    /// The gravest first.
    codes: BTreeMap<(Severity, &'static str), Seen>,
}

struct Seen {
    remarks: u64,
    payloads: u64,
    /// Line and place where it was seen first, and the line where it was seen last.
    first: (u64, String),
    last: u64,
}

impl Part {
    /// Checks every line of a chunk.
    pub(crate) fn of(kind: PayloadKind, chunk: &Chunk, rows: bool) -> Part {
        let mut part = Part { bytes: size(chunk.bytes.len()), rows: Vec::new(), counts: Counts::default() };
        for (number, line) in chunk.lines() {
            let report = (kind.check)(line);
            part.counts.payload(report.is_valid());
            part.counts.omitted = part.counts.omitted.saturating_add(report.omitted());
            for remark in report.remarks() {
                part.counts.remark(number, remark);
                if rows {
                    csv::row(number, remark, &mut part.rows);
                }
            }
        }
        if let Some((number, length)) = chunk.too_long {
            part.bytes = part.bytes.saturating_add(length);
            part.counts.payload(false);
            part.counts.too_long = 1;
            part.counts.first_too_long = Some(number);
        }
        part
    }
}

impl Counts {
    fn payload(&mut self, is_valid: bool) {
        self.payloads = self.payloads.saturating_add(1);
        self.invalid = self.invalid.saturating_add(u64::from(!is_valid));
    }

    fn remark(&mut self, line: u64, remark: &Remark) {
        let seen = self.codes.entry((remark.severity, remark.rule.code())).or_insert_with(|| Seen {
            remarks: 0,
            payloads: 0,
            first: (line, remark.pointer.to_string()),
            last: 0,
        });
        seen.remarks = seen.remarks.saturating_add(1);
        seen.payloads = seen.payloads.saturating_add(u64::from(seen.last != line));
        seen.last = line;
    }
}

/// All parts so far.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) bytes: u64,
    counts: Counts,
}

impl Tally {
    /// Adds what was found in the lines that follow.
    pub(crate) fn add(&mut self, part: Part) {
        self.bytes = self.bytes.saturating_add(part.bytes);
        let (all, new) = (&mut self.counts, part.counts);
        all.payloads = all.payloads.saturating_add(new.payloads);
        all.invalid = all.invalid.saturating_add(new.invalid);
        all.omitted = all.omitted.saturating_add(new.omitted);
        all.too_long = all.too_long.saturating_add(new.too_long);
        all.first_too_long = all.first_too_long.or(new.first_too_long);
        for (code, new) in new.codes {
            match all.codes.get_mut(&code) {
                Some(seen) => {
                    seen.remarks = seen.remarks.saturating_add(new.remarks);
                    seen.payloads = seen.payloads.saturating_add(new.payloads);
                }
                None => drop(all.codes.insert(code, new)),
            }
        }
    }

    pub(crate) fn payloads(&self) -> u64 {
        self.counts.payloads
    }

    pub(crate) fn all_valid(&self) -> bool {
        self.counts.invalid == 0
    }

    /// A row for each severity and rule, and one for each severity.
    pub(crate) fn write(&self, out: &mut impl io::Write) -> io::Result<()> {
        let Counts { payloads, invalid, omitted, too_long, first_too_long, codes } = &self.counts;
        writeln!(out, "{payloads} payloads, {invalid} invalid")?;
        if let Some(line) = first_too_long {
            writeln!(out, "{too_long} too long to be read, the first in line {line}")?;
        }
        if !codes.is_empty() {
            let widest = codes.keys().map(|(_, code)| code.len()).max().unwrap_or_default();
            writeln!(out, "severity  {:<widest$}     remarks    payloads        first in line", "rule")?;
            for ((severity, code), seen) in codes {
                let share = share(seen.payloads, *payloads);
                let severity = severity.to_string();
                let (line, place) = &seen.first;
                let row = format!(
                    "{severity:<8}  {code:<widest$}  {:>10}  {:>10}  {share}  {line} {place}",
                    seen.remarks, seen.payloads
                );
                writeln!(out, "{}", row.trim_end())?;
            }
        }
        for severity in [Severity::Error, Severity::Warning, Severity::Loss, Severity::Notice] {
            let of = codes.iter().filter(|((of, _), _)| *of == severity);
            let (rules, remarks) = of.fold((0_u64, 0_u64), |(rules, remarks), (_, seen)| {
                (rules.saturating_add(1), remarks.saturating_add(seen.remarks))
            });
            if rules > 0 {
                writeln!(out, "{severity}: {remarks} by {rules} rules")?;
            }
        }
        if *omitted > 0 {
            writeln!(out, "and {omitted} more that the reports do not list")?;
        }
        Ok(())
    }
}

/// ` 12.3 %`.
fn share(part: u64, whole: u64) -> String {
    let tenths = part.saturating_mul(1000).checked_div(whole).unwrap_or_default();
    let (whole, tenth) = (tenths.div_euclid(10), tenths.rem_euclid(10));
    format!("{whole:>3}.{tenth}%")
}
