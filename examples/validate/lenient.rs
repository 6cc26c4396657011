//! JSON as people print it: with comments and trailing commas.

use std::ops::Range;

use jsonc_parser::tokens::Token;
use jsonc_parser::{Scanner, ScannerOptions};
use serde::Serialize;

/// Nothing but JSON and comments.
pub(crate) const STRICT: ScannerOptions = ScannerOptions {
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// A text in which comments and trailing commas have become blanks, so that every place is where it was.
pub(crate) struct Relaxed {
    pub(crate) text: String,
    pub(crate) blanked: Blanked,
}

/// What has become blank.
#[derive(Clone, Serialize)]
pub(crate) struct Blanked {
    pub(crate) comments: usize,
    pub(crate) trailing_commas: usize,
    /// The first of them.
    #[serde(skip)]
    pub(crate) first: Range<usize>,
}

/// The text without comments and trailing commas, if there are any. Whether the rest is JSON is for others to say.
pub(crate) fn relax(text: &str) -> Option<Relaxed> {
    let mut scanner = Scanner::new(text, &STRICT);
    let mut blanks = Vec::new();
    let mut comments: usize = 0;
    // The last two tokens that are not comments: whether a value ended there, and where a comma was.
    let (mut after_value, mut comma) = (false, None);
    while let Some(token) = scanner.scan().ok()? {
        let range = scanner.token_start()..scanner.token_end();
        match token {
            Token::CommentLine(_) | Token::CommentBlock(_) => {
                comments = comments.saturating_add(1);
                blanks.push(range);
            }
            Token::Comma => {
                comma = after_value.then_some(range);
                after_value = false;
            }
            Token::CloseBrace | Token::CloseBracket => {
                blanks.extend(comma.take());
                after_value = true;
            }
            Token::OpenBrace | Token::OpenBracket | Token::Colon => (after_value, comma) = (false, None),
            _ => (after_value, comma) = (true, None),
        }
    }
    let first = blanks.iter().min_by_key(|blank| blank.start)?.clone();
    let trailing_commas = blanks.len().saturating_sub(comments);
    Some(Relaxed { text: blank(text, blanks), blanked: Blanked { comments, trailing_commas, first } })
}

fn blank(text: &str, mut blanks: Vec<Range<usize>>) -> String {
    blanks.sort_unstable_by_key(|blank| blank.start);
    let mut blanked = String::with_capacity(text.len());
    let mut done = 0;
    for blank in blanks {
        blanked.push_str(text.get(done..blank.start).unwrap_or_default());
        done = blank.end;
        let hidden = text.get(blank).unwrap_or_default();
        blanked.extend(hidden.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
    }
    blanked.push_str(text.get(done..).unwrap_or_default());
    blanked
}
