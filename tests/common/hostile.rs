//! Payloads that grow: every list of every page with elements of any kind, names that nobody knows, long texts, free members.
#![allow(dead_code, reason = "the test counts, the bench takes times")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::type_complexity,
    reason = "a sample is as it is"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::hint::black_box;

use lastmile::{Payload, Status, Timeline, Timestamp, abbiamo, from_json, gett, hubrise, instaleap};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Something that can be made of any size, and what is done with it.
pub(crate) struct Growing {
    pub(crate) name: String,
    /// The input of that many.
    pub(crate) make: Box<dyn Fn(usize) -> Vec<u8>>,
    /// What a host does with it; whether it was taken.
    pub(crate) work: fn(&[u8]) -> bool,
}

fn read<P: Payload>(bytes: &[u8]) -> bool {
    black_box(from_json::<P>(black_box(bytes))).is_ok()
}

/// A sample with a text in place of a value; what is missing on the way there is made.
fn with(sample: &str, pointer: &str, text: &str) -> Vec<u8> {
    const PLACE: &str = "@here@";
    let mut payload: Value = serde_json::from_str(sample).unwrap();
    let mut here = &mut payload;
    for step in pointer.split('/').skip(1) {
        here = match step.parse::<usize>() {
            Ok(_) => {
                if here.as_array().is_none_or(Vec::is_empty) {
                    *here = json!([{}]);
                }
                here.get_mut(0).unwrap()
            }
            Err(_) => {
                if !here.is_object() {
                    *here = json!({});
                }
                here.as_object_mut().unwrap().entry(step).or_insert(Value::Null)
            }
        };
    }
    *here = Value::from(PLACE);
    payload.to_string().replacen(&format!("\"{PLACE}\""), text, 1).into_bytes()
}

/// The pointer to the first value of a pattern such as `deliveries[].parcels`.
fn pointer(pattern: &str) -> String {
    format!("/{}", pattern.replace("[]", ".0").replace('.', "/"))
}

fn list(element: impl Fn(usize) -> String, n: usize) -> String {
    let mut text = String::from("[");
    for at in 0..n {
        write!(text, "{}{}", if at == 0 { "" } else { "," }, element(at)).unwrap();
    }
    text + "]"
}

fn object(member: impl Fn(usize) -> String, n: usize) -> String {
    let list = list(member, n);
    format!("{{{}}}", list.trim_matches(['[', ']']))
}

