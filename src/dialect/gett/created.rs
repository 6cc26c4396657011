//! Response of `POST v1/delivery/deliveries`: a bundle with ids, statuses and codes.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::lifecycle::STATUSES;
use super::parts::{Promise, write_contact, write_place};
use crate::bundle::{Aggregation, Barcodes, Bundle, BundleTarget, Deliveries, PickupTime};
use crate::contact::{Contact, Stop};
use crate::delivery::Delivery;
use crate::dialect::shared::{instant, text, text_of, time, write_each};
use crate::field::Field;
use crate::id::{BundleId, CompanyId, Reference};
use crate::payload::Payload;
use crate::place::Place;
use crate::report::Scope;
use crate::status::Vocabulary;
use crate::text::{Label, Text, Word};

mod courier;
mod delivery;
mod outcome;
mod pieces;

pub use courier::CourierDetails;
pub use delivery::CreatedDelivery;
pub use outcome::{CannotDeliverInfo, Proof, RejectionDetails, RejectionInfo, VerificationDetails};
pub use pieces::{CreatedExemplar, CreatedItem, CreatedParcel};

use delivery::{Echo, Shared};

// The wire. The page has a sample and no table; what it does not show is from the provider's other pages.

crate::wire! {
    /// Response of `POST v1/delivery/deliveries`.
    ///
    /// ```
    /// use lastmile::{from_json, gett, Status};
    /// # let bytes = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/gett/created.json"));
    ///
    /// let bundle = from_json::<gett::CreatedDeliveries>(bytes)?.value;
    /// assert_eq!(bundle.deliveries[0].tracking.timeline.status(), Some(Status::Rejected));
    /// # Ok::<(), lastmile::Report>(())
    /// ```
    pub struct CreatedDeliveries {
        /// The company.
        pub company_id: Field<Text>,
        /// The bundle.
        pub bundle_id: Field<Text>,
        /// When it was made.
        pub created_at: Field<Text>,
        /// When it is picked up.
        pub scheduled_at: Field<Text>,
        /// When it is returned, such as `never`.
        pub return_mode: Field<Text>,
        /// Its deliveries.
        pub deliveries: Field<Vec<Field<Box<CreatedDelivery>>>>,
        /// Its display identifier.
        pub display_identifier: Field<Text>,
        /// How it is planned, such as `only_optimize`.
        pub process_type: Field<Text>,
        /// The host's identifier.
        pub external_identifier: Field<Text>,
    }
}

// Reading and writing.

impl Payload for CreatedDeliveries {
    type Model = Bundle;

    const NAME: &'static str = "gett.created";

    const STATUSES: Option<Vocabulary> = Some(STATUSES);

    fn read(self, s: &mut Scope<'_>) -> Option<Bundle> {
        let CreatedDeliveries {
            company_id,
            bundle_id,
            created_at,
            scheduled_at,
            return_mode,
            deliveries,
            display_identifier,
            process_type,
            external_identifier,
            unknown,
        } = self;

        let company = s.optional("company_id", company_id.blank_is_absent(), CompanyId::new);
        let bundle = s.required("bundle_id", bundle_id, BundleId::new);
        let created_at = time(s, "created_at", created_at);
        let scheduled_at = time(s, "scheduled_at", scheduled_at);
        let return_mode = s.optional("return_mode", return_mode.blank_is_absent(), Word::new);
        let shared = Shared { bundle: bundle.as_ref(), scheduled_at: scheduled_at.flatten() };
        let deliveries = read_deliveries(s, deliveries, &shared);
        let label = s.optional("display_identifier", display_identifier.blank_is_absent(), Label::new);
        let process_type = s.optional("process_type", process_type.blank_is_absent(), Word::new);
        let reference = s.optional("external_identifier", external_identifier.blank_is_absent(), Reference::new);
        s.unknown(&unknown);

        let (pickup, deliveries) = deliveries?;
        Some(Bundle {
            target: BundleTarget::Existing { bundle: bundle?, product: None },
            label: label?,
            reference: reference?,
            pickup_time: PickupTime { scheduled_at: scheduled_at?, window: None },
            aggregation: Aggregation::default(),
            pickup,
            return_to: None,
            return_mode: return_mode?,
            deliveries,
            company: company?,
            process_type: process_type?,
            created_at: created_at?,
            seller: None,
            carrier: None,
            route: None,
            courier_must_return: None,
            headers: Default::default(),
        })
    }

