//! Feature `schemars`: the schemas are those that are committed, and say nothing that the readers do not say.
#![cfg(not(miri))] // Another crate compiles each schema; that crate is not looked into here.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::disallowed_methods,
    reason = "a test may panic and read its own tables"
)]

mod common;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

use common::for_each_payload;
use common::laws::cases;
use jsonschema::Validator;
use lastmile::field::Field;
use lastmile::report::Scope;
use lastmile::strategies::{GeneratePayload, each_fault, full, json};
use lastmile::text::Text;
use lastmile::{
    Payload, PersonName, Remark, Report, Rule, Timestamp, abbiamo, from_json, gett, hubrise, instaleap, payload_schema,
    write,
};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use schemars::{JsonSchema, SchemaGenerator, schema_for};
use serde_json::{Map, Number, Value, json as value};

/// Compares with what is committed; `UPDATE_SNAPSHOTS=1` rewrites it.
#[track_caller]
fn assert_committed(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas").join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, found).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == found, "docs/schemas/{name} is another; UPDATE_SNAPSHOTS=1 rewrites it:\n{found}");
}

fn pretty<T: JsonSchema>() -> String {
    serde_json::to_string_pretty(&schema_for!(T)).unwrap() + "\n"
}

fn validator<T: JsonSchema>(formats: bool) -> Validator {
    let schema = schema_for!(T).to_value();
    assert!(jsonschema::meta::is_valid(&schema));
    jsonschema::options().should_validate_formats(formats).build(&schema).unwrap()
}

/// The samples of the pages; the job of Instaleap's page is a template, and twenty faults are no sample.
const SAMPLES: &[(&str, &str)] = &[
    ("gett.create", common::CREATE),
    ("gett.created", common::CREATED),
    ("hubrise.create", common::ATTACH),
    ("hubrise.delivery", common::RETRIEVED),
    ("hubrise.update", common::UPDATE),
    ("instaleap.create", common::JOB_SAMPLE),
    ("instaleap.create", common::JOB),
    ("abbiamo.request", common::ABBIAMO),
    ("abbiamo.request", common::ABBIAMO_MINIMAL),
];

fn samples<P: Payload>() -> Vec<Value> {
    let own = SAMPLES.iter().filter(|(name, _)| *name == P::NAME);
    let own: Vec<_> = own.map(|(_, text)| serde_json::from_str(text).unwrap()).collect();
    assert!(!own.is_empty(), "{} has no sample", P::NAME);
    own
}

#[test]
fn the_schemas_are_those_that_are_committed() {
    fn is_committed<P: Payload + JsonSchema>() {
        assert_committed(&format!("{}.json", P::NAME), &pretty::<P>());
    }
    for_each_payload!(is_committed);
    assert_committed("report.json", &pretty::<Report>());
}

#[test]
fn every_member_is_in_the_schema_with_what_the_page_says_of_it() {
    fn patterns(schema: &Value, whole: &Value, path: &str, see: &mut dyn FnMut(&str, &Value)) {
        if let Some(reference) = schema["$ref"].as_str() {
            return patterns(whole.pointer(reference.strip_prefix('#').unwrap()).unwrap(), whole, path, see);
        }
        let any: Vec<&Value> = schema["anyOf"].as_array().into_iter().flatten().collect();
        if let Some(object) = any.iter().find(|one| one.get("$ref").is_some()) {
            return patterns(object, whole, path, see);
        }
        if let Some(members) = schema["properties"].as_object() {
            for (name, member) in members {
                let dot = if path.is_empty() { "" } else { "." };
                assert!(member["description"].is_string(), "{path}.{name} has no description");
                patterns(member, whole, &format!("{path}{dot}{name}"), see);
            }
        } else if schema.get("items").is_some() {
            patterns(&schema["items"], whole, &format!("{path}[]"), see);
        } else {
            see(path, schema);
        }
    }
    fn is_complete<P: Payload + JsonSchema>() {
        let schema = schema_for!(P).to_value();
        let (mut found, mut open) = (Vec::new(), Vec::new());
        patterns(&schema, &schema, "", &mut |pattern, schema| {
            // What is passed over wherever another stands in its place.
            let is_open = ["type", "enum", "not"].iter().all(|word| schema.get(word).is_none());
            if is_open { &mut open } else { &mut found }.push(pattern.to_owned());
        });
        let mut expected = lastmile::payload::members::<P>();
        expected.retain(|member| !open.iter().any(|open| member.starts_with(open.as_str())));
        let gett = ["deliveries[].return_contact", "drop_off_contact"];
        open.sort();
        assert_eq!(open, if P::NAME == "gett.create" { &gett[..] } else { &[] });
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{}", P::NAME);
    }
    for_each_payload!(is_complete);
}

