//! Whom to meet, and where.

use serde::{Deserialize, Serialize};

use crate::place::Place;
use crate::text::{CallingCode, Email, PersonName, Phone};

/// A person to ask for.
///
/// ```
/// use lastmile::{Contact, PersonName, Phone};
///
/// let dan = Contact {
///     name: Some(PersonName::new("Dan")?),
///     phone: Some(Phone::new("972598666690")?),
///     ..Contact::default()
/// };
/// assert!(format!("{dan:?}").starts_with("Contact { name: Some(PersonName(3 characters)), phone: Some(Phone(12 characters))"));
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Their name.
    pub name: Option<PersonName>,
    /// Their phone number.
    pub phone: Option<Phone>,
    /// The code of the number's country, where the provider has a member of its own for it. Nobody promises that code and
    /// number are a whole one.
    pub country_code: Option<CallingCode>,
    /// Their e-mail address.
    pub email: Option<Email>,
}

/// A place and the person to ask for there: a pickup, a drop-off, a place to return to.
///
/// ```
/// use lastmile::Stop;
///
/// assert!(Stop::default().is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// Where.
    pub place: Place,
    /// Whom to ask for.
    pub contact: Contact,
}

impl Stop {
    /// Whether nothing is known about it.
    pub fn is_empty(&self) -> bool {
        *self == Stop::default()
    }
}
