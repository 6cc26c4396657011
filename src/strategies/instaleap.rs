//! Instaleap: how its payload is got wrong.

use serde_json::json;

use super::choices::{Choices, drawn};
use super::faults::Wrong;
use super::jobs::job;
use super::payloads::{GeneratePayload, MOST, draw_payload};
use crate::dialect::instaleap::CreateJob;
use crate::job::Job;
use crate::rule::{Rule, Violation};

drawn! {
    MOST;
    CreateJob: |c| draw_payload(c);
}

const REQUIRED: &[&str] = &[
    "slot_id",
    "client_reference",
    "recipient",
    "recipient.name",
    "recipient.email",
    "recipient.phone_number",
    "prices.order_value",
    "attributes[].type",
    "attributes[].name",
    "attributes[].value",
    "payment.method",
    "contact_less.comment",
    "contact_less.cash_receiver",
    "contact_less.phone_number",
];

const TEXTS: &[&str] = &[
    "slot_id",
    "client_reference",
    "name",
    "job_comment",
    "identification.number",
    "type",
    "payment.id",
    "payment.payment_status",
    "payment.payment_status_details",
    "payment.method_details",
    "payment.blocking_policy",
    "payment.method",
    "payment.reference",
    "contact_less.comment",
    "contact_less.cash_receiver",
    "webhook.key",
    "backoffice.key",
    "shopper_app.key",
];

const AMOUNTS: &[&str] = &[
    "prices.order_value",
    "prices.shipping_fee",
    "prices.taxes",
    "prices.discounts",
    "prices.subtotal",
    "attributes[].value",
    "additional_info[].value",
    "payment.value",
];

const CURRENCY: &str = "/payment_info/currency_code";

impl GeneratePayload for CreateJob {
    fn model(c: &mut Choices, faults: usize) -> Result<Job, Violation> {
        job(c, faults)
    }

    const FAULTS: &'static [Wrong] = &[
        Wrong::missing(REQUIRED),
        Wrong::null(REQUIRED),
        Wrong::missing(&["currency_code"]).beside(&["prices"]).with(&["prices"]),
        Wrong::put(&["currency_code"], Rule::CurrencyUnknown, || json!("XYZ")),
        Wrong::put(TEXTS, Rule::Blank, || json!(" ")),
        Wrong::put(&["recipient.email"], Rule::EmailShape, || json!("ana")),
        Wrong::put(&["phone_number"], Rule::PhoneShape, || json!("call me")),
        Wrong::put(&["URL"], Rule::LinkScheme, || json!("example.com")),
        Wrong::put(AMOUNTS, Rule::AmountFormat, || json!("12,50")),
        Wrong::put(AMOUNTS, Rule::MoneyTooLarge, || json!(1e30)).under(&[CURRENCY]),
    ];

    const KINDS: &'static [(&'static str, Rule)] = &[
        ("order_value", Rule::NotNumber),
        ("shipping_fee", Rule::NotNumber),
        ("taxes", Rule::NotNumber),
        ("discounts", Rule::NotNumber),
        ("subtotal", Rule::NotNumber),
        ("value", Rule::NotNumber),
    ];
}
