//! Other libraries that read RFC 3339.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::oracles::timestamps::Judge;

pub const ALL: &[Judge] = &[TIME, JIFF];

const TIME: Judge = Judge {
    name: "time",
    instant: |text| OffsetDateTime::parse(text, &Rfc3339).ok().map(OffsetDateTime::unix_timestamp_nanos),
    has: |_| true,
};

const JIFF: Judge = Judge {
    name: "jiff",
    instant: |text| text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_nanosecond),
    // It leaves room for every offset at the ends of its calendar.
    has: |nanos| (jiff::Timestamp::MIN.as_nanosecond()..=jiff::Timestamp::MAX.as_nanosecond()).contains(&nanos),
};
