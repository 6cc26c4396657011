//! A report for people.

use std::env;
use std::io::{self, IsTerminal};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use lastmile::{Remark, Report, Severity};

use crate::check::Checked;
use crate::excerpt::{Excerpt, excerpts, harmless};
use crate::kinds::PayloadKind;
use crate::lenient::Blanked;
use crate::place::{Spot, spots};

/// What reports are shown on.
pub(crate) struct Screen {
    renderer: Renderer,
}

impl Screen {
    /// With colours if it is a terminal and nobody asked for none.
    pub(crate) fn of_stdout() -> Screen {
        let unwanted = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || env::var_os("TERM").is_some_and(|value| value == "dumb");
        let colours = io::stdout().is_terminal() && !unwanted;
        Screen { renderer: if colours { Renderer::styled() } else { Renderer::plain() } }
    }

    /// Shows each remark with its excerpt, and at the end a line about the whole.
    pub(crate) fn show(
        &self,
        kind: PayloadKind,
        name: &str,
        checked: &Checked<'_>,
        out: &mut impl io::Write,
    ) -> io::Result<()> {
        let name = harmless(name);
        let report = &checked.report;
        if let Some(blanked) = checked.blanked() {
            for excerpt in excerpts(&checked.text, std::slice::from_ref(&blanked.first)) {
                self.print(relaxed(&name, blanked, &excerpt), out)?;
            }
        }
        let spots = spots(checked.strict(), report);
        let ranges: Vec<_> = spots.iter().map(|spot| spot.range.clone()).collect();
        let excerpts = excerpts(&checked.text, &ranges);
        for ((remark, spot), excerpt) in report.remarks().iter().zip(&spots).zip(&excerpts) {
            self.print(said(&name, remark, spot, excerpt), out)?;
        }
        if report.omitted() > 0 {
            writeln!(out, "and {} more\n", report.omitted())?;
        }
        writeln!(out, "{name}: {}", summary(kind, report))
    }

    fn print(&self, group: Group<'_>, out: &mut impl io::Write) -> io::Result<()> {
        writeln!(out, "{}\n", self.renderer.render(&[group]))
    }
}

fn said<'a>(name: &'a str, remark: &'a Remark, spot: &Spot, excerpt: &'a Excerpt) -> Group<'a> {
    let found = (!remark.found.is_empty()).then(|| format!("found {}", remark.found));
    let label = spot.missing.as_ref().map(|missing| format!("no `{missing}` here")).or(found);
    let place = if remark.pointer.as_str().is_empty() { "the whole payload" } else { remark.pointer.as_str() };
    at(name, level(remark.severity).primary_title(remark.rule.says()).id(remark.rule.code()), excerpt, label)
        .element(Level::NOTE.with_name("at").message(place))
}

fn relaxed<'a>(name: &'a str, blanked: &Blanked, excerpt: &'a Excerpt) -> Group<'a> {
    let Blanked { comments, trailing_commas, .. } = blanked;
    let says = format!(
        "this is not JSON as it stands: {} and {} are passed over",
        counted(*comments, "comment"),
        counted(*trailing_commas, "trailing comma"),
    );
    at(name, Level::WARNING.primary_title(says), excerpt, Some(String::from("the first")))
        .element(Level::NOTE.message("the library takes strict JSON only, and refuses this payload"))
}

fn at<'a>(
    name: &'a str,
    title: annotate_snippets::Title<'a>,
    excerpt: &'a Excerpt,
    label: Option<String>,
) -> Group<'a> {
    let Excerpt { line, column, text, span, is_cut } = excerpt;
    let snippet =
        Snippet::source(text).line_start(*line).annotation(AnnotationKind::Primary.span(span.clone()).label(label));
    if *is_cut {
        // The snippet would count the columns of the cut line.
        title.element(Origin::path(name).line(*line).char_column(*column)).element(snippet)
    } else {
        title.element(snippet.path(name))
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Loss => Level::WARNING.with_name("loss"),
        Severity::Notice => Level::NOTE.with_name("notice"),
    }
}

/// `gett.create, invalid: 12 errors, 1 notice`.
fn summary(kind: PayloadKind, report: &Report) -> String {
    let verdict = if report.is_valid() { "valid" } else { "invalid" };
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Loss, Severity::Notice]
        .into_iter()
        .filter(|severity| report.count(*severity) > 0)
        .map(|severity| counted(report.count(severity), &severity.to_string()))
        .collect();
    let counts = if counts.is_empty() { String::from("nothing to remark") } else { counts.join(", ") };
    format!("{}, {verdict}: {counts}", kind.name)
}

/// `1 comment`, `2 comments`, `2 losses`.
pub(crate) fn counted(count: impl TryInto<u64>, what: &str) -> String {
    let count = count.try_into().unwrap_or(u64::MAX);
    match count {
        1 => format!("1 {what}"),
        n if what.ends_with('s') => format!("{n} {what}es"),
        n => format!("{n} {what}s"),
    }
}
