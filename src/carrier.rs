//! What a carrier is asked to do, and for how much.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::{MethodId, Reference};
use crate::own::own_form;
use crate::rule::Violation;
use crate::text::{Name, Word};
use crate::time::{OffsetTime, Timestamp};
use crate::units::Price;

own_form! {
    /// An order to a carrier: how fast, until when, for how much.
    ///
    /// The expected price is that of all deliveries; it need not be the sum of theirs, and in the page's own sample it is not.
    ///
    /// Source: Abbiamo, `carrier`.
    ///
    /// ```
    /// use lastmile::{CarrierOrder, Cents, Name, Price};
    ///
    /// let order = CarrierOrder {
    ///     carrier: Some(Name::new("Acme Express")?),
    ///     dispatch_by: Some("14:00:00-03".parse()?),
    ///     expected_price: Some(Price::new(Cents::new(1200)?)?),
    ///     ..CarrierOrder::default()
    /// };
    /// assert_eq!(order.expected_price.map(Price::get), Some(1200));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("carrier", "total_expected_delivery_price"))]
    #[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
    pub struct CarrierOrder {
        /// What the carrier is called.
        pub carrier: Option<Name>,
        /// The service that is ordered.
        pub method: Option<DeliveryMethod>,
        /// Until what time of the day it is sent off.
        pub dispatch_by: Option<OffsetTime>,
        /// When it is expected to arrive.
        pub expected_delivery: Option<Timestamp>,
        /// What all of it is expected to cost.
        pub expected_price: Option<Price>,
    }
}

own_form! {
    /// A carrier's service.
    ///
    /// Source: Abbiamo, `carrier.method`.
    ///
    /// ```
    /// use lastmile::{DeliveryMethod, Speed, Word};
    ///
    /// let method = DeliveryMethod { speed: Some(Speed::from(Word::new("D0")?)), ..DeliveryMethod::default() };
    /// assert_eq!(method.speed, Some(Speed::SameDay));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("method"))]
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    pub struct DeliveryMethod {
        /// The provider's id.
        pub id: Option<MethodId>,
        /// The carrier's own id.
        pub reference: Option<Reference>,
        /// What it is called.
        pub name: Option<Name>,
        /// How fast it is.
        pub speed: Option<Speed>,
    }
}

/// How fast a carrier's service is. The provider's words are open: others are kept as they come.
///
/// Source: Abbiamo, `carrier.method.type`.
///
/// ```
/// use lastmile::{Speed, Word};
///
/// assert_eq!(Speed::from(Word::new("D1")?), Speed::NextDay);
/// assert_eq!(Speed::from(Word::new("CONVENCIONAL")?).as_str(), "CONVENCIONAL");
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Word", into = "Word")]
pub enum Speed {
    /// On the day of the order.
    #[doc(alias = "D0")]
    SameDay,
    /// On the day after it.
    #[doc(alias = "D1")]
    NextDay,
    /// A word that the page does not explain.
    Other(Word),
}

impl Speed {
    /// The provider's word.
    pub fn as_str(&self) -> &str {
        match self {
            Speed::SameDay => "D0",
            Speed::NextDay => "D1",
            Speed::Other(word) => word.as_str(),
        }
    }
}

impl AsRef<str> for Speed {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Speed {
    type Err = Violation;

    /// Reads any word; letter case counts.
    ///
    /// # Errors
    ///
    /// [`Rule::Blank`](crate::Rule::Blank).
    fn from_str(word: &str) -> Result<Speed, Violation> {
        Word::new(word).map(Speed::from)
    }
}

impl From<Word> for Speed {
    fn from(word: Word) -> Speed {
        match word.as_str() {
            "D0" => Speed::SameDay,
            "D1" => Speed::NextDay,
            _ => Speed::Other(word),
        }
    }
}

impl From<Speed> for Word {
    fn from(speed: Speed) -> Word {
        match speed {
            Speed::SameDay => Word::known("D0"),
            Speed::NextDay => Word::known("D1"),
            Speed::Other(word) => word,
        }
    }
}
