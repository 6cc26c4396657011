//! What is counted over many payloads, in memory that does not grow with them.

use std::collections::BTreeMap;
use std::io;

use lastmile::{Report, Severity};

use crate::input::Source;
use crate::show::counted;

/// The counts.
#[derive(Default)]
pub(crate) struct Tally {
    payloads: u64,
    invalid: u64,
    too_long: u64,
    omitted: u64,
    /// The gravest first.
    codes: BTreeMap<(Severity, &'static str), Seen>,
}

struct Seen {
    times: u64,
    /// Where it was seen first.
    first: String,
}

impl Tally {
    /// Counts a payload.
    pub(crate) fn add(&mut self, source: &Source, line: u64, report: &Report) {
        self.payloads = self.payloads.saturating_add(1);
        self.omitted = self.omitted.saturating_add(report.omitted());
        if !report.is_valid() {
            self.invalid = self.invalid.saturating_add(1);
        }
        for remark in report.remarks() {
            let seen = self
                .codes
                .entry((remark.severity, remark.rule.code()))
                .or_insert_with(|| Seen { times: 0, first: format!("{source}:{line} {}", remark.pointer) });
            seen.times = seen.times.saturating_add(1);
        }
    }

    /// Counts a line that was not read.
    pub(crate) fn add_too_long(&mut self) {
        self.payloads = self.payloads.saturating_add(1);
        self.invalid = self.invalid.saturating_add(1);
        self.too_long = self.too_long.saturating_add(1);
    }

    pub(crate) fn all_valid(&self) -> bool {
        self.invalid == 0
    }

    pub(crate) fn write(&self, out: &mut impl io::Write) -> io::Result<()> {
        writeln!(out, "{}, {} invalid", counted(self.payloads, "payload"), self.invalid)?;
        if self.too_long > 0 {
            writeln!(out, "{} too long to be read", counted(self.too_long, "line"))?;
        }
        let widest = self.codes.keys().map(|(_, code)| code.len()).max().unwrap_or_default();
        for ((severity, code), Seen { times, first }) in &self.codes {
            let first = crate::excerpt::harmless(first);
            writeln!(out, "{:<8} {code:<widest$} {times:>9}  first at {}", severity.to_string(), first.trim_end())?;
        }
        if self.omitted > 0 {
            writeln!(out, "and {} more that the reports do not list", self.omitted)?;
        }
        Ok(())
    }
}
