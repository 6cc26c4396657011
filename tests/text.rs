//! Texts at their limits: what is accepted comes back as it was, what is refused is never repeated.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "common/less.rs"]
mod less;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Display;
use std::hash::{BuildHasher, RandomState};
use std::str::FromStr;

use lastmile::{
    AddressLine, AddressPart, Barcode, BlockingPolicy, BundleId, CallingCode, Channel, CompanyId, ContactLessWish,
    Country, Currency, DeliveryId, FreeText, InvoiceNumber, Label, Link, MassUnit, MethodId, Name, Note, OffsetTime,
    OrderNumber, ParcelId, PaymentMethod, PaymentStatus, PersonName, Phone, PieceStatus, PriceKind, ProductId,
    Reference, RouteId, Rule, SellerGroupId, SellerId, Severity, SizeAlias, Speed, State, Status, TaxId, Timestamp,
    Violation, Whole, Word,
};
use less::{less, one_in};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A type of text, without its type.
trait Text: Sized + DeserializeOwned + Serialize + PartialEq + Ord + std::hash::Hash {
    fn make(text: &str) -> Result<Self, Violation>;
    fn text(&self) -> &str;
}

macro_rules! texts {
    ($($name:ident)+) => {
        $(impl Text for $name {
            fn make(text: &str) -> Result<Self, Violation> {
                $name::new(text)
            }

            fn text(&self) -> &str {
                self.as_str()
            }
        })+

        /// Does the same with every type of text.
        macro_rules! every_text {
            ($do:ident($text:expr)) => { $($do::<$name>($text);)+ };
        }
    };
}

texts! {
    Note PersonName AddressLine AddressPart FreeText Phone Link Barcode Label SizeAlias Name Word
    BundleId DeliveryId ProductId CompanyId RouteId Reference OrderNumber Channel
    SellerId SellerGroupId MethodId ParcelId InvoiceNumber
}

/// It is taken by every way in, and every way out gives it back unchanged.
#[track_caller]
fn accepted<T: Text>(text: &str) {
    let value = T::make(text).unwrap_or_else(|violation| panic!("{text:?}: {violation}"));
    assert_eq!(value.text(), text, "never trimmed or changed");
    let json = serde_json::to_string(&value).unwrap();
    assert_eq!(json, serde_json::to_string(text).unwrap(), "the plain text");
    assert!(serde_json::from_str::<T>(&json).unwrap() == value);
}

/// It is refused by every way in, and no message repeats it.
#[track_caller]
fn refused<T: Text>(text: &str, rule: Rule) {
    let Err(violation) = T::make(text) else { panic!("{text:?} is accepted") };
    assert_eq!(violation.rule(), rule, "{text:?}");
    let json = serde_json::to_string(text).unwrap();
    let Err(error) = serde_json::from_str::<T>(&json) else { panic!("{text:?} is accepted by serde") };
    assert!(error.to_string().contains(rule.code()), "{error}");
    if text.trim().chars().count() > 3 {
        let inner = text.trim();
        assert!(!violation.to_string().contains(inner) && !format!("{violation:?}").contains(inner), "{violation:?}");
        assert!(!error.to_string().contains(inner), "{error}");
    }
}

// Blank.

#[test]
fn a_text_has_at_least_one_character_that_is_not_blank() {
    fn blank<T: Text>(text: &str) {
        let Err(violation) = T::make(text) else { panic!("{text:?} is accepted") };
        let own = [Rule::Blank, Rule::PhoneShape, Rule::LinkScheme];
        assert!(own.contains(&violation.rule()), "{text:?}: {violation}");
        assert!(serde_json::from_str::<T>(&serde_json::to_string(text).unwrap()).is_err());
    }
    for text in ["", " ", "\t", "\r\n", "\u{a0}", "\u{2003}", "\u{3000}", " \u{85}\u{2028} "] {
        every_text!(blank(text));
        refused::<Note>(text, Rule::Blank);
        refused::<Label>(text, Rule::Blank);
        refused::<BundleId>(text, Rule::Blank);
    }
}

#[test]
fn blanks_around_a_text_are_real_data() {
    for text in ["Test ", " Habarzel 12, Tel Aviv ", "\ta\n", "a", "0", "null", "\0", "\u{200b}", "\u{feff}"] {
        accepted::<AddressLine>(text);
        accepted::<Label>(text);
        accepted::<PersonName>(text);
        accepted::<Reference>(text);
        accepted::<Note>(text);
    }
}

