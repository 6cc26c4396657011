//! A delivery of the request and its packages: `deliveries[]`.

use alloc::boxed::Box;
use alloc::vec::Vec;

use serde_json::Number;

use crate::brazil::{InvoiceAccessKey, State, TaxId};
use crate::contact::Stop;
use crate::delivery::{Delivery, Handling, Invoice};
use crate::dialect::abbiamo::parts::{Address, CustomerDetails, cents, price};
use crate::dialect::shared::{centimetres, instant, is_zero, known, list, text, time, write_each};
use crate::field::Field;
use crate::id::{DeliveryId, InvoiceNumber, OrderNumber, ParcelId, TrackingNumber};
use crate::parcel::Parcel;
use crate::report::Scope;
use crate::rule::Violation;
use crate::status::Timeline;
use crate::text::{FreeText, Text};
use crate::time::Timestamp;
use crate::tracking::{Estimates, Tracking};
use crate::units::{Centimetres, CubicCentimetres, Grams};

// The wire.

crate::wire! {
    /// One delivery of the request.
    ///
    /// ```
    /// use lastmile::{abbiamo::RequestedDelivery, field::Field};
    ///
    /// let json = r#"{"delivery_id":"851dc274","amount":"6909","volumes":[],"priority":1}"#;
    /// let wire: RequestedDelivery = serde_json::from_str(json)?;
    /// assert_eq!(wire.amount, Field::Misfit(Box::new("6909".into())), "cents are a number");
    /// assert_eq!(wire.unknown.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["priority"]);
    /// assert_eq!(serde_json::to_string(&wire)?, json, "and it is written as it came");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct RequestedDelivery {
        /// The invoice's number, in any form.
        pub invoice_number: Field<Text>,
        /// The invoice's access key, of 44 characters.
        pub invoice_access_key: Field<Text>,
        /// When the invoice was made.
        pub invoice_created_at: Field<Text>,
        /// The delivery.
        pub delivery_id: Field<Text>,
        /// The number of the order.
        pub order_number: Field<Text>,
        /// The code by which people follow it.
        pub tracking: Field<Text>,
        /// What the goods are worth; cents.
        pub amount: Field<Number>,
        /// What the delivery is expected to cost; cents.
        pub expected_delivery_price: Field<Number>,
        /// What the courier has to mind.
        pub carrier_additional_information: Field<CarrierAdditionalInformation>,
        /// The packages.
        pub volumes: Field<Vec<Field<Volume>>>,
        /// Who gets it.
        pub customer: Field<CustomerDetails>,
        /// Where it is brought.
        pub destination_address: Field<Address>,
    }

    /// What the courier has to mind: `carrier_additional_information`.
    ///
    /// ```
    /// use lastmile::{abbiamo::CarrierAdditionalInformation, field::Field};
    ///
    /// let wire: CarrierAdditionalInformation = serde_json::from_str(r#"{"thermolabile": true, "keep_prescription": "yes"}"#)?;
    /// assert_eq!(wire.thermolabile, Field::Given(true));
    /// assert!(matches!(wire.keep_prescription, Field::Misfit(_)));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct CarrierAdditionalInformation {
        /// Whether the courier must get the patient's prescription.
        pub keep_prescription: Field<bool>,
        /// Whether something must be kept cool.
        pub thermolabile: Field<bool>,
        /// Whether the courier must bring the payment terminal.
        pub pos_terminal_required: Field<bool>,
        /// Whether the courier of this order should come back to the origin.
        pub return_to_origin: Field<bool>,
        /// Comments on the delivery.
        pub observation: Field<Text>,
    }

    /// A package: `volumes[]`.
    ///
    /// ```
    /// let wire: lastmile::abbiamo::Volume = serde_json::from_str(r#"{"weight": 0, "height": null, "cubic_volume": 4000}"#)?;
    /// // Here 0 is 0; that it means "not known" is said when it is read.
    /// assert_eq!(wire.weight.given().and_then(|grams| grams.as_u64()), Some(0));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Volume {
        /// The package.
        pub id: Field<Text>,
        /// Grams.
        pub weight: Field<Number>,
        /// Centimetres.
        pub height: Field<Number>,
        /// Centimetres.
        pub width: Field<Number>,
        /// Centimetres.
        pub length: Field<Number>,
        /// Cubic centimetres.
        pub cubic_volume: Field<Number>,
    }
}

// Reading and writing.

/// What an invoice's access key is compared with.
pub(super) struct Origin<'a> {
    pub(super) seller: Option<&'a TaxId>,
    pub(super) state: Option<State>,
}

/// Reads a size in the model's own unit, of which 0 means that it is not known.
fn size<T: PartialEq + Default>(
    s: &mut Scope<'_>,
    name: &str,
    field: Field<Number>,
    read: fn(&Number) -> Result<T, Violation>,
) -> Option<Option<T>> {
    s.optional(name, field, |number| read(&number)).map(known)
}

