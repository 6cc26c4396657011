//! Some of the statuses.

use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Status;
use crate::own::Own;

/// Some of the statuses, each at most once: two bytes.
///
/// ```
/// use lastmile::{Status, StatusSet};
///
/// const CLOSED: StatusSet = StatusSet::of(&[Status::Completed, Status::Cancelled]);
/// assert!(CLOSED.contains(Status::Cancelled));
/// assert_eq!(CLOSED.to_string(), "completed, cancelled");
/// assert_eq!(Status::AtPickup.ahead().len(), 7);
///
/// // What is left to do, for a query or a dashboard.
/// let open = StatusSet::ALL.difference(CLOSED).without(Status::Rejected);
/// assert_eq!((open.first(), open.last()), (Some(Status::Pending), Some(Status::NotDelivered)));
/// assert!(open.intersection(CLOSED).is_empty());
/// assert_eq!(open.union(CLOSED).with(Status::Rejected), StatusSet::ALL);
/// let codes: Vec<u16> = open.iter().map(Status::code).collect();
/// assert_eq!(codes, [10, 20, 25, 30, 40, 50, 55, 60, 90]);
/// assert_eq!([Status::Completed, Status::Cancelled].into_iter().collect::<StatusSet>(), CLOSED);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct StatusSet(u16);

impl StatusSet {
    /// None of them.
    pub const EMPTY: StatusSet = StatusSet(0);

    /// All of them.
    pub const ALL: StatusSet = StatusSet::of(Status::ALL);

    /// These.
    pub const fn of(statuses: &[Status]) -> StatusSet {
        let mut set = StatusSet::EMPTY;
        let mut left = statuses;
        while let [this, rest @ ..] = left {
            set = set.with(*this);
            left = rest;
        }
        set
    }

    /// These and this one.
    #[inline]
    #[must_use]
    pub const fn with(self, status: Status) -> StatusSet {
        StatusSet(self.0 | status.bit())
    }

    /// These without that one.
    #[inline]
    #[must_use]
    pub const fn without(self, status: Status) -> StatusSet {
        StatusSet(self.0 & !status.bit())
    }

    /// What is in one of them.
    #[inline]
    #[must_use]
    pub const fn union(self, other: StatusSet) -> StatusSet {
        StatusSet(self.0 | other.0)
    }

    /// What is in both.
    #[inline]
    #[must_use]
    pub const fn intersection(self, other: StatusSet) -> StatusSet {
        StatusSet(self.0 & other.0)
    }

    /// What is in this one and not in the other.
    #[inline]
    #[must_use]
    pub const fn difference(self, other: StatusSet) -> StatusSet {
        StatusSet(self.0 & !other.0)
    }

    /// Whether it is one of them.
    #[inline]
    pub const fn contains(self, status: Status) -> bool {
        self.0 & status.bit() != 0
    }

    /// Whether there is none.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many there are.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// In the order of the table.
    pub const fn iter(self) -> Statuses {
        Statuses(self)
    }

    /// The one that stands first in the table.
    pub fn first(self) -> Option<Status> {
        Status::from_row(u8::try_from(self.0.trailing_zeros()).ok()?)
    }

    /// The one that stands last in the table.
    pub fn last(self) -> Option<Status> {
        Status::from_row(u8::try_from(self.0.checked_ilog2()?).ok()?)
    }

    pub(crate) const fn bits(self) -> u16 {
        self.0
    }
}

/// The statuses of a [`StatusSet`], in the order of the table.
///
/// ```
/// use lastmile::{Status, StatusSet};
///
/// let closed = StatusSet::of(&[Status::Completed, Status::Cancelled, Status::Rejected]);
/// let mut left = closed.iter();
/// assert_eq!((left.next(), left.next_back()), (Some(Status::Completed), Some(Status::Cancelled)));
/// assert_eq!(left.len(), 1);
/// for status in closed {
///     // write!(page, "<option>{status}</option>")
/// #   assert!(status.is_final());
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Statuses(StatusSet);

impl Iterator for Statuses {
    type Item = Status;

    #[inline]
    fn next(&mut self) -> Option<Status> {
        let first = self.0.first()?;
        self.0 = self.0.without(first);
        Some(first)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        // At most sixteen.
        let left = usize::try_from(self.0.len()).unwrap_or_default();
        (left, Some(left))
    }
}

impl DoubleEndedIterator for Statuses {
    fn next_back(&mut self) -> Option<Status> {
        let last = self.0.last()?;
        self.0 = self.0.without(last);
        Some(last)
    }
}

impl ExactSizeIterator for Statuses {}

impl FusedIterator for Statuses {}

impl IntoIterator for StatusSet {
    type Item = Status;
    type IntoIter = Statuses;

    fn into_iter(self) -> Statuses {
        self.iter()
    }
}

impl FromIterator<Status> for StatusSet {
    fn from_iter<I: IntoIterator<Item = Status>>(statuses: I) -> StatusSet {
        statuses.into_iter().fold(StatusSet::EMPTY, StatusSet::with)
    }
}

impl Extend<Status> for StatusSet {
    fn extend<I: IntoIterator<Item = Status>>(&mut self, statuses: I) {
        *self = statuses.into_iter().fold(*self, StatusSet::with);
    }
}

impl fmt::Display for StatusSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, status) in self.iter().enumerate() {
            if n > 0 {
                f.write_str(", ")?;
            }
            f.write_str(status.name())?;
        }
        Ok(())
    }
}

impl fmt::Debug for StatusSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// A list of names.
impl Serialize for StatusSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for StatusSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<StatusSet, D::Error> {
        Ok(Vec::<Status>::deserialize(Own(deserializer))?.into_iter().collect())
    }
}