#[test]
fn only_text_becomes_text() {
    fn no<T: Text>(json: &str) {
        assert!(serde_json::from_str::<T>(json).is_err(), "{json}");
    }
    for json in ["null", "7", "1.5", "true", "[]", "[\"a\"]", "{}", "{\"text\":\"a\"}"] {
        every_text!(no(json));
    }
}

#[test]
fn texts_have_no_limit_but_their_own() {
    let long = "x".repeat(less(1_000_000, 1000));
    accepted::<AddressLine>(&long);
    accepted::<FreeText>(&long);
    accepted::<Reference>(&long);
    refused::<Note>(&long, Rule::NoteTooLong);
}

#[test]
fn a_text_of_the_wire_is_the_text_that_came_and_shows_only_its_length() {
    use lastmile::text::Text;

    let long = "x".repeat(24);
    for said in ["", "M", "HaBarzel 25, Tel Aviv é", long.as_str()] {
        let text = Text::from(said);
        assert_eq!((text.as_str(), text.as_ref(), &*text), (said, said, said));
        assert!(text == said && text == *said && text != "another" && text != *"another");
        let json = serde_json::to_string(&text).unwrap();
        assert_eq!(json, serde_json::to_string(said).unwrap());
        assert_eq!(serde_json::from_str::<Text>(&json).unwrap(), text);
        assert_eq!(String::from(text), said);
    }
    assert_eq!(
        format!("{:?} {:?}", Text::from("M"), Text::from("Tel Aviv")),
        "Text(a text of 1 character) Text(a text of 8 characters)"
    );
    let refused = serde_json::from_str::<Text>("7").unwrap_err().to_string();
    assert_eq!(refused, "invalid type: integer `7`, expected a text at line 1 column 1");
}

#[test]
fn texts_are_told_apart_by_every_character() {
    assert_ne!(BundleId::new("B-a").unwrap(), BundleId::new("B-A").unwrap());
    assert_ne!(SizeAlias::new("M").unwrap(), SizeAlias::new("m").unwrap());
    assert_ne!(Label::new("a").unwrap(), Label::new("a ").unwrap());
    assert_ne!(Label::new("é").unwrap(), Label::new("e\u{301}").unwrap(), "no normal form is taken");
}

// Notes.

#[test]
fn a_note_has_at_most_500_characters_of_any_size() {
    // One byte, two, three, four; a letter and its accent are two.
    for unit in ["x", "é", "א", "€", "🚚", "e\u{301}", "👨\u{200d}👩\u{200d}👧", " x"].into_iter().step_by(one_in(3))
    {
        let longest: String = unit.chars().cycle().take(500).collect();
        let one_more: String = unit.chars().cycle().take(501).collect();
        accepted::<Note>(&longest);
        refused::<Note>(&one_more, Rule::NoteTooLong);
    }
    accepted::<Note>("x");
}

#[test]
fn a_refused_note_says_how_long_it_is() {
    let violation = Note::new("é".repeat(501)).unwrap_err();
    assert_eq!(violation.found().as_str(), "a text of 501 characters");
    assert_eq!(Note::new("").unwrap_err().found().as_str(), "an empty text");
    assert_eq!(Note::new(" ").unwrap_err().found().as_str(), "a text of 1 character");
}

// Phone numbers.

#[test]
fn a_phone_number_is_taken_as_people_write_it() {
    // The providers' samples, and their own other pages.
    for text in [
        "012-4567898",
        "50-50",
        "13454",
        "3112112121",
        "+33612345678",
        "972528801054",
        "972598666690",
        "911111111",
        "+33 6 12 34 56 78",
        "(11) 91111-1111",
        "+1 (555) 010-9999",
        "030/123.456",
        "112",
        "000",
        "123456789012345",
        "+123456789012345",
        " 1-2.3/(4) ",
    ] {
        accepted::<Phone>(text);
    }
}

#[test]
fn a_phone_number_has_3_to_15_digits_and_nothing_but_the_marks_of_one() {
    for text in [
        "",
        "   ",
        "12",
        "1-2",
        "+12",
        "1234567890123456",
        "+1234567890123456",
        "none",
        "N/A",
        "call 972528801054",
        "972528801054x1",
        "972528801054#2",
        "97252+8801054",
        "++972528801054",
        "00+972528801054",
        " +972528801054",
        "972528801054\n",
        "972528801054\t",
        "972\u{a0}528801054",
        "\u{202a}972528801054\u{202c}",
        "९७२५२८८०१०५४",
        "١٢٣٤٥",
        "\u{ff11}\u{ff12}\u{ff13}\u{ff14}",
        "972\u{2013}528801054",
        "tel:+972528801054",
        "972,528801054",
    ] {
        refused::<Phone>(text, Rule::PhoneShape);
    }
}

