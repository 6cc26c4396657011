//! No text of a payload is shown whole where nobody asked for it: not by `Debug` of wire or model, not by a report, an error, its
//! causes, its JSON or another crate's tree of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

mod common;

use std::error::Error;
use std::fmt::{Debug, Display, Write as _};
use std::str::FromStr;

use common::laws::places;
use common::less::{debugged, few, less};
use common::{ABBIAMO, ABBIAMO_MINIMAL, ATTACH, CREATE, CREATED, JOB, JOB_SAMPLE, RETRIEVED, UPDATE};
use lastmile::strategies::{Generate, full};
use lastmile::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const MARKER: &str = "Zq7Marker";

/// The text with a marker, in the forms that one rule or another lets pass, and in forms that are hard to cut and to escape.
fn marked(text: &str) -> [String; 6] {
    [
        format!("{MARKER}{text}{MARKER}"),
        format!("https://{MARKER}.example/{MARKER}?{MARKER}"),
        format!("{MARKER}@{MARKER}.example"),
        MARKER.repeat(200),
        format!("é漢🦀{MARKER}\u{301}{MARKER}é漢🦀"),
        format!("\u{0}\n\u{202e}\"{MARKER}\u{7f}\u{feff}{MARKER}\r\n"),
    ]
}

#[track_caller]
fn assert_silent(place: &str, shown: &str) {
    assert!(!shown.contains(MARKER), "{place}: {shown}");
}

#[track_caller]
fn assert_report_is_silent(place: &str, report: &Report) {
    assert_shown_is_silent(place, report);
    assert_error_is_silent(place, report);
    for remark in report.remarks() {
        assert_shown_is_silent(place, remark);
    }
    #[cfg(feature = "validator")]
    assert_shown_is_silent(place, &validator::ValidationErrors::from(report));
}

/// As text in every way, and as JSON.
#[track_caller]
fn assert_shown_is_silent(place: &str, shown: &(impl Debug + Display + Serialize)) {
    let json = serde_json::to_string(shown).unwrap();
    assert_silent(place, &format!("{shown} {shown:#} {} {json}", debugged(shown)));
}

/// An error and all its causes.
#[track_caller]
fn assert_error_is_silent(place: &str, error: &dyn Error) {
    let mut said = format!("{error} {error:?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        write!(said, " {error} {error:?}").unwrap();
        cause = error.source();
    }
    assert_silent(place, &said);
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
    let texts = all.iter().filter_map(|place| Some((place, sample.pointer(place)?.as_str()?)));
    for (place, text) in few(texts, 1) {
        for text in few(marked(text), 1) {
            let mut payload = sample.clone();
            *payload.pointer_mut(place).unwrap() = text.into();
            let wire: P = serde_json::from_value(payload.clone()).unwrap();
            assert_silent(place, &debugged(&wire));
            match from_json::<P>(payload.to_string().as_bytes()) {
                Err(report) => assert_report_is_silent(place, &report),
                Ok(converted) => {
                    read += 1;
                    assert_report_is_silent(place, &converted.report);
                    assert_silent(place, &debugged(&converted));
                    let written = write::<P>(&converted.value);
                    assert_silent(place, &format!("{written:?}"));
                    assert_report_is_silent(place, &written.report);
                }
            }
        }
    }
    read
}

#[test]
fn no_payload_shows_a_text() {
    type Check = fn(&str) -> usize;
    // And so many texts reach the model, at least.
    let samples: [(Check, &str, usize); 10] = [
        (assert_keeps_its_texts::<gett::CreateDeliveries>, CREATE, 51),
        (assert_keeps_its_texts::<gett::CreatedDeliveries>, CREATED, 51),
        (assert_keeps_its_texts::<hubrise::CreateDelivery>, ATTACH, 11),
        (assert_keeps_its_texts::<hubrise::Delivery>, RETRIEVED, 11),
        (assert_keeps_its_texts::<hubrise::UpdateDelivery>, UPDATE, 0),
        (assert_keeps_its_texts::<instaleap::CreateJob>, JOB, 21),
        (assert_keeps_its_texts::<abbiamo::DeliveryRequest>, ABBIAMO, 21),
        (assert_keeps_its_texts::<gett::CreateDeliveries>, include_str!("fixtures/gett/twenty_faults.json"), 0),
        (assert_keeps_its_texts::<instaleap::CreateJob>, JOB_SAMPLE, 0),
        (assert_keeps_its_texts::<abbiamo::DeliveryRequest>, ABBIAMO_MINIMAL, 0),
    ];
    for (keeps_its_texts, sample, least) in few(samples, 4) {
        assert!(keeps_its_texts(sample) >= less(least, 0));
    }
}

#[test]
fn no_sample_was_forgotten() {
    let used = include_str!("secrets.rs").to_owned() + include_str!("common/mod.rs");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
    let mut samples = 0;
    for provider in std::fs::read_dir(folder).unwrap() {
        for sample in std::fs::read_dir(provider.unwrap().path()).unwrap() {
            let path = sample.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                assert!(used.contains(&name), "{name}");
                samples += 1;
            }
        }
    }
    assert!(samples >= 10);
}

