//! A part of the model that most values do not have, at the cost of a pointer.

use alloc::boxed::Box;
use core::fmt;
use core::ops::{Deref, DerefMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A part that most values do not have: it takes eight bytes until somebody writes into it.
///
/// It reads and writes like the part itself, and one that was never written is equal to an empty one. A request of ten
/// thousand deliveries would otherwise carry ten thousand empty trackings.
///
/// ```
/// use lastmile::{Delivery, Status, Tracking};
///
/// let mut delivery = Delivery::default();
/// assert_eq!(delivery.tracking.timeline.status(), None);
/// assert_eq!(delivery.tracking, Tracking::default().into());
///
/// delivery.tracking.timeline.advance(Status::PickedUp, "2020-09-07T13:44:18Z".parse()?)?;
/// assert_eq!(delivery.tracking.timeline.status(), Some(Status::PickedUp));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Rare<T>(Option<Box<T>>);

impl<T: Default> Rare<T> {
    /// The part, an empty one if it was never written.
    ///
    /// ```
    /// use lastmile::{Rare, Tracking};
    ///
    /// assert_eq!(Rare::<Tracking>::default().into_inner(), Tracking::default());
    /// ```
    pub fn into_inner(self) -> T {
        self.0.map_or_else(T::default, |part| *part)
    }
}

/// What has an empty value that lives for ever.
///
/// ```
/// use lastmile::{Tracking, rare::Empty};
///
/// assert_eq!(Tracking::empty(), &Tracking::default());
/// ```
pub trait Empty: 'static {
    /// The empty value.
    fn empty() -> &'static Self;
}

impl<T: Empty> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match &self.0 {
            Some(part) => part,
            None => T::empty(),
        }
    }
}

impl<T: Empty + Default> DerefMut for Rare<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T> Default for Rare<T> {
    fn default() -> Rare<T> {
        Rare(None)
    }
}

impl<T> From<T> for Rare<T> {
    fn from(part: T) -> Rare<T> {
        Rare(Some(Box::new(part)))
    }
}

impl<T: Empty + PartialEq> PartialEq for Rare<T> {
    fn eq(&self, other: &Rare<T>) -> bool {
        (self.0.is_none() && other.0.is_none()) || **self == **other
    }
}

impl<T: Empty + Eq> Eq for Rare<T> {}

impl<T: Empty + fmt::Debug> fmt::Debug for Rare<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Empty + Serialize> Serialize for Rare<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rare<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Rare<T>, D::Error> {
        T::deserialize(deserializer).map(Rare::from)
    }
}
