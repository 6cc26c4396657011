//! Body of `POST jobs`: create a job.

use alloc::string::String;
use alloc::vec::Vec;
use core::str::FromStr;

use serde_json::{Map, Value};

use super::amount::Amount;
use crate::dialect::shared::{list, text};
use crate::field::Field;
use crate::id::{PaymentId, Reference};
use crate::job::{
    Adjustment, Billing, BlockingPolicy, ContactLess, ContactLessWish, DeliveryCodeWish, Identification,
    IdentificationNumber, Integration, IntegrationKey, Integrations, Job, Metadata, Payment, PaymentMethod,
    PaymentStatus, PriceAttribute, PriceKind, Prices, Recipient, Slot, SlotId,
};
use crate::money::{Currency, Money};
use crate::payload::Payload;
use crate::report::Scope;
use crate::rule::Violation;
use crate::text::{Email, FreeText, Link, Name, PersonName, Phone, Text, Word};

// The wire.

crate::wire! {
    /// Body of `POST jobs`.
    ///
    /// ```
    /// use lastmile::{from_json, instaleap};
    ///
    /// let report = from_json::<instaleap::CreateJob>(br#"{"recipient": {"email": "ana"}}"#).unwrap_err();
    /// let faults: Vec<_> = report.errors().map(|remark| (remark.pointer.as_str(), remark.rule.code())).collect();
    /// assert_eq!(faults, [
    ///     ("/slot_id", "member.missing"),
    ///     ("/client_reference", "member.missing"),
    ///     ("/recipient/name", "member.missing"),
    ///     ("/recipient/email", "email.malformed"),
    ///     ("/recipient/phone_number", "member.missing"),
    /// ]);
    /// ```
    pub struct CreateJob {
        /// The id of the reserved slot.
        pub slot_id: Field<Text>,
        /// The host's reference.
        pub client_reference: Field<Text>,
        /// Who gets it.
        pub recipient: Field<RecipientDetails>,
        /// What is paid, and how.
        pub payment_info: Field<PaymentInfo>,
        /// Whether the driver must enter a delivery code to complete the last step. Default: true.
        pub add_delivery_code: Field<bool>,
        /// General comments of the client.
        pub job_comment: Field<Text>,
        /// How it is handed over without contact.
        pub contact_less: Field<ContactLessDetails>,
        /// What the provider's other applications are to know.
        pub external_data: Field<ExternalData>,
    }

    /// Who gets it: `recipient`.
    ///
    /// ```
    /// use lastmile::{field::Field, instaleap::RecipientDetails};
    ///
    /// let wire: RecipientDetails = serde_json::from_str(r#"{"name": "Ana Gómez", "phone_number": "3112112121"}"#)?;
    /// assert_eq!(wire.email, Field::Absent, "which is an error when it is read");
    /// assert!(format!("{wire:?}").starts_with("RecipientDetails { name: a text of 9 characters, "), "no log shows them");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct RecipientDetails {
        /// The name.
        pub name: Field<Text>,
        /// The e-mail address.
        pub email: Field<Text>,
        /// The phone number.
        pub phone_number: Field<Text>,
        /// A document.
        pub identification: Field<IdentificationDetails>,
    }

    /// A document: `recipient.identification`.
    ///
    /// ```
    /// let wire: lastmile::instaleap::IdentificationDetails = serde_json::from_str(r#"{"number": "1020304050", "type": "CC"}"#)?;
    /// assert_eq!(wire.kind.given().as_deref(), Some("CC"), "`type` is no name for a member in Rust");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct IdentificationDetails {
        /// Its number.
        pub number: Field<Text>,
        /// What it is.
        pub kind: Field<Text> = "type",
    }

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

    /// How it is handed over without contact: `contact_less`.
    ///
    /// ```
    /// let wire: lastmile::instaleap::ContactLessDetails = serde_json::from_str(r#"{"comment": "LeaveInReception"}"#)?;
    /// assert_eq!(wire.comment.given().as_deref(), Some("LeaveInReception"));
    /// assert!(wire.cash_receiver.is_absent(), "which is an error when it is read: all three, or none");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct ContactLessDetails {
        /// One of two wishes.
        pub comment: Field<Text>,
        /// Who takes the money.
        pub cash_receiver: Field<Text>,
        /// Their phone number.
        pub phone_number: Field<Text>,
    }

    /// What the provider's other applications are to know: `external_data`.
    ///
    /// ```
    /// use lastmile::instaleap::ExternalData;
    ///
    /// let wire: ExternalData = serde_json::from_str(r#"{"webhook": {"key": "sk_test_webhook"}, "erp": {}}"#)?;
    /// assert!(wire.webhook.as_given().is_some() && wire.backoffice.is_absent());
    /// assert_eq!(wire.unknown.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["erp"]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct ExternalData {
        /// For the webhooks.
        pub webhook: Field<IntegrationDetails>,
        /// For the back office.
        pub backoffice: Field<IntegrationDetails>,
        /// For the people who pick the goods.
        pub shopper_app: Field<IntegrationDetails>,
    }

    /// What one application is to know. All members are free; the sample shows two, and others are in `unknown`.
    ///
    /// ```
    /// let json = r#"{"key":"sk_test_backoffice","URL":"https://backoffice.example.com","newKey":"more"}"#;
    /// let wire: lastmile::instaleap::IntegrationDetails = serde_json::from_str(json)?;
    /// assert_eq!(wire.url.as_given().map(|url| url.as_str()), Some("https://backoffice.example.com"));
    /// assert_eq!(serde_json::to_string(&wire)?, json, "free members are kept");
    /// assert!(!format!("{wire:?}").contains("sk_test"), "no log shows the key");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct IntegrationDetails {
        /// The key to it.
        pub key: Field<Text>,
        /// Where it is.
        pub url: Field<Text> = "URL",
    }
}

