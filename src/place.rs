//! Where something is: coordinates on the globe, a country, an address in its parts, a place with all that is known of it.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use crate::brazil::{Cep, State};
use crate::own::{Own, own_form, own_made_of};
use crate::rule::{Found, Rule, Violation};
use crate::text::{AddressLine, AddressPart, Note, Text};
use crate::units::codec::Rounded;

macro_rules! degrees {
    ($($(#[$doc:meta])* $name:ident: $limit:literal, else $rule:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Serialize)]
        pub struct $name(f64);

        impl $name {
            /// Degrees; every digit of the double is kept.
            ///
            /// # Errors
            ///
            #[doc = concat!("[`Rule::", stringify!($rule), "`] outside the range, and for what is not a number.")]
            pub fn new(degrees: f64) -> Result<Self, Violation> {
                Self::within(degrees, || degrees.into())
            }

            fn within(degrees: f64, found: impl FnOnce() -> Found) -> Result<Self, Violation> {
                // Adding zero turns the negative zero into the one that everybody means.
                if (-$limit..=$limit).contains(&degrees) { Ok(Self(degrees + 0.0)) } else { Err(Rule::$rule.broken_by(found())) }
            }

            /// Degrees.
            pub const fn degrees(self) -> f64 {
                self.0
            }

            /// Reads degrees that stand in a text, such as `48.856614`: digits, no exponent, no plus sign. A text with more
            /// digits than a double keeps is read as the nearest one, with [`Rule::DegreesFiner`] beside it.
            ///
            /// # Errors
            ///
            #[doc = concat!("[`Rule::DegreesMalformed`], [`Rule::", stringify!($rule), "`].")]
            pub fn read_text(text: &str) -> Result<Rounded<Self>, Violation> {
                // Many digits in a text may be a phone number.
                let value = Self::within(degrees(text)?, || Found::amount(text))?;
                Ok(Rounded { violation: finer(text, &value.to_text()), value })
            }

            /// As a text with every digit of the double and no others.
            pub fn to_text(self) -> String {
                self.0.to_string()
            }
        }

        own_made_of!(f64 => $name);

        impl TryFrom<f64> for $name {
            type Error = Violation;

            fn try_from(degrees: f64) -> Result<Self, Violation> {
                Self::new(degrees)
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.cmp(other) == Ordering::Equal
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                self.0.total_cmp(&other.0)
            }
        }

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.0.to_bits().hash(state);
            }
        }
    )+};
}

/// The degrees in a text, by a grammar that is stricter than Rust's: no `inf`, no `1e3`, no `.5`.
fn degrees(text: &str) -> Result<f64, Violation> {
    let malformed = || Rule::DegreesMalformed.broken_by(Found::text(text));
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(decimals) {
        return Err(malformed());
    }
    text.parse().map_err(|_| malformed())
}

/// Says if a text has digits that are not in the text of its double. Zeros in front and at the end are no digits.
fn finer(text: &str, kept: &str) -> Option<Violation> {
    fn digits(text: &str) -> (&str, &str) {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        (whole.trim_start_matches(['-', '0']), decimals.trim_end_matches('0'))
    }
    (digits(text) != digits(kept)).then(|| Rule::DegreesFiner.broken_by(Found::text(text)))
}

degrees! {
    /// Degrees north of the equator, from -90 to 90. Source: WGS 84; Gett, `pickup.lat`.
    ///
    /// ```
    /// use lastmile::{Latitude, Rule};
    ///
    /// assert_eq!(Latitude::new(32.1133727)?.degrees(), 32.1133727);
    /// assert_eq!(Latitude::new(f64::NAN).unwrap_err().rule(), Rule::LatitudeRange);
    ///
    /// // HubRise writes degrees as texts.
    /// let read = Latitude::read_text("48.856614")?;
    /// assert_eq!((read.value.to_text().as_str(), read.violation), ("48.856614", None));
    /// let finer = Latitude::read_text("48.85661400000000001")?;
    /// assert_eq!(finer.violation.map(|violation| violation.rule()), Some(Rule::DegreesFiner));
    /// assert_eq!(Latitude::read_text("48,85").unwrap_err().rule(), Rule::DegreesMalformed);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("lat", "driver_latitude"))]
    Latitude: 90.0, else LatitudeRange;
    /// Degrees east of Greenwich, from -180 to 180. Source: WGS 84; Gett, `pickup.lng`.
    ///
    /// ```
    /// use lastmile::{Longitude, Rule};
    ///
    /// assert_eq!(Longitude::new(34.836637)?.degrees(), 34.836637);
    /// assert_eq!(Longitude::new(180.5).unwrap_err().rule(), Rule::LongitudeRange);
    /// assert_eq!(Longitude::read_text("2.3522219")?.value.to_text(), "2.3522219");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("lng", "lon", "driver_longitude"))]
    Longitude: 180.0, else LongitudeRange;
}

own_form! {
    /// A point on the globe.
    ///
    /// ```
    /// use lastmile::Coordinates;
    ///
    /// let shop = Coordinates::new(32.109528, 34.840088)?;
    /// assert!(!shop.is_zero());
    /// assert!(Coordinates::new(0.0, 0.0)?.is_zero(), "how providers write a point that they do not know");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("lat", "lng", "location"))]
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
    pub struct Coordinates {
        /// Degrees north.
        pub latitude: Latitude,
        /// Degrees east.
        pub longitude: Longitude,
    }
}