#[test]
fn the_digits_of_a_phone_number_are_its_own() {
    let phone = Phone::new("+33 (6) 12/34.56-78").unwrap();
    assert_eq!(phone.digits(), "33612345678");
    assert!(phone.is_international());
    assert!(!Phone::new("0033612345678").unwrap().is_international());
}

proptest! {
    #[test]
    fn a_phone_number_is_accepted_by_its_digits_whatever_the_marks(
        plus in any::<bool>(),
        parts in proptest::collection::vec(("[0-9]", "[-. /()]{0,2}"), 0..20),
    ) {
        let body: String = parts.iter().map(|(digit, marks)| format!("{digit}{marks}")).collect();
        let text = format!("{}{body}", if plus { "+" } else { "" });
        let phone = Phone::new(text.clone());
        prop_assert_eq!(phone.is_ok(), (3..=15).contains(&parts.len()), "{}", text);
        if let Ok(phone) = phone {
            let digits: String = parts.iter().map(|(digit, _)| digit.as_str()).collect();
            prop_assert_eq!(phone.digits(), digits);
            prop_assert_eq!(phone.is_international(), plus);
        }
    }

    #[test]
    fn any_text_is_kept_or_refused_and_never_changed(text in less(".{0,600}", "[ -~é漢🚚]{0,60}")) {
        let blank = text.trim().is_empty();
        prop_assert_eq!(FreeText::new(text.clone()).is_err(), blank);
        prop_assert_eq!(Note::new(text.clone()).is_err(), blank || text.chars().count() > 500);
        if let Ok(value) = Label::new(text.clone()) {
            prop_assert_eq!(value.as_str(), text.as_str());
            prop_assert_eq!(value.to_string(), text.clone());
            prop_assert_eq!(text.parse::<Label>().ok(), Some(value.clone()));
            prop_assert_eq!(Label::try_from(text).ok(), Some(value));
        }
    }
}

// Calling codes.

#[test]
fn a_calling_code_has_1_to_3_digits_and_does_not_begin_with_0() {
    for code in ["1", "9", "55", "999", "+1", "+598"] {
        assert_eq!(CallingCode::new(code).unwrap().as_str(), code);
    }
    for code in ["", "+", "0", "055", "1234", "+1234", "++1", "1a", "1 2", "٥٥"] {
        assert_eq!(CallingCode::new(code).unwrap_err().rule(), Rule::CallingCodeShape, "{code}");
    }
}

// Links.

#[test]
fn a_link_is_an_absolute_http_address() {
    for text in [
        "http://a",
        "https://example.com",
        "HTTPS://EXAMPLE.COM/",
        "https://example.com:8443/a/b.png?c=d&e=%20#f",
        "https://user:token@example.com/",
        "https://192.0.2.1/a",
        "https://[2001:db8::1]/a",
        "https://bücher.example/ä",
        "https://www.ups.com/track?tracknum=1Z12345E0291980793",
        "http://example.com?a=http://b",
    ] {
        accepted::<Link>(text);
    }
}

#[test]
fn a_link_that_does_something_else_or_shows_something_else_is_refused() {
    for text in [
        "",
        "example.com/a",
        "//example.com/a",
        "/a/b.png",
        "http:/example.com",
        "http:example.com",
        "https://",
        "https:///a",
        "https://?a",
        "https://#a",
        "http//example.com",
        "ftp://example.com",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "javascript://example.com/%0aalert(1)",
        "data:text/html,a",
        " https://example.com",
        "https://example.com ",
        "https://exam ple.com",
        "https://example.com/a\nb",
        "https://example.com/a\u{0}b",
        "https://example.com/\u{202e}gnp.exe",
        "https://example.com/\u{200b}a",
        "https://example.com\\@other.example",
        "xhttps://example.com",
        "a https://example.com",
    ] {
        refused::<Link>(text, Rule::LinkScheme);
    }
}

// Ids.

