//! Body of `POST v1/delivery/deliveries`: create delivery.

use alloc::boxed::Box;
use alloc::vec::Vec;

use serde_json::Number;

use super::parts::{
    ContactDetails, Location, Promise, VendorDetails, centimetres, flag, price, required_if, stop, window,
    write_contact, write_place,
};
use crate::bundle::{Aggregation, Barcodes, Bundle, BundleTarget, Deliveries, PickupTime};
use crate::delivery::{Delivery, Handling};
use crate::dialect::shared::{instant, is_zero, known, list, text, text_of, time, write_each};
use crate::field::Field;
use crate::id::{BundleId, ProductId, Reference};
use crate::item::{Exemplar, Item};
use crate::parcel::Parcel;
use crate::payload::Payload;
use crate::report::Scope;
use crate::rule::{Found, Rule, Violation};
use crate::text::{Barcode, Label, Name, SizeAlias, Text};
use crate::tracking::Tracking;
use crate::units::{Centimetres, Grams, Percent, Price, Quantity, Rounding};

// The wire.

crate::wire! {
    /// Body of `POST v1/delivery/deliveries`.
    ///
    /// ```
    /// use lastmile::{from_json, gett, Severity};
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

    /// A parcel of a delivery to create.
    ///
    /// ```
    /// use lastmile::{field::Field, gett::NewParcel};
    ///
    /// let barcodes = ["0123452", "hgcgf5656"].map(|code| Field::Given(code.into()));
    /// let wire = NewParcel { barcodes: Field::Given(barcodes.into()), ..NewParcel::default() };
    /// assert_eq!(serde_json::to_string(&wire)?, r#"{"barcodes":["0123452","hgcgf5656"]}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct NewParcel {
        /// What is shown to the courier; goes before the delivery's.
        pub display_identifier: Field<Text>,
        /// Any identifier of the host's.
        pub external_identifier: Field<Text>,
        /// A size of the integration's own table.
        pub size_alias: Field<Text>,
        /// Centimetres.
        pub length: Field<Number>,
        /// Centimetres.
        pub width: Field<Number>,
        /// Centimetres.
        pub height: Field<Number>,
        /// Kilograms.
        pub weight: Field<Number>,
        /// Deprecated; use `barcodes`.
        pub barcode: Field<Text>,
        /// The barcodes on its labels; either all parcels of a bundle have one or none has.
        pub barcodes: Field<Vec<Field<Text>>>,
        /// What is in it.
        pub items: Field<Vec<Field<NewItem>>>,
    }

    /// An item of a parcel to create.
    ///
    /// ```
    /// let wire: lastmile::gett::NewItem = serde_json::from_str(r#"{"price": 293.15, "quantity": "two"}"#)?;
    /// assert_eq!(wire.price.given().map(|price| price.to_string()), Some("293.15".to_owned()), "not a cent is lost here");
    /// assert!(wire.quantity.as_given().is_none(), "a text is no number");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct NewItem {
        /// The item's identifier.
        pub external_id: Field<Text>,
        /// Its name.
        pub name: Field<Text>,
        /// How many.
        pub quantity: Field<Number>,
        /// The price, in major units.
        pub price: Field<Number>,
        /// The VAT rate, in percent.
        pub vat_rate: Field<Number>,
        /// The single pieces. The table does not mark them optional; the answer says null where none are known.
        pub exemplars: Field<Vec<Field<NewExemplar>>>,
    }

    /// A piece of an item to create.
    ///
    /// ```
    /// let wire: lastmile::gett::NewExemplar = serde_json::from_str(r#"{"external_id": "639", "barcode": "01yg"}"#)?;
    /// assert_eq!(wire.barcode.given().as_deref(), Some("01yg"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct NewExemplar {
        /// Its identifier.
        pub external_id: Field<Text>,
        /// Its barcode.
        pub barcode: Field<Text>,
    }
}

// Reading.

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
        let aggregation = s.optional("avoid_aggregation", avoid_aggregation, aggregation);
        let pickup_window =
            window(s, ("pickup_interval_from", pickup_interval_from), ("pickup_interval_until", pickup_interval_until));
        let pickup = s.required_with("pickup", pickup, |place, s| place.read(s, Promise::All));
        let pickup_contact = s.required_with("pickup_contact", pickup_contact, |who, s| who.read(s, Promise::All));
        let return_place =
            s.optional_with("return_drop_off", return_drop_off, |place, s| place.read(s, Promise::Nothing));
        let (return_name, return_contact) =
            by_either_name(s, ("return_contact", return_contact), ("drop_off_contact", drop_off_contact));
        let return_contact = s.optional_with(return_name, return_contact, |who, s| who.read(s, Promise::Nothing));
        let deliveries = read_deliveries(s, deliveries, matches!(aggregation, Some(Some(Aggregation::PointToPoint))));
        s.unknown(&unknown);

        Some(Bundle {
            target: target?,
            label: label?,
            reference: None,
            pickup_time: PickupTime { scheduled_at: scheduled_at?, window: pickup_window? },
            aggregation: aggregation?.unwrap_or_default(),
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
        CreateDeliveries {
            bundle_id: text_of(target.bundle()),
            product_id: text_of(target.product()),
            scheduled_at: instant(*scheduled_at),
            display_identifier: text(label),
            avoid_aggregation: flag(*aggregation == Aggregation::PointToPoint),
            pickup_interval_from: instant(window.and_then(|window| window.from())),
            pickup_interval_until: instant(window.and_then(|window| window.until())),
            pickup: write_place(pickup.as_ref(), &mut s.member("pickup"), Promise::All),
            pickup_contact: write_contact(pickup.as_ref(), &mut s.member("pickup"), Promise::All),
            return_drop_off: write_place(return_to.as_ref(), &mut s.member("return_to"), Promise::Nothing),
            return_contact: write_contact(return_to.as_ref(), &mut s.member("return_to"), Promise::Nothing),
            drop_off_contact: Field::Absent,
            deliveries: Field::Given(write_each("deliveries", deliveries, s, |delivery, s| {
                Box::new(NewDelivery::write(delivery, s))
            })),
            unknown: Default::default(),
        }
    }
}

