//! Brazil's documents: what is valid, what one wrong character does, and a million of each against another implementation.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "a test may panic"
)]

#[path = "common/less.rs"]
mod less;

use lastmile::{Cep, Cnpj, Country, Cpf, InvoiceAccessKey, Rule, State, TaxId, Timestamp, Violation};
use less::less;

/// The published algorithms, written down as they are published: a table of weights for each digit.
mod published {
    const CPF_1: [u32; 9] = [10, 9, 8, 7, 6, 5, 4, 3, 2];
    const CPF_2: [u32; 10] = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    const CNPJ_1: [u32; 12] = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
    const CNPJ_2: [u32; 13] = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
    const KEY: [u32; 43] = [
        4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2, 9, 8,
        7, 6, 5, 4, 3, 2,
    ];

    pub(crate) fn sum(text: &[u8], weights: &[u32]) -> u32 {
        let mut sum = 0;
        let mut at = 0;
        while at < weights.len() {
            sum += (text[at] - 48) as u32 * weights[at];
            at += 1;
        }
        sum
    }

    /// CPF: ten times the sum, modulo 11; 10 becomes 0.
    fn times_ten(text: &[u8], weights: &[u32]) -> u8 {
        match sum(text, weights) * 10 % 11 {
            10 => b'0',
            digit => b'0' + digit as u8,
        }
    }

    /// CNPJ and access key: remainders 0 and 1 give 0, others 11 less the remainder.
    fn remainder(text: &[u8], weights: &[u32]) -> u8 {
        match sum(text, weights) % 11 {
            0 | 1 => b'0',
            rest => b'0' + (11 - rest) as u8,
        }
    }

    pub(crate) fn finish_cpf(text: &mut [u8; 11]) {
        text[9] = times_ten(text, &CPF_1);
        text[10] = times_ten(text, &CPF_2);
    }

    pub(crate) fn finish_cnpj(text: &mut [u8]) {
        text[12] = remainder(text, &CNPJ_1);
        text[13] = remainder(text, &CNPJ_2);
    }

    pub(crate) fn finish_key(text: &mut [u8; 44]) {
        text[43] = remainder(text, &KEY);
    }

    /// Whether every change of a character by less than 11 shows: not if sums that differ have the same digit.
    pub(crate) fn key_promises(text: &[u8]) -> bool {
        sum(text, &KEY) % 11 > 1
    }
}

/// Marsaglia's xorshift: the same numbers in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    fn digits<const N: usize>(&mut self) -> [u8; N] {
        let mut digits = [b'0'; N];
        let mut rest = 0;
        for (at, digit) in digits.iter_mut().enumerate() {
            if at % 9 == 0 {
                rest = self.roll(1_000_000_000);
            }
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        digits
    }

    /// Mostly digits, now and then a capital letter.
    fn alphanumeric(&mut self, text: &mut [u8]) {
        if self.roll(2) == 0 {
            for byte in text {
                if self.roll(3) == 0 {
                    *byte = b'A' + self.roll(26) as u8;
                }
            }
        }
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

const MILLION: usize = less(1_000_000, 50);

/// Half of them valid, half with another digit at the end or anywhere else, which may be valid all the same.
fn generated<const N: usize>(seed: u64, finish: fn(&mut [u8; N]), letters: &[usize], is_valid: fn(&str) -> bool) {
    let mut dice = Dice(seed);
    let mut valid = 0_usize;
    for round in 0..MILLION {
        let mut bytes = dice.digits::<N>();
        if let [from, to] = *letters {
            dice.alphanumeric(&mut bytes[from..to]);
        }
        finish(&mut bytes);
        let mut right = bytes;
        if round % 2 == 1 {
            let at = if round % 4 == 1 { N - 1 } else { dice.roll(N as u64) as usize };
            bytes[at] = b'0' + dice.roll(10) as u8;
            if at != N - 1 {
                right = bytes;
                finish(&mut right);
            }
        }
        let alike = N != 44 && bytes == [bytes[0]; N];
        assert_eq!(is_valid(text(&bytes)), bytes == right && !alike, "{}", text(&bytes));
        valid += usize::from(bytes == right);
    }
    assert!((MILLION / 2..MILLION * 3 / 5).contains(&valid), "{valid}");
}

#[test]
fn a_million_cpfs_agree_with_the_published_algorithm() {
    generated::<11>(0x9e37_79b9_7f4a_7c15, published::finish_cpf, &[], |text| Cpf::new(text).is_ok());
}

#[test]
fn a_million_cnpjs_agree_with_the_published_algorithm() {
    generated::<14>(
        0xbf58_476d_1ce4_e5b9,
        |text| published::finish_cnpj(text),
        &[0, 12],
        |text| Cnpj::new(text).is_ok(),
    );
}

#[test]
fn a_million_access_keys_agree_with_the_published_algorithm() {
    let is_valid = |text: &str| InvoiceAccessKey::new(text).is_ok();
    generated::<44>(0x94d0_49bb_1331_11eb, published::finish_key, &[6, 18], is_valid);
}

/// Each text that has another digit at one place.
fn changes(text: &[u8]) -> impl Iterator<Item = (usize, Vec<u8>)> + '_ {
    (0..text.len()).flat_map(move |at| {
        (b'0'..=b'9').filter(move |digit| text[at].is_ascii_digit() && *digit != text[at]).map(move |digit| {
            let mut changed = text.to_vec();
            changed[at] = digit;
            (at, changed)
        })
    })
}

