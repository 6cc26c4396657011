//! What a payload must say is filled in where a model does not have it.

use alloc::vec;

use crate::bundle::{Bundle, Deliveries};
use crate::contact::Contact;
use crate::delivery::Delivery;
use crate::place::Place;
use crate::rule::Violation;
use crate::status::{Status, Timeline, Vocabulary};
use crate::tracking::{Tracking, UnknownStatus};

/// Sees to it that there is one.
pub(super) fn fill<T>(member: &mut Option<T>, new: impl FnOnce() -> Result<T, Violation>) -> Result<(), Violation> {
    if member.is_none() {
        *member = Some(new()?);
    }
    Ok(())
}

pub(super) fn fill_stop(place: &mut Place, contact: &mut Contact) -> Result<(), Violation> {
    fill(&mut place.address, || "HaArad 7, Tel Aviv".parse())?;
    fill(&mut contact.name, || "Dana".parse())?;
    fill(&mut contact.phone, || "972554754407".parse())
}

/// Sees to it that there is a status of which the provider is told a word, or one that `is_foreign` to it and kept as it came.
pub(super) fn fill_status(tracking: &mut Tracking, words: &Vocabulary, is_foreign: impl Fn(&UnknownStatus) -> bool) {
    tracking.unknown_status = tracking.unknown_status.take().filter(is_foreign);
    if tracking.timeline.status().is_none() {
        tracking.timeline.observe(Status::Pending, None);
    }
    if tracking.timeline.status().is_none_or(|status| words.tells(status).word.is_none()) {
        tracking.timeline = Timeline::under(words.lifecycle);
        tracking.timeline.observe(Status::Pending, None);
    }
}

pub(super) fn at_least_one(bundle: &mut Bundle) -> Result<(), Violation> {
    if bundle.deliveries.is_empty() {
        bundle.deliveries = Deliveries::new(vec![Delivery::default()])?;
    }
    Ok(())
}

pub(super) fn each(
    bundle: &mut Bundle,
    mut change: impl FnMut(&mut Delivery) -> Result<(), Violation>,
) -> Result<(), Violation> {
    let mut deliveries = core::mem::take(&mut bundle.deliveries).into_vec();
    deliveries.iter_mut().try_for_each(&mut change)?;
    bundle.deliveries = Deliveries::new(deliveries)?;
    Ok(())
}
