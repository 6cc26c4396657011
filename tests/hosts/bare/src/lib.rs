//! A provider declared where there is no `std`, and read: a host needs `core` and an allocator, nothing else.
#![no_std]

use lastmile::field::Field;
use lastmile::report::Scope;
use lastmile::{Bundle, Contact, Converted, Payload, PersonName, Report, from_json, gett};

/// What a host without an operating system has of its own kind; nothing of ours may be in the way.
extern crate alloc as heap;

use heap::string::String;
use heap::vec::Vec;

lastmile::wire! {
    /// Who may take a parcel.
    pub struct Receivers {
        /// Any of these.
        pub any_of: Field<Vec<Field<Receiver>>> = "any-of",
    }

    /// Whom to ask for.
    pub struct Receiver {
        /// Their name.
        pub full_name: Field<String>,
    }
}

impl Payload for Receivers {
    type Model = Vec<Contact>;

    const NAME: &'static str = "bare.receivers";

    fn read(self, s: &mut Scope<'_>) -> Option<Vec<Contact>> {
        let Receivers { any_of, unknown } = self;
        let any_of = s.required_with("any-of", any_of, |list, s| s.each(list, Receiver::read));
        s.unknown(&unknown);
        any_of
    }

    fn write(contacts: &Vec<Contact>, s: &mut Scope<'_>) -> Receivers {
        let mut s = s.member("any-of");
        let each = contacts.iter().enumerate().map(|(at, contact)| Receiver::write(contact, &mut s.index(at)).into());
        Receivers { any_of: Field::Given(each.collect()), unknown: Default::default() }
    }
}

impl Receiver {
    fn read(self, s: &mut Scope<'_>) -> Option<Contact> {
        let Receiver { full_name, unknown } = self;
        let name = s.required("full_name", full_name, PersonName::new);
        s.unknown(&unknown);
        Some(Contact { name: Some(name?), phone: None, country_code: None, email: None })
    }

    fn write(contact: &Contact, s: &mut Scope<'_>) -> Receiver {
        let Contact { name, phone, country_code, email } = contact;
        s.loses("phone", phone.is_some());
        s.loses("country_code", country_code.is_some());
        s.loses("email", email.is_some());
        let full_name = name.as_ref().map(|name| String::from(name.as_str())).into();
        Receiver { full_name, unknown: Default::default() }
    }
}

/// What came in, as contacts.
///
/// # Errors
///
/// Everything that is wrong with it.
pub fn receivers(bytes: &[u8]) -> Result<Converted<Vec<Contact>>, Report> {
    from_json::<Receivers>(bytes)
}

/// One of the crate's own payloads.
///
/// # Errors
///
/// Everything that is wrong with it.
pub fn bundle(bytes: &[u8]) -> Result<Converted<Bundle>, Report> {
    from_json::<gett::CreateDeliveries>(bytes)
}