#[test]
#[cfg_attr(miri, ignore = "hundreds of thousands of numbers")]
fn every_wrong_digit_is_refused_where_modulo_11_promises_it() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    for _ in 0..500 {
        // A check digit of 0 stands for two remainders. Two digits that are not 0 promise everything, one promises what it
        // weighs by itself.
        let mut cpf = dice.digits::<11>();
        published::finish_cpf(&mut cpf);
        assert!(cpf.iter().all(|byte| *byte == cpf[0]) || Cpf::new(text(&cpf)).is_ok());
        for (at, changed) in changes(&cpf) {
            if at > 8 || cpf[9] != b'0' {
                assert!(Cpf::new(text(&changed)).is_err(), "{} for {}", text(&changed), text(&cpf));
            }
        }

        let mut cnpj = dice.digits::<14>();
        dice.alphanumeric(&mut cnpj[..12]);
        published::finish_cnpj(&mut cnpj);
        assert!(Cnpj::new(text(&cnpj)).is_ok());
        for (at, changed) in changes(&cnpj) {
            if at > 11 || cnpj[12] != b'0' || cnpj[13] != b'0' {
                assert!(Cnpj::new(text(&changed)).is_err(), "{} for {}", text(&changed), text(&cnpj));
            }
        }

        let mut key = dice.digits::<44>();
        published::finish_key(&mut key);
        assert!(InvoiceAccessKey::new(text(&key)).is_ok());
        for (at, changed) in changes(&key) {
            if at == 43 || published::key_promises(&key) {
                assert!(InvoiceAccessKey::new(text(&changed)).is_err(), "{} for {}", text(&changed), text(&key));
            }
        }
    }
}

#[track_caller]
fn assert_broken<T: std::fmt::Debug>(result: Result<T, Violation>, rule: Rule) {
    assert_eq!(result.unwrap_err().rule(), rule);
}

