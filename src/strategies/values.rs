//! One value each: texts, numbers, times, places.

use alloc::format;
use alloc::string::String;

use proptest::arbitrary::{Arbitrary, any_with};
use proptest::prop_oneof;
use proptest::strategy::{BoxedStrategy, LazyJust, Strategy};

use super::choices::{Choices, drawn};
use crate::brazil::{Cep, Cnpj, Cpf, InvoiceAccessKey, State, TaxId};
use crate::contact::{Contact, Stop};
use crate::edit::Edit;
use crate::headers::{HeaderName, HeaderValue, Headers};
use crate::id::{
    BundleId, CarrierId, Channel, CompanyId, DeliveryId, InvoiceNumber, LocationId, MethodId, OrderId, OrderNumber,
    ParcelId, PaymentId, ProductId, Reference, RouteId, SellerGroupId, SellerId, TrackingNumber,
};
use crate::job::{IdentificationNumber, IntegrationKey, SlotId};
use crate::money::{Currency, Money};
use crate::place::{Coordinates, Country, Latitude, Longitude, Place, PostalAddress, Region, ZipCode};
use crate::rule::Violation;
use crate::strategies::Generate;
use crate::text::{
    AccessCode, AddressLine, AddressPart, Barcode, CallingCode, Email, FreeText, Label, Link, Name, Note, PersonName,
    Phone, SizeAlias, Word,
};
use crate::time::{OffsetTime, TimeWindow, Timestamp};
use crate::units::{Centimetres, Cents, CubicCentimetres, Dimensions, Grams, Percent, Price, Quantity};

macro_rules! texts {
    ($($text:ident)+) => { drawn! { 16; $($text: |c| c.text($text::new);)+ } };
}

texts! {
    Note PersonName AddressLine AddressPart FreeText AccessCode Barcode Label SizeAlias Name Word HeaderValue
    BundleId CarrierId Channel CompanyId DeliveryId InvoiceNumber LocationId MethodId OrderId OrderNumber
    ParcelId PaymentId ProductId Reference RouteId SellerGroupId SellerId TrackingNumber
    SlotId IdentificationNumber IntegrationKey
}

/// Puts the digits behind a body that a rule asks for, if there are any.
fn checked<T>(body: &str, digits: usize, new: fn(String) -> Result<T, Violation>) -> Result<T, Violation> {
    let all = || (0..100).map(|number| format!("{body}{number:0digits$}"));
    all().find_map(|text| new(text).ok()).map_or_else(|| new(String::from(body)), Ok)
}