    fn write(bundle: &Bundle, s: &mut Scope<'_>) -> CreatedDeliveries {
        let Bundle {
            target,
            label,
            reference,
            pickup_time: PickupTime { scheduled_at, window },
            aggregation,
            pickup,
            return_to,
            return_mode,
            deliveries,
            company,
            process_type,
            created_at,
            seller,
            carrier,
            route,
            courier_must_return,
            headers,
        } = bundle;

        match target {
            BundleTarget::Existing { product, .. } => {
                s.member("target").member("existing").loses("product", product.is_some());
            }
            BundleTarget::New { .. } => {
                s.needs("target");
                s.member("target").member("new").loses("product", true);
            }
            BundleTarget::Unnamed => s.needs("target"),
        }
        s.loses("seller", seller.is_some());
        s.loses("carrier", carrier.is_some());
        s.loses("route", route.is_some());
        s.loses("courier_must_return", courier_must_return.is_some());
        s.loses("headers", !headers.is_empty());
        s.member("pickup_time").loses("window", window.is_some());
        s.loses("aggregation", *aggregation != Aggregation::default());
        s.loses("return_to", return_to.is_some());
        lose_pickups(pickup.as_ref(), deliveries, s);
        let echo = Echo { bundle: target.bundle(), pickup: pickup.as_ref(), scheduled_at: *scheduled_at };
        CreatedDeliveries {
            company_id: text(company),
            bundle_id: text_of(target.bundle()),
            created_at: instant(*created_at),
            scheduled_at: instant(*scheduled_at),
            return_mode: text(return_mode),
            deliveries: Field::Given(write_each("deliveries", deliveries, s, |delivery, s| {
                Box::new(CreatedDelivery::write(delivery, &echo, s))
            })),
            display_identifier: text(label),
            process_type: text(process_type),
            external_identifier: text(reference),
            unknown: Default::default(),
        }
    }
}

// Reading.

/// The pickup that the deliveries have in common, and the deliveries. One that is picked up elsewhere keeps its own.
fn read_deliveries(
    s: &mut Scope<'_>,
    deliveries: Field<Vec<Field<Box<CreatedDelivery>>>>,
    shared: &Shared<'_>,
) -> Option<(Option<Stop>, Deliveries)> {
    let mut barcodes = Barcodes::default();
    let mut deliveries = s.list("deliveries", deliveries, |delivery, s| delivery.read(s, shared, &mut barcodes))?;
    let common = deliveries.first_mut().and_then(|first| first.pickup.take());
    for delivery in &mut deliveries {
        if delivery.pickup == common {
            delivery.pickup = None;
        }
    }
    Some((common.map(|common| *common), Deliveries::new(deliveries).ok()?))
}

// Writing.

/// What is left of a stop where the provider has told it.
fn told(stop: &Stop) -> impl PartialEq {
    let Stop { place: Place { address, postal: _, coordinates, note }, contact } = stop;
    let Contact { name, phone, country_code: _, email: _ } = contact;
    (address, coordinates.filter(|point| !point.is_zero()), note, name, phone)
}

/// The answer has a pickup for each delivery and none for the bundle, which has that of the first one when it is read. What
/// that loses is said of the member that it stands in: which stop is whose, or a part of a stop.
fn lose_pickups(bundle: Option<&Stop>, deliveries: &[Delivery], s: &mut Scope<'_>) {
    let stops = deliveries.iter().map(|delivery| delivery.pickup.as_deref().or(bundle));
    let common = stops.clone().next().flatten();
    lose_pickup(bundle, common, s);
    for (at, (delivery, stop)) in deliveries.iter().zip(stops).enumerate() {
        let own = stop.filter(|own| common.map(told) != Some(told(own)));
        lose_pickup(delivery.pickup.as_deref(), own, &mut s.member("deliveries").index(at));
    }
}

/// What is lost of a stop, if what is told of the other one is read in its place.
fn lose_pickup(stop: Option<&Stop>, other: Option<&Stop>, s: &mut Scope<'_>) {
    match (stop, other) {
        (None, None) => {}
        (Some(stop), Some(other)) if told(stop) == told(other) => {
            let mut here = s.member("pickup");
            write_place(Some(stop), &mut here, Promise::Echo);
            write_contact(Some(stop), &mut here, Promise::Echo);
        }
        _ => s.loses("pickup", true),
    }
}
