//! The providers: for each the shape of its payloads, and what each member means in the model. No rules.

pub mod abbiamo;
pub mod gett;
pub mod hubrise;
pub mod instaleap;
mod shared;
