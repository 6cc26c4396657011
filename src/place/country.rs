//! The countries, by ISO 3166-1.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use serde::Serialize;

use crate::own::own_parsed;
use crate::rule::{Found, Rule, Violation};

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
        let known = Country::all().find(|country| country.0 == *text.as_bytes());
        known.ok_or_else(|| Rule::CountryUnknown.broken_by(Found::text(text)))
    }
}

own_parsed!(Country);

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
