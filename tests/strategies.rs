//! Feature `proptest`: what is generated is what it is said to be.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

mod common;

use std::any::type_name;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt::Debug;

use common::for_each_payload;
use common::laws::{assert_all_or_nothing, assert_laws, cases};
use common::less::{few, less};
use lastmile::strategies::{Fault, Generate, GeneratePayload, bytes, each_fault, faulty, full, json, writable};
use lastmile::{
    Attempts, Completing, Edit, Note, Observation, Rule, Severity, Status, Timeline, abbiamo, from_json, gett, hubrise,
    instaleap, write,
};
use proptest::prelude::*;
use proptest::test_runner::{TestError, TestRunner};

/// Runs a law, and allows no value to be passed over.
#[track_caller]
fn always<T: Debug>(usual: u32, strategy: impl Strategy<Value = T>, law: impl Fn(T) -> Result<(), TestCaseError>) {
    let config = ProptestConfig { max_local_rejects: 0, max_global_rejects: 0, ..cases(usual) };
    TestRunner::new(config).run(&strategy, law).unwrap_or_else(|error| panic!("{}: {error}", type_name::<T>()));
}

#[test]
fn no_choice_of_a_value_leads_nowhere() {
    fn is_drawn<T: Generate + Arbitrary>() {
        always(100, any::<T>(), |_| Ok(()));
        assert_eq!(full::<T>().take(less(50, 1)).count(), less(50, 1));
    }
    let mut all: Vec<fn()> = Vec::new();
    macro_rules! all {
        ($($name:ident)+) => { all.extend([$(is_drawn::<lastmile::$name> as fn()),+]) };
    }
    all! { Note PersonName AddressLine AddressPart FreeText AccessCode Barcode Label SizeAlias Name Word HeaderValue }
    all! { BundleId CarrierId Channel CompanyId DeliveryId InvoiceNumber LocationId MethodId OrderId OrderNumber }
    all! { ParcelId PaymentId ProductId Reference RouteId SellerGroupId SellerId TrackingNumber SlotId }
    all! { IdentificationNumber IntegrationKey Phone Email Link CallingCode HeaderName Headers }
    all! { Cep Cpf Cnpj TaxId InvoiceAccessKey State Country }
    all! { Grams Centimetres CubicCentimetres Dimensions Quantity Percent Price Cents Currency Money }
    all! { Timestamp TimeWindow OffsetTime Latitude Longitude Coordinates ZipCode Region PostalAddress Place }
    all! { Contact Stop Failure PieceStatus Exemplar Item Parcel Sizes }
    all! { Observation Completing Attempts }
    all! { Status StatusSet Lifecycle Timeline DeliveryCode Carrier Estimates Vehicle Courier UnknownStatus }
    all! { RejectionReason Rejection Verification Tracking Invoice Handling Delivery Deliveries }
    all! { Aggregation BundleTarget PickupTime Route Seller Speed DeliveryMethod CarrierOrder Bundle }
    all! { PriceKind PaymentMethod PaymentStatus BlockingPolicy ContactLessWish DeliveryCodeWish Slot Identification }
    all! { Recipient ContactLess Metadata Integration Integrations PriceAttribute Adjustment Prices Payment Billing }
    all! { Trip Job }
    all.extend([
        is_drawn::<hubrise::TrackingUpdate> as fn(),
        is_drawn::<hubrise::StatusTimes>,
        is_drawn::<hubrise::Order>,
        is_drawn::<gett::StatusTimes>,
        is_drawn::<Edit<Note>>,
    ]);
    few(all, 30).for_each(|is_drawn| is_drawn());
}

/// Each of these came up among so many values.
#[track_caller]
fn comes_up<T: Arbitrary>(kinds: &[fn(&T) -> bool]) {
    let seen: Vec<Cell<bool>> = kinds.iter().map(|_| Cell::new(false)).collect();
    always(200, any::<T>(), |value| {
        kinds.iter().zip(&seen).for_each(|(is_of_kind, seen)| seen.set(seen.get() || is_of_kind(&value)));
        Ok(())
    });
    let missing: Vec<usize> = (0..kinds.len()).filter(|kind| !seen[*kind].get()).collect();
    assert!(missing.is_empty(), "{} never is of kind {missing:?}", type_name::<T>());
}

