//! Timestamps by one strict grammar, and periods that do not run backwards.
#![allow(clippy::unwrap_used, clippy::panic, clippy::arithmetic_side_effects, reason = "a test may panic")]

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, TimeZone};
use lastmile::{OffsetTime, Rule, TimeWindow, Timestamp};
use proptest::prelude::*;

#[track_caller]
fn at(text: &str) -> Timestamp {
    text.parse().unwrap_or_else(|violation| panic!("{text}: {violation}"))
}

/// Read by every way in; written as expected.
#[track_caller]
fn accepted(text: &str, written: &str) {
    let read = at(text);
    assert_eq!(read.to_string(), written, "{text}");
    assert_eq!(Timestamp::parse(text), Ok(read));
    assert_eq!(format!("{read:?}"), format!("Timestamp({written})"));
    let json = serde_json::to_string(&read).unwrap();
    assert_eq!(json, format!("\"{written}\""));
    assert_eq!(serde_json::from_str::<Timestamp>(&json).unwrap(), read);
    let chrono = DateTime::parse_from_rfc3339(text).unwrap_or_else(|_| panic!("chrono refuses {text}"));
    assert_eq!(read.to_chrono(), chrono);
    assert_eq!(read.to_chrono().offset(), chrono.offset());
}

#[track_caller]
fn refused(text: &str, rule: Rule) {
    let Err(violation) = Timestamp::parse(text) else { panic!("{text:?} is accepted") };
    assert_eq!(violation.rule(), rule, "{text:?}");
    let json = serde_json::to_string(text).unwrap();
    let Err(error) = serde_json::from_str::<Timestamp>(&json) else { panic!("{text:?} is accepted by serde") };
    assert!(error.to_string().contains(rule.code()), "{error}");
}

#[test]
fn what_rfc_3339_writes_is_read_and_written_shortest() {
    for (text, written) in [
        // The pages' samples.
        ("2020-08-26T16:54:29Z", "2020-08-26T16:54:29Z"),
        ("2018-11-29T18:00:00+02:00", "2018-11-29T18:00:00+02:00"),
        ("2020-09-07T13:44:18.340125Z", "2020-09-07T13:44:18.340125Z"),
        ("2020-09-07T13:44:18.43344Z", "2020-09-07T13:44:18.43344Z"),
        ("2022-12-22T23:59:00.000-03:00", "2022-12-22T23:59:00-03:00"),
        ("2023-06-22T18:59:37.024Z", "2023-06-22T18:59:37.024Z"),
        // The ends of the years, the days and the fractions.
        ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
        ("2020-02-29T00:00:00Z", "2020-02-29T00:00:00Z"),
        ("2000-02-29T00:00:00Z", "2000-02-29T00:00:00Z"),
        ("2021-12-31T23:59:59.000000001Z", "2021-12-31T23:59:59.000000001Z"),
        ("2020-01-01T00:00:00.1Z", "2020-01-01T00:00:00.1Z"),
        ("2020-01-01T00:00:00.100000000Z", "2020-01-01T00:00:00.1Z"),
        ("2020-01-01T00:00:00.0Z", "2020-01-01T00:00:00Z"),
        ("2020-01-01T00:00:00.010Z", "2020-01-01T00:00:00.01Z"),
        // Offsets: zero in three ways, and the widest.
        ("2020-01-01T00:00:00+00:00", "2020-01-01T00:00:00Z"),
        ("2020-01-01T00:00:00-00:00", "2020-01-01T00:00:00Z"),
        ("2020-01-01T00:00:00+23:59", "2020-01-01T00:00:00+23:59"),
        ("2020-01-01T00:00:00-23:59", "2020-01-01T00:00:00-23:59"),
        ("2020-01-01T00:00:00+05:45", "2020-01-01T00:00:00+05:45"),
        // The instant in UTC is outside the years, the text is not.
        ("0000-01-01T00:00:00+23:59", "0000-01-01T00:00:00+23:59"),
        ("9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59-23:59"),
    ] {
        accepted(text, written);
    }
}

