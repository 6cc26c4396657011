//! The plain structs of `benches/gett/plain.rs` with derived checks, which B does not call: as much of the crate's rules as
//! `validator` and some lines by hand say.

use chrono::DateTime;
use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

#[derive(Serialize, Deserialize, Validate)]
#[validate(schema(function = as_a_whole))]
pub(crate) struct CreateDeliveries {
    #[validate(length(min = 1))]
    #[serde(skip_serializing_if = "Option::is_none")]
    bundle_id: Option<String>,
    #[validate(length(min = 1))]
    #[serde(skip_serializing_if = "Option::is_none")]
    product_id: Option<String>,
    #[validate(custom(function = time))]
    #[serde(skip_serializing_if = "Option::is_none")]
    scheduled_at: Option<String>,
    #[validate(length(min = 1))]
    #[serde(skip_serializing_if = "Option::is_none")]
    display_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    avoid_aggregation: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pickup_interval_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pickup_interval_until: Option<String>,
    #[validate(nested, custom(function = with_point_and_address))]
    pickup: Location,
    #[validate(nested, custom(function = whole_contact))]
    pickup_contact: ContactDetails,
    #[validate(nested)]
    #[serde(skip_serializing_if = "Option::is_none")]
    return_drop_off: Option<Location>,
    #[validate(nested)]
    #[serde(skip_serializing_if = "Option::is_none")]
    return_contact: Option<ContactDetails>,
    #[validate(length(min = 1), nested)]
    deliveries: Vec<Delivery>,
}

#[derive(Serialize, Deserialize, Validate)]
#[validate(schema(function = is_point))]
struct Location {
    #[validate(range(min = -90.0, max = 90.0))]
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[validate(range(min = -180.0, max = 180.0))]
    #[serde(skip_serializing_if = "Option::is_none")]
    lng: Option<f64>,
    #[validate(length(min = 1))]
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    #[validate(length(min = 1, max = 500))]
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize, Deserialize, Validate)]
struct ContactDetails {
    #[validate(length(min = 1))]
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[validate(custom(function = phone))]
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number: Option<String>,
}

#[derive(Serialize, Deserialize, Validate)]
struct Vendor {
    #[validate(length(min = 1))]
    name: String,
}

#[derive(Serialize, Deserialize, Validate)]
#[validate(schema(function = in_order))]
struct Delivery {
    #[validate(length(min = 1))]
    #[serde(skip_serializing_if = "Option::is_none")]
    external_identifier: Option<String>,
    #[validate(length(min = 1))]
    #[serde(skip_serializing_if = "Option::is_none")]
    display_identifier: Option<String>,
    #[validate(nested, custom(function = with_address))]
    drop_off: Location,
    #[validate(nested, custom(function = whole_contact))]
    drop_off_contact: ContactDetails,
    #[serde(skip_serializing_if = "Option::is_none")]
    deliver_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deliver_until: Option<String>,
    #[validate(range(min = 0.0, max = 9_999_999_999_999.99))]
    #[serde(skip_serializing_if = "Option::is_none")]
    client_price: Option<f64>,
    #[validate(range(min = 0.0, max = 9_999_999_999_999.99))]
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery_price: Option<f64>,
    #[validate(nested)]
    #[serde(skip_serializing_if = "Option::is_none")]
    vendor: Option<Vendor>,
    #[serde(default)]
    #[validate(nested)]
    parcels: Vec<Parcel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    age_verification_required: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_payment_confirmation: Option<bool>,
}

