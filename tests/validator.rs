//! The bridge to `validator`: the same verdict as the report, as a tree.
#![cfg(feature = "validator")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

use lastmile::report::{Report, Scope};
use lastmile::{Rule, abbiamo, gett, hubrise, instaleap};
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

fn validate(json: &str) -> Result<(), ValidationErrors> {
    serde_json::from_str::<gett::CreateDeliveries>(json).unwrap().validate()
}

#[test]
fn the_samples_of_the_page_are_valid() {
    assert_eq!(validate(include_str!("fixtures/gett/create.json")), Ok(()));
    let created: gett::CreatedDeliveries = serde_json::from_str(include_str!("fixtures/gett/created.json")).unwrap();
    assert_eq!(created.validate(), Ok(()));
    let job: instaleap::CreateJob = serde_json::from_str(include_str!("fixtures/instaleap/realistic.json")).unwrap();
    assert_eq!(job.validate(), Ok(()));
    let attach: hubrise::CreateDelivery = serde_json::from_str(include_str!("fixtures/hubrise/create.json")).unwrap();
    assert_eq!(attach.validate(), Ok(()));
    let retrieved: hubrise::Delivery = serde_json::from_str(include_str!("fixtures/hubrise/delivery.json")).unwrap();
    assert_eq!(retrieved.validate(), Ok(()));
    let update: hubrise::UpdateDelivery = serde_json::from_str(include_str!("fixtures/hubrise/update.json")).unwrap();
    assert_eq!(update.validate(), Ok(()));
    let request: abbiamo::DeliveryRequest = serde_json::from_str(include_str!("fixtures/abbiamo/full.json")).unwrap();
    assert_eq!(request.validate(), Ok(()));
}

#[test]
fn errors_stand_at_their_member_and_index() {
    let json = include_str!("fixtures/gett/create.json").replace("\"weight\": 3.15", "\"weight\": -3.15");
    let errors = validate(&json).unwrap_err();
    assert_eq!(
        serde_json::to_value(&errors).unwrap(),
        serde_json::json!({"deliveries": {"0": {"parcels": {"0": {"weight": [{
            "code": "weight.negative",
            "message": "a weight is not negative",
            "params": {"pointer": "/deliveries/0/parcels/0/weight", "found": "-3.15 kg"},
        }]}}}}}),
    );
    let update: hubrise::UpdateDelivery = serde_json::from_str(r#"{"fee": null}"#).unwrap();
    assert_eq!(update.validate().unwrap_err().field_errors()["fee"][0].code, "member.immutable");
}

#[test]
fn what_is_wrong_with_an_element_stands_under_all_of_it() {
    let json = r#"{"product_id": "p", "pickup": {"lat": 91, "lng": 0}, "pickup_contact": 7, "deliveries": [7]}"#;
    let errors = validate(json).unwrap_err();
    let ValidationErrorsKind::Field(contact) = &errors.errors()["pickup_contact"] else { panic!("{errors:?}") };
    assert_eq!(contact[0].code, "type.object");
    let ValidationErrorsKind::Struct(pickup) = &errors.errors()["pickup"] else { panic!("{errors:?}") };
    assert_eq!(pickup.errors().len(), 2, "{pickup:?}");
    let ValidationErrorsKind::List(deliveries) = &errors.errors()["deliveries"] else { panic!("{errors:?}") };
    let ValidationErrorsKind::Field(first) = &deliveries[&0].errors()["__all__"] else { panic!("{errors:?}") };
    assert_eq!(first[0].code, "type.object");
}

#[test]
fn what_is_wrong_with_a_whole_stands_beside_what_is_wrong_within_it() {
    let mut report = Report::default();
    let mut payload = Scope::new(&mut report);
    payload.member("pickup").refuse(Rule::Missing.broken());
    payload.member("pickup").member("lat").refuse(Rule::NotNumber.broken());
    let errors = ValidationErrors::from(&report);
    let ValidationErrorsKind::Field(whole) = &errors.errors()["__all__"] else { panic!("{errors:?}") };
    assert_eq!((whole[0].code.as_ref(), &whole[0].params["pointer"]), ("member.missing", &"/pickup".into()));
    let ValidationErrorsKind::Struct(pickup) = &errors.errors()["pickup"] else { panic!("{errors:?}") };
    assert!(pickup.errors().contains_key("lat"));
}

#[test]
fn what_only_looks_like_an_index_is_a_name_and_no_error_takes_the_place_of_another() {
    let webhook = r#"{"event_type": "DELIVERY_REQUEST", "deliveries": [{"delivery_id": "d"}],
        "logistic_data": {"headers": {"1": 5, "01": 5, "+1": 5}}}"#;
    let webhook: abbiamo::DeliveryRequest = serde_json::from_str(webhook).unwrap();
    let errors = serde_json::to_value(webhook.validate().unwrap_err()).unwrap();
    for name in ["1", "01", "+1"] {
        let error = &errors["logistic_data"]["headers"][name][0];
        assert_eq!(error["params"]["pointer"], format!("/logistic_data/headers/{name}"), "{errors}");
    }
}

#[test]
fn elements_stand_at_their_index_if_all_below_are_written_as_a_pointer_writes_one() {
    let at = |steps: &[&str]| {
        let mut report = Report::default();
        for step in steps {
            Scope::new(&mut report).member("below").member(step).refuse(Rule::Missing.broken());
        }
        match &ValidationErrors::from(&report).errors()["below"] {
            ValidationErrorsKind::List(elements) => Ok(elements.keys().copied().collect::<Vec<_>>()),
            ValidationErrorsKind::Struct(members) => Err(members.errors().len()),
            ValidationErrorsKind::Field(_) => panic!("something stands below"),
        }
    };
    assert_eq!(at(&["0", "1", "10", "205"]), Ok(vec![0, 1, 10, 205]));
    for name in ["00", "01", "+0", "+1", "", "-1", "1.0", "a", "99999999999999999999999"] {
        assert_eq!(at(&[name]), Err(1), "{name:?}");
        assert_eq!(at(&["0", name, "1"]), Err(3), "{name:?}");
    }
}
