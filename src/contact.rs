//! Whom to meet, and where.

use alloc::format;

use serde::Serialize;

use crate::own::own_form;
use crate::place::Place;
use crate::text::{CallingCode, Email, PersonName, Phone};

own_form! {
    /// A person to ask for.
    ///
    /// Source: Gett, `pickup_contact`, `deliveries[].drop_off_contact`; Abbiamo, `seller.seller_contacts[]`,
    /// `deliveries[].customer`.
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
    #[doc(alias("customer", "pickup_contact", "drop_off_contact", "return_contact"))]
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
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
}

own_form! {
    /// A place and the person to ask for there: a pickup, a drop-off, a place to return to.
    ///
    /// Source: Gett, create delivery, `pickup` with `pickup_contact`, `return_drop_off` with `return_contact`.
    ///
    /// ```
    /// use lastmile::Stop;
    ///
    /// assert!(Stop::default().is_empty());
    /// ```
    #[doc(alias("waypoint", "pickup", "dropoff", "drop_off"))]
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    pub struct Stop {
        /// Where.
        pub place: Place,
        /// Whom to ask for.
        pub contact: Contact,
    }
}

impl Contact {
    /// With the calling code in front of the phone number, for who has one member for both. A number that begins with `+` and
    /// that code has it already; with another one both stay.
    ///
    /// ```
    /// use lastmile::{CallingCode, Contact, Phone};
    ///
    /// let split = Contact {
    ///     phone: Some(Phone::new("11 911111111")?),
    ///     country_code: Some(CallingCode::new("55")?),
    ///     ..Contact::default()
    /// };
    /// let joined = split.with_whole_number();
    /// assert_eq!(joined.phone.as_ref().map(Phone::as_str), Some("+5511911111111"));
    /// assert_eq!(joined.country_code, None);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[must_use]
    pub fn with_whole_number(mut self) -> Contact {
        let whole = self.phone.as_ref().zip(self.country_code.as_ref()).and_then(|(phone, code)| {
            let (code, digits) = (code.as_str().trim_start_matches('+'), phone.digits());
            if phone.is_international() {
                return Some(phone).filter(|_| digits.starts_with(code)).cloned();
            }
            Phone::new(format!("+{code}{digits}")).ok()
        });
        if whole.is_some() {
            self.phone = whole;
            self.country_code = None;
        }
        self
    }
}

impl Stop {
    /// Whether nothing is known about it.
    pub fn is_empty(&self) -> bool {
        *self == Stop::default()
    }
}
