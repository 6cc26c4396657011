//! A delivery of the answer, and how its status and times are told.

use alloc::boxed::Box;
use alloc::vec::Vec;

use serde_json::Number;

use super::courier::CourierDetails;
use super::outcome::{CannotDeliverInfo, RejectionInfo, VerificationDetails, whole};
use super::pieces::CreatedParcel;
use crate::bundle::Barcodes;
use crate::contact::Stop;
use crate::delivery::{Delivery, Handling};
use crate::dialect::gett::lifecycle::{LIFECYCLE, STATUSES, StatusTimes};
use crate::dialect::gett::parts::{
    ContactDetails, Location, Promise, VendorDetails, price, stop, window, write_contact, write_place,
};
use crate::dialect::shared::{instant, list, text, text_of, time, untold, write_each};
use crate::field::Field;
use crate::id::{BundleId, Channel, DeliveryId, OrderNumber, ProductId, Reference, RouteId};
use crate::report::{Report, Scope};
use crate::rule::{Rule, Severity};
use crate::status::{Status, Timeline};
use crate::text::{Label, Text, Word};
use crate::time::Timestamp;
use crate::tracking::{Estimates, Tracking, UnknownStatus};
use crate::units::Price;

// The wire.

crate::wire! {
    /// A delivery with its status.
    ///
    /// ```
    /// use lastmile::gett::CreatedDeliveries;
    /// # let bytes = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/gett/created.json"));
    ///
    /// let wire: CreatedDeliveries = serde_json::from_slice(bytes)?;
    /// let deliveries = wire.deliveries.given().into_iter().flatten().filter_map(|delivery| delivery.given());
    /// let codes = deliveries.map(|delivery| delivery.status_code.given().and_then(|code| code.as_u64()));
    /// assert_eq!(codes.collect::<Vec<_>>(), [Some(80), Some(10)]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct CreatedDelivery {
        /// Its id.
        pub id: Field<Text>,
        /// The bundle it is in.
        pub bundle_id: Field<Text>,
        /// The product.
        pub product_id: Field<Text>,
        /// What is shown to the courier.
        pub display_identifier: Field<Text>,
        /// The status in a word.
        pub status: Field<Text>,
        /// The status in a number.
        pub status_code: Field<Number>,
        /// Why it was not delivered.
        pub cannot_deliver_info: Field<CannotDeliverInfo>,
        /// Who brings it.
        pub courier: Field<CourierDetails>,
        /// Where it is picked up.
        pub pickup: Field<Location>,
        /// Where it is brought.
        pub drop_off: Field<Location>,
        /// Whom to ask for at the pickup.
        pub pickup_contact: Field<ContactDetails>,
        /// Whom to ask for at the drop-off.
        pub drop_off_contact: Field<ContactDetails>,
        /// How its delivery was proved.
        pub verifications: Field<Vec<Field<VerificationDetails>>>,
        /// When the courier set out.
        pub started_at: Field<Text>,
        /// When the pickup is planned.
        pub scheduled_at: Field<Text>,
        /// When the courier was at the pickup.
        pub arrived_at: Field<Text>,
        /// When the courier had it.
        pub picked_up_at: Field<Text>,
        /// When it was over.
        pub ended_at: Field<Text>,
        /// The beginning of the expected time window.
        pub deliver_from: Field<Text>,
        /// The end of the expected time window.
        pub deliver_until: Field<Text>,
        /// The parcels.
        pub parcels: Field<Vec<Field<CreatedParcel>>>,
        /// What the end customer pays in all, in major units.
        pub client_price: Field<Number>,
        /// What of this is for the delivery, in major units.
        pub delivery_price: Field<Number>,
        /// Who sells.
        pub vendor: Field<VendorDetails>,
        /// The route it is on.
        pub route_identifier: Field<Text>,
        /// The host's identifier.
        pub external_identifier: Field<Text>,
        /// When it was made.
        pub created_at: Field<Text>,
        /// Why it was rejected.
        pub rejection_info: Field<RejectionInfo>,
        /// Whether the courier must check the recipient's age.
        pub age_verification_required: Field<bool>,
        /// Whether the company sets the payment's status.
        pub external_payment_confirmation: Field<bool>,
        /// The number of the order.
        pub order_id_representation: Field<Text>,
        /// The channel of the order.
        pub order_from: Field<Text>,
    }
}

