//! Instants that keep their offset, and periods that do not run backwards.
//!
//! The crate has no clock: "now" is an argument.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Timelike, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::own::{Own, own_parsed, write_telling};
use crate::rule::{Found, Rule, Violation};
use crate::text::Text;

/// An instant and the offset it was written with.
///
/// Read by one strict grammar, that of RFC 3339 with capital `T` and `Z`, at most nine decimals and no leap second.
/// Written with the fewest decimals, and with `Z` where the offset is zero.
///
/// Two timestamps are equal if instant and offset are; they are ordered by instant first.
///
/// ```
/// use lastmile::Timestamp;
///
/// let local: Timestamp = "2018-11-29T18:00:00+02:00".parse()?;
/// let zulu: Timestamp = "2018-11-29T16:00:00.000Z".parse()?;
/// assert_eq!(local.to_string(), "2018-11-29T18:00:00+02:00");
/// assert_eq!(zulu.to_string(), "2018-11-29T16:00:00Z");
/// assert_ne!(local, zulu);
/// assert!(local.is_same_instant(zulu));
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Clone, Copy)]
pub struct Timestamp(DateTime<FixedOffset>);

impl Timestamp {
    /// Reads a timestamp.
    ///
    /// ```
    /// use lastmile::{Rule, Timestamp};
    ///
    /// assert_eq!(Timestamp::parse("2020-08-26T16:54:29.500Z")?.to_string(), "2020-08-26T16:54:29.5Z");
    /// assert_eq!(Timestamp::parse("2020-08-26 16:54:29Z").unwrap_err().rule(), Rule::TimeFormat);
    /// assert_eq!(Timestamp::parse("2020-08-26T16:54:29").unwrap_err().rule(), Rule::TimeWithoutOffset);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::TimeFormat`]: `2020-08-26 16:54:29Z` (a blank for the `T`), `2020-13-01T00:00:00Z` (no such month),
    /// `2020-08-26T16:54:60Z` (a leap second). [`Rule::TimeWithoutOffset`]: `2020-08-26T16:54:29`.
    ///
    /// Source: RFC 3339, section 5.6.
    pub fn parse(text: &str) -> Result<Timestamp, Violation> {
        match Grammar(text.as_bytes()).timestamp() {
            Some(Parsed::Whole(at)) => Ok(Timestamp(at)),
            Some(Parsed::WithoutOffset) => Err(Rule::TimeWithoutOffset.broken_by(Found::time(text))),
            None => Err(Rule::TimeFormat.broken_by(Found::time(text))),
        }
    }

    /// The instant with its offset. `None` outside the years 0 to 9999 or within a leap second, which RFC 3339 text and
    /// this type cannot hold, or with an offset that is not whole minutes.
    ///
    /// ```
    /// use lastmile::Timestamp;
    ///
    /// // A host's clock: `chrono::Utc::now()`.
    /// let clock = chrono::DateTime::from_timestamp(1_599_932_400, 0).ok_or("an instant")?;
    /// let now = Timestamp::from_chrono(clock).ok_or("a year of four digits")?;
    /// assert_eq!(now.to_string(), "2020-09-12T17:40:00Z");
    /// assert_eq!(now.to_chrono(), clock);
    /// # Ok::<(), &str>(())
    /// ```
    pub fn from_chrono(at: impl Into<DateTime<FixedOffset>>) -> Option<Timestamp> {
        let at = at.into();
        let whole_minutes = at.offset().local_minus_utc() % 60 == 0;
        let four_digits = (0..=9999).contains(&at.year());
        (whole_minutes && four_digits && at.nanosecond() < 1_000_000_000).then_some(Timestamp(at))
    }

    /// For chrono's time zones and formats.
    pub const fn to_chrono(self) -> DateTime<FixedOffset> {
        self.0
    }