#[derive(Serialize, Deserialize, Validate)]
struct Parcel {
    #[validate(length(min = 1))]
    #[serde(skip_serializing_if = "Option::is_none")]
    display_identifier: Option<String>,
    #[validate(length(min = 1))]
    #[serde(skip_serializing_if = "Option::is_none")]
    external_identifier: Option<String>,
    #[validate(length(min = 1))]
    #[serde(skip_serializing_if = "Option::is_none")]
    size_alias: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[validate(range(min = 0.0, max = 4_294_967.295))]
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<f64>,
    #[validate(length(min = 1))]
    #[serde(skip_serializing_if = "Option::is_none")]
    barcode: Option<String>,
    #[serde(default)]
    #[validate(custom(function = texts))]
    barcodes: Vec<String>,
    #[serde(default)]
    #[validate(nested)]
    items: Vec<Item>,
}

#[derive(Serialize, Deserialize, Validate)]
struct Item {
    #[validate(length(min = 1))]
    external_id: String,
    #[validate(length(min = 1))]
    name: String,
    #[validate(range(min = 1))]
    quantity: u32,
    #[validate(range(min = 0.0, max = 9_999_999_999_999.99))]
    price: f64,
    #[validate(range(min = 0.0, max = 100.0))]
    vat_rate: f64,
    #[serde(default)]
    #[validate(nested)]
    exemplars: Vec<Exemplar>,
}

#[derive(Serialize, Deserialize, Validate)]
struct Exemplar {
    #[validate(length(min = 1))]
    external_id: String,
    #[validate(length(min = 1))]
    barcode: String,
}

// What the derive does not know.

type Checked = Result<(), ValidationError>;

fn must(be_true: bool, code: &'static str) -> Checked {
    if be_true { Ok(()) } else { Err(ValidationError::new(code)) }
}

fn phone(phone: &str) -> Checked {
    let digits = phone.bytes().filter(u8::is_ascii_digit).count();
    let others = phone.bytes().all(|byte| byte.is_ascii_digit() || b" +-./()".contains(&byte));
    must(others && (3..=15).contains(&digits), "phone")
}

fn time(time: &str) -> Checked {
    must(DateTime::parse_from_rfc3339(time).is_ok(), "time")
}

fn texts(texts: &[String]) -> Checked {
    must(texts.iter().all(|text| !text.is_empty()), "barcodes")
}

fn with_address(place: &Location) -> Checked {
    must(place.address.is_some(), "address")
}

fn with_point_and_address(place: &Location) -> Checked {
    with_address(place)?;
    must(place.lat.is_some() && place.lng.is_some(), "point")
}

fn whole_contact(contact: &ContactDetails) -> Checked {
    must(contact.name.is_some() && contact.phone_number.is_some(), "contact")
}

fn is_point(place: &Location) -> Checked {
    must(place.lat.is_some() == place.lng.is_some(), "point")
}

fn in_order(delivery: &Delivery) -> Checked {
    window(delivery.deliver_from.as_deref(), delivery.deliver_until.as_deref())
}

/// Reads the times, too, so that the derive need not.
fn window(from: Option<&str>, until: Option<&str>) -> Checked {
    let read = |time: Option<&str>| time.map(DateTime::parse_from_rfc3339).transpose();
    match (read(from), read(until)) {
        (Ok(Some(from)), Ok(Some(until))) => must(from <= until, "window"),
        (Ok(_), Ok(_)) => Ok(()),
        _ => must(false, "time"),
    }
}

fn as_a_whole(bundle: &CreateDeliveries) -> Checked {
    must(bundle.bundle_id.is_some() || bundle.product_id.is_some(), "target")?;
    window(bundle.pickup_interval_from.as_deref(), bundle.pickup_interval_until.as_deref())?;
    let mut parcels = bundle.deliveries.iter().flat_map(|delivery| &delivery.parcels);
    let has_one = |parcel: &Parcel| parcel.barcode.is_some() || !parcel.barcodes.is_empty();
    let first = parcels.next().map(has_one);
    must(parcels.all(|parcel| Some(has_one(parcel)) == first), "barcodes")
}

impl CreateDeliveries {
    /// What a schema does not say.
    pub(crate) fn cross_fields(&self) -> Checked {
        self.deliveries.iter().try_for_each(in_order)?;
        as_a_whole(self)
    }
}
