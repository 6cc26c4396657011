//! HubRise: the samples of the page, everything that can be wrong with them, back again, and updates as values.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

mod common;

use common::laws::{assert_laws, assert_wire_keeps, cases, mutated, outcome};
use common::less::{few, less};
use common::{ATTACH, Change, RETRIEVED, UPDATE, attach, remarks, retrieved, updated};
use lastmile::Severity::{Error, Loss, Notice, Warning};
use lastmile::hubrise::{CreateDelivery, StatusTimes, TrackingUpdate, UpdateDelivery};
use lastmile::{
    Capabilities, Carrier, Coordinates, Courier, Delivery, Edit, Kind, Lifecycle, Mapping, Money, Payload, Report,
    Rule, Severity, Status, Timeline, Timestamp, Tracking, UnknownStatus, Vehicle, from_json, gett, hubrise, read,
    write,
};
use proptest::prelude::*;
use serde_json::{Value, json};

#[track_caller]
fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// What is said about a payload, whatever becomes of it.
fn said<P: Payload>(payload: &Value) -> Vec<(String, &'static str, Severity)> {
    let report = match outcome::<P>(payload) {
        Ok(converted) => converted.report,
        Err(report) => report,
    };
    owned(&report)
}

fn owned(report: &Report) -> Vec<(String, &'static str, Severity)> {
    remarks(report).into_iter().map(|(place, rule, severity)| (place.to_owned(), rule.code(), severity)).collect()
}

