//! The catalogue: each rule is said well, is checked at one place, and lets something pass and stops something.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{ATTACH, CREATE, Change, abbiamo as webhook, attach, create, created, retrieved, sources, tokens};
use lastmile::Severity::{Error, Loss, Notice, Warning};
use lastmile::{
    Attempts, Bundle, CallingCode, Centimetres, Cents, Cep, Cnpj, Converted, Coordinates, Country, Cpf,
    CubicCentimetres, Currency, Deliveries, DeliveryCode, Dimensions, Email, Grams, HeaderName, HeaderValue, Headers,
    InvoiceAccessKey, Latitude, Lifecycle, Link, Longitude, Money, Note, OffsetTime, Payload, Percent, Phone, Price,
    Quantity, Reference, Report, Route, Rule, Severity, SizeAlias, Sizes, Slot, SlotId, State, Status, TaxId,
    TimeWindow, Timeline, Timestamp, Violation, abbiamo, from_json, gett, hubrise, instaleap, write,
};
use serde_json::{Value, json};

// Each rule is checked at one place.

/// Where each of the rules is named in code. A name that is also that of a type counts behind `Rule::` only; others also
/// count alone, because tables hand them to macros.
fn sites<'s>(rules: &[String], files: &[(&'s str, &'s str)]) -> BTreeMap<String, Vec<String>> {
    let files: Vec<_> = files.iter().map(|(path, code)| (*path, tokens(code))).collect();
    let types: BTreeSet<&str> = files.iter().flat_map(|(_, tokens)| declared(tokens)).collect();
    let mut sites: BTreeMap<String, Vec<String>> = rules.iter().map(|rule| (rule.clone(), Vec::new())).collect();
    for (path, tokens) in &files {
        for (at, (line, word)) in tokens.iter().enumerate() {
            let behind = |n: usize| at.checked_sub(n).map_or("", |at| tokens[at].1);
            let qualified = behind(1) == "::";
            let counts = if qualified { behind(2) == "Rule" } else { !types.contains(word) };
            if let Some(found) = sites.get_mut(*word).filter(|_| counts) {
                found.push(format!("{path}:{line}"));
            }
        }
    }
    sites
}

/// The types that some code declares.
fn declared<'c>(tokens: &[(usize, &'c str)]) -> Vec<&'c str> {
    let is_declared = |pair: &&[(usize, &str)]| matches!(pair[0].1, "struct" | "enum" | "trait" | "type");
    tokens.windows(2).filter(is_declared).map(|pair| pair[1].1).collect()
}

fn names() -> Vec<String> {
    Rule::ALL.iter().map(|rule| format!("{rule:?}")).collect()
}

