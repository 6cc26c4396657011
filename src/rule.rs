//! The catalogue: every rule once, as a sentence with a code, a kind, a source and a default severity.
//!
//! A rule's check lives in the constructor of the smallest type that can own it; here is only what a person reads.
//!
//! ```
//! use lastmile::{Kind, Rule, Severity};
//!
//! let rule = Rule::NoteTooLong;
//! assert_eq!(rule.code(), "note.too-long");
//! assert_eq!(rule.kind(), Kind::Length);
//! assert_eq!(rule.severity(), Severity::Error);
//! assert_eq!(Rule::from_code("note.too-long"), Some(rule));
//! ```

use alloc::format;
use alloc::string::String;
use core::fmt::{self, Write as _};

use serde::{Serialize, Serializer};

macro_rules! rules {
    ($($name:ident = $code:literal, $kind:ident, $severity:ident, $says:literal, $source:literal;)+) => {
        /// One thing that must be true. Codes are stable and never used again for something else.
        ///
        /// The index in the guide has for each something that breaks it, and something that is accepted.
        ///
        /// ```
        /// use lastmile::Rule;
        ///
        /// let rule = Rule::from_code("bundle.mixed-barcodes").ok_or("a code from a log")?;
        /// assert_eq!(rule.says(), "either all parcels of a bundle have a barcode or none has");
        /// assert_eq!(rule.source(), "Gett, create delivery: deliveries[].parcels[].barcodes");
        /// # Ok::<(), &str>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(
                #[doc = concat!("`", $code, "`: ", $says, ".\n\nSource: ", $source, ".")]
                $name,
            )+
        }

        impl Rule {
            /// Every rule, in the order of the catalogue.
            ///
            /// ```
            /// use std::collections::BTreeMap;
            ///
            /// use lastmile::{Kind, Rule};
            ///
            /// // What a host may have to answer, by group.
            /// let mut groups: BTreeMap<Kind, Vec<&str>> = BTreeMap::new();
            /// for rule in Rule::ALL {
            ///     groups.entry(rule.kind()).or_default().push(rule.code());
            /// }
            /// assert!(groups[&Kind::Length].contains(&"note.too-long"));
            /// ```
            pub const ALL: &'static [Rule] = &[$(Rule::$name),+];

            /// The stable, machine-readable name, such as `note.too-long`.
            pub const fn code(self) -> &'static str {
                match self { $(Rule::$name => $code,)+ }
            }

            /// What must be true, as one sentence without a full stop.
            pub const fn says(self) -> &'static str {
                match self { $(Rule::$name => $says,)+ }
            }

            /// Where the rule comes from: a provider's page and member, a standard, or "ours" and why.
            pub const fn source(self) -> &'static str {
                match self { $(Rule::$name => $source,)+ }
            }

            /// The group a host would treat alike.
            pub const fn kind(self) -> Kind {
                match self { $(Rule::$name => Kind::$kind,)+ }
            }

            /// How a broken rule counts where nothing else is said.
            pub const fn severity(self) -> Severity {
                match self { $(Rule::$name => Severity::$severity,)+ }
            }

            /// The rule of that code.
            ///
            /// ```
            /// use lastmile::Rule;
            ///
            /// assert_eq!(Rule::from_code("note.too-long"), Some(Rule::NoteTooLong));
            /// assert_eq!(Rule::from_code("NOTE.TOO-LONG"), None);
            /// ```
            pub fn from_code(code: &str) -> Option<Rule> {
                match code { $($code => Some(Rule::$name),)+ _ => None }
            }
        }
    };
}

