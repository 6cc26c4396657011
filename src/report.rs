//! Everything there is to say about a payload, each remark with its place, in one list.
//!
//! ```
//! use lastmile::report::{Report, Scope};
//! use lastmile::Phone;
//!
//! let mut report = Report::default();
//! let mut payload = Scope::new(&mut report);
//! if let Err(violation) = Phone::new("none") {
//!     payload.member("deliveries").index(0).member("phone").refuse(violation);
//! }
//! assert!(!report.is_valid());
//! assert_eq!(report.remarks()[0].pointer.as_str(), "/deliveries/0/phone");
//! assert_eq!(
//!     report.to_string(),
//!     "/deliveries/0/phone: a phone number has 3 to 15 digits, written with nothing but digits, blanks, - . / ( ) \
//!      and a + in front, found a text of 4 characters [phone.malformed]",
//! );
//! ```

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::rule::{Found, Rule, Severity, Violation};

mod scope;
pub use scope::Scope;

/// A place in a JSON document, written as RFC 6901 has it: `/deliveries/0/drop_off/lat`. The whole document is the empty
/// text.
///
/// A place that is missing is named as if it were there.
///
/// ```
/// use lastmile::{from_json, gett};
///
/// let report = from_json::<gett::CreateDeliveries>(br#"{"deliveries": [{"drop_off": {"lat": "x"}}]}"#).unwrap_err();
/// let remark = report.errors().find(|remark| remark.pointer == "/deliveries/0/drop_off/lat").ok_or("a remark")?;
/// assert_eq!(remark.pointer.as_str(), "/deliveries/0/drop_off/lat");
/// assert_eq!(remark.pointer.steps().nth(1).as_deref(), Some("0"));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pointer(String);

impl Pointer {
    /// As RFC 6901 has it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The names and numbers on the way, unescaped.
    ///
    /// ```
    /// # use lastmile::report::{Report, Scope};
    /// # let mut report = Report::default();
    /// let mut payload = Scope::new(&mut report);
    /// let pointer = payload.member("a/b").index(3).pointer();
    /// assert_eq!(pointer.as_str(), "/a~1b/3");
    /// assert_eq!(pointer.steps().collect::<Vec<_>>(), ["a/b", "3"]);
    /// ```
    pub fn steps(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"))
    }

    /// Goes one step down. A name that would not fit on a line is escaped or cut, so that no payload can forge one.
    pub(crate) fn push(&mut self, name: &str) {
        const LONGEST: usize = 200;
        const LONGEST_WAY: usize = 2000;
        if self.0.len() > LONGEST_WAY {
            return;
        }
        self.0.push('/');
        for (at, c) in name.chars().enumerate() {
            match c {
                _ if at == LONGEST => {
                    self.0.push('…');
                    break;
                }
                '~' => self.0.push_str("~0"),
                '/' => self.0.push_str("~1"),
                c if crate::rule::escapes(c) => self.0.extend(c.escape_unicode()),
                c => self.0.push(c),
            }
        }
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl AsRef<str> for Pointer {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Pointer {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Pointer {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl Serialize for Pointer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// One thing to say: where, which rule, how grave, and what stood there.
///
/// It serialises as `{"pointer", "code", "kind", "severity", "detail", "found"}`, which an RFC 9457 problem document takes
/// as an entry of its `errors`.
///
/// ```
/// use lastmile::{from_json, gett};
///
/// let report = from_json::<gett::CreateDeliveries>(br#"{"deliveries": 7}"#).unwrap_err();
/// let remark = report.errors().find(|remark| remark.pointer == "/deliveries").ok_or("a remark")?;
/// assert_eq!(
///     serde_json::to_value(remark)?,
///     serde_json::json!({
///         "pointer": "/deliveries",
///         "code": "type.list",
///         "kind": "type",
///         "severity": "error",
///         "detail": "a list stands here",
///         "found": "a number",
///     }),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias("problem", "diagnostic"))]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Remark {
    /// Into the payload when reading, into the model when writing.
    pub pointer: Pointer,
    /// What must be true.
    pub rule: Rule,
    /// How grave it is here; often, but not always, the rule's own severity.
    pub severity: Severity,
    /// What stood there; empty when nothing did.
    pub found: Found,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.as_str().is_empty() { "the whole payload" } else { self.pointer.as_str() };
        write!(f, "{place}: {}{} [{}", self.rule.says(), self.found.tail(), self.rule.code())?;
        match self.severity {
            Severity::Error => f.write_str("]"),
            mild => write!(f, ", {mild}]"),
        }
    }
}

impl Serialize for Remark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Remark", 6)?;
        object.serialize_field("pointer", &self.pointer)?;
        object.serialize_field("code", &self.rule)?;
        object.serialize_field("kind", &self.rule.kind())?;
        object.serialize_field("severity", &self.severity)?;
        object.serialize_field("detail", self.rule.says())?;
        object.serialize_field("found", &self.found)?;
        object.end()
    }
}

/// All remarks on one payload, in the order in which its page names the members.
///
/// At most [`Report::MAX`] remarks are kept, the gravest first to stay; the rest are counted. `Display` writes a line a
/// remark. A report is an `Error`, because that is what [`from_json`](crate::from_json) answers when there is no value.
///
/// ```
/// use lastmile::{Severity, from_json, gett};
///
/// let report = from_json::<gett::CreateDeliveries>(b"{}").unwrap_err();
/// assert!(!report.is_valid());
/// assert_eq!(report.count(Severity::Error), 4);
/// for remark in report.remarks() {
///     println!("{}: {}", remark.pointer, remark.rule.says());
/// }
/// ```
#[doc(alias("errors", "validation"))]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    remarks: Vec<Remark>,
    /// All that were made.
    counts: Counts,
    /// Those that are in the list.
    kept: Counts,
}

