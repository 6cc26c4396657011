//! What request and answer have in common.

use serde_json::Number;

use crate::contact::{Contact, Stop};
use crate::dialect::shared::{coordinates, doubt_zero, echoed, latitude, longitude, text, time};
use crate::field::Field;
use crate::place::{Coordinates, Place};
use crate::report::Scope;
use crate::rule::{Found, Rule, Violation};
use crate::text::{AddressLine, Name, Note, PersonName, Phone, Text};
use crate::time::TimeWindow;
use crate::units::{Price, Rounding};

// The wire.

crate::wire! {
    /// A place: `pickup`, `drop_off`, `return_drop_off`.
    ///
    /// ```
    /// let wire: lastmile::gett::Location = serde_json::from_str(r#"{"lat": 32.109528, "note": "Apt: 3"}"#)?;
    /// assert_eq!(wire.lat.as_given().map(|degrees| degrees.to_string()), Some("32.109528".to_owned()));
    /// assert_eq!(format!("{wire:?}"), "Location { lat: 32.109528, note: a text of 6 characters }");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Location {
        /// The latitude.
        pub lat: Field<Number>,
        /// The longitude.
        pub lng: Field<Number>,
        /// The address.
        pub address: Field<Text>,
        /// A note for the address, up to 500 characters.
        pub note: Field<Text>,
    }

    /// A person: `pickup_contact`, `drop_off_contact`, `return_contact`.
    ///
    /// ```
    /// let wire: lastmile::gett::ContactDetails = serde_json::from_str(r#"{"name": "Dan", "phone_number": 972598666690}"#)?;
    /// // A number where a text belongs is kept, and reported when it is read.
    /// assert_eq!(serde_json::to_string(&wire)?, r#"{"name":"Dan","phone_number":972598666690}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct ContactDetails {
        /// The name of the person.
        pub name: Field<Text>,
        /// The phone number of the person: international, without a plus sign.
        pub phone_number: Field<Text>,
    }

    /// Who sells: `vendor`.
    ///
    /// ```
    /// let wire: lastmile::gett::VendorDetails = serde_json::from_str(r#"{"name": ""}"#)?;
    /// assert!(wire.name.blank_is_absent().is_absent(), "the responses have an empty name for no vendor");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct VendorDetails {
        /// The vendor's name.
        pub name: Field<Text>,
    }
}

// Reading.

/// What the page promises of an object.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Promise {
    /// Every member that it does not call optional, such as a note.
    All,
    /// The address.
    Address,
    /// Nothing: all of it is optional.
    Nothing,
    /// Nothing, and what the host got wrong may come back.
    Echo,
}

/// Reads a text that the page requires in one place and not in another.
#[inline]
pub(super) fn required_if<U>(
    required: bool,
    s: &mut Scope<'_>,
    name: &str,
    field: Field<Text>,
    new: impl FnOnce(Text) -> Result<U, Violation>,
) -> Option<Option<U>> {
    if required { s.required(name, field, new).map(Some) } else { s.optional(name, field.blank_is_absent(), new) }
}

impl Location {
    pub(super) fn read(self, s: &mut Scope<'_>, promise: Promise) -> Option<Place> {
        let Location { lat, lng, address, note, unknown } = self;
        let coordinates = if promise == Promise::All {
            let latitude = s.required("lat", lat, latitude);
            let longitude = s.required("lng", lng, longitude);
            latitude.zip(longitude).map(|(latitude, longitude)| Some(Coordinates { latitude, longitude }))
        } else {
            coordinates(s, ("lat", lat), ("lng", lng))
        };
        let address =
            required_if(matches!(promise, Promise::All | Promise::Address), s, "address", address, AddressLine::new);
        let note = s.optional("note", note.blank_is_absent(), Note::new);
        s.unknown(&unknown);

        let coordinates = coordinates?.filter(|point| !(point.is_zero() && promise == Promise::Echo));
        doubt_zero(coordinates, s);
        Some(Place { address: address?, postal: None, coordinates, note: note? })
    }

    pub(super) fn write(place: &Place, s: &mut Scope<'_>, promise: Promise) -> Location {
        let Place { address, postal, coordinates, note } = place;
        s.loses("postal", postal.is_some());
        if promise == Promise::All && coordinates.is_none() {
            s.needs("coordinates");
        }
        if matches!(promise, Promise::All | Promise::Address) && address.is_none() {
            s.needs("address");
        }
        if promise == Promise::Echo {
            s.loses("coordinates", coordinates.is_some_and(Coordinates::is_zero));
        }
        Location {
            lat: coordinates.and_then(|point| Number::from_f64(point.latitude.degrees())).into(),
            lng: coordinates.and_then(|point| Number::from_f64(point.longitude.degrees())).into(),
            address: text(address),
            note: text(note),
            unknown: Default::default(),
        }
    }
}

impl ContactDetails {
    pub(super) fn read(self, s: &mut Scope<'_>, promise: Promise) -> Option<Contact> {
        let ContactDetails { name, phone_number, unknown } = self;
        let name = required_if(promise == Promise::All, s, "name", name, PersonName::new);
        let phone = match promise {
            Promise::Echo => echoed(s, "phone_number", phone_number, Phone::new),
            _ => required_if(promise == Promise::All, s, "phone_number", phone_number, Phone::new),
        };
        s.unknown(&unknown);
        Some(Contact { name: name?, phone: phone?, country_code: None, email: None })
    }