rules! {
    // The bytes.
    NotUtf8 = "json.encoding", Syntax, Error, "a payload is UTF-8 text", "RFC 8259, section 8.1";
    ByteOrderMark = "json.byte-order-mark", Syntax, Error, "a payload does not begin with a byte order mark", "RFC 8259, section 8.1";
    NotJson = "json.syntax", Syntax, Error, "a payload is one JSON value", "RFC 8259, section 2";
    TrailingData = "json.trailing-data", Syntax, Error, "nothing follows the JSON value of a payload", "RFC 8259, section 2";
    TooDeep = "json.too-deep", Syntax, Error, "a payload nests at most 127 lists and objects", "ours: a stack is finite; the limit is the one that serde_json has";
    NumberOutOfRange = "json.number-out-of-range", Syntax, Error, "a number is within the range of a double", "RFC 8259, section 6";
    DuplicateName = "json.duplicate-name", Duplicate, Error, "a member's name is given once in an object", "RFC 8259, section 4: readers disagree on which one counts";

    // The shape.
    Missing = "member.missing", Missing, Error, "this member is required", "the provider's page: every member that is not marked optional";
    NotText = "type.text", Type, Error, "a text stands here", "the provider's page, column Type";
    NotNumber = "type.number", Type, Error, "a number stands here", "the provider's page, column Type";
    NotWhole = "type.whole-number", Type, Error, "a whole number that fits 64 bits with its sign stands here", "the provider's page, column Type: int";
    NotFlag = "type.boolean", Type, Error, "true or false stands here", "the provider's page, column Type";
    NotList = "type.list", Type, Error, "a list stands here", "the provider's page, column Type";
    NotObject = "type.object", Type, Error, "an object stands here", "the provider's page, column Type";
    UnknownMember = "member.unknown", UnknownMember, Notice, "every member is one that the provider's page names; another is kept on the wire and does not reach the model", "ours: nothing is dropped in silence";
    Deprecated = "member.deprecated", Deprecated, Warning, "a member that the provider has deprecated is replaced by its successor", "Gett, create delivery: deliveries[].parcels[].barcode";
    Misnamed = "member.misnamed", Deprecated, Warning, "a member goes by the name that the samples of the page use", "Gett, create delivery: the table says drop_off_contact for return_contact and, for a delivery, the reverse";
    Ignored = "member.ignored", CrossField, Warning, "what describes a new bundle is not sent with the id of an existing one, where it has no effect", "Gett, create delivery: product_id, scheduled_at, display_identifier";
    Immutable = "member.immutable", Immutable, Error, "an update names only what may be changed", "HubRise, deliveries, update: all fields can be updated, except carrier, carrier_ref, fee";
    StatusUntold = "status.untold", Lost, Loss, "the target has a word for this status", "docs/mapping.md, statuses: what a bridge between two providers must not drop in silence";
    Lost = "member.lost", Lost, Loss, "the target has no place for this member", "ours: everything that is lost between providers is named";
    Needed = "member.needed", Missing, Error, "the target cannot be written without this member", "the provider's page: every member that is not marked optional";

    // Numbers.
    WeightNegative = "weight.negative", Range, Error, "a weight is not negative", "ours: plain sense";
    WeightTooLarge = "weight.too-large", Range, Error, "a weight is at most 4,294,967,295 grams", "ours: the range of the type";
    WeightFraction = "weight.fraction-of-gram", Precision, Error, "a weight is a whole number of grams; a finer one that is taken is rounded half up", "ours: integers in the base unit";
    LengthNegative = "length.negative", Range, Error, "a length is not negative", "ours: plain sense";
    LengthTooLarge = "length.too-large", Range, Error, "a length is at most 4,294,967,295 centimetres", "ours: the range of the type";
    LengthFraction = "length.fraction-of-centimetre", Precision, Error, "a length is a whole number of centimetres", "Gett, create delivery: parcels[].length, width, height are int";
    VolumeNegative = "volume.negative", Range, Error, "a volume is not negative", "ours: plain sense";
    VolumeTooLarge = "volume.too-large", Range, Error, "a volume is at most 18,446,744,073,709,551,615 cubic centimetres", "ours: the range of the type";
    VolumeFraction = "volume.fraction-of-cubic-centimetre", Precision, Error, "a volume is a whole number of cubic centimetres", "ours: integers in the base unit";
    MoneyFraction = "money.fraction-of-minor-unit", Precision, Error, "an amount is a whole number of minor units, its currency's or hundredths where none is named; a finer one that is taken is rounded half up", "ISO 4217, minor unit";
    MoneyTooLarge = "money.too-large", Range, Error, "an amount is at most 999,999,999,999,999 minor units on either side of zero", "ours: the limit up to which a double names one decimal";
    MoneyOtherCurrency = "money.other-currency", CrossField, Error, "only amounts of the same currency are added or compared", "ours: plain sense";
    MoneyMalformed = "money.malformed", Format, Error, "an amount is digits with a point, two decimals, one blank and the code of its currency, such as 4.50 EUR, a minus sign in front if it is below zero", "HubRise, general concepts, monetary values";
    MoneyComma = "money.comma", Format, Error, "an amount has a point in front of its decimals and no comma", "HubRise, general concepts, monetary values";
    MoneyTwoPoints = "money.two-points", Format, Error, "an amount has one point", "HubRise, general concepts, monetary values";
    MoneyTooFewDecimals = "money.too-few-decimals", Format, Error, "an amount has two decimals, zeros included", "HubRise, general concepts, monetary values";
    MoneyTooManyDecimals = "money.too-many-decimals", Format, Error, "an amount has no more than two decimals, whatever its currency", "HubRise, general concepts, monetary values";
    MoneyWithoutCurrency = "money.without-currency", Format, Error, "an amount says its currency", "HubRise, general concepts, monetary values";
    MoneyCodeInFront = "money.code-in-front", Format, Error, "the code of a currency stands behind the amount", "HubRise, general concepts, monetary values";
    PriceNegative = "price.negative", Range, Error, "a price is not negative", "ours: plain sense";
    CurrencyUnknown = "currency.unknown", UnknownValue, Error, "a currency is the code, in three capital letters, of one that has a minor unit", "ISO 4217, list one";
    PercentRange = "percent.out-of-range", Range, Error, "a percentage is from 0 to 100", "Gett, create delivery: items[].vat_rate";
    PercentFraction = "percent.too-fine", Precision, Error, "a percentage has at most two decimals; a provider's finer number is rounded half up", "ours: no VAT rate has more";
    QuantityRange = "quantity.out-of-range", Range, Error, "a quantity is a whole number from 1 to 4,294,967,295", "Gett, create delivery: items[].quantity is int; ours: none of an item is no item";
    SizeZero = "size.zero", Range, Warning, "a length or weight of zero is read as not known", "Gett, response: length, width, height and weight are 0 where none was given";

    AmountFormat = "amount.malformed", Format, Error, "an amount that is written as text is written as a JSON number, such as -5000 or 12.50", "Instaleap, create job: payment_info.prices.additional_info[].value";

    // Places.
    LatitudeRange = "latitude.out-of-range", Range, Error, "a latitude is from -90 to 90 degrees", "WGS 84";
    LongitudeRange = "longitude.out-of-range", Range, Error, "a longitude is from -180 to 180 degrees", "WGS 84";
    DegreesMalformed = "degrees.malformed", Format, Error, "degrees in a text are digits, a point and further digits if there are decimals, a minus sign in front if they are below zero", "HubRise, general concepts, decimal; deliveries, driver_latitude, driver_longitude";
    DegreesFiner = "degrees.too-fine", Precision, Warning, "degrees have no more digits than a double keeps; finer ones are read as the nearest double", "ours: the last digit that a double keeps is less than a millionth of a metre";
    CoordinatesHalf = "coordinates.half", CrossField, Error, "latitude and longitude are given together", "ours: one without the other names no place";
    CoordinatesZero = "coordinates.zero", Range, Warning, "coordinates are not 0, 0, which providers use for a place that is not known", "Gett, response: an absent return_drop_off reads as lat 0, lng 0";

    CountryUnknown = "country.unknown", UnknownValue, Error, "a country is the code of three capital letters that it has in the standard", "ISO 3166-1, alpha-3; Abbiamo, delivery request: source_address.country";

    // Brazil.
    CepFormat = "cep.malformed", Format, Error, "a Brazilian zip code is eight digits, zeros in front included, without a dash", "Correios, CEP; Abbiamo, delivery request: source_address.zip_code";
    StateUnknown = "state.unknown", UnknownValue, Error, "a Brazilian state is one of the 27, by its two capital letters", "IBGE, unidades da federação; Abbiamo, delivery request: source_address.state";
    CpfFormat = "cpf.malformed", Format, Error, "a CPF is 11 digits that are not all alike, without points and dashes", "Receita Federal, CPF; Abbiamo, delivery request: deliveries[].customer.document_number";
    CpfCheckDigits = "cpf.check-digits", Format, Error, "the last two digits of a CPF are those that follow from the others", "Receita Federal, CPF: modulo 11";
    CnpjFormat = "cnpj.malformed", Format, Error, "a CNPJ has 12 digits or capital letters and two digits behind them, not all alike", "Receita Federal, IN RFB 2.229/2024; Abbiamo, delivery request: seller.seller_document_number";
    CnpjCheckDigits = "cnpj.check-digits", Format, Error, "the last two digits of a CNPJ are those that follow from the others", "Receita Federal, IN RFB 2.229/2024: modulo 11, a character counts its ASCII code less 48";
    TaxIdLength = "tax-id.malformed", Length, Error, "a Brazilian tax number is a CPF of 11 characters or a CNPJ of 14", "Abbiamo, delivery request: document_number has no member for its kind";
    InvoiceKeyFormat = "invoice-key.malformed", Format, Error, "an invoice's access key is 44 digits without blanks, but for the 12 characters in its CNPJ that may be capital letters", "Nota Fiscal eletrônica, chave de acesso; NT 2025.001; Abbiamo, delivery request: deliveries[].invoice_access_key";
    InvoiceKeyCheckDigit = "invoice-key.check-digit", Format, Error, "the last digit of an invoice's access key is the one that follows from the others", "Nota Fiscal eletrônica, chave de acesso: modulo 11";
    InvoiceOtherIssuer = "invoice-key.other-issuer", CrossField, Warning, "an invoice is issued by the company that sells", "ours: two orders may have been mixed up; the page's own sample breaks it";
    InvoiceOtherState = "invoice-key.other-state", CrossField, Warning, "an invoice is issued in the state where the goods are picked up", "ours: two orders may have been mixed up; the page's own sample breaks it";
    InvoiceOtherMonth = "invoice-key.other-month", CrossField, Warning, "an invoice's access key names the month in which the invoice was made", "ours: two orders may have been mixed up; the page's own sample breaks it";

    // Headers.
    HeaderNameShape = "header.name-malformed", Format, Error, "the name of a header is a token: letters, digits and some marks, without blanks", "RFC 9110, section 5.1";
    HeaderValueShape = "header.value-malformed", Format, Error, "the value of a header has no line break, no null and no other control character but the tab", "RFC 9110, section 5.5: what is sent behind a line break is another header";
    HeaderTwice = "header.duplicate", Duplicate, Error, "a header is given once, whatever the case of its letters", "RFC 9110, section 5.1: names of headers are case-insensitive";
    TooManyHeaders = "header.too-many", Length, Error, "there are at most 100 headers", "ours: more is no integration; servers refuse it";
    HeadersTooLarge = "header.too-large", Length, Error, "headers have at most 16,384 bytes together, names and values", "ours: servers refuse more";

    // Text.
    Blank = "text.blank", Length, Error, "a text that is given has at least one character that is not blank", "ours: an empty text stands for an absent one";
    NoteTooLong = "note.too-long", Length, Error, "a note has at most 500 characters", "Gett, create delivery: pickup.note, drop_off.note, return_drop_off.note";
    PhoneShape = "phone.malformed", Format, Error, "a phone number has 3 to 15 digits, written with nothing but digits, blanks, - . / ( ) and a + in front", "ITU-T E.164, 15 digits at most; Gett, create delivery: pickup_contact.phone_number";
    LinkScheme = "link.not-http", Format, Error, "a link is an absolute http or https address without blanks, backslashes or control characters", "ours: a link is shown to people and opened by them";
    CallingCodeShape = "calling-code.malformed", Format, Error, "a country's calling code has 1 to 3 digits and does not begin with 0", "ITU-T E.164, section 6.2.1; Abbiamo, delivery request: phone_country_code";
    EmailShape = "email.malformed", Format, Error, "an e-mail address is a name, an @ and a host, without blanks or control characters", "Instaleap, create job: recipient.email; Abbiamo, delivery request: seller_contacts[].email; ours: only a letter that arrives proves an address";
    LinkUser = "link.with-user", Format, Warning, "a link names no user in front of its host, where people read it as the host", "RFC 3986, sections 3.2.1 and 7.6";

    // Time.
    TimeFormat = "time.malformed", Format, Error, "a time is written as RFC 3339 has it, such as 2020-08-26T16:54:29Z, with capital T and Z, at most nine decimals and no leap second", "RFC 3339, section 5.6; Gett, create delivery: scheduled_at";
    TimeWithoutOffset = "time.without-offset", Format, Error, "a time says its offset from UTC, such as Z or +02:00", "RFC 3339, section 5.6";
    TimeOfDayFormat = "time-of-day.malformed", Format, Error, "a time of day has seconds and says its offset from UTC, such as 14:00:00-03, 14:00:00-03:00 or 17:00:00Z", "ISO 8601, time of day with offset; Abbiamo, delivery request: carrier.max_dispatched_time";
    WindowBackwards = "window.backwards", CrossField, Error, "a period does not end before it begins", "Gett, create delivery: deliver_from, deliver_until, pickup_interval_from, pickup_interval_until";

    // Bundles.
    BundleTarget = "bundle.no-target", Missing, Error, "a bundle is either an existing one, named by its id, or a new one for a product", "Gett, create delivery: product_id is mandatory without bundle_id";
    NoDeliveries = "bundle.no-deliveries", Missing, Error, "a request has at least one delivery", "Gett, create delivery: deliveries";
    MixedBarcodes = "bundle.mixed-barcodes", CrossField, Error, "either all parcels of a bundle have a barcode or none has", "Gett, create delivery: deliveries[].parcels[].barcodes";
    ImplicitParcelWithoutBarcode = "bundle.implicit-parcel-without-barcode", CrossField, Warning, "a delivery without parcels gets one that has no barcode, in a bundle whose other parcels have one", "Gett, create delivery: deliveries[].parcels, deliveries[].parcels[].barcodes";
    PointToPointMany = "bundle.point-to-point-with-many", CrossField, Warning, "a point-to-point order has one delivery", "Gett, create delivery, way 4; its own sample has two";
    OtherBundle = "delivery.other-bundle", CrossField, Loss, "a delivery names the bundle that it came in", "Gett, response: deliveries[].bundle_id";
    BarcodeNotListed = "parcel.barcode-not-listed", CrossField, Warning, "a parcel's single barcode is one of its barcodes", "Gett, response: barcode is the first of barcodes";
    VolumeDiffers = "volume.other-than-sides", CrossField, Warning, "a parcel's volume is that of its length, width and height", "Abbiamo, delivery request: deliveries[].volumes[].cubic_volume, height, width, length";
    RouteIncomplete = "route.incomplete", Missing, Error, "a route that is made has an id and a name", "Abbiamo, delivery request: route_id and route_name exist when make_route is true";
    RouteNotMade = "route.not-made", CrossField, Error, "id and name of a route are given only where one is made", "Abbiamo, delivery request: route_id and route_name exist when make_route is true";
    EventUnknown = "event.unknown", UnknownValue, Error, "the event of this payload is DELIVERY_REQUEST", "Abbiamo, delivery request: event_type is DELIVERY_REQUEST";
    SizeAliasTwice = "size-alias.duplicate", Duplicate, Error, "a table of sizes has each alias once", "Gett, create delivery: deliveries[].parcels[].size_alias is configured for each integration";

    // Jobs.
    SlotExpired = "slot.expired", CrossField, Error, "a job is created before its slot expires; the provider answers 417 to one that comes later, and a new slot is needed", "Instaleap, create job: the purchase is completed before time expires";
    PricesSum = "prices.sum", CrossField, Warning, "prices add up: the order value is goods, taxes and shipping less discounts, and a price is the sum of its attributes", "Instaleap, create job: payment_info.prices.order_value, attributes; a warning only, as its own sample and real clients do not add up";
    PriceKindWord = "prices.unknown-type", UnknownValue, Warning, "the type of a price's attribute is ORDER_VALUE, SHIPPING_FEE, TAXES, DISCOUNTS or SUBTOTAL; another is kept", "Instaleap, create job: payment_info.prices.attributes[].type";
    PaymentMethodWord = "payment.unknown-method", UnknownValue, Warning, "a payment method is CASH, PREPAID, PAYMENT_TERMINAL, LOYALTY_CARD, PAYMENT_LINK or TRANSFER; another is kept", "Instaleap, create job: payment_info.payment.method";
    PaymentStatusWord = "payment.unknown-status", UnknownValue, Warning, "a payment status is FAILED, SUCCEEDED, CHANGED, IN_PROGRESS or REVERTED; another is kept", "Instaleap, create job: payment_info.payment.payment_status";
    BlockingPolicyWord = "payment.unknown-blocking-policy", UnknownValue, Warning, "a blocking policy is CHECKOUT, EXIT_STORE or UNBLOCKED; another is kept", "Instaleap, create job: payment_info.payment.blocking_policy";
    MetadataTooLong = "metadata.too-long", Length, Warning, "the metadata of a payment has at most 1,000 characters as JSON", "Instaleap, create job: payment_info.payment.metadata, maxLength; a warning only, as it is not said what is counted";
    ContactLessWord = "contact-less.unknown-wish", UnknownValue, Warning, "a contact-less wish is LeaveInReception or LeaveAtTheDoor; another is kept", "Instaleap, create job: contact_less.comment should be one of two for full compatibility";

    // Status.
    StatusCode = "status.unknown-code", UnknownValue, Error, "a status code is one that the lifecycle knows", "Gett, create delivery, delivery lifecycle";
    StatusWord = "status.unknown-word", UnknownValue, Error, "a status is one that the provider's page names", "Gett, create delivery, delivery lifecycle; HubRise, deliveries, delivery statuses";
    StatusContradiction = "status.contradiction", CrossField, Error, "a status and its code say the same", "Gett, create delivery, delivery lifecycle: each status has one code";
    StatusForeign = "status.not-in-lifecycle", UnknownValue, Error, "a status is one that this lifecycle has", "Gett, create delivery, delivery lifecycle; HubRise, deliveries, delivery statuses";
    StatusAfterFinal = "status.after-final", CrossField, Error, "nothing follows a final status but what the lifecycle names", "Gett, create delivery, finite status states; HubRise, deliveries, delivery statuses";
    StatusNotNext = "status.not-next", CrossField, Error, "a status is followed by one that the lifecycle leads to from there", "Gett, create delivery, delivery lifecycle; Gett, cancel delivery: until waiting (30)";
    StatusTimeBackwards = "status.time-backwards", CrossField, Error, "a step is not dated before the one that it follows, and a way back is dated after it", "ours: a delivery does not run backwards";

    // Orders.
    OrderHasDelivery = "order.has-delivery", Duplicate, Error, "an order has at most one delivery", "HubRise, deliveries, create: the order has no delivery yet";
    OrderNotForDelivery = "order.not-for-delivery", CrossField, Error, "an order to which a delivery is attached is one that is delivered", "HubRise, deliveries, create: the order's service_type is delivery";

    // Delivery codes.
    DeliveryCodeFormat = "delivery-code.malformed", Format, Error, "a delivery code is exactly four digits, zeros in front included", "Instaleap, update delivery code: delivery_code is exactly 4 digits";
    DeliveryCodeNeeded = "delivery-code.needed", CrossField, Error, "a delivery that has a code is completed by showing it", "Instaleap, create job: add_delivery_code";
    DeliveryCodeWrong = "delivery-code.wrong", CrossField, Error, "the code that is shown is the one of the delivery", "Instaleap, create job: add_delivery_code";
    DeliveryCodeAttempts = "delivery-code.no-attempts-left", Range, Error, "a code is tried only as often as the host allows", "ours: four digits are guessed after ten thousand attempts";
}

