//! The event `DELIVERY_REQUEST`.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Number, Value};

use super::parts::{Address, CustomerDetails, SellerContact, optional, or_default};
use crate::brazil::{InvoiceAccessKey, State, TaxId};
use crate::bundle::{Aggregation, Bundle, BundleTarget, Deliveries, PickupTime, Route};
use crate::carrier::{CarrierOrder, DeliveryMethod, Speed};
use crate::contact::{Contact, Stop};
use crate::delivery::{Delivery, Handling, Invoice};
use crate::dialect::shared::{instant, is_zero, known, list, text, text_of, time, write_each};
use crate::field::Field;
use crate::headers::{HeaderName, HeaderValue, Headers};
use crate::id::{
    DeliveryId, InvoiceNumber, MethodId, OrderNumber, ParcelId, Reference, RouteId, SellerGroupId, SellerId,
    TrackingNumber,
};
use crate::parcel::Parcel;
use crate::payload::Payload;
use crate::place::{Place, Region};
use crate::report::Scope;
use crate::rule::{Found, Rule, Violation};
use crate::seller::Seller;
use crate::status::Timeline;
use crate::text::{FreeText, Name, Text, Word};
use crate::time::OffsetTime;
use crate::tracking::{Estimates, Tracking};
use crate::units::{Centimetres, CubicCentimetres, Grams, Price};

// The wire.

crate::wire! {
    /// The event `DELIVERY_REQUEST`: a seller asks a carrier to deliver.
    ///
    /// ```
    /// use lastmile::{abbiamo, from_json, TaxId};
    /// # let bytes = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/abbiamo/minimal.json"));
    ///
    /// let bundle = from_json::<abbiamo::DeliveryRequest>(bytes)?.value;
    /// let seller = bundle.seller.and_then(|seller| seller.tax_id);
    /// assert_eq!(seller.as_ref().map(TaxId::as_str), Some("88399480000156"));
    /// assert_eq!(bundle.route.map(|route| route.name.to_string()), Some("GPT-2LkRo".to_owned()));
    /// # Ok::<(), lastmile::Report>(())
    /// ```
    pub struct DeliveryRequest {
        /// `DELIVERY_REQUEST`.
        pub event_type: Field<Text>,
        /// Who sells.
        pub seller: Field<SellerDetails>,
        /// What the carrier is asked to do.
        pub carrier: Field<CarrierDetails>,
        /// How the carrier is called.
        pub logistic_data: Field<LogisticData>,
        /// Where it is picked up.
        pub source_address: Field<Address>,
        /// Whether a route is made.
        pub make_route: Field<bool>,
        /// Whether the courier comes back.
        pub courier_must_return: Field<bool>,
        /// The route; exists when `make_route` is true.
        pub route_id: Field<Text>,
        /// The route's name; exists when `make_route` is true.
        pub route_name: Field<Text>,
        /// What is brought where.
        pub deliveries: Field<Vec<Field<Box<RequestedDelivery>>>>,
    }

    /// Who sells: `seller`.
    ///
    /// ```
    /// use lastmile::{abbiamo::SellerDetails, field::Field};
    ///
    /// let json = r#"{"seller_document_number": "88399480000156", "seller_contacts": null}"#;
    /// let wire: SellerDetails = serde_json::from_str(json)?;
    /// assert_eq!(wire.seller_contacts, Field::Null);
    /// assert_eq!(wire.seller_document_number.given().as_deref(), Some("88399480000156"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct SellerDetails {
        /// The seller's name.
        pub seller_name: Field<Text>,
        /// The seller.
        pub seller_id: Field<Text>,
        /// The seller's CNPJ.
        pub seller_document_number: Field<Text>,
        /// The group that the seller belongs to.
        pub seller_group_id: Field<Text>,
        /// Whom to ask there; depends on what the seller has set up.
        pub seller_contacts: Field<Vec<Field<SellerContact>>>,
    }

    /// What the carrier is asked to do: `carrier`.
    ///
    /// ```
    /// let wire: lastmile::abbiamo::CarrierDetails =
    ///     serde_json::from_str(r#"{"max_dispatched_time": "14:00:00-03", "total_expected_delivery_price": 1200}"#)?;
    /// let latest: lastmile::OffsetTime = wire.max_dispatched_time.given().ok_or("a time of day")?.parse()?;
    /// assert_eq!(latest.offset().local_minus_utc(), -3 * 3600);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct CarrierDetails {
        /// The carrier's brand.
        pub name: Field<Text>,
        /// Until what time of the day it is sent off, with the offset from UTC.
        pub max_dispatched_time: Field<Text>,
        /// When it is expected to arrive: a time, not only a date.
        pub expected_delivery_date: Field<Text>,
        /// What all deliveries are expected to cost; cents.
        pub total_expected_delivery_price: Field<Number>,
        /// The service.
        pub method: Field<Method>,
    }

    /// A carrier's service: `carrier.method`.
    ///
    /// ```
    /// use lastmile::{abbiamo::Method, field::Field};
    ///
    /// // `type` is no name for a member in Rust.
    /// let wire = Method { kind: Field::Given("D0".into()), ..Method::default() };
    /// assert_eq!(serde_json::to_string(&wire)?, r#"{"type":"D0"}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Method {
        /// The carrier's own id of it.
        pub external_id: Field<Text>,
        /// The provider's id of it.
        pub id: Field<Text>,
        /// Its name.
        pub name: Field<Text>,
        /// Such as `D0`, for delivery on the same day.
        pub kind: Field<Text> = "type",
    }

    /// How the carrier is called: `logistic_data`.
    ///
    /// ```
    /// let wire: lastmile::abbiamo::LogisticData = serde_json::from_str(r#"{"headers": {"Authorization": "Bearer xxx"}}"#)?;
    /// assert_eq!(wire.headers.as_given().map(|headers| headers.len()), Some(1));
    /// assert!(!format!("{wire:?}").contains("Bearer"), "no log shows it");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct LogisticData {
        /// Headers to be sent, such as `Authorization`.
        pub headers: Field<Map<String, Value>>,
    }

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

