//! Gett, delivery API: the request that creates deliveries, and the answer to it.
//!
//! | payload | what it is | model |
//! | --- | --- | --- |
//! | [`CreateDeliveries`] | body of `POST v1/delivery/deliveries` | [`Bundle`](crate::Bundle) |
//! | [`CreatedDeliveries`] | its response | [`Bundle`](crate::Bundle) with ids and statuses |
//!
//! The query parameters `business_id` and `get_exact_deliveries` are the host's to send.
//!
//! There are four ways to create: add to a bundle that exists (`bundle_id`); several deliveries for one pickup, of which
//! the provider makes a bundle (`product_id`); one by one with `scheduled_at`, to be put together by the provider; and one
//! from point to point (`avoid_aggregation`, at the top level, where table and sample of the page have it).
//!
//! # How it writes
//!
//! Money is a number in the major unit of a currency that is not named, weight a number of kilograms, lengths are whole
//! centimetres. A number that is finer than a cent or a gram is rounded half up, with a warning.
//!
//! The answer has four ways to say that something is not known: the member is absent, null, an empty text or 0. All four
//! are read as `None`; in a request an empty text is read as an absent one, and a size of 0 as an unknown one with a
//! warning. The answer may repeat a phone number that was the reason for a rejection; what is no phone number does not
//! reach the model there, and is reported as lost.

mod create;
mod created;
mod lifecycle;
mod parts;

pub use create::{CreateDeliveries, NewDelivery, NewExemplar, NewItem, NewParcel};
pub use created::{
    CannotDeliverInfo, CourierDetails, CreatedDeliveries, CreatedDelivery, CreatedExemplar, CreatedItem, CreatedParcel,
    Proof, RejectionDetails, RejectionInfo, VerificationDetails,
};
pub use lifecycle::{LIFECYCLE, STATUSES, StatusTimes};
pub use parts::{ContactDetails, Location, VendorDetails};
