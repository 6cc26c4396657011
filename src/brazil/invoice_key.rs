//! The key that names one electronic invoice.

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::{Cnpj, Cpf, State, TaxId, check_digit};
use crate::rule::{Found, Rule, Violation};
use crate::text::text_types;
use crate::time::Timestamp;

text_types! {
    /// The access key of a Brazilian electronic invoice: 44 characters, the last of which checks the others.
    ///
    /// | characters | part | read by |
    /// | --- | --- | --- |
    /// | 1 to 2 | state, as IBGE numbers it | [`state`](Self::state) |
    /// | 3 to 6 | year and month | [`year`](Self::year), [`month`](Self::month) |
    /// | 7 to 20 | the issuer's CNPJ, or its CPF behind three zeros | [`issuer`](Self::issuer) |
    /// | 21 to 22 | model: 55 for an NF-e, 65 for an NFC-e | [`model`](Self::model) |
    /// | 23 to 25 | series | [`series`](Self::series) |
    /// | 26 to 34 | number | [`number`](Self::number) |
    /// | 35 | how it was issued; before layout 2.00 a digit of the code | [`emission`](Self::emission) |
    /// | 36 to 43 | random code | |
    /// | 44 | check digit | |
    ///
    /// Only the shape and the check digit are rules; a part that makes no sense is read as `None`. Broken:
    /// [`Rule::InvoiceKeyFormat`], [`Rule::InvoiceKeyCheckDigit`]. Source: Abbiamo, `deliveries[].invoice_access_key`.
    ///
    /// ```
    /// use lastmile::{InvoiceAccessKey, Rule, State};
    ///
    /// let key = InvoiceAccessKey::new("42081183123141000200550010000007010046403276")?;
    /// assert_eq!((key.state(), key.year(), key.month()), (Some(State::SC), 2008, Some(11)));
    /// assert_eq!((key.model(), key.series(), key.number()), (55, 1, 701));
    /// assert_eq!(key.emission(), None, "of the old layout");
    /// assert_eq!(format!("{key:?}"), "InvoiceAccessKey(42…76)");
    ///
    /// let long = InvoiceAccessKey::new("420811831231410002005500100000070100464032760").unwrap_err();
    /// assert_eq!(long.rule(), Rule::InvoiceKeyFormat);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("nfe", "chave_de_acesso"))]
    document InvoiceAccessKey: |text| {
        let characters = text.as_bytes();
        let may_stand = |(at, byte): (usize, &u8)| {
            byte.is_ascii_digit() || ((6..18).contains(&at) && byte.is_ascii_uppercase())
        };
        let shaped = characters.len() == 44 && characters.iter().enumerate().all(may_stand);
        match characters.split_last() {
            Some((digit, body)) if shaped => {
                if *digit == check_digit(body, 9) { Ok(()) } else { Err(Rule::InvoiceKeyCheckDigit.broken()) }
            }
            _ => Err(Rule::InvoiceKeyFormat.broken_by(Found::text(text))),
        }
    };
}

impl InvoiceAccessKey {
    /// Where it was issued, if that is a state.
    pub fn state(&self) -> Option<State> {
        State::from_code(self.number_at(0, 2))
    }

    /// The year in which it was issued; electronic invoices are younger than the century.
    pub fn year(&self) -> u32 {
        self.number_at(2, 4).saturating_add(2000)
    }

    /// The month in which it was issued, from 1 to 12.
    pub fn month(&self) -> Option<u32> {
        Some(self.number_at(4, 6)).filter(|month| (1..=12).contains(month))
    }

