//! Amounts of a named currency.

use alloc::format;
use alloc::string::String;
use core::cmp::Ordering;
use core::fmt;
use core::str::FromStr;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use serde_json::Number;

use crate::own::{own_form, own_parsed};
use crate::rule::{Found, Kind, Rule, Violation};
use crate::units::codec::{self, Rounded};
use crate::units::{Amount, Factor, Minor, Price, Rounding, Scaled, Sealed, seal};

own_form! {
    /// An amount of a currency, in whole minor units, below zero too.
    ///
    /// At most 999,999,999,999,999 minor units on either side of zero. It has no order, as currencies have none; see
    /// [`Money::checked_cmp`].
    ///
    /// ```
    /// use lastmile::{Currency, Money, Rule};
    ///
    /// let eur: Currency = "EUR".parse()?;
    /// let fee = Money::from_major("4.50".parse()?, eur)?;
    /// assert_eq!(fee.minor(), 450);
    /// assert_eq!(fee.checked_add(Money::new(50, eur)?)?.to_string(), "5.00 EUR");
    ///
    /// let yen = Money::new(450, "JPY".parse()?)?;
    /// assert_eq!(yen.to_string(), "450 JPY");
    /// assert_eq!(fee.checked_add(yen).unwrap_err().rule(), Rule::MoneyOtherCurrency);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// The model's own form of it is `{"minor": 450, "currency": "EUR"}`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
    pub struct Money {
        minor: Minor,
        currency: Currency,
    }
}

impl Money {
    /// So many minor units.
    ///
    /// # Errors
    ///
    /// [`Rule::MoneyTooLarge`] beyond 999,999,999,999,999 on either side of zero.
    pub fn new(minor: i64, currency: Currency) -> Result<Money, Violation> {
        Ok(Money { minor: seal(i128::from(minor))?, currency })
    }

    /// In minor units, such as cents.
    pub const fn minor(self) -> i64 {
        self.minor.get()
    }

    /// Of what.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// So many of the currency.
    ///
    /// ```
    /// use lastmile::{Money, Rule};
    ///
    /// let yen = "JPY".parse()?;
    /// assert_eq!(Money::from_major("450.0".parse()?, yen)?.minor(), 450);
    /// assert_eq!(Money::from_major("450.5".parse()?, yen).unwrap_err().rule(), Rule::MoneyFraction);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::MoneyTooLarge`], and [`Rule::MoneyFraction`] if it is not a whole number of minor units.
    pub fn from_major(value: Decimal, currency: Currency) -> Result<Money, Violation> {
        let minor = Scaled::of_decimal(value, currency.factor()).exactly();
        Ok(Money { minor: minor.map_err(|rule| currency.refuses(rule, value))?, currency })
    }

    /// So many of the currency, rounded to minor units.
    ///
    /// ```
    /// use lastmile::{Money, Rounding};
    ///
    /// let half = Money::from_major_rounded("0.125".parse()?, "EUR".parse()?, Rounding::HalfEven)?;
    /// assert_eq!(half.minor(), 12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::MoneyTooLarge`], which holds before rounding and after.
    pub fn from_major_rounded(value: Decimal, currency: Currency, rounding: Rounding) -> Result<Money, Violation> {
        let minor = Scaled::of_decimal(value, currency.factor()).rounded(rounding);
        Ok(Money { minor: minor.map_err(|rule| currency.refuses(rule, value))?.0, currency })
    }

    /// A JSON number of units of the currency, such as `293.15`.
    ///
    /// ```
    /// use lastmile::{Currency, Money, Rounding, Rule};
    ///
    /// let pesos: Currency = "COP".parse()?;
    /// let read = Money::read_major(&serde_json::from_str("66.55")?, pesos, Rounding::HalfUp)?;
    /// assert_eq!((read.value.minor(), read.violation), (6655, None));
    /// let finer = Money::read_major_text("-66.555", pesos, Rounding::HalfUp)?;
    /// assert_eq!(finer.value.minor(), -6656);
    /// assert_eq!(finer.violation.map(|violation| violation.rule()), Some(Rule::MoneyFraction));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::MoneyTooLarge`], which holds before rounding and after.
    pub fn read_major(number: &Number, currency: Currency, rounding: Rounding) -> Result<Rounded<Money>, Violation> {
        let minor = codec::read_minor(number, currency.exponent(), currency.code(), rounding)?;
        Ok(Money::rounded(minor, currency))
    }