/// How many remarks there are of each severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Counts {
    errors: u64,
    warnings: u64,
    losses: u64,
    notices: u64,
}

impl Counts {
    fn of(&mut self, severity: Severity) -> &mut u64 {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Loss => &mut self.losses,
            Severity::Notice => &mut self.notices,
        }
    }

    fn add(&mut self, severity: Severity) {
        let count = self.of(severity);
        *count = count.saturating_add(1);
    }

    /// Takes one away, if there is one.
    fn take(&mut self, severity: Severity) -> bool {
        let count = self.of(severity);
        count.checked_sub(1).map(|less| *count = less).is_some()
    }

    fn mildest(mut self) -> Option<Severity> {
        let mildest_first = [Severity::Notice, Severity::Loss, Severity::Warning, Severity::Error];
        mildest_first.into_iter().find(|severity| *self.of(*severity) > 0)
    }
}

impl Report {
    /// The most remarks that are kept.
    pub const MAX: usize = 1000;

    /// What is kept, in the order of the page.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// The remarks because of which there is no value.
    pub fn errors(&self) -> impl Iterator<Item = &Remark> {
        self.remarks.iter().filter(|remark| remark.severity == Severity::Error)
    }

    /// Whether there is no error.
    pub const fn is_valid(&self) -> bool {
        self.counts.errors == 0
    }

    /// Whether there is nothing to say at all.
    pub const fn is_empty(&self) -> bool {
        self.total() == 0
    }

    /// How many remarks of a severity there were, those included that are not kept.
    ///
    /// ```
    /// use lastmile::{Report, Severity, from_json, gett};
    ///
    /// let many = format!(r#"{{"deliveries": [{}{{}}]}}"#, "{},".repeat(999));
    /// let report = from_json::<gett::CreateDeliveries>(many.as_bytes()).unwrap_err();
    /// assert_eq!(report.count(Severity::Error), 2_003, "two missing members for each, and three of the bundle");
    /// assert_eq!((report.remarks().len(), report.omitted()), (Report::MAX, 1_003));
    /// ```
    pub fn count(&self, severity: Severity) -> u64 {
        let mut counts = self.counts;
        *counts.of(severity)
    }

    /// How many remarks are not kept.
    pub fn omitted(&self) -> u64 {
        self.total().saturating_sub(u64::try_from(self.remarks.len()).unwrap_or(u64::MAX))
    }

    const fn total(&self) -> u64 {
        let Counts { errors, warnings, losses, notices } = self.counts;
        errors.saturating_add(warnings).saturating_add(losses).saturating_add(notices)
    }

    /// Adds a remark. Its place is only worked out if it is kept.
    pub(crate) fn add(&mut self, severity: Severity, violation: Violation, place: impl FnOnce() -> Pointer) {
        self.counts.add(severity);
        if self.remarks.len() >= Report::MAX && !self.give_way_to(severity) {
            return;
        }
        self.kept.add(severity);
        let (rule, found) = violation.into_parts();
        self.remarks.push(Remark { pointer: place(), rule, severity, found });
    }

    /// Drops the last of the mildest remarks, if there is one milder than this.
    fn give_way_to(&mut self, severity: Severity) -> bool {
        let Some(mildest) = self.kept.mildest().filter(|mildest| *mildest > severity) else { return false };
        let last = self.remarks.iter().rposition(|remark| remark.severity == mildest);
        last.map(|at| self.remarks.remove(at)).is_some_and(|dropped| self.kept.take(dropped.severity))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, remark) in self.remarks.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{remark}")?;
        }
        match self.omitted() {
            0 if self.remarks.is_empty() => f.write_str("nothing to remark"),
            0 => Ok(()),
            n => write!(f, "\nand {n} more"),
        }
    }
}

impl core::error::Error for Report {}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Report", 3)?;
        object.serialize_field("valid", &self.is_valid())?;
        object.serialize_field("remarks", &self.remarks)?;
        object.serialize_field("omitted", &self.omitted())?;
        object.end()
    }
}