#[test]
fn known_numbers_are_valid_and_their_neighbours_are_not() {
    for cpf in ["07073877014", "52998224725", "11144477735"] {
        assert!(Cpf::new(cpf).is_ok(), "{cpf}");
    }
    for cnpj in ["88399480000156", "83123141000200", "11222333000181", "12ABC34501DE35"] {
        assert!(Cnpj::new(cnpj).is_ok(), "{cnpj}");
    }
    for digit in '0'..='9' {
        let alike = |length| digit.to_string().repeat(length);
        assert_broken(Cpf::new(alike(11)), Rule::CpfFormat);
        assert_broken(Cnpj::new(alike(14)), Rule::CnpjFormat);
        assert_broken(TaxId::new(alike(11)), Rule::CpfFormat);
    }
    for wrong in
        ["", "0707387701", "070738770144", "0707387701a", "070.738.770", "０7073877014", "07073877014 ", "0707387701٤"]
    {
        assert_broken(Cpf::new(wrong), Rule::CpfFormat);
    }
    for wrong in
        ["", "8839948000015", "883994800001566", "88.399.480/0001", "12abc34501de35", "12ABC34501DE3A", "12ÁBC34501D35"]
    {
        assert_broken(Cnpj::new(wrong), Rule::CnpjFormat);
    }
    assert_broken(Cpf::new("07073877041"), Rule::CpfCheckDigits);
    assert_broken(Cnpj::new("12ABC34501DE34"), Rule::CnpjCheckDigits);
    assert_broken(Cnpj::new("12ABC34501DF35"), Rule::CnpjCheckDigits);
    for wrong in ["", "é", "1234567890", "123456789012", "1234567890123", "123456789012345"] {
        assert_broken(TaxId::new(wrong), Rule::TaxIdLength);
    }
}

#[test]
fn a_cpf_with_its_marks_is_not_taken_for_a_company() {
    // With them it has as many characters as a CNPJ has without.
    assert_broken(TaxId::new("070.738.770-14"), Rule::CpfFormat);
    assert_broken(TaxId::new("070.738.77014-"), Rule::CpfFormat);
    assert_broken(TaxId::new(".550388(4652…5"), Rule::CnpjFormat);
    assert_broken(TaxId::new("88399480.00015"), Rule::CnpjFormat);
    assert_broken(TaxId::new("88.399.480/0001-56"), Rule::TaxIdLength);
}

/// The key that has these 43 digits in front.
fn finished(body: &str) -> InvoiceAccessKey {
    let mut key: [u8; 44] = format!("{body}0").into_bytes().try_into().unwrap();
    published::finish_key(&mut key);
    InvoiceAccessKey::new(text(&key)).unwrap()
}

#[test]
fn access_keys_of_every_layout_are_read() {
    let old = "42081183123141000200550010000007010046403276";
    let contingency = "13181017921427000125650010000000309887251170";
    let parts = |text: &str| {
        let key = InvoiceAccessKey::new(text).unwrap();
        let issuer = key.issuer().map(|issuer| issuer.as_str().to_owned());
        (key.state(), key.year(), key.month(), issuer, key.model(), key.series(), key.number(), key.emission())
    };
    let issuer = |text: &str| Some(text.to_owned());
    assert_eq!(parts(old), (Some(State::SC), 2008, Some(11), issuer("83123141000200"), 55, 1, 701, None));
    assert_eq!(parts(contingency), (Some(State::AM), 2018, Some(10), issuer("17921427000125"), 65, 1, 30, Some(9)));
    let new = "33150308370779000149550010001100931002410775";
    assert_eq!(parts(new), (Some(State::RJ), 2015, Some(3), issuer("08370779000149"), 55, 1, 110_093, Some(1)));

    let finished = |body: &str| parts(finished(body).as_str());
    // With letters, of a person, and with parts that make no sense.
    assert_eq!(finished("35260712ABC34501DE3555001000000701100464032").3, issuer("12ABC34501DE35"));
    assert_eq!(finished("3526070000707387701455920000000701100464032").3, issuer("07073877014"));
    let senseless = finished("9900001111111111111100000000000000000000000");
    assert_eq!((senseless.0, senseless.2, senseless.3), (None, None, None));
    assert_eq!(finished("3520070707387701455955890123456789100464032").5, 890);

    for wrong in [&old[1..], &format!("{old}0"), &old.replace('4', "A"), &old.to_lowercase().replace("83", "a3"), ""] {
        assert_broken(InvoiceAccessKey::new(wrong), Rule::InvoiceKeyFormat);
    }
    for at in (0..44).filter(|at| !(6..18).contains(at)) {
        let mut lettered = old.to_owned();
        lettered.replace_range(at..=at, "A");
        assert_broken(InvoiceAccessKey::new(lettered), Rule::InvoiceKeyFormat);
    }
    assert_broken(InvoiceAccessKey::new(format!("{}é", &old[2..])), Rule::InvoiceKeyFormat);
    assert_broken(InvoiceAccessKey::new(old.replace("3276", "3277")), Rule::InvoiceKeyCheckDigit);
    assert_broken(InvoiceAccessKey::new(old.replace("8312", "8321")), Rule::InvoiceKeyCheckDigit);
}

