//! The model's own JSON: as documented, stable, and checked on the way in.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

#[path = "common/less.rs"]
mod less;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use lastmile::hubrise::TrackingUpdate;
use lastmile::rare::Empty;
use lastmile::strategies::{Generate, full};
use lastmile::{
    AddressPart, Bundle, Centimetres, Country, Currency, Deliveries, Delivery, Dimensions, HeaderName, HeaderValue,
    Headers, Item, Job, Label, Metadata, Money, Parcel, PostalAddress, Prices, Quantity, Rare, Rule, SizeAlias, Sizes,
    Status, Timestamp, Tracking, UnknownStatus, hubrise,
};
use less::{few, less};
use proptest::arbitrary::{Arbitrary, any};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What is known of a member: the kinds of value that it has, and what else is taken in its place.
#[derive(Debug, Default)]
struct Member {
    kinds: BTreeSet<&'static str>,
    may_be_null: bool,
    may_be_left_out: bool,
}

fn kind(value: &Value) -> Option<&'static str> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => "flag",
        Value::Number(number) if number.is_f64() => "decimal",
        Value::Number(_) => "whole number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    })
}

/// The pointers to all members of all objects, with their patterns.
fn members(value: &Value, place: &str, pattern: &str, see: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let place = format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
                let pattern = if pattern.is_empty() { name.clone() } else { format!("{pattern}.{name}") };
                see(&place, &pattern);
                members(value, &place, &pattern, see);
            }
        }
        Value::Array(list) => {
            for (at, value) in list.iter().enumerate() {
                members(value, &format!("{place}/{at}"), &format!("{pattern}[]"), see);
            }
        }
        _ => {}
    }
}

/// Members that the host names: they are free, and not of the model.
const FREE: &[&str] = &["headers", "others", "metadata"];

fn is_free(pattern: &str) -> bool {
    pattern.split('.').rev().skip(1).any(|step| FREE.contains(&step))
}

fn parent_mut<'v>(value: &'v mut Value, place: &str) -> (&'v mut Value, String) {
    let (above, name) = place.rsplit_once('/').unwrap();
    (value.pointer_mut(above).unwrap(), name.replace("~1", "/").replace("~0", "~"))
}

fn described<M: Generate + Serialize + DeserializeOwned>() -> BTreeMap<String, Member> {
    let mut known: BTreeMap<String, Member> = BTreeMap::new();
    for model in full::<M>().take(12) {
        let own = serde_json::to_value(model).unwrap();
        let is_read = |json: Value| serde_json::from_value::<M>(json).is_ok();
        members(&own, "", "", &mut |place, pattern| {
            if is_free(pattern) {
                return;
            }
            let member = known.entry(pattern.to_owned()).or_default();
            member.kinds.extend(kind(own.pointer(place).unwrap()));
            let mut changed = own.clone();
            let (parent, name) = parent_mut(&mut changed, place);
            parent[&name] = Value::Null;
            member.may_be_null |= is_read(changed.clone());
            parent_mut(&mut changed, place).0.as_object_mut().unwrap().remove(&name);
            member.may_be_left_out |= is_read(changed);
        });
    }
    known
}

fn table<M: Generate + Serialize + DeserializeOwned>() -> String {
    let mut table = String::from("| member | kind | null | left out |\n| --- | --- | --- | --- |\n");
    for (pattern, member) in described::<M>() {
        let Member { kinds, may_be_null, may_be_left_out } = member;
        let kinds: Vec<_> = kinds.into_iter().collect();
        let yes = |yes: bool| if yes { "yes" } else { "" };
        let _ =
            writeln!(table, "| `{pattern}` | {} | {} | {} |", kinds.join(", "), yes(may_be_null), yes(may_be_left_out));
    }
    table
}

#[test]
fn a_part_that_was_never_written_is_an_empty_one_and_no_other() {
    let (never, empty) = (Rare::<Tracking>::default(), Rare::from(Tracking::default()));
    let mut written = Rare::<Tracking>::default();
    written.timeline.observe(Status::Pending, None);
    assert_eq!((&never, &empty), (&empty, &never));
    assert_eq!((never.clone(), written.clone()), (never.clone(), written.clone()));
    for none in [never, empty] {
        assert_ne!(none, written);
        assert_ne!(written, none);
        assert_eq!(format!("{none:?}"), format!("{:?}", Tracking::default()));
    }
    assert_eq!(format!("{written:#?}"), format!("{:#?}", *written));
    assert!(std::ptr::eq(Tracking::empty(), Tracking::empty()), "it is made once");
}

