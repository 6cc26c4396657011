//! Body of `POST orders/:order_id/delivery`: create a delivery.

use alloc::vec::Vec;

use super::lifecycle::{STATUSES, StatusTimes};
use super::parts::{Voice, degrees, known, latitude, link, longitude};
use crate::carrier::Carrier;
use crate::dialect::shared::{echoed, instant, point, text, text_of, time, untold};
use crate::field::Field;
use crate::id::{CarrierId, TrackingNumber};
use crate::money::Money;
use crate::payload::Payload;
use crate::place::Coordinates;
use crate::report::Scope;
use crate::rule::Severity;
use crate::status::{Status, Timeline, Vocabulary};
use crate::text::{AccessCode, Name, PersonName, Phone, Text, Word};
use crate::tracking::{Courier, Estimates, Tracking, UnknownStatus, Vehicle};

// The wire.

crate::wire! {
    /// Body of `POST orders/:order_id/delivery`.
    ///
    /// ```
    /// use lastmile::{Rule, from_json, hubrise};
    ///
    /// let report = from_json::<hubrise::CreateDelivery>(br#"{"carrier": "UPS", "fee": "4,50 EUR"}"#).unwrap_err();
    /// let said: Vec<_> = report.remarks().iter().map(|remark| (remark.pointer.as_str(), remark.rule)).collect();
    /// assert_eq!(said, [("/status", Rule::Missing), ("/fee", Rule::MoneyComma)]);
    /// ```
    pub struct CreateDelivery {
        /// The name of the carrier: required.
        pub carrier: Field<Text>,
        /// A code that identifies the carrier.
        pub carrier_ref: Field<Text>,
        /// The carrier's identifier of the delivery, such as a tracking number.
        pub reference: Field<Text> = "ref",
        /// The status: required.
        pub status: Field<Text>,
        /// What the carrier charges the business for it, such as `4.50 EUR`.
        pub fee: Field<Text>,
        /// When the carrier thinks to pick it up.
        pub estimated_pickup_at: Field<Text>,
        /// When the carrier thinks to drop it off.
        pub estimated_dropoff_at: Field<Text>,
        /// Where the customer can follow it.
        pub tracking_url: Field<Text>,
        /// The driver's name.
        pub driver_name: Field<Text>,
        /// The driver's phone number.
        pub driver_phone: Field<Text>,
        /// What to say when calling that number.
        pub driver_phone_access_code: Field<Text>,
        /// Where the driver is: the latitude, a decimal in a text.
        pub driver_latitude: Field<Text>,
        /// Where the driver is: the longitude, a decimal in a text.
        pub driver_longitude: Field<Text>,
        /// When the status changed to `pickup_enroute`.
        pub assigned_at: Field<Text>,
        /// When the status changed to `dropoff_enroute`.
        pub pickup_at: Field<Text>,
        /// When the status changed to `delivered`.
        pub delivered_at: Field<Text>,
        /// When the status changed to `cancelled`.
        pub cancelled_at: Field<Text>,
    }
}

// Reading and writing.

impl Payload for CreateDelivery {
    type Model = Tracking;

    const NAME: &'static str = "hubrise.create";

    const STATUSES: Option<Vocabulary> = Some(STATUSES);

    fn read(self, s: &mut Scope<'_>) -> Option<Tracking> {
        self.read_as(s, Voice::Request)
    }

    fn write(tracking: &Tracking, s: &mut Scope<'_>) -> CreateDelivery {
        CreateDelivery::write_as(tracking, s, Voice::Request)
    }
}

// Reading.