/// A key of that year and month, two digits each, issued by that number, with that digit where newer ones say how.
fn key(month: &str, issuer: &str, emission: char) -> InvoiceAccessKey {
    finished(&format!("35{month}{issuer:0>14}55001000000701{emission}00464032"))
}

#[test]
fn keys_say_how_they_were_issued_from_april_2011_on() {
    let emission = |month| key(month, "83123141000200", '9').emission();
    assert_eq!(["0804", "1012", "1101", "1103", "1100"].map(emission), [None; 5]);
    assert_eq!(["1104", "1112", "1201", "1203", "2610"].map(emission), [Some(9); 5]);
    assert_eq!(key("2610", "83123141000200", '1').emission(), Some(1));
    assert_eq!(key("2610", "83123141000200", '0').emission(), None, "0 is no way to issue it");
}

#[test]
fn an_invoice_is_of_its_seller_whichever_branch_issued_it() {
    let company = key("2610", "83123141000200", '1');
    let seller = |number: &str| TaxId::new(number).unwrap();
    let branch = {
        let mut digits = *b"83123141000700";
        published::finish_cnpj(&mut digits);
        seller(text(&digits))
    };
    assert_ne!(company.issuer().as_ref(), Some(&branch));
    assert_eq!(company.agreeing_with_issuer(&branch), Ok(()));
    assert_eq!(company.agreeing_with_issuer(&seller("83123141000200")), Ok(()));
    for other in ["88399480000156", "07073877014"] {
        assert_broken(company.agreeing_with_issuer(&seller(other)), Rule::InvoiceOtherIssuer);
    }

    let person = key("2610", "07073877014", '1');
    assert_eq!(person.agreeing_with_issuer(&seller("07073877014")), Ok(()));
    for other in ["52998224725", "83123141000200"] {
        assert_broken(person.agreeing_with_issuer(&seller(other)), Rule::InvoiceOtherIssuer);
    }
    assert_eq!(key("2610", "11111111111111", '1').agreeing_with_issuer(&branch), Ok(()), "nobody knows whose it is");
}

#[test]
fn an_invoice_is_of_the_month_that_it_was_somewhere_in_brazil() {
    let october = key("2610", "83123141000200", '1');
    let made = |at: &str| october.agreeing_with_month(at.parse::<Timestamp>().unwrap());
    for within in [
        "2026-10-01T00:00:00Z",
        "2026-10-15T12:00:00Z",
        "2026-10-31T23:59:59Z",
        "2026-11-01T04:59:59Z",
        "2026-10-31T23:59:59-05:00",
    ] {
        assert_eq!(made(within), Ok(()), "{within}");
    }
    for without in [
        "2026-09-30T23:59:59Z",
        "2026-11-01T05:00:00Z",
        "2025-10-15T12:00:00Z",
        "2026-11-15T12:00:00Z",
        "2026-10-01T00:00:00+03:00",
    ] {
        assert_broken(made(without), Rule::InvoiceOtherMonth);
    }
    assert_eq!(made("2026-11-15T12:00:00Z").unwrap_err().found().as_str(), "2026-10, not 2026-11");
    let no_month = key("2600", "83123141000200", '1');
    assert_eq!(no_month.agreeing_with_month("2020-01-01T00:00:00Z".parse().unwrap()), Ok(()), "it does not say");
}

