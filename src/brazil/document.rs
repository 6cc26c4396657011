//! The numbers under which people and companies pay taxes.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::str::FromStr;

use serde::Serialize;

use super::check_digit;
use crate::own::own_parsed;
use crate::rule::{Found, Rule, Violation};
use crate::text::{Text, text_types};

text_types! {
    /// The tax number of a person: 11 digits, the last two of which check the others. Zeros in front count.
    ///
    /// Broken: [`Rule::CpfFormat`], also by eleven digits that are all alike, which pass the arithmetic;
    /// [`Rule::CpfCheckDigits`]. Source: Receita Federal; Abbiamo, `deliveries[].customer.document_number`.
    ///
    /// ```
    /// use lastmile::{Cpf, Rule};
    ///
    /// let person = Cpf::new("07073877014")?;
    /// assert_eq!(format!("{person:?}"), "Cpf(11 characters)", "it is a person's");
    /// assert_eq!(Cpf::new("07073877024").unwrap_err().rule(), Rule::CpfCheckDigits);
    /// assert_eq!(Cpf::new("11111111111").unwrap_err().rule(), Rule::CpfFormat);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    masked Cpf: |text| {
        let digits = text.as_bytes();
        if digits.len() != 11 || !digits.iter().all(u8::is_ascii_digit) || are_alike(digits) {
            return Err(Rule::CpfFormat.broken_by(Found::text(text)));
        }
        if ends_in_check_digits(digits, 11) { Ok(()) } else { Err(Rule::CpfCheckDigits.broken()) }
    };

    /// The tax number of a company: 12 digits or, in numbers given out since July 2026, capital letters too, and two digits
    /// that check them.
    ///
    /// Broken: [`Rule::CnpjFormat`], also by fourteen digits that are all alike; [`Rule::CnpjCheckDigits`]. Source:
    /// IN RFB 2.229/2024; Abbiamo, `seller.seller_document_number`.
    ///
    /// ```
    /// use lastmile::{Cnpj, Rule};
    ///
    /// assert_eq!(Cnpj::new("88399480000156")?.root(), "88399480");
    /// assert!(Cnpj::new("12ABC34501DE35").is_ok());
    /// assert_eq!(Cnpj::new("12abc34501de35").unwrap_err().rule(), Rule::CnpjFormat);
    /// assert_eq!(Cnpj::new("88399480000165").unwrap_err().rule(), Rule::CnpjCheckDigits);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    document Cnpj: |text| {
        let characters = text.as_bytes();
        let may_stand = |(at, byte): (usize, &u8)| byte.is_ascii_digit() || (at < 12 && byte.is_ascii_uppercase());
        let shaped = characters.len() == 14 && characters.iter().enumerate().all(may_stand);
        if !shaped || are_alike(characters) {
            return Err(Rule::CnpjFormat.broken_by(Found::text(text)));
        }
        if ends_in_check_digits(characters, 9) { Ok(()) } else { Err(Rule::CnpjCheckDigits.broken()) }
    };
}

fn are_alike(characters: &[u8]) -> bool {
    characters.windows(2).all(|pair| pair.first() == pair.last())
}

/// Whether the last two follow from the others, the second of them also from the first.
fn ends_in_check_digits(characters: &[u8], most: u32) -> bool {
    characters.split_last().is_some_and(|(second, before)| {
        let first = before.split_last().is_some_and(|(first, body)| *first == check_digit(body, most));
        first && *second == check_digit(before, most)
    })
}

impl Cnpj {
    /// The first eight characters, which all branches of a company have in common.
    pub fn root(&self) -> &str {
        self.as_str().get(..8).unwrap_or_default()
    }
}

/// The tax number of a person or of a company, told apart by its length where nothing else tells.
///
/// Source: Abbiamo, `seller.seller_document_number`, `deliveries[].customer.document_number`.
///
/// ```
/// use lastmile::{Rule, TaxId};
///
/// assert!(matches!(TaxId::new("07073877014")?, TaxId::Cpf(_)));
/// assert!(matches!(TaxId::new("88399480000156")?, TaxId::Cnpj(_)));
/// assert_eq!(TaxId::new("7073877014").unwrap_err().rule(), Rule::TaxIdLength);
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[doc(alias("document_number"))]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub enum TaxId {
    /// Of a person.
    Cpf(Cpf),
    /// Of a company.
    Cnpj(Cnpj),
}

impl TaxId {
    /// One or the other.
    ///
    /// # Errors
    ///
    /// [`Rule::TaxIdLength`], and the rules of [`Cpf`] and [`Cnpj`].
    pub fn new(text: impl Into<Text>) -> Result<TaxId, Violation> {
        let text = text.into();
        match text.chars().count() {
            11 => Cpf::new(text).map(TaxId::Cpf),
            // A CPF with its usual marks has as many characters as a CNPJ.
            14 if text.matches(|c: char| c.is_ascii_digit()).count() == 11 && text.matches(['.', '-']).count() == 3 => {
                Cpf::new(text).map(TaxId::Cpf)
            }
            14 => Cnpj::new(text).map(TaxId::Cnpj),
            _ => Err(Rule::TaxIdLength.broken_by(Found::text(&text))),
        }
    }

    /// The number as it came.
    pub fn as_str(&self) -> &str {
        match self {
            TaxId::Cpf(person) => person.as_str(),
            TaxId::Cnpj(company) => company.as_str(),
        }
    }
}

impl AsRef<str> for TaxId {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl FromStr for TaxId {
    type Err = Violation;

    fn from_str(text: &str) -> Result<TaxId, Violation> {
        TaxId::new(text)
    }
}

own_parsed!(TaxId);

impl TryFrom<String> for TaxId {
    type Error = Violation;

    fn try_from(text: String) -> Result<TaxId, Violation> {
        TaxId::new(text)
    }
}

impl From<TaxId> for String {
    fn from(id: TaxId) -> String {
        id.as_str().to_owned()
    }
}
