//! A point on the globe, and its two halves.

use alloc::string::{String, ToString};
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};

use serde::Serialize;

use crate::own::{own_form, own_made_of};
use crate::rule::{Found, Rule, Violation};
use crate::units::codec::Rounded;

macro_rules! degrees {
    ($($(#[$doc:meta])* $name:ident: $limit:literal, else $rule:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Serialize)]
        pub struct $name(f64);

        impl $name {
            /// Degrees; every digit of the double is kept.
            ///
            /// # Errors
            ///
            #[doc = concat!("[`Rule::", stringify!($rule), "`] outside the range, and for what is not a number.")]
            pub fn new(degrees: f64) -> Result<Self, Violation> {
                Self::within(degrees, || degrees.into())
            }

            fn within(degrees: f64, found: impl FnOnce() -> Found) -> Result<Self, Violation> {
                // Adding zero turns the negative zero into the one that everybody means.
                if (-$limit..=$limit).contains(&degrees) { Ok(Self(degrees + 0.0)) } else { Err(Rule::$rule.broken_by(found())) }
            }

            /// Degrees.
            pub const fn degrees(self) -> f64 {
                self.0
            }

            /// Reads degrees that stand in a text, such as `48.856614`: digits, no exponent, no plus sign. A text with more
            /// digits than a double keeps is read as the nearest one, with [`Rule::DegreesFiner`] beside it.
            ///
            /// # Errors
            ///
            #[doc = concat!("[`Rule::DegreesMalformed`], [`Rule::", stringify!($rule), "`].")]
            pub fn read_text(text: &str) -> Result<Rounded<Self>, Violation> {
                // Many digits in a text may be a phone number.
                let value = Self::within(degrees(text)?, || Found::amount(text))?;
                Ok(Rounded { violation: finer(text, &value.to_text()), value })
            }

            /// As a text with every digit of the double and no others.
            pub fn to_text(self) -> String {
                self.0.to_string()
            }
        }

        own_made_of!(f64 => $name);

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

/// The degrees in a text, by a grammar that is stricter than Rust's: no `inf`, no `1e3`, no `.5`.
fn degrees(text: &str) -> Result<f64, Violation> {
    let malformed = || Rule::DegreesMalformed.broken_by(Found::text(text));
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(decimals) {
        return Err(malformed());
    }
    text.parse().map_err(|_| malformed())
}

/// Says if a text has digits that are not in the text of its double. Zeros in front and at the end are no digits.
fn finer(text: &str, kept: &str) -> Option<Violation> {
    fn digits(text: &str) -> (&str, &str) {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        (whole.trim_start_matches(['-', '0']), decimals.trim_end_matches('0'))
    }
    (digits(text) != digits(kept)).then(|| Rule::DegreesFiner.broken_by(Found::text(text)))
}

degrees! {
    /// Degrees north of the equator, from -90 to 90. Source: WGS 84; Gett, `pickup.lat`.
    ///
    /// ```
    /// use lastmile::{Latitude, Rule};
    ///
    /// assert_eq!(Latitude::new(32.1133727)?.degrees(), 32.1133727);
    /// assert_eq!(Latitude::new(f64::NAN).unwrap_err().rule(), Rule::LatitudeRange);
    ///
    /// // HubRise writes degrees as texts.
    /// let read = Latitude::read_text("48.856614")?;
    /// assert_eq!((read.value.to_text().as_str(), read.violation), ("48.856614", None));
    /// let finer = Latitude::read_text("48.85661400000000001")?;
    /// assert_eq!(finer.violation.map(|violation| violation.rule()), Some(Rule::DegreesFiner));
    /// assert_eq!(Latitude::read_text("48,85").unwrap_err().rule(), Rule::DegreesMalformed);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("lat", "driver_latitude"))]
    Latitude: 90.0, else LatitudeRange;
    /// Degrees east of Greenwich, from -180 to 180. Source: WGS 84; Gett, `pickup.lng`.
    ///
    /// ```
    /// use lastmile::{Longitude, Rule};
    ///
    /// assert_eq!(Longitude::new(34.836637)?.degrees(), 34.836637);
    /// assert_eq!(Longitude::new(180.5).unwrap_err().rule(), Rule::LongitudeRange);
    /// assert_eq!(Longitude::read_text("2.3522219")?.value.to_text(), "2.3522219");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("lng", "lon", "driver_longitude"))]
    Longitude: 180.0, else LongitudeRange;
}

own_form! {
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
    #[doc(alias("lat", "lng", "location"))]
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
    pub struct Coordinates {
        /// Degrees north.
        pub latitude: Latitude,
        /// Degrees east.
        pub longitude: Longitude,
    }
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
    /// ```
    /// use lastmile::{Coordinates, Latitude, Longitude, Rule};
    ///
    /// let (latitude, longitude) = (Latitude::new(32.1)?, Longitude::new(34.8)?);
    /// assert_eq!(Coordinates::from_parts(Some(latitude), Some(longitude))?, Some(Coordinates { latitude, longitude }));
    /// assert_eq!(Coordinates::from_parts(None, None)?, None);
    /// assert_eq!(Coordinates::from_parts(Some(latitude), None).unwrap_err().rule(), Rule::CoordinatesHalf);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
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
            (Some(_), None) | (None, Some(_)) => Err(Coordinates::half()),
        }
    }

    /// That there is one of latitude and longitude and not the other.
    pub(crate) const fn half() -> Violation {
        Rule::CoordinatesHalf.broken()
    }

    /// This point, if it is one that somebody knows.
    ///
    /// ```
    /// use lastmile::{Coordinates, Rule};
    ///
    /// assert_eq!(Coordinates::new(0.0, 0.0)?.known().unwrap_err().rule(), Rule::CoordinatesZero);
    /// assert!(Coordinates::new(0.0, 0.1)?.known().is_ok());
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::CoordinatesZero`] for 0, 0; see [`Coordinates::is_zero`].
    pub fn known(self) -> Result<Coordinates, Violation> {
        if self.is_zero() { Err(Rule::CoordinatesZero.broken()) } else { Ok(self) }
    }

    /// Whether this is the point 0, 0 in the Gulf of Guinea, which providers write for a point that they do not know.
    pub fn is_zero(self) -> bool {
        self.latitude.0.to_bits() == 0 && self.longitude.0.to_bits() == 0
    }
}
