//! Whether bytes are one JSON value, asked of a reader that was written for this and of serde_json.

use std::collections::BTreeSet;

use lastmile::{Payload, Rule, abbiamo, from_json, gett, hubrise, instaleap};
use serde_json::Value;

use super::Dice;

/// The deepest nesting that is read.
const MAX_DEPTH: usize = 127;

pub fn check(bytes: &[u8]) {
    // What is JSON does not depend on who asks.
    let faults = [
        fault::<gett::CreateDeliveries>,
        fault::<gett::CreatedDeliveries>,
        fault::<hubrise::CreateDelivery>,
        fault::<hubrise::Delivery>,
        fault::<hubrise::UpdateDelivery>,
        fault::<instaleap::CreateJob>,
        fault::<abbiamo::DeliveryRequest>,
    ];
    let found = Dice::of(bytes).one_of(&faults)(bytes);
    let expected = Reader::read(bytes);
    match (&expected, &found) {
        (None, None) => {}
        (Some(Fault { rule: Rule::DuplicateName, name: Some(expected), .. }), Some((Rule::DuplicateName, pointer))) => {
            let steps: Vec<String> = pointer.split('/').skip(1).map(unescaped).collect();
            if expected.iter().all(|name| name.len() < 100 && !name.contains(|c: char| !matches!(c, ' '..='}'))) {
                assert_eq!(steps, *expected, "the place of the name that is given twice");
            }
        }
        // No reader can say more of `1e999-` than the other.
        (Some(Fault { rule: Rule::NumberOutOfRange, .. }), Some((Rule::NotJson, _))) => {}
        (expected, found) => {
            let rules = (expected.as_ref().map(|fault| fault.rule), found.as_ref().map(|(rule, _)| *rule));
            assert_eq!(rules.0, rules.1, "{expected:?}, found {found:?}");
        }
    }
    let value = serde_json::from_slice::<Value>(bytes);
    let is_value = expected.as_ref().is_none_or(|fault| fault.rule == Rule::DuplicateName && fault.is_value);
    assert_eq!(value.is_ok(), is_value, "{expected:?}, {value:?}");
}

/// What makes the bytes no payload at all, and the pointer to it.
fn fault<P: Payload>(bytes: &[u8]) -> Option<(Rule, String)> {
    let report = from_json::<P>(bytes).err()?;
    let [remark] = report.remarks() else { return None };
    assert_pointer(remark.pointer.as_str());
    let is_fault = remark.rule.code().starts_with("json.");
    is_fault.then(|| (remark.rule, remark.pointer.to_string()))
}

/// RFC 6901: empty, or a slash in front of each step, and a tilde only in front of 0 and 1.
pub fn assert_pointer(pointer: &str) {
    assert!(pointer.is_empty() || pointer.starts_with('/'), "{pointer}");
    for behind in pointer.split('~').skip(1) {
        assert!(behind.starts_with(['0', '1']), "{pointer}");
    }
}

fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// The first fault of a text.
#[derive(Debug)]
struct Fault {
    rule: Rule,
    /// The way to the name that is given twice.
    name: Option<Vec<String>>,
    /// Whether all would be one JSON value but for that.
    is_value: bool,
}

/// RFC 8259, by hand.
struct Reader<'t> {
    text: &'t [u8],
    at: usize,
    way: Vec<String>,
    twice: Option<Vec<String>>,
}

