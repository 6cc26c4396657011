//! Instaleap: the sample of the page, a realistic job, everything that can be wrong with it, and what becomes of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

mod common;

use common::laws::{assert_laws, assert_wire_keeps, cases, mutated, outcome, places};
use common::less::{debugged, few, less};
use common::{Change, JOB, JOB_SAMPLE, job, map_strings, remarks};
use lastmile::Severity::{Error, Loss, Notice, Warning};
use lastmile::{
    AddressLine, Attempts, BlockingPolicy, Bundle, BundleTarget, ContactLessWish, Converted, Coordinates, Deliveries,
    Delivery, DeliveryCode, DeliveryCodeWish, Email, FreeText, Integration, Job, JobChange, Kind, Lifecycle, Money,
    Note, Parcel, PaymentMethod, PaymentStatus, PersonName, Phone, PriceAttribute, PriceKind, Prices, Report, Rule,
    Severity, Slot, SlotId, Status, Timeline, Timestamp, Trip, from_json, gett, hubrise, instaleap, read, write,
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn create(payload: &Value) -> Result<Converted<Job>, Report> {
    outcome::<instaleap::CreateJob>(payload)
}

/// The realistic job, changed at one place.
fn with(pointer: &str, value: impl Into<Value>) -> Result<Converted<Job>, Report> {
    create(&job().with(pointer, value))
}

/// All remarks, whatever the outcome.
#[track_caller]
fn assert_said(outcome: &Result<Converted<Job>, Report>, expected: &[(&str, Rule, Severity)]) {
    let report = outcome.as_ref().map_or_else(|report| report, |converted| &converted.report);
    assert_eq!(remarks(report), expected, "\n{report}");
    assert_eq!(outcome.is_err(), expected.iter().any(|(_, _, severity)| *severity == Error));
}

fn realistic() -> Job {
    create(&job()).unwrap().value
}

mod the_sample_of_the_page {
    use super::*;

    #[test]
    fn has_exactly_the_faults_that_its_placeholders_are() {
        assert_said(
            &from_json::<instaleap::CreateJob>(JOB_SAMPLE.as_bytes()),
            &[
                ("/recipient/email", Rule::EmailShape, Error),
                ("/recipient/phone_number", Rule::PhoneShape, Error),
                // Without it the amounts can not be read, and nothing more is said of them.
                ("/payment_info/currency_code", Rule::CurrencyUnknown, Error),
                ("/payment_info/payment/payment_status", Rule::PaymentStatusWord, Warning),
                ("/payment_info/payment/blocking_policy", Rule::BlockingPolicyWord, Warning),
                ("/payment_info/payment/method", Rule::PaymentMethodWord, Warning),
                ("/contact_less/comment", Rule::ContactLessWord, Warning),
                ("/contact_less/phone_number", Rule::PhoneShape, Error),
                ("/external_data/webhook/URL", Rule::LinkScheme, Error),
                ("/external_data/backoffice/URL", Rule::LinkScheme, Error),
                ("/external_data/shopper_app/URL", Rule::LinkScheme, Error),
            ],
        );
    }

    #[test]
    fn is_kept_by_the_wire_to_the_last_member() {
        assert_wire_keeps::<instaleap::CreateJob>(JOB_SAMPLE);
        assert_wire_keeps::<instaleap::CreateJob>(JOB);
    }

    #[test]
    fn is_read_with_warnings_once_its_placeholders_are_filled_in() {
        let mut sample: Value = serde_json::from_str(JOB_SAMPLE).unwrap();
        for (pointer, value) in [
            ("/recipient/email", "a@b.co"),
            ("/recipient/phone_number", "13454"),
            ("/payment_info/currency_code", "COP"),
            ("/contact_less/phone_number", "3112112121"),
            ("/external_data/webhook/URL", "https://example.com"),
            ("/external_data/backoffice/URL", "https://example.com"),
            ("/external_data/shopper_app/URL", "https://example.com"),
        ] {
            *sample.pointer_mut(pointer).unwrap() = value.into();
        }
        let outcome = create(&sample);
        assert_said(
            &outcome,
            &[
                ("/payment_info/prices/order_value", Rule::PricesSum, Warning),
                ("/payment_info/payment/payment_status", Rule::PaymentStatusWord, Warning),
                ("/payment_info/payment/blocking_policy", Rule::BlockingPolicyWord, Warning),
                ("/payment_info/payment/method", Rule::PaymentMethodWord, Warning),
                ("/contact_less/comment", Rule::ContactLessWord, Warning),
            ],
        );
        let written = write::<instaleap::CreateJob>(&outcome.unwrap().value);
        assert!(written.report.is_empty());
        assert_eq!(serde_json::to_value(&written.value).unwrap(), sample, "through the model, too");
    }
}

mod a_realistic_job {
    use super::*;

    #[test]
    fn is_read_without_a_remark_and_written_back_as_it_came() {
        let read = create(&job()).unwrap();
        assert!(read.report.is_empty(), "{}", read.report);
        let written = write::<instaleap::CreateJob>(&read.value);
        assert!(written.report.is_empty(), "{}", written.report);
        assert_eq!(serde_json::to_value(&written.value).unwrap(), job());
    }

    #[test]
    fn means_what_it_says() {
        let job = realistic();
        assert!(job.slot.id.as_str().starts_with("eyJ") && job.slot.expires_at.is_none());
        assert_eq!(job.reference.as_str(), "order-1001");
        assert_eq!(job.recipient.email.as_str(), "ana.gomez@example.com");
        assert_eq!(job.recipient.identification.unwrap().number.unwrap().as_str(), "1020304050");
        let billing = job.billing.unwrap();
        assert_eq!(billing.currency().unwrap().code(), "COP");
        let prices = billing.prices().unwrap();
        assert_eq!(prices.order_value.minor(), 4_545_000, "major units, not cents");
        assert_eq!(prices.shipping_fee.unwrap().minor(), 500_050);
        assert_eq!(prices.attributes[1].kind, PriceKind::OrderValue);
        assert_eq!(prices.adjustments[0].value.unwrap().minor(), -500_000);
        let payment = billing.payment().unwrap();
        assert_eq!((&payment.method, &payment.status), (&PaymentMethod::Cash, &Some(PaymentStatus::InProgress)));
        assert_eq!(payment.blocking_policy, Some(BlockingPolicy::Checkout));
        assert_eq!(payment.metadata.as_ref().unwrap().as_map()["till"], 4);
        assert_eq!(job.delivery_code, DeliveryCodeWish::Wanted);
        assert_eq!(job.contact_less.unwrap().wish, ContactLessWish::LeaveInReception);
        let office = job.integrations.back_office.unwrap();
        assert_eq!(office.url.unwrap().as_str(), "https://backoffice.example.com/orders/1001");
        assert_eq!(office.others.as_map()["newKey"], "more");
    }

    #[test]
    fn needs_little() {
        let small = json!({
            "slot_id": "s",
            "client_reference": "r",
            "recipient": {"name": "n", "email": "a@b", "phone_number": "123"},
        });
        let read = create(&small).unwrap();
        assert!(read.report.is_empty(), "{}", read.report);
        assert_eq!(read.value.delivery_code, DeliveryCodeWish::AsUsual);
        assert_eq!(serde_json::to_value(write::<instaleap::CreateJob>(&read.value).value).unwrap(), small);

        // Everything that is optional, null.
        let mut nulls = small.clone();
        for member in ["payment_info", "add_delivery_code", "job_comment", "contact_less", "external_data"] {
            nulls = nulls.with(&format!("/{member}"), Value::Null);
        }
        assert_eq!(create(&nulls).unwrap(), read);
        assert_wire_keeps::<instaleap::CreateJob>(&nulls.to_string());
        // No amount, no currency.
        let paid = small.with("/payment_info", json!({"payment": {"method": "PREPAID", "id": null}}));
        assert!(create(&paid).unwrap().report.is_empty());
    }

    #[test]
    fn tells_one_application_what_it_is_to_know_also_where_the_others_are_told_nothing() {
        for application in ["webhook", "backoffice", "shopper_app"] {
            let alone = job().with("/external_data", json!({application: job()["external_data"][application]}));
            let written = write::<instaleap::CreateJob>(&create(&alone).unwrap().value);
            assert!(written.report.is_empty(), "{}", written.report);
            assert_eq!(serde_json::to_value(&written.value).unwrap(), alone);
        }
    }

    #[test]
    fn is_stored_in_the_models_own_form() {
        let job = realistic();
        let stored = serde_json::to_value(&job).unwrap();
        assert_eq!(stored["billing"]["prices"]["order_value"], json!({"minor": 4_545_000, "currency": "COP"}));
        assert_eq!(serde_json::from_value::<Job>(stored.clone()).unwrap(), job);
        for (pointer, value) in [
            ("/recipient/email", json!("Jane Roe")),
            ("/slot/id", json!(" ")),
            ("/billing/prices/taxes", json!({"minor": 1, "currency": "EUR"})),
            ("/billing/payment/metadata", json!("Jane Roe")),
            ("/integrations/webhook/url", json!("javascript:alert('Jane')")),
        ] {
            let refused = serde_json::from_value::<Job>(stored.clone().with(pointer, value)).unwrap_err();
            assert!(!refused.to_string().contains("Jane"), "{pointer}: {refused}");
        }
    }
}

mod a_faulty_job {
    use super::*;

    /// One bad value for every member, each refused with its own rule at its own place.
    const BAD: &[(&str, &str, Rule)] = &[
        ("/slot_id", "\" \"", Rule::Blank),
        ("/client_reference", "7", Rule::NotText),
        ("/recipient/name", "null", Rule::Missing),
        ("/recipient/email", "\"ana at example.com\"", Rule::EmailShape),
        ("/recipient/phone_number", "\"call me\"", Rule::PhoneShape),
        ("/recipient/identification/number", "1020304050", Rule::NotText),
        ("/recipient/identification/type", "[\"CC\"]", Rule::NotText),
        ("/payment_info/prices/order_value", "\"45.450,00\"", Rule::AmountFormat),
        ("/payment_info/prices/shipping_fee", "{}", Rule::NotNumber),
        ("/payment_info/prices/taxes", "1e16", Rule::MoneyTooLarge),
        ("/payment_info/prices/discounts", "true", Rule::NotNumber),
        ("/payment_info/prices/subtotal", "\"\"", Rule::AmountFormat),
        ("/payment_info/prices/attributes/0/type", "\"\"", Rule::Blank),
        ("/payment_info/prices/attributes/0/name", "null", Rule::Missing),
        ("/payment_info/prices/attributes/0/value", "null", Rule::Missing),
        ("/payment_info/prices/attributes/1", "[]", Rule::NotObject),
        ("/payment_info/prices/additional_info/0/type", "1", Rule::NotText),
        ("/payment_info/prices/additional_info/0/name", "\" \"", Rule::Blank),
        ("/payment_info/prices/additional_info/0/value", "\"+5000\"", Rule::AmountFormat),
        ("/payment_info/prices/additional_info/1", "null", Rule::NotObject),
        ("/payment_info/payment/id", "77", Rule::NotText),
        ("/payment_info/payment/payment_status", "false", Rule::NotText),
        ("/payment_info/payment/payment_status_details", "{}", Rule::NotText),
        ("/payment_info/payment/method_details", "\"\\t\"", Rule::Blank),
        ("/payment_info/payment/blocking_policy", "[]", Rule::NotText),
        ("/payment_info/payment/method", "\"\"", Rule::Blank),
        ("/payment_info/payment/reference", "\" \"", Rule::Blank),
        ("/payment_info/payment/value", "\"-\"", Rule::AmountFormat),
        ("/payment_info/payment/metadata", "\"{}\"", Rule::NotObject),
        ("/add_delivery_code", "\"true\"", Rule::NotFlag),
        ("/job_comment", "\"  \"", Rule::Blank),
        ("/contact_less/comment", "null", Rule::Missing),
        ("/contact_less/cash_receiver", "\"\"", Rule::Blank),
        ("/contact_less/phone_number", "\"12\"", Rule::PhoneShape),
        ("/external_data/webhook/key", "123456", Rule::NotText),
        ("/external_data/webhook/URL", "\"javascript:alert(1)\"", Rule::LinkScheme),
        ("/external_data/backoffice/key", "\" \"", Rule::Blank),
        ("/external_data/backoffice/URL", "\"/orders/1001\"", Rule::LinkScheme),
        ("/external_data/shopper_app", "\"string\"", Rule::NotObject),
    ];

    #[test]
    fn gets_a_code_and_a_pointer_for_every_member_in_one_report() {
        let mut payload = job();
        for (pointer, value, _) in BAD {
            payload = payload.with(pointer, serde_json::from_str::<Value>(value).unwrap());
        }
        let expected: Vec<_> = BAD.iter().map(|(pointer, _, rule)| (*pointer, *rule, Error)).collect();
        assert_said(&create(&payload), &expected);
    }

    #[test]
    fn gets_the_same_code_for_each_of_them_alone() {
        for (pointer, value, rule) in few(BAD, 8) {
            let outcome = with(pointer, serde_json::from_str::<Value>(value).unwrap());
            let report = outcome.unwrap_err();
            let errors: Vec<_> = report.errors().map(|error| (error.pointer.as_str(), error.rule)).collect();
            assert_eq!(errors, [(*pointer, *rule)]);
        }
    }

    #[test]
    fn is_told_of_every_required_member_and_of_no_other() {
        let mut all = Vec::new();
        places(&job(), "", &mut all);
        all.retain(|pointer| !pointer.ends_with(|c: char| c.is_ascii_digit()) && !pointer.contains("metadata/"));
        let some: Vec<String> = few(all, 8).collect();
        let mut required: Vec<&str> = some
            .iter()
            .map(String::as_str)
            .filter(|pointer| {
                let outcome = create(&job().without(pointer));
                if let Err(report) = &outcome {
                    assert_eq!(remarks(report), [(*pointer, Rule::Missing, Error)]);
                }
                outcome.is_err()
            })
            .collect();
        let expected = [
            "/slot_id",
            "/client_reference",
            "/recipient",
            "/recipient/name",
            "/recipient/email",
            "/recipient/phone_number",
            // Because there are amounts.
            "/payment_info/currency_code",
            "/payment_info/prices/order_value",
            "/payment_info/prices/attributes/0/type",
            "/payment_info/prices/attributes/0/name",
            "/payment_info/prices/attributes/0/value",
            "/payment_info/prices/attributes/1/type",
            "/payment_info/prices/attributes/1/name",
            "/payment_info/prices/attributes/1/value",
            "/payment_info/payment/method",
            "/contact_less/comment",
            "/contact_less/cash_receiver",
            "/contact_less/phone_number",
        ];
        let mut expected: Vec<&str> =
            expected.into_iter().filter(|pointer| !cfg!(miri) || some.iter().any(|some| some == pointer)).collect();
        expected.sort_unstable();
        required.sort_unstable();
        assert_eq!(required, expected);
    }

    #[test]
    fn without_a_currency_is_told_so_once() {
        let currency = "/payment_info/currency_code";
        assert_said(&create(&job().without(currency)), &[(currency, Rule::Missing, Error)]);
        assert_said(&with(currency, Value::Null), &[(currency, Rule::Missing, Error)]);
        assert_said(&with(currency, ""), &[(currency, Rule::Missing, Error)]);
        for wrong in ["cop", "XXX", "pesos"] {
            assert_said(&with(currency, wrong), &[(currency, Rule::CurrencyUnknown, Error)]);
        }
        assert_said(&with(currency, 170), &[(currency, Rule::NotText, Error)]);
        // What is wrong with an amount in itself is said all the same.
        let value = "/payment_info/prices/additional_info/0/value";
        assert_said(
            &create(&job().without(currency).with(value, "five").with("/payment_info/prices/taxes", json!([]))),
            &[
                (currency, Rule::Missing, Error),
                ("/payment_info/prices/taxes", Rule::NotNumber, Error),
                (value, Rule::AmountFormat, Error),
            ],
        );
        // One payment with a value needs it, too.
        let payment = json!({"payment": {"method": "CASH", "value": "1"}});
        assert_said(&with("/payment_info", payment), &[(currency, Rule::Missing, Error)]);
    }

    #[test]
    fn is_told_of_members_that_nobody_named_except_where_the_host_names_them() {
        assert_said(
            &create(&job().with("/x", 1).with("/payment_info/prices/x", "y").with("/external_data/crm", json!({}))),
            &[
                ("/payment_info/prices/x", Rule::UnknownMember, Notice),
                ("/external_data/crm", Rule::UnknownMember, Notice),
                ("/x", Rule::UnknownMember, Notice),
            ],
        );
        assert_said(&with("/external_data/webhook/newKey", json!({"a": [1]})), &[]);
        assert_said(&with("/payment_info/payment/metadata", json!({"a": {"b": null}})), &[]);
    }
}

mod amounts {
    use super::*;

    fn order_value(currency: &str, value: Value) -> Result<Converted<Job>, Report> {
        let info = json!({"currency_code": currency, "prices": {"order_value": value}});
        with("/payment_info", info)
    }

    #[track_caller]
    fn assert_minor(currency: &str, value: Value, minor: i64) {
        let shown = value.to_string();
        let outcome = order_value(currency, value);
        assert_said(&outcome, &[]);
        let billing = outcome.unwrap().value.billing.unwrap();
        assert_eq!(billing.prices().unwrap().order_value.minor(), minor, "{shown}");
    }

    #[test]
    fn are_exact_minor_units_of_their_currency_as_number_and_as_text() {
        let amounts = [
            ("COP", "45000", 4_500_000),
            ("COP", "66.55", 6655),
            ("BRL", "293.15", 29_315),
            ("BRL", "1.15", 115),
            ("BRL", "0", 0),
            ("BRL", "10.0", 1000),
            ("BRL", "1e3", 100_000),
            ("BRL", "9999999999999.99", 999_999_999_999_999),
            ("CLP", "450", 450),
            ("CLP", "999999999999999", 999_999_999_999_999),
            ("KWD", "1.234", 1234),
            ("CLF", "0.0001", 1),
        ];
        for (currency, number, minor) in few(amounts, 4) {
            assert_minor(currency, serde_json::from_str(number).unwrap(), minor);
            assert_minor(currency, number.into(), minor);
        }
        assert_minor("BRL", "12.50".into(), 1250);
        assert_minor("BRL", "12.500000000000000000000000000000".into(), 1250);
    }

    #[test]
    fn that_are_finer_than_the_minor_unit_are_rounded_half_up_with_a_warning() {
        let pointer = "/payment_info/prices/order_value";
        for (currency, number, minor) in
            [("BRL", "293.155", 29_316), ("CLP", "450.5", 451), ("CLP", "450.4", 450), ("KWD", "0.00049", 0)]
        {
            for value in [serde_json::from_str(number).unwrap(), Value::from(number)] {
                let outcome = order_value(currency, value);
                assert_said(&outcome, &[(pointer, Rule::MoneyFraction, Warning)]);
                let billing = outcome.unwrap().value.billing.unwrap();
                assert_eq!(billing.prices().unwrap().order_value.minor(), minor);
            }
        }
        let text = order_value("BRL", "45.40000000000000001".into());
        assert_said(&text, &[(pointer, Rule::MoneyFraction, Warning)]);
        assert_eq!(text.unwrap().report.remarks()[0].found.as_str(), "45.40000000000000001 BRL", "no digit is dropped");
    }

    #[test]
    fn that_are_text_are_numbers_as_json_writes_them() {
        let pointer = "/payment_info/prices/order_value";
        let malformed = [
            "", " ", "-", "+5", "5,00", ".5", "5.", "05", "00", "-01", " 5", "5 ", "1_000", "1e", "1e+", "e1", "0x10",
            "NaN", "Infinity", "--5", "5-", "٥", "5000 COP", "$5", "1.2.3", "1e2e3", "1e2.5",
        ];
        for wrong in few(malformed, 6) {
            assert_said(&order_value("BRL", wrong.into()), &[(pointer, Rule::AmountFormat, Error)]);
        }
        for (right, minor) in [("0", 0), ("0.0", 0), ("5e-1", 50), ("5E+1", 5000), ("0e9", 0)] {
            assert_minor("BRL", right.into(), minor);
        }
        let huge = format!("1{}", "0".repeat(less(1_000_000, 1000)));
        assert_said(&order_value("BRL", huge.into()), &[(pointer, Rule::MoneyTooLarge, Error)]);
        assert_said(&order_value("BRL", "1e999999999".into()), &[(pointer, Rule::MoneyTooLarge, Error)]);
    }

    #[test]
    fn keep_their_form_on_the_wire() {
        for value in few([json!("-5000"), json!(-5000), json!(-5000.0), json!("-5000.00"), json!("x")], 2) {
            let payload = job().with("/payment_info/prices/additional_info/0/value", value.clone());
            assert_wire_keeps::<instaleap::CreateJob>(&payload.to_string());
            assert_wire_keeps::<instaleap::CreateJob>(&job().with("/payment_info/prices/taxes", value).to_string());
        }
    }

    #[test]
    fn of_adjustments_are_written_as_text() {
        for (came, goes) in [(json!(-5000), "-5000"), (json!("0.5"), "0.50"), (json!("-12.50"), "-12.50")] {
            let read = with("/payment_info/prices/additional_info/0/value", came).unwrap().value;
            let written = serde_json::to_value(write::<instaleap::CreateJob>(&read).value).unwrap();
            assert_eq!(written["payment_info"]["prices"]["additional_info"][0]["value"], goes);
        }
    }

    #[test]
    fn below_zero_are_doubtful_except_where_something_is_taken_off() {
        for member in ["shipping_fee", "taxes", "subtotal"] {
            let pointer = format!("/payment_info/prices/{member}");
            let outcome = with(&pointer, -1);
            let sum = ("/payment_info/prices/order_value", Rule::PricesSum, Warning);
            assert_said(&outcome, &[(&pointer, Rule::PriceNegative, Warning), sum]);
        }
        assert_said(
            &with("/payment_info/payment/value", "-0.01"),
            &[("/payment_info/payment/value", Rule::PriceNegative, Warning)],
        );
        assert_said(&with("/payment_info/prices/discounts", -1000), &[]);
    }

    #[test]
    fn that_do_not_add_up_are_doubtful_whatever_is_wrong_beside_them() {
        let sum = ("/payment_info/prices/order_value", Rule::PricesSum, Warning);
        let taxed = job().with("/payment_info/prices/order_value", 1);
        for pointer in ["/payment_info/prices/additional_info/0/type", "/payment_info/prices/attributes/0/name"] {
            assert_said(&create(&taxed.clone().with(pointer, " ")), &[(pointer, Rule::Blank, Error), sum]);
        }
    }

    #[test]
    fn need_a_currency_also_where_none_of_them_can_be_read() {
        let currency = ("/payment_info/currency_code", Rule::Missing, Error);
        for (value, rule) in [(json!(true), Rule::NotNumber), (json!("x"), Rule::AmountFormat)] {
            let outcome = with("/payment_info", json!({"payment": {"method": "CASH", "value": value}}));
            assert_said(&outcome, &[currency, ("/payment_info/payment/value", rule, Error)]);
        }
        assert_said(&with("/payment_info", json!({"payment": {"method": "CASH", "value": null}})), &[]);
    }

    #[test]
    fn are_compared_with_parts_of_known_types_in_one_currency() {
        let amount = |minor: i64, code: &str| Money::new(minor, code.parse().unwrap()).unwrap();
        let part = |kind: PriceKind, minor| PriceAttribute {
            kind,
            name: "part".parse().unwrap(),
            value: amount(minor, "COP"),
        };
        let other = |word: &str| PriceKind::Other(word.parse().unwrap());
        let rule = |taxes: Money, attributes: Vec<PriceAttribute>| {
            let prices = Prices { taxes: Some(taxes), attributes, ..Prices::of(amount(5000, "COP")) };
            prices.check_sum().err().map(|doubt| doubt.rule())
        };
        let taxes = amount(100, "COP");
        assert_eq!(rule(taxes, vec![part(PriceKind::Taxes, 99)]), Some(Rule::PricesSum));
        assert_eq!(rule(taxes, vec![part(PriceKind::Taxes, 99), part(other("TIP"), 7)]), None);
        // A word of the list is known however it was made.
        assert_eq!(rule(taxes, vec![part(PriceKind::Taxes, 99), part(other("SUBTOTAL"), 7)]), Some(Rule::PricesSum));
        assert_eq!(rule(taxes, vec![part(PriceKind::Taxes, 99), part(other("TAXES"), 1)]), None);
        assert_eq!(rule(taxes, vec![part(PriceKind::Taxes, 99), part(other("TAXES"), 2)]), Some(Rule::PricesSum));
        let euros = rule(amount(99, "EUR"), vec![part(PriceKind::Taxes, 99)]);
        assert_eq!(euros, Some(Rule::MoneyOtherCurrency), "though the numbers are the same");
    }

    #[test]
    fn that_do_not_add_up_are_doubtful_each_once_and_at_its_place() {
        let sum = &[("/payment_info/prices/order_value", Rule::PricesSum, Warning)];
        let taxes = ("/payment_info/prices/taxes", Rule::PricesSum, Warning);
        assert_said(&with("/payment_info/prices/order_value", 45_449.99), sum);
        assert_said(&with("/payment_info/prices/taxes", Value::Null), sum);
        assert_said(&with("/payment_info/prices/attributes/0/value", 45_001), sum);
        assert_said(&with("/payment_info/prices/attributes/0/type", "TAXES"), &[sum[0], taxes]);
        // Of which price one of another type is a part, nobody knows: it is doubtful, and no sum is.
        let kind = "/payment_info/prices/attributes/0/type";
        assert_said(&with(kind, "TIP"), &[(kind, Rule::PriceKindWord, Warning)]);
        // The attributes of each price are its parts and nobody else's; discounts count with and without a sign.
        let sums = [
            ("shipping_fee", "SHIPPING_FEE", 5000.5),
            ("taxes", "TAXES", 7256.25),
            ("discounts", "DISCOUNTS", 1000.0),
            ("discounts", "DISCOUNTS", -1000.0),
            ("subtotal", "SUBTOTAL", 34_193.25),
        ];
        for (member, kind, value) in few(sums, 2) {
            let outcome = |value: f64| {
                let part = |value: f64| json!({"type": kind, "name": member, "value": value});
                let attributes = json!([part(value - 1.0), part(1.0)]);
                create(&job().with("/payment_info/prices/attributes", attributes))
            };
            assert_said(&outcome(value), &[]);
            assert_said(
                &outcome(value + 0.5),
                &[(&format!("/payment_info/prices/{member}"), Rule::PricesSum, Warning)],
            );
        }
        // What is not known cannot be wrong.
        let unknown = job().without("/payment_info/prices/subtotal").without("/payment_info/prices/attributes");
        assert_said(&create(&unknown.with("/payment_info/prices/order_value", 1)), &[]);
        assert_said(&with("/payment_info/payment/value", 26_000), &[]);
        let refused = with("/payment_info/prices/order_value", 900).unwrap();
        assert_eq!(refused.report.remarks()[0].found.as_str(), "900.00 COP for parts of 45450.00 COP");
        // A sum may be larger than an amount, on the way or in the end.
        let most = json!(9_999_999_999_999.99);
        let prices = json!({"order_value": most, "subtotal": most, "taxes": most, "discounts": most});
        let all = job().with("/payment_info/prices", prices);
        assert_said(&create(&all), &[]);
        let outcome = create(&all.without("/payment_info/prices/discounts"));
        assert_said(&outcome, sum);
        let doubted = outcome.unwrap().report;
        assert_eq!(doubted.remarks()[0].found.as_str(), "9999999999999.99 COP for parts of 19999999999999.98 COP");
    }
}

mod words {
    use super::*;

    #[test]
    fn that_are_known_are_typed_and_others_are_kept_with_a_warning() {
        let lists: [(&str, &[&str], Rule); 5] = [
            (
                "/payment_info/prices/attributes/0/type",
                &["ORDER_VALUE", "SHIPPING_FEE", "TAXES", "DISCOUNTS", "SUBTOTAL"],
                Rule::PriceKindWord,
            ),
            (
                "/payment_info/payment/payment_status",
                &["FAILED", "SUCCEEDED", "CHANGED", "IN_PROGRESS", "REVERTED"],
                Rule::PaymentStatusWord,
            ),
            (
                "/payment_info/payment/method",
                &["CASH", "PREPAID", "PAYMENT_TERMINAL", "LOYALTY_CARD", "PAYMENT_LINK", "TRANSFER"],
                Rule::PaymentMethodWord,
            ),
            (
                "/payment_info/payment/blocking_policy",
                &["CHECKOUT", "EXIT_STORE", "UNBLOCKED"],
                Rule::BlockingPolicyWord,
            ),
            ("/contact_less/comment", &["LeaveAtTheDoor", "LeaveInReception"], Rule::ContactLessWord),
        ];
        for (pointer, known, rule) in lists {
            assert_eq!((rule.kind(), rule.severity()), (Kind::UnknownValue, Warning));
            let about = |outcome: &Result<Converted<Job>, Report>| {
                let report = &outcome.as_ref().unwrap().report;
                let about: Vec<_> = report.remarks().iter().filter(|remark| remark.rule != Rule::PricesSum).collect();
                about
                    .iter()
                    .map(|remark| (remark.pointer.to_string(), remark.rule, remark.severity))
                    .collect::<Vec<_>>()
            };
            for word in few(known, 1) {
                assert!(about(&with(pointer, *word)).is_empty(), "{word}");
                assert!(rule.says().contains(word), "{word} is in the sentence");
            }
            for other in few([known[0].to_lowercase().as_str(), "BARTER", &format!("{} ", known[0])], 1) {
                let outcome = with(pointer, other);
                assert_eq!(about(&outcome), [(pointer.to_owned(), rule, Warning)]);
                let written = serde_json::to_value(write::<instaleap::CreateJob>(&outcome.unwrap().value).value);
                assert_eq!(written.unwrap().pointer(pointer), Some(&json!(other)), "kept as it came");
            }
        }
        assert_said(&with("/payment_info/prices/additional_info/0/type", "whatever"), &[]);
        let found = |pointer: &str| with(pointer, "maria").unwrap().report.remarks()[0].found.to_string();
        assert_eq!(found("/payment_info/payment/method"), "\"maria\"");
        assert_eq!(found("/contact_less/comment"), "a text of 5 characters", "people write there");
    }

    #[test]
    fn of_metadata_are_a_thousand_characters_at_most() {
        let metadata = |length: usize| json!({"k": "é".repeat(length - r#"{"k":""}"#.len())});
        let pointer = "/payment_info/payment/metadata";
        assert_said(&with(pointer, metadata(1000)), &[]);
        assert_said(&with(pointer, metadata(1001)), &[(pointer, Rule::MetadataTooLong, Warning)]);
    }

    #[test]
    fn of_an_e_mail_address_are_looked_at_with_plain_sense() {
        for good in [
            "a@b",
            "ana.gomez+shop@example.com",
            "josé@correo.es",
            "ana@exämple.com",
            "\"ana@home\"@example.com",
            "o'neil@example.co.uk",
            "a@[127.0.0.1]",
        ] {
            assert!(Email::new(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "@",
            "a",
            "a@",
            "@b",
            "a b@c",
            "a@b c",
            "a@b\n",
            "a@@b",
            "a@b@c",
            "a@.b",
            "a@b.",
            "a@b..c",
            "a@b\u{a0}c",
            "[email\u{a0}protected]",
            "a\u{202e}@b",
        ] {
            assert_eq!(Email::new(bad).unwrap_err().rule(), Rule::EmailShape, "{bad:?}");
        }
    }
}

mod a_slot {
    use super::*;

    #[test]
    fn expires_at_a_time_that_is_compared_with_the_hosts() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let mut slot = Slot::new(SlotId::new("s").unwrap());
        assert_eq!(slot.check(at("9999-01-01T00:00:00Z")), Ok(()), "nobody knows when");
        slot.expires_at = Some(at("2024-05-02T10:15:00-05:00"));
        assert_eq!(slot.check(at("2024-05-02T15:14:59.999999999Z")), Ok(()));
        for late in ["2024-05-02T15:15:00Z", "2024-05-02T17:15:00+02:00", "2024-05-03T00:00:00Z"] {
            assert_eq!(slot.check(at(late)).unwrap_err().rule(), Rule::SlotExpired);
        }
        let message = slot.check(at("2024-05-02T15:15:00Z")).unwrap_err().to_string();
        assert!(message.contains("417") && message.contains("a new slot is needed"), "{message}");
    }

    #[test]
    fn is_written_without_its_expiry_which_is_named() {
        let mut job = realistic();
        job.slot.expires_at = Some("2024-05-02T15:15:00Z".parse().unwrap());
        let written = write::<instaleap::CreateJob>(&job);
        assert_eq!(remarks(&written.report), [("/slot/expires_at", Rule::Lost, Loss)]);
    }
}

mod a_change {
    use super::*;

    #[test]
    fn of_items_origin_or_destination_needs_a_new_availability_and_of_comments_does_not() {
        let job = realistic();
        assert_eq!(job.changes_to(&job), []);
        let mut next = job.clone();
        next.comment = None;
        next.contact_less = None;
        let changes = job.changes_to(&next);
        assert_eq!(changes, [JobChange::Comment, JobChange::ContactLess]);
        assert!(changes.iter().all(|change| change.is_free() && !change.needs_availability()));
        next.delivery_code = DeliveryCodeWish::Unwanted;
        assert_eq!(job.changes_to(&next).last(), Some(&JobChange::Other));
        assert!(!JobChange::Other.is_free() && !JobChange::Other.needs_availability());

        for (member, value) in [
            ("/slot_id", json!("another")),
            ("/client_reference", json!("another")),
            ("/recipient/name", json!("Another")),
            ("/payment_info/payment/value", json!(1)),
            ("/add_delivery_code", json!(!job.delivery_code.is_wanted())),
            ("/external_data", Value::Null),
        ] {
            let next = with(member, value).unwrap().value;
            assert_eq!(job.changes_to(&next), [JobChange::Other], "{member} alone");
        }

        let before = trip();
        assert_eq!(before.changes_to(&before), []);
        let mut after = before.clone();
        after.parcels.clear();
        after.origin.place.coordinates = None;
        after.destination.place.address = None;
        let changes = before.changes_to(&after);
        assert_eq!(changes, [JobChange::Items, JobChange::Origin, JobChange::Destination]);
        assert!(changes.iter().all(|change| change.needs_availability() && !change.is_free()));

        let mut told = before.clone();
        told.destination.place.note = Some(Note::new("3B").unwrap());
        told.origin.contact.phone = None;
        assert_eq!(before.changes_to(&told), [], "the same places");
    }
}

fn trip() -> Trip {
    let mut trip = Trip { parcels: vec![Parcel::default()], ..Trip::default() };
    trip.origin.place.address = Some(AddressLine::new("Carrera 7, Bogotá").unwrap());
    trip.origin.place.coordinates = Some(Coordinates::new(4.5981, -74.076).unwrap());
    trip.origin.contact.name = Some(PersonName::new("Shop").unwrap());
    trip.origin.contact.phone = Some(Phone::new("6013334444").unwrap());
    trip.destination.place.address = Some(AddressLine::new("Calle 100, Bogotá").unwrap());
    trip
}

mod a_delivery_code {
    use super::*;

    #[test]
    fn is_shown_before_the_job_is_completed() {
        let now: Timestamp = "2024-05-02T15:40:00Z".parse().unwrap();
        let code = DeliveryCode::new("0595").unwrap();
        for base in [Lifecycle::CANONICAL, gett::LIFECYCLE, hubrise::LIFECYCLE] {
            for wish in few([json!("absent"), Value::Null, json!(true)], 1) {
                let payload = job();
                let payload = if wish == "absent" {
                    payload.without("/add_delivery_code")
                } else {
                    payload.with("/add_delivery_code", wish)
                };
                let mut timeline = Timeline::under(create(&payload).unwrap().value.lifecycle(base));
                timeline.advance(Status::AtDropOff, now).unwrap();
                assert_eq!(timeline.advance(Status::Completed, now).unwrap_err().rule(), Rule::DeliveryCodeNeeded);
                let (left, wrong) = code.check(&DeliveryCode::new("5950").unwrap(), Attempts::allowing(2));
                assert_eq!(wrong.unwrap_err().rule(), Rule::DeliveryCodeWrong);
                assert_eq!(timeline.status(), Some(Status::AtDropOff));
                timeline.complete(now, code.check(&code, left).1.unwrap()).unwrap();
                assert_eq!(timeline.status(), Some(Status::Completed));
            }
            let unguarded = with("/add_delivery_code", false).unwrap().value;
            assert_eq!(unguarded.lifecycle(base), base);
        }
    }
}

mod a_delivery_of_a_job {
    use super::*;

    fn crossed(job: Job, trip: Trip) -> (Delivery, Vec<(String, Rule)>) {
        let Converted { value, report } = job.into_delivery(trip);
        assert!(report.remarks().iter().all(|remark| remark.severity == Loss), "{report}");
        (value, report.remarks().iter().map(|remark| (remark.pointer.to_string(), remark.rule)).collect())
    }

    #[test]
    fn loses_an_amount_finer_than_a_hundredth_for_a_reason_that_is_true() {
        let dinars = json!({"currency_code": "KWD", "prices": {"order_value": 1.234, "shipping_fee": 0.25}});
        let Converted { value, report } = with("/payment_info", dinars).unwrap().value.into_delivery(trip());
        assert_eq!((value.client_price, value.delivery_price.map(|price| price.get())), (None, Some(25)));
        let lost = report.remarks().iter().find(|remark| remark.pointer == "/billing/prices/order_value").unwrap();
        // 1.234 is a whole number of the dinar's own minor unit.
        assert!(lost.rule.says().contains("hundredths where none is named"), "{lost}");
        assert_eq!((lost.rule, lost.found.as_str()), (Rule::MoneyFraction, "1.234"));
    }

    #[test]
    fn holds_what_it_can_and_names_the_rest() {
        let (delivery, lost) = crossed(realistic(), trip());
        assert_eq!(delivery.reference.as_ref().unwrap().as_str(), "order-1001");
        assert_eq!(delivery.drop_off.contact.name.as_ref().unwrap().as_str(), "Ana Gómez");
        assert_eq!(delivery.drop_off.contact.phone.as_ref().unwrap().as_str(), "3112112121");
        assert_eq!(delivery.drop_off.place.note.as_ref().unwrap().as_str(), "the bell is broken, please call");
        assert_eq!(delivery.pickup.as_deref(), Some(&trip().origin));
        assert_eq!(delivery.client_price.unwrap().get(), 4_545_000);
        assert_eq!(delivery.delivery_price.unwrap().get(), 500_050);
        assert_eq!(delivery.parcels.len(), 1);
        let expected = [
            "/slot",
            "/recipient/identification/number",
            "/recipient/identification/kind",
            "/billing/currency",
            "/billing/prices/taxes",
            "/billing/prices/discounts",
            "/billing/prices/subtotal",
            "/billing/prices/attributes",
            "/billing/prices/adjustments",
            "/billing/payment",
            "/contact_less",
            "/integrations/webhook",
            "/integrations/back_office",
            "/integrations/shopper_app",
        ];
        assert_eq!(lost, expected.map(|pointer| (pointer.to_owned(), Rule::Lost)));
    }

    #[test]
    fn is_written_by_another_dialect() {
        let (mut delivery, _) = crossed(realistic(), trip());
        let pickup = delivery.pickup.take();
        let gett: Value = serde_json::from_str(common::CREATE).unwrap();
        let mut bundle: Bundle = from_json::<gett::CreateDeliveries>(gett.to_string().as_bytes()).unwrap().value;
        bundle.target = BundleTarget::New { product: "p".parse().unwrap() };
        bundle.pickup = pickup.map(|pickup| *pickup);
        bundle.deliveries = Deliveries::new(vec![delivery]).unwrap();
        let written = write::<gett::CreateDeliveries>(&bundle);
        let lost = ["/deliveries/0/tracking", "/deliveries/0/drop_off/contact/email"];
        assert_eq!(remarks(&written.report), lost.map(|lost| (lost, Rule::Lost, Loss)), "that a code is needed");
        let json = serde_json::to_value(&written.value).unwrap();
        assert_eq!(json["deliveries"][0]["client_price"], 45_450);
        assert_eq!(json["deliveries"][0]["drop_off_contact"]["name"], "Ana Gómez");
        assert!(read(written.value).is_ok());
    }

    #[test]
    fn is_completed_by_its_code_if_the_job_has_one() {
        let now: Timestamp = "2024-05-02T15:40:00Z".parse().unwrap();
        let (mut delivery, _) = crossed(realistic(), trip());
        let refused = delivery.tracking.timeline.advance(Status::Completed, now).unwrap_err();
        assert_eq!(refused.rule(), Rule::DeliveryCodeNeeded);
        let (delivery, _) = crossed(with("/add_delivery_code", false).unwrap().value, trip());
        assert_eq!(delivery.tracking, Default::default());
    }

    #[test]
    fn keeps_what_the_destination_says_already() {
        let mut trip = trip();
        trip.destination.contact.name = Some(PersonName::new("Reception").unwrap());
        trip.destination.contact.phone = Some(Phone::new("3112112121").unwrap());
        trip.destination.place.note = Some(Note::new("3B").unwrap());
        let (delivery, lost) = crossed(realistic(), trip.clone());
        assert!(delivery.drop_off.contact.email.is_some(), "which nobody named there");
        let email = delivery.drop_off.contact.email.clone();
        trip.destination.contact.email = email.clone();
        assert_eq!(delivery.drop_off, trip.destination);
        let lost: Vec<&str> = lost.iter().map(|(pointer, _)| pointer.as_str()).collect();
        assert!(lost.contains(&"/recipient/name") && lost.contains(&"/comment"), "{lost:?}");
        assert!(!lost.contains(&"/recipient/phone") && !lost.contains(&"/recipient/email"), "they are the same");
        trip.destination.contact.email = Some(Email::new("reception@example.com").unwrap());
        let (delivery, lost) = crossed(realistic(), trip.clone());
        assert_eq!(delivery.drop_off, trip.destination);
        assert!(lost.contains(&("/recipient/email".to_owned(), Rule::Lost)), "{lost:?}");
        // And what is the same is not lost.
        trip.destination.contact.email = email;
        trip.destination.place.note = realistic().comment.map(|comment| Note::new(comment.as_str()).unwrap());
        let (_, lost) = crossed(realistic(), trip);
        assert!(!lost.contains(&("/recipient/email".to_owned(), Rule::Lost)), "{lost:?}");
        assert!(!lost.contains(&("/comment".to_owned(), Rule::Lost)), "{lost:?}");
    }

    #[test]
    fn has_no_price_that_is_below_zero_or_finer_than_a_hundredth_and_no_note_that_is_too_long() {
        let mut job = realistic();
        job.comment = Some(FreeText::new("x".repeat(501)).unwrap());
        let (currency, prices, payment) = job.billing.unwrap().into_parts();
        let mut prices = prices.unwrap();
        prices.shipping_fee = Some(Money::new(-1, currency.unwrap()).unwrap());
        job.billing = Some(lastmile::Billing::new(currency, Some(prices), payment).unwrap());
        let (delivery, lost) = crossed(job, trip());
        assert_eq!((delivery.delivery_price, delivery.drop_off.place.note), (None, None));
        assert!(lost.contains(&("/billing/prices/shipping_fee".to_owned(), Rule::PriceNegative)), "{lost:?}");
        assert!(lost.contains(&("/comment".to_owned(), Rule::NoteTooLong)));
    }
}

mod secrets {
    use super::*;

    #[test]
    fn show_nowhere() {
        const MARKER: &str = "Zq7Marker";
        #[track_caller]
        fn assert_silent(shown: &str) {
            assert!(!shown.contains("Marker"), "{shown}");
        }
        let shown = |report: &Report| format!("{report} {report:?} {}", serde_json::to_string(report).unwrap());
        // In every text, where most are then wrong.
        let mut marked = job().with("/external_data/webhook/more", "").with("/payment_info/payment/metadata/card", "");
        map_strings(&mut marked, &mut |text| *text = format!("{MARKER}{text}{MARKER}"));
        let wire: instaleap::CreateJob = serde_json::from_value(marked.clone()).unwrap();
        assert_silent(&debugged(&wire));
        assert_silent(&shown(&create(&marked).unwrap_err()));

        // And where they are right.
        let mut valid = marked;
        for pointer in ["/recipient/phone_number", "/contact_less/phone_number"] {
            valid = valid.with(pointer, "3112112121");
        }
        for pointer in ["/webhook/URL", "/backoffice/URL", "/shopper_app/URL"] {
            valid = valid.with(&format!("/external_data{pointer}"), format!("https://{MARKER}/?token={MARKER}"));
        }
        valid =
            valid.with("/payment_info/currency_code", "COP").with("/recipient/email", format!("{MARKER}@example.com"));
        valid = valid.with("/payment_info/prices/additional_info", json!([]));
        let read = create(&valid).unwrap();
        assert_silent(&debugged(&read));
        assert_silent(&shown(&read.report));
        let written = write::<instaleap::CreateJob>(&read.value);
        assert_silent(&format!("{written:?}"));
        assert_eq!(
            serde_json::to_value(&written.value).unwrap(),
            valid.without("/payment_info/prices/additional_info")
        );
        let crossed = read.value.into_delivery(trip());
        assert_silent(&format!("{crossed:?}"));
    }

    #[test]
    fn that_came_as_numbers_show_nowhere_either() {
        let mut payload = job().with("/document", 90_817_263).with("/payment_info/payment/metadata/card", 90_817_263);
        for pointer in [
            "/slot_id",
            "/recipient/name",
            "/recipient/email",
            "/recipient/phone_number",
            "/recipient/identification/number",
            "/contact_less/phone_number",
            "/external_data/webhook/key",
        ] {
            payload = payload.with(pointer, 90_817_263);
        }
        let wire: instaleap::CreateJob = serde_json::from_value(payload.clone()).unwrap();
        let report = create(&payload).unwrap_err();
        let shown = format!("{wire:?} {report} {report:?} {}", serde_json::to_string(&report).unwrap());
        assert!(!shown.contains("817"), "{shown}");
    }

    #[test]
    fn of_an_integration_are_written_once() {
        let mut job = realistic();
        let others = json!({"key": "other", "URL": "https://example.com", "x": 1});
        let webhook = job.integrations.webhook.take().unwrap();
        job.integrations.webhook = Some(Integration { others: serde_json::from_value(others).unwrap(), ..webhook });
        let written = write::<instaleap::CreateJob>(&job);
        let lost = [
            ("/integrations/webhook/others/key", Rule::Lost, Loss),
            ("/integrations/webhook/others/URL", Rule::Lost, Loss),
        ];
        assert_eq!(remarks(&written.report), lost);
        let text = serde_json::to_string(&written.value).unwrap();
        assert!(from_json::<instaleap::CreateJob>(text.as_bytes()).is_ok(), "no name is given twice");
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_mutated_job_keeps_the_laws(payload in mutated(job())) {
        assert_laws::<instaleap::CreateJob>(&payload)?;
    }

    #[test]
    fn a_mutated_sample_keeps_the_laws(payload in mutated(serde_json::from_str(JOB_SAMPLE).unwrap())) {
        assert_laws::<instaleap::CreateJob>(&payload)?;
    }

    #[test]
    fn any_amount_is_read_as_it_is_written(
        minor in -999_999_999_999_999_i64..=999_999_999_999_999,
        code in prop::sample::select(vec!["CLP", "COP", "KWD", "CLF"]),
    ) {
        let money = Money::new(minor, code.parse().unwrap()).unwrap();
        let mut job = realistic();
        let adjustment = lastmile::Adjustment { value: Some(money), ..Default::default() };
        let prices = lastmile::Prices { adjustments: vec![adjustment], ..lastmile::Prices::of(money) };
        job.billing = Some(lastmile::Billing::new(None, Some(prices), None).unwrap());
        let bytes = serde_json::to_vec(&write::<instaleap::CreateJob>(&job).value).unwrap();
        prop_assert_eq!(from_json::<instaleap::CreateJob>(&bytes).unwrap().value, job);
    }
}
