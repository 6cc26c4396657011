//! The dated observations of a timeline: packed, in order, each once.

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::vec::{self, Vec};
use core::num::NonZeroU32;

use chrono::{DateTime, FixedOffset, Offset};

use super::role;
use crate::status::{Lifecycle, Status, StatusSet};
use crate::time::Timestamp;

/// A status and a timestamp in twelve bytes, ordered by instant, then by the table of statuses, then by offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fact {
    high: u32,
    middle: u32,
    low: NonZeroU32,
}

/// 85 bits, from the lowest one: 12 for the minutes of the offset, 4 for the row of the status plus one (so that the
/// lowest word is never zero), 30 for the nanoseconds, 39 for the seconds since the day before the year 0. The words
/// cut through the nanoseconds after 16 bits and through the seconds after 18.
const FIRST_SECOND: i64 = -62_167_219_200 - 86_400;
const MIDDLE_OFFSET: i32 = 1_440;

/// The lower half of a number that fits.
const fn word(number: u64) -> u32 {
    let [a, b, c, d, ..] = number.to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

impl Fact {
    #[inline]
    pub(super) fn new(status: Status, at: Timestamp) -> Fact {
        let at = at.to_chrono();
        let seconds = at.timestamp().saturating_sub(FIRST_SECOND).unsigned_abs();
        let nanos = at.timestamp_subsec_nanos();
        let offset = (at.offset().fix().local_minus_utc() / 60).saturating_add(MIDDLE_OFFSET).unsigned_abs();
        let row = u32::from(status.row()).saturating_add(1);
        Fact {
            high: word(seconds >> 18),
            middle: word(seconds & 0x3_ffff) << 14 | nanos >> 16,
            low: NonZeroU32::new((nanos & 0xffff) << 16 | row << 12 | offset).unwrap_or(NonZeroU32::MIN),
        }
    }

    #[inline]
    pub(super) fn status(self) -> Status {
        let [_, row, ..] = self.low.get().to_le_bytes();
        (row >> 4).checked_sub(1).and_then(Status::from_row).unwrap_or(Status::Pending)
    }

    /// Always there: it was packed from one.
    pub(super) fn at(self) -> Option<Timestamp> {
        let seconds = u64::from(self.high) << 18 | u64::from(self.middle >> 14);
        let nanos = (self.middle & 0x3fff) << 16 | self.low.get() >> 16;
        let minutes = i32::try_from(self.low.get() & 0xfff).ok()?.saturating_sub(MIDDLE_OFFSET);
        let offset = FixedOffset::east_opt(minutes.saturating_mul(60))?;
        let at = DateTime::from_timestamp(i64::try_from(seconds).ok()?.saturating_add(FIRST_SECOND), nanos)?;
        Timestamp::from_chrono(at.with_timezone(&offset))
    }

    /// Whether status and instant are the same, whatever the offsets.
    #[inline]
    fn is_same(self, other: Fact) -> bool {
        self.floor() == other.floor()
    }

    /// Whether its instant is later.
    #[inline]
    pub(super) fn is_later_than(self, other: Fact) -> bool {
        let instant = |fact: Fact| (fact.high, fact.middle, fact.low.get() >> 16);
        instant(self) > instant(other)
    }

    /// The lowest one of the same status and instant.
    #[inline]
    fn floor(self) -> Fact {
        let low = NonZeroU32::new(self.low.get() & !0xfff).unwrap_or(NonZeroU32::MIN);
        Fact { low, ..self }
    }
}

/// What became of a fact that was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Added {
    New,
    Known,
}

/// In order, each status and instant once; of several offsets the westernmost is kept.
#[derive(Debug, Clone)]
pub(super) enum Facts {
    /// A sorted list: a usual timeline, and every one whose facts come in order.
    List(Vec<Fact>),
    /// For many facts that come in any order.
    Tree(Box<Tree>),
}

/// The most facts into the middle of which another one is put by moving the rest.
const SHORT: usize = 64;

impl Facts {
    pub(super) const fn new() -> Facts {
        Facts::List(Vec::new())
    }