impl Coordinates {
    /// Degrees north, degrees east.
    ///
    /// # Errors
    ///
    /// [`Rule::LatitudeRange`], [`Rule::LongitudeRange`].
    pub fn new(latitude: f64, longitude: f64) -> Result<Coordinates, Violation> {
        Ok(Coordinates { latitude: Latitude::new(latitude)?, longitude: Longitude::new(longitude)? })
    }

    /// From what was given; nothing, if neither was.
    ///
    /// ```
    /// use lastmile::{Coordinates, Latitude, Longitude, Rule};
    ///
    /// let (latitude, longitude) = (Latitude::new(32.1)?, Longitude::new(34.8)?);
    /// assert_eq!(Coordinates::from_parts(Some(latitude), Some(longitude))?, Some(Coordinates { latitude, longitude }));
    /// assert_eq!(Coordinates::from_parts(None, None)?, None);
    /// assert_eq!(Coordinates::from_parts(Some(latitude), None).unwrap_err().rule(), Rule::CoordinatesHalf);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::CoordinatesHalf`] if only one of them was given.
    pub fn from_parts(
        latitude: Option<Latitude>,
        longitude: Option<Longitude>,
    ) -> Result<Option<Coordinates>, Violation> {
        match (latitude, longitude) {
            (None, None) => Ok(None),
            (Some(latitude), Some(longitude)) => Ok(Some(Coordinates { latitude, longitude })),
            (Some(_), None) | (None, Some(_)) => Err(Coordinates::half()),
        }
    }

    /// That there is one of latitude and longitude and not the other.
    pub(crate) const fn half() -> Violation {
        Rule::CoordinatesHalf.broken()
    }

    /// This point, if it is one that somebody knows.
    ///
    /// ```
    /// use lastmile::{Coordinates, Rule};
    ///
    /// assert_eq!(Coordinates::new(0.0, 0.0)?.known().unwrap_err().rule(), Rule::CoordinatesZero);
    /// assert!(Coordinates::new(0.0, 0.1)?.known().is_ok());
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::CoordinatesZero`] for 0, 0; see [`Coordinates::is_zero`].
    pub fn known(self) -> Result<Coordinates, Violation> {
        if self.is_zero() { Err(Rule::CoordinatesZero.broken()) } else { Ok(self) }
    }

    /// Whether this is the point 0, 0 in the Gulf of Guinea, which providers write for a point that they do not know.
    pub fn is_zero(self) -> bool {
        self.latitude.0.to_bits() == 0 && self.longitude.0.to_bits() == 0
    }
}

/// A country, by the three letters of ISO 3166-1 alpha-3. Source: Abbiamo, `source_address.country`.
///
/// ```
/// use lastmile::{Country, Rule};
///
/// let country: Country = "BRA".parse()?;
/// assert_eq!((country, country.code()), (Country::BRAZIL, "BRA"));
/// assert_eq!("BR".parse::<Country>().unwrap_err().rule(), Rule::CountryUnknown);
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub struct Country([u8; 3]);

impl Country {
    /// `BRA`.
    pub const BRAZIL: Country = Country(*b"BRA");

    /// The three letters.
    pub const fn code(&self) -> &str {
        match core::str::from_utf8(&self.0) {
            Ok(code) => code,
            Err(_) => "",
        }
    }

    /// Every country.
    ///
    /// ```
    /// use lastmile::Country;
    ///
    /// assert_eq!(Country::all().count(), 249);
    /// assert_eq!(Country::all().next().map(|country| country.to_string()), Some("ABW".to_owned()));
    /// ```
    pub fn all() -> impl Iterator<Item = Country> {
        COUNTRIES.split_ascii_whitespace().filter_map(|code| code.as_bytes().try_into().ok().map(Country))
    }
}

impl FromStr for Country {
    type Err = Violation;

    /// Three capital letters, without blanks.
    ///
    /// # Errors
    ///
    /// [`Rule::CountryUnknown`].
    fn from_str(text: &str) -> Result<Country, Violation> {
        let known = Country::all().find(|country| country.code() == text);
        known.ok_or_else(|| Rule::CountryUnknown.broken_by(Found::text(text)))
    }
}

own_made_of!(String => Country);

impl TryFrom<String> for Country {
    type Error = Violation;

    fn try_from(text: String) -> Result<Country, Violation> {
        text.parse()
    }
}

impl From<Country> for String {
    fn from(country: Country) -> String {
        country.code().to_owned()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Country({self})")
    }
}

/// ISO 3166-1, officially assigned: 249.
const COUNTRIES: &str = "
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM
    BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR
    CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB
    GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA
    JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA
    MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR
    NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS
    SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON
    TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE";

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
    /// [`Rule::CepFormat`] in Brazil, [`Rule::Blank`] elsewhere.
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
    /// [`Rule::StateUnknown`] in Brazil, [`Rule::Blank`] elsewhere.
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
