//! Gett: what its payloads must say, and how they are got wrong.

use serde_json::json;

use super::choices::{Choices, drawn};
use super::faults::Wrong;
use super::filling::{at_least_one, each, fill, fill_status, fill_stop};
use super::models::bundle;
use super::payloads::{GeneratePayload, MOST, draw_payload};
use crate::bundle::{Bundle, BundleTarget};
use crate::dialect::gett::{CreateDeliveries, CreatedDeliveries, LIFECYCLE, STATUSES};
use crate::place::Coordinates;
use crate::rule::{Rule, Violation};
use crate::status::Status;
use crate::text::Word;
use crate::units::{Percent, Price, Quantity};

drawn! {
    MOST;
    CreateDeliveries: |c| draw_payload(c);
    CreatedDeliveries: |c| draw_payload(c);
}

const CREATE_TIMES: &[&str] =
    &["scheduled_at", "pickup_interval_from", "pickup_interval_until", "deliver_from", "deliver_until"];

const CREATED_TIMES: &[&str] = &[
    "created_at",
    "scheduled_at",
    "started_at",
    "arrived_at",
    "picked_up_at",
    "ended_at",
    "deliver_from",
    "deliver_until",
    "proved_at",
];

const CREATE_REQUIRED: &[&str] = &[
    "pickup",
    "pickup_contact",
    "pickup.lat",
    "pickup.lng",
    "pickup.address",
    "pickup_contact.name",
    "pickup_contact.phone_number",
    "deliveries",
    "deliveries[].drop_off",
    "deliveries[].drop_off.address",
    "deliveries[].drop_off_contact",
    "deliveries[].drop_off_contact.name",
    "deliveries[].drop_off_contact.phone_number",
    "vendor.name",
    "items[].external_id",
    "items[].name",
    "items[].quantity",
    "items[].price",
    "items[].vat_rate",
    "exemplars[].external_id",
    "exemplars[].barcode",
];

/// Texts that both payloads have.
const TEXTS: &[&str] = &[
    "display_identifier",
    "external_identifier",
    "address",
    "note",
    "vendor.name",
    "size_alias",
    "barcodes[]",
    "items[].external_id",
    "items[].name",
    "exemplars[].external_id",
    "exemplars[].barcode",
    "bundle_id",
    "product_id",
];

const CREATED_TEXTS: &[&str] = &[
    "company_id",
    "return_mode",
    "process_type",
    "route_identifier",
    "order_id_representation",
    "order_from",
    "courier.name",
    "courier.color",
    "courier.model",
    "courier.license_plate",
    "pickup_contact.name",
    "drop_off_contact.name",
    "parcels[].status",
    "items[].status",
    "exemplars[].status",
    "cannot_deliver_info.description",
    "cannot_deliver_info.reason_type",
    "verifications[].type",
    "proof.recipient_category",
    "proof.recipient_name",
    "proof.verified_by",
];

const PRICES: &[&str] = &["client_price", "delivery_price", "items[].price"];
const SIDES: &[&str] = &["parcels[].length", "parcels[].width", "parcels[].height"];
const LATITUDES: &[&str] = &["pickup.lat", "drop_off.lat", "return_drop_off.lat"];
const LONGITUDES: &[&str] = &["pickup.lng", "drop_off.lng", "return_drop_off.lng"];

/// What both payloads take for wrong.
macro_rules! common {
    ($($wrong:expr),* $(,)?) => { &[
        $($wrong,)*
        Wrong::put(LATITUDES, Rule::LatitudeRange, || json!(90.000_001)),
        Wrong::put(LONGITUDES, Rule::LongitudeRange, || json!(-181)),
        Wrong::put(&["note"], Rule::NoteTooLong, || json!("x".repeat(501))),
        Wrong::put(TEXTS, Rule::Blank, || json!(" \t")),
        Wrong::put(&["weight"], Rule::WeightNegative, || json!(-0.001)),
        Wrong::put(&["weight"], Rule::WeightTooLarge, || json!(4_294_967.296)),
        Wrong::put(SIDES, Rule::LengthNegative, || json!(-1)),
        Wrong::put(SIDES, Rule::LengthTooLarge, || json!(4_294_967_296_u64)),
        Wrong::put(SIDES, Rule::LengthFraction, || json!(12.5)),
        Wrong::put(PRICES, Rule::PriceNegative, || json!(-0.01)),
        Wrong::put(PRICES, Rule::MoneyTooLarge, || json!(10_000_000_000_000_u64)),
        Wrong::put(&["items[].quantity"], Rule::QuantityRange, || json!(-1)),
        Wrong::put(&["items[].vat_rate"], Rule::PercentRange, || json!(100.01)),
        Wrong::put(&["deliver_until"], Rule::WindowBackwards, || json!("1970-01-01T00:00:00Z")).with(&["deliver_from"]),
    ] };
}

