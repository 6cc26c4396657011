//! How a delivery stands, in the words of somebody who has fewer or other ones.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use crate::payload::Converted;
use crate::report::{Report, Scope};
use crate::rule::Severity;
use crate::status::{Observation, Status, StatusSet, Step, Timeline, Vocabulary};
use crate::tracking::Tracking;

impl Tracking {
    /// What somebody with that vocabulary can be told of it: each status in the words that there are, judged by the lifecycle
    /// that there is. A status that is told as another, or not at all, is a Loss with its place on the timeline; so is an
    /// unknown one, for which there is no default. The rest stays as it is.
    ///
    /// What was taken back is not told where the other lifecycle has no such way back, and is a Loss, too: a delivery that
    /// was handed over at the second attempt is told as completed, and not as ended at the first.
    ///
    /// ```
    /// use lastmile::{Status, Tracking, hubrise};
    ///
    /// let mut tracking = Tracking::default();
    /// tracking.timeline.observe(Status::PickedUp, "2020-09-12T17:10:00Z".parse::<lastmile::Timestamp>()?);
    /// tracking.timeline.observe(Status::NotDelivered, "2020-09-12T17:40:00Z".parse::<lastmile::Timestamp>()?);
    /// let told = tracking.told_to(&hubrise::STATUSES);
    /// assert_eq!(told.value.timeline.status(), Some(Status::Cancelled));
    /// let lost: Vec<_> = told.report.remarks().iter().map(|remark| remark.pointer.as_str()).collect();
    /// assert_eq!(lost, ["/timeline/observations/0", "/timeline/observations/1"]);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn told_to(&self, vocabulary: &Vocabulary) -> Converted<Tracking> {
        self.told_after(&Tracking::default(), vocabulary)
    }

    /// The same to somebody who was told another one before: what was lost then is not said again.
    pub(crate) fn told_after(&self, before: &Tracking, vocabulary: &Vocabulary) -> Converted<Tracking> {
        let mut report = Report::default();
        let mut s = Scope::new(&mut report);
        s.loses("unknown_status", self.unknown_status.is_some() && self.unknown_status != before.unknown_status);
        let timeline = retell(&self.timeline, &before.timeline, vocabulary, &mut s.member("timeline"));
        Converted { value: Tracking { timeline, unknown_status: None, ..self.clone() }, report }
    }
}

fn retell(timeline: &Timeline, before: &Timeline, vocabulary: &Vocabulary, s: &mut Scope<'_>) -> Timeline {
    let mut told = Timeline::under(vocabulary.lifecycle);
    let (mut said, mut unsaid) = (StatusSet::EMPTY, StatusSet::EMPTY);
    let fact = |(seen, is_in_the_way): (Observation, bool)| (seen.status.code(), seen.at, is_in_the_way);
    let known: BTreeSet<_> = before.history().zip(in_the_way(before, vocabulary)).map(fact).collect();
    for (at, (seen, is_in_the_way)) in timeline.history().zip(in_the_way(timeline, vocabulary)).enumerate() {
        let mapping = vocabulary.tells(seen.status);
        let mut observations = s.member("observations");
        let mut here = observations.index(at);
        let is_new = !known.contains(&fact((seen, is_in_the_way)));
        if is_in_the_way {
            unsaid = unsaid.with(seen.status);
            if is_new {
                here.lost();
            }
            continue;
        }
        if let Some(violation) = mapping.says_all(seen.status).err().filter(|_| is_new) {
            here.remark(Severity::Loss, violation);
        }
        if let Some(word) = mapping.told {
            said = said.with(seen.status);
            told.observe(word, seen.at);
        }
    }
    let unsaid = unsaid.difference(said);
    let mut is_lost = false;
    for (status, at) in Status::ALL.iter().filter_map(|status| Some((*status, timeline.time_set(*status)?))) {
        // Where one stands in for another, its own time goes before that of the other.
        let taken = |word| word != status && (timeline.reached(word).is_some() || told.time_set(word).is_some());
        match vocabulary.tells(status).told.filter(|word| !taken(*word) && !unsaid.contains(status)) {
            Some(word) => told.set_time(word, at),
            None => is_lost |= before.time_set(status) != Some(at),
        }
    }
    s.loses("times_set", is_lost);
    told
}

/// Of each observation, whether it would say another status than the one that stands: a failed attempt where nothing follows
/// one, a courier on the way who has given the delivery back. Nothing, if the whole history says the right one.
fn in_the_way(timeline: &Timeline, vocabulary: &Vocabulary) -> Vec<bool> {
    let lifecycle = vocabulary.lifecycle;
    let word = |seen: &Observation| vocabulary.tells(seen.status).told;
    let mut whole = Timeline::under(lifecycle);
    whole.extend(timeline.history().filter_map(|seen| Some(Observation { status: word(&seen)?, at: seen.at })));
    let now = now_told(timeline, vocabulary);
    // Where there is no word for how it stands, it is at least not over.
    let has_no_word = now.is_none() && timeline.status().is_some();
    let mut then = now.filter(|now| whole.status() != Some(*now));
    let leads = |from: Status, to: Status| {
        from == to || lifecycle.leads_to(from, to) || to.is_final() && !lifecycle.is_final(from)
    };
    // From the end: each leads to the one behind it that is told. What has no instant and lies behind is not on the way.
    let mut in_the_way = Vec::new();
    for (seen, counts) in timeline.course().collect::<Vec<_>>().iter().rev() {
        in_the_way.push(match (word(seen), then) {
            (None, _) => false,
            (Some(word), None) => has_no_word && lifecycle.is_final(word),
            (Some(word), Some(next)) => {
                let is_told = *counts != Some(false) && leads(word, next);
                if is_told && counts.is_some() {
                    then = Some(word);
                }
                !is_told
            }
        });
    }
    in_the_way.reverse();
    in_the_way
}

/// The status as it is told: that of the last step for which there is a word, but no end that was followed.
fn now_told(timeline: &Timeline, vocabulary: &Vocabulary) -> Option<Status> {
    let word = |step: &Step| vocabulary.tells(step.status).told;
    let steps = timeline.steps();
    let (last, before) = steps.split_last()?;
    let underway = |word: &Status| !vocabulary.lifecycle.is_final(*word);
    word(last).or_else(|| before.iter().rev().filter_map(word).find(underway))
}