    /// The instant alone.
    ///
    /// ```
    /// use lastmile::Timestamp;
    ///
    /// let local: Timestamp = "2018-11-29T18:00:00+02:00".parse()?;
    /// assert_eq!(local.to_utc().timestamp(), 1_543_507_200); // the column of a database
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn to_utc(self) -> DateTime<Utc> {
        self.0.to_utc()
    }

    /// Whether both name the same instant, whatever their offsets.
    pub fn is_same_instant(self, other: Timestamp) -> bool {
        self.0 == other.0
    }

    /// How long after `earlier` this is; negative if it is before.
    ///
    /// ```
    /// use lastmile::Timestamp;
    ///
    /// let picked_up: Timestamp = "2020-09-12T19:10:00+02:00".parse()?;
    /// let delivered: Timestamp = "2020-09-12T17:40:00Z".parse()?;
    /// assert_eq!(delivered.since(picked_up).num_minutes(), 30);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn since(self, earlier: Timestamp) -> TimeDelta {
        self.0.signed_duration_since(earlier.0)
    }

    /// That much later, with the same offset; earlier, if it is negative. `None` outside the years 0 to 9999.
    ///
    /// ```
    /// use chrono::TimeDelta;
    /// use lastmile::{TimeWindow, Timestamp};
    ///
    /// let ordered: Timestamp = "2020-09-12T19:10:00+02:00".parse()?;
    /// let until = ordered.checked_add(TimeDelta::minutes(90)).ok_or("a year of four digits")?;
    /// assert_eq!(until.to_string(), "2020-09-12T20:40:00+02:00");
    /// assert_eq!(until.since(ordered), TimeDelta::minutes(90));
    /// let promised = TimeWindow::new(ordered, until)?;
    /// # assert_eq!(promised.duration(), Some(TimeDelta::minutes(90)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn checked_add(self, later: TimeDelta) -> Option<Timestamp> {
        Timestamp::from_chrono(self.0.checked_add_signed(later)?)
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0).then_with(|| self.0.offset().local_minus_utc().cmp(&other.0.offset().local_minus_utc()))
    }
}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
        self.0.offset().local_minus_utc().hash(state);
    }
}

impl FromStr for Timestamp {
    type Err = Violation;

    fn from_str(text: &str) -> Result<Timestamp, Violation> {
        Timestamp::parse(text)
    }
}

impl Timestamp {
    /// The text, put digit by digit into one piece: the formatter's numbers took a fifth of what writing a payload took.
    fn written(self, text: &mut [u8; LONGEST]) -> &str {
        let local = self.0.naive_local();
        let year = local.year().unsigned_abs();
        let offset = self.0.offset().local_minus_utc();
        let mut room = text.iter_mut();
        let mut put = |bytes: &[u8]| bytes.iter().zip(room.by_ref()).for_each(|(byte, place)| *place = *byte);

        put(&two(year / 100));
        put(&two(year));
        for (mark, number) in [
            (b'-', local.month()),
            (b'-', local.day()),
            (b'T', local.hour()),
            (b':', local.minute()),
            (b':', local.second()),
        ] {
            let [tens, ones] = two(number);
            put(&[mark, tens, ones]);
        }
        let mut nanos = local.nanosecond();
        if nanos != 0 {
            put(b".");
        }
        while nanos != 0 {
            put(&[digit(nanos / 100_000_000)]);
            nanos = (nanos % 100_000_000).wrapping_mul(10);
        }
        if offset == 0 {
            put(b"Z");
        } else {
            let minutes = offset.unsigned_abs() / 60;
            put(if offset < 0 { b"-" } else { b"+" });
            put(&two(minutes / 60));
            put(b":");
            put(&two(minutes % 60));
        }
        let left = room.len();
        let written = text.get(..LONGEST.saturating_sub(left)).map(str::from_utf8);
        written.and_then(Result::ok).unwrap_or_default()
    }
}

/// As many bytes as `0000-01-01T00:00:00.000000001+00:00` has.
const LONGEST: usize = 35;

/// The last two digits.
fn two(number: u32) -> [u8; 2] {
    [digit(number / 10), digit(number)]
}