drawn! {
    50;
    Phone: |c| match c.below(8) {
        7 => { let digits = c.digits(8); Phone::new(format!("+49{digits}")) }
        _ => c.valid(Phone::new, &["+972554754407", "112", "053-1234567", "911111111", "(11) 91111.1111"]),
    };
    Email: |c| c.valid(Email::new, &["a@b", "joão@exemplo.com.br", "\"a@b\"@example.com"]);
    Link: |c| c.valid(Link::new, &["https://example.com/t?x=1#y", "HTTP://example.com", "https://u:p@example.com/"]);
    CallingCode: |c| c.valid(CallingCode::new, &["55", "+972", "1"]);
    HeaderName: |c| c.valid(HeaderName::new, &["Authorization", "X-Token", "x~1!"]);
    Headers: |c| {
        let mut headers = c.some_with(1, |c| Ok((HeaderName::new("X-Token")?, c.draw()?)))?;
        headers.extend(c.maybe_with(|_| Ok((HeaderName::new("x~1!")?, HeaderValue::new("")?)))?);
        Headers::new(headers)
    };

    Cep: |c| { let digits = c.digits(8); Cep::new(digits) };
    // Not all digits may be alike.
    Cpf: |c| { let digits = c.digits(7); checked(&format!("10{digits}"), 2, Cpf::new) };
    Cnpj: |c| {
        let letters = c.one_of(&["88", "1A", "ZZ"]);
        let digits = c.digits(6);
        checked(&format!("{letters}{digits}0001"), 2, Cnpj::new)
    };
    TaxId: |c| if c.yes() { c.draw().map(TaxId::Cpf) } else { c.draw().map(TaxId::Cnpj) };
    InvoiceAccessKey: |c| {
        let (issuer, number): (Cnpj, String) = (c.draw()?, c.digits(20));
        let state = c.draw::<State>()?.code();
        checked(&format!("{state:02}2306{}55{number}1", issuer.as_str()), 1, InvoiceAccessKey::new)
    };
    State: |c| Ok(c.of(&State::ALL).copied().unwrap_or(State::SP));
    Country: |c| c.one_of(&["BRA", "ARG", "ISR"]).parse();

    Grams: |c| Ok(Grams::new(c.number(u32::MAX)));
    Centimetres: |c| Ok(Centimetres::new(c.number(u32::MAX)));
    CubicCentimetres: |c| Ok(CubicCentimetres::new(u64::from(c.number(u32::MAX))));
    Dimensions: |c| Ok(Dimensions { length: c.draw()?, width: c.draw()?, height: c.draw()? });
    Quantity: |c| Quantity::new(c.number(u32::MAX).max(1));
    Percent: |c| Percent::new(u16::try_from(c.number(10_000)).unwrap_or(10_000));
    Price: |c| {
        let cents = i64::from(c.number(u32::MAX));
        Price::new(Cents::new(if c.last_of(8) { cents.saturating_mul(200_000) } else { cents })?)
    };
    Cents: |c| Cents::new(signed(c));
    Currency: |c| c.one_of(&["EUR", "JPY", "BHD", "CLF", "COP"]).parse();
    Money: |c| { let currency = c.draw()?; money(c, currency) };

    Timestamp: |c| {
        let (year, month) = if c.last_of(4) { (c.below(100), c.below(12)) } else { (23, 5) };
        let (offset, fraction) = (c.one_of(&["Z", "+01:00", "-03:00", "+05:30"]), c.one_of(&["", ".5", ".000000001", ".123"]));
        let (day, hour, second) = (c.below(28), c.below(24), c.below(60));
        let (month, day) = (month.saturating_add(1), day.saturating_add(1));
        format!("20{year:02}-{month:02}-{day:02}T{hour:02}:30:{second:02}{fraction}{offset}").parse()
    };
    TimeWindow: |c| {
        let (one, other): (Timestamp, Timestamp) = (c.draw()?, c.draw()?);
        let (from, until) = if one.to_utc() <= other.to_utc() { (one, other) } else { (other, one) };
        match c.below(3) {
            0 => Ok(TimeWindow::starting(from)),
            1 => Ok(TimeWindow::ending(until)),
            _ => TimeWindow::new(from, until),
        }
    };
    OffsetTime: |c| c.one_of(&["14:00:00-03", "09:30:00.5Z", "23:59:59+05:30"]).parse();

    Latitude: |c| c.draw().map(|point: Coordinates| point.latitude);
    Longitude: |c| c.draw().map(|point: Coordinates| point.longitude);
    Coordinates: |c| match c.below(6) {
        at if c.is_full() => Coordinates::new(f64::from(u8::try_from(at).unwrap_or(0)) + 1.5, 2.5),
        0 => Coordinates::new(0.0, 0.0),
        1 => Coordinates::new(0.0, -180.0),
        2 => Coordinates::new(-90.0, 1e-9),
        _ => Coordinates::new(
            f64::from(c.number(u32::MAX)) / 50_000_000.0,
            -f64::from(c.number(u32::MAX)) / 25_000_000.0,
        ),
    };
    ZipCode: |c| if c.yes() { c.draw().map(ZipCode::Other) } else { c.draw().map(ZipCode::Cep) };
    Region: |c| if c.yes() { c.draw().map(Region::Other) } else { c.draw().map(Region::Brazil) };
    PostalAddress: |c| {
        let country: Option<Country> = c.maybe()?;
        let is_brazil = country.is_none_or(|country| country == Country::BRAZIL);
        let is_odd = c.last_of(8);
        let is_local = is_brazil != is_odd;
        Ok(PostalAddress {
            zip_code: c.maybe_with(|c| Ok(if is_local { ZipCode::Cep(c.draw()?) } else { ZipCode::Other(c.draw()?) }))?,
            country,
            state: c.maybe_with(|c| Ok(if is_local { Region::Brazil(c.draw()?) } else { Region::Other(c.draw()?) }))?,
            city: c.maybe()?,
            neighborhood: c.maybe()?,
            street: c.maybe()?,
            street_number: c.maybe()?,
            complement: c.maybe()?,
            reference: c.maybe()?,
        })
    };
    Place: |c| Ok(Place { address: c.maybe()?, postal: c.maybe()?, coordinates: c.maybe()?, note: c.maybe()? });
    Contact: |c| Ok(Contact { name: c.maybe()?, phone: c.maybe()?, country_code: c.maybe()?, email: c.maybe()? });
    Stop: |c| Ok(Stop { place: c.draw()?, contact: c.draw()? });
}

/// A number that is now and then below zero.
fn signed(c: &mut Choices) -> i64 {
    let number = i64::from(c.number(u32::MAX));
    if c.last_of(4) { number.saturating_sub(1000) } else { number }
}

/// An amount of that currency.
pub(super) fn money(c: &mut Choices, currency: Currency) -> Result<Money, Violation> {
    Money::new(signed(c), currency)
}

/// Feature `proptest`. It shrinks to one that keeps.
impl<T> Arbitrary for Edit<T>
where
    T: Arbitrary<Strategy: 'static> + 'static,
{
    type Parameters = T::Parameters;
    type Strategy = BoxedStrategy<Edit<T>>;

    fn arbitrary_with(parameters: T::Parameters) -> BoxedStrategy<Edit<T>> {
        let set = any_with::<T>(parameters).prop_map(Edit::Set);
        prop_oneof![LazyJust::new(|| Edit::Keep), LazyJust::new(|| Edit::Clear), set].boxed()
    }
}

impl<T: Generate> Generate for Edit<T> {
    fn draw(c: &mut Choices) -> Result<Edit<T>, Violation> {
        match c.below(3) {
            _ if c.is_full() => c.draw().map(Edit::Set),
            0 => Ok(Edit::Keep),
            1 => Ok(Edit::Clear),
            _ => c.draw().map(Edit::Set),
        }
    }
}