impl RequestedDelivery {
    pub(super) fn read(self, s: &mut Scope<'_>, origin: &Origin<'_>) -> Option<Delivery> {
        let RequestedDelivery {
            invoice_number,
            invoice_access_key,
            invoice_created_at,
            delivery_id,
            order_number,
            tracking,
            amount,
            expected_delivery_price,
            carrier_additional_information,
            volumes,
            customer,
            destination_address,
            unknown,
        } = self;

        let number = s.optional("invoice_number", invoice_number.blank_is_absent(), InvoiceNumber::new);
        let access_key = s.optional("invoice_access_key", invoice_access_key.blank_is_absent(), InvoiceAccessKey::new);
        let created_at = time(s, "invoice_created_at", invoice_created_at);
        let invoice = read_invoice(s, number, access_key, created_at, origin);
        let id = s.required("delivery_id", delivery_id, DeliveryId::new);
        let order_number = s.optional("order_number", order_number.blank_is_absent(), OrderNumber::new);
        let tracking_number = s.optional("tracking", tracking.blank_is_absent(), TrackingNumber::new);
        let amount = price(s, "amount", amount);
        let expected_price = price(s, "expected_delivery_price", expected_delivery_price);
        let handling = s.optional_with(
            "carrier_additional_information",
            carrier_additional_information,
            CarrierAdditionalInformation::read,
        );
        let parcels = s.list("volumes", volumes, Volume::read);
        let customer = s.optional_with("customer", customer, CustomerDetails::read);
        let place = s.optional_with("destination_address", destination_address, Address::read);
        s.unknown(&unknown);

        let (contact, recipient_tax_id) = customer?.unwrap_or_default();
        Some(Delivery {
            id: Some(id?),
            reference: None,
            label: None,
            drop_off: Stop { place: place?.unwrap_or_default(), contact },
            recipient_tax_id,
            pickup: None,
            window: None,
            client_price: None,
            delivery_price: None,
            amount: amount?,
            expected_price: expected_price?,
            vendor: None,
            parcels: parcels?,
            age_verification_required: false,
            external_payment_confirmation: false,
            product: None,
            route: None,
            order: None,
            location: None,
            order_number: order_number?,
            invoice: invoice?.map(Box::new),
            handling: handling?.unwrap_or_default(),
            channel: None,
            scheduled_at: None,
            created_at: None,
            tracking: Tracking {
                carrier: None,
                tracking_number: tracking_number?,
                fee: None,
                estimates: Estimates::default(),
                link: None,
                timeline: Timeline::default(),
                unknown_status: None,
                courier: None,
                rejection: None,
                failure: None,
                verifications: Vec::new(),
            }
            .into(),
        })
    }

    pub(super) fn write(delivery: &Delivery, s: &mut Scope<'_>) -> RequestedDelivery {
        let Delivery {
            id,
            reference,
            label,
            drop_off: Stop { place, contact },
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

        if id.is_none() {
            s.needs("id");
        }
        s.loses("reference", reference.is_some());
        s.loses("label", label.is_some());
        s.loses("pickup", pickup.is_some());
        s.loses("window", window.is_some());
        s.loses("client_price", client_price.is_some());
        s.loses("delivery_price", delivery_price.is_some());
        s.loses("vendor", vendor.is_some());
        s.loses("age_verification_required", *age_verification_required);
        s.loses("external_payment_confirmation", *external_payment_confirmation);
        s.loses("product", product.is_some());
        s.loses("route", route.is_some());
        s.loses("channel", channel.is_some());
        s.loses("scheduled_at", scheduled_at.is_some());
        s.loses("created_at", created_at.is_some());
        s.loses("order", order.is_some());
        s.loses("location", location.is_some());
        let mut told = s.member("tracking");
        told.loses("carrier", carrier.is_some());
        told.loses("fee", fee.is_some());
        told.loses("estimates", *estimates != Estimates::default());
        told.loses("link", link.is_some());
        told.loses("timeline", *timeline != Timeline::default());
        told.loses("unknown_status", unknown_status.is_some());
        told.loses("courier", courier.is_some());
        told.loses("rejection", rejection.is_some());
        told.loses("failure", failure.is_some());
        told.loses("verifications", !verifications.is_empty());
        let nothing = Invoice::default();
        s.loses("invoice", invoice.as_deref() == Some(&nothing));
        let Invoice { number, access_key, created_at } = invoice.as_deref().unwrap_or(&nothing);
        let mut drop_off = s.member("drop_off");
        let customer = CustomerDetails::write(contact, recipient_tax_id.as_ref(), &mut drop_off.member("contact"));
        let destination = Address::write(place, &mut drop_off.member("place"));
        RequestedDelivery {
            invoice_number: text(number),
            invoice_access_key: text(access_key),
            invoice_created_at: instant(*created_at),
            delivery_id: text(id),
            order_number: text(order_number),
            tracking: text(tracking_number),
            amount: cents(*amount),
            expected_delivery_price: cents(*expected_price),
            carrier_additional_information: (*handling != Handling::default())
                .then(|| CarrierAdditionalInformation::write(handling))
                .into(),
            volumes: list(write_each("parcels", parcels, s, Volume::write)),
            customer: unless_empty(customer),
            destination_address: unless_empty(destination),
            unknown: Default::default(),
        }
    }
}

/// The invoice, if anything is said of it. That its key names somebody or somewhere else is doubtful and no fault.
fn read_invoice(
    s: &mut Scope<'_>,
    number: Option<Option<InvoiceNumber>>,
    access_key: Option<Option<InvoiceAccessKey>>,
    created_at: Option<Option<Timestamp>>,
    origin: &Origin<'_>,
) -> Option<Option<Invoice>> {
    if let Some(Some(key)) = &access_key {
        let created_at = created_at.flatten();
        let doubts = [
            origin.seller.map(|seller| key.agreeing_with_issuer(seller)),
            origin.state.map(|state| key.agreeing_with_state(state)),
            created_at.map(|made| key.agreeing_with_month(made)),
        ];
        let mut here = s.member("invoice_access_key");
        for doubt in doubts.into_iter().flatten().filter_map(Result::err) {
            here.warn(doubt);
        }
    }
    let invoice = Invoice { number: number?, access_key: access_key?, created_at: created_at? };
    Some((invoice != Invoice::default()).then_some(invoice))
}

impl CarrierAdditionalInformation {
    fn read(self, s: &mut Scope<'_>) -> Option<Handling> {
        let CarrierAdditionalInformation {
            keep_prescription,
            thermolabile,
            pos_terminal_required,
            return_to_origin,
            observation,
            unknown,
        } = self;
        let keep_prescription = s.optional("keep_prescription", keep_prescription, Ok);
        let thermolabile = s.optional("thermolabile", thermolabile, Ok);
        let pos_terminal_required = s.optional("pos_terminal_required", pos_terminal_required, Ok);
        let return_to_origin = s.optional("return_to_origin", return_to_origin, Ok);
        let observation = s.optional("observation", observation.blank_is_absent(), FreeText::new);
        s.unknown(&unknown);
        Some(Handling {
            keep_prescription: keep_prescription?,
            thermolabile: thermolabile?,
            pos_terminal_required: pos_terminal_required?,
            return_to_origin: return_to_origin?,
            observation: observation?,
        })
    }

