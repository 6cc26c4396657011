//! A report is complete, bounded, and cannot be forged by what it reports.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

mod common;

use common::less::less;
use common::{Change, create};
use lastmile::field::Field;
use lastmile::report::{Pointer, Remark, Report, Scope};
use lastmile::{Found, Note, Payload, Rule, Severity, from_json, gett, read};
use proptest::prelude::*;
use serde_json::{Value, json};

const MAX: usize = Report::MAX;

/// So many remarks of a severity, at `/{name}/0` and so on.
fn say(report: &mut Report, severity: Severity, name: &str, times: usize) {
    let mut scope = Scope::new(report);
    let mut list = scope.member(name);
    for at in 0..times {
        list.index(at).remark(severity, Rule::Blank.broken());
    }
}

fn pointer(names: &[&str]) -> Pointer {
    fn down(mut scope: Scope<'_>, names: &[&str]) -> Pointer {
        match names {
            [] => scope.pointer(),
            [name, rest @ ..] => down(scope.member(name), rest),
        }
    }
    down(Scope::new(&mut Report::default()), names)
}

#[track_caller]
fn kept(report: &Report, severity: Severity, expected: usize, counted: u64) {
    assert_eq!(report.remarks().iter().filter(|remark| remark.severity == severity).count(), expected, "{severity}");
    assert_eq!(report.count(severity), counted, "{severity}");
}

// The cap.

#[test]
fn at_most_1000_remarks_are_kept_and_all_are_counted() {
    assert_eq!(MAX, 1000);
    let mut report = Report::default();
    say(&mut report, Severity::Error, "a", MAX);
    assert_eq!((report.remarks().len(), report.omitted()), (MAX, 0));
    assert!(!report.to_string().contains("more"));
    say(&mut report, Severity::Error, "b", 1);
    assert_eq!((report.remarks().len(), report.omitted()), (MAX, 1));
    kept(&report, Severity::Error, MAX, 1001);
    assert_eq!(report.remarks()[MAX - 1].pointer, "/a/999", "those behind are left out");
    assert!(report.to_string().ends_with("\nand 1 more"));
    assert_eq!(report.to_string().lines().count(), MAX + 1);
}

#[test]
fn graver_remarks_displace_milder_ones() {
    let mut report = Report::default();
    say(&mut report, Severity::Notice, "notice", MAX - 1);
    say(&mut report, Severity::Warning, "warning", 2);
    kept(&report, Severity::Notice, MAX - 2, 999);
    kept(&report, Severity::Warning, 2, 2);
    say(&mut report, Severity::Loss, "loss", 3);
    kept(&report, Severity::Notice, MAX - 5, 999);
    say(&mut report, Severity::Error, "error", MAX - 5);
    kept(&report, Severity::Notice, 0, 999);
    kept(&report, Severity::Loss, 3, 3);
    kept(&report, Severity::Warning, 2, 2);
    say(&mut report, Severity::Error, "more", 4);
    kept(&report, Severity::Loss, 0, 3);
    kept(&report, Severity::Warning, 1, 2);
    kept(&report, Severity::Error, MAX - 1, 999);
    say(&mut report, Severity::Error, "most", 10);
    kept(&report, Severity::Warning, 0, 2);
    kept(&report, Severity::Error, MAX, 1009);
    assert_eq!(report.omitted(), 999 + 3 + 2 + 9);
    // What is graver is never displaced by what is milder, nor by its like.
    let before = report.clone();
    for severity in [Severity::Notice, Severity::Loss, Severity::Warning, Severity::Error] {
        say(&mut report, severity, "late", 1);
    }
    assert_eq!(report.remarks(), before.remarks());
    assert_eq!(report.omitted(), before.omitted() + 4);
}

#[test]
fn of_equals_the_last_gives_way_and_the_order_stays() {
    let mut report = Report::default();
    say(&mut report, Severity::Notice, "n", MAX);
    say(&mut report, Severity::Error, "e", 2);
    let places: Vec<&str> = report.remarks().iter().map(|remark| remark.pointer.as_str()).collect();
    assert_eq!(places[..2], ["/n/0", "/n/1"]);
    assert_eq!(places[MAX - 3..], ["/n/997", "/e/0", "/e/1"]);
}

