//! A timeline as a sorted list, worked out anew from all observations.
#![allow(unreachable_pub, reason = "the fuzz targets use it from another package")]

use std::collections::BTreeMap;

use lastmile::{Anomaly, AnomalyKind, Lifecycle, Observation, Status, Timeline, Timestamp};

/// The rules of the module's documentation once more, as plainly as possible.
#[derive(Debug, PartialEq)]
pub struct Plain {
    pub status: Option<Status>,
    pub since: Option<Timestamp>,
    pub reached: BTreeMap<u16, Timestamp>,
    pub anomalies: Vec<Anomaly>,
}

impl Plain {
    pub fn of(lifecycle: Lifecycle, observations: &[Observation]) -> Plain {
        let place = |status: Status| Status::ALL.iter().position(|other| *other == status);
        let mut dated: Vec<(Timestamp, Status)> =
            observations.iter().filter_map(|seen| Some((seen.at?, seen.status))).collect();
        dated.sort_by_key(|(at, status)| (at.to_utc(), place(*status), *at));
        dated.dedup_by(|b, a| a.0.is_same_instant(b.0) && a.1 == b.1);
        let mut undated: Vec<Status> = observations
            .iter()
            .filter(|seen| seen.at.is_none() && !dated.iter().any(|(_, status)| *status == seen.status))
            .map(|seen| seen.status)
            .collect();
        undated.sort_by_key(|status| place(*status));
        undated.dedup();

        let mut plain = Plain { status: None, since: None, reached: BTreeMap::new(), anomalies: Vec::new() };
        let all =
            dated.into_iter().map(|(at, status)| (Some(at), status)).chain(undated.into_iter().map(|s| (None, s)));
        for (at, status) in all {
            let over = |status: Status| lifecycle.is_final(status);
            let kind = match plain.status {
                _ if !lifecycle.has(status) => Some(AnomalyKind::Foreign),
                Some(now) if now == status => continue,
                // Without an instant only what is further on counts, and what does not is no contradiction.
                Some(now) if at.is_none() && over(now) && over(status) => Some(AnomalyKind::OtherEnd),
                Some(now) if at.is_none() && (over(now) || (now.is_final() && !over(status))) => continue,
                Some(now) if at.is_none() && !status.is_final() && place(status) < place(now) => continue,
                None => None,
                Some(now) if lifecycle.leads_to(now, status) => None,
                Some(now) if over(now) && status.is_final() => Some(AnomalyKind::OtherEnd),
                Some(now) if over(now) => Some(AnomalyKind::AfterFinal),
                Some(_) if status.is_final() => Some(AnomalyKind::OffPath),
                Some(now) if now.is_final() => Some(AnomalyKind::AfterFinal),
                Some(_) => Some(AnomalyKind::Backward),
            };
            if let Some(kind) = kind {
                plain.anomalies.push(Anomaly { observation: Observation { status, at }, kind });
            }
            if kind.is_none() || kind == Some(AnomalyKind::OffPath) {
                plain.status = Some(status);
                plain.since = at;
                if let Some(at) = at {
                    plain.reached.entry(status.code()).or_insert(at);
                }
            }
        }
        plain
    }

    pub fn read(timeline: &Timeline) -> Plain {
        Plain {
            status: timeline.status(),
            since: timeline.since(),
            reached: Status::ALL.iter().filter_map(|s| Some((s.code(), timeline.reached(*s)?))).collect(),
            anomalies: timeline.anomalies().collect(),
        }
    }
}
