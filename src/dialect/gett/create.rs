//! Body of `POST v1/delivery/deliveries`: create delivery.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::parts::{
    ContactDetails, Location, Promise, by_either_name, flag, stop, window, write_contact, write_optional_stop,
    write_place,
};
use crate::bundle::{Aggregation, Barcodes, Bundle, BundleTarget, Deliveries, PickupTime};
use crate::dialect::shared::{instant, text, text_of, time, write_each};
use crate::field::Field;
use crate::id::{BundleId, ProductId};
use crate::payload::Payload;
use crate::report::Scope;
use crate::rule::Rule;
use crate::text::{Label, Text};

mod delivery;
mod pieces;

pub use delivery::NewDelivery;
pub(super) use pieces::has_barcode;
pub use pieces::{NewExemplar, NewItem, NewParcel};

// The wire.

crate::wire! {
    /// Body of `POST v1/delivery/deliveries`.
    ///
    /// ```
    /// use lastmile::{from_json, gett};
    ///
    /// let report = from_json::<gett::CreateDeliveries>(br#"{"product_id": "04a5", "deliveries": [{}]}"#).unwrap_err();
    /// let missing: Vec<_> = report.errors().map(|remark| remark.pointer.as_str()).collect();
    /// assert_eq!(missing, ["/pickup", "/pickup_contact", "/deliveries/0/drop_off", "/deliveries/0/drop_off_contact"]);
    /// ```
    pub struct CreateDeliveries {
        /// If it is given, the deliveries are added to this bundle; if not, a new one is made.
        pub bundle_id: Field<Text>,
        /// Mandatory without `bundle_id`.
        pub product_id: Field<Text>,
        /// When the new bundle is picked up.
        pub scheduled_at: Field<Text>,
        /// The display identifier of the new bundle.
        pub display_identifier: Field<Text>,
        /// True for an order from point to point. Default: false.
        pub avoid_aggregation: Field<bool>,
        /// The beginning of the pickup; stands in for `scheduled_at`.
        pub pickup_interval_from: Field<Text>,
        /// The end of the pickup.
        pub pickup_interval_until: Field<Text>,
        /// Where to pick up: latitude, longitude and address are required.
        pub pickup: Field<Location>,
        /// Whom to ask for at the pickup.
        pub pickup_contact: Field<ContactDetails>,
        /// Where to return to; all of it is optional.
        pub return_drop_off: Field<Location>,
        /// Whom to ask for there; all of it is optional.
        pub return_contact: Field<ContactDetails>,
        /// What the table of the page calls `return_contact`, against its samples.
        pub drop_off_contact: Field<ContactDetails>,
        /// The deliveries.
        pub deliveries: Field<Vec<Field<Box<NewDelivery>>>>,
    }
}

// Reading and writing.

impl Payload for CreateDeliveries {
    type Model = Bundle;

    const NAME: &'static str = "gett.create";

    fn read(self, s: &mut Scope<'_>) -> Option<Bundle> {
        let CreateDeliveries {
            bundle_id,
            product_id,
            scheduled_at,
            display_identifier,
            avoid_aggregation,
            pickup_interval_from,
            pickup_interval_until,
            pickup,
            pickup_contact,
            return_drop_off,
            return_contact,
            drop_off_contact,
            deliveries,
            unknown,
        } = self;

        let bundle = s.optional("bundle_id", bundle_id.blank_is_absent(), BundleId::new);
        let product = s.optional("product_id", product_id.blank_is_absent(), ProductId::new);
        let scheduled_at = time(s, "scheduled_at", scheduled_at);
        let label = s.optional("display_identifier", display_identifier.blank_is_absent(), Label::new);
        if let Some(Some(_)) = bundle {
            let given = [
                ("product_id", matches!(product, Some(Some(_)))),
                ("scheduled_at", matches!(scheduled_at, Some(Some(_)))),
                ("display_identifier", matches!(label, Some(Some(_)))),
            ];
            for (name, _) in given.into_iter().filter(|(_, given)| *given) {
                s.member(name).warn(Rule::Ignored.broken());
            }
        }
        let target = bundle
            .zip(product)
            .and_then(|(bundle, product)| s.member("product_id").check(BundleTarget::from_ids(bundle, product)));
        let avoid_aggregation = s.optional("avoid_aggregation", avoid_aggregation, Ok);
        let pickup_window =
            window(s, ("pickup_interval_from", pickup_interval_from), ("pickup_interval_until", pickup_interval_until));
        let pickup = s.required_with("pickup", pickup, |place, s| place.read(s, Promise::All));
        let pickup_contact = s.required_with("pickup_contact", pickup_contact, |who, s| who.read(s, Promise::All));
        let return_place =
            s.optional_with("return_drop_off", return_drop_off, |place, s| place.read(s, Promise::Nothing));
        let (return_name, return_contact) =
            by_either_name(s, ("return_contact", return_contact), ("drop_off_contact", drop_off_contact));
        let return_contact = s.optional_with(return_name, return_contact, |who, s| who.read(s, Promise::Nothing));
        let deliveries = read_deliveries(s, deliveries, avoid_aggregation == Some(Some(true)));
        s.unknown(&unknown);

        Some(Bundle {
            target: target?,
            label: label?,
            reference: None,
            pickup_time: PickupTime { scheduled_at: scheduled_at?, window: pickup_window? },
            aggregation: match avoid_aggregation? {
                Some(true) => Aggregation::PointToPoint,
                Some(false) | None => Aggregation::Allowed,
            },
            pickup: stop(pickup.map(Some), pickup_contact.map(Some))?,
            return_to: stop(return_place, return_contact)?,
            return_mode: None,
            deliveries: deliveries?,
            company: None,
            process_type: None,
            created_at: None,
            seller: None,
            carrier: None,
            route: None,
            courier_must_return: None,
            headers: Default::default(),
        })
    }

