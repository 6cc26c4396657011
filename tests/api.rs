//! What every public type promises, and what the library does without.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

mod common;

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::{Debug, Display};
use std::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::process::Command;

use common::less::{few, one_in};
use common::{ATTACH, CREATE, CREATED, RETRIEVED, create, sources, tokens};
use lastmile::field::{Field, Unknown};
use lastmile::report::{Pointer, Remark, Report, Scope};
use lastmile::status::Statuses;
use lastmile::strategies::{Fault, Faulty};
use lastmile::text::Text;
use lastmile::{
    AccessCode, AddressLine, AddressPart, Adjustment, Aggregation, Anomaly, AnomalyKind, Attempts, Barcode, Billing,
    BlockingPolicy, Bundle, BundleId, BundleTarget, CallingCode, Capabilities, Carrier, CarrierId, CarrierOrder,
    Centimetres, Cents, Cep, Change, Channel, Cnpj, CompanyId, Completing, Contact, ContactLess, ContactLessWish,
    Converted, Coordinates, Country, Courier, Cpf, CubicCentimetres, Currency, Deliveries, Delivery, DeliveryCode,
    DeliveryCodeWish, DeliveryId, DeliveryMethod, Dimensions, Edit, Email, Estimates, Exemplar, Failure, Found,
    FreeText, Grams, Handling, HeaderName, HeaderValue, Headers, Identification, IdentificationNumber, Integration,
    IntegrationKey, Integrations, Invoice, InvoiceAccessKey, InvoiceNumber, Item, Job, JobChange, Kind, Label,
    Latitude, LengthUnit, Lifecycle, Link, LocationId, Longitude, Mapping, MassUnit, Metadata, MethodId, Money, Name,
    Note, Observation, Observed, OffsetTime, OrderId, OrderNumber, Parcel, ParcelId, Payload, Payment, PaymentId,
    PaymentMethod, PaymentStatus, Percent, PersonName, Phase, Phone, PickupTime, PieceStatus, Place, PostalAddress,
    Price, PriceAttribute, PriceKind, Prices, ProductId, Proof, Quantity, Rare, Recipient, Reference, Region,
    Rejection, RejectionReason, Rounded, Rounding, Route, RouteId, Rule, Seller, SellerGroupId, SellerId, Severity,
    SizeAlias, Sizes, Slot, SlotId, Speed, StandIn, State, Status, StatusSet, Step, Stop, TaxId, TimeWindow, Timeline,
    Timestamp, Tracking, TrackingNumber, Trip, UnknownStatus, Vehicle, Verification, Violation, Vocabulary, VolumeUnit,
    Whole, Word, ZipCode, abbiamo, from_json, gett, hubrise, instaleap,
};
use serde_json::{Map, Number, Value};

/// What every value does: it may be cloned, sent and shared, and shows itself on one line.
#[track_caller]
fn value<T: Debug + Clone + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + 'static>(value: T) {
    let shown = format!("{value:?}");
    assert!(!shown.trim().is_empty() && !shown.contains('\n'), "{shown:?}");
    assert_eq!(format!("{:?}", value.clone()), shown);
}

