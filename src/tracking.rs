//! What a provider says of a delivery on its way.

use serde::{Deserialize, Serialize};

use crate::item::Failure;
use crate::status::Status;
use crate::text::{FreeText, Link, PersonName, Phone, Word};
use crate::time::Timestamp;

/// How a delivery fares: all that is known once a provider has it.
///
/// ```
/// use lastmile::{ReportedStatus, Status, Tracking};
///
/// let tracking = Tracking { status: Some(ReportedStatus::Known(Status::Pending)), ..Tracking::default() };
/// assert!(tracking.courier.is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tracking {
    /// The current status, as the provider says. Source: Gett, response, `status`, `status_code`.
    pub status: Option<ReportedStatus>,
    /// When which step was taken, as far as the provider says.
    #[serde(default)]
    pub milestones: Milestones,
    /// Who brings it.
    pub courier: Option<Courier>,
    /// Why the provider did not take it.
    pub rejection: Option<Rejection>,
    /// Why it was not delivered.
    pub failure: Option<Failure>,
    /// How its delivery was proved.
    #[serde(default)]
    pub verifications: Vec<Verification>,
}

/// A status as a provider said it: one that the lifecycle knows, or the raw words of one that it does not know.
///
/// ```
/// use lastmile::{ReportedStatus, Status, Word};
///
/// let new_one = ReportedStatus::Unknown { word: Some(Word::new("teleporting")?), code: Some(55) };
/// assert_eq!(new_one.known(), None, "never a default for the unknown");
/// assert_eq!(ReportedStatus::from(Status::Completed).known(), Some(Status::Completed));
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportedStatus {
    /// A status of the lifecycle.
    Known(Status),
    /// Another word or number, as it came.
    Unknown {
        /// The provider's word.
        word: Option<Word>,
        /// The provider's number.
        code: Option<i64>,
    },
}

impl ReportedStatus {
    /// The status, if the lifecycle knows it.
    pub const fn known(&self) -> Option<Status> {
        match self {
            ReportedStatus::Known(status) => Some(*status),
            ReportedStatus::Unknown { .. } => None,
        }
    }
}

impl From<Status> for ReportedStatus {
    fn from(status: Status) -> ReportedStatus {
        ReportedStatus::Known(status)
    }
}

/// When the steps of a delivery were taken, as far as a provider says.
///
/// Source: Gett, response, `started_at`, `arrived_at`, `picked_up_at`, `ended_at`.
///
/// ```
/// use lastmile::Milestones;
///
/// let on_its_way = Milestones { picked_up: Some("2020-09-12T17:05:00Z".parse()?), ..Milestones::default() };
/// assert!(on_its_way.ended.is_none());
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestones {
    /// When the courier set out for the pickup.
    pub started: Option<Timestamp>,
    /// When the courier was at the pickup.
    pub arrived: Option<Timestamp>,
    /// When the courier had it.
    pub picked_up: Option<Timestamp>,
    /// When it was over, one way or another.
    pub ended: Option<Timestamp>,
}

/// Who brings it.
///
/// Source: Gett, response, `deliveries[].courier`, whose members the provider's other pages name.
///
/// ```
/// use lastmile::{Courier, PersonName};
///
/// let courier = Courier { name: Some(PersonName::new("Itai")?), ..Courier::default() };
/// assert!(!format!("{courier:?}").contains("Itai"));
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Courier {
    /// Their name.
    pub name: Option<PersonName>,
    /// Their phone number.
    pub phone: Option<Phone>,
    /// A picture of them.
    pub picture: Option<Link>,
    /// What they drive.
    pub vehicle: Vehicle,
}

/// What a courier drives, so that people recognise it. All of it is masked: a licence plate names a person.
///
/// ```
/// use lastmile::{FreeText, Vehicle};
///
/// let vehicle = Vehicle { colour: Some(FreeText::new("white")?), ..Vehicle::default() };
/// assert!(vehicle.licence_plate.is_none());
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vehicle {
    /// Its colour.
    pub colour: Option<FreeText>,
    /// What it is.
    pub model: Option<FreeText>,
    /// What is written on its plate.
    pub licence_plate: Option<FreeText>,
}

/// Why a provider did not take a delivery.
///
/// Source: Gett, create delivery, status rejected (80); response, `rejection_info`.
///
/// ```
/// use lastmile::{FreeText, Rejection, RejectionReason};
///
/// let rejection = Rejection {
///     reason: Some(RejectionReason::AddressNotFound),
///     description: Some(FreeText::new("Problem with Address - Failed to geocode")?),
///     error: None,
/// };
/// assert_eq!(rejection.reason, Some(RejectionReason::AddressNotFound));
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    /// The reason, if it is one that the page names.
    pub reason: Option<RejectionReason>,
    /// The provider's words.
    pub description: Option<FreeText>,
    /// The provider's second words.
    pub error: Option<FreeText>,
}

/// The reasons for a rejection that a page names. It says three and lists four.
///
/// Source: Gett, create delivery, status rejected (80).
///
/// ```
/// # use lastmile::RejectionReason;
/// assert_ne!(RejectionReason::Manual, RejectionReason::InvalidPhone);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RejectionReason {
    /// The phone number of the drop-off is missing or wrong.
    InvalidPhone,
    /// The drop-off is outside the area that is served from this pickup.
    OutOfServiceArea,
    /// Somebody decided so.
    Manual,
    /// The address is nowhere on the map.
    AddressNotFound,
}

/// How a delivery was proved.
///
/// Source: Gett, response, `deliveries[].verifications[]`, whose members the provider's other pages name.
///
/// ```
/// use lastmile::{Verification, Word};
///
/// let signed = Verification { kind: Some(Word::new("recipient")?), signature_provided: Some(true), ..Verification::default() };
/// assert_eq!(signed.code_provided, None);
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verification {
    /// What was verified.
    pub kind: Option<Word>,
    /// When.
    pub proved_at: Option<Timestamp>,
    /// What sort of person took it.
    pub recipient_category: Option<Word>,
    /// Who took it.
    pub recipient_name: Option<PersonName>,
    /// By what it was verified.
    pub verified_by: Option<FreeText>,
    /// Whether they signed.
    pub signature_provided: Option<bool>,
    /// Whether they knew the code.
    pub code_provided: Option<bool>,
}
