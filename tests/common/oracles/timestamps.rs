//! Texts as times, beside a calendar that was written for this and, in `fuzz/`, beside other libraries.

use lastmile::{OffsetTime, Rule, TimeWindow, Timestamp};

/// What another library says of a text: the instant in nanoseconds since 1970, if it takes the text; and which instants
/// it has at all.
#[derive(Clone, Copy)]
pub struct Judge {
    pub name: &'static str,
    pub instant: fn(&str) -> Option<i128>,
    pub has: fn(i128) -> bool,
}

pub fn check(bytes: &[u8]) {
    check_beside(bytes, &[]);
}

pub fn check_beside(bytes: &[u8], judges: &[Judge]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut read = Vec::new();
    for text in text.split(' ') {
        read.extend(check_timestamp(text, judges));
        check_time_of_day(text);
    }
    if let [from, until, ..] = read[..] {
        check_window(from, until);
    }
}

const SECOND: i128 = 1_000_000_000;
const DAY: i128 = 86_400 * SECOND;

fn check_timestamp(text: &str, judges: &[Judge]) -> Option<Timestamp> {
    let found = Timestamp::parse(text);
    let expected = instant(text);
    assert_eq!(found.as_ref().ok().map(nanos), expected, "{text}");
    match &found {
        Ok(at) => {
            let written = at.to_string();
            assert_eq!(written.parse::<Timestamp>().as_ref(), Ok(at), "what was written reads back");
            assert_eq!(instant(&written), expected);
            // The fewest decimals, and Z where the offset is zero.
            let decimals =
                written.split_once('.').map(|(_, rest)| rest.trim_end_matches(|c: char| !c.is_ascii_digit()));
            let decimals = decimals.and_then(|rest| rest.split(['Z', '+', '-']).next());
            assert!(decimals.is_none_or(|digits| !digits.is_empty() && !digits.ends_with('0')), "{written}");
            assert!(!written.ends_with("00:00") || !written.ends_with("+00:00"), "{written}");
            assert_eq!(Timestamp::from_chrono(at.to_chrono()), Some(*at));
        }
        Err(violation) if violation.rule() == Rule::TimeWithoutOffset => {
            assert!(instant(&format!("{text}Z")).is_some(), "it is whole but for its offset: {text}");
        }
        Err(violation) => assert_eq!(violation.rule(), Rule::TimeFormat),
    }
    let allowed = is_of_the_grammar(text);
    let answers: Vec<Option<i128>> = judges.iter().map(|judge| (judge.instant)(text)).collect();
    for (judge, answer) in judges.iter().zip(&answers) {
        if let Some(instant) = expected.filter(|instant| (judge.has)(*instant)) {
            assert_eq!(*answer, Some(instant), "{text}, as {} has it", judge.name);
        }
    }
    if allowed && !answers.is_empty() && answers.iter().all(Option::is_some) {
        assert!(found.is_ok(), "{text} is taken by all others");
    }
    found.ok()
}

fn nanos(at: &Timestamp) -> i128 {
    let at = at.to_utc();
    i128::from(at.timestamp()) * SECOND + i128::from(at.timestamp_subsec_nanos())
}

/// What is written `9999-99-99T99:99:99`, with one to nine decimals or none, and `Z` or an offset; no leap second.
fn is_of_the_grammar(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = |text: &[u8], shape: &[u8]| {
        text.len() == shape.len()
            && text
                .iter()
                .zip(shape)
                .all(|(byte, mark)| if *mark == b'9' { byte.is_ascii_digit() } else { byte == mark })
    };
    let Some((local, rest)) = bytes.split_at_checked(19) else { return false };
    let zone = match rest.split_first() {
        Some((b'.', rest)) => {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if !(1..=9).contains(&digits) {
                return false;
            }
            &rest[digits..]
        }
        _ => rest,
    };
    let has_zone = zone == b"Z" || shape(zone, b"+99:99") || shape(zone, b"-99:99");
    shape(local, b"9999-99-99T99:99:99") && &local[17..] != b"60" && has_zone
}

/// The instant of a text, in nanoseconds since 1970, by counting days.
fn instant(text: &str) -> Option<i128> {
    if !is_of_the_grammar(text) {
        return None;
    }
    let number = |from: usize, until: usize| text[from..until].parse::<i128>().unwrap();
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let (hour, minute, second) = (number(11, 13), number(14, 16), number(17, 19));
    let (fraction, zone) = text[19..].split_at(text[19..].find(['Z', '+', '-']).unwrap());
    let nanos = format!("{:0<9}", fraction.trim_start_matches('.')).parse::<i128>().unwrap();
    let is_leap = |year: i128| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let february = if is_leap(year) { 29 } else { 28 };
    let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let days_of_month = *months.get(usize::try_from(month).unwrap().checked_sub(1)?)?;
    if day == 0 || day > days_of_month || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let offset = if zone == "Z" {
        0
    } else {
        let part = |from: usize| zone[from..from + 2].parse::<i128>().unwrap();
        if part(1) > 23 || part(4) > 59 {
            return None;
        }
        (part(1) * 60 + part(4)) * 60 * if zone.starts_with('-') { -1 } else { 1 }
    };
    // The year 0 is a leap year; 719,528 days lie between its first and that of 1970.
    let years: i128 = 365 * year + (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400;
    let before: i128 = months.iter().take(usize::try_from(month - 1).unwrap()).sum();
    let days = years + before + day - 1 - 719_528;
    let seconds = hour * 3600 + minute * 60 + second - offset;
    Some(days * DAY + seconds * SECOND + nanos)
}

fn check_time_of_day(text: &str) {
    let found = OffsetTime::parse(text);
    // On the day when the count begins, with the offset as RFC 3339 has it.
    let zone = text.rfind(['+', '-']).map_or("", |at| &text[at..]);
    let full = match zone.len() {
        3 => format!("1970-01-01T{text}:00"),
        5 if zone[1..].bytes().all(|byte| byte.is_ascii_digit()) => {
            let (front, minutes) = text.split_at(text.len() - 2);
            format!("1970-01-01T{front}:{minutes}")
        }
        _ => format!("1970-01-01T{text}"),
    };
    let expected = instant(&full);
    match found {
        Ok(time) => {
            assert_eq!((time.as_str(), time.to_string().as_str()), (text, text), "the form is kept");
            let at = time.on(chrono::NaiveDate::from_ymd_opt(1970, 1, 1).unwrap()).unwrap();
            assert_eq!(Some(nanos(&at)), expected, "{text}");
        }
        Err(violation) => {
            assert_eq!(violation.rule(), Rule::TimeOfDayFormat);
            assert_eq!(expected, None, "{text}");
        }
    }
}

fn check_window(from: Timestamp, until: Timestamp) {
    match TimeWindow::new(from, until) {
        Ok(window) => {
            assert!(nanos(&from) <= nanos(&until));
            assert!(window.contains(from) && window.contains(until));
            let json = serde_json::to_string(&window).unwrap();
            assert_eq!(serde_json::from_str::<TimeWindow>(&json).unwrap(), window);
        }
        Err(violation) => {
            assert_eq!(violation.rule(), Rule::WindowBackwards);
            assert!(nanos(&until) < nanos(&from));
        }
    }
    assert_eq!(from.is_same_instant(until), nanos(&from) == nanos(&until));
    assert_eq!(until.since(from).num_seconds(), i64::try_from((nanos(&until) - nanos(&from)) / SECOND).unwrap());
}