#[test]
fn what_is_told_of_a_number_with_marks_says_that_it_has_none() {
    let told = |violation: lastmile::Violation| violation.to_string();
    assert!(told(TaxId::new("070.738.770-14").unwrap_err()).contains("without points and dashes"));
    assert!(told(Cep::new("04029-904").unwrap_err()).contains("without a dash"));
    let in_fours = "4208 1183 1231 4100 0200 5500 1000 0007 0100 4640 3276";
    assert!(told(InvoiceAccessKey::new(in_fours).unwrap_err()).contains("without blanks"));
    let small = "brl".parse::<lastmile::Currency>().unwrap_err();
    assert!(told(small).contains("capital letters"), "what is wrong with it");
}

#[test]
fn nothing_shows_a_number_whole() {
    let shown = format!(
        "{:?} {:?} {:?} {:?}",
        Cpf::new("07073877014").unwrap(),
        TaxId::new("12ABC34501DE35").unwrap(),
        InvoiceAccessKey::new("42081183123141000200550010000007010046403276").unwrap(),
        Cep::new("04029904").unwrap(),
    );
    assert_eq!(shown, "Cpf(11 characters) Cnpj(Cnpj(12…35)) InvoiceAccessKey(42…76) Cep(8 characters)");
    for refused in [Cpf::new("07073877015").unwrap_err(), Cpf::new("0707387701").unwrap_err()] {
        assert!(!format!("{refused} {refused:?}").contains("0707"), "{refused}");
    }
}

#[test]
#[cfg_attr(miri, ignore = "a table of 17,576 codes")]
fn there_are_27_states_and_249_countries() {
    assert_eq!(State::ALL.len(), 27);
    assert!(State::ALL.is_sorted_by(|one, next| one.code() < next.code()));
    for state in State::ALL {
        assert_eq!(State::from_code(state.code()), Some(state));
        assert_eq!(state.to_string().parse(), Ok(state));
        assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
    }
    assert_eq!((0..100).filter_map(State::from_code).count(), 27);
    // As IBGE numbers them: the north from 11, the north-east from 21, the south-east, the south, the west.
    let regions =
        [(11, "ROACAMRRPAAPTO"), (21, "MAPICERNPBPEALSEBA"), (31, "MGESRJ__SP"), (41, "PRSCRS"), (50, "MSMTGODF")];
    for (first, letters) in regions {
        for (code, at) in (first..).zip((0..letters.len()).step_by(2)) {
            let state = State::from_code(code).map_or("__", State::as_str);
            assert_eq!(state, &letters[at..at + 2], "{code}");
        }
    }
    for wrong in ["", "sp", "SP ", "S", "SÃO"] {
        assert_broken(wrong.parse::<State>(), Rule::StateUnknown);
    }
    let countries: Vec<Country> = Country::all().collect();
    assert_eq!(countries.len(), 249);
    assert!(countries.is_sorted_by(|one, next| one < next), "each once");
    for country in countries {
        assert_eq!(country.code().parse(), Ok(country));
    }
    for wrong in ["", "BR", "bra", "BRA ", "XXX", "BRAZ", "ÇÃ"] {
        assert_broken(wrong.parse::<Country>(), Rule::CountryUnknown);
    }
    for wrong in ["", "0402990", "040299044", "04029-904", "0402990a", "٠4029904"] {
        assert_broken(Cep::new(wrong), Rule::CepFormat);
    }
}

#[test]
fn what_is_wrong_does_not_come_in_through_serde() {
    assert!(serde_json::from_str::<TaxId>("\"07073877015\"").is_err());
    assert!(serde_json::from_str::<Cnpj>("\"88399480000157\"").is_err());
    assert!(serde_json::from_str::<InvoiceAccessKey>("\"4208\"").is_err());
    assert!(serde_json::from_str::<Cep>("\"4029904\"").is_err());
    assert!(serde_json::from_str::<Country>("\"BR\"").is_err());
    let company = TaxId::new("12ABC34501DE35").unwrap();
    assert_eq!(serde_json::to_string(&company).unwrap(), "\"12ABC34501DE35\"");
    assert_eq!(serde_json::from_str::<TaxId>("\"12ABC34501DE35\"").unwrap(), company);
}