// Reading.

impl Payload for CreateJob {
    type Model = Job;

    const NAME: &'static str = "instaleap.create";

    fn read(self, s: &mut Scope<'_>) -> Option<Job> {
        let CreateJob {
            slot_id,
            client_reference,
            recipient,
            payment_info,
            add_delivery_code,
            job_comment,
            contact_less,
            external_data,
            unknown,
        } = self;

        let slot = s.required("slot_id", slot_id, SlotId::new);
        let reference = s.required("client_reference", client_reference, Reference::new);
        let recipient = s.required_with("recipient", recipient, RecipientDetails::read);
        let billing = s.optional_with("payment_info", payment_info, PaymentInfo::read);
        let delivery_code = s.optional("add_delivery_code", add_delivery_code, delivery_code);
        let comment = s.optional("job_comment", job_comment.blank_is_absent(), FreeText::new);
        let contact_less = s.optional_with("contact_less", contact_less, ContactLessDetails::read);
        let integrations = s.optional_with("external_data", external_data, ExternalData::read);
        s.unknown(&unknown);

        Some(Job {
            slot: Slot::new(slot?),
            reference: reference?,
            recipient: recipient?,
            billing: billing?,
            delivery_code: delivery_code?.unwrap_or_default(),
            comment: comment?,
            contact_less: contact_less?,
            integrations: integrations?.unwrap_or_default(),
        })
    }

    fn write(job: &Job, s: &mut Scope<'_>) -> CreateJob {
        let Job {
            slot: Slot { id, expires_at },
            reference,
            recipient,
            billing,
            delivery_code,
            comment,
            contact_less,
            integrations,
        } = job;

        s.member("slot").loses("expires_at", expires_at.is_some());
        CreateJob {
            slot_id: said(id),
            client_reference: said(reference),
            recipient: RecipientDetails::write(recipient).into(),
            payment_info: billing.as_ref().map(PaymentInfo::write).into(),
            add_delivery_code: match delivery_code {
                DeliveryCodeWish::AsUsual => Field::Absent,
                DeliveryCodeWish::Wanted => Field::Given(true),
                DeliveryCodeWish::Unwanted => Field::Given(false),
            },
            job_comment: text(comment),
            contact_less: contact_less.as_ref().map(ContactLessDetails::write).into(),
            external_data: ExternalData::write(integrations, &mut s.member("integrations")),
            unknown: Default::default(),
        }
    }
}

fn delivery_code(add: bool) -> Result<DeliveryCodeWish, Violation> {
    Ok(if add { DeliveryCodeWish::Wanted } else { DeliveryCodeWish::Unwanted })
}

impl RecipientDetails {
    fn read(self, s: &mut Scope<'_>) -> Option<Recipient> {
        let RecipientDetails { name, email, phone_number, identification, unknown } = self;
        let name = s.required("name", name, PersonName::new);
        let email = s.required("email", email, Email::new);
        let phone = s.required("phone_number", phone_number, Phone::new);
        let identification = s.optional_with("identification", identification, IdentificationDetails::read);
        s.unknown(&unknown);
        Some(Recipient { name: name?, email: email?, phone: phone?, identification: identification? })
    }

    fn write(recipient: &Recipient) -> RecipientDetails {
        let Recipient { name, email, phone, identification } = recipient;
        RecipientDetails {
            name: said(name),
            email: said(email),
            phone_number: said(phone),
            identification: identification.as_ref().map(IdentificationDetails::write).into(),
            unknown: Default::default(),
        }
    }
}

impl IdentificationDetails {
    fn read(self, s: &mut Scope<'_>) -> Option<Identification> {
        let IdentificationDetails { number, kind, unknown } = self;
        let number = s.optional("number", number.blank_is_absent(), IdentificationNumber::new);
        let kind = s.optional("type", kind.blank_is_absent(), Word::new);
        s.unknown(&unknown);
        Some(Identification { number: number?, kind: kind? })
    }

    fn write(identification: &Identification) -> IdentificationDetails {
        let Identification { number, kind } = identification;
        IdentificationDetails { number: text(number), kind: text(kind), unknown: Default::default() }
    }
}

