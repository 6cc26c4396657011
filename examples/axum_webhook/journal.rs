//! The log. A payload is full of what is personal, names of members included: of it the log has places that the provider's page
//! names, codes of rules, counts, and labels of deliveries.

use std::collections::HashSet;
use std::sync::LazyLock;

use lastmile::{Report, Severity, abbiamo, payload};
use tracing::{info, warn};
use uuid::Uuid;

use crate::problem::Problem;

/// The most remarks of a webhook that have a line each.
const MOST: usize = 20;

/// A webhook was answered for the first time.
pub(crate) fn taken(labels: &[Uuid], webhook: &Report, request: &Report) {
    info!(
        deliveries = labels.len(),
        warnings = webhook.count(Severity::Warning),
        notices = webhook.count(Severity::Notice),
        losses = webhook.count(Severity::Loss).saturating_add(request.count(Severity::Loss)),
        "taken"
    );
    for label in labels {
        info!(delivery = %label, "asked for");
    }
    for remark in webhook.remarks().iter().take(MOST) {
        info!(place = place(remark.pointer.as_str()), code = remark.rule.code(), severity = %remark.severity, "remark");
    }
}

/// A webhook was answered as before.
pub(crate) fn repeated(labels: &[Uuid]) {
    info!(deliveries = labels.len(), first = labels.first().map(tracing::field::display), "repeated");
}

/// There was no answer but a problem.
pub(crate) fn refused(problem: &Problem) {
    warn!(status = problem.status.as_u16(), errors = problem.errors.len(), "refused");
    for fault in problem.errors.iter().take(MOST) {
        warn!(place = place(fault.pointer()), code = fault.code(), "fault");
    }
}

/// A place as far down as the page names it. Where the payload has a name of its own there is a star.
fn place(pointer: &str) -> String {
    let (mut place, mut pattern) = (String::new(), String::new());
    for step in pointer.split('/').skip(1) {
        let is_index = step.len() <= 6 && step.bytes().all(|byte| byte.is_ascii_digit());
        match (is_index, pattern.is_empty()) {
            (true, _) => pattern.push_str("[]"),
            (false, true) => pattern.push_str(step),
            (false, false) => pattern.extend([".", step]),
        }
        place.push('/');
        if !PATTERNS.contains(&pattern) {
            place.push('*');
            break;
        }
        place.push_str(step);
    }
    place
}

/// Every place that the page names, and each on the way there: `deliveries`, `deliveries[]`, `deliveries[].volumes`.
static PATTERNS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let mut patterns = HashSet::new();
    for member in payload::members::<abbiamo::DeliveryRequest>() {
        let ends = member.match_indices(['.', '[']).map(|(end, _)| end).chain([member.len()]);
        patterns.extend(ends.filter_map(|end| member.get(..end)).map(str::to_owned));
        patterns.extend(
            member.match_indices("[]").filter_map(|(at, _)| member.get(..at.saturating_add(2))).map(str::to_owned),
        );
    }
    patterns
});