    /// Who issued it: a company, or a person, whose number stands behind three zeros.
    ///
    /// ```
    /// use lastmile::{InvoiceAccessKey, TaxId};
    ///
    /// let key = InvoiceAccessKey::new("42081183123141000200550010000007010046403276")?;
    /// assert_eq!(key.issuer(), Some(TaxId::new("83123141000200")?));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn issuer(&self) -> Option<TaxId> {
        let issuer = self.part(6, 20);
        let person = || Cpf::new(issuer.strip_prefix("000")?).ok().map(TaxId::Cpf);
        Cnpj::new(issuer).ok().map(TaxId::Cnpj).or_else(person)
    }

    /// The kind of invoice: 55 for an NF-e, 65 for an NFC-e.
    pub fn model(&self) -> u32 {
        self.number_at(20, 22)
    }

    /// The series of the issuer.
    pub fn series(&self) -> u32 {
        self.number_at(22, 25)
    }

    /// The number in the series.
    pub fn number(&self) -> u32 {
        self.number_at(25, 34)
    }

    /// How it was issued, from 1 to 9. A key from before April 2011, when layout 2.00 had replaced the others, does not say:
    /// there the digit belongs to the random code.
    pub fn emission(&self) -> Option<u32> {
        let said = self.year() > 2011 || (self.year() == 2011 && self.month() >= Some(4));
        Some(self.number_at(34, 35)).filter(|emission| said && *emission != 0)
    }

    /// Whether it was issued by that company, whichever of its branches, or by that person.
    ///
    /// ```
    /// use lastmile::{InvoiceAccessKey, Rule, TaxId};
    ///
    /// let key = InvoiceAccessKey::new("42081183123141000200550010000007010046403276")?;
    /// key.agreeing_with_issuer(&TaxId::new("83123141000200")?)?;
    /// let other = key.agreeing_with_issuer(&TaxId::new("88399480000156")?).unwrap_err();
    /// assert_eq!(other.rule(), Rule::InvoiceOtherIssuer);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::InvoiceOtherIssuer`] if it was issued by somebody else.
    pub fn agreeing_with_issuer(&self, seller: &TaxId) -> Result<(), Violation> {
        let same = match (self.issuer(), seller) {
            (Some(TaxId::Cnpj(issuer)), TaxId::Cnpj(seller)) => issuer.root() == seller.root(),
            (Some(issuer), seller) => issuer == *seller,
            (None, _) => true,
        };
        if same { Ok(()) } else { Err(Rule::InvoiceOtherIssuer.broken()) }
    }

    /// Whether it was issued in that state.
    ///
    /// ```
    /// use lastmile::{InvoiceAccessKey, State};
    ///
    /// let key = InvoiceAccessKey::new("42081183123141000200550010000007010046403276")?;
    /// key.agreeing_with_state(State::SC)?;
    /// assert_eq!(key.agreeing_with_state(State::SP).unwrap_err().found().as_str(), "SC, not SP");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::InvoiceOtherState`] if it was issued in another one.
    pub fn agreeing_with_state(&self, pickup: State) -> Result<(), Violation> {
        match self.state() {
            Some(state) if state != pickup => {
                Err(Rule::InvoiceOtherState.broken_by(Found::shown(format_args!("{state}, not {pickup}"))))
            }
            _ => Ok(()),
        }
    }

    /// Whether it was issued in the month of that instant, by UTC or by any clock of Brazil, the last of which is 5 hours behind.
    ///
    /// ```
    /// use lastmile::InvoiceAccessKey;
    ///
    /// let key = InvoiceAccessKey::new("42081183123141000200550010000007010046403276")?;
    /// key.agreeing_with_month("2008-12-01T02:00:00Z".parse()?)?; // still November where it was made
    /// assert!(key.agreeing_with_month("2023-06-22T18:59:37Z".parse()?).is_err());
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::InvoiceOtherMonth`] if it was issued in another one.
    pub fn agreeing_with_month(&self, made: Timestamp) -> Result<(), Violation> {
        let is_of = |day: NaiveDate| (day.year_ce(), Some(day.month())) == ((true, self.year()), self.month());
        let latest = made.to_utc().naive_utc();
        let earliest = latest.checked_sub_signed(TimeDelta::hours(5)).unwrap_or(latest);
        if self.month().is_none() || is_of(latest.date()) || is_of(earliest.date()) {
            return Ok(());
        }
        let found =
            Found::shown(format_args!("{}-{:02}, not {}", self.year(), self.number_at(4, 6), latest.format("%Y-%m")));
        Err(Rule::InvoiceOtherMonth.broken_by(found))
    }

    fn part(&self, from: usize, until: usize) -> &str {
        self.as_str().get(from..until).unwrap_or_default()
    }

    /// At most nine digits.
    fn number_at(&self, from: usize, until: usize) -> u32 {
        self.part(from, until).parse().unwrap_or_default()
    }
}