/// The last digit.
fn digit(number: u32) -> u8 {
    b'0'.wrapping_add(u8::try_from(number % 10).unwrap_or_default())
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.written(&mut [0; LONGEST]))
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({self})")
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.written(&mut [0; LONGEST]))
    }
}

own_parsed!(Timestamp);

enum Parsed {
    Whole(DateTime<FixedOffset>),
    WithoutOffset,
}

/// RFC 3339, production by production; what is left is the text behind the last one. chrono's own reader also takes a
/// blank for the `T`, small letters, a typographic minus and leap seconds at any minute.
struct Grammar<'a>(&'a [u8]);

impl Grammar<'_> {
    /// `full-date "T" full-time`, and nothing behind it.
    fn timestamp(mut self) -> Option<Parsed> {
        let year = self.digits(4)?;
        self.mark(b'-')?;
        let month = self.digits(2)?;
        self.mark(b'-')?;
        let day = self.digits(2)?;
        self.mark(b'T')?;
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        let local = date.and_time(self.partial_time()?);
        if self.0.is_empty() {
            return Some(Parsed::WithoutOffset);
        }
        let offset = self.offset()?;
        if !self.0.is_empty() {
            return None;
        }
        offset.from_local_datetime(&local).single().map(Parsed::Whole)
    }

    /// `partial-time` and an offset whose minutes or their colon may be left out, and nothing behind it.
    fn time_of_day(mut self) -> Option<(NaiveTime, FixedOffset)> {
        let local = self.partial_time()?;
        let offset = self.short_offset()?;
        self.0.is_empty().then_some((local, offset))
    }

    /// `time-hour ":" time-minute ":" time-second [time-secfrac]`.
    fn partial_time(&mut self) -> Option<NaiveTime> {
        let hour = self.digits(2)?;
        self.mark(b':')?;
        let minute = self.digits(2)?;
        self.mark(b':')?;
        let second = self.digits(2)?;
        let nanos = self.fraction()?;
        NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)
    }

    /// `time-secfrac`: nothing, or a point and 1 to 9 digits; in nanoseconds.
    fn fraction(&mut self) -> Option<u32> {
        if self.mark(b'.').is_none() {
            return Some(0);
        }
        let width = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let scale = 10_u32.checked_pow(u32::try_from(9_usize.checked_sub(width)?).ok()?)?;
        if width == 0 { None } else { self.digits(width)?.checked_mul(scale) }
    }

    /// `"Z" / time-numoffset`.
    fn offset(&mut self) -> Option<FixedOffset> {
        if self.mark(b'Z').is_some() {
            return Some(Utc.fix());
        }
        let east = self.sign()?;
        let hours = self.digits(2)?;
        self.mark(b':')?;
        let minutes = self.digits(2)?;
        offset(east, hours, minutes)
    }

    /// `"Z"`, or a sign, two digits and, with a colon or without, two more or none.
    fn short_offset(&mut self) -> Option<FixedOffset> {
        if self.mark(b'Z').is_some() {
            return Some(Utc.fix());
        }
        let east = self.sign()?;
        let hours = self.digits(2)?;
        let colon = self.mark(b':').is_some();
        let minutes = if !colon && self.0.is_empty() { 0 } else { self.digits(2)? };
        offset(east, hours, minutes)
    }

    /// Whether it is east.
    fn sign(&mut self) -> Option<bool> {
        if self.mark(b'+').is_some() { Some(true) } else { self.mark(b'-').map(|()| false) }
    }

    fn mark(&mut self, mark: u8) -> Option<()> {
        let (first, rest) = self.0.split_first()?;
        (*first == mark).then(|| self.0 = rest)
    }

    fn digits(&mut self, width: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(width)?;
        let mut value = 0_u32;
        for digit in digits {
            if !digit.is_ascii_digit() {
                return None;
            }
            value = value.checked_mul(10)?.checked_add(u32::from(digit.checked_sub(b'0')?))?;
        }
        self.0 = rest;
        Some(value)
    }
}

