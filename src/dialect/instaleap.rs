//! Instaleap, last-mile delivery API: the request that creates a job.
//!
//! | payload | what it is | model |
//! | --- | --- | --- |
//! | [`CreateJob`] | body of `POST jobs` | [`Job`](crate::Job) |
//!
//! The page has a sample and no table. Which members are required and which words it knows is from the provider's own
//! description of the interface.
//!
//! # How it writes
//!
//! Amounts are in the major unit of `currency_code`, as numbers or as text (`"-5000"`); both are taken everywhere. A number
//! that is finer than the currency's minor unit is rounded half up, with a warning. Without a currency no amount can be
//! read. Lists of words are open: another word is kept, with a warning. In optional members an empty text is read as an
//! absent one; where an amount stands it is refused, as nobody knows whether nothing is paid or nothing is said.
//!
//! Written are amounts as numbers, those of `additional_info` as text, as the sample has them.
//!
//! # What is not in it
//!
//! Items, origin and destination were named when the slot was reserved; see [`Trip`](crate::Trip). When the slot expires is
//! said there, too: a later request is answered with 417, see [`Slot::check`](crate::Slot::check). The response calls the id
//! of the job `job_id`, where the page's prose says jobId.

mod amount;
mod create;

pub use amount::Amount;
pub use create::{
    AdditionalInfo, AttributeDetails, ContactLessDetails, CreateJob, ExternalData, IdentificationDetails,
    IntegrationDetails, PaymentDetails, PaymentInfo, PriceDetails, RecipientDetails,
};
