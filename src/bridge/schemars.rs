//! `schemars::JsonSchema` for every payload and for the report. What a payload's schema says is what its reader says: each
//! place of it is given to the reader with one thing wrong, and what is refused there is what the schema refuses. No rule is
//! written here.

use alloc::borrow::Cow;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::field::{Field, Part, Shape};
use crate::payload::Payload;
use crate::report::{Pointer, Remark, Report, Scope};
use crate::rule::{Kind, Rule, Severity};
use crate::status::Status;

macro_rules! schemas {
    ($($payload:ty,)+) => {$(
        /// Feature `schemars`. What the schema refuses is refused by [`from_json`](crate::from_json), too; the reverse is not so.
        impl JsonSchema for $payload {
            fn schema_name() -> Cow<'static, str> {
                Cow::Borrowed(<$payload as Payload>::NAME)
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                payload_schema::<$payload>(generator)
            }
        }
    )+};
}

for_each_payload!(schemas);

/// Feature `schemars`. The schema of a payload, for the `JsonSchema` of a host's own.
///
/// The payloads of this crate implement `JsonSchema` as it stands here. The objects below the payload become definitions of
/// the generator, named after the payload and the object: `gett.create.NewParcel`.
///
/// The schema says which kinds of value each member takes, which members must be there, and limits of numbers, texts and
/// lists; and it says of each only what the payload's reader refuses in every company. Members that the page does not name
/// are open. What can be said of several members together only, and forms such as that of a phone number, are not in it:
/// a schema never stands in for [`from_json`](crate::from_json).
///
/// ```
/// use std::borrow::Cow;
///
/// use lastmile::{Payload, gett, payload_schema};
/// use schemars::{JsonSchema, Schema, SchemaGenerator, schema_for};
/// # use lastmile::report::Scope;
/// # lastmile::wire! {
/// #     pub struct Receiver {
/// #         /// Their name.
/// #         pub full_name: Field<String>,
/// #     }
/// # }
/// # impl Payload for Receiver {
/// #     type Model = lastmile::PersonName;
/// #     const NAME: &'static str = "acme.receiver";
/// #     fn read(self, s: &mut Scope<'_>) -> Option<lastmile::PersonName> {
/// #         s.required("full_name", self.full_name, lastmile::PersonName::new)
/// #     }
/// #     fn write(name: &lastmile::PersonName, _: &mut Scope<'_>) -> Receiver {
/// #         Receiver { full_name: name.as_str().to_owned().into(), unknown: Default::default() }
/// #     }
/// # }
///
/// impl JsonSchema for Receiver { // a payload of the host's
///     fn schema_name() -> Cow<'static, str> {
///         Receiver::NAME.into()
///     }
///
///     fn json_schema(generator: &mut SchemaGenerator) -> Schema {
///         payload_schema::<Receiver>(generator)
///     }
/// }
///
/// let schema = schema_for!(Receiver);
/// assert_eq!(schema.pointer("/required").unwrap(), &serde_json::json!(["full_name"]));
/// assert_eq!(schema.pointer("/properties/full_name/description").unwrap(), "Their name.");
/// assert!(schema_for!(gett::CreateDeliveries).pointer("/$defs/gett.create.NewParcel").is_some());
/// ```
pub fn payload_schema<P: Payload>(generator: &mut SchemaGenerator) -> Schema {
    let asked = Asked { read: report_of::<P>, name: P::NAME, words: words::<P>(), full: Value::Null };
    let full = asked.example(P::shape(), &[]).unwrap_or_default();
    let asked = Asked { full, ..asked };
    match P::shape() {
        Shape::Object { name, says, members } => {
            let mut schema = asked.object(says, members, &[], generator);
            schema.insert("title".into(), name.into());
            schema.into()
        }
        shape => asked.place(shape, &[], &[], generator).into(),
    }
}

fn report_of<P: Payload>(json: &Value) -> Report {
    let mut report = Report::default();
    if let Ok(field) = Field::<P>::deserialize(json) {
        Scope::new(&mut report).element(field, P::read);
    }
    report
}

/// The words in which a payload says how a delivery stands, and the empty text.
fn words<P: Payload>() -> Vec<Value> {
    let told = P::STATUSES.into_iter().flat_map(|words| Status::ALL.iter().filter_map(move |s| words.tells(*s).word));
    let mut seen = BTreeSet::new();
    told.filter(|word| seen.insert(*word)).chain([""]).map(Value::from).collect()
}

