//! The time that was reserved for a job, for a while.

use serde::Serialize;

use crate::own::own_form;
use crate::rule::{Found, Rule, Violation};
use crate::text::{not_blank, text_types};
use crate::time::Timestamp;

text_types! {
    /// A provider's id of a reserved slot: a signed token that reserves it for whoever has it, so it is masked.
    ///
    /// Broken: [`Rule::Blank`]. Source: Instaleap, create job, `slot_id`.
    ///
    /// ```
    /// # use lastmile::SlotId;
    /// assert_eq!(format!("{:?}", SlotId::new("eyJhbGciOiJIUzI1NiJ9.e30.c2ln")?), "SlotId(29 characters)");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    masked SlotId: not_blank;
}

own_form! {
    /// A reserved slot. The purchase must be completed before it expires.
    ///
    /// The payload that creates a job has the id alone; when it expires is said where the slot was reserved.
    ///
    /// Source: Instaleap, create job, recommendations.
    ///
    /// ```
    /// use lastmile::{Rule, Slot, SlotId};
    ///
    /// let mut slot = Slot::new(SlotId::new("eyJhbGciOiJIUzI1NiJ9.e30.c2ln")?);
    /// slot.expires_at = Some("2024-05-02T15:15:00Z".parse()?);
    /// slot.check("2024-05-02T15:14:59Z".parse()?)?;
    ///
    /// let late = slot.check("2024-05-02T15:15:00Z".parse()?).unwrap_err();
    /// assert_eq!(late.rule(), Rule::SlotExpired);
    /// assert!(late.to_string().contains("417") && late.to_string().contains("a new slot is needed"));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("slot_id", "time_slot"))]
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
    pub struct Slot {
        /// The provider's id.
        pub id: SlotId,
        /// The first instant at which it is no longer reserved, if that is known.
        pub expires_at: Option<Timestamp>,
    }
}

impl Slot {
    /// A slot of which it is not known when it expires.
    pub const fn new(id: SlotId) -> Slot {
        Slot { id, expires_at: None }
    }

    /// Whether a job may still be created for it at that time. One of which it is not known when it expires may be.
    ///
    /// # Errors
    ///
    /// [`Rule::SlotExpired`]: the provider would answer 417 (expectation failed), and a new slot is needed.
    pub fn check(&self, now: Timestamp) -> Result<(), Violation> {
        match self.expires_at {
            Some(end) if end.to_utc() <= now.to_utc() => {
                Err(Rule::SlotExpired.broken_by(Found::shown(format_args!("{now} for a slot that expired {end}"))))
            }
            _ => Ok(()),
        }
    }
}
