//! What several test files need: the samples of the pages, ways to change them, and the text of the library.
#![allow(dead_code, reason = "each test file uses some of it")]
#![allow(clippy::disallowed_methods, reason = "a test may read the library's own text")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

pub(crate) mod laws;
pub(crate) mod less;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use lastmile::{Report, Rule, Severity};
use serde_json::Value;

/// Gett's page, the body of the request.
pub(crate) const CREATE: &str = include_str!("../fixtures/gett/create.json");
/// Gett's page, the response.
pub(crate) const CREATED: &str = include_str!("../fixtures/gett/created.json");

/// Instaleap's page, the body of the request: a placeholder for every text.
pub(crate) const JOB_SAMPLE: &str = include_str!("../fixtures/instaleap/create.json");
/// The same with values that a client would send.
pub(crate) const JOB: &str = include_str!("../fixtures/instaleap/realistic.json");

/// Abbiamo's page, the full sample without its comments and trailing comma.
pub(crate) const ABBIAMO: &str = include_str!("../fixtures/abbiamo/full.json");
/// Abbiamo's page, the minimal sample without its comments and trailing comma.
pub(crate) const ABBIAMO_MINIMAL: &str = include_str!("../fixtures/abbiamo/minimal.json");

/// HubRise's page, the body of the request.
pub(crate) const ATTACH: &str = include_str!("../fixtures/hubrise/create.json");
/// HubRise's page, the delivery that is retrieved.
pub(crate) const RETRIEVED: &str = include_str!("../fixtures/hubrise/delivery.json");
/// HubRise's page, the body of the update.
pub(crate) const UPDATE: &str = include_str!("../fixtures/hubrise/update.json");

