//! Response of `POST v1/delivery/deliveries`: a bundle with ids, statuses and codes.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serializer;
use serde::de::MapAccess;
use serde_json::Number;

use super::create::{NewExemplar, NewItem, NewParcel};
use super::lifecycle::{LIFECYCLE, STATUSES, StatusTimes};
use super::parts::{
    ContactDetails, Location, Promise, VendorDetails, centimetres, price, stop, window, write_contact, write_place,
};
use crate::bundle::{Aggregation, Barcodes, Bundle, BundleTarget, Deliveries, PickupTime};
use crate::contact::{Contact, Stop};
use crate::delivery::{Delivery, Handling};
use crate::dialect::shared::{echoed, instant, is_zero, known, list, text, text_of, time, untold, write_each};
use crate::field::{Field, Shape, Wire};
use crate::id::{BundleId, Channel, CompanyId, DeliveryId, OrderNumber, ProductId, Reference, RouteId};
use crate::item::{Exemplar, Failure, Item, PieceStatus};
use crate::parcel::Parcel;
use crate::payload::Payload;
use crate::place::Place;
use crate::report::{Report, Scope};
use crate::rule::{Found, Rule, Severity, Violation};
use crate::status::{Status, Timeline, Vocabulary};
use crate::text::{FreeText, Label, Link, PersonName, Phone, Text, Word};
use crate::time::Timestamp;
use crate::tracking::{Courier, Estimates, Rejection, RejectionReason, Tracking, UnknownStatus, Vehicle, Verification};
use crate::units::{Grams, Percent, Price};

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

    /// A parcel with its status.
    ///
    /// ```
    /// use lastmile::{field::Field, gett::CreatedParcel};
    ///
    /// let wire: CreatedParcel = serde_json::from_str(r#"{"weight": 3.15, "status": "initial", "cannot_deliver_info": null}"#)?;
    /// assert_eq!(wire.status.given().as_deref(), Some("initial"));
    /// assert_eq!(wire.cannot_deliver_info, Field::Null);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct CreatedParcel {
        /// What is shown to the courier.
        pub display_identifier: Field<Text>,
        /// The host's identifier.
        pub external_identifier: Field<Text>,
        /// The first of `barcodes`.
        pub barcode: Field<Text>,
        /// The barcodes on its labels.
        pub barcodes: Field<Vec<Field<Text>>>,
        /// A size of the integration's own table.
        pub size_alias: Field<Text>,
        /// Centimetres; 0 if not known.
        pub length: Field<Number>,
        /// Centimetres; 0 if not known.
        pub width: Field<Number>,
        /// Centimetres; 0 if not known.
        pub height: Field<Number>,
        /// Kilograms; 0 if not known.
        pub weight: Field<Number>,
        /// What is in it.
        pub items: Field<Vec<Field<CreatedItem>>>,
        /// The status in a word.
        pub status: Field<Text>,
        /// Why it was not delivered.
        pub cannot_deliver_info: Field<CannotDeliverInfo>,
    }

    /// An item with its status.
    ///
    /// ```
    /// use lastmile::{field::Field, gett::CreatedItem};
    ///
    /// let wire: CreatedItem = serde_json::from_str(r#"{"external_id": "", "quantity": 1, "exemplars": null}"#)?;
    /// assert!(wire.external_id.blank_is_absent().is_absent());
    /// assert_eq!(wire.exemplars, Field::Null, "none are known");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct CreatedItem {
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
        /// The single pieces.
        pub exemplars: Field<Vec<Field<CreatedExemplar>>>,
        /// The status in a word.
        pub status: Field<Text>,
        /// Why it was not delivered.
        pub cannot_deliver_info: Field<CannotDeliverInfo>,
    }

    /// A piece with its status.
    ///
    /// ```
    /// let wire: lastmile::gett::CreatedExemplar = serde_json::from_str(r#"{"barcode": "6527394735", "status": "initial"}"#)?;
    /// assert_eq!(wire.barcode.given().as_deref(), Some("6527394735"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct CreatedExemplar {
        /// Its identifier.
        pub external_id: Field<Text>,
        /// Its barcode.
        pub barcode: Field<Text>,
        /// The status in a word.
        pub status: Field<Text>,
        /// Why it was not delivered.
        pub cannot_deliver_info: Field<CannotDeliverInfo>,
    }

    /// Why something was not delivered.
    ///
    /// ```
    /// let wire: lastmile::gett::CannotDeliverInfo = serde_json::from_str(r#"{"reason_id": 7, "reason_type": ""}"#)?;
    /// assert_eq!(wire.reason_id.given().and_then(|number| number.as_i64()), Some(7));
    /// assert!(wire.reason_type.blank_is_absent().is_absent());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct CannotDeliverInfo {
        /// In the courier's or the provider's words.
        pub description: Field<Text>,
        /// The number of the reason.
        pub reason_id: Field<Number>,
        /// The word for the reason; empty if there is none.
        pub reason_type: Field<Text>,
    }

    /// Who brings it.
    ///
    /// ```
    /// let wire: lastmile::gett::CourierDetails = serde_json::from_str(r#"{"name": "Noa", "phone": "972541111111"}"#)?;
    /// assert_eq!(wire.phone.as_given().map(|phone| phone.as_str()), Some("972541111111"));
    /// assert!(!format!("{wire:?}").contains("9725"), "no log shows it");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct CourierDetails {
        /// Their name.
        pub name: Field<Text>,
        /// Their phone number, in any form.
        pub phone: Field<Text>,
        /// A picture of them; empty if there is none.
        pub picture_url: Field<Text>,
        /// The colour of the vehicle.
        pub color: Field<Text>,
        /// The vehicle's plate.
        pub license_plate: Field<Text>,
        /// What the vehicle is.
        pub model: Field<Text>,
    }

    /// How the delivery was proved.
    ///
    /// ```
    /// let json = r#"{"type":"recipient","proof":{"recipient_name":"Dan","code_provided":true}}"#;
    /// let wire: lastmile::gett::VerificationDetails = serde_json::from_str(json)?;
    /// assert_eq!(wire.kind.as_given().map(|kind| kind.as_str()), Some("recipient"));
    /// assert_eq!(wire.proof.given().and_then(|proof| proof.code_provided.given()), Some(true));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct VerificationDetails {
        /// What was verified, such as `recipient`.
        pub kind: Field<Text> = "type",
        /// When.
        pub proved_at: Field<Text>,
        /// By what.
        pub proof: Field<Proof>,
    }

    /// What proves a delivery.
    ///
    /// ```
    /// use lastmile::{field::Field, gett::Proof};
    ///
    /// let wire: Proof = serde_json::from_str(r#"{"verified_by": "code", "code_provided": true, "signature_provided": null}"#)?;
    /// assert_eq!((wire.code_provided, wire.signature_provided), (Field::Given(true), Field::Null));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Proof {
        /// What sort of person took it.
        pub recipient_category: Field<Text>,
        /// Who took it.
        pub recipient_name: Field<Text>,
        /// By what it was verified.
        pub verified_by: Field<Text>,
        /// Whether they signed.
        pub signature_provided: Field<bool>,
        /// Whether they knew the code.
        pub code_provided: Field<bool>,
    }

    /// Why the delivery was rejected, in members.
    ///
    /// ```
    /// let wire: lastmile::gett::RejectionDetails = serde_json::from_str(r#"{"description": "manual reject"}"#)?;
    /// assert_eq!(wire.description.given().as_deref(), Some("manual reject"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct RejectionDetails {
        /// What is wrong.
        pub description: Field<Text>,
        /// What is wrong, once more.
        pub error: Field<Text>,
    }
}