impl CreateDelivery {
    pub(super) fn read_as(self, s: &mut Scope<'_>, voice: Voice) -> Option<Tracking> {
        let CreateDelivery {
            carrier,
            carrier_ref,
            reference,
            status,
            fee,
            estimated_pickup_at,
            estimated_dropoff_at,
            tracking_url,
            driver_name,
            driver_phone,
            driver_phone_access_code,
            driver_latitude,
            driver_longitude,
            assigned_at,
            pickup_at,
            delivered_at,
            cancelled_at,
            unknown,
        } = self;

        let carrier = read_carrier(s, carrier, carrier_ref, voice);
        let tracking_number = s.optional("ref", reference.blank_is_absent(), TrackingNumber::new);
        let status = read_status(s, status, voice);
        let fee = s.optional("fee", fee.blank_is_absent(), |text| Money::read_text(&text));
        let estimated_pickup = time(s, "estimated_pickup_at", estimated_pickup_at);
        let estimated_drop_off = time(s, "estimated_dropoff_at", estimated_dropoff_at);
        let link = s.optional_with("tracking_url", tracking_url.blank_is_absent(), link);
        let name = s.optional("driver_name", driver_name.blank_is_absent(), PersonName::new);
        let phone = read_phone(s, driver_phone, voice);
        let access_code =
            s.optional("driver_phone_access_code", driver_phone_access_code.blank_is_absent(), AccessCode::new);
        let position = read_position(s, driver_latitude, driver_longitude);
        let assigned_at = time(s, "assigned_at", assigned_at);
        let pickup_at = time(s, "pickup_at", pickup_at);
        let delivered_at = time(s, "delivered_at", delivered_at);
        let cancelled_at = time(s, "cancelled_at", cancelled_at);
        s.unknown(&unknown);

        let times = StatusTimes {
            assigned_at: assigned_at?,
            pickup_at: pickup_at?,
            delivered_at: delivered_at?,
            cancelled_at: cancelled_at?,
        };
        let courier = Courier {
            name: name?,
            phone: phone?,
            access_code: access_code?,
            position: position?,
            picture: None,
            vehicle: Vehicle::default(),
        };
        let status = status?;
        Some(Tracking {
            carrier: carrier?,
            tracking_number: tracking_number?,
            fee: fee?,
            estimates: Estimates { pickup: estimated_pickup?, drop_off: estimated_drop_off? },
            link: link?,
            timeline: times.timeline(status.as_ref().ok().copied()),
            unknown_status: status.err(),
            courier: Some(courier).filter(|courier| *courier != Courier::default()),
            rejection: None,
            failure: None,
            verifications: Vec::new(),
        })
    }
}

/// Name and code of the carrier. A code without a name, in an answer, has no place in the model.
fn read_carrier(s: &mut Scope<'_>, name: Field<Text>, code: Field<Text>, voice: Voice) -> Option<Option<Carrier>> {
    let name = match voice {
        Voice::Request => s.required("carrier", name, Name::new).map(Some),
        Voice::Answer => s.optional("carrier", name.blank_is_absent(), Name::new),
    };
    let id = s.optional("carrier_ref", code.blank_is_absent(), CarrierId::new);
    let (name, id) = (name?, id?);
    s.loses("carrier_ref", name.is_none() && id.is_some());
    Some(name.map(|name| Carrier { name, id }))
}

/// One that the page does not name is refused in a request, and kept raw where the provider says it.
fn read_status(s: &mut Scope<'_>, word: Field<Text>, voice: Voice) -> Option<Result<Status, UnknownStatus>> {
    if voice == Voice::Request {
        return s.required("status", word, |word| Status::from_hubrise_word(&word)).map(Ok);
    }
    let word = s.required("status", word, Word::new)?;
    Some(Status::from_hubrise_word(word.as_str()).map_err(|violation| {
        s.member("status").warn(violation);
        UnknownStatus { word: Some(word), code: None }
    }))
}

/// What is no phone number is refused in a request, and lost where the provider says it.
fn read_phone(s: &mut Scope<'_>, phone: Field<Text>, voice: Voice) -> Option<Option<Phone>> {
    match voice {
        Voice::Request => s.optional("driver_phone", phone.blank_is_absent(), Phone::new),
        Voice::Answer => echoed(s, "driver_phone", phone, Phone::new),
    }
}