/// Every place of a value, the whole included.
fn places(value: &Value, at: &str, see: &mut dyn FnMut(&str)) {
    see(at);
    match value {
        Value::Object(object) => {
            for (name, below) in object {
                places(below, &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), see);
            }
        }
        Value::Array(list) => {
            for (index, below) in list.iter().enumerate() {
                places(below, &format!("{at}/{index}"), see);
            }
        }
        _ => {}
    }
}

/// What is put in every place: null, each kind, and values on both sides of limits.
fn others() -> Vec<Value> {
    let mut others = vec![value!(null), value!(true), value!([]), value!([null]), value!({}), value!({"x": 1})];
    let numbers = [
        0.0,
        0.5,
        1.5,
        -1.0,
        -0.001,
        90.0,
        90.000_000_000_000_01,
        -90.001,
        100.0,
        100.004,
        180.000_000_000_000_03,
        -181.0,
        4_294_967_296.0,
        1e300,
        -1e300,
        -5e-324,
    ];
    others.extend(numbers.map(Value::from));
    others.extend([value!(0), value!(1), value!(-1), value!(u64::MAX)]);
    for text in ["", " ", "x", "10", "4.50 EUR", "delivered", "48.85", "2020-09-12t17:10:00z", "2020-09-12T23:59:60Z"] {
        others.push(text.into());
    }
    for length in [500, 2000] {
        others.extend(["x".repeat(length), "é".repeat(length + 1), " ".repeat(length) + "x"].map(Value::from));
    }
    others
}

/// The way to a place, the same for all elements of a list.
fn pattern(place: &str) -> String {
    let steps: Vec<_> = place.split('/').map(|step| step.parse::<usize>().map_or(step, |_| "[]")).collect();
    steps.join("/")
}

/// A payload without each member, and with something else in each place. The first place of its pattern gets everything, the
/// others null.
fn mutants(sample: &Value, others: &[Value], seen: &mut BTreeSet<String>, see: &mut dyn FnMut(&Value, &str)) {
    let mut at = Vec::new();
    places(sample, "", &mut |place| at.push(place.to_owned()));
    for place in &at {
        let others = if seen.insert(pattern(place)) { others } else { &others[..1] };
        for other in others {
            let mut mutant = sample.clone();
            *mutant.pointer_mut(place).unwrap() = other.clone();
            see(&mutant, place);
        }
        let Some((parent, name)) = place.rsplit_once('/') else { continue };
        let mut mutant = sample.clone();
        match mutant.pointer_mut(parent).unwrap() {
            Value::Object(object) => drop(object.remove(&name.replace("~1", "/").replace("~0", "~"))),
            Value::Array(list) => drop(list.remove(name.parse().unwrap())),
            _ => continue,
        }
        see(&mutant, place);
    }
}

/// Two members at a time, where one may stand in for the other or makes the other matter.
fn pairs(sample: &Value, seen: &mut BTreeSet<String>, see: &mut dyn FnMut(&Value, &str)) {
    let mut objects = Vec::new();
    places(sample, "", &mut |place| objects.push(place.to_owned()));
    objects.retain(|place| sample.pointer(place).is_some_and(Value::is_object) && seen.insert(pattern(place)));
    for place in objects {
        let names: Vec<String> = sample.pointer(&place).unwrap().as_object().unwrap().keys().cloned().collect();
        for one in &names {
            for other in names.iter().filter(|other| *other > one) {
                for (first, second) in
                    [(None, None), (None, Some(value!(null))), (Some(value!(null)), None), (Some(value!("")), None)]
                {
                    let mut mutant = sample.clone();
                    let object = mutant.pointer_mut(&place).unwrap().as_object_mut().unwrap();
                    change(object, one, first);
                    change(object, other, second);
                    see(&mutant, &place);
                }
            }
        }
    }
}