#[test]
fn an_id_is_opaque_and_may_happen_to_be_a_uuid() {
    for text in ["B-86f49daf10e940daa1adc5b2ce19757e", "IL-7348", "851dc274-e090-4881-8f3c-5b660cecf059", "1", "נמל"]
    {
        accepted::<BundleId>(text);
        accepted::<DeliveryId>(text);
        accepted::<Channel>(text);
    }
    let uuid = ProductId::new("04A5A00A-553a-4a2a-bc68-f3bde4828e3a").unwrap();
    assert_eq!(uuid.as_uuid().unwrap().to_string(), "04a5a00a-553a-4a2a-bc68-f3bde4828e3a");
    assert_eq!(uuid.as_str(), "04A5A00A-553a-4a2a-bc68-f3bde4828e3a", "the text stays");
    assert_eq!(ProductId::new("B-86f49daf10e940daa1adc5b2ce19757e").unwrap().as_uuid(), None);
}

#[test]
fn a_uuid_is_an_id_in_small_letters_with_hyphens() {
    let uuid = uuid::Uuid::from_u128(0x04a5_a00a_553a_4a2a_bc68_f3bd_e482_8e3a);
    let id = Reference::from(uuid);
    assert_eq!((id.as_str(), id.as_uuid()), ("04a5a00a-553a-4a2a-bc68-f3bde4828e3a", Some(uuid)));
    assert_eq!(Reference::from(uuid::Uuid::nil()).as_uuid(), Some(uuid::Uuid::nil()));
}

/// Short texts are held otherwise than long ones.
#[test]
fn a_map_of_texts_is_asked_with_a_str() {
    for text in ["5", "sixteen letters.", "seventeen letters", "נמל", &"x".repeat(500)] {
        let id = DeliveryId::new(text).unwrap();
        let hashed = HashMap::from([(id.clone(), 1)]);
        let sorted = BTreeMap::from([(id.clone(), 1)]);
        assert_eq!((hashed.get(text), sorted.get(text)), (Some(&1), Some(&1)), "{text}");
        assert_eq!(HashMap::from([(lastmile::text::Text::from(&id), 1)]).get(text), Some(&1), "{text}");
        assert_eq!(hashed.get("another"), None);
        assert_eq!(String::from(id.clone()), text);
        assert_eq!(lastmile::text::Text::from(id), text);
    }
}

#[test]
fn what_is_one_piece_of_text_is_shown_in_columns() {
    fn columns(shown: impl Display) -> String {
        format!("{shown:<8}|{shown:>8}|{shown:.2}|")
    }
    assert_eq!(columns(DeliveryId::new("IL-1").unwrap()), "IL-1    |    IL-1|IL|");
    assert_eq!(columns("EUR".parse::<Currency>().unwrap()), "EUR     |     EUR|EU|");
    assert_eq!(columns(Country::BRAZIL), "BRA     |     BRA|BR|");
    assert_eq!(columns(State::SP), "SP      |      SP|SP|");
    assert_eq!(columns(MassUnit::Kilogram), "kg      |      kg|kg|");
    assert_eq!(columns(Severity::Loss), "loss    |    loss|lo|");
    assert_eq!(format!("{:>14}|", Rule::Blank), "    text.blank|");
    assert_eq!(columns(Whole::Empty), "empty   |   empty|em|");
    assert_eq!(columns(Whole::Underway(Status::Pending)), "pending | pending|pe|");
    assert_eq!(format!("{:>18}|", Whole::PartlyDelivered), "  partly_delivered|");
    assert_eq!(columns(Speed::SameDay), "D0      |      D0|D0|");
    assert_eq!(columns(PieceStatus::Initial), "initial | initial|in|");
    assert_eq!(columns(PaymentMethod::Cash), "CASH    |    CASH|CA|");
    let at: Timestamp = "2020-08-26T16:54:29Z".parse().unwrap();
    assert_eq!(format!("{at:>22}|{at:.10}|"), "  2020-08-26T16:54:29Z|2020-08-26|");
    let time: OffsetTime = "14:00:00-03".parse().unwrap();
    assert_eq!(format!("{time:>13}|{time:.5}|"), "  14:00:00-03|14:00|");
}

