//! Input that means harm: always a report, never a panic, and so much work as there is input. Sizes are such that work in
//! the square of the input would not end.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

#[path = "common/less.rs"]
mod less;

use std::fmt::Write as _;

use lastmile::{Kind, Report, Rule, Severity, from_json, gett};
use less::less;

fn refused(bytes: &[u8]) -> Report {
    from_json::<gett::CreateDeliveries>(bytes).unwrap_err()
}

/// The one remark that there is.
#[track_caller]
fn assert_only(bytes: impl AsRef<[u8]>, pointer: &str, rule: Rule) {
    let report = refused(bytes.as_ref());
    let remarks: Vec<_> = report.remarks().iter().map(|remark| (remark.pointer.as_str(), remark.rule)).collect();
    assert_eq!(remarks, [(pointer, rule)], "{report}");
}

/// A valid request with something between its members.
fn request_with(members: &str) -> String {
    let sample = include_str!("fixtures/gett/create.json");
    format!("{{{members},{}", sample.trim_start().strip_prefix('{').unwrap())
}

#[test]
fn what_is_not_one_json_value_is_said_to_be_none_with_its_place() {
    for (text, pointer) in [
        ("", ""),
        (" ", ""),
        ("{", ""),
        ("nil", ""),
        ("{'a': 1}", ""),
        (r#"{"pickup": {"lat": NaN}}"#, "/pickup/lat"),
        (r#"{"pickup": {"lat": Infinity}}"#, "/pickup/lat"),
        (r#"{"pickup": {"lat": +1}}"#, "/pickup/lat"),
        (r#"{"pickup": {"lat": 01}}"#, "/pickup/lat"),
        (r#"{"pickup": {"lat": 1.}}"#, "/pickup/lat"),
        (r#"{"pickup": {"note": "\ud800"}}"#, "/pickup/note"),
        (r#"{"pickup": {"note": "\udc00\ud800"}}"#, "/pickup/note"),
        ("{\"pickup\": {\"note\": \"a\nb\"}}", "/pickup/note"),
        (r#"{"deliveries": [{}, {"drop_off": {"note": "cut"#, "/deliveries/1/drop_off/note"),
        (r#"{"deliveries": [{}, 1 2]}"#, "/deliveries/1"),
        (r#"{"deliveries": [{}, ], "x": 1}"#, "/deliveries/1"),
        ("{\"a\": 1, // a comment\n \"b\": 2}", ""),
    ] {
        assert_only(text, pointer, Rule::NotJson);
    }
}

#[test]
fn half_of_a_character_that_was_cut_in_two_is_called_by_its_name() {
    // What JavaScript makes of a note that is cut to length in the middle of an emoji.
    for (text, pointer, column) in [
        (r#"{"pickup": {"note": "3rd floor \ud83d"}}"#, "/pickup/note", 38),
        (r#"{"pickup": {"note": "\udc00\ud800", "x": "\q"}}"#, "/pickup/note", 27),
        (r#"{"pickup": {"\ud83d": 1}}"#, "/pickup/?", 20),
        (r#"{"x": ["\ud83d\ude00", "\ud83dx"]}"#, "/x/1", 31),
    ] {
        let report = refused(text.as_bytes());
        let found = format!("an unpaired surrogate at line 1, column {column}");
        assert_eq!(report.remarks()[0].found.to_string(), found, "{text}");
        assert_only(text, pointer, Rule::NotJson);
    }
    for text in [r#"{"x": "\ud83d"#, r#"{"x": "\ud83d\q"}"#, "{\"x\": \"\u{1}\"}", r#"{"\u0041": q}"#] {
        assert!(!refused(text.as_bytes()).remarks()[0].found.to_string().contains("surrogate"), "{text}");
    }
}

#[test]
fn bytes_around_the_value_are_refused() {
    assert_only("\u{feff}{}", "", Rule::ByteOrderMark);
    assert_only(b"{\"product_id\": \"\xff\"}", "", Rule::NotUtf8);
    assert_only(b"{\"product_id\": \"\xed\xa0\x80\"}", "", Rule::NotUtf8);
    for text in ["{}x", "{} {}", "{}\0", "{}]", "null null"] {
        assert_only(text, "", Rule::TrailingData);
    }
    assert!(refused(b" \t\r\n{} \n").remarks().iter().all(|remark| remark.rule.kind() != Kind::Syntax));
}

#[test]
fn a_number_that_no_double_holds_is_refused_at_its_place() {
    assert_only(r#"{"pickup": {"lat": 1e999}}"#, "/pickup/lat", Rule::NumberOutOfRange);
    // No JSON, however large: a number does not begin with two zeros.
    assert_only(r#"{"deliveries": [-001e0000000000000922511513]}"#, "/deliveries/0", Rule::NotJson);
    assert_only(r#"{"unknown": [0, -1E+400]}"#, "/unknown/1", Rule::NumberOutOfRange);
    assert_only(
        format!("{{\"pickup\": {{\"lat\": {}}}}}", "9".repeat(less(1_000_000, 10_000))),
        "/pickup/lat",
        Rule::NumberOutOfRange,
    );
    for text in ["[1e999]", "[-1e999]"] {
        let found = refused(text.as_bytes()).remarks()[0].found.to_string();
        assert!(found.starts_with("one beyond it at line 1"), "{text} is not always greater: {found}");
    }
    let tiny = refused(br#"{"pickup": {"lat": 1e-999999999}}"#);
    assert!(tiny.remarks().iter().all(|remark| remark.pointer != "/pickup/lat"), "it is zero");
}

#[test]
fn nesting_has_an_end() {
    let lists = "[".repeat(less(100_000, 1000));
    let objects = "{\"a\":".repeat(less(100_000, 1000));
    for text in
        [lists.clone(), objects.clone(), format!("{{\"unknown\": {lists}"), format!("{{\"product_id\": {objects}")]
    {
        let report = refused(text.as_bytes());
        assert_eq!(report.remarks()[0].rule, Rule::TooDeep);
        assert!(report.to_string().len() < 4096);
    }
    // The payload itself is the first level.
    let nested = |depth: usize| request_with(&format!("\"unknown\": {}{}", "[".repeat(depth), "]".repeat(depth)));
    assert!(from_json::<gett::CreateDeliveries>(nested(126).as_bytes()).is_ok());
    assert_eq!(refused(nested(127).as_bytes()).remarks()[0].rule, Rule::TooDeep);
}

#[test]
fn a_megabyte_of_note_is_too_long_and_its_text_is_not_repeated() {
    let text = "SECRET ".repeat(less(10_000_000, 10_000) / 7);
    let payload = request_with("\"x\": 1").replace("Floor 5, Door 7", &text);
    let report = refused(payload.as_bytes());
    let [error] = report.errors().collect::<Vec<_>>()[..] else { panic!("{report}") };
    assert_eq!((error.pointer.as_str(), error.rule), ("/deliveries/0/drop_off/note", Rule::NoteTooLong));
    assert!(report.to_string().len() < 4096 && !report.to_string().contains("SECRET"));
}

#[test]
fn a_million_unknown_members_are_counted_and_a_thousand_are_named() {
    const MANY: u64 = less(1_000_000, 1100);
    let mut members = String::new();
    for n in 0..MANY {
        write!(members, "{}\"m{n}\": {n}", if n == 0 { "" } else { "," }).unwrap();
    }
    let read = from_json::<gett::CreateDeliveries>(request_with(&members).as_bytes()).unwrap();
    assert_eq!(read.report.remarks().len(), Report::MAX);
    assert_eq!(read.report.count(Severity::Notice), MANY);
    assert_eq!(read.report.omitted(), MANY - 999, "one of the kept is the warning about point to point");
    // An error behind them is not lost among them.
    let report = refused(request_with(&members).replace("32.109528", "91").as_bytes());
    assert_eq!(report.errors().map(|error| error.pointer.as_str()).collect::<Vec<_>>(), ["/pickup/lat"]);
}

#[test]
fn a_hundred_thousand_faults_are_counted_and_a_thousand_are_named() {
    const MANY: usize = less(100_000, 1100);
    let parcels = vec![r#"{"weight": -1}"#; MANY].join(",");
    let delivery = format!(
        r#""bundle_id": "B", "deliveries": [{{"drop_off": {{"address": "a"}}, "drop_off_contact": {{"name": "n", "phone_number": "123"}}, "parcels": [{parcels}]}}]"#,
    );
    let report = refused(format!(r#"{{"pickup": {{"lat": 1, "lng": 1, "address": "a"}}, "pickup_contact": {{"name": "n", "phone_number": "123"}}, {delivery}}}"#).as_bytes());
    assert_eq!(report.remarks().len(), Report::MAX);
    assert_eq!(report.count(Severity::Error), MANY as u64);
    assert!(report.to_string().ends_with(&format!("and {} more", MANY - 1000)));
}

#[test]
fn control_characters_in_a_name_cannot_forge_a_line() {
    let report = refused("{\"a\\nb\\u202e/deliveries: all is well\\u0007\": 1}".as_bytes());
    let notice = report.remarks().iter().find(|remark| remark.rule == Rule::UnknownMember).unwrap();
    assert!(!notice.to_string().chars().any(|c| c.is_control() || c == '\u{202e}'), "{notice}");
}