#[test]
#[cfg_attr(miri, ignore = "a page of text, made of each member of dozens of models")]
fn the_model_is_as_documented() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/model.md");
    let page = std::fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
    let (intro, _) = page.split_once("\n## Bundle\n").unwrap();
    let expected = format!(
        "{intro}\n## Bundle\n\n{}\n## Job\n\n{}\n## hubrise::TrackingUpdate\n\n{}",
        table::<Bundle>(),
        table::<Job>(),
        table::<TrackingUpdate>(),
    );
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&file, &expected).unwrap();
        return;
    }
    assert_eq!(page, expected, "if this is wanted, run the test with UPDATE_SNAPSHOTS=1 and raise the version");
}

/// Every object, and every member of another kind, is looked at.
#[track_caller]
fn assert_checked<M: Generate + Serialize + DeserializeOwned>() {
    let mut taken = BTreeSet::new();
    for model in full::<M>().take(less(6, 1)) {
        let own = serde_json::to_value(model).unwrap();
        let mut is_refused = |pattern: &str, json: Value| {
            if serde_json::from_value::<M>(json).is_ok() {
                taken.insert(pattern.to_owned());
            }
        };
        is_refused("", {
            let mut own = own.clone();
            own["no such member"] = json!(1);
            own
        });
        let mut all = Vec::new();
        members(&own, "", "", &mut |place, pattern| all.push((place.to_owned(), pattern.to_owned())));
        for (place, pattern) in few(all, 3) {
            if is_free(&format!("{pattern}.x")) {
                continue;
            }
            let mut changed = own.clone();
            let value = changed.pointer_mut(&place).unwrap();
            match value {
                Value::Object(object) => drop(object.insert("no such member".to_owned(), json!(1))),
                Value::Array(list) => list.push(json!({"no such member": 1})),
                Value::String(_) => *value = json!(true),
                Value::Number(_) | Value::Bool(_) => *value = json!("x"),
                Value::Null => continue,
            }
            is_refused(&pattern, changed);
        }
    }
    assert!(taken.is_empty(), "taken, although it is none of the model's: {taken:#?}");
}

#[test]
fn what_is_none_of_the_model_s_is_refused_everywhere() {
    assert_checked::<Bundle>();
    assert_checked::<Job>();
    assert_checked::<TrackingUpdate>();
}

// The schema: what the tables say, for machines.

/// The schema of what stands at one pattern, from all values that were seen there and what is known of the members.
fn schema(pattern: &str, values: &[&Value], known: &BTreeMap<String, Member>) -> Value {
    let mut types: BTreeSet<&str> = values.iter().copied().filter_map(json_type).collect();
    if known.get(pattern).is_some_and(|member| member.may_be_null) {
        types.insert("null");
    }
    let mut schema = json!({"type": types});
    let objects: Vec<_> = values.iter().filter_map(|value| value.as_object()).collect();
    if !objects.is_empty() && !is_free(&format!("{pattern}.x")) {
        let names: BTreeSet<&String> = objects.iter().flat_map(|object| object.keys()).collect();
        let path = |name: &str| if pattern.is_empty() { name.to_owned() } else { format!("{pattern}.{name}") };
        let properties = names.iter().map(|name| {
            let values: Vec<&Value> = objects.iter().filter_map(|object| object.get(*name)).collect();
            ((*name).clone(), self::schema(&path(name), &values, known))
        });
        schema["properties"] = Value::Object(properties.collect());
        schema["additionalProperties"] = json!(false);
        let is_required = |name: &&&String| {
            objects.iter().all(|object| object.contains_key(**name)) && !known[&path(name)].may_be_left_out
        };
        schema["required"] = json!(names.iter().filter(is_required).collect::<Vec<_>>());
    }
    let elements: Vec<&Value> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
    if !elements.is_empty() {
        schema["items"] = self::schema(&format!("{pattern}[]"), &elements, known);
    }
    schema
}

fn json_type(value: &Value) -> Option<&'static str> {
    Some(match kind(value)? {
        "flag" => "boolean",
        "decimal" => "number",
        "whole number" => "integer",
        "text" => "string",
        "list" => "array",
        _ => "object",
    })
}

fn schema_of<M: Generate + Serialize + DeserializeOwned>() -> Value {
    let full: Vec<Value> = full::<M>().take(12).map(|model| serde_json::to_value(model).unwrap()).collect();
    schema("", &full.iter().collect::<Vec<_>>(), &described::<M>())
}