// Reading.

/// What the answer says of the bundle and again of each delivery.
pub(super) struct Shared<'a> {
    pub(super) bundle: Option<&'a BundleId>,
    pub(super) scheduled_at: Option<Timestamp>,
}

impl CreatedDelivery {
    pub(super) fn read(self, s: &mut Scope<'_>, shared: &Shared<'_>, barcodes: &mut Barcodes) -> Option<Delivery> {
        let CreatedDelivery {
            id,
            bundle_id,
            product_id,
            display_identifier,
            status,
            status_code,
            cannot_deliver_info,
            courier,
            pickup,
            drop_off,
            pickup_contact,
            drop_off_contact,
            verifications,
            started_at,
            scheduled_at,
            arrived_at,
            picked_up_at,
            ended_at,
            deliver_from,
            deliver_until,
            parcels,
            client_price,
            delivery_price,
            vendor,
            route_identifier,
            external_identifier,
            created_at,
            rejection_info,
            age_verification_required,
            external_payment_confirmation,
            order_id_representation,
            order_from,
            unknown,
        } = self;

        let id = s.required("id", id, DeliveryId::new);
        let bundle = s.optional("bundle_id", bundle_id.blank_is_absent(), BundleId::new);
        if let (Some(Some(bundle)), Some(other)) = (&bundle, shared.bundle)
            && bundle != other
        {
            s.member("bundle_id").remark(Severity::Loss, Rule::OtherBundle.broken());
        }
        let product = s.optional("product_id", product_id.blank_is_absent(), ProductId::new);
        let label = s.optional("display_identifier", display_identifier.blank_is_absent(), Label::new);
        let status = read_status(s, status, status_code);
        let failure = s.optional_with("cannot_deliver_info", cannot_deliver_info, CannotDeliverInfo::read);
        let courier = s.optional_with("courier", courier, CourierDetails::read);
        let pickup = s.optional_with("pickup", pickup, |place, s| place.read(s, Promise::Echo));
        let drop_off = s.optional_with("drop_off", drop_off, |place, s| place.read(s, Promise::Echo));
        let pickup_contact = s.optional_with("pickup_contact", pickup_contact, |who, s| who.read(s, Promise::Echo));
        let drop_off_contact =
            s.optional_with("drop_off_contact", drop_off_contact, |who, s| who.read(s, Promise::Echo));
        let verifications = s.list("verifications", verifications, VerificationDetails::read);
        let started_at = time(s, "started_at", started_at);
        let scheduled_at = time(s, "scheduled_at", scheduled_at);
        let arrived_at = time(s, "arrived_at", arrived_at);
        let picked_up_at = time(s, "picked_up_at", picked_up_at);
        let ended_at = time(s, "ended_at", ended_at);
        let window = window(s, ("deliver_from", deliver_from), ("deliver_until", deliver_until));
        let parcels = s.list("parcels", parcels, |parcel, s| {
            // Of the wire, so that it is also said where something else is wrong with a parcel. Mixed ones are no deliveries.
            let seen = parcel.has_barcode().map_or(Ok(()), |has_one| barcodes.see(has_one));
            s.member("barcodes").check(seen);
            parcel.read(s)
        });
        let client_price = s.optional_with("client_price", client_price, price);
        let delivery_price = s.optional_with("delivery_price", delivery_price, price);
        let vendor = s.optional_with("vendor", vendor, |vendor, s| vendor.read(s, Promise::Echo));
        let route = s.optional("route_identifier", route_identifier.blank_is_absent(), RouteId::new);
        let reference = s.optional("external_identifier", external_identifier.blank_is_absent(), Reference::new);
        let created_at = time(s, "created_at", created_at);
        let rejection = s.optional_with("rejection_info", rejection_info, RejectionInfo::read);
        let age_verification_required = s.optional("age_verification_required", age_verification_required, Ok);
        let external_payment_confirmation =
            s.optional("external_payment_confirmation", external_payment_confirmation, Ok);
        let order_number =
            s.optional("order_id_representation", order_id_representation.blank_is_absent(), OrderNumber::new);
        let channel = s.optional("order_from", order_from.blank_is_absent(), Channel::new);
        s.unknown(&unknown);
        bundle?;
        let times = StatusTimes {
            started_at: started_at?,
            arrived_at: arrived_at?,
            picked_up_at: picked_up_at?,
            ended_at: ended_at?,
        };
        let status = status?;
        let (timeline, left) = tell(status.as_ref().ok().copied(), times);
        s.loses("ended_at", left.ended_at.is_some());

        Some(Delivery {
            id: Some(id?),
            reference: reference?,
            label: label?,
            drop_off: stop(drop_off, drop_off_contact)?.unwrap_or_default(),
            recipient_tax_id: None,
            pickup: stop(pickup, pickup_contact)?.map(Box::new),
            window: window?,
            client_price: client_price?,
            delivery_price: delivery_price?,
            amount: None,
            expected_price: None,
            vendor: vendor?.flatten(),
            parcels: parcels?,
            age_verification_required: age_verification_required?.unwrap_or_default(),
            external_payment_confirmation: external_payment_confirmation?.unwrap_or_default(),
            product: product?,
            route: route?,
            order: None,
            location: None,
            order_number: order_number?,
            invoice: None,
            handling: Default::default(),
            channel: channel?,
            scheduled_at: scheduled_at?.filter(|at| shared.scheduled_at != Some(*at)),
            created_at: created_at?,
            tracking: Tracking {
                carrier: None,
                tracking_number: None,
                fee: None,
                estimates: Estimates::default(),
                link: None,
                timeline,
                unknown_status: status.err(),
                courier: courier?,
                rejection: rejection?.flatten(),
                failure: failure?.map(Box::new),
                verifications: verifications?,
            }
            .into(),
        })
    }
}