/// The way to a place of a payload; a list is looked at in its first element.
#[derive(Clone, Copy)]
enum Step {
    Member(&'static str),
    Element,
}

fn below(way: &[Step], step: Step) -> Vec<Step> {
    let mut below = way.to_vec();
    below.push(step);
    below
}

fn pointer(way: &[Step]) -> Pointer {
    let mut pointer = Pointer::default();
    for step in way {
        match step {
            Step::Member(name) => pointer.push(name),
            Step::Element => pointer.push("0"),
        }
    }
    pointer
}

/// Puts a value at a place, or takes away what is there. What stands on the way gives way.
fn put(whole: &mut Value, way: &[Step], value: Option<&Value>) {
    match way {
        [] => *whole = value.cloned().unwrap_or_default(),
        [Step::Member(name), rest @ ..] => {
            if !whole.is_object() {
                *whole = Value::Object(Map::new());
            }
            let Value::Object(object) = whole else { return };
            match (rest, value) {
                ([], None) => drop(object.remove(*name)),
                _ => put(object.entry(*name).or_insert(Value::Null), rest, value),
            }
        }
        [Step::Element, rest @ ..] => {
            if whole.as_array().is_none_or(Vec::is_empty) {
                *whole = Value::Array(vec![Value::Null]);
            }
            if let Some(first) = whole.as_array_mut().and_then(|list| list.first_mut()) {
                put(first, rest, value);
            }
        }
    }
}

/// A payload's reader, and what it is asked with.
struct Asked {
    read: fn(&Value) -> Report,
    name: &'static str,
    words: Vec<Value>,
    /// A payload with every member that may be there, each of a kind that may stand there.
    full: Value,
}

const KINDS: [&str; 6] = ["object", "array", "string", "number", "boolean", "null"];

fn of_kind(kind: &str) -> Value {
    match kind {
        "object" => json!({}),
        "array" => json!([]),
        "string" => json!("x"),
        "number" => json!(1),
        "boolean" => json!(true),
        _ => Value::Null,
    }
}

/// A value of this kind may not stand here at all.
fn is_of_kind(rule: Rule) -> bool {
    matches!(rule.kind(), Kind::Type | Kind::Immutable)
}

fn is_any(_: Rule) -> bool {
    true
}

impl Asked {
    /// Whether a value is refused at this place in that company.
    fn refuses(&self, mut company: Value, way: &[Step], value: Option<&Value>, is: fn(Rule) -> bool) -> bool {
        put(&mut company, way, value);
        let here = pointer(way);
        (self.read)(&company).errors().any(|remark| remark.pointer == here && is(remark.rule))
    }

    /// Whether a value is refused at this place both alone and where all other members are there.
    fn refused(&self, way: &[Step], value: &Value, is: fn(Rule) -> bool) -> bool {
        self.refuses(Value::Null, way, Some(value), is) && self.refuses(self.full.clone(), way, Some(value), is)
    }

    /// Something that may stand at this place.
    fn example(&self, shape: Shape, way: &[Step]) -> Option<Value> {
        match shape {
            Shape::Value => ["number", "string", "boolean", "object"]
                .map(of_kind)
                .into_iter()
                .find(|value| !self.refuses(Value::Null, way, Some(value), is_of_kind)),
            Shape::List(element) => {
                let element = self.example(element(), &below(way, Step::Element));
                Some(Value::Array(element.into_iter().collect()))
            }
            Shape::Object { members, .. } => {
                let members = members.iter().filter_map(|Part { name, shape, .. }| {
                    Some(((*name).to_string(), self.example(shape(), &below(way, Step::Member(name)))?))
                });
                Some(Value::Object(members.collect()))
            }
        }
    }

    /// What may stand at this place.
    fn place(&self, shape: Shape, says: &[&str], way: &[Step], generator: &mut SchemaGenerator) -> Map<String, Value> {
        let mut schema = Map::new();
        if let Some(says) = sentences(says) {
            schema.insert("description".into(), says.into());
        }
        let is_taken = |kind: &&str| {
            let is = if *kind == "null" { is_any } else { is_of_kind };
            !self.refused(way, &of_kind(kind), is)
        };
        let mut kinds: Vec<&str> = KINDS.into_iter().filter(is_taken).collect();
        if kinds.is_empty() {
            schema.insert("not".into(), json!({}));
            return schema;
        }
        if kinds.len() == KINDS.len() {
            // It is read in some companies, and passed over in others, whatever it is.
            return schema;
        }
        let mut limits = Map::new();
        if kinds.contains(&"string") {
            self.text(way, kinds.contains(&"null"), &mut limits);
        }
        if kinds.contains(&"number") && self.number(way, &mut limits) {
            kinds.iter_mut().filter(|kind| **kind == "number").for_each(|kind| *kind = "integer");
        }
        match shape {
            Shape::List(element) if kinds.contains(&"array") => {
                if self.refused(way, &json!([]), is_any) {
                    limits.insert("minItems".into(), json!(1));
                }
                let element = self.place(element(), &[], &below(way, Step::Element), generator);
                limits.insert("items".into(), element.into());
            }
            Shape::Object { name, says, members } if kinds.contains(&"object") => {
                let object = self.object(says, members, way, generator);
                let object = self.defined(name, object, generator);
                kinds.retain(|kind| *kind != "object");
                if kinds.is_empty() {
                    schema.extend(object);
                } else {
                    limits.insert("type".into(), one_or_all(&kinds));
                    schema.insert("anyOf".into(), json!([object, limits]));
                }
                return schema;
            }
            _ => {}
        }
        schema.insert("type".into(), one_or_all(&kinds));
        schema.extend(limits);
        schema
    }

