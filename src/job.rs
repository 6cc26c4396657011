//! One order to fulfil: who gets it, what is paid and how, and the slot that was reserved for it.

use serde::Serialize;

use crate::id::Reference;
use crate::own::{own_form, own_words};
use crate::status::Lifecycle;
use crate::text::{Email, FreeText, PersonName, Phone, Word, not_blank, text_types};

mod billing;
mod change;
mod integration;
mod slot;
mod vocabulary;

pub use billing::{Adjustment, Billing, Payment, PriceAttribute, Prices};
pub use change::{JobChange, Trip};
pub use integration::{Integration, IntegrationKey, Integrations, Metadata};
pub use slot::{Slot, SlotId};
pub use vocabulary::{BlockingPolicy, ContactLessWish, PaymentMethod, PaymentStatus, PriceKind};

own_form! {
    /// One order to fulfil.
    ///
    /// Source: Instaleap, create job.
    ///
    /// ```
    /// use lastmile::{Completing, Email, Job, Lifecycle, PersonName, Phone, Recipient, Reference, Slot, SlotId};
    ///
    /// let job = Job {
    ///     slot: Slot::new(SlotId::new("eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiI3In0.c2lnbmVk")?),
    ///     reference: Reference::new("order-1001")?,
    ///     recipient: Recipient {
    ///         name: PersonName::new("Ana Gómez")?,
    ///         email: Email::new("ana@example.com")?,
    ///         phone: Phone::new("3112112121")?,
    ///         identification: None,
    ///     },
    ///     billing: None,
    ///     delivery_code: Default::default(),
    ///     comment: None,
    ///     contact_less: None,
    ///     integrations: Default::default(),
    /// };
    /// assert_eq!(job.lifecycle(Lifecycle::CANONICAL).completing(), Completing::ByCode, "unless it is not wanted");
    /// assert!(!format!("{job:?}").contains("Ana"));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("order", "create_job"))]
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Job {
        /// The slot that was reserved for it.
        pub slot: Slot,
        /// The host's own id of the order.
        pub reference: Reference,
        /// Who gets it.
        pub recipient: Recipient,
        /// What is paid, and how.
        pub billing: Option<Billing>,
        /// Whether the courier must be shown a code at the door.
        #[serde(default)]
        pub delivery_code: DeliveryCodeWish,
        /// What the client says about the order. It may change at any time.
        pub comment: Option<FreeText>,
        /// How it is handed over without contact. It may change at any time.
        pub contact_less: Option<ContactLess>,
        /// What the provider's other applications are to know.
        #[serde(default)]
        pub integrations: Integrations,
    }
}

impl Job {
    /// That lifecycle, in which this job is completed only by its delivery code, if it has one.
    ///
    /// ```
    /// use lastmile::{Attempts, DeliveryCode, Lifecycle, Rule, Status, Timeline, Timestamp, from_json, instaleap};
    /// # let bytes = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/instaleap/realistic.json"));
    ///
    /// let job = from_json::<instaleap::CreateJob>(bytes)?.value;
    /// let mut timeline = Timeline::under(job.lifecycle(Lifecycle::CANONICAL));
    /// let now: Timestamp = "2024-05-02T15:40:00Z".parse()?;
    /// timeline.advance(Status::AtDropOff, now)?;
    /// assert_eq!(timeline.advance(Status::Completed, now).unwrap_err().rule(), Rule::DeliveryCodeNeeded);
    ///
    /// // The provider's webhooks say the code, the recipient shows it.
    /// let (said, shown): (DeliveryCode, DeliveryCode) = ("0595".parse()?, "0595".parse()?);
    /// let (_, proof) = said.check(&shown, Attempts::allowing(3));
    /// timeline.complete(now, proof?)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn lifecycle(&self, base: Lifecycle) -> Lifecycle {
        if self.delivery_code.is_wanted() { base.completed_by_code() } else { base }
    }
}

own_form! {
    /// Who gets it.
    ///
    /// Source: Instaleap, create job, `recipient`.
    ///
    /// ```
    /// use lastmile::{Email, PersonName, Phone, Recipient};
    ///
    /// let ana = Recipient {
    ///     name: PersonName::new("Ana Gómez")?,
    ///     email: Email::new("ana@example.com")?,
    ///     phone: Phone::new("13454")?,
    ///     identification: None,
    /// };
    /// assert!(!format!("{ana:?}").contains("example"));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
    pub struct Recipient {
        /// Their name.
        pub name: PersonName,
        /// Where they read letters.
        pub email: Email,
        /// Their phone number.
        pub phone: Phone,
        /// The document that they prove their identity with.
        pub identification: Option<Identification>,
    }
}

own_form! {
    /// A document of a person.
    ///
    /// Source: Instaleap, create job, `recipient.identification`.
    ///
    /// ```
    /// use lastmile::{Identification, IdentificationNumber, Word};
    ///
    /// let card = Identification {
    ///     number: Some(IdentificationNumber::new("1020304050")?),
    ///     kind: Some(Word::new("CC")?),
    /// };
    /// assert!(!format!("{card:?}").contains("1020"));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    pub struct Identification {
        /// Its number.
        pub number: Option<IdentificationNumber>,
        /// What it is; each country has its own words.
        pub kind: Option<Word>,
    }
}

text_types! {
    /// The number of a person's document, as it is printed; masked in `Debug`.
    ///
    /// Broken: [`Rule::Blank`](crate::Rule::Blank). Source: Instaleap, create job, `recipient.identification.number`.
    ///
    /// ```
    /// # use lastmile::IdentificationNumber;
    /// assert_eq!(IdentificationNumber::new("1020304050")?.as_str(), "1020304050");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    masked IdentificationNumber: not_blank;
}

own_words! {
    /// Whether the courier must be shown a code at the door.
    ///
    /// Source: Instaleap, create job, `add_delivery_code`.
    ///
    /// ```
    /// use lastmile::DeliveryCodeWish;
    ///
    /// assert!(DeliveryCodeWish::default().is_wanted());
    /// assert!(!DeliveryCodeWish::Unwanted.is_wanted());
    /// ```
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    #[serde(rename_all = "snake_case")]
    pub enum DeliveryCodeWish {
        /// Nothing is said: what the provider does then, which is to ask for a code.
        #[default]
        AsUsual,
        /// A code is asked for.
        Wanted,
        /// No code is asked for.
        Unwanted,
    }
}

impl DeliveryCodeWish {
    /// Whether a code is asked for.
    pub const fn is_wanted(self) -> bool {
        match self {
            DeliveryCodeWish::AsUsual | DeliveryCodeWish::Wanted => true,
            DeliveryCodeWish::Unwanted => false,
        }
    }
}

own_form! {
    /// How it is handed over without contact.
    ///
    /// Source: Instaleap, create job, `contact_less`.
    ///
    /// ```
    /// use lastmile::{ContactLess, ContactLessWish, PersonName, Phone};
    ///
    /// let at_the_door = ContactLess {
    ///     wish: ContactLessWish::LeaveAtTheDoor,
    ///     cash_receiver: PersonName::new("Luis")?,
    ///     phone: Phone::new("3112112121")?,
    /// };
    /// assert_eq!(at_the_door.wish.as_str(), "LeaveAtTheDoor");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("contact_less", "contactless"))]
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
    pub struct ContactLess {
        /// What the courier does with it.
        pub wish: ContactLessWish,
        /// Who takes the money.
        pub cash_receiver: PersonName,
        /// Their phone number.
        pub phone: Phone,
    }
}