    fn write(bundle: &Bundle, s: &mut Scope<'_>) -> CreateDeliveries {
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

        s.loses("seller", seller.is_some());
        s.loses("carrier", carrier.is_some());
        s.loses("route", route.is_some());
        s.loses("courier_must_return", courier_must_return.is_some());
        s.loses("headers", !headers.is_empty());
        if *target == BundleTarget::Unnamed {
            s.needs("target");
        }
        s.loses("reference", reference.is_some());
        s.loses("return_mode", return_mode.is_some());
        s.loses("company", company.is_some());
        s.loses("process_type", process_type.is_some());
        s.loses("created_at", created_at.is_some());
        if pickup.is_none() {
            s.needs("pickup");
        }
        if deliveries.is_empty() {
            s.needs("deliveries");
        }
        let pickup_place = write_place(pickup.as_ref(), &mut s.member("pickup"), Promise::All);
        let pickup_contact = write_contact(pickup.as_ref(), &mut s.member("pickup"), Promise::All);
        let (return_drop_off, return_contact) = write_optional_stop(return_to.as_ref(), &mut s.member("return_to"));
        CreateDeliveries {
            bundle_id: text_of(target.bundle()),
            product_id: text_of(target.product()),
            scheduled_at: instant(*scheduled_at),
            display_identifier: text(label),
            avoid_aggregation: flag(*aggregation == Aggregation::PointToPoint),
            pickup_interval_from: instant(window.and_then(|window| window.from())),
            pickup_interval_until: instant(window.and_then(|window| window.until())),
            pickup: pickup_place,
            pickup_contact,
            return_drop_off,
            return_contact,
            drop_off_contact: Field::Absent,
            deliveries: Field::Given(write_each("deliveries", deliveries, s, |delivery, s| {
                Box::new(NewDelivery::write(delivery, s))
            })),
            unknown: Default::default(),
        }
    }
}

fn read_deliveries(
    s: &mut Scope<'_>,
    deliveries: Field<Vec<Field<Box<NewDelivery>>>>,
    point_to_point: bool,
) -> Option<Deliveries> {
    if let Field::Given(list) = &deliveries {
        let mut here = s.member("deliveries");
        here.check(Deliveries::are_enough(list.len()));
        match list.len() {
            0 | 1 => {}
            n if point_to_point => here.warn(Rule::PointToPointMany.broken_by(n)),
            _ => {}
        }
        see_barcodes(list, &mut here);
    }
    s.required_with("deliveries", deliveries, |list, s| {
        let is_empty = list.is_empty();
        let list = s.each(list, |delivery, s| delivery.read(s))?;
        // What is wrong with the whole has been said above, where the place is known.
        if is_empty { None } else { Deliveries::new(list).ok() }
    })
}

/// Says once, at the first parcel that differs, that some parcels have a barcode and some have none. It looks at the wire,
/// so that it is also said where something else is wrong; parcels of which it cannot be told are passed over.
fn see_barcodes(deliveries: &[Field<Box<NewDelivery>>], s: &mut Scope<'_>) {
    let mut barcodes = Barcodes::default();
    let mut implicit = Vec::new();
    for (at, delivery) in deliveries.iter().enumerate() {
        let Field::Given(delivery) = delivery else { continue };
        let parcels = match &delivery.parcels {
            Field::Given(parcels) if !parcels.is_empty() => parcels,
            Field::Misfit(_) => continue,
            Field::Absent | Field::Null | Field::Given(_) => {
                implicit.push(at);
                continue;
            }
        };
        for (parcel_at, parcel) in parcels.iter().enumerate() {
            let Some(has_one) = parcel.as_given().and_then(NewParcel::has_barcode) else { continue };
            if let Err(violation) = barcodes.see(has_one) {
                s.index(at).member("parcels").index(parcel_at).member("barcodes").refuse(violation);
            }
        }
    }
    if barcodes.all_have_one() {
        for at in implicit {
            s.index(at).warn(Rule::ImplicitParcelWithoutBarcode.broken());
        }
    }
}