fn change(object: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    match value {
        None => drop(object.remove(name)),
        Some(value) => drop(object.insert(name.to_owned(), value)),
    }
}

/// What was tried, and who refused it.
#[derive(Default)]
struct Tally {
    tried: usize,
    refused_by_us: usize,
    refused_by_the_schema: usize,
}

impl Tally {
    /// What the schema refuses, we refuse.
    fn see<P: Payload>(&mut self, validator: &Validator, payload: &Value, place: &str) {
        let ours = from_json::<P>(payload.to_string().as_bytes()).err();
        let theirs = validator.is_valid(payload);
        assert!(
            theirs || ours.is_some(),
            "{} takes what its schema refuses, changed at {place}: {:?}\n{payload}",
            P::NAME,
            validator
                .iter_errors(payload)
                .map(|error| format!("{} at {}", error, error.instance_path()))
                .collect::<Vec<_>>(),
        );
        self.tried += 1;
        self.refused_by_us += usize::from(ours.is_some());
        self.refused_by_the_schema += usize::from(!theirs);
    }
}

/// Tries everything on a payload, and prints how much each of us refuses.
#[expect(clippy::disallowed_macros, reason = "the figures are for whoever asks for them")]
fn compare<P: GeneratePayload + JsonSchema>() {
    let validator = validator::<P>(true);
    let others = others();
    let mut tally = Tally::default();
    let made = full::<P::Model>().take(1).map(|model| serde_json::to_value(write::<P>(&model).value).unwrap());
    let seeds: Vec<Value> = samples::<P>().into_iter().chain([value!({})]).chain(made).collect();
    let (mut seen, mut seen_in_pairs) = (BTreeSet::new(), BTreeSet::new());
    for seed in &seeds {
        mutants(seed, &others, &mut seen, &mut |mutant, place| tally.see::<P>(&validator, mutant, place));
        pairs(seed, &mut seen_in_pairs, &mut |mutant, place| tally.see::<P>(&validator, mutant, place));
    }
    for faulty in each_fault::<P>() {
        tally.see::<P>(&validator, &faulty.json, "the place of a fault");
    }
    // A runner takes no closure that counts.
    let counted = RefCell::new(tally);
    let changes = prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index)>(), 1..4);
    TestRunner::new(cases(30))
        .run(&(json::<P>(), changes), |(mut json, changes)| {
            for (place, other) in changes {
                let mut at: Vec<String> = Vec::new();
                places(&json, "", &mut |place| at.push(place.to_owned()));
                *json.pointer_mut(&at[place.index(at.len())]).unwrap() = others[other.index(others.len())].clone();
            }
            counted.borrow_mut().see::<P>(&validator, &json, "some places");
            Ok(())
        })
        .unwrap();
    let Tally { tried, refused_by_us, refused_by_the_schema } = counted.into_inner();
    assert!(refused_by_the_schema * 2 > refused_by_us, "the schema of {} says too little", P::NAME);
    println!("| `{}` | {tried} | {refused_by_us} | {refused_by_the_schema} |", P::NAME);
}

/// What the schema refuses is refused, one test a payload.
mod what_the_schema_refuses_is_refused {
    use super::{abbiamo, compare, gett, hubrise, instaleap};

    #[test]
    fn of_a_request_to_gett() {
        compare::<gett::CreateDeliveries>();
    }

    #[test]
    fn of_an_answer_of_gett() {
        compare::<gett::CreatedDeliveries>();
    }

    #[test]
    fn of_a_request_to_hubrise() {
        compare::<hubrise::CreateDelivery>();
    }

    #[test]
    fn of_an_answer_of_hubrise() {
        compare::<hubrise::Delivery>();
    }

