//! Byte range to a line that is safe to show: cut, and without characters that command a terminal.

use std::ops::Range;

use lastmile::Found;

/// A line of a text, or the part of it around a range.
#[derive(Debug)]
pub(crate) struct Excerpt {
    /// Both counted from 1, columns in characters of the whole line.
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) text: String,
    /// The range within `text`.
    pub(crate) span: Range<usize>,
    /// Whether `text` lacks the beginning of the line.
    pub(crate) is_cut: bool,
}

/// The most characters that are shown before a range, and from its beginning on.
const BEFORE: usize = 40;
const AFTER: usize = 80;

/// An excerpt for each range, in time proportional to the text, whatever the ranges are.
pub(crate) fn excerpts(text: &str, ranges: &[Range<usize>]) -> Vec<Excerpt> {
    let mut order: Vec<usize> = (0..ranges.len()).collect();
    order.sort_unstable_by_key(|at| ranges.get(*at).map(|range| range.start));
    let mut cursor = Cursor { line: 1, start: 0, at: 0, column: 1 };
    let mut excerpts: Vec<(usize, Excerpt)> = Vec::with_capacity(ranges.len());
    for at in order {
        let Some(range) = ranges.get(at) else { continue };
        cursor.go_to(text, range.start);
        excerpts.push((at, cursor.cut(text, range)));
    }
    excerpts.sort_unstable_by_key(|(at, _)| *at);
    excerpts.into_iter().map(|(_, excerpt)| excerpt).collect()
}

/// A place in a text that only moves forward.
struct Cursor {
    line: usize,
    /// Where the line begins.
    start: usize,
    at: usize,
    column: usize,
}

impl Cursor {
    fn go_to(&mut self, text: &str, to: usize) {
        let passed = text.get(self.at..to).unwrap_or_default();
        let breaks = passed.bytes().filter(|byte| *byte == b'\n').count();
        self.line = self.line.saturating_add(breaks);
        match passed.rsplit_once('\n') {
            Some((_, last)) => {
                self.start = to.saturating_sub(last.len());
                self.column = last.chars().count().saturating_add(1);
            }
            None => self.column = self.column.saturating_add(passed.chars().count()),
        }
        self.at = to;
    }

    fn cut(&self, text: &str, range: &Range<usize>) -> Excerpt {
        let before = text.get(self.start..self.at).unwrap_or_default();
        let from = before.char_indices().rev().map(|(at, _)| at).take(BEFORE).last().unwrap_or(before.len());
        let rest = text.get(self.at..).unwrap_or_default();
        let mut to = rest.len();
        let mut goes_on = false;
        for (count, (at, c)) in rest.char_indices().enumerate() {
            goes_on = c != '\n' && count == AFTER;
            if c == '\n' || goes_on {
                to = at;
                break;
            }
        }
        let shown = rest.get(..to).unwrap_or_default().trim_end_matches('\r');
        let length = range.end.saturating_sub(range.start).min(shown.len());

        let mut excerpt =
            Excerpt { line: self.line, column: self.column, text: String::new(), span: 0..0, is_cut: from > 0 };
        if excerpt.is_cut {
            excerpt.text.push('…');
        }
        excerpt.text.push_str(&harmless(before.get(from..).unwrap_or_default()));
        excerpt.span.start = excerpt.text.len();
        excerpt.text.push_str(&harmless(shown.get(..length).unwrap_or_default()));
        excerpt.span.end = excerpt.text.len();
        excerpt.text.push_str(&harmless(shown.get(length..).unwrap_or_default()));
        if goes_on {
            excerpt.text.push('…');
        }
        excerpt
    }
}

/// A text in which every character that could command a terminal or turn its direction is replaced, line breaks
/// included.
pub(crate) fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            ' '..='~' => c,
            '\t' => ' ',
            // The library knows which ones it would escape.
            c if Found::shown(c).as_str().chars().eq([c]) => c,
            _ => char::REPLACEMENT_CHARACTER,
        })
        .collect()
}
