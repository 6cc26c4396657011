//! The wire keeps everything: what is absent, null, of another kind or unknown comes back as it was, and shows no text.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

mod common;

use std::fmt::Debug;

use common::laws::texts;
use common::less::{debugged, less, one_in};
use common::{CREATE, Change, create, created, map_strings, remarks};
use lastmile::field::{Field, Wire};
use lastmile::text::Text;
use lastmile::{Kind, Payload, Rule, Severity, from_json, gett, instaleap};
use proptest::prelude::*;
use serde::de::value::SeqDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Number, Value, json};

/// Whether somebody has switched on serde_json's `arbitrary_precision`.
fn numbers_keep_their_text() -> bool {
    serde_json::from_str::<Number>("1.00").unwrap().to_string() == "1.00"
}

/// It comes back as it was: the same value, and the same text of every number.
#[track_caller]
fn lossless<T: Wire + PartialEq>(text: &str) {
    let field: Field<T> = serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let value: Value = serde_json::from_str(text).unwrap();
    let back = serde_json::to_value(&field).unwrap();
    assert_eq!(back, value, "{text}");
    assert_eq!(back.to_string(), value.to_string(), "to the digit");
    let written = serde_json::to_string(&field).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), value, "{text}");
    assert_eq!(serde_json::from_str::<Field<T>>(&written).unwrap(), field, "the second time as well");
    // Where numbers keep their text, a `Value` gives some of them in another form than a text does: -0 as 0.
    if !numbers_keep_their_text() {
        assert_eq!(serde_json::from_value::<Field<T>>(value.clone()).unwrap(), field, "from a value as from a text");
    }
    assert!(!field.is_absent(), "what is there is not absent");
}

#[track_caller]
fn lossless_as_every_kind(text: &str) {
    let kinds: [fn(&str); 11] = [
        lossless::<String>,
        lossless::<Number>,
        lossless::<bool>,
        lossless::<Map<String, Value>>,
        lossless::<Vec<Field<String>>>,
        lossless::<Vec<Field<Number>>>,
        lossless::<Vec<Field<Vec<Field<bool>>>>>,
        lossless::<gett::CreateDeliveries>,
        lossless::<gett::CreatedDeliveries>,
        lossless::<gett::RejectionInfo>,
        lossless::<gett::VerificationDetails>,
    ];
    kinds.iter().step_by(one_in(4)).for_each(|lossless| lossless(text));
}

/// A name that the pages know, or another.
fn names() -> impl Strategy<Value = String> {
    let known: &'static [&'static str] = &[
        "deliveries",
        "pickup",
        "lat",
        "note",
        "parcels",
        "items",
        "exemplars",
        "barcodes",
        "weight",
        "courier",
        "type",
        "drop_off",
        "status",
        "rejection_info",
        "description",
        "proof",
        "verifications",
        "unknown",
        "kind",
    ];
    prop_oneof![3 => proptest::sample::select(known).prop_map(str::to_owned), 1 => texts(".{0,4}")]
}

/// Any JSON value.
fn values() -> impl Strategy<Value = Value> {
    let number = prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_filter("JSON has no others", |x| x.is_finite()).prop_map(Value::from),
        (-1000..1000_i32).prop_map(Value::from),
        (-1000..1000_i32).prop_map(|n| Value::from(f64::from(n))),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number,
        texts(".{0,8}").prop_map(Value::from)
    ];
    leaf.prop_recursive(less(6, 2), less(64, 8), less(6, 3), |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((names(), inner), 0..less(6, 3))
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(common::laws::cases(128))]

    #[test]
    fn any_value_comes_back_whatever_was_expected(value in values()) {
        lossless_as_every_kind(&value.to_string());
    }
}