#[test]
fn what_rfc_3339_does_not_write_is_refused() {
    for text in [
        "",
        " ",
        "now",
        "2020",
        "2020-08-26",
        "16:54:29Z",
        "1598460869",
        // What laxer readers take.
        "2020-08-26t16:54:29Z",
        "2020-08-26T16:54:29z",
        "2020-08-26 16:54:29Z",
        "2020-08-26_16:54:29Z",
        "2020-08-26T16:54:29 Z",
        "2020-08-26T16:54:29 +02:00",
        " 2020-08-26T16:54:29Z",
        "2020-08-26T16:54:29Z ",
        "2020-08-26T16:54:29Z\n",
        "2020-08-26T16:54:29ZZ",
        "2020-08-26T16:54:29+0200",
        "2020-08-26T16:54:29+02",
        "2020-08-26T16:54:29+2:00",
        "2020-08-26T16:54:29+02:0",
        "2020-08-26T16:54:29+02:00:00",
        "2020-08-26T16:54:29\u{2212}02:00",
        "2020-08-26T16:54:29\u{2013}02:00",
        "2020-08-26T16:54:29 UTC",
        "2020-08-26T16:54:29GMT",
        "+2020-08-26T16:54:29Z",
        "-0001-08-26T16:54:29Z",
        "+12023-08-26T16:54:29Z",
        "12020-08-26T16:54:29Z",
        "20-08-26T16:54:29Z",
        "2020-8-26T16:54:29Z",
        "2020-08-26T6:54:29Z",
        "20200826T165429Z",
        "2020-08-26T16:54Z",
        "2020-08-26T16Z",
        "2020-239T16:54:29Z",
        "2020-W35-3T16:54:29Z",
        "2020/08/26T16:54:29Z",
        "26-08-2020T16:54:29Z",
        "２０２０-08-26T16:54:29Z",
        // Fractions.
        "2020-08-26T16:54:29.Z",
        "2020-08-26T16:54:29,5Z",
        "2020-08-26T16:54:29.0000000001Z",
        "2020-08-26T16:54:29.0240000000000001Z",
        "2020-08-26T16:54:29.5.5Z",
        "2020-08-26T16:54:29.-5Z",
        "2020-08-26T16:54.5Z",
        // Outside the calendar and the clock.
        "2020-00-26T16:54:29Z",
        "2020-13-26T16:54:29Z",
        "2020-08-00T16:54:29Z",
        "2020-08-32T16:54:29Z",
        "2020-04-31T16:54:29Z",
        "2021-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2020-08-26T24:00:00Z",
        "2020-08-26T16:60:29Z",
        "2020-08-26T16:54:60Z",
        "2016-12-31T23:59:60Z",
        "2020-08-26T12:30:60Z",
        "2020-08-26T16:54:61Z",
        "2020-08-26T16:54:29+24:00",
        "2020-08-26T16:54:29-24:00",
        "2020-08-26T16:54:29+02:60",
        "2020-08-26T16:54:29+99:99",
    ] {
        refused(text, Rule::TimeFormat);
    }
}

#[test]
fn a_time_without_an_offset_is_told_apart() {
    for text in ["2020-08-26T16:54:29", "2020-08-26T16:54:29.5", "0000-01-01T00:00:00"] {
        refused(text, Rule::TimeWithoutOffset);
    }
    // Where something else is wrong as well, the whole is.
    for text in ["2020-08-26T16:54:60", "2020-08-26T16:54:29.", "2020-13-26T16:54:29"] {
        refused(text, Rule::TimeFormat);
    }
}

#[test]
fn a_refused_time_is_repeated_only_if_it_looks_like_one() {
    let found = |text: &str| Timestamp::parse(text).unwrap_err().found().as_str().to_owned();
    assert_eq!(found("2020-13-01T00:00:00Z"), "\"2020-13-01T00:00:00Z\"");
    assert_eq!(found("Jane Roe, at noon"), "a text of 17 characters");
    assert_eq!(found("972528801054"), "a text of 12 characters");
    assert_eq!(found("2020-01-01T00:00:00Z Jane"), "a text of 25 characters");
    for phone in ["0525-1234567", "1555-123-4567", "0525-12-34567", "0525-12-3", "972-52-880-1054"] {
        assert_eq!(found(phone), format!("a text of {} characters", phone.len()), "{phone}");
    }
    assert_eq!(found("2020-08-26"), "\"2020-08-26\"");
    assert_eq!(found("2020-08-26T99"), "\"2020-08-26T99\"");
}