/// Word and number say the same. One that the lifecycle does not know is kept raw: it must not sink the payload.
fn read_status(s: &mut Scope<'_>, word: Field<Text>, code: Field<Number>) -> Option<Result<Status, UnknownStatus>> {
    let code = s.optional("status_code", code, |number| whole(&number));
    let word = match &code {
        Some(None) => s.required("status", word, Word::new).map(Some),
        _ => s.optional("status", word.blank_is_absent(), Word::new),
    };
    // Each is said of itself, also where the other is no word or no number.
    let by_word = word.as_ref().and_then(Option::as_ref).map(|word| Status::from_gett_word(word.as_str()));
    let by_code = code.flatten().map(|code| LIFECYCLE.status(code));
    if let Some(Err(violation)) = &by_word {
        s.member("status").warn(violation.clone());
    }
    if let Some(Err(violation)) = &by_code {
        s.member("status_code").warn(violation.clone());
    }
    let (word, code) = (word?, code?);
    match (by_word, by_code) {
        (Some(Ok(word)), Some(Ok(code))) => s.member("status_code").check(word.agreeing_with(code)).map(Ok),
        (Some(Ok(status)), None) | (None, Some(Ok(status))) => Some(Ok(status)),
        _ => Some(Err(UnknownStatus { word, code })),
    }
}

/// What the answer says happened, and the times that found no place: an end has none if its status is not known.
fn tell(status: Option<Status>, times: StatusTimes) -> (Timeline, StatusTimes) {
    let mut timeline = Timeline::under(LIFECYCLE);
    let left = match status {
        Some(status) => times.observe(status, &mut timeline),
        None => times.observe_steps(&mut timeline),
    };
    (timeline, left)
}

// Writing.

/// What the answer says again of each delivery.
pub(super) struct Echo<'a> {
    pub(super) bundle: Option<&'a BundleId>,
    pub(super) pickup: Option<&'a Stop>,
    pub(super) scheduled_at: Option<Timestamp>,
}

