//! What is paid, and how: `payment_info`.

use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value};

use super::word;
use crate::dialect::instaleap::amount::Amount;
use crate::dialect::shared::{list, text, text_of};
use crate::field::Field;
use crate::id::{PaymentId, Reference};
use crate::job::{
    Adjustment, Billing, BlockingPolicy, Metadata, Payment, PaymentMethod, PaymentStatus, PriceAttribute, PriceKind,
    Prices,
};
use crate::money::{Currency, Money};
use crate::report::Scope;
use crate::text::{FreeText, Name, Text, Word};

// The wire.

crate::wire! {
    /// What is paid, and how: `payment_info`.
    ///
    /// ```
    /// let wire: lastmile::instaleap::PaymentInfo =
    ///     serde_json::from_str(r#"{"currency_code": "COP", "prices": {"order_value": 45450, "attributes": []}}"#)?;
    /// assert_eq!(wire.currency_code.given().as_deref(), Some("COP"));
    /// assert!(wire.prices.as_given().is_some() && wire.payment.is_absent());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct PaymentInfo {
        /// The currency, by ISO 4217.
        pub currency_code: Field<Text>,
        /// The prices.
        pub prices: Field<PriceDetails>,
        /// The payment.
        pub payment: Field<PaymentDetails>,
    }

    /// The prices: `payment_info.prices`.
    ///
    /// ```
    /// use lastmile::instaleap::{Amount, PriceDetails};
    ///
    /// let wire: PriceDetails = serde_json::from_str(r#"{"order_value": 45450, "taxes": "7256.25"}"#)?;
    /// assert!(matches!(wire.order_value.given(), Some(Amount::Number(_))));
    /// assert!(matches!(wire.taxes.given(), Some(Amount::Text(_))), "both are amounts");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct PriceDetails {
        /// Goods, taxes and shipping fee, less discounts.
        pub order_value: Field<Amount>,
        /// The fee of the delivery.
        pub shipping_fee: Field<Amount>,
        /// The taxes.
        pub taxes: Field<Amount>,
        /// The discounts.
        pub discounts: Field<Amount>,
        /// The goods without taxes, discounts and shipping fee.
        pub subtotal: Field<Amount>,
        /// The parts of the prices.
        pub attributes: Field<Vec<Field<AttributeDetails>>>,
        /// Adjustments and the like.
        pub additional_info: Field<Vec<Field<AdditionalInfo>>>,
    }

    /// A part of a price: `payment_info.prices.attributes[]`.
    ///
    /// ```
    /// let json = r#"{"type":"ORDER_VALUE","name":"payment","value":45000}"#;
    /// let wire: lastmile::instaleap::AttributeDetails = serde_json::from_str(json)?;
    /// assert_eq!(wire.kind.as_given().map(|kind| kind.as_str()), Some("ORDER_VALUE"));
    /// assert_eq!(serde_json::to_string(&wire)?, json);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct AttributeDetails {
        /// Of which price.
        pub kind: Field<Text> = "type",
        /// What it is called.
        pub name: Field<Text>,
        /// How much it is.
        pub value: Field<Amount>,
    }

    /// An adjustment or the like: `payment_info.prices.additional_info[]`.
    ///
    /// ```
    /// use lastmile::instaleap::{AdditionalInfo, Amount};
    ///
    /// let wire: AdditionalInfo = serde_json::from_str(r#"{"type": "adjustment", "name": "Reembolso", "value": "-5000"}"#)?;
    /// assert_eq!(wire.value.given(), Some(Amount::Text("-5000".into())));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct AdditionalInfo {
        /// What it is.
        pub kind: Field<Text> = "type",
        /// What it is called.
        pub name: Field<Text>,
        /// How much it is: text in the sample.
        pub value: Field<Amount>,
    }

    /// The payment: `payment_info.payment`.
    ///
    /// ```
    /// let wire: lastmile::instaleap::PaymentDetails =
    ///     serde_json::from_str(r#"{"method": "CASH", "value": 45450, "metadata": {"till": 4}}"#)?;
    /// assert_eq!(wire.method.given().as_deref(), Some("CASH"));
    /// assert_eq!(wire.metadata.given().and_then(|mut free| free.remove("till")), Some(4.into()));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct PaymentDetails {
        /// Its id.
        pub id: Field<Text>,
        /// How it fares.
        pub payment_status: Field<Text>,
        /// Details of that.
        pub payment_status_details: Field<Text>,
        /// Details of the method.
        pub method_details: Field<Text>,
        /// Where an order stops that is not paid.
        pub blocking_policy: Field<Text>,
        /// By what means.
        pub method: Field<Text>,
        /// The host's reference of it.
        pub reference: Field<Text>,
        /// How much.
        pub value: Field<Amount>,
        /// Free members.
        pub metadata: Field<Map<String, Value>>,
    }
}