#[test]
fn an_error_behind_a_thousand_notices_is_still_said() {
    let mut payload = create().without("/product_id");
    let many = less(5000_u64, 1000);
    let delivery = payload.pointer_mut("/deliveries/1").and_then(Value::as_object_mut).unwrap();
    delivery.extend((0..many).map(|at| (format!("unknown{at}"), at.into())));
    let payload = payload.with("/zone", 1).with("/deliveries/1/drop_off/address", "");
    let report = from_json::<gett::CreateDeliveries>(payload.to_string().as_bytes()).unwrap_err();
    let errors: Vec<String> = report.errors().map(|remark| remark.pointer.to_string()).collect();
    assert_eq!(errors, ["/product_id", "/deliveries/1/drop_off/address"]);
    assert_eq!(report.count(Severity::Notice), many + 1);
    assert_eq!(report.remarks().len(), MAX);
}

#[test]
#[allow(clippy::disallowed_methods, reason = "a test may look at the clock")]
#[cfg_attr(miri, ignore = "it takes the time")]
fn what_is_not_kept_costs_no_more_than_what_is() {
    let fastest = |work: &dyn Fn()| {
        let time = || {
            let start = std::time::Instant::now();
            work();
            start.elapsed()
        };
        (0..5).map(|_| time()).min().unwrap()
    };
    let kept = fastest(&|| (0..20).for_each(|_| say(&mut Report::default(), Severity::Error, "a", MAX)));
    let mut full = Report::default();
    say(&mut full, Severity::Error, "a", MAX);
    let left_out = fastest(&|| say(&mut full.clone(), Severity::Error, "b", 20 * MAX));
    // If each looked at the thousand that are kept, it would be more than ten times as much.
    assert!(left_out < kept * 4, "{left_out:?} for what is left out, {kept:?} for what is kept");
}

#[test]
fn an_empty_report_is_valid_and_says_so() {
    let report = Report::default();
    assert!(report.is_valid() && report.is_empty());
    assert_eq!((report.omitted(), report.errors().count(), report.remarks().len()), (0, 0, 0));
    assert_eq!(report.to_string(), "nothing to remark");
    for severity in [Severity::Warning, Severity::Loss, Severity::Notice] {
        let mut report = Report::default();
        say(&mut report, severity, "a", 1);
        assert!(report.is_valid() && !report.is_empty(), "{severity}");
    }
}

// Places.

#[test]
fn a_pointer_is_written_as_rfc_6901_has_it() {
    for (names, expected) in [
        (&[][..], ""),
        (&["a"], "/a"),
        (&[""], "/"),
        (&["", ""], "//"),
        (&["a/b"], "/a~1b"),
        (&["m~n"], "/m~0n"),
        (&["~1"], "/~01"),
        (&["~/"], "/~0~1"),
        (&["c%d", "e^f", "g|h", "i\\j", "k\"l", " "], "/c%d/e^f/g|h/i\\j/k\"l/ "),
        (&["é", "🚚"], "/é/🚚"),
    ] {
        let pointer = pointer(names);
        assert_eq!(pointer, expected);
        assert!(pointer == *expected && pointer != *"elsewhere");
        assert_eq!(pointer.to_string(), expected);
        assert_eq!(format!("{pointer:?}"), format!("{expected:?}"));
        assert_eq!(pointer.as_ref(), expected);
        assert_eq!(serde_json::to_value(&pointer).unwrap(), expected);
        assert_eq!(pointer.steps().collect::<Vec<_>>(), names);
    }
    let mut report = Report::default();
    assert_eq!(Scope::new(&mut report).member("a").index(0).index(17).member("b").pointer(), "/a/0/17/b");
}

#[test]
fn what_could_forge_a_line_is_escaped_in_a_place() {
    for (name, expected) in [
        ("a\nb", "/a\\u{a}b"),
        ("\r", "/\\u{d}"),
        ("\0", "/\\u{0}"),
        ("\u{1b}[31m", "/\\u{1b}[31m"),
        ("\u{7f}\u{85}", "/\\u{7f}\\u{85}"),
        ("\u{2028}\u{2029}", "/\\u{2028}\\u{2029}"),
        ("\u{202e}gnp.exe", "/\\u{202e}gnp.exe"),
        ("\u{200e}\u{200f}\u{61c}", "/\\u{200e}\\u{200f}\\u{61c}"),
        ("\u{2066}a\u{2069}", "/\\u{2066}a\\u{2069}"),
        ("\u{feff}\u{200b}", "/\\u{feff}\\u{200b}"),
    ] {
        assert_eq!(pointer(&[name]), expected, "{name:?}");
    }
}

#[test]
fn a_forged_name_stays_on_its_line() {
    let payload = create().with("/x\nand 99 more: all is well", 1).with("/\u{202e}b", 1);
    let report = from_json::<gett::CreateDeliveries>(payload.to_string().as_bytes()).unwrap().report;
    let text = report.to_string();
    let line = format!("\n/x\\u{{a}}and 99 more: all is well: {}", Rule::UnknownMember.says());
    assert_eq!(text.lines().count(), report.remarks().len());
    assert!(text.contains(&line) && !text.contains('\u{202e}'), "{text}");
}

