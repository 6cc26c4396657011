//! What became of a delivery: why it failed or was rejected, how it was proved.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serializer;
use serde::de::MapAccess;
use serde_json::Number;

use crate::dialect::shared::{instant, text, time};
use crate::field::{Field, Shape, Wire};
use crate::item::Failure;
use crate::report::Scope;
use crate::rule::{Found, Rule, Violation};
use crate::text::{FreeText, PersonName, Text, Word};
use crate::tracking::{Rejection, RejectionReason, Verification};
use crate::units::Scaled;

// The wire.

crate::wire! {
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

    fn from_text(text: &str, place: &mut Field<Self>) {
        *place = Field::Given(RejectionInfo::Text(text.into()));
    }

    fn from_object<'de, A: MapAccess<'de>>(object: A, place: &mut Field<Self>) -> Result<(), A::Error> {
        let mut details = Field::Absent;
        RejectionDetails::from_object(object, &mut details)?;
        *place = details.map(RejectionInfo::Details);
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

// Reading and writing.

impl CannotDeliverInfo {
    pub(super) fn read(self, s: &mut Scope<'_>) -> Option<Failure> {
        let CannotDeliverInfo { description, reason_id, reason_type, unknown } = self;
        let description = s.optional("description", description.blank_is_absent(), FreeText::new);
        let reason_id = s.optional("reason_id", reason_id, |number| whole(&number));
        let reason = s.optional("reason_type", reason_type.blank_is_absent(), Word::new);
        s.unknown(&unknown);
        Some(Failure { description: description?, reason_id: reason_id?, reason: reason? })
    }

    pub(super) fn write(failure: &Failure) -> CannotDeliverInfo {
        let Failure { description, reason_id, reason } = failure;
        CannotDeliverInfo {
            description: text(description),
            reason_id: reason_id.map(Number::from).into(),
            reason_type: text(reason),
            unknown: Default::default(),
        }
    }
}

pub(super) fn whole(number: &Number) -> Result<i64, Violation> {
    // 10.0 and 1e1 are 10, too.
    let whole = || Scaled::of_text(&number.to_string(), 0).and_then(Scaled::signed);
    number.as_i64().or_else(whole).ok_or_else(|| Rule::NotWhole.broken_by(Found::shown(number)))
}

impl VerificationDetails {
    pub(super) fn read(self, s: &mut Scope<'_>) -> Option<Verification> {
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

    pub(super) fn write(verification: &Verification) -> VerificationDetails {
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
    pub(super) fn read(self, s: &mut Scope<'_>) -> Option<Verification> {
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
    /// None, where an empty text stands for it.
    pub(super) fn read(self, s: &mut Scope<'_>) -> Option<Option<Rejection>> {
        let (description, error) = match self {
            RejectionInfo::Details(RejectionDetails { description, error, unknown }) => {
                let description = s.optional("description", description.blank_is_absent(), FreeText::new);
                let error = s.optional("error", error.blank_is_absent(), FreeText::new);
                s.unknown(&unknown);
                (description?, error?)
            }
            RejectionInfo::Text(text) if text.is_empty() => return Some(None),
            // The payload has no member for it, so what is wrong with it is told of the text itself.
            RejectionInfo::Text(text) => (Some(s.check(FreeText::new(text))?), None),
        };
        Some(Some(Rejection { reason: reason(description.as_ref(), error.as_ref()), description, error }))
    }

    pub(super) fn write(rejection: &Rejection, s: &mut Scope<'_>) -> RejectionInfo {
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