    pub(super) fn with_capacity(capacity: usize) -> Facts {
        Facts::List(Vec::with_capacity(capacity))
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Facts::List(list) => list.len(),
            Facts::Tree(tree) => tree.of.iter().map(BTreeSet::len).sum(),
        }
    }

    pub(super) fn last(&self) -> Option<Fact> {
        match self {
            Facts::List(list) => list.last().copied(),
            Facts::Tree(tree) => tree.of.iter().filter_map(|facts| facts.last().copied()).max(),
        }
    }

    /// Puts it behind all others, if that is its place and cheap.
    #[inline]
    pub(super) fn push(&mut self, fact: Fact) -> bool {
        match self {
            Facts::List(list) => {
                let last = list.last().is_none_or(|last| *last < fact && !last.is_same(fact));
                if last {
                    list.push(fact);
                }
                last
            }
            Facts::Tree(_) => false,
        }
    }

    pub(super) fn add(&mut self, fact: Fact) -> Added {
        if self.push(fact) {
            return Added::New;
        }
        if let Facts::List(list) = self {
            let place = list.partition_point(|other| *other < fact.floor());
            if let Some(known) = list.get_mut(place).filter(|known| known.is_same(fact)) {
                *known = fact.min(*known);
                return Added::Known;
            }
            if list.len() < SHORT {
                list.insert(place, fact);
                return Added::New;
            }
            *self = Facts::Tree(Box::new(Tree::of(list)));
        }
        match self {
            Facts::Tree(tree) => tree.add(fact),
            Facts::List(_) => Added::Known,
        }
    }

    pub(super) fn has(&self, status: Status) -> bool {
        match self {
            Facts::List(list) => list.iter().any(|fact| fact.status() == status),
            Facts::Tree(tree) => !tree.facts(status).is_empty(),
        }
    }

    /// The last one of that status that is not earlier than `since`.
    pub(super) fn last_of(&self, status: Status, since: Fact) -> Option<Fact> {
        match self {
            // A command usually comes last.
            Facts::List(list) => list
                .iter()
                .rev()
                .take_while(|fact| !since.is_later_than(**fact))
                .find(|fact| fact.status() == status)
                .copied(),
            Facts::Tree(tree) => tree.facts(status).last().copied(),
        }
    }

    /// In order.
    pub(super) fn iter(&self) -> Sorted<'_> {
        match self {
            Facts::List(list) => Sorted::List(list.iter()),
            Facts::Tree(tree) => {
                let mut all: Vec<Fact> = tree.of.iter().flatten().copied().collect();
                // Twelve runs that are sorted already, which this sort makes use of.
                all.sort();
                Sorted::Tree(all.into_iter())
            }
        }
    }

    /// The fact that the status comes from, of all facts or of those before one.
    pub(super) fn standing(&self, lifecycle: Lifecycle, before: Option<Fact>) -> Option<Fact> {
        match self {
            Facts::List(list) => {
                let mut standing: Option<Fact> = None;
                for fact in list.iter().take_while(|fact| before.is_none_or(|before| **fact < before)) {
                    if role(lifecycle, standing.map(Fact::status), fact.status()).counts() {
                        standing = Some(*fact);
                    }
                }
                standing
            }
            Facts::Tree(tree) => tree.standing(lifecycle, before),
        }
    }

    /// The first fact of that status that counts.
    pub(super) fn first_that_counts(&self, lifecycle: Lifecycle, status: Status) -> Option<Fact> {
        if let Facts::Tree(tree) = self {
            let first = tree.facts(status).first().copied()?;
            let before = tree.standing(lifecycle, Some(first)).map(Fact::status);
            if role(lifecycle, before, status).counts() {
                return Some(first);
            }
            if !lifecycle.has_ways_back() {
                // What stood in the way of the first one stands in the way of the others.
                return None;
            }
        }
        let mut standing: Option<Status> = None;
        for fact in self.iter() {
            if role(lifecycle, standing, fact.status()).counts() {
                if fact.status() == status {
                    return Some(fact);
                }
                standing = Some(fact.status());
            }
        }
        None
    }
}

/// The facts of each status by themselves, so that what stands is found without walking over all of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Tree {
    of: [BTreeSet<Fact>; Status::ALL.len()],
}

static NONE: BTreeSet<Fact> = BTreeSet::new();

