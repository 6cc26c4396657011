//! Values that decide something in one payload or another, and the dictionaries that libFuzzer takes.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use lastmile::{Payload, Status};

/// Stands in texts, and is shown nowhere but in the payload.
pub const MARKER: &str = "ZQXMARK";

/// As JSON: kinds, numbers at limits, texts of each form, words.
pub const VALUES: &[&str] = &[
    // Kinds.
    "null",
    "true",
    "false",
    "{}",
    "[]",
    "[{}]",
    "[null]",
    "[\"\"]",
    // Numbers: signs, halves, limits of the types, what a double does not hold, codes of statuses.
    "0",
    "-0.0",
    "1",
    "-1",
    "10.0",
    "0.5",
    "0.005",
    "3.1505",
    "3.1495",
    "0.0005",
    "293.15",
    "45.40000000000000001",
    "90",
    "-90.0000001",
    "180",
    "-180.5",
    "100",
    "100.005",
    "10000",
    "4294967.295",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "9999999999999.99",
    "999999999999999",
    "-999999999999999.5",
    "18446744073709551615",
    "-9223372036854775808",
    "1e300",
    "5e-324",
    "10",
    "20",
    "25",
    "30",
    "40",
    "50",
    "55",
    "60",
    "70",
    "80",
    "90",
    "266",
    // Texts of each form, and beside it.
    "\"\"",
    "\" \"",
    "\"ZQXMARK\"",
    "\"\\u0000\"",
    "\"\\u202e\"",
    "\"https://ZQXMARK.example/?ZQXMARK\"",
    "\"https://user@host.example/\"",
    "\"ZQXMARK@ZQXMARK.example\"",
    "\"+33 6 12 34 56 78\"",
    "\"+55\"",
    "\"12\"",
    "\"0595\"",
    "\"4.50 EUR\"",
    "\"-0.05 GBP\"",
    "\"450.00 JPY\"",
    "\"1.234 KWD\"",
    "\"-5000\"",
    "\"12.505\"",
    "\"1e2\"",
    "\"48.856614\"",
    "\"-0\"",
    "\"91.00000000000000001\"",
    "\"2020-08-26T16:54:29Z\"",
    "\"2018-11-29T18:00:00+02:00\"",
    "\"2018-11-29T18:00:00\"",
    "\"2016-12-31T23:59:60Z\"",
    "\"2020-02-29T00:00:00.000000001-23:59\"",
    "\"0000-01-01T00:00:00+23:59\"",
    "\"9999-12-31T23:59:59.999999999-23:59\"",
    "\"14:00:00-03\"",
    "\"17:00:00.5Z\"",
    "\"07073877014\"",
    "\"88399480000156\"",
    "\"12ABC34501DE35\"",
    "\"42081183123141000200550010000007010046403276\"",
    "\"04029904\"",
    "\"SP\"",
    "\"SC\"",
    "\"BRA\"",
    "\"COL\"",
    "\"EUR\"",
    "\"KWD\"",
    "\"XAU\"",
    "\"DELIVERY_REQUEST\"",
    "\"pending\"",
    "\"delivered\"",
    "\"flying\"",
    "\"CASH\"",
    "\"SUCCEEDED\"",
    "\"CHECKOUT\"",
    "\"ORDER_VALUE\"",
    "\"DISCOUNTS\"",
    "\"LeaveAtTheDoor\"",
    "{\"Content-Type\": \"application/json\"}",
    "{\"a\": \"1\", \"A\": \"2\"}",
    "{\"$serde_json::private::Number\": \"1\"}",
    "{\"a/b~c\": [1, {\"\": null}]}",
];

/// Names and values for a payload, as libFuzzer's `-dict` has them.
pub fn of<P: Payload>() -> String {
    let mut words: BTreeSet<String> = lastmile::payload::members::<P>()
        .iter()
        .flat_map(|member| member.split('.').map(|name| name.trim_end_matches("[]")))
        .map(|name| format!("\"{name}\""))
        .collect();
    if let Some(vocabulary) = P::STATUSES {
        words.extend(
            Status::ALL.iter().filter_map(|status| (vocabulary.word)(*status)).map(|word| format!("\"{word}\"")),
        );
    }
    words.extend(VALUES.iter().map(|value| (*value).to_owned()));
    let mut dictionary =
        format!("# Made by `UPDATE_SNAPSHOTS=1 cargo test --test corpus` from the members of {}.\n", P::NAME);
    for word in words {
        let escaped = word.replace('\\', "\\\\").replace('"', "\\\"");
        writeln!(dictionary, "\"{escaped}\"").unwrap();
    }
    dictionary
}