const EVENT: &str = "DELIVERY_REQUEST";

// Reading.

impl Payload for DeliveryRequest {
    type Model = Bundle;

    const NAME: &'static str = "abbiamo.request";

    fn read(self, s: &mut Scope<'_>) -> Option<Bundle> {
        let DeliveryRequest {
            event_type,
            seller,
            carrier,
            logistic_data,
            source_address,
            make_route,
            courier_must_return,
            route_id,
            route_name,
            deliveries,
            unknown,
        } = self;

        let event = s.required("event_type", event_type, event);
        let seller = s.optional_with("seller", seller, SellerDetails::read);
        let carrier = s.optional_with("carrier", carrier, CarrierDetails::read);
        let headers = or_default(s, "logistic_data", logistic_data, LogisticData::read);
        let source = s.optional_with("source_address", source_address, Address::read);
        let is_made = s.optional("make_route", make_route, Ok).map(Option::unwrap_or_default);
        let courier_must_return = s.optional("courier_must_return", courier_must_return, Ok);
        let route = route(s, is_made, route_id, route_name);
        let origin = Origin {
            seller: seller.as_ref().and_then(|seller| seller.as_ref()?.tax_id.as_ref()),
            state: source.as_ref().and_then(|source| state(source.as_ref()?)),
        };
        let deliveries = s.required_with("deliveries", deliveries, |list, s| {
            let enough = s.check(Deliveries::are_enough(list.len()));
            let list = s.each(list, |delivery, s| delivery.read(s, &origin))?;
            enough.and_then(|()| s.check(Deliveries::new(list)))
        });
        s.unknown(&unknown);

        event?;
        Some(Bundle {
            target: BundleTarget::Unnamed,
            label: None,
            reference: None,
            pickup_time: PickupTime::default(),
            aggregation: Aggregation::default(),
            pickup: source?.map(|place| Stop { place, contact: Contact::default() }),
            return_to: None,
            return_mode: None,
            deliveries: deliveries?,
            company: None,
            process_type: None,
            created_at: None,
            seller: seller?,
            carrier: carrier?,
            route: route?,
            courier_must_return: courier_must_return?,
            headers: headers?,
        })
    }