#[test]
fn a_long_name_is_cut_and_a_long_way_too() {
    assert_eq!(pointer(&[&"x".repeat(200)]).as_str().len(), 201);
    assert_eq!(pointer(&[&"x".repeat(201)]), format!("/{}…", "x".repeat(200)).as_str());
    assert_eq!(pointer(&[&"🚚".repeat(201)]), format!("/{}…", "🚚".repeat(200)).as_str());
    assert_eq!(pointer(&[&"x".repeat(less(1_000_000, 10_000)), "y"]), format!("/{}…/y", "x".repeat(200)).as_str());
    // A way of 2000 bytes has room for one more name, and a longer one has not.
    let step = "x".repeat(199);
    let way = [step.as_str(); 10];
    assert_eq!(pointer(&way).as_str().len(), 2000);
    assert_eq!(pointer(&[&way[..], &["a"]].concat()).as_str().len(), 2002);
    assert_eq!(pointer(&[&way[..], &["a", "b"]].concat()).as_str().len(), 2002);
    let longest = "\u{10ffff}".repeat(200);
    let bidi = "\u{202e}".repeat(200);
    for name in [longest.as_str(), bidi.as_str(), &"x".repeat(200), "~", "a"] {
        let way = pointer(&vec![name; less(5000, 100)]);
        assert!(way.as_str().len() <= 4100, "{} bytes", way.as_str().len());
        assert!(way.as_str().len() > 1900 || cfg!(miri));
    }
}

proptest! {
    #[test]
    fn the_steps_of_a_pointer_are_the_names(names in proptest::collection::vec("[a-zA-Z0-9~/ é🚚\"\\\\]{0,12}", 0..20)) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let pointer = pointer(&names);
        prop_assert_eq!(pointer.steps().collect::<Vec<_>>(), names.clone());
        // And serde_json finds the place.
        let value = names.iter().rev().fold(json!("here"), |inner, name| json!({ *name: inner }));
        let here = json!("here");
        prop_assert_eq!(value.pointer(pointer.as_str()), Some(&here));
    }

    #[test]
    fn no_name_breaks_a_line(name in "\\PC{0,3}(\\p{Cc}|\\p{Zl}|\\p{Zp}|\\p{Cf}){0,3}.{0,300}") {
        let mut report = Report::default();
        Scope::new(&mut report).member(&name).refuse(Rule::Blank.broken());
        let text = report.to_string();
        prop_assert!(!text.contains(|c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)), "{:?}", text);
        prop_assert!(text.len() < 3000);
    }

    #[test]
    fn what_was_found_is_short_and_on_one_line(text in "(.|\\p{Cc}|\\p{Zl}|\\p{Cf}){0,100}") {
        let found = Found::shown(&text);
        prop_assert!(!found.as_str().contains(char::is_control));
        prop_assert!(found.as_str().chars().count() <= Found::MAX_CHARS * 10 + 1);
        if text.chars().all(char::is_alphanumeric) && text.chars().count() <= Found::MAX_CHARS {
            prop_assert_eq!(found.as_str(), &text);
        }
    }
}

// How it is shown.

#[test]
fn a_remark_is_one_line_that_says_where_what_and_which() {
    let mut report = Report::default();
    let mut scope = Scope::new(&mut report);
    scope.refuse(Rule::NotJson.broken());
    scope.member("pickup").member("note").check(Note::new("x".repeat(501)));
    scope.member("colour").remark(Severity::Notice, Rule::UnknownMember.broken_by("null"));
    scope.member("weight").warn(Rule::SizeZero.broken());
    scope.loses("vendor", true);
    scope.loses("route", false);
    scope.needs("id");
    let notice = Rule::UnknownMember.says();
    assert_eq!(
        report.to_string(),
        format!(
            "the whole payload: a payload is one JSON value [json.syntax]\n\
             /pickup/note: a note has at most 500 characters, found a text of 501 characters [note.too-long]\n\
             /colour: {notice}, found null [member.unknown, notice]\n\
             /weight: a length or weight of zero is read as not known [size.zero, warning]\n\
             /vendor: the target has no place for this member [member.lost, loss]\n\
             /id: the target cannot be written without this member [member.needed]",
        ),
    );
    let lines: Vec<String> = report.remarks().iter().map(Remark::to_string).collect();
    assert_eq!(report.to_string(), lines.join("\n"));
}

