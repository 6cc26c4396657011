//! No text of a payload is shown whole where nobody asked for it: not by `Debug` of wire or model, not by a report.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

mod common;

use std::fmt::Debug;

use common::laws::places;
use common::{ABBIAMO, ATTACH, CREATE, CREATED, JOB, RETRIEVED, UPDATE};
use lastmile::{Payload, Report, abbiamo, from_json, gett, hubrise, instaleap, write};
use serde::de::DeserializeOwned;
use serde_json::Value;

const MARKER: &str = "Zq7Marker";

/// The text with a marker, in the forms that one rule or another lets pass.
fn marked(text: &str) -> [String; 3] {
    [
        format!("{MARKER}{text}{MARKER}"),
        format!("https://{MARKER}.example/{MARKER}?{MARKER}"),
        format!("{MARKER}@{MARKER}.example"),
    ]
}

#[track_caller]
fn assert_silent(place: &str, shown: &str) {
    assert!(!shown.contains(MARKER), "{place}: {shown}");
}

fn assert_report_is_silent(place: &str, report: &Report) {
    assert_silent(place, &format!("{report} {report:?} {}", serde_json::to_string(report).unwrap()));
}

/// Marks each text of a sample by itself, so that the rest stays valid, and counts the texts that reach the model.
fn assert_keeps_its_texts<P>(sample: &str) -> usize
where
    P: Payload + DeserializeOwned + Debug,
    P::Model: Debug,
{
    let sample: Value = serde_json::from_str(sample).unwrap();
    let mut all = Vec::new();
    places(&sample, "", &mut all);
    let mut read = 0;
    for place in all {
        let Some(Value::String(text)) = sample.pointer(&place) else { continue };
        for text in marked(text) {
            let mut payload = sample.clone();
            *payload.pointer_mut(&place).unwrap() = text.into();
            let wire: P = serde_json::from_value(payload.clone()).unwrap();
            assert_silent(&place, &format!("{wire:?} {wire:#?}"));
            match from_json::<P>(payload.to_string().as_bytes()) {
                Err(report) => assert_report_is_silent(&place, &report),
                Ok(converted) => {
                    read += 1;
                    assert_report_is_silent(&place, &converted.report);
                    assert_silent(&place, &format!("{converted:?} {converted:#?}"));
                    let written = write::<P>(&converted.value);
                    assert_silent(&place, &format!("{written:?}"));
                    assert_report_is_silent(&place, &written.report);
                }
            }
        }
    }
    read
}

#[test]
fn no_payload_shows_a_text() {
    assert!(assert_keeps_its_texts::<gett::CreateDeliveries>(CREATE) > 50);
    assert!(assert_keeps_its_texts::<gett::CreatedDeliveries>(CREATED) > 50);
    assert!(assert_keeps_its_texts::<hubrise::CreateDelivery>(ATTACH) > 10);
    assert!(assert_keeps_its_texts::<hubrise::Delivery>(RETRIEVED) > 10);
    assert_keeps_its_texts::<hubrise::UpdateDelivery>(UPDATE);
    assert!(assert_keeps_its_texts::<instaleap::CreateJob>(JOB) > 20);
    assert!(assert_keeps_its_texts::<abbiamo::DeliveryRequest>(ABBIAMO) > 20);
}