// Reading and writing.

impl PaymentInfo {
    pub(super) fn read(self, s: &mut Scope<'_>) -> Option<Billing> {
        let PaymentInfo { currency_code, prices, payment, unknown } = self;
        let currency = {
            let has_amounts = matches!(prices, Field::Given(_))
                || payment.as_given().is_some_and(|payment| !matches!(payment.value, Field::Absent | Field::Null));
            let code = currency_code.blank_is_absent();
            let read = |code: Text| code.parse::<Currency>();
            if has_amounts {
                s.required("currency_code", code, read).map(Some)
            } else {
                s.optional("currency_code", code, read)
            }
        };
        let unit = currency.flatten();
        let prices = s.optional_with("prices", prices, |prices, s| prices.read(unit, s));
        let payment = s.optional_with("payment", payment, |payment, s| payment.read(unit, s));
        s.unknown(&unknown);
        // All amounts have been read in that currency.
        s.check(Billing::new(currency?, prices?, payment?))
    }

    pub(super) fn write(billing: &Billing) -> PaymentInfo {
        PaymentInfo {
            currency_code: text_of(billing.currency().as_ref().map(Currency::code)),
            prices: billing.prices().map(PriceDetails::write).into(),
            payment: billing.payment().map(PaymentDetails::write).into(),
            unknown: Default::default(),
        }
    }
}

impl PriceDetails {
    fn read(self, unit: Option<Currency>, s: &mut Scope<'_>) -> Option<Prices> {
        let PriceDetails {
            order_value,
            shipping_fee,
            taxes,
            discounts,
            subtotal,
            attributes,
            additional_info,
            unknown,
        } = self;
        let price = |amount: Amount, here: &mut Scope<'_>| price(amount, unit, here);
        let order_value = s.required_with("order_value", order_value, price);
        let shipping_fee = s.optional_with("shipping_fee", shipping_fee, price);
        let taxes = s.optional_with("taxes", taxes, price);
        // Some write what is taken off with a minus sign.
        let discounts = s.optional_with("discounts", discounts, |amount, here| amount.read(unit, here));
        let subtotal = s.optional_with("subtotal", subtotal, price);
        let attributes = s.list("attributes", attributes, |part, s| part.read(unit, s));
        let adjustments = s.list("additional_info", additional_info, |info, s| info.read(unit, s));
        s.unknown(&unknown);

        // A part that cannot be read is no reason to pass over the others' sums.
        let whole = attributes.is_some() && adjustments.is_some();
        let prices = Prices {
            order_value: order_value?,
            shipping_fee: shipping_fee?,
            taxes: taxes?,
            discounts: discounts?,
            subtotal: subtotal?,
            attributes: attributes.unwrap_or_default(),
            adjustments: adjustments.unwrap_or_default(),
        };
        // The page calls them as the model does.
        for (member, doubt) in prices.doubts() {
            s.member(member).warn(doubt);
        }
        Some(prices).filter(|_| whole)
    }

    fn write(prices: &Prices) -> PriceDetails {
        let Prices { order_value, shipping_fee, taxes, discounts, subtotal, attributes, adjustments } = prices;
        PriceDetails {
            order_value: Amount::number(*order_value).into(),
            shipping_fee: shipping_fee.map(Amount::number).into(),
            taxes: taxes.map(Amount::number).into(),
            discounts: discounts.map(Amount::number).into(),
            subtotal: subtotal.map(Amount::number).into(),
            attributes: list(attributes.iter().map(|part| AttributeDetails::write(part).into()).collect()),
            additional_info: list(adjustments.iter().map(|info| AdditionalInfo::write(info).into()).collect()),
            unknown: Default::default(),
        }
    }
}