/// Whether a value keeps a schema of the few words that are used here.
fn keeps(value: &Value, schema: &Value) -> bool {
    let is_type = |name: &Value| match json_type(value) {
        None => name == "null",
        Some(own) => name == own || (own == "integer" && name == "number"),
    };
    let members = value.as_object().into_iter().flatten().all(|(name, value)| match schema["properties"].get(name) {
        Some(schema) => keeps(value, schema),
        None => schema.get("additionalProperties").is_none(),
    });
    let elements = value.as_array().into_iter().flatten();
    schema["type"].as_array().unwrap().iter().any(is_type)
        && members
        && schema.get("items").is_none_or(|schema| elements.into_iter().all(|value| keeps(value, schema)))
        && (!value.is_object() || {
            let required = schema["required"].as_array().into_iter().flatten();
            required.into_iter().all(|name| value.get(name.as_str().unwrap()).is_some())
        })
}

#[test]
#[cfg_attr(miri, ignore = "a page of text, made of each member of dozens of models")]
fn the_schema_is_as_committed_and_every_value_keeps_it() {
    #[track_caller]
    fn assert_kept<M: Arbitrary + Serialize>(schema: &Value) {
        let config = Config { cases: 300, failure_persistence: None, ..Config::default() };
        let kept = TestRunner::new(config).run(&any::<M>(), |model| {
            let own = serde_json::to_value(model).unwrap();
            if keeps(&own, schema) { Ok(()) } else { Err(TestCaseError::fail("a value does not keep the schema")) }
        });
        kept.unwrap_or_else(|error| panic!("{error}"));
    }
    let (bundle, job, update) = (schema_of::<Bundle>(), schema_of::<Job>(), schema_of::<TrackingUpdate>());
    assert_kept::<Bundle>(&bundle);
    assert_kept::<Job>(&job);
    assert_kept::<TrackingUpdate>(&update);
    assert!(!keeps(&json!({"target": "unnamed"}), &bundle), "the deliveries are missing");

    let whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The shape of the model's own JSON; limits and formats are those of the constructors",
        "$defs": {"Bundle": bundle, "Job": job, "TrackingUpdate": update},
    });
    let expected = format!("{}\n", serde_json::to_string_pretty(&whole).unwrap());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/model.schema.json");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&file, &expected).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(
        committed, expected,
        "if this is wanted, run the test with UPDATE_SNAPSHOTS=1 and say it in CHANGELOG.md"
    );
}

#[test]
fn a_delivery_without_parcels_has_one_and_a_parcel_without_a_label_has_that_of_its_delivery() {
    let label = |text: &str| Label::new(text).ok();
    let mut delivery = Delivery { label: label("J48793"), reference: "order-7".parse().ok(), ..Delivery::default() };
    let implied = Parcel { label: label("J48793"), reference: "order-7".parse().ok(), ..Parcel::default() };
    assert_eq!(*delivery.parcels_or_implied(), [implied]);
    delivery.parcels = vec![Parcel::default(), Parcel { label: label("3214"), ..Parcel::default() }];
    assert_eq!(*delivery.parcels_or_implied(), delivery.parcels[..]);
    let labels: Vec<_> = delivery.parcels.iter().map(|parcel| delivery.label_of(parcel).unwrap().as_str()).collect();
    assert_eq!(labels, ["J48793", "3214"]);
    assert_eq!(Delivery::default().label_of(&Parcel::default()), None);

    let [item] = &delivery.parcels[1].items_or_implied()[..] else { panic!("one item is implied") };
    assert_eq!((item.name.as_ref().unwrap().as_str(), item.quantity), ("3214", Some(Quantity::ONE)));
    let parcel = Parcel { items: vec![Item::default(); 2], ..Parcel::default() };
    assert_eq!(*parcel.items_or_implied(), parcel.items[..]);
}

#[test]
fn headers_are_counted_and_the_metadata_of_a_payment_is_taken_out_to_change_it() {
    let header = |name: &str| (HeaderName::new(name).unwrap(), HeaderValue::new("1").unwrap());
    for (count, names) in [(0, &[][..]), (1, &["A"]), (2, &["A", "B"])] {
        let headers = Headers::new(names.iter().map(|name| header(name))).unwrap();
        assert_eq!((headers.len(), headers.is_empty()), (count, count == 0));
        assert_eq!((&headers).into_iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), names);
        assert_eq!(headers.iter().len(), count);
    }
    assert_ne!(HeaderName::new("X-Token"), HeaderName::new("x-token"), "a name is what is written");
    let members = json!({"till": 4}).as_object().unwrap().clone();
    let metadata = Metadata::new(members.clone());
    assert_eq!(format!("{metadata:?}"), "Metadata(1 members)");
    assert_eq!(metadata.into_map(), members);
}

