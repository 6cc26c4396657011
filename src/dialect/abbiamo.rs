//! Abbiamo, carrier integration: the webhook that asks a carrier to deliver.
//!
//! | payload | what it is | model |
//! | --- | --- | --- |
//! | [`DeliveryRequest`] | the event `DELIVERY_REQUEST` | [`Bundle`](crate::Bundle) |
//!
//! The payload mirrors what a seller ordered. What the seller did not say may be absent or null, and an empty text is read as
//! an absent one too, so that only a few members are required: the event, the deliveries, and the id of each.
//!
//! Money is a whole number of cents, weight of grams, lengths of centimetres, volume of cubic centimetres. The page names no
//! unit for the two expected prices; they are read as cents, like the amount. A size of 0 is not known, as the page's own
//! samples have it, and there is nothing to say about it.
//!
//! A phone number stands apart from the code of its country and may lack its area code; the two are never put together. An
//! e-mail address that is none does not reach the model and is reported as lost: it must not keep a delivery from being made,
//! and the page's own samples have a placeholder there.
//!
//! The samples as the page prints them have comments and trailing commas, which are not JSON; the `validate` example blanks
//! them out.

mod parts;
mod request;

pub use parts::{Address, CustomerDetails, SellerContact};
pub use request::{
    CarrierAdditionalInformation, CarrierDetails, DeliveryRequest, LogisticData, Method, RequestedDelivery,
    SellerDetails, Volume,
};
