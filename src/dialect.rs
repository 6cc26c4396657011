//! The providers: for each the shape of its payloads, and what each member means in the model.
//!
//! No rule about a value. What is checked here is what only the payload shows: a member that is deprecated or passed over, an
//! event that is another one, an order that takes no delivery.

pub mod abbiamo;
pub mod gett;
pub mod hubrise;
pub mod instaleap;
mod shared;
