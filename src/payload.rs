//! Bytes to model and back: the few verbs of the crate.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use crate::field::Wire;
use crate::report::{Report, Scope};
use crate::status::{Mapping, Status, Vocabulary};

mod syntax;
mod writer;

/// What a provider sends or takes: the page's shape, and what each of its members means in the model.
///
/// A host adds a provider by declaring its objects with [`wire!`](crate::wire) and implementing this for them. Reading ends
/// in a struct literal without `..` and writing begins with a destructuring without `..`, so that a new member of the
/// model does not compile until someone has decided what it means there.
///
/// ```
/// use lastmile::field::Field;
/// use lastmile::report::Scope;
/// use lastmile::text::Text;
/// use lastmile::{Capabilities, Label, Payload, from_json, write};
///
/// lastmile::wire! {
///     /// A bag, as Acme's page has it.
///     pub struct Bag {
///         /// What is printed on it; required.
///         pub tag: Field<Text>,
///     }
/// }
///
/// impl Payload for Bag {
///     type Model = Label;
///
///     const NAME: &'static str = "acme.bag";
///
///     fn read(self, s: &mut Scope<'_>) -> Option<Label> {
///         let Bag { tag, unknown } = self;
///         let label = s.required("tag", tag, Label::new);
///         s.unknown(&unknown);
///         label
///     }
///
///     fn write(label: &Label, _: &mut Scope<'_>) -> Bag {
///         Bag { tag: Field::Given(label.into()), unknown: Default::default() }
///     }
/// }
///
/// let bag = from_json::<Bag>(br#"{"tag": "J48793U897879"}"#)?.value;
/// assert_eq!(serde_json::to_string(&write::<Bag>(&bag).value).ok().as_deref(), Some(r#"{"tag":"J48793U897879"}"#));
/// assert_eq!(from_json::<Bag>(b"{}").unwrap_err().remarks()[0].pointer, "/tag");
/// assert!(Capabilities::of::<Bag>().has_member("tag") && Bag::STATUSES.is_none());
/// # Ok::<(), lastmile::Report>(())
/// ```
pub trait Payload: Wire {
    /// What it says.
    type Model;

    /// A short name for people and tools, such as `gett.create`.
    const NAME: &'static str;

    /// The words in which it says how a delivery stands; none if it says nothing of that.
    const STATUSES: Option<Vocabulary> = None;

