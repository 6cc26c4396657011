//! Model to bytes in one step: to the byte what serde_json writes of the same payload, or a report that says why not.
#![allow(clippy::unwrap_used, clippy::panic, clippy::float_cmp, reason = "a test may panic")]

mod common;

use std::collections::BTreeMap;
use std::fmt;

use common::create;
use common::less::{less, one_in};
use lastmile::field::{Field, PageName, Wire};
use lastmile::report::Scope;
use lastmile::{Bundle, Payload, Report, Rule, Severity, from_json, gett, to_json};
use proptest::prelude::*;
use serde::{Serialize, Serializer};
use serde_json::{Number, Value, json};

/// A payload of a host's own, which is whatever serde can say.
struct Said<T>(T);

impl<T: Serialize> Wire for Said<T> {
    const EXPECTS: Rule = Rule::NotObject;

    fn to_wire<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }

    fn masked(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Said")
    }
}

impl<T: Serialize + Clone> Payload for Said<T> {
    type Model = T;

    const NAME: &'static str = "host.said";

    fn read(self, _: &mut Scope<'_>) -> Option<T> {
        Some(self.0)
    }

    fn write(model: &T, _: &mut Scope<'_>) -> Said<T> {
        Said(model.clone())
    }
}

fn said<T: Serialize + Clone>(value: &T) -> Result<String, Report> {
    to_json::<Said<T>>(value).map(|converted| converted.value)
}

/// It is written as serde_json writes it.
#[track_caller]
fn assert_same<T: Serialize + Clone>(value: &T) {
    assert_eq!(said(value).unwrap(), serde_json::to_string(value).unwrap());
}

#[track_caller]
fn assert_unwritable<T: Serialize + Clone>(value: &T) {
    assert!(serde_json::to_string(value).is_err(), "serde_json writes it");
    let report = said(value).unwrap_err();
    assert_eq!(
        report.to_string(),
        "the whole payload: a payload is one JSON value, found something that JSON cannot say [json.syntax]"
    );
}

#[test]
fn every_character_is_written_as_serde_json_writes_it_wherever_it_stands() {
    let beyond = ['\u{7f}', '\u{80}', 'ç', '\u{a2}', '\u{dc}', '€', '\u{2028}', '\u{fffd}', '\u{10ffff}'];
    for c in ('\0'..='\u{7f}').chain(beyond).step_by(one_in(17)) {
        for before in (0..=17).step_by(one_in(5)) {
            for behind in [0, 1, 7, 8] {
                assert_same(&format!("{}{c}{}", "a".repeat(before), "z".repeat(behind)));
            }
        }
    }
}

#[test]
fn every_kind_of_value_that_serde_knows_is_written_as_serde_json_writes_it() {
    #[derive(Clone, Serialize)]
    struct Unit;
    #[derive(Clone, Serialize)]
    struct Newtype(u8);
    #[derive(Clone, Serialize)]
    struct Pair(u8, String);
    #[derive(Clone, Serialize)]
    struct Named {
        first: Option<u8>,
        #[serde(rename = "se\"cond")]
        second: (),
    }
    #[derive(Clone, Serialize)]
    enum One {
        Unit,
        Newtype(Vec<u8>),
        Pair(i8, i8),
        Named { at: f64 },
    }

    #[derive(Clone)]
    struct Bytes(&'static [u8]);
    impl Serialize for Bytes {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_bytes(self.0)
        }
    }

    assert_same(&[Bytes(b""), Bytes(b"\x00a\xff")]);
    for number in [i64::MIN, -10, -9, -1, 0, 1, 9, 10, 99, 100, i64::MAX] {
        assert_same(&number);
        assert_same(&i128::from(number));
        assert_same(&number.unsigned_abs());
        assert_same(&u128::from(number.unsigned_abs()));
    }
    assert_same(&(i8::MIN, i16::MIN, i32::MIN, u8::MAX, u16::MAX, u32::MAX, u64::MAX, i128::MIN, u128::MAX));
    for number in [0.0, -0.0, 1.0, 0.1, -2.5, 1e16, 1e300, f64::MIN_POSITIVE, f64::NAN, f64::NEG_INFINITY] {
        assert_same(&number);
    }
    assert_same(&[0.1_f32, -0.0, 1e10, f32::MAX, f32::NAN]);
    assert_same(&('\n', 'ç', true, false, (), Some("a"), None::<u8>));
    assert_same(&(Unit, Newtype(1), Pair(2, "b".to_owned()), Named { first: Some(1), second: () }));
    assert_same(&[One::Unit, One::Newtype(vec![]), One::Newtype(vec![1, 2]), One::Pair(1, -1), One::Named { at: 0.5 }]);
    assert_same(&[BTreeMap::<String, u8>::new(), BTreeMap::from([("a,\"b\"".to_owned(), 1), (String::new(), 2)])]);
    assert_same(&(BTreeMap::from([(-1, 'a'), (20, 'b')]), BTreeMap::from([(true, 1), (false, 2)]), [(); 0]));
    assert_same(&[json!({"a": [1, {"b": null}], "": {}}), json!([[], [[]]])]);
    let numbers = ["0", "-0", "-0.0", "10", "10.0", "1e2", "123456789.125", "-9223372036854775809"];
    assert_same(&numbers.map(|text| serde_json::from_str::<Number>(text).unwrap()));
}