impl PaymentInfo {
    fn read(self, s: &mut Scope<'_>) -> Option<Billing> {
        let PaymentInfo { currency_code, prices, payment, unknown } = self;
        let currency = {
            let has_amounts = matches!(prices, Field::Given(_))
                || payment.as_given().is_some_and(|payment| matches!(payment.value, Field::Given(_)));
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

    fn write(billing: &Billing) -> PaymentInfo {
        PaymentInfo {
            currency_code: billing.currency().map(|currency| Text::from(currency.code())).into(),
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

        let prices = Prices {
            order_value: order_value?,
            shipping_fee: shipping_fee?,
            taxes: taxes?,
            discounts: discounts?,
            subtotal: subtotal?,
            attributes: attributes?,
            adjustments: adjustments?,
        };
        // The page calls them as the model does.
        for (member, doubt) in prices.doubts() {
            s.member(member).warn(doubt);
        }
        Some(prices)
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
            name: said(name),
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
            payment_status: status.as_ref().map(|status| Text::from(status.as_str())).into(),
            payment_status_details: text(status_details),
            method_details: text(method_details),
            blocking_policy: blocking_policy.as_ref().map(|policy| Text::from(policy.as_str())).into(),
            method: Text::from(method.as_str()).into(),
            reference: text(reference),
            value: value.map(Amount::number).into(),
            metadata: metadata.as_ref().map(|metadata| metadata.as_map().clone()).into(),
            unknown: Default::default(),
        }
    }
}

impl ContactLessDetails {
    fn read(self, s: &mut Scope<'_>) -> Option<ContactLess> {
        let ContactLessDetails { comment, cash_receiver, phone_number, unknown } = self;
        let wish = s.required_with("comment", comment, |text, here| word(&text, ContactLessWish::check, here));
        let cash_receiver = s.required("cash_receiver", cash_receiver, PersonName::new);
        let phone = s.required("phone_number", phone_number, Phone::new);
        s.unknown(&unknown);
        Some(ContactLess { wish: wish?, cash_receiver: cash_receiver?, phone: phone? })
    }

    fn write(contact_less: &ContactLess) -> ContactLessDetails {
        let ContactLess { wish, cash_receiver, phone } = contact_less;
        ContactLessDetails {
            comment: Text::from(wish.as_str()).into(),
            cash_receiver: said(cash_receiver),
            phone_number: said(phone),
            unknown: Default::default(),
        }
    }
}

impl ExternalData {
    fn read(self, s: &mut Scope<'_>) -> Option<Integrations> {
        let ExternalData { webhook, backoffice, shopper_app, unknown } = self;
        let webhook = s.optional_with("webhook", webhook, IntegrationDetails::read);
        let back_office = s.optional_with("backoffice", backoffice, IntegrationDetails::read);
        let shopper_app = s.optional_with("shopper_app", shopper_app, IntegrationDetails::read);
        s.unknown(&unknown);
        Some(Integrations { webhook: webhook?, back_office: back_office?, shopper_app: shopper_app? })
    }

    fn write(integrations: &Integrations, s: &mut Scope<'_>) -> Field<ExternalData> {
        let Integrations { webhook, back_office, shopper_app } = integrations;
        if integrations.is_empty() {
            return Field::Absent;
        }
        let mut each = |name, integration: &Option<Integration>| {
            integration.as_ref().map(|integration| IntegrationDetails::write(integration, &mut s.member(name))).into()
        };
        Field::Given(ExternalData {
            webhook: each("webhook", webhook),
            backoffice: each("back_office", back_office),
            shopper_app: each("shopper_app", shopper_app),
            unknown: Default::default(),
        })
    }
}

impl IntegrationDetails {
    fn read(self, s: &mut Scope<'_>) -> Option<Integration> {
        let IntegrationDetails { key, url, unknown } = self;
        let key = s.optional("key", key.blank_is_absent(), IntegrationKey::new);
        let url = s.optional("URL", url.blank_is_absent(), Link::new);
        // The host chooses the members, so none of them is unknown.
        let others = Metadata::new(unknown.into());
        Some(Integration { key: key?, url: url?, others })
    }

    fn write(integration: &Integration, s: &mut Scope<'_>) -> IntegrationDetails {
        let Integration { key, url, others } = integration;
        let mut others = others.as_map().clone();
        // A name is given once in an object, and these two have a place of their own.
        for name in ["key", "URL"] {
            let is_double = others.remove(name).is_some();
            s.member("others").loses(name, is_double);
        }
        IntegrationDetails { key: text(key), url: text(url), unknown: others.into() }
    }
}

/// Reads a word of an open list; another one is doubtful, and kept.
fn word<T: FromStr<Err = Violation>>(
    text: &str,
    check: fn(&T) -> Result<(), Violation>,
    here: &mut Scope<'_>,
) -> Option<T> {
    let word = here.check(text.parse::<T>())?;
    if let Err(violation) = check(&word) {
        here.warn(violation);
    }
    Some(word)
}

// Writing.

/// A text that is always there.
fn said(text: &impl AsRef<str>) -> Field<Text> {
    Field::Given(text.as_ref().into())
}
