//! HubRise, deliveries: the request that attaches a delivery to an order, the delivery as it is retrieved, and its update.
//!
//! | payload | what it is | model |
//! | --- | --- | --- |
//! | [`CreateDelivery`] | body of `POST orders/:order_id/delivery` | [`Tracking`](crate::Tracking) |
//! | [`Delivery`] | response of `GET orders/:order_id/delivery` | [`Delivery`](crate::Delivery) |
//! | [`UpdateDelivery`] | body of `PATCH orders/:order_id/delivery` | [`TrackingUpdate`] |
//!
//! The location and the order in the path are the host's to send. Whether an order may have a delivery at all is asked of
//! [`Order`] before the request is made.
//!
//! # How it writes
//!
//! Money is a text with two decimals whatever the currency, one blank and the code of the currency; degrees are a text,
//! whose digits are kept; times keep their offset. What is not known is absent or an empty text in a request and null in an
//! answer; the coordinates 0, 0 are nobody's position and are read as none, with a warning.
//!
//! A status that the page does not name is an error in what is sent. In a retrieved delivery it is a warning, and the word
//! is kept. There, too, a driver's phone number that is none is reported as lost and does not sink the rest.
//!
//! In an update an absent member keeps what there is, null clears it, a value sets it; an empty text is refused, as nobody
//! says which of the three it means.

mod create;
mod lifecycle;
mod order;
mod parts;
mod retrieved;
mod tracking_update;
mod update;

pub use create::CreateDelivery;
pub use lifecycle::{LIFECYCLE, STATUSES, StatusTimes};
pub use order::Order;
pub use retrieved::Delivery;
pub use tracking_update::TrackingUpdate;
pub use update::UpdateDelivery;