impl Rule {
    /// This rule is broken, and there is nothing to show: the member is missing, or what was found is no one's business.
    ///
    /// ```
    /// use lastmile::{Rule, Violation};
    ///
    /// /// A host's own check, in the words of the catalogue.
    /// fn needs_a_lift(floor: Option<u8>) -> Result<u8, Violation> {
    ///     floor.ok_or(Rule::Missing.broken())
    /// }
    /// assert_eq!(needs_a_lift(None).unwrap_err().to_string(), "this member is required [member.missing]");
    /// ```
    #[cold]
    pub const fn broken(self) -> Violation {
        Violation { rule: self, found: Found(String::new()) }
    }

    /// This rule is broken by what was found.
    ///
    /// ```
    /// use lastmile::{Found, Rule};
    ///
    /// let violation = Rule::NoteTooLong.broken_by(Found::text(&"x".repeat(501)));
    /// assert_eq!(violation.to_string(), "a note has at most 500 characters, found a text of 501 characters [note.too-long]");
    /// assert_eq!(Rule::StatusCode.broken_by(266_u16).found().as_str(), "266");
    /// ```
    #[cold]
    pub fn broken_by(self, found: impl Into<Found>) -> Violation {
        Violation { rule: self, found: found.into() }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// What sort of rule it is, for hosts that answer or count by group.
///
/// ```
/// use lastmile::{Kind, Report, from_json, gett};
///
/// /// The status code of an answer: 400 for what is no JSON, 422 for what is not understood.
/// fn answer(report: &Report) -> u16 {
///     if report.errors().any(|remark| remark.rule.kind() == Kind::Syntax) { 400 } else { 422 }
/// }
/// assert_eq!(answer(&from_json::<gett::CreateDeliveries>(b"{").unwrap_err()), 400);
/// assert_eq!(answer(&from_json::<gett::CreateDeliveries>(b"{}").unwrap_err()), 422);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// The bytes are not one JSON value.
    Syntax,
    /// Something that may be given once was given twice.
    Duplicate,
    /// Something required was not given.
    Missing,
    /// A number where a text should be, and the like.
    Type,
    /// A value outside its limits.
    Range,
    /// A text that is not written as it should be.
    Format,
    /// A text that is too long or too short.
    Length,
    /// A number finer than its unit.
    Precision,
    /// Members that do not go together.
    CrossField,
    /// A value outside a closed vocabulary.
    UnknownValue,
    /// A member that nobody described.
    UnknownMember,
    /// A member that should no longer be used.
    Deprecated,
    /// A member that may not be changed.
    Immutable,
    /// A member that the target cannot hold.
    Lost,
}

/// How much a remark matters, the gravest first.
///
/// ```
/// use lastmile::Severity;
///
/// assert!(Severity::Error < Severity::Warning);
/// assert_eq!(Severity::Loss.to_string(), "loss");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// There is no value.
    Error,
    /// Accepted, but repaired or doubtful.
    Warning,
    /// The target cannot hold it.
    Loss,
    /// Kept, but not understood.
    Notice,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Loss => "loss",
            Severity::Notice => "notice",
        })
    }
}

