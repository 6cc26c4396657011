//! The same page as a host would type it out today: every member kept, nothing checked.

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(crate) struct CreateDeliveries {
    #[serde(skip_serializing_if = "Option::is_none")]
    bundle_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scheduled_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    avoid_aggregation: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pickup_interval_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pickup_interval_until: Option<String>,
    pickup: Location,
    pickup_contact: ContactDetails,
    #[serde(skip_serializing_if = "Option::is_none")]
    return_drop_off: Option<Location>,
    #[serde(skip_serializing_if = "Option::is_none")]
    return_contact: Option<ContactDetails>,
    deliveries: Vec<Delivery>,
}

#[derive(Serialize, Deserialize)]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lng: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct ContactDetails {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Vendor {
    name: String,
}

#[derive(Serialize, Deserialize)]
struct Delivery {
    #[serde(skip_serializing_if = "Option::is_none")]
    external_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_identifier: Option<String>,
    drop_off: Location,
    drop_off_contact: ContactDetails,
    #[serde(skip_serializing_if = "Option::is_none")]
    deliver_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deliver_until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_price: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery_price: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vendor: Option<Vendor>,
    #[serde(default)]
    parcels: Vec<Parcel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    age_verification_required: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_payment_confirmation: Option<bool>,
}

#[derive(Serialize, Deserialize)]
struct Parcel {
    #[serde(skip_serializing_if = "Option::is_none")]
    display_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_alias: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    barcode: Option<String>,
    #[serde(default)]
    barcodes: Vec<String>,
    #[serde(default)]
    items: Vec<Item>,
}

#[derive(Serialize, Deserialize)]
struct Item {
    external_id: String,
    name: String,
    quantity: u32,
    price: f64,
    vat_rate: f64,
    #[serde(default)]
    exemplars: Vec<Exemplar>,
}

#[derive(Serialize, Deserialize)]
struct Exemplar {
    external_id: String,
    barcode: String,
}