#[test]
#[cfg_attr(miri, ignore = "it reads the text of the library")]
fn each_rule_is_checked_at_exactly_one_place() {
    let sources = sources();
    let files: Vec<_> = sources
        .iter()
        // The faults that tests put in are named by the rules that they break.
        .filter(|source| source.path != "src/rule.rs" && !source.path.starts_with("src/strategies"))
        .map(|source| (source.path.as_str(), source.code.as_str()))
        .collect();
    let offenders: Vec<String> = sites(&names(), &files)
        .into_iter()
        .filter_map(|(rule, found)| match found.len() {
            1 => None,
            0 => Some(format!("{rule} is checked nowhere")),
            _ => Some(format!("{rule} is at {}", found.join(", "))),
        })
        .collect();
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

#[test]
fn a_rule_that_is_checked_twice_or_never_is_found() {
    let code =
        "struct Blank;\nfn f(_: Blank) { Rule::Blank; Rule::Missing; crate::rule::Rule::Missing }\nlimit!(Lost);";
    let rules = ["Blank", "Missing", "Lost", "Needed"].map(str::to_owned);
    let sites = sites(&rules, &[("src/a.rs", code)]);
    assert_eq!(sites["Blank"], ["src/a.rs:2"], "the type of that name does not count");
    assert_eq!(sites["Missing"], ["src/a.rs:2", "src/a.rs:2"]);
    assert_eq!(sites["Lost"], ["src/a.rs:3"]);
    assert!(sites["Needed"].is_empty());
}

// Each rule is said well.

#[test]
fn codes_are_unique_and_made_of_two_names() {
    let mut codes = BTreeSet::new();
    for rule in Rule::ALL {
        let code = rule.code();
        assert!(codes.insert(code), "{code} is given twice");
        let parts: Vec<&str> = code.split('.').collect();
        let kebab = |part: &&str| {
            part.split('-')
                .all(|word| !word.is_empty() && word.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9')))
        };
        assert!(parts.len() == 2 && parts.iter().all(kebab), "{code} is not group.name");
        assert_eq!(Rule::from_code(code), Some(*rule));
        assert_eq!(rule.to_string(), code);
        assert_eq!(serde_json::to_value(rule).unwrap(), code);
    }
    for wrong in ["", "note", "note.", "Note.too-long", "note.too-long ", "NoteTooLong"] {
        assert_eq!(Rule::from_code(wrong), None, "{wrong:?}");
    }
}

#[test]
#[cfg_attr(miri, ignore = "it reads the text of the library")]
fn sentences_are_for_people() {
    let sources = sources();
    let tokens: Vec<_> = sources.iter().map(|source| tokens(&source.code)).collect();
    let types: BTreeSet<&str> = tokens.iter().flat_map(|tokens| declared(tokens)).collect();
    let rust =
        ["Option", "Vec", "String", "Result", "bool", "usize", "str", "f32", "f64", "u8", "u16", "u32", "u64", "i64"];
    let mut sentences = BTreeSet::new();
    for rule in Rule::ALL {
        let (code, says, source) = (rule.code(), rule.says(), rule.source());
        assert!(says.starts_with(|c: char| c.is_ascii_lowercase()), "{code}: {says}");
        assert!(!says.ends_with('.') && says.trim() == says, "{code}: {says}");
        assert!(!says.chars().any(char::is_control) && !says.contains("::") && !says.contains('`'), "{code}: {says}");
        let words = says.split(|c: char| !c.is_alphanumeric() && c != '_');
        let of_rust: Vec<&str> = words.filter(|word| types.contains(word) || rust.contains(word)).collect();
        assert!(of_rust.is_empty(), "{code} names {of_rust:?}: {says}");
        assert!(sentences.insert(says), "{code} repeats another: {says}");
        assert!(!source.trim().is_empty() && !source.ends_with('.'), "{code}: {source}");
    }
}

// Each rule lets something pass and stops something.

/// What happens to one fixture: nothing or remarks, each with its place, rule and severity.
type Outcome = Result<Vec<(String, Rule, Severity)>, Vec<(String, Rule, Severity)>>;

/// What was tried, and what came of it.
struct Trial {
    /// Where it was tried: the name of a payload or of a type of the model; nothing for a constructor.
    place: &'static str,
    tried: Vec<u8>,
    outcome: Outcome,
    /// The remarks as people read them.
    said: Vec<String>,
}

impl Trial {
    /// Whether it is no value of JSON, or one of which the text matters.
    fn is_about_bytes(&self) -> bool {
        self.said.iter().any(|said| said.contains("[json."))
    }
}

struct Row {
    rule: Rule,
    severity: Severity,
    pointer: String,
    accepted: Trial,
    refused: Trial,
}

impl Row {
    /// What is wrong with one member shows at another.
    fn at(mut self, pointer: &str) -> Row {
        self.pointer = pointer.to_owned();
        self
    }
}

/// A value of its own, which has no place, in the words in which it is written here.
macro_rules! values {
    ($rule:expr, $good:expr, $bad:expr $(,)?) => {
        row($rule, Error, "", value(stringify!($good), $good), value(stringify!($bad), $bad))
    };
}

fn trial<T>(place: &'static str, tried: impl Into<Vec<u8>>, result: Result<Converted<T>, Report>) -> Trial {
    let remarks = |report: &Report| {
        common::remarks(report).into_iter().map(|(place, rule, severity)| (place.to_owned(), rule, severity)).collect()
    };
    let lines = |report: &Report| report.remarks().iter().map(ToString::to_string).collect();
    let (said, outcome) = match result {
        Ok(converted) => (lines(&converted.report), Ok(remarks(&converted.report))),
        Err(report) => (lines(&report), Err(remarks(&report))),
    };
    Trial { place, tried: tried.into(), outcome, said }
}

/// A payload that is read, as bytes.
fn read<P: Payload>(bytes: impl AsRef<[u8]>) -> Trial {
    trial(P::NAME, bytes.as_ref(), from_json::<P>(bytes.as_ref()))
}

/// A value of the model that is written.
fn writes<P: Payload<Model: serde::Serialize>>(place: &'static str, model: &P::Model) -> Trial {
    trial(place, serde_json::to_vec(model).unwrap(), Ok(write::<P>(model)))
}

/// A request, as bytes.
fn bytes(bytes: impl AsRef<[u8]>) -> Trial {
    read::<gett::CreateDeliveries>(bytes)
}

/// A request.
fn request(payload: Value) -> Trial {
    bytes(payload.to_string())
}

/// An answer.
fn answer(payload: Value) -> Trial {
    read::<gett::CreatedDeliveries>(payload.to_string())
}

/// HubRise is told that a delivery is over.
fn ended(status: Status) -> Trial {
    let mut tracking = from_json::<hubrise::CreateDelivery>(ATTACH.as_bytes()).unwrap().value;
    tracking.timeline = Timeline::under(gett::LIFECYCLE);
    tracking.timeline.observe(status, None);
    writes::<hubrise::CreateDelivery>("a `Tracking` that is written for HubRise", &tracking)
}

/// A request that is written.
fn written(bundle: &Bundle) -> Trial {
    writes::<gett::CreateDeliveries>("a `Bundle` that is written for Gett", bundle)
}

/// HubRise's request, the sample with one member.
fn attached(pointer: &str, value: impl Into<Value>) -> Trial {
    read::<hubrise::CreateDelivery>(attach().with(pointer, value).to_string())
}

/// HubRise's update.
fn update(payload: Value) -> Trial {
    read::<hubrise::UpdateDelivery>(payload.to_string())
}

/// The same member of HubRise's request with two values.
fn attaches(rule: Rule, severity: Severity, pointer: &str, good: &str, bad: &str) -> Row {
    row(rule, severity, pointer, attached(pointer, good), attached(pointer, bad))
}

/// A value of its own, which has no place.
fn value<T>(words: &'static str, result: Result<T, Violation>) -> Trial {
    let (said, outcome) = match result {
        Ok(_) => (Vec::new(), Ok(Vec::new())),
        Err(violation) => {
            (vec![violation.to_string()], Err(vec![(String::new(), violation.rule(), violation.rule().severity())]))
        }
    };
    Trial { place: "", tried: words.into(), outcome, said }
}

fn row(rule: Rule, severity: Severity, pointer: impl Into<String>, accepted: Trial, refused: Trial) -> Row {
    Row { rule, severity, pointer: pointer.into(), accepted, refused }
}

/// The same member of the request with two values.
fn member<T: Into<Value>, U: Into<Value>>(rule: Rule, severity: Severity, pointer: &str, good: T, bad: U) -> Row {
    row(rule, severity, pointer, request(create().with(pointer, good)), request(create().with(pointer, bad)))
}

/// The same member of the answer with two values.
fn echo<T: Into<Value>, U: Into<Value>>(rule: Rule, severity: Severity, pointer: &str, good: T, bad: U) -> Row {
    row(rule, severity, pointer, answer(created().with(pointer, good)), answer(created().with(pointer, bad)))
}

/// A delivery request of Abbiamo.
fn event(payload: Value) -> Trial {
    read::<abbiamo::DeliveryRequest>(payload.to_string())
}

/// The same member of the delivery request with two values.
fn asked<T: Into<Value>, U: Into<Value>>(rule: Rule, severity: Severity, pointer: &str, good: T, bad: U) -> Row {
    row(rule, severity, pointer, event(webhook().with(pointer, good)), event(webhook().with(pointer, bad)))
}

fn lists(depth: usize) -> Value {
    (0..depth).fold(Value::Null, |inner, _| Value::Array(vec![inner])).pointer("/0").cloned().unwrap_or_default()
}

#[track_caller]
fn bundle(payload: Value) -> Bundle {
    from_json::<gett::CreateDeliveries>(payload.to_string().as_bytes()).unwrap().value
}

fn bytes_rows() -> Vec<Row> {
    let nested = |depth: usize| {
        let list = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        format!("{},\"x\":{list}}}", create().to_string().trim_end_matches('}'))
    };
    let behind = |member: &str| {
        let text = create().to_string();
        format!("{},{member}}}", &text[..text.len() - 1])
    };
    let latin = |text: String| {
        let (before, after) = text.split_once('é').unwrap();
        [before.as_bytes(), b"\xe9", after.as_bytes()].concat()
    };
    vec![
        row(Rule::NotUtf8, Error, "", bytes(behind(r#""x":"é""#)), bytes(latin(behind(r#""x":"é""#)))),
        row(Rule::ByteOrderMark, Error, "", request(create()), bytes(format!("\u{feff}{}", create()))),
        row(Rule::NotJson, Error, "/x/lat", bytes(behind(r#""x":{"lat":32}"#)), bytes(behind(r#""x":{"lat":}"#))),
        row(Rule::NotJson, Error, "/pickup/lat", bytes(CREATE), bytes(r#"{"pickup": {"lat": 1"#)),
        row(Rule::NotJson, Error, "", bytes(CREATE), bytes("")),
        row(Rule::NotJson, Error, "/x/1", bytes(CREATE), bytes(r#"{"x": [1,]}"#)),
        row(
            Rule::NotJson,
            Error,
            format!("/x{}", "/0".repeat(126)),
            bytes(nested(126)),
            bytes(nested(126).replace("[]", "[?]")),
        ),
        row(
            Rule::TooDeep,
            Error,
            format!("/x{}", "/0".repeat(126)),
            request(create().with("/x", lists(126))),
            bytes(nested(127)),
        ),
        row(Rule::TrailingData, Error, "", bytes(behind(r#""x":1"#) + " "), bytes(behind(r#""x":1"#) + " ]")),
        row(Rule::TrailingData, Error, "", bytes(format!("{CREATE} \n")), bytes(format!("{CREATE} ]"))),
        row(
            Rule::NumberOutOfRange,
            Error,
            "/x/0",
            bytes(behind(r#""x":[1.7976931348623157e308]"#)),
            bytes(behind(r#""x":[1e309]"#)),
        ),
        row(
            Rule::DuplicateName,
            Error,
            "/x/a",
            bytes(behind(r#""x":{"a":1,"A":2}"#)),
            bytes(behind(r#""x":{"a":1,"a":1}"#)),
        ),
    ]
}

fn shape_rows() -> Vec<Row> {
    let other_contact = json!({"name": "Mark", "phone_number": "972528801054"});
    let existing = create().without("/scheduled_at").without("/display_identifier");
    let mut named = bundle(create());
    named.reference = Some(Reference::new("ours").unwrap());
    let mut nowhere = bundle(create());
    nowhere.pickup = None;
    vec![
        row(Rule::Missing, Error, "/pickup/address", request(create()), request(create().without("/pickup/address"))),
        member(Rule::Missing, Error, "/pickup_contact/name", "John Doe", Value::Null),
        member(Rule::NotText, Error, "/pickup/address", "7", 7),
        member(Rule::NotNumber, Error, "/pickup/lat", 32, "32"),
        echo(Rule::NotWhole, Error, "/deliveries/1/status_code", 10, 10.5),
        member(Rule::NotFlag, Error, "/avoid_aggregation", true, "true"),
        member(Rule::NotList, Error, "/deliveries/1/parcels", json!([{"barcodes": ["1"]}]), json!({"barcodes": ["1"]})),
        member(Rule::NotObject, Error, "/return_contact", json!({}), json!([])),
        member(
            Rule::NotObject,
            Error,
            "/deliveries/0/parcels/0/items/0",
            create()["deliveries"][0]["parcels"][0]["items"][0].clone(),
            Value::Null,
        ),
        row(Rule::UnknownMember, Notice, "/colour", request(create()), request(create().with("/colour", "red"))),
        row(
            Rule::Deprecated,
            Warning,
            "/deliveries/0/parcels/0/barcode",
            request(create()),
            request(create().with("/deliveries/0/parcels/0/barcode", "0123452")),
        ),
        row(
            Rule::Misnamed,
            Warning,
            "/drop_off_contact",
            request(create().with("/return_contact", other_contact.clone())),
            request(create().without("/return_contact").with("/drop_off_contact", other_contact.clone())),
        ),
        row(
            Rule::Misnamed,
            Warning,
            "/deliveries/0/return_contact",
            request(create().with("/deliveries/0/drop_off_contact", other_contact.clone())),
            request(
                create().without("/deliveries/0/drop_off_contact").with("/deliveries/0/return_contact", other_contact),
            ),
        ),
        row(
            Rule::Ignored,
            Warning,
            "/product_id",
            request(existing.clone().without("/product_id").with("/bundle_id", "B-1")),
            request(existing.with("/bundle_id", "B-1")),
        ),
        row(Rule::StatusUntold, Loss, "/timeline/observations", ended(Status::Cancelled), ended(Status::Rejected)),
        row(Rule::Lost, Loss, "/reference", written(&bundle(create())), written(&named)),
        row(Rule::Needed, Error, "/pickup", written(&bundle(create())), written(&nowhere)),
    ]
}

fn number_rows() -> Vec<Row> {
    let decimal = |text: &str| text.parse::<rust_decimal::Decimal>().unwrap();
    let euro = || "EUR".parse::<Currency>().unwrap();
    let cube = |side| Dimensions { length: side, width: side, height: side };
    let price = "/deliveries/0/client_price";
    let weight = "/deliveries/0/parcels/0/weight";
    let length = "/deliveries/0/parcels/0/length";
    let vat = "/deliveries/0/parcels/0/items/0/vat_rate";
    let quantity = "/deliveries/0/parcels/0/items/0/quantity";
    vec![
        member(Rule::WeightNegative, Error, weight, 0.001, -0.001),
        values!(Rule::WeightNegative, Grams::from_kilograms(decimal("0")), Grams::from_kilograms(decimal("-0.001"))),
        member(Rule::WeightTooLarge, Error, weight, 4_294_967.295, 4_294_967.296),
        member(Rule::WeightFraction, Warning, weight, 3.15, 3.1505),
        values!(Rule::WeightFraction, Grams::from_kilograms(decimal("3.15")), Grams::from_kilograms(decimal("3.1505"))),
        member(Rule::LengthNegative, Error, length, 1, -1),
        member(Rule::LengthTooLarge, Error, length, 4_294_967_295_u64, 4_294_967_296_u64),
        member(Rule::LengthFraction, Error, length, 12.0, 12.5),
        values!(
            Rule::VolumeNegative,
            CubicCentimetres::from_litres(decimal("0")),
            CubicCentimetres::from_litres(decimal("-0.001")),
        ),
        values!(
            Rule::VolumeTooLarge,
            cube(Centimetres::new(2_642_245)).volume(),
            cube(Centimetres::new(2_642_246)).volume(),
        ),
        values!(
            Rule::VolumeFraction,
            CubicCentimetres::from_litres(decimal("0.001")),
            CubicCentimetres::from_litres(decimal("0.0001")),
        ),
        member(Rule::MoneyFraction, Warning, price, 45.4, 45.405),
        values!(
            Rule::MoneyFraction,
            Money::from_major(decimal("1.00"), euro()),
            Money::from_major(decimal("1.001"), euro()),
        ),
        member(Rule::MoneyTooLarge, Error, price, 9_999_999_999_999.99, 10_000_000_000_000_u64),
        values!(Rule::MoneyTooLarge, Cents::new(-999_999_999_999_999), Cents::new(-1_000_000_000_000_000)),
        values!(
            Rule::MoneyOtherCurrency,
            Money::new(1, euro()).and_then(|one| one.checked_add(Money::new(1, euro())?)),
            Money::new(1, euro()).and_then(|one| one.checked_add(Money::new(1, "ILS".parse()?)?)),
        ),
        member(Rule::PriceNegative, Error, price, 0, -0.01),
        values!(Rule::PriceNegative, Price::new(Cents::ZERO), Cents::new(-1).and_then(Price::new)),
        values!(Rule::CurrencyUnknown, "BRL".parse::<Currency>(), "XAU".parse::<Currency>()),
        member(Rule::PercentRange, Error, vat, 100, 100.01),
        values!(Rule::PercentRange, Percent::new(10_000), Percent::new(10_001)),
        member(Rule::PercentRange, Error, vat, 0, -1),
        member(Rule::PercentFraction, Warning, vat, 8.87, 8.875),
        member(Rule::QuantityRange, Error, quantity, 1, 0),
        member(Rule::QuantityRange, Error, quantity, 4_294_967_295_u64, 4_294_967_296_u64),
        member(Rule::QuantityRange, Error, quantity, 1.0, 1.5),
        values!(Rule::QuantityRange, Quantity::new(1), Quantity::new(0)),
        member(Rule::SizeZero, Warning, length, 1, 0),
        member(Rule::SizeZero, Warning, weight, 0.001, 0.0),
    ]
}

fn place_rows() -> Vec<Row> {
    let half = || Latitude::new(1.0).and_then(|latitude| Coordinates::from_parts(Some(latitude), None));
    vec![
        member(Rule::LatitudeRange, Error, "/pickup/lat", 90, 90.000_000_1),
        member(Rule::LatitudeRange, Error, "/pickup/lat", -90, -91),
        values!(Rule::LatitudeRange, Latitude::new(90.0), Latitude::new(f64::INFINITY)),
        member(Rule::LongitudeRange, Error, "/deliveries/0/drop_off/lng", 180, 180.000_000_1),
        values!(Rule::LongitudeRange, Longitude::new(-180.0), Longitude::new(f64::NAN)),
        row(
            Rule::CoordinatesHalf,
            Error,
            "/deliveries/0/drop_off/lng",
            request(create().without("/deliveries/0/drop_off/lat").without("/deliveries/0/drop_off/lng")),
            request(create().without("/deliveries/0/drop_off/lng")),
        ),
        values!(Rule::CoordinatesHalf, Coordinates::from_parts(None, None), half()),
        row(
            Rule::CoordinatesZero,
            Warning,
            "/pickup",
            request(create().with("/pickup/lat", 0)),
            request(create().with("/pickup/lat", 0).with("/pickup/lng", 0.0)),
        ),
    ]
}

fn text_rows() -> Vec<Row> {
    let picture = |url: &str| answer(created().with("/deliveries/0/courier", json!({"picture_url": url})));
    vec![
        member(Rule::Blank, Error, "/pickup/address", ".", " \t\n\u{3000}"),
        member(Rule::Blank, Error, "/deliveries/0/parcels/0/barcodes/1", "1", ""),
        member(Rule::NoteTooLong, Error, "/pickup/note", "x".repeat(500), "x".repeat(501)),
        member(Rule::NoteTooLong, Error, "/return_drop_off/note", "é".repeat(500), "é".repeat(501)),
        member(Rule::NoteTooLong, Error, "/deliveries/1/drop_off/note", "🚚".repeat(500), "🚚".repeat(501)),
        values!(Rule::NoteTooLong, Note::new("x".repeat(500)), Note::new("x".repeat(501))),
        member(Rule::PhoneShape, Error, "/pickup_contact/phone_number", "123456789012345", "1234567890123456"),
        member(Rule::PhoneShape, Error, "/deliveries/0/drop_off_contact/phone_number", "112", "12"),
        echo(Rule::PhoneShape, Loss, "/deliveries/0/drop_off_contact/phone_number", "112", "none"),
        values!(Rule::PhoneShape, Phone::new("+1 1 1"), Phone::new("1+11")),
        row(
            Rule::LinkScheme,
            Loss,
            "/deliveries/0/courier/picture_url",
            picture("HTTPS://example.com/a.png"),
            picture("ftp://example.com/a.png"),
        ),
        values!(Rule::LinkScheme, Link::new("http://a"), Link::new("http:///a")),
    ]
}

fn time_rows() -> Vec<Row> {
    let at = |text: &str| text.parse::<Timestamp>();
    let until = "/deliveries/0/deliver_until";
    vec![
        member(Rule::TimeFormat, Error, "/scheduled_at", "2020-02-29T23:59:59.999999999Z", "2020-02-30T00:00:00Z"),
        values!(Rule::TimeFormat, at("2020-08-26T16:54:29Z"), at("2020-08-26t16:54:29Z")),
        member(Rule::TimeWithoutOffset, Error, "/scheduled_at", "2020-08-26T16:54:29-00:00", "2020-08-26T16:54:29"),
        // The window of the sample begins at 18:00:00+02:00.
        member(Rule::WindowBackwards, Error, until, "2018-11-29T16:00:00Z", "2018-11-29T15:59:59.999999999Z"),
        values!(
            Rule::WindowBackwards,
            at("2020-01-01T00:00:00Z").and_then(|at| TimeWindow::new(at, at)),
            at("2020-01-01T00:00:00Z").and_then(|from| TimeWindow::new(from, at("2020-01-01T00:59:59+01:00")?)),
        ),
    ]
}

fn bundle_rows() -> Vec<Row> {
    let without_barcodes = || {
        let payload = create().without("/deliveries/1/parcels/0/barcodes").without("/deliveries/1/parcels/1/barcodes");
        payload.without("/deliveries/0/parcels/0/barcodes")
    };
    let mixed = || {
        let mut deliveries = bundle(create()).deliveries.into_vec();
        deliveries[1].parcels[1].barcodes.clear();
        deliveries
    };
    let size = Dimensions::default();
    let sizes = |aliases: [&str; 2]| {
        let sizes: Result<Vec<_>, _> = aliases.into_iter().map(|alias| Ok((SizeAlias::new(alias)?, size))).collect();
        Sizes::new(sizes?)
    };
    vec![
        row(
            Rule::BundleTarget,
            Error,
            "/product_id",
            request(create().without("/product_id").with("/bundle_id", "B-1")),
            request(create().without("/product_id")),
        ),
        member(Rule::NoDeliveries, Error, "/deliveries", json!([create()["deliveries"][0]]), json!([])),
        row(
            Rule::MixedBarcodes,
            Error,
            "/deliveries/1/parcels/0/barcodes",
            request(without_barcodes()),
            request(create().without("/deliveries/1/parcels/0/barcodes").without("/deliveries/1/parcels/1/barcodes")),
        ),
        row(
            Rule::MixedBarcodes,
            Error,
            "/deliveries/1/parcels/1/barcodes",
            answer(created()),
            answer(
                created()
                    .without("/deliveries/1/parcels/1/barcode")
                    .with("/deliveries/1/parcels/1/barcodes", json!([])),
            ),
        ),
        values!(
            Rule::MixedBarcodes,
            Deliveries::new(bundle(without_barcodes()).deliveries.into_vec()),
            Deliveries::new(mixed()),
        ),
        row(
            Rule::ImplicitParcelWithoutBarcode,
            Warning,
            "/deliveries/1",
            request(without_barcodes().without("/deliveries/1/parcels")),
            request(create().without("/deliveries/1/parcels")),
        ),
        row(
            Rule::PointToPointMany,
            Warning,
            "/deliveries",
            request(create().without("/deliveries/1")),
            request(create()),
        ),
        row(
            Rule::PointToPointMany,
            Warning,
            "/deliveries",
            request(create().with("/avoid_aggregation", false)),
            request(create()),
        ),
        echo(Rule::OtherBundle, Loss, "/deliveries/0/bundle_id", created()["bundle_id"].clone(), "B-1"),
        echo(Rule::BarcodeNotListed, Warning, "/deliveries/0/parcels/0/barcode", "hgcgf5656", "another"),
        values!(Rule::SizeAliasTwice, sizes(["S", "s"]), sizes(["S", "S"])),
    ]
}

/// A command to a timeline that has reached a status at two o'clock.
fn advance(lifecycle: Lifecycle, from: Status, to: Status, at: &str) -> Result<lastmile::Change, Violation> {
    let mut timeline = Timeline::under(lifecycle);
    timeline.observe(from, "2020-09-12T14:00:00Z".parse::<Timestamp>()?);
    timeline.advance(to, at.parse()?)
}

fn status_rows() -> Vec<Row> {
    use Status::{ApproachingPickup, AtDropOff, AtPickup, Cancelled, Completed, PickedUp};
    let three = "2020-09-12T15:00:00Z";
    let code = DeliveryCode::new("0595").unwrap();
    let shown = |code: &DeliveryCode, digits: &str, attempts| code.check(&DeliveryCode::new(digits).unwrap(), attempts);
    let (used_up, _) = shown(&code, "9999", Attempts::allowing(1));
    vec![
        values!(
            Rule::StatusForeign,
            advance(gett::LIFECYCLE, AtPickup, PickedUp, three),
            advance(gett::LIFECYCLE, AtPickup, ApproachingPickup, three)
        ),
        values!(
            Rule::StatusAfterFinal,
            advance(gett::LIFECYCLE, AtDropOff, Completed, three),
            advance(gett::LIFECYCLE, Cancelled, Completed, three)
        ),
        values!(
            Rule::StatusNotNext,
            advance(gett::LIFECYCLE, AtPickup, Cancelled, three),
            advance(gett::LIFECYCLE, PickedUp, Cancelled, three)
        ),
        values!(
            Rule::StatusTimeBackwards,
            advance(gett::LIFECYCLE, AtPickup, PickedUp, "2020-09-12T14:00:00Z"),
            advance(gett::LIFECYCLE, AtPickup, PickedUp, "2020-09-12T13:59:59Z"),
        ),
        values!(
            Rule::DeliveryCodeNeeded,
            advance(gett::LIFECYCLE, AtDropOff, Completed, three),
            advance(gett::LIFECYCLE.completed_by_code(), AtDropOff, Completed, three),
        ),
        values!(Rule::DeliveryCodeFormat, DeliveryCode::new("0595"), DeliveryCode::new("595")),
        values!(
            Rule::DeliveryCodeWrong,
            shown(&code, "0595", Attempts::allowing(1)).1,
            shown(&code, "9999", Attempts::allowing(1)).1,
        ),
        values!(
            Rule::DeliveryCodeAttempts,
            shown(&code, "0595", Attempts::allowing(1)).1,
            shown(&code, "0595", used_up).1,
        ),
        echo(Rule::StatusCode, Warning, "/deliveries/1/status_code", 10, 11),
        values!(Rule::StatusCode, Status::from_code(10), Status::from_code(266)),
        echo(Rule::StatusWord, Warning, "/deliveries/1/status", "pending", "flying"),
        values!(Rule::StatusWord, Status::from_gett_word("driving"), Status::from_gett_word("dropoff_enroute")),
        echo(Rule::StatusContradiction, Error, "/deliveries/1/status_code", 10, 20),
        values!(
            Rule::StatusContradiction,
            Status::Pending.agreeing_with(Status::Pending),
            Status::Pending.agreeing_with(Status::Rejected),
        ),
    ]
}

/// The same member of a job with two values.
fn job_member<T: Into<Value>, U: Into<Value>>(rule: Rule, severity: Severity, pointer: &str, good: T, bad: U) -> Row {
    let job = |value: Value| read::<instaleap::CreateJob>(common::job().with(pointer, value).to_string());
    row(rule, severity, pointer, job(good.into()), job(bad.into()))
}

fn job_rows() -> Vec<Row> {
    let at = |text: &str| text.parse::<Timestamp>();
    let slot = || Ok::<_, Violation>(Slot { expires_at: Some(at("2024-05-02T15:15:00Z")?), id: SlotId::new("s")? });
    let metadata = |length: usize| json!({"k": "x".repeat(length - r#"{"k":""}"#.len())});
    let prices = "/payment_info/prices";
    let payment = "/payment_info/payment";
    vec![
        values!(
            Rule::SlotExpired,
            at("2024-05-02T15:14:59Z").and_then(|now| slot()?.check(now)),
            at("2024-05-02T15:15:00Z").and_then(|now| slot()?.check(now)),
        ),
        job_member(Rule::EmailShape, Error, "/recipient/email", "a@b", "a@"),
        values!(Rule::EmailShape, Email::new("a@b"), Email::new("a @b")),
        job_member(Rule::AmountFormat, Error, &format!("{prices}/additional_info/0/value"), "-5000", "5.000,00"),
        job_member(Rule::MoneyFraction, Warning, &format!("{payment}/value"), "66.55", "66.555"),
        job_member(Rule::PriceNegative, Warning, &format!("{payment}/value"), 0, -1),
        job_member(Rule::CurrencyUnknown, Error, "/payment_info/currency_code", "BRL", "brl"),
        job_member(Rule::LinkScheme, Error, "/external_data/webhook/URL", "http://a", "ftp://a"),
        job_member(Rule::PricesSum, Warning, &format!("{prices}/order_value"), 45_450, 45_449.99),
        job_member(Rule::PriceKindWord, Warning, &format!("{prices}/attributes/1/type"), "TAXES", "taxes"),
        job_member(Rule::PaymentMethodWord, Warning, &format!("{payment}/method"), "TRANSFER", "BARTER"),
        job_member(Rule::PaymentStatusWord, Warning, &format!("{payment}/payment_status"), "FAILED", "LOST"),
        job_member(Rule::BlockingPolicyWord, Warning, &format!("{payment}/blocking_policy"), "UNBLOCKED", "DOOR"),
        job_member(Rule::MetadataTooLong, Warning, &format!("{payment}/metadata"), metadata(1000), metadata(1001)),
        job_member(Rule::ContactLessWord, Warning, "/contact_less/comment", "LeaveAtTheDoor", "leave it"),
    ]
}

fn hubrise_rows() -> Vec<Row> {
    let fee = |rule, good, bad| attaches(rule, Error, "/fee", good, bad);
    let (link, latitude) = ("/tracking_url", "/driver_latitude");
    let fils = |minor| {
        let mut tracking = from_json::<hubrise::CreateDelivery>(ATTACH.as_bytes()).unwrap().value;
        tracking.fee = Some(Money::new(minor, "KWD".parse().unwrap()).unwrap());
        writes::<hubrise::CreateDelivery>("a `Tracking` that is written for HubRise", &tracking)
    };
    let answered = |pointer: &str, value: &str| read::<hubrise::Delivery>(retrieved().with(pointer, value).to_string());
    let takes = |service: &str, delivery: Option<&str>| {
        let order = hubrise::Order {
            service_type: Some(service.parse().unwrap()),
            delivery: delivery.map(|delivery| delivery.parse().unwrap()),
        };
        let tried = json!({"service_type": service, "delivery": delivery}).to_string();
        let taken = order.takes_a_delivery().map(|()| Converted { value: (), report: Report::default() });
        trial("a HubRise order", tried, taken)
    };
    vec![
        fee(Rule::MoneyMalformed, "-0.05 GBP", "+0.05 GBP"),
        fee(Rule::MoneyMalformed, "4.50 EUR", "4.50EUR"),
        fee(Rule::MoneyComma, "4.50 EUR", "4,50 EUR"),
        fee(Rule::MoneyTwoPoints, "4.50 EUR", "4.50.60 EUR"),
        fee(Rule::MoneyTooFewDecimals, "4.50 EUR", "4.5 EUR"),
        fee(Rule::MoneyTooManyDecimals, "4.50 KWD", "4.505 KWD"),
        row(Rule::MoneyTooManyDecimals, Loss, "/fee", fils(1230), fils(1234)),
        fee(Rule::MoneyWithoutCurrency, "4.50 EUR", "4.50"),
        fee(Rule::MoneyCodeInFront, "4.50 EUR", "EUR 4.50"),
        fee(Rule::MoneyFraction, "450.00 JPY", "450.50 JPY"),
        fee(Rule::MoneyTooLarge, "9999999999999.99 EUR", "10000000000000.00 EUR"),
        fee(Rule::CurrencyUnknown, "4.50 EUR", "4.50 EUX"),
        attaches(Rule::LatitudeRange, Error, latitude, "90", "91"),
        attaches(Rule::DegreesMalformed, Error, latitude, "-2.5", "2.5e0"),
        attaches(Rule::DegreesFiner, Warning, latitude, "048.8566140", "48.85661400000000000001"),
        row(
            Rule::CoordinatesZero,
            Warning,
            latitude,
            update(json!({"driver_latitude": "0", "driver_longitude": "0.1"})),
            update(json!({"driver_latitude": "0", "driver_longitude": "-0.0"})),
        ),
        row(
            Rule::CoordinatesHalf,
            Error,
            "/driver_longitude",
            update(json!({"driver_latitude": null, "driver_longitude": null})),
            update(json!({"driver_latitude": null})),
        ),
        attaches(Rule::LinkScheme, Error, link, "HTTP://example.com", "http:/example.com"),
        attaches(Rule::LinkUser, Warning, link, "https://example.com/a@b", "https://example.com@b"),
        attaches(Rule::StatusWord, Error, "/status", "cancelled", "driving"),
        row(Rule::StatusWord, Warning, "/status", answered("/status", "delivered"), answered("/status", "driving")),
        row(Rule::Immutable, Error, "/fee", update(json!({})), update(json!({"fee": null}))),
        row(Rule::Immutable, Error, "/carrier", update(json!({"ref": null})), update(json!({"carrier": 7}))),
        row(Rule::OrderHasDelivery, Error, "/delivery", takes("delivery", None), takes("delivery", Some("ez351"))),
        row(Rule::OrderNotForDelivery, Error, "/service_type", takes("delivery", None), takes("collection", None)),
    ]
}

/// Of Brazil, of carriers, and of what goes with a call to them.
fn abbiamo_rows() -> Vec<Row> {
    let volume = "/deliveries/0/volumes/0";
    let key = "/deliveries/0/invoice_access_key";
    let document = "/deliveries/0/customer/document_number";
    let zip = "/source_address/zip_code";
    let headers = "/logistic_data/headers";
    let token = "/logistic_data/headers/X-Token";
    let of_the_sample = "42081183123141000200550010000007010046403276";
    let made = |id: Value, name: Value| {
        event(webhook().with("/make_route", true).with("/route_id", id).with("/route_name", name))
    };
    let sides = |cubic_volume: u32| {
        event(webhook().with(volume, json!({"height": 1, "width": 2, "length": 3, "cubic_volume": cubic_volume})))
    };
    let agreeing = |payload: Value| event(payload.with("/seller/seller_document_number", "83123141000200"));
    let many = |count: usize| Value::Object((0..count).map(|n| (format!("x-{n}"), json!("v"))).collect());
    let route = |is_made| Route::from_parts(is_made, None, None);
    let header = |name: &str| Ok((HeaderName::new(name)?, HeaderValue::new("v")?));
    vec![
        asked(Rule::EventUnknown, Error, "/event_type", "DELIVERY_REQUEST", "CANCELLATION_REQUEST"),
        asked(Rule::NoDeliveries, Error, "/deliveries", json!([{"delivery_id": "1"}]), json!([])),
        row(Rule::RouteIncomplete, Error, "/route_id", made(json!("r"), json!("R")), made(Value::Null, json!("R"))),
        row(Rule::RouteIncomplete, Error, "/route_name", made(json!("r"), json!("R")), made(json!("r"), Value::Null)),
        values!(Rule::RouteIncomplete, route(false), route(true)),
        asked(Rule::RouteNotMade, Error, "/route_id", Value::Null, "r"),
        asked(Rule::RouteNotMade, Error, "/route_name", Value::Null, "R"),
        row(Rule::VolumeDiffers, Warning, format!("{volume}/cubic_volume"), sides(6), sides(7)),
        asked(Rule::WeightFraction, Error, &format!("{volume}/weight"), 1.0, 1.5),
        asked(Rule::VolumeNegative, Error, &format!("{volume}/cubic_volume"), 0, -1),
        asked(Rule::PriceNegative, Error, "/deliveries/0/amount", 0, -1),
        asked(Rule::MoneyFraction, Error, "/carrier/total_expected_delivery_price", 2.0, 1.5),
        asked(Rule::CoordinatesHalf, Error, "/source_address/latitude", -23.5, Value::Null),
        asked(Rule::CpfFormat, Error, document, "07073877014", "11111111111"),
        asked(Rule::CpfCheckDigits, Error, document, "07073877014", "07073877041"),
        asked(Rule::CnpjFormat, Error, document, "12ABC34501DE35", "12abc34501de35"),
        asked(Rule::CnpjCheckDigits, Error, document, "12ABC34501DE35", "12ABC34501DE34"),
        asked(Rule::TaxIdLength, Error, document, "07073877014", "070738770144"),
        values!(Rule::CpfCheckDigits, Cpf::new("07073877014"), Cpf::new("07073877015")),
        values!(Rule::CnpjFormat, Cnpj::new("88399480000156"), Cnpj::new("8839948000015")),
        values!(Rule::TaxIdLength, TaxId::new("88399480000156"), TaxId::new("8839948000015")),
        asked(Rule::InvoiceKeyFormat, Error, key, of_the_sample, format!("{of_the_sample}0")),
        asked(Rule::InvoiceKeyCheckDigit, Error, key, of_the_sample, of_the_sample.replace("3276", "3275")),
        values!(
            Rule::InvoiceKeyFormat,
            InvoiceAccessKey::new(of_the_sample),
            InvoiceAccessKey::new(&of_the_sample[1..]),
        ),
        row(Rule::InvoiceOtherIssuer, Warning, key, agreeing(webhook()), event(webhook())),
        row(
            Rule::InvoiceOtherState,
            Warning,
            key,
            event(webhook().with("/source_address/state", "SC")),
            event(webhook()),
        ),
        asked(
            Rule::InvoiceOtherMonth,
            Warning,
            "/deliveries/0/invoice_created_at",
            "2008-12-01T04:59:59Z",
            "2008-12-01T05:00:00Z",
        )
        .at(key),
        asked(Rule::CepFormat, Error, zip, "00000000", "4029904"),
        values!(Rule::CepFormat, Cep::new("04029904"), Cep::new("04029-904")),
        asked(Rule::StateUnknown, Error, "/source_address/state", "SC", "ZZ"),
        values!(Rule::StateUnknown, "DF".parse::<State>(), "df".parse::<State>()),
        asked(Rule::CountryUnknown, Error, "/source_address/country", "BRA", "BR"),
        values!(Rule::CountryUnknown, "COL".parse::<Country>(), "Colombia".parse::<Country>()),
        asked(Rule::TimeOfDayFormat, Error, "/carrier/max_dispatched_time", "00:00:00+0530", "14:00:00"),
        values!(Rule::TimeOfDayFormat, "14:00:00Z".parse::<OffsetTime>(), "24:00:00Z".parse::<OffsetTime>()),
        asked(Rule::CallingCodeShape, Error, "/deliveries/0/customer/phone_country_code", "+598", "5598"),
        values!(Rule::CallingCodeShape, CallingCode::new("1"), CallingCode::new("01")),
        asked(Rule::EmailShape, Loss, "/seller/seller_contacts/0/email", "a@b", "[email\u{a0}protected]"),
        values!(Rule::EmailShape, Email::new("jane@example.com"), Email::new("jane@")),
        asked(Rule::HeaderValueShape, Error, token, "a\tb", "a\nb"),
        values!(Rule::HeaderValueShape, HeaderValue::new(""), HeaderValue::new("\0")),
        row(
            Rule::HeaderNameShape,
            Error,
            format!("{headers}/X Token"),
            event(webhook().with(token, "a")),
            event(webhook().with(&format!("{headers}/X Token"), "a")),
        ),
        values!(Rule::HeaderNameShape, HeaderName::new("a"), HeaderName::new("")),
        asked(Rule::HeaderTwice, Error, headers, json!({"a": "1", "b": "1"}), json!({"a": "1", "A": "1"})),
        values!(
            Rule::HeaderTwice,
            header("a").and_then(|one| Headers::new([one, header("b")?])),
            header("a").and_then(|one| Headers::new([one, header("A")?])),
        ),
        asked(Rule::TooManyHeaders, Error, headers, many(100), many(101)),
        asked(
            Rule::HeadersTooLarge,
            Error,
            headers,
            json!({"a": "v".repeat(16_383)}),
            json!({"a": "v".repeat(16_384)}),
        ),
    ]
}

fn rows() -> Vec<Row> {
    [
        bytes_rows(),
        shape_rows(),
        number_rows(),
        place_rows(),
        text_rows(),
        time_rows(),
        bundle_rows(),
        status_rows(),
        hubrise_rows(),
        job_rows(),
        abbiamo_rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
#[cfg_attr(miri, ignore = "a whole payload is read several hundred times")]
fn each_rule_lets_something_pass_and_stops_something() {
    let rows = rows();
    for (at, Row { rule, severity, pointer, accepted, refused, .. }) in rows.iter().enumerate() {
        let (accepted, refused) = (&accepted.outcome, &refused.outcome);
        let accepted = accepted.as_ref().unwrap_or_else(|faults| panic!("row {at}, {rule:?} refuses: {faults:?}"));
        assert!(accepted.iter().all(|(_, other, _)| other != rule), "row {at}, {rule:?} remarks: {accepted:?}");

        let remarks = refused.as_ref().unwrap_or_else(|remarks| remarks);
        let said: Vec<_> = remarks.iter().filter(|(_, other, _)| other == rule).collect();
        assert_eq!(said, [&(pointer.clone(), *rule, *severity)], "row {at}, all remarks: {remarks:?}");
        let errors: Vec<_> = remarks.iter().filter(|(_, _, severity)| *severity == Error).collect();
        assert_eq!(errors.len(), usize::from(*severity == Error), "row {at}, {rule:?} alone: {errors:?}");
        let wrote = *rule == Rule::Needed;
        assert_eq!(refused.is_err(), *severity == Error && !wrote, "row {at}, {rule:?}: there is a value or an error");
    }
    let seen: BTreeSet<Rule> = rows.iter().map(|row| row.rule).collect();
    let without: Vec<String> =
        names().into_iter().zip(Rule::ALL).filter(|(_, rule)| !seen.contains(rule)).map(|(name, _)| name).collect();
    assert!(without.is_empty(), "no row for {without:?}");
}

// The index of the rules is made of these rows.

/// The most characters of a text, or of what stands around a difference.
const SHOWN: usize = 48;

/// What belongs to the picture of a rule across members, though it is the same in both.
fn beside(rule: Rule) -> &'static [&'static str] {
    match rule {
        Rule::Ignored => &["/bundle_id"],
        Rule::WindowBackwards => &["/deliveries/0/deliver_from"],
        Rule::CoordinatesZero => &["/pickup/lat"],
        Rule::StatusContradiction => &["/deliveries/1/status"],
        Rule::MixedBarcodes => &["/deliveries/1/parcels/0/display_identifier"],
        Rule::ImplicitParcelWithoutBarcode => &["/deliveries/1/display_identifier"],
        Rule::PointToPointMany => &["/avoid_aggregation"],
        Rule::OtherBundle => &["/bundle_id"],
        Rule::BarcodeNotListed => &["/deliveries/0/parcels/0/barcodes"],
        Rule::VolumeDiffers => {
            &["/deliveries/0/volumes/0/height", "/deliveries/0/volumes/0/width", "/deliveries/0/volumes/0/length"]
        }
        Rule::RouteIncomplete | Rule::RouteNotMade => &["/make_route"],
        Rule::PricesSum => {
            &["/payment_info/prices/shipping_fee", "/payment_info/prices/taxes", "/payment_info/prices/discounts"]
        }
        Rule::InvoiceOtherIssuer | Rule::InvoiceOtherState | Rule::InvoiceOtherMonth => {
            &["/deliveries/0/invoice_access_key"]
        }
        Rule::HeaderTwice => &["/logistic_data/headers/a"],
        _ => &[],
    }
}

/// A value in a line. What is large is cut, and says so.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) if text.chars().count() > SHOWN => {
            let start: String = text.chars().take(8).collect();
            format!("\"{start}…\" ({} characters)", text.chars().count())
        }
        Value::Array(list) => format!("[{}]", list.iter().map(brief).collect::<Vec<_>>().join(", ")),
        Value::Object(object) if object.len() > 8 => format!("{{… {} members}}", object.len()),
        Value::Object(object) => {
            let members: Vec<_> = object.iter().map(|(name, value)| format!("\"{name}\": {}", shown(value))).collect();
            format!("{{{}}}", members.join(", "))
        }
        scalar => scalar.to_string(),
    }
}

/// An element of a list of which only the number matters.
fn brief(value: &Value) -> String {
    match value {
        Value::Array(list) if !list.is_empty() => "[…]".to_owned(),
        Value::Object(object) if object.len() > 2 => "{…}".to_owned(),
        other => shown(other),
    }
}

/// What of a value is not the same in another, and what is beside that; nothing if there is neither.
fn excerpt(value: &Value, other: Option<&Value>, way: &str, beside: &[String]) -> Option<String> {
    if beside.iter().any(|pointer| pointer == way) {
        return Some(shown(value));
    }
    let leads_on = beside.iter().any(|pointer| pointer.starts_with(&format!("{way}/")));
    if other == Some(value) && !leads_on {
        return None;
    }
    match (value, other) {
        (Value::Object(object), Some(Value::Object(others))) => {
            let members = object.iter().filter_map(|(name, value)| {
                let way = format!("{way}/{}", name.replace('~', "~0").replace('/', "~1"));
                Some(format!("\"{name}\": {}", excerpt(value, others.get(name), &way, beside)?))
            });
            Some(format!("{{{}}}", members.collect::<Vec<_>>().join(", ")))
        }
        (Value::Array(list), Some(Value::Array(others))) if list.len() == others.len() => {
            let elements = list.iter().zip(others).enumerate();
            let elements = elements.map(|(at, (value, other))| {
                excerpt(value, Some(other), &format!("{way}/{at}"), beside).unwrap_or_else(|| "…".to_owned())
            });
            let elements: Vec<_> = elements.collect();
            let told = elements.iter().rposition(|element| element != "…").map_or(0, |last| last + 1);
            Some(format!("[{}]", elements[..told].join(", ")))
        }
        (value, _) => Some(shown(value)),
    }
}

/// A text around the place where it begins to differ from another.
fn around(text: &[u8], other: &[u8]) -> String {
    let (text, other) = (String::from_utf8_lossy(text), String::from_utf8_lossy(other));
    let (text, other): (Vec<char>, Vec<char>) = (text.chars().collect(), other.chars().collect());
    let same = text.iter().zip(&other).take_while(|(one, two)| one == two).count();
    let (from, until) = (same.saturating_sub(SHOWN / 3), (same + SHOWN / 3).min(text.len()));
    let visible = |c: &char| match c {
        '\u{feff}' | '\n' => c.escape_unicode().to_string(),
        c => c.to_string(),
    };
    let middle: String = text[from..until].iter().map(visible).collect();
    let (before, behind) = (if from > 0 { "…" } else { "" }, if until < text.len() { "…" } else { "" });
    format!("{before}{middle}{behind}")
}

/// What was tried, without that which is the same in what the rule says of the other.
fn told(trial: &Trial, other: &Trial, beside: &[String]) -> String {
    if trial.place.is_empty() {
        let words = str::from_utf8(&trial.tried).unwrap();
        return words.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let about_bytes = trial.is_about_bytes() || other.is_about_bytes();
    let parsed = |trial: &Trial| serde_json::from_slice::<Value>(&trial.tried).ok();
    match (parsed(trial), parsed(other)) {
        // A name that is given twice is gone in a parsed value.
        (Some(value), Some(other)) if value != other && !about_bytes => {
            excerpt(&value, Some(&other), "", beside).unwrap()
        }
        _ if trial.tried.is_empty() => "nothing at all".to_owned(),
        _ => around(&trial.tried, &other.tried),
    }
}

/// The name of a heading's place in a page, as rustdoc and other readers of Markdown make it.
fn anchor(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
}

fn word(name: impl serde::Serialize) -> String {
    serde_json::to_value(name).unwrap().as_str().unwrap().to_owned()
}

/// The page: every rule, what breaks it, and what does not.
fn index() -> String {
    use std::fmt::Write as _;

    let rows = rows();
    let mut page = format!(
        "<!-- Made by `UPDATE_SNAPSHOTS=1 cargo test --test rules` from src/rule.rs and the rows of tests/rules.rs. -->\n\n\
         The {} rules of the catalogue, [`Rule::ALL`](crate::Rule::ALL). {INTRODUCTION}\n\n\
         | code | severity | kind | what must be true |\n| --- | --- | --- | --- |\n",
        Rule::ALL.len()
    );
    for rule in Rule::ALL {
        let (code, severity, kind, says) = (rule.code(), rule.severity(), word(rule.kind()), rule.says());
        writeln!(page, "| [`{code}`](#{}) | {severity} | {kind} | {} |", anchor(code), says.replace('|', "\\|"))
            .unwrap();
    }
    for rule in Rule::ALL {
        let of_rule = || rows.iter().filter(|row| row.rule == *rule);
        // A payload shows more than a constructor, and what the catalogue says more than an exception.
        let row = of_rule().min_by_key(|row| (row.refused.place.is_empty(), row.severity != rule.severity())).unwrap();
        let Row { refused, accepted, .. } = row;
        let beside: Vec<String> = beside(*rule).iter().map(|pointer| (*pointer).to_owned()).collect();
        let what = if refused.place.is_empty() { "in code" } else { refused.place };
        // The sentence stands in the table, the code above.
        let said = refused.said.iter().find(|said| said.contains(&format!("[{}", rule.code()))).unwrap();
        let (place, found) = said.split_once(rule.says()).unwrap();
        let found = found.split_once(" [").unwrap().0.trim_start_matches(", ");
        let place = place.trim_end().trim_end_matches(':');
        let cut = if place.chars().count() > SHOWN * 2 { "…" } else { "" };
        let place: String = place.chars().take(SHOWN * 2).collect();
        let comma = if place.is_empty() || found.is_empty() { "" } else { ", " };
        let found = if place.is_empty() && found.is_empty() { "nothing but the sentence" } else { found };
        let otherwise =
            if row.severity == rule.severity() { String::new() } else { format!(" ({} here)", row.severity) };
        write!(
            page,
            "\n### `{}`\n\n{}{}, {}. Source: {}.\n\n```text\n{what}\n  refused   {}\n  remark    {place}{cut}{comma}{found}\n  accepted  {}\n```\n",
            rule.code(),
            rule.severity(),
            otherwise,
            word(rule.kind()),
            rule.source(),
            told(refused, accepted, &beside),
            told(accepted, refused, &beside),
        )
        .unwrap();
    }
    page
}

const INTRODUCTION: &str = "A code is stable and is never used again for something else: store it, count by it, translate \
    by it. For each rule there is something that breaks it, what is said about that, and what is accepted in its place, all of them run \
    by a test. They are excerpts: what is not shown is as the sample of the provider's page has it, or is the same in both; what is \
    shown in one of the two only is not there in the other. In a remark the sentence of the rule is left out.\n\n\
    An error leaves no value; a warning is accepted, but repaired or doubtful; a loss is what the target cannot hold; a notice is \
    kept and not understood. In what a provider sends, some errors are warnings or losses, so that one odd phone number does not sink \
    a webhook: it is the severity of the [`Remark`](crate::Remark) that counts. Where it is another one here than in the table, the \
    line above the excerpt says so.";

#[test]
#[cfg_attr(miri, ignore = "a page of text, made of the rows that another test has read")]
fn the_index_of_rules_is_the_generated_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/guide/rules.md");
    let expected = index();
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(path, &expected).unwrap();
    }
    let page = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(page, expected, "if this is wanted, run the test with UPDATE_SNAPSHOTS=1");
}

#[test]
fn an_excerpt_has_what_differs_and_nothing_else() {
    let beside = ["/c".to_owned()];
    let (one, two) = (json!({"a": [1, {"b": 2, "d": 4}], "c": 3}), json!({"a": [1, {"b": 5, "d": 4}], "c": 3}));
    assert_eq!(excerpt(&one, Some(&two), "", &[]).unwrap(), r#"{"a": […, {"b": 2}]}"#);
    assert_eq!(excerpt(&one, Some(&two), "", &beside).unwrap(), r#"{"a": […, {"b": 2}], "c": 3}"#);
    assert_eq!(excerpt(&one, Some(&json!({"c": 3})), "", &[]).unwrap(), r#"{"a": [1, {"b": 2, "d": 4}]}"#);
    assert_eq!(excerpt(&one, Some(&one), "", &[]), None);
    assert_eq!(around(b"{\"a\":1}", b"{\"a\":2}"), "{\"a\":1}");
}

#[test]
fn a_payload_has_a_name() {
    assert_eq!([gett::CreateDeliveries::NAME, gett::CreatedDeliveries::NAME], ["gett.create", "gett.created"]);
    let hubrise = [hubrise::CreateDelivery::NAME, hubrise::Delivery::NAME, hubrise::UpdateDelivery::NAME];
    assert_eq!(hubrise, ["hubrise.create", "hubrise.delivery", "hubrise.update"]);
    assert_eq!(instaleap::CreateJob::NAME, "instaleap.create");
    assert_eq!(abbiamo::DeliveryRequest::NAME, "abbiamo.request");
}