#[test]
fn timestamps_are_equal_if_instant_and_offset_are() {
    let local = at("2018-11-29T18:00:00+02:00");
    let zulu = at("2018-11-29T16:00:00Z");
    assert!(local != zulu && local.is_same_instant(zulu));
    assert_eq!(at("2018-11-29T16:00:00.0Z"), zulu);
    assert_eq!(at("2018-11-29T16:00:00-00:00"), zulu);
    assert_eq!(HashSet::from([local, zulu, at("2018-11-29T16:00:00.000Z")]).len(), 2);
    let hash = |timestamp: Timestamp| BuildHasherDefault::<DefaultHasher>::default().hash_one(timestamp);
    assert!(hash(local) != hash(zulu) && hash(at("2018-11-29T16:00:00.000Z")) == hash(zulu));
    assert!(local < at("2018-11-29T16:00:00.000000001Z"), "the instant goes first");
    assert_eq!(local.since(at("2018-11-29T15:59:00Z")), TimeDelta::minutes(1));
    assert_eq!(zulu.since(local), TimeDelta::zero());
}

#[test]
fn what_rfc_3339_cannot_write_does_not_come_from_chrono() {
    let utc = FixedOffset::east_opt(0).unwrap();
    let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
    let of = |year| Timestamp::from_chrono(utc.from_local_datetime(&day(year)).unwrap());
    assert!(of(0).is_some() && of(9999).is_some());
    assert!(of(-1).is_none() && of(10_000).is_none());
    let seconds = FixedOffset::east_opt(3601).unwrap();
    assert_eq!(Timestamp::from_chrono(seconds.from_local_datetime(&day(2020)).unwrap()), None);
    let leap = NaiveDate::from_ymd_opt(2016, 12, 31).unwrap().and_hms_nano_opt(23, 59, 59, 1_000_000_000).unwrap();
    assert_eq!(Timestamp::from_chrono(utc.from_local_datetime(&leap).unwrap()), None);
}

/// Any timestamp that there is.
fn timestamps() -> impl Strategy<Value = Timestamp> {
    let day =
        (0..=9999_i32, 1..=366_u32).prop_filter_map("such a day", |(year, day)| NaiveDate::from_yo_opt(year, day));
    let nanos = prop_oneof![Just(0), 0..1_000_000_000_u32, (0..1000_u32).prop_map(|n| n * 1_000_000)];
    (day, 0..86_400_u32, nanos, -1439..=1439_i32).prop_map(|(day, second, nanos, offset)| {
        let local = day.and_time(chrono::NaiveTime::from_num_seconds_from_midnight_opt(second, nanos).unwrap());
        let offset = FixedOffset::east_opt(offset * 60).unwrap();
        Timestamp::from_chrono(offset.from_local_datetime(&local).unwrap()).unwrap()
    })
}

