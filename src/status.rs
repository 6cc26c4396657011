//! Where a delivery stands: twelve statuses, from one table.
//!
//! Ten have the codes of Gett's page; approaching pickup and approaching drop-off are HubRise's, with codes of our own
//! in between (25, 55), which are never sent to Gett. The names say what happens: Gett's `confirmed` means that a
//! courier is on the way, elsewhere it means that somebody said yes.
//!
//! The order of the codes is not the order of progress: 70, 80, 90 and 100 are four ends. That is why statuses are not
//! `Ord`; ask [`Status::leads_to`].
//!
//! A path that is written in a host's code can be checked while it is compiled:
//!
//! ```
//! use lastmile::Status::{self, *};
//!
//! const _: () = assert!(Status::is_path(&[Pending, PickupEnRoute, PickedUp, Completed]));
//! ```
//!
//! and one that runs backwards does not compile:
//!
//! ```compile_fail,E0080
//! use lastmile::Status::{self, *};
//!
//! const _: () = assert!(Status::is_path(&[Pending, PickedUp, PickupEnRoute]));
//! ```

pub mod guard;
pub mod lifecycle;
mod set;
pub mod timeline;
mod vocabulary;
pub mod whole;

pub use guard::{Attempts, DeliveryCode, Proof};
pub use lifecycle::{Completing, Lifecycle};
pub use set::{StatusSet, Statuses};
pub use timeline::{Anomaly, AnomalyKind, Change, Observation, Observed, Step, Timeline};
pub use vocabulary::{Mapping, StandIn, Vocabulary};
pub use whole::Whole;

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::own::Own;
use crate::rule::{Found, Rule, Violation};

