//! What has been answered, in memory that has a limit. A host that must remember for longer has a database.

use std::collections::{HashMap, VecDeque};

use axum::body::Bytes;
use lastmile::Bundle;
use uuid::Uuid;

/// The most that is remembered, in bytes of webhooks and answers.
const MOST: usize = 64 << 20;

/// The webhooks that were answered last.
#[derive(Default)]
pub(crate) struct Ledger {
    entries: VecDeque<Entry>,
    /// Where the webhook that asked for a delivery is among all there ever were.
    places: HashMap<Uuid, usize>,
    /// How many have been forgotten.
    forgotten: usize,
    held: usize,
}

/// A webhook and its answer.
pub(crate) struct Entry {
    /// Of each delivery.
    pub(crate) labels: Vec<Uuid>,
    pub(crate) bundle: Bundle,
    pub(crate) answer: Bytes,
    /// The length of the webhook.
    pub(crate) bytes: usize,
}

/// What is known of a webhook.
pub(crate) enum Known {
    /// None of its deliveries was asked for.
    New,
    /// It was answered, if perhaps with other blanks in it.
    Same(Bytes),
    /// These of its deliveries were asked for in other words or in other company, or twice in itself.
    Other(Vec<usize>),
}

impl Ledger {
    pub(crate) fn look_up(&self, labels: &[Uuid], bundle: &Bundle) -> Known {
        let mut own = HashMap::new();
        let known: Vec<usize> = labels
            .iter()
            .enumerate()
            .filter(|(at, label)| self.places.contains_key(label) || own.insert(*label, *at).is_some())
            .map(|(at, _)| at)
            .collect();
        if known.is_empty() {
            return Known::New;
        }
        let place = labels.first().and_then(|label| self.places.get(label));
        let entry = place.and_then(|place| self.entries.get(place.checked_sub(self.forgotten)?));
        match entry {
            Some(entry) if entry.bundle == *bundle => Known::Same(entry.answer.clone()),
            _ => Known::Other(known),
        }
    }

    /// Remembers an answer, and forgets the oldest ones if there are too many.
    pub(crate) fn enter(&mut self, entry: Entry) {
        let place = self.forgotten.saturating_add(self.entries.len());
        self.places.extend(entry.labels.iter().map(|label| (*label, place)));
        self.held = self.held.saturating_add(entry.size());
        self.entries.push_back(entry);
        while self.held > MOST
            && let Some(oldest) = self.entries.pop_front()
        {
            self.forgotten = self.forgotten.saturating_add(1);
            self.held = self.held.saturating_sub(oldest.size());
            for label in &oldest.labels {
                self.places.remove(label);
            }
        }
    }
}

impl Entry {
    fn size(&self) -> usize {
        self.bytes.saturating_add(self.answer.len())
    }
}
