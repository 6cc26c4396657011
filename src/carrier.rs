//! The company that brings it: what it is called, what it is asked to do, and for how much.

use serde::Serialize;

use crate::id::{CarrierId, MethodId, Reference};
use crate::own::own_form;
use crate::text::{Name, Word, open_words};
use crate::time::{OffsetTime, Timestamp};
use crate::units::Price;

own_form! {
    /// The company that brings it.
    ///
    /// Source: HubRise, deliveries, `carrier`, `carrier_ref`.
    ///
    /// ```
    /// use lastmile::{Carrier, CarrierId, Name};
    ///
    /// let ups = Carrier { name: Name::new("UPS")?, id: Some(CarrierId::new("ups")?) };
    /// assert_eq!(ups.name.as_str(), "UPS");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("courier_company"))]
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
    pub struct Carrier {
        /// What it is called.
        pub name: Name,
        /// The code by which it is known.
        pub id: Option<CarrierId>,
    }
}

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

open_words! {
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
    Speed, other Word as word {
        /// On the day of the order,
        #[doc(alias = "D0")]
        SameDay = "D0",
        /// On the day after it,
        #[doc(alias = "D1")]
        NextDay = "D1",
    }
}