#[test]
fn a_report_is_an_entry_of_a_problem_document() {
    let mut report = Report::default();
    let mut scope = Scope::new(&mut report);
    scope.member("a/b").check(Note::new("x".repeat(501)));
    scope.member("colour").remark(Severity::Notice, Rule::UnknownMember.broken());
    let expected = json!({
        "valid": false,
        "remarks": [
            {
                "pointer": "/a~1b",
                "code": "note.too-long",
                "kind": "length",
                "severity": "error",
                "detail": "a note has at most 500 characters",
                "found": "a text of 501 characters",
            },
            {
                "pointer": "/colour",
                "code": "member.unknown",
                "kind": "unknown-member",
                "severity": "notice",
                "detail": Rule::UnknownMember.says(),
                "found": "",
            },
        ],
        "omitted": 0,
    });
    assert_eq!(serde_json::to_value(&report).unwrap(), expected);
    let text = serde_json::to_string(&report).unwrap();
    let order = ["valid", "remarks", "pointer", "code", "kind", "severity", "detail", "found", "omitted"];
    let places: Vec<usize> = order.iter().map(|name| text.find(&format!("\"{name}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{text}");

    let mut full = Report::default();
    say(&mut full, Severity::Loss, "a", MAX + 7);
    if cfg!(miri) {
        return; // A thousand entries take minutes there.
    }
    let full = serde_json::to_value(&full).unwrap();
    assert_eq!((&full["valid"], &full["omitted"]), (&json!(true), &json!(7)));
    assert_eq!(full["remarks"].as_array().unwrap().len(), MAX);
}

// Scopes.

#[test]
fn a_value_is_missing_if_and_only_if_an_error_was_said() {
    let text = |text: &str| Field::Given(text.to_owned());
    let misfit = || Field::<String>::Misfit(Box::new(json!(true)));
    for (field, required, optional) in [
        (text("a"), Ok(()), Ok(Some(()))),
        (text(""), Err(Rule::Blank), Err(Rule::Blank)),
        (Field::Absent, Err(Rule::Missing), Ok(None)),
        (Field::Null, Err(Rule::Missing), Ok(None)),
        (misfit(), Err(Rule::NotText), Err(Rule::NotText)),
    ] {
        let mut report = Report::default();
        let read = Scope::new(&mut report).required("a", field.clone(), Note::new).map(drop);
        assert_eq!(read, required.ok(), "{field:?}");
        assert_eq!(report.remarks().first().map(|remark| remark.rule), required.err(), "{field:?}");
        let mut report = Report::default();
        let read = Scope::new(&mut report).optional("a", field.clone(), Note::new).map(|note| note.map(drop));
        assert_eq!(read, optional.ok(), "{field:?}");
        assert_eq!(report.remarks().first().map(|remark| remark.rule), optional.err(), "{field:?}");
    }
}

#[test]
fn who_reads_a_model_in_spite_of_an_error_is_refused_it() {
    lastmile::wire! {
        /// A bag of a host that forgot a question mark.
        pub struct Bag {
            /// What is printed on it; required.
            pub tag: Field<String>,
        }
    }

    impl Payload for Bag {
        type Model = ();

        const NAME: &'static str = "host.bag";

        fn read(self, s: &mut Scope<'_>) -> Option<()> {
            let _forgotten = s.required("tag", self.tag, Note::new);
            Some(())
        }

        fn write(&(): &(), _: &mut Scope<'_>) -> Bag {
            Bag::default()
        }
    }

    assert!(from_json::<Bag>(br#"{"tag": "a"}"#).is_ok());
    for report in [from_json::<Bag>(b"{}").unwrap_err(), read(Bag::default()).unwrap_err()] {
        assert_eq!(common::remarks(&report), [("/tag", Rule::Missing, Severity::Error)]);
    }
}

#[test]
fn a_list_is_read_to_its_end_behind_a_fault() {
    let list = vec![
        Field::Given("a".to_owned()),
        Field::Given(String::new()),
        Field::Null,
        Field::Misfit(Box::new(json!(1))),
        Field::Given("b".to_owned()),
        Field::Given(" ".to_owned()),
    ];
    let mut report = Report::default();
    let read = Scope::new(&mut report).list("l", list.into(), |text: String, here| here.check(Note::new(text)));
    assert_eq!(read, None);
    let places: Vec<(&str, Rule)> = common::remarks(&report).into_iter().map(|(at, rule, _)| (at, rule)).collect();
    assert_eq!(
        places,
        [("/l/1", Rule::Blank), ("/l/2", Rule::NotText), ("/l/3", Rule::NotText), ("/l/5", Rule::Blank)],
    );
}