/// Why the delivery was rejected: members here, one text in the provider's webhooks. Both are taken.
///
/// ```
/// use lastmile::gett::{CreatedDelivery, RejectionInfo};
///
/// let answered: CreatedDelivery = serde_json::from_str(r#"{"rejection_info": {"description": "manual reject"}}"#)?;
/// assert!(matches!(answered.rejection_info.given(), Some(RejectionInfo::Details(_))));
/// let told: CreatedDelivery = serde_json::from_str(r#"{"rejection_info": "manual reject"}"#)?;
/// assert!(matches!(told.rejection_info.given(), Some(RejectionInfo::Text(_))));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq)]
pub enum RejectionInfo {
    /// As members.
    Details(RejectionDetails),
    /// As one text.
    Text(Text),
}

impl Wire for RejectionInfo {
    const EXPECTS: Rule = RejectionDetails::EXPECTS;

    fn from_text(text: &str) -> Field<RejectionInfo> {
        Field::Given(RejectionInfo::Text(text.into()))
    }

    fn from_object<'de, A: MapAccess<'de>>(object: A, place: &mut Field<Self>) -> Result<(), A::Error> {
        let mut details = Field::Absent;
        RejectionDetails::from_object(object, &mut details)?;
        *place = match details {
            Field::Given(details) => Field::Given(RejectionInfo::Details(details)),
            Field::Misfit(value) => Field::Misfit(value),
            Field::Absent => Field::Absent,
            Field::Null => Field::Null,
        };
        Ok(())
    }

