//! Body of `PATCH orders/:order_id/delivery`: update a delivery.

use alloc::string::ToString;

use super::lifecycle::STATUSES;
use super::parts::{degrees, known, latitude, link, longitude};
use super::tracking_update::{TrackingUpdate, immutable};
use crate::dialect::shared::text_of;
use crate::edit::Edit;
use crate::field::{Field, Wire};
use crate::id::TrackingNumber;
use crate::payload::Payload;
use crate::place::{Coordinates, Latitude, Longitude};
use crate::report::Scope;
use crate::rule::{Found, Severity, Violation};
use crate::status::{Status, Vocabulary};
use crate::text::{AccessCode, PersonName, Phone, Text};
use crate::time::Timestamp;

// The wire.

crate::wire! {
    /// Body of `PATCH orders/:order_id/delivery`: an absent member keeps, null clears, a value sets.
    ///
    /// ```
    /// use lastmile::{Rule, from_json, hubrise};
    ///
    /// let moved = br#"{"driver_latitude": "48.856614", "driver_longitude": "2.3522219"}"#;
    /// assert!(from_json::<hubrise::UpdateDelivery>(moved).is_ok());
    /// let report = from_json::<hubrise::UpdateDelivery>(br#"{"fee": null}"#).unwrap_err();
    /// assert_eq!(report.remarks()[0].rule, Rule::Immutable);
    /// ```
    pub struct UpdateDelivery {
        /// Cannot be changed.
        pub carrier: Field<Text>,
        /// Cannot be changed.
        pub carrier_ref: Field<Text>,
        /// The carrier's identifier of the delivery, such as a tracking number.
        pub reference: Field<Text> = "ref",
        /// The status.
        pub status: Field<Text>,
        /// Cannot be changed.
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
        /// When the status changed to `pickup_enroute`; set by itself if nobody says it.
        pub assigned_at: Field<Text>,
        /// When the status changed to `dropoff_enroute`; set by itself if nobody says it.
        pub pickup_at: Field<Text>,
        /// When the status changed to `delivered`; set by itself if nobody says it.
        pub delivered_at: Field<Text>,
        /// When the status changed to `cancelled`; set by itself if nobody says it.
        pub cancelled_at: Field<Text>,
    }
}

// Reading and writing.

impl Payload for UpdateDelivery {
    type Model = TrackingUpdate;

    const NAME: &'static str = "hubrise.update";

    const STATUSES: Option<Vocabulary> = Some(STATUSES);

