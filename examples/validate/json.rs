//! Reports for machines: a line a payload.

use std::io;

use lastmile::Report;
use serde::Serialize;

use crate::check::Checked;
use crate::input::{LONGEST, Source};
use crate::kinds::PayloadKind;
use crate::lenient::Blanked;

/// What is said of a payload.
#[derive(Serialize)]
pub(crate) struct Row<'a> {
    payload: &'static str,
    /// The file; `-` is standard input.
    source: String,
    /// The line, counted from 1, where each is a payload.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    /// What kept the payload from being JSON and was passed over.
    #[serde(skip_serializing_if = "Option::is_none")]
    blanked: Option<&'a Blanked>,
    #[serde(flatten)]
    verdict: Verdict<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Verdict<'a> {
    Report(&'a Report),
    Unread { valid: bool, unread: String },
}

impl<'a> Row<'a> {
    pub(crate) fn of(kind: PayloadKind, source: &Source, checked: &'a Checked<'_>) -> Row<'a> {
        let verdict = Verdict::Report(&checked.report);
        Row { payload: kind.name, source: name(source), line: None, blanked: checked.blanked(), verdict }
    }

    /// `None` for a line that is too long to be read.
    pub(crate) fn of_line(kind: PayloadKind, source: &Source, line: u64, report: Option<&'a Report>) -> Row<'a> {
        let verdict = report.map_or_else(
            || Verdict::Unread { valid: false, unread: format!("a line has at most {LONGEST} bytes") },
            Verdict::Report,
        );
        Row { payload: kind.name, source: name(source), line: Some(line), blanked: None, verdict }
    }

    pub(crate) fn write(&self, out: &mut impl io::Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, self)?;
        out.write_all(b"\n")
    }
}

fn name(source: &Source) -> String {
    match source {
        Source::Stdin => String::from("-"),
        Source::File(path) => path.to_string_lossy().into_owned(),
    }
}