    /// What the payload says. `None` if and only if an error was reported.
    fn read(self, scope: &mut Scope<'_>) -> Option<Self::Model>;

    /// How the payload says it. What it has no place for is reported as lost; what it must say and the model does not know
    /// is an error, and the member is absent.
    fn write(model: &Self::Model, scope: &mut Scope<'_>) -> Self;
}

/// A value and what is to be said about how it came to be.
///
/// ```
/// use lastmile::{Converted, Severity, from_json, hubrise};
///
/// let Converted { value, report } = from_json::<hubrise::CreateDelivery>(
///     br#"{"carrier": "Gett", "status": "pending", "colour": "red"}"#,
/// )?;
/// assert!(value.carrier.is_some());
/// assert_eq!(report.remarks()[0].severity, Severity::Notice);
/// # Ok::<(), lastmile::Report>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Converted<T> {
    /// The value.
    pub value: T,
    /// The remarks.
    pub report: Report,
}

/// Reads a payload from its bytes: all problems in one pass, each with its place.
///
/// ```
/// use lastmile::{from_json, gett};
///
/// let report = from_json::<gett::CreateDeliveries>(br#"{"pickup": {"lat": 91}}"#).unwrap_err();
/// assert!(report.remarks().iter().any(|remark| remark.pointer == "/pickup/lat"));
/// assert!(report.remarks().iter().any(|remark| remark.pointer == "/deliveries"));
/// ```
///
/// # Errors
///
/// A report with at least one error. If the bytes are not one JSON value there is only that to say (kind
/// [`Syntax`](crate::Kind::Syntax) or [`Duplicate`](crate::Kind::Duplicate)); else there is everything.
pub fn from_json<P: Payload>(bytes: &[u8]) -> Result<Converted<P::Model>, Report> {
    let mut report = Report::default();
    let field = match syntax::parse::<P>(bytes) {
        Ok(field) => field,
        Err((violation, place)) => {
            report.add(violation.rule().severity(), violation, || place);
            return Err(report);
        }
    };
    let model = Scope::new(&mut report).element(field, P::read);
    finish(model, report)
}

/// Reads a payload that is already in its wire form, however it got there.
///
/// ```
/// use lastmile::gett;
///
/// let wire: gett::CreateDeliveries = serde_json::from_str("{}")?;
/// assert!(!lastmile::read(wire).unwrap_err().is_valid());
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
///
/// A report with at least one error.
pub fn read<P: Payload>(wire: P) -> Result<Converted<P::Model>, Report> {
    let mut report = Report::default();
    let model = wire.read(&mut Scope::new(&mut report));
    finish(model, report)
}

fn finish<M>(model: Option<M>, report: Report) -> Result<Converted<M>, Report> {
    match model {
        Some(value) if report.is_valid() => Ok(Converted { value, report }),
        _ => Err(report),
    }
}

/// Writes a model as a payload, and names what the payload has no place for.
///
/// There is always a payload. If the report has an error, the provider would refuse it: it requires something that the
/// model does not know, and nothing is invented.
///
/// ```
/// use lastmile::{from_json, gett, write};
/// # let bytes = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/gett/create.json"));
///
/// let bundle = from_json::<gett::CreateDeliveries>(bytes)?.value;
/// let written = write::<gett::CreateDeliveries>(&bundle);
/// assert!(written.report.is_empty());
/// assert!(serde_json::to_string(&written.value).is_ok());
/// # Ok::<(), lastmile::report::Report>(())
/// ```
#[must_use = "the payload is in it, and what was lost on the way"]
pub fn write<P: Payload>(model: &P::Model) -> Converted<P> {
    let mut report = Report::default();
    let value = P::write(model, &mut Scope::new(&mut report));
    Converted { value, report }
}

/// Writes a model as the bytes of a payload that its provider takes, and names what the payload has no place for.
///
/// It is [`write()`] and `serde_json::to_string` in one, to the byte and somewhat faster, and it leaves nobody with bytes that would
/// be refused.
///
/// ```
/// use lastmile::{Bundle, Rule, from_json, gett, to_json};
/// # let bytes = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/gett/create.json"));
///
/// let bundle = from_json::<gett::CreateDeliveries>(bytes)?.value;
/// let request = to_json::<gett::CreateDeliveries>(&bundle)?;
/// assert!(request.value.starts_with(r#"{"product_id":"04a5a00a"#));
/// assert!(request.report.is_empty(), "nothing is lost");
///
/// let report = to_json::<gett::CreateDeliveries>(&Bundle { pickup: None, ..bundle }).unwrap_err();
/// assert_eq!(report.remarks()[0].rule, Rule::Needed);
/// assert_eq!(report.remarks()[0].pointer, "/pickup");
/// # Ok::<(), lastmile::Report>(())
/// ```
///
/// # Errors
///
/// A report with at least one error, whose place is in the model: the provider requires something that the model does not know
/// ([`Rule::Needed`](crate::Rule::Needed)), or has no word for something that must be said. A host's own
/// [`Wire`] may be something that JSON cannot say ([`Rule::NotJson`](crate::Rule::NotJson)).
#[doc(alias("serialize", "to_string", "to_vec"))]
pub fn to_json<P: Payload>(model: &P::Model) -> Result<Converted<String>, Report> {
    let Converted { value, mut report } = write::<P>(model);
    if !report.is_valid() {
        return Err(report);
    }
    match writer::text_of(&value) {
        Ok(value) => Ok(Converted { value, report }),
        Err(_) => {
            Scope::new(&mut report).refuse(syntax::unwritable());
            Err(report)
        }
    }
}

/// The pattern of every member of a payload, such as `deliveries[].parcels[].weight`, in the order of the page.
///
/// ```
/// use lastmile::gett;
///
/// let members = lastmile::payload::members::<gett::CreateDeliveries>();
/// assert!(members.iter().any(|member| member == "deliveries[].parcels[].weight"));
/// ```
pub fn members<P: Payload>() -> Vec<String> {
    let mut members = Vec::new();
    P::members("", &mut |member| members.push(member.to_owned()));
    members
}

/// What a payload can express, to be asked before a model is written; what is lost of one model is in the report of
/// [`write()`].
///
/// ```
/// use lastmile::{Capabilities, Status, gett, hubrise};
///
/// let hubrise = Capabilities::of::<hubrise::CreateDelivery>();
/// assert!(hubrise.has_member("driver_latitude"));
/// assert_eq!(hubrise.tells(Status::Completed).and_then(|mapping| mapping.word), Some("delivered"));
/// assert!(hubrise.tells(Status::NotDelivered).is_some_and(|mapping| mapping.loses.is_some()));
/// assert_eq!(Capabilities::of::<gett::CreateDeliveries>().tells(Status::Completed), None);
/// ```
#[derive(Debug, Clone)]
pub struct Capabilities {
    /// The payload's short name.
    pub name: &'static str,
    /// Its members, as [`members`] has them.
    pub members: Vec<String>,
    /// Its words for the statuses, if it says any.
    pub statuses: Option<Vocabulary>,
}

impl Capabilities {
    /// Those of a payload.
    pub fn of<P: Payload>() -> Capabilities {
        Capabilities { name: P::NAME, members: members::<P>(), statuses: P::STATUSES }
    }

    /// Whether it has a member of that pattern.
    pub fn has_member(&self, pattern: &str) -> bool {
        self.members.iter().any(|member| member == pattern)
    }

    /// How it tells a status; none if it tells none.
    pub fn tells(&self, status: Status) -> Option<Mapping> {
        self.statuses.map(|vocabulary| vocabulary.tells(status))
    }
}