    fn write(handling: &Handling) -> CarrierAdditionalInformation {
        let Handling { keep_prescription, thermolabile, pos_terminal_required, return_to_origin, observation } =
            handling;
        CarrierAdditionalInformation {
            keep_prescription: (*keep_prescription).into(),
            thermolabile: (*thermolabile).into(),
            pos_terminal_required: (*pos_terminal_required).into(),
            return_to_origin: (*return_to_origin).into(),
            observation: text(observation),
            unknown: Default::default(),
        }
    }
}

impl Volume {
    fn read(self, s: &mut Scope<'_>) -> Option<Parcel> {
        let Volume { id, weight, height, width, length, cubic_volume, unknown } = self;
        let id = s.optional("id", id.blank_is_absent(), ParcelId::new);
        let weight = size(s, "weight", weight, Grams::read_whole);
        let height = size(s, "height", height, Centimetres::read_whole);
        let width = size(s, "width", width, Centimetres::read_whole);
        let length = size(s, "length", length, Centimetres::read_whole);
        let volume = size(s, "cubic_volume", cubic_volume, CubicCentimetres::read_whole);
        s.unknown(&unknown);
        // An id or a weight that cannot be read is no reason to pass over the volume.
        let whole = id.is_some() && weight.is_some();
        let parcel = Parcel {
            id: id.flatten(),
            label: None,
            reference: None,
            size_alias: None,
            length: length?,
            width: width?,
            height: height?,
            weight: weight.flatten(),
            volume: volume?,
            barcodes: Vec::new(),
            items: Vec::new(),
            status: None,
            failure: None,
        };
        if let Err(violation) = parcel.agreeing_in_volume() {
            s.member("cubic_volume").warn(violation);
        }
        Some(parcel).filter(|_| whole)
    }

    fn write(parcel: &Parcel, s: &mut Scope<'_>) -> Volume {
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

        s.loses("label", label.is_some());
        s.loses("reference", reference.is_some());
        s.loses("size_alias", size_alias.is_some());
        s.loses("length", is_zero(*length));
        s.loses("width", is_zero(*width));
        s.loses("height", is_zero(*height));
        s.loses("weight", is_zero(*weight));
        s.loses("volume", is_zero(*volume));
        s.loses("barcodes", !barcodes.is_empty());
        s.loses("items", !items.is_empty());
        s.loses("status", status.is_some());
        s.loses("failure", failure.is_some());
        Volume {
            id: text(id),
            weight: known(*weight).map(|weight| Number::from(weight.get())).into(),
            height: centimetres(*height),
            width: centimetres(*width),
            length: centimetres(*length),
            cubic_volume: known(*volume).map(|volume| Number::from(volume.get())).into(),
            unknown: Default::default(),
        }
    }
}

/// An object that is left out where it says nothing.
fn unless_empty<T: PartialEq + Default>(object: T) -> Field<T> {
    if object == T::default() { Field::Absent } else { Field::Given(object) }
}
