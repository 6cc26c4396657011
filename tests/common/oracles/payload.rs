//! Any bytes as any payload.

use std::fmt::Debug;
use std::time::{Duration, Instant};

use lastmile::{Converted, Kind, Payload, Remark, Report, from_json, write};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Dice;
use super::dictionary::MARKER;
use super::kept::assert_kept;

/// As long as a remark may be, however it is shown.
const LONGEST_REMARK: usize = 4096;

pub fn check<P>(bytes: &[u8])
where
    P: Payload + Serialize + DeserializeOwned + Debug + Clone + PartialEq,
    P::Model: Debug + PartialEq,
{
    let outcome = in_proportion::<P>(bytes);
    let report = outcome.as_ref().map_or_else(|report| report, |converted| &converted.report);
    let mut dice = Dice::of(bytes);
    assert_fit_to_be_shown(report, &mut dice);

    let faults = [Kind::Syntax, Kind::Duplicate];
    if let ([remark], true) = (report.remarks(), outcome.is_err())
        && faults.contains(&remark.rule.kind())
        && !remark.rule.code().starts_with("header.")
    {
        assert!(serde_json::from_slice::<P>(bytes).is_err(), "the wire takes what is refused: {remark}");
        return;
    }
    let value: Value = serde_json::from_slice(bytes).expect("anything that is no JSON value is said to be none");
    if !value.is_object() {
        assert!(outcome.is_err() && serde_json::from_slice::<P>(bytes).is_err());
        return;
    }
    assert_kept::<P>(&value, bytes, &outcome);
    assert_silent::<P>(&value, bytes);
    // Not each time, so that there is time for more.
    if dice.below(4) == 0 {
        assert_eq!(from_json::<P>(bytes), outcome, "same bytes in, same answer out");
        let marked = marked(value, &mut dice);
        assert_silent::<P>(&marked, marked.to_string().as_bytes());
    }
}

/// Reads, and counts what that costs: so much for each byte of the payload and a little beside, never more.
fn in_proportion<P: Payload>(bytes: &[u8]) -> Result<Converted<P::Model>, Report> {
    // An empty object of three bytes, `{},`, is a whole struct on the wire; lists grow by doubling.
    const BYTES: (u64, u64) = (1024, 65_536);
    const COUNT: (u64, u64) = (8, 256);
    // Far from what it takes, also with a sanitiser.
    const TIME: Duration = Duration::from_micros(20);
    let length = u64::try_from(bytes.len()).unwrap();
    let limit = Duration::from_millis(20) + TIME * u32::try_from(length).unwrap();
    let timed = || {
        let begun = Instant::now();
        let outcome = from_json::<P>(bytes);
        (outcome, begun.elapsed() > limit)
    };
    let mut first = None;
    let took = allocation_counter::measure(|| first = Some(timed()));
    let within = |(each, beside): (u64, u64), found: u64| found <= each * length + beside;
    assert!(within(BYTES, took.bytes_max) && within(COUNT, took.count_total), "{length} bytes took {took:?}");
    let (outcome, slow) = first.unwrap();
    // A machine may be busy once, not three times; Miri is slow always.
    assert!(cfg!(miri) || !slow || !timed().1 || !timed().1, "{length} bytes took more than {limit:?}, three times");
    outcome
}

/// Short, on one line, with a pointer that is one.
fn assert_fit_to_be_shown(report: &Report, dice: &mut Dice) {
    for remark in report.remarks() {
        let shown = match dice.below(4) {
            0 => format!("{remark:?}"),
            1 => serde_json::to_string(remark).unwrap(),
            _ => remark.to_string(),
        };
        assert!(shown.len() <= LONGEST_REMARK, "{} bytes: {shown}", shown.len());
        assert!(!shown.contains(char::is_control), "{shown:?}");
        super::syntax::assert_pointer(remark.pointer.as_str());
    }
    assert_eq!(report.is_valid(), report.errors().next().is_none());
}

/// The payload with the marker in one of its texts, in a form that one rule or another lets pass.
fn marked(mut payload: Value, dice: &mut Dice) -> Value {
    fn texts<'v>(value: &'v mut Value, all: &mut Vec<&'v mut String>) {
        match value {
            Value::String(text) => all.push(text),
            Value::Array(list) => list.iter_mut().for_each(|value| texts(value, all)),
            Value::Object(object) => object.values_mut().for_each(|value| texts(value, all)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut all = Vec::new();
    texts(&mut payload, &mut all);
    if !all.is_empty() {
        let at = dice.below(all.len());
        let text = &mut all[at];
        **text = match dice.below(4) {
            0 => format!("{MARKER}{text}"),
            1 => format!("{text}{MARKER}"),
            2 => format!("https://{MARKER}.example/{MARKER}?{MARKER}"),
            _ => format!("{MARKER}@{MARKER}.example"),
        };
    }
    payload
}

/// No text of a payload is shown by anything but itself. The names of members are shown, in pointers and by the model.
fn assert_silent<P>(payload: &Value, json: &[u8])
where
    P: Payload + DeserializeOwned + Debug,
    P::Model: Debug,
{
    if !payload.to_string().contains(MARKER) {
        return;
    }
    let wire: P = serde_json::from_slice(json).unwrap();
    let shown = format!("{wire:?}");
    assert!(!shown.contains(MARKER), "{shown}");
    let named = names(payload);
    let outcome = from_json::<P>(json);
    for remark in outcome.as_ref().map_or_else(|report| report, |converted| &converted.report).remarks() {
        assert_remark_is_silent(remark, named);
    }
    if let Ok(Converted { value, .. }) = outcome {
        let shown = format!("{value:?}");
        assert!(named || !shown.contains(MARKER), "{shown}");
        let written = write::<P>(&value);
        let shown = format!("{:?}", written.value);
        assert!(!shown.contains(MARKER), "{shown}");
        written.report.remarks().iter().for_each(|remark| assert_remark_is_silent(remark, named));
    }
}

fn assert_remark_is_silent(remark: &Remark, named: bool) {
    let Remark { pointer, found, .. } = remark;
    assert!(!found.as_str().contains(MARKER), "{remark}");
    assert!(named || !pointer.as_str().contains(MARKER), "{remark}");
    let shown = [remark.to_string(), format!("{remark:?}"), serde_json::to_string(remark).unwrap()];
    assert!(named || shown.iter().all(|shown| !shown.contains(MARKER)), "{remark}");
}

/// Whether a member's name has the marker.
fn names(value: &Value) -> bool {
    match value {
        Value::Array(list) => list.iter().any(names),
        Value::Object(object) => object.iter().any(|(name, value)| name.contains(MARKER) || names(value)),
        _ => false,
    }
}