fn offset(east: bool, hours: u32, minutes: u32) -> Option<FixedOffset> {
    if hours > 23 || minutes > 59 {
        return None;
    }
    let seconds = i32::try_from(hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?)?).ok()?;
    if east { FixedOffset::east_opt(seconds) } else { FixedOffset::west_opt(seconds) }
}

/// A time of day with its offset from UTC, and no date: until when something is sent off each day.
///
/// Written `14:00:00-03`: as in RFC 3339, but that the minutes of the offset or their colon may be left out, and a leap second
/// is none. The form is kept for writing; two are equal if they are written alike.
///
/// ```
/// use lastmile::{OffsetTime, Rule};
///
/// let latest: OffsetTime = "14:00:00-03".parse()?;
/// assert_eq!(latest.to_string(), "14:00:00-03");
/// assert_eq!(latest.offset().local_minus_utc(), -3 * 3600);
/// assert_eq!(latest.local().to_string(), "14:00:00");
/// assert_eq!("14:00:00".parse::<OffsetTime>().unwrap_err().rule(), Rule::TimeOfDayFormat);
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[doc(alias("max_dispatched_time"))]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OffsetTime {
    local: NaiveTime,
    offset: FixedOffset,
    text: Text,
}

impl OffsetTime {
    /// Reads a time of day.
    ///
    /// # Errors
    ///
    /// [`Rule::TimeOfDayFormat`]: `14:00-03` (no seconds), `24:00:00-03`, `14:00:00` (no offset), `14:00:00-3`.
    ///
    /// Source: Abbiamo, `carrier.max_dispatched_time`; RFC 3339, section 5.6; ISO 8601.
    pub fn parse(text: &str) -> Result<OffsetTime, Violation> {
        let (local, offset) =
            Grammar(text.as_bytes()).time_of_day().ok_or_else(|| Rule::TimeOfDayFormat.broken_by(Found::text(text)))?;
        Ok(OffsetTime { local, offset, text: text.into() })
    }

    /// What a clock there shows.
    pub const fn local(&self) -> NaiveTime {
        self.local
    }

    /// How far ahead of UTC that clock is.
    pub const fn offset(&self) -> FixedOffset {
        self.offset
    }

    /// As it came.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// That time on a day. `None` if it is outside the years that a [`Timestamp`] has.
    ///
    /// ```
    /// # use lastmile::OffsetTime;
    /// let latest: OffsetTime = "14:00:00-03".parse()?;
    /// let day = chrono::NaiveDate::from_ymd_opt(2022, 12, 22).unwrap_or_default();
    /// assert_eq!(latest.on(day).map(|at| at.to_string()), Some("2022-12-22T14:00:00-03:00".to_owned()));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn on(&self, day: NaiveDate) -> Option<Timestamp> {
        let at = self.offset.from_local_datetime(&day.and_time(self.local)).single()?;
        Timestamp::from_chrono(at)
    }
}

impl FromStr for OffsetTime {
    type Err = Violation;

    fn from_str(text: &str) -> Result<OffsetTime, Violation> {
        OffsetTime::parse(text)
    }
}

impl fmt::Display for OffsetTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for OffsetTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OffsetTime({self})")
    }
}

impl Serialize for OffsetTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

own_parsed!(OffsetTime);

