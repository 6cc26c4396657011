//! The model's own form is read without a word of what stands there: no error repeats a text, a number or a name.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

mod common;

use std::collections::{BTreeSet, HashSet};
use std::error::Error;
use std::fmt::Write as _;

use common::laws::places;
use common::less::{few, less};
use lastmile::strategies::{Generate, full};
use lastmile::*;
use serde::Serialize;
use serde::de::value::MapDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde_json::{Value, json};

const MARKER: &str = "Zq7Marker";
const NUMBER: u64 = 918_273_645_546;

/// All that an error says, and what it says of its causes.
fn said(error: &dyn Error) -> String {
    let mut said = format!("{error} {error:?} {error:#} {error:#?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        write!(said, " {error} {error:?}").unwrap();
        cause = error.source();
    }
    said
}

/// Whether it was taken.
#[track_caller]
fn assert_silent<T: DeserializeOwned>(place: &str, json: &Value) -> bool {
    let read = serde_json::from_str::<T>(&json.to_string());
    read.map_err(|error| assert_error_is_silent(place, &error)).is_ok()
}

/// The same from a value and from a stream.
#[track_caller]
fn assert_silent_everywhere<T: DeserializeOwned>(place: &str, json: &Value) {
    let taken = assert_silent::<T>(place, json);
    let from_value = serde_json::from_value::<T>(json.clone());
    let from_stream = serde_json::from_reader::<_, T>(json.to_string().as_bytes());
    assert_eq!((from_value.is_ok(), from_stream.is_ok()), (taken, taken), "{place}: {json}");
    from_value.err().into_iter().chain(from_stream.err()).for_each(|error| assert_error_is_silent(place, &error));
}

#[track_caller]
fn assert_error_is_silent(place: &str, error: &serde_json::Error) {
    let said = said(error);
    // The number of a status is a word of a table; its rule says which one is unknown.
    let tells_number = said.contains("918273645") && !said.contains("[status.unknown-code]");
    assert!(!said.contains(MARKER) && !tells_number, "{place}: {said}");
    let names_type = |kind: &&str| said.contains(&format!("expected {kind}"));
    let types = ["i8", "i16", "i32", "i64", "i128", "u8", "u16", "u32", "u64", "u128", "f32", "f64"];
    assert_eq!(types.iter().find(|kind| names_type(kind)), None, "a type of Rust's for {place}: {said}");
}

/// What may stand where something else is asked for.
fn wrong() -> [Value; 13] {
    let float = 918_273_645.5;
    [
        json!(MARKER),
        json!(format!("{MARKER}é\u{0}\n{MARKER}")),
        json!(format!("{MARKER}{}", "x".repeat(1000))),
        json!(NUMBER),
        json!(-918_273_645_546_i64),
        json!(float),
        json!(true),
        json!([MARKER, MARKER]),
        json!([NUMBER, {MARKER: MARKER}]),
        json!([float]),
        json!({MARKER: MARKER}),
        json!({MARKER: NUMBER, "x": float}),
        json!({MARKER: {MARKER: [MARKER]}}),
    ]
}

fn is_number_for_number(there: &Value, put: &Value) -> bool {
    // A number of the right kind is not the matter of the form: what its rule shows of it is in the catalogue.
    there.is_number() && put.is_number()
}

/// Every place of a value, with something else in it; and every object, with a member that nobody knows.
fn assert_form_is_silent<T: Generate + Serialize + DeserializeOwned>() {
    let (mut seen, mut refused) = (HashSet::new(), BTreeSet::new());
    for own in full::<T>().take(less(6, 1)) {
        let own = serde_json::to_value(own).unwrap();
        let mut all = Vec::new();
        places(&own, "", &mut all);
        for place in few(all, 3) {
            let Some(there) = own.pointer(&place) else { continue };
            let pattern = place.replace(|c: char| c.is_ascii_digit(), "");
            if !seen.insert((pattern.clone(), std::mem::discriminant(there))) {
                continue;
            }
            if there.is_object() {
                let mut changed = own.clone();
                changed.pointer_mut(&place).unwrap()[MARKER] = json!(MARKER);
                assert_silent::<T>(&place, &changed);
            }
            for put in few(wrong(), 1) {
                let mut changed = own.clone();
                let there = changed.pointer_mut(&place).unwrap();
                if is_number_for_number(there, &put) {
                    continue;
                }
                *there = put;
                if !assert_silent::<T>(&place, &changed) {
                    refused.insert(pattern.clone());
                }
            }
        }
    }
    assert!(refused.len() > 13 || cfg!(miri), "{refused:?}");
}

#[test]
fn no_member_s_error_repeats_what_stood_there() {
    assert_form_is_silent::<Bundle>();
    assert_form_is_silent::<Job>();
    assert_form_is_silent::<hubrise::TrackingUpdate>();
}