    #[test]
    fn of_an_update_at_hubrise() {
        compare::<hubrise::UpdateDelivery>();
    }

    #[test]
    fn of_a_job_at_instaleap() {
        compare::<instaleap::CreateJob>();
    }

    #[test]
    fn of_a_request_of_abbiamo() {
        compare::<abbiamo::DeliveryRequest>();
    }
}

#[test]
fn what_is_read_without_an_error_is_valid_under_the_schema() {
    fn is_valid<P: GeneratePayload + JsonSchema>() {
        let validator = validator::<P>(true);
        for sample in samples::<P>() {
            if from_json::<P>(sample.to_string().as_bytes()).is_ok() {
                let errors: Vec<_> = validator.iter_errors(&sample).map(|error| error.to_string()).collect();
                assert!(errors.is_empty(), "{}: {errors:?}", P::NAME);
            }
        }
        TestRunner::new(cases(30))
            .run(&json::<P>(), |json| {
                prop_assert!(validator.is_valid(&json), "{}: {json}", P::NAME);
                Ok(())
            })
            .unwrap();
    }
    for_each_payload!(is_valid);
}

#[test]
fn a_report_is_as_its_schema_says() {
    let validator = validator::<Report>(true);
    let remark = validator_of_remark();
    let faults = each_fault::<gett::CreatedDeliveries>()
        .filter_map(|faulty| from_json::<gett::CreatedDeliveries>(&faulty.to_bytes()).err());
    let twenty = include_bytes!("fixtures/gett/twenty_faults.json");
    let reports = faults.chain(from_json::<gett::CreateDeliveries>(twenty).err()).chain([Report::default()]);
    let mut count = 0;
    for report in reports {
        let json = serde_json::to_value(&report).unwrap();
        assert!(validator.is_valid(&json), "{json}");
        for (at, one) in report.remarks().iter().enumerate() {
            let json = serde_json::to_value(one).unwrap();
            assert!(remark.is_valid(&json), "{at}: {json}");
            for name in json.as_object().unwrap().keys() {
                let mut less = json.clone();
                less.as_object_mut().unwrap().remove(name);
                assert!(!remark.is_valid(&less), "{name} is always there");
                count += 1;
            }
        }
    }
    assert!(count > 600, "too few remarks were seen");
}

fn validator_of_remark() -> Validator {
    validator::<Remark>(true)
}

#[test]
fn the_payloads_of_several_providers_go_into_one_document() {
    let mut generator = SchemaGenerator::new(schemars::generate::SchemaSettings::openapi3());
    let body = generator.subschema_for::<gett::CreateDeliveries>();
    let answer = generator.subschema_for::<hubrise::Delivery>();
    let problem = generator.subschema_for::<Report>();
    assert_eq!(body.to_value(), value!({"$ref": "#/components/schemas/gett.create"}));
    assert_eq!(answer.to_value(), value!({"$ref": "#/components/schemas/hubrise.delivery"}));
    assert_eq!(problem.to_value(), value!({"$ref": "#/components/schemas/Report"}));
    let definitions = generator.take_definitions(true);
    for name in ["gett.create", "gett.create.NewParcel", "hubrise.delivery", "Report", "Remark"] {
        assert!(definitions.contains_key(name), "no {name}");
    }
    let mut references = Vec::new();
    fn see(value: &Value, references: &mut Vec<String>) {
        match value {
            Value::Object(object) => {
                references.extend(object.get("$ref").and_then(Value::as_str).map(str::to_owned));
                object.values().for_each(|value| see(value, references));
            }
            Value::Array(list) => list.iter().for_each(|value| see(value, references)),
            _ => {}
        }
    }
    see(&Value::Object(definitions.clone()), &mut references);
    assert!(references.len() > 10);
    for reference in references {
        let name = reference.strip_prefix("#/components/schemas/").unwrap();
        assert!(definitions.contains_key(name), "{reference} leads nowhere");
    }
}