#[track_caller]
fn assert_said<P: Payload>(payload: &Value, expected: &[(&str, &'static str, Severity)]) {
    let expected: Vec<_> = expected.iter().map(|(at, code, severity)| ((*at).to_owned(), *code, *severity)).collect();
    assert_eq!(said::<P>(payload), expected, "{payload}");
}

#[track_caller]
fn delivery(payload: &Value) -> Delivery {
    from_json::<hubrise::Delivery>(payload.to_string().as_bytes()).unwrap().value
}

#[track_caller]
fn tracking(payload: &Value) -> Tracking {
    from_json::<CreateDelivery>(payload.to_string().as_bytes()).unwrap().value
}

#[track_caller]
fn update(payload: &Value) -> TrackingUpdate {
    from_json::<UpdateDelivery>(payload.to_string().as_bytes()).unwrap().value
}

mod the_samples_of_the_page {
    use super::*;

    #[test]
    fn are_kept_by_the_wire_to_the_last_member() {
        assert_wire_keeps::<CreateDelivery>(ATTACH);
        assert_wire_keeps::<hubrise::Delivery>(RETRIEVED);
        assert_wire_keeps::<UpdateDelivery>(UPDATE);
    }

    #[test]
    fn are_read_without_a_remark_and_written_as_they_came() {
        fn there_and_back<P: Payload + serde::Serialize>(sample: &str) {
            let there = from_json::<P>(sample.as_bytes()).unwrap();
            assert!(there.report.is_empty(), "{}", there.report);
            let back = write::<P>(&there.value);
            assert!(back.report.is_empty(), "{}", back.report);
            let expected: Value = serde_json::from_str(sample).unwrap();
            assert_eq!(serde_json::to_value(&back.value).unwrap(), expected, "nulls and absent members included");
        }
        there_and_back::<CreateDelivery>(ATTACH);
        there_and_back::<hubrise::Delivery>(RETRIEVED);
        there_and_back::<UpdateDelivery>(UPDATE);
    }

    #[test]
    fn mean_what_they_say() {
        let delivery = delivery(&retrieved());
        assert_eq!(delivery.id.as_ref().unwrap().as_str(), "ez351");
        assert_eq!(delivery.order.as_ref().unwrap().as_str(), "5dpm9");
        assert_eq!(delivery.location.as_ref().unwrap().as_str(), "3r4s3-1");
        let Tracking { carrier, tracking_number, fee, estimates, link, timeline, courier, .. } = &*delivery.tracking;
        let Carrier { name, id } = carrier.as_ref().unwrap();
        assert_eq!((name.as_str(), id.as_ref().unwrap().as_str()), ("UPS", "ups"));
        assert_eq!(tracking_number.as_ref().unwrap().as_str(), "1Z12345E0291980793");
        assert_eq!(*fee, Some(Money::new(450, "EUR".parse().unwrap()).unwrap()));
        assert_eq!(estimates.drop_off.unwrap().to_string(), "2023-01-01T12:29:00+01:00", "with its offset");
        assert!(link.as_ref().unwrap().as_str().starts_with("https://www.ups.com/track?"));
        assert_eq!(timeline.status(), Some(Status::AtPickup));
        assert_eq!(timeline.reached(Status::PickupEnRoute), Some(at("2023-01-01T12:11:03+01:00")));
        assert_eq!(timeline.reached(Status::DropOffEnRoute), None);
        let Courier { name, phone, access_code, position, .. } = courier.as_ref().unwrap();
        assert_eq!(name.as_ref().unwrap().as_str(), "John");
        assert!(phone.as_ref().unwrap().is_international());
        assert_eq!(access_code.as_ref().unwrap().as_str(), "1234");
        assert_eq!(*position, Some(Coordinates::new(48.856_702, 2.35222).unwrap()));
    }
}

mod a_request {
    use super::*;

    #[test]
    fn needs_a_carrier_and_a_status_and_nothing_else() {
        assert_said::<CreateDelivery>(
            &json!({}),
            &[("/carrier", "member.missing", Error), ("/status", "member.missing", Error)],
        );
        assert_said::<CreateDelivery>(
            &json!({"carrier": "", "status": ""}),
            &[("/carrier", "text.blank", Error), ("/status", "status.unknown-word", Error)],
        );
        let least = json!({"carrier": "UPS", "status": "pending"});
        assert_said::<CreateDelivery>(&least, &[]);
        assert_eq!(serde_json::to_value(write::<CreateDelivery>(&tracking(&least)).value).unwrap(), least);
        let empty = attach().as_object().unwrap().keys().fold(attach(), |all, name| match name.as_str() {
            "carrier" | "status" => all,
            name => all.with(&format!("/{name}"), ""),
        });
        assert_eq!(tracking(&empty).courier, None, "empty texts are absent ones");
    }

    #[test]
    fn with_many_faults_gets_one_report() {
        let payload = json!({
            "carrier": 7, "carrier_ref": " ", "ref": [], "status": "picked_up", "fee": "4,50 EUR",
            "estimated_pickup_at": "2023-01-01T12:00:00", "estimated_dropoff_at": "2023-01-01 12:30:00+01:00",
            "tracking_url": "javascript:alert(1)", "driver_name": {}, "driver_phone": "none",
            "driver_phone_access_code": 1234, "driver_latitude": "91", "driver_longitude": "NaN",
            "assigned_at": 0, "pickup_at": "2023-02-29T00:00:00Z", "delivered_at": false, "cancelled_at": "x",
            "colour": "red",
        });
        let expected = [
            ("/carrier", "type.text", Error),
            ("/carrier_ref", "text.blank", Error),
            ("/ref", "type.text", Error),
            ("/status", "status.unknown-word", Error),
            ("/fee", "money.comma", Error),
            ("/estimated_pickup_at", "time.without-offset", Error),
            ("/estimated_dropoff_at", "time.malformed", Error),
            ("/tracking_url", "link.not-http", Error),
            ("/driver_name", "type.text", Error),
            ("/driver_phone", "phone.malformed", Error),
            ("/driver_phone_access_code", "type.text", Error),
            ("/driver_latitude", "latitude.out-of-range", Error),
            ("/driver_longitude", "degrees.malformed", Error),
            ("/assigned_at", "type.text", Error),
            ("/pickup_at", "time.malformed", Error),
            ("/delivered_at", "type.text", Error),
            ("/cancelled_at", "time.malformed", Error),
            ("/colour", "member.unknown", Notice),
        ];
        assert_said::<CreateDelivery>(&payload, &expected);
    }

    #[test]
    fn has_a_fee_of_one_form_and_each_other_form_has_its_code() {
        let cases = [
            ("4,50 EUR", "money.comma"),
            ("1,234.50 EUR", "money.comma"),
            ("4.505 EUR", "money.too-many-decimals"),
            ("4.500 KWD", "money.too-many-decimals"),
            ("4.5 EUR", "money.too-few-decimals"),
            ("4. EUR", "money.too-few-decimals"),
            ("450 JPY", "money.too-few-decimals"),
            ("EUR 4.50", "money.code-in-front"),
            ("4.50", "money.without-currency"),
            ("4.50 ", "money.without-currency"),
            ("4.50.60 EUR", "money.two-points"),
            ("NaN EUR", "money.malformed"),
            ("NaN", "money.malformed"),
            ("1 000.00 EUR", "money.malformed"),
            ("4 50 EUR", "money.malformed"),
            ("4.50EUR", "money.malformed"),
            ("4.50  EUR", "money.malformed"),
            ("4.50 EUR ", "money.malformed"),
            (" 4.50 EUR", "money.malformed"),
            ("4.50\u{a0}EUR", "money.malformed"),
            (".50 EUR", "money.malformed"),
            ("--4.50 EUR", "money.malformed"),
            ("1e2.00 EUR", "money.malformed"),
            ("٤.٥٠ EUR", "money.malformed"),
            ("4.50 eur", "currency.unknown"),
            ("4.50 XAU", "currency.unknown"),
            ("4.50 €", "money.malformed"),
            ("450.50 JPY", "money.fraction-of-minor-unit"),
            ("10000000000000.00 EUR", "money.too-large"),
        ];
        for (fee, code) in few(cases, 6) {
            assert_said::<CreateDelivery>(&attach().with("/fee", fee), &[("/fee", code, Error)]);
            assert_said::<hubrise::Delivery>(&retrieved().with("/fee", fee), &[("/fee", code, Error)]);
        }
        assert_said::<CreateDelivery>(&attach().with("/fee", 4.5), &[("/fee", "type.text", Error)]);
        let nan = ATTACH.replace("\"4.50 EUR\"", "NaN");
        let report = from_json::<CreateDelivery>(nan.as_bytes()).unwrap_err();
        assert_eq!(remarks(&report), [("/fee", Rule::NotJson, Error)]);
    }

    #[test]
    fn has_two_decimals_whatever_the_currency() {
        let cases =
            [("-0.05 GBP", -5), ("0.00 USD", 0), ("450.00 JPY", 450), ("4.50 KWD", 4500), ("-1.01 CLF", -10_100)];
        for (fee, minor) in cases {
            let read = tracking(&attach().with("/fee", fee));
            assert_eq!(read.fee.unwrap().minor(), minor, "{fee}");
            assert_eq!(write::<CreateDelivery>(&read).value.fee.as_given().unwrap(), fee);
        }
        let mut unsayable = tracking(&attach());
        unsayable.fee = Some(Money::new(1234, "KWD".parse().unwrap()).unwrap());
        let written = write::<CreateDelivery>(&unsayable);
        assert_eq!(owned(&written.report), [("/fee".to_owned(), "money.too-many-decimals", Loss)]);
        assert!(written.value.fee.is_absent(), "nothing is rounded");
    }

    #[test]
    fn is_read_in_one_pass_however_long_its_texts_are() {
        let size = less(1_000_000, 1000);
        let long = "9".repeat(size);
        let payload = attach()
            .with("/fee", format!("{long}.00 EUR"))
            .with("/driver_latitude", format!("1.{long}"))
            .with("/driver_longitude", format!("-{long}"))
            .with("/tracking_url", format!("https://{}", "@".repeat(size)));
        let expected = [
            ("/fee", "money.too-large", Error),
            ("/tracking_url", "link.not-http", Error),
            ("/driver_latitude", "degrees.too-fine", Warning),
            ("/driver_longitude", "longitude.out-of-range", Error),
        ];
        let expected = expected.map(|(at, code, severity)| (at.to_owned(), code, severity));
        assert_eq!(said::<CreateDelivery>(&payload), expected);
    }

    #[test]
    fn never_repeats_what_may_be_personal() {
        for text in ["+33612345678", "John Doe", "JOHN DOE", "0612345678 EUR", "48.856614,2.3522219"] {
            let payload = attach().with("/fee", text).with("/driver_latitude", text).with("/tracking_url", text);
            let report = from_json::<CreateDelivery>(payload.to_string().as_bytes()).unwrap_err();
            assert!(!report.to_string().contains(text), "{report}");
        }
        let report = from_json::<CreateDelivery>(attach().with("/fee", "4,50 EUR").to_string().as_bytes()).unwrap_err();
        assert_eq!(report.remarks()[0].found.as_str(), "\"4,50 EUR\"");
    }

    #[test]
    fn has_degrees_as_decimals_in_texts() {
        let place = |latitude: &str, longitude: &str| {
            attach().with("/driver_latitude", latitude).with("/driver_longitude", longitude)
        };
        for malformed in
            few(["", "+1", "1.", ".5", "1e1", "0x1", "inf", "NaN", " 1", "1 ", "1,5", "--1", "١", "1.2.3"], 5)
        {
            let expected: &[_] = match malformed {
                "" => &[("/driver_latitude", "coordinates.half", Error)],
                _ => &[("/driver_latitude", "degrees.malformed", Error)],
            };
            assert_said::<CreateDelivery>(&place(malformed, "1"), expected);
        }
        for kept in few(["90", "-90", "48.856614", "0.1", "-0.000001", "1.23456789012345"], 3) {
            let written = write::<CreateDelivery>(&tracking(&place(kept, "2.35222"))).value;
            assert_eq!(written.driver_latitude.as_given().unwrap(), kept, "digit for digit");
        }
        assert_said::<CreateDelivery>(
            &place("90.0000001", "-180.1"),
            &[
                ("/driver_latitude", "latitude.out-of-range", Error),
                ("/driver_longitude", "longitude.out-of-range", Error),
            ],
        );
        assert_said::<CreateDelivery>(
            &place("48.8566140000000000001", "2"),
            &[("/driver_latitude", "degrees.too-fine", Warning)],
        );
        assert_said::<CreateDelivery>(
            &attach().with("/driver_latitude", 48.85),
            &[("/driver_latitude", "type.text", Error)],
        );
        assert_said::<CreateDelivery>(
            &attach().without("/driver_longitude"),
            &[("/driver_longitude", "coordinates.half", Error)],
        );
        let wrong =
            [("/driver_latitude", "latitude.out-of-range", Error), ("/driver_longitude", "coordinates.half", Error)];
        assert_said::<CreateDelivery>(&attach().with("/driver_latitude", "91").without("/driver_longitude"), &wrong);
    }

    #[test]
    fn at_zero_zero_has_no_position() {
        for zero in ["0", "0.0", "-0", "0.000000"] {
            let payload = attach().with("/driver_latitude", zero).with("/driver_longitude", "0");
            assert_said::<CreateDelivery>(&payload, &[("/driver_latitude", "coordinates.zero", Warning)]);
            assert_eq!(tracking(&payload).courier.unwrap().position, None);
        }
        assert_said::<CreateDelivery>(&attach().with("/driver_latitude", "0"), &[]);
        let mut there = tracking(&attach());
        there.courier.as_mut().unwrap().position = Some(Coordinates::new(0.0, 0.0).unwrap());
        let written = write::<CreateDelivery>(&there);
        assert_eq!(owned(&written.report), [("/courier/position".to_owned(), "member.lost", Loss)]);
    }

    #[test]
    fn has_a_link_of_http_or_https() {
        let link = |url: &str| attach().with("/tracking_url", url);
        for url in ["http://a", "HTTPS://A.example/x?y=1#z", "https://[::1]:8080/", "https://a/@b?c=d@e"] {
            assert_said::<CreateDelivery>(&link(url), &[]);
        }
        let refused = [
            "javascript:alert(1)",
            "javascript://%0aalert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,https://a",
            "ftp://a",
            "file:///etc/passwd",
            "//a",
            "a",
            "http:a",
            "http:/a",
            "http://",
            "http:///a",
            "http://:80",
            "https://user@",
            "https://?a",
            " https://a",
            "https://a ",
            "https://a\t",
            "https://a\r\nb: c",
            "https://a\u{0}",
            "https://a\u{202e}b",
            "https:\\\\a",
            "https://a\\@b",
        ];
        for url in few(refused, 6) {
            assert_said::<CreateDelivery>(&link(url), &[("/tracking_url", "link.not-http", Error)]);
            assert_said::<UpdateDelivery>(&json!({"tracking_url": url}), &[("/tracking_url", "link.not-http", Error)]);
        }
        for url in ["https://user@a", "https://user:secret@a/b", "https://www.ups.com@a", "https://@a", "http://a@b@c/"]
        {
            assert_said::<CreateDelivery>(&link(url), &[("/tracking_url", "link.with-user", Warning)]);
        }
    }

    #[test]
    fn is_refused_for_an_order_that_takes_no_delivery() {
        let order = |service: Option<&str>, delivery: Option<&str>| hubrise::Order {
            service_type: service.map(|word| word.parse().unwrap()),
            delivery: delivery.map(|id| id.parse().unwrap()),
        };
        assert_eq!(order(Some("delivery"), None).takes_a_delivery(), Ok(()));
        assert_eq!(order(None, None).takes_a_delivery(), Ok(()), "as far as is known");
        let report = order(Some("collection"), Some("ez351")).takes_a_delivery().unwrap_err();
        assert_eq!(
            remarks(&report),
            [("/service_type", Rule::OrderNotForDelivery, Error), ("/delivery", Rule::OrderHasDelivery, Error)],
        );
    }

    #[test]
    fn that_is_written_names_all_it_cannot_hold() {
        let bundle = from_json::<gett::CreatedDeliveries>(common::CREATED.as_bytes()).unwrap().value;
        let mut rejected = bundle.deliveries[0].tracking.clone();
        rejected.courier = Some(Courier {
            vehicle: Vehicle { model: "Vespa".parse().ok(), ..Vehicle::default() },
            ..Courier::default()
        });
        let written = write::<CreateDelivery>(&rejected);
        let expected = [
            ("/carrier", "member.needed", Error),
            ("/timeline/lifecycle", "member.lost", Loss),
            ("/timeline/observations", "status.untold", Loss),
            ("/courier", "member.lost", Loss),
            ("/rejection", "member.lost", Loss),
        ];
        assert_eq!(owned(&written.report), expected.map(|(at, code, severity)| (at.to_owned(), code, severity)));

        let mut here = delivery(&retrieved());
        here.label = Some("7".parse().unwrap());
        here.tracking.unknown_status = Some(UnknownStatus { word: Some("flying".parse().unwrap()), code: None });
        let written = write::<hubrise::Delivery>(&here);
        assert!(owned(&written.report).contains(&("/label".to_owned(), "member.lost", Loss)));
        assert_eq!(written.value.status.as_given().unwrap(), "flying");
        let written = write::<CreateDelivery>(&here.tracking);
        let lost = owned(&written.report);
        assert!(lost.contains(&("/unknown_status".to_owned(), "member.lost", Loss)), "{lost:?}");
        assert!(lost.contains(&("/timeline".to_owned(), "member.needed", Error)), "what we send is known");
    }
}

mod an_answer {
    use super::*;

    #[test]
    fn says_each_of_the_nine_statuses_and_keeps_another_one_raw() {
        for status in few(Status::ALL, 4) {
            let Some(word) = status.hubrise_word() else { continue };
            let payload = retrieved().with("/status", word);
            assert_said::<hubrise::Delivery>(&payload, &[]);
            assert_eq!(delivery(&payload).tracking.timeline.status(), Some(*status));
        }
        for word in few(["picked_up", "DELIVERED", "delivered ", "failed"], 2) {
            let payload = retrieved().with("/status", word);
            assert_said::<hubrise::Delivery>(&payload, &[("/status", "status.unknown-word", Warning)]);
            let tracking = delivery(&payload).tracking.into_inner();
            assert_eq!(tracking.unknown_status.unwrap().word.unwrap().as_str(), word);
            assert_eq!(tracking.timeline.status(), Some(Status::PickupEnRoute), "what is known is kept");
            assert_said::<CreateDelivery>(
                &attach().with("/status", word),
                &[("/status", "status.unknown-word", Error)],
            );
        }
        for nothing in [Value::Null, json!(7)] {
            assert!(
                matches!(&said::<hubrise::Delivery>(&retrieved().with("/status", nothing))[..], [(at, _, Error)] if at == "/status")
            );
        }
    }

    #[test]
    fn needs_an_id_and_a_status_and_does_not_sink_for_a_phone_number() {
        assert_said::<hubrise::Delivery>(&json!({"id": "ez351", "status": "pending"}), &[]);
        assert_said::<hubrise::Delivery>(
            &json!({"carrier_ref": "ups", "driver_phone": "ask the shop"}),
            &[
                ("/id", "member.missing", Error),
                ("/carrier_ref", "member.lost", Loss),
                ("/status", "member.missing", Error),
                ("/driver_phone", "phone.malformed", Loss),
            ],
        );
    }

    #[test]
    fn keeps_times_in_any_order() {
        let payload = retrieved()
            .with("/status", "cancelled")
            .with("/pickup_at", "2023-01-01T12:00:00-05:00")
            .with("/delivered_at", "2023-01-01T09:00:00Z")
            .with("/cancelled_at", "2023-01-01T08:00:00.25Z");
        let tracking = delivery(&payload).tracking;
        assert_eq!(tracking.timeline.status(), Some(Status::Cancelled));
        let written = write::<hubrise::Delivery>(&delivery(&payload));
        assert!(written.report.is_empty(), "{}", written.report);
        assert_eq!(serde_json::to_value(&written.value).unwrap(), payload);
    }

    #[test]
    fn has_the_time_of_its_end_where_that_is_told_as_another() {
        let noon = at("2023-01-01T12:00:00Z");
        let written = |end: Status| {
            let mut here = delivery(&retrieved());
            here.tracking.timeline = Timeline::new();
            here.tracking.timeline.observe(Status::Pending, at("2023-01-01T11:00:00Z"));
            here.tracking.timeline.observe(end, noon);
            let json = serde_json::to_value(write::<hubrise::Delivery>(&here).value).unwrap();
            let instant = |name: &str| json.get(name)?.as_str()?.parse::<Timestamp>().ok();
            (json["status"].clone(), instant("delivered_at"), instant("cancelled_at"))
        };
        for end in [Status::Cancelled, Status::Rejected, Status::NotDelivered] {
            assert_eq!(written(end), (json!("cancelled"), None, Some(noon)), "{end}");
        }
        assert_eq!(written(Status::Completed), (json!("delivered"), Some(noon), None));
    }

    #[test]
    fn that_goes_to_gett_names_what_has_no_place_there() {
        let mut bundle = from_json::<gett::CreatedDeliveries>(common::CREATED.as_bytes()).unwrap().value;
        let mut deliveries = bundle.deliveries.into_vec();
        deliveries[0] = delivery(&retrieved());
        bundle.deliveries = lastmile::Deliveries::new(deliveries[..1].to_vec()).unwrap();
        let lost: Vec<_> = owned(&write::<gett::CreatedDeliveries>(&bundle).report);
        for place in [
            "order",
            "location",
            "tracking/carrier",
            "tracking/tracking_number",
            "tracking/fee",
            "tracking/estimates",
            "tracking/link",
            "tracking/courier/access_code",
            "tracking/courier/position",
        ] {
            assert!(lost.contains(&(format!("/deliveries/0/{place}"), "member.lost", Loss)), "{place}: {lost:#?}");
        }
    }
}

mod an_update {
    use super::*;

    #[test]
    fn keeps_clears_and_sets() {
        let before = tracking(&attach());
        let now = at("2023-01-01T12:00:00Z");
        let after =
            update(&json!({"ref": null, "driver_name": "Jane", "tracking_url": null})).apply(&before, now).unwrap();
        assert_eq!((&after.tracking_number, &after.link), (&None, &None));
        let courier = after.courier.as_ref().unwrap();
        assert_eq!(courier.name.as_ref().unwrap().as_str(), "Jane");
        assert_eq!(courier.phone, before.courier.as_ref().unwrap().phone, "absent keeps");
        assert_eq!((after.carrier, after.fee), (before.carrier.clone(), before.fee));
        assert_eq!(update(&json!({})).apply(&before, now).unwrap(), before);
        let nobody = json!({
            "driver_name": null, "driver_phone": null, "driver_phone_access_code": null,
            "driver_latitude": null, "driver_longitude": null,
        });
        assert_eq!(update(&nobody).apply(&before, now).unwrap().courier, None);
        assert_said::<UpdateDelivery>(&json!({"driver_name": ""}), &[("/driver_name", "text.blank", Error)]);
    }

    #[test]
    fn may_not_name_what_it_cannot_change() {
        for name in ["carrier", "carrier_ref", "fee"] {
            for value in [Value::Null, json!("4.50 EUR"), json!(7), json!("")] {
                let pointer = format!("/{name}");
                assert_said::<UpdateDelivery>(&json!({name: value}), &[(&pointer, "member.immutable", Error)]);
            }
        }
        assert_eq!(Rule::Immutable.kind(), Kind::Immutable);
        // It may be left out, so it is not said to be missing.
        assert_said::<UpdateDelivery>(&json!({"status": null}), &[("/status", "type.text", Error)]);
        assert_said::<UpdateDelivery>(&json!({"status": "driving"}), &[("/status", "status.unknown-word", Error)]);
        assert_said::<UpdateDelivery>(&json!({"id": "ez351"}), &[("/id", "member.unknown", Notice)]);
    }

    #[test]
    fn has_a_position_as_a_whole() {
        let half = |latitude: Option<Value>, longitude: Option<Value>| {
            let mut payload = serde_json::Map::new();
            payload.extend(latitude.map(|value| ("driver_latitude".to_owned(), value)));
            payload.extend(longitude.map(|value| ("driver_longitude".to_owned(), value)));
            Value::Object(payload)
        };
        let (null, one) = (Some(Value::Null), Some(json!("1")));
        for (latitude, longitude, odd) in [
            (None, null.clone(), "/driver_latitude"),
            (None, one.clone(), "/driver_latitude"),
            (null.clone(), None, "/driver_longitude"),
            (null.clone(), one.clone(), "/driver_latitude"),
            (one.clone(), None, "/driver_longitude"),
            (one.clone(), null.clone(), "/driver_longitude"),
        ] {
            assert_said::<UpdateDelivery>(&half(latitude, longitude), &[(odd, "coordinates.half", Error)]);
        }
        for other in [None, null.clone()] {
            let wrong = half(Some(json!("91")), other);
            assert_said::<UpdateDelivery>(
                &wrong,
                &[
                    ("/driver_latitude", "latitude.out-of-range", Error),
                    ("/driver_longitude", "coordinates.half", Error),
                ],
            );
        }
        assert_eq!(update(&half(null.clone(), null)).position, Edit::Clear);
        assert_eq!(update(&half(one.clone(), one)).position, Edit::Set(Coordinates::new(1.0, 1.0).unwrap()));
        let zero = half(Some(json!("0")), Some(json!("0")));
        assert_said::<UpdateDelivery>(&zero, &[("/driver_latitude", "coordinates.zero", Warning)]);
        assert_eq!(update(&zero).position, Edit::Clear, "nobody is there");
    }

    #[test]
    fn fills_the_times_of_the_status_and_lets_explicit_ones_win() {
        let now = at("2023-01-01T12:11:03+01:00");
        let other = "2023-01-01T11:00:00+01:00";
        let before = tracking(&attach());
        let times = |payload: &Value| StatusTimes::of(&update(payload).apply(&before, now).unwrap().timeline);
        let none = StatusTimes::default();
        assert_eq!(times(&json!({"status": "pickup_enroute"})), StatusTimes { assigned_at: Some(now), ..none });
        assert_eq!(times(&json!({"status": "dropoff_enroute"})), StatusTimes { pickup_at: Some(now), ..none });
        assert_eq!(times(&json!({"status": "delivered"})), StatusTimes { delivered_at: Some(now), ..none });
        assert_eq!(times(&json!({"status": "cancelled"})), StatusTimes { cancelled_at: Some(now), ..none });
        assert_eq!(times(&json!({"status": "dropoff_waiting"})), none, "skipped steps get no time");
        assert_eq!(
            times(&json!({"status": "delivered", "delivered_at": other, "assigned_at": other})),
            StatusTimes { delivered_at: Some(at(other)), assigned_at: Some(at(other)), ..none },
        );
        assert_eq!(times(&json!({"status": "delivered", "delivered_at": null})), none, "cleared wins, too");
        assert_eq!(times(&json!({"status": "pending"})), none, "it is pending already");
        assert_eq!(times(&json!({"delivered_at": other})), StatusTimes { delivered_at: Some(at(other)), ..none });

        let by_hand = update(&json!({"pickup_at": other})).apply(&before, now).unwrap();
        assert_eq!(by_hand.timeline.status(), Some(Status::Pending), "a time does not change the status");
        let driving = update(&json!({"status": "dropoff_enroute"})).apply(&by_hand, now).unwrap();
        assert_eq!(StatusTimes::of(&driving.timeline).pickup_at, Some(at(other)), "a time set by hand stays");
    }

    #[test]
    fn sets_by_hand_only_what_the_timeline_does_not_say() {
        let (noon, one) = (at("2023-01-01T12:00:00Z"), at("2023-01-01T13:00:00Z"));
        let times = StatusTimes { assigned_at: Some(noon), pickup_at: Some(one), ..StatusTimes::default() };
        let mut timeline = Timeline::under(hubrise::LIFECYCLE);
        timeline.observe(Status::PickupEnRoute, noon);
        timeline.observe(Status::DropOffEnRoute, one);
        assert_eq!(times.timeline(None), timeline, "seen, and nothing of it set by hand");
        assert_eq!(times.timeline(Some(Status::DropOffEnRoute)), timeline);

        let mut told = timeline.clone();
        times.set(&mut told);
        assert_eq!(told, timeline, "it says so already");
        StatusTimes { pickup_at: Some(noon), ..times }.set(&mut told);
        let by_hand = |status| told.time_set(status);
        assert_eq!((by_hand(Status::PickupEnRoute), by_hand(Status::DropOffEnRoute)), (None, Some(noon)));

        // What the others contradict.
        let odd = StatusTimes { assigned_at: Some(one), pickup_at: Some(noon), ..times }.timeline(None);
        assert_eq!((odd.time_set(Status::PickupEnRoute), odd.time_set(Status::DropOffEnRoute)), (Some(one), None));
    }

    #[test]
    fn is_all_or_nothing() {
        let now = at("2023-01-01T12:11:03+01:00");
        let before = delivery(&retrieved()).tracking;
        let refused = |tracking: &Tracking, status: Status| {
            let update = TrackingUpdate { status: Some(status), link: Edit::Clear, ..TrackingUpdate::default() };
            update.apply(tracking, now).unwrap_err().rule()
        };
        assert_eq!(refused(&before, Status::Pending), Rule::StatusNotNext);
        assert_eq!(refused(&before, Status::PickedUp), Rule::StatusForeign);
        let over = update(&json!({"status": "delivered"})).apply(&before, now).unwrap();
        assert_eq!(refused(&over, Status::Cancelled), Rule::StatusAfterFinal);
        assert!(update(&json!({"status": "delivered", "ref": null})).apply(&over, now).is_ok(), "no change of status");
        let odd = delivery(&retrieved().with("/status", "flying")).tracking;
        let known = update(&json!({"status": "pending"})).apply(&odd, now).unwrap();
        assert_eq!((known.unknown_status, known.timeline.status()), (None, Some(Status::Pending)));
    }

    #[test]
    fn keeps_the_history_that_the_provider_does_not_tell() {
        let now = at("2023-01-01T12:30:00+01:00");
        let waiting = at("2023-01-01T12:15:00+01:00");
        let mut before = delivery(&retrieved()).tracking;
        before.timeline.observe(Status::AtPickup, waiting);
        assert_eq!(update(&json!({"ref": null})).apply(&before, now).unwrap().timeline, before.timeline);
        let after = update(&json!({"status": "dropoff_enroute"})).apply(&before, now).unwrap();
        assert_eq!(after.timeline.status(), Some(Status::DropOffEnRoute));
        assert_eq!(after.timeline.reached(Status::AtPickup), Some(waiting));
        assert_eq!(after.timeline.reached(Status::DropOffEnRoute), Some(now));
        // Of what came without an instant nobody knows where it belongs among the times that are told.
        let mut before = delivery(&retrieved()).tracking;
        before.timeline.observe(Status::AtPickup, None);
        let after = update(&json!({"status": "dropoff_enroute"})).apply(&before, now).unwrap();
        assert!(after.timeline.history().all(|seen| seen.status != Status::AtPickup));
        // Nor is anything kept that says otherwise than the update.
        let mut odd = delivery(&retrieved().with("/status", "flying")).tracking;
        odd.timeline.observe(Status::AtPickup, waiting);
        let after = update(&json!({"status": "pending"})).apply(&odd, now).unwrap();
        assert_eq!(after.timeline.status(), Some(Status::Pending));
        assert_eq!(after.timeline.reached(Status::AtPickup), None);
    }

    #[test]
    fn keeps_the_times_set_by_hand_for_which_the_provider_has_no_place() {
        let (set, now) = (at("2023-01-01T12:09:00+01:00"), at("2023-01-01T12:30:00+01:00"));
        let mut before = delivery(&retrieved()).tracking;
        before.timeline.set_time(Status::AtPickup, now);
        before.timeline.set_time(Status::AtPickup, set);
        for told in [json!({"status": "dropoff_enroute"}), json!({"assigned_at": null}), json!({"status": "delivered"})]
        {
            let after = update(&told).apply(&before, now).unwrap();
            assert_eq!(after.timeline.time_set(Status::AtPickup), Some(set), "{told}");
            // What another machine knew of it is older.
            let mut merged = after.timeline.clone();
            let mut older = Timeline::new();
            older.set_time(Status::AtPickup, now);
            merged.merge(&older);
            assert_eq!(merged.time_set(Status::AtPickup), Some(set), "{told}");
        }
    }

    #[test]
    fn keeps_that_a_delivery_is_completed_by_its_code() {
        let now = at("2023-01-01T12:30:00+01:00");
        let mut before = delivery(&retrieved()).tracking.into_inner();
        for lifecycle in [hubrise::LIFECYCLE, Lifecycle::CANONICAL] {
            before.timeline = before.timeline.judged_by(lifecycle.completed_by_code());
            let mut after = update(&json!({"status": "dropoff_enroute"})).apply(&before, now).unwrap();
            assert_eq!(after.timeline.lifecycle(), hubrise::LIFECYCLE.completed_by_code());
            let refused = after.timeline.advance(Status::Completed, at("2023-01-01T12:40:00+01:00")).unwrap_err();
            assert_eq!(refused.rule(), Rule::DeliveryCodeNeeded);
            // The update says nothing of it, and the delivery needs the code as before.
            let between = TrackingUpdate::between(&before, &after).unwrap();
            assert_eq!(between.apply(&before, now), Ok(after));
        }
    }

    #[test]
    fn that_is_written_tells_a_status_as_every_payload_does() {
        for status in Status::ALL.iter().copied() {
            let written =
                write::<UpdateDelivery>(&TrackingUpdate { status: Some(status), ..TrackingUpdate::default() });
            let Mapping { word, loses, .. } = Capabilities::of::<UpdateDelivery>().tells(status).unwrap();
            assert_eq!(written.value.status.as_given().map(|word| word.as_str()), word, "{status}");
            let lost = if loses.is_some() { vec![("/status".to_owned(), "status.untold", Loss)] } else { Vec::new() };
            assert_eq!(owned(&written.report), lost, "{status}");
        }
    }

    #[test]
    fn between_two_deliveries_is_the_smallest_one() {
        let between = |before: &Value, after: &Value| {
            TrackingUpdate::between(&delivery(before).tracking, &delivery(after).tracking).map_err(|violation| {
                assert_eq!(violation.rule(), Rule::Immutable);
                violation.found().to_string()
            })
        };
        let sample = retrieved();
        assert_eq!(between(&sample, &sample), Ok(TrackingUpdate::default()));
        let moved = sample.clone().with("/driver_latitude", "48.856614").with("/driver_longitude", "2.3522219");
        let written = write::<UpdateDelivery>(&between(&sample, &moved).unwrap());
        assert_eq!(serde_json::to_value(&written.value).unwrap(), serde_json::from_str::<Value>(UPDATE).unwrap());
        let driving = sample.clone().with("/status", "dropoff_enroute");
        assert_eq!(
            between(&sample, &driving),
            Ok(TrackingUpdate {
                status: Some(Status::DropOffEnRoute),
                pickup_at: Edit::Clear,
                ..TrackingUpdate::default()
            }),
            "the time would set itself, and the delivery has none",
        );
        for (pointer, value, member) in [
            ("/fee", json!("4.51 EUR"), "another fee"),
            ("/fee", Value::Null, "another fee"),
            ("/carrier", json!("DHL"), "another carrier"),
            ("/carrier_ref", Value::Null, "another carrier"),
            ("/status", json!("flying"), "another unknown_status"),
        ] {
            assert_eq!(between(&sample, &sample.clone().with(pointer, value)), Err(member.to_owned()));
        }
        let mut elsewhere = delivery(&sample).tracking;
        elsewhere.timeline = Timeline::new();
        let violation = TrackingUpdate::between(&delivery(&sample).tracking, &elsewhere).unwrap_err();
        assert_eq!(violation.found().as_str(), "another timeline");
        let nobody = Tracking { courier: Some(Courier::default()), ..Tracking::default() };
        assert_eq!(TrackingUpdate::between(&nobody, &nobody), Ok(TrackingUpdate::default()));
    }

    #[test]
    fn has_a_form_of_its_own_that_tells_the_three_states_apart() {
        let update = update(&json!({"ref": null, "driver_name": "Jane", "status": "delivered"}));
        let json = serde_json::to_value(&update).unwrap();
        assert_eq!(json, json!({"tracking_number": null, "status": "completed", "courier_name": "Jane"}));
        assert_eq!(serde_json::from_value::<TrackingUpdate>(json).unwrap(), update);
        assert!(serde_json::to_value(Edit::<u8>::Keep).is_err(), "null would clear");
        assert!(serde_json::from_value::<TrackingUpdate>(json!({"fee": null})).is_err());
    }
}

// Laws.

/// Something that a member may be, or nothing.
fn one_of(values: &'static [&'static str]) -> impl Strategy<Value = Option<&'static str>> {
    prop::option::of(prop::sample::select(values))
}

