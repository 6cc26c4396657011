//! Where something is: coordinates on the globe, a country, an address in its parts, a place with all that is known of it.

use alloc::boxed::Box;
use alloc::vec::Vec;

use serde::{Deserialize, Deserializer, Serialize};

use crate::brazil::{Cep, State};
use crate::own::{Own, own_form};
use crate::rule::Violation;
use crate::text::{AddressLine, AddressPart, Note, Text};

mod coordinates;
mod country;

pub use coordinates::{Coordinates, Latitude, Longitude};
pub use country::Country;

own_form! {
    /// Somewhere a courier goes: an address, a point, and what to know about it.
    ///
    /// Which of them a provider requires is the provider's rule; see its module.
    ///
    /// Source: Gett, `pickup`, `deliveries[].drop_off`; Abbiamo, `source_address`, `deliveries[].destination_address`.
    ///
    /// ```
    /// use lastmile::{AddressLine, Coordinates, Note, Place};
    ///
    /// let shop = Place {
    ///     address: Some(AddressLine::new("HaBarzel 25, Tel Aviv")?),
    ///     coordinates: Some(Coordinates::new(32.109528, 34.840088)?),
    ///     note: Some(Note::new("Apt: 3, floor: 4")?),
    ///     ..Place::default()
    /// };
    /// assert!(!format!("{shop:?}").contains("HaBarzel"));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("location", "address"))]
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    pub struct Place {
        /// The address on one line.
        pub address: Option<AddressLine>,
        /// The address in its parts, if that is how it came. In a box, because most places have none.
        pub postal: Option<Box<PostalAddress>>,
        /// The point on the globe.
        pub coordinates: Option<Coordinates>,
        /// What the courier should know.
        pub note: Option<Note>,
    }
}

own_form! {
    /// An address in its parts.
    ///
    /// Source: Abbiamo, `source_address`, `deliveries[].destination_address`.
    ///
    /// ```
    /// use lastmile::{AddressPart, Country, PostalAddress, ZipCode};
    ///
    /// let address = PostalAddress {
    ///     zip_code: Some(ZipCode::of(Some(Country::BRAZIL), "04029904")?),
    ///     country: Some(Country::BRAZIL),
    ///     street: Some(AddressPart::new("Avenida Ibirapuera")?),
    ///     street_number: Some(AddressPart::new("3407")?),
    ///     ..PostalAddress::default()
    /// };
    /// assert!(!format!("{address:?}").contains("Ibirapuera"));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("source_address", "destination_address"))]
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    pub struct PostalAddress {
        /// The zip code.
        pub zip_code: Option<ZipCode>,
        /// The country.
        pub country: Option<Country>,
        /// The state, province or region.
        pub state: Option<Region>,
        /// The city.
        pub city: Option<AddressPart>,
        /// The part of the city.
        pub neighborhood: Option<AddressPart>,
        /// The street.
        pub street: Option<AddressPart>,
        /// The number in the street, which may have letters.
        pub street_number: Option<AddressPart>,
        /// Which door, which floor.
        pub complement: Option<AddressPart>,
        /// What is near it.
        pub reference: Option<AddressPart>,
    }
}

impl PostalAddress {
    /// The address on one line, for who has no parts for it; nothing if nothing is known. What is near it is no part of the
    /// address and is left out.
    ///
    /// ```
    /// use lastmile::{AddressLine, AddressPart, PostalAddress};
    ///
    /// let address = PostalAddress {
    ///     street: Some(AddressPart::new("Avenida Ibirapuera")?),
    ///     street_number: Some(AddressPart::new("3407")?),
    ///     city: Some(AddressPart::new("São Paulo")?),
    ///     ..PostalAddress::default()
    /// };
    /// let line = address.to_line();
    /// assert_eq!(line.as_ref().map(AddressLine::as_str), Some("Avenida Ibirapuera 3407, São Paulo"));
    /// assert_eq!(PostalAddress::default().to_line(), None);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn to_line(&self) -> Option<AddressLine> {
        let PostalAddress {
            zip_code,
            country,
            state,
            city,
            neighborhood,
            street,
            street_number,
            complement,
            reference: _,
        } = self;
        fn part(part: &Option<AddressPart>) -> Option<&str> {
            part.as_ref().map(AddressPart::as_str)
        }
        let street: Vec<&str> = [part(street), part(street_number)].into_iter().flatten().collect();
        let street = street.join(" ");
        let parts = [
            Some(street.as_str()).filter(|street| !street.is_empty()),
            part(complement),
            part(neighborhood),
            part(city),
            state.as_ref().map(Region::as_str),
            zip_code.as_ref().map(ZipCode::as_str),
            country.as_ref().map(Country::code),
        ];
        AddressLine::new(parts.into_iter().flatten().collect::<Vec<_>>().join(", ")).ok()
    }
}