/// Reads an amount that is doubtful below zero.
fn price(amount: Amount, unit: Option<Currency>, here: &mut Scope<'_>) -> Option<Money> {
    let money = amount.read(unit, here)?;
    if money.minor() < 0
        && let Err(violation) = money.to_price()
    {
        here.warn(violation);
    }
    Some(money)
}

impl AttributeDetails {
    fn read(self, unit: Option<Currency>, s: &mut Scope<'_>) -> Option<PriceAttribute> {
        let AttributeDetails { kind, name, value, unknown } = self;
        let kind = s.required_with("type", kind, |text, here| word(&text, PriceKind::check, here));
        let name = s.required("name", name, Name::new);
        let value = s.required_with("value", value, |amount, here| amount.read(unit, here));
        s.unknown(&unknown);
        Some(PriceAttribute { kind: kind?, name: name?, value: value? })
    }

    fn write(part: &PriceAttribute) -> AttributeDetails {
        let PriceAttribute { kind, name, value } = part;
        AttributeDetails {
            kind: Text::from(kind.as_str()).into(),
            name: Text::from(name).into(),
            value: Amount::number(*value).into(),
            unknown: Default::default(),
        }
    }
}

impl AdditionalInfo {
    fn read(self, unit: Option<Currency>, s: &mut Scope<'_>) -> Option<Adjustment> {
        let AdditionalInfo { kind, name, value, unknown } = self;
        let kind = s.optional("type", kind.blank_is_absent(), Word::new);
        let name = s.optional("name", name.blank_is_absent(), Name::new);
        let value = s.optional_with("value", value, |amount, here| amount.read(unit, here));
        s.unknown(&unknown);
        Some(Adjustment { kind: kind?, name: name?, value: value? })
    }

    fn write(adjustment: &Adjustment) -> AdditionalInfo {
        let Adjustment { kind, name, value } = adjustment;
        AdditionalInfo {
            kind: text(kind),
            name: text(name),
            value: value.map(Amount::text).into(),
            unknown: Default::default(),
        }
    }
}

impl PaymentDetails {
    fn read(self, unit: Option<Currency>, s: &mut Scope<'_>) -> Option<Payment> {
        let PaymentDetails {
            id,
            payment_status,
            payment_status_details,
            method_details,
            blocking_policy,
            method,
            reference,
            value,
            metadata,
            unknown,
        } = self;

        let id = s.optional("id", id.blank_is_absent(), PaymentId::new);
        let status = s.optional_with("payment_status", payment_status.blank_is_absent(), |text, here| {
            word(&text, PaymentStatus::check, here)
        });
        let status_details =
            s.optional("payment_status_details", payment_status_details.blank_is_absent(), FreeText::new);
        let method_details = s.optional("method_details", method_details.blank_is_absent(), FreeText::new);
        let blocking_policy = s.optional_with("blocking_policy", blocking_policy.blank_is_absent(), |text, here| {
            word(&text, BlockingPolicy::check, here)
        });
        let method = s.required_with("method", method, |text, here| word(&text, PaymentMethod::check, here));
        let reference = s.optional("reference", reference.blank_is_absent(), Reference::new);
        let value = s.optional_with("value", value, |amount, here| price(amount, unit, here));
        let metadata = s.optional_with("metadata", metadata, |members, here| {
            let metadata = Metadata::new(members);
            if let Err(violation) = metadata.check() {
                here.warn(violation);
            }
            Some(metadata)
        });
        s.unknown(&unknown);

        Some(Payment {
            id: id?,
            status: status?,
            status_details: status_details?,
            method_details: method_details?,
            blocking_policy: blocking_policy?,
            method: method?,
            reference: reference?,
            value: value?,
            metadata: metadata?,
        })
    }

    fn write(payment: &Payment) -> PaymentDetails {
        let Payment { id, status, status_details, method_details, blocking_policy, method, reference, value, metadata } =
            payment;
        PaymentDetails {
            id: text(id),
            payment_status: text_of(status.as_ref().map(PaymentStatus::as_str)),
            payment_status_details: text(status_details),
            method_details: text(method_details),
            blocking_policy: text_of(blocking_policy.as_ref().map(BlockingPolicy::as_str)),
            method: Text::from(method.as_str()).into(),
            reference: text(reference),
            value: value.map(Amount::number).into(),
            metadata: metadata.as_ref().map(|metadata| metadata.as_map().clone()).into(),
            unknown: Default::default(),
        }
    }
}