const TIMES: &[&str] =
    &["2023-01-01T12:00:00+01:00", "2023-01-01T11:00:00Z", "2023-01-01T12:11:03+01:00", "2023-01-01T12:30:00.5-03:00"];

/// The members of a delivery that an update may change; those of the position together.
fn members() -> impl Strategy<Value = serde_json::Map<String, Value>> {
    let time = || one_of(TIMES);
    (
        one_of(&["1Z12345E0291980793", "2"]),
        (time(), time()),
        one_of(&["https://www.ups.com/track?a=b", "http://a"]),
        (one_of(&["John", "Jane"]), one_of(&["+33612345678", "112"]), one_of(&["1234", "0"])),
        prop::option::of(prop::sample::select(vec![("48.856614", "2.3522219"), ("-1", "0")])),
        (time(), time(), time(), time()),
    )
        .prop_map(|(number, (pickup, drop_off), link, (name, phone, code), position, times)| {
            let all = [
                ("ref", number),
                ("estimated_pickup_at", pickup),
                ("estimated_dropoff_at", drop_off),
                ("tracking_url", link),
                ("driver_name", name),
                ("driver_phone", phone),
                ("driver_phone_access_code", code),
                ("driver_latitude", position.map(|(latitude, _)| latitude)),
                ("driver_longitude", position.map(|(_, longitude)| longitude)),
                ("assigned_at", times.0),
                ("pickup_at", times.1),
                ("delivered_at", times.2),
                ("cancelled_at", times.3),
            ];
            all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), Value::from(value?)))).collect()
        })
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(Status::ALL.iter().filter_map(|status| status.hubrise_word()).collect::<Vec<_>>())
}