    fn says_nothing(&self) -> bool {
        let ContactDetails { name, phone_number, unknown } = self;
        is_blank(name) && is_blank(phone_number) && unknown.is_empty()
    }

    /// Whether everything that the other one says stands here, too.
    fn says_all_of(&self, other: &ContactDetails) -> bool {
        let ContactDetails { name, phone_number, unknown } = other;
        (is_blank(name) || *name == self.name)
            && (is_blank(phone_number) || *phone_number == self.phone_number)
            && (unknown.is_empty() || *unknown == self.unknown)
    }

    pub(super) fn write(contact: &Contact, s: &mut Scope<'_>, promise: Promise) -> ContactDetails {
        let Contact { name, phone, country_code, email } = contact;
        s.loses("country_code", country_code.is_some());
        s.loses("email", email.is_some());
        if promise == Promise::All {
            if name.is_none() {
                s.needs("name");
            }
            if phone.is_none() {
                s.needs("phone");
            }
        }
        ContactDetails { name: text(name), phone_number: text(phone), unknown: Default::default() }
    }
}

/// Whether a text is one that says nothing.
fn is_blank(text: &Field<Text>) -> bool {
    matches!(text.clone().blank_is_absent(), Field::Absent | Field::Null)
}

impl VendorDetails {
    pub(super) fn read(self, s: &mut Scope<'_>, promise: Promise) -> Option<Option<Name>> {
        let VendorDetails { name, unknown } = self;
        let name = required_if(promise == Promise::All, s, "name", name, Name::new);
        s.unknown(&unknown);
        name
    }

    pub(super) fn write(vendor: &Name) -> VendorDetails {
        VendorDetails { name: Text::from(vendor).into(), unknown: Default::default() }
    }
}

/// A place and a person, of which the page has an object each.
pub(super) fn stop(place: Option<Option<Place>>, contact: Option<Option<Contact>>) -> Option<Option<Stop>> {
    Some(match (place?, contact?) {
        (None, None) => None,
        (place, contact) => Some(Stop { place: place.unwrap_or_default(), contact: contact.unwrap_or_default() }),
    })
}

/// Reads a period of which the page has a member for each end.
pub(super) fn window(
    s: &mut Scope<'_>,
    (from_name, from): (&str, Field<Text>),
    (until_name, until): (&str, Field<Text>),
) -> Option<Option<TimeWindow>> {
    let from = time(s, from_name, from);
    let until = time(s, until_name, until);
    s.member(until_name).check(TimeWindow::from_ends(from?, until?))
}

/// A person whom the page calls by two names: the one of its samples is used. Beside it nothing is lost of the other one if that
/// says no more, or nothing.
pub(super) fn by_either_name(
    s: &mut Scope<'_>,
    (name, field): (&'static str, Field<ContactDetails>),
    (misnomer, other): (&'static str, Field<ContactDetails>),
) -> (&'static str, Field<ContactDetails>) {
    let mut here = s.member(misnomer);
    let misnamed = || Rule::Misnamed.broken_by(Found::shown(format_args!("it for {name}")));
    match (field, other) {
        (field, Field::Absent | Field::Null) => (name, field),
        (Field::Absent | Field::Null, other) => {
            here.warn(misnamed());
            (misnomer, other)
        }
        (field, other) => {
            match other.as_given() {
                _ if field == other => here.warn(misnamed()),
                Some(other) if other.says_nothing() => {}
                Some(other) if field.as_given().is_some_and(|field| field.says_all_of(other)) => here.warn(misnamed()),
                _ => here.lost(),
            }
            (name, field)
        }
    }
}

/// Reads an amount in major units.
pub(super) fn price(number: Number, here: &mut Scope<'_>) -> Option<Price> {
    here.rounded(Price::read_major(&number, Rounding::HalfUp))
}

// Writing.

/// A flag that is left out where it is the default.
pub(super) fn flag(flag: bool) -> Field<bool> {
    if flag { Field::Given(true) } else { Field::Absent }
}

/// The place of a stop, with what is lost of it.
pub(super) fn write_place(stop: Option<&Stop>, s: &mut Scope<'_>, promise: Promise) -> Field<Location> {
    stop.map(|stop| Location::write(&stop.place, &mut s.member("place"), promise)).into()
}

/// Whom to ask for at a stop, with what is lost of them.
pub(super) fn write_contact(stop: Option<&Stop>, s: &mut Scope<'_>, promise: Promise) -> Field<ContactDetails> {
    stop.map(|stop| ContactDetails::write(&stop.contact, &mut s.member("contact"), promise)).into()
}

/// The two objects of a stop of which all is optional: one that says nothing is left out beside one that says something.
pub(super) fn write_optional_stop(stop: Option<&Stop>, s: &mut Scope<'_>) -> (Field<Location>, Field<ContactDetails>) {
    let place = write_place(stop, s, Promise::Nothing);
    let contact = write_contact(stop, s, Promise::Nothing);
    let place_says = place.as_given().is_some_and(|place| *place != Location::default());
    let contact_says = contact.as_given().is_some_and(|contact| *contact != ContactDetails::default());
    match (place_says, contact_says) {
        (false, true) => (Field::Absent, contact),
        (true, false) => (place, Field::Absent),
        _ => (place, contact),
    }
}
