//! Bytes to report.

use std::borrow::Cow;

use lastmile::{Kind, Report};

use crate::kinds::PayloadKind;
use crate::lenient::{self, Blanked, Relaxed};

/// What a payload is, as far as it can be shown, and what there is to say about it.
pub(crate) struct Checked<'b> {
    pub(crate) report: Report,
    /// As it came; what is not UTF-8 is replaced.
    pub(crate) text: Cow<'b, str>,
    /// What was checked, if that was not the bytes as they came.
    pub(crate) relaxed: Option<Relaxed>,
}

impl Checked<'_> {
    /// The text that was checked. Its places are those of the text that came.
    pub(crate) fn strict(&self) -> &str {
        self.relaxed.as_ref().map_or(&self.text, |relaxed| &relaxed.text)
    }

    pub(crate) fn blanked(&self) -> Option<&Blanked> {
        self.relaxed.as_ref().map(|relaxed| &relaxed.blanked)
    }
}

/// Checks the bytes as they are; if they are no JSON but for comments and trailing commas, without these.
pub(crate) fn check(kind: PayloadKind, bytes: &[u8]) -> Checked<'_> {
    let report = (kind.check)(bytes);
    let text = String::from_utf8_lossy(bytes);
    if is_broken(&report)
        && let Cow::Borrowed(text) = text
        && let Some(relaxed) = lenient::relax(text)
    {
        let report = (kind.check)(relaxed.text.as_bytes());
        if !is_broken(&report) {
            return Checked { report, text: Cow::Borrowed(text), relaxed: Some(relaxed) };
        }
    }
    Checked { report, text, relaxed: None }
}

fn is_broken(report: &Report) -> bool {
    report.remarks().iter().any(|remark| remark.rule.kind() == Kind::Syntax)
}
