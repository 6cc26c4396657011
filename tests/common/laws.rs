//! What holds for every payload of every provider, and ways to say what was found instead.
#![allow(dead_code, reason = "each test file uses some of it")]

#[path = "oracles/kept.rs"]
mod kept;

use super::less::{few, less, shorter};
use lastmile::field::Field;
use lastmile::report::Scope;
use lastmile::{Converted, Kind, Payload, Report, Rule, Severity, from_json};
use proptest::prelude::*;
use serde_json::{Value, json};

/// That many cases; `LAWS=50` tries fifty times as many, Miri one in a thousand.
pub(crate) fn cases(usual: u32) -> ProptestConfig {
    let times = std::env::var("LAWS").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    let usual = less(usual, usual.div_ceil(1000));
    ProptestConfig { cases: usual * times, failure_persistence: None, ..ProptestConfig::default() }
}

/// The sample, changed at some places; `null` stays null, "absent" takes the member away.
pub(crate) fn changed(mut payload: Value, changes: &[(&str, Value)]) -> Value {
    for (pointer, value) in changes {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        match payload.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}")) {
            Value::Object(object) if *value == json!("absent") => drop(object.remove(name)),
            Value::Object(object) => drop(object.insert(name.to_owned(), value.clone())),
            Value::Array(list) => match name.parse::<usize>().unwrap() {
                at if at == list.len() => list.push(value.clone()),
                at => list[at] = value.clone(),
            },
            other => panic!("{pointer} is in {other}"),
        }
    }
    payload
}

/// Pointer and code of every remark of a severity.
pub(crate) fn said(report: &Report, severity: Severity) -> Vec<(String, &'static str)> {
    let of_it = report.remarks().iter().filter(|remark| remark.severity == severity);
    of_it.map(|remark| (remark.pointer.to_string(), remark.rule.code())).collect()
}

/// The errors and the other remarks, whatever the outcome.
#[track_caller]
pub(crate) fn assert_said<T>(outcome: &Result<Converted<T>, Report>, severity: Severity, expected: &[(&str, Rule)]) {
    let report = outcome.as_ref().map_or_else(|report| report, |converted| &converted.report);
    let expected: Vec<_> = expected.iter().map(|(at, rule)| ((*at).to_owned(), rule.code())).collect();
    assert_eq!(said(report, severity), expected, "\n{report}");
}

#[track_caller]
pub(crate) fn assert_wire_keeps<P>(json: &str)
where
    P: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let wire: P = serde_json::from_str(json).unwrap();
    let expected: Value = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_value(&wire).unwrap(), expected);
    let again: P = serde_json::from_str(&serde_json::to_string(&wire).unwrap()).unwrap();
    assert_eq!(again, wire);
}

/// Pointers to every value of a document, the document itself excepted.
pub(crate) fn places(value: &Value, here: &str, all: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(object) => object.iter().map(|(name, child)| (name.clone(), child)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(at, child)| (at.to_string(), child)).collect(),
        _ => Vec::new(),
    };
    for (name, child) in children {
        let pointer = format!("{here}/{name}");
        places(child, &pointer, all);
        all.push(pointer);
    }
}

/// Texts of a pattern, which is parsed anew for each of them: with the tables of all characters that takes Miri a quarter of a
/// minute, and it gets one of a few texts.
pub(crate) fn texts(pattern: &'static str) -> BoxedStrategy<String> {
    if cfg!(miri) {
        prop::sample::select(&["a", "b_c", "é漢🚚 x"][..]).prop_map(str::to_owned).boxed()
    } else {
        pattern.boxed()
    }
}

