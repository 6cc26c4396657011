//! What a provider says of a delivery on its way.

use serde::{Deserialize, Serialize};

use crate::item::Failure;
use crate::status::Timeline;
use crate::text::{FreeText, Link, PersonName, Phone, Word};
use crate::time::Timestamp;

/// How a delivery fares: all that is known once a provider has it.
///
/// ```
/// use lastmile::{Status, Tracking};
///
/// let mut tracking = Tracking::default();
/// tracking.timeline.observe(Status::PickedUp, Some("2020-09-12T17:10:00Z".parse()?));
/// assert_eq!(tracking.timeline.status(), Some(Status::PickedUp));
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tracking {
    /// What happened, and when. Source: Gett, response, `status`, `status_code`, `started_at`, `arrived_at`,
    /// `picked_up_at`, `ended_at`.
    #[serde(default)]
    pub timeline: Timeline,
    /// The status that the provider says now, if the lifecycle does not know it. The timeline then ends with what is known.
    pub unknown_status: Option<UnknownStatus>,
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

/// A status that the lifecycle does not know, as it came. It is never taken for another one.
///
/// Source: Gett, response, `status`, `status_code`.
///
/// ```
/// use lastmile::{UnknownStatus, Word};
///
/// let new_one = UnknownStatus { word: Some(Word::new("teleporting")?), code: Some(266) };
/// assert_eq!(new_one.code, Some(266), "which is not 10");
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnknownStatus {
    /// The provider's word.
    pub word: Option<Word>,
    /// The provider's number.
    pub code: Option<i64>,
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
