//! The law of payloads: nothing is lost on the wire, and what is written reads back the same.
#![allow(unreachable_pub, reason = "the fuzz targets use it from another package")]

use std::fmt::Debug;

use lastmile::{Converted, Payload, Report, read, to_json, write};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Panics if a payload, which is an object, breaks the law. `outcome` is what it reads as.
#[track_caller]
pub fn assert_kept<P>(payload: &Value, json: &[u8], outcome: &Result<Converted<P::Model>, Report>)
where
    P: Payload + Serialize + DeserializeOwned,
    P::Model: Debug + PartialEq,
{
    let wire: P = serde_json::from_slice(json).unwrap();
    // As text, so that -0.0 is not 0.0 and 10.0 is not 10.
    assert_eq!(serde_json::to_value(&wire).unwrap().to_string(), payload.to_string(), "bytes to wire to bytes");
    assert_eq!(read(wire), *outcome, "same bytes in, same answer out, whatever way the wire came");
    match outcome {
        Err(report) => assert!(report.errors().next().is_some()),
        Ok(Converted { value, report }) => {
            assert!(report.is_valid());
            let written = write::<P>(value);
            assert!(written.report.is_empty(), "the payload that it came from holds all of it: {}", written.report);
            let text = serde_json::to_string(&written.value).unwrap();
            assert_eq!(to_json::<P>(value).unwrap().value, text, "to the byte as serde_json writes it");
            match read(written.value) {
                Ok(again) => assert_eq!(again.value, *value, "what was written reads back the same"),
                Err(report) => panic!("what was written is refused: {report}"),
            }
        }
    }
}
