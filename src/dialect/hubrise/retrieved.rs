//! Response of `GET orders/:order_id/delivery`: retrieve a delivery.

use alloc::vec::Vec;

use super::create::CreateDelivery;
use super::lifecycle::STATUSES;
use super::parts::Voice;
use crate::contact::Stop;
use crate::delivery::{self, Handling};
use crate::dialect::shared::text;
use crate::field::Field;
use crate::id::{DeliveryId, LocationId, OrderId};
use crate::payload::Payload;
use crate::report::Scope;
use crate::status::Vocabulary;
use crate::text::Text;

// The wire, in the order of the page's sample.

crate::wire! {
    /// Response of `GET orders/:order_id/delivery`.
    ///
    /// ```
    /// use lastmile::{Status, from_json, hubrise};
    /// # let bytes = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/hubrise/delivery.json"));
    ///
    /// let delivery = from_json::<hubrise::Delivery>(bytes)?.value;
    /// assert_eq!(delivery.tracking.timeline.status(), Some(Status::AtPickup));
    /// assert_eq!(delivery.tracking.fee.map(|fee| fee.to_string()).as_deref(), Some("4.50 EUR"));
    /// # Ok::<(), lastmile::Report>(())
    /// ```
    pub struct Delivery {
        /// Its id.
        pub id: Field<Text>,
        /// The order that it is attached to.
        pub order_id: Field<Text>,
        /// The location that has the order.
        pub location_id: Field<Text>,
        /// The name of the carrier.
        pub carrier: Field<Text>,
        /// A code that identifies the carrier.
        pub carrier_ref: Field<Text>,
        /// The carrier's identifier of the delivery, such as a tracking number.
        pub reference: Field<Text> = "ref",
        /// The status.
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
        /// When the status changed to `pickup_enroute`; null if it did not.
        pub assigned_at: Field<Text>,
        /// When the status changed to `dropoff_enroute`; null if it did not.
        pub pickup_at: Field<Text>,
        /// When the status changed to `delivered`; null if it did not.
        pub delivered_at: Field<Text>,
        /// When the status changed to `cancelled`; null if it did not.
        pub cancelled_at: Field<Text>,
        /// Where the driver is: the latitude, a decimal in a text.
        pub driver_latitude: Field<Text>,
        /// Where the driver is: the longitude, a decimal in a text.
        pub driver_longitude: Field<Text>,
    }
}

// Reading and writing.

impl Payload for Delivery {
    type Model = delivery::Delivery;

    const NAME: &'static str = "hubrise.delivery";

    const STATUSES: Option<Vocabulary> = Some(STATUSES);

    fn read(self, s: &mut Scope<'_>) -> Option<delivery::Delivery> {
        let Delivery {
            id,
            order_id,
            location_id,
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
            assigned_at,
            pickup_at,
            delivered_at,
            cancelled_at,
            driver_latitude,
            driver_longitude,
            unknown,
        } = self;

        let id = s.required("id", id, DeliveryId::new);
        let order = s.optional("order_id", order_id.blank_is_absent(), OrderId::new);
        let location = s.optional("location_id", location_id.blank_is_absent(), LocationId::new);
        let told = CreateDelivery {
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
        };
        let tracking = told.read_as(s, Voice::Answer);

        Some(delivery::Delivery {
            id: Some(id?),
            reference: None,
            label: None,
            drop_off: Stop::default(),
            recipient_tax_id: None,
            pickup: None,
            window: None,
            client_price: None,
            delivery_price: None,
            amount: None,
            expected_price: None,
            vendor: None,
            parcels: Vec::new(),
            age_verification_required: false,
            external_payment_confirmation: false,
            product: None,
            route: None,
            order: order?,
            location: location?,
            order_number: None,
            invoice: None,
            handling: Handling::default(),
            channel: None,
            scheduled_at: None,
            created_at: None,
            tracking: tracking?.into(),
        })
    }

    fn write(delivery: &delivery::Delivery, s: &mut Scope<'_>) -> Delivery {
        let delivery::Delivery {
            id,
            reference,
            label,
            drop_off,
            recipient_tax_id,
            pickup,
            window,
            client_price,
            delivery_price,
            amount,
            expected_price,
            vendor,
            parcels,
            age_verification_required,
            external_payment_confirmation,
            product,
            route,
            order,
            location,
            order_number,
            invoice,
            handling,
            channel,
            scheduled_at,
            created_at,
            tracking,
        } = delivery;

        if id.is_none() {
            s.needs("id");
        }
        s.loses("reference", reference.is_some());
        s.loses("label", label.is_some());
        s.loses("drop_off", !drop_off.is_empty());
        s.loses("recipient_tax_id", recipient_tax_id.is_some());
        s.loses("pickup", pickup.is_some());
        s.loses("window", window.is_some());
        s.loses("client_price", client_price.is_some());
        s.loses("delivery_price", delivery_price.is_some());
        s.loses("amount", amount.is_some());
        s.loses("expected_price", expected_price.is_some());
        s.loses("vendor", vendor.is_some());
        s.loses("parcels", !parcels.is_empty());
        s.loses("age_verification_required", *age_verification_required);
        s.loses("external_payment_confirmation", *external_payment_confirmation);
        s.loses("product", product.is_some());
        s.loses("route", route.is_some());
        s.loses("order_number", order_number.is_some());
        s.loses("invoice", invoice.is_some());
        s.loses("handling", *handling != Handling::default());
        s.loses("channel", channel.is_some());
        s.loses("scheduled_at", scheduled_at.is_some());
        s.loses("created_at", created_at.is_some());
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
        } = CreateDelivery::write_as(tracking, &mut s.member("tracking"), Voice::Answer);
        Delivery {
            id: text(id),
            order_id: text(order),
            location_id: text(location),
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
            assigned_at: or_null(assigned_at),
            pickup_at: or_null(pickup_at),
            delivered_at: or_null(delivered_at),
            cancelled_at: or_null(cancelled_at),
            driver_latitude,
            driver_longitude,
            unknown,
        }
    }
}

/// The answer has a null where a time is not known.
fn or_null(at: Field<Text>) -> Field<Text> {
    if at.is_absent() { Field::Null } else { at }
}
