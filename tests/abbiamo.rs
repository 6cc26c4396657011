//! Abbiamo: the samples of the page, everything that can be wrong with them, and back again.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

mod common;

use common::laws::{assert_laws, assert_said, assert_wire_keeps, cases, changed, mutated, outcome, said, thinned};
use common::less::{debugged, few};
use common::{ABBIAMO, ABBIAMO_MINIMAL, Change, abbiamo as sample, map_strings};
use lastmile::{
    AddressLine, AddressPart, Aggregation, Bundle, BundleTarget, Cnpj, Contact, Converted, Country, Delivery, Grams,
    HeaderValue, Invoice, InvoiceAccessKey, Parcel, Price, ProductId, Region, Report, Rule, Severity, Speed, State,
    TaxId, Word, ZipCode, abbiamo, from_json, gett, read, write,
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn request(changes: &[(&str, Value)]) -> Result<Converted<Bundle>, Report> {
    parse(&changed(sample(), changes))
}

fn parse(payload: &Value) -> Result<Converted<Bundle>, Report> {
    outcome::<abbiamo::DeliveryRequest>(payload)
}

/// What the page's own samples are doubtful in: the invoice is another company's, of another state and another year.
const DOUBTS: [(&str, Rule); 3] = [
    ("/deliveries/0/invoice_access_key", Rule::InvoiceOtherIssuer),
    ("/deliveries/0/invoice_access_key", Rule::InvoiceOtherState),
    ("/deliveries/0/invoice_access_key", Rule::InvoiceOtherMonth),
];

/// The minimal sample with every member that it leaves out, and no doubts. Times are written as the model writes them.
fn complete() -> Value {
    let address = "/deliveries/0/destination_address";
    changed(
        serde_json::from_str(ABBIAMO_MINIMAL).unwrap(),
        &[
            ("/carrier/method/external_id", json!("name/id")),
            ("/carrier/expected_delivery_date", json!("2022-12-22T23:59:00-03:00")),
            ("/seller/seller_contacts/0/email", json!("eduardo@example.com")),
            ("/source_address/complement", json!("loja 1")),
            ("/source_address/reference", json!("ao lado do parque")),
            (&format!("{address}/reference"), json!("portão azul")),
            ("/deliveries/0/invoice_access_key", Value::Null),
            (
                "/deliveries/0/volumes/0",
                json!({"id": "1", "weight": 1500, "height": 1, "width": 2, "length": 3, "cubic_volume": 6}),
            ),
            ("/deliveries/0/volumes/1", json!({"id": "2", "weight": 1, "cubic_volume": 7})),
        ],
    )
    .without("/deliveries/0/invoice_access_key")
}

#[track_caller]
fn assert_error(changes: &[(&str, Value)], pointer: &str, rule: Rule) {
    assert_said(&request(changes), Severity::Error, &[(pointer, rule)]);
}

/// Read without an error or a loss beyond the sample's own.
#[track_caller]
fn accepted(changes: &[(&str, Value)]) -> Bundle {
    let Converted { value, report } = request(changes).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(said(&report, Severity::Notice), []);
    value
}

mod the_samples_of_the_page {
    use super::*;

    #[test]
    fn are_kept_by_the_wire_to_the_last_member() {
        assert_wire_keeps::<abbiamo::DeliveryRequest>(ABBIAMO);
        assert_wire_keeps::<abbiamo::DeliveryRequest>(ABBIAMO_MINIMAL);
    }

    #[test]
    fn are_read_without_an_error_or_an_unknown_member() {
        for text in [ABBIAMO, ABBIAMO_MINIMAL] {
            let outcome = from_json::<abbiamo::DeliveryRequest>(text.as_bytes());
            assert_said(&outcome, Severity::Error, &[]);
            assert_said(&outcome, Severity::Notice, &[]);
            assert_said(&outcome, Severity::Warning, &DOUBTS);
            let placeholder = "/seller/seller_contacts/0/email";
            assert_said(&outcome, Severity::Loss, &[(placeholder, Rule::EmailShape)]);
        }
    }

    #[test]
    fn mean_what_they_say() {
        let bundle = accepted(&[]);
        assert_eq!(bundle.target, BundleTarget::Unnamed);
        let seller = bundle.seller.as_ref().unwrap();
        assert_eq!(seller.name.as_ref().unwrap().as_str(), "Go Go Fruits");
        assert_eq!(seller.id.as_ref().unwrap().as_str(), "eb064ede-08f3-470e-a37c-5b796a17cca8");
        assert!(matches!(&seller.tax_id, Some(TaxId::Cnpj(company)) if company.as_str() == "88399480000156"));
        assert!(seller.group.as_ref().unwrap().as_uuid().is_some());
        let [contact] = &seller.contacts[..] else { panic!() };
        assert_eq!(contact.name.as_ref().unwrap().as_str(), "Eduardo Silveira");
        assert_eq!(contact.phone.as_ref().unwrap().as_str(), "21999999999", "apart from the code");
        assert_eq!(contact.country_code.as_ref().unwrap().as_str(), "55");
        assert_eq!(contact.email, None, "the page has a placeholder");

        let carrier = bundle.carrier.as_ref().unwrap();
        assert_eq!(carrier.carrier.as_ref().unwrap().as_str(), "CARRIER_BRAND_NAME");
        let dispatch_by = carrier.dispatch_by.as_ref().unwrap();
        assert_eq!(dispatch_by.to_string(), "14:00:00-03");
        assert_eq!(dispatch_by.offset().local_minus_utc(), -10_800);
        assert_eq!(carrier.expected_delivery.unwrap().to_string(), "2022-12-22T23:59:00-03:00");
        assert_eq!(carrier.expected_price.map(Price::get), Some(1200), "not the sum of the deliveries'");
        let method = carrier.method.as_ref().unwrap();
        assert_eq!(method.reference.as_ref().unwrap().as_str(), "name/id");
        assert_eq!(method.id.as_ref().unwrap().as_str(), "e84b2788-5b78-40dd-95cf-75807f70aaaa");
        assert_eq!(method.name.as_ref().unwrap().as_str(), "CARRIER_BRAND_NAME_D0");
        assert_eq!(method.speed, Some(Speed::SameDay));
        assert_eq!(bundle.headers.get("AUTHORIZATION").map(HeaderValue::as_str), Some("Bearer xxx"));
        assert_eq!(bundle.route, None);
        assert_eq!(bundle.courier_must_return, Some(true));

        let source = &bundle.pickup.as_ref().unwrap().place;
        let latitude = source.coordinates.unwrap().latitude.degrees();
        assert_eq!(latitude.to_string(), "-23.52045997445427", "every digit");
        let address = source.postal.as_ref().unwrap();
        assert!(matches!(&address.zip_code, Some(ZipCode::Cep(cep)) if cep.as_str() == "04029904"));
        assert_eq!(address.country, Some(Country::BRAZIL));
        assert_eq!(address.state, Some(Region::Brazil(State::SP)));
        let parts = [&address.city, &address.neighborhood, &address.street, &address.street_number];
        let parts = parts.map(|part| part.as_ref().unwrap().as_str());
        assert_eq!(parts, ["São Paulo", "Indianópolis", "Avenida Ibirapuera", "3407"]);
        assert_eq!((&address.complement, &address.reference), (&None, &None));
    }

    #[test]
    fn say_what_is_brought_where() {
        let bundle = accepted(&[]);
        let [delivery] = &bundle.deliveries[..] else { panic!() };
        let invoice = delivery.invoice.as_ref().unwrap();
        assert_eq!(invoice.number.as_ref().unwrap().as_str(), "example_invoice_number_1");
        assert_eq!(invoice.created_at.unwrap().to_string(), "2023-06-22T18:59:37.024Z");
        let key = invoice.access_key.as_ref().unwrap();
        assert_eq!((key.state(), key.year(), key.month()), (Some(State::SC), 2008, Some(11)));
        assert_eq!((key.model(), key.series(), key.number(), key.emission()), (55, 1, 701, None));
        assert_eq!(key.issuer().unwrap().as_str(), "83123141000200");
        assert_eq!(delivery.id.as_ref().unwrap().as_str(), "851dc274-e090-4881-8f3c-5b660cecf059");
        assert_eq!(delivery.order_number.as_ref().unwrap().as_str(), "example_carrier_payload_1");
        assert_eq!(delivery.tracking.tracking_number.as_ref().unwrap().as_str(), "a-vBGOS");
        assert_eq!(delivery.amount.map(Price::get), Some(6909), "cents");
        assert_eq!(delivery.expected_price.map(Price::get), Some(1000));
        let handling = &delivery.handling;
        let flags = [handling.keep_prescription, handling.thermolabile, handling.pos_terminal_required];
        assert_eq!(flags, [Some(true); 3]);
        assert_eq!(handling.return_to_origin, Some(true));
        assert_eq!(handling.observation.as_ref().unwrap().as_str(), "pegar maquina com Walmir no caixa");
        let [parcel] = &delivery.parcels[..] else { panic!() };
        assert_eq!(parcel.id.as_ref().unwrap().as_str(), "4754cd99-3378-4e6c-bdaf-53db23ac5a4f");
        assert_eq!((parcel.weight, parcel.volume, parcel.height), (None, None, None), "0 and null are not known");
        let customer = &delivery.drop_off.contact;
        assert_eq!(customer.name.as_ref().unwrap().as_str(), "Machado de Assis");
        assert_eq!(customer.phone.as_ref().unwrap().as_str(), "911111111", "without an area code");
        assert!(matches!(&delivery.recipient_tax_id, Some(TaxId::Cpf(person)) if person.as_str() == "07073877014"));
        let address = delivery.drop_off.place.postal.as_ref().unwrap();
        assert_eq!(address.complement.as_ref().unwrap().as_str(), "sala 2");
    }

    #[test]
    fn differ_in_the_route_the_return_and_the_carriers_id() {
        let minimal = from_json::<abbiamo::DeliveryRequest>(ABBIAMO_MINIMAL.as_bytes()).unwrap().value;
        let route = minimal.route.as_ref().unwrap();
        assert_eq!(route.id.as_str(), "7ed34417-b51f-4d98-bec8-3ccb41290575");
        assert_eq!(route.name.as_str(), "GPT-2LkRo");
        assert_eq!(minimal.courier_must_return, Some(false));
        let mut same = accepted(&[("/carrier/method/external_id", json!("absent"))]);
        same.route = minimal.route.clone();
        same.courier_must_return = Some(false);
        assert_eq!(same, minimal);
    }

    #[test]
    fn are_written_back_without_a_loss() {
        for text in [ABBIAMO, ABBIAMO_MINIMAL] {
            let bundle = from_json::<abbiamo::DeliveryRequest>(text.as_bytes()).unwrap().value;
            let written = write::<abbiamo::DeliveryRequest>(&bundle);
            assert!(written.report.is_empty(), "{}", written.report);
            let wire = serde_json::to_value(&written.value).unwrap();
            assert_eq!(wire["carrier"]["max_dispatched_time"], "14:00:00-03", "in its own form");
            assert_eq!(wire["event_type"], "DELIVERY_REQUEST");
            assert_eq!(read(written.value).unwrap().value, bundle);
            let model = serde_json::to_string(&bundle).unwrap();
            assert_eq!(serde_json::from_str::<Bundle>(&model).unwrap(), bundle, "the model's own form");
        }
    }

    #[test]
    fn with_every_member_are_written_as_they_were() {
        let outcome = parse(&complete()).unwrap();
        assert!(outcome.report.is_empty(), "{}", outcome.report);
        let written = write::<abbiamo::DeliveryRequest>(&outcome.value);
        assert!(written.report.is_empty(), "{}", written.report);
        assert_eq!(serde_json::to_value(&written.value).unwrap(), complete());
    }

    #[test]
    fn show_nothing_personal() {
        let wire: abbiamo::DeliveryRequest = serde_json::from_str(ABBIAMO).unwrap();
        let converted = request(&[]).unwrap();
        let shown = format!("{}{}{}", debugged(&wire), debugged(&converted), converted.report);
        for personal in [
            "Eduardo",
            "2199",
            "Bearer",
            "0402",
            "Ibirapuera",
            "3407",
            "Machado",
            "9111",
            "0707387",
            "883994",
            "4208118",
            "Walmir",
            "Alfredo",
            "sala",
            "protected",
        ] {
            assert!(!shown.contains(personal), "{personal} in {shown}");
        }
    }
}

mod a_request {
    use super::*;

    #[test]
    fn with_many_faults_gets_them_all_in_one_report() {
        let delivery = "/deliveries/0";
        let report = request(&[
            ("/event_type", json!("ORDER_STATUS_CHANGE")),
            ("/seller/seller_document_number", json!("88399480000157")),
            ("/seller/seller_contacts/0/phone_country_code", json!("BR")),
            ("/carrier/max_dispatched_time", json!("14:00:00")),
            ("/carrier/total_expected_delivery_price", json!(-1)),
            ("/logistic_data/headers/Authorization", json!("Bearer xxx\r\nX-Admin: 1")),
            ("/logistic_data/headers/X Y", json!("z")),
            ("/source_address/zip_code", json!("4029904")),
            ("/source_address/country", json!("BRA")),
            ("/source_address/state", json!("XX")),
            ("/source_address/longitude", Value::Null),
            ("/make_route", json!(false)),
            ("/route_id", json!("7ed34417")),
            ("/route_name", json!("GPT")),
            (&format!("{delivery}/invoice_access_key"), json!("420811831231410002005500100000070100464032760")),
            (&format!("{delivery}/delivery_id"), Value::Null),
            (&format!("{delivery}/amount"), json!(-6909)),
            (&format!("{delivery}/expected_delivery_price"), json!(10.5)),
            (&format!("{delivery}/carrier_additional_information/thermolabile"), json!("yes")),
            (&format!("{delivery}/volumes/0/weight"), json!(1.5)),
            (&format!("{delivery}/volumes/0/height"), json!(-1)),
            (&format!("{delivery}/customer/document_number"), json!("11111111111")),
            (&format!("{delivery}/destination_address/country"), json!("BRAZIL")),
        ])
        .unwrap_err();
        assert_eq!(
            said(&report, Severity::Error),
            [
                ("/event_type", "event.unknown"),
                ("/seller/seller_document_number", "cnpj.check-digits"),
                ("/seller/seller_contacts/0/phone_country_code", "calling-code.malformed"),
                ("/carrier/max_dispatched_time", "time-of-day.malformed"),
                ("/carrier/total_expected_delivery_price", "price.negative"),
                ("/logistic_data/headers/Authorization", "header.value-malformed"),
                ("/logistic_data/headers/X Y", "header.name-malformed"),
                ("/source_address/zip_code", "cep.malformed"),
                ("/source_address/state", "state.unknown"),
                ("/source_address/longitude", "coordinates.half"),
                ("/route_id", "route.not-made"),
                ("/route_name", "route.not-made"),
                ("/deliveries/0/invoice_access_key", "invoice-key.malformed"),
                ("/deliveries/0/delivery_id", "member.missing"),
                ("/deliveries/0/amount", "price.negative"),
                ("/deliveries/0/expected_delivery_price", "money.fraction-of-minor-unit"),
                ("/deliveries/0/carrier_additional_information/thermolabile", "type.boolean"),
                ("/deliveries/0/volumes/0/weight", "weight.fraction-of-gram"),
                ("/deliveries/0/volumes/0/height", "length.negative"),
                ("/deliveries/0/customer/document_number", "cpf.malformed"),
                ("/deliveries/0/destination_address/country", "country.unknown"),
            ]
            .map(|(at, code)| (at.to_owned(), code)),
        );
        assert!(!report.to_string().contains("Admin") && !report.to_string().contains("88399480000157"));
    }

    #[test]
    fn has_a_route_if_and_only_if_one_is_made() {
        let [made, id, name] = ["/make_route", "/route_id", "/route_name"];
        let yes = (made, json!(true));
        assert!(accepted(&[yes.clone(), (id, json!("r")), (name, json!("R"))]).route.is_some());
        assert_error(&[yes.clone(), (name, json!("R"))], id, Rule::RouteIncomplete);
        assert_error(&[yes.clone(), (id, json!("r")), (name, json!("absent"))], name, Rule::RouteIncomplete);
        assert_error(&[yes.clone(), (id, json!("r")), (name, json!(""))], name, Rule::RouteIncomplete);
        let neither = [(id, Rule::RouteIncomplete), (name, Rule::RouteIncomplete)];
        assert_said(&request(&[yes]), Severity::Error, &neither);
        for no in [json!(false), Value::Null, json!("absent")] {
            assert_eq!(accepted(&[(made, no.clone())]).route, None);
            assert_error(&[(made, no.clone()), (id, json!("r"))], id, Rule::RouteNotMade);
            assert_error(&[(made, no), (name, json!("R"))], name, Rule::RouteNotMade);
        }
        // One fault is not two.
        assert_error(&[(made, json!("true")), (id, json!("r"))], made, Rule::NotFlag);
        assert_error(&[(made, json!(true)), (id, json!(7)), (name, json!("R"))], id, Rule::NotText);
    }

    #[test]
    fn needs_an_event_deliveries_and_the_id_of_each() {
        assert_error(&[("/event_type", Value::Null)], "/event_type", Rule::Missing);
        assert_error(&[("/event_type", json!("delivery_request"))], "/event_type", Rule::EventUnknown);
        assert_error(&[("/deliveries", json!("absent"))], "/deliveries", Rule::Missing);
        assert_error(&[("/deliveries", json!([]))], "/deliveries", Rule::NoDeliveries);
        assert_error(&[("/deliveries/0", json!({}))], "/deliveries/0/delivery_id", Rule::Missing);
        let least = json!({"event_type": "DELIVERY_REQUEST", "deliveries": [{"delivery_id": "1"}]});
        let outcome = parse(&least).unwrap();
        assert!(outcome.report.is_empty(), "{}", outcome.report);
        let written = write::<abbiamo::DeliveryRequest>(&outcome.value);
        assert_eq!(serde_json::to_value(&written.value).unwrap(), least.with("/make_route", false));
    }

    #[test]
    fn may_leave_anything_else_absent_null_or_empty() {
        let required = ["/event_type", "/deliveries", "/deliveries/0/delivery_id"];
        let mut places = Vec::new();
        common::laws::places(&sample(), "", &mut places);
        places.retain(|place| !required.contains(&place.as_str()));
        for pointer in few(&places, 3) {
            if pointer.ends_with("/0") {
                continue;
            }
            let half = pointer.ends_with("tude");
            for nothing in [json!("absent"), Value::Null] {
                let outcome = request(&[(pointer, nothing)]);
                let rules: &[(&str, Rule)] = if half { &[(pointer, Rule::CoordinatesHalf)] } else { &[] };
                assert_said(&outcome, Severity::Error, rules);
            }
            if sample().pointer(pointer).unwrap().is_string() {
                let blank = request(&[(pointer, json!(""))]);
                let absent = request(&[(pointer, json!("absent"))]);
                // A header may be empty; that is a value.
                if !pointer.contains("/headers/") {
                    assert_eq!(blank.unwrap().value, absent.unwrap().value, "{pointer}");
                }
            }
        }
    }

    #[test]
    fn takes_zero_and_null_for_sizes_that_are_not_known_and_says_nothing() {
        let volume = |members: Value| {
            let outcome = request(&[("/deliveries/0/volumes/0", members)]);
            assert_said(&outcome, Severity::Warning, &DOUBTS);
            outcome.unwrap().value.deliveries[0].parcels[0].clone()
        };
        let nothing = volume(json!({"weight": 0, "height": 0, "width": 0.0, "length": 0, "cubic_volume": 0}));
        assert_eq!(nothing, Parcel::default());
        assert_eq!(volume(json!({"weight": null, "height": null, "cubic_volume": null})), Parcel::default());
        let known = volume(json!({"weight": 1500, "height": 10, "width": 20, "length": 30.0, "cubic_volume": 6000}));
        assert_eq!(known.weight, Some(Grams::new(1500)), "grams");
        assert_eq!(known.dimensions().unwrap().to_string(), "30 x 20 x 10 cm");
        let alone = volume(json!({"cubic_volume": 7, "height": 3, "width": 3}));
        assert_eq!(alone.volume.unwrap().get(), 7, "one side is not known");
    }

    #[test]
    fn is_doubtful_if_a_volume_is_not_that_of_its_sides() {
        let at = "/deliveries/0/volumes/0/cubic_volume";
        for (sides, volume) in
            [((10, 20, 30), 6001), ((10, 20, 30), 1), ((4_000_000_000_u32, 4_000_000_000_u32, 30), 1)]
        {
            let members =
                json!({"height": sides.0, "width": sides.1, "length": sides.2, "cubic_volume": volume, "weight": 1});
            let outcome = request(&[("/deliveries/0/volumes/0", members)]);
            assert_said(&outcome, Severity::Warning, &[&DOUBTS[..], &[(at, Rule::VolumeDiffers)]].concat());
        }
    }

    #[test]
    fn is_doubtful_in_its_volume_whatever_else_is_wrong_with_it() {
        let at = "/deliveries/0/volumes/0";
        let members = json!({"id": " ", "weight": 1.5, "height": 10, "width": 20, "length": 30, "cubic_volume": 6001});
        let outcome = request(&[(at, members)]);
        let wrong = [(&*format!("{at}/id"), Rule::Blank), (&*format!("{at}/weight"), Rule::WeightFraction)];
        assert_said(&outcome, Severity::Error, &wrong);
        let volume = "/deliveries/0/volumes/0/cubic_volume";
        assert_said(&outcome, Severity::Warning, &[&DOUBTS[..], &[(volume, Rule::VolumeDiffers)]].concat());
    }

    #[test]
    fn says_cents() {
        let amount = "/deliveries/0/amount";
        assert_eq!(accepted(&[(amount, json!(0))]).deliveries[0].amount, Some(Price::ZERO));
        assert_eq!(accepted(&[(amount, json!(10.0))]).deliveries[0].amount.map(Price::get), Some(10));
        assert_error(&[(amount, json!(1.5))], amount, Rule::MoneyFraction);
        assert_error(&[(amount, json!(-1))], amount, Rule::PriceNegative);
        assert_error(&[(amount, json!("6909"))], amount, Rule::NotNumber);
        assert_error(&[(amount, json!(1e15))], amount, Rule::MoneyTooLarge);
    }

    #[test]
    fn keeps_other_words_for_how_fast_it_is() {
        let at = "/carrier/method/type";
        for (word, speed) in [("D0", Some(Speed::SameDay)), ("D1", Some(Speed::NextDay)), ("CONVENCIONAL", None)] {
            let bundle = accepted(&[(at, json!(word))]);
            let method = bundle.carrier.as_ref().unwrap().method.clone().unwrap();
            assert_eq!(method.speed.as_ref().unwrap().as_str(), word);
            assert!(speed.is_none_or(|speed| method.speed == Some(speed)));
            let written = serde_json::to_value(write::<abbiamo::DeliveryRequest>(&bundle).value).unwrap();
            assert_eq!(written.pointer(at).unwrap(), word);
        }
    }

    #[test]
    fn lends_the_texts_that_may_be_of_some_country_as_they_came() {
        let lent = |text: &dyn AsRef<str>| text.as_ref().to_owned();
        for (country, zip_code, state) in [(None, "04029904", "SP"), (Some("ARG"), "C1425", "Córdoba")] {
            let country = country.map(|code: &str| code.parse().unwrap());
            assert_eq!(lent(&ZipCode::of(country, zip_code).unwrap()), zip_code);
            assert_eq!(lent(&Region::of(country, state).unwrap()), state);
        }
        for speed in [Speed::SameDay, Speed::NextDay, Speed::from(Word::new("CONVENCIONAL").unwrap())] {
            assert_eq!(lent(&speed), speed.as_str());
        }
        assert_eq!(lent(&Speed::SameDay), "D0");
        for number in ["07073877014", "88399480000156"] {
            assert_eq!(lent(&TaxId::new(number).unwrap()), number);
        }
    }

    #[test]
    fn tells_a_person_from_a_company_by_length_also_with_marks() {
        let at = "/deliveries/0/customer/document_number";
        let numbers = [
            ("07073877014", None),
            ("88399480000156", None),
            ("12ABC34501DE35", None),
            ("7073877014", Some(Rule::TaxIdLength)),
            ("070.738.770-14", Some(Rule::CpfFormat)),
            ("88.399.480/0001-56", Some(Rule::TaxIdLength)),
            ("07073877024", Some(Rule::CpfCheckDigits)),
            ("0707387701x", Some(Rule::CpfFormat)),
            ("00000000000000", Some(Rule::CnpjFormat)),
            ("12abc34501de35", Some(Rule::CnpjFormat)),
            ("12ABC34501DE53", Some(Rule::CnpjCheckDigits)),
        ];
        for (number, rule) in few(numbers, 6) {
            let expected: Vec<_> = rule.map(|rule| (at, rule)).into_iter().collect();
            assert_said(&request(&[(at, json!(number))]), Severity::Error, &expected);
        }
    }

    #[test]
    fn doubts_an_invoice_key_that_names_another_issuer_state_or_month() {
        // Issued in São Paulo in June 2023 by another branch of the seller's company.
        let branch =
            (0..100).map(|digits| format!("883994800999{digits:02}")).find(|id| Cnpj::new(id).is_ok()).unwrap();
        let body = format!("352306{branch}55001000000701100464032");
        let key = (0..10).map(|digit| format!("{body}{digit}")).find(|key| InvoiceAccessKey::new(key).is_ok()).unwrap();
        let key = ("/deliveries/0/invoice_access_key", json!(key));
        assert_said(&request(std::slice::from_ref(&key)), Severity::Warning, &[]);
        let other = ("/seller/seller_document_number", json!("12ABC34501DE35"));
        assert_said(&request(&[key.clone(), other]), Severity::Warning, &DOUBTS[..1]);
        let made = |at: &str| request(&[key.clone(), ("/deliveries/0/invoice_created_at", json!(at))]);
        assert_said(&made("2023-07-01T04:59:59Z"), Severity::Warning, &[]);
        assert_said(&made("2023-07-01T05:00:00Z"), Severity::Warning, &DOUBTS[2..]);
        assert_said(&made("2023-05-31T23:59:59Z"), Severity::Warning, &DOUBTS[2..]);
        assert_said(&request(&[key, ("/source_address/state", json!("RJ"))]), Severity::Warning, &DOUBTS[1..2]);
        let nobody = [("/seller", Value::Null), ("/source_address", Value::Null)];
        assert_said(&request(&nobody), Severity::Warning, &DOUBTS[2..]);
    }

    #[test]
    fn doubts_an_invoice_key_whatever_else_is_wrong_with_the_seller_and_the_pickup() {
        for (pointer, value, rule) in [
            ("/seller/seller_name", json!(" "), Rule::Blank),
            ("/seller/seller_contacts/0/phone", json!("x"), Rule::PhoneShape),
            ("/source_address/zip_code", json!("x"), Rule::CepFormat),
            ("/source_address/city", json!(7), Rule::NotText),
            ("/source_address/latitude", json!(91), Rule::LatitudeRange),
            ("/source_address/latitude", Value::Null, Rule::CoordinatesHalf),
        ] {
            let outcome = request(&[(pointer, value)]);
            assert_said(&outcome, Severity::Error, &[(pointer, rule)]);
            assert_said(&outcome, Severity::Warning, &DOUBTS);
        }
        // What is wrong itself is compared with nothing.
        let without = |pointer: &str, value: Value| request(&[(pointer, value)]);
        let of_nobody = without("/seller/seller_document_number", json!("88399480000157"));
        assert_said(&of_nobody, Severity::Warning, &DOUBTS[1..]);
        for (member, value) in [("state", json!("XX")), ("country", json!("XXX")), ("country", json!("ARG"))] {
            let of_nowhere = without(&format!("/source_address/{member}"), value);
            assert_said(&of_nowhere, Severity::Warning, &[DOUBTS[0], DOUBTS[2]]);
        }
    }

    #[test]
    fn from_another_country_has_its_own_zip_codes_and_states() {
        let abroad = accepted(&[
            ("/source_address/country", json!("ARG")),
            ("/source_address/zip_code", json!("C1425")),
            ("/source_address/state", json!("Buenos Aires")),
        ]);
        let address = abroad.pickup.as_ref().unwrap().place.postal.as_ref().unwrap();
        assert_eq!(address.zip_code.as_ref().unwrap().as_str(), "C1425");
        let again = write::<abbiamo::DeliveryRequest>(&abroad);
        assert!(again.report.is_empty());
        assert_eq!(read(again.value).unwrap().value, abroad);
        assert_error(&[("/source_address/country", json!("bra"))], "/source_address/country", Rule::CountryUnknown);
        let unknown = [("/source_address/country", json!("XXX")), ("/source_address/zip_code", json!("C1425"))];
        assert_error(&unknown, "/source_address/country", Rule::CountryUnknown);
    }

    #[test]
    fn is_doubtful_at_zero_zero() {
        let place = json!({"latitude": 0, "longitude": 0.0});
        let outcome = request(&[("/source_address", place), ("/deliveries/0/invoice_access_key", Value::Null)]);
        assert_said(&outcome, Severity::Warning, &[("/source_address", Rule::CoordinatesZero)]);
    }

    #[test]
    fn keeps_an_address_that_is_one_and_loses_a_placeholder() {
        let at = "/seller/seller_contacts/0/email";
        let bundle = accepted(&[(at, json!("eduardo@example.com"))]);
        assert_eq!(bundle.seller.unwrap().contacts[0].email.as_ref().unwrap().as_str(), "eduardo@example.com");
        for none in ["[email\u{a0}protected]", "a b@c", "@c", "a@", "a", "a@b\n"] {
            assert_said(&request(&[(at, json!(none))]), Severity::Loss, &[(at, Rule::EmailShape)]);
        }
        assert_error(&[(at, json!(7))], at, Rule::NotText);
    }

    #[test]
    fn keeps_what_nobody_described_on_the_wire_and_says_so() {
        let outcome = request(&[("/logistic_data/pickup_verification", json!({"pincode": true}))]);
        assert_said(&outcome, Severity::Notice, &[("/logistic_data/pickup_verification", Rule::UnknownMember)]);
    }

    #[test]
    fn shows_no_text_of_its_own_in_any_report() {
        let mut payload = sample();
        map_strings(&mut payload, &mut |text| *text = format!("Zq7{text}Zq7"));
        let report = parse(&payload).unwrap_err();
        let wire: abbiamo::DeliveryRequest = serde_json::from_value(payload).unwrap();
        assert!(!format!("{report}{report:?}{}", debugged(&wire)).contains("Zq7"), "{report}");
    }
}

mod headers {
    use super::*;

    const AT: &str = "/logistic_data/headers";

    #[test]
    fn have_names_and_values_that_cannot_become_another_header() {
        let named = |name: &str, value: Value| {
            request(&[(AT, Value::Object([(name.to_owned(), value)].into_iter().collect()))])
        };
        for name in few(["Authorization", "x", "X-Api_Key.v1", "!#$%&'*+-.^_`|~09azAZ"], 2) {
            assert_said(&named(name, json!("v")), Severity::Error, &[]);
        }
        for name in few(["", " ", "a b", "a:", "é", "a\n", "a/b", "(a)", "a\"", "a\u{0}"], 3) {
            let outcome = named(name, json!("v"));
            let report = outcome.unwrap_err();
            assert_eq!(report.errors().count(), 1, "{report}");
            assert!(report.errors().all(|error| error.rule == Rule::HeaderNameShape), "{name:?}: {report}");
        }
        for value in few(["", "Bearer xxx", "a\tb", "é 🚚", " x "], 2) {
            assert_said(&named("a", json!(value)), Severity::Error, &[]);
        }
        for value in few(["a\r\nb: c", "\r", "\n", "a\u{0}", "\u{7f}", "\u{1b}[31m"], 2) {
            assert_said(&named("a", json!(value)), Severity::Error, &[(&format!("{AT}/a"), Rule::HeaderValueShape)]);
        }
        for (value, rule) in [(json!(7), Rule::NotText), (json!(["a"]), Rule::NotText)] {
            assert_said(&named("a", value), Severity::Error, &[(&format!("{AT}/a"), rule)]);
        }
        assert!(named("a", Value::Null).unwrap().value.headers.is_empty());
        assert_said(&request(&[(AT, json!([]))]), Severity::Error, &[(AT, Rule::NotObject)]);
    }

    #[test]
    fn are_few_small_and_each_given_once() {
        let many = |count: usize| Value::Object((0..count).map(|n| (format!("x-{n}"), json!("v"))).collect());
        assert_said(&request(&[(AT, many(100))]), Severity::Error, &[]);
        assert_said(&request(&[(AT, many(101))]), Severity::Error, &[(AT, Rule::TooManyHeaders)]);
        let large = |bytes: usize| json!({"a": "v".repeat(bytes - 1)});
        assert_said(&request(&[(AT, large(16_384))]), Severity::Error, &[]);
        assert_said(&request(&[(AT, large(16_385))]), Severity::Error, &[(AT, Rule::HeadersTooLarge)]);
        assert_said(&request(&[(AT, json!({"a": "1", "A": "1"}))]), Severity::Error, &[(AT, Rule::HeaderTwice)]);
    }

    #[test]
    fn are_counted_and_compared_also_where_a_value_is_wrong() {
        let wrong = |name: &str| (format!("{AT}/{name}"), Rule::HeaderValueShape);
        let mut many: serde_json::Map<_, _> = (0..101).map(|n| (format!("x-{n}"), json!("v"))).collect();
        many["x-7"] = json!("\n");
        let (seventh, rule) = wrong("x-7");
        let outcome = request(&[(AT, Value::Object(many))]);
        assert_said(&outcome, Severity::Error, &[(&seventh, rule), (AT, Rule::TooManyHeaders)]);
        let (small, rule) = wrong("a");
        let outcome = request(&[(AT, json!({"a": "\n", "A": "1"}))]);
        assert_said(&outcome, Severity::Error, &[(&small, rule), (AT, Rule::HeaderTwice)]);
        assert!(request(&[(AT, json!({"a": null, "A": "1"}))]).is_ok(), "null was not given");
    }

    #[test]
    fn that_come_twice_are_named() {
        let report = request(&[(AT, json!({"X-Token": "1", "x-token": "2", "b": "3"}))]).unwrap_err();
        let twice = report.errors().find(|remark| remark.rule == Rule::HeaderTwice).unwrap();
        assert_eq!(twice.found.as_str(), "x-token");
    }
}

mod a_bundle {
    use super::*;

    /// Where something is lost, each place once, whatever the index.
    fn lost(report: &Report) -> Vec<String> {
        let at = said(report, Severity::Loss).into_iter().map(|(at, _)| at);
        let steps = at.map(|at| {
            let steps = at.split('/').map(|step| if step.parse::<usize>().is_ok() { "-" } else { step });
            steps.collect::<Vec<_>>().join("/")
        });
        steps.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
    }

    #[test]
    fn of_another_provider_names_all_that_is_lost() {
        let gett = from_json::<gett::CreateDeliveries>(common::CREATE.as_bytes()).unwrap().value;
        let written = write::<abbiamo::DeliveryRequest>(&gett);
        assert_eq!(
            lost(&written.report),
            [
                "/aggregation",
                "/deliveries/-/client_price",
                "/deliveries/-/delivery_price",
                "/deliveries/-/drop_off/place/address",
                "/deliveries/-/drop_off/place/note",
                "/deliveries/-/external_payment_confirmation",
                "/deliveries/-/label",
                "/deliveries/-/parcels/-/barcodes",
                "/deliveries/-/parcels/-/items",
                "/deliveries/-/parcels/-/label",
                "/deliveries/-/parcels/-/reference",
                "/deliveries/-/parcels/-/size_alias",
                "/deliveries/-/reference",
                "/deliveries/-/vendor",
                "/deliveries/-/window",
                "/label",
                "/pickup/contact",
                "/pickup/place/address",
                "/pickup/place/note",
                "/pickup_time",
                "/return_to",
                "/target",
            ],
        );
        let mut answer = from_json::<gett::CreatedDeliveries>(
            changed(
                common::created(),
                &[
                    ("/external_identifier", json!("e")),
                    ("/deliveries/0/scheduled_at", json!("2020-09-13T16:54:29Z")),
                    ("/deliveries/1/pickup/address", json!("elsewhere")),
                    ("/deliveries/1/route_identifier", json!("r")),
                    ("/deliveries/1/age_verification_required", json!(true)),
                    (
                        "/deliveries/1/parcels/0/cannot_deliver_info",
                        json!({"description": "nobody home", "reason_id": 1, "reason_type": "x"}),
                    ),
                ],
            )
            .to_string()
            .as_bytes(),
        )
        .unwrap()
        .value;
        answer.pickup = None;
        let lost = lost(&write::<abbiamo::DeliveryRequest>(&answer).report);
        for pointer in [
            "/company",
            "/created_at",
            "/process_type",
            "/reference",
            "/return_mode",
            "/deliveries/-/age_verification_required",
            "/deliveries/-/channel",
            "/deliveries/-/created_at",
            "/deliveries/-/parcels/-/failure",
            "/deliveries/-/parcels/-/status",
            "/deliveries/-/pickup",
            "/deliveries/-/product",
            "/deliveries/-/route",
            "/deliveries/-/scheduled_at",
            "/deliveries/-/tracking/timeline",
        ] {
            assert!(lost.iter().any(|at| at == pointer), "{pointer} in {lost:#?}");
        }
        let needed = [("/deliveries/0/id", "member.needed"), ("/deliveries/1/id", "member.needed")];
        assert_eq!(said(&written.report, Severity::Error), needed.map(|(at, code)| (at.to_owned(), code)));
    }

    #[test]
    fn that_goes_to_another_provider_names_all_that_is_lost() {
        let key = ("/deliveries/0/invoice_access_key", sample()["deliveries"][0]["invoice_access_key"].clone());
        let bundle = parse(&complete().with(key.0, key.1)).unwrap().value;
        let everything = [
            "/carrier",
            "/courier_must_return",
            "/deliveries/-/amount",
            "/deliveries/-/drop_off/contact/country_code",
            "/deliveries/-/drop_off/place/postal",
            "/deliveries/-/expected_price",
            "/deliveries/-/handling",
            "/deliveries/-/id",
            "/deliveries/-/invoice",
            "/deliveries/-/order_number",
            "/deliveries/-/parcels/-/id",
            "/deliveries/-/parcels/-/volume",
            "/deliveries/-/recipient_tax_id",
            "/deliveries/-/tracking",
            "/headers",
            "/pickup/place/postal",
            "/route",
            "/seller",
        ];
        let written = write::<gett::CreateDeliveries>(&bundle);
        assert_eq!(lost(&written.report), everything);
        let missing = ["/target", "/pickup/place/address", "/pickup/contact/name", "/pickup/contact/phone"];
        let needed = [&missing[..], &["/deliveries/0/drop_off/place/address"]].concat();
        assert_eq!(
            said(&written.report, Severity::Error),
            needed.into_iter().map(|at| (at.to_owned(), "member.needed")).collect::<Vec<_>>(),
        );
        let mut created = lost(&write::<gett::CreatedDeliveries>(&bundle).report);
        // An answer has a status, and a request none.
        created.retain(|at| !at.starts_with("/deliveries/-/tracking/timeline"));
        // And it has a place for what is told of a delivery, but not for its number.
        for at in &mut created {
            *at = at.replace("/tracking/tracking_number", "/tracking");
        }
        let of_an_answer = ["/deliveries/-/id", "/deliveries/-/order_number"];
        assert_eq!(created, everything.into_iter().filter(|at| !of_an_answer.contains(at)).collect::<Vec<_>>());
    }

    #[test]
    fn that_a_host_made_wrong_for_the_provider_is_said_to_be() {
        let mut bundle = accepted(&[]);
        bundle.deliveries = Default::default();
        assert_eq!(said(&write::<abbiamo::DeliveryRequest>(&bundle).report, Severity::Error).len(), 1);

        let mut bundle = accepted(&[]);
        let pickup = bundle.pickup.as_mut().unwrap();
        pickup.place.address = Some(AddressLine::new("somewhere").unwrap());
        let postal = pickup.place.postal.as_mut().unwrap();
        postal.zip_code = Some(ZipCode::Other(AddressPart::new("C1425").unwrap()));
        postal.state = Some(Region::Other(AddressPart::new("Acre").unwrap()));
        bundle.target = BundleTarget::New { product: ProductId::new("p").unwrap() };
        bundle.aggregation = Aggregation::PointToPoint;
        let mut deliveries = bundle.deliveries.clone().into_vec();
        deliveries[0].invoice = Some(Invoice::default().into());
        deliveries[0].parcels = vec![Parcel { weight: Some(Grams::ZERO), ..Parcel::default() }];
        deliveries.push(Delivery {
            drop_off: lastmile::Stop {
                contact: Contact { email: Some("a@b".parse().unwrap()), ..Contact::default() },
                ..Default::default()
            },
            ..Delivery::default()
        });
        bundle.deliveries = deliveries.try_into().unwrap();
        let report = write::<abbiamo::DeliveryRequest>(&bundle).report;
        assert_eq!(
            said(&report, Severity::Error),
            [
                ("/pickup/place/postal/zip_code", "cep.malformed"),
                ("/pickup/place/postal/state", "state.unknown"),
                ("/deliveries/1/id", "member.needed"),
            ]
            .map(|(at, code)| (at.to_owned(), code)),
        );
        let lost: Vec<String> = said(&report, Severity::Loss).into_iter().map(|(at, _)| at).collect();
        assert_eq!(
            lost,
            [
                "/target",
                "/aggregation",
                "/pickup/place/address",
                "/deliveries/0/invoice",
                "/deliveries/0/parcels/0/weight",
                "/deliveries/1/drop_off/contact/email",
            ],
        );
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_mutated_request_keeps_the_laws(payload in mutated(sample())) {
        assert_laws::<abbiamo::DeliveryRequest>(&payload)?;
    }

    #[test]
    fn a_thinned_request_keeps_the_laws(payload in thinned(complete())) {
        assert_laws::<abbiamo::DeliveryRequest>(&payload)?;
    }
}