macro_rules! statuses {
    ($(
        $code:literal $name:ident $own:literal, gett[$($gett:literal)?], hubrise[$($hubrise:literal)?],
        also[$($alias:literal),*], $phase:ident => [$($next:ident),*], $says:literal;
    )+) => {
        /// Where a delivery stands.
        ///
        /// Written as its own name (`"at_drop_off"`), read from its name or its code (`60`); formats that are not made for
        /// people carry the code.
        ///
        /// ```
        /// use lastmile::Status;
        ///
        /// let status = Status::from_code(60)?;
        /// assert_eq!(status, Status::AtDropOff);
        /// assert_eq!(status, 60);
        /// assert_eq!(status.to_string(), "at_drop_off");
        /// assert!(Status::Pending.leads_to(status) && !status.leads_to(Status::Pending));
        /// assert_eq!(Status::from_code(266).unwrap_err().found().as_str(), "266");
        /// # Ok::<(), lastmile::Violation>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Status {
            $(
                #[doc = concat!($says, " (", $code, ").")]
                $(#[doc = concat!("\n\nGett: `", $gett, "`.")])?
                $(#[doc = concat!("\n\nHubRise: `", $hubrise, "`.")])?
                $(#[doc(alias = $alias)])*
                $name = $code,
            )+
        }

        /// The rows of the table, numbered from zero.
        enum Row { $($name,)+ }

        /// For each code that is used the row, so that no question takes a chain of comparisons.
        const ROWS: [u8; MOST_CODES] = {
            let mut rows = [0; MOST_CODES];
            $(rows[$code] = Row::$name as u8;)+
            rows
        };

        impl Status {
            /// Every status, in the order of the table: the way of a delivery, then the ways in which it ends.
            ///
            /// ```
            /// use lastmile::Status;
            ///
            /// let words: Vec<_> = Status::ALL.iter().filter_map(|status| status.gett_word()).collect();
            /// assert_eq!((Status::ALL.len(), words.len()), (12, 10));
            /// ```
            pub const ALL: &'static [Status] = &[$(Status::$name),+];

            /// The name that is ours: small letters and underscores.
            pub const fn name(self) -> &'static str {
                match self { $(Status::$name => $own,)+ }
            }

            /// What it says, as one sentence without a full stop.
            ///
            /// ```
            /// use lastmile::Status;
            ///
            /// let line = format!("{}: {}", Status::AtPickup.name(), Status::AtPickup.says());
            /// assert_eq!(line, "at_pickup: the courier waits at the pickup");
            /// ```
            pub const fn says(self) -> &'static str {
                match self { $(Status::$name => $says,)+ }
            }

            /// Gett's word; none for the two that are not Gett's.
            ///
            /// ```
            /// use lastmile::Status;
            ///
            /// assert_eq!(Status::PickupEnRoute.gett_word(), Some("confirmed"), "a false friend");
            /// assert_eq!(Status::ApproachingPickup.gett_word(), None);
            /// ```
            pub const fn gett_word(self) -> Option<&'static str> {
                match self { $(Status::$name => first(&[$($gett)?]),)+ }
            }

            /// HubRise's word; none for picked up, rejected and not delivered.
            ///
            /// ```
            /// use lastmile::Status;
            ///
            /// assert_eq!(Status::Completed.hubrise_word(), Some("delivered"));
            /// assert_eq!(Status::PickedUp.hubrise_word(), None);
            /// ```
            pub const fn hubrise_word(self) -> Option<&'static str> {
                match self { $(Status::$name => first(&[$($hubrise)?]),)+ }
            }

            /// The part of a delivery's life that it belongs to.
            #[inline]
            pub const fn phase(self) -> Phase {
                match self { $(Status::$name => Phase::$phase,)+ }
            }

            /// The statuses that come next when no step is skipped; none after a final one.
            ///
            /// ```
            /// use lastmile::Status::{self, *};
            ///
            /// assert_eq!(AtDropOff.successors(), [Completed, NotDelivered, Cancelled]);
            /// assert!(Status::ALL.iter().all(|status| status.is_final() == status.successors().is_empty()));
            /// ```
            pub const fn successors(self) -> &'static [Status] {
                match self { $(Status::$name => &[$(Status::$next),*],)+ }
            }

            /// The status in that row.
            #[inline]
            pub(crate) const fn from_row(row: u8) -> Option<Status> {
                match row { $(row if row == Row::$name as u8 => Some(Status::$name),)+ _ => None }
            }

            /// The status of that code, for constants; [`Status::from_code`] says what is wrong.
            ///
            /// ```
            /// use lastmile::Status;
            ///
            /// const DONE: Option<Status> = Status::of_code(70);
            /// assert_eq!(DONE, Some(Status::Completed));
            /// ```
            pub const fn of_code(code: u16) -> Option<Status> {
                match code { $($code => Some(Status::$name),)+ _ => None }
            }

            fn of_own_name(name: &str) -> Option<Status> {
                match name { $($own => Some(Status::$name),)+ _ => None }
            }

            fn of_gett_word(word: &str) -> Option<Status> {
                match word { $($($gett => Some(Status::$name),)?)+ _ => None }
            }

            fn of_hubrise_word(word: &str) -> Option<Status> {
                match word { $($($hubrise => Some(Status::$name),)?)+ _ => None }
            }
        }
    };
}

statuses! {
    10 Pending "pending", gett["pending"], hubrise["pending"], also["created", "unassigned"],
        BeforePickup => [PickupEnRoute, Rejected, Cancelled], "the delivery exists and has no courier yet";
    20 PickupEnRoute "pickup_en_route", gett["confirmed"], hubrise["pickup_enroute"], also["confirmed", "assigned", "pickup_enroute"],
        BeforePickup => [ApproachingPickup, AtPickup, Cancelled], "a courier is on the way to the pickup";
    25 ApproachingPickup "approaching_pickup", gett[], hubrise["pickup_approaching"], also["pickup_approaching"],
        BeforePickup => [AtPickup, Cancelled], "the courier is about to arrive at the pickup";
    30 AtPickup "at_pickup", gett["waiting"], hubrise["pickup_waiting"], also["waiting", "pickup_waiting"],
        BeforePickup => [PickedUp, Cancelled], "the courier waits at the pickup";
    40 PickedUp "picked_up", gett["picked_up"], hubrise[], also["collected"],
        WithCourier => [DropOffEnRoute, NotDelivered, Cancelled], "the courier has the goods";
    50 DropOffEnRoute "drop_off_en_route", gett["driving"], hubrise["dropoff_enroute"], also["driving", "dropoff_enroute"],
        WithCourier => [ApproachingDropOff, AtDropOff, NotDelivered, Cancelled], "the courier is on the way to the drop-off";
    55 ApproachingDropOff "approaching_drop_off", gett[], hubrise["dropoff_approaching"], also["dropoff_approaching"],
        WithCourier => [AtDropOff, NotDelivered, Cancelled], "the courier is about to arrive at the drop-off";
    60 AtDropOff "at_drop_off", gett["at_drop_off"], hubrise["dropoff_waiting"], also["dropoff_waiting"],
        WithCourier => [Completed, NotDelivered, Cancelled], "the courier is at the drop-off";
    70 Completed "completed", gett["completed"], hubrise["delivered"], also["delivered", "successful"],
        Delivered => [], "the delivery was handed over";
    80 Rejected "rejected", gett["rejected"], hubrise[], also["refused"],
        Failed => [], "the delivery was not accepted";
    90 NotDelivered "not_delivered", gett["not_delivered"], hubrise[], also["failed", "undeliverable"],
        Failed => [], "the courier had the goods and did not hand them over";
    100 Cancelled "cancelled", gett["cancelled"], hubrise["cancelled"], also["canceled"],
        Failed => [], "the delivery was called off";
}

