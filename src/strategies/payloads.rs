//! Payloads: made of models that they can say, with what makes no difference to who reads them.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use proptest::strategy::Strategy;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::choices::{Choices, Generate, chosen};
use super::faults::{Faulty, Shape, Ways, Wrong, join};
use crate::payload::{Payload, members, write};
use crate::rule::{Rule, Violation};

/// A payload that can be made of choices: each one of this crate.
///
/// ```
/// use lastmile::strategies::{Fault, GeneratePayload, each_fault};
/// use lastmile::{from_json, gett, instaleap};
///
/// /// How many ways there are to get a payload wrong, each of which is answered as it should be.
/// fn ways<P: GeneratePayload>() -> usize {
///     each_fault::<P>()
///         .filter(|faulty| from_json::<P>(&faulty.to_bytes()).is_err_and(|report| Fault::all_of(&report) == faulty.faults))
///         .count()
/// }
/// assert!(ways::<gett::CreateDeliveries>() > 100 && ways::<instaleap::CreateJob>() > 100);
/// ```
pub trait GeneratePayload: Payload<Model: Generate> + Generate + Serialize + DeserializeOwned {
    /// A model of which the payload has all that it must say, with room for at least so many faults.
    #[doc(hidden)]
    fn model(choices: &mut Choices, faults: usize) -> Result<Self::Model, Violation>;

    /// The ways to get it wrong; another kind of value is one everywhere.
    #[doc(hidden)]
    const FAULTS: &'static [Wrong];

    /// Members that take values of several kinds, and the rule that another kind breaks.
    #[doc(hidden)]
    const KINDS: &'static [(&'static str, Rule)] = &[];

    /// Whether null says the same as nothing.
    #[doc(hidden)]
    const NULL_IS_ABSENT: bool = true;
}

/// The choices that a payload takes.
pub(super) const MOST: usize = 600;

/// Values in which every member is there, the first of everything in the first, the second in the second, and so on.
///
/// ```
/// use lastmile::Bundle;
/// use lastmile::strategies::full;
///
/// for bundle in full::<Bundle>().take(12) {
///     let stored = serde_json::to_vec(&bundle)?; // what a host does to keep it
///     assert_eq!(serde_json::from_slice::<Bundle>(&stored)?, bundle);
///     assert!(bundle.seller.is_some() && bundle.route.is_some());
/// }
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn full<T: Generate>() -> impl Iterator<Item = T> {
    (0..).map_while(|which| T::draw(&mut Choices::Full(which)).ok())
}

/// Models of which a payload has all that it must say, so that [`write()`](crate::write()) reports no error; it may report
/// losses.
///
/// ```
/// use lastmile::strategies::writable;
/// use lastmile::{hubrise, write};
/// use proptest::test_runner::TestRunner;
///
/// # let config = proptest::test_runner::Config { cases: 10, failure_persistence: None, ..Default::default() };
/// # let mut runner = TestRunner::new(config);
/// # #[cfg(any())]
/// let mut runner = TestRunner::default();
/// runner.run(&writable::<hubrise::Delivery>(), |delivery| {
///     let told = write::<hubrise::Delivery>(&delivery);
///     proptest::prop_assert!(told.report.is_valid());
///     Ok(())
/// })?;
/// # Ok::<(), proptest::test_runner::TestError<lastmile::Delivery>>(())
/// ```
pub fn writable<P: GeneratePayload>() -> impl Strategy<Value = P::Model> {
    chosen(MOST, |choices| P::model(choices, 0))
}

/// Payloads that are read without an error, as JSON. They have unknown members now and then, and null for nothing.
///
/// ```
/// use lastmile::strategies::json;
/// use lastmile::{abbiamo, read};
/// use proptest::test_runner::TestRunner;
///
/// # let config = proptest::test_runner::Config { cases: 10, failure_persistence: None, ..Default::default() };
/// # let mut runner = TestRunner::new(config);
/// # #[cfg(any())]
/// let mut runner = TestRunner::default();
/// runner.run(&json::<abbiamo::DeliveryRequest>(), |payload| {
///     let wire = serde_json::from_value::<abbiamo::DeliveryRequest>(payload.clone())?;
///     proptest::prop_assert_eq!(serde_json::to_value(&wire)?, payload, "a store that keeps the wire struct keeps all");
///     proptest::prop_assert!(read(wire).is_ok());
///     Ok(())
/// })?;
/// # Ok::<(), proptest::test_runner::TestError<serde_json::Value>>(())
/// ```
pub fn json<P: GeneratePayload>() -> impl Strategy<Value = Value> {
    chosen(MOST, |choices| draw_json::<P>(choices, 0))
}