impl CreatedDelivery {
    pub(super) fn write(delivery: &Delivery, echo: &Echo<'_>, s: &mut Scope<'_>) -> CreatedDelivery {
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
        let Tracking {
            carrier,
            tracking_number,
            fee,
            estimates,
            link,
            timeline,
            unknown_status,
            courier,
            rejection,
            failure,
            verifications,
        } = &**tracking;

        s.loses("recipient_tax_id", recipient_tax_id.is_some());
        s.loses("amount", amount.is_some());
        s.loses("expected_price", expected_price.is_some());
        s.loses("invoice", invoice.is_some());
        s.loses("handling", *handling != Handling::default());
        if id.is_none() {
            s.needs("id");
        }
        s.loses("order", order.is_some());
        s.loses("location", location.is_some());
        let mut tracking = s.member("tracking");
        tracking.loses("carrier", carrier.is_some());
        tracking.loses("tracking_number", tracking_number.is_some());
        tracking.loses("fee", fee.is_some());
        tracking.loses("estimates", *estimates != Estimates::default());
        tracking.loses("link", link.is_some());
        let (word, code, times) = write_status(timeline, unknown_status.as_ref(), &mut tracking);
        let StatusTimes { started_at, arrived_at, picked_up_at, ended_at } = times;
        let courier = courier.as_ref().map(|courier| CourierDetails::write(courier, &mut tracking.member("courier")));
        let rejection = rejection.as_ref().map(|info| RejectionInfo::write(info, &mut tracking.member("rejection")));
        let pickup_stop = pickup.as_deref().or(echo.pickup);
        s.loses("scheduled_at", scheduled_at.is_some() && *scheduled_at == echo.scheduled_at);
        // What is lost of the pickup has been said where all of them are known.
        let mut said = Report::default();
        let mut said = Scope::new(&mut said);
        CreatedDelivery {
            id: text(id),
            bundle_id: text_of(echo.bundle),
            product_id: text(product),
            display_identifier: text(label),
            status: word,
            status_code: code,
            cannot_deliver_info: failure.as_deref().map(CannotDeliverInfo::write).into(),
            courier: courier.into(),
            pickup: write_place(pickup_stop, &mut said, Promise::Echo),
            drop_off: write_place(Some(drop_off), &mut s.member("drop_off"), Promise::Echo),
            pickup_contact: write_contact(pickup_stop, &mut said, Promise::Echo),
            drop_off_contact: write_contact(Some(drop_off), &mut s.member("drop_off"), Promise::Echo),
            verifications: list(verifications.iter().map(|done| VerificationDetails::write(done).into()).collect()),
            started_at: instant(started_at),
            scheduled_at: instant(scheduled_at.or(echo.scheduled_at)),
            arrived_at: instant(arrived_at),
            picked_up_at: instant(picked_up_at),
            ended_at: instant(ended_at),
            deliver_from: instant(window.and_then(|window| window.from())),
            deliver_until: instant(window.and_then(|window| window.until())),
            parcels: Field::Given(write_each("parcels", parcels, s, CreatedParcel::write)),
            client_price: client_price.map(Price::to_json_major).into(),
            delivery_price: delivery_price.map(Price::to_json_major).into(),
            vendor: vendor.as_ref().map(VendorDetails::write).into(),
            route_identifier: text(route),
            external_identifier: text(reference),
            created_at: instant(*created_at),
            rejection_info: rejection.into(),
            age_verification_required: (*age_verification_required).into(),
            external_payment_confirmation: (*external_payment_confirmation).into(),
            order_id_representation: text(order_number),
            order_from: text(channel),
            unknown: Default::default(),
        }
    }
}

/// Word, number and times. What the provider has no word for is told in the word that stands in for it.
fn write_status(
    timeline: &Timeline,
    unknown: Option<&UnknownStatus>,
    s: &mut Scope<'_>,
) -> (Field<Text>, Field<Number>, StatusTimes) {
    let mapping = timeline.status().filter(|_| unknown.is_none()).map(|status| STATUSES.tells(status));
    let status = mapping.and_then(|mapping| mapping.told);
    let times = if unknown.is_some() { StatusTimes::told(timeline) } else { StatusTimes::of(timeline) };
    let (told_again, left) = tell(status, times);
    untold(timeline, &told_again, mapping, s);
    let times = StatusTimes { ended_at: times.ended_at.filter(|_| left.ended_at.is_none()), ..times };
    // What can be understood would not come back as something unknown.
    let unknown = unknown.filter(|unknown| {
        let UnknownStatus { word, code } = unknown;
        let word = word.as_ref().map(|word| Status::from_gett_word(word.as_str()).is_ok());
        let code = code.map(|code| LIFECYCLE.status(code).is_ok());
        let is_read = !matches!((word, code), (None, None) | (Some(true), None | Some(true)) | (None, Some(true)));
        s.loses("unknown_status", !is_read);
        is_read
    });
    if let Some(UnknownStatus { word, code }) = unknown {
        return (text(word), code.map(Number::from).into(), times);
    }
    if status.is_none() {
        s.needs("timeline");
    }
    let word = status.and_then(Status::gett_word);
    (text_of(word), status.and_then(Status::gett_code).map(Number::from).into(), times)
}