/// What may stand anywhere in a payload that somebody got wrong.
pub(crate) fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_filter_map("JSON has no such number", |number| Some(Value::Number(
            serde_json::Number::from_f64(number)?
        ))),
        prop_oneof![Just(0.0), Just(-0.0), Just(10.0), Just(91.0), Just(1e300), Just(3.1505)].prop_map(Value::from),
        texts("\\PC{0,12}").prop_map(Value::from),
        Just(json!("")),
        Just(json!("2020-08-26T16:54:29Z")),
    ];
    leaf.prop_recursive(less(3, 1), less(12, 3), less(4, 2), |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(texts("[a-z_]{1,8}"), inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

#[derive(Debug, Clone)]
enum Change {
    Set(Value),
    Remove,
    Add(String, Value),
}

pub(crate) fn mutated(sample: Value) -> impl Strategy<Value = Value> {
    let sample = shorter(sample);
    let change = prop_oneof![
        4 => anything().prop_map(Change::Set),
        1 => Just(Change::Remove),
        2 => (texts("[a-z_]{1,10}"), anything()).prop_map(|(name, value)| Change::Add(name, value)),
    ];
    prop::collection::vec((any::<prop::sample::Index>(), change), 1..less(6, 2)).prop_map(move |changes| {
        let mut payload = sample.clone();
        for (index, change) in changes {
            let mut all = Vec::new();
            places(&payload, "", &mut all);
            if all.is_empty() {
                break;
            }
            let pointer = index.get(&all);
            match change {
                Change::Set(value) => *payload.pointer_mut(pointer).unwrap() = value,
                Change::Remove => {
                    let (parent, name) = pointer.rsplit_once('/').unwrap();
                    if let Some(Value::Object(object)) = payload.pointer_mut(parent) {
                        object.remove(name);
                    }
                }
                Change::Add(name, value) => {
                    if let Some(Value::Object(object)) = payload.pointer_mut(pointer) {
                        object.insert(name, value);
                    }
                }
            }
        }
        payload
    })
}

/// A sample in which some members are null, empty or not there.
pub(crate) fn thinned(sample: Value) -> impl Strategy<Value = Value> {
    let sample = shorter(sample);
    let change = prop_oneof![Just(Value::Null), Just(json!("")), Just(json!(0)), Just(json!("absent"))];
    prop::collection::vec((any::<prop::sample::Index>(), change), 1..less(12, 3)).prop_map(move |changes| {
        let mut payload = sample.clone();
        for (index, value) in changes {
            let mut all = Vec::new();
            places(&payload, "", &mut all);
            let Some((parent, name)) = (!all.is_empty()).then(|| index.get(&all)).and_then(|at| at.rsplit_once('/'))
            else {
                break;
            };
            let Some(Value::Object(object)) = payload.pointer_mut(parent) else { continue };
            match (object.get(name), &value) {
                (_, Value::String(absent)) if absent == "absent" => drop(object.remove(name)),
                // Of the same kind, so that something is left that can be read.
                (Some(Value::String(_)), Value::Number(_)) | (Some(Value::Number(_)), Value::String(_)) => {}
                _ => drop(object.insert(name.to_owned(), value)),
            }
        }
        payload
    })
}

/// As [`Payload::read`] promises: there is a model if and only if no error was reported.
#[track_caller]
pub(crate) fn assert_all_or_nothing<P: Payload>(json: &[u8]) {
    let Ok(Field::Given(payload)) = serde_json::from_slice::<Field<P>>(json) else { return };
    let mut report = Report::default();
    let is_read = payload.read(&mut Scope::new(&mut report)).is_some();
    assert_eq!(is_read, report.is_valid(), "{}: {report}", P::NAME);
}

/// What becomes of a payload; of each that a test reads, there is a model or an error. Miri reads it once.
#[track_caller]
pub(crate) fn outcome<P: Payload>(payload: &Value) -> Result<Converted<P::Model>, Report> {
    let json = payload.to_string();
    if !cfg!(miri) {
        assert_all_or_nothing::<P>(json.as_bytes());
    }
    from_json::<P>(json.as_bytes())
}

/// What holds for any payload whatsoever.
pub(crate) fn assert_laws<P>(payload: &Value) -> Result<(), TestCaseError>
where
    P: Payload + serde::Serialize + serde::de::DeserializeOwned + std::fmt::Debug + Clone + PartialEq,
    P::Model: std::fmt::Debug + PartialEq,
{
    let json = payload.to_string();
    let first = from_json::<P>(json.as_bytes());
    prop_assert_eq!(&first, &from_json::<P>(json.as_bytes()), "same bytes in, same answer out");
    let report = first.as_ref().map_or_else(|report| report, |converted| &converted.report);
    let is_of_the_bytes = |rule: Rule| rule.kind() == Kind::Syntax || rule == Rule::DuplicateName;
    prop_assert!(!report.remarks().iter().any(|remark| is_of_the_bytes(remark.rule)), "it is JSON: {}", report);
    kept::assert_kept::<P>(payload, json.as_bytes(), &first);
    assert_all_or_nothing::<P>(json.as_bytes());
    let backwards = from_json::<P>(backwards(payload).as_bytes());
    prop_assert_eq!(sorted(&first), sorted(&backwards), "whatever the order of the members");
    let Ok(Converted { value, report }) = first else { return Ok(()) };
    prop_assert_eq!(&value, &backwards.unwrap().value, "whatever the order of the members");
    for (place, _) in few(said(&report, Severity::Loss), 1) {
        let Some(without) = without(payload, &place) else { continue };
        if let Ok(read) = from_json::<P>(without.to_string().as_bytes()) {
            prop_assert_eq!(&read.value, &value, "what is lost says nothing: {}", place);
        }
    }
    // What nobody described is accepted everywhere; where it is not free, it is noticed and says nothing.
    let mut all = vec![String::new()];
    places(payload, "", &mut all);
    let everywhere =
        from_json::<P>(with_strays(payload, &all).as_bytes()).map_err(|r| TestCaseError::fail(r.to_string()))?;
    let noticed = said(&everywhere.report, Severity::Notice);
    let noticed: Vec<_> = noticed.iter().filter_map(|(place, _)| place.strip_suffix("/x-stray")).collect();
    prop_assert_eq!(from_json::<P>(with_strays(payload, &noticed).as_bytes()).unwrap().value, value);
    Ok(())
}

/// The same document, with the members of each object from the last to the first.
fn backwards(value: &Value) -> String {
    match value {
        Value::Object(object) => {
            let member = |(name, value): (&String, &Value)| format!("{}:{}", json!(name), backwards(value));
            format!("{{{}}}", object.iter().rev().map(member).collect::<Vec<_>>().join(","))
        }
        Value::Array(list) => format!("[{}]", list.iter().map(backwards).collect::<Vec<_>>().join(",")),
        leaf => leaf.to_string(),
    }
}

/// The remarks of an outcome, in an order of their own.
fn sorted<T>(outcome: &Result<Converted<T>, Report>) -> Vec<String> {
    let report = outcome.as_ref().map_or_else(|report| report, |converted| &converted.report);
    let mut remarks: Vec<String> = report.remarks().iter().map(ToString::to_string).collect();
    remarks.sort();
    remarks
}

/// The document, as text, with a member that nobody described in each of these places that is an object.
fn with_strays(payload: &Value, places: &[impl AsRef<str>]) -> String {
    let mut payload = payload.clone();
    for place in places {
        if let Some(Value::Object(object)) = payload.pointer_mut(place.as_ref()) {
            object.insert("x-stray".to_owned(), json!("1"));
        }
    }
    payload.to_string()
}

/// The document without a member that is there.
fn without(payload: &Value, pointer: &str) -> Option<Value> {
    let (parent, name) = pointer.rsplit_once('/')?;
    let mut payload = payload.clone();
    payload.pointer_mut(parent)?.as_object_mut()?.remove(&name.replace("~1", "/").replace("~0", "~"))?;
    Some(payload)
}