#[test]
#[cfg_attr(miri, ignore = "of a few values not each is of another kind")]
fn each_kind_of_a_small_value_comes_up() {
    comes_up::<Edit<u8>>(&[Edit::is_keep, |edit| *edit == Edit::Clear, |edit| matches!(edit, Edit::Set(_))]);
    comes_up::<Attempts>(&[
        |attempts| attempts.left() > 0 && attempts.failed() > 0,
        |attempts| attempts.left() > 0 && attempts.failed() == 0,
        |attempts| attempts.left() == 0 && attempts.failed() > 0,
        |attempts| *attempts == Attempts::allowing(0),
    ]);
    comes_up::<hubrise::Order>(&[|order| order.takes_a_delivery().is_ok(), |order| order.takes_a_delivery().is_err()]);
    comes_up::<Observation>(&[|observation| observation.at.is_some(), |observation| observation.at.is_none()]);
    comes_up::<Completing>(&[
        |completing| *completing == Completing::Free,
        |completing| *completing == Completing::ByCode,
    ]);
    let none = gett::StatusTimes::default();
    always(20, any::<gett::StatusTimes>(), |times| {
        let mut timeline = Timeline::under(gett::LIFECYCLE);
        let homeless = times.observe(Status::Pending, &mut timeline);
        prop_assert_eq!(homeless, gett::StatusTimes { ended_at: times.ended_at, ..none });
        Ok(())
    });
    always(20, any::<hubrise::StatusTimes>(), |times| {
        prop_assert_eq!(hubrise::StatusTimes::of(&times.timeline(None)), times, "whatever they are");
        Ok(())
    });
}

#[test]
fn an_edit_shrinks_to_one_that_keeps() {
    // Else proptest shrinks as often as there are cases, four times.
    let config = ProptestConfig { max_shrink_iters: 1000, ..cases(20) };
    let fails = TestRunner::new(config).run(&any::<Edit<u8>>(), |_| Err(TestCaseError::fail("any")));
    assert!(matches!(fails, Err(TestError::Fail(_, Edit::Keep))), "{fails:?}");
}

#[test]
fn a_payload_is_read_without_an_error_in_each_of_its_forms() {
    fn is_read<P: GeneratePayload + Arbitrary>() {
        always(60, any::<P>(), |wire| {
            prop_assert!(lastmile::read(wire).is_ok());
            Ok(())
        });
        always(30, bytes::<P>(), |bytes| {
            let read = from_json::<P>(&bytes);
            prop_assert!(read.is_ok(), "{}: {}", P::NAME, read.err().unwrap());
            Ok(())
        });
    }
    for_each_payload!(is_read);
}

#[test]
fn a_payload_keeps_the_laws_of_payloads() {
    fn keeps<P>()
    where
        P: GeneratePayload + Clone + PartialEq,
        P::Model: PartialEq,
    {
        always(30, json::<P>(), |json| assert_laws::<P>(&json));
    }
    for_each_payload!(keeps);
}

#[test]
fn a_writable_model_is_written_without_an_error() {
    fn is_written<P: GeneratePayload>() {
        always(100, writable::<P>(), |model| {
            let report = write::<P>(&model).report;
            prop_assert!(report.is_valid(), "{}: {:?}", P::NAME, Fault::all_of(&report));
            Ok(())
        });
    }
    for_each_payload!(is_written);
}

#[test]
fn a_report_names_exactly_the_faults_that_were_put_in() {
    fn is_named<P: GeneratePayload>() {
        always(60, (0..12_usize).prop_flat_map(|count| (Just(count), faulty::<P>(count))), |(count, faulty)| {
            let reported = from_json::<P>(&faulty.to_bytes());
            let reported = reported.err().map(|report| Fault::all_of(&report)).unwrap_or_default();
            prop_assert_eq!(&reported, &faulty.faults, "{}: {}", P::NAME, faulty.json);
            if !P::NAME.starts_with("hubrise") {
                prop_assert_eq!(faulty.faults.len(), count);
            }
            Ok(())
        });
    }
    for_each_payload!(is_named);
}