/// A broken rule and what was found instead: the error of every constructor.
///
/// ```
/// use lastmile::{Latitude, Rule};
///
/// let violation = Latitude::new(91.0).unwrap_err();
/// assert_eq!(violation.rule(), Rule::LatitudeRange);
/// assert_eq!(
///     violation.to_string(),
///     "a latitude is from -90 to 90 degrees, found 91 [latitude.out-of-range]",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}{} [{}]", .rule.says(), .found.tail(), .rule.code())]
#[must_use = "it refuses nothing unless it is returned"]
pub struct Violation {
    rule: Rule,
    found: Found,
}

impl Violation {
    /// The rule that was broken.
    pub const fn rule(&self) -> Rule {
        self.rule
    }

    /// What was found, fit to be shown to anyone.
    pub const fn found(&self) -> &Found {
        &self.found
    }

    /// The two parts.
    ///
    /// ```
    /// use lastmile::Quantity;
    ///
    /// let (rule, found) = Quantity::new(0).unwrap_err().into_parts();
    /// assert_eq!((rule.code(), found.as_str()), ("quantity.out-of-range", "0"));
    /// ```
    pub fn into_parts(self) -> (Rule, Found) {
        (self.rule, self.found)
    }
}

/// What stood where something else should have stood, fit to be shown: short, on one line, and without text that could
/// be personal. Empty when there was nothing.
///
/// ```
/// use lastmile::Found;
///
/// assert_eq!(Found::text("Jane Roe, 3rd floor").as_str(), "a text of 19 characters");
/// assert_eq!(Found::word("flying").as_str(), "\"flying\"");
/// assert_eq!(Found::word("Jane Roe").as_str(), "a text of 8 characters");
/// assert_eq!(Found::shown(91.5).as_str(), "91.5");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Found(String);