    /// A JSON number of units of the currency that came as text, such as `"-5000"`. Each of its digits counts.
    ///
    /// ```
    /// use lastmile::{Money, Rounding, Rule};
    ///
    /// let pesos = "COP".parse()?;
    /// assert_eq!(Money::read_major_text("-5000", pesos, Rounding::HalfUp)?.value.to_string(), "-5000.00 COP");
    /// assert_eq!(Money::read_major_text("5,00", pesos, Rounding::HalfUp).unwrap_err().rule(), Rule::AmountFormat);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::AmountFormat`]: `+5`, `5,00`, `.5`, ` 5`; [`Rule::MoneyTooLarge`], which holds before rounding and after.
    pub fn read_major_text(text: &str, currency: Currency, rounding: Rounding) -> Result<Rounded<Money>, Violation> {
        let minor = codec::read_minor_text(text, currency.exponent(), currency.code(), rounding)?;
        Ok(Money::rounded(minor, currency))
    }

    fn rounded(minor: Rounded<Minor>, currency: Currency) -> Rounded<Money> {
        Rounded { value: Money { minor: minor.value, currency }, violation: minor.violation }
    }

    /// In units of the currency: an integer if it is one, else the double that reads back as the same amount.
    ///
    /// ```
    /// use lastmile::Money;
    ///
    /// assert_eq!(Money::new(500_050, "COP".parse()?)?.to_json_major().to_string(), "5000.5");
    /// assert_eq!(Money::new(450, "JPY".parse()?)?.to_json_major().to_string(), "450");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn to_json_major(self) -> Number {
        codec::write_minor(self.minor, self.currency.exponent())
    }

    /// As a price whose currency is not named, in hundredths.
    ///
    /// # Errors
    ///
    /// [`Rule::PriceNegative`], [`Rule::MoneyTooLarge`], and [`Rule::MoneyFraction`] if the currency is finer than a hundredth
    /// and the amount is.
    ///
    /// ```
    /// use lastmile::{Money, Price, Rule};
    ///
    /// assert_eq!(Money::new(450, "JPY".parse()?)?.to_price().map(Price::get), Ok(45_000));
    /// assert_eq!(Money::new(1234, "KWD".parse()?)?.to_price().unwrap_err().rule(), Rule::MoneyFraction);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn to_price(self) -> Result<Price, Violation> {
        let major = self.to_major();
        Price::from_major(major).map_err(|refused| match refused.rule().kind() {
            // What is finer than a hundredth may be a whole number of the currency's own minor unit.
            Kind::Precision => refused,
            _ => self.currency.refuses(refused.rule(), major),
        })
    }

    /// In units of the currency, with the currency's own number of decimals.
    ///
    /// ```
    /// use lastmile::Money;
    ///
    /// assert_eq!(Money::new(450, "EUR".parse()?)?.to_major().to_string(), "4.50");
    /// assert_eq!(Money::new(450, "KWD".parse()?)?.to_major().to_string(), "0.450");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn to_major(self) -> Decimal {
        Decimal::new(self.minor(), u32::from(self.currency.exponent()))
    }

    /// Reads an amount with two decimals, a blank and its code, such as `4.50 EUR` or `-0.05 GBP`. There are two decimals
    /// whatever the currency: `450.00 JPY` is 450 yen.
    ///
    /// ```
    /// use lastmile::{Money, Rule};
    ///
    /// let yen = Money::read_text("450.00 JPY")?;
    /// assert_eq!(yen.minor(), 450);
    /// assert_eq!(yen.to_text()?, "450.00 JPY");
    /// assert_eq!(Money::read_text("4,50 EUR").unwrap_err().rule(), Rule::MoneyComma);
    ///
    /// let fils = Money::new(1234, "KWD".parse()?)?;
    /// assert_eq!(fils.to_text().unwrap_err().rule(), Rule::MoneyTooManyDecimals);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::MoneyMalformed`] and, where more can be said, [`Rule::MoneyComma`], [`Rule::MoneyTwoPoints`],
    /// [`Rule::MoneyTooFewDecimals`], [`Rule::MoneyTooManyDecimals`], [`Rule::MoneyWithoutCurrency`],
    /// [`Rule::MoneyCodeInFront`]; [`Rule::CurrencyUnknown`]; [`Rule::MoneyFraction`] for a part of a yen,
    /// [`Rule::MoneyTooLarge`].
    pub fn read_text(text: &str) -> Result<Money, Violation> {
        let (amount, code) = text.split_once(' ').unwrap_or((text, ""));
        let broken = |rule: Rule| rule.broken_by(Found::amount(text));
        let malformed = || broken(Rule::MoneyMalformed);
        let digits = amount.strip_prefix('-').unwrap_or(amount);
        if !digits.starts_with(|c: char| c.is_ascii_digit()) || digits.contains(|c| !matches!(c, '0'..='9' | '.' | ','))
        {
            let swapped = amount.parse::<Currency>().is_ok() && code.contains(|c: char| c.is_ascii_digit());
            return Err(if swapped { broken(Rule::MoneyCodeInFront) } else { malformed() });
        }
        if code.is_empty() {
            return Err(broken(Rule::MoneyWithoutCurrency));
        }
        if digits.contains(',') {
            return Err(broken(Rule::MoneyComma));
        }
        let (_, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        if decimals.contains('.') {
            return Err(broken(Rule::MoneyTwoPoints));
        }
        if code.contains(|c: char| !c.is_alphabetic()) {
            return Err(malformed());
        }
        match decimals.len() {
            2 => {}
            0 | 1 => return Err(broken(Rule::MoneyTooFewDecimals)),
            _ => return Err(too_many_decimals(Found::amount(text))),
        }
        let currency: Currency = code.parse()?;
        let minor = Scaled::of_text(amount, u32::from(currency.exponent())).map_or(Err(Minor::FINER), Scaled::exactly);
        Ok(Money { minor: minor.map_err(broken)?, currency })
    }

    /// With two decimals, a blank and its code, such as `450.00 JPY`: what [`Money::read_text`] reads.
    ///
    /// # Errors
    ///
    /// [`Rule::MoneyTooManyDecimals`] for what has more in its currency, such as 1.234 KWD; nothing is rounded.
    pub fn to_text(self) -> Result<String, Violation> {
        let hundredths = Scaled::of_decimal(self.to_major(), Factor::HUNDREDTHS).whole();
        let hundredths = hundredths.ok_or_else(|| too_many_decimals(Found::shown(self)))?;
        let sign = if self.minor() < 0 { "-" } else { "" };
        Ok(format!("{sign}{}.{:02} {}", hundredths / 100, hundredths % 100, self.currency))
    }

    /// Both together.
    ///
    /// ```
    /// use lastmile::{Money, Rule};
    ///
    /// let (fee, tip) = (Money::read_text("4.50 EUR")?, Money::read_text("1.00 EUR")?);
    /// assert_eq!(fee.checked_add(tip)?.checked_mul(2)?.to_string(), "11.00 EUR");
    /// assert_eq!(tip.checked_sub(fee)?.minor(), -350);
    /// assert_eq!(fee.checked_add(Money::read_text("1.00 GBP")?).unwrap_err().rule(), Rule::MoneyOtherCurrency);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::MoneyOtherCurrency`], [`Rule::MoneyTooLarge`].
    pub fn checked_add(self, other: Money) -> Result<Money, Violation> {
        self.check_currency(other.currency)?;
        Ok(Money { minor: seal(self.minor.unseal().saturating_add(other.minor.unseal()))?, ..self })
    }

    /// What is left without the other.
    ///
    /// # Errors
    ///
    /// [`Rule::MoneyOtherCurrency`], [`Rule::MoneyTooLarge`].
    pub fn checked_sub(self, other: Money) -> Result<Money, Violation> {
        self.check_currency(other.currency)?;
        Ok(Money { minor: seal(self.minor.unseal().saturating_sub(other.minor.unseal()))?, ..self })
    }

    /// So many of it.
    ///
    /// # Errors
    ///
    /// [`Rule::MoneyTooLarge`].
    pub fn checked_mul(self, times: u32) -> Result<Money, Violation> {
        Ok(Money { minor: seal(self.minor.unseal().saturating_mul(i128::from(times)))?, ..self })
    }

    /// Which is more.
    ///
    /// ```
    /// use lastmile::Money;
    ///
    /// let (fee, limit) = (Money::read_text("4.50 EUR")?, Money::read_text("5.00 EUR")?);
    /// assert!(fee.checked_cmp(limit)?.is_lt());
    /// assert!(fee.checked_cmp(Money::read_text("5.00 GBP")?).is_err(), "neither is more");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::MoneyOtherCurrency`].
    pub fn checked_cmp(self, other: Money) -> Result<Ordering, Violation> {
        self.check_currency(other.currency)?;
        Ok(self.minor.cmp(&other.minor))
    }

    /// Nothing, if it is of that currency.
    ///
    /// ```
    /// use lastmile::{Currency, Money, Rule};
    ///
    /// let wallet: Currency = "EUR".parse()?;
    /// Money::read_text("4.50 EUR")?.check_currency(wallet)?;
    /// let refused = Money::read_text("4.50 GBP")?.check_currency(wallet).unwrap_err();
    /// assert_eq!((refused.rule(), refused.found().as_str()), (Rule::MoneyOtherCurrency, "GBP and EUR"));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::MoneyOtherCurrency`].
    pub fn check_currency(self, currency: Currency) -> Result<(), Violation> {
        if self.currency == currency {
            return Ok(());
        }
        Err(Rule::MoneyOtherCurrency.broken_by(Found::shown(format_args!("{} and {currency}", self.currency))))
    }
}