#[test]
fn a_word_of_an_open_list_is_the_same_however_it_was_made() {
    let keys = RandomState::new();
    let hash = |word: &PaymentMethod| keys.hash_one(word);
    let by_hand = PaymentMethod::Other(Word::new("CASH").unwrap());
    assert_eq!(by_hand, PaymentMethod::Cash);
    assert_eq!(by_hand.check(), Ok(()));
    assert_eq!(BTreeSet::from([by_hand.clone(), PaymentMethod::Cash]).len(), 1);
    assert_eq!(HashSet::from([by_hand.clone(), PaymentMethod::Cash]).len(), 1);
    let read: PaymentMethod = serde_json::from_value(serde_json::to_value(&by_hand).unwrap()).unwrap();
    assert!(matches!(read, PaymentMethod::Cash), "what was written is read back as the same: {read:?}");
    assert_eq!(read, by_hand);
    assert_ne!(PaymentMethod::Other(Word::new("cash").unwrap()), PaymentMethod::Cash, "letter case counts");
    let after = PaymentMethod::Other(Word::new("D").unwrap());
    let in_order = [PaymentMethod::Cash, after, PaymentMethod::Prepaid];
    for (at, one) in in_order.iter().enumerate() {
        for (other_at, other) in in_order.iter().enumerate() {
            assert_eq!(one.cmp(other), at.cmp(&other_at), "by their words");
            assert_eq!(one.partial_cmp(other), Some(at.cmp(&other_at)));
            assert_eq!(hash(one) == hash(other), at == other_at);
        }
    }
    assert_eq!(hash(&by_hand), hash(&PaymentMethod::Cash));
    assert_eq!((String::from(by_hand), String::from(PaymentMethod::Cash)), ("CASH".to_owned(), "CASH".to_owned()));
}

/// Two are equal if their words are, so that equality does not tell whether a word has its name.
#[test]
fn each_word_of_an_open_list_has_its_name() {
    macro_rules! assert_named {
        ($($name:ident { $($variant:ident $word:literal)+ })+) => {$($(
            let [parsed, made]: [$name; 2] = [$word.parse().unwrap(), serde_json::from_value($word.into()).unwrap()];
            assert!(matches!((&parsed, &made), ($name::$variant, $name::$variant)), "{parsed:?}, {made:?}");
            assert_eq!($name::$variant.as_str(), $word);
        )+)+};
    }
    assert_named! {
        Speed { SameDay "D0" NextDay "D1" }
        PieceStatus { Initial "initial" }
        PriceKind {
            OrderValue "ORDER_VALUE" ShippingFee "SHIPPING_FEE" Taxes "TAXES" Discounts "DISCOUNTS" Subtotal "SUBTOTAL"
        }
        PaymentMethod {
            Cash "CASH" Prepaid "PREPAID" PaymentTerminal "PAYMENT_TERMINAL" LoyaltyCard "LOYALTY_CARD"
            PaymentLink "PAYMENT_LINK" Transfer "TRANSFER"
        }
        PaymentStatus {
            Failed "FAILED" Succeeded "SUCCEEDED" Changed "CHANGED" InProgress "IN_PROGRESS" Reverted "REVERTED"
        }
        BlockingPolicy { Checkout "CHECKOUT" ExitStore "EXIT_STORE" Unblocked "UNBLOCKED" }
        ContactLessWish { LeaveInReception "LeaveInReception" LeaveAtTheDoor "LeaveAtTheDoor" }
    }
}

#[test]
fn an_open_list_of_words_is_read_from_any_word_and_shows_it() {
    fn kept<T: FromStr<Err = Violation> + Display + AsRef<str>>(word: &str) {
        let value: T = word.parse().unwrap();
        assert_eq!((value.as_ref(), value.to_string().as_str()), (word, word));
        assert_eq!(" ".parse::<T>().err().map(|violation| violation.rule()), Some(Rule::Blank), "{word}");
    }
    for word in ["D1", "initial", "TAXES", "CASH", "FAILED", "CHECKOUT", "Another word"] {
        kept::<Speed>(word);
        kept::<PieceStatus>(word);
        kept::<PriceKind>(word);
        kept::<PaymentMethod>(word);
        kept::<PaymentStatus>(word);
        kept::<BlockingPolicy>(word);
        assert_eq!(word.parse::<ContactLessWish>().unwrap().as_ref(), word);
    }
    assert_eq!(("D1".parse(), "initial".parse()), (Ok(Speed::NextDay), Ok(PieceStatus::Initial)));
    assert_eq!("07073877014".parse(), TaxId::new("07073877014"));
    for text in ["7073877014", " 07073877014", "07073877014\n"] {
        assert_eq!(text.parse::<TaxId>().unwrap_err().rule(), Rule::TaxIdLength, "{text:?}");
    }
}