/// The parts of a delivery's life.
///
/// ```
/// use lastmile::{Phase, Status};
///
/// /// What the host's own service desk may promise.
/// fn answer(status: Status) -> &'static str {
///     match status.phase() {
///         Phase::BeforePickup => "you can still change the address",
///         Phase::WithCourier => "it is on its way",
///         Phase::Delivered => "it was handed over",
///         Phase::Failed => "we shall call you back",
///     }
/// }
///
/// assert_eq!(answer(Status::ApproachingDropOff), "it is on its way");
/// assert_eq!(serde_json::to_string(&Status::ApproachingDropOff.phase()).ok().as_deref(), Some("\"with_courier\""));
/// assert!(Status::AtPickup.is_before_pickup() && Status::PickedUp.is_with_courier());
/// assert!(Status::Completed.is_success() && !Status::Rejected.is_success() && Status::Rejected.is_over());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The goods are where they were.
    BeforePickup,
    /// A courier has the goods.
    WithCourier,
    /// Over, and as it should be.
    Delivered,
    /// Over, and not as it should be.
    Failed,
}

impl Status {
    /// The number on the wire.
    #[inline]
    pub const fn code(self) -> u16 {
        self as u16
    }

    /// The status of a code.
    ///
    /// ```
    /// use lastmile::{Rule, Status};
    ///
    /// assert_eq!(Status::from_code(90)?, Status::NotDelivered);
    /// assert_eq!(Status::from_code(75).unwrap_err().rule(), Rule::StatusCode);
    /// assert_eq!(Status::NotDelivered.code(), 90);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::StatusCode`], which keeps the number.
    pub fn from_code(code: u16) -> Result<Status, Violation> {
        Status::from_number(i128::from(code))
    }

    /// The status of a code that came as a wider number: `266` is not `10`, and neither is `65546`.
    ///
    /// ```
    /// use lastmile::Status;
    ///
    /// assert_eq!(Status::from_number(10_u64)?, Status::Pending);
    /// assert_eq!(Status::from_number(65_546_i64).unwrap_err().found().as_str(), "65546");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::StatusCode`], which keeps the number.
    pub fn from_number(code: impl Into<i128>) -> Result<Status, Violation> {
        Lifecycle::CANONICAL.status(code)
    }

    /// Gett's code; none for the two that are not Gett's.
    ///
    /// ```
    /// use lastmile::Status;
    ///
    /// assert_eq!(Status::DropOffEnRoute.gett_code(), Some(50));
    /// assert_eq!(Status::ApproachingDropOff.gett_code(), None, "55 is ours");
    /// ```
    pub const fn gett_code(self) -> Option<u16> {
        if self.gett_word().is_some() { Some(self.code()) } else { None }
    }

    /// The status of Gett's word.
    ///
    /// ```
    /// use lastmile::{Rule, Status};
    ///
    /// assert_eq!(Status::from_gett_word("driving")?, Status::DropOffEnRoute);
    /// assert_eq!(Status::from_gett_word("Driving").unwrap_err().rule(), Rule::StatusWord);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::StatusWord`]: `flying`, and `dropoff_enroute`, which is HubRise's.
    pub fn from_gett_word(word: &str) -> Result<Status, Violation> {
        known(Status::of_gett_word(word), word)
    }