fn too_many_decimals(found: Found) -> Violation {
    Rule::MoneyTooManyDecimals.broken_by(found)
}

/// Such as `4.50 EUR`, with the currency's own number of decimals.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.to_major(), self.currency)
    }
}

/// The code of a currency that has a minor unit, by ISO 4217; also of one that was superseded, as orders outlive it.
///
/// The codes of metals and of nothing, such as `XAU` and `XXX`, are not among them.
///
/// ```
/// use lastmile::{Currency, Rule};
///
/// let dinar: Currency = "KWD".parse()?;
/// assert_eq!(dinar.code(), "KWD");
/// assert_eq!(dinar.exponent(), 3);
/// assert_eq!("eur".parse::<Currency>().unwrap_err().rule(), Rule::CurrencyUnknown);
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: [u8; 3],
    exponent: u8,
}

impl Currency {
    /// The three letters.
    pub const fn code(&self) -> &str {
        match core::str::from_utf8(&self.code) {
            Ok(code) => code,
            Err(_) => "",
        }
    }

    /// How many decimals an amount has: 2 for most, 0 for `JPY`, 3 for `KWD`, 4 for `CLF`.
    pub const fn exponent(self) -> u8 {
        self.exponent
    }

    /// Every currency, by the number of decimals; those with two come first.
    ///
    /// ```
    /// use lastmile::Currency;
    ///
    /// let without_cents: Vec<_> = Currency::all().filter(|currency| currency.exponent() == 0).collect();
    /// assert!(without_cents.contains(&"JPY".parse()?) && !without_cents.contains(&"EUR".parse()?));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn all() -> impl Iterator<Item = Currency> {
        CODES.iter().flat_map(|(exponent, codes)| {
            let codes = codes.split_ascii_whitespace().filter_map(|code| code.as_bytes().try_into().ok());
            codes.map(|code| Currency { code, exponent: *exponent })
        })
    }

    /// One of it in minor units.
    fn factor(self) -> Factor {
        Factor { of: 10_u32.saturating_pow(u32::from(self.exponent())), to: 1 }
    }

    fn refuses(self, rule: Rule, value: Decimal) -> Violation {
        rule.broken_by(Found::shown(format_args!("{value} {self}")))
    }
}

/// ISO 4217, list one: the currencies that have a minor unit, by its decimals; and the latest of list three, the superseded
/// ones.
const CODES: [(u8, &str); 4] = [
    (
        2,
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF \
         CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK \
         HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR \
         MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP \
         SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG \
         YER ZAR ZMW ZWG ZWL",
    ),
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
];

impl FromStr for Currency {
    type Err = Violation;

    /// Three capital letters, without blanks.
    ///
    /// # Errors
    ///
    /// [`Rule::CurrencyUnknown`].
    fn from_str(text: &str) -> Result<Currency, Violation> {
        let known = Currency::all().find(|currency| currency.code.as_slice() == text.as_bytes());
        known.ok_or_else(|| {
            let looks_like_one = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
            Rule::CurrencyUnknown.broken_by(if looks_like_one { Found::shown(text) } else { Found::text(text) })
        })
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Currency({self})")
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

own_parsed!(Currency);