/// For each type; of a number only what is none.
fn assert_type_is_silent<T: DeserializeOwned>(name: &str, is_number: bool) {
    for put in few(wrong(), 2).filter(|put| !(is_number && put.is_number())) {
        assert_silent_everywhere::<T>(name, &put);
    }
}

macro_rules! assert_each_is_silent {
    ($are_numbers:expr, $($type:ty)+) => {
        let all = [$((|| assert_type_is_silent::<$type>(stringify!($type), $are_numbers)) as fn()),+];
        few(all, 15).for_each(|assert_is_silent| assert_is_silent());
    };
}

#[test]
fn no_type_s_error_repeats_what_stood_there() {
    assert_each_is_silent!(false,
        Bundle BundleTarget Deliveries PickupTime Route Aggregation CarrierOrder DeliveryMethod Speed Contact Stop
        Delivery Handling Invoice HeaderName HeaderValue Headers BundleId CarrierId Channel CompanyId DeliveryId
        InvoiceNumber LocationId MethodId OrderId OrderNumber ParcelId PaymentId ProductId Reference RouteId
        SellerGroupId SellerId TrackingNumber Exemplar Failure Item PieceStatus Adjustment Billing BlockingPolicy
        ContactLess ContactLessWish DeliveryCodeWish Identification IdentificationNumber Integration IntegrationKey
        Integrations Job JobChange Metadata Payment PaymentMethod PaymentStatus PriceAttribute PriceKind Prices
        Recipient Slot SlotId Trip Currency Money Parcel Coordinates Country Place PostalAddress Region ZipCode Seller
        Attempts Completing DeliveryCode Lifecycle Observation StatusSet Timeline AccessCode AddressLine
        AddressPart Barcode CallingCode Email FreeText Label Link Name Note PersonName Phone SizeAlias Word OffsetTime
        TimeWindow Timestamp Carrier Courier Estimates Rejection RejectionReason Tracking UnknownStatus Vehicle
        Verification Cep Cnpj Cpf InvoiceAccessKey State TaxId Dimensions hubrise::TrackingUpdate Edit<Phone>
        Edit<bool> Edit<String>
    );
    assert_each_is_silent!(true,
        Latitude Longitude Status Grams Centimetres CubicCentimetres Cents Percent Price Quantity Edit<u8>
    );
}

