//! Gett: the samples of the page, everything that can be wrong with them, and back again.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

mod common;

use common::laws::{assert_laws, assert_said, assert_wire_keeps, cases, changed, mutated, outcome, said};
use common::less::few;
use common::{CREATE, CREATED};
use lastmile::{
    Aggregation, Bundle, BundleTarget, Converted, Deliveries, PieceStatus, Price, RejectionReason, Report, Rule,
    Severity, Status, UnknownStatus, from_json, gett, read, write,
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn created(changes: &[(&str, Value)]) -> Result<Converted<Bundle>, Report> {
    outcome::<gett::CreatedDeliveries>(&changed(common::created(), changes))
}

fn create(changes: &[(&str, Value)]) -> Result<Converted<Bundle>, Report> {
    outcome::<gett::CreateDeliveries>(&changed(common::create(), changes))
}

mod the_samples_of_the_page {
    use super::*;

    #[test]
    fn are_kept_by_the_wire_to_the_last_member() {
        assert_wire_keeps::<gett::CreateDeliveries>(CREATE);
        assert_wire_keeps::<gett::CreatedDeliveries>(CREATED);
    }

    #[test]
    fn are_read_without_an_error_or_an_unknown_member() {
        let create = from_json::<gett::CreateDeliveries>(CREATE.as_bytes()).unwrap();
        assert_eq!(said(&create.report, Severity::Notice), []);
        assert_eq!(create.report.remarks().len(), 1, "two deliveries from point to point");
        assert_eq!(create.report.remarks()[0].rule, Rule::PointToPointMany);
        let created = from_json::<gett::CreatedDeliveries>(CREATED.as_bytes()).unwrap();
        assert!(created.report.is_empty(), "{}", created.report);
    }

    #[test]
    fn mean_what_they_say() {
        let bundle = create(&[]).unwrap().value;
        assert_eq!(bundle.target.product().unwrap().as_str(), "04a5a00a-553a-4a2a-bc68-f3bde4828e3a");
        assert_eq!(bundle.label.as_ref().unwrap().as_str(), "Test ", "the blank is kept");
        assert_eq!(bundle.aggregation, Aggregation::PointToPoint);
        assert_eq!(bundle.pickup_time.planned().unwrap().to_string(), "2020-08-26T16:54:29Z");
        assert_eq!(bundle.return_to.as_ref().unwrap().contact.name.as_ref().unwrap().as_str(), "Mark");
        let [first, second] = &bundle.deliveries[..] else { panic!() };
        assert_eq!(first.window.unwrap().from().unwrap().to_string(), "2018-11-29T18:00:00+02:00", "with its offset");
        assert_eq!(first.client_price.map(Price::get), Some(4540));
        let parcel = &first.parcels[0];
        assert_eq!(parcel.weight.unwrap().get(), 3150);
        assert_eq!(parcel.dimensions().unwrap().volume().unwrap().get(), 28_750);
        let item = &parcel.items[0];
        assert_eq!(item.price.map(Price::get), Some(29_315), "not 29,314");
        assert_eq!(item.vat_rate.unwrap().get(), 1000);
        assert_eq!(item.exemplars[1].barcode.as_ref().unwrap().as_str(), "6527394735");
        assert!(second.external_payment_confirmation && !second.age_verification_required);
    }

    #[test]
    fn say_how_the_deliveries_fare() {
        let bundle = created(&[]).unwrap().value;
        assert_eq!(bundle.target.bundle().unwrap().as_str(), "B-86f49daf10e940daa1adc5b2ce19757e");
        assert_eq!(bundle.return_mode.as_ref().unwrap().as_str(), "never");
        assert_eq!(bundle.pickup.as_ref().unwrap().contact.name.as_ref().unwrap().as_str(), "Itai Sagi");
        let [first, second] = &bundle.deliveries[..] else { panic!() };
        assert_eq!(first.tracking.timeline.status(), Some(Status::Rejected));
        let rejection = first.tracking.rejection.as_ref().unwrap();
        assert_eq!(rejection.reason, None, "the page's own sample has a reason that the page does not list");
        assert!(rejection.description.as_ref().unwrap().as_str().starts_with("client_price"));
        assert_eq!(second.tracking.timeline.status(), Some(Status::Pending));
        assert!(second.tracking.rejection.is_none());
        assert_eq!(first.parcels[0].items[0].exemplars[0].status, Some(PieceStatus::Initial));
        assert_eq!(first.created_at.unwrap().to_string(), "2020-09-07T13:44:18.43344Z", "with all its digits");
        let implied = &second.parcels[0];
        assert_eq!((implied.weight, implied.length, implied.size_alias.clone()), (None, None, None), "0 is unknown");
        assert_eq!(implied.items[0].reference, None, "an empty text is none");
    }

    #[test]
    fn are_written_back_without_a_loss() {
        let bundle = create(&[]).unwrap().value;
        let written = write::<gett::CreateDeliveries>(&bundle);
        assert!(written.report.is_empty(), "{}", written.report);
        assert_eq!(serde_json::to_value(&written.value).unwrap(), serde_json::from_str::<Value>(CREATE).unwrap());
        let bundle = created(&[]).unwrap().value;
        let written = write::<gett::CreatedDeliveries>(&bundle);
        assert!(written.report.is_empty(), "{}", written.report);
        assert_eq!(read(written.value).unwrap().value, bundle);
    }
}

mod a_request {
    use super::*;

    #[test]
    fn with_twenty_faults_gets_twenty_errors_in_one_call() {
        let report =
            from_json::<gett::CreateDeliveries>(include_bytes!("fixtures/gett/twenty_faults.json")).unwrap_err();
        assert_eq!(
            said(&report, Severity::Error),
            [
                ("/scheduled_at", "time.malformed"),
                ("/product_id", "bundle.no-target"),
                ("/avoid_aggregation", "type.boolean"),
                ("/pickup_interval_until", "window.backwards"),
                ("/pickup/lat", "latitude.out-of-range"),
                ("/pickup/lng", "type.number"),
                ("/pickup/address", "text.blank"),
                ("/pickup_contact/name", "member.missing"),
                ("/pickup_contact/phone_number", "phone.malformed"),
                ("/return_drop_off/lng", "coordinates.half"),
                ("/deliveries/0/parcels/1/barcodes", "bundle.mixed-barcodes"),
                ("/deliveries/0/drop_off_contact/phone_number", "member.missing"),
                ("/deliveries/0/deliver_until", "time.without-offset"),
                ("/deliveries/0/client_price", "price.negative"),
                ("/deliveries/0/parcels/0/length", "length.fraction-of-centimetre"),
                ("/deliveries/0/parcels/0/weight", "type.number"),
                ("/deliveries/0/parcels/0/items/0/quantity", "quantity.out-of-range"),
                ("/deliveries/0/parcels/0/items/0/vat_rate", "percent.out-of-range"),
                ("/deliveries/0/parcels/1/weight", "weight.negative"),
                ("/deliveries/1", "type.object"),
            ]
            .map(|(at, code)| (at.to_owned(), code)),
        );
    }

    #[test]
    fn is_made_in_four_ways() {
        let into_existing = create(&[("/bundle_id", json!("B-1")), ("/product_id", json!("absent"))]);
        let bundle = into_existing.as_ref().unwrap();
        assert!(matches!(&bundle.value.target, BundleTarget::Existing { product: None, .. }));
        assert_said(
            &into_existing,
            Severity::Warning,
            &[
                ("/scheduled_at", Rule::Ignored),
                ("/display_identifier", Rule::Ignored),
                ("/deliveries", Rule::PointToPointMany),
            ],
        );

        let in_bulk = create(&[("/avoid_aggregation", json!(false)), ("/scheduled_at", json!("absent"))]).unwrap();
        assert!(in_bulk.report.is_empty());
        assert_eq!(in_bulk.value.pickup_time.planned(), None);

        let from = json!("2020-08-26T16:00:00Z");
        let scheduled = create(&[
            ("/avoid_aggregation", Value::Null),
            ("/scheduled_at", Value::Null),
            ("/pickup_interval_from", from),
            (
                "/deliveries/1",
                json!({"drop_off": {"address": "HaArad 7"}, "drop_off_contact": {"name": "D", "phone_number": "972528801054"}}),
            ),
        ]);
        assert_eq!(
            scheduled.as_ref().unwrap().value.pickup_time.planned().unwrap().to_string(),
            "2020-08-26T16:00:00Z"
        );
        assert_said(&scheduled, Severity::Warning, &[("/deliveries/1", Rule::ImplicitParcelWithoutBarcode)]);

        let mut point_to_point: Value = serde_json::from_str(CREATE).unwrap();
        point_to_point["deliveries"].as_array_mut().unwrap().truncate(1);
        let point_to_point = from_json::<gett::CreateDeliveries>(point_to_point.to_string().as_bytes()).unwrap();
        assert!(point_to_point.report.is_empty());
    }

    #[test]
    fn needs_an_existing_bundle_or_a_product_and_a_wrong_one_is_not_a_missing_one() {
        assert_said(&create(&[("/product_id", Value::Null)]), Severity::Error, &[("/product_id", Rule::BundleTarget)]);
        assert_said(&create(&[("/product_id", json!(""))]), Severity::Error, &[("/product_id", Rule::BundleTarget)]);
        assert_said(&create(&[("/product_id", json!(7))]), Severity::Error, &[("/product_id", Rule::NotText)]);
        assert_said(&create(&[("/bundle_id", json!([]))]), Severity::Error, &[("/bundle_id", Rule::NotText)]);
    }

    #[test]
    fn needs_deliveries() {
        for (deliveries, rule) in [
            (json!("absent"), Rule::Missing),
            (Value::Null, Rule::Missing),
            (json!([]), Rule::NoDeliveries),
            (json!({}), Rule::NotList),
        ] {
            assert_said(&create(&[("/deliveries", deliveries)]), Severity::Error, &[("/deliveries", rule)]);
        }
    }

    #[test]
    fn has_barcodes_on_all_parcels_or_on_none() {
        let none = [("/deliveries/0/parcels/0/barcodes", json!([])), ("/deliveries/1/parcels", Value::Null)];
        assert!(create(&none).is_ok());
        let second = "/deliveries/1/parcels/0/barcodes";
        assert_said(&create(&[(second, json!([]))]), Severity::Error, &[(second, Rule::MixedBarcodes)]);
        assert_said(&create(&none[..1]), Severity::Error, &[(second, Rule::MixedBarcodes)]);
        // Said also where another fault keeps the parcel from being read, and not made of such a fault.
        assert_said(
            &create(&[(second, json!("absent")), ("/deliveries/0/drop_off", Value::Null)]),
            Severity::Error,
            &[(second, Rule::MixedBarcodes), ("/deliveries/0/drop_off", Rule::Missing)],
        );
        assert_said(&create(&[(second, json!(7))]), Severity::Error, &[(second, Rule::NotList)]);
        let blank = format!("{second}/0");
        for nothing in few(["", " ", "\u{a0}\n"], 1) {
            assert_said(&create(&[(&blank, json!(nothing))]), Severity::Error, &[(&blank, Rule::Blank)]);
            // Nobody knows whether it was to be one: beside parcels without one that is not a second fault.
            let alone = [&none[..1], &[("/deliveries/1/parcels", json!([{"barcodes": [nothing]}]))]].concat();
            assert_said(&create(&alone), Severity::Error, &[(&blank, Rule::Blank)]);
        }
        let single = [&none[..1], &[("/deliveries/1/parcels", json!([{"barcode": " "}]))]].concat();
        assert_said(&create(&single), Severity::Error, &[("/deliveries/1/parcels/0/barcode", Rule::Blank)]);
        // The deprecated member is empty where there is none.
        let empty = ("/deliveries/1/parcels", json!([{"barcode": ""}]));
        assert!(create(&[none[0].clone(), empty.clone()]).is_ok());
        assert_said(&create(&[empty]), Severity::Error, &[(second, Rule::MixedBarcodes)]);
        // Who names no parcel has one without a barcode; of parcels that are no list it cannot be told.
        let (many, parcels) = (("/deliveries", Rule::PointToPointMany), "/deliveries/1/parcels");
        for none in few([json!("absent"), Value::Null, json!([])], 1) {
            let implied = ("/deliveries/1", Rule::ImplicitParcelWithoutBarcode);
            assert_said(&create(&[(parcels, none)]), Severity::Warning, &[many, implied]);
        }
        assert_said(&create(&[(parcels, json!(7))]), Severity::Warning, &[many]);
    }

    #[test]
    fn needs_both_halves_of_a_point_also_where_the_one_that_is_given_is_wrong() {
        for place in ["/return_drop_off", "/deliveries/0/drop_off"] {
            let (lat, lng) = (format!("{place}/lat"), format!("{place}/lng"));
            for nothing in [json!("absent"), Value::Null] {
                assert_said(
                    &create(&[(&lat, json!(91)), (&lng, nothing.clone())]),
                    Severity::Error,
                    &[(&lat, Rule::LatitudeRange), (&lng, Rule::CoordinatesHalf)],
                );
                assert_said(
                    &create(&[(&lng, json!("34.8")), (&lat, nothing)]),
                    Severity::Error,
                    &[(&lng, Rule::NotNumber), (&lat, Rule::CoordinatesHalf)],
                );
            }
        }
    }

    #[test]
    fn may_still_use_the_deprecated_barcode() {
        let single =
            [("/deliveries/1/parcels/0/barcodes", json!("absent")), ("/deliveries/1/parcels/0/barcode", json!("X"))];
        let outcome = create(&single);
        assert_said(
            &outcome,
            Severity::Warning,
            &[("/deliveries", Rule::PointToPointMany), ("/deliveries/1/parcels/0/barcode", Rule::Deprecated)],
        );
        assert_eq!(outcome.unwrap().value.deliveries[1].parcels[0].barcodes[0].as_str(), "X");
        let both = create(&single[1..]);
        assert_eq!(both.unwrap().value.deliveries[1].parcels[0].barcodes.len(), 2, "neither is dropped");
    }

    #[test]
    fn is_rounded_by_name_where_it_is_finer_than_the_unit() {
        let parcel = "/deliveries/0/parcels/0";
        let outcome = create(&[
            (&format!("{parcel}/weight"), json!(3.1505)),
            (&format!("{parcel}/items/0/price"), json!(293.155)),
            (&format!("{parcel}/items/0/vat_rate"), json!(17.125)),
        ]);
        assert_said(
            &outcome,
            Severity::Warning,
            &[
                ("/deliveries", Rule::PointToPointMany),
                (&format!("{parcel}/weight"), Rule::WeightFraction),
                (&format!("{parcel}/items/0/price"), Rule::MoneyFraction),
                (&format!("{parcel}/items/0/vat_rate"), Rule::PercentFraction),
            ],
        );
        let parcel = &outcome.as_ref().unwrap().value.deliveries[0].parcels[0];
        assert_eq!(parcel.weight.unwrap().get(), 3151);
        assert_eq!(parcel.items[0].price.map(Price::get), Some(29_316));
        assert_eq!(parcel.items[0].vat_rate.unwrap().get(), 1713);
    }

    #[test]
    fn may_call_a_contact_by_the_name_in_the_table() {
        let contact = json!({"name": "Mark", "phone_number": "972528801054"});
        let outcome = create(&[("/return_contact", json!("absent")), ("/drop_off_contact", contact.clone())]);
        assert_said(
            &outcome,
            Severity::Warning,
            &[("/drop_off_contact", Rule::Misnamed), ("/deliveries", Rule::PointToPointMany)],
        );
        assert_eq!(outcome.unwrap().value, create(&[]).unwrap().value);
        let swapped =
            create(&[("/deliveries/0/drop_off_contact", Value::Null), ("/deliveries/0/return_contact", contact)]);
        assert_said(&swapped, Severity::Error, &[]);
        assert_said(
            &create(&[("/deliveries/0/drop_off_contact", Value::Null)]),
            Severity::Error,
            &[("/deliveries/0/drop_off_contact", Rule::Missing)],
        );
    }

    #[test]
    fn loses_a_contact_under_the_other_name_only_if_it_says_something_else() {
        let both = [
            ("/return_contact", "/drop_off_contact"),
            ("/deliveries/0/drop_off_contact", "/deliveries/0/return_contact"),
        ];
        let sample: Value = serde_json::from_str(CREATE).unwrap();
        for (name, other) in both {
            let known = sample.pointer(name).unwrap();
            let more = [
                json!({"name": "Mark", "phone_number": "100"}),
                json!({"name": "Mara"}),
                json!({"phone_number": "100"}),
                json!({"fax": ""}),
                json!(5),
            ];
            for says_more in few(more, 2) {
                let outcome = create(&[(other, says_more)]);
                assert_said(&outcome, Severity::Loss, &[(other, Rule::Lost)]);
                assert_said(&outcome, Severity::Error, &[]);
            }
            for nothing in few([json!({}), json!({"name": "", "phone_number": null})], 1) {
                assert_eq!(create(&[(other, nothing)]), create(&[]));
            }
            let no_more = [
                known.clone(),
                json!({"name": known["name"]}),
                json!({"name": "", "phone_number": known["phone_number"]}),
            ];
            for no_more in few(no_more, 1) {
                let again = create(&[(other, no_more), ("/avoid_aggregation", json!(false))]);
                assert_said(&again, Severity::Loss, &[]);
                assert_said(&again, Severity::Warning, &[(other, Rule::Misnamed)]);
                assert_eq!(again.unwrap().value, create(&[("/avoid_aggregation", json!(false))]).unwrap().value);
            }
        }
    }

    #[test]
    fn has_one_object_of_a_return_of_which_one_says_something() {
        let members = ["return_drop_off", "return_contact"];
        let written = |changes: &[(&str, Value)]| {
            let bundle = create(changes).unwrap().value;
            let wire = write::<gett::CreateDeliveries>(&bundle).value;
            let payload = serde_json::to_value(&wire).unwrap();
            assert_eq!(read(wire).unwrap().value, bundle);
            members.map(|member| payload.get(member).cloned())
        };
        let sample: Value = serde_json::from_str(CREATE).unwrap();
        let [place, contact] = members.map(|member| sample[member].clone());
        assert_eq!(written(&[]), [Some(place.clone()), Some(contact.clone())]);
        for nothing in [json!("absent"), Value::Null, json!({}), json!({"note": "", "name": null})] {
            let [no_place, no_contact] = [("/return_drop_off", nothing.clone()), ("/return_contact", nothing)];
            assert_eq!(written(std::slice::from_ref(&no_place)), [None, Some(contact.clone())]);
            assert_eq!(written(std::slice::from_ref(&no_contact)), [Some(place.clone()), None]);
        }
        // Of a return of which nothing is known, that there is one is said.
        assert_eq!(
            written(&[("/return_drop_off", json!({})), ("/return_contact", json!({}))]),
            [Some(json!({})), Some(json!({}))]
        );
    }

    #[test]
    fn takes_a_size_of_zero_for_an_unknown_one() {
        let outcome =
            create(&[("/deliveries/0/parcels/0/weight", json!(0)), ("/deliveries/0/parcels/0/height", json!(0.0))]);
        assert_said(
            &outcome,
            Severity::Warning,
            &[
                ("/deliveries", Rule::PointToPointMany),
                ("/deliveries/0/parcels/0/height", Rule::SizeZero),
                ("/deliveries/0/parcels/0/weight", Rule::SizeZero),
            ],
        );
        assert_eq!(outcome.unwrap().value.deliveries[0].parcels[0].weight, None);
    }

    #[test]
    fn keeps_what_nobody_described_on_the_wire_and_says_so() {
        let outcome = create(&[("/deliveries/0/avoid_aggregation", json!(true)), ("/x~y", json!({"a": 1}))]);
        assert_said(
            &outcome,
            Severity::Notice,
            &[("/deliveries/0/avoid_aggregation", Rule::UnknownMember), ("/x~0y", Rule::UnknownMember)],
        );
    }

    #[test]
    fn that_is_written_from_an_answer_names_all_it_cannot_hold() {
        let bundle = created(&[("/deliveries/0/id", json!("DR-1"))]).unwrap().value;
        let written = write::<gett::CreateDeliveries>(&bundle);
        let lost = said(&written.report, Severity::Loss);
        for pointer in [
            "/company",
            "/created_at",
            "/deliveries/0/id",
            "/deliveries/0/tracking",
            "/deliveries/0/parcels/0/status",
            "/deliveries/1/parcels/1/items/0/status",
        ] {
            assert!(lost.contains(&(pointer.to_owned(), "member.lost")), "{pointer} in {lost:#?}");
        }
        assert_eq!(
            said(&written.report, Severity::Error),
            [
                ("/deliveries/1/parcels/0/items/0/reference", "member.needed"),
                ("/deliveries/1/parcels/1/items/0/reference", "member.needed")
            ]
            .map(|(at, code)| (at.to_owned(), code)),
            "the items that the provider made up have no id, and none is invented",
        );
    }
}

mod an_answer {
    use super::*;

    const WORD: &str = "/deliveries/1/status";
    const CODE: &str = "/deliveries/1/status_code";

    fn status(word: Value, code: Value) -> Result<Converted<Bundle>, Report> {
        created(&[(WORD, word), (CODE, code)])
    }

    #[track_caller]
    fn assert_status(outcome: Result<Converted<Bundle>, Report>, expected: Result<Status, UnknownStatus>) {
        let tracking = &outcome.as_ref().unwrap().value.deliveries[1].tracking;
        assert_eq!(tracking.timeline.status(), expected.as_ref().ok().copied());
        assert_eq!(tracking.unknown_status, expected.err());
    }

    #[test]
    fn says_each_of_the_ten_statuses_in_word_and_number() {
        let page = [
            ("pending", 10),
            ("confirmed", 20),
            ("waiting", 30),
            ("picked_up", 40),
            ("driving", 50),
            ("at_drop_off", 60),
            ("completed", 70),
            ("rejected", 80),
            ("not_delivered", 90),
            ("cancelled", 100),
        ];
        for (word, code) in few(page, 2) {
            let expected = Status::from_code(code).unwrap();
            assert_status(status(json!(word), json!(code)), Ok(expected));
            assert_status(status(json!(word), Value::Null), Ok(expected));
            assert_status(status(json!("absent"), json!(code)), Ok(expected));
            for (_, other) in few(page.into_iter().filter(|(_, other)| *other != code), 2) {
                assert_said(&status(json!(word), json!(other)), Severity::Error, &[(CODE, Rule::StatusContradiction)]);
            }
        }
    }

    #[test]
    fn with_an_unknown_status_is_read_and_keeps_it_raw() {
        let unknown =
            |word: Option<&str>, code| Err(UnknownStatus { word: word.map(|word| word.parse().unwrap()), code });
        let outcome = status(json!("teleporting"), json!(266));
        assert_said(&outcome, Severity::Warning, &[(WORD, Rule::StatusWord), (CODE, Rule::StatusCode)]);
        assert_status(outcome, unknown(Some("teleporting"), Some(266)));
        assert_status(status(json!("driving"), json!(51)), unknown(Some("driving"), Some(51)));
        assert_status(status(json!("teleporting"), json!(50)), unknown(Some("teleporting"), Some(50)));
        assert_status(status(Value::Null, json!(-1)), unknown(None, Some(-1)));
        assert_status(status(json!("pickup_approaching"), json!(25)), unknown(Some("pickup_approaching"), Some(25)));
        // They are codes, but not Gett's.
        for foreign in [25, 55] {
            let outcome = status(json!("absent"), json!(foreign));
            assert_said(&outcome, Severity::Warning, &[(CODE, Rule::StatusCode)]);
            let again = write::<gett::CreatedDeliveries>(&outcome.as_ref().unwrap().value);
            assert!(again.report.is_empty(), "{}", again.report);
            assert_status(outcome, unknown(None, Some(foreign)));
            assert_status(status(json!("confirmed"), json!(foreign)), unknown(Some("confirmed"), Some(foreign)));
        }
        let again = write::<gett::CreatedDeliveries>(&status(json!("teleporting"), json!(266)).unwrap().value);
        assert_eq!(
            again.value.deliveries.as_given().unwrap()[1].as_given().unwrap().status,
            lastmile::field::Field::Given("teleporting".into())
        );
    }

    #[test]
    fn says_of_an_unknown_word_or_code_that_it_is_unknown_also_beside_a_wrong_one() {
        let outcome = status(json!("teleporting"), json!("10"));
        assert_said(&outcome, Severity::Warning, &[(WORD, Rule::StatusWord)]);
        assert_said(&outcome, Severity::Error, &[(CODE, Rule::NotNumber)]);
        let outcome = status(json!(10), json!(266));
        assert_said(&outcome, Severity::Warning, &[(CODE, Rule::StatusCode)]);
        assert_said(&outcome, Severity::Error, &[(WORD, Rule::NotText)]);
    }

    #[test]
    fn has_barcodes_on_all_parcels_or_on_none_also_where_another_fault_keeps_a_parcel_from_being_read() {
        let parcels =
            |parcels: Value| created(&[("/deliveries/0/parcels", parcels), ("/deliveries/1/parcels", json!([]))]);
        let (first, second) = ("/deliveries/0/parcels/0", "/deliveries/0/parcels/1");
        let mixed = (&*format!("{second}/barcodes"), Rule::MixedBarcodes);
        let light = |parcel: &str| format!("{parcel}/weight");
        let (light_first, light_second) = (light(first), light(second));
        let outcome = parcels(json!([{"barcodes": ["x"], "weight": -1}, {}]));
        assert_said(&outcome, Severity::Error, &[(&light_first, Rule::WeightNegative), mixed]);
        let outcome = parcels(json!([{"barcodes": ["x"]}, {"weight": -1}]));
        assert_said(&outcome, Severity::Error, &[mixed, (&light_second, Rule::WeightNegative)]);
        // A barcode that is wrong in itself is no ground for a second fault.
        let blank = format!("{first}/barcodes/0");
        assert_said(&parcels(json!([{"barcodes": [" "]}, {}])), Severity::Error, &[(&blank, Rule::Blank)]);
        assert_said(&parcels(json!([{"barcode": ""}, {"barcodes": []}])), Severity::Error, &[]);
    }

    #[test]
    fn with_an_unknown_status_is_written_with_the_times_that_it_had_in_whatever_order() {
        let mut answer: Value = serde_json::from_str(common::CREATED).unwrap();
        answer["deliveries"][1]["status"] = json!("teleporting");
        answer["deliveries"][1]["started_at"] = json!("2021-01-01T00:00:00Z");
        answer["deliveries"][1]["arrived_at"] = json!("2020-09-12T16:54:29Z");
        let read = from_json::<gett::CreatedDeliveries>(answer.to_string().as_bytes()).unwrap().value;
        let written = write::<gett::CreatedDeliveries>(&read);
        assert!(written.report.is_empty(), "{}", written.report);
        let again = serde_json::to_value(written.value).unwrap();
        assert_eq!(again["deliveries"][1]["started_at"], answer["deliveries"][1]["started_at"]);
    }

    #[test]
    fn has_whole_numbers_in_whatever_form_json_gives_them() {
        let codes = [("pending", "10"), ("pending", "10.0"), ("pending", "1e1"), ("cancelled", "1.0E+2")];
        for (word, number) in few(codes, 2) {
            let code = serde_json::from_str::<Value>(number).unwrap();
            assert!(status(json!(word), code.clone()).unwrap().report.is_empty(), "{number}");
            assert!(status(json!("absent"), code).unwrap().report.is_empty(), "{number}");
        }
        let unknown = status(json!("pending"), json!(266.0)).unwrap();
        assert_eq!(
            unknown.value.deliveries[1].tracking.unknown_status,
            Some(UnknownStatus { word: Some("pending".parse().unwrap()), code: Some(266) })
        );
        let failed = |id: Value| created(&[("/deliveries/0/cannot_deliver_info", json!({"reason_id": id}))]);
        assert_eq!(failed(json!(7.0)).unwrap().value, failed(json!(7)).unwrap().value);
        assert_eq!(failed(json!(-7.0)).unwrap().value, failed(json!(-7)).unwrap().value);
    }

    #[test]
    fn without_a_status_is_refused() {
        assert_said(&status(Value::Null, json!("absent")), Severity::Error, &[(WORD, Rule::Missing)]);
        assert_said(&status(json!(1), json!(10)), Severity::Error, &[(WORD, Rule::NotText)]);
        assert_said(&status(json!("pending"), json!(10.5)), Severity::Error, &[(CODE, Rule::NotWhole)]);
        assert_said(&status(json!("pending"), json!("10")), Severity::Error, &[(CODE, Rule::NotNumber)]);
        let long = status(json!("pending"), json!(9_223_372_036_854_775_808_u64));
        assert_said(&long, Severity::Error, &[(CODE, Rule::NotWhole)]);
        let said = long.unwrap_err().remarks()[0].to_string();
        assert!(said.contains("fits 64 bits with its sign"), "a whole number is not told that it is none: {said}");
    }

    #[test]
    fn types_the_four_reasons_of_the_page_and_keeps_others() {
        let cases = [
            (
                json!({"description": "drop_off_contact: drop off contact validation failed - missing phone number"}),
                Some(RejectionReason::InvalidPhone),
            ),
            (
                json!({"description": "drop_off: Drop off not allowed because it is out of the defined service area for the selected pickup point"}),
                Some(RejectionReason::OutOfServiceArea),
            ),
            (json!({"description": "free text", "error": "manual reject"}), Some(RejectionReason::Manual)),
            (
                json!({"description": "Problem with Address - Failed to geocode"}),
                Some(RejectionReason::AddressNotFound),
            ),
            (json!("Problem with Address - Failed to geocode"), Some(RejectionReason::AddressNotFound)),
            (json!({"description": "client_price: post-payment is not enabled for the company"}), None),
            (json!({}), None),
        ];
        for (info, reason) in cases {
            let bundle = created(&[("/deliveries/0/rejection_info", info.clone())]).unwrap().value;
            assert_eq!(bundle.deliveries[0].tracking.rejection.as_ref().unwrap().reason, reason, "{info}");
        }
    }

    #[test]
    fn with_an_empty_text_for_a_reason_was_not_rejected() {
        let none = created(&[("/deliveries/0/rejection_info", json!(""))]).unwrap();
        assert_eq!(none.value.deliveries[0].tracking.rejection, None);
        assert_eq!(none, created(&[("/deliveries/0/rejection_info", Value::Null)]).unwrap());
    }

    #[test]
    fn reads_a_rejection_of_empty_and_unknown_members_as_one_that_says_nothing() {
        let info = "/deliveries/0/rejection_info";
        let bare = created(&[(info, json!({}))]).unwrap();
        assert_eq!(created(&[(info, json!({"description": "", "error": ""}))]).unwrap(), bare);
        let more = created(&[(info, json!({"since": "noon"}))]);
        assert_said(&more, Severity::Notice, &[("/deliveries/0/rejection_info/since", Rule::UnknownMember)]);
        assert_eq!(more.unwrap().value, bare.value);
    }

    #[test]
    fn that_is_rejected_for_blanks_is_told_where_the_blanks_stand() {
        for (info, place) in [
            (json!("  "), "/deliveries/0/rejection_info"),
            (json!({"description": "  "}), "/deliveries/0/rejection_info/description"),
        ] {
            assert_said(&created(&[("/deliveries/0/rejection_info", info)]), Severity::Error, &[(place, Rule::Blank)]);
        }
    }

    #[test]
    fn may_repeat_the_phone_number_that_was_wrong() {
        let outcome = created(&[("/deliveries/0/drop_off_contact/phone_number", json!("none"))]);
        assert_said(&outcome, Severity::Loss, &[("/deliveries/0/drop_off_contact/phone_number", Rule::PhoneShape)]);
        let outcome = created(&[("/deliveries/0/drop_off_contact/phone_number", json!(""))]);
        assert!(outcome.unwrap().report.is_empty());
    }

    #[test]
    fn says_who_brings_it_and_how_it_ended() {
        let bundle = created(&[
            ("/deliveries/1/courier", json!({"name": "Itai", "phone": "012-4567898", "picture_url": "", "color": "white", "license_plate": "12-345", "model": "Vespa"})),
            ("/deliveries/1/cannot_deliver_info", json!({"description": "nobody home", "reason_id": 1, "reason_type": "cannot_reach_client"})),
            ("/deliveries/1/verifications", json!([{"type": "recipient", "proved_at": "2020-09-12T18:00:00.759122248Z", "proof": {"recipient_category": "other", "recipient_name": "Dean", "verified_by": "courier", "signature_provided": true}}])),
            ("/deliveries/1/started_at", json!("2020-09-12T17:00:00Z")),
            ("/deliveries/1/ended_at", json!("2020-09-12T18:00:00Z")),
            (WORD, json!("not_delivered")),
            (CODE, json!(90)),
        ])
        .unwrap();
        assert!(bundle.report.is_empty(), "{}", bundle.report);
        let tracking = &bundle.value.deliveries[1].tracking;
        assert_eq!(tracking.courier.as_ref().unwrap().vehicle.model.as_ref().unwrap().as_str(), "Vespa");
        assert_eq!(tracking.failure.as_ref().unwrap().reason_id, Some(1));
        assert_eq!(tracking.verifications[0].proved_at.unwrap().to_string(), "2020-09-12T18:00:00.759122248Z");
        assert_eq!(tracking.verifications[0].signature_provided, Some(true));
        assert_eq!(tracking.verifications[0].code_provided, None);
        let written = write::<gett::CreatedDeliveries>(&bundle.value);
        assert!(written.report.is_empty(), "{}", written.report);
        assert_eq!(read(written.value).unwrap().value, bundle.value);
    }

    #[test]
    fn says_when_each_step_was_taken() {
        let times = [
            ("/deliveries/1/started_at", json!("2020-09-12T17:00:00Z")),
            ("/deliveries/1/arrived_at", json!("2020-09-12T17:05:00.5Z")),
            ("/deliveries/1/picked_up_at", json!("2020-09-12T20:10:00+03:00")),
            ("/deliveries/1/ended_at", json!("2020-09-12T18:00:00Z")),
        ];
        let completed = created(&[&times[..], &[(WORD, json!("completed")), (CODE, json!(70))]].concat()).unwrap();
        assert!(completed.report.is_empty(), "{}", completed.report);
        let timeline = &completed.value.deliveries[1].tracking.timeline;
        assert_eq!(timeline.reached(Status::AtPickup).unwrap().to_string(), "2020-09-12T17:05:00.5Z");
        assert_eq!(timeline.since().unwrap().to_string(), "2020-09-12T18:00:00Z");
        let written = write::<gett::CreatedDeliveries>(&completed.value);
        assert!(written.report.is_empty(), "{}", written.report);
        assert_eq!(read(written.value).unwrap().value, completed.value);

        let driving = created(&[&times[..], &[(WORD, json!("driving")), (CODE, json!(50))]].concat());
        assert_said(&driving, Severity::Loss, &[("/deliveries/1/ended_at", Rule::Lost)]);
        let unknown = created(&[&times[..], &[(WORD, json!("lost_at_sea")), (CODE, json!(666))]].concat());
        assert_said(&unknown, Severity::Loss, &[("/deliveries/1/ended_at", Rule::Lost)]);
        let timeline = &unknown.unwrap().value.deliveries[1].tracking.timeline;
        assert_eq!(timeline.status(), Some(Status::PickedUp), "what is known is kept");

        // Beside a word that is not known the end is not told: it would be lost where the answer is read.
        let mut bundle = completed.value;
        let mut deliveries = bundle.deliveries.into_vec();
        deliveries[1].tracking.unknown_status =
            Some(UnknownStatus { word: "lost_at_sea".parse().ok(), code: Some(666) });
        bundle.deliveries = Deliveries::new(deliveries).unwrap();
        let written = serde_json::to_value(write::<gett::CreatedDeliveries>(&bundle).value).unwrap();
        let told = |member: &str| written["deliveries"][1].get(member).is_some_and(|time| !time.is_null());
        assert_eq!(["started_at", "arrived_at", "picked_up_at", "ended_at"].map(told), [true, true, true, false]);
    }

    #[test]
    fn that_counts_no_item_does_not_say_how_many_there_are() {
        let quantity = "/deliveries/0/parcels/0/items/0/quantity";
        let none = created(&[(quantity, json!(0))]).unwrap();
        assert!(none.report.is_empty(), "{}", none.report);
        assert_eq!(none.value, created(&[(quantity, json!("absent"))]).unwrap().value);
        assert_eq!(created(&[(quantity, json!(0.0))]).unwrap(), none, "whole in whatever form");
        assert_eq!(created(&[(quantity, json!(-0.0))]).unwrap(), none);
        assert_said(&created(&[(quantity, json!(-1))]), Severity::Error, &[(quantity, Rule::QuantityRange)]);
    }

    #[test]
    fn may_be_of_a_bundle_that_is_still_empty() {
        for deliveries in [Value::Null, json!([]), json!("absent")] {
            let bundle = created(&[("/deliveries", deliveries)]).unwrap().value;
            assert!(bundle.deliveries.is_empty() && bundle.pickup.is_none());
        }
    }

    #[test]
    fn keeps_a_pickup_and_a_plan_that_are_not_the_bundles() {
        let bundle = created(&[
            ("/deliveries/1/pickup/address", json!("elsewhere")),
            ("/deliveries/1/scheduled_at", json!("2020-09-13T16:54:29Z")),
            ("/deliveries/1/bundle_id", json!("B-2")),
        ]);
        assert_said(&bundle, Severity::Loss, &[("/deliveries/1/bundle_id", Rule::OtherBundle)]);
        let bundle = bundle.unwrap().value;
        assert_eq!(bundle.deliveries[0].pickup, None);
        assert_eq!(bundle.deliveries[1].pickup.as_ref().unwrap().place.address.as_ref().unwrap().as_str(), "elsewhere");
        assert_eq!(bundle.deliveries[1].scheduled_at.unwrap().to_string(), "2020-09-13T16:54:29Z");
        assert_eq!(read(write::<gett::CreatedDeliveries>(&bundle).value).unwrap().value, bundle);
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_mutated_request_keeps_the_laws(payload in mutated(common::create())) {
        assert_laws::<gett::CreateDeliveries>(&payload)?;
    }

    #[test]
    fn a_mutated_answer_keeps_the_laws(payload in mutated(common::created())) {
        assert_laws::<gett::CreatedDeliveries>(&payload)?;
    }
}