#[test]
fn every_type_may_be_cloned_sent_and_shared_and_shows_itself() {
    let at: Timestamp = "2020-08-26T16:54:29Z".parse().unwrap();
    let euro: Currency = "EUR".parse().unwrap();
    let text = "Test";
    macro_rules! texts {
        ($($name:ident)+) => { $(value($name::new(text).unwrap());)+ };
    }
    texts! { Note PersonName AddressLine AddressPart FreeText AccessCode Barcode Label SizeAlias Name Word }
    texts! { SlotId IdentificationNumber IntegrationKey PaymentId }
    texts! { HeaderName HeaderValue SellerId SellerGroupId MethodId ParcelId InvoiceNumber }
    texts! { BundleId DeliveryId ProductId CompanyId RouteId Reference OrderNumber Channel }
    texts! { OrderId LocationId CarrierId TrackingNumber }
    value(Phone::new("112").unwrap());
    value(Link::new("https://example.com").unwrap());
    value(CallingCode::new("55").unwrap());
    value(Email::new("jane@example.com").unwrap());
    value(Cpf::new("07073877014").unwrap());
    value(Cnpj::new("88399480000156").unwrap());
    value(TaxId::new("88399480000156").unwrap());
    value(InvoiceAccessKey::new("42081183123141000200550010000007010046403276").unwrap());
    value(Cep::new("04029904").unwrap());
    value((State::SP, Country::BRAZIL));
    value(Headers::default());
    value(Text::from(text));
    value(Rare::<Tracking>::default());

    value(Grams::new(1));
    value(Centimetres::new(1));
    value(CubicCentimetres::new(1));
    value(Dimensions::default());
    value(Cents::ZERO);
    value(Price::ZERO);
    value(Percent::ZERO);
    value(Quantity::ONE);
    value(Money::new(1, euro).unwrap());
    value(euro);
    value(Rounding::HalfUp);
    value((MassUnit::Gram, LengthUnit::Metre, VolumeUnit::Litre));
    value(Rounded { value: Grams::ZERO, violation: None });

    value(at);
    value(TimeWindow::starting(at));
    value("14:00:00-03".parse::<OffsetTime>().unwrap());
    value(Latitude::new(1.0).unwrap());
    value(Longitude::new(1.0).unwrap());
    value(Coordinates::new(1.0, 2.0).unwrap());
    value(Place::default());
    value(PostalAddress::default());
    value(ZipCode::of(None, "04029904").unwrap());
    value(Region::of(None, "SP").unwrap());
    value(Contact::default());
    value(Stop::default());

    let bundle = from_json::<gett::CreateDeliveries>(CREATE.as_bytes()).unwrap();
    value::<Converted<Bundle>>(bundle.clone());
    value::<BundleTarget>(bundle.value.target.clone());
    value::<Deliveries>(bundle.value.deliveries.clone());
    value(PickupTime::default());
    value(Aggregation::default());
    value(Delivery::default());
    value(Invoice::default());
    value(Handling::default());
    value(Seller::default());
    value(CarrierOrder::default());
    value(DeliveryMethod::default());
    value(Speed::SameDay);
    value::<Route>(Route { id: RouteId::new(text).unwrap(), name: Name::new(text).unwrap() });
    value(Parcel::default());
    value(Sizes::default());
    value(Item::default());
    value(Exemplar::default());
    value(PieceStatus::Initial);
    value(Failure::default());
    value(Tracking::default());
    value(UnknownStatus { word: None, code: Some(266) });
    value(Courier::default());
    value(Carrier { name: Name::new(text).unwrap(), id: None });
    value(Estimates::default());
    value(Edit::Set(1));
    value(hubrise::TrackingUpdate::default());
    value(hubrise::Order::default());
    value(Vehicle::default());
    value(Rejection::default());
    value(RejectionReason::Manual);
    value(Verification::default());
    value(Status::Pending);
    value(StatusSet::EMPTY);
    value::<Statuses>(StatusSet::ALL.iter());
    value(Phase::Failed);
    value(Lifecycle::CANONICAL);
    value(Completing::ByCode);
    let mut timeline = Timeline::new();
    value::<Observed>(timeline.observe(Status::Pending, at));
    value::<Change>(timeline.clone().advance(Status::Cancelled, at).unwrap());
    value::<Vec<Step>>(timeline.steps());
    value::<Vec<Observation>>(timeline.history().collect());
    value::<Vec<Anomaly>>(timeline.anomalies().collect());
    value(AnomalyKind::Backward);
    value(timeline);
    value(Whole::of(StatusSet::EMPTY));
    value(DeliveryCode::new("0595").unwrap());
    value(Attempts::allowing(3));
    value(gett::StatusTimes::default());
    value(hubrise::StatusTimes::default());

    value(Rule::Blank);
    value(Rule::Blank.broken());
    value((Kind::Type, Severity::Loss));
    value(Found::default());
    value(bundle.report.remarks()[0].clone());
    value::<Pointer>(bundle.report.remarks()[0].pointer.clone());
    value(Report::default());

    let job = from_json::<instaleap::CreateJob>(common::JOB.as_bytes()).unwrap().value;
    value::<Slot>(job.slot.clone());
    value::<Recipient>(job.recipient.clone());
    value::<Option<Identification>>(job.recipient.identification.clone());
    let billing: Billing = job.billing.clone().unwrap();
    value::<Option<Prices>>(billing.prices().cloned());
    value::<Vec<PriceAttribute>>(billing.prices().unwrap().attributes.clone());
    value::<Option<Payment>>(billing.payment().cloned());
    value(billing);
    value(Adjustment::default());
    value(DeliveryCodeWish::default());
    value::<Option<ContactLess>>(job.contact_less.clone());
    value::<Integrations>(job.integrations.clone());
    value(Integration::default());
    value(Metadata::default());
    value((PriceKind::Taxes, PaymentMethod::Cash, PaymentStatus::Failed, BlockingPolicy::Checkout));
    value(ContactLessWish::LeaveAtTheDoor);
    value::<Job>(job);
    value(JobChange::Items);
    value(Trip::default());

    value(Fault { pointer: Pointer::default(), rule: Rule::Missing });
    value(Faulty { json: Value::Null, faults: Vec::new() });

    value(Capabilities::of::<hubrise::CreateDelivery>());
    value(hubrise::STATUSES);
    value::<Mapping>(hubrise::STATUSES.tells(Status::Rejected));
    value::<StandIn>(gett::STATUSES.stand_ins[0]);
    value::<Vocabulary>(gett::STATUSES);

    value(Field::<String>::Absent);
    value(Field::<Vec<Field<Number>>>::Null);
    value(Field::<Map<String, Value>>::Misfit(Box::new(Value::Null)));
    value(Field::Given(true));
    value(Unknown::default());
    macro_rules! objects {
        ($($name:ident)+) => { $(value(gett::$name::default());)+ };
    }
    objects! { CreateDeliveries NewDelivery NewParcel NewItem NewExemplar Location ContactDetails VendorDetails }
    objects! { CreatedDeliveries CreatedDelivery CreatedParcel CreatedItem CreatedExemplar CannotDeliverInfo }
    objects! { CourierDetails VerificationDetails Proof RejectionDetails }
    value(hubrise::CreateDelivery::default());
    value(hubrise::Delivery::default());
    value(hubrise::UpdateDelivery::default());
    value(gett::RejectionInfo::Text(text.into()));
    macro_rules! jobs {
        ($($name:ident)+) => { $(value(instaleap::$name::default());)+ };
    }
    jobs! { CreateJob RecipientDetails IdentificationDetails PaymentInfo PriceDetails AttributeDetails AdditionalInfo }
    jobs! { PaymentDetails ContactLessDetails ExternalData IntegrationDetails }
    value(instaleap::Amount::Text(text.into()));
    macro_rules! objects {
        ($($name:ident)+) => { $(value(abbiamo::$name::default());)+ };
    }
    objects! { DeliveryRequest SellerDetails SellerContact CarrierDetails Method LogisticData RequestedDelivery }
    objects! { CarrierAdditionalInformation Volume CustomerDetails Address }
}

