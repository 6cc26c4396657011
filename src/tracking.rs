//! What a provider says of a delivery on its way.

use alloc::boxed::Box;
use alloc::vec::Vec;

use serde::Serialize;

use crate::carrier::Carrier;
use crate::id::TrackingNumber;
use crate::item::Failure;
use crate::money::Money;
use crate::own::{own_form, own_words};
use crate::place::Coordinates;
use crate::rare::Empty;
use crate::status::Timeline;
use crate::text::{AccessCode, FreeText, Link, PersonName, Phone, Word};
use crate::time::Timestamp;

own_form! {
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
    #[doc(alias("tracking_url", "carrier_ref"))]
    #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
    pub struct Tracking {
        /// The company that brings it.
        pub carrier: Option<Carrier>,
        /// The carrier's own id of the delivery. Source: HubRise, deliveries, `ref`.
        pub tracking_number: Option<TrackingNumber>,
        /// What the carrier takes for it from whoever sells. Source: HubRise, deliveries, `fee`.
        pub fee: Option<Money>,
        /// When the carrier thinks to be where.
        #[serde(default)]
        pub estimates: Estimates,
        /// Where the recipient can follow it. Source: HubRise, deliveries, `tracking_url`.
        pub link: Option<Link>,
        /// What happened, and when. Source: Gett, response, `status`, `status_code`, `started_at`, `arrived_at`,
        /// `picked_up_at`, `ended_at`; HubRise, deliveries, `status`, `assigned_at`, `pickup_at`, `delivered_at`,
        /// `cancelled_at`.
        #[serde(default)]
        pub timeline: Timeline,
        /// The status that the provider says now, if the lifecycle does not know it. The timeline then ends with what is known.
        pub unknown_status: Option<UnknownStatus>,
        /// Who brings it.
        pub courier: Option<Courier>,
        /// Why the provider did not take it.
        pub rejection: Option<Rejection>,
        /// Why it was not delivered.
        pub failure: Option<Box<Failure>>,
        /// How its delivery was proved.
        #[serde(default)]
        pub verifications: Vec<Verification>,
    }
}

impl Empty for Tracking {
    fn empty() -> &'static Tracking {
        static EMPTY: Tracking = Tracking {
            carrier: None,
            tracking_number: None,
            fee: None,
            estimates: Estimates { pickup: None, drop_off: None },
            link: None,
            timeline: Timeline::new(),
            unknown_status: None,
            courier: None,
            rejection: None,
            failure: None,
            verifications: Vec::new(),
        };
        &EMPTY
    }
}

own_form! {
    /// When the carrier thinks to be where. Nobody promises them, nor that the one is before the other.
    ///
    /// Source: HubRise, deliveries, `estimated_pickup_at`, `estimated_dropoff_at`.
    ///
    /// ```
    /// use lastmile::Estimates;
    ///
    /// let estimates = Estimates { pickup: Some("2023-01-01T12:00:00+01:00".parse()?), drop_off: None };
    /// assert_ne!(estimates, Estimates::default());
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("eta", "estimated_pickup_at", "estimated_dropoff_at"))]
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    pub struct Estimates {
        /// At the pickup.
        pub pickup: Option<Timestamp>,
        /// At the drop-off.
        pub drop_off: Option<Timestamp>,
    }
}

own_form! {
    /// A status that the lifecycle does not know, as it came. It is never taken for another one.
    ///
    /// Source: Gett, response, `status`, `status_code`; HubRise, retrieve a delivery, `status`.
    ///
    /// ```
    /// use lastmile::{UnknownStatus, Word};
    ///
    /// let new_one = UnknownStatus { word: Some(Word::new("teleporting")?), code: Some(266) };
    /// assert_eq!(new_one.code, Some(266), "which is not 10");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    pub struct UnknownStatus {
        /// The provider's word.
        pub word: Option<Word>,
        /// The provider's number.
        pub code: Option<i64>,
    }
}

own_form! {
    /// Who brings it.
    ///
    /// Source: Gett, response, `deliveries[].courier`, whose members the provider's other pages name; HubRise, deliveries,
    /// `driver_name` and what follows it.
    ///
    /// ```
    /// use lastmile::{Courier, PersonName};
    ///
    /// let courier = Courier { name: Some(PersonName::new("Itai")?), ..Courier::default() };
    /// assert!(!format!("{courier:?}").contains("Itai"));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("driver", "rider"))]
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    pub struct Courier {
        /// Their name.
        pub name: Option<PersonName>,
        /// Their phone number.
        pub phone: Option<Phone>,
        /// What to say or dial to be put through to them.
        pub access_code: Option<AccessCode>,
        /// Where they are.
        pub position: Option<Coordinates>,
        /// A picture of them.
        pub picture: Option<Link>,
        /// What they drive.
        pub vehicle: Vehicle,
    }
}

own_form! {
    /// What a courier drives, so that people recognise it. All of it is masked: a licence plate names a person.
    ///
    /// Source: Gett, response, `deliveries[].courier.color`, `model`, `license_plate`.
    ///
    /// ```
    /// use lastmile::{FreeText, Vehicle};
    ///
    /// let vehicle = Vehicle { colour: Some(FreeText::new("white")?), ..Vehicle::default() };
    /// assert!(vehicle.licence_plate.is_none());
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    pub struct Vehicle {
        /// Its colour.
        pub colour: Option<FreeText>,
        /// What it is.
        pub model: Option<FreeText>,
        /// What is written on its plate.
        pub licence_plate: Option<FreeText>,
    }
}

own_form! {
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
    #[doc(alias("rejection_info"))]
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    pub struct Rejection {
        /// The reason, if it is one that the page names.
        pub reason: Option<RejectionReason>,
        /// The provider's words.
        pub description: Option<FreeText>,
        /// The provider's second words.
        pub error: Option<FreeText>,
    }
}

own_words! {
    /// The reasons for a rejection that a page names. It says three and lists four.
    ///
    /// Source: Gett, create delivery, status rejected (80).
    ///
    /// ```
    /// use lastmile::RejectionReason;
    ///
    /// // Which of them somebody who knows more about the recipient can mend.
    /// let is_mendable = |reason| matches!(reason, RejectionReason::InvalidPhone | RejectionReason::AddressNotFound);
    /// assert!(is_mendable(RejectionReason::InvalidPhone) && !is_mendable(RejectionReason::OutOfServiceArea));
    /// ```
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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
}

own_form! {
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
    #[doc(alias("proof_of_delivery", "pod", "signature"))]
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
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
}
