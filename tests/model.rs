//! The model's own JSON: as documented, stable, and checked on the way in.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use lastmile::hubrise::TrackingUpdate;
use lastmile::strategies::{Generate, full};
use lastmile::{Bundle, Job};
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
    for model in full::<M>().take(6) {
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
        members(&own, "", "", &mut |place, pattern| {
            if is_free(&format!("{pattern}.x")) {
                return;
            }
            let mut changed = own.clone();
            let value = changed.pointer_mut(place).unwrap();
            match value {
                Value::Object(object) => drop(object.insert("no such member".to_owned(), json!(1))),
                Value::Array(list) => list.push(json!({"no such member": 1})),
                Value::String(_) => *value = json!(true),
                Value::Number(_) | Value::Bool(_) => *value = json!("x"),
                Value::Null => return,
            }
            is_refused(pattern, changed);
        });
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