/// A zip code: a Brazilian one, which has a rule, or another country's.
///
/// Source: Abbiamo, `source_address.zip_code`.
///
/// ```
/// use lastmile::{Country, Rule, ZipCode};
///
/// assert!(matches!(ZipCode::of(Some(Country::BRAZIL), "04029904")?, ZipCode::Cep(_)));
/// assert_eq!(ZipCode::of(None, "C1425").unwrap_err().rule(), Rule::CepFormat);
/// assert_eq!(ZipCode::of(Some("ARG".parse()?), "C1425")?.as_str(), "C1425");
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ZipCode {
    /// Of Brazil.
    Cep(Cep),
    /// Of another country, as it came.
    Other(AddressPart),
}

impl<'de> Deserialize<'de> for ZipCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ZipCode, D::Error> {
        #[derive(Deserialize)]
        #[serde(remote = "ZipCode", rename_all = "snake_case")]
        enum Form {
            Cep(Cep),
            Other(AddressPart),
        }
        Form::deserialize(Own(deserializer))
    }
}

impl ZipCode {
    /// As the country has it; where none is named, as Brazil has it.
    ///
    /// # Errors
    ///
    /// [`Rule::CepFormat`](crate::Rule::CepFormat) in Brazil, [`Rule::Blank`](crate::Rule::Blank) elsewhere.
    pub fn of(country: Option<Country>, text: impl Into<Text>) -> Result<ZipCode, Violation> {
        if is_brazil(country) { Cep::new(text).map(ZipCode::Cep) } else { AddressPart::new(text).map(ZipCode::Other) }
    }

    /// The code as it came.
    pub fn as_str(&self) -> &str {
        match self {
            ZipCode::Cep(cep) => cep.as_str(),
            ZipCode::Other(code) => code.as_str(),
        }
    }
}

impl AsRef<str> for ZipCode {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

/// A state, province or region: one of Brazil's, of which there is a list, or another country's.
///
/// Source: Abbiamo, `source_address.state`.
///
/// ```
/// use lastmile::{Country, Region, Rule, State};
///
/// assert_eq!(Region::of(Some(Country::BRAZIL), "SP")?, Region::Brazil(State::SP));
/// assert_eq!(Region::of(None, "Buenos Aires").unwrap_err().rule(), Rule::StateUnknown);
/// assert_eq!(Region::of(Some("ARG".parse()?), "Buenos Aires")?.as_str(), "Buenos Aires");
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Region {
    /// A state of Brazil.
    Brazil(State),
    /// A part of another country, as it came.
    Other(AddressPart),
}

impl<'de> Deserialize<'de> for Region {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Region, D::Error> {
        #[derive(Deserialize)]
        #[serde(remote = "Region", rename_all = "snake_case")]
        enum Form {
            Brazil(State),
            Other(AddressPart),
        }
        Form::deserialize(Own(deserializer))
    }
}

impl Region {
    /// As the country has it; where none is named, as Brazil has it.
    ///
    /// # Errors
    ///
    /// [`Rule::StateUnknown`](crate::Rule::StateUnknown) in Brazil, [`Rule::Blank`](crate::Rule::Blank) elsewhere.
    pub fn of(country: Option<Country>, text: impl Into<Text>) -> Result<Region, Violation> {
        if is_brazil(country) {
            text.into().parse().map(Region::Brazil)
        } else {
            AddressPart::new(text).map(Region::Other)
        }
    }

    /// The name or code as it came.
    pub fn as_str(&self) -> &str {
        match self {
            Region::Brazil(state) => state.as_str(),
            Region::Other(name) => name.as_str(),
        }
    }
}

impl AsRef<str> for Region {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

/// The only provider whose addresses come in parts works there.
fn is_brazil(country: Option<Country>) -> bool {
    country.is_none_or(|country| country == Country::BRAZIL)
}
