//! Where something is: coordinates on the globe, a place with its address.

use core::cmp::Ordering;
use core::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

use crate::rule::{Rule, Violation};
use crate::text::{AddressLine, Note};

macro_rules! degrees {
    ($($(#[$doc:meta])* $name:ident: $limit:literal, else $rule:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Serialize, Deserialize)]
        #[serde(try_from = "f64")]
        pub struct $name(f64);

        impl $name {
            /// Degrees; every digit of the double is kept.
            ///
            /// # Errors
            ///
            #[doc = concat!("[`Rule::", stringify!($rule), "`] outside the range, and for what is not a number.")]
            pub fn new(degrees: f64) -> Result<Self, Violation> {
                // Adding zero turns the negative zero into the one that everybody means.
                if (-$limit..=$limit).contains(&degrees) { Ok(Self(degrees + 0.0)) } else { Err(Rule::$rule.broken_by(degrees)) }
            }

            /// Degrees.
            pub const fn degrees(self) -> f64 {
                self.0
            }
        }

        impl TryFrom<f64> for $name {
            type Error = Violation;

            fn try_from(degrees: f64) -> Result<Self, Violation> {
                Self::new(degrees)
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.cmp(other) == Ordering::Equal
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                self.0.total_cmp(&other.0)
            }
        }

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.0.to_bits().hash(state);
            }
        }
    )+};
}

degrees! {
    /// Degrees north of the equator, from -90 to 90. Source: WGS 84; Gett, `pickup.lat`.
    ///
    /// ```
    /// # use lastmile::Latitude;
    /// assert_eq!(Latitude::new(32.1133727)?.degrees(), 32.1133727);
    /// assert!(Latitude::new(f64::NAN).is_err());
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    Latitude: 90.0, else LatitudeRange;
    /// Degrees east of Greenwich, from -180 to 180. Source: WGS 84; Gett, `pickup.lng`.
    ///
    /// ```
    /// # use lastmile::Longitude;
    /// assert_eq!(Longitude::new(34.836637)?.degrees(), 34.836637);
    /// assert!(Longitude::new(180.5).is_err());
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    Longitude: 180.0, else LongitudeRange;
}

/// A point on the globe.
///
/// ```
/// use lastmile::Coordinates;
///
/// let shop = Coordinates::new(32.109528, 34.840088)?;
/// assert!(!shop.is_zero());
/// assert!(Coordinates::new(0.0, 0.0)?.is_zero(), "how providers write a point that they do not know");
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coordinates {
    /// Degrees north.
    pub latitude: Latitude,
    /// Degrees east.
    pub longitude: Longitude,
}

impl Coordinates {
    /// Degrees north, degrees east.
    ///
    /// # Errors
    ///
    /// [`Rule::LatitudeRange`], [`Rule::LongitudeRange`].
    pub fn new(latitude: f64, longitude: f64) -> Result<Coordinates, Violation> {
        Ok(Coordinates { latitude: Latitude::new(latitude)?, longitude: Longitude::new(longitude)? })
    }

    /// From what was given; nothing, if neither was.
    ///
    /// # Errors
    ///
    /// [`Rule::CoordinatesHalf`] if only one of them was given.
    pub fn from_parts(
        latitude: Option<Latitude>,
        longitude: Option<Longitude>,
    ) -> Result<Option<Coordinates>, Violation> {
        match (latitude, longitude) {
            (None, None) => Ok(None),
            (Some(latitude), Some(longitude)) => Ok(Some(Coordinates { latitude, longitude })),
            (Some(_), None) | (None, Some(_)) => Err(Rule::CoordinatesHalf.broken()),
        }
    }

    /// Whether this is the point 0, 0 in the Gulf of Guinea, which providers write for a point that they do not know.
    pub fn is_zero(self) -> bool {
        self.latitude.0.to_bits() == 0 && self.longitude.0.to_bits() == 0
    }
}

/// Somewhere a courier goes: an address, a point, and what to know about it.
///
/// Which of them a provider requires is the provider's rule; see its module.
///
/// ```
/// use lastmile::{AddressLine, Coordinates, Note, Place};
///
/// let shop = Place {
///     address: Some(AddressLine::new("HaBarzel 25, Tel Aviv")?),
///     coordinates: Some(Coordinates::new(32.109528, 34.840088)?),
///     note: Some(Note::new("Apt: 3, floor: 4")?),
/// };
/// assert!(!format!("{shop:?}").contains("HaBarzel"));
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The address on one line.
    pub address: Option<AddressLine>,
    /// The point on the globe.
    pub coordinates: Option<Coordinates>,
    /// What the courier should know.
    pub note: Option<Note>,
}