    /// The status of HubRise's word.
    ///
    /// ```
    /// use lastmile::Status;
    ///
    /// assert_eq!(Status::from_hubrise_word("dropoff_enroute")?, Status::DropOffEnRoute);
    /// assert!(Status::from_hubrise_word("driving").is_err());
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::StatusWord`]: `flying`, and `driving`, which is Gett's.
    pub fn from_hubrise_word(word: &str) -> Result<Status, Violation> {
        known(Status::of_hubrise_word(word), word)
    }

    /// The status of our own name or of any provider's word, for people and logs. No word means two things.
    ///
    /// ```
    /// use lastmile::Status;
    ///
    /// for word in ["drop_off_en_route", "driving", "dropoff_enroute"] {
    ///     assert_eq!(Status::from_any_word(word)?, Status::DropOffEnRoute);
    /// }
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::StatusWord`].
    pub fn from_any_word(word: &str) -> Result<Status, Violation> {
        let own = Status::of_own_name(word);
        known(own.or_else(|| Status::of_gett_word(word)).or_else(|| Status::of_hubrise_word(word)), word)
    }

    /// The status that a word and a code both name.
    ///
    /// # Errors
    ///
    /// [`Rule::StatusContradiction`] if they name two.
    ///
    /// ```
    /// use lastmile::{Rule, Status};
    ///
    /// let word = Status::from_gett_word("rejected")?;
    /// assert_eq!(word.agreeing_with(Status::from_code(80)?)?, Status::Rejected);
    /// assert_eq!(word.agreeing_with(Status::Pending).unwrap_err().rule(), Rule::StatusContradiction);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn agreeing_with(self, other: Status) -> Result<Status, Violation> {
        if self == other {
            return Ok(self);
        }
        Err(Rule::StatusContradiction.broken_by(Found::shown(format_args!(
            "{self} ({}) and {other} ({})",
            self.code(),
            other.code()
        ))))
    }

    /// Whether nothing follows it. A [`Lifecycle`] may let something follow after all.
    ///
    /// ```
    /// use lastmile::Status;
    ///
    /// assert!(Status::Cancelled.is_final() && !Status::AtDropOff.is_final());
    /// ```
    #[inline]
    pub const fn is_final(self) -> bool {
        self.code() >= Status::Completed.code()
    }

    /// Whether it is the end that everybody wanted.
    pub const fn is_success(self) -> bool {
        matches!(self.phase(), Phase::Delivered)
    }

    /// Whether the goods are still where they were and may be picked up.
    pub const fn is_before_pickup(self) -> bool {
        matches!(self.phase(), Phase::BeforePickup)
    }

    /// Whether a courier has the goods.
    pub const fn is_with_courier(self) -> bool {
        matches!(self.phase(), Phase::WithCourier)
    }

    /// Whether the delivery has ended, one way or another: another word for [`Status::is_final`].
    pub const fn is_over(self) -> bool {
        self.is_final()
    }

    /// The statuses that it leads to, by one step or by several.
    ///
    /// ```
    /// use lastmile::Status::*;
    ///
    /// assert_eq!(AtDropOff.ahead().iter().collect::<Vec<_>>(), [Completed, NotDelivered, Cancelled]);
    /// assert!(!PickedUp.ahead().contains(Rejected), "who has the goods has accepted the delivery");
    /// ```
    #[inline]
    #[expect(clippy::indexing_slicing, reason = "there is one for each row")]
    pub const fn ahead(self) -> StatusSet {
        AHEAD[self.row() as usize]
    }

    /// The row in the table, from zero.
    #[inline]
    #[expect(clippy::indexing_slicing, reason = "the compiler has put every code of the table there")]
    pub(crate) const fn row(self) -> u8 {
        ROWS[self as usize]
    }

    /// The bit in a [`StatusSet`].
    #[inline]
    pub(crate) const fn bit(self) -> u16 {
        1_u16.unbounded_shl(self.row() as u32)
    }

    /// Whether the way goes on to `next`, by one step or by several: steps may be skipped, steps back do not exist.
    ///
    /// ```
    /// use lastmile::Status::*;
    ///
    /// assert!(Pending.leads_to(PickedUp), "the steps in between may be skipped");
    /// assert!(!PickedUp.leads_to(Pending) && !PickedUp.leads_to(PickedUp));
    /// ```
    #[inline]
    pub const fn leads_to(self, next: Status) -> bool {
        self.ahead().contains(next)
    }

    /// Whether each of these leads to the one behind it.
    pub const fn is_path(steps: &[Status]) -> bool {
        let mut left = steps;
        while let [this, rest @ ..] = left {
            if let [next, ..] = rest
                && !this.leads_to(*next)
            {
                return false;
            }
            left = rest;
        }
        true
    }

    /// `self == other`, for constants.
    #[inline]
    pub(crate) const fn is(self, other: Status) -> bool {
        self.code() == other.code()
    }
}