    fn to_wire<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            RejectionInfo::Details(details) => details.to_wire(serializer),
            RejectionInfo::Text(text) => text.to_wire(serializer),
        }
    }

    fn masked(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            RejectionInfo::Details(details) => details.masked(f),
            RejectionInfo::Text(text) => text.masked(f),
        }
    }

    fn shape() -> Shape {
        RejectionDetails::shape()
    }
}

impl core::fmt::Debug for RejectionInfo {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.masked(f)
    }
}

// Reading.

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
        write_pickups(pickup.as_ref(), deliveries, s);
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

/// What the answer says of the bundle and again of each delivery.
struct Shared<'a> {
    bundle: Option<&'a BundleId>,
    scheduled_at: Option<Timestamp>,
}

/// The pickup that the deliveries have in common, and the deliveries. One that is picked up elsewhere keeps its own.
fn read_deliveries(
    s: &mut Scope<'_>,
    deliveries: Field<Vec<Field<Box<CreatedDelivery>>>>,
    shared: &Shared<'_>,
) -> Option<(Option<Stop>, Deliveries)> {
    let mut barcodes = Barcodes::default();
    let mut deliveries = s.list("deliveries", deliveries, |delivery, s| delivery.read(s, shared, &mut barcodes))?;
    let common = deliveries.first().and_then(|first| first.pickup.clone());
    for delivery in &mut deliveries {
        if delivery.pickup == common {
            delivery.pickup = None;
        }
    }
    Some((common.map(|common| *common), Deliveries::new(deliveries).ok()?))
}