/// Such as a form's, which has nothing but texts.
#[test]
fn a_format_that_knows_no_options_repeats_nothing_either() {
    fn refused<T: DeserializeOwned + std::fmt::Debug, V>(member: &'static str, value: V) -> String
    where
        V: IntoDeserializer<'static, serde::de::value::Error>,
    {
        let error = T::deserialize(MapDeserializer::new([(member, value)].into_iter())).unwrap_err();
        assert_eq!(said(&error).matches(MARKER).count(), 0, "{error}");
        error.to_string()
    }
    assert_eq!(refused::<Place, _>("note", MARKER), "expected option, found a text of 9 characters");
    assert_eq!(refused::<Place, _>("note", MARKER.to_owned()), "expected option, found a text of 9 characters");
    assert_eq!(refused::<Place, _>("note", NUMBER), "expected option, found a whole number");
    assert_eq!(refused::<Place, _>("note", -1), "expected option, found a whole number");
    assert_eq!(refused::<Place, _>("note", 918_273_645.5), "expected option, found a decimal");
    assert_eq!(refused::<Place, _>("note", true), "expected option, found true");
}

#[test]
fn an_error_says_where_and_which_kind() {
    #[track_caller]
    fn assert_says<T: DeserializeOwned>(json: &str, says: &str) {
        let Err(error) = serde_json::from_str::<T>(json) else { panic!("{json} is taken") };
        assert_eq!(error.to_string(), says);
    }
    assert_says::<Place>("\n{\"note\": 7}", "expected a string, found a whole number at line 2 column 10");
    assert_says::<Place>("\"secret\"", "expected an object, found a text of 6 characters at line 1 column 8");
    assert_says::<Grams>("1.5", "expected a whole number, found a decimal at line 1 column 3");
    let blank =
        "a text that is given has at least one character that is not blank, found a text of 1 character [text.blank]";
    assert_says::<Note>("\" \"", &format!("{blank} at line 1 column 3"));
    assert_says::<Handling>(
        r#"{"thermolabile": "no"}"#,
        "expected a boolean, found a text of 2 characters at line 1 column 21",
    );
    assert_says::<Aggregation>(
        r#""secret""#,
        "expected one of `allowed`, `point_to_point`, found a text of 6 characters at line 1 column 8",
    );
    assert_says::<Route>(
        r#"{"id": "1", "secret": 2}"#,
        "expected one of `id`, `name`, found another member at line 1 column 20",
    );
    assert_says::<Route>(r#"{"id": "1"}"#, "missing field `name` at line 1 column 11");
    assert_says::<Attempts>(
        r#"{"allowed": 256, "failed": 0}"#,
        "expected a whole number from 0 to 255, found a whole number out of its range at line 1 column 15",
    );
    assert_says::<Coordinates>(
        r#"{"latitude": "secret"}"#,
        "expected a number, found a text of 6 characters at line 1 column 21",
    );
    assert_says::<Coordinates>(r#"{"latitude": [4.5]}"#, "expected a number, found a list at line 1 column 14");
    assert_says::<UnknownStatus>(r#"{"code": 1.5}"#, "expected a whole number, found a decimal at line 1 column 12");
    let mut timeline = Timeline::new();
    timeline.set_time(Status::AtPickup, "2020-09-12T19:10:00Z".parse::<Timestamp>().unwrap());
    let revised = serde_json::to_string(&timeline).unwrap().replace("\"revision\":1", "\"revision\":\"\"");
    let error = serde_json::from_str::<Timeline>(&revised).unwrap_err().to_string();
    assert!(error.starts_with("expected a whole number, found an empty text"), "{error}");
    assert_says::<BundleTarget>(r#"{"new": null}"#, "expected an object, found null at line 1 column 12");
}

#[test]
fn in_a_format_without_names_a_value_is_its_number_and_as_valid() {
    #[track_caller]
    fn assert_kept<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T, bytes: &[u8]) {
        assert_eq!(postcard::to_allocvec(value).unwrap(), bytes);
        assert_eq!(postcard::from_bytes::<T>(bytes).as_ref(), Ok(value));
    }
    assert_kept(&Status::DropOffEnRoute, &[50]);
    assert_kept(&StatusSet::of(&[Status::Completed, Status::Pending]), &[2, 10, 70]);
    assert_kept(&Grams::new(100), &[100]);
    assert_kept(&Quantity::new(3).unwrap(), &[3]);
    assert_kept(&Price::ZERO, &[0]);
    let side = Centimetres::new;
    assert_kept(&Dimensions { length: side(3), width: side(2), height: side(1) }, &[3, 2, 1]);
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let (early, late) = (at("2018-11-29T18:00:00+02:00"), at("2018-11-29T18:00:00Z"));
    for window in [TimeWindow::starting(early), TimeWindow::ending(late), TimeWindow::new(early, late).unwrap()] {
        let bytes = postcard::to_allocvec(&(window, Some(late))).unwrap();
        assert_eq!(postcard::from_bytes(&bytes), Ok((window, Some(late))), "an open end is still the one that is open");
    }
    for job in full::<Job>().take(less(100, 1)) {
        let bytes = postcard::to_allocvec(&job).unwrap();
        assert_eq!(postcard::from_bytes::<Job>(&bytes).as_ref(), Ok(&job), "metadata and all");
    }
    let metadata: Metadata = serde_json::from_value(json!({"till": 4, "paid": [true, null, 1.5]})).unwrap();
    assert_eq!(postcard::from_bytes(&postcard::to_allocvec(&metadata).unwrap()), Ok(metadata));
    assert!(postcard::from_bytes::<Metadata>(b"\x02[]").is_err(), "no object");
    assert_eq!(postcard::from_bytes::<DeliveryCode>(b"\x040595").unwrap().expose(), "0595");
    assert!(postcard::from_bytes::<Status>(&[11]).is_err());
    assert!(postcard::from_bytes::<Quantity>(&[0]).is_err());
    assert!(postcard::from_bytes::<Price>(&[1]).is_err(), "that is -1 there");
    assert!(postcard::from_bytes::<DeliveryCode>(&[1, b'0']).is_err());
}

#[test]
fn in_a_format_without_names_an_update_says_of_each_member_what_is_done() {
    let members = [
        "tracking_number",
        "estimated_pickup",
        "estimated_drop_off",
        "link",
        "courier_name",
        "courier_phone",
        "access_code",
        "position",
        "assigned_at",
        "pickup_at",
        "delivered_at",
        "cancelled_at",
    ];
    let cleared = |member: &&str| serde_json::from_value::<hubrise::TrackingUpdate>(json!({*member: null})).unwrap();
    let set = full::<hubrise::TrackingUpdate>().take(less(100, 2));
    let status = hubrise::TrackingUpdate { status: Some(Status::Completed), ..hubrise::TrackingUpdate::default() };
    for update in members.iter().map(cleared).chain(set).chain([hubrise::TrackingUpdate::default(), status]) {
        let bytes = postcard::to_allocvec(&(&update, Some(7_u8))).unwrap();
        assert_eq!(postcard::from_bytes(&bytes), Ok((update, Some(7_u8))));
    }
    // What a host has of them in types of its own.
    for edit in [Edit::Keep, Edit::Clear, Edit::Set(595_u16)] {
        let bytes = postcard::to_allocvec(&edit).unwrap();
        assert_eq!(postcard::from_bytes(&bytes), Ok(edit));
    }
    assert!(postcard::from_bytes::<Edit<u8>>(&[3]).is_err());
}