/// A period that does not end before it begins; either end may be open, not both.
///
/// ```
/// use lastmile::{Rule, TimeWindow, Timestamp};
///
/// let six: Timestamp = "2018-11-29T18:00:00+02:00".parse()?;
/// let eight: Timestamp = "2018-11-29T20:00:00+02:00".parse()?;
/// let window = TimeWindow::new(six, eight)?;
/// assert!(window.contains("2018-11-29T17:00:00Z".parse()?));
/// assert_eq!((window.from(), window.until()), (Some(six), Some(eight)));
/// assert!(TimeWindow::starting(six).contains(eight) && TimeWindow::starting(six).until().is_none());
/// assert_eq!(TimeWindow::new(eight, six).unwrap_err().rule(), Rule::WindowBackwards);
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[doc(alias("deliver_from", "deliver_until", "pickup_interval_from", "pickup_interval_until"))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeWindow {
    from: Option<Timestamp>,
    until: Option<Timestamp>,
}

impl TimeWindow {
    /// A period with both ends; they may be the same instant.
    ///
    /// # Errors
    ///
    /// [`Rule::WindowBackwards`] if `until` is before `from`.
    pub fn new(from: Timestamp, until: Timestamp) -> Result<TimeWindow, Violation> {
        if until.to_utc() < from.to_utc() {
            return Err(Rule::WindowBackwards.broken_by(Found::shown(format_args!("{from} to {until}"))));
        }
        Ok(TimeWindow { from: Some(from), until: Some(until) })
    }

    /// From an instant on.
    pub const fn starting(from: Timestamp) -> TimeWindow {
        TimeWindow { from: Some(from), until: None }
    }

    /// Up to an instant.
    pub const fn ending(until: Timestamp) -> TimeWindow {
        TimeWindow { from: None, until: Some(until) }
    }

    /// From what was given; nothing, if neither end was.
    ///
    /// ```
    /// use lastmile::{TimeWindow, Timestamp};
    ///
    /// let six: Timestamp = "2018-11-29T18:00:00+02:00".parse()?;
    /// assert_eq!(TimeWindow::from_ends(None, Some(six))?, Some(TimeWindow::ending(six)));
    /// assert_eq!(TimeWindow::from_ends(None, None)?, None, "no period at all");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::WindowBackwards`] if `until` is before `from`.
    pub fn from_ends(from: Option<Timestamp>, until: Option<Timestamp>) -> Result<Option<TimeWindow>, Violation> {
        Ok(match (from, until) {
            (None, None) => None,
            (Some(from), None) => Some(TimeWindow::starting(from)),
            (None, Some(until)) => Some(TimeWindow::ending(until)),
            (Some(from), Some(until)) => Some(TimeWindow::new(from, until)?),
        })
    }

    /// When it begins, if that is known.
    pub const fn from(&self) -> Option<Timestamp> {
        self.from
    }

    /// When it ends, if that is known.
    pub const fn until(&self) -> Option<Timestamp> {
        self.until
    }

    /// Whether an instant is within, both ends included.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.from.is_none_or(|from| from.to_utc() <= at.to_utc())
            && self.until.is_none_or(|until| at.to_utc() <= until.to_utc())
    }

    /// How long it is, if both ends are known.
    ///
    /// ```
    /// use lastmile::{TimeWindow, Timestamp};
    ///
    /// let (six, eight): (Timestamp, Timestamp) = ("2018-11-29T18:00:00Z".parse()?, "2018-11-29T20:00:00Z".parse()?);
    /// assert_eq!(TimeWindow::new(six, eight)?.duration().map(|long| long.num_hours()), Some(2));
    /// assert_eq!(TimeWindow::starting(six).duration(), None);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn duration(&self) -> Option<TimeDelta> {
        Some(self.until?.since(self.from?))
    }
}

/// An open end is left out, where members have names.
impl Serialize for TimeWindow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let TimeWindow { from, until } = self;
        write_telling!(serializer, "TimeWindow", { from: from.is_none(), until: until.is_none(), })
    }
}

impl<'de> Deserialize<'de> for TimeWindow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<TimeWindow, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Ends {
            from: Option<Timestamp>,
            until: Option<Timestamp>,
        }
        let Ends { from, until } = Ends::deserialize(Own(deserializer))?;
        match TimeWindow::from_ends(from, until) {
            Ok(Some(window)) => Ok(window),
            Ok(None) => Err(de::Error::missing_field("from")),
            Err(violation) => Err(de::Error::custom(violation)),
        }
    }
}