impl CreatedDelivery {
    fn read(self, s: &mut Scope<'_>, shared: &Shared<'_>, barcodes: &mut Barcodes) -> Option<Delivery> {
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
            let parcel = parcel.read(s)?;
            s.member("barcodes").check(barcodes.see(!parcel.barcodes.is_empty()))?;
            Some(parcel)
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
        let (timeline, unknown_status) = told(s, status?, times);

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
                unknown_status,
                courier: courier?,
                rejection: rejection?,
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
    let (word, code) = (word?, code?);
    let by_word = word.as_ref().map(|word| Status::from_gett_word(word.as_str()));
    let by_code = code.map(|code| LIFECYCLE.status(code));
    if let Some(Err(violation)) = &by_word {
        s.member("status").warn(violation.clone());
    }
    if let Some(Err(violation)) = &by_code {
        s.member("status_code").warn(violation.clone());
    }
    match (by_word, by_code) {
        (Some(Ok(word)), Some(Ok(code))) => s.member("status_code").check(word.agreeing_with(code)).map(Ok),
        (Some(Ok(status)), None) | (None, Some(Ok(status))) => Some(Ok(status)),
        _ => Some(Err(UnknownStatus { word, code })),
    }
}

/// What the answer says happened. An end whose status is not known has no place on the timeline.
fn told(
    s: &mut Scope<'_>,
    status: Result<Status, UnknownStatus>,
    times: StatusTimes,
) -> (Timeline, Option<UnknownStatus>) {
    let (timeline, left) = tell(status.as_ref().ok().copied(), times);
    s.loses("ended_at", left.ended_at.is_some());
    (timeline, status.err())
}

/// A status, if it is known, and the times; and what of them found no place.
fn tell(status: Option<Status>, times: StatusTimes) -> (Timeline, StatusTimes) {
    let mut timeline = Timeline::under(LIFECYCLE);
    let left = match status {
        Some(status) => times.observe(status, &mut timeline),
        None => times.observe_steps(&mut timeline),
    };
    (timeline, left)
}

fn whole(number: &Number) -> Result<i64, Violation> {
    number.as_i64().ok_or_else(|| Rule::NotWhole.broken_by(Found::shown(number)))
}

impl CreatedParcel {
    fn read(self, s: &mut Scope<'_>) -> Option<Parcel> {
        let CreatedParcel {
            display_identifier,
            external_identifier,
            barcode,
            barcodes,
            size_alias,
            length,
            width,
            height,
            weight,
            items,
            status,
            cannot_deliver_info,
            unknown,
        } = self;
        let echo = NewParcel {
            display_identifier,
            external_identifier,
            size_alias,
            length,
            width,
            height,
            weight,
            barcode,
            barcodes,
            items: Field::Absent,
            unknown,
        };
        let parcel = echo.read(s, Promise::Echo);
        let items = s.list("items", items, CreatedItem::read);
        let (status, failure) = read_fate(s, status, cannot_deliver_info);
        let mut parcel = parcel?;
        parcel.items = items?;
        parcel.status = status?;
        parcel.failure = failure?.map(Box::new);
        Some(parcel)
    }
}

impl CreatedItem {
    fn read(self, s: &mut Scope<'_>) -> Option<Item> {
        let CreatedItem {
            external_id,
            name,
            quantity,
            price,
            vat_rate,
            exemplars,
            status,
            cannot_deliver_info,
            unknown,
        } = self;
        let quantity = match quantity {
            Field::Given(number) if number.as_i64() == Some(0) => Field::Absent,
            quantity => quantity,
        };
        let echo = NewItem { external_id, name, quantity, price, vat_rate, exemplars: Field::Absent, unknown };
        let item = echo.read_as(s, Promise::Echo);
        let exemplars = s.list("exemplars", exemplars, CreatedExemplar::read);
        let (status, failure) = read_fate(s, status, cannot_deliver_info);
        let mut item = item?;
        item.exemplars = exemplars?;
        item.status = status?;
        item.failure = failure?.map(Box::new);
        Some(item)
    }
}

impl CreatedExemplar {
    fn read(self, s: &mut Scope<'_>) -> Option<Exemplar> {
        let CreatedExemplar { external_id, barcode, status, cannot_deliver_info, unknown } = self;
        let exemplar = NewExemplar { external_id, barcode, unknown }.read(s, Promise::Echo);
        let (status, failure) = read_fate(s, status, cannot_deliver_info);
        let mut exemplar = exemplar?;
        exemplar.status = status?;
        exemplar.failure = failure?.map(Box::new);
        Some(exemplar)
    }
}

/// How a parcel, an item or an exemplar fares.
fn read_fate(
    s: &mut Scope<'_>,
    status: Field<Text>,
    info: Field<CannotDeliverInfo>,
) -> (Option<Option<PieceStatus>>, Option<Option<Failure>>) {
    let status = s.optional("status", status.blank_is_absent(), |word| Word::new(word).map(PieceStatus::from));
    let failure = s.optional_with("cannot_deliver_info", info, CannotDeliverInfo::read);
    (status, failure)
}

impl CannotDeliverInfo {
    fn read(self, s: &mut Scope<'_>) -> Option<Failure> {
        let CannotDeliverInfo { description, reason_id, reason_type, unknown } = self;
        let description = s.optional("description", description.blank_is_absent(), FreeText::new);
        let reason_id = s.optional("reason_id", reason_id, |number| whole(&number));
        let reason = s.optional("reason_type", reason_type.blank_is_absent(), Word::new);
        s.unknown(&unknown);
        Some(Failure { description: description?, reason_id: reason_id?, reason: reason? })
    }

    fn write(failure: &Failure) -> CannotDeliverInfo {
        let Failure { description, reason_id, reason } = failure;
        CannotDeliverInfo {
            description: text(description),
            reason_id: reason_id.map(Number::from).into(),
            reason_type: text(reason),
            unknown: Default::default(),
        }
    }
}

impl CourierDetails {
    fn read(self, s: &mut Scope<'_>) -> Option<Courier> {
        let CourierDetails { name, phone, picture_url, color, license_plate, model, unknown } = self;
        let name = s.optional("name", name.blank_is_absent(), PersonName::new);
        let phone = echoed(s, "phone", phone, Phone::new);
        let picture = echoed(s, "picture_url", picture_url, Link::new);
        let colour = s.optional("color", color.blank_is_absent(), FreeText::new);
        let licence_plate = s.optional("license_plate", license_plate.blank_is_absent(), FreeText::new);
        let model = s.optional("model", model.blank_is_absent(), FreeText::new);
        s.unknown(&unknown);
        let vehicle = Vehicle { colour: colour?, model: model?, licence_plate: licence_plate? };
        Some(Courier { name: name?, phone: phone?, access_code: None, position: None, picture: picture?, vehicle })
    }