#[test]
fn prices_that_a_host_makes_say_why_they_do_not_add_up() {
    let money = |minor, code: &str| Money::new(minor, code.parse().unwrap()).ok();
    let euros = |minor| money(minor, "EUR");
    let prices = Prices {
        subtotal: euros(1000),
        taxes: euros(70),
        shipping_fee: euros(30),
        discounts: euros(-100),
        ..Prices::of(euros(1000).unwrap())
    };
    assert_eq!(prices.check_sum(), Ok(()));
    for (taxes, rule) in [
        (None, Rule::PricesSum),
        (euros(71), Rule::PricesSum),
        (money(70, "USD"), Rule::MoneyOtherCurrency),
        (euros(999_999_999_999_999), Rule::PricesSum),
    ] {
        let wrong = Prices { taxes, ..prices.clone() };
        assert_eq!(wrong.check_sum().map_err(|violation| violation.rule()), Err(rule), "{taxes:?}");
    }
}

#[test]
fn an_alias_stands_for_sides_that_are_not_known() {
    let cube = |side| {
        let side = Centimetres::new(side);
        Dimensions { length: side, width: side, height: side }
    };
    let alias = |text: &str| SizeAlias::new(text).unwrap();
    let sizes = Sizes::new([(alias("S"), cube(20)), (alias("M"), cube(40))]).unwrap();
    assert_eq!((sizes.get(&alias("S")), sizes.get(&alias("s"))), (Some(cube(20)), None));
    let parcel = |alias: Option<SizeAlias>, height: Option<u32>| Parcel {
        size_alias: alias,
        length: Some(Centimetres::new(30)),
        width: Some(Centimetres::new(30)),
        height: height.map(Centimetres::new),
        ..Parcel::default()
    };
    assert_eq!(parcel(Some(alias("M")), Some(30)).dimensions_by(&sizes), Some(cube(30)), "known sides come first");
    assert_eq!(parcel(Some(alias("M")), None).dimensions_by(&sizes), Some(cube(40)));
    assert_eq!(parcel(Some(alias("L")), None).dimensions_by(&sizes), None);
    assert_eq!(parcel(None, None).dimensions_by(&sizes), None);
}

#[test]
fn how_one_delivery_of_a_bundle_fares_is_changed_in_its_place() {
    let mut deliveries = Deliveries::new(vec![Delivery::default(); 2]).unwrap();
    assert!(deliveries.tracking_mut(2).is_none());
    let seen: Timestamp = "2020-09-12T17:40:00Z".parse().unwrap();
    deliveries.tracking_mut(1).unwrap().timeline.observe(Status::PickedUp, seen);
    let statuses: Vec<_> = (&deliveries).into_iter().map(|delivery| delivery.tracking.timeline.status()).collect();
    assert_eq!(statuses, [None, Some(Status::PickedUp)]);

    // Told to somebody else, what nobody knows is not told at all.
    let tracking = deliveries.tracking_mut(1).unwrap();
    tracking.unknown_status = Some(UnknownStatus { word: "lost_at_sea".parse().ok(), code: None });
    let told = tracking.told_to(&hubrise::STATUSES);
    assert_eq!(told.value.unknown_status, None);
    assert_eq!(told.report.remarks()[0].pointer, "/unknown_status");
}

#[test]
fn codes_show_themselves_and_what_is_none_is_shown_only_where_it_could_be_one() {
    assert_eq!(format!("{0} {0:?}", Country::BRAZIL), "BRA Country(BRA)");
    let real: Currency = "BRL".parse().unwrap();
    assert_eq!(format!("{real} {real:?}"), "BRL Currency(BRL)");
    let found = |text: &str| {
        let refused = text.parse::<Currency>().unwrap_err();
        assert_eq!(refused.rule(), Rule::CurrencyUnknown);
        refused.found().to_string()
    };
    assert_eq!(
        ["QQQ", "abc", "QQQQ", "Ana"].map(found),
        ["QQQ", "a text of 3 characters", "a text of 4 characters", "a text of 3 characters"],
    );
}

#[test]
fn an_address_on_one_line_has_the_parts_that_are_known() {
    let part = |text: &str| AddressPart::new(text).ok();
    let line = |address: PostalAddress| address.to_line().map(|line| line.as_str().to_owned());
    let address = PostalAddress {
        street: part("Avenida Ibirapuera"),
        street_number: part("3407"),
        complement: part("2nd floor"),
        neighborhood: part("Moema"),
        city: part("São Paulo"),
        country: Some(Country::BRAZIL),
        reference: part("beside the park"),
        ..PostalAddress::default()
    };
    assert_eq!(line(address.clone()).as_deref(), Some("Avenida Ibirapuera 3407, 2nd floor, Moema, São Paulo, BRA"),);
    let no_street = PostalAddress { street: None, street_number: None, complement: None, ..address };
    assert_eq!(line(no_street).as_deref(), Some("Moema, São Paulo, BRA"));
    assert_eq!(line(PostalAddress::default()), None);
}
