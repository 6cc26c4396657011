//! A guided tour, page by page, and the index of all rules.
//!
//! | page | for whom |
//! | --- | --- |
//! | [`tour`] | ten minutes: from bytes to a model, on to a timeline, to another provider, and to a host around it |
//! | [`rules`] | a host that got a code: what must be true, what breaks it, what is accepted |
//! | [`units`] | grams, cents, percentages, times: what is exact, and where something is rounded |
//! | [`lifecycle`] | the twelve statuses, what follows what, and what three lifecycles do not share |
//! | [`providers`] | the traps of each provider's page |
//! | [`adding_a_provider`] | a payload of one's own in forty lines |
//! | [`comparison`] | what people use today, and what they would miss |
//! | [`readme`] | the crate in one page |
//!
//! These modules have no items and are there in the documentation only.

#[doc = include_str!("guide/tour.md")]
pub mod tour {}

#[doc = include_str!("guide/rules.md")]
pub mod rules {}

#[doc = include_str!("guide/units.md")]
pub mod units {}

#[doc = include_str!("guide/lifecycle.md")]
pub mod lifecycle {}

#[doc = include_str!("guide/providers.md")]
pub mod providers {}

#[doc = include_str!("guide/adding_a_provider.md")]
pub mod adding_a_provider {}

#[doc = include_str!("guide/comparison.md")]
pub mod comparison {}

#[doc = include_str!("../README.md")]
pub mod readme {}