    fn write(courier: &Courier, s: &mut Scope<'_>) -> CourierDetails {
        let Courier { name, phone, access_code, position, picture, vehicle: Vehicle { colour, model, licence_plate } } =
            courier;
        s.loses("access_code", access_code.is_some());
        s.loses("position", position.is_some());
        CourierDetails {
            name: text(name),
            phone: text(phone),
            picture_url: text(picture),
            color: text(colour),
            license_plate: text(licence_plate),
            model: text(model),
            unknown: Default::default(),
        }
    }
}

impl VerificationDetails {
    fn read(self, s: &mut Scope<'_>) -> Option<Verification> {
        let VerificationDetails { kind, proved_at, proof, unknown } = self;
        let kind = s.optional("type", kind.blank_is_absent(), Word::new);
        let proved_at = time(s, "proved_at", proved_at);
        let proof = s.optional_with("proof", proof, Proof::read);
        s.unknown(&unknown);
        let mut verification = proof?.unwrap_or_default();
        verification.kind = kind?;
        verification.proved_at = proved_at?;
        Some(verification)
    }

    fn write(verification: &Verification) -> VerificationDetails {
        let Verification {
            kind,
            proved_at,
            recipient_category,
            recipient_name,
            verified_by,
            signature_provided,
            code_provided,
        } = verification;
        let proof = Proof {
            recipient_category: text(recipient_category),
            recipient_name: text(recipient_name),
            verified_by: text(verified_by),
            signature_provided: (*signature_provided).into(),
            code_provided: (*code_provided).into(),
            unknown: Default::default(),
        };
        VerificationDetails {
            kind: text(kind),
            proved_at: instant(*proved_at),
            proof: proof.into(),
            unknown: Default::default(),
        }
    }
}

impl Proof {
    /// What the proof says of a verification; the rest of it stands beside the proof.
    fn read(self, s: &mut Scope<'_>) -> Option<Verification> {
        let Proof { recipient_category, recipient_name, verified_by, signature_provided, code_provided, unknown } =
            self;
        let recipient_category = s.optional("recipient_category", recipient_category.blank_is_absent(), Word::new);
        let recipient_name = s.optional("recipient_name", recipient_name.blank_is_absent(), PersonName::new);
        let verified_by = s.optional("verified_by", verified_by.blank_is_absent(), FreeText::new);
        let signature_provided = s.optional("signature_provided", signature_provided, Ok);
        let code_provided = s.optional("code_provided", code_provided, Ok);
        s.unknown(&unknown);
        Some(Verification {
            kind: None,
            proved_at: None,
            recipient_category: recipient_category?,
            recipient_name: recipient_name?,
            verified_by: verified_by?,
            signature_provided: signature_provided?,
            code_provided: code_provided?,
        })
    }
}

impl RejectionInfo {
    fn read(self, s: &mut Scope<'_>) -> Option<Rejection> {
        let RejectionDetails { description, error, unknown } = match self {
            RejectionInfo::Details(details) => details,
            RejectionInfo::Text(text) => RejectionDetails { description: text.into(), ..Default::default() },
        };
        let description = s.optional("description", description.blank_is_absent(), FreeText::new);
        let error = s.optional("error", error.blank_is_absent(), FreeText::new);
        s.unknown(&unknown);
        let (description, error) = (description?, error?);
        Some(Rejection { reason: reason(description.as_ref(), error.as_ref()), description, error })
    }

    fn write(rejection: &Rejection, s: &mut Scope<'_>) -> RejectionInfo {
        let Rejection { reason, description, error } = rejection;
        s.loses("reason", *reason != self::reason(description.as_ref(), error.as_ref()));
        RejectionInfo::Details(RejectionDetails {
            description: text(description),
            error: text(error),
            unknown: Default::default(),
        })
    }
}

/// The reason that the provider's words stand for, if the page names it.
fn reason(description: Option<&FreeText>, error: Option<&FreeText>) -> Option<RejectionReason> {
    const WORDS: [(&str, RejectionReason); 4] = [
        ("drop_off_contact: drop off contact validation failed", RejectionReason::InvalidPhone),
        ("out of the defined service area", RejectionReason::OutOfServiceArea),
        ("manual reject", RejectionReason::Manual),
        ("failed to geocode", RejectionReason::AddressNotFound),
    ];
    let said = [description, error].into_iter().flatten().map(|text| text.as_str().to_ascii_lowercase());
    let said: Vec<String> = said.collect();
    WORDS.into_iter().find(|(words, _)| said.iter().any(|text| text.contains(words))).map(|(_, reason)| reason)
}

// Writing.

/// What the answer says again of each delivery.
struct Echo<'a> {
    bundle: Option<&'a BundleId>,
    pickup: Option<&'a Stop>,
    scheduled_at: Option<Timestamp>,
}