    fn read(self, s: &mut Scope<'_>) -> Option<TrackingUpdate> {
        let UpdateDelivery {
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

        let carrier = left_alone(s, "carrier", &carrier);
        let carrier_ref = left_alone(s, "carrier_ref", &carrier_ref);
        let tracking_number = edit(s, "ref", reference, TrackingNumber::new);
        let status = match status {
            Field::Absent => Some(None),
            // A delivery has a status, so null is none; but an update may do without it, so it is not missing either.
            given => {
                let told = |word: Text, here: &mut Scope<'_>| here.check(Status::from_hubrise_word(&word));
                s.member("status").element(given, told).map(Some)
            }
        };
        let fee = left_alone(s, "fee", &fee);
        let estimated_pickup = time(s, "estimated_pickup_at", estimated_pickup_at);
        let estimated_drop_off = time(s, "estimated_dropoff_at", estimated_dropoff_at);
        let link = edit_with(s, "tracking_url", tracking_url, link);
        let courier_name = edit(s, "driver_name", driver_name, PersonName::new);
        let courier_phone = edit(s, "driver_phone", driver_phone, Phone::new);
        let access_code = edit(s, "driver_phone_access_code", driver_phone_access_code, AccessCode::new);
        let latitude = edit_with(s, "driver_latitude", driver_latitude, latitude);
        let longitude = edit_with(s, "driver_longitude", driver_longitude, longitude);
        let position = position(s, latitude, longitude);
        let assigned_at = time(s, "assigned_at", assigned_at);
        let pickup_at = time(s, "pickup_at", pickup_at);
        let delivered_at = time(s, "delivered_at", delivered_at);
        let cancelled_at = time(s, "cancelled_at", cancelled_at);
        s.unknown(&unknown);
        carrier?;
        carrier_ref?;
        fee?;

        Some(TrackingUpdate {
            tracking_number: tracking_number?,
            status: status?,
            estimated_pickup: estimated_pickup?,
            estimated_drop_off: estimated_drop_off?,
            link: link?,
            courier_name: courier_name?,
            courier_phone: courier_phone?,
            access_code: access_code?,
            position: position?,
            assigned_at: assigned_at?,
            pickup_at: pickup_at?,
            delivered_at: delivered_at?,
            cancelled_at: cancelled_at?,
        })
    }

    fn write(update: &TrackingUpdate, s: &mut Scope<'_>) -> UpdateDelivery {
        let TrackingUpdate {
            tracking_number,
            status,
            estimated_pickup,
            estimated_drop_off,
            link,
            courier_name,
            courier_phone,
            access_code,
            position,
            assigned_at,
            pickup_at,
            delivered_at,
            cancelled_at,
        } = update;

        let mapping = status.map(|status| (status, STATUSES.tells(status)));
        if let Some(untold) = mapping.and_then(|(status, mapping)| mapping.says_all(status).err()) {
            s.member("status").remark(Severity::Loss, untold);
        }
        let (driver_latitude, driver_longitude, is_nowhere) = match position {
            Edit::Keep => (Field::Absent, Field::Absent, false),
            Edit::Clear => (Field::Null, Field::Null, false),
            Edit::Set(point) => degrees(Some(*point)),
        };
        s.loses("position", is_nowhere);
        UpdateDelivery {
            carrier: Field::Absent,
            carrier_ref: Field::Absent,
            reference: text(tracking_number),
            status: text_of(mapping.and_then(|(_, mapping)| mapping.word)),
            fee: Field::Absent,
            estimated_pickup_at: instant(*estimated_pickup),
            estimated_dropoff_at: instant(*estimated_drop_off),
            tracking_url: text(link),
            driver_name: text(courier_name),
            driver_phone: text(courier_phone),
            driver_phone_access_code: text(access_code),
            driver_latitude,
            driver_longitude,
            assigned_at: instant(*assigned_at),
            pickup_at: instant(*pickup_at),
            delivered_at: instant(*delivered_at),
            cancelled_at: instant(*cancelled_at),
            unknown: Default::default(),
        }
    }
}

// Reading.

/// Reads a member that may be kept, cleared or set.
fn edit<T: Wire, U>(
    s: &mut Scope<'_>,
    name: &str,
    field: Field<T>,
    new: impl FnOnce(T) -> Result<U, Violation>,
) -> Option<Edit<U>> {
    edit_with(s, name, field, |value, here| here.check(new(value)))
}

/// Reads a member that may be kept, cleared or set and has remarks of its own to make.
fn edit_with<T: Wire, U>(
    s: &mut Scope<'_>,
    name: &str,
    field: Field<T>,
    read: impl FnOnce(T, &mut Scope<'_>) -> Option<U>,
) -> Option<Edit<U>> {
    match field {
        Field::Absent => Some(Edit::Keep),
        Field::Null => Some(Edit::Clear),
        given => s.required_with(name, given, read).map(Edit::Set),
    }
}

fn time(s: &mut Scope<'_>, name: &str, field: Field<Text>) -> Option<Edit<Timestamp>> {
    edit(s, name, field, |text| Timestamp::parse(&text))
}

/// Refuses a member that is there at all, be it null or of another kind.
fn left_alone(s: &mut Scope<'_>, name: &str, field: &Field<Text>) -> Option<()> {
    if field.is_absent() { Some(()) } else { s.member(name).check(Err(immutable(Found::default()))) }
}

/// Latitude and longitude are kept, cleared and set together. Where one is kept or cleared and the other is not, that one is
/// named; one that is wrong is one that is set.
fn position(
    s: &mut Scope<'_>,
    latitude: Option<Edit<Latitude>>,
    longitude: Option<Edit<Longitude>>,
) -> Option<Edit<Coordinates>> {
    let odd = match (latitude, longitude) {
        (Some(Edit::Keep), Some(Edit::Keep)) => return Some(Edit::Keep),
        (Some(Edit::Clear), Some(Edit::Clear)) => return Some(Edit::Clear),
        (Some(Edit::Set(latitude)), Some(Edit::Set(longitude))) => {
            let point = Coordinates { latitude, longitude };
            return Some(known(s, point).map_or(Edit::Clear, Edit::Set));
        }
        (None, None | Some(Edit::Set(_))) | (Some(Edit::Set(_)), None) => return None,
        (Some(Edit::Keep), _) | (Some(Edit::Clear), Some(Edit::Set(_)) | None) => "driver_latitude",
        (_, Some(Edit::Keep)) | (Some(Edit::Set(_)) | None, Some(Edit::Clear)) => "driver_longitude",
    };
    s.member(odd).check(Err(Coordinates::half()))
}

// Writing.

fn field<T>(edit: &Edit<T>, write: impl FnOnce(&T) -> Text) -> Field<Text> {
    match edit {
        Edit::Keep => Field::Absent,
        Edit::Clear => Field::Null,
        Edit::Set(value) => Field::Given(write(value)),
    }
}

fn text<T>(edit: &Edit<T>) -> Field<Text>
where
    for<'t> Text: From<&'t T>,
{
    field(edit, |text| text.into())
}

fn instant(edit: Edit<Timestamp>) -> Field<Text> {
    field(&edit, |at| at.to_string().into())
}