    fn write(bundle: &Bundle, s: &mut Scope<'_>) -> DeliveryRequest {
        let Bundle {
            target,
            label,
            reference,
            pickup_time,
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

        s.loses("target", *target != BundleTarget::Unnamed);
        s.loses("label", label.is_some());
        s.loses("reference", reference.is_some());
        s.loses("pickup_time", *pickup_time != PickupTime::default());
        s.loses("aggregation", *aggregation != Aggregation::default());
        s.loses("return_to", return_to.is_some());
        s.loses("return_mode", return_mode.is_some());
        s.loses("company", company.is_some());
        s.loses("process_type", process_type.is_some());
        s.loses("created_at", created_at.is_some());
        if deliveries.is_empty() {
            s.needs("deliveries");
        }
        DeliveryRequest {
            event_type: Text::from(EVENT).into(),
            seller: seller.as_ref().map(SellerDetails::write).into(),
            carrier: carrier.as_ref().map(CarrierDetails::write).into(),
            logistic_data: (!headers.is_empty()).then(|| LogisticData::write(headers)).into(),
            source_address: pickup.as_ref().map(|stop| write_source(stop, &mut s.member("pickup"))).into(),
            make_route: route.is_some().into(),
            courier_must_return: (*courier_must_return).into(),
            route_id: text_of(route.as_ref().map(|route| &route.id)),
            route_name: text_of(route.as_ref().map(|route| &route.name)),
            deliveries: Field::Given(write_each("deliveries", deliveries, s, |delivery, s| {
                Box::new(RequestedDelivery::write(delivery, s))
            })),
            unknown: Default::default(),
        }
    }
}

fn event(name: Text) -> Result<(), Violation> {
    if name == EVENT { Ok(()) } else { Err(Rule::EventUnknown.broken_by(Found::text(&name))) }
}

/// Each part is there if, and only if, a route is made; where that cannot be told, only the parts themselves are looked at.
fn route(s: &mut Scope<'_>, is_made: Option<bool>, id: Field<Text>, name: Field<Text>) -> Option<Option<Route>> {
    let id = optional(s, "route_id", id, RouteId::new);
    let id = id.zip(is_made).and_then(|(id, is_made)| s.member("route_id").check(Route::part(is_made, id)));
    let name = optional(s, "route_name", name, Name::new);
    let name = name.zip(is_made).and_then(|(name, is_made)| s.member("route_name").check(Route::part(is_made, name)));
    Some(id?.zip(name?).map(|(id, name)| Route { id, name }))
}

/// What an invoice's access key is compared with.
struct Origin<'a> {
    seller: Option<&'a TaxId>,
    state: Option<State>,
}

fn state(place: &Place) -> Option<State> {
    match place.postal.as_ref()?.state.as_ref()? {
        Region::Brazil(state) => Some(*state),
        Region::Other(_) => None,
    }
}