#[test]
#[cfg_attr(miri, ignore = "payloads of a hundred faults")]
fn a_payload_grows_until_there_is_room_for_its_faults() {
    fn is_large<P: GeneratePayload>() {
        always(1, faulty::<P>(120), |faulty| {
            let report = from_json::<P>(&faulty.to_bytes()).err().unwrap();
            prop_assert_eq!(faulty.faults.len(), 120);
            prop_assert_eq!(Fault::all_of(&report), faulty.faults);
            Ok(())
        });
    }
    is_large::<gett::CreateDeliveries>();
    is_large::<gett::CreatedDeliveries>();
    is_large::<instaleap::CreateJob>();
    is_large::<abbiamo::DeliveryRequest>();
    always(5, faulty::<hubrise::CreateDelivery>(120), |faulty| {
        prop_assert!((1..=17).contains(&faulty.faults.len()), "it has so many members and no more");
        Ok(())
    });
}

/// Errors that no fault of ours breaks, and why.
const UNBROKEN: &[(&str, &[Rule])] = &[
    (
        "the bytes are not read at all, and there is nothing else to say",
        &[
            Rule::NotUtf8,
            Rule::ByteOrderMark,
            Rule::NotJson,
            Rule::TrailingData,
            Rule::TooDeep,
            Rule::NumberOutOfRange,
            Rule::DuplicateName,
        ],
    ),
    ("it is said once of a whole bundle, wherever the first parcel is that differs", &[Rule::MixedBarcodes]),
    ("a payload's finer number is rounded, with a warning", &[Rule::PercentFraction]),
    ("what a provider says is kept, with a warning", &[Rule::StatusCode]),
    ("of writing", &[Rule::Needed]),
    (
        "of a host's own calls",
        &[
            Rule::MoneyOtherCurrency,
            Rule::SizeAliasTwice,
            Rule::SlotExpired,
            Rule::StatusForeign,
            Rule::StatusAfterFinal,
            Rule::StatusNotNext,
            Rule::StatusTimeBackwards,
            Rule::OrderHasDelivery,
            Rule::OrderNotForDelivery,
            Rule::DeliveryCodeFormat,
            Rule::DeliveryCodeNeeded,
            Rule::DeliveryCodeWrong,
            Rule::DeliveryCodeAttempts,
        ],
    ),
];

#[test]
#[cfg_attr(miri, ignore = "each of hundreds of faults, one payload for each")]
fn each_fault_alone_is_reported_alone_and_each_error_is_one_of_them() {
    fn is_reported<P: GeneratePayload>() -> BTreeSet<Rule> {
        let faults = each_fault::<P>().map(|faulty| {
            let report = from_json::<P>(&faulty.to_bytes()).err();
            let reported = report.map(|report| Fault::all_of(&report)).unwrap_or_default();
            assert_eq!(reported, faulty.faults, "{}: {}", P::NAME, faulty.json);
            assert_all_or_nothing::<P>(&faulty.to_bytes());
            faulty.faults[0].clone()
        });
        let faults: Vec<Fault> = faults.collect();
        let places: BTreeSet<_> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.rule)).collect();
        assert!(places.len() > 40 && faults.len() < places.len() + 20, "{}: {}", P::NAME, faults.len());
        faults.into_iter().map(|fault| fault.rule).collect()
    }
    let with_amounts = [
        is_reported::<gett::CreateDeliveries>(),
        is_reported::<gett::CreatedDeliveries>(),
        is_reported::<hubrise::CreateDelivery>(),
        is_reported::<hubrise::Delivery>(),
        is_reported::<instaleap::CreateJob>(),
        is_reported::<abbiamo::DeliveryRequest>(),
    ];
    assert!(with_amounts.iter().all(|rules| rules.contains(&Rule::MoneyTooLarge)));
    let mut broken: BTreeSet<Rule> = with_amounts.into_iter().flatten().collect();
    broken.extend(is_reported::<hubrise::UpdateDelivery>());
    let unbroken: BTreeSet<Rule> = UNBROKEN.iter().flat_map(|(_, rules)| *rules).copied().collect();
    let errors = Rule::ALL.iter().filter(|rule| rule.severity() == Severity::Error).copied();
    let forgotten: Vec<Rule> = errors.filter(|rule| !broken.contains(rule) && !unbroken.contains(rule)).collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
    assert!(broken.is_disjoint(&unbroken));
}
