//! Abbiamo: what its payload must say, and how it is got wrong.

use alloc::format;

use serde_json::{Value, json};

use super::choices::{Choices, drawn};
use super::faults::Wrong;
use super::filling::{at_least_one, each, fill};
use super::models::bundle;
use super::payloads::{GeneratePayload, MOST, draw_payload};
use crate::bundle::Bundle;
use crate::dialect::abbiamo::DeliveryRequest;
use crate::place::{Country, Place, Region, ZipCode};
use crate::rule::{Rule, Violation};

drawn! {
    MOST;
    DeliveryRequest: |c| draw_payload(c);
}

const REQUIRED: &[&str] = &["event_type", "deliveries", "deliveries[].delivery_id"];

const TEXTS: &[&str] = &[
    "seller_name",
    "seller_id",
    "seller_group_id",
    "name",
    "external_id",
    "method.id",
    "method.type",
    "route_id",
    "route_name",
    "invoice_number",
    "deliveries[].delivery_id",
    "order_number",
    "tracking",
    "observation",
    "volumes[].id",
    "city",
    "neighborhood",
    "street",
    "street_number",
    "complement",
    "reference",
];

const TIMES: &[&str] = &["expected_delivery_date", "invoice_created_at"];
const PRICES: &[&str] = &["total_expected_delivery_price", "amount", "expected_delivery_price"];
const SIDES: &[&str] = &["height", "width", "length"];

/// A text, where the rules of Brazil hold.
fn in_brazil(address: &Value, text: &str) -> Option<Value> {
    let is_there = match address.get("country") {
        None | Some(Value::Null) => true,
        Some(country) => country == Country::BRAZIL.code(),
    };
    is_there.then(|| Value::from(text))
}

impl GeneratePayload for DeliveryRequest {
    fn model(c: &mut Choices, faults: usize) -> Result<Bundle, Violation> {
        let mut bundle = bundle(c, faults)?;
        at_least_one(&mut bundle)?;
        if let Some(pickup) = &mut bundle.pickup {
            keep_rules(&mut pickup.place);
        }
        each(&mut bundle, |delivery| {
            keep_rules(&mut delivery.drop_off.place);
            fill(&mut delivery.id, || "851dc274-e090-4881-8f3c-5b660cecf059".parse())
        })?;
        Ok(bundle)
    }

    const FAULTS: &'static [Wrong] = &[
        Wrong::missing(REQUIRED),
        Wrong::null(REQUIRED),
        Wrong::put(&["event_type"], Rule::EventUnknown, || json!("DELIVERY_CANCELLED")),
        Wrong::put(&["deliveries"], Rule::NoDeliveries, || json!([])),
        Wrong::put(TEXTS, Rule::Blank, || json!(" ")),
        Wrong::put(TIMES, Rule::TimeFormat, || json!("22/12/2022")),
        Wrong::put(TIMES, Rule::TimeWithoutOffset, || json!("2022-12-22T23:59:00.000")),
        Wrong::put(&["max_dispatched_time"], Rule::TimeOfDayFormat, || json!("14:00")),
        Wrong::put(PRICES, Rule::PriceNegative, || json!(-1)),
        Wrong::put(PRICES, Rule::MoneyTooLarge, || json!(1_000_000_000_000_000_u64)),
        Wrong::put(PRICES, Rule::MoneyFraction, || json!(1990.5)),
        Wrong::put(&["weight"], Rule::WeightNegative, || json!(-1)),
        Wrong::put(&["weight"], Rule::WeightTooLarge, || json!(4_294_967_296_u64)),
        Wrong::put(&["weight"], Rule::WeightFraction, || json!(0.5)),
        Wrong::put(SIDES, Rule::LengthNegative, || json!(-1)),
        Wrong::put(SIDES, Rule::LengthTooLarge, || json!(4_294_967_296_u64)),
        Wrong::put(SIDES, Rule::LengthFraction, || json!(12.5)),
        Wrong::put(&["cubic_volume"], Rule::VolumeNegative, || json!(-1)),
        Wrong::put(&["cubic_volume"], Rule::VolumeTooLarge, || json!(2e19)),
        Wrong::put(&["cubic_volume"], Rule::VolumeFraction, || json!(0.5)),
        Wrong::put(&["latitude"], Rule::LatitudeRange, || json!(90.5)),
        Wrong::put(&["longitude"], Rule::LongitudeRange, || json!(181)),
        Wrong::removed(&["latitude"], Rule::CoordinatesHalf).with(&["longitude"]),
        Wrong::removed(&["longitude"], Rule::CoordinatesHalf).with(&["latitude"]),
        Wrong::put(&["country"], Rule::CountryUnknown, || json!("Brasil")),
        Wrong::put_if(&["zip_code"], Rule::CepFormat, |address| in_brazil(address, "04029-904")).beside(&["country"]),
        Wrong::put_if(&["state"], Rule::StateUnknown, |address| in_brazil(address, "São Paulo")).beside(&["country"]),
        Wrong::put(&["seller_document_number", "document_number"], Rule::TaxIdLength, || json!("0707387701")),
        Wrong::put(&["seller_document_number", "document_number"], Rule::CpfCheckDigits, || json!("07073877015")),
        Wrong::put(&["seller_document_number", "document_number"], Rule::CpfFormat, || json!("11111111111")),
        Wrong::put(&["seller_document_number", "document_number"], Rule::CnpjCheckDigits, || json!("88399480000157")),
        Wrong::put(&["seller_document_number", "document_number"], Rule::CnpjFormat, || json!("8839948000015A")),
        Wrong::put(&["invoice_access_key"], Rule::InvoiceKeyFormat, || json!("4208")),
        Wrong::put(&["invoice_access_key"], Rule::InvoiceKeyCheckDigit, || {
            json!("42081183123141000200550010000007010046403277")
        }),
        Wrong::put(&["phone"], Rule::PhoneShape, || json!("call me")),
        Wrong::put(&["phone_country_code"], Rule::CallingCodeShape, || json!("Brazil")),
        Wrong::put(&["headers.X-Token"], Rule::HeaderValueShape, || json!("a\r\nX-Admin: 1")),
        Wrong::put(&["headers.X-Token"], Rule::NotText, || json!(7)),
        Wrong::put(&["headers"], Rule::HeaderTwice, || json!({"Accept": "a", "ACCEPT": "b"})),
        Wrong::put(&["headers"], Rule::TooManyHeaders, || (0..101).map(|n| (format!("X-{n}"), json!("a"))).collect()),
        Wrong::put(&["headers"], Rule::HeadersTooLarge, || json!({"Accept": "a".repeat(16_384)})),
        Wrong::add(&["headers.X Token"], Rule::HeaderNameShape, || json!("a")),
        Wrong::removed(&["route_id", "route_name"], Rule::RouteIncomplete).beside(&["make_route"]),
        Wrong::add(&["route_id", "route_name"], Rule::RouteNotMade, || json!("R-1")).beside(&["make_route"]),
    ];
}

/// Takes away what the rules of the country do not allow.
fn keep_rules(place: &mut Place) {
    if let Some(postal) = &mut place.postal {
        let country = postal.country;
        postal.zip_code = postal.zip_code.take().filter(|code| ZipCode::of(country, code.as_str()).is_ok());
        postal.state = postal.state.take().filter(|state| Region::of(country, state.as_str()).is_ok());
    }
}
