//! HubRise: what its payloads must say, and how they are got wrong.

use serde_json::json;

use super::choices::{Choices, Generate, drawn};
use super::faults::Wrong;
use super::filling::{fill, fill_status};
use super::payloads::{GeneratePayload, MOST, draw_payload};
use crate::carrier::Carrier;
use crate::delivery;
use crate::dialect::hubrise::{CreateDelivery, Delivery, STATUSES, TrackingUpdate, UpdateDelivery};
use crate::rule::{Rule, Violation};
use crate::status::Status;
use crate::tracking::Tracking;

drawn! {
    MOST;
    CreateDelivery: |c| draw_payload(c);
    Delivery: |c| draw_payload(c);
    UpdateDelivery: |c| draw_payload(c);
}

const TIMES: &[&str] =
    &["estimated_pickup_at", "estimated_dropoff_at", "assigned_at", "pickup_at", "delivered_at", "cancelled_at"];

/// What all three take for wrong.
macro_rules! common {
    ($($wrong:expr),* $(,)?) => { &[
        $($wrong,)*
        Wrong::put(&["ref", "driver_name", "driver_phone_access_code"], Rule::Blank, || json!(" ")),
        Wrong::put(&["tracking_url"], Rule::LinkScheme, || json!("ftp://example.com")),
        Wrong::put(TIMES, Rule::TimeFormat, || json!("today")),
        Wrong::put(TIMES, Rule::TimeWithoutOffset, || json!("2023-06-22T18:59:37")),
        Wrong::put(&["driver_latitude", "driver_longitude"], Rule::DegreesMalformed, || json!("48,85")),
        Wrong::put(&["driver_latitude"], Rule::LatitudeRange, || json!("90.5")),
        Wrong::put(&["driver_longitude"], Rule::LongitudeRange, || json!("-180.5")),
        Wrong::removed(&["driver_latitude"], Rule::CoordinatesHalf).with(&["driver_longitude"]),
        Wrong::removed(&["driver_longitude"], Rule::CoordinatesHalf).with(&["driver_latitude"]),
    ] };
}

/// What the two that tell a fee take for wrong.
macro_rules! common_with_fee {
    ($($wrong:expr),* $(,)?) => { common![
        $($wrong,)*
        Wrong::put(&["carrier", "carrier_ref"], Rule::Blank, || json!(" ")),
        Wrong::put(&["fee"], Rule::MoneyComma, || json!("4,50 EUR")),
        Wrong::put(&["fee"], Rule::MoneyTwoPoints, || json!("1.234.50 EUR")),
        Wrong::put(&["fee"], Rule::MoneyTooFewDecimals, || json!("4.5 EUR")),
        Wrong::put(&["fee"], Rule::MoneyTooManyDecimals, || json!("4.500 EUR")),
        Wrong::put(&["fee"], Rule::MoneyWithoutCurrency, || json!("4.50")),
        Wrong::put(&["fee"], Rule::MoneyCodeInFront, || json!("EUR 4.50")),
        Wrong::put(&["fee"], Rule::MoneyMalformed, || json!("free")),
        Wrong::put(&["fee"], Rule::MoneyTooLarge, || json!("92233720368547758.08 EUR")),
        Wrong::put(&["fee"], Rule::CurrencyUnknown, || json!("4.50 XYZ")),
    ] };
}

impl GeneratePayload for CreateDelivery {
    fn model(c: &mut Choices, _faults: usize) -> Result<Tracking, Violation> {
        let mut tracking = Tracking::draw(c)?;
        fill(&mut tracking.carrier, || Ok(Carrier { name: "Uber".parse()?, id: None }))?;
        fill_status(&mut tracking, &STATUSES, |_| false);
        Ok(tracking)
    }

    const FAULTS: &'static [Wrong] = common_with_fee![
        Wrong::missing(&["carrier", "status"]),
        Wrong::null(&["carrier", "status"]),
        Wrong::put(&["status"], Rule::StatusWord, || json!("teleported")),
        Wrong::put(&["driver_phone"], Rule::PhoneShape, || json!("call me")),
    ];
}

impl GeneratePayload for Delivery {
    fn model(c: &mut Choices, _faults: usize) -> Result<delivery::Delivery, Violation> {
        let mut delivery = delivery::Delivery::draw(c)?;
        fill(&mut delivery.id, || "5r8aa".parse())?;
        fill_status(&mut delivery.tracking, &STATUSES, |unknown| {
            unknown.word.as_ref().is_some_and(|word| Status::from_hubrise_word(word.as_str()).is_err())
        });
        Ok(delivery)
    }

    const FAULTS: &'static [Wrong] = common_with_fee![
        Wrong::missing(&["id", "status"]),
        Wrong::null(&["id", "status"]),
        Wrong::put(&["id", "order_id", "location_id", "status"], Rule::Blank, || json!(" ")),
    ];
}

impl GeneratePayload for UpdateDelivery {
    fn model(c: &mut Choices, _faults: usize) -> Result<TrackingUpdate, Violation> {
        c.draw()
    }

    const FAULTS: &'static [Wrong] = common![
        Wrong::put(&["status"], Rule::NotText, || json!(null)),
        Wrong::put(&["status"], Rule::StatusWord, || json!("teleported")),
        Wrong::put(&["driver_phone"], Rule::PhoneShape, || json!("call me")),
        Wrong::add(&["carrier", "carrier_ref"], Rule::Immutable, || json!("UPS")),
        Wrong::add(&["fee"], Rule::Immutable, || json!(null)),
    ];

    const NULL_IS_ABSENT: bool = false;
}
