//! The code that a recipient shows, and how often it may be tried.

use core::fmt;
use core::str::FromStr;

use serde::{Serialize, Serializer};
use subtle::ConstantTimeEq;

use crate::own::{own_form, own_parsed};
use crate::rule::{Found, Rule, Violation};

/// The four digits that a recipient shows to get the delivery. Zeros in front count: `0595` is not `595`.
///
/// It is compared in constant time and only by [`DeliveryCode::check`]; there is no `==`. `Debug` hides it. The
/// model's own JSON has it in full, as the text that it is: whoever stores a job stores its secret.
///
/// ```
/// use lastmile::{Attempts, DeliveryCode, Lifecycle, Rule, Status, Timeline, Timestamp};
///
/// let code: DeliveryCode = "0595".parse()?;
/// assert_eq!(format!("{code:?}"), "DeliveryCode(****)");
///
/// let mut timeline = Timeline::under(Lifecycle::CANONICAL.completed_by_code());
/// let now: Timestamp = "2020-09-12T17:40:00Z".parse()?;
/// timeline.advance(Status::AtDropOff, now)?;
/// assert_eq!(timeline.advance(Status::Completed, now).unwrap_err().rule(), Rule::DeliveryCodeNeeded);
///
/// let (attempts, wrong) = code.check(&"0596".parse()?, Attempts::allowing(3));
/// assert_eq!(wrong.unwrap_err().rule(), Rule::DeliveryCodeWrong);
/// assert_eq!(attempts.left(), 2);
/// let (_, right) = code.check(&"0595".parse()?, attempts);
/// timeline.complete(now, right?)?;
/// # Ok::<(), lastmile::Violation>(())
/// ```
///
/// ```compile_fail,E0369
/// let code: lastmile::DeliveryCode = "0595".parse().unwrap();
/// let _ = code == code;
/// ```
#[doc(alias("pin", "add_delivery_code", "otp"))]
#[derive(Clone)]
pub struct DeliveryCode([u8; 4]);

impl DeliveryCode {
    /// Reads a code.
    ///
    /// ```
    /// use lastmile::{DeliveryCode, Rule};
    ///
    /// let code = DeliveryCode::new("0595")?;
    /// assert_eq!(code.expose(), "0595", "zeros in front count");
    /// let refused = DeliveryCode::new("595").unwrap_err();
    /// assert_eq!(refused.rule(), Rule::DeliveryCodeFormat);
    /// assert_eq!(refused.found().as_str(), "a text of 3 characters");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::DeliveryCodeFormat`]: `595`, `05955`, ` 595`, `٠٥٩٥`. What was found is not shown.
    pub fn new(text: &str) -> Result<DeliveryCode, Violation> {
        match <[u8; 4]>::try_from(text.as_bytes()) {
            Ok(digits) if digits.iter().all(u8::is_ascii_digit) => Ok(DeliveryCode(digits)),
            _ => Err(Rule::DeliveryCodeFormat.broken_by(Found::text(text))),
        }
    }

    /// The four digits, for a payload that has to carry them.
    pub fn expose(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether this is the code that was shown. State in, state out: a wrong code costs an attempt, and the host keeps
    /// what is left.
    ///
    /// The comparison takes the same time wherever the codes differ.
    ///
    /// ```
    /// use lastmile::{Attempts, DeliveryCode, Rule};
    ///
    /// let code = DeliveryCode::new("0595")?;
    /// let mut attempts = Attempts::allowing(2);
    /// for left in [1, 0] {
    ///     let (after, answer) = code.check(&DeliveryCode::new("1111")?, attempts);
    ///     assert_eq!((answer.unwrap_err().rule(), after.left()), (Rule::DeliveryCodeWrong, left));
    ///     attempts = after; // what the host stores
    /// }
    /// let (_, answer) = code.check(&code, attempts);
    /// assert_eq!(answer.unwrap_err().rule(), Rule::DeliveryCodeAttempts, "the right code comes too late");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::DeliveryCodeAttempts`] if none is left, whatever was shown; [`Rule::DeliveryCodeWrong`].
    pub fn check(&self, shown: &DeliveryCode, attempts: Attempts) -> (Attempts, Result<Proof, Violation>) {
        let is_right = bool::from(self.0.ct_eq(&shown.0));
        match (attempts.left(), is_right) {
            (0, _) => (attempts, Err(Rule::DeliveryCodeAttempts.broken_by(attempts.failed))),
            (_, true) => (attempts, Ok(Proof(()))),
            (_, false) => {
                let failed = attempts.failed.saturating_add(1);
                (Attempts { failed, ..attempts }, Err(Rule::DeliveryCodeWrong.broken()))
            }
        }
    }
}

impl FromStr for DeliveryCode {
    type Err = Violation;

    fn from_str(text: &str) -> Result<DeliveryCode, Violation> {
        DeliveryCode::new(text)
    }
}

impl fmt::Debug for DeliveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeliveryCode(****)")
    }
}

impl Serialize for DeliveryCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

own_parsed!(DeliveryCode);

own_form! {
    /// How often a code may be tried, and how often it was tried in vain.
    ///
    /// ```
    /// use lastmile::{Attempts, DeliveryCode};
    ///
    /// let code = DeliveryCode::new("0595")?;
    /// let (attempts, _) = code.check(&DeliveryCode::new("5950")?, Attempts::allowing(3));
    /// assert_eq!((attempts.failed(), attempts.left()), (1, 2));
    ///
    /// // It outlives a restart of the host: this is all there is to store.
    /// let stored = serde_json::to_string(&attempts)?;
    /// assert_eq!(stored, r#"{"allowed":3,"failed":1}"#);
    /// assert_eq!(serde_json::from_str::<Attempts>(&stored)?, attempts);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
    pub struct Attempts {
        allowed: u8,
        failed: u8,
    }
}

impl Attempts {
    /// That many, and none used.
    pub const fn allowing(allowed: u8) -> Attempts {
        Attempts { allowed, failed: 0 }
    }

    /// How many are left.
    pub const fn left(self) -> u8 {
        self.allowed.saturating_sub(self.failed)
    }

    /// How many were in vain.
    pub const fn failed(self) -> u8 {
        self.failed
    }
}

/// That the right code was shown: what [`Timeline::complete`](crate::Timeline::complete) asks for. It comes from
/// [`DeliveryCode::check`] only and is used up by one completion.
///
/// ```
/// use lastmile::{Attempts, DeliveryCode, Lifecycle, Proof, Status, Timeline, Timestamp, Violation};
///
/// /// The host's rule: nothing is completed here without a proof, and nobody can make one up.
/// fn hand_over(timeline: &mut Timeline, at: Timestamp, proof: Proof) -> Result<(), Violation> {
///     timeline.complete(at, proof).map(|_| ())
/// }
///
/// let mut timeline = Timeline::under(Lifecycle::CANONICAL.completed_by_code());
/// let code = DeliveryCode::new("0595")?;
/// let (_, shown) = code.check(&DeliveryCode::new("0595")?, Attempts::allowing(3));
/// hand_over(&mut timeline, "2020-09-12T17:40:00Z".parse()?, shown?)?;
/// assert_eq!(timeline.status(), Some(Status::Completed));
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug)]
#[must_use]
pub struct Proof(());