/// Something of any kind that holds the marker, as an unknown member of every object and in the place of every value.
fn assert_keeps_what_it_does_not_know<P>(sample: &str)
where
    P: Payload + DeserializeOwned + Debug,
    P::Model: Debug,
{
    let sample: Value = serde_json::from_str(sample).unwrap();
    let mut all = vec![String::new()];
    places(&sample, "", &mut all);
    let held = [json!(MARKER), json!([MARKER, {"a": MARKER}]), json!({"a": MARKER, "b": {"c": [MARKER]}})];
    for place in few(&all, 2) {
        for held in few(&held, 1) {
            for as_member in few([true, false], 1) {
                let mut payload = sample.clone();
                match payload.pointer_mut(place).unwrap() {
                    Value::Object(object) if as_member => drop(object.insert("not known".to_owned(), held.clone())),
                    _ if as_member => continue,
                    there => *there = held.clone(),
                }
                if let Ok(wire) = serde_json::from_value::<P>(payload.clone()) {
                    assert_silent(place, &debugged(&wire));
                }
                match from_json::<P>(payload.to_string().as_bytes()) {
                    Err(report) => assert_report_is_silent(place, &report),
                    Ok(converted) => {
                        assert_report_is_silent(place, &converted.report);
                        assert_silent(place, &format!("{converted:?}"));
                    }
                }
            }
        }
    }
}

#[test]
fn no_payload_shows_what_it_does_not_know() {
    assert_keeps_what_it_does_not_know::<gett::CreateDeliveries>(CREATE);
    assert_keeps_what_it_does_not_know::<gett::CreatedDeliveries>(CREATED);
    assert_keeps_what_it_does_not_know::<hubrise::CreateDelivery>(ATTACH);
    assert_keeps_what_it_does_not_know::<hubrise::Delivery>(RETRIEVED);
    assert_keeps_what_it_does_not_know::<hubrise::UpdateDelivery>(UPDATE);
    assert_keeps_what_it_does_not_know::<instaleap::CreateJob>(JOB);
    assert_keeps_what_it_does_not_know::<abbiamo::DeliveryRequest>(ABBIAMO);
}

/// Every text of a model, marked by itself: values of headers, metadata and codes among them.
fn assert_model_is_silent<M: Generate + Serialize + DeserializeOwned + Debug>() {
    let (mut seen, mut held) = (std::collections::BTreeSet::new(), 0);
    for own in full::<M>().take(less(6, 1)) {
        let own = serde_json::to_value(own).unwrap();
        let mut all = Vec::new();
        places(&own, "", &mut all);
        let texts = all.iter().filter_map(|place| Some((place, own.pointer(place)?.as_str()?)));
        for (place, text) in few(texts, 2) {
            if !seen.insert(place.replace(|c: char| c.is_ascii_digit(), "")) {
                continue;
            }
            for text in few(marked(text), 1) {
                let mut changed = own.clone();
                *changed.pointer_mut(place).unwrap() = text.into();
                match serde_json::from_value::<M>(changed) {
                    Ok(model) => {
                        held += 1;
                        assert_silent(place, &debugged(&model));
                    }
                    Err(error) => assert_error_is_silent(place, &error),
                }
            }
        }
    }
    assert!(held >= less(11, 0), "{held}");
}

#[test]
fn no_model_shows_a_text() {
    assert_model_is_silent::<Bundle>();
    assert_model_is_silent::<Job>();
    assert_model_is_silent::<hubrise::TrackingUpdate>();
}

#[test]
fn no_constructor_shows_the_text_that_it_refuses() {
    fn refusals<T: FromStr<Err = Violation> + Debug>() -> usize {
        let name = std::any::type_name::<T>();
        let refused = |text: &String| match T::from_str(text) {
            Ok(value) => {
                assert_silent(name, &format!("{value:?}"));
                false
            }
            Err(violation) => {
                assert_error_is_silent(name, &violation);
                assert_silent(name, &format!("{violation:#} {violation:#?} {}", violation.found()));
                true
            }
        };
        marked("7").iter().filter(|text| refused(text)).count()
    }
    macro_rules! refusals {
        ($($type:ty)+) => { 0 $(+ refusals::<$type>())+ };
    }
    let refused = refusals!(
        HeaderName HeaderValue BundleId DeliveryId Reference IdentificationNumber IntegrationKey SlotId Currency Country
        State Status AccessCode AddressLine AddressPart Barcode CallingCode Email FreeText Label Link Name Note PersonName
        Phone SizeAlias Word OffsetTime Timestamp Cep Cnpj Cpf InvoiceAccessKey PriceKind PaymentMethod
    );
    assert!(refused > 60, "{refused}");
    for text in marked("4.50 EUR") {
        assert_error_is_silent("money", &Money::read_text(&text).unwrap_err());
        assert_error_is_silent("degrees", &Latitude::read_text(&text).unwrap_err());
        assert_error_is_silent("code", &DeliveryCode::new(&text).map(|_| ()).unwrap_err());
        assert_error_is_silent("tax id", &TaxId::new(&text).unwrap_err());
    }
}
