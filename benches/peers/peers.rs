//! lastmile beside other libraries on the same payloads with equal constraints, in one run.
//!
//! ```text
//! benches/peers/run              all sizes, with pydantic, msgspec, zod and ajv
//! benches/peers/run --quick      a few rounds
//! cargo run --release            in this folder: Rust's libraries alone
//! ```
//!
//! Those that do not check by themselves are given the same rules as a schema, as attributes or as a few lines by hand:
//! what is required, kinds, lengths, ranges, the form of phone numbers and times, periods that do not run backwards, and
//! parcels of which all or none have a barcode. They stop at the first fault; each accepts the valid payload and refuses the
//! one with faults, or nothing is measured.
//!
//! A package of its own, so that whoever builds or tests the crate compiles none of them. How it is measured is said in
//! `benches/gett.rs`.
#![allow(clippy::unwrap_used, reason = "every payload here is valid, or the bench is wrong")]

use serde::Deserialize as _;
use serde_json::Value;
use validator::Validate as _;

use lastmile::field::Field;
use lastmile::{from_json, gett};

mod children;
#[path = "../gett/input.rs"]
mod input;
#[path = "../gett/payload.rs"]
mod payload;
#[path = "checked.rs"]
mod plain;
#[path = "../gett/subjects.rs"]
mod subjects;
#[path = "../gett/table.rs"]
mod table;

use children::Peer;
use input::{Input, Size};
use subjects::{Subject, apart, timed};
use table::Table;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let sizes: &[Size] = match arguments.as_slice() {
        [] => &Size::ALL,
        ["--quick"] => &Size::QUICK,
        ["--only", name, deliveries, times] => {
            let input = Input::new(deliveries.parse().unwrap(), 1);
            let subject = subjects::own().into_iter().chain(rust()).find(|subject| subject.name == *name);
            (subject.unwrap().run)(&input, times.parse().unwrap());
            return;
        }
        _ => return println!("--quick, or --only NAME DELIVERIES TIMES"),
    };
    let (peers, others) = Peer::all();
    let schema = schema();
    let mut subjects = subjects::own();
    subjects.extend(rust());
    subjects.extend(others);
    let mut table = Table::new(&subjects);
    let folder = std::env::temp_dir().join(format!("lastmile-peers-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let load = |valid: &[String], faulty: &[String]| {
        agree(&schema, valid, faulty);
        peers.iter().for_each(|peer| peer.borrow_mut().load(valid, faulty, &folder));
    };
    load(&[payload::payload(2, 0)], &payload::refused());
    for size in sizes {
        let input = Input::proven(*size);
        load(&input.valid, &input.faulty);
        table.measure(*size, &input, &mut subjects);
    }
    std::fs::remove_dir_all(folder).unwrap();
    table.print();
}

fn rust() -> Vec<Subject> {
    let schema = schema();
    vec![
        Subject::new("sonic_plain", "plain structs, sonic-rs", |input, times| {
            timed(times, &input.valid, |valid| {
                sonic_rs::from_slice::<plain::CreateDeliveries>(valid.as_bytes()).unwrap()
            })
        }),
        Subject::new("sonic_wire", "our wire structs, sonic-rs", |input, times| {
            timed(times, &input.valid, |valid| by_sonic(valid).unwrap())
        }),
        // It reads in place, so it is given a copy of its own.
        Subject::new("simd_plain", "plain structs, simd-json", |input, times| {
            let copy = |valid: &String| valid.clone().into_bytes();
            apart(times, &input.valid, copy, |mut copy| {
                drop(simd_json::from_slice::<plain::CreateDeliveries>(&mut copy).unwrap());
            })
        }),
        Subject::new("simd_wire", "our wire structs, simd-json", |input, times| {
            let copy = |valid: &String| valid.clone().into_bytes();
            apart(times, &input.valid, copy, |mut copy| drop(by_simd(&mut copy).unwrap()))
        }),
        Subject::new("checked", "plain structs, derived `validator`", |input, times| {
            timed(times, &input.valid, |valid| by_validator(valid).unwrap())
        }),
        Subject::new("schema", "jsonschema, then plain structs", move |input, times| {
            timed(times, &input.valid, |valid| by_schema(&schema, valid).unwrap())
        }),
    ]
}

fn by_sonic(text: &str) -> Option<Field<gett::CreateDeliveries>> {
    sonic_rs::from_slice(text.as_bytes()).ok()
}

fn by_simd(bytes: &mut [u8]) -> Option<Field<gett::CreateDeliveries>> {
    simd_json::from_slice(bytes).ok()
}

fn by_validator(text: &str) -> Option<plain::CreateDeliveries> {
    let read: plain::CreateDeliveries = serde_json::from_slice(text.as_bytes()).ok()?;
    read.validate().is_ok().then_some(read)
}

fn by_schema(schema: &jsonschema::Validator, text: &str) -> Option<plain::CreateDeliveries> {
    let value: Value = serde_json::from_slice(text.as_bytes()).ok()?;
    if !schema.is_valid(&value) {
        return None;
    }
    let read = plain::CreateDeliveries::deserialize(value).ok()?;
    read.cross_fields().is_ok().then_some(read)
}

fn schema() -> jsonschema::Validator {
    let schema = serde_json::from_str(include_str!("create.schema.json")).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

/// Makes sure that all do the same work: read the same, accept the same and refuse the same.
fn agree(schema: &jsonschema::Validator, valid: &[String], faulty: &[String]) {
    for valid in valid {
        let wire: Field<gett::CreateDeliveries> = serde_json::from_str(valid).unwrap();
        assert!(by_sonic(valid).as_ref() == Some(&wire), "sonic-rs reads our wire structs as serde_json does");
        assert!(by_simd(&mut valid.clone().into_bytes()).as_ref() == Some(&wire), "so does simd-json");
        assert!(from_json::<gett::CreateDeliveries>(valid.as_bytes()).is_ok(), "valid is valid");
        assert!(by_validator(valid).is_some() && by_schema(schema, valid).is_some(), "valid is valid");
    }
    for faulty in faulty {
        assert!(from_json::<gett::CreateDeliveries>(faulty.as_bytes()).is_err(), "not refused: {faulty}");
        assert!(by_validator(faulty).is_none(), "not refused by validator: {faulty}");
        assert!(by_schema(schema, faulty).is_none(), "not refused by the schema: {faulty}");
    }
}