/// Reads an amount in cents.
fn price(s: &mut Scope<'_>, name: &str, field: Field<Number>) -> Option<Option<Price>> {
    s.optional(name, field, |number| Price::read_whole(&number))
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

impl SellerDetails {
    fn read(self, s: &mut Scope<'_>) -> Option<Seller> {
        let SellerDetails { seller_name, seller_id, seller_document_number, seller_group_id, seller_contacts, unknown } =
            self;
        let name = optional(s, "seller_name", seller_name, Name::new);
        let id = optional(s, "seller_id", seller_id, SellerId::new);
        let tax_id = optional(s, "seller_document_number", seller_document_number, TaxId::new);
        let group = optional(s, "seller_group_id", seller_group_id, SellerGroupId::new);
        let contacts = s.list("seller_contacts", seller_contacts, SellerContact::read);
        s.unknown(&unknown);
        Some(Seller { name: name?, id: id?, tax_id: tax_id?, group: group?, contacts: contacts? })
    }

    fn write(seller: &Seller) -> SellerDetails {
        let Seller { name, id, tax_id, group, contacts } = seller;
        SellerDetails {
            seller_name: text(name),
            seller_id: text(id),
            seller_document_number: text_of(tax_id.as_ref().map(TaxId::as_str)),
            seller_group_id: text(group),
            seller_contacts: list(contacts.iter().map(|contact| SellerContact::write(contact).into()).collect()),
            unknown: Default::default(),
        }
    }
}

impl CarrierDetails {
    fn read(self, s: &mut Scope<'_>) -> Option<CarrierOrder> {
        let CarrierDetails {
            name,
            max_dispatched_time,
            expected_delivery_date,
            total_expected_delivery_price,
            method,
            unknown,
        } = self;
        let carrier = optional(s, "name", name, Name::new);
        let dispatch_by = optional(s, "max_dispatched_time", max_dispatched_time, |text| OffsetTime::parse(&text));
        let expected_delivery = time(s, "expected_delivery_date", expected_delivery_date);
        let expected_price = price(s, "total_expected_delivery_price", total_expected_delivery_price);
        let method = s.optional_with("method", method, Method::read);
        s.unknown(&unknown);
        Some(CarrierOrder {
            carrier: carrier?,
            method: method?,
            dispatch_by: dispatch_by?,
            expected_delivery: expected_delivery?,
            expected_price: expected_price?,
        })
    }

    fn write(order: &CarrierOrder) -> CarrierDetails {
        let CarrierOrder { carrier, method, dispatch_by, expected_delivery, expected_price } = order;
        CarrierDetails {
            name: text(carrier),
            max_dispatched_time: dispatch_by.as_ref().map(|time| Text::from(time.as_str())).into(),
            expected_delivery_date: instant(*expected_delivery),
            total_expected_delivery_price: cents(*expected_price),
            method: method.as_ref().map(Method::write).into(),
            unknown: Default::default(),
        }
    }
}

impl Method {
    fn read(self, s: &mut Scope<'_>) -> Option<DeliveryMethod> {
        let Method { external_id, id, name, kind, unknown } = self;
        let reference = optional(s, "external_id", external_id, Reference::new);
        let id = optional(s, "id", id, MethodId::new);
        let name = optional(s, "name", name, Name::new);
        let speed = optional(s, "type", kind, |word| Word::new(word).map(Speed::from));
        s.unknown(&unknown);
        Some(DeliveryMethod { id: id?, reference: reference?, name: name?, speed: speed? })
    }

    fn write(method: &DeliveryMethod) -> Method {
        let DeliveryMethod { id, reference, name, speed } = method;
        Method {
            external_id: text(reference),
            id: text(id),
            name: text(name),
            kind: text_of(speed.as_ref().map(Speed::as_str)),
            unknown: Default::default(),
        }
    }
}

impl LogisticData {
    fn read(self, s: &mut Scope<'_>) -> Option<Headers> {
        let LogisticData { headers, unknown } = self;
        let headers = or_default(s, "headers", headers, read_headers);
        s.unknown(&unknown);
        headers
    }

    fn write(headers: &Headers) -> LogisticData {
        let headers = headers.iter().map(|(name, value)| (name.as_str().to_owned(), value.as_str().into()));
        LogisticData { headers: headers.collect::<Map<_, _>>().into(), unknown: Default::default() }
    }
}

/// A header that is null was not given.
fn read_headers(headers: Map<String, Value>, s: &mut Scope<'_>) -> Option<Headers> {
    let mut kept = Vec::new();
    let mut whole = true;
    for (name, value) in headers {
        let value = match value {
            Value::String(text) => Field::Given(text),
            Value::Null => Field::Null,
            other => Field::Misfit(Box::new(other)),
        };
        let value = s.optional(&name, value, HeaderValue::new);
        let name = s.member(&name).check(HeaderName::new(name.as_str()));
        match (name, value) {
            (Some(name), Some(Some(value))) => kept.push((name, value)),
            (Some(_), Some(None)) => {}
            (None, _) | (_, None) => whole = false,
        }
    }
    let headers = s.check(Headers::new(kept));
    headers.filter(|_| whole)
}

impl RequestedDelivery {
    fn read(self, s: &mut Scope<'_>, origin: &Origin<'_>) -> Option<Delivery> {
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

        let number = optional(s, "invoice_number", invoice_number, InvoiceNumber::new);
        let access_key = optional(s, "invoice_access_key", invoice_access_key, InvoiceAccessKey::new);
        let created_at = time(s, "invoice_created_at", invoice_created_at);
        let invoice = read_invoice(s, number, access_key, created_at, origin);
        let id = s.required("delivery_id", delivery_id, DeliveryId::new);
        let order_number = optional(s, "order_number", order_number, OrderNumber::new);
        let tracking_number = optional(s, "tracking", tracking, TrackingNumber::new);
        let amount = price(s, "amount", amount);
        let expected_price = price(s, "expected_delivery_price", expected_delivery_price);
        let handling = or_default(
            s,
            "carrier_additional_information",
            carrier_additional_information,
            CarrierAdditionalInformation::read,
        );
        let parcels = s.list("volumes", volumes, Volume::read);
        let customer = or_default(s, "customer", customer, CustomerDetails::read);
        let place = or_default(s, "destination_address", destination_address, Address::read);
        s.unknown(&unknown);

        let (contact, recipient_tax_id) = customer?;
        Some(Delivery {
            id: Some(id?),
            reference: None,
            label: None,
            drop_off: Stop { place: place?, contact },
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
            handling: handling?,
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

    fn write(delivery: &Delivery, s: &mut Scope<'_>) -> RequestedDelivery {
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
    created_at: Option<Option<crate::time::Timestamp>>,
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
        let observation = optional(s, "observation", observation, FreeText::new);
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
        let id = optional(s, "id", id, ParcelId::new);
        let weight = size(s, "weight", weight, Grams::read_whole);
        let height = size(s, "height", height, Centimetres::read_whole);
        let width = size(s, "width", width, Centimetres::read_whole);
        let length = size(s, "length", length, Centimetres::read_whole);
        let volume = size(s, "cubic_volume", cubic_volume, CubicCentimetres::read_whole);
        s.unknown(&unknown);
        let parcel = Parcel {
            id: id?,
            label: None,
            reference: None,
            size_alias: None,
            length: length?,
            width: width?,
            height: height?,
            weight: weight?,
            volume: volume?,
            barcodes: Vec::new(),
            items: Vec::new(),
            status: None,
            failure: None,
        };
        if let Err(violation) = parcel.agreeing_in_volume() {
            s.member("cubic_volume").warn(violation);
        }
        Some(parcel)
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
        let side = |side: Option<Centimetres>| known(side).map(|side| Number::from(side.get())).into();
        Volume {
            id: text(id),
            weight: known(*weight).map(|weight| Number::from(weight.get())).into(),
            height: side(*height),
            width: side(*width),
            length: side(*length),
            cubic_volume: known(*volume).map(|volume| Number::from(volume.get())).into(),
            unknown: Default::default(),
        }
    }
}

// Writing.

fn cents(price: Option<Price>) -> Field<Number> {
    price.map(|price| Number::from(price.get())).into()
}

/// An object that is left out where it says nothing.
fn unless_empty<T: PartialEq + Default>(object: T) -> Field<T> {
    if object == T::default() { Field::Absent } else { Field::Given(object) }
}

fn write_source(pickup: &Stop, s: &mut Scope<'_>) -> Address {
    let Stop { place, contact } = pickup;
    s.loses("contact", *contact != Contact::default());
    Address::write(place, &mut s.member("place"))
}
