//! What may change of a job once a slot is reserved for it.

use alloc::vec::Vec;

use serde::Serialize;

use crate::contact::Stop;
use crate::job::Job;
use crate::own::{own_form, own_words};
use crate::parcel::Parcel;
use crate::place::Place;

own_form! {
    /// What a slot was reserved for: from where to where, and what.
    ///
    /// The payload that creates a job does not repeat it, but a delivery needs it; see [`Job::into_delivery`].
    ///
    /// Source: Instaleap, create job, recommendations: items, origin, destination.
    ///
    /// ```
    /// use lastmile::{AddressLine, JobChange, Trip};
    ///
    /// let before = Trip::default();
    /// let mut after = before.clone();
    /// after.destination.place.address = Some(AddressLine::new("Calle 100 # 8A-55, Bogotá")?);
    /// let changes = before.changes_to(&after);
    /// assert_eq!(changes, [JobChange::Destination]);
    /// assert!(changes.iter().any(|change| change.needs_availability()), "the slot was for somewhere else");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
    pub struct Trip {
        /// Where it is picked up.
        pub origin: Stop,
        /// Where it is brought.
        pub destination: Stop,
        /// What is brought.
        #[serde(default)]
        pub parcels: Vec<Parcel>,
    }
}

impl Trip {
    /// What differs. Another person to ask for, or another note, does not make it another place.
    pub fn changes_to(&self, next: &Trip) -> Vec<JobChange> {
        let Trip { origin, destination, parcels } = self;
        changes([
            (JobChange::Items, *parcels != next.parcels),
            (JobChange::Origin, !is_same_place(&origin.place, &next.origin.place)),
            (JobChange::Destination, !is_same_place(&destination.place, &next.destination.place)),
        ])
    }
}

fn is_same_place(one: &Place, other: &Place) -> bool {
    let Place { address, postal, coordinates, note: _ } = one;
    *address == other.address && *postal == other.postal && *coordinates == other.coordinates
}

own_words! {
    /// A part of a job that may change after its slot was reserved, and what that takes.
    ///
    /// Source: Instaleap, create job, recommendations; `job_comment`; `contact_less`.
    ///
    /// ```
    /// use lastmile::JobChange;
    ///
    /// assert!(JobChange::Items.needs_availability() && !JobChange::Items.is_free());
    /// assert!(JobChange::Comment.is_free() && !JobChange::Comment.needs_availability());
    /// ```
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
    #[serde(rename_all = "snake_case")]
    pub enum JobChange {
        /// What is brought.
        Items,
        /// Where it is picked up.
        Origin,
        /// Where it is brought.
        Destination,
        /// What the client says about it.
        Comment,
        /// How it is handed over without contact.
        ContactLess,
        /// Anything else, of which the page says nothing.
        Other,
    }
}

impl JobChange {
    /// Whether a new availability has to be asked for: without it the provider does not guarantee that the job is
    /// fulfilled.
    pub const fn needs_availability(self) -> bool {
        matches!(self, JobChange::Items | JobChange::Origin | JobChange::Destination)
    }

    /// Whether it may change at any time: the client does so by themselves in the provider's status widget.
    pub const fn is_free(self) -> bool {
        matches!(self, JobChange::Comment | JobChange::ContactLess)
    }
}

impl Job {
    /// What differs of the job itself; see [`Trip::changes_to`] for what it brings and where.
    ///
    /// ```
    /// use lastmile::{FreeText, JobChange, from_json, instaleap};
    /// # let bytes = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/instaleap/realistic.json"));
    ///
    /// let job = from_json::<instaleap::CreateJob>(bytes)?.value;
    /// let later = lastmile::Job { comment: Some(FreeText::new("ring twice")?), ..job.clone() };
    /// assert_eq!(job.changes_to(&later), [JobChange::Comment]);
    /// assert!(job.changes_to(&later).iter().all(|change| change.is_free()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn changes_to(&self, next: &Job) -> Vec<JobChange> {
        let Job { slot, reference, recipient, billing, delivery_code, comment, contact_less, integrations } = self;
        let others_differ = *slot != next.slot
            || *reference != next.reference
            || *recipient != next.recipient
            || *billing != next.billing
            || *delivery_code != next.delivery_code
            || *integrations != next.integrations;
        changes([
            (JobChange::Comment, *comment != next.comment),
            (JobChange::ContactLess, *contact_less != next.contact_less),
            (JobChange::Other, others_differ),
        ])
    }
}

fn changes(changes: [(JobChange, bool); 3]) -> Vec<JobChange> {
    changes.into_iter().filter(|(_, differs)| *differs).map(|(change, _)| change).collect()
}