#[test]
fn a_host_s_own_report_is_not_taken_for_ours() {
    mod host {
        use std::borrow::Cow;

        use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

        /// Goes by its name, as a type does that says nothing else.
        pub(super) struct Report;

        impl JsonSchema for Report {
            fn schema_name() -> Cow<'static, str> {
                "Report".into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string"})
            }
        }
    }

    let mut generator = SchemaGenerator::default();
    assert_ne!(generator.subschema_for::<host::Report>(), generator.subschema_for::<Report>());
    assert!(["Report", "Report2", "Remark"].iter().all(|name| generator.definitions().contains_key(*name)));
    assert_eq!([Report::schema_id(), Remark::schema_id()], ["lastmile::Report", "lastmile::Remark"]);
}

lastmile::wire! {
    /// What a host changes of a visit: who comes is given by one of two names, and where to is settled.
    pub struct Visit {
        /// The short name, or the other.
        pub nickname: Field<Text>,
        /// The whole name, or the other.
        pub full_name: Field<Text>,
        /// Settled.
        pub stops: Field<Vec<Field<Text>>>,
        /// Settled.
        pub car: Field<Car>,
        /// The storey; a half one only below the ground.
        pub floor: Field<Number>,
        /// A date, or a time.
        pub day: Field<Text>,
    }

    /// What they come in.
    pub struct Car {
        /// What it says in front and behind.
        pub plate: Field<Text>,
    }
}

impl Payload for Visit {
    type Model = ();

    const NAME: &'static str = "host.visit";

    fn read(self, s: &mut Scope<'_>) -> Option<()> {
        let Visit { nickname, full_name, stops, car, floor, day, unknown } = self;
        let names =
            [s.optional("nickname", nickname, PersonName::new), s.optional("full_name", full_name, PersonName::new)];
        let is_named = names.iter().flatten().any(Option::is_some);
        if !is_named {
            s.member("nickname").refuse(Rule::Missing.broken());
            s.member("full_name").refuse(Rule::Missing.broken());
        }
        let changed = [("stops", !is_nothing(&stops)), ("car", !is_nothing(&car))];
        for (name, _) in changed.iter().filter(|(_, is_changed)| *is_changed) {
            s.member(name).refuse(Rule::Immutable.broken());
        }
        let floor = s.optional("floor", floor, |number| match number.as_f64() {
            Some(floor) if floor < 0.0 || floor.fract() == 0.0 => Ok(()),
            _ => Err(Rule::NotWhole.broken()),
        });
        let day = s.optional("day", day, |text| match text.len() {
            10 => Ok(()),
            _ => text.parse::<Timestamp>().map(|_| ()),
        });
        s.unknown(&unknown);
        let is_right = names.iter().all(Option::is_some) && floor.is_some() && day.is_some();
        let is_settled = changed.iter().all(|(_, is_changed)| !is_changed);
        (is_right && is_named && is_settled).then_some(())
    }

    fn write(&(): &(), _: &mut Scope<'_>) -> Visit {
        Visit::default()
    }
}

fn is_nothing<T>(field: &Field<T>) -> bool {
    matches!(field, Field::Absent | Field::Null)
}

fn visit() -> Value {
    payload_schema::<Visit>(&mut SchemaGenerator::default()).to_value()
}

#[test]
fn a_member_is_needed_in_the_schema_only_where_no_other_that_is_right_stands_in_for_it() {
    let (one, other) = (value!({"required": ["nickname"]}), value!({"required": ["full_name"]}));
    assert_eq!(visit()["allOf"], value!([{"anyOf": [one, other]}, {"anyOf": [other, one]}]));
    assert_eq!(visit().get("required"), None);
}

#[test]
fn of_what_may_not_be_given_the_schema_says_no_more_than_that() {
    for settled in ["stops", "car"] {
        assert_eq!(visit()["properties"][settled], value!({"description": "Settled.", "type": "null"}));
    }
}

#[test]
fn a_number_that_is_taken_with_decimals_on_one_side_of_zero_is_no_whole_one_in_the_schema() {
    assert_eq!(visit()["properties"]["floor"]["type"], value!(["number", "null"]));
}

#[test]
fn a_text_that_may_be_a_date_or_a_time_is_no_time_in_the_schema() {
    assert_eq!(visit()["properties"]["day"].get("format"), None);
}