impl GeneratePayload for CreateDeliveries {
    fn model(c: &mut Choices, faults: usize) -> Result<Bundle, Violation> {
        let mut bundle = bundle(c, faults)?;
        if bundle.target == BundleTarget::Unnamed {
            bundle.target = BundleTarget::New { product: c.draw()? };
        }
        at_least_one(&mut bundle)?;
        let pickup = bundle.pickup.get_or_insert_default();
        fill(&mut pickup.place.coordinates, || Coordinates::new(32.1, 34.8))?;
        fill_stop(&mut pickup.place, &mut pickup.contact)?;
        each(&mut bundle, |delivery| {
            fill_stop(&mut delivery.drop_off.place, &mut delivery.drop_off.contact)?;
            for item in delivery.parcels.iter_mut().flat_map(|parcel| &mut parcel.items) {
                fill(&mut item.reference, || "6041404739000".parse())?;
                fill(&mut item.name, || "Milk".parse())?;
                item.quantity.get_or_insert(Quantity::ONE);
                item.price.get_or_insert(Price::ZERO);
                item.vat_rate.get_or_insert(Percent::ZERO);
                for exemplar in &mut item.exemplars {
                    fill(&mut exemplar.reference, || "6390000414047".parse())?;
                    fill(&mut exemplar.barcode, || "0123452".parse())?;
                }
            }
            Ok(())
        })?;
        Ok(bundle)
    }

    const FAULTS: &'static [Wrong] = common![
        Wrong::missing(CREATE_REQUIRED),
        Wrong::null(CREATE_REQUIRED),
        Wrong::removed(&["product_id"], Rule::BundleTarget).without(&["bundle_id"]),
        Wrong::put(&["deliveries"], Rule::NoDeliveries, || json!([])),
        Wrong::put(&["name"], Rule::Blank, || json!(" ")),
        Wrong::put(&["phone_number"], Rule::PhoneShape, || json!("call me")),
        Wrong::put(&["phone_number"], Rule::PhoneShape, || json!("12")),
        Wrong::put(CREATE_TIMES, Rule::TimeFormat, || json!("26.08.2020 16:54")),
        Wrong::put(CREATE_TIMES, Rule::TimeWithoutOffset, || json!("2020-08-26T16:54:29")),
        Wrong::put(&["pickup_interval_until"], Rule::WindowBackwards, || json!("1970-01-01T00:00:00Z"))
            .with(&["pickup_interval_from"]),
        Wrong::removed(&["deliveries[].drop_off.lat", "return_drop_off.lat"], Rule::CoordinatesHalf).with(&["lng"]),
        Wrong::removed(&["deliveries[].drop_off.lng", "return_drop_off.lng"], Rule::CoordinatesHalf).with(&["lat"]),
    ];
}

impl GeneratePayload for CreatedDeliveries {
    fn model(c: &mut Choices, faults: usize) -> Result<Bundle, Violation> {
        let mut bundle = bundle(c, faults)?;
        if bundle.target.bundle().is_none() {
            bundle.target = BundleTarget::Existing { bundle: "B-86f49daf".parse()?, product: None };
        }
        each(&mut bundle, |delivery| {
            fill(&mut delivery.id, || "DR-6041".parse())?;
            fill_status(&mut delivery.tracking, &STATUSES, |unknown| {
                let is_foreign_word = |word: &Word| Status::from_gett_word(word.as_str()).is_err();
                unknown.word.as_ref().is_some_and(is_foreign_word)
                    || unknown.code.is_some_and(|code| LIFECYCLE.status(code).is_err())
            });
            Ok(())
        })?;
        Ok(bundle)
    }

    const FAULTS: &'static [Wrong] = common![
        Wrong::missing(&[".bundle_id", "deliveries[].id"]),
        Wrong::null(&[".bundle_id", "deliveries[].id"]),
        Wrong::put(CREATED_TEXTS, Rule::Blank, || json!(" ")),
        Wrong::put(CREATED_TIMES, Rule::TimeFormat, || json!("26.08.2020 16:54")),
        Wrong::put(CREATED_TIMES, Rule::TimeWithoutOffset, || json!("2020-08-26T16:54:29")),
        Wrong::put(&["status_code", "reason_id"], Rule::NotWhole, || json!(10.5)),
        Wrong::put_if(&["status_code"], Rule::StatusContradiction, |delivery| {
            let said = Status::from_gett_word(delivery.get("status")?.as_str()?).ok()?;
            Some(json!(if said == Status::Pending { Status::Completed } else { Status::Pending }.code()))
        })
        .with(&["status"]),
        Wrong::removed(&["pickup.lat", "drop_off.lat"], Rule::CoordinatesHalf).with(&["lng"]),
        Wrong::removed(&["pickup.lng", "drop_off.lng"], Rule::CoordinatesHalf).with(&["lat"]),
    ];

    const KINDS: &'static [(&'static str, Rule)] = &[("rejection_info", Rule::NotObject)];
}