    /// An object of a page.
    fn object(
        &self,
        says: &[&str],
        members: &[Part],
        way: &[Step],
        generator: &mut SchemaGenerator,
    ) -> Map<String, Value> {
        let mut schema = Map::new();
        if let Some(says) = sentences(says) {
            schema.insert("description".into(), says.into());
        }
        schema.insert("type".into(), "object".into());
        let mut properties = Map::new();
        let (mut required, mut either) = (Vec::new(), Vec::new());
        for Part { name, says, shape } in members {
            let place = below(way, Step::Member(name));
            properties.insert((*name).to_string(), self.place(shape(), says, &place, generator).into());
            // Absent is refused ...
            if !self.refuses(Value::Null, &place, None, is_any) {
                continue;
            }
            if self.refuses(self.full.clone(), &place, None, is_any) {
                required.push(*name);
                continue;
            }
            // ... unless there is another in its place.
            let stands_in = |other: &&'static str| {
                let there = below(way, Step::Member(other));
                let Some(value) = self.full.pointer(pointer(&there).as_str()) else { return false };
                let mut company = Value::Null;
                put(&mut company, &there, Some(value));
                !self.refuses(company, &place, None, is_any)
            };
            let others: Vec<_> = members.iter().map(|member| member.name).filter(stands_in).collect();
            if !others.is_empty() {
                let one = core::iter::once(*name).chain(others).map(|name| json!({"required": [name]}));
                either.push(json!({"anyOf": one.collect::<Vec<_>>()}));
            }
        }
        schema.insert("properties".into(), properties.into());
        if !required.is_empty() {
            schema.insert("required".into(), required.into());
        }
        if !either.is_empty() {
            schema.insert("allOf".into(), either.into());
        }
        schema
    }

    /// A reference to the object. Objects that go by one name and differ are numbered: a provider's place is more or less
    /// complete, depending on what happens there.
    fn defined(&self, name: &str, object: Map<String, Value>, generator: &mut SchemaGenerator) -> Map<String, Value> {
        if generator.settings().inline_subschemas {
            return object;
        }
        let path = generator.settings().definitions_path.trim_start_matches('#').trim_matches('/').to_string();
        let object = Value::Object(object);
        let definitions = generator.definitions_mut();
        let names = core::iter::once(String::new()).chain((2_u32..).map(|n| n.to_string()));
        for name in names.map(|number| format!("{}.{name}{number}", self.name)) {
            if definitions.get(&name).is_none_or(|known| *known == object) {
                let reference = format!("#/{path}/{name}");
                definitions.insert(name, object);
                return Map::from_iter([("$ref".into(), reference.into())]);
            }
        }
        Map::new()
    }

    /// How long a text is, which words it is one of, that it is a time.
    fn text(&self, way: &[Step], or_null: bool, limits: &mut Map<String, Value>) {
        const MOST: usize = 5000;
        let is_blank_refused = self.refused(way, &json!(""), is_any);
        if is_blank_refused {
            limits.insert("minLength".into(), json!(1));
        }
        let is_unknown = |rule: Rule| rule.kind() == Kind::UnknownValue;
        if self.refused(way, &json!("x"), is_unknown) {
            let known = self.words.iter().filter(|word| !self.refused(way, word, is_any));
            let known: Vec<Value> = known.cloned().chain(or_null.then_some(Value::Null)).collect();
            // An empty text and null are no words.
            if known.iter().filter_map(Value::as_str).any(|word| !word.is_empty()) {
                limits.remove("minLength");
                limits.insert("enum".into(), known.into());
            }
            return;
        }
        let is_form = |rule: Rule| rule.kind() == Kind::Format;
        let is_time = self.refused(way, &json!("x"), is_form)
            && self.refused(way, &json!("2020-09-12"), is_form)
            && !self.refused(way, &json!("2020-09-12T17:10:00+02:00"), is_any);
        if is_time && is_blank_refused {
            limits.insert("format".into(), "date-time".into());
        }
        let is_length = |rule: Rule| rule.kind() == Kind::Length;
        let is_too_long = |length: usize| self.refuses(Value::Null, way, Some(&json!("x".repeat(length))), is_length);
        if !is_too_long(MOST) || is_too_long(1) {
            return;
        }
        let (mut fits, mut too_long) = (1_usize, MOST);
        while let Some(half) = fits.checked_add(too_long).map(|sum| sum / 2).filter(|half| *half > fits) {
            if is_too_long(half) { too_long = half } else { fits = half }
        }
        // Blanks may not count at the ends, and characters are not bytes.
        let longest = [
            "x".repeat(too_long),
            "é".repeat(too_long),
            format!("{}x", " ".repeat(fits)),
            format!("x{}", " ".repeat(fits)),
        ];
        if longest.into_iter().all(|text| self.refused(way, &text.into(), is_any)) {
            limits.insert("maxLength".into(), json!(fits));
        }
    }