impl Found {
    /// The most characters that are shown.
    pub const MAX_CHARS: usize = 80;

    /// A number, or words of our own. Control and direction characters are escaped, and what is too long is cut.
    ///
    /// ```
    /// use lastmile::Found;
    ///
    /// assert_eq!(Found::shown(format_args!("{} for parts of {}", 7, 8)).as_str(), "7 for parts of 8");
    /// assert_eq!(Found::shown("a\nb").as_str(), "a\\u{a}b", "on one line");
    /// assert_eq!(Found::shown("x".repeat(500)).as_str().chars().count(), Found::MAX_CHARS + 1);
    /// ```
    pub fn shown(value: impl fmt::Display) -> Found {
        let mut capped = Capped { text: String::new(), left: Found::MAX_CHARS };
        // The writer stops by itself; an error means only that the rest was cut.
        if write!(capped, "{value}").is_err() {
            capped.text.push('…');
        }
        Found(capped.text)
    }

    /// A text of which only the length is said.
    pub fn text(text: &str) -> Found {
        match text.chars().count() {
            0 => Found(String::from("an empty text")),
            1 => Found(String::from("a text of 1 character")),
            n => Found(format!("a text of {n} characters")),
        }
    }

    /// A text that is shown if it looks like a word of a vocabulary (small letters and underscores, at most 40), else
    /// only its length is said.
    pub fn word(text: &str) -> Found {
        Found::text_of(text, |c| matches!(c, 'a'..='z' | '_' | '-'))
    }

