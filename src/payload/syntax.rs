//! Bytes to wire, strictly: UTF-8 without a byte order mark, one JSON value and nothing behind it, no name twice.
//!
//! serde_json finds the fault. Its words may repeat the payload, so only the place is taken from it, and the fault is named
//! here; this costs nothing as long as there is none.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::error::Category;

use crate::field::{Field, MAX_DEPTH, Wire};
use crate::report::Pointer;
use crate::rule::{Found, Rule, Violation};

const NOT_JSON: Rule = Rule::NotJson;

/// What a payload is to be, said of one that cannot be written; those of the crate can.
pub(super) fn unwritable() -> Violation {
    NOT_JSON.broken_by("something that JSON cannot say")
}

/// The payload, or the first thing that makes it none, and where.
pub(super) fn parse<T: Wire>(bytes: &[u8]) -> Result<Field<T>, (Violation, Pointer)> {
    // Checked once here, the text is then parsed without further checks, which is a fifth faster.
    let text = core::str::from_utf8(bytes).map_err(|error| {
        let found = Found::shown(format_args!("other bytes at offset {}", error.valid_up_to()));
        (Rule::NotUtf8.broken_by(found), Pointer::default())
    })?;
    if text.starts_with('\u{feff}') {
        return Err((Rule::ByteOrderMark.broken(), Pointer::default()));
    }
    let mut parser = serde_json::Deserializer::from_str(text);
    let field = Field::deserialize(&mut parser).map_err(|error| fault(text, &error))?;
    match parser.end() {
        Ok(()) => Ok(field),
        Err(error) => Err((Rule::TrailingData.broken_by(Position::of(&error).of_what("more")), Pointer::default())),
    }
}

/// Names a fault that serde_json found.
fn fault(text: &str, error: &serde_json::Error) -> (Violation, Pointer) {
    let position = Position::of(error);
    let end = if error.is_eof() { text.len() } else { position.offset_in(text) };
    let way = Way::to(text, end);
    let (rule, what) = match error.classify() {
        // The two complaints of our own readers about data; a number is one only where numbers keep their text.
        Category::Data if !way.ends_in_infinity => (Rule::DuplicateName, "it again"),
        _ if way.meets_bracket && way.steps.len() >= usize::from(MAX_DEPTH) => (Rule::TooDeep, "one more"),
        _ if way.ends_in_infinity => (Rule::NumberOutOfRange, "one beyond it"),
        Category::Eof => (NOT_JSON, "its end"),
        _ if has_unpaired_surrogate(way.last) => (NOT_JSON, "an unpaired surrogate"),
        _ => (NOT_JSON, "something else"),
    };
    (rule.broken_by(position.of_what(what)), way.pointer())
}

/// Where serde_json stopped, both counted from 1, columns in bytes.
#[derive(Clone, Copy)]
struct Position {
    line: usize,
    column: usize,
}

impl Position {
    fn of(error: &serde_json::Error) -> Position {
        // An empty text has its end in column 0.
        Position { line: error.line(), column: error.column().max(1) }
    }

    fn of_what(self, what: &str) -> Found {
        Found::shown(format_args!("{what} at line {}, column {}", self.line, self.column))
    }

    /// The offset of the last byte that was looked at; what is wrong begins there or before.
    fn offset_in(self, text: &str) -> usize {
        let lines_before = self.line.saturating_sub(1);
        let before: usize = text.split_inclusive('\n').take(lines_before).map(str::len).sum();
        before.saturating_add(self.column.saturating_sub(1)).min(text.len())
    }
}

/// The way to an offset in a text of which everything before the offset is JSON.
struct Way<'t> {
    steps: Vec<Step<'t>>,
    /// The last thing that begins before the offset.
    last: &'t str,
    /// Whether the last thing before the offset is a number that no double can hold.
    ends_in_infinity: bool,
    /// Whether a list or an object begins at the offset.
    meets_bracket: bool,
}

enum Step<'t> {
    /// In a list, at this element.
    Index(usize),
    /// In an object, at the member of this name, still with its quotes; at none, if no name has been read.
    Member(Option<&'t str>),
}

impl<'t> Way<'t> {
    fn to(text: &'t str, end: usize) -> Way<'t> {
        let mut way = Way { steps: Vec::new(), last: "", ends_in_infinity: false, meets_bracket: false };
        let mut rest = text;
        let left = text.len().saturating_sub(end);
        // A name or number that begins before the end is read whole.
        while rest.len() > left {
            let token = token(rest);
            rest = rest.get(token.len()..).unwrap_or_default();
            way.read(token);
            if token.is_empty() {
                break;
            }
        }
        way.meets_bracket = rest.starts_with(['[', '{']);
        way
    }

    fn read(&mut self, token: &'t str) {
        self.last = token;
        self.ends_in_infinity = false;
        match token.as_bytes().first() {
            Some(b'{') => self.steps.push(Step::Member(None)),
            Some(b'[') => self.steps.push(Step::Index(0)),
            Some(b'}' | b']') => drop(self.steps.pop()),
            Some(b',') => match self.steps.last_mut() {
                Some(Step::Index(index)) => *index = index.saturating_add(1),
                Some(Step::Member(name)) => *name = None,
                None => {}
            },
            Some(b'"') => {
                if let Some(Step::Member(name @ None)) = self.steps.last_mut() {
                    *name = Some(token);
                }
            }
            Some(b'-' | b'0'..=b'9') => {
                // Rust takes `00e9` for a number, JSON does not.
                let is_json = serde_json::from_str::<IgnoredAny>(token).is_ok();
                self.ends_in_infinity = is_json && token.parse::<f64>().is_ok_and(f64::is_infinite);
            }
            _ => {}
        }
    }

    fn pointer(&self) -> Pointer {
        let mut pointer = Pointer::default();
        for step in &self.steps {
            match step {
                Step::Index(index) => pointer.push(&index.to_string()),
                Step::Member(Some(name)) => match serde_json::from_str::<String>(name) {
                    Ok(name) => pointer.push(&name),
                    Err(_) => pointer.push("?"),
                },
                Step::Member(None) => {}
            }
        }
        pointer
    }
}

/// Whether a text is one in JSON's grammar and none in Unicode: half of an emoji that was cut in two has the escape `\ud83d`.
fn has_unpaired_surrogate(token: &str) -> bool {
    token.starts_with('"')
        && serde_json::from_str::<IgnoredAny>(token).is_ok()
        && serde_json::from_str::<String>(token).is_err()
}

/// The next name, text or number, or one character of anything else.
fn token(text: &str) -> &str {
    let bytes = text.as_bytes();
    let length = match bytes.first() {
        None => 0,
        Some(b'"') => {
            let mut escaped = false;
            let closing = bytes.iter().skip(1).position(|byte| match byte {
                b'\\' => {
                    escaped = !escaped;
                    false
                }
                b'"' if !escaped => true,
                _ => {
                    escaped = false;
                    false
                }
            });
            closing.map_or(bytes.len(), |at| at.saturating_add(2))
        }
        Some(b'-' | b'0'..=b'9') => {
            let belongs = |byte: &&u8| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
            bytes.iter().take_while(belongs).count()
        }
        Some(_) => 1,
    };
    text.get(..length).unwrap_or(text)
}
