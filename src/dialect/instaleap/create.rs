//! Body of `POST jobs`: create a job.

use core::str::FromStr;

use crate::dialect::shared::text;
use crate::field::Field;
use crate::id::Reference;
use crate::job::{
    ContactLess, ContactLessWish, DeliveryCodeWish, Identification, IdentificationNumber, Job, Recipient, Slot, SlotId,
};
use crate::payload::Payload;
use crate::report::Scope;
use crate::rule::Violation;
use crate::text::{Email, FreeText, PersonName, Phone, Text, Word};

mod billing;
mod integration;

pub use billing::{AdditionalInfo, AttributeDetails, PaymentDetails, PaymentInfo, PriceDetails};
pub use integration::{ExternalData, IntegrationDetails};

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
}

// Reading and writing.

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
        let adds_code = s.optional("add_delivery_code", add_delivery_code, Ok);
        let comment = s.optional("job_comment", job_comment.blank_is_absent(), FreeText::new);
        let contact_less = s.optional_with("contact_less", contact_less, ContactLessDetails::read);
        let integrations = s.optional_with("external_data", external_data, ExternalData::read);
        s.unknown(&unknown);

        Some(Job {
            slot: Slot::new(slot?),
            reference: reference?,
            recipient: recipient?,
            billing: billing?,
            delivery_code: match adds_code? {
                None => DeliveryCodeWish::AsUsual,
                Some(true) => DeliveryCodeWish::Wanted,
                Some(false) => DeliveryCodeWish::Unwanted,
            },
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
            slot_id: Text::from(id).into(),
            client_reference: Text::from(reference).into(),
            recipient: RecipientDetails::write(recipient).into(),
            payment_info: billing.as_ref().map(PaymentInfo::write).into(),
            add_delivery_code: match delivery_code {
                DeliveryCodeWish::AsUsual => Field::Absent,
                DeliveryCodeWish::Wanted => Field::Given(true),
                DeliveryCodeWish::Unwanted => Field::Given(false),
            },
            job_comment: text(comment),
            contact_less: contact_less.as_ref().map(ContactLessDetails::write).into(),
            external_data: (!integrations.is_empty())
                .then(|| ExternalData::write(integrations, &mut s.member("integrations")))
                .into(),
            unknown: Default::default(),
        }
    }
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
            name: Text::from(name).into(),
            email: Text::from(email).into(),
            phone_number: Text::from(phone).into(),
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
            cash_receiver: Text::from(cash_receiver).into(),
            phone_number: Text::from(phone).into(),
            unknown: Default::default(),
        }
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