/// The elements of a list, as they are not meant.
const ELEMENTS: &[&str] = &["{}", "0", "null", "\"\"", "[]", "true", "-1.5", r#"{"a":0}"#, r#"{"weight":-1}"#];

fn of_payload<P: Payload + DeserializeOwned>(sample: &'static str) -> Vec<Growing> {
    let members = lastmile::payload::members::<P>();
    let mut all: Vec<Growing> = Vec::new();
    let mut add = |name: String, make: Box<dyn Fn(usize) -> Vec<u8>>| {
        all.push(Growing { name: format!("{} {name}", P::NAME), make, work: read::<P> });
    };
    let lists: BTreeSet<&str> =
        members.iter().filter_map(|member| member.rsplit_once("[]")).map(|(list, _)| list).collect();
    for pattern in lists {
        let pointer = pointer(pattern);
        let value: Value = serde_json::from_str(sample).unwrap();
        let own = value.pointer(&format!("{pointer}/0")).map(Value::to_string);
        if let Some(own) = own {
            let pointer = pointer.clone();
            add(format!("{pattern} as sampled"), Box::new(move |n| with(sample, &pointer, &list(|_| own.clone(), n))));
        }
        for element in ELEMENTS {
            let pointer = pointer.clone();
            let make = move |n| with(sample, &pointer, &list(|_| (*element).to_owned(), n));
            add(format!("{pattern} of {element}"), Box::new(make));
        }
    }
    // Every object; where its names are free they are members of it.
    let objects: BTreeSet<&str> = members
        .iter()
        .map(|member| member.trim_end_matches("[]"))
        .map(|member| member.rsplit_once('.').map_or("", |(object, _)| object))
        .chain(
            members
                .iter()
                .map(String::as_str)
                .filter(|member| member.ends_with("headers") || member.ends_with("metadata")),
        )
        .collect();
    for pattern in objects {
        let pointer = if pattern.is_empty() { String::new() } else { pointer(pattern) };
        for (kind, member) in [
            ("a number", (|n| format!("\"a{n}\":0")) as fn(usize) -> String),
            ("a text", |n| format!("\"a{n}\":\"b\"")),
            ("an object", |n| format!("\"a{n}\":{{}}")),
        ] {
            let pointer = pointer.clone();
            let make = move |n| match &*pointer {
                "" => {
                    let names = object(member, n);
                    let sample = sample.trim_start().trim_start_matches('{');
                    format!("{},{sample}", names.trim_end_matches('}')).into_bytes()
                }
                pointer => with(sample, pointer, &object(member, n)),
            };
            add(format!("{pattern} with names of nobody, each {kind}"), Box::new(make));
        }
    }
    // Any text.
    let texts = members.iter().filter(|member| !member.ends_with("[]"));
    for pattern in texts {
        let pointer = pointer(pattern);
        add(
            format!("{pattern} as a long text"),
            Box::new(move |n| with(sample, &pointer, &format!("\"{}\"", "x".repeat(n)))),
        );
    }
    // What no page knows.
    let unknown: [(&str, fn(usize) -> String); 7] = [
        ("names that begin alike", |n| object(|n| format!("\"{}{n}\":0", "x".repeat(100)), n / 20 + 1)),
        ("objects in objects", |n| list(|_| "{\"a\":".repeat(100) + "0" + &"}".repeat(100), n / 100 + 1)),
        ("a long name", |n| format!("{{\"{}\":0}}", "x".repeat(n))),
        ("a name of escapes", |n| format!("{{\"{}\":0}}", "\\u0000".repeat(n))),
        ("a list of {}", |n| list(|_| "{}".to_owned(), n)),
        ("a list of lists", |n| list(|_| "[".repeat(100) + &"]".repeat(100), n / 100 + 1)),
        ("a long number", |n| "1".repeat(n)),
    ];
    for (kind, make) in unknown {
        add(format!("unknown: {kind}"), Box::new(move |n| with(sample, "/unknown", &make(n))));
    }
    // What is no JSON.
    let broken: [(&str, fn(usize) -> String); 4] = [
        ("lists without an end", |n| "[".repeat(n)),
        ("objects without an end", |n| "{\"a\":".repeat(n)),
        ("a text without an end", |n| format!("{{\"a\":\"{}", "\\\"".repeat(n))),
        ("a name given twice at the end", |n| {
            object(|n| format!("\"a{n}\":0"), n).trim_end_matches('}').to_owned() + ",\"a0\":0}"
        }),
    ];
    for (kind, make) in broken {
        add(format!("broken: {kind}"), Box::new(move |n| make(n.max(1)).into_bytes()));
    }
    all
}

/// As many observations as the input has bytes, by eights: in order, late, or all at one instant.
fn observations() -> Vec<Growing> {
    fn at(second: i64) -> Timestamp {
        Timestamp::from_chrono(chrono::DateTime::from_timestamp(1_600_000_000 + second, 0).unwrap()).unwrap()
    }
    fn observe(bytes: &[u8], second: fn(i64) -> i64) -> bool {
        let mut timeline = Timeline::new();
        for (n, status) in (0..i64::try_from(bytes.len() / 8).unwrap()).zip(Status::ALL.iter().cycle()) {
            timeline.observe(*status, at(second(n)));
        }
        timeline.history().count() + timeline.anomalies().count() > 0
    }
    let kinds: [(&str, fn(&[u8]) -> bool); 4] = [
        ("in order", |bytes| observe(bytes, |n| n)),
        ("backwards", |bytes| observe(bytes, |n| -n)),
        ("in any order", |bytes| observe(bytes, |n| n * 7919 % 100_003)),
        ("at one instant", |bytes| observe(bytes, |_| 0)),
    ];
    let of_kind = |(name, work): (&str, fn(&[u8]) -> bool)| Growing {
        name: format!("observations {name}"),
        make: Box::new(|n| vec![0; n * 8]),
        work,
    };
    kinds.into_iter().map(of_kind).collect()
}

/// Everything that grows.
pub(crate) fn all() -> Vec<Growing> {
    let payloads = [
        of_payload::<gett::CreateDeliveries>(include_str!("../fixtures/gett/create.json")),
        of_payload::<gett::CreatedDeliveries>(include_str!("../fixtures/gett/created.json")),
        of_payload::<hubrise::CreateDelivery>(include_str!("../fixtures/hubrise/create.json")),
        of_payload::<hubrise::Delivery>(include_str!("../fixtures/hubrise/delivery.json")),
        of_payload::<hubrise::UpdateDelivery>(include_str!("../fixtures/hubrise/update.json")),
        of_payload::<instaleap::CreateJob>(include_str!("../fixtures/instaleap/realistic.json")),
        of_payload::<abbiamo::DeliveryRequest>(include_str!("../fixtures/abbiamo/full.json")),
    ];
    payloads.into_iter().flatten().chain(observations()).collect()
}