#[test]
fn a_page_may_have_names_that_are_escaped() {
    lastmile::wire! {
        /// An object of a page that nobody would write.
        pub struct Odd {
            /// Plain.
            pub plain: Field<Number>,
            /// With marks.
            pub marks: Field<Number> = "a \"b\" \\c",
            /// On two lines.
            pub lines: Field<Number> = "a\nb",
        }
    }

    let odd =
        Odd { plain: Field::Given(1.into()), marks: Field::Null, lines: Field::Given(2.into()), ..Odd::default() };
    assert_same(&odd);
    assert_eq!(said(&odd).unwrap(), r#"{"plain":1,"a \"b\" \\c":null,"a\nb":2}"#);
}

/// What `wire!` asks in the compiler, for each of its members.
#[test]
fn a_name_that_json_escapes_is_left_to_the_writer() {
    let has_quotes = |name| format!("{:?}", PageName::new(name, "with quotes")).contains("with quotes");
    for name in ["", "tag", "drop_off", "a b", "été", "\u{7f}", "/~"] {
        assert!(has_quotes(name), "{name:?}");
    }
    for name in ["\"", "\\", "\0", "a\nb", "\u{1f}", "tag\""] {
        assert!(!has_quotes(name), "{name:?}");
    }
}

#[test]
fn what_json_cannot_say_is_refused_and_not_repeated() {
    struct Refuses;
    impl Serialize for Refuses {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("SECRET"))
        }
    }
    impl Clone for Refuses {
        fn clone(&self) -> Refuses {
            Refuses
        }
    }

    assert_unwritable(&BTreeMap::from([(vec!["SECRET"], 1)]));
    assert_unwritable(&BTreeMap::from([(vec![1, 2], 1)]));
    assert_unwritable(&BTreeMap::from([((), 1)]));
    assert_unwritable(&Refuses);
    assert_unwritable(&[Some(Refuses)]);
}

#[test]
fn what_the_provider_would_refuse_is_not_written() {
    let bundle = from_json::<gett::CreateDeliveries>(create().to_string().as_bytes()).unwrap().value;
    let written = to_json::<gett::CreateDeliveries>(&bundle).unwrap();
    assert!(written.report.is_empty());
    assert_eq!(from_json::<gett::CreateDeliveries>(written.value.as_bytes()).unwrap().value, bundle);

    let report = to_json::<gett::CreateDeliveries>(&Bundle { pickup: None, ..bundle.clone() }).unwrap_err();
    let errors: Vec<_> = report.errors().map(|remark| (remark.pointer.as_str(), remark.rule)).collect();
    assert_eq!(errors, [("/pickup", Rule::Needed)]);
}

#[test]
fn what_the_provider_has_no_place_for_is_named_beside_the_bytes() {
    let mut bundle = from_json::<gett::CreateDeliveries>(create().to_string().as_bytes()).unwrap().value;
    bundle.reference = Some("order-1".parse().unwrap());
    let written = to_json::<gett::CreateDeliveries>(&bundle).unwrap();
    let losses: Vec<_> =
        written.report.remarks().iter().map(|remark| (remark.pointer.as_str(), remark.severity)).collect();
    assert_eq!(losses, [("/reference", Severity::Loss)]);
}

proptest! {
    #![proptest_config(common::laws::cases(500))]

    #[test]
    fn any_text_is_written_as_serde_json_writes_it(text in less("\\PC*", "[ -~\\né漢🚚]*")) {
        assert_same(&text);
    }

    #[test]
    fn any_value_is_written_as_serde_json_writes_it(value in common::laws::anything()) {
        assert_same(&value);
        assert_same(&Value::from(vec![value.clone(), value]));
    }
}
