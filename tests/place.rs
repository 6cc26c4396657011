//! Coordinates at their limits, with every digit of a double.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test may panic; digits are compared bit by bit"
)]

#[path = "common/less.rs"]
mod less;

use std::collections::HashSet;

use lastmile::{AddressLine, Contact, Coordinates, Latitude, Longitude, Note, PersonName, Phone, Place, Rule, Stop};
use less::less;
use proptest::prelude::*;

#[test]
fn a_latitude_is_from_minus_90_to_90() {
    for degrees in [-90.0, 90.0, 0.0, 89.999_999_999_999_99, f64::MIN_POSITIVE, 5e-324, 32.113_372_7] {
        assert_eq!(Latitude::new(degrees).unwrap().degrees(), degrees);
    }
    let outside = [90.0_f64.next_up(), (-90.0_f64).next_down(), 91.0, 180.0, f64::MAX];
    let strange = [f64::NAN, -f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    for degrees in outside.into_iter().chain(strange) {
        let violation = Latitude::new(degrees).unwrap_err();
        assert_eq!(violation.rule(), Rule::LatitudeRange, "{degrees}");
        assert_eq!(Latitude::try_from(degrees), Err(violation));
    }
}

#[test]
fn a_longitude_is_from_minus_180_to_180() {
    for degrees in [-180.0, 180.0, 0.0, 90.000_000_1, -5e-324] {
        assert_eq!(Longitude::new(degrees).unwrap().degrees(), degrees);
    }
    let outside = [180.0_f64.next_up(), (-180.0_f64).next_down(), 360.0, f64::MIN];
    let strange = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    for degrees in outside.into_iter().chain(strange) {
        assert_eq!(Longitude::new(degrees).unwrap_err().rule(), Rule::LongitudeRange, "{degrees}");
    }
}

#[test]
fn there_is_one_zero() {
    let (plus, minus) = (Latitude::new(0.0).unwrap(), Latitude::new(-0.0).unwrap());
    assert_eq!(minus.degrees().to_bits(), 0.0_f64.to_bits());
    assert_eq!(plus, minus);
    assert_eq!(HashSet::from([plus, minus]).len(), 1);
    assert_eq!(serde_json::to_string(&minus).unwrap(), "0.0");
    assert!(Coordinates::new(-0.0, -0.0).unwrap().is_zero());
    assert!(Coordinates::new(0.0, 0.0).unwrap().is_zero());
    assert!(!Coordinates::new(0.0, 5e-324).unwrap().is_zero());
    assert!(!Coordinates::new(5e-324, 0.0).unwrap().is_zero());
}

#[test]
fn coordinates_name_the_half_that_is_wrong() {
    assert_eq!(Coordinates::new(90.5, 0.0).unwrap_err().rule(), Rule::LatitudeRange);
    assert_eq!(Coordinates::new(0.0, 180.5).unwrap_err().rule(), Rule::LongitudeRange);
    assert!(Coordinates::new(90.0, -180.0).is_ok());
}

#[test]
fn latitude_and_longitude_come_together() {
    let latitude = Latitude::new(32.109_528).unwrap();
    let longitude = Longitude::new(34.840_088).unwrap();
    assert_eq!(Coordinates::from_parts(None, None), Ok(None));
    assert_eq!(Coordinates::from_parts(Some(latitude), Some(longitude)), Ok(Some(Coordinates { latitude, longitude })),);
    assert_eq!(Coordinates::from_parts(Some(latitude), None).unwrap_err().rule(), Rule::CoordinatesHalf);
    assert_eq!(Coordinates::from_parts(None, Some(longitude)).unwrap_err().rule(), Rule::CoordinatesHalf);
}

#[test]
fn coordinates_have_a_form_of_their_own_that_is_checked_on_the_way_in() {
    let read = |json: &str| serde_json::from_str::<Coordinates>(json);
    let shop = Coordinates::new(32.109_528, 34.840_088).unwrap();
    let json = r#"{"latitude":32.109528,"longitude":34.840088}"#;
    assert_eq!(serde_json::to_string(&shop).unwrap(), json);
    assert_eq!(read(json).unwrap(), shop);
    assert_eq!(read(r#"{"latitude":32,"longitude":-34}"#).unwrap(), Coordinates::new(32.0, -34.0).unwrap());
    for wrong in [
        r#"{"latitude":90.5,"longitude":0}"#,
        r#"{"latitude":0,"longitude":-181}"#,
        r#"{"latitude":0}"#,
        r#"{"latitude":0,"longitude":null}"#,
        r#"{"latitude":"0","longitude":0}"#,
        r#"{"latitude":0,"longitude":0,"altitude":0}"#,
        r#"{"latitude":1e999,"longitude":0}"#,
        r#"{"lat":0,"lng":0}"#,
    ] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
    let outside = read(r#"{"latitude":90.5,"longitude":0}"#).unwrap_err();
    assert!(outside.to_string().contains("latitude.out-of-range"), "{outside}");
}

#[test]
fn a_place_and_a_contact_come_back_as_they_were() {
    let stop = Stop {
        place: Place {
            address: Some(AddressLine::new("Habarzel 12, Tel Aviv ").unwrap()),
            coordinates: Some(Coordinates::new(32.113_372_7, 34.836_637).unwrap()),
            note: Some(Note::new("Flor 3, next to elivatot").unwrap()),
            ..Place::default()
        },
        contact: Contact {
            name: Some(PersonName::new("Mark").unwrap()),
            phone: Some(Phone::new("972528801054").unwrap()),
            ..Contact::default()
        },
    };
    assert!(!stop.is_empty() && Stop::default().is_empty());
    let json = serde_json::to_value(&stop).unwrap();
    assert_eq!(json["place"]["address"], "Habarzel 12, Tel Aviv ");
    assert_eq!(json["contact"]["phone"], "972528801054");
    assert_eq!(serde_json::from_value::<Stop>(json.clone()).unwrap(), stop);
    for (pointer, wrong) in [
        ("/place/note", serde_json::json!("x".repeat(501))),
        ("/place/address", serde_json::json!("")),
        ("/place/coordinates/latitude", serde_json::json!(91)),
        ("/contact/phone", serde_json::json!("none")),
        ("/contact/name", serde_json::json!(" ")),
    ] {
        let mut json = json.clone();
        *json.pointer_mut(pointer).unwrap() = wrong;
        assert!(serde_json::from_value::<Stop>(json).is_err(), "{pointer}");
    }
    assert!(serde_json::from_str::<Contact>(r#"{"name":"Mark","fax":"1"}"#).is_err(), "nothing is dropped in silence");
}

#[test]
fn degrees_in_a_text_that_may_be_a_phone_number_are_not_shown() {
    let found = |text: &str| {
        let (latitude, longitude) = (Latitude::read_text(text).unwrap_err(), Longitude::read_text(text).unwrap_err());
        assert_eq!((latitude.rule(), longitude.rule()), (Rule::LatitudeRange, Rule::LongitudeRange));
        assert_eq!(latitude.found(), longitude.found());
        latitude.found().to_string()
    };
    assert_eq!(found("-181.5"), "\"-181.5\"");
    assert_eq!(found("33612345678"), "a text of 11 characters");
    assert_eq!(found("555.1234567"), "a text of 11 characters");
}

/// Any double within a limit, each length of fraction alike: random bits are mostly tiny.
fn degrees(limit: f64) -> impl Strategy<Value = f64> {
    prop_oneof![
        -limit..=limit,
        any::<u64>().prop_map(f64::from_bits).prop_filter("within the limit", move |x| x.abs() <= limit),
        (-limit..=limit).prop_map(|x| (x * 1e6).round() / 1e6),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(less(2000, 20)))]

    #[test]
    fn every_digit_of_a_coordinate_survives(latitude in degrees(90.0), longitude in degrees(180.0)) {
        let point = Coordinates::new(latitude, longitude).unwrap();
        let text = serde_json::to_string(&point).unwrap();
        let back: Coordinates = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(back, point, "{}", text);
        prop_assert_eq!(back.latitude.degrees().to_bits(), (latitude + 0.0).to_bits());
        prop_assert_eq!(back.longitude.degrees().to_bits(), (longitude + 0.0).to_bits());
        let value: Coordinates = serde_json::from_value(serde_json::to_value(point).unwrap()).unwrap();
        prop_assert_eq!(value, point);
    }

    #[test]
    fn degrees_in_a_text_keep_every_digit_of_the_double(latitude in degrees(90.0), longitude in degrees(180.0)) {
        for (text, bits) in [
            (Latitude::new(latitude).unwrap().to_text(), (latitude + 0.0).to_bits()),
            (Longitude::new(longitude).unwrap().to_text(), (longitude + 0.0).to_bits()),
        ] {
            let read = Longitude::read_text(&text).unwrap();
            prop_assert_eq!(read.value.degrees().to_bits(), bits, "{}", text);
            prop_assert_eq!(read.violation, None, "{}", text);
        }
    }

    #[test]
    fn a_text_of_degrees_says_if_digits_are_lost(text in "-?[0-9]{1,2}\\.[0-9]{1,25}") {
        let read = Longitude::read_text(&text).unwrap();
        let exact = |text: &str| text.parse::<rust_decimal::Decimal>().unwrap();
        prop_assert_eq!(read.violation.is_none(), exact(&text) == exact(&read.value.to_text()), "{}", text);
    }

    #[test]
    fn a_double_is_a_latitude_if_it_is_within_the_limits(degrees in any::<f64>()) {
        prop_assert_eq!(Latitude::new(degrees).is_ok(), degrees.abs() <= 90.0);
        prop_assert_eq!(Longitude::new(degrees).is_ok(), degrees.abs() <= 180.0);
    }

    #[test]
    fn coordinates_are_ordered_as_their_degrees(a in degrees(90.0), b in degrees(90.0)) {
        let (one, other) = (Latitude::new(a).unwrap(), Latitude::new(b).unwrap());
        prop_assert_eq!(one < other, a < b);
        prop_assert_eq!(one == other, a == b);
    }
}
