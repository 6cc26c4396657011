//! People, addresses and amounts.

use alloc::boxed::Box;

use serde_json::Number;

use crate::brazil::{State, TaxId};
use crate::contact::Contact;
use crate::dialect::shared::{coordinates, doubt_zero, echoed, text, text_of};
use crate::field::Field;
use crate::place::{Country, Place, PostalAddress, Region, ZipCode};
use crate::report::Scope;
use crate::text::{AddressPart, CallingCode, Email, PersonName, Phone, Text};
use crate::units::Price;

// The wire.

crate::wire! {
    /// A place: `source_address`, `destination_address`.
    ///
    /// ```
    /// use lastmile::{abbiamo::Address, field::Field};
    ///
    /// let wire: Address = serde_json::from_str(r#"{"zip_code": "04029904", "complement": null, "latitude": -23.5204599744}"#)?;
    /// assert_eq!(wire.zip_code.as_given().map(|code| code.as_str()), Some("04029904"));
    /// assert_eq!((wire.complement, wire.country), (Field::Null, Field::Absent));
    /// assert_eq!(wire.latitude.given().map(|degrees| degrees.to_string()), Some("-23.5204599744".to_owned()));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Address {
        /// The zip code, without a dash.
        pub zip_code: Field<Text>,
        /// The country, in three letters.
        pub country: Field<Text>,
        /// The state, in two letters.
        pub state: Field<Text>,
        /// The city.
        pub city: Field<Text>,
        /// The part of the city.
        pub neighborhood: Field<Text>,
        /// The street.
        pub street: Field<Text>,
        /// The number in the street.
        pub street_number: Field<Text>,
        /// Which door.
        pub complement: Field<Text>,
        /// What is near it.
        pub reference: Field<Text>,
        /// The latitude.
        pub latitude: Field<Number>,
        /// The longitude.
        pub longitude: Field<Number>,
    }

    /// Whom to ask at the seller's.
    ///
    /// ```
    /// use lastmile::abbiamo::SellerContact;
    ///
    /// let wire: SellerContact = serde_json::from_str(r#"{"name": "Eduardo", "email": "[email protected]"}"#)?;
    /// // What is no e-mail address is still what came; that is said when it is read.
    /// assert_eq!(wire.email.as_given().map(|email| email.as_str()), Some("[email protected]"));
    /// assert_eq!(format!("{wire:?}"), "SellerContact { name: a text of 7 characters, email: a text of 17 characters }");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct SellerContact {
        /// Their name.
        pub name: Field<Text>,
        /// Their number in the country.
        pub phone: Field<Text>,
        /// The country's code.
        pub phone_country_code: Field<Text>,
        /// Their e-mail address.
        pub email: Field<Text>,
    }

    /// Who gets it.
    ///
    /// ```
    /// use lastmile::abbiamo::DeliveryRequest;
    ///
    /// let json = r#"{"deliveries": [{"customer": {"document_number": "07073877014"}}]}"#;
    /// let wire: DeliveryRequest = serde_json::from_str(json)?;
    /// let first = wire.deliveries.given().and_then(|mut deliveries| deliveries.swap_remove(0).given());
    /// let customer = first.and_then(|delivery| delivery.customer.given()).ok_or("a customer")?;
    /// assert_eq!(customer.document_number.given().as_deref(), Some("07073877014"));
    /// assert!(customer.phone.is_absent());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct CustomerDetails {
        /// Their name.
        pub name: Field<Text>,
        /// Their number in the country, perhaps without an area code.
        pub phone: Field<Text>,
        /// The country's code.
        pub phone_country_code: Field<Text>,
        /// A CPF or a CNPJ.
        pub document_number: Field<Text>,
    }
}

// Reading and writing.

impl Address {
    /// The country whose rules zip code and state have to keep; `None` if it is wrong in itself, which is fault enough.
    fn whose_rules(country: &Field<Text>) -> Option<Option<Country>> {
        match country {
            Field::Absent | Field::Null => Some(None),
            Field::Given(code) if code.is_empty() => Some(None),
            Field::Given(code) => code.parse().ok().map(Some),
            Field::Misfit(_) => None,
        }
    }

    /// The state of Brazil that it is in, whatever else is wrong with it.
    pub(super) fn in_brazil(&self) -> Option<State> {
        match Region::of(Address::whose_rules(&self.country)?, self.state.as_given()?.clone()).ok()? {
            Region::Brazil(state) => Some(state),
            Region::Other(_) => None,
        }
    }