/// A delivery as it is retrieved; the carrier and the fee are always the same.
fn a_delivery() -> impl Strategy<Value = Tracking> {
    (word(), members()).prop_map(|(status, mut members)| {
        members.extend([
            ("id".to_owned(), json!("ez351")),
            ("status".to_owned(), json!(status)),
            ("carrier".to_owned(), json!("UPS")),
            ("fee".to_owned(), json!("4.50 EUR")),
        ]);
        delivery(&Value::Object(members)).tracking.into_inner()
    })
}

/// An update: of the members some are set, some are cleared, some are not there.
fn an_update_of_any_sort() -> impl Strategy<Value = TrackingUpdate> {
    (prop::option::of(word()), members(), members()).prop_map(|(status, mut members, cleared)| {
        let position = ["driver_latitude", "driver_longitude"];
        let is_set = members.contains_key("driver_latitude");
        for name in cleared.keys() {
            if !(position.contains(&name.as_str()) && is_set) {
                members.insert(name.clone(), Value::Null);
            }
        }
        members.extend(status.map(|status| ("status".to_owned(), json!(status))));
        update(&Value::Object(members))
    })
}

fn instant() -> impl Strategy<Value = Timestamp> {
    prop::sample::select(TIMES).prop_map(at)
}

/// Every way to let one member of an update alone.
fn smaller(update: &TrackingUpdate) -> Vec<TrackingUpdate> {
    let whole = serde_json::to_value(update).unwrap();
    let names: Vec<String> = whole.as_object().unwrap().keys().cloned().collect();
    names.iter().map(|name| serde_json::from_value(whole.clone().without(&format!("/{name}"))).unwrap()).collect()
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_mutated_request_keeps_the_laws(payload in mutated(attach())) {
        assert_laws::<CreateDelivery>(&payload)?;
    }

    #[test]
    fn a_mutated_answer_keeps_the_laws(payload in mutated(retrieved())) {
        assert_laws::<hubrise::Delivery>(&payload)?;
    }

    #[test]
    fn a_mutated_update_keeps_the_laws(payload in mutated(updated())) {
        assert_laws::<UpdateDelivery>(&payload)?;
    }

    #[test]
    fn an_answer_with_any_times_keeps_the_laws(tracking in a_delivery()) {
        let written = write::<CreateDelivery>(&tracking);
        prop_assert!(written.report.is_empty(), "{}", written.report);
        prop_assert_eq!(read(written.value).unwrap().value, tracking);
    }

    #[test]
    fn an_unknown_status_loses_no_time(mut members in members()) {
        members.extend([("id".to_owned(), json!("ez351")), ("status".to_owned(), json!("flying"))]);
        for time in ["assigned_at", "pickup_at", "delivered_at", "cancelled_at"] {
            members.entry(time).or_insert(Value::Null);
        }
        let payload = Value::Object(members);
        let written = write::<hubrise::Delivery>(&delivery(&payload));
        prop_assert!(written.report.is_empty(), "{}", written.report);
        prop_assert_eq!(serde_json::to_value(&written.value).unwrap(), payload);
    }

    #[test]
    fn the_difference_applied_to_the_one_is_the_other(a in a_delivery(), b in a_delivery(), now in instant()) {
        let (from, to) = (a.timeline.status().unwrap(), b.timeline.status().unwrap());
        match TrackingUpdate::between(&a, &b) {
            Ok(update) => {
                prop_assert_eq!(update.apply(&a, now), Ok(b.clone()));
                // It reads back as itself, so it may be sent.
                let written = write::<UpdateDelivery>(&update);
                prop_assert!(written.report.is_empty(), "{}", written.report);
                prop_assert_eq!(&read(written.value).unwrap().value, &update);
                // And nothing can be left out of it, if it is not by chance that it is now.
                let now = at("2024-01-01T00:00:00Z");
                for smaller in smaller(&update) {
                    prop_assert_ne!(smaller.apply(&a, now), Ok(b.clone()), "{:?}", smaller);
                }
            }
            Err(violation) => {
                prop_assert!(from != to && !hubrise::LIFECYCLE.leads_to(from, to), "{}", violation);
            }
        }
    }

    #[test]
    fn twice_is_once_whenever(a in a_delivery(), update in an_update_of_any_sort(), now in instant(), later in instant()) {
        if let Ok(once) = update.apply(&a, now) {
            prop_assert_eq!(update.apply(&once, later), Ok(once.clone()));
            // What an update led to, the difference leads to.
            let between = TrackingUpdate::between(&a, &once).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(between.apply(&a, later), Ok(once));
        }
    }

    #[test]
    fn an_update_changes_what_it_names_and_nothing_else(a in a_delivery(), update in an_update_of_any_sort(), now in instant()) {
        let Ok(after) = update.apply(&a, now) else {
            let (from, to) = (a.timeline.status().unwrap(), update.status.unwrap());
            prop_assert!(from != to && !hubrise::LIFECYCLE.leads_to(from, to));
            return Ok(());
        };
        prop_assert_eq!((&after.carrier, after.fee), (&a.carrier, a.fee));
        prop_assert_eq!(after.timeline.status(), update.status.or(a.timeline.status()));
        prop_assert_eq!(&after.link, &update.link.clone().applied_to(a.link.clone()));
        prop_assert_eq!(after.estimates.pickup, update.estimated_pickup.applied_to(a.estimates.pickup));
        let changed = update.status.filter(|to| a.timeline.status() != Some(*to));
        let (before, times) = (StatusTimes::of(&a.timeline), StatusTimes::of(&after.timeline));
        for (of, edit, before, time) in [
            (Status::PickupEnRoute, update.assigned_at, before.assigned_at, times.assigned_at),
            (Status::DropOffEnRoute, update.pickup_at, before.pickup_at, times.pickup_at),
            (Status::Completed, update.delivered_at, before.delivered_at, times.delivered_at),
            (Status::Cancelled, update.cancelled_at, before.cancelled_at, times.cancelled_at),
        ] {
            let itself = (edit.is_keep() && changed == Some(of)).then_some(now);
            prop_assert_eq!(time, edit.applied_to(before).or(itself));
        }
    }
}
