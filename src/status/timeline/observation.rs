//! What arrives: that a delivery had a status, and when.

use alloc::vec::Vec;

use serde::Serialize;
use uuid::Uuid;

use crate::own::own_form;
use crate::status::Status;
use crate::time::Timestamp;

own_form! {
    /// A status and the instant at which a delivery had it, if that is known.
    ///
    /// ```
    /// use lastmile::{Observation, Status, Timeline};
    ///
    /// // What a host has in its queue, in any order and more than once.
    /// let queue = r#"[
    ///     {"status": "at_drop_off", "at": "2020-09-12T17:40:00Z"},
    ///     {"status": "picked_up", "at": "2020-09-12T17:10:00Z"},
    ///     {"status": 60, "at": "2020-09-12T17:40:00Z"},
    ///     {"status": "pickup_en_route"}
    /// ]"#;
    /// let observations: Vec<Observation> = serde_json::from_str(queue)?;
    /// let timeline: Timeline = observations.into_iter().collect();
    /// assert_eq!((timeline.status(), timeline.len()), (Some(Status::AtDropOff), 3));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
    pub struct Observation {
        /// The status.
        pub status: Status,
        /// The instant.
        #[serde(default)]
        pub at: Option<Timestamp>,
    }
}

impl Observation {
    /// The namespace of [`Observation::id`]: the UUID v5 of the URL namespace and `urn:lastmile:observation`.
    pub const NAMESPACE: Uuid = Uuid::from_u128(0x93ae2018_c2dc_56c5_9691_d98cb8d3af0a);

    /// An identity that is the same on every machine and in every year, for a host's own de-duplication: the UUID v5 in
    /// [`Observation::NAMESPACE`] of
    ///
    /// - the number of bytes of the delivery's id, 8 bytes, big-endian, and the bytes themselves;
    /// - the code of the status, 2 bytes, big-endian;
    /// - nothing more if there is no instant, or else the seconds since 1970-01-01T00:00:00Z, 8 bytes, big-endian, two's
    ///   complement, and the nanoseconds, 4 bytes, big-endian.
    ///
    /// No two observations have the same bytes. The offset is not part of it: the same instant is the same observation.
    ///
    /// ```
    /// use lastmile::{Observation, Status, Timestamp};
    ///
    /// let here = Observation { status: Status::AtDropOff, at: Some("2020-09-12T19:40:00+02:00".parse::<Timestamp>()?) };
    /// let there = Observation { status: Status::AtDropOff, at: Some("2020-09-12T17:40:00Z".parse::<Timestamp>()?) };
    /// assert_eq!(here.id("DR-1f3d"), there.id("DR-1f3d"));
    /// assert_ne!(here.id("DR-1f3d"), here.id("DR-1f3e"));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn id(&self, delivery: &str) -> Uuid {
        let mut name = Vec::with_capacity(delivery.len().saturating_add(22));
        name.extend(u64::try_from(delivery.len()).unwrap_or(u64::MAX).to_be_bytes());
        name.extend(delivery.as_bytes());
        name.extend(self.status.code().to_be_bytes());
        if let Some(at) = self.at {
            let at = at.to_utc();
            name.extend(at.timestamp().to_be_bytes());
            name.extend(at.timestamp_subsec_nanos().to_be_bytes());
        }
        Uuid::new_v5(&Observation::NAMESPACE, &name)
    }
}
