//! The event `DELIVERY_REQUEST`.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value};

use super::parts::Address;
use crate::bundle::{Aggregation, Bundle, BundleTarget, Deliveries, PickupTime, Route};
use crate::contact::{Contact, Stop};
use crate::dialect::shared::{text_of, write_each};
use crate::field::Field;
use crate::headers::{HeaderName, HeaderValue, Headers};
use crate::id::RouteId;
use crate::payload::Payload;
use crate::report::Scope;
use crate::rule::{Found, Rule, Violation};
use crate::text::{Name, Text};

mod delivery;
mod parties;

use delivery::Origin;
pub use delivery::{CarrierAdditionalInformation, RequestedDelivery, Volume};
pub use parties::{CarrierDetails, Method, SellerDetails};

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
}

const EVENT: &str = "DELIVERY_REQUEST";

// Reading and writing.

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

        let issuer = seller.as_given().and_then(SellerDetails::issuer);
        let origin = Origin { seller: issuer.as_ref(), state: source_address.as_given().and_then(Address::in_brazil) };
        let event = s.required("event_type", event_type, event);
        let seller = s.optional_with("seller", seller, SellerDetails::read);
        let carrier = s.optional_with("carrier", carrier, CarrierDetails::read);
        let headers = s.optional_with("logistic_data", logistic_data, LogisticData::read);
        let source = s.optional_with("source_address", source_address, Address::read);
        let is_made = s.optional("make_route", make_route, Ok).map(Option::unwrap_or_default);
        let courier_must_return = s.optional("courier_must_return", courier_must_return, Ok);
        let route = route(s, is_made, route_id, route_name);
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
            headers: headers?.unwrap_or_default(),
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
    let id = s.optional("route_id", id.blank_is_absent(), RouteId::new);
    let id = id.zip(is_made).and_then(|(id, is_made)| s.member("route_id").check(Route::part(is_made, id)));
    let name = s.optional("route_name", name.blank_is_absent(), Name::new);
    let name = name.zip(is_made).and_then(|(name, is_made)| s.member("route_name").check(Route::part(is_made, name)));
    Some(id?.zip(name?).map(|(id, name)| Route { id, name }))
}

impl LogisticData {
    fn read(self, s: &mut Scope<'_>) -> Option<Headers> {
        let LogisticData { headers, unknown } = self;
        let headers = s.optional_with("headers", headers, read_headers);
        s.unknown(&unknown);
        headers.map(Option::unwrap_or_default)
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
            // It counts, and is compared with the others, by its name.
            (Some(name), None) => {
                whole = false;
                kept.extend(HeaderValue::new("").map(|nothing| (name, nothing)));
            }
            (None, _) => whole = false,
        }
    }
    let headers = s.check(Headers::new(kept));
    headers.filter(|_| whole)
}

fn write_source(pickup: &Stop, s: &mut Scope<'_>) -> Address {
    let Stop { place, contact } = pickup;
    s.loses("contact", *contact != Contact::default());
    Address::write(place, &mut s.member("place"))
}