fn aggregation(avoid: bool) -> Result<Aggregation, Violation> {
    Ok(if avoid { Aggregation::PointToPoint } else { Aggregation::Allowed })
}

/// A member that the page calls by two names: the one of its samples is used.
fn by_either_name<T: crate::field::Wire>(
    s: &mut Scope<'_>,
    (name, field): (&'static str, Field<T>),
    (misnomer, other): (&'static str, Field<T>),
) -> (&'static str, Field<T>) {
    match (field, other) {
        (field, Field::Absent | Field::Null) => (name, field),
        (Field::Absent | Field::Null, other) => {
            s.member(misnomer).warn(Rule::Misnamed.broken_by(Found::shown(format_args!("it for {name}"))));
            (misnomer, other)
        }
        (field, _) => {
            s.member(misnomer).lost();
            (name, field)
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

impl NewDelivery {
    fn read(self, s: &mut Scope<'_>) -> Option<Delivery> {
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

    fn write(delivery: &Delivery, s: &mut Scope<'_>) -> NewDelivery {
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

/// Reads a size, of which zero means that it is not known; in a request that is doubtful.
fn size<T: PartialEq + Default>(size: T, here: &mut Scope<'_>, promise: Promise) -> Option<T> {
    if size != T::default() {
        return Some(size);
    }
    if promise != Promise::Echo {
        here.warn(Rule::SizeZero.broken());
    }
    None
}

impl NewParcel {
    /// Whether it has a barcode, if that can be told: one that is wrong in itself is no ground for a second fault.
    fn has_barcode(&self) -> Option<bool> {
        let is_one = |barcode: &Field<Text>| barcode.as_given().map(|text| !text.is_empty());
        let single = match &self.barcode {
            Field::Absent | Field::Null => Some(false),
            barcode => is_one(barcode),
        };
        match &self.barcodes {
            Field::Absent | Field::Null => single,
            Field::Given(barcodes) if barcodes.is_empty() => single,
            Field::Given(barcodes) => barcodes.iter().all(|barcode| is_one(barcode) == Some(true)).then_some(true),
            Field::Misfit(_) => None,
        }
    }

    pub(super) fn read(self, s: &mut Scope<'_>, promise: Promise) -> Option<Parcel> {
        let NewParcel {
            display_identifier,
            external_identifier,
            size_alias,
            length,
            width,
            height,
            weight,
            barcode,
            barcodes,
            items,
            unknown,
        } = self;

        let label = s.optional("display_identifier", display_identifier.blank_is_absent(), Label::new);
        let reference = s.optional("external_identifier", external_identifier.blank_is_absent(), Reference::new);
        let size_alias = s.optional("size_alias", size_alias.blank_is_absent(), SizeAlias::new);
        let mut side = |name, field: Field<Number>| {
            let side = s.optional_with(name, field, |number, here| {
                let centimetres = here.check(Centimetres::read_whole(&number))?;
                Some(size(centimetres, here, promise))
            });
            side.map(Option::flatten)
        };
        let length = side("length", length);
        let width = side("width", width);
        let height = side("height", height);
        let weight = s.optional_with("weight", weight, |number, here| {
            let grams = here.rounded(Grams::read_kilograms(&number, Rounding::HalfUp))?;
            Some(size(grams, here, promise))
        });
        let single = s.optional_with("barcode", barcode.blank_is_absent(), |text, here| {
            if promise != Promise::Echo {
                here.warn(Rule::Deprecated.broken());
            }
            here.check(Barcode::new(text))
        });
        let barcodes = s.list("barcodes", barcodes, |text, here| here.check(Barcode::new(text)));
        let items = s.list("items", items, NewItem::read);
        s.unknown(&unknown);

        let mut barcodes = barcodes?;
        if let Some(single) = single?
            && !barcodes.contains(&single)
        {
            if !barcodes.is_empty() {
                s.member("barcode").warn(Rule::BarcodeNotListed.broken());
            }
            barcodes.insert(0, single);
        }
        Some(Parcel {
            id: None,
            label: label?,
            reference: reference?,
            size_alias: size_alias?,
            length: length?,
            width: width?,
            height: height?,
            weight: weight?.flatten(),
            volume: None,
            barcodes,
            items: items?,
            status: None,
            failure: None,
        })
    }

    fn write(parcel: &Parcel, s: &mut Scope<'_>) -> NewParcel {
        let Parcel {
            id,
            label,
            reference,
            size_alias,
            length,
            width,
            height,
            weight,
            volume,
            barcodes,
            items,
            status,
            failure,
        } = parcel;

        s.loses("id", id.is_some());
        s.loses("volume", volume.is_some());
        s.loses("length", is_zero(*length));
        s.loses("width", is_zero(*width));
        s.loses("height", is_zero(*height));
        s.loses("weight", is_zero(*weight));
        s.loses("status", status.is_some());
        s.loses("failure", failure.is_some());
        NewParcel {
            display_identifier: text(label),
            external_identifier: text(reference),
            size_alias: text(size_alias),
            length: centimetres(*length),
            width: centimetres(*width),
            height: centimetres(*height),
            weight: known(*weight).map(Grams::to_json_kilograms).into(),
            barcode: Field::Absent,
            barcodes: list(barcodes.iter().map(|barcode| Text::from(barcode).into()).collect()),
            items: list(write_each("items", items, s, NewItem::write)),
            unknown: Default::default(),
        }
    }
}

impl NewItem {
    fn read(self, s: &mut Scope<'_>) -> Option<Item> {
        self.read_as(s, Promise::All)
    }

    pub(super) fn read_as(self, s: &mut Scope<'_>, promise: Promise) -> Option<Item> {
        let NewItem { external_id, name, quantity, price, vat_rate, exemplars, unknown } = self;
        let all = promise == Promise::All;
        let reference = required_if!(all, s, "external_id", external_id, Reference::new);
        let name = required_if!(all, s, "name", name, Name::new);
        let quantity = number(s, "quantity", quantity, all, |number, here| here.check(Quantity::read(&number)));
        let price = number(s, "price", price, all, super::parts::price);
        let vat_rate =
            number(s, "vat_rate", vat_rate, all, |number, here| here.rounded(Percent::read(&number, Rounding::HalfUp)));
        let exemplars = s.list("exemplars", exemplars, |exemplar, s| exemplar.read(s, promise));
        s.unknown(&unknown);

        Some(Item {
            reference: reference?,
            name: name?,
            quantity: quantity?,
            price: price?,
            vat_rate: vat_rate?,
            exemplars: exemplars?,
            status: None,
            failure: None,
        })
    }

    fn write(item: &Item, s: &mut Scope<'_>) -> NewItem {
        let Item { reference, name, quantity, price, vat_rate, exemplars, status, failure } = item;
        s.loses("status", status.is_some());
        s.loses("failure", failure.is_some());
        let required = [
            ("reference", reference.is_none()),
            ("name", name.is_none()),
            ("quantity", quantity.is_none()),
            ("price", price.is_none()),
            ("vat_rate", vat_rate.is_none()),
        ];
        for (name, _) in required.into_iter().filter(|(_, is_missing)| *is_missing) {
            s.needs(name);
        }
        NewItem {
            external_id: text(reference),
            name: text(name),
            quantity: quantity.map(|quantity| Number::from(quantity.get())).into(),
            price: price.map(Price::to_json_major).into(),
            vat_rate: vat_rate.map(Percent::to_json).into(),
            exemplars: list(write_each("exemplars", exemplars, s, NewExemplar::write)),
            unknown: Default::default(),
        }
    }
}

impl NewExemplar {
    pub(super) fn read(self, s: &mut Scope<'_>, promise: Promise) -> Option<Exemplar> {
        let NewExemplar { external_id, barcode, unknown } = self;
        let all = promise == Promise::All;
        let reference = required_if!(all, s, "external_id", external_id, Reference::new);
        let barcode = required_if!(all, s, "barcode", barcode, Barcode::new);
        s.unknown(&unknown);
        Some(Exemplar { reference: reference?, barcode: barcode?, status: None, failure: None })
    }

    fn write(exemplar: &Exemplar, s: &mut Scope<'_>) -> NewExemplar {
        let Exemplar { reference, barcode, status, failure } = exemplar;
        s.loses("status", status.is_some());
        s.loses("failure", failure.is_some());
        if reference.is_none() {
            s.needs("reference");
        }
        if barcode.is_none() {
            s.needs("barcode");
        }
        NewExemplar { external_id: text(reference), barcode: text(barcode), unknown: Default::default() }
    }
}

/// Reads a number that a request must give and an answer may leave out.
fn number<U>(
    s: &mut Scope<'_>,
    name: &str,
    field: Field<Number>,
    required: bool,
    read: impl FnOnce(Number, &mut Scope<'_>) -> Option<U>,
) -> Option<Option<U>> {
    if required { s.required_with(name, field, read).map(Some) } else { s.optional_with(name, field, read) }
}

// Writing.