impl Tree {
    fn of(facts: &[Fact]) -> Tree {
        let mut tree = Tree::default();
        for fact in facts {
            tree.add(*fact);
        }
        tree
    }

    fn facts(&self, status: Status) -> &BTreeSet<Fact> {
        self.of.get(usize::from(status.row())).unwrap_or(&NONE)
    }

    fn add(&mut self, fact: Fact) -> Added {
        let Some(facts) = self.of.get_mut(usize::from(fact.status().row())) else {
            return Added::Known;
        };
        match facts.range(fact.floor()..).next().copied().filter(|known| known.is_same(fact)) {
            Some(known) => {
                if fact < known {
                    facts.remove(&known);
                    facts.insert(fact);
                }
                Added::Known
            }
            None => {
                facts.insert(fact);
                Added::New
            }
        }
    }

    /// The last fact of that status before a bound.
    fn before(&self, status: Status, bound: Option<Fact>) -> Option<Fact> {
        match bound {
            Some(bound) => self.facts(status).range(..bound).next_back().copied(),
            None => self.facts(status).last().copied(),
        }
    }

    /// The first fact of that status after another one, or of all.
    fn after(&self, status: Status, other: Option<Fact>) -> Option<Fact> {
        match other {
            Some(other) => self.facts(status).range(other..).find(|fact| **fact != other).copied(),
            None => self.facts(status).first().copied(),
        }
    }

    /// The same answer as walking over the facts in order, in closed form; a test compares the two.
    fn standing(&self, lifecycle: Lifecycle, bound: Option<Fact>) -> Option<Fact> {
        let ends: StatusSet = lifecycle.statuses().iter().filter(|status| status.is_final()).collect();
        let underway = lifecycle.statuses().difference(ends);
        let is_within = |fact: &Fact| bound.is_none_or(|bound| *fact < bound);
        // An end that nothing follows is believed from everywhere, so the first one counts.
        let last_words = ends.iter().filter(|end| lifecycle.is_final(*end));
        if let Some(end) = last_words.filter_map(|end| self.after(end, None)).filter(is_within).min() {
            return Some(end);
        }
        // An end that may be followed is believed from everywhere too: what counts is what came after the last one.
        let followed = ends.iter().filter(|end| !lifecycle.is_final(*end));
        if let Some(end) = followed.clone().filter_map(|end| self.before(end, bound)).max() {
            let next = lifecycle.ahead(end.status()).intersection(underway);
            let furthest = next.iter().rev().find(|status| self.before(*status, bound) > Some(end));
            return match furthest {
                Some(status) => self.after(status, Some(end)),
                None => {
                    // Repeats do not count: the first one since something else did.
                    let others = next.iter().chain(followed.filter(|other| *other != end.status()));
                    let other = others.filter_map(|status| self.before(status, Some(end))).max();
                    self.after(end.status(), other)
                }
            };
        }
        let furthest = underway.iter().rev().find(|status| self.after(*status, None).is_some_and(|f| is_within(&f)))?;
        let unassignable = lifecycle.unassignable_from();
        let pending = self.before(Status::Pending, bound);
        match pending.filter(|_| unassignable.contains(furthest)) {
            // Given back, perhaps several times: what counts is what came after the last time.
            Some(pending) => {
                let since = |bound| move |status: &Status| self.before(*status, bound) > Some(pending);
                match unassignable.iter().rev().find(since(bound)) {
                    Some(status) => self.after(status, Some(pending)),
                    None => {
                        let other = unassignable.iter().filter_map(|status| self.before(status, Some(pending))).max();
                        self.after(Status::Pending, other)
                    }
                }
            }
            None => self.after(furthest, None),
        }
    }
}

/// Facts in order.
#[derive(Debug, Clone)]
pub(super) enum Sorted<'a> {
    List(core::slice::Iter<'a, Fact>),
    Tree(vec::IntoIter<Fact>),
}

impl Iterator for Sorted<'_> {
    type Item = Fact;

    fn next(&mut self) -> Option<Fact> {
        match self {
            Sorted::List(list) => list.next().copied(),
            Sorted::Tree(tree) => tree.next(),
        }
    }
}