/// Almost a timestamp: the parts of one, right and wrong, put together.
fn almost() -> impl Strategy<Value = String> {
    let pick = |parts: &'static [&'static str]| proptest::sample::select(parts);
    (
        pick(&["2020", "2021", "0000", "9999", "202", "20201", "+2020", "-200"]),
        pick(&["-02-29", "-02-28", "-12-31", "-13-01", "-1-1", "/01/01", "-00-10", "-11-31"]),
        pick(&["T", "T", "T", "t", " ", "_", ""]),
        pick(&["00:00:00", "23:59:59", "24:00:00", "23:59:60", "12:30:60", "1:02:03", "12:60:00", "12:30"]),
        pick(&["", "", ".5", ".000", ".123456789", ".1234567890", ".", ",5", ".5.5"]),
        pick(&[
            "Z",
            "z",
            "+02:00",
            "-23:59",
            "+24:00",
            "+0200",
            "+02",
            " +02:00",
            "\u{2212}02:00",
            "-00:00",
            "",
            "+02:60",
        ]),
    )
        .prop_map(|(year, day, t, time, fraction, offset)| format!("{year}{day}{t}{time}{fraction}{offset}"))
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(at in timestamps()) {
        let text = at.to_string();
        prop_assert_eq!(text.parse::<Timestamp>(), Ok(at));
        prop_assert_eq!(DateTime::parse_from_rfc3339(&text), Ok(at.to_chrono()));
        prop_assert_eq!(serde_json::from_str::<Timestamp>(&serde_json::to_string(&at).unwrap()).unwrap(), at);
        prop_assert_eq!(Timestamp::from_chrono(at.to_chrono()), Some(at));
        prop_assert!(text.len() <= 35, "{}", text);
    }

    #[test]
    fn what_is_accepted_means_what_chrono_reads(text in prop_oneof![
        almost(),
        "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9](\\.[0-9]{1,10})?(Z|[+-][0-2][0-9]:[0-6][0-9])",
    ]) {
        let chrono = DateTime::parse_from_rfc3339(&text);
        match Timestamp::parse(&text) {
            Ok(at) => prop_assert_eq!(Ok(at.to_chrono()), chrono, "{}", text),
            Err(violation) if chrono.is_ok() => {
                // Only what is laxer than the RFC, a leap second, or finer than we keep.
                let decimals = text.split('.').nth(1).map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
                let lax = text.contains(['t', 'z', ' ', '\u{2212}', '_']) || text.contains(":60") || decimals > 9;
                prop_assert!(lax, "{} is refused: {}", text, violation);
            }
            Err(_) => {}
        }
    }

    #[test]
    fn no_text_is_too_strange_to_be_refused(text in ".{0,40}") {
        prop_assert!(Timestamp::parse(&text).is_err() || text.len() >= 20);
    }

    #[test]
    fn order_is_by_instant_then_by_offset(a in timestamps(), b in timestamps()) {
        prop_assert_eq!(a == b, a.to_string() == b.to_string());
        if !a.is_same_instant(b) {
            prop_assert_eq!(a < b, a.to_chrono() < b.to_chrono());
            prop_assert_eq!(a < b, b.since(a) > TimeDelta::zero());
        }
    }

    #[test]
    fn a_window_holds_both_its_ends_and_no_other_order(a in timestamps(), b in timestamps(), c in timestamps()) {
        let (from, until) = if b.to_utc() < a.to_utc() { (b, a) } else { (a, b) };
        let window = TimeWindow::new(from, until).unwrap();
        prop_assert!(window.contains(from) && window.contains(until));
        prop_assert_eq!(window.contains(c), from.to_utc() <= c.to_utc() && c.to_utc() <= until.to_utc());
        prop_assert_eq!(window.duration(), Some(until.since(from)));
        prop_assert_eq!(TimeWindow::new(until, from).is_ok(), from.is_same_instant(until));
        prop_assert_eq!(TimeWindow::from_ends(Some(from), Some(until)), Ok(Some(window)));
        let json = serde_json::to_string(&window).unwrap();
        prop_assert_eq!(serde_json::from_str::<TimeWindow>(&json).unwrap(), window);
    }
}

// Windows.

#[test]
fn a_window_may_last_for_no_time_and_not_for_less() {
    let noon = at("2020-08-26T12:00:00Z");
    let same = at("2020-08-26T14:00:00+02:00");
    let before = at("2020-08-26T11:59:59.999999999Z");
    assert_eq!(TimeWindow::new(noon, same).unwrap().duration(), Some(TimeDelta::zero()));
    let violation = TimeWindow::new(noon, before).unwrap_err();
    assert_eq!(violation.rule(), Rule::WindowBackwards);
    assert_eq!(violation.found().as_str(), "2020-08-26T12:00:00Z to 2020-08-26T11:59:59.999999999Z");
}

#[test]
fn an_end_of_a_window_may_be_open_but_not_both() {
    let noon = at("2020-08-26T12:00:00Z");
    let first = at("0000-01-01T00:00:00Z");
    let last = at("9999-12-31T23:59:59Z");
    assert_eq!(TimeWindow::from_ends(None, None), Ok(None));
    let starting = TimeWindow::from_ends(Some(noon), None).unwrap().unwrap();
    assert_eq!(starting, TimeWindow::starting(noon));
    assert_eq!((starting.from(), starting.until(), starting.duration()), (Some(noon), None, None));
    assert!(starting.contains(noon) && starting.contains(last) && !starting.contains(first));
    let ending = TimeWindow::from_ends(None, Some(noon)).unwrap().unwrap();
    assert_eq!(ending, TimeWindow::ending(noon));
    assert_eq!((ending.from(), ending.until(), ending.duration()), (None, Some(noon), None));
    assert!(ending.contains(noon) && ending.contains(first) && !ending.contains(last));
}

