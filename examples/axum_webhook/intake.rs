//! Bytes to answer.

use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use lastmile::{Bundle, Observation, Status, abbiamo, from_json};
use uuid::Uuid;

use crate::ledger::{Entry, Known, Ledger};
use crate::problem::Problem;
use crate::{gett, journal};

/// Takes webhooks and remembers its answers.
#[derive(Default)]
pub(crate) struct Intake {
    ledger: Mutex<Ledger>,
}

impl Intake {
    /// Gett's request for a webhook. The same webhook gets the same answer, and is worked on once, however often and with however
    /// many others at a time it arrives.
    pub(crate) fn take(&self, body: &[u8]) -> Result<Bytes, Problem> {
        let webhook = from_json::<abbiamo::DeliveryRequest>(body).map_err(|report| Problem::of_report(&report))?;
        let bundle = webhook.value;
        let labels = labels(&bundle);

        // Held for as long as an answer is made, some microseconds. A host that waits for Gett here holds one for each delivery.
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        match ledger.look_up(&labels, &bundle) {
            Known::Same(answer) => {
                journal::repeated(&labels);
                Ok(answer)
            }
            Known::Other(deliveries) => Err(Problem::of_known_deliveries(&deliveries)),
            Known::New => {
                let request = gett::request(&bundle)?;
                let answer = Bytes::from(request.value);
                journal::taken(&labels, &webhook.report, &request.report);
                ledger.enter(Entry { labels, bundle, answer: answer.clone(), bytes: body.len() });
                Ok(answer)
            }
        }
    }
}

/// What a delivery is known by: the identity of the fact that it was asked for. It is the same on every machine and in every year,
/// and does not show the provider's id.
fn labels(bundle: &Bundle) -> Vec<Uuid> {
    let asked_for = Observation { status: Status::Pending, at: None };
    // Abbiamo's deliveries all have an id, or there would be no bundle.
    bundle.deliveries.iter().filter_map(|delivery| delivery.id.as_ref()).map(|id| asked_for.id(id.as_str())).collect()
}