#[test]
fn what_must_not_be_cloned_may_still_be_sent_and_shared() {
    fn shared<T: Debug + Send + Sync>(_: &T) {}
    let mut report = Report::default();
    let mut scope = Scope::new(&mut report);
    let scope = scope.member("pickup");
    shared(&scope);
    assert_eq!(format!("{scope:?}"), "Scope(\"/pickup\")");
    let code = DeliveryCode::new("0595").unwrap();
    let (_, proof) = code.check(&code, Attempts::allowing(1));
    shared::<Proof>(&proof.unwrap());
}

/// A list by hand grows old: what the library declares must be named above.
#[test]
#[cfg_attr(miri, ignore = "it reads the text of the library")]
fn no_public_type_is_forgotten() {
    let own = common::code(include_str!("api.rs"));
    let own: BTreeSet<&str> = tokens(&own).into_iter().map(|(_, word)| word).collect();
    let mut forgotten = Vec::new();
    let hidden = ["Member", "PageName", "Shape", "Part", "Choices", "Wrong"];
    for source in sources() {
        let tokens = tokens(&source.code);
        for three in tokens.windows(3) {
            let [(_, "pub"), (_, "struct" | "enum"), (line, name)] = three else { continue };
            if !own.contains(name) && !hidden.contains(name) && *name != "$" {
                forgotten.push(format!("{}:{line}: {name}", source.path));
            }
        }
    }
    assert!(forgotten.is_empty(), "{}", forgotten.join("\n"));
}

// Errors.