/// The one place that refuses a word.
fn known(status: Option<Status>, word: &str) -> Result<Status, Violation> {
    status.ok_or_else(|| Rule::StatusWord.broken_by(Found::word(word)))
}

const fn first(words: &[&'static str]) -> Option<&'static str> {
    match words {
        [word, ..] => Some(word),
        [] => None,
    }
}

/// One more than the greatest code.
const MOST_CODES: usize = 101;

/// What each row leads to: its successors, theirs, and so on until nothing is added.
#[expect(clippy::indexing_slicing, reason = "a wrong index in a constant is a build error")]
const AHEAD: [StatusSet; Status::ALL.len()] = {
    let mut ahead = [StatusSet::EMPTY; Status::ALL.len()];
    let mut row = 0;
    while row < ahead.len() {
        let mut all = StatusSet::of(Status::ALL[row].successors());
        let mut before = StatusSet::EMPTY;
        while all.bits() != before.bits() {
            before = all;
            let mut left = Status::ALL;
            while let [this, rest @ ..] = left {
                if before.contains(*this) {
                    all = all.union(StatusSet::of(this.successors()));
                }
                left = rest;
            }
        }
        ahead[row] = all;
        row += 1;
    }
    ahead
};

/// The table is proven when the crate is compiled; a wrong row is a build error.
const _: () = {
    let mut left = Status::ALL;
    let mut row = 0;
    while let [this, rest @ ..] = left {
        assert!(this.row() == row, "rows are counted from zero");
        assert!(matches!(Status::from_row(row), Some(status) if status.is(*this)), "a row has one status");
        assert!(matches!(Status::of_code(this.code()), Some(status) if status.is(*this)), "codes are unique");
        assert!(this.is(Status::Pending) || Status::Pending.leads_to(*this), "every status is reached");
        assert!(!this.leads_to(*this), "the way has no cycle");
        assert!(this.is_final() == this.successors().is_empty(), "a final status has no successor");
        assert!(
            this.is_final() == matches!(this.phase(), Phase::Delivered | Phase::Failed),
            "codes from 70 on are ends"
        );
        let mut others = rest;
        while let [other, behind @ ..] = others {
            assert!(this.code() < other.code(), "rows are in the order of their codes");
            assert!(!other.leads_to(*this), "the rows are in an order in which nothing leads back");
            others = behind;
        }
        assert!(this.is_final() || this.leads_to(Status::Completed), "every status can end, and end well");
        left = rest;
        row += 1;
    }
};

impl PartialEq<u16> for Status {
    fn eq(&self, code: &u16) -> bool {
        self.code() == *code
    }
}

impl PartialEq<Status> for u16 {
    fn eq(&self, status: &Status) -> bool {
        *self == status.code()
    }
}

impl From<Status> for u16 {
    fn from(status: Status) -> u16 {
        status.code()
    }
}

impl TryFrom<u16> for Status {
    type Error = Violation;

    fn try_from(code: u16) -> Result<Status, Violation> {
        Status::from_code(code)
    }
}

impl FromStr for Status {
    type Err = Violation;

    /// Our own name and nothing else.
    fn from_str(name: &str) -> Result<Status, Violation> {
        known(Status::of_own_name(name), name)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(self.name())
        } else {
            serializer.serialize_u16(self.code())
        }
    }
}

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Status, D::Error> {
        struct NameOrCode;

        impl de::Visitor<'_> for NameOrCode {
            type Value = Status;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a status or its code")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Status, E> {
                name.parse().map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, code: u64) -> Result<Status, E> {
                Status::from_number(code).map_err(E::custom)
            }
        }

        Own(deserializer).deserialize_u16(NameOrCode)
    }
}