#[test]
fn the_form_of_a_number_is_kept() {
    for text in [
        "0",
        "-0",
        "0.0",
        "-0.0",
        "1",
        "10",
        "10.0",
        "1e1",
        "0.1",
        "293.15",
        "1.5e-7",
        "1E400e",
        "9007199254740993",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775808",
        "-9223372036854775809",
        "1e308",
        "1.7976931348623157e308",
        "5e-324",
        "2.2250738585072014e-308",
        "32.1133727",
        "34.836637000000003",
        "123456789012345678901234567890",
        "0.30000000000000004",
    ]
    .into_iter()
    .step_by(one_in(3))
    {
        if text.ends_with('e') {
            assert!(serde_json::from_str::<Field<Number>>(text).is_err());
            continue;
        }
        lossless_as_every_kind(text);
        lossless_as_every_kind(&format!("[{text}]"));
        lossless_as_every_kind(&format!("{{\"weight\":{text},\"pickup\":{{\"lat\":{text}}}}}"));
    }
    let ten: Field<Number> = serde_json::from_str("10").unwrap();
    let same: Field<Number> = serde_json::from_str("10.0").unwrap();
    assert_ne!(ten, same);
    assert_eq!([serde_json::to_string(&ten).unwrap(), serde_json::to_string(&same).unwrap()], ["10", "10.0"]);
}

