//! A delivery of the request.

use alloc::vec::Vec;

use serde_json::Number;

use super::pieces::NewParcel;
use crate::delivery::{Delivery, Handling};
use crate::dialect::gett::parts::{
    ContactDetails, Location, Promise, VendorDetails, by_either_name, flag, price, stop, window, write_contact,
    write_place,
};
use crate::dialect::shared::{instant, list, text, write_each};
use crate::field::Field;
use crate::id::Reference;
use crate::report::Scope;
use crate::text::{Label, Text};
use crate::tracking::Tracking;
use crate::units::Price;

// The wire.

crate::wire! {
    /// A delivery to create.
    ///
    /// ```
    /// use lastmile::{field::Field, gett::NewDelivery};
    ///
    /// let wire: NewDelivery = serde_json::from_str(r#"{"deliver_from": "yesterday", "parcels": null, "client_price": 45.40}"#)?;
    /// assert_eq!(wire.deliver_from.given().as_deref(), Some("yesterday"), "a text, until it is read");
    /// assert_eq!((wire.parcels, wire.vendor), (Field::Null, Field::Absent));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct NewDelivery {
        /// Any identifier of the host's.
        pub external_identifier: Field<Text>,
        /// What is shown to the courier.
        pub display_identifier: Field<Text>,
        /// Where to bring it: the address is required.
        pub drop_off: Field<Location>,
        /// Whom to ask for there.
        pub drop_off_contact: Field<ContactDetails>,
        /// What the heading in the page's table calls `drop_off_contact`, against its rows and samples.
        pub return_contact: Field<ContactDetails>,
        /// The beginning of the expected time window.
        pub deliver_from: Field<Text>,
        /// The end of the expected time window.
        pub deliver_until: Field<Text>,
        /// What the end customer pays in all, in major units; needed for payment afterwards.
        pub client_price: Field<Number>,
        /// What of this is for the delivery, in major units.
        pub delivery_price: Field<Number>,
        /// Who sells.
        pub vendor: Field<VendorDetails>,
        /// The parcels; without any, one is made.
        pub parcels: Field<Vec<Field<NewParcel>>>,
        /// Whether the courier must check the recipient's age. Default: false.
        pub age_verification_required: Field<bool>,
        /// Whether the company sets the payment's status. Default: false.
        pub external_payment_confirmation: Field<bool>,
    }
}

// Reading and writing.

impl NewDelivery {
    pub(super) fn read(self, s: &mut Scope<'_>) -> Option<Delivery> {
        let NewDelivery {
            external_identifier,
            display_identifier,
            drop_off,
            drop_off_contact,
            return_contact,
            deliver_from,
            deliver_until,
            client_price,
            delivery_price,
            vendor,
            parcels,
            age_verification_required,
            external_payment_confirmation,
            unknown,
        } = self;

        let reference = s.optional("external_identifier", external_identifier.blank_is_absent(), Reference::new);
        let label = s.optional("display_identifier", display_identifier.blank_is_absent(), Label::new);
        let place = s.required_with("drop_off", drop_off, |place, s| place.read(s, Promise::Address));
        let (contact_name, contact) =
            by_either_name(s, ("drop_off_contact", drop_off_contact), ("return_contact", return_contact));
        let contact = s.required_with(contact_name, contact, |who, s| who.read(s, Promise::All));
        let window = window(s, ("deliver_from", deliver_from), ("deliver_until", deliver_until));
        let client_price = s.optional_with("client_price", client_price, price);
        let delivery_price = s.optional_with("delivery_price", delivery_price, price);
        let vendor = s.optional_with("vendor", vendor, |vendor, s| vendor.read(s, Promise::All));
        let parcels = s.list("parcels", parcels, |parcel, s| parcel.read(s, Promise::All));
        let age_verification_required = s.optional("age_verification_required", age_verification_required, Ok);
        let external_payment_confirmation =
            s.optional("external_payment_confirmation", external_payment_confirmation, Ok);
        s.unknown(&unknown);

        Some(Delivery {
            id: None,
            reference: reference?,
            label: label?,
            drop_off: stop(place.map(Some), contact.map(Some))?.unwrap_or_default(),
            recipient_tax_id: None,
            pickup: None,
            window: window?,
            client_price: client_price?,
            delivery_price: delivery_price?,
            amount: None,
            expected_price: None,
            vendor: vendor?.flatten(),
            parcels: parcels?,
            age_verification_required: age_verification_required?.unwrap_or_default(),
            external_payment_confirmation: external_payment_confirmation?.unwrap_or_default(),
            product: None,
            route: None,
            order: None,
            location: None,
            order_number: None,
            invoice: None,
            handling: Default::default(),
            channel: None,
            scheduled_at: None,
            created_at: None,
            tracking: Default::default(),
        })
    }

    pub(super) fn write(delivery: &Delivery, s: &mut Scope<'_>) -> NewDelivery {
        let Delivery {
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

        s.loses("recipient_tax_id", recipient_tax_id.is_some());
        s.loses("amount", amount.is_some());
        s.loses("expected_price", expected_price.is_some());
        s.loses("invoice", invoice.is_some());
        s.loses("handling", *handling != Handling::default());
        s.loses("id", id.is_some());
        s.loses("pickup", pickup.is_some());
        s.loses("product", product.is_some());
        s.loses("route", route.is_some());
        s.loses("order", order.is_some());
        s.loses("location", location.is_some());
        s.loses("order_number", order_number.is_some());
        s.loses("channel", channel.is_some());
        s.loses("scheduled_at", scheduled_at.is_some());
        s.loses("created_at", created_at.is_some());
        s.loses("tracking", **tracking != Tracking::default());
        NewDelivery {
            external_identifier: text(reference),
            display_identifier: text(label),
            drop_off: write_place(Some(drop_off), &mut s.member("drop_off"), Promise::Address),
            drop_off_contact: write_contact(Some(drop_off), &mut s.member("drop_off"), Promise::All),
            return_contact: Field::Absent,
            deliver_from: instant(window.and_then(|window| window.from())),
            deliver_until: instant(window.and_then(|window| window.until())),
            client_price: client_price.map(Price::to_json_major).into(),
            delivery_price: delivery_price.map(Price::to_json_major).into(),
            vendor: vendor.as_ref().map(VendorDetails::write).into(),
            parcels: list(write_each("parcels", parcels, s, NewParcel::write)),
            age_verification_required: flag(*age_verification_required),
            external_payment_confirmation: flag(*external_payment_confirmation),
            unknown: Default::default(),
        }
    }
}
