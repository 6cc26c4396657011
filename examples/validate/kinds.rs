//! The payloads that can be checked.

use lastmile::{Payload, Report, abbiamo, from_json, gett, hubrise, instaleap};

/// A payload of a provider's page: its name, and how it is checked.
#[derive(Clone, Copy)]
pub(crate) struct PayloadKind {
    pub(crate) name: &'static str,
    pub(crate) check: fn(&[u8]) -> Report,
}

/// All of them. A new one is a line.
pub(crate) const ALL: &[PayloadKind] = &[
    kind::<gett::CreateDeliveries>(),
    kind::<gett::CreatedDeliveries>(),
    kind::<hubrise::CreateDelivery>(),
    kind::<hubrise::Delivery>(),
    kind::<hubrise::UpdateDelivery>(),
    kind::<instaleap::CreateJob>(),
    kind::<abbiamo::DeliveryRequest>(),
];

const fn kind<P: Payload>() -> PayloadKind {
    PayloadKind {
        name: P::NAME,
        check: |bytes| match from_json::<P>(bytes) {
            Ok(converted) => converted.report,
            Err(report) => report,
        },
    }
}

/// The kind of the samples.
pub(crate) const fn gett_create() -> PayloadKind {
    kind::<gett::CreateDeliveries>()
}

/// The kind of that name.
pub(crate) fn named(name: &str) -> Option<PayloadKind> {
    ALL.iter().copied().find(|kind| kind.name == name)
}

/// Their names, to be read.
pub(crate) fn names() -> String {
    ALL.iter().map(|kind| kind.name).collect::<Vec<_>>().join(", ")
}