#[track_caller]
fn error(error: &(impl Error + Send + Sync + 'static)) {
    let boxed: &(dyn Error + Send + Sync + 'static) = error;
    let text = boxed.to_string();
    assert!(!text.is_empty() && !text.contains(char::is_control), "{text:?}");
    assert!(!text.starts_with(char::is_uppercase), "{text:?}");
    assert!(!text.ends_with('.'), "{text:?}");
    assert!(boxed.source().is_none(), "all is said in one line");
}

#[test]
fn errors_are_one_line_in_small_letters_without_a_full_stop() {
    for rule in Rule::ALL.iter().step_by(one_in(10)) {
        error(&rule.broken());
        error(&rule.broken_by(Found::shown("a\nb\r\u{2028}c.")));
        error(&rule.broken_by(Found::text("A sentence.")));

        let mut report = Report::default();
        Scope::new(&mut report).refuse(rule.broken());
        error(&report);
        let mut report = Report::default();
        Scope::new(&mut report).member("Na.\nme.").warn(rule.broken_by(91.5));
        error(&report);
    }
    error(&Report::default());
}

#[test]
fn an_error_travels_in_a_box() {
    fn read() -> Result<(), Box<dyn Error + Send + Sync>> {
        Note::new("")?;
        Ok(())
    }
    fn read_all() -> Result<(), Box<dyn Error + Send + Sync>> {
        from_json::<gett::CreateDeliveries>(b"")?;
        Ok(())
    }
    assert!(read().unwrap_err().is::<Violation>());
    assert!(read_all().unwrap_err().is::<Report>());
}

// What is personal.

/// Whether a type has a `Display`, found out while this is compiled: the constant of the type itself goes before that of
/// the trait, where its bound holds.
struct Speaks<T>(PhantomData<T>);

trait Silent {
    const ALOUD: bool = false;
}

impl<T> Silent for Speaks<T> {}

impl<T: Display> Speaks<T> {
    const ALOUD: bool = true;
}

#[test]
fn what_is_personal_is_never_displayed() {
    const { assert!(Speaks::<Label>::ALOUD && Speaks::<BundleId>::ALOUD, "the trick works") };
    macro_rules! silent {
        ($($name:ty),+ $(,)?) => { $(const { assert!(!Speaks::<$name>::ALOUD, stringify!($name)) };)+ };
    }
    silent!(Text, Rare<Tracking>, Note, PersonName, AddressLine, FreeText, AccessCode, Phone, Link);
    silent!(AddressPart, CallingCode, Email, HeaderValue, Headers, Cpf, Cnpj, TaxId, InvoiceAccessKey, Cep, ZipCode);
    silent!(PostalAddress, Region, Seller, CarrierOrder, Invoice, Handling, abbiamo::DeliveryRequest);
    silent!(Contact, Place, Stop, Courier, Vehicle, Failure, Rejection, Verification, Tracking);
    silent!(DeliveryCode, Timeline, Bundle, Delivery, Parcel, Item, Exemplar);
    silent!(Job, Slot, SlotId, Recipient, Identification, IdentificationNumber, Billing, Payment, Metadata);
    silent!(ContactLess, ContactLessWish, Integrations, Integration, IntegrationKey, Trip, instaleap::CreateJob);
    silent!(Field<String>, Field<Number>, Unknown, gett::CreateDeliveries, gett::CreatedDeliveries);
}

#[test]
fn a_text_is_never_shown_whole_by_debug() {
    // Four characters, five, and more; of one byte and of several.
    let texts = ["1234", "12345", "äöüß", "äöüße", "🚚🚚🚚🚚", "🚚🚚🚚🚚🚚", "Jane Roe, 3rd floor"];
    for text in few(texts, 2) {
        let start: String = text.chars().take(4).collect();
        let whole = text.chars().count() <= 4;
        macro_rules! masked {
            ($($name:ident)+) => { $(
                let shown = format!("{:?}", $name::new(text).unwrap());
                assert_eq!(shown, format!("{}({} characters)", stringify!($name), text.chars().count()));
            )+ };
        }
        macro_rules! plain {
            ($($name:ident)+) => { $(
                let value = $name::new(text).unwrap();
                let shown = format!("{value:?}");
                let rest = if whole { "" } else { "…" };
                assert_eq!(shown, format!("{}({start:?}{rest})", stringify!($name)));
                assert!(whole || !shown.contains(text));
                assert_eq!(value.to_string(), text, "displayed as it is");
            )+ };
        }
        masked! { Note PersonName AddressLine AddressPart FreeText AccessCode HeaderValue }
        masked! { SlotId IdentificationNumber IntegrationKey }
        plain! { Barcode Label SizeAlias Name Word }
        plain! { BundleId DeliveryId ProductId CompanyId RouteId Reference OrderNumber Channel PaymentId }
        plain! { OrderId LocationId CarrierId TrackingNumber }
        plain! { SellerId SellerGroupId MethodId ParcelId InvoiceNumber }
    }
    assert_eq!(format!("{:?}", Phone::new("12345").unwrap()), "Phone(5 characters)");
    assert_eq!(format!("{:?}", Email::new("ana@example.com").unwrap()), "Email(15 characters)");
    assert_eq!(format!("{:?}", Link::new("http://token").unwrap()), "Link(12 characters)");
    assert_eq!(format!("{:?}", DeliveryCode::new("0595").unwrap()), "DeliveryCode(****)");
    assert_eq!(format!("{:?}", Label::new("a\"\n\u{202e}b").unwrap()), "Label(\"a\\\"\\n\\u{202e}\"…)", "on one line");
}

#[test]
fn the_model_of_a_sample_shows_nothing_personal() {
    let bundle = from_json::<gett::CreateDeliveries>(CREATE.as_bytes()).unwrap();
    let created = from_json::<gett::CreatedDeliveries>(CREATED.as_bytes()).unwrap();
    let attached = from_json::<hubrise::CreateDelivery>(ATTACH.as_bytes()).unwrap();
    let retrieved = from_json::<hubrise::Delivery>(RETRIEVED.as_bytes()).unwrap();
    let nobody = Tracking { courier: None, link: None, ..attached.value.clone() };
    let update = hubrise::TrackingUpdate::between(&nobody, &attached.value).unwrap();
    let shown = format!("{bundle:?}{created:?}{attached:?}{retrieved:?}{update:?}");
    for personal in [
        "3361", "ups.com", "John", "Dean", "Mark", "Itai", "97252", "97259", "97255", "HaBarzel", "HaArad", "Dvorah",
        "Floor 5",
    ] {
        assert!(!shown.contains(personal), "{personal}");
    }
}

// What it costs.

#[test]
fn a_field_is_as_small_as_what_is_in_it() {
    assert!(size_of::<Field<String>>() <= 24);
    assert_eq!(size_of::<Field<Text>>(), 16);
    assert!((16..=24).contains(&size_of::<Field<Number>>()));
    assert!(size_of::<Field<bool>>() <= 16);
    assert!(size_of::<Field<Vec<Field<String>>>>() <= 24);
    assert_eq!(size_of::<Unknown>(), 8);
    assert_eq!(size_of::<Option<Option<Note>>>(), 16);
    assert_eq!(size_of::<Rare<Tracking>>(), 8);
    assert_eq!(size_of::<Result<(), Violation>>(), size_of::<Violation>());
    assert!(size_of::<Remark>() <= 56);
}

// What it does without.

#[test]
#[cfg_attr(miri, ignore = "it starts a program")]
fn the_library_has_no_clock_no_dice_and_no_transport() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--edges", "normal", "--no-default-features", "--prefix", "none"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    let crates: BTreeSet<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(crates.contains("serde_json"), "{tree}");
    for unwanted in
        ["getrandom", "rand", "rand_core", "libc", "iana-time-zone", "tokio", "mio", "time", "validator", "regex"]
    {
        assert!(!crates.contains(unwanted), "{unwanted} in\n{tree}");
    }
}

#[test]
#[cfg_attr(miri, ignore = "it reads the text of the library")]
fn no_source_names_files_clocks_dice_or_panics() {
    let unwanted: &[&[&str]] = &[
        &["std", "::", "fs"],
        &["std", "::", "env"],
        &["std", "::", "net"],
        &["std", "::", "process"],
        &["std", "::", "thread"],
        &["std", "::", "io"],
        &["SystemTime"],
        &["Instant"],
        &["Utc", "::", "now"],
        &["Local", "::", "now"],
        &["new_v4"],
        &["now_v7"],
        &["print", "!"],
        &["println", "!"],
        &["eprint", "!"],
        &["eprintln", "!"],
        &["dbg", "!"],
        &["todo", "!"],
        &["unimplemented", "!"],
        &["panic", "!"],
        &[".", "unwrap", "("],
        &[".", "unwrap_err", "("],
        &["unsafe"],
        &["static", "mut"],
        &["thread_local", "!"],
    ];
    let found = |path: &str, code: &str| -> Vec<String> {
        let tokens = tokens(code);
        let words: Vec<&str> = tokens.iter().map(|(_, word)| *word).collect();
        let hit = |at: usize| unwanted.iter().find(|what| words[at..].starts_with(what));
        let hits = (0..words.len()).filter_map(|at| hit(at).map(|what| (tokens[at].0, what.concat())));
        hits.map(|(line, what)| format!("{path}:{line}: {what}")).collect()
    };
    let all: Vec<String> = sources().iter().flat_map(|source| found(&source.path, &source.code)).collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
    assert_eq!(found("a.rs", "use std::fs;\nx.unwrap()"), ["a.rs:1: std::fs", "a.rs:2: .unwrap("], "it can fail");
}

#[test]
fn the_same_bytes_give_the_same_answer() {
    let faulty = create().to_string().replace("Tel Aviv", "").replace("32.", "932.");
    let once = from_json::<gett::CreateDeliveries>(faulty.as_bytes()).unwrap_err();
    let again = from_json::<gett::CreateDeliveries>(faulty.as_bytes()).unwrap_err();
    assert_eq!(once, again);
    assert_eq!(once.to_string(), again.to_string());
    assert_eq!(gett::CreateDeliveries::NAME, "gett.create");
}