macro_rules! samples {
    ($($(#[$doc:meta])+ $name:ident, $text:ident;)+) => {$(
        $(#[$doc])+
        pub(crate) fn $name() -> Value {
            static PARSED: LazyLock<Value> = LazyLock::new(|| serde_json::from_str($text).unwrap());
            PARSED.clone()
        }
    )+};
}

samples! {
    /// The sample of Gett's request.
    create, CREATE;
    /// The sample of Gett's response.
    created, CREATED;
    /// The realistic job.
    job, JOB;
    /// The full sample of Abbiamo.
    abbiamo, ABBIAMO;
    /// The sample of HubRise's request.
    attach, ATTACH;
    /// The sample of HubRise's answer.
    retrieved, RETRIEVED;
    /// The sample of HubRise's update.
    updated, UPDATE;
}

/// A payload with something changed at a JSON pointer.
pub(crate) trait Change {
    /// With another value, or with a member that is not there yet; in a list, `-` is the place behind the last.
    fn with(self, pointer: &str, value: impl Into<Value>) -> Value;

    /// Without a member or an element that is there.
    fn without(self, pointer: &str) -> Value;
}

impl Change for Value {
    #[track_caller]
    fn with(mut self, pointer: &str, value: impl Into<Value>) -> Value {
        let (parent, name) = parent(&mut self, pointer);
        match parent {
            Value::Object(object) => {
                object.insert(name, value.into());
            }
            Value::Array(list) if name == "-" => list.push(value.into()),
            Value::Array(list) => list[name.parse::<usize>().unwrap()] = value.into(),
            _ => panic!("nothing can be set at {pointer}"),
        }
        self
    }

    #[track_caller]
    fn without(mut self, pointer: &str) -> Value {
        let (parent, name) = parent(&mut self, pointer);
        match parent {
            Value::Object(object) => drop(object.remove(&name).unwrap_or_else(|| panic!("there is no {pointer}"))),
            Value::Array(list) => drop(list.remove(name.parse().unwrap())),
            _ => panic!("nothing can be removed at {pointer}"),
        }
        self
    }
}

#[track_caller]
fn parent<'v>(value: &'v mut Value, pointer: &str) -> (&'v mut Value, String) {
    let (above, name) = pointer.rsplit_once('/').unwrap();
    let parent = value.pointer_mut(above).unwrap_or_else(|| panic!("there is no {above}"));
    (parent, name.replace("~1", "/").replace("~0", "~"))
}

/// The remarks, each as pointer, rule and severity.
pub(crate) fn remarks(report: &Report) -> Vec<(&str, Rule, Severity)> {
    report.remarks().iter().map(|remark| (remark.pointer.as_str(), remark.rule, remark.severity)).collect()
}

/// Every string in a value, changed.
pub(crate) fn map_strings(value: &mut Value, change: &mut dyn FnMut(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Array(list) => list.iter_mut().for_each(|value| map_strings(value, change)),
        Value::Object(object) => object.values_mut().for_each(|value| map_strings(value, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A file of the library.
pub(crate) struct Source {
    /// Such as `src/units/codec.rs`.
    pub(crate) path: String,
    /// Its text without comments, the contents of strings and unit tests; the lines stay where they are.
    pub(crate) code: String,
}

/// Every file under `src`, in the order of the paths.
#[track_caller]
pub(crate) fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    files.sort();
    assert!(files.len() > 20, "the library is not where it is looked for");
    let source = |file: &PathBuf| {
        let text = std::fs::read_to_string(file).unwrap();
        let path = file.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        Source { path, code: code(&text) }
    };
    files.iter().map(source).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Blanks out comments and the contents of strings and characters, and cuts unit tests, which stand last in a file.
pub(crate) fn code(text: &str) -> String {
    let text: Vec<char> = text.chars().collect();
    let starts = |at: usize, what: &str| what.chars().enumerate().all(|(n, c)| text.get(at + n) == Some(&c));
    let mut code = String::new();
    let mut at = 0;
    // What is skipped leaves its line breaks.
    let skip = |code: &mut String, from: usize, to: usize| {
        code.extend(text[from..to.min(text.len())].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
        to.min(text.len())
    };
    while at < text.len() {
        let in_word = at > 0 && (text[at - 1].is_alphanumeric() || text[at - 1] == '_');
        let raw = if starts(at, "br") { at + 2 } else { at + 1 };
        let hashes = text.iter().skip(raw).take_while(|c| **c == '#').count();
        if starts(at, "//") {
            let end = (at..text.len()).find(|end| text[*end] == '\n').unwrap_or(text.len());
            at = skip(&mut code, at, end);
        } else if starts(at, "/*") {
            let (mut depth, mut end) = (1, at + 2);
            while depth > 0 && end < text.len() {
                let (step, change) = match () {
                    () if starts(end, "/*") => (2, 1),
                    () if starts(end, "*/") => (2, -1),
                    () => (1, 0),
                };
                depth += change;
                end += step;
            }
            at = skip(&mut code, at, end);
        } else if !in_word && (starts(at, "r") || starts(at, "br")) && starts(raw + hashes, "\"") {
            let close = format!("\"{}", "#".repeat(hashes));
            let body = raw + hashes + 1;
            let end = (body..text.len()).find(|end| starts(*end, &close)).unwrap_or(text.len());
            at = skip(&mut code, at, end + close.len());
        } else if text[at] == '"' {
            let mut end = at + 1;
            while end < text.len() && text[end] != '"' {
                end += if text[end] == '\\' { 2 } else { 1 };
            }
            at = skip(&mut code, at, end + 1);
        } else if text[at] == '\'' && starts(at + 1, "\\") {
            let end = (at + 3..text.len()).find(|end| text[*end] == '\'').unwrap_or(text.len());
            at = skip(&mut code, at, end + 1);
        } else if text[at] == '\'' && text.get(at + 2) == Some(&'\'') {
            at = skip(&mut code, at, at + 3);
        } else {
            code.push(text[at]);
            at += 1;
        }
    }
    if let Some(tests) = code.find("#[cfg(test)]") {
        code.truncate(tests);
    }
    code
}

/// The names and marks of some code, each with its line; `::` is one mark.
pub(crate) fn tokens(code: &str) -> Vec<(usize, &str)> {
    let mut tokens = Vec::new();
    for (line, text) in code.lines().enumerate() {
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let length = match first {
                c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
                ':' if rest.starts_with("::") => 2,
                c => c.len_utf8(),
            };
            let (token, behind) = rest.split_at(length);
            tokens.push((line + 1, token));
            rest = behind.trim_start();
        }
    }
    tokens
}

#[test]
fn only_code_is_left_of_a_source() {
    let text = "a // b\n/* c /* d */ e */ f \"g\\\"h\" 'i' '\\'' &'j str r#\"k\"l\"# m\n\"n\no\" p\n#[cfg(test)]\nq";
    let code = code(text);
    let words: Vec<_> = tokens(&code).into_iter().filter(|(_, word)| word.chars().all(char::is_alphabetic)).collect();
    assert_eq!(words, [(1, "a"), (2, "f"), (2, "j"), (2, "str"), (2, "m"), (4, "p")]);
}

/// Does the same for each payload; under Miri for some of them.
#[allow(unused_macros, reason = "each test file uses some of it")]
macro_rules! for_each_payload {
    ($test:ident) => {
        let all: [fn(); 7] = [
            $test::<lastmile::gett::CreateDeliveries>,
            $test::<lastmile::gett::CreatedDeliveries>,
            $test::<lastmile::hubrise::CreateDelivery>,
            $test::<lastmile::hubrise::Delivery>,
            $test::<lastmile::hubrise::UpdateDelivery>,
            $test::<lastmile::instaleap::CreateJob>,
            $test::<lastmile::abbiamo::DeliveryRequest>,
        ];
        $crate::common::less::few(all, 2).for_each(|test| test());
    };
}
#[allow(unused_imports, reason = "each test file uses some of it")]
pub(crate) use for_each_payload;
