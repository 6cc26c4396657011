//! The status of a whole from those of its parts: items of a parcel, parcels of a delivery, deliveries of a bundle.
//!
//! | the parts | the whole |
//! | --- | --- |
//! | there are none | `Empty` |
//! | at least one is not over | `Underway`, with the status of the one that is furthest behind |
//! | all have the same end | `Ended`, with that end |
//! | all are over, some are completed and some are not | `PartlyDelivered` |
//! | all are over in different ways, none is completed | `Ended`, with `not_delivered` before `cancelled` before `rejected` |
//!
//! Of different ways to fail, the one counts that says most about where the goods are: what was carried and not handed
//! over has to come back, what was cancelled may have to, what was rejected never left.

use core::fmt;

use serde::{Serialize, Serializer};

use super::{Status, StatusSet};

/// Where a whole stands. It depends only on which statuses its parts have, so a set of them is enough. A whole of wholes is
/// that of all their parts: unite the sets, for a whole's own status has no word for partly.
///
/// ```
/// use lastmile::{Status::*, StatusSet, Whole};
///
/// let parcels = [Completed, Completed, NotDelivered];
/// let whole = Whole::of(parcels.into_iter().collect::<StatusSet>());
/// assert_eq!(whole, Whole::PartlyDelivered);
/// assert!(whole.is_over());
/// assert_eq!(whole.status(), Some(NotDelivered), "where there is no word for partly");
/// assert_eq!(serde_json::to_string(&whole).ok().as_deref(), Some("\"partly_delivered\""), "the word that it displays");
/// assert_eq!(Whole::of(StatusSet::of(&[Completed, AtDropOff])), Whole::Underway(AtDropOff));
///
/// // A bundle of that delivery and of one that was not handed over at all.
/// let (one, other) = (StatusSet::of(&parcels), StatusSet::of(&[NotDelivered]));
/// assert_eq!(Whole::of(one.union(other)), Whole::PartlyDelivered, "and not what both end with");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Whole {
    /// There are no parts.
    #[default]
    Empty,
    /// Not over; the part that is furthest behind has this status.
    Underway(Status),
    /// Over; all of it, or at least nothing better.
    Ended(Status),
    /// Over; some parts were handed over and some were not.
    PartlyDelivered,
}

impl Whole {
    /// The whole of parts that have these statuses.
    pub fn of(parts: StatusSet) -> Whole {
        if let Some(behind) = parts.iter().find(|status| !status.is_over()) {
            return Whole::Underway(behind);
        }
        let failed = parts.without(Status::Completed);
        match [Status::NotDelivered, Status::Cancelled, Status::Rejected].into_iter().find(|end| failed.contains(*end))
        {
            Some(_) if parts.contains(Status::Completed) => Whole::PartlyDelivered,
            Some(end) => Whole::Ended(end),
            None if parts.is_empty() => Whole::Empty,
            None => Whole::Ended(Status::Completed),
        }
    }

    /// Whether nothing more will happen.
    pub const fn is_over(self) -> bool {
        matches!(self, Whole::Ended(_) | Whole::PartlyDelivered)
    }

    /// As one status, where there is no word for partly: the status of what is underway, or the end; partly delivered is
    /// not delivered.
    pub const fn status(self) -> Option<Status> {
        match self {
            Whole::Empty => None,
            Whole::Underway(status) | Whole::Ended(status) => Some(status),
            Whole::PartlyDelivered => Some(Status::NotDelivered),
        }
    }
}

impl FromIterator<Status> for Whole {
    fn from_iter<I: IntoIterator<Item = Status>>(parts: I) -> Whole {
        Whole::of(parts.into_iter().collect())
    }
}

impl fmt::Display for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Whole::Empty => f.pad("empty"),
            Whole::Underway(status) | Whole::Ended(status) => status.fmt(f),
            Whole::PartlyDelivered => f.pad("partly_delivered"),
        }
    }
}

impl Serialize for Whole {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