fn read_position(
    s: &mut Scope<'_>,
    driver_latitude: Field<Text>,
    driver_longitude: Field<Text>,
) -> Option<Option<Coordinates>> {
    let latitude = s.optional_with("driver_latitude", driver_latitude.blank_is_absent(), latitude);
    let longitude = s.optional_with("driver_longitude", driver_longitude.blank_is_absent(), longitude);
    let point = point(s, ("driver_latitude", latitude), ("driver_longitude", longitude))?;
    Some(point.and_then(|point| known(s, point)))
}

// Writing.

impl CreateDelivery {
    pub(super) fn write_as(tracking: &Tracking, s: &mut Scope<'_>, voice: Voice) -> CreateDelivery {
        let Tracking {
            carrier,
            tracking_number,
            fee,
            estimates: Estimates { pickup, drop_off },
            link,
            timeline,
            unknown_status,
            courier,
            rejection,
            failure,
            verifications,
        } = tracking;

        if carrier.is_none() && voice == Voice::Request {
            s.needs("carrier");
        }
        let fee = fee
            .and_then(|fee| fee.to_text().map_err(|violation| s.member("fee").remark(Severity::Loss, violation)).ok());
        let (status, times) = write_status(timeline, unknown_status.as_ref(), s, voice);
        let StatusTimes { assigned_at, pickup_at, delivered_at, cancelled_at } = times;
        let nobody = Courier::default();
        let Courier { name, phone, access_code, position, picture, vehicle } = courier.as_ref().unwrap_or(&nobody);
        let told = name.is_some() || phone.is_some() || access_code.is_some();
        // A courier of whom nothing can be told is none when it is read.
        let is_lost = courier.is_some() && !told && position.is_none_or(Coordinates::is_zero);
        s.loses("courier", is_lost);
        let mut here = s.member("courier");
        let (driver_latitude, driver_longitude, is_nowhere) = degrees(*position);
        here.loses("position", is_nowhere && !is_lost);
        here.loses("picture", picture.is_some() && !is_lost);
        here.loses("vehicle", *vehicle != Vehicle::default() && !is_lost);
        s.loses("rejection", rejection.is_some());
        s.loses("failure", failure.is_some());
        s.loses("verifications", !verifications.is_empty());
        CreateDelivery {
            carrier: text_of(carrier.as_ref().map(|carrier| &carrier.name)),
            carrier_ref: text_of(carrier.as_ref().and_then(|carrier| carrier.id.as_ref())),
            reference: text(tracking_number),
            status,
            fee: text_of(fee),
            estimated_pickup_at: instant(*pickup),
            estimated_dropoff_at: instant(*drop_off),
            tracking_url: text(link),
            driver_name: text(name),
            driver_phone: text(phone),
            driver_phone_access_code: text(access_code),
            driver_latitude,
            driver_longitude,
            assigned_at: instant(assigned_at),
            pickup_at: instant(pickup_at),
            delivered_at: instant(delivered_at),
            cancelled_at: instant(cancelled_at),
            unknown: Default::default(),
        }
    }
}

/// The word of the status, and the four times. What the page has no word for is told in the word that stands in for it, or
/// not at all; what is lost is said, and so is what the provider could not tell back: a history beyond status and times.
fn write_status(
    timeline: &Timeline,
    unknown: Option<&UnknownStatus>,
    s: &mut Scope<'_>,
    voice: Voice,
) -> (Field<Text>, StatusTimes) {
    let status = timeline.status().filter(|_| unknown.is_none());
    let mapping = status.map(|status| STATUSES.tells(status));
    let told = mapping.and_then(|mapping| mapping.told);
    let times = StatusTimes::told_as(timeline, told);
    untold(timeline, &times.timeline(told), mapping, s);
    let word = match unknown {
        None => mapping.and_then(|mapping| mapping.word),
        Some(UnknownStatus { word, code }) => {
            // A word that the page does know would be read as what it means here.
            let word = word.as_ref().map(Word::as_str).filter(|word| Status::from_hubrise_word(word).is_err());
            let word = word.filter(|_| voice == Voice::Answer);
            s.loses("unknown_status", word.is_none());
            s.member("unknown_status").loses("code", word.is_some() && code.is_some());
            word
        }
    };
    if word.is_none() {
        s.needs("timeline");
    }
    (text_of(word), times)
}