#[test]
fn the_kinds_of_nothing_are_told_apart() {
    let read = |text: &str| serde_json::from_str::<gett::ContactDetails>(text).unwrap();
    assert_eq!(read("{}").name, Field::Absent);
    assert_eq!(read(r#"{"name":null}"#).name, Field::Null);
    assert_eq!(read(r#"{"name":""}"#).name, Field::Given(Text::default()));
    assert_eq!(read(r#"{"name":0}"#).name, Field::Misfit(Box::new(json!(0))));
    for text in ["{}", r#"{"name":null}"#, r#"{"name":""}"#, r#"{"name":0}"#] {
        assert_eq!(serde_json::to_string(&read(text)).unwrap(), text);
    }
}

#[test]
fn only_an_object_becomes_a_payload_of_its_own() {
    for text in ["null", "7", "\"{}\"", "[]", "[{}]", "true"] {
        assert!(serde_json::from_str::<gett::CreateDeliveries>(text).is_err(), "{text}");
        let report = from_json::<gett::CreateDeliveries>(text.as_bytes()).unwrap_err();
        assert_eq!(remarks(&report), [("", Rule::NotObject, Severity::Error)], "{text}");
    }
}

#[test]
fn members_are_written_in_the_order_of_the_page_and_unknown_ones_behind() {
    let text = r#"{"zone":1,"phone_number":"112","a":[],"name":"Dan"}"#;
    let contact: gett::ContactDetails = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&contact).unwrap(), r#"{"name":"Dan","phone_number":"112","a":[],"zone":1}"#);
    assert_eq!(contact.unknown.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["a", "zone"]);
}

#[test]
fn a_member_called_like_one_of_ours_is_not_mistaken() {
    // `kind` is what the library calls the page's `type`; `unknown` is where it keeps the rest.
    lossless_as_every_kind(r#"{"type":"a","kind":"b","unknown":{"c":1}}"#);
    let details: gett::VerificationDetails = serde_json::from_str(r#"{"type":"a","kind":"b","unknown":1}"#).unwrap();
    assert_eq!(details.kind, Field::Given("a".into()));
    assert_eq!(details.unknown.iter().count(), 2);
    lossless_as_every_kind(r#"{"$serde_json::private::Number":"1"}"#);
    lossless_as_every_kind(r#"{"deliveries":{"$serde_json::private::Number":"1"}}"#);
    lossless_as_every_kind(r#"{"":{"":null}," ":1,"\u0000":2}"#);

    // However numbers are read, one has no second member.
    let two = r#"{"x":2,"$serde_json::private::Number":"1"}"#;
    let map: Field<Map<String, Value>> = serde_json::from_str(two).unwrap();
    assert_eq!(map.given().map(|map| map.len()), Some(2));
    let object: Field<gett::VerificationDetails> = serde_json::from_str(two).unwrap();
    assert_eq!(object.given().map(|object| object.unknown.iter().count()), Some(2));
    let number: Field<Number> = serde_json::from_str(two).unwrap();
    assert!(matches!(number, Field::Misfit(value) if value.is_object()));
}

// Names that are given twice.

/// It is refused by the payload with its place, and by serde.
#[track_caller]
fn duplicate(text: &str, place: &str) {
    let report = from_json::<gett::CreateDeliveries>(text.as_bytes()).unwrap_err();
    assert_eq!(remarks(&report), [(place, Rule::DuplicateName, Severity::Error)], "{text}");
    #[track_caller]
    fn refused<T: DeserializeOwned + Debug>(text: &str) {
        let error = serde_json::from_str::<T>(text).unwrap_err();
        assert!(error.is_data(), "{text}: {error}");
    }
    refused::<gett::CreateDeliveries>(text);
    refused::<Field<gett::CreateDeliveries>>(text);
    refused::<Field<String>>(text);
    refused::<Field<Vec<Field<bool>>>>(text);
    refused::<Field<Map<String, Value>>>(text);
}

#[test]
fn a_name_is_given_once_in_known_and_unknown_objects() {
    duplicate(r#"{"pickup":{},"pickup":{}}"#, "/pickup");
    duplicate(r#"{"pickup":null,"pickup":null}"#, "/pickup");
    duplicate(r#"{"pickup":{"lat":1,"lng":2,"lat" : 1}}"#, "/pickup/lat");
    duplicate(
        r#"{"deliveries":[{},{"parcels":[{"items":[{"name":1,"name":2}]}]}]}"#,
        "/deliveries/1/parcels/0/items/0/name",
    );
    duplicate(r#"{"x":1,"x":1}"#, "/x");
    duplicate(r#"{"x":{"y":[0,{"z":1,"z":1}]}}"#, "/x/y/1/z");
    // Where another kind was expected.
    duplicate(r#"{"product_id":{"a":1,"a":2}}"#, "/product_id/a");
    duplicate(r#"{"deliveries":{"a":1,"a":2}}"#, "/deliveries/a");
    duplicate(r#"{"pickup":[{"a":1,"a":2}]}"#, "/pickup/0/a");
    // Names that are nothing, or that a pointer has to escape.
    duplicate(r#"{"":1,"":2}"#, "/");
    duplicate(r#"{"a/b":1,"a/b":2}"#, "/a~1b");
    duplicate(r#"{"a\"b":1,"a\"b":2}"#, "/a\"b");
}

#[test]
fn a_name_is_the_same_however_it_is_spelled() {
    duplicate(r#"{"a":1,"\u0061":2}"#, "/a");
    duplicate(r#"{"\u0061":1,"a":2}"#, "/a");
    duplicate(r#"{"pickup":{},"p\u0069ckup":{}}"#, "/pickup");
    duplicate(r#"{"p\u0069ckup":null,"pickup":{}}"#, "/pickup");
    duplicate(r#"{"x":{"é":1,"\u00e9":2}}"#, "/x/é");
    duplicate(r#"{"x":{"🚚":1,"\ud83d\ude9a":2}}"#, "/x/🚚");
    duplicate(r#"{"x":{"a/b":1,"a\/b":2}}"#, "/x/a~1b");
    // These are different names.
    for text in [r#"{"a":1,"A":2}"#, "{\"\u{e9}\":1,\"e\u{301}\":2}", r#"{"a":1,"a ":2}"#, r#"{"a":{"a":{}}}"#] {
        lossless_as_every_kind(text);
    }
}

proptest! {
    #![proptest_config(common::laws::cases(64))]

    #[test]
    fn a_name_is_given_once_at_any_depth(
        way in proptest::collection::vec(prop_oneof![
            Just("deliveries"), Just("pickup"), Just("parcels"), Just("x"), Just("[")], 0..less(100, 10)),
        first in prop_oneof![Just(r#""lat""#), Just(r#""l\u0061t""#)],
        value in values(),
    ) {
        let mut text = format!(r#"{{"lng":0,{first}:{value},"lat":0}}"#);
        let mut place = "/lat".to_owned();
        for step in way.iter().rev() {
            if *step == "[" {
                text = format!("[0,{text}]");
                place = format!("/1{place}");
            } else {
                text = format!(r#"{{"y":{{}},"{step}":{text}}}"#);
                place = format!("/{step}{place}");
            }
        }
        duplicate(&text, &place);
    }
}

// Depth.

#[test]
#[cfg_attr(miri, ignore = "with a hundred borrows one upon the other each step takes Miri long")]
fn a_payload_nests_at_most_127_deep() {
    let nested = |depth: usize, open: &str, close: &str| format!("{}0{}", open.repeat(depth), close.repeat(depth));
    for (open, close) in [("[", "]"), ("{\"x\":", "}"), ("{\"pickup\":", "}"), ("{\"deliveries\":", "}")] {
        let deepest = nested(127, open, close);
        lossless_as_every_kind(&deepest);
        let report = from_json::<gett::CreateDeliveries>(deepest.as_bytes()).unwrap_err();
        assert!(report.remarks().iter().all(|remark| remark.rule.kind() != Kind::Syntax), "{report}");
        for depth in [128, 129, 1000, 100_000] {
            let deeper = nested(depth, open, close);
            let report = from_json::<gett::CreateDeliveries>(deeper.as_bytes()).unwrap_err();
            assert_eq!(report.remarks().len(), 1);
            assert_eq!(report.remarks()[0].rule, Rule::TooDeep, "{depth} {open}");
            assert!(serde_json::from_str::<Field<String>>(&deeper).is_err());
        }
    }
}

#[test]
fn a_host_that_has_no_limit_of_depth_is_stopped_all_the_same() {
    // A value has been built by hand, so that no parser has counted.
    let deep = |depth: usize| (0..depth).fold(json!(0), |inner, _| Value::Array(vec![inner]));
    assert!(serde_json::from_value::<Field<String>>(deep(127)).is_ok());
    assert!(serde_json::from_value::<Field<String>>(deep(129)).is_err());
}

// Text.

/// Nothing that is shown holds the marker.
#[track_caller]
fn hidden(shown: &str, marker: &str) {
    if let Some(at) = shown.find(marker) {
        let (before, rest) = shown.split_at(at);
        let start: String = before.chars().rev().take(80).collect::<Vec<_>>().into_iter().rev().collect();
        panic!("{marker} is shown: {start}{}", rest.chars().take(80).collect::<String>());
    }
}

#[track_caller]
fn hides<P: Payload + Debug + Serialize + DeserializeOwned>(payload: &Value, marker: &str)
where
    P::Model: Debug,
{
    let text = payload.to_string();
    assert!(text.contains(marker));
    let wire: P = serde_json::from_str(&text).unwrap();
    hidden(&debugged(&wire), marker);
    let read = from_json::<P>(text.as_bytes());
    let report = match &read {
        Ok(converted) => &converted.report,
        Err(report) => report,
    };
    hidden(&report.to_string(), marker);
    hidden(&format!("{report:?}"), marker);
    hidden(&serde_json::to_string(report).unwrap(), marker);
    if let Ok(converted) = &read {
        hidden(&format!("{:?}", converted.value), marker);
    }
    // Broken off anywhere, the bytes are not repeated either.
    for end in (0..text.len()).step_by(less(97, 997)) {
        let report = from_json::<P>(&text.as_bytes()[..end]).unwrap_err();
        hidden(&format!("{report}{report:?}{}", serde_json::to_string(&report).unwrap()), marker);
    }
}

#[test]
fn no_text_of_a_payload_is_shown() {
    let markers = ["ZQ\u{202e}7\n", "Zq7-Marker", "972528801054", "jane.roe@example.com", "Straße 5"];
    for marker in &markers[..less(markers.len(), 1)] {
        let marked = |mut payload: Value| {
            map_strings(&mut payload, &mut |text| *text = (*marker).to_owned());
            payload
        };
        let shown = marker.trim_end();
        let request = marked(create().with("/colour", "red").with("/deliveries/0/extra", json!({"a": ["b"]})));
        hides::<gett::CreateDeliveries>(&request, shown.lines().next().unwrap());
        let courier = json!({"name": "a", "phone": "b", "picture_url": "c", "color": "d", "license_plate": "e"});
        let proof =
            json!([{"type": "recipient", "proved_at": "a", "proof": {"recipient_name": "b", "verified_by": "c"}}]);
        let answer = created()
            .with("/deliveries/0/courier", courier)
            .with("/deliveries/0/verifications", proof)
            .with("/deliveries/0/cannot_deliver_info", json!({"description": "a", "reason_type": "b"}))
            .with("/deliveries/1/rejection_info", "a text");
        hides::<gett::CreatedDeliveries>(&marked(answer), shown.lines().next().unwrap());
    }
}

#[test]
fn a_phone_number_that_is_written_as_a_number_is_not_shown() {
    let marker = "972528801054";
    let payload = create()
        .with("/pickup_contact/phone_number", 972_528_801_054_u64)
        .with("/deliveries/0/drop_off_contact/phone_number", -972_528_801_054_i64)
        .with("/return_contact", 972_528_801_054.5)
        .with("/deliveries/1/passport", 972_528_801_054_u64);
    let payload = payload.with("/return_drop_off", Value::Null);
    let wire: gett::CreateDeliveries = serde_json::from_value(payload.clone()).unwrap();
    let report = from_json::<gett::CreateDeliveries>(payload.to_string().as_bytes()).unwrap_err();
    hidden(&format!("{wire:?}"), marker);
    hidden(&format!("{report}{report:?}{}", serde_json::to_string(&report).unwrap()), marker);
}

#[test]
fn debug_tells_the_kind_of_everything() {
    let wire: gett::ContactDetails = serde_json::from_str(r#"{"name":null,"phone_number":true,"x":1}"#).unwrap();
    assert_eq!(
        format!("{wire:?}"),
        "ContactDetails { name: Null, phone_number: Misfit(true), unknown: Unknown(1 members) }"
    );
    let list: Field<Vec<Field<String>>> = serde_json::from_str(r#"["ab",null,{},[1],{"a":1,"b":2}]"#).unwrap();
    assert_eq!(
        format!("{list:?}"),
        "[a text of 2 characters, Null, Misfit(an empty object), Misfit(a list of 1), Misfit(an object with 2 members)]",
    );
    #[track_caller]
    fn shown<T: Wire>(text: &str) -> String {
        format!("{:?}", serde_json::from_str::<Field<T>>(text).unwrap())
    }
    assert_eq!(shown::<bool>("true"), "true");
    assert_eq!(shown::<Number>("3.15"), "3.15");
    assert_eq!(shown::<Map<String, Value>>(r#"{"Authorization":"a","b":2}"#), "an object with 2 members");
    assert_eq!(shown::<bool>("[]"), "Misfit(an empty list)");
    let dan = "ContactDetails { name: a text of 3 characters }";
    assert_eq!(shown::<gett::ContactDetails>(r#"{"name":"Dan"}"#), dan);
    assert_eq!(shown::<Box<gett::ContactDetails>>(r#"{"name":"Dan"}"#), dan, "wherever it is kept");
    assert_eq!(shown::<gett::RejectionInfo>("\"no\""), "a text of 2 characters");
    assert_eq!(shown::<gett::RejectionInfo>(r#"{"error":"x"}"#), "RejectionDetails { error: a text of 1 character }");
    assert_eq!(format!("{:?}", gett::RejectionInfo::Text("no".into())), "a text of 2 characters");
    for (text, kind) in [("-5000.5", "-5000.5"), ("\"-5000\"", "a text of 5 characters")] {
        assert_eq!(shown::<instaleap::Amount>(text), kind);
        let given = serde_json::from_str::<Field<instaleap::Amount>>(text).unwrap().given();
        assert_eq!(format!("{given:?}"), format!("Some({kind})"));
    }
}

#[test]
fn a_kind_behind_a_pointer_takes_what_it_takes_without_one() {
    #[track_caller]
    fn same<T: Wire + PartialEq>(json: &str) {
        let behind = serde_json::from_str::<Field<Box<T>>>(json).unwrap();
        assert!(behind.map(|value| *value) == serde_json::from_str::<Field<T>>(json).unwrap(), "{json}");
    }
    for json in ["null", "true", "7", "-7", "1.5", r#""7""#, r#"["7"]"#, r#"{"name":"Dan"}"#] {
        same::<bool>(json);
        same::<Number>(json);
        same::<String>(json);
        same::<Vec<Field<String>>>(json);
        same::<gett::ContactDetails>(json);
    }
}

#[test]
fn what_the_page_does_not_name_is_known_to_be_there() {
    let read = |text: &str| serde_json::from_str::<gett::ContactDetails>(text).unwrap().unknown;
    assert!(read(r#"{"name":"Dan"}"#).is_empty());
    assert!(!read(r#"{"name":"Dan","x":null}"#).is_empty());
    let unknown = read(r#"{"x":null,"y":1}"#);
    assert_eq!(unknown.iter().collect::<Vec<_>>(), [("x", &Value::Null), ("y", &json!(1))]);
    assert_eq!(Map::from(unknown), Map::from_iter([("x".to_owned(), Value::Null), ("y".to_owned(), json!(1))]));
}

// Other formats.

/// A format that says more of its values than JSON does: that there is one or none, or that it has a kind of its own.
enum Said {
    None,
    Some(Box<Said>),
    OfAKind(Box<Said>),
    Number(u64),
    Text(String),
    List(Vec<Said>),
    Float(f64),
}

impl<'de> Deserializer<'de> for Said {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self {
            Said::None => visitor.visit_none(),
            Said::Some(value) => visitor.visit_some(*value),
            Said::OfAKind(value) => visitor.visit_newtype_struct(*value),
            Said::Number(number) => visitor.visit_u64(number),
            Said::Float(number) => visitor.visit_f64(number),
            Said::Text(text) => visitor.visit_string(text),
            Said::List(list) => visitor.visit_seq(SeqDeserializer::new(list.into_iter())),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl IntoDeserializer<'_, serde::de::value::Error> for Said {
    type Deserializer = Said;

    fn into_deserializer(self) -> Said {
        self
    }
}

#[test]
fn a_value_is_the_same_whatever_its_format_says_of_it() {
    let seven = || Box::new(Said::Number(7));
    for said in [Said::Some(seven()), Said::OfAKind(seven()), Said::Some(Box::new(Said::OfAKind(seven())))] {
        assert_eq!(Field::<Number>::deserialize(said).unwrap(), Field::Given(Number::from(7)));
    }
    assert_eq!(Field::<Number>::deserialize(Said::None).unwrap(), Field::Null);
    // Where another kind was expected.
    let text = Said::Text("a".to_owned());
    let list = vec![Said::Some(seven()), Said::OfAKind(seven()), Said::None, text];
    let misfit = Field::<Number>::deserialize(Said::List(list)).unwrap();
    assert_eq!(misfit, Field::Misfit(Box::new(json!([7, 7, null, "a"]))));
    // What JSON cannot write is not kept.
    for strange in [f64::NAN, f64::INFINITY] {
        assert!(Field::<Number>::deserialize(Said::Float(strange)).is_err());
        assert!(Field::<Number>::deserialize(Said::List(vec![Said::Float(strange)])).is_err());
    }
}

// Broken bytes.

#[test]
fn broken_bytes_are_one_remark_and_no_panic() {
    for text in [
        "",
        " ",
        "\n",
        "{",
        "[",
        "\"",
        "{\"",
        "{\"a",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "[1,]",
        "{,}",
        "}",
        "]",
        "{]",
        "[}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "nul",
        "NaN",
        "Infinity",
        "-",
        "+1",
        "01",
        "1.",
        ".5",
        "1e",
        "1e+",
        "0x10",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\u{1}\"",
        "// a\n{}",
        "{} {}",
        "{}//",
        "1e999",
        "-1e999",
        "{\"a\":1e999}",
        "\u{feff}{}",
        "{\"a\"1}",
        "{\"a\":1 \"b\":2}",
        "\\",
        "é",
        "{\"a\":é}",
    ] {
        let report = from_json::<gett::CreateDeliveries>(text.as_bytes()).unwrap_err();
        assert_eq!(report.remarks().len(), 1, "{text:?}: {report}");
        assert_eq!(report.remarks()[0].rule.kind(), Kind::Syntax, "{text:?}: {report}");
        assert!(!report.to_string().contains(char::is_control));
    }
}

#[test]
fn the_last_member_of_an_object_needs_no_comma() {
    lastmile::wire! {
        /// A bag.
        pub struct Bag {
            /// What is printed on it.
            pub tag: Field<String>,
            /// What it is made of.
            pub kind: Field<String> = "type"
        }
    }
    lossless::<Bag>(r#"{"tag": "A1", "type": null, "colour": "red"}"#);
}

proptest! {
    #![proptest_config(common::laws::cases(256))]

    #[test]
    fn no_bytes_are_too_strange_to_be_refused(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let is_json = serde_json::from_slice::<Value>(&bytes).is_ok();
        let report = from_json::<gett::CreateDeliveries>(&bytes).unwrap_err();
        let syntax = |rule: Rule| matches!(rule.kind(), Kind::Syntax | Kind::Duplicate);
        prop_assert_eq!(report.remarks().iter().any(|remark| syntax(remark.rule)), !is_json);
    }

    #[test]
    fn a_sample_with_a_byte_changed_is_read_or_refused(at in 0..CREATE.len(), byte in any::<u8>()) {
        let mut bytes = CREATE.as_bytes().to_vec();
        bytes[at] = byte;
        if let Err(report) = from_json::<gett::CreateDeliveries>(&bytes) {
            prop_assert!(!report.is_valid() && !report.remarks().is_empty());
        }
    }
}
