//! Brazil's numbers, beside modulo 11 by another formula: weights that rise from the left, and the rest itself.

use lastmile::{Cep, Cnpj, Cpf, InvoiceAccessKey, Rule, State, TaxId};

pub fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    check_cpf(text);
    check_cnpj(text);
    check_key(text);
    check_tax_id(text);
    let is_cep = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    assert_eq!(Cep::new(text).is_ok(), is_cep);

    // A text whose check digits are right is rare; so they are put there, and each of the others in turn.
    for (length, places) in [(11, &[9, 10][..]), (14, &[12, 13]), (44, &[43])] {
        let repaired: String =
            text.chars().map(digit_or_capital).chain("0".repeat(length).chars()).take(length).collect();
        let mut repaired = with_check_digits(repaired, places);
        check_cpf(&repaired);
        check_cnpj(&repaired);
        check_key(&repaired);
        check_tax_id(&repaired);
        for place in places {
            for digit in "0123456789".chars() {
                let right = repaired.remove(*place);
                repaired.insert(*place, digit);
                check_cpf(&repaired);
                check_cnpj(&repaired);
                check_key(&repaired);
                repaired.remove(*place);
                repaired.insert(*place, right);
            }
        }
    }
}

fn digit_or_capital(c: char) -> char {
    if c.is_ascii_digit() || c.is_ascii_uppercase() { c } else { char::from(b'0' + (u32::from(c) % 10) as u8) }
}

/// Each character counts its place among the ASCII characters behind the zero.
fn value(c: char) -> u32 {
    u32::from(c) - u32::from('0')
}

/// The rest of the weighted sum itself, ten being zero. The weights are those of the formula with 11 less the rest, each
/// taken from 11.
fn check_digit(text: &str, weights: &[u32]) -> Option<char> {
    let sum: u32 = text.chars().zip(weights).map(|(c, weight)| value(c) * weight).sum();
    char::from_digit(sum % 11 % 10, 10)
}

const CPF: [&[u32]; 2] = [&[1, 2, 3, 4, 5, 6, 7, 8, 9], &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]];
const CNPJ: [&[u32]; 2] = [&[6, 7, 8, 9, 2, 3, 4, 5, 6, 7, 8, 9], &[5, 6, 7, 8, 9, 2, 3, 4, 5, 6, 7, 8, 9]];
const KEY: &[u32] = &[
    7, 8, 9, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4,
    5, 6, 7, 8, 9,
];

fn with_check_digits(text: String, places: &[usize]) -> String {
    let weights: &[&[u32]] = match text.len() {
        11 => &CPF,
        14 => &CNPJ,
        _ => &[KEY],
    };
    let mut body: String = text.chars().take(places[0]).collect();
    for weights in weights {
        let digit = check_digit(&body, weights).unwrap();
        body.push(digit);
    }
    body
}

fn is_alike(text: &str) -> bool {
    text.chars().all(|c| text.starts_with(c))
}

/// The rule that a text breaks: of its form, or of its check digits.
fn verdict(text: &str, length: usize, letters: std::ops::Range<usize>, places: &[usize]) -> Option<bool> {
    let may_stand = |(at, c): (usize, char)| c.is_ascii_digit() || (c.is_ascii_uppercase() && letters.contains(&at));
    if text.chars().count() != length || !text.chars().enumerate().all(may_stand) {
        return None;
    }
    Some(with_check_digits(text.to_owned(), places) == text)
}

fn check_cpf(text: &str) {
    let expected = match verdict(text, 11, 0..0, &[9, 10]).filter(|_| !is_alike(text)) {
        None => Err(Rule::CpfFormat),
        Some(false) => Err(Rule::CpfCheckDigits),
        Some(true) => Ok(text.to_owned()),
    };
    let found = Cpf::new(text);
    assert_eq!(found.clone().map(|cpf| cpf.as_str().to_owned()).map_err(|violation| violation.rule()), expected);
    match found {
        Ok(cpf) => assert!(!format!("{cpf:?}").contains(&text[2..9])),
        Err(violation) => {
            let is_number = text.len() > 8 && text.bytes().all(|byte| byte.is_ascii_digit());
            assert!(!is_number || !violation.to_string().contains(text));
        }
    }
}

fn check_cnpj(text: &str) {
    let expected = match verdict(text, 14, 0..12, &[12, 13]).filter(|_| !is_alike(text)) {
        None => Err(Rule::CnpjFormat),
        Some(false) => Err(Rule::CnpjCheckDigits),
        Some(true) => Ok(text.to_owned()),
    };
    let found = Cnpj::new(text);
    assert_eq!(found.clone().map(|cnpj| cnpj.as_str().to_owned()).map_err(|violation| violation.rule()), expected);
    if let Ok(cnpj) = found {
        assert_eq!(cnpj.root(), &text[..8]);
        assert!(!format!("{cnpj:?}").contains(&text[2..12]));
    }
}

fn check_key(text: &str) {
    let expected = match verdict(text, 44, 6..18, &[43]) {
        None => Err(Rule::InvoiceKeyFormat),
        Some(false) => Err(Rule::InvoiceKeyCheckDigit),
        Some(true) => Ok(text.to_owned()),
    };
    let found = InvoiceAccessKey::new(text);
    assert_eq!(found.clone().map(|key| key.as_str().to_owned()).map_err(|violation| violation.rule()), expected);
    let Ok(key) = found else { return };
    let number = |from: usize, until: usize| text[from..until].parse::<u32>().unwrap();
    let state = State::ALL.into_iter().find(|state| state.code() == number(0, 2));
    assert_eq!((key.state(), key.year()), (state, 2000 + number(2, 4)));
    assert_eq!(key.month(), (1..=12).find(|month| *month == number(4, 6)));
    assert_eq!((key.model(), key.series(), key.number()), (number(20, 22), number(22, 25), number(25, 34)));
    let company = Cnpj::new(&text[6..20]).map(TaxId::Cnpj).ok();
    let person = if &text[6..9] == "000" { Cpf::new(&text[9..20]).map(TaxId::Cpf).ok() } else { None };
    assert_eq!(key.issuer(), company.or(person));
    assert!(!format!("{key:?}").contains(&text[2..42]));
    if let Some(issuer) = key.issuer() {
        assert_eq!(key.agreeing_with_issuer(&issuer), Ok(()));
    }
    for state in State::ALL {
        assert_eq!(key.agreeing_with_state(state).is_ok(), key.state().is_none_or(|of_key| of_key == state));
    }
}

fn check_tax_id(text: &str) {
    let expected = match text.chars().count() {
        11 => Cpf::new(text).map(TaxId::Cpf).map_err(|violation| violation.rule()),
        14 if verdict(&text.replace(['.', '-'], ""), 11, 0..0, &[9, 10]).is_some() => Err(Rule::CpfFormat),
        14 => Cnpj::new(text).map(TaxId::Cnpj).map_err(|violation| violation.rule()),
        _ => Err(Rule::TaxIdLength),
    };
    assert_eq!(TaxId::new(text).map_err(|violation| violation.rule()), expected);
    if let Ok(id) = expected {
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(serde_json::from_str::<TaxId>(&json).unwrap(), id);
    }
}