impl<'t> Reader<'t> {
    fn read(bytes: &'t [u8]) -> Option<Fault> {
        let fault = |rule| Some(Fault { rule, name: None, is_value: false });
        let Ok(text) = std::str::from_utf8(bytes) else { return fault(Rule::NotUtf8) };
        if text.starts_with('\u{feff}') {
            return fault(Rule::ByteOrderMark);
        }
        let mut reader = Reader { text: bytes, at: 0, way: Vec::new(), twice: None };
        let rest = reader.value().err().or_else(|| {
            reader.blank();
            (reader.at < bytes.len()).then_some(Rule::TrailingData)
        });
        match (reader.twice, rest) {
            (None, None) => None,
            (None, Some(rule)) => fault(rule),
            // It stands in front of all other faults: reading ends with the first of those.
            (Some(name), rest) => Some(Fault { rule: Rule::DuplicateName, name: Some(name), is_value: rest.is_none() }),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn mark(&mut self, mark: u8) -> bool {
        let is = self.peek() == Some(mark);
        self.at += usize::from(is);
        is
    }

    fn expect(&mut self, mark: u8) -> Result<(), Rule> {
        if self.mark(mark) { Ok(()) } else { Err(Rule::NotJson) }
    }

    fn value(&mut self) -> Result<(), Rule> {
        self.blank();
        match self.peek().ok_or(Rule::NotJson)? {
            b'{' => self.object(),
            b'[' => self.list(b']', Reader::value),
            b'"' => self.string().map(drop),
            b'-' | b'0'..=b'9' => self.number(),
            _ => {
                let words = ["true", "false", "null"];
                let word = words.iter().find(|word| self.text[self.at..].starts_with(word.as_bytes()));
                self.at += word.ok_or(Rule::NotJson)?.len();
                Ok(())
            }
        }
    }

    /// Elements up to the end, each read by itself.
    fn list(&mut self, end: u8, mut each: impl FnMut(&mut Self) -> Result<(), Rule>) -> Result<(), Rule> {
        if self.way.len() == MAX_DEPTH {
            return Err(Rule::TooDeep);
        }
        self.at += 1;
        self.blank();
        if self.mark(end) {
            return Ok(());
        }
        for index in 0.. {
            self.way.push(index.to_string());
            each(self)?;
            self.way.pop();
            self.blank();
            if self.mark(end) {
                break;
            }
            self.expect(b',')?;
        }
        Ok(())
    }

    fn object(&mut self) -> Result<(), Rule> {
        let mut names = BTreeSet::new();
        self.list(b'}', |reader| {
            reader.blank();
            let name = reader.string()?;
            *reader.way.last_mut().unwrap() = name.clone();
            // Known as soon as the name is read, whatever comes behind it.
            if !names.insert(name) && reader.twice.is_none() {
                reader.twice = Some(reader.way.clone());
            }
            reader.blank();
            reader.expect(b':')?;
            reader.value()
        })
    }

    fn string(&mut self) -> Result<String, Rule> {
        self.expect(b'"')?;
        let mut units = Vec::new();
        loop {
            match self.peek().ok_or(Rule::NotJson)? {
                b'"' => break,
                0..=0x1f => return Err(Rule::NotJson),
                b'\\' => {
                    self.at += 1;
                    let escape = self.peek().ok_or(Rule::NotJson)?;
                    self.at += 1;
                    if escape == b'u' {
                        let digits = self.text.get(self.at..self.at + 4).ok_or(Rule::NotJson)?;
                        if !digits.iter().all(u8::is_ascii_hexdigit) {
                            return Err(Rule::NotJson);
                        }
                        units.push(u16::from_str_radix(std::str::from_utf8(digits).unwrap(), 16).unwrap());
                        self.at += 4;
                    } else {
                        let place = b"\"\\/bfnrt".iter().position(|mark| *mark == escape).ok_or(Rule::NotJson)?;
                        units.push(u16::from(b"\"\\/\x08\x0c\n\r\t"[place]));
                    }
                }
                _ => {
                    let text = std::str::from_utf8(&self.text[self.at..]).unwrap();
                    let next = text.chars().next().unwrap();
                    units.extend(next.encode_utf16(&mut [0; 2]).iter());
                    self.at += next.len_utf8();
                }
            }
        }
        self.at += 1;
        // Half a pair is no character.
        String::from_utf16(&units).map_err(|_| Rule::NotJson)
    }

    fn digits(&mut self) -> Result<(), Rule> {
        let from = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == from { Err(Rule::NotJson) } else { Ok(()) }
    }

    fn number(&mut self) -> Result<(), Rule> {
        let from = self.at;
        self.mark(b'-');
        if !self.mark(b'0') {
            self.digits()?;
        } else if matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(Rule::NotJson);
        }
        if self.mark(b'.') {
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            let _ = self.mark(b'+') || self.mark(b'-');
            self.digits()?;
        }
        let text = std::str::from_utf8(&self.text[from..self.at]).unwrap();
        if text.parse::<f64>().unwrap().is_infinite() { Err(Rule::NumberOutOfRange) } else { Ok(()) }
    }
}