#[test]
fn a_window_has_a_form_of_its_own_that_is_checked_on_the_way_in() {
    let noon = at("2020-08-26T12:00:00Z");
    let json = |window: TimeWindow| serde_json::to_string(&window).unwrap();
    assert_eq!(json(TimeWindow::starting(noon)), r#"{"from":"2020-08-26T12:00:00Z"}"#);
    assert_eq!(json(TimeWindow::ending(noon)), r#"{"until":"2020-08-26T12:00:00Z"}"#);
    let read = |json: &str| serde_json::from_str::<TimeWindow>(json);
    assert_eq!(read(r#"{"from":"2020-08-26T12:00:00Z","until":null}"#).unwrap(), TimeWindow::starting(noon));
    for wrong in [
        "{}",
        "null",
        r#"{"from":null,"until":null}"#,
        r#"{"from":"2020-08-26T12:00:00Z","until":"2020-08-26T11:00:00Z"}"#,
        r#"{"from":"2020-08-26 12:00:00Z"}"#,
        r#"{"from":"2020-08-26T12:00:00Z","to":"2020-08-26T13:00:00Z"}"#,
        r#"{"from":1598443200}"#,
    ] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
    let backwards = read(r#"{"from":"2020-08-26T12:00:00Z","until":"2020-08-26T11:00:00Z"}"#).unwrap_err();
    assert!(backwards.to_string().contains("window.backwards"), "{backwards}");
}

#[test]
fn a_time_of_day_keeps_the_form_of_its_offset() {
    for (text, hours, offset) in [
        ("14:00:00-03", 14, -10_800),
        ("14:00:00-0300", 14, -10_800),
        ("14:00:00-03:00", 14, -10_800),
        ("00:00:00Z", 0, 0),
        ("23:59:59.999999999+23:59", 23, 86_340),
        ("05:30:00+0530", 5, 19_800),
        ("05:30:00-00", 5, 0),
    ] {
        let read: OffsetTime = text.parse().unwrap_or_else(|violation| panic!("{text}: {violation}"));
        assert_eq!(chrono::Timelike::hour(&read.local()), hours, "{text}");
        assert_eq!(read.offset().local_minus_utc(), offset, "{text}");
        assert_eq!((read.to_string(), read.as_str()), (text.to_owned(), text));
        assert_eq!(format!("{read:?}"), format!("OffsetTime({text})"));
        let json = serde_json::to_string(&read).unwrap();
        assert_eq!(json, format!("\"{text}\""));
        assert_eq!(serde_json::from_str::<OffsetTime>(&json).unwrap(), read);
    }
    for text in [
        "",
        "14:00:00",
        "14:00-03",
        "14-03",
        "1400-03",
        "2:00:00-03",
        "24:00:00-03",
        "14:60:00-03",
        "14:00:60-03",
        "14:00:00-3",
        "14:00:00-030",
        "14:00:00-03:",
        "14:00:00-03:0",
        "14:00:00-03000",
        "14:00:00-24",
        "14:00:00-0360",
        "14:00:00 -03",
        "14:00:00-03 ",
        "14:00:00z",
        "14:00:00\u{2212}03",
        "14:00:00.-03",
        "14:00:00.0000000000-03",
        "T14:00:00-03",
        "2022-12-22T14:00:00-03:00",
        "१४:00:00-03",
    ] {
        let Err(violation) = OffsetTime::parse(text) else { panic!("{text:?} is accepted") };
        assert_eq!(violation.rule(), Rule::TimeOfDayFormat, "{text:?}");
        assert!(serde_json::from_value::<OffsetTime>(text.into()).is_err());
    }
}

#[test]
fn a_time_of_day_on_a_day_is_an_instant() {
    let latest: OffsetTime = "23:00:00-03".parse().unwrap();
    let day = |year| NaiveDate::from_ymd_opt(year, 12, 31).unwrap();
    assert_eq!(latest.on(day(2022)), Some(at("2022-12-31T23:00:00-03:00")));
    assert_eq!(latest.on(day(10_000)), None);
}

#[test]
fn what_is_added_to_a_timestamp_is_what_lies_between() {
    let at: Timestamp = "2020-09-12T19:10:00.5+02:00".parse().unwrap();
    for seconds in [0, 1, -1, 59, 3600, -86_400, 86_400 * 366] {
        let by = TimeDelta::seconds(seconds);
        let then = at.checked_add(by).unwrap();
        assert_eq!((then.since(at), then.checked_add(-by)), (by, Some(at)));
    }
    assert_eq!(at.checked_add(TimeDelta::hours(7)).unwrap().to_string(), "2020-09-13T02:10:00.5+02:00");
    let (first, last): (Timestamp, Timestamp) =
        ("0000-01-01T00:00:00Z".parse().unwrap(), "9999-12-31T23:59:59.999999999Z".parse().unwrap());
    let nanosecond = TimeDelta::nanoseconds(1);
    assert_eq!((first.checked_add(-nanosecond), last.checked_add(nanosecond)), (None, None));
    assert_eq!((at.checked_add(TimeDelta::MAX), at.checked_add(TimeDelta::MIN)), (None, None));
}