/// Payloads that are read without an error, as bytes.
///
/// ```
/// use lastmile::strategies::bytes;
/// use lastmile::{from_json, gett};
/// use proptest::test_runner::TestRunner;
///
/// # let config = proptest::test_runner::Config { cases: 10, failure_persistence: None, ..Default::default() };
/// # let mut runner = TestRunner::new(config);
/// # #[cfg(any())]
/// let mut runner = TestRunner::default();
/// runner.run(&bytes::<gett::CreateDeliveries>(), |body| {
///     let bundle = from_json::<gett::CreateDeliveries>(&body)?.value;
///     proptest::prop_assert!(!bundle.deliveries.is_empty());
///     Ok(())
/// })?;
/// # Ok::<(), proptest::test_runner::TestError<Vec<u8>>>(())
/// ```
pub fn bytes<P: GeneratePayload>() -> impl Strategy<Value = Vec<u8>> {
    json::<P>().prop_map(|json| json.to_string().into_bytes())
}

/// Payloads with so many faults, and which they are: what is reported as an error when they are read is exactly that.
///
/// Missing members, values of another kind, beyond their limits, or not in their form. No fault hides another. A payload of
/// HubRise is one object with so many members and no more; there, there may be fewer faults than are asked for. A report
/// has at most a thousand remarks.
///
/// ```
/// use lastmile::strategies::{Fault, faulty};
/// use lastmile::{from_json, instaleap};
/// use proptest::test_runner::TestRunner;
///
/// # let config = proptest::test_runner::Config { cases: 10, failure_persistence: None, ..Default::default() };
/// # let mut runner = TestRunner::new(config);
/// # #[cfg(any())]
/// let mut runner = TestRunner::default();
/// runner.run(&faulty::<instaleap::CreateJob>(3), |job| {
///     let report = from_json::<instaleap::CreateJob>(&job.to_bytes()).unwrap_err();
///     proptest::prop_assert_eq!(Fault::all_of(&report), job.faults);
///     Ok(())
/// })?;
/// # Ok::<(), proptest::test_runner::TestError<lastmile::strategies::Faulty>>(())
/// ```
pub fn faulty<P: GeneratePayload>(faults: usize) -> impl Strategy<Value = Faulty> {
    let most = faults.saturating_mul(20).saturating_add(MOST);
    chosen(most, move |choices| {
        let json = draw_json::<P>(choices, faults)?;
        Ok(ways::<P>().some(json, faults, choices))
    })
}

/// Payloads with one fault: each member that can be wrong, in each way, once. They are always the same, so that a test needs
/// nothing at random.
///
/// ```
/// use lastmile::strategies::{Fault, each_fault};
/// use lastmile::{from_json, hubrise};
///
/// for faulty in each_fault::<hubrise::CreateDelivery>() {
///     let report = from_json::<hubrise::CreateDelivery>(&faulty.to_bytes()).unwrap_err();
///     assert_eq!(Fault::all_of(&report), faulty.faults);
/// }
/// ```
pub fn each_fault<P: GeneratePayload>() -> impl Iterator<Item = Faulty> {
    let (ways, mut seen) = (ways::<P>(), BTreeSet::new());
    let least = Choices::Random(Vec::new().into_iter());
    let payloads = core::iter::once(least).chain((0..6).map(Choices::Full));
    payloads
        .filter_map(|mut choices| draw_json::<P>(&mut choices, 0).ok())
        .flat_map(move |json| ways.each(&json, &mut seen))
}

fn ways<P: GeneratePayload>() -> Ways {
    Ways { shape: Shape::of(&members::<P>()), faults: P::FAULTS, kinds: P::KINDS }
}

/// For `Arbitrary`: a payload as it is on the wire.
pub(super) fn draw_payload<P: GeneratePayload>(choices: &mut Choices) -> Result<P, Violation> {
    let json = draw_json::<P>(choices, 0)?;
    serde_json::from_value(json).map_err(|_| Rule::NotObject.broken())
}

fn draw_json<P: GeneratePayload>(choices: &mut Choices, faults: usize) -> Result<Value, Violation> {
    let written = write::<P>(&P::model(choices, faults)?);
    if let Some(remark) = written.report.errors().next() {
        return Err(remark.rule.broken());
    }
    let mut json = serde_json::to_value(written.value).map_err(|_| Rule::NotJson.broken())?;
    let shape = Shape::of(&members::<P>());
    vary(&mut json, "", &shape, P::NULL_IS_ABSENT, choices);
    Ok(json)
}

/// Adds what says nothing: members that the page does not name, and null for members that are not there.
fn vary(value: &mut Value, pattern: &str, shape: &Shape, nulls: bool, choices: &mut Choices) {
    match value {
        Value::Object(object) => {
            for (name, child) in object.iter_mut() {
                vary(child, &join(pattern, name), shape, nulls, choices);
            }
            let known: Vec<_> = shape.members(pattern).collect();
            if known.is_empty() {
                return;
            }
            if choices.last_of(16) {
                object.entry("x-new").or_insert_with(|| json!({"since": ["today", 1.5, null]}));
            }
            if nulls
                && choices.last_of(4)
                && let Some(name) = choices.of(&known)
            {
                object.entry((*name).to_owned()).or_insert(Value::Null);
            }
        }
        Value::Array(list) => {
            let pattern = format!("{pattern}[]");
            list.iter_mut().for_each(|child| vary(child, &pattern, shape, nulls, choices));
        }
        _ => {}
    }
}