    /// The limits of a number. Whether it is a whole one.
    fn number(&self, way: &[Step], limits: &mut Map<String, Value>) -> bool {
        const ROUND: [i32; 7] = [-180, -90, 0, 1, 90, 100, 180];
        const BROKEN: [f64; 6] = [0.5, 1.5, -2.25, 1000.125, 1e-7, 4_503_599_627_370_495.5];
        const BEYOND: [f64; 8] = [0.0, 1e-9, 1e-4, 0.004, 0.5, 1.0, 1e6, 1e300];
        let is_refused = |number: f64| self.refused(way, &json!(number), is_any);
        let is_whole = BROKEN.into_iter().all(is_refused);
        let fits = |bound: &i32| !self.refused(way, &json!(bound), is_any);
        // Of a whole number, what lies between is refused anyway.
        let next = |from: i32, by: i32| !is_whole || self.refused(way, &json!(from.saturating_add(by)), is_any);
        let above = |bound: &i32| {
            BEYOND.into_iter().all(|by| is_refused((f64::from(*bound) + by).next_up()))
                && [1, 2, 10, 1000].into_iter().all(|by| next(*bound, by))
        };
        let below = |bound: &i32| {
            BEYOND.into_iter().all(|by| is_refused((f64::from(*bound) - by).next_down()))
                && [-1, -2, -10, -1000].into_iter().all(|by| next(*bound, by))
        };
        if let Some(bound) = ROUND.into_iter().find(|bound| fits(bound) && below(bound)) {
            limits.insert("minimum".into(), json!(bound));
        }
        if let Some(bound) = ROUND.into_iter().find(|bound| fits(bound) && above(bound)) {
            limits.insert("maximum".into(), json!(bound));
        }
        is_whole
    }
}

fn one_or_all(kinds: &[&str]) -> Value {
    match kinds {
        [kind] => json!(kind),
        kinds => json!(kinds),
    }
}

/// What the lines of a comment say, up to the first example.
fn sentences(lines: &[&str]) -> Option<String> {
    let lines = lines.iter().map(|line| line.trim()).take_while(|line| !line.starts_with("```"));
    let text = lines.collect::<Vec<_>>().join("\n");
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_string())
}

/// Feature `schemars`. The JSON that a report serialises as.
impl JsonSchema for Report {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Report")
    }

    fn schema_id() -> Cow<'static, str> {
        Cow::Borrowed("lastmile::Report")
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let remark = generator.subschema_for::<Remark>();
        schema(json!({
            "description": "All remarks on one payload, in the order in which its page names the members.",
            "type": "object",
            "properties": {
                "valid": {"description": "Whether there is no error.", "type": "boolean"},
                "remarks": {"type": "array", "items": remark, "maxItems": Report::MAX},
                "omitted": {"description": "How many remarks there were beyond these.", "type": "integer", "minimum": 0},
            },
            "required": ["valid", "remarks", "omitted"],
        }))
    }
}

/// Feature `schemars`. The JSON that a remark serialises as. Codes and kinds are open: a later version may have more.
impl JsonSchema for Remark {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Remark")
    }

    fn schema_id() -> Cow<'static, str> {
        Cow::Borrowed("lastmile::Remark")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let text = |says: &str| json!({"description": says, "type": "string"});
        let severities = [Severity::Error, Severity::Warning, Severity::Loss, Severity::Notice];
        schema(json!({
            "description": "One thing to say: where, which rule, how grave, and what stood there.",
            "type": "object",
            "properties": {
                "pointer": text("The place, as RFC 6901 has it."),
                "code": text("The rule's stable name."),
                "kind": text("The group of the rule."),
                "severity": {"description": "How grave it is here.", "type": "string", "enum": severities},
                "detail": text("What must be true."),
                "found": text("What stood there, without personal text; empty when nothing did."),
            },
            "required": ["pointer", "code", "kind", "severity", "detail", "found"],
        }))
    }
}

fn schema(json: Value) -> Schema {
    Schema::try_from(json).unwrap_or_default()
}