    pub(super) fn read(self, s: &mut Scope<'_>) -> Option<Place> {
        let Address {
            zip_code,
            country,
            state,
            city,
            neighborhood,
            street,
            street_number,
            complement,
            reference,
            latitude,
            longitude,
            unknown,
        } = self;

        let whose_rules = Address::whose_rules(&country);
        let zip_code = s.optional("zip_code", zip_code.blank_is_absent(), |code| match whose_rules {
            Some(country) => ZipCode::of(country, code),
            None => AddressPart::new(code).map(ZipCode::Other),
        });
        let country = s.optional("country", country.blank_is_absent(), |code| code.parse());
        let state = s.optional("state", state.blank_is_absent(), |name| match whose_rules {
            Some(country) => Region::of(country, name),
            None => AddressPart::new(name).map(Region::Other),
        });
        let city = s.optional("city", city.blank_is_absent(), AddressPart::new);
        let neighborhood = s.optional("neighborhood", neighborhood.blank_is_absent(), AddressPart::new);
        let street = s.optional("street", street.blank_is_absent(), AddressPart::new);
        let street_number = s.optional("street_number", street_number.blank_is_absent(), AddressPart::new);
        let complement = s.optional("complement", complement.blank_is_absent(), AddressPart::new);
        let reference = s.optional("reference", reference.blank_is_absent(), AddressPart::new);
        let coordinates = coordinates(s, ("latitude", latitude), ("longitude", longitude));
        s.unknown(&unknown);

        let coordinates = coordinates?;
        doubt_zero(coordinates, s);
        let postal = PostalAddress {
            zip_code: zip_code?,
            country: country?,
            state: state?,
            city: city?,
            neighborhood: neighborhood?,
            street: street?,
            street_number: street_number?,
            complement: complement?,
            reference: reference?,
        };
        let postal = (postal != PostalAddress::default()).then(|| Box::new(postal));
        Some(Place { address: None, postal, coordinates, note: None })
    }

    pub(super) fn write(place: &Place, s: &mut Scope<'_>) -> Address {
        let Place { address, postal, coordinates, note } = place;
        s.loses("address", address.is_some());
        s.loses("note", note.is_some());
        let nothing = PostalAddress::default();
        // An address of which nothing is known is none when it is read.
        s.loses("postal", postal.as_deref() == Some(&nothing));
        let PostalAddress {
            zip_code,
            country,
            state,
            city,
            neighborhood,
            street,
            street_number,
            complement,
            reference,
        } = postal.as_deref().unwrap_or(&nothing);

        // What another country may have, the provider would refuse here.
        let mut here = s.member("postal");
        if let Some(code) = zip_code {
            let read = here.member("zip_code").check(ZipCode::of(*country, code.as_str()));
            here.loses("zip_code", read.is_some_and(|read| read != *code));
        }
        if let Some(region) = state {
            let read = here.member("state").check(Region::of(*country, region.as_str()));
            here.loses("state", read.is_some_and(|read| read != *region));
        }
        Address {
            zip_code: text_of(zip_code.as_ref().map(ZipCode::as_str)),
            country: text_of(country.as_ref().map(Country::code)),
            state: text_of(state.as_ref().map(Region::as_str)),
            city: text(city),
            neighborhood: text(neighborhood),
            street: text(street),
            street_number: text(street_number),
            complement: text(complement),
            reference: text(reference),
            latitude: coordinates.and_then(|point| Number::from_f64(point.latitude.degrees())).into(),
            longitude: coordinates.and_then(|point| Number::from_f64(point.longitude.degrees())).into(),
            unknown: Default::default(),
        }
    }
}

impl SellerContact {
    pub(super) fn read(self, s: &mut Scope<'_>) -> Option<Contact> {
        let SellerContact { name, phone, phone_country_code, email, unknown } = self;
        let name = s.optional("name", name.blank_is_absent(), PersonName::new);
        let phone = s.optional("phone", phone.blank_is_absent(), Phone::new);
        let country_code = s.optional("phone_country_code", phone_country_code.blank_is_absent(), CallingCode::new);
        let email = echoed(s, "email", email, Email::new);
        s.unknown(&unknown);
        Some(Contact { name: name?, phone: phone?, country_code: country_code?, email: email? })
    }

    pub(super) fn write(contact: &Contact) -> SellerContact {
        let Contact { name, phone, country_code, email } = contact;
        SellerContact {
            name: text(name),
            phone: text(phone),
            phone_country_code: text(country_code),
            email: text(email),
            unknown: Default::default(),
        }
    }
}

impl CustomerDetails {
    pub(super) fn read(self, s: &mut Scope<'_>) -> Option<(Contact, Option<TaxId>)> {
        let CustomerDetails { name, phone, phone_country_code, document_number, unknown } = self;
        let name = s.optional("name", name.blank_is_absent(), PersonName::new);
        let phone = s.optional("phone", phone.blank_is_absent(), Phone::new);
        let country_code = s.optional("phone_country_code", phone_country_code.blank_is_absent(), CallingCode::new);
        let tax_id = s.optional("document_number", document_number.blank_is_absent(), TaxId::new);
        s.unknown(&unknown);
        Some((Contact { name: name?, phone: phone?, country_code: country_code?, email: None }, tax_id?))
    }

    pub(super) fn write(contact: &Contact, tax_id: Option<&TaxId>, s: &mut Scope<'_>) -> CustomerDetails {
        let Contact { name, phone, country_code, email } = contact;
        s.loses("email", email.is_some());
        CustomerDetails {
            name: text(name),
            phone: text(phone),
            phone_country_code: text(country_code),
            document_number: text_of(tax_id.map(TaxId::as_str)),
            unknown: Default::default(),
        }
    }
}

/// Reads an amount in cents.
pub(super) fn price(s: &mut Scope<'_>, name: &str, field: Field<Number>) -> Option<Option<Price>> {
    s.optional(name, field, |number| Price::read_whole(&number))
}

/// Writes one.
pub(super) fn cents(price: Option<Price>) -> Field<Number> {
    price.map(|price| Number::from(price.get())).into()
}