impl CreatedDelivery {
    fn write(delivery: &Delivery, echo: &Echo<'_>, s: &mut Scope<'_>) -> CreatedDelivery {
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

/// What is left of a stop where the provider has told it.
fn told_stop(stop: &Stop) -> Stop {
    let Stop { place: Place { address, postal: _, coordinates, note }, contact } = stop;
    let Contact { name, phone, country_code: _, email: _ } = contact;
    Stop {
        place: Place {
            address: address.clone(),
            postal: None,
            coordinates: coordinates.filter(|point| !point.is_zero()),
            note: note.clone(),
        },
        contact: Contact { name: name.clone(), phone: phone.clone(), country_code: None, email: None },
    }
}

/// The answer has a pickup for each delivery and none for the bundle, which has that of the first one when it is read. What
/// that loses is said of the member that it stands in: which stop is whose, or a part of a stop.
fn write_pickups(bundle: Option<&Stop>, deliveries: &[Delivery], s: &mut Scope<'_>) {
    let told = |delivery: &Delivery| delivery.pickup.as_deref().or(bundle).map(told_stop);
    let common = deliveries.first().and_then(told);
    write_pickup(bundle, common.as_ref(), s);
    for (at, delivery) in deliveries.iter().enumerate() {
        let own = told(delivery).filter(|own| common.as_ref() != Some(own));
        write_pickup(delivery.pickup.as_deref(), own.as_ref(), &mut s.member("deliveries").index(at));
    }
}

fn write_pickup(stop: Option<&Stop>, read_back: Option<&Stop>, s: &mut Scope<'_>) {
    if stop == read_back {
        return;
    }
    match stop {
        Some(stop) if read_back == Some(&told_stop(stop)) => {
            let mut here = s.member("pickup");
            write_place(Some(stop), &mut here, Promise::Echo);
            write_contact(Some(stop), &mut here, Promise::Echo);
        }
        _ => s.loses("pickup", true),
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

impl CreatedParcel {
    fn write(parcel: &Parcel, s: &mut Scope<'_>) -> CreatedParcel {
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
        CreatedParcel {
            display_identifier: text(label),
            external_identifier: text(reference),
            barcode: text_of(barcodes.first()),
            barcodes: list(barcodes.iter().map(|barcode| Text::from(barcode).into()).collect()),
            size_alias: text(size_alias),
            length: centimetres(*length),
            width: centimetres(*width),
            height: centimetres(*height),
            weight: known(*weight).map(Grams::to_json_kilograms).into(),
            items: Field::Given(write_each("items", items, s, CreatedItem::write)),
            status: text_of(status.as_ref().map(PieceStatus::as_str)),
            cannot_deliver_info: failure.as_deref().map(CannotDeliverInfo::write).into(),
            unknown: Default::default(),
        }
    }
}

impl CreatedItem {
    fn write(item: &Item, s: &mut Scope<'_>) -> CreatedItem {
        let Item { reference, name, quantity, price, vat_rate, exemplars, status, failure } = item;
        CreatedItem {
            external_id: text(reference),
            name: text(name),
            quantity: quantity.map(|quantity| Number::from(quantity.get())).into(),
            price: price.map(Price::to_json_major).into(),
            vat_rate: vat_rate.map(Percent::to_json).into(),
            exemplars: list(write_each("exemplars", exemplars, s, |exemplar, _| CreatedExemplar::write(exemplar))),
            status: text_of(status.as_ref().map(PieceStatus::as_str)),
            cannot_deliver_info: failure.as_deref().map(CannotDeliverInfo::write).into(),
            unknown: Default::default(),
        }
    }
}

impl CreatedExemplar {
    fn write(exemplar: &Exemplar) -> CreatedExemplar {
        let Exemplar { reference, barcode, status, failure } = exemplar;
        CreatedExemplar {
            external_id: text(reference),
            barcode: text(barcode),
            status: text_of(status.as_ref().map(PieceStatus::as_str)),
            cannot_deliver_info: failure.as_deref().map(CannotDeliverInfo::write).into(),
            unknown: Default::default(),
        }
    }
}
