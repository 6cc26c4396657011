//! A provider's words for the statuses, and what is lost where it has none.

use super::{Lifecycle, Status, StatusSet};
use crate::rule::{Found, Rule, Violation};

/// A provider's words for the statuses, as data.
///
/// ```
/// use lastmile::{Status, gett, hubrise};
///
/// // Three of Gett's ends are one at HubRise; nothing there says that the goods were picked up.
/// let told = hubrise::STATUSES.tells(Status::NotDelivered);
/// assert_eq!(told.word, Some("cancelled"));
/// assert_eq!(told.loses, Some("that the courier had the goods and did not hand them over"));
/// assert_eq!(hubrise::STATUSES.tells(Status::PickedUp).word, None);
/// assert_eq!(gett::STATUSES.translate("driving", &hubrise::STATUSES)?.word, Some("dropoff_enroute"));
///
/// // What nobody knows has no default.
/// assert!(gett::STATUSES.translate("teleported", &hubrise::STATUSES).is_err());
/// # Ok::<(), lastmile::Violation>(())
/// ```
///
/// A provider that a host adds has one, too:
/// [how](crate::guide::adding_a_provider#one-that-says-how-a-delivery-stands).
#[derive(Debug, Clone, Copy)]
pub struct Vocabulary {
    /// Whose words they are.
    pub name: &'static str,
    /// Which status may follow which there.
    pub lifecycle: Lifecycle,
    /// The word for a status, if there is one that says just that.
    pub word: fn(Status) -> Option<&'static str>,
    /// The status of a word.
    pub status: fn(&str) -> Result<Status, Violation>,
    /// What is told of the statuses that have no word, and what that does not say.
    pub stand_ins: &'static [StandIn],
}

/// What is told of a status for which there is no word.
///
/// ```
/// use lastmile::{StandIn, Status, gett};
///
/// // All that Gett is not told, for the host's own documentation.
/// let told: Vec<_> = gett::STATUSES.stand_ins.iter().map(|StandIn { status, told, loses: _ }| (*status, *told)).collect();
/// assert_eq!(told, [
///     (Status::ApproachingPickup, Some(Status::PickupEnRoute)),
///     (Status::ApproachingDropOff, Some(Status::DropOffEnRoute)),
/// ]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StandIn {
    /// The status.
    pub status: Status,
    /// What is told instead; none if every other word would be wrong.
    pub told: Option<Status>,
    /// What is lost.
    pub loses: &'static str,
}

/// How a provider is told a status.
///
/// ```
/// use lastmile::{Mapping, Rule, Status, gett};
///
/// let Mapping { word, told, loses } = gett::STATUSES.tells(Status::ApproachingPickup);
/// assert_eq!((word, told), (Some("confirmed"), Some(Status::PickupEnRoute)));
/// assert_eq!(loses, Some("that the courier is about to arrive at the pickup"));
///
/// let lost = gett::STATUSES.tells(Status::ApproachingPickup).says_all(Status::ApproachingPickup).unwrap_err();
/// assert_eq!(lost.rule(), Rule::StatusUntold);
/// assert!(gett::STATUSES.tells(Status::AtPickup).says_all(Status::AtPickup).is_ok());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mapping {
    /// In this word; none if there is none.
    pub word: Option<&'static str>,
    /// The status that the word stands for there.
    pub told: Option<Status>,
    /// What it does not say, if it does not say all.
    pub loses: Option<&'static str>,
}

impl Mapping {
    /// Whether it says all of that status.
    ///
    /// # Errors
    ///
    /// [`Rule::StatusUntold`], which is a Loss where something is written.
    pub fn says_all(&self, status: Status) -> Result<(), Violation> {
        if self.loses.is_none() {
            return Ok(());
        }
        let told = self.told.map_or("nothing", Status::name);
        Err(Rule::StatusUntold.broken_by(Found::shown(format_args!("{status}, told as {told}"))))
    }
}

impl Vocabulary {
    /// The statuses that have a word which says just that.
    ///
    /// ```
    /// use lastmile::{Status, gett, hubrise};
    ///
    /// // What both can say.
    /// let common = gett::STATUSES.statuses().intersection(hubrise::STATUSES.statuses());
    /// assert!(common.contains(Status::AtDropOff) && !common.contains(Status::PickedUp));
    /// ```
    pub fn statuses(&self) -> StatusSet {
        Status::ALL.iter().copied().filter(|status| (self.word)(*status).is_some()).collect()
    }

    /// How a status is told.
    pub fn tells(&self, status: Status) -> Mapping {
        if let Some(word) = (self.word)(status) {
            return Mapping { word: Some(word), told: Some(status), loses: None };
        }
        let stand_in = self.stand_ins.iter().find(|row| row.status == status);
        let told = stand_in.and_then(|row| row.told);
        let loses = stand_in.map_or(status.says(), |row| row.loses);
        Mapping { word: told.and_then(self.word), told, loses: Some(loses) }
    }

    /// How somebody else is told what a word says here.
    ///
    /// # Errors
    ///
    /// [`Rule::StatusWord`](crate::Rule::StatusWord) if the word is not known here. There is no default.
    pub fn translate(&self, word: &str, other: &Vocabulary) -> Result<Mapping, Violation> {
        (self.status)(word).map(|status| other.tells(status))
    }
}