    /// A text that is shown if it begins with a date (`2020-13-01`), and behind that has nothing or a `T` and at most 29
    /// digits and marks, `T` and `Z`, else only its length is said.
    ///
    /// ```
    /// use lastmile::Found;
    ///
    /// assert_eq!(Found::time("2020-13-01T00:00:00Z").as_str(), "\"2020-13-01T00:00:00Z\"");
    /// assert_eq!(Found::time("0525-1234567").as_str(), "a text of 12 characters", "it may be a phone number");
    /// ```
    pub fn time(text: &str) -> Found {
        let fits = |(form, byte): (&u8, u8)| if *form == b'0' { byte.is_ascii_digit() } else { byte == *form };
        if text.len() >= 10 && b"0000-00-00T".iter().zip(text.bytes()).all(fits) {
            Found::text_of(text, |c| matches!(c, '0'..='9' | 'T' | 'Z' | ':' | '.' | '+' | '-'))
        } else {
            Found::text(text)
        }
    }

    fn text_of(text: &str, harmless: fn(char) -> bool) -> Found {
        if !text.is_empty() && text.len() <= 40 && text.chars().all(harmless) {
            Found(format!("\"{text}\""))
        } else {
            Found::text(text)
        }
    }

    /// A text that is shown if it can be an amount and no phone number (at most seven digits, three letters and a few
    /// marks), else only its length is said.
    ///
    /// ```
    /// use lastmile::Found;
    ///
    /// assert_eq!(Found::amount("4,50 EUR").as_str(), "\"4,50 EUR\"");
    /// assert_eq!(Found::amount("972554754407").as_str(), "a text of 12 characters");
    /// ```
    pub fn amount(text: &str) -> Found {
        let count = |is: fn(&char) -> bool| text.chars().filter(is).count();
        let (digits, letters) = (count(char::is_ascii_digit), count(char::is_ascii_uppercase));
        if (1..=7).contains(&digits) && letters <= 3 && text.len() <= 16 {
            Found::text_of(text, |c| matches!(c, '0'..='9' | 'A'..='Z' | '.' | ',' | '+' | '-' | ' '))
        } else {
            Found::text(text)
        }
    }

    /// The words; empty when nothing was found.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `, found ...`, or nothing: the end of a message.
    pub(crate) fn tail(&self) -> String {
        if self.is_empty() { String::new() } else { format!(", found {}", self.0) }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Found {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

macro_rules! found_from_numbers {
    ($($number:ty),+) => {
        $(
            impl From<$number> for Found {
                fn from(value: $number) -> Found {
                    Found::shown(value)
                }
            }
        )+
    };
}

found_from_numbers!(u8, u16, u32, u64, i64, i128, u128, usize, f64, rust_decimal::Decimal);

/// Words of our own, known when this was compiled.
impl From<&'static str> for Found {
    fn from(words: &'static str) -> Found {
        Found::shown(words)
    }
}

/// Escapes what could forge a line or turn its direction, and stops after some characters.
struct Capped {
    text: String,
    left: usize,
}

impl fmt::Write for Capped {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            self.left = self.left.checked_sub(1).ok_or(fmt::Error)?;
            if escapes(c) {
                write!(self.text, "{}", c.escape_unicode())?;
            } else {
                self.text.push(c);
            }
        }
        Ok(())
    }
}

/// Control characters, line separators and the marks that change the direction of a text.
pub(crate) fn escapes(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
