//! Who sells and who carries: `seller`, `carrier`.

use alloc::vec::Vec;

use serde_json::Number;

use crate::brazil::TaxId;
use crate::carrier::{CarrierOrder, DeliveryMethod, Speed};
use crate::dialect::abbiamo::parts::{SellerContact, cents, price};
use crate::dialect::shared::{instant, list, text, text_of, time};
use crate::field::Field;
use crate::id::{MethodId, Reference, SellerGroupId, SellerId};
use crate::report::Scope;
use crate::seller::Seller;
use crate::text::{Name, Text, Word};
use crate::time::OffsetTime;

// The wire.

crate::wire! {
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
}

// Reading and writing.

impl SellerDetails {
    /// Who issues its invoices, whatever else is wrong with it.
    pub(super) fn issuer(&self) -> Option<TaxId> {
        TaxId::new(self.seller_document_number.as_given()?.clone()).ok()
    }

    pub(super) fn read(self, s: &mut Scope<'_>) -> Option<Seller> {
        let SellerDetails { seller_name, seller_id, seller_document_number, seller_group_id, seller_contacts, unknown } =
            self;
        let name = s.optional("seller_name", seller_name.blank_is_absent(), Name::new);
        let id = s.optional("seller_id", seller_id.blank_is_absent(), SellerId::new);
        let tax_id = s.optional("seller_document_number", seller_document_number.blank_is_absent(), TaxId::new);
        let group = s.optional("seller_group_id", seller_group_id.blank_is_absent(), SellerGroupId::new);
        let contacts = s.list("seller_contacts", seller_contacts, SellerContact::read);
        s.unknown(&unknown);
        Some(Seller { name: name?, id: id?, tax_id: tax_id?, group: group?, contacts: contacts? })
    }

    pub(super) fn write(seller: &Seller) -> SellerDetails {
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
    pub(super) fn read(self, s: &mut Scope<'_>) -> Option<CarrierOrder> {
        let CarrierDetails {
            name,
            max_dispatched_time,
            expected_delivery_date,
            total_expected_delivery_price,
            method,
            unknown,
        } = self;
        let carrier = s.optional("name", name.blank_is_absent(), Name::new);
        let dispatch_by =
            s.optional("max_dispatched_time", max_dispatched_time.blank_is_absent(), |text| OffsetTime::parse(&text));
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

    pub(super) fn write(order: &CarrierOrder) -> CarrierDetails {
        let CarrierOrder { carrier, method, dispatch_by, expected_delivery, expected_price } = order;
        CarrierDetails {
            name: text(carrier),
            max_dispatched_time: text_of(dispatch_by.as_ref().map(OffsetTime::as_str)),
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
        let reference = s.optional("external_id", external_id.blank_is_absent(), Reference::new);
        let id = s.optional("id", id.blank_is_absent(), MethodId::new);
        let name = s.optional("name", name.blank_is_absent(), Name::new);
        let speed = s.optional("type", kind.blank_is_absent(), |word| Word::new(word).map(Speed::from));
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
